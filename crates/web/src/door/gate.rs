//! The gate every route passes: session or key, access table, headers, and the page for what went wrong.

use askama::Template as _;
use axum::{
    body::Body,
    extract::{Request, State},
    http::{HeaderMap, HeaderValue, Method, header},
    middleware::Next,
    response::{IntoResponse, Redirect, Response},
};
use domain::people::{Act, Denied, Desk, authorise};
use services::people::{KEY_PREFIX, SignedIn, key_desk};

use super::{App, Kept, Oops, Reply, Seat, address, asked::Asked, blocking, plain::names_null};
use crate::base::{ErrorPage, Link, Trouble, paths};

const SESSION: &str = "onedoor_session";
const VISIT: &str = "onedoor_visit";
const ELDER: &str = "onedoor_elder";
/// To a program without a session or a key that is live.
const NO_CALLER: &str = "请先登录；用接口密钥的，请核对它已经核准、没有过期或停用";

/// Nothing from elsewhere, nothing inline, in nobody's frame.
/// No page asks a device for anything but its place, and that two alone: the nearest stations, and the report from one.
const UNPLACED: &str = "camera=(), microphone=(), geolocation=()";
const PLACED: &str = "camera=(), microphone=(), geolocation=(self)";

const CSP: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; \
     form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

/// The gate of one route: what is asked there.
#[derive(Clone)]
pub(crate) struct Gate {
    pub(crate) app: App,
    pub(crate) act: Act,
    /// Draws the sign-in page for a form that came after its session had ended.
    pub(crate) turned_away: fn(&App, &Seat, Kept) -> Reply,
}

/// Lets a request through, or says why not.
pub(crate) async fn gate(State(gate): State<Gate>, mut request: Request, next: Next) -> Response {
    let seen = Seen::of(&request);
    let asked = Asked::of(&request, gate.app.behind_proxy());
    let seat = match seat(&gate.app, asked, &seen).await {
        Ok(seat) => seat,
        Err(oops) => return dress(&gate.app, None, &seen, oops.into_response()),
    };
    let answer = match stop(&gate, &seat, request.method()) {
        Some(answer) => keep(&gate, &seat, &seen, request).await.unwrap_or(answer),
        None => {
            request.extensions_mut().insert(seat.clone());
            next.run(request).await
        }
    };
    dress(&gate.app, Some(&seat), &seen, answer)
}

/// What the cookies and the address say before anybody is looked up.
struct Seen {
    session: Option<String>,
    bearer: bool,
    visit: String,
    fresh_visit: bool,
    elder: bool,
    elder_asked: Option<bool>,
    api: bool,
    /// A page that may ask the device where it is.
    placed: bool,
}

impl Seen {
    fn of(request: &Request) -> Self {
        let headers = request.headers();
        let query = request.uri().query().unwrap_or_default();
        let elder_asked = query.split('&').find_map(|p| p.strip_prefix("elder=")).map(|v| v == "1");
        let api = request.uri().path().starts_with("/api/");
        let path = request.uri().path();
        let placed = path == paths::STATIONS_NEAR || path.starts_with(paths::RENAMING);
        let bearer = headers
            .get(header::AUTHORIZATION)
            .and_then(|v| v.to_str().ok())
            .and_then(|v| v.strip_prefix("Bearer "))
            .map(str::to_owned);
        // The API takes bearer tokens only: a cookie that another site's page sends along is no consent.
        let session = if api { bearer.clone() } else { cookie(headers, SESSION) };
        let visit = cookie(headers, VISIT).filter(|v| v.len() == 64);
        Self {
            session,
            bearer: bearer.is_some(),
            fresh_visit: visit.is_none(),
            visit: visit.unwrap_or_default(),
            elder: elder_asked.unwrap_or_else(|| cookie(headers, ELDER).as_deref() == Some("1")),
            elder_asked,
            api,
            placed,
        }
    }
}

pub(crate) fn cookie(headers: &HeaderMap, name: &str) -> Option<String> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|v| v.to_str().ok())
        .flat_map(|v| v.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(n, _)| *n == name)
        .map(|(_, v)| v.to_owned())
}

