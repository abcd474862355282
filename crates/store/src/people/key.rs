//! Keys of programs. The secret's hash is working state beside them: no secret is in a journal, not even as a hash.

use domain::{
    base::{KeyId, Region, StaffId},
    people::{ApiKey, KeyState, Scope},
};
use jiff::Timestamp;

use crate::{
    journal::Change,
    seam::{Row, StoreError, Tx, Val},
    vals,
};

const COLUMNS: &str = "id, version, name, scopes, department_id, per_minute, expires_on, hint, made_at, made_by, state, \
                       turned_at, turned_by";

fn read(row: &Row) -> Result<ApiKey, StoreError> {
    let bad = |why: String| StoreError::corrupt("api_key", why);
    let scopes: Vec<String> = row.json("scopes")?;
    let turned = || -> Result<_, StoreError> {
        let at = row.opt_instant("turned_at")?.ok_or_else(|| bad("没有时间".into()))?;
        Ok((at, row.opt_int("turned_by")?.map(StaffId::new)))
    };
    Ok(ApiKey {
        id: KeyId::new(row.int("id")?),
        version: row.int("version")?,
        name: row.text("name")?,
        scopes: scopes
            .iter()
            .map(|s| Scope::parse(s).ok_or_else(|| bad(format!("不认识权限 {s}"))))
            .collect::<Result<_, _>>()?,
        department: row.opt_int("department_id")?.map(domain::base::DepartmentId::new),
        per_minute: row.opt_num("per_minute")?.ok_or_else(|| bad("没有次数".into()))?,
        expires_on: row.date("expires_on")?,
        hint: row.text("hint")?,
        made_at: row.instant("made_at")?,
        made_by: row.opt_int("made_by")?.map(StaffId::new),
        state: match row.text("state")?.as_str() {
            "waiting" => KeyState::Waiting,
            "released" => turned().map(|(at, by)| KeyState::Released { at, by })?,
            "revoked" => turned().map(|(at, by)| KeyState::Revoked { at, by })?,
            other => return Err(bad(format!("不认识状态 {other}"))),
        },
    })
}

/// All keys with the instant of their last use; those in use first, then by name.
pub fn keys(tx: &mut Tx<'_>, region: &Region) -> Result<Vec<(ApiKey, Option<Timestamp>)>, StoreError> {
    let columns = COLUMNS.split(", ").map(|c| format!("k.{c} AS {c}")).collect::<Vec<_>>().join(", ");
    tx.rows(
        &format!(
            "SELECT {columns}, s.used_at AS used_at FROM api_key k LEFT JOIN api_key_secret s \
             ON s.region = k.region AND s.key_id = k.id WHERE k.region = $1 \
             ORDER BY CASE WHEN k.state = 'revoked' THEN 1 ELSE 0 END, k.name, k.id"
        ),
        vals![region],
    )?
    .iter()
    .map(|row| Ok((read(row)?, row.opt_instant("used_at")?)))
    .collect()
}

/// One key.
pub fn key(tx: &mut Tx<'_>, region: &Region, id: KeyId) -> Result<Option<ApiKey>, StoreError> {
    tx.row(&format!("SELECT {COLUMNS} FROM api_key WHERE region = $1 AND id = $2"), vals![region, id])?
        .as_ref()
        .map(read)
        .transpose()
}

/// Whether a key that is not revoked has this name.
pub fn key_name_taken(tx: &mut Tx<'_>, region: &Region, name: &str) -> Result<bool, StoreError> {
    let found = tx.row(
        "SELECT id FROM api_key WHERE region = $1 AND name = $2 AND state <> 'revoked' LIMIT 1",
        vals![region, name],
    )?;
    Ok(found.is_some())
}

/// The key of a secret, by its hash, with the instant of its last use.
pub fn key_of_secret(
    tx: &mut Tx<'_>,
    region: &Region,
    secret_hash: &str,
) -> Result<Option<(ApiKey, Option<Timestamp>)>, StoreError> {
    let found = tx.row(
        "SELECT key_id, used_at FROM api_key_secret WHERE region = $1 AND secret_hash = $2",
        vals![region, secret_hash],
    )?;
    let Some(row) = found else { return Ok(None) };
    let used_at = row.opt_instant("used_at")?;
    Ok(key(tx, region, KeyId::new(row.int("key_id")?))?.map(|key| (key, used_at)))
}

/// The after-image of a key.
pub fn key_change(region: &Region, key: &ApiKey) -> Change {
    let scopes: Vec<&str> = key.scopes.iter().map(|s| s.as_str()).collect();
    let (turned_at, turned_by) = match key.state {
        KeyState::Waiting => (None, None),
        KeyState::Released { at, by } | KeyState::Revoked { at, by } => (Some(at), by),
    };
    Change::put(
        "api_key",
        vec![
            ("region", Val::from(region)),
            ("id", Val::from(key.id)),
            ("version", Val::from(key.version)),
            ("name", Val::from(&key.name)),
            ("scopes", Val::from(serde_json::json!(scopes).to_string())),
            ("department_id", Val::from(key.department)),
            ("per_minute", Val::from(i64::from(key.per_minute))),
            ("expires_on", Val::from(key.expires_on)),
            ("hint", Val::from(&key.hint)),
            ("made_at", Val::from(key.made_at)),
            ("made_by", Val::from(key.made_by)),
            ("state", Val::from(key.state.as_str())),
            ("turned_at", Val::from(turned_at)),
            ("turned_by", Val::from(turned_by)),
        ],
    )
}

/// Keeps the hash of a new key's secret.
pub fn keep_key_secret(tx: &mut Tx<'_>, region: &Region, id: KeyId, secret_hash: &str) -> Result<(), StoreError> {
    tx.run(
        "INSERT INTO api_key_secret (region, key_id, secret_hash, used_at) VALUES ($1, $2, $3, NULL)",
        vals![region, id, secret_hash],
    )?;
    Ok(())
}

/// Forgets the hash: what was revoked is found no more.
pub fn forget_key_secret(tx: &mut Tx<'_>, region: &Region, id: KeyId) -> Result<(), StoreError> {
    tx.run("DELETE FROM api_key_secret WHERE region = $1 AND key_id = $2", vals![region, id])?;
    Ok(())
}

/// Notes that it was used.
pub fn touch_key(tx: &mut Tx<'_>, region: &Region, id: KeyId, at: Timestamp) -> Result<(), StoreError> {
    tx.run("UPDATE api_key_secret SET used_at = $3 WHERE region = $1 AND key_id = $2", vals![region, id, at])?;
    Ok(())
}
