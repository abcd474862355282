//! 接口密钥 (keys of programs): made on the pages as a county makes them, by the
//! administrator, and released by the supervisor, so that the API can be checked
//! as a program asks it.
//!
//! Not here: what is asked with them (`api`).

use std::fmt::Write as _;
use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::time::Duration;

use anyhow::{Context as _, Result, bail};
use serde_json::Value;

use crate::server::Server;

/// A page of the sample county takes a fraction of this.
const ANSWER_WITHIN: Duration = Duration::from_secs(30);
const NEW: &str = "/people/keys/new";
const LIST: &str = "/people/keys";

/// A program: its name, what its key opens, and whether for one department.
pub(crate) struct Wanted {
    pub(crate) name: &'static str,
    pub(crate) scopes: &'static [&'static str],
    pub(crate) of_department: bool,
}

/// The sides that programs take: taking in and deciding are never one key's.
pub(crate) const WANTED: [Wanted; 4] = [
    Wanted {
        name: "window-system",
        scopes: &["cases:read", "cases:write", "catalogue:read", "webhooks"],
        of_department: false,
    },
    Wanted {
        name: "department-system",
        scopes: &["cases:read", "cases:decide", "rectification:read", "rectification:answer", "indicators:read"],
        of_department: true,
    },
    Wanted { name: "elsewhere-system", scopes: &["cases:read", "cases:decide-elsewhere"], of_department: true },
    Wanted { name: "upstream-system", scopes: &["cases:push", "webhooks"], of_department: false },
];

/// The secrets of all of them, by name; none where the county gives no sign-in to make them with. `department` is one that
/// has cases.
pub(crate) fn make(server: &Server, department: &str) -> Result<Vec<(&'static str, String)>> {
    let sign_ins: Value = serde_json::from_str(&server.sign_ins)?;
    let (admin, supervisor) = (&sign_ins["administrator"], &sign_ins["supervisor"]);
    if admin.is_null() || supervisor.is_null() {
        return Ok(Vec::new());
    }
    let mut admin = Visitor::signed_in(server, admin)?;
    let mut secrets = Vec::new();
    for wanted in WANTED {
        let page = admin.get(NEW)?;
        let mut fields = guard(&page, NEW)?;
        let department = match wanted.of_department {
            true => option_named(&page, department).with_context(|| format!("the form offers {department:?}"))?,
            false => String::new(),
        };
        let until = input(&page, "expires_on").context("the form offers a last day")?;
        fields.extend([
            ("name".to_owned(), wanted.name.to_owned()),
            ("department".to_owned(), department),
            // As many as a minute of checking asks.
            ("per_minute".to_owned(), "6000".to_owned()),
            ("expires_on".to_owned(), until),
        ]);
        fields.extend(wanted.scopes.iter().map(|scope| ("scopes".to_owned(), (*scope).to_owned())));
        let made = admin.post(NEW, &fields)?;
        let secret = between(&made, "<p class=\"password\">", "</p>");
        secrets.push((wanted.name, secret.with_context(|| format!("a key for {}", wanted.name))?.to_owned()));
    }
    let mut supervisor = Visitor::signed_in(server, supervisor)?;
    // Each release takes one form off the list.
    for _ in WANTED {
        let list = supervisor.get(LIST)?;
        let Some(address) = release_form(&list) else { break };
        let fields = guard(&list, &address)?;
        supervisor.post(&address, &fields)?;
    }
    Ok(secrets)
}

/// The address of the first form that releases a key.
fn release_form(page: &str) -> Option<String> {
    let address = |part: &str| part.split('"').next().map(str::to_owned);
    page.split("action=\"").skip(1).filter_map(address).find(|at| at.ends_with("/release"))
}

/// The value of the department that the form lists under this name.
fn option_named(page: &str, name: &str) -> Option<String> {
    let select = between(page, "name=\"department\"", "</select>")?;
    let option =
        select.split("<option").find(|o| between(o, ">", "</option>").is_some_and(|label| label.trim() == name))?;
    between(option, "value=\"", "\"").map(str::to_owned)
}

fn between<'a>(text: &'a str, from: &str, to: &str) -> Option<&'a str> {
    let (_, rest) = text.split_once(from)?;
    rest.split_once(to).map(|(inner, _)| inner)
}

/// Hidden inputs of the form with this address.
fn guard(page: &str, action: &str) -> Result<Vec<(String, String)>> {
    let form = between(page, &format!("action=\"{action}\""), "</form>");
    let form = form.with_context(|| format!("a form for {action}"))?;
    let one = |tag: &str| {
        let tag = tag.split('>').next()?;
        let name = between(tag, "name=\"", "\"")?;
        tag.contains("type=\"hidden\"")
            .then(|| (name.to_owned(), between(tag, "value=\"", "\"").unwrap_or("").to_owned()))
    };
    Ok(form.split("<input").skip(1).filter_map(one).collect())
}