/// Who it is: a person by the session, a program by its key, or anybody.
async fn seat(app: &App, asked: Asked, seen: &Seen) -> Result<Seat, Oops> {
    let found = match seen.session.clone() {
        None => None,
        Some(secret) if seen.api && secret.starts_with(KEY_PREFIX) => keyed(app, secret, &asked.address).await?,
        Some(token) => {
            let bureau = app.bureau().clone();
            let found = match services::people::session_now(&bureau, &token) {
                Some(found) => found,
                None => blocking(move || services::people::session(&bureau, &token)).await?,
            };
            found.map_err(|e| Oops::broken(&e))?
        }
    };
    let visit = if seen.fresh_visit { app.bureau().new_token() } else { seen.visit.clone() };
    let signed_in = found.is_some();
    let (desk, csrf, must_change) = match found {
        Some(s) => (s.desk, s.csrf, s.must_change),
        None => (Desk::public(asked.address), services::people::fingerprint(&format!("visit {visit}")), false),
    };
    Ok(Seat {
        desk,
        csrf,
        token: seen.session.clone().filter(|_| signed_in),
        ended: seen.session.is_some() && !signed_in,
        elder: seen.elder,
        path: asked.path,
        query: asked.query,
        posted: asked.posted,
        api: seen.api,
        must_change,
        new_visit: seen.fresh_visit.then_some(visit),
    })
}

/// The seat of a program, if its key is live and has not called too often.
async fn keyed(app: &App, secret: String, address: &str) -> Result<Option<SignedIn>, Oops> {
    let (bureau, address) = (app.bureau().clone(), address.to_owned());
    let found = blocking(move || key_desk(&bureau, &secret, &address)).await?.map_err(|e| Oops::broken(&e))?;
    let Some(desk) = found else { return Ok(None) };
    if let Some(key) = &desk.key {
        app.meter().pass(key, app.bureau().now()).map_err(Oops::too_often)?;
    }
    Ok(Some(SignedIn { desk, csrf: String::new(), must_change: false }))
}

/// The sign-in page with what was typed. Only for a form of this site: its cookies do not come along
/// when another site sends a form, so nobody can have somebody sign in and go on with foreign words.
async fn keep(gate: &Gate, seat: &Seat, seen: &Seen, request: Request) -> Option<Response> {
    let turned_away = authorise(&seat.desk, gate.act, None) == Err(Denied::NotSignedIn);
    let ours = seen.session.is_some() || !seen.fresh_visit;
    if !(turned_away && ours && seat.posted && !seat.api) {
        return None;
    }
    let kept = Kept::of(request).await?;
    let answer = (gate.turned_away)(&gate.app, seat, kept);
    Some(answer.unwrap_or_else(IntoResponse::into_response))
}

fn stop(gate: &Gate, seat: &Seat, method: &Method) -> Option<Response> {
    if names_null(&seat.path) {
        return Some(Oops::not_found().into_response());
    }
    match authorise(&seat.desk, gate.act, None) {
        // Reading a page without a session leads to the sign-in page and from there back.
        Err(Denied::NotSignedIn) if !seat.api && *method == Method::GET => {
            let back = format!("{}?{}", seat.path, seat.query).trim_end_matches('?').to_owned();
            let ended = if seat.ended { "1" } else { "" };
            Some(Redirect::to(&address(paths::SIGN_IN, &[("next", &back), ("ended", ended)])).into_response())
        }
        Err(Denied::NotSignedIn) => {
            let sentence = if seat.api { NO_CALLER } else { "请先登录，这次提交没有保存" };
            Some(Oops::new(Trouble::Forbidden, "not_signed_in").saying(sentence).into_response())
        }
        Err(
            denied @ (Denied::Role(_) | Denied::Department(_) | Denied::Scope(_) | Denied::Program | Denied::Person),
        ) => Some(Oops::new(Trouble::Forbidden, "forbidden").saying(denied.to_string()).into_response()),
        Ok(_) if seat.must_change && !matches!(gate.act, Act::OwnPassword | Act::SignOut | Act::SignIn) => {
            Some(if seat.api {
                Oops::new(Trouble::Forbidden, "password_must_change").saying("请先在网页上换一个新密码").into_response()
            } else {
                Redirect::to(paths::PASSWORD).into_response()
            })
        }
        Ok(_) => None,
    }
}

