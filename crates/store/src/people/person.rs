//! Applicants as keys: one row and one wrapped key a person or organisation; names and numbers are
//! sealed where they are used.

use std::collections::HashMap;

use domain::base::{PersonId, Region, Rng};

use crate::{
    Vault,
    journal::{Change, insert},
    seam::{StoreError, Tx, Val, in_lists, in_slots},
    vals,
    vault::PersonKey,
};

/// Somebody who has been here before.
pub struct PersonFound {
    /// Id.
    pub id: PersonId,
    /// Their key, opened.
    pub key: PersonKey,
}

/// Finds a person by the keyed hash of the identity number. Whose key was erased gets a new one: the
/// same citizen comes again, and what was sealed before stays closed.
pub fn find_person(
    tx: &mut Tx<'_>,
    region: &Region,
    vault: &Vault,
    rng: &dyn Rng,
    kind: &str,
    code: &str,
) -> Result<Option<PersonFound>, StoreError> {
    let row =
        tx.row("SELECT id FROM person WHERE region = $1 AND code_hash = $2", vals![region, vault.blind(kind, code)])?;
    let Some(row) = row else { return Ok(None) };
    let id = PersonId::new(row.int("id")?);
    let key = match open_key(tx, region, vault, id)? {
        Some(key) => key,
        None => new_key(tx, region, vault, rng, id)?,
    };
    Ok(Some(PersonFound { id, key }))
}

/// Somebody with their key at hand, looked up or made before a transaction: no writer waits for a cipher.
pub struct PersonReady {
    /// Id: the one found, else the new one.
    pub id: PersonId,
    /// Their key.
    pub key: PersonKey,
    kind: String,
    hash: String,
    wrapped: Vec<u8>,
    /// What stood in the rows.
    before: Option<KnownPerson>,
}

impl std::fmt::Debug for PersonReady {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("PersonReady").field("id", &self.id).finish_non_exhaustive()
    }
}

/// How somebody made ready stands in the transaction.
#[derive(Debug)]
pub enum Standing {
    /// As they were.
    Known,
    /// New: with the after-image to write.
    New(Change),
    /// Somebody else entered or erased them meanwhile: to be made ready again.
    Moved,
}

/// Makes somebody ready. Nothing is written.
pub fn ready_person(
    tx: &mut Tx<'_>,
    region: &Region,
    (vault, rng): (&Vault, &dyn Rng),
    (kind, code): (&str, &str),
    new: PersonId,
) -> Result<PersonReady, StoreError> {
    let hash = vault.blind(kind, code);
    let before = known(tx, region, &hash)?;
    let id = before.as_ref().map_or(new, |known| known.id);
    let (key, wrapped) = match before.as_ref().and_then(|known| known.wrapped.clone()) {
        Some(wrapped) => (vault.open_person_key(region, id, &wrapped)?, wrapped),
        None => vault.new_person_key(region, id, rng),
    };
    Ok(PersonReady { id, key, kind: kind.to_owned(), hash, wrapped, before })
}

/// Whether they stand as they did when they were made ready. Keeps a new key (never in the journal).
pub fn settle_person(tx: &mut Tx<'_>, region: &Region, ready: &PersonReady) -> Result<Standing, StoreError> {
    if known(tx, region, &ready.hash)? != ready.before {
        return Ok(Standing::Moved);
    }
    if ready.before.as_ref().is_none_or(|known| known.wrapped.is_none()) {
        keep_key(tx, region, ready.id, &ready.wrapped)?;
    }
    Ok(match ready.before {
        Some(_) => Standing::Known,
        None => Standing::New(person_change(region, ready.id, &ready.kind, &ready.hash)),
    })
}

fn known(tx: &mut Tx<'_>, region: &Region, hash: &str) -> Result<Option<KnownPerson>, StoreError> {
    let row = tx.row(
        "SELECT p.id AS id, k.wrapped AS wrapped FROM person p LEFT JOIN person_key k \
         ON k.region = p.region AND k.person_id = p.id WHERE p.region = $1 AND p.code_hash = $2",
        vals![region, hash],
    )?;
    row.map(|r| Ok(KnownPerson { id: PersonId::new(r.int("id")?), wrapped: r.opt_bytes("wrapped")? })).transpose()
}

