//! Applications under a chain that are being filled in (一件事草稿): working state of whoever holds the ticket, sealed under
//! a key of their own, and gone after the county's days.
//!
//! Not here: what an application holds.

use domain::base::{PersonId, Region, Rng};
use jiff::Timestamp;

use crate::{
    Vault,
    seam::{StoreError, Tx},
    vals,
};

/// Which draft, and what proves the right to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DraftAt {
    /// Id.
    pub id: i64,
    /// Fingerprint of the ticket's secret; the secret itself is nowhere kept.
    pub mark: String,
}

/// Keeps a draft as it is now. One that is there under another mark stays as it was: `false`.
pub fn keep_draft(
    tx: &mut Tx<'_>,
    region: &Region,
    (vault, rng): (&Vault, &dyn Rng),
    (at, chain_code, now): (&DraftAt, &str, Timestamp),
    text: &str,
) -> Result<bool, StoreError> {
    let (key, wrapped) = vault.new_person_key(region, PersonId::new(at.id), rng);
    let body = key.seal(region, "draft", text, rng);
    let kept = tx.run(
        "INSERT INTO matter_draft (region, id, mark, chain_code, kept_at, wrapped, body) \
         VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (region, id) DO UPDATE SET chain_code = excluded.chain_code, \
         kept_at = excluded.kept_at, wrapped = excluded.wrapped, body = excluded.body \
         WHERE matter_draft.mark = excluded.mark",
        vals![region, at.id, &at.mark, chain_code, now, wrapped, body],
    )?;
    Ok(kept == 1)
}

/// Opens one; `None` where it is gone, or not of this ticket.
pub fn open_draft(tx: &mut Tx<'_>, region: &Region, vault: &Vault, at: &DraftAt) -> Result<Option<String>, StoreError> {
    let row = tx.row(
        "SELECT wrapped, body FROM matter_draft WHERE region = $1 AND id = $2 AND mark = $3",
        vals![region, at.id, &at.mark],
    )?;
    let Some(row) = row else { return Ok(None) };
    let key = vault.open_person_key(region, PersonId::new(at.id), &row.bytes("wrapped")?)?;
    key.open(region, "draft", &row.bytes("body")?).map(Some)
}

/// Throws one away. Returns whether it was there.
pub fn drop_draft(tx: &mut Tx<'_>, region: &Region, at: &DraftAt) -> Result<bool, StoreError> {
    let gone =
        tx.run("DELETE FROM matter_draft WHERE region = $1 AND id = $2 AND mark = $3", vals![region, at.id, &at.mark])?;
    Ok(gone == 1)
}

/// Whether a draft was last kept before an instant.
pub fn has_old_drafts(tx: &mut Tx<'_>, region: &Region, before: Timestamp) -> Result<bool, StoreError> {
    let sql = "SELECT id FROM matter_draft WHERE region = $1 AND kept_at < $2 LIMIT 1";
    Ok(tx.row(sql, vals![region, before])?.is_some())
}

/// Drafts that were last kept before an instant go. Returns how many.
pub fn sweep_old_drafts(tx: &mut Tx<'_>, region: &Region, before: Timestamp) -> Result<u64, StoreError> {
    tx.run("DELETE FROM matter_draft WHERE region = $1 AND kept_at < $2", vals![region, before])
}
