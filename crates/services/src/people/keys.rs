//! Keys of programs (接口密钥): making, releasing, revoking, and finding the one that a call carries.

use domain::{
    base::{DepartmentId, KeyId, StaffId},
    people::{Act, ApiKey, Desk, KeyMaking, KeyRefusal, KeyTurned, KeyWanted},
};
use jiff::{SignedDuration, Timestamp, civil::Date};
use serde::{Deserialize, Serialize};
use store::{
    StoreError,
    journal::{self, Entry, Stream},
    people as rows,
};

use crate::{Bureau, Failure};

/// Every secret begins so: it is told apart from the token of a session, and found where it must not be.
pub const KEY_PREFIX: &str = "odk_";
/// Characters that the list shows of a secret.
const HINT: usize = 12;
/// A use is written down at most this often, so that reading does not write.
const TOUCH: SignedDuration = SignedDuration::from_mins(1);

/// What the form for a new key holds.
#[derive(Debug, Clone, Serialize)]
pub struct KeyForm {
    /// Which system it is for.
    pub name: String,
    /// Words of scopes.
    pub scopes: Vec<String>,
    /// Department that it reaches no further than.
    pub department: Option<i64>,
    /// Calls a minute.
    pub per_minute: Option<u32>,
    /// Last day.
    pub expires_on: Option<Date>,
}

/// Why a key is not made or turned.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum KeysRefusal {
    /// Everything wrong with the form.
    #[error("有 {} 处需要修改", .0.len())]
    Fields(Vec<KeyRefusal>),
    /// The rule.
    #[error(transparent)]
    Rule(KeyRefusal),
}

/// A new key; its secret goes beside it and is shown once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeyGiven {
    /// Id.
    pub id: i64,
    /// Which system it is for.
    pub name: String,
    /// Whether it waits to be released.
    pub waits: bool,
}

/// One line of the list.
#[derive(Debug, Clone)]
pub struct KeyLine {
    /// The key.
    pub key: ApiKey,
    /// Department's name.
    pub department: String,
    /// Who made it.
    pub made_by: String,
    /// Who released or revoked it.
    pub turned_by: String,
    /// Last used.
    pub used_at: Option<Timestamp>,
}

/// All keys.
pub fn keys(bureau: &Bureau, desk: &Desk) -> Result<Vec<KeyLine>, Failure<KeysRefusal>> {
    bureau.may(desk, Act::KeyView)?;
    let region = bureau.region();
    Ok(bureau.db().read(|tx| {
        let departments = rows::departments(tx, region)?;
        let people = rows::staff_list(tx, region)?;
        let named = |id: Option<StaffId>| {
            people.iter().find(|s| Some(s.id) == id).map_or_else(|| "系统".to_owned(), |s| s.name.clone())
        };
        let line = |(key, used_at): (ApiKey, Option<Timestamp>)| {
            let turned_by = match key.state {
                domain::people::KeyState::Waiting => String::new(),
                domain::people::KeyState::Released { by, .. } | domain::people::KeyState::Revoked { by, .. } => {
                    by.map(|by| named(Some(by))).unwrap_or_default()
                }
            };
            let department = departments.iter().find(|d| Some(d.id) == key.department);
            KeyLine {
                department: department.map(|d| d.name.clone()).unwrap_or_default(),
                made_by: named(key.made_by),
                turned_by,
                used_at,
                key,
            }
        };
        Ok(rows::keys(tx, region)?.into_iter().map(line).collect())
    })?)
}

