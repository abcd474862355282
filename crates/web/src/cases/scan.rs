//! Scanning at a desk over HTTP (扫码): a receipt opens its case or its matter, where the result is handed out; a certificate
//! is looked up. Sent as a form, never as an address: what is scanned may be a person's number.

use axum::{extract::State, http::StatusCode};
use domain::{
    chains::MatterNo,
    people::{Act, authorise},
};
use services::{
    Failure,
    cases::Reached,
    certificates::{ListForm, Part},
};

use super::ScanPage;
use crate::{
    base::{Field, paths},
    door::{App, Posted, Reply, Seat, address, blocking, go, show, show_as},
};

/// The field alone.
pub(crate) async fn page(State(app): State<App>, seat: Seat) -> Reply {
    show(&ScanPage { frame: app.frame(&seat, "扫码"), code: Field::default() })
}

/// Goes to what was scanned.
pub(crate) async fn submit(State(app): State<App>, seat: Seat, posted: Posted) -> Reply {
    let code = posted.text("code");
    if let Some(no) = matter_of(&code) {
        let (bureau, desk, wanted) = (app.bureau().clone(), seat.desk.clone(), no.to_string());
        return match blocking(move || services::chains::matters::view(&bureau, &desk, &wanted)).await? {
            Ok(_) => go(&paths::matter(no.as_str())),
            Err(Failure::NotFound) => {
                led_nowhere(&app, &seat, code, format!("没有找到编号 {no} 的一件事，请照回执核对"))
            }
            Err(other) => Err(other.into()),
        };
    }
    let (bureau, desk, text) = (app.bureau().clone(), seat.desk.clone(), code.clone());
    let found = blocking(move || services::cases::scan(&bureau, &desk, &text)).await??;
    let sentence = match found {
        Reached::Case(no) => return go(&format!("{}#receiver", paths::case(&no))),
        Reached::Cases(words) => return go(&address(paths::WORKLIST, &[("q", &words)])),
        Reached::NoCase(no) => format!("没有找到编号 {no} 的办件，请照受理通知书核对"),
        Reached::Applicant if authorise(&seat.desk, Act::CaseAccept, None).is_ok() => {
            "这是证件号码。请先按“收件”选事项，再在收件页上扫".to_owned()
        }
        Reached::Applicant => "这是证件号码。请扫受理通知书，或输入办件编号".to_owned(),
        Reached::Nothing => "请扫受理通知书上的二维码，或输入办件编号".to_owned(),
        Reached::Certificate(words) => match holds(&app, &seat, &words).await? {
            true => return go(&address(paths::CERTIFICATES, &[("tab", "all"), ("q", &words)])),
            false => format!("没有找到“{words}”，既不是办件编号，也不是本县的证照编号"),
        },
    };
    led_nowhere(&app, &seat, code, sentence)
}

/// The field once more, with what to do.
fn led_nowhere(app: &App, seat: &Seat, code: String, sentence: String) -> Reply {
    let page = ScanPage {
        frame: app.frame(seat, "扫码").with_problem("code", &sentence),
        code: Field::wrong(code, sentence),
    };
    show_as(StatusCode::UNPROCESSABLE_ENTITY, &page)
}

/// The matter of a receipt: its number, or the address behind its code, whatever host that names.
fn matter_of(text: &str) -> Option<MatterNo> {
    let text = domain::base::fold(text);
    let from_code = text.split_once("://").and_then(|(_, rest)| rest.split_once('?')).and_then(|(path, query)| {
        let no = query.split('&').find_map(|p| p.strip_prefix("no="));
        no.filter(|_| path.ends_with(paths::MATTER_PROGRESS))
    });
    MatterNo::parse(from_code.unwrap_or(&text)).ok()
}

/// Whether a certificate of this number or identifier is in the register, as far as this desk sees it.
async fn holds(app: &App, seat: &Seat, words: &str) -> Result<bool, crate::door::Oops> {
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    let form = ListForm { part: Part::All, words: words.to_owned(), before: None, limit: 1 };
    Ok(!blocking(move || services::certificates::list(&bureau, &desk, &form)).await??.lines.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_receipt_of_a_matter_is_known_by_its_letter() {
        let of = |text: &str| matter_of(text).map(|no| no.to_string());
        let no = Some("L2026-1130-03-0007".to_owned());
        for text in [
            "L2026-1130-03-0007",
            "l20261130030007",
            "https://hall.example/chains/progress?no=L2026-1130-03-0007",
            "http://10.0.0.5:8080/chains/progress?from=qr&no=L2026-1130-03-0007",
        ] {
            assert_eq!(of(text), no, "{text}");
        }
        for text in ["2026-1130-03-0007", "https://hall.example/cases/progress?no=L2026-1130-03-0007", ""] {
            assert_eq!(of(text), None, "{text}");
        }
    }
}