/// Headers of every answer, and the page or JSON of a trouble.
fn dress(app: &App, seat: Option<&Seat>, seen: &Seen, answer: Response) -> Response {
    let mut answer = match answer.extensions().get::<Oops>().cloned().or_else(|| foreign(&answer)) {
        None => answer,
        Some(oops) if seen.api => oops.json(),
        Some(oops) => page_of(app, seat, &oops),
    };
    let headers = answer.headers_mut();
    let fixed = [
        ("x-content-type-options", "nosniff"),
        ("x-frame-options", "DENY"),
        ("referrer-policy", "same-origin"),
        ("cross-origin-opener-policy", "same-origin"),
        ("permissions-policy", if seen.placed { PLACED } else { UNPLACED }),
    ];
    // What people handed in goes out under a stricter policy of its own.
    if !headers.contains_key(header::CONTENT_SECURITY_POLICY) {
        headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(CSP));
    }
    for (name, value) in fixed {
        headers.insert(name, HeaderValue::from_static(value));
    }
    if app.secure() {
        // A year: whoever has once come over HTTPS is not led back to the open line.
        headers.insert(header::STRICT_TRANSPORT_SECURITY, HeaderValue::from_static("max-age=31536000"));
    }
    if !headers.contains_key(header::CACHE_CONTROL) {
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
    if let Some(on) = seen.elder_asked {
        set_cookie(app, headers, ELDER, if on { "1" } else { "0" }, "Max-Age=31536000");
    }
    if let Some(visit) = seat.and_then(|s| s.new_visit.as_deref()).filter(|_| !seen.api && !seen.bearer) {
        set_cookie(app, headers, VISIT, visit, "");
    }
    answer
}

/// What the framework refused by itself (a path or a body it could not read) has a status and some English: it is told
/// the way we tell our own.
fn foreign(answer: &Response) -> Option<Oops> {
    let status = answer.status().as_u16();
    let kind = answer.headers().get(header::CONTENT_TYPE).and_then(|v| v.to_str().ok()).unwrap_or("text/plain");
    let trouble = Trouble::ALL.into_iter().find(|t| t.status() == status)?;
    kind.starts_with("text/plain").then(|| Oops::new(trouble, trouble.code()))
}

fn page_of(app: &App, seat: Option<&Seat>, oops: &Oops) -> Response {
    let nobody;
    let seat = match seat {
        Some(seat) => seat,
        None => {
            nobody = Seat::nobody();
            &nobody
        }
    };
    let mut page = ErrorPage::new(app.frame(seat, ""), oops.trouble);
    if let Some(sentence) = &oops.sentence {
        page.frame.title.clone_from(sentence);
    }
    match oops.code {
        "forbidden" => page.advice = "需要办理这一步，请找单位管理员调整岗位。".into(),
        "csrf" => page.advice = "请返回上一页，先把要紧的内容复制下来，刷新后再提交。".into(),
        "not_signed_in" => {
            page.advice = "登录超过 30 分钟没有使用，或在别处退出过。请登录后重新提交。".into();
            page.ways.insert(0, Link::new(paths::SIGN_IN, "去登录"));
        }
        _ => {}
    }
    page.code.clone_from(&oops.number);
    let html = page.render().unwrap_or_else(|_| oops.trouble.sentence().to_owned());
    let mut answer =
        (oops.status(), [(header::CONTENT_TYPE, "text/html; charset=utf-8")], Body::from(html)).into_response();
    if oops.trouble == Trouble::Busy {
        answer.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static("120"));
    }
    answer
}

/// Sets a cookie that scripts cannot read and other sites cannot send.
pub(crate) fn set_cookie(app: &App, headers: &mut HeaderMap, name: &str, value: &str, more: &str) {
    let secure = if app.secure() { "; Secure" } else { "" };
    let more = if more.is_empty() { String::new() } else { format!("; {more}") };
    let text = format!("{name}={value}; Path=/; HttpOnly; SameSite=Strict{secure}{more}");
    if let Ok(value) = HeaderValue::from_str(&text) {
        headers.append(header::SET_COOKIE, value);
    }
}

/// The session cookie: set at sign-in, ended at sign-out.
pub(crate) fn session_cookie(app: &App, headers: &mut HeaderMap, token: Option<&str>) {
    match token {
        Some(token) => set_cookie(app, headers, SESSION, token, ""),
        None => set_cookie(app, headers, SESSION, "", "Max-Age=0"),
    }
}