/// Makes a key and its secret. The secret is not kept: a form that is sent twice draws the same one again from the
/// county's own key.
pub fn make_key(
    bureau: &Bureau,
    desk: &Desk,
    form: &KeyForm,
    idempotency: Option<&str>,
) -> Result<(KeyGiven, String), Failure<KeysRefusal>> {
    let role = bureau.may(desk, Act::KeyEdit)?;
    let (region, now) = (*bureau.region(), bureau.now());
    let who = desk.staff.as_ref().map_or_else(|| desk.label.to_owned(), |s| s.id.to_string());
    let drawn = idempotency.map_or_else(|| bureau.new_token(), |key| format!("{who} {key}"));
    let secret = format!("{KEY_PREFIX}{}", bureau.vault().blind("api key", &drawn));
    let wanted = KeyWanted {
        name: form.name.clone(),
        scopes: form.scopes.clone(),
        department: form.department.map(DepartmentId::new),
        per_minute: form.per_minute,
        expires_on: form.expires_on,
    };
    let making = KeyMaking {
        id: KeyId::new(bureau.new_id()),
        hint: secret.chars().take(HINT).collect(),
        at: now,
        today: bureau.today(),
        by: desk.staff.as_ref().map(|s| s.id),
    };
    let (key, event) = ApiKey::make(&wanted, making).map_err(|f| Failure::Refused(KeysRefusal::Fields(f)))?;
    let hash = store::digest(secret.as_bytes());
    let stamp = desk.stamp(now, role);
    let command = bureau.command(desk, "key.make", idempotency, form);
    let done = bureau.db().commit(command, move |tx| -> Result<KeyGiven, Failure<KeysRefusal>> {
        let refused = |flaw| Failure::Refused(KeysRefusal::Fields(vec![flaw]));
        if rows::key_name_taken(tx, &region, &key.name)? {
            return Err(refused(KeyRefusal::Taken));
        }
        if let Some(id) = key.department
            && rows::department(tx, &region, id)?.is_none()
        {
            return Err(refused(KeyRefusal::DepartmentUnknown));
        }
        let entry = Entry::new(Stream::key(key.id), 0, "key.made", &event).with(rows::key_change(&region, &key));
        journal::append(tx, &region, &stamp, entry)?;
        rows::keep_key_secret(tx, &region, key.id, &hash)?;
        Ok(KeyGiven { id: key.id.get(), name: key.name.clone(), waits: event.waits })
    })?;
    Ok((done.value, secret))
}

/// A key as the page showed it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct KeyAt {
    /// Id.
    pub id: i64,
    /// Version the page was made from.
    pub version: i64,
}

/// Releases a key that waits (核准): somebody else than who made it, because no one person is both.
pub fn release_key(
    bureau: &Bureau,
    desk: &Desk,
    at: KeyAt,
    idempotency: Option<&str>,
) -> Result<(), Failure<KeysRefusal>> {
    turn(bureau, desk, at, idempotency, ("key.released", Act::KeyRelease), ApiKey::release)
}

/// Takes a key out of use (停用): its next call is refused.
pub fn revoke_key(
    bureau: &Bureau,
    desk: &Desk,
    at: KeyAt,
    idempotency: Option<&str>,
) -> Result<(), Failure<KeysRefusal>> {
    turn(bureau, desk, at, idempotency, ("key.revoked", Act::KeyRevoke), ApiKey::revoke)
}

/// A rule that turns a key: at an instant, by somebody.
type Turn = fn(&ApiKey, Timestamp, Option<StaffId>) -> Result<(ApiKey, KeyTurned), KeyRefusal>;

fn turn(
    bureau: &Bureau,
    desk: &Desk,
    at: KeyAt,
    idempotency: Option<&str>,
    (kind, act): (&'static str, Act),
    rule: Turn,
) -> Result<(), Failure<KeysRefusal>> {
    let role = bureau.may(desk, act)?;
    let (region, now, stamp) = (*bureau.region(), bureau.now(), desk.stamp(bureau.now(), role));
    let by = desk.staff.as_ref().map(|s| s.id);
    let command = bureau.command(desk, kind, idempotency, &at);
    bureau.db().commit(command, move |tx| -> Result<(), Failure<KeysRefusal>> {
        let was = rows::key(tx, &region, KeyId::new(at.id))?.ok_or(Failure::NotFound)?;
        if was.version != at.version {
            return Err(Failure::Stale);
        }
        let (next, event) = rule(&was, now, by).map_err(|flaw| Failure::Refused(KeysRefusal::Rule(flaw)))?;
        let entry = Entry::new(Stream::key(next.id), was.version, kind, &event).with(rows::key_change(&region, &next));
        journal::append(tx, &region, &stamp, entry)?;
        if kind == "key.revoked" {
            rows::forget_key_secret(tx, &region, next.id)?;
        }
        Ok(())
    })?;
    Ok(())
}

/// The desk at which the program of this secret sits; `None` where the key is unknown, waits, is revoked or has run out.
pub fn key_desk(bureau: &Bureau, secret: &str, address: &str) -> Result<Option<Desk>, StoreError> {
    let (region, now) = (*bureau.region(), bureau.now());
    let hash = store::digest(secret.as_bytes());
    let Some((key, used_at)) = bureau.db().read(|tx| rows::key_of_secret(tx, &region, &hash))? else {
        return Ok(None);
    };
    if !key.is_live(bureau.today()) {
        return Ok(None);
    }
    if used_at.is_none_or(|at| now.duration_since(at) > TOUCH) {
        let id = key.id;
        bureau.db().write(move |tx| rows::touch_key(tx, &region, id, now))?;
    }
    Ok(Some(Desk::of_key(key, address)))
}
