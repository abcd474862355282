//! How a handler answers: a page, a page with another status, or the way to the next page.

use askama::Template;
use axum::{
    Json,
    extract::{FromRequest, Request},
    http::{StatusCode, header},
    response::{IntoResponse, Redirect},
};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;

use super::{Oops, Reply, plain::plain_json};
use crate::base::Trouble;

/// Bytes of a page as most are: a text that grows is copied each time.
const USUAL: usize = 64 * 1024;

/// A page, 200.
pub(crate) fn show(page: &impl Template) -> Reply {
    show_as(StatusCode::OK, page)
}

/// A page with another status: 422 for a form to mend, 409 for one that was overtaken.
pub(crate) fn show_as(status: StatusCode, page: &impl Template) -> Reply {
    let mut html = String::with_capacity(USUAL);
    page.render_into(&mut html).map_err(|e| Oops::broken(&e))?;
    Ok((status, [(header::CONTENT_TYPE, "text/html; charset=utf-8")], html).into_response())
}

/// After a POST that did something: the next page, 303. What a header cannot carry is percent-encoded.
pub(crate) fn go(address: &str) -> Reply {
    let plain = |b: u8| if (0x21..0x7f).contains(&b) { char::from(b).to_string() } else { format!("%{b:02X}") };
    let address: String = address.bytes().map(plain).collect();
    Ok(Redirect::to(&address).into_response())
}

/// A name in the address as the number it should be; none is the page that is not there.
pub(crate) fn id<T: From<i64>>(text: &str) -> Result<T, Oops> {
    text.parse::<i64>().map(T::from).map_err(|_| Oops::not_found())
}

/// JSON with a status.
pub(crate) fn json(status: StatusCode, body: &impl Serialize) -> Reply {
    Ok((status, Json(body)).into_response())
}

/// Reads a body, without null characters.
fn read<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, serde_json::Error> {
    if !bytes.windows(6).any(|w| w == b"\\u0000") {
        return serde_json::from_slice(bytes);
    }
    let body: Value = serde_json::from_slice(bytes)?;
    serde_json::from_value(plain_json(body))
}

/// The JSON body of a request. Unreadable, incomplete or with a field that is not known: 400.
pub(crate) struct Body<T>(pub(crate) T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Body<T> {
    type Rejection = Oops;

    async fn from_request(request: Request, state: &S) -> Result<Self, Oops> {
        let kind = request.headers().get(header::CONTENT_TYPE).and_then(|v| v.to_str().ok()).unwrap_or_default();
        if !kind.starts_with("application/json") {
            return Err(Oops::new(Trouble::Medium, "media_type").saying("请求内容要用 application/json"));
        }
        let bytes = axum::body::Bytes::from_request(request, state)
            .await
            .map_err(|_| Oops::new(Trouble::TooLarge, "too_large").saying("请求内容最多 256 KiB"))?;
        // A list in the order of the fields would be read as an object, and is none.
        if bytes.iter().find(|b| !b.is_ascii_whitespace()) != Some(&b'{') {
            return Err(Oops::unreadable("请求内容要是一个 JSON 对象，以 { 开头"));
        }
        read(&bytes).map(Self).map_err(|e| {
            Oops::unreadable(format!("JSON 没有读懂（第 {} 行第 {} 列），请对照接口说明核对字段", e.line(), e.column()))
        })
    }
}