fn keep_key(tx: &mut Tx<'_>, region: &Region, id: PersonId, wrapped: &[u8]) -> Result<(), StoreError> {
    tx.run("INSERT INTO person_key (region, person_id, wrapped) VALUES ($1, $2, $3)", vals![region, id, wrapped])
        .map(|_| ())
}

/// Whether somebody has been here before; nothing is made or opened.
pub fn person_id(
    tx: &mut Tx<'_>,
    region: &Region,
    vault: &Vault,
    kind: &str,
    code: &str,
) -> Result<Option<PersonId>, StoreError> {
    tx.row("SELECT id FROM person WHERE region = $1 AND code_hash = $2", vals![region, vault.blind(kind, code)])?
        .map(|r| r.int("id").map(PersonId::new))
        .transpose()
}

fn new_key(
    tx: &mut Tx<'_>,
    region: &Region,
    vault: &Vault,
    rng: &dyn Rng,
    id: PersonId,
) -> Result<PersonKey, StoreError> {
    let (key, wrapped) = vault.new_person_key(region, id, rng);
    keep_key(tx, region, id, &wrapped)?;
    Ok(key)
}

/// A new person: writes the wrapped key (never in the journal) and gives the after-image.
pub fn new_person(
    tx: &mut Tx<'_>,
    region: &Region,
    vault: &Vault,
    rng: &dyn Rng,
    id: PersonId,
    kind: &str,
    code: &str,
) -> Result<(PersonKey, Change), StoreError> {
    let key = new_key(tx, region, vault, rng, id)?;
    Ok((key, person_change(region, id, kind, &vault.blind(kind, code))))
}

/// The after-image of a person, known by the keyed hash of the identity number.
pub fn person_change(region: &Region, id: PersonId, kind: &str, code_hash: &str) -> Change {
    Change::put(
        "person",
        vec![
            ("region", Val::from(region)),
            ("id", Val::from(id)),
            ("kind", Val::from(kind)),
            ("code_hash", Val::from(code_hash)),
        ],
    )
}

/// Somebody of a list of hashes who has been here before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownPerson {
    /// Id.
    pub id: PersonId,
    /// Their wrapped key; `None` where it was erased.
    pub wrapped: Option<Vec<u8>>,
}

/// Those of the hashes that are known here, by hash.
pub fn known_people<'h>(
    tx: &mut Tx<'_>,
    region: &Region,
    hashes: impl IntoIterator<Item = &'h str>,
) -> Result<HashMap<String, KnownPerson>, StoreError> {
    let hashes: Vec<Val> = hashes.into_iter().map(Val::from).collect();
    let sql = format!(
        "SELECT p.id AS id, p.code_hash AS code_hash, k.wrapped AS wrapped FROM person p LEFT JOIN person_key k \
         ON k.region = p.region AND k.person_id = p.id WHERE p.region = $1 AND p.code_hash IN ({})",
        in_slots(1)
    );
    let mut out = HashMap::new();
    for row in in_lists(tx, &sql, vals![region], &hashes)? {
        let known = KnownPerson { id: PersonId::new(row.int("id")?), wrapped: row.opt_bytes("wrapped")? };
        out.insert(row.text("code_hash")?, known);
    }
    Ok(out)
}

/// Keeps wrapped keys of people who have none.
pub fn keep_keys(tx: &mut Tx<'_>, region: &Region, keys: &[(PersonId, Vec<u8>)]) -> Result<(), StoreError> {
    let rows: Vec<Vec<Val>> = keys.iter().map(|(id, key)| vals![region, *id, key.as_slice()].to_vec()).collect();
    insert(tx, "INSERT INTO person_key (region, person_id, wrapped) VALUES", "", &rows).map(|_| ())
}

/// Opens a person's key. `None` when it was erased.
pub fn open_key(
    tx: &mut Tx<'_>,
    region: &Region,
    vault: &Vault,
    id: PersonId,
) -> Result<Option<PersonKey>, StoreError> {
    tx.row("SELECT wrapped FROM person_key WHERE region = $1 AND person_id = $2", vals![region, id])?
        .map(|r| vault.open_person_key(region, id, &r.bytes("wrapped")?))
        .transpose()
}
