//! Applications under a chain that are being filled in (一件事草稿): working state of whoever holds the ticket, or number and
//! query password, sealed under a key of their own, and gone after the county's days.
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

/// What a draft is given when it is begun.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DraftBegun {
    /// 草稿编号, by which it is opened elsewhere.
    pub no: String,
    /// Fingerprint of number and query password.
    pub password_mark: String,
    /// Fingerprint of the address that began it.
    pub from: String,
}

/// Keeps a draft as it is now. One that is there under another mark stays as it was: `false`. What it was begun with
/// stays.
pub fn keep_draft(
    tx: &mut Tx<'_>,
    region: &Region,
    (vault, rng): (&Vault, &dyn Rng),
    (at, begun): (&DraftAt, Option<&DraftBegun>),
    (chain_code, now): (&str, Timestamp),
    text: &str,
) -> Result<bool, StoreError> {
    let (key, wrapped) = vault.new_person_key(region, PersonId::new(at.id), rng);
    let body = key.seal(region, "draft", text, rng);
    let kept = tx.run(
        "INSERT INTO matter_draft (region, id, mark, chain_code, kept_at, wrapped, body, draft_no, password_mark, \
         begun_from) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT (region, id) DO UPDATE SET chain_code = excluded.chain_code, \
         kept_at = excluded.kept_at, wrapped = excluded.wrapped, body = excluded.body \
         WHERE matter_draft.mark = excluded.mark",
        vals![
            region,
            at.id,
            &at.mark,
            chain_code,
            now,
            wrapped,
            body,
            begun.map(|b| b.no.as_str()),
            begun.map(|b| b.password_mark.as_str()),
            begun.map(|b| b.from.as_str()),
        ],
    )?;
    Ok(kept == 1)
}

/// The draft of a number, where number and query password are those of it.
pub fn draft_by_no(
    tx: &mut Tx<'_>,
    region: &Region,
    (no, password_mark): (&str, &str),
) -> Result<Option<i64>, StoreError> {
    tx.row(
        "SELECT id FROM matter_draft WHERE region = $1 AND draft_no = $2 AND password_mark = $3",
        vals![region, no, password_mark],
    )?
    .map(|r| r.int("id"))
    .transpose()
}

/// Whether a number is given to a draft already.
pub fn is_draft_no(tx: &mut Tx<'_>, region: &Region, no: &str) -> Result<bool, StoreError> {
    let sql = "SELECT id FROM matter_draft WHERE region = $1 AND draft_no = $2";
    Ok(tx.row(sql, vals![region, no])?.is_some())
}

/// Gives a draft another ticket: the one before opens it no more. Returns whether it was there.
pub fn retie_draft(tx: &mut Tx<'_>, region: &Region, at: &DraftAt, password_mark: &str) -> Result<bool, StoreError> {
    let done = tx.run(
        "UPDATE matter_draft SET mark = $3 WHERE region = $1 AND id = $2 AND password_mark = $4",
        vals![region, at.id, &at.mark, password_mark],
    )?;
    Ok(done == 1)
}

/// How many drafts of an address were kept since an instant.
pub fn drafts_from(tx: &mut Tx<'_>, region: &Region, from: &str, since: Timestamp) -> Result<u64, StoreError> {
    let sql = "SELECT count(*) AS n FROM matter_draft WHERE region = $1 AND begun_from = $2 AND kept_at >= $3";
    tx.row(sql, vals![region, from, since])?.map_or(Ok(0), |r| r.num("n"))
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
