//! What goes wrong, as an answer: a page with a sentence and a way out, or problem details (问题详情, RFC 9457) with a
//! stable code.

use std::{borrow::Cow, fmt::Display};

use axum::{
    body::Body,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use domain::people::Denied;
use serde::Serialize;
use services::Failure;

use crate::base::{Trouble, paths};

/// RFC 9457 §3.
const PROBLEM: HeaderValue = HeaderValue::from_static("application/problem+json");
const BEARER: HeaderValue = HeaderValue::from_static("Bearer");
/// Guessing is counted over a quarter of an hour.
const LATER: HeaderValue = HeaderValue::from_static("900");
/// A turn at the turnstile takes less than a second.
const SOON: HeaderValue = HeaderValue::from_static("5");
/// 401 is no page of its own: a visitor is shown the way to the sign-in page.
pub(crate) const UNKNOWN_CALLER: (u16, &str, &str) = (401, "not_signed_in", "还没有登录，或令牌已经失效");
const HOUR: HeaderValue = HeaderValue::from_static("3600");

/// The answer of a handler that shows something.
pub(crate) type Reply = Result<Response, Oops>;

/// One thing to mend in what a program sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Flaw {
    /// Name of the field in the body.
    pub(crate) field: Cow<'static, str>,
    /// How to mend it.
    pub(crate) detail: String,
}

/// Problem details as they are sent; members as RFC 9457 §3.1 names them, then ours.
#[derive(Serialize)]
struct ProblemJson<'a> {
    /// Which kind: a place in the list of kinds that `/api/problems` gives.
    r#type: String,
    title: &'static str,
    status: u16,
    detail: &'a str,
    code: &'static str,
    number: Option<&'a str>,
    errors: &'a [Flaw],
}

/// A trouble with the sentence that belongs to it, if a better one than the usual is known.
#[derive(Debug, Clone)]
pub struct Oops {
    /// Which.
    pub(crate) trouble: Trouble,
    /// Stable code for the API.
    pub(crate) code: &'static str,
    /// Sentence, where the usual one says too little.
    pub(crate) sentence: Option<String>,
    /// Number to report; logged with the cause.
    pub(crate) number: Option<String>,
    /// Each field to mend; for programs alone, a form shows them beside its fields.
    pub(crate) errors: Vec<Flaw>,
    /// Seconds until it is worth trying again, where that is known better than by the kind of trouble.
    pub(crate) wait: Option<i64>,
}

impl Oops {
    pub(crate) fn new(trouble: Trouble, code: &'static str) -> Self {
        Self { trouble, code, sentence: None, number: None, errors: Vec::new(), wait: None }
    }

    pub(crate) fn saying(mut self, sentence: impl Into<String>) -> Self {
        self.sentence = Some(sentence.into());
        self
    }

    /// The one field that the sentence speaks of, where there is one.
    pub(crate) fn at(mut self, field: Option<&'static str>) -> Self {
        let detail = self.sentence.clone().unwrap_or_default();
        self.errors.extend(field.map(|field| Flaw { field: Cow::Borrowed(field), detail }));
        self
    }

