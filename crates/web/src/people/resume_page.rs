//! Going on after signing in again (继续提交): what had been sent without a session, to be looked at and
//! sent by the one who signed in.

use askama::Template;

use crate::{
    base::{Frame, Page},
    door::Kept,
};

/// Words for what people type; other fields travel unseen.
const LABELS: &[(&str, &str)] = &[
    ("name", "姓名或名称"),
    ("id_number", "证件号码"),
    ("contact", "经办人"),
    ("phone", "手机号码"),
    ("opinion", "意见"),
    ("reason", "理由"),
    ("document", "结果名称"),
    ("number", "结果编号"),
    ("receiver", "领取人"),
    ("account", "账号"),
    ("plate", "牌匾"),
];

/// The form that waits, with one button.
#[derive(Debug, Clone, Template)]
#[template(path = "people/resume.html")]
pub struct ResumePage {
    /// Frame of whoever has signed in.
    pub frame: Frame,
    /// The form.
    pub kept: Kept,
}

impl ResumePage {
    fn typed(&self) -> Vec<(&'static str, &str)> {
        let label = |name: &str| LABELS.iter().find(|(n, _)| *n == name).map(|(_, label)| *label);
        let fields = self.kept.fields.iter().filter(|(_, value)| !value.trim().is_empty());
        fields.filter_map(|(name, value)| Some((label(name)?, value.as_str()))).collect()
    }
}

impl Page for ResumePage {
    const NAME: &'static str = "people/resume";

    fn samples() -> Vec<Self> {
        let field = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        let kept = |fields: Vec<(String, String)>| Kept { action: "/cases/2026-1120-0386/decide".into(), fields };
        let ordinary = Self {
            frame: Frame::sample_staff("已登录，可以继续提交"),
            kept: kept(vec![
                field("expected_version", "1"),
                field("outcome", "deny"),
                field("opinion", "店面在住宅楼内，\n现场看过。"),
                field("reason", "缺业主同意书"),
            ]),
        };
        let bare = Self { kept: kept(vec![field("active", "0")]), ..ordinary.clone() };
        vec![ordinary, bare]
    }
}
