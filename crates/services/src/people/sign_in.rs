//! Signing in (登录). Unknown and wrong look the same and take the same time; guessing is slowed
//! per account and per address. Whoever has signed in from an address before is counted there apart,
//! so that strangers cannot keep the owner out. A sign-in is an event; a failed one is an attempt.

use domain::{
    base::StaffId,
    people::{Act, Desk, Login, Staff, StaffSignedIn},
};
use jiff::SignedDuration;
use store::{
    StoreError,
    journal::{self, Entry, Stream},
    people::{self as rows, Limit, Secret, Session},
};

use super::{password, turnstile::Crowded};
use crate::{Bureau, Failure};

/// A quarter of an hour in which at most so many wrong passwords are checked per account: 40 an
/// hour, under the 50 of trust S-06.
const WINDOW: SignedDuration = SignedDuration::from_mins(15);
const TRIES: i64 = 10;
/// Wrong ones from one address, whatever the account: a hall of twenty clerks may share one.
const TRIES_FROM: i64 = 60;

/// A hash nobody's password has, so that unknown accounts take as long as known ones.
const NOBODY: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/// Why nobody was signed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SignInRefusal {
    /// Account or password; which one is not told.
    #[error("账号或密码不对。忘记密码请找本单位系统管理员重置")]
    Wrong,
    /// Too many wrong ones, for this account or from this address.
    #[error("试错太多次，请 15 分钟后再登录")]
    Later,
    /// Too many passwords are being checked at the moment.
    #[error("现在登录的人多，请稍等再试")]
    Busy,
}

/// What a browser gets: shown once, kept hashed.
#[derive(Debug, Clone)]
pub struct Ticket {
    /// Cookie value or bearer token.
    pub token: String,
    /// Who it is.
    pub staff: Staff,
    /// Must choose a new password first.
    pub must_change: bool,
}

impl From<Crowded> for Failure<SignInRefusal> {
    fn from(_: Crowded) -> Self {
        Self::Refused(SignInRefusal::Busy)
    }
}

/// Checks the password and opens a session.
pub fn sign_in(bureau: &Bureau, login: &str, password: &str, terminal: &str) -> Result<Ticket, Failure<SignInRefusal>> {
    let (region, now) = (*bureau.region(), bureau.now());
    let login = Login::parse(login).ok();
    let (found, limits, full) = bureau.db().read(|tx| {
        let found = match &login {
            Some(login) => account(tx, bureau, login)?,
            None => None,
        };
        let limits = limits(tx, bureau, login.as_ref(), found.as_ref().map(|(staff, _)| staff), terminal)?;
        let mut full = false;
        for limit in &limits {
            full |= rows::attempts_since(tx, &region, limit.kind, &limit.subject, limit.since)? >= limit.most;
        }
        Ok((found, limits, full))
    })?;
    // Told before anybody waits; what counts is the count made together with the note below.
    if full {
        return Err(Failure::Refused(SignInRefusal::Later));
    }
    let mut turn = bureau.turnstile().enter()?;
    let attempt = (limits, now, (bureau.rng().u64() >> 1) as i64);
    let (limits, at, nonce) = attempt.clone();
    if !bureau.db().write(move |tx| rows::try_attempt(tx, &region, &limits, at, nonce))? {
        return Err(Failure::Refused(SignInRefusal::Later));
    }
    let stored = found.as_ref().map_or(NOBODY, |(_, s)| s.password_hash.as_str());
    let right = password::matches(&mut turn, password, stored);
    drop(turn);
    match found {
        Some((staff, secret)) if right && staff.active => {
            let token = open(bureau, &staff, terminal, attempt)?;
            Ok(Ticket { token, staff, must_change: secret.must_change })
        }
        Some(_) | None => Err(Failure::Refused(SignInRefusal::Wrong)),
    }
}

fn account(tx: &mut store::Tx<'_>, bureau: &Bureau, login: &Login) -> Result<Option<(Staff, Secret)>, StoreError> {
    let Some(staff) = rows::staff_by_login(tx, bureau.region(), login)? else { return Ok(None) };
    let secret = rows::secret(tx, bureau.region(), staff.id)?;
    Ok(secret.map(|s| (staff, s)))
}

/// What a try at this account from this address counts against.
pub(super) fn limits(
    tx: &mut store::Tx<'_>,
    bureau: &Bureau,
    login: Option<&Login>,
    found: Option<&Staff>,
    terminal: &str,
) -> Result<Vec<Limit>, StoreError> {
    let since = bureau.now() - WINDOW;
    let known = match found {
        Some(staff) => {
            let seat = desk(staff.clone(), terminal).terminal;
            rows::has_signed_in_from(tx, bureau.region(), staff.id, &seat)?
        }
        None => false,
    };
    let account = login.map_or("-", Login::as_str);
    // No login has a space in it: the two kinds of subject cannot meet.
    let subject = if known { format!("{account} {terminal}") } else { account.to_owned() };
    Ok(vec![
        Limit { kind: "sign_in", subject, since, most: TRIES },
        Limit { kind: "sign_in_from", subject: terminal.to_owned(), since, most: TRIES_FROM },
    ])
}

/// Opens the session, takes the attempt back and writes the event, all or nothing.
fn open(
    bureau: &Bureau,
    staff: &Staff,
    terminal: &str,
    (limits, at, nonce): (Vec<Limit>, jiff::Timestamp, i64),
) -> Result<String, Failure<SignInRefusal>> {
    let token = bureau.new_token();
    let (region, now) = (*bureau.region(), bureau.now());
    let id: StaffId = staff.id;
    let session = Session {
        staff_id: id,
        csrf: bureau.new_token(),
        terminal: terminal.to_owned(),
        created_at: now,
        seen_at: now,
    };
    let hash = store::digest(token.as_bytes());
    let desk = desk(staff.clone(), terminal);
    let stamp = desk.stamp(now, bureau.may(&desk, Act::SignIn)?);
    bureau.db().write(move |tx| -> Result<(), StoreError> {
        rows::clear_attempt(tx, &region, &limits, at, nonce)?;
        rows::open_session(tx, &region, &hash, &session)?;
        let head = journal::head(tx, &region, &Stream::staff(id))?;
        let event = StaffSignedIn { terminal: desk.terminal.clone() };
        journal::append(tx, &region, &stamp, Entry::new(Stream::staff(id), head, "staff.signed_in", &event))?;
        Ok(())
    })?;
    Ok(token)
}

/// Where somebody sits: the window of a clerk, or the address.
pub(super) fn desk(staff: Staff, address: &str) -> Desk {
    let terminal = match staff.window() {
        Some(no) => format!("{no}号窗口 {address}"),
        None => address.to_owned(),
    };
    Desk::of(staff, terminal)
}
