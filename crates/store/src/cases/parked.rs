//! Intake forms put aside at a window (暂存): working state of one clerk, sealed under a key of their own.
//!
//! Not here: what a form holds.

use domain::base::{ItemId, PersonId, Region, Rng, StaffId};
use jiff::Timestamp;

use crate::{
    Vault,
    seam::{StoreError, Tx},
    vals,
};

/// A form put aside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parked {
    /// Id.
    pub id: i64,
    /// Item.
    pub item: ItemId,
    /// Its name, or that of the chain.
    pub item_name: String,
    /// 一件事编码, of a form of a matter; its item is none.
    pub chain: Option<String>,
    /// Since when.
    pub at: Timestamp,
}

/// Puts one aside. The key is wrapped as a person's is, under the form's own id.
pub fn park(
    tx: &mut Tx<'_>,
    region: &Region,
    (vault, rng): (&Vault, &dyn Rng),
    staff: StaffId,
    parked: &Parked,
    text: &str,
) -> Result<(), StoreError> {
    let (key, wrapped) = vault.new_person_key(region, PersonId::new(parked.id), rng);
    let body = key.seal(region, "parked", text, rng);
    tx.run(
        "INSERT INTO parked_intake (region, id, staff_id, item_id, item_name, parked_at, wrapped, body, chain_code) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        vals![
            region,
            parked.id,
            staff,
            parked.item,
            &parked.item_name,
            parked.at,
            wrapped,
            body,
            parked.chain.as_deref()
        ],
    )?;
    Ok(())
}

/// What a clerk has put aside, the latest first.
pub fn parked(tx: &mut Tx<'_>, region: &Region, staff: StaffId) -> Result<Vec<Parked>, StoreError> {
    tx.rows(
        "SELECT id, item_id, item_name, parked_at, chain_code FROM parked_intake WHERE region = $1 AND staff_id = $2 \
         ORDER BY parked_at DESC, id DESC",
        vals![region, staff],
    )?
    .iter()
    .map(|r| {
        Ok(Parked {
            id: r.int("id")?,
            item: ItemId::new(r.int("item_id")?),
            item_name: r.text("item_name")?,
            chain: r.opt_text("chain_code")?,
            at: r.instant("parked_at")?,
        })
    })
    .collect()
}

/// Opens one of a clerk's own forms; `None` where it is not theirs or gone.
pub fn open_parked(
    tx: &mut Tx<'_>,
    region: &Region,
    vault: &Vault,
    (staff, id): (StaffId, i64),
) -> Result<Option<String>, StoreError> {
    let row = tx.row(
        "SELECT wrapped, body FROM parked_intake WHERE region = $1 AND id = $2 AND staff_id = $3",
        vals![region, id, staff],
    )?;
    let Some(row) = row else { return Ok(None) };
    let key = vault.open_person_key(region, PersonId::new(id), &row.bytes("wrapped")?)?;
    key.open(region, "parked", &row.bytes("body")?).map(Some)
}

/// Takes one away: it became a case, or nobody came back. Returns whether it was there.
pub fn unpark(tx: &mut Tx<'_>, region: &Region, staff: StaffId, id: i64) -> Result<bool, StoreError> {
    let gone =
        tx.run("DELETE FROM parked_intake WHERE region = $1 AND id = $2 AND staff_id = $3", vals![region, id, staff])?;
    Ok(gone == 1)
}

/// Forms put aside before an instant go: nobody came back. Returns how many.
pub fn sweep_parked(tx: &mut Tx<'_>, region: &Region, before: Timestamp) -> Result<u64, StoreError> {
    tx.run("DELETE FROM parked_intake WHERE region = $1 AND parked_at < $2", vals![region, before])
}
