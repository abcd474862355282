//! The two files every page loads (样式与脚本), a sheet and a script, embedded in the program, with addresses that change when they do.
//! Nothing is fetched from elsewhere and nothing is generated at run time.

use std::sync::LazyLock;

use axum::{
    http::header,
    response::{IntoResponse, Response},
};

use crate::door::Query;

/// The one style sheet, served as `text/css; charset=utf-8` at the path part of [`app_css_href`].
pub const APP_CSS: &str = include_str!("../../assets/app.css");

/// The one script, served as `text/javascript; charset=utf-8` at the path part of [`app_js_href`].
pub const APP_JS: &str = include_str!("../../assets/app.js");

/// The script of staff: the one above, and behind it what the desks have beside it. One file, for a page loads one.
pub const DESK_JS: &str = concat!(include_str!("../../assets/app.js"), include_str!("../../assets/desk.js"));

static CSS_HREF: LazyLock<String> = LazyLock::new(|| format!("/assets/app.css?v={:016x}", fingerprint(APP_CSS)));
static JS_HREF: LazyLock<String> = LazyLock::new(|| format!("/assets/app.js?v={:016x}", fingerprint(APP_JS)));

static DESK_HREF: LazyLock<String> = LazyLock::new(|| format!("/assets/desk.js?v={:016x}", fingerprint(DESK_JS)));

/// Address of the style sheet with its fingerprint; may be cached for ever.
pub fn app_css_href() -> &'static str {
    &CSS_HREF
}

/// Address of the script with its fingerprint; may be cached for ever.
pub fn app_js_href() -> &'static str {
    &JS_HREF
}

/// Address of the script of staff.
pub fn desk_js_href() -> &'static str {
    &DESK_HREF
}

/// FNV-1a, 64 bits: tells one version of our own file from the next; not a defence against anyone.
const fn fingerprint(text: &str) -> u64 {
    let bytes = text.as_bytes();
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    let mut at = 0;
    while at < bytes.len() {
        hash = (hash ^ bytes[at] as u64).wrapping_mul(0x0100_0000_01b3);
        at += 1;
    }
    hash
}

pub(crate) async fn css(query: Query) -> Response {
    file("text/css; charset=utf-8", APP_CSS, &query, app_css_href())
}

pub(crate) async fn js(query: Query) -> Response {
    file("text/javascript; charset=utf-8", APP_JS, &query, app_js_href())
}

pub(crate) async fn desk_js(query: Query) -> Response {
    file("text/javascript; charset=utf-8", DESK_JS, &query, desk_js_href())
}

/// Kept for ever under the address with its own fingerprint; under any other asked for anew each time, so that a page
/// of an older program never pins a newer file.
fn file(kind: &'static str, text: &'static str, query: &Query, href: &str) -> Response {
    let own = href.rsplit_once("?v=").is_some_and(|(_, v)| v == query.text("v"));
    let keep = if own { "public, max-age=31536000, immutable" } else { "no-cache" };
    ([(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, keep)], text).into_response()
}
