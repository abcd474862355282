//! Papers of a case over HTTP (办件文书): each one page with number, date, QR code and the place for the seal.
//!
//! Not here: what they say (domain), and the notice of acceptance, which bears the query password (`receipt`).

use axum::{
    extract::{Path, State},
    http::HeaderMap,
};
use domain::cases::{Named, NoticeKind, notice};

use super::{
    NoticePage,
    receipt::{origin, review_qr},
    view::load,
};
use crate::{
    base::{Svg, paths},
    door::{App, Oops, Reply, Seat, address, show},
};

/// The page that is printed. The applicant is masked, because papers are left lying about.
pub(crate) async fn page(
    State(app): State<App>,
    seat: Seat,
    Path((no, slug)): Path<(String, String)>,
    headers: HeaderMap,
) -> Reply {
    let kind = NoticeKind::PRINTED.into_iter().find(|k| k.slug() == slug).ok_or_else(Oops::not_found)?;
    let view = load(&app, &seat, no).await?;
    if !kind.is_due(&view.case) {
        return Err(Oops::not_found());
    }
    let number = view.case.no.to_string();
    let link = format!("{}{}", origin(&app, &headers), address(paths::PROGRESS, &[("no", number.as_str())]));
    let qr = papers::qr::qr_svg(&link, "扫码查进度").map_err(|e| Oops::broken(&e))?;
    let review = review_qr(&app, &view.case, &headers)?;
    let frame = app.frame(&seat, kind.title());
    let (who, organiser) = (&view.particulars, frame.organiser.clone());
    let named = Named {
        name: &who.name,
        code: &who.code,
        contact: &who.contact,
        receiver: &who.receiver,
        department: &view.department.name,
        organiser: &organiser,
        licence: view.item.content.item_type.is_licence(),
        lapse: services::cases::case_rules().deferred_lapse,
        today: app.bureau().today(),
    };
    let paper = notice(kind, &view.case, &named).ok_or_else(Oops::not_found)?;
    show(&NoticePage {
        frame,
        number,
        name: paper.name,
        narrow: kind == NoticeKind::Slip,
        rows: paper.rows,
        heading: paper.heading,
        list: paper.list,
        words: paper.words,
        signed: paper.signed,
        seal: paper.seal,
        day: paper.day,
        qr: Svg::drawn(qr),
        review,
    })
}
