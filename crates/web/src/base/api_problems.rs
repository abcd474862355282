//! The kinds of trouble that the API tells (问题类型): where the `type` of problem details (RFC 9457 §3.1.1) leads. The
//! finer `code` of each answer is not listed here: it stands with the rule that refuses.

use axum::http::StatusCode;
use serde::Serialize;

use super::{Trouble, paths};
use crate::door::{Reply, UNKNOWN_CALLER, json};

#[derive(Serialize)]
struct KindJson {
    r#type: String,
    status: u16,
    title: &'static str,
    advice: &'static str,
}

/// All kinds, in order of status.
pub(crate) async fn kinds() -> Reply {
    let (status, code, title) = UNKNOWN_CALLER;
    let mut all = vec![(status, code, title, "请先登录取得令牌，或请系统管理员发放接口密钥。")];
    all.extend(Trouble::ALL.map(|t| (t.status(), t.code(), t.sentence(), t.advice())));
    all.sort_unstable();
    let kind = |(status, code, title, advice)| KindJson {
        r#type: format!("{}#{code}", paths::API_PROBLEMS),
        status,
        title,
        advice,
    };
    let all: Vec<KindJson> = all.into_iter().map(kind).collect();
    json(StatusCode::OK, &all)
}
