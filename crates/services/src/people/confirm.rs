//! Signing with the password once more (再次输入密码签署): whoever is signed in proves that it is still they who sit here.
//! Wrong ones count as at signing in, for the account and for the address.

use domain::people::{Denied, Desk, Staff};
use store::people as rows;

use super::{password, sign_in::limits, turnstile::Crowded};
use crate::{Bureau, Failure};

/// Why the signature was not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ConfirmRefusal {
    /// Nothing was typed.
    #[error("请输入您的登录密码签署")]
    Missing,
    /// It is not theirs.
    #[error("密码不对，没有签署。请重新输入您的登录密码")]
    Wrong,
    /// Too many wrong ones, for this account or from this address.
    #[error("试错太多次，请 15 分钟后再签署")]
    Later,
    /// Too many passwords are being checked at the moment.
    #[error("现在登录的人多，请稍等再签署")]
    Busy,
}

impl ConfirmRefusal {
    /// Stable code for the API and for tests.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Missing => "password_missing",
            Self::Wrong => "password_wrong",
            Self::Later => "too_many_tries",
            Self::Busy => "busy",
        }
    }
}

impl From<Crowded> for Failure<ConfirmRefusal> {
    fn from(_: Crowded) -> Self {
        Self::Refused(ConfirmRefusal::Busy)
    }
}

/// Where the session was opened: the terminal without its window.
fn address<'a>(desk: &'a Desk, staff: &Staff) -> &'a str {
    let window = staff.window().map(|no| format!("{no}号窗口 ")).unwrap_or_default();
    desk.terminal.strip_prefix(&window).unwrap_or(&desk.terminal)
}

/// Checks the password of whoever is signed in. A right one takes its attempt back.
pub fn confirm(bureau: &Bureau, desk: &Desk, typed: &str) -> Result<(), Failure<ConfirmRefusal>> {
    let staff = match (&desk.staff, &desk.key) {
        (Some(staff), None) => staff,
        (Some(_), Some(_)) => return Err(Failure::Denied(Denied::Person)),
        (None, _) => return Err(Failure::Denied(Denied::NotSignedIn)),
    };
    if typed.is_empty() {
        return Err(Failure::Refused(ConfirmRefusal::Missing));
    }
    let (region, now) = (*bureau.region(), bureau.now());
    let (secret, limits) = bureau.db().read(|tx| {
        let secret = rows::secret(tx, &region, staff.id)?;
        Ok((secret, limits(tx, bureau, Some(&staff.login), Some(staff), address(desk, staff))?))
    })?;
    let secret = secret.ok_or(Failure::Denied(Denied::NotSignedIn))?;
    let mut turn = bureau.turnstile().enter()?;
    let nonce = (bureau.rng().u64() >> 1) as i64;
    let tried = limits.clone();
    if !bureau.db().write(move |tx| rows::try_attempt(tx, &region, &tried, now, nonce))? {
        return Err(Failure::Refused(ConfirmRefusal::Later));
    }
    let right = password::matches(&mut turn, typed, &secret.password_hash);
    drop(turn);
    if !right {
        return Err(Failure::Refused(ConfirmRefusal::Wrong));
    }
    Ok(bureau.db().write(move |tx| rows::clear_attempt(tx, &region, &limits, now, nonce))?)
}
