//! Sessions on the server: idle half an hour, twelve hours at most (trust S-05).

use domain::people::Desk;
use jiff::SignedDuration;
use store::{StoreError, people as rows};

use super::sign_in::desk;
use crate::Bureau;

const IDLE: SignedDuration = SignedDuration::from_mins(30);
const LONGEST: SignedDuration = SignedDuration::from_hours(12);
/// A use is written down at most this often, so that reading pages does not write.
const TOUCH: SignedDuration = SignedDuration::from_mins(1);

/// An open session.
#[derive(Debug, Clone)]
pub struct SignedIn {
    /// Who and where.
    pub desk: Desk,
    /// Token that forms must carry.
    pub csrf: String,
    /// Must choose a new password before anything else.
    pub must_change: bool,
}

/// The session of a token, if it still holds.
pub fn session(bureau: &Bureau, token: &str) -> Result<Option<SignedIn>, StoreError> {
    let (region, now) = (*bureau.region(), bureau.now());
    let hash = store::digest(token.as_bytes());
    let found = bureau.db().read(|tx| {
        let Some(session) = rows::session(tx, &region, &hash)? else { return Ok(None) };
        let staff = rows::staff(tx, &region, session.staff_id)?.filter(|s| s.active);
        let must_change = rows::secret(tx, &region, session.staff_id)?.is_some_and(|s| s.must_change);
        Ok(staff.map(|s| (session, s, must_change)))
    })?;
    let Some((session, staff, must_change)) = found else { return Ok(None) };
    if now.duration_since(session.seen_at) > IDLE || now.duration_since(session.created_at) > LONGEST {
        bureau.db().write(move |tx| rows::close_session(tx, &region, &hash))?;
        return Ok(None);
    }
    if now.duration_since(session.seen_at) > TOUCH {
        bureau.db().write(move |tx| rows::touch_session(tx, &region, &hash, now))?;
    }
    Ok(Some(SignedIn { desk: desk(staff, &session.terminal), csrf: session.csrf, must_change }))
}

/// Ends a session.
pub fn sign_out(bureau: &Bureau, token: &str) -> Result<(), StoreError> {
    let region = *bureau.region();
    let hash = store::digest(token.as_bytes());
    bureau.db().write(move |tx| rows::close_session(tx, &region, &hash))
}

/// A one-way mark of a text: forms of visitors who are not signed in carry one made from their cookie.
pub fn fingerprint(text: &str) -> String {
    store::digest(text.as_bytes())
}
