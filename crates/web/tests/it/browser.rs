//! A visitor with a browser that keeps cookies and sends the forms it was given (浏览器), and a program with a token.

use std::collections::BTreeMap;

use axum::{
    body::{Body, to_bytes},
    http::{HeaderMap, Method, Request, header},
};
use tower::ServiceExt as _;

use crate::{
    county::{County, PASSWORD},
    markup::Document,
    rules,
};

/// Somebody at a screen.
pub(crate) struct Browser<'a> {
    county: &'a County,
    cookies: BTreeMap<String, String>,
}

/// What came back.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    pub(crate) body: String,
}

impl Answer {
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|v| v.to_str().ok()).unwrap_or_default()
    }

    /// Where a redirect leads.
    pub(crate) fn location(&self) -> &str {
        assert_eq!(self.status, 303, "{}", self.body);
        self.header("location")
    }

    /// The page as the strict reader reads it.
    pub(crate) fn page(&self) -> Document {
        Document::parse(&self.body).unwrap_or_else(|flaw| panic!("{flaw}\n{}", self.body))
    }

    /// All that can be read on it.
    pub(crate) fn text(&self) -> String {
        self.page().text()
    }

    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.body).unwrap_or_else(|e| panic!("{e}\n{}", self.body))
    }

    /// What the form of this address would send if it were sent untouched; the one that posts before one that asks.
    pub(crate) fn form(&self, action: &str) -> Vec<(String, String)> {
        let page = self.page();
        let forms = || page.all("form").filter(|(_, e)| e.attribute("action") == Some(action));
        let form = forms().find(|(_, e)| e.attribute("method") == Some("post")).or_else(|| forms().next());
        let (form, _) = form.unwrap_or_else(|| panic!("no form for {action} in\n{}", self.body));
        let mut fields = Vec::new();
        for (at, element) in page.elements.iter().enumerate().filter(|(at, _)| page.inside(*at, form)) {
            let Some(name) = element.attribute("name") else { continue };
            let value = element.attribute("value").unwrap_or_default().to_owned();
            match (element.name.as_str(), element.attribute("type")) {
                ("input", Some("radio" | "checkbox")) if element.attribute("checked").is_none() => {}
                ("input", _) => fields.push((name.to_owned(), value)),
                // A browser drops the first line break of a text box.
                ("textarea", _) => {
                    let text = element.text.strip_prefix('\n').unwrap_or(&element.text);
                    fields.push((name.to_owned(), text.to_owned()));
                }
                ("select", _) => {
                    let chosen =
                        page.all("option").find(|(o, e)| page.inside(*o, at) && e.attribute("selected").is_some());
                    let value = chosen.and_then(|(_, e)| e.attribute("value")).unwrap_or_default();
                    fields.push((name.to_owned(), value.to_owned()));
                }
                _ => {}
            }
        }
        fields
    }

    /// One value of that form.
    pub(crate) fn value(&self, action: &str, name: &str) -> String {
        self.form(action).into_iter().find(|(n, _)| n == name).map(|(_, v)| v).unwrap_or_default()
    }

    /// The sentences on top, each with the field it leads to.
    pub(crate) fn problems(&self) -> Vec<(String, String)> {
        let page = self.page();
        let Some(top) = page.elements.iter().position(|e| e.attribute("class") == Some("problems")) else {
            return Vec::new();
        };
        page.all("li")
            .filter(|(at, _)| page.inside(*at, top))
            .map(|(at, _)| {
                let link = page.all("a").find(|(a, _)| page.inside(*a, at));
                let field = link.and_then(|(_, e)| e.attribute("href")).unwrap_or_default();
                (field.trim_start_matches('#').to_owned(), page.text_of(at))
            })
            .collect()
    }
}

impl<'a> Browser<'a> {
    /// Somebody nobody knows.
    pub(crate) fn new(county: &'a County) -> Self {
        Self { county, cookies: BTreeMap::new() }
    }

    /// A member of staff, signed in through the form.
    pub(crate) async fn signed_in(county: &'a County, login: &str) -> Self {
        let mut browser = Self::new(county);
        let page = browser.get("/sign-in").await;
        let answer = browser.send(&page, "/sign-in", &[("account", login), ("password", PASSWORD)]).await;
        assert_eq!(answer.status, 303, "{login} signs in: {}", answer.body);
        browser
    }

    /// Somebody with cookies that are not their own.
    pub(crate) fn with_cookies(county: &'a County, cookies: BTreeMap<String, String>) -> Self {
        Self { county, cookies }
    }

    pub(crate) fn cookies(&self) -> &BTreeMap<String, String> {
        &self.cookies
    }

    pub(crate) async fn get(&mut self, address: &str) -> Answer {
        self.ask(Method::GET, address, None).await
    }

