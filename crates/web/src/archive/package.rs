//! One package over HTTP (归档包): its page, a new check, and the package itself.

use axum::{
    extract::{Path, State},
    http::{HeaderValue, header},
    response::IntoResponse,
};
use domain::{
    archive::{CheckRow, Finding},
    base::shanghai_text,
    people::{Act, authorise},
};
use services::{
    Failure,
    archive::{PackageView, package, package_bytes, recheck},
};

use super::{CheckLine, PackagePage, home::verdict};
use crate::{
    base::{Tag, Tone, paths},
    door::{App, Posted, Query, Reply, Seat, address, blocking, go, show},
};

/// The page.
pub(crate) async fn page(State(app): State<App>, seat: Seat, Path(no): Path<String>, query: Query) -> Reply {
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    let view = blocking(move || package(&bureau, &desk, &no)).await??;
    let mut frame = app.frame(&seat, view.line.title.clone());
    frame.notice = match query.text("done").as_str() {
        "passed" => Some("重新检测过了，通过".to_owned()),
        "failed" => Some("重新检测过了，有不通过的，见下表".to_owned()),
        _ => None,
    };
    show(&PackagePage {
        frame,
        number: view.line.package_no.clone(),
        case_no: view.case_no.clone(),
        verdict: verdict(view.line.passed),
        facts: facts(&view),
        checks: view.checks.iter().map(check).collect(),
        checked: shanghai_text(view.checked_at),
        may_check: authorise(&seat.desk, Act::ArchivePack, None).is_ok(),
        may_take: authorise(&seat.desk, Act::ArchiveTransfer, None).is_ok(),
    })
}

fn facts(view: &PackageView) -> Vec<(String, String)> {
    let line = &view.line;
    [
        ("办理部门", line.department.clone()),
        ("办结日期", line.finished_on.to_string()),
        ("保管期限", line.retention.label()),
        ("归档时间", shanghai_text(line.packed_at)),
        ("归档配置", view.profile.clone()),
        ("文件", format!("{} 份", line.files)),
        ("大小", format!("{} 字节", line.size)),
        ("SM3", line.digest.clone()),
        ("检测报告", signed(view.signed).to_owned()),
        ("移交", if line.transferred { "已移交" } else { "未移交" }.to_owned()),
    ]
    .into_iter()
    .map(|(label, value)| (label.to_owned(), value))
    .collect()
}

fn signed(holds: Option<bool>) -> &'static str {
    match holds {
        Some(true) => "已用县密钥签名，签名验得过",
        Some(false) => "签名验不过，报告可能被改写，请运行 onedoor verify 核对",
        None => "没有签名，重新检测一次就有了",
    }
}

fn check(row: &CheckRow) -> CheckLine {
    let tone = match row.finding {
        Finding::Passed => Tone::Good,
        Finding::Failed => Tone::Bad,
        Finding::NotChecked => Tone::Warning,
    };
    CheckLine {
        property: row.property.label().to_owned(),
        rule: row.rule.clone(),
        asks: row.asks.clone(),
        finding: Tag::new(tone, row.finding.label()),
        detail: row.detail.clone(),
    }
}

/// Checks again.
pub(crate) async fn again(State(app): State<App>, seat: Seat, Path(no): Path<String>, _: Posted) -> Reply {
    let (bureau, desk, wanted) = (app.bureau().clone(), seat.desk.clone(), no.clone());
    let passed = blocking(move || recheck(&bureau, &desk, &wanted)).await??;
    go(&address(&paths::package(&no), &[("done", if passed { "passed" } else { "failed" })]))
}

/// The package as a zip.
pub(crate) async fn zip(State(app): State<App>, seat: Seat, Path(no): Path<String>) -> Reply {
    let (bureau, desk, wanted) = (app.bureau().clone(), seat.desk.clone(), no.clone());
    let bytes = blocking(move || package_bytes(&bureau, &desk, &wanted)).await??;
    // The number was read back as one: digits, letters and dashes.
    let said = HeaderValue::from_str(&format!("attachment; filename=\"{no}.zip\""))
        .map_err(|_| Failure::<services::Never>::NotFound)?;
    let mut answer = ([(header::CONTENT_TYPE, "application/zip")], bytes).into_response();
    answer.headers_mut().insert(header::CONTENT_DISPOSITION, said);
    Ok(answer)
}