    /// All things to mend at once.
    pub(crate) fn to_mend<N: Into<Cow<'static, str>>>(flaws: impl IntoIterator<Item = (N, String)>) -> Self {
        let one = |(field, detail): (N, String)| Flaw { field: field.into(), detail };
        let errors: Vec<Flaw> = flaws.into_iter().map(one).collect();
        let sentence = format!("有 {} 处需要修改", errors.len());
        Self { errors, ..Self::new(Trouble::Refused, "fields").saying(sentence) }
    }

    /// A parameter of the address, or a field of the body, that says what it cannot mean: 422 under its name.
    pub(crate) fn parameter(name: &'static str, sentence: impl Into<String>) -> Self {
        Self::to_mend([(name, sentence.into())])
    }

    /// A key has called as often as it may in this minute.
    pub(crate) fn too_often(wait: i64) -> Self {
        let sentence = format!("这个密钥本分钟的调用次数已用完，请 {wait} 秒后再试");
        Self { wait: Some(wait), ..Self::new(Trouble::TooOften, "too_often").saying(sentence) }
    }

    pub(crate) fn not_found() -> Self {
        Self::new(Trouble::NotFound, "not_found")
    }

    pub(crate) fn unreadable(sentence: impl Into<String>) -> Self {
        Self::new(Trouble::Unreadable, "unreadable").saying(sentence)
    }

    /// Our fault: logged once, here, under a number that the page shows.
    pub(crate) fn broken(cause: &impl Display) -> Self {
        let text = cause.to_string();
        let number: String = services::people::fingerprint(&text).chars().take(6).collect();
        tracing::error!(number, cause = text, "request failed");
        Self { number: Some(number.to_uppercase()), ..Self::new(Trouble::Broken, "broken") }
    }

    /// A use case that did not do it. Refusals of the rule are shown on the form; where a handler
    /// has no form for them, they come here.
    pub(crate) fn of<R: std::error::Error>(failure: &Failure<R>) -> Self {
        match failure {
            Failure::Denied(Denied::NotSignedIn) => {
                Self::new(Trouble::Forbidden, "not_signed_in").saying(failure.to_string())
            }
            Failure::Denied(
                Denied::Role(_) | Denied::Department(_) | Denied::Scope(_) | Denied::Program | Denied::Person,
            ) => Self::new(Trouble::Forbidden, "forbidden").saying(failure.to_string()),
            Failure::NotFound => Self::not_found(),
            Failure::Refused(_) => Self::new(Trouble::Refused, "refused").saying(failure.to_string()),
            Failure::Stale => Self::new(Trouble::Overtaken, "stale").saying(failure.to_string()),
            Failure::Store(e) => match services::key_reused(e) {
                true => Self::new(Trouble::Overtaken, "key_reused").saying(e.to_string()),
                false => Self::broken(e),
            },
        }
    }

    pub(crate) fn status(&self) -> StatusCode {
        if self.code == "not_signed_in" {
            return StatusCode::UNAUTHORIZED;
        }
        StatusCode::from_u16(self.trouble.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }

    /// What kind of trouble it is for a program: a missing sign-in has a status of its own.
    fn kind(&self) -> (u16, &'static str, &'static str) {
        match self.status() {
            StatusCode::UNAUTHORIZED => UNKNOWN_CALLER,
            _ => (self.trouble.status(), self.trouble.code(), self.trouble.sentence()),
        }
    }

    /// The API's form of it.
    pub(crate) fn json(&self) -> Response {
        let (status, kind, title) = self.kind();
        let body = ProblemJson {
            r#type: format!("{}#{kind}", paths::API_PROBLEMS),
            title,
            status,
            detail: self.sentence.as_deref().unwrap_or_else(|| self.trouble.sentence()),
            code: self.code,
            number: self.number.as_deref(),
            errors: &self.errors,
        };
        let text = serde_json::to_string(&body).expect("a struct of texts and numbers is JSON");
        let mut answer = (self.status(), [(header::CONTENT_TYPE, PROBLEM)], Body::from(text)).into_response();
        match self.status() {
            // RFC 9110 §11.6.1: 401 names the scheme.
            StatusCode::UNAUTHORIZED => answer.headers_mut().insert(header::WWW_AUTHENTICATE, BEARER),
            // Query passwords are counted over an hour.
            StatusCode::TOO_MANY_REQUESTS if self.code == "later" => {
                answer.headers_mut().insert(header::RETRY_AFTER, HOUR)
            }
            StatusCode::SERVICE_UNAVAILABLE => answer.headers_mut().insert(header::RETRY_AFTER, SOON),
            StatusCode::TOO_MANY_REQUESTS => answer.headers_mut().insert(header::RETRY_AFTER, LATER),
            _ => None,
        };
        if let Some(wait) = self.wait {
            answer.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(wait));
        }
        answer
    }
}

impl<R: std::error::Error> From<Failure<R>> for Oops {
    fn from(failure: Failure<R>) -> Self {
        Self::of(&failure)
    }
}

/// The gate turns it into a page or JSON, because it knows the visitor; this is only the carrier.
impl IntoResponse for Oops {
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(self);
        response
    }
}
