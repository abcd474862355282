//! Links and QR codes over HTTP.

use axum::{
    extract::{Path, State},
    http::HeaderMap,
};
use services::questionnaires::Link;

use super::{LinkCard, QuestionnaireLinksPage, edit::load};
use crate::{
    base::{Svg, paths},
    cases::receipt::origin,
    door::{App, Oops, Reply, Seat, show},
};

/// The links of the edition that is out.
pub(crate) async fn page(State(app): State<App>, seat: Seat, Path(of): Path<String>, headers: HeaderMap) -> Reply {
    let viewed = load(&app, &seat, &of).await?;
    let listed = &viewed.listed;
    let body = listed.out.as_ref().ok_or_else(Oops::not_found)?;
    let mut cards = Vec::new();
    for outlet in &body.outlets {
        let link = Link { of: listed.questionnaire.id, code: outlet.code.clone() };
        let href = paths::questionnaire_answer(&link.to_string());
        let address = format!("{}{href}", origin(&app, &headers));
        let qr = papers::qr::qr_svg(&address, &format!("扫码作答：{}", outlet.label)).map_err(|e| Oops::broken(&e))?;
        cards.push(LinkCard { label: outlet.label.clone(), href, address, qr: Svg::drawn(qr) });
    }
    show(&QuestionnaireLinksPage {
        frame: app.frame(&seat, "链接和二维码"), id: of, title: body.title.clone(), cards
    })
}
