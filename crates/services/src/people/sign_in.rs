//! Signing in (登录). Unknown and wrong look the same and take the same time; guessing is slowed
//! per account.

use domain::{
    base::StaffId,
    people::{Desk, Login, Staff},
};
use jiff::SignedDuration;
use store::people::{self as rows, Session};

use super::password;
use crate::{Bureau, Failure};

/// A quarter of an hour in which at most so many wrong passwords are checked per account: 40 an
/// hour, under the 50 of trust S-06.
const WINDOW: SignedDuration = SignedDuration::from_mins(15);
const TRIES: i64 = 10;

/// A hash nobody's password has, so that unknown accounts take as long as known ones.
const NOBODY: &str = "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/// Why nobody was signed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SignInRefusal {
    /// Account or password; which one is not told.
    #[error("账号或密码不对。忘记密码请找本单位系统管理员重置")]
    Wrong,
    /// Too many wrong ones.
    #[error("这个账号试错太多次，请 15 分钟后再登录")]
    Later,
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

/// Checks the password and opens a session.
pub fn sign_in(bureau: &Bureau, login: &str, password: &str, terminal: &str) -> Result<Ticket, Failure<SignInRefusal>> {
    let (region, now) = (*bureau.region(), bureau.now());
    let login = Login::parse(login).ok();
    let subject = login.as_ref().map_or("-", Login::as_str).to_owned();
    let (found, tries) = bureau.db().read(|tx| {
        let tries = rows::attempts_since(tx, &region, "sign_in", &subject, now - WINDOW)?;
        let Some(login) = &login else { return Ok((None, tries)) };
        let Some(staff) = rows::staff_by_login(tx, &region, login)? else { return Ok((None, tries)) };
        let secret = rows::secret(tx, &region, staff.id)?;
        Ok((secret.map(|s| (staff, s)), tries))
    })?;
    if tries >= TRIES {
        return Err(Failure::Refused(SignInRefusal::Later));
    }
    let stored = found.as_ref().map_or(NOBODY, |(_, s)| s.password_hash.as_str());
    let right = password::matches(password, stored);
    match found {
        Some((staff, secret)) if right && staff.active => {
            let token = open(bureau, staff.id, terminal)?;
            Ok(Ticket { token, staff, must_change: secret.must_change })
        }
        Some(_) | None => {
            let nonce = (bureau.rng().u64() >> 1) as i64;
            bureau.db().write(move |tx| rows::note_attempt(tx, &region, "sign_in", &subject, now, nonce))?;
            Err(Failure::Refused(SignInRefusal::Wrong))
        }
    }
}

fn open(bureau: &Bureau, staff_id: StaffId, terminal: &str) -> Result<String, store::StoreError> {
    let token = bureau.new_token();
    let (region, now) = (*bureau.region(), bureau.now());
    let session =
        Session { staff_id, csrf: bureau.new_token(), terminal: terminal.to_owned(), created_at: now, seen_at: now };
    let hash = store::digest(token.as_bytes());
    bureau.db().write(move |tx| rows::open_session(tx, &region, &hash, &session))?;
    Ok(token)
}

/// Where somebody sits: the window of a clerk, or the address.
pub(super) fn desk(staff: Staff, address: &str) -> Desk {
    let terminal = match staff.window_no {
        Some(no) => format!("{no}号窗口 {address}"),
        None => address.to_owned(),
    };
    Desk::of(staff, terminal)
}
