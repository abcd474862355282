//! Sessions on the server: idle half an hour, twelve hours at most (trust S-05).

use domain::{
    base::Region,
    people::{Desk, Staff},
};
use jiff::{SignedDuration, Timestamp};
use store::{
    StoreError, Tx,
    people::{self as rows, Session},
};

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

/// A session as it is found, with whom it belongs to.
type Found = Option<(Session, Staff, bool)>;

fn look(tx: &mut Tx<'_>, region: &Region, hash: &str) -> Result<Found, StoreError> {
    Ok(rows::session(tx, region, hash)?.filter(|(_, staff, _)| staff.active))
}

fn has_ended(session: &Session, now: Timestamp) -> bool {
    now.duration_since(session.seen_at) > IDLE || now.duration_since(session.created_at) > LONGEST
}

fn wants_note(session: &Session, now: Timestamp) -> bool {
    now.duration_since(session.seen_at) > TOUCH
}

fn signed_in((session, staff, must_change): (Session, Staff, bool)) -> SignedIn {
    SignedIn { desk: desk(staff, &session.terminal), csrf: session.csrf, must_change }
}

/// The session of a token, if it still holds.
pub fn session(bureau: &Bureau, token: &str) -> Result<Option<SignedIn>, StoreError> {
    let (region, now) = (*bureau.region(), bureau.now());
    let hash = store::digest(token.as_bytes());
    let Some(found) = bureau.db().read(|tx| look(tx, &region, &hash))? else { return Ok(None) };
    if has_ended(&found.0, now) {
        bureau.db().write(move |tx| rows::close_session(tx, &region, &hash))?;
        return Ok(None);
    }
    if wants_note(&found.0, now) {
        bureau.db().write(move |tx| rows::touch_session(tx, &region, &hash, now))?;
    }
    Ok(Some(signed_in(found)))
}

/// The same answer where it can be given without waiting for anything; `None` where it cannot. For threads that must not
/// block: most requests need nothing but one row by its key.
pub fn session_now(bureau: &Bureau, token: &str) -> Option<Result<Option<SignedIn>, StoreError>> {
    let (region, now) = (*bureau.region(), bureau.now());
    let hash = store::digest(token.as_bytes());
    match bureau.db().read_now(|tx| look(tx, &region, &hash))? {
        Ok(Some(found)) if has_ended(&found.0, now) || wants_note(&found.0, now) => None,
        found => Some(found.map(|found| found.map(signed_in))),
    }
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
