//! What opens an own case in this browser (取件凭据): number and query password, in a cookie that no script reads. They
//! are checked anew at every request, and guessing them is slowed below.

use std::collections::BTreeMap;

use axum::{
    extract::FromRequestParts,
    http::{HeaderMap, request::Parts},
    response::Response,
};
use domain::{
    base::fold_code,
    cases::veiled,
    catalogue::{APPLICANT_KIND, Form, form_of},
};
use services::{
    Failure,
    cases::{ApplyRefusal, Own, OwnRef, own},
};

use crate::door::{App, Oops, Seat, blocking, cookie, set_cookie};

const NAME: &str = "own_case";
/// Seconds: as long as somebody may look for a paper, not as long as a shared computer stays on.
const KEPT: &str = "Max-Age=7200";

/// Number and query password as the browser sent them; both may be empty.
#[derive(Debug, Clone, Default)]
pub(crate) struct Ticket {
    pub(super) case_no: String,
    pub(super) password: String,
}

impl Ticket {
    fn of(headers: &HeaderMap) -> Self {
        let text = cookie(headers, NAME).unwrap_or_default();
        let (case_no, password) = text.split_once('.').unwrap_or_default();
        Self { case_no: case_no.to_owned(), password: password.to_owned() }
    }

    /// Which version of the case an act is about.
    pub(super) fn at(&self, version: i64) -> OwnRef {
        OwnRef { case_no: self.case_no.clone(), password: self.password.clone(), version }
    }

    /// Keeps the case open in this browser.
    pub(super) fn keep(app: &App, answer: &mut Response, case_no: &str, password: &str) {
        let plain = |text: &str| -> String { fold_code(text).chars().filter(char::is_ascii_digit).collect() };
        set_cookie(app, answer.headers_mut(), NAME, &format!("{}.{}", plain(case_no), plain(password)), KEPT);
    }

    /// Closes it.
    pub(super) fn close(app: &App, answer: &mut Response) {
        set_cookie(app, answer.headers_mut(), NAME, "", "Max-Age=0");
    }

    /// The own case; `None` where the browser has none, or no longer the right to it.
    pub(super) async fn open(&self, app: &App, seat: &Seat) -> Result<Option<Own>, Oops> {
        if self.case_no.is_empty() {
            return Ok(None);
        }
        let (bureau, desk, ticket) = (app.bureau().clone(), seat.desk.clone(), self.clone());
        match blocking(move || own(&bureau, &desk, &ticket.case_no, &ticket.password)).await? {
            Ok(own) => Ok(Some(own)),
            Err(Failure::Refused(ApplyRefusal::Door(_)) | Failure::NotFound) => Ok(None),
            Err(failure) => Err(failure.into()),
        }
    }
}

/// Closes whatever case is open in this browser.
pub(crate) fn close_ticket(app: &App, answer: &mut Response) {
    Ticket::close(app, answer);
}

impl<S: Sync> FromRequestParts<S> for Ticket {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        Ok(Self::of(&parts.headers))
    }
}

/// The form that an own case is asked with, and its answers with the applicant's kind among them.
pub(super) fn asked(own: &Own) -> Result<(Form, BTreeMap<String, String>), Oops> {
    let form = form_of(&own.item.content).ok_or_else(Oops::not_found)?;
    let mut answers = own.answers.clone();
    answers.insert(APPLICANT_KIND.to_owned(), own.case.applicant_kind.as_str().to_owned());
    Ok((form, answers))
}

/// What is kept of numbers, masked by field: no page shows them whole again.
pub(super) fn veil(app: &App, own: &Own, form: &Form) -> BTreeMap<String, String> {
    veiled(form, own.case.applicant_kind, (&own.answers, &own.given), app.bureau().today())
}

/// Typed in the box of a number that is kept and need not be there: it is to be taken out.
pub(crate) const NONE: &str = "无";

/// Whether a number that is kept may be taken out: where the form does without it.
pub(crate) fn may_go(form: &Form, key: &str) -> bool {
    form.field(key).is_some_and(|field| !field.required)
}

/// What was typed, with what is kept of numbers where they are left blank; without those that are to be taken out.
pub(super) fn unveiled(
    (own, form): (&Own, &Form),
    veil: &BTreeMap<String, String>,
    mut typed: BTreeMap<String, String>,
) -> BTreeMap<String, String> {
    for key in veil.keys() {
        let now = typed.get(key).map(|t| t.trim().to_owned()).unwrap_or_default();
        if now.is_empty() {
            typed.insert(key.clone(), own.answers.get(key).cloned().unwrap_or_default());
        } else if now == NONE && may_go(form, key) {
            typed.remove(key);
        }
    }
    typed
}
