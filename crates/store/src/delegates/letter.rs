//! Letters of authorisation (授权书), rebuilt from nullable columns by a total match.

use std::collections::BTreeSet;

use domain::{
    base::{DepartmentId, ItemId, LetterId, Region, StaffId},
    delegates::{AuthorizationLetter, Deputy, ItemScope, Listing, Representative, Revocation, powers_from},
};
use jiff::civil::Date;

use super::appointment::filing;
use crate::{
    journal::Change,
    seam::{Row, StoreError, Tx, Val},
    vals,
};

const COLUMNS: &str = "id, version, department_id, department_name, doc_no, staff_id, staff_name, staff_rank, on_roster, \
     deputy_id, deputy_name, listed, excluded, powers, valid_from, valid_to, file_digest, replaces_id, made_at, made_by, \
     filed_on, filing_no, published_on, revoked_from, revoked_why, revoked_at, revoked_by, replaced_by, \
     rules_version";

fn corrupt(why: impl Into<String>) -> StoreError {
    StoreError::corrupt("authorization_letter", why)
}

fn deputy(row: &Row) -> Result<Option<Deputy>, StoreError> {
    match (row.opt_int("deputy_id")?, row.opt_text("deputy_name")?) {
        (None, None) => Ok(None),
        (Some(id), Some(name)) => Ok(Some(Deputy { staff: StaffId::new(id), name })),
        (_, _) => Err(corrupt("AB角的人员和姓名不齐")),
    }
}

fn scope(row: &Row) -> Result<ItemScope, StoreError> {
    let listing = match row.opt_text("listed")? {
        None => Listing::All,
        Some(text) => Listing::Listed(
            serde_json::from_str::<BTreeSet<ItemId>>(&text).map_err(|e| corrupt(format!("授权事项：{e}")))?,
        ),
    };
    Ok(ItemScope { listing, excluded: row.json("excluded")? })
}

fn revocation(row: &Row) -> Result<Option<Revocation>, StoreError> {
    let replaced_by = row.opt_int("replaced_by")?.map(LetterId::new);
    let parts = (
        row.opt_date("revoked_from")?,
        row.opt_text("revoked_why")?,
        row.opt_instant("revoked_at")?,
        row.opt_int("revoked_by")?,
    );
    match parts {
        (None, None, None, None) if replaced_by.is_none() => Ok(None),
        (Some(from), Some(reason), Some(at), Some(by)) => {
            Ok(Some(Revocation { from, reason, replaced_by, at, by: StaffId::new(by) }))
        }
        (_, _, _, _) => Err(corrupt("撤销的日子、原因、时间、人员不齐")),
    }
}

fn read(row: &Row) -> Result<AuthorizationLetter, StoreError> {
    let words = row.json::<Vec<String>>("powers")?;
    Ok(AuthorizationLetter {
        id: LetterId::new(row.int("id")?),
        version: row.int("version")?,
        department: DepartmentId::new(row.int("department_id")?),
        department_name: row.text("department_name")?,
        doc_no: row.text("doc_no")?,
        representative: Representative {
            staff: StaffId::new(row.int("staff_id")?),
            name: row.text("staff_name")?,
            rank: row.text("staff_rank")?,
            on_roster: row.flag("on_roster")?,
        },
        deputy: deputy(row)?,
        scope: scope(row)?,
        powers: powers_from(words.iter().map(String::as_str))
            .map_err(|word| corrupt(format!("不认识的权限“{word}”")))?,
        valid_from: row.date("valid_from")?,
        valid_to: row.date("valid_to")?,
        file_digest: row.text("file_digest")?,
        replaces: row.opt_int("replaces_id")?.map(LetterId::new),
        rules_version: row.opt_int("rules_version")?.unwrap_or_default(),
        made_at: row.instant("made_at")?,
        made_by: StaffId::new(row.int("made_by")?),
        filing: filing(row)?,
        published_on: row.opt_date("published_on")?,
        revocation: revocation(row)?,
    })
}