/// What an input holds.
fn input(page: &str, name: &str) -> Option<String> {
    let tag = page.split("<input").skip(1).find(|tag| tag.contains(&format!("name=\"{name}\"")))?;
    between(tag.split('>').next()?, "value=\"", "\"").map(str::to_owned)
}

/// Somebody at a screen: keeps cookies, sends forms.
struct Visitor<'a> {
    server: &'a Server,
    cookies: Vec<(String, String)>,
}

impl<'a> Visitor<'a> {
    fn signed_in(server: &'a Server, account: &Value) -> Result<Self> {
        let mut visitor = Self { server, cookies: Vec::new() };
        let page = visitor.get("/sign-in")?;
        let mut fields = guard(&page, "/sign-in")?;
        for (name, key) in [("account", "login"), ("password", "password")] {
            fields.push((name.to_owned(), account[key].as_str().unwrap_or_default().to_owned()));
        }
        visitor.post("/sign-in", &fields)?;
        Ok(visitor)
    }

    fn get(&mut self, path: &str) -> Result<String> {
        self.ask("GET", path, "")
    }

    fn post(&mut self, path: &str, fields: &[(String, String)]) -> Result<String> {
        let body: Vec<String> = fields.iter().map(|(n, v)| format!("{}={}", encoded(n), encoded(v))).collect();
        self.ask("POST", path, &body.join("&"))
    }

    fn ask(&mut self, method: &str, path: &str, body: &str) -> Result<String> {
        let host = self.server.base_url.trim_start_matches("http://");
        let mut stream = TcpStream::connect(host).with_context(|| format!("reach {host}"))?;
        stream.set_read_timeout(Some(ANSWER_WITHIN))?;
        let mut request = format!("{method} {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n");
        let cookies: Vec<String> = self.cookies.iter().map(|(n, v)| format!("{n}={v}")).collect();
        // Writing to a String cannot fail.
        let _ = write!(request, "Cookie: {}\r\n", cookies.join("; "));
        if method == "POST" {
            let kind = "application/x-www-form-urlencoded";
            let _ = write!(request, "Content-Type: {kind}\r\nContent-Length: {}\r\n", body.len());
        }
        write!(stream, "{request}\r\n{body}")?;
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).with_context(|| format!("{method} {path}"))?;
        let text = String::from_utf8_lossy(&answer);
        let (head, page) = text.split_once("\r\n\r\n").context("an empty answer")?;
        let status: u16 = head.split(' ').nth(1).and_then(|s| s.parse().ok()).context("an answer without a status")?;
        if !matches!(status, 200 | 303) {
            bail!("{method} {path} was answered {status}");
        }
        for line in head.lines().filter(|l| l.to_lowercase().starts_with("set-cookie:")) {
            let Some((name, value)) = line["set-cookie:".len()..].split(';').next().and_then(|c| c.split_once('='))
            else {
                continue;
            };
            let (name, value) = (name.trim().to_owned(), value.trim().to_owned());
            self.cookies.retain(|(n, _)| *n != name);
            self.cookies.push((name, value));
        }
        Ok(page.to_owned())
    }
}

/// Percent-encoded for a form.
fn encoded(text: &str) -> String {
    let plain = |b: u8| b.is_ascii_alphanumeric() || b"-_.~".contains(&b);
    text.bytes().map(|b| if plain(b) { char::from(b).to_string() } else { format!("%{b:02X}") }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_gives_its_hidden_inputs_and_no_others() {
        let page = "<form method=\"post\" action=\"/a\"><input type=\"hidden\" name=\"csrf\" value=\"c1\"><input \
                    name=\"name\" value=\"x\"></form><form action=\"/people/keys/7/release\"><input type=\"hidden\" \
                    name=\"csrf\" value=\"c2\"></form>";
        assert_eq!(guard(page, "/a").unwrap(), [("csrf".to_owned(), "c1".to_owned())]);
        assert!(guard(page, "/b").is_err());
        assert_eq!(release_form(page).as_deref(), Some("/people/keys/7/release"));
        assert_eq!(input(page, "name").as_deref(), Some("x"));
        let select =
            "<select name=\"department\"><option value=\"\">全县</option><option value=\"7\">住建局</option></select>";
        assert_eq!(option_named(select, "住建局").as_deref(), Some("7"));
        assert_eq!(option_named(select, "民政局"), None);
    }

    #[test]
    fn no_key_takes_in_and_decides() {
        for wanted in WANTED {
            let any = |of: &[&str]| wanted.scopes.iter().any(|s| of.contains(s));
            assert!(!(any(&["cases:write", "cases:push"]) && any(&["cases:decide", "cases:decide-elsewhere"])));
        }
        assert_eq!(encoded("a b:食"), "a%20b%3A%E9%A3%9F");
    }
}
