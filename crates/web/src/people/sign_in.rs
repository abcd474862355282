//! Signing in (登录): checks, sets the session cookie, and leads to where somebody was going or to their work.

use axum::{
    extract::State,
    http::{HeaderValue, StatusCode, header},
};
use domain::people::Role;
use services::{
    Failure,
    people::{SignInRefusal, Ticket, session, sign_in, sign_out},
};

use super::{ResumePage, SignInPage};
use crate::{
    base::{Field, paths},
    door::{App, Kept, Oops, Posted, Query, Reply, Seat, blocking, go, session_cookie, show, show_as},
};

pub(crate) async fn page(State(app): State<App>, seat: Seat, query: Query) -> Reply {
    let mut page = blank(&app, &seat);
    page.frame.notice = notice(&query.text("done")).map(str::to_owned);
    page.next = local(&query.text("next")).unwrap_or_default().to_owned();
    page.timed_out = query.on("ended");
    show(&page)
}

/// Pages that end a session lead here with one of these.
fn notice(code: &str) -> Option<&'static str> {
    match code {
        "out" => Some("已退出登录"),
        "password" => Some("密码已换好，请用新密码登录"),
        _ => None,
    }
}

fn blank(app: &App, seat: &Seat) -> SignInPage {
    SignInPage {
        frame: app.frame(seat, "工作人员登录"),
        account: Field::default(),
        password: Field::default(),
        next: String::new(),
        timed_out: false,
        kept: None,
    }
}

/// For a form that came after its session had ended: signing in first, with what was typed in tow.
pub(crate) fn turned_away(app: &App, seat: &Seat, kept: Kept) -> Reply {
    let page = SignInPage { timed_out: true, kept: Some(kept), ..blank(app, seat) };
    show_as(StatusCode::UNAUTHORIZED, &page)
}

/// Signed in, with a form that waits: shown once more under the new session, sent by one button.
async fn resume(app: &App, seat: &Seat, ticket: &Ticket, kept: Kept) -> Reply {
    let (bureau, token) = (app.bureau().clone(), ticket.token.clone());
    let found = blocking(move || session(&bureau, &token)).await?.map_err(|e| Oops::broken(&e))?;
    let signed_in = found.ok_or_else(|| Oops::broken(&"刚登录就没有会话"))?;
    let seat = Seat { desk: signed_in.desk, csrf: signed_in.csrf, new_visit: None, ..seat.clone() };
    show(&ResumePage { frame: app.frame(&seat, "已登录，可以继续提交"), kept })
}

/// An address of this site, never of another: one slash first, and nothing a browser would take for a second one.
fn local(next: &str) -> Option<&str> {
    let second = next.as_bytes().get(1);
    let fits = next.starts_with('/') && !matches!(second, Some(b'/' | b'\\')) && !next.chars().any(char::is_control);
    (fits && !next.starts_with(paths::SIGN_IN)).then_some(next)
}

/// Where the day begins.
fn first_page(ticket: &Ticket) -> &'static str {
    let begins = |role: Role| match role {
        Role::Clerk => paths::ACCEPT,
        Role::Approver => paths::WORKLIST,
        Role::Editor => paths::ITEMS,
        Role::Supervisor => paths::INDICATORS,
        Role::Administrator => paths::STAFF,
        Role::Caller => paths::FOLLOWUP,
        Role::Discipline => paths::FOLLOWUP_CLUES,
        Role::Helper => paths::STATION_WORK,
    };
    if ticket.must_change {
        return paths::PASSWORD;
    }
    Role::ALL.into_iter().find(|r| ticket.staff.roles.contains(r)).map_or(paths::HOME, begins)
}

pub(crate) async fn submit(State(app): State<App>, seat: Seat, form: Posted) -> Reply {
    let bureau = app.bureau().clone();
    let (account, password, old) = (form.text("account"), form.text("password"), seat.token.clone());
    let address = seat.address().to_owned();
    let typed = account.clone();
    let tried = blocking(move || {
        let ticket = sign_in(&bureau, &account, &password, &address)?;
        // Whoever signs in anew leaves the session before.
        if let Some(old) = old {
            sign_out(&bureau, &old).map_err(Failure::Store)?;
        }
        Ok(ticket)
    })
    .await?;
    let (next, kept) = (form.text("next"), Kept::carried(&form));
    let refusal = match tried {
        Ok(ticket) => {
            let target = local(&next).filter(|_| !ticket.must_change).unwrap_or(first_page(&ticket));
            let mut answer = match kept {
                Some(kept) if !ticket.must_change => resume(&app, &seat, &ticket, kept).await?,
                Some(_) | None => go(target)?,
            };
            session_cookie(&app, answer.headers_mut(), Some(&ticket.token));
            return Ok(answer);
        }
        Err(Failure::Refused(refusal)) => refusal,
        Err(other) => return Err(other.into()),
    };
    let status = match refusal {
        SignInRefusal::Wrong => StatusCode::UNPROCESSABLE_ENTITY,
        SignInRefusal::Later => StatusCode::TOO_MANY_REQUESTS,
        SignInRefusal::Busy => StatusCode::SERVICE_UNAVAILABLE,
    };
    let sentence = refusal.to_string();
    let mut page = blank(&app, &seat);
    page.frame = page.frame.with_problem("password", &sentence);
    page.account = Field::of(typed);
    page.password = Field::wrong("", sentence);
    page.next = local(&next).unwrap_or_default().to_owned();
    page.kept = kept;
    let mut answer = show_as(status, &page)?;
    let wait = match refusal {
        SignInRefusal::Wrong => None,
        SignInRefusal::Later => Some("900"),
        SignInRefusal::Busy => Some("5"),
    };
    if let Some(seconds) = wait {
        answer.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static(seconds));
    }
    Ok(answer)
}

#[cfg(test)]
mod tests {
    use super::local;

    #[test]
    fn only_addresses_of_this_site_are_returned_to() {
        assert_eq!(local("/cases?q=1"), Some("/cases?q=1"));
        for elsewhere in
            ["//evil.example", "/\\evil.example", "https://evil.example", "cases", "", "/a\r\nb", "/sign-in"]
        {
            assert_eq!(local(elsewhere), None, "{elsewhere}");
        }
    }
}