/// All letters, also those that ended: by department, then by first day.
pub fn letters(tx: &mut Tx<'_>, region: &Region) -> Result<Vec<AuthorizationLetter>, StoreError> {
    tx.rows(
        &format!("SELECT {COLUMNS} FROM authorization_letter WHERE region = $1 ORDER BY department_id, valid_from, id"),
        vals![region],
    )?
    .iter()
    .map(read)
    .collect()
}

/// The letters of a department whose days hold a day; one that was taken back may be among them.
pub fn letters_on(
    tx: &mut Tx<'_>,
    region: &Region,
    department: DepartmentId,
    day: Date,
) -> Result<Vec<AuthorizationLetter>, StoreError> {
    tx.rows(
        &format!(
            "SELECT {COLUMNS} FROM authorization_letter WHERE region = $1 AND department_id = $2 AND valid_to >= $3 \
             AND valid_from <= $3 ORDER BY valid_from, id"
        ),
        vals![region, department, day],
    )?
    .iter()
    .map(read)
    .collect()
}

/// One letter.
pub fn letter(tx: &mut Tx<'_>, region: &Region, id: LetterId) -> Result<Option<AuthorizationLetter>, StoreError> {
    tx.row(&format!("SELECT {COLUMNS} FROM authorization_letter WHERE region = $1 AND id = $2"), vals![region, id])?
        .as_ref()
        .map(read)
        .transpose()
}

/// The after-image of a letter.
pub fn letter_change(region: &Region, l: &AuthorizationLetter) -> Change {
    let (deputy, filing, revocation) = (l.deputy.as_ref(), l.filing.as_ref(), l.revocation.as_ref());
    let listed = match &l.scope.listing {
        Listing::All => None,
        Listing::Listed(items) => Some(serde_json::json!(items).to_string()),
    };
    let powers: Vec<&str> = l.powers.iter().map(|p| p.as_str()).collect();
    let mut row = vec![
        ("region", Val::from(region)),
        ("id", Val::from(l.id)),
        ("version", Val::from(l.version)),
        ("department_id", Val::from(l.department)),
        ("department_name", Val::from(&l.department_name)),
        ("doc_no", Val::from(&l.doc_no)),
        ("staff_id", Val::from(l.representative.staff)),
        ("staff_name", Val::from(&l.representative.name)),
        ("staff_rank", Val::from(&l.representative.rank)),
        ("on_roster", Val::from(l.representative.on_roster)),
        ("deputy_id", Val::from(deputy.map(|d| d.staff))),
        ("deputy_name", Val::from(deputy.map(|d| d.name.as_str()))),
        ("listed", Val::from(listed)),
        ("excluded", Val::from(serde_json::json!(l.scope.excluded).to_string())),
        ("powers", Val::from(serde_json::json!(powers).to_string())),
    ];
    row.extend([
        ("valid_from", Val::from(l.valid_from)),
        ("valid_to", Val::from(l.valid_to)),
        ("file_digest", Val::from(&l.file_digest)),
        ("replaces_id", Val::from(l.replaces)),
        ("made_at", Val::from(l.made_at)),
        ("made_by", Val::from(l.made_by)),
        ("filed_on", Val::from(filing.map(|f| f.on))),
        ("filing_no", Val::from(filing.map(|f| f.no.as_str()))),
        ("published_on", Val::from(l.published_on)),
        ("revoked_from", Val::from(revocation.map(|r| r.from))),
        ("revoked_why", Val::from(revocation.map(|r| r.reason.as_str()))),
        ("revoked_at", Val::from(revocation.map(|r| r.at))),
        ("revoked_by", Val::from(revocation.map(|r| r.by))),
        ("replaced_by", Val::from(revocation.and_then(|r| r.replaced_by))),
        ("rules_version", Val::from((l.rules_version != 0).then_some(l.rules_version))),
    ]);
    Change::put("authorization_letter", row)
}
