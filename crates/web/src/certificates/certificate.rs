//! One certificate over HTTP (一本证照): its page, and the same page once more when a step was not taken.

use axum::{
    extract::{Path, State},
    http::StatusCode,
};
use domain::{
    base::{CertificateId, shanghai_text},
    certificates::Origin,
};
use services::certificates::CertificateView;

use super::{CertificatePage, certificate_page::ENDINGS, words};
use crate::{
    base::{Choice, Field, Tag, Tone, paths},
    cases::{Conflict, EventRow, Fact, view::Hitch},
    door::{App, Oops, Query, Reply, Seat, address, blocking, id, show, show_as},
};

/// The page.
pub(crate) async fn page(State(app): State<App>, seat: Seat, Path(of): Path<String>, query: Query) -> Reply {
    let mut page = draw(&app, &seat, &load(&app, &seat, id(&of)?).await?);
    page.frame.notice = words::notice(&query.text("done")).map(str::to_owned);
    show(&page)
}

/// The same page with what was typed.
pub(super) async fn again(
    app: &App,
    seat: &Seat,
    of: CertificateId,
    (ending, reason): (String, String),
    hitch: Hitch,
) -> Reply {
    let view = load(app, seat, of).await?;
    let mut page = draw(app, seat, &view);
    let typed = |page: &mut CertificatePage| {
        let how = Choice { problem: hitch.at("ending"), ..Choice::of(&ENDINGS, &ending) };
        page.end = Some((how, Field { value: reason.clone(), problem: hitch.at("reason") }));
    };
    let status = match &hitch {
        Hitch::Overtaken => {
            let last = view.history.last().map(words::overtaken).unwrap_or_default();
            let sentence = format!("{last}。您写的还在下面，可以复制后另行补充");
            page.conflict = Some(Conflict { sentence, kept: reason.clone() });
            StatusCode::CONFLICT
        }
        Hitch::SentBefore(sentence) => {
            page.frame = page.frame.with_problem("", sentence);
            typed(&mut page);
            StatusCode::CONFLICT
        }
        Hitch::Mend(field, sentence) => {
            // Where the form is gone, its field is too: the sentence then stands alone.
            let field = if page.end.is_some() { field } else { "" };
            page.frame = page.frame.with_problem(field, sentence);
            if page.end.is_some() {
                typed(&mut page);
            }
            StatusCode::UNPROCESSABLE_ENTITY
        }
    };
    show_as(status, &page)
}

/// The same page with a sentence on top.
pub(super) async fn draw_again(app: &App, seat: &Seat, of: CertificateId, status: StatusCode, sentence: &str) -> Reply {
    let mut page = draw(app, seat, &load(app, seat, of).await?);
    page.frame = page.frame.with_problem("", sentence);
    show_as(status, &page)
}

async fn load(app: &App, seat: &Seat, of: CertificateId) -> Result<CertificateView, Oops> {
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    Ok(blocking(move || services::certificates::view(&bureau, &desk, of)).await??)
}

fn draw(app: &App, seat: &Seat, view: &CertificateView) -> CertificatePage {
    let certificate = &view.certificate;
    let of = certificate.id.to_string();
    let code = certificate.code.as_ref().map(ToString::to_string).unwrap_or_default();
    CertificatePage {
        frame: app.frame(seat, certificate.name.clone()),
        version: certificate.version,
        number: certificate.number.clone(),
        standing: words::standing_tag(view.standing),
        facts: facts(view),
        ended: words::ended(certificate),
        successor: view.successor.as_ref().map(|(id, no)| (paths::certificate(&id.to_string()), no.clone())),
        events: view
            .history
            .iter()
            .rev()
            .map(|event| {
                let (act, note) = words::act(event);
                EventRow {
                    at: shanghai_text(event.happened_at),
                    act,
                    actor: words::actor(event).to_owned(),
                    terminal: event.terminal.clone(),
                    source: Tag::new(Tone::Neutral, event.source.label()),
                    note,
                }
            })
            .collect(),
        conflict: None,
        verify_href: address(paths::CERTIFICATE_VERIFY, &[("code", &code)]),
        check: view.check.clone(),
        file_href: view.printable.then(|| paths::certificate_act(&of, "pdf")),
        seal: view.may_seal,
        end: view.may_end.then(|| (Choice::of(&ENDINGS, ""), Field::default())),
        id: of,
    }
}

fn facts(view: &CertificateView) -> Vec<Fact> {
    let certificate = &view.certificate;
    let mut facts = vec![
        ("持证主体", view.holder.name.clone()),
        ("证件号码", view.holder.code.clone()),
        ("发证机关", certificate.issuer.clone()),
        ("发证日期", words::plain(certificate.issued_on)),
        ("有效期", words::days(certificate)),
    ];
    match &certificate.origin {
        Origin::Issued { case_no, item_name, .. } => {
            facts.push(("办理事项", item_name.clone()));
            facts.push(("办件", case_no.to_string()));
        }
        Origin::Registered(evidence) => {
            let mut shown = Vec::new();
            if evidence.original_seen {
                shown.push("已核对原件".to_owned());
            }
            if evidence.file_digest.is_some() {
                shown.push("附有证照文件".to_owned());
            }
            if !evidence.link.is_empty() {
                shown.push(format!("可在 {} 查到", evidence.link));
            }
            facts.push(("登记依据", shown.join("；")));
        }
    }
    if let Some(code) = &certificate.code {
        facts.push(("电子证照标识", code.to_string()));
    }
    if let Some(sealing) = &certificate.sealing {
        facts.push(("电子印章", format!("{}，印章服务编号 {}", shanghai_text(sealing.at), sealing.reference)));
    }
    facts.push((if view.printable { "制证人" } else { "登记人" }, view.entered_by.clone()));
    facts.into_iter().map(|(label, value)| Fact { label: label.to_owned(), value }).collect()
}
