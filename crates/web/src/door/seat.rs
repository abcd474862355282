//! The one extractor that says who is there: desk, token, language of size, where the request came from.

use axum::{
    extract::{FromRequestParts, OptionalFromRequestParts},
    http::request::Parts,
};
use domain::people::Desk;

use super::Oops;

/// Who is at the keyboard and what their page needs to know. Put in place by the gate.
#[derive(Debug, Clone)]
pub struct Seat {
    /// Who and from which terminal.
    pub desk: Desk,
    /// Token that this visitor's forms must carry.
    pub csrf: String,
    /// The session's token; `None` for the public.
    pub token: Option<String>,
    /// A session was there and is over: idle too long, or ended elsewhere.
    pub ended: bool,
    /// Large type.
    pub elder: bool,
    /// Path of the request.
    pub path: String,
    /// Its query, without `?`.
    pub query: String,
    /// It was a POST.
    pub posted: bool,
    /// It came to the API: answers are JSON.
    pub api: bool,
    /// Must choose a new password first.
    pub must_change: bool,
    /// A visitor's mark to hand out, for the token of forms before sign-in.
    pub new_visit: Option<String>,
}

impl Seat {
    /// Network address; a clerk's terminal names the window before it.
    pub(crate) fn address(&self) -> &str {
        self.desk.terminal.rsplit(' ').next().unwrap_or_default()
    }

    /// Nobody known: for the page that says that something is broken.
    pub(crate) fn nobody() -> Self {
        Self {
            desk: Desk::public("网页"),
            csrf: String::new(),
            token: None,
            ended: false,
            elder: false,
            path: "/".into(),
            query: String::new(),
            posted: false,
            api: false,
            must_change: false,
            new_visit: None,
        }
    }
}

impl<S: Sync> FromRequestParts<S> for Seat {
    type Rejection = Oops;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Oops> {
        parts.extensions.get::<Self>().cloned().ok_or_else(|| Oops::broken(&"路由没有经过门"))
    }
}

impl<S: Sync> OptionalFromRequestParts<S> for Seat {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Option<Self>, Self::Rejection> {
        Ok(parts.extensions.get::<Self>().cloned())
    }
}
