//! The notice of acceptance over HTTP (受理通知书), for whoever accepts: number, query password, QR code.

use axum::{
    extract::{Path, State},
    http::{HeaderMap, header},
};
use domain::cases::deferred;
use services::cases::{CaseView, case_rules};

use super::{ReceiptPage, ReceivedMaterial, view::full_day, words};
use crate::{
    base::{Svg, paths},
    door::{App, Oops, Query, Reply, Seat, address, blocking, show},
};

/// The page that is printed.
pub(crate) async fn page(
    State(app): State<App>,
    seat: Seat,
    Path(no): Path<String>,
    query: Query,
    headers: HeaderMap,
) -> Reply {
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    let view = blocking(move || services::cases::receipt(&bureau, &desk, &no)).await??;
    let case = &view.case;
    let due = case.due();
    let number = case.no.to_string();
    let mut frame = app.frame(&seat, "受理通知书");
    let organiser = frame.organiser.clone();
    if query.text("done") == "accepted" {
        frame.notice = Some(accepted(&view, app.bureau().today()));
    }
    let link = format!("{}{}", origin(&app, &headers), address(paths::PROGRESS, &[("no", number.as_str())]));
    let qr = papers::qr::qr_svg(&link, "扫码查进度").map_err(|e| Oops::broken(&e))?;
    let review = review_qr(&app, case, &headers)?;
    let window = case.window_no.map(|n| format!("（{n} 号综合窗口）")).unwrap_or_default();
    show(&ReceiptPage {
        frame,
        number,
        item: case.item_name.clone(),
        applicant: view.particulars.name.clone(),
        applicant_id: view.particulars.code.clone(),
        accepting: organiser,
        deciding: view.department.name.clone(),
        phone: view.department.phone.clone(),
        clerk: format!("{}{window}", view.accepted_by),
        materials: received(&view),
        deferred: deferred(case, case_rules().deferred_lapse).unwrap_or_default(),
        accepted: full_day(case.stage.acceptance().map_or(case.receipt.on, |a| a.on)),
        due: due.on.map(full_day).unwrap_or_default(),
        provisional: due.provisional,
        limit: due.limit_text,
        password: grouped(&view.query_password.clone().unwrap_or_default()),
        qr: Svg::drawn(qr),
        review,
    })
}

/// Digits in groups of four, easier to read off paper.
pub(super) fn grouped(digits: &str) -> String {
    digits.as_bytes().chunks(4).map(String::from_utf8_lossy).collect::<Vec<_>>().join(" ")
}

/// The code by which this contact is rated; empty where there is nothing to rate any more.
pub(super) fn review_qr(app: &App, case: &domain::cases::Case, headers: &HeaderMap) -> Result<Svg, Oops> {
    let Some(path) = crate::reviews::link_of(app.bureau(), case)? else { return Ok(Svg::default()) };
    let link = format!("{}{path}", origin(app, headers));
    papers::qr::qr_svg(&link, "扫码评价").map(Svg::drawn).map_err(|e| Oops::broken(&e))
}

fn accepted(view: &CaseView, today: jiff::civil::Date) -> String {
    let number = &view.case.no;
    match view.case.due().on {
        Some(on) => format!("已受理，编号 {number}，最迟 {}办结", words::day(on, today)),
        None => format!("已受理，编号 {number}，这一项没有登记时限"),
    }
}

fn received(view: &CaseView) -> Vec<ReceivedMaterial> {
    let form = |name: &str| {
        let listed = view.item.content.guide.materials.iter().find(|m| m.name == name);
        listed.map(|m| m.form.clone()).unwrap_or_default()
    };
    let handed = view.case.materials.iter().filter(|m| m.received);
    handed.map(|m| ReceivedMaterial { name: m.name.clone(), form: form(&m.name) }).collect()
}

/// Where this site is reached: as its keeper says, else as the browser that prints the notice reaches it. A host that is no
/// plain host name is left out: the code then holds the path alone.
pub(crate) fn origin(app: &App, headers: &HeaderMap) -> String {
    if let Some(url) = app.public_url() {
        return url.to_owned();
    }
    let host = headers.get(header::HOST).and_then(|h| h.to_str().ok()).unwrap_or_default();
    let plain = |b: u8| b.is_ascii_alphanumeric() || b".-:[]".contains(&b);
    if host.is_empty() || host.len() > 255 || !host.bytes().all(plain) {
        return String::new();
    }
    format!("{}://{host}", if app.secure() { "https" } else { "http" })
}
