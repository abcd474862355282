//! Staff and their secrets. Secrets are never in the journal.

use domain::{
    base::{DepartmentId, Region, StaffId},
    people::{Login, Role, Staff},
};
use jiff::Timestamp;

use crate::{
    journal::{Change, Stream},
    seam::{Row, StoreError, Tx, Val},
    vals,
};

pub(super) const COLUMNS: &str = "id, login, name, roles, department_id, window_no, active, version";

pub(super) fn read(row: &Row) -> Result<Staff, StoreError> {
    let bad = |why: String| StoreError::corrupt("staff", why);
    let roles: Vec<String> = row.json("roles")?;
    Ok(Staff {
        id: StaffId::new(row.int("id")?),
        login: Login::parse(&row.text("login")?).map_err(|e| bad(e.to_string()))?,
        name: row.text("name")?,
        roles: roles
            .iter()
            .map(|r| Role::parse(r).ok_or_else(|| bad(format!("不认识岗位 {r}"))))
            .collect::<Result<_, _>>()?,
        department: row.opt_int("department_id")?.map(DepartmentId::new),
        window_no: row.opt_num("window_no")?,
        active: row.flag("active")?,
        version: row.int("version")?,
    })
}

/// Everybody, by sign-in name.
pub fn staff_list(tx: &mut Tx<'_>, region: &Region) -> Result<Vec<Staff>, StoreError> {
    tx.rows(&format!("SELECT {COLUMNS} FROM staff WHERE region = $1 ORDER BY login"), vals![region])?
        .iter()
        .map(read)
        .collect()
}

/// One member of staff.
pub fn staff(tx: &mut Tx<'_>, region: &Region, id: StaffId) -> Result<Option<Staff>, StoreError> {
    tx.row(&format!("SELECT {COLUMNS} FROM staff WHERE region = $1 AND id = $2"), vals![region, id])?
        .as_ref()
        .map(read)
        .transpose()
}

/// By sign-in name.
pub fn staff_by_login(tx: &mut Tx<'_>, region: &Region, login: &Login) -> Result<Option<Staff>, StoreError> {
    tx.row(&format!("SELECT {COLUMNS} FROM staff WHERE region = $1 AND login = $2"), vals![region, login.as_str()])?
        .as_ref()
        .map(read)
        .transpose()
}

/// Names of the clerks at each window, for receipts.
pub fn window_clerk_names(tx: &mut Tx<'_>, region: &Region, window_no: u16) -> Result<Vec<String>, StoreError> {
    tx.rows(
        "SELECT name FROM staff WHERE region = $1 AND window_no = $2 AND active = 1 ORDER BY login",
        vals![region, window_no],
    )?
    .iter()
    .map(|r| r.text("name"))
    .collect()
}

/// Whether somebody has signed in from this terminal before.
pub fn has_signed_in_from(tx: &mut Tx<'_>, region: &Region, id: StaffId, terminal: &str) -> Result<bool, StoreError> {
    let found = tx.row(
        "SELECT seq FROM event WHERE region = $1 AND stream = $2 AND kind = 'staff.signed_in' AND terminal = $3 LIMIT 1",
        vals![region, Stream::staff(id).as_str(), terminal],
    )?;
    Ok(found.is_some())
}

/// The after-image of a member of staff.
pub fn staff_change(region: &Region, s: &Staff) -> Change {
    let roles: Vec<&str> = s.roles.iter().map(|r| r.as_str()).collect();
    Change::put(
        "staff",
        vec![
            ("region", Val::from(region)),
            ("id", Val::from(s.id)),
            ("login", Val::from(s.login.as_str())),
            ("name", Val::from(&s.name)),
            ("roles", Val::from(serde_json::json!(roles).to_string())),
            ("department_id", Val::from(s.department)),
            ("window_no", Val::from(s.window_no)),
            ("active", Val::from(s.active)),
            ("version", Val::from(s.version)),
        ],
    )
}

/// A stored password.
#[derive(Clone)]
pub struct Secret {
    /// Argon2id, PHC string.
    pub password_hash: String,
    /// Must be changed at the next sign-in.
    pub must_change: bool,
}

/// The secret of a member of staff.
pub fn secret(tx: &mut Tx<'_>, region: &Region, id: StaffId) -> Result<Option<Secret>, StoreError> {
    tx.row(
        "SELECT password_hash, must_change FROM staff_secret WHERE region = $1 AND staff_id = $2",
        vals![region, id],
    )?
    .map(|r| Ok(Secret { password_hash: r.text("password_hash")?, must_change: r.flag("must_change")? }))
    .transpose()
}

/// Sets or replaces a secret.
pub fn set_secret(
    tx: &mut Tx<'_>,
    region: &Region,
    id: StaffId,
    secret: &Secret,
    at: Timestamp,
) -> Result<(), StoreError> {
    tx.run(
        "INSERT INTO staff_secret (region, staff_id, password_hash, must_change, changed_at) VALUES ($1, $2, $3, $4, $5) \
         ON CONFLICT (region, staff_id) DO UPDATE SET password_hash = excluded.password_hash, \
         must_change = excluded.must_change, changed_at = excluded.changed_at",
        vals![region, id, &secret.password_hash, secret.must_change, at],
    )?;
    Ok(())
}
