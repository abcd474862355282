//! Scanning at a desk over HTTP (扫码): a receipt opens its case, where the result is handed out; a certificate is looked
//! up. Sent as a form, never as an address: what is scanned may be a person's number.

use axum::{extract::State, http::StatusCode};
use domain::people::{Act, authorise};
use services::{
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
    let page = ScanPage {
        frame: app.frame(&seat, "扫码").with_problem("code", &sentence),
        code: Field::wrong(code, sentence),
    };
    show_as(StatusCode::UNPROCESSABLE_ENTITY, &page)
}

/// Whether a certificate of this number or identifier is in the register, as far as this desk sees it.
async fn holds(app: &App, seat: &Seat, words: &str) -> Result<bool, crate::door::Oops> {
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    let form = ListForm { part: Part::All, words: words.to_owned(), before: None, limit: 1 };
    Ok(!blocking(move || services::certificates::list(&bureau, &desk, &form)).await??.lines.is_empty())
}
