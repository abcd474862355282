//! What opens an own matter, and a draft of one, in this browser (取件凭据): in cookies that no script reads. They are
//! checked anew at every request, and guessing a query password is slowed below.

use axum::{
    extract::FromRequestParts,
    http::{HeaderMap, request::Parts},
    response::Response,
};
use domain::base::fold_code;
use services::chains::matters::{DraftTicket, OwnMatter};

use crate::door::{App, cookie, set_cookie};

const MATTER: &str = "own_matter";
const DRAFT: &str = "own_matter_draft";
/// Seconds: as long as somebody may look for a paper, not as long as a shared computer stays on.
const SOON: &str = "Max-Age=7200";
/// On a device of one's own: as long as the county keeps drafts at the most.
const LONG: &str = "Max-Age=5184000";

/// Number and secret of a matter as the browser sent them; both may be empty.
#[derive(Debug, Clone, Default)]
pub(crate) struct MatterTicket {
    pub(super) number: String,
    /// 查询密码, or the last four digits of the mobile.
    pub(super) secret: String,
}

impl MatterTicket {
    fn of(headers: &HeaderMap) -> Self {
        let text = cookie(headers, MATTER).unwrap_or_default();
        let (number, secret) = text.split_once('.').unwrap_or_default();
        Self { number: number.to_owned(), secret: secret.to_owned() }
    }

    /// As it was typed, or as it is told after an application.
    pub(super) fn typed(number: &str, secret: &str) -> Self {
        let plain = |text: &str| -> String { fold_code(text).chars().filter(char::is_ascii_alphanumeric).collect() };
        Self { number: plain(number), secret: plain(secret) }
    }

    /// Whether there is one.
    pub(super) fn is_none(&self) -> bool {
        self.number.is_empty()
    }

    /// The matter for an act on a version of it.
    pub(super) fn at(&self, version: i64) -> OwnMatter {
        OwnMatter { matter_no: self.number.clone(), password: self.secret.clone(), version }
    }

    /// Keeps the matter open in this browser.
    pub(super) fn keep(&self, app: &App, answer: &mut Response) {
        set_cookie(app, answer.headers_mut(), MATTER, &format!("{}.{}", self.number, self.secret), SOON);
    }

    /// Closes it.
    pub(super) fn close(app: &App, answer: &mut Response) {
        set_cookie(app, answer.headers_mut(), MATTER, "", "Max-Age=0");
    }
}

impl<S: Sync> FromRequestParts<S> for MatterTicket {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        Ok(Self::of(&parts.headers))
    }
}

/// The draft that this browser fills in, if any.
#[derive(Debug, Clone, Default)]
pub(crate) struct Filling(pub(super) Option<DraftTicket>);

impl Filling {
    fn of(headers: &HeaderMap) -> Self {
        let text = cookie(headers, DRAFT).unwrap_or_default();
        let read = |(id, secret): (&str, &str)| Some(DraftTicket { id: id.parse().ok()?, secret: secret.to_owned() });
        Self(text.split_once('.').and_then(read))
    }

    /// Keeps the draft open in this browser; `own` on a device of the applicant's own.
    pub(super) fn keep(app: &App, answer: &mut Response, ticket: &DraftTicket, own: bool) {
        let value = format!("{}.{}", ticket.id, ticket.secret);
        set_cookie(app, answer.headers_mut(), DRAFT, &value, if own { LONG } else { SOON });
    }

    /// Forgets it.
    pub(super) fn close(app: &App, answer: &mut Response) {
        set_cookie(app, answer.headers_mut(), DRAFT, "", "Max-Age=0");
    }
}

impl<S: Sync> FromRequestParts<S> for Filling {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        Ok(Self::of(&parts.headers))
    }
}
