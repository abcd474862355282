//! Passwords as they are kept: Argon2id. And changing one's own.

use argon2::{
    Argon2, PasswordHash, PasswordHasher as _, PasswordVerifier as _,
    password_hash::{Salt, SaltString},
};
use domain::{
    base::Rng,
    people::{Act, Desk, PasswordFlaw, StaffChanged, check_password},
};
use store::{
    journal::{self, Entry, Stream},
    people::{self as rows, Secret},
};

use crate::{Bureau, Failure};

/// Hashes a password with the library's recommended Argon2id cost and a random salt.
pub(super) fn hash(password: &str, rng: &dyn Rng) -> String {
    let mut bytes = [0; Salt::RECOMMENDED_LENGTH];
    rng.fill(&mut bytes);
    let salt = SaltString::encode_b64(&bytes).expect("16 bytes are a salt");
    Argon2::default()
        .hash_password(password.as_bytes(), &salt)
        .expect("the default cost and a checked salt are accepted")
        .to_string()
}

pub(super) fn matches(password: &str, stored: &str) -> bool {
    PasswordHash::new(stored)
        .is_ok_and(|parsed| Argon2::default().verify_password(password.as_bytes(), &parsed).is_ok())
}

/// Why one's own password is not changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum OwnPasswordRefusal {
    /// The old one is wrong.
    #[error("原密码不对，请重新输入")]
    Old,
    /// The new one will not do.
    #[error(transparent)]
    New(#[from] PasswordFlaw),
    /// The new one is the old one.
    #[error("新密码与原密码相同，请换一个")]
    Same,
}

/// Changes the password of whoever sits at the desk and ends all their sessions.
pub fn change_own_password(
    bureau: &Bureau,
    desk: &Desk,
    old: &str,
    new: &str,
) -> Result<(), Failure<OwnPasswordRefusal>> {
    let role = bureau.may(desk, Act::OwnPassword)?;
    let staff = desk.staff.clone().ok_or(Failure::NotFound)?;
    let region = *bureau.region();
    let secret = bureau.db().read(|tx| rows::secret(tx, &region, staff.id))?.ok_or(Failure::NotFound)?;
    if !matches(old, &secret.password_hash) {
        return Err(Failure::Refused(OwnPasswordRefusal::Old));
    }
    if old == new {
        return Err(Failure::Refused(OwnPasswordRefusal::Same));
    }
    check_password(new, staff.login.as_str()).map_err(|f| Failure::Refused(f.into()))?;
    let secret = Secret { password_hash: hash(new, bureau.rng()), must_change: false };
    let (now, stamp) = (bureau.now(), desk.stamp(bureau.now(), role));
    bureau.db().write(move |tx| {
        rows::set_secret(tx, &region, staff.id, &secret, now)?;
        rows::close_sessions_of(tx, &region, staff.id)?;
        let head = journal::head(tx, &region, &Stream::staff(staff.id))?;
        let event = StaffChanged { what: "本人改了密码".into() };
        journal::append(tx, &region, &stamp, Entry::new(Stream::staff(staff.id), head, "staff.changed", &event))?;
        Ok(())
    })
}

#[cfg(test)]
mod tests {
    use domain::base::SeededRng;

    use super::*;

    #[test]
    fn a_password_matches_its_own_hash_only() {
        let stored = hash("一扇门Open-2026", &SeededRng::new(7));
        assert!(matches("一扇门Open-2026", &stored));
        assert!(!matches("一扇门Open-2027", &stored));
        assert!(stored.starts_with("$argon2id$"));
    }
}
