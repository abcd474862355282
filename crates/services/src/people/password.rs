//! Passwords as they are kept: Argon2id. And changing one's own.

use argon2::{
    Algorithm, Argon2, Params, PasswordHash, Version,
    password_hash::{Output, ParamsString, Salt, SaltString},
};
use domain::{
    base::Rng,
    people::{Act, Desk, PasswordFlaw, StaffChanged, check_password},
};
use store::{
    journal::{self, Entry, Stream},
    people::{self as rows, Secret},
};

use super::turnstile::{Crowded, Turn};
use crate::{Bureau, Failure};

/// Hashes a password with the library's recommended Argon2id cost and a random salt.
pub(super) fn hash(turn: &mut Turn<'_>, password: &str, rng: &dyn Rng) -> String {
    let mut bytes = [0; Salt::RECOMMENDED_LENGTH];
    rng.fill(&mut bytes);
    let salt = SaltString::encode_b64(&bytes).expect("16 bytes are a salt");
    let params = Params::default();
    let output = output(turn, password, &bytes, Algorithm::Argon2id, Version::V0x13, &params)
        .expect("the default cost and a checked salt are accepted");
    PasswordHash {
        algorithm: Algorithm::Argon2id.ident(),
        version: Some(Version::V0x13.into()),
        params: ParamsString::try_from(&params).expect("the default cost can be written"),
        salt: Some(salt.as_salt()),
        hash: Some(output),
    }
    .to_string()
}

/// Whether a password is the one that was kept. A text that is no hash is nobody's.
pub(super) fn matches(turn: &mut Turn<'_>, password: &str, stored: &str) -> bool {
    let mut again = || {
        let kept = PasswordHash::new(stored).ok()?;
        let mut salt = [0; Salt::MAX_LENGTH];
        let salt = kept.salt?.decode_b64(&mut salt).ok()?;
        let algorithm = Algorithm::try_from(kept.algorithm).ok()?;
        let version = kept.version.map_or(Some(Version::V0x13), |v| Version::try_from(v).ok())?;
        let params = Params::try_from(&kept).ok()?;
        // Outputs compare in constant time.
        Some(output(turn, password, salt, algorithm, version, &params)? == kept.hash?)
    };
    again() == Some(true)
}

fn output(
    turn: &mut Turn<'_>,
    password: &str,
    salt: &[u8],
    algorithm: Algorithm,
    version: Version,
    params: &Params,
) -> Option<Output> {
    let size = params.output_len().unwrap_or(Params::DEFAULT_OUTPUT_LEN);
    let argon = Argon2::new(algorithm, version, params.clone());
    Output::init_with(size, |out| {
        let memory = turn.memory(params.block_count());
        Ok(argon.hash_password_into_with_memory(password.as_bytes(), salt, out, memory)?)
    })
    .ok()
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
    /// Too many passwords are being checked at the moment.
    #[error("现在登录的人多，请稍等再试")]
    Busy,
}

impl From<Crowded> for Failure<OwnPasswordRefusal> {
    fn from(_: Crowded) -> Self {
        Self::Refused(OwnPasswordRefusal::Busy)
    }
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
    let mut turn = bureau.turnstile().enter()?;
    if !matches(&mut turn, old, &secret.password_hash) {
        return Err(Failure::Refused(OwnPasswordRefusal::Old));
    }
    if old == new {
        return Err(Failure::Refused(OwnPasswordRefusal::Same));
    }
    check_password(new, staff.login.as_str()).map_err(|f| Failure::Refused(f.into()))?;
    let secret = Secret { password_hash: hash(&mut turn, new, bureau.rng()), must_change: false };
    drop(turn);
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
    use argon2::{PasswordHasher as _, PasswordVerifier as _};
    use domain::base::SeededRng;

    use super::{super::turnstile::Turnstile, *};

    #[test]
    fn a_password_matches_its_own_hash_only() {
        let turnstile = Turnstile::default();
        let mut turn = turnstile.enter().map_err(|_| "crowded").unwrap();
        let stored = hash(&mut turn, "一扇门Open-2026", &SeededRng::new(7));
        assert!(matches(&mut turn, "一扇门Open-2026", &stored));
        assert!(!matches(&mut turn, "一扇门Open-2027", &stored));
        assert!(stored.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{stored}");
        for odd in ["", "一扇门Open-2026", "$argon2id$v=19$m=19456,t=2,p=1$AAAA", "$scrypt$x"] {
            assert!(!matches(&mut turn, "一扇门Open-2026", odd), "{odd}");
        }
    }

    /// What is written here the library's own check reads, and what it wrote is read here.
    #[test]
    fn hashes_are_the_librarys() {
        let turnstile = Turnstile::default();
        let mut turn = turnstile.enter().map_err(|_| "crowded").unwrap();
        let stored = hash(&mut turn, "Men-2026-kou", &SeededRng::new(8));
        let parsed = PasswordHash::new(&stored).unwrap();
        assert!(Argon2::default().verify_password(b"Men-2026-kou", &parsed).is_ok());
        let salt = SaltString::encode_b64(&[3; 16]).unwrap();
        let theirs = Argon2::default().hash_password(b"Men-2026-kou", &salt).unwrap().to_string();
        assert!(matches(&mut turn, "Men-2026-kou", &theirs));
    }
}