    /// Sends a form of a page: its own values, with these typed over them. A name given several times
    /// is sent several times.
    pub(crate) async fn send(&mut self, page: &Answer, action: &str, typed: &[(&str, &str)]) -> Answer {
        let mut fields = page.form(action);
        fields.retain(|(name, _)| typed.iter().all(|(n, _)| n != name));
        fields.extend(typed.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())));
        self.post(action, &fields).await
    }

    pub(crate) async fn post(&mut self, action: &str, fields: &[(String, String)]) -> Answer {
        let body = fields.iter().map(|(n, v)| format!("{}={}", encoded(n), encoded(v))).collect::<Vec<_>>().join("&");
        self.ask(Method::POST, action, Some(body)).await
    }

    /// Sends a form that carries a file.
    pub(crate) async fn upload(&mut self, action: &str, boundary: &str, body: Vec<u8>) -> Answer {
        let cookies: Vec<String> = self.cookies.iter().map(|(n, v)| format!("{n}={v}")).collect();
        let request = Request::post(action)
            .header(header::COOKIE, cookies.join("; "))
            .header(header::CONTENT_TYPE, format!("multipart/form-data; boundary={boundary}"));
        let answer = answered(self.county, request.body(Body::from(body)).expect("a well-formed request")).await;
        self.take_cookies(&answer);
        answer
    }

    async fn ask(&mut self, method: Method, address: &str, form: Option<String>) -> Answer {
        let cookies: Vec<String> = self.cookies.iter().map(|(n, v)| format!("{n}={v}")).collect();
        let mut request = Request::builder().method(method).uri(address).header(header::HOST, "hall.example:8080");
        if !cookies.is_empty() {
            request = request.header(header::COOKIE, cookies.join("; "));
        }
        if form.is_some() {
            request = request.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        }
        let request = request.body(Body::from(form.unwrap_or_default())).expect("a well-formed request");
        let answer = answered(self.county, request).await;
        self.take_cookies(&answer);
        answer
    }

    fn take_cookies(&mut self, answer: &Answer) {
        for cookie in answer.headers.get_all(header::SET_COOKIE) {
            let pair = cookie.to_str().expect("ASCII").split(';').next().unwrap_or_default();
            let (name, value) = pair.split_once('=').expect("a cookie has a value");
            self.cookies.insert(name.to_owned(), value.to_owned());
        }
    }
}

/// A program that talks JSON.
pub(crate) struct Program<'a> {
    county: &'a County,
    token: Option<String>,
}

impl<'a> Program<'a> {
    /// One without a token.
    pub(crate) fn new(county: &'a County) -> Self {
        Self { county, token: None }
    }

    pub(crate) async fn signed_in(county: &'a County, login: &str) -> Self {
        let mut program = Self::new(county);
        let body = serde_json::json!({ "login": login, "password": PASSWORD });
        let answer = program.post("/api/session", &body, None).await;
        assert_eq!(answer.status, 201, "{}", answer.body);
        program.token = answer.json()["token"].as_str().map(str::to_owned);
        program
    }

    /// One with a key or a session's token.
    pub(crate) fn with_token(county: &'a County, token: &str) -> Self {
        Self { county, token: Some(token.to_owned()) }
    }

    pub(crate) async fn get(&self, address: &str) -> Answer {
        let request = self.request(Method::GET, address).body(Body::empty());
        answered(self.county, request.expect("a well-formed request")).await
    }

    pub(crate) async fn post(&self, address: &str, body: &serde_json::Value, key: Option<&str>) -> Answer {
        let mut request = self.request(Method::POST, address).header(header::CONTENT_TYPE, "application/json");
        if let Some(key) = key {
            request = request.header("idempotency-key", key);
        }
        let request = request.body(Body::from(body.to_string())).expect("a well-formed request");
        answered(self.county, request).await
    }

    fn request(&self, method: Method, address: &str) -> axum::http::request::Builder {
        let request = Request::builder().method(method).uri(address);
        match &self.token {
            Some(token) => request.header(header::AUTHORIZATION, format!("Bearer {token}")),
            None => request,
        }
    }
}

pub(crate) async fn answered(county: &County, request: Request<Body>) -> Answer {
    let address = format!("{} {}", request.method(), request.uri());
    let answer = county.router.clone().oneshot(request).await.expect("the router always answers");
    let (parts, body) = answer.into_parts();
    let bytes = to_bytes(body, usize::MAX).await.expect("a body in memory");
    let body = String::from_utf8_lossy(&bytes).into_owned();
    let asked = address.clone();
    county.seen.lock().expect("no test panics while holding it").push((parts.status.as_u16(), address, body.clone()));
    let answer = Answer { status: parts.status.as_u16(), headers: parts.headers, body };
    if answer.header("content-type").starts_with("text/html") {
        let page = answer.page();
        let all: [fn(&Document) -> Vec<String>; 7] = [
            rules::structure,
            rules::forms,
            rules::labels,
            rules::references,
            rules::policy,
            rules::tables_and_pictures,
            rules::problems,
        ];
        let found: Vec<String> = all.iter().flat_map(|rule| rule(&page)).collect();
        assert!(found.is_empty(), "{asked}: {}", found.join("\n"));
    }
    answer
}

pub(crate) fn encoded(text: &str) -> String {
    text.bytes()
        .map(|b| if b.is_ascii_alphanumeric() { char::from(b).to_string() } else { format!("%{b:02X}") })
        .collect()
}
