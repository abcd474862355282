//! Server-side sessions: the cookie holds a random token, the table its hash.

use std::sync::LazyLock;

use domain::{
    base::{Region, StaffId},
    people::Staff,
};
use jiff::Timestamp;

use super::staff;
use crate::{
    seam::{StoreError, Tx},
    vals,
};

static SEATED: LazyLock<String> = LazyLock::new(|| {
    let staff: Vec<String> = staff::COLUMNS.split(", ").map(|c| format!("p.{c} AS {c}")).collect();
    format!(
        "SELECT s.csrf AS csrf, s.terminal AS terminal, s.created_at AS created_at, s.seen_at AS seen_at, \
         x.must_change AS must_change, {} FROM session s JOIN staff p ON p.region = s.region AND p.id = s.staff_id \
         LEFT JOIN staff_secret x ON x.region = s.region AND x.staff_id = s.staff_id \
         WHERE s.region = $1 AND s.token_hash = $2",
        staff.join(", ")
    )
});

/// An open session.
#[derive(Debug, Clone)]
pub struct Session {
    /// Whose.
    pub staff_id: StaffId,
    /// Token that forms must carry.
    pub csrf: String,
    /// From where it was opened.
    pub terminal: String,
    /// When.
    pub created_at: Timestamp,
    /// Last use.
    pub seen_at: Timestamp,
}

/// Opens a session.
pub fn open_session(tx: &mut Tx<'_>, region: &Region, token_hash: &str, session: &Session) -> Result<(), StoreError> {
    tx.run(
        "INSERT INTO session (region, token_hash, staff_id, csrf, terminal, created_at, seen_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
        vals![
            region,
            token_hash,
            session.staff_id,
            &session.csrf,
            &session.terminal,
            session.created_at,
            session.seen_at
        ],
    )?;
    Ok(())
}

/// The session of a token with whom it belongs to, and whether they must choose a new password: one question, since every
/// request asks it.
pub fn session(
    tx: &mut Tx<'_>,
    region: &Region,
    token_hash: &str,
) -> Result<Option<(Session, Staff, bool)>, StoreError> {
    let row = tx.row(&SEATED, vals![region, token_hash])?;
    row.map(|r| {
        let session = Session {
            staff_id: StaffId::new(r.int("id")?),
            csrf: r.text("csrf")?,
            terminal: r.text("terminal")?,
            created_at: r.instant("created_at")?,
            seen_at: r.instant("seen_at")?,
        };
        Ok((session, staff::read(&r)?, r.opt_flag("must_change")?.unwrap_or(false)))
    })
    .transpose()
}

/// Notes that it was used.
pub fn touch_session(tx: &mut Tx<'_>, region: &Region, token_hash: &str, at: Timestamp) -> Result<(), StoreError> {
    tx.run("UPDATE session SET seen_at = $3 WHERE region = $1 AND token_hash = $2", vals![region, token_hash, at])?;
    Ok(())
}

/// Ends one session.
pub fn close_session(tx: &mut Tx<'_>, region: &Region, token_hash: &str) -> Result<(), StoreError> {
    tx.run("DELETE FROM session WHERE region = $1 AND token_hash = $2", vals![region, token_hash])?;
    Ok(())
}

/// Ends all sessions of somebody: password changed, left, roles changed.
pub fn close_sessions_of(tx: &mut Tx<'_>, region: &Region, id: StaffId) -> Result<u64, StoreError> {
    tx.run("DELETE FROM session WHERE region = $1 AND staff_id = $2", vals![region, id])
}
