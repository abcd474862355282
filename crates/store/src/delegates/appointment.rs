//! Letters of appointment (任命书), rebuilt from nullable columns by a total match.

use domain::{
    base::{AppointmentId, DepartmentId, Region, StaffId},
    delegates::{AppointmentLetter, Dismissal, Filing, Warning},
};

use crate::{
    journal::Change,
    seam::{Row, StoreError, Tx, Val},
    vals,
};

const COLUMNS: &str = "id, version, department_id, department_name, staff_id, staff_name, staff_rank, on_roster, doc_no, \
     valid_from, warnings, made_at, made_by, filed_on, filing_no, dismissed_from, dismissed_why, dismissed_at, \
     dismissed_by, rules_version";

fn corrupt(why: impl Into<String>) -> StoreError {
    StoreError::corrupt("appointment_letter", why)
}

/// 备案, of either kind of letter.
pub(super) fn filing(row: &Row) -> Result<Option<Filing>, StoreError> {
    match (row.opt_date("filed_on")?, row.opt_text("filing_no")?) {
        (None, None) => Ok(None),
        (Some(on), Some(no)) => Ok(Some(Filing { on, no })),
        (_, _) => Err(corrupt("备案日和备案号不齐")),
    }
}

fn dismissal(row: &Row) -> Result<Option<Dismissal>, StoreError> {
    let parts = (
        row.opt_date("dismissed_from")?,
        row.opt_text("dismissed_why")?,
        row.opt_instant("dismissed_at")?,
        row.opt_int("dismissed_by")?,
    );
    match parts {
        (None, None, None, None) => Ok(None),
        (Some(from), Some(reason), Some(at), Some(by)) => {
            Ok(Some(Dismissal { from, reason, at, by: StaffId::new(by) }))
        }
        (_, _, _, _) => Err(corrupt("免去的日子、原因、时间、人员不齐")),
    }
}

fn read(row: &Row) -> Result<AppointmentLetter, StoreError> {
    let words = row.json::<Vec<String>>("warnings")?;
    let warning = |word: &String| Warning::parse(word).ok_or_else(|| corrupt(format!("不认识的提示“{word}”")));
    Ok(AppointmentLetter {
        id: AppointmentId::new(row.int("id")?),
        version: row.int("version")?,
        department: DepartmentId::new(row.int("department_id")?),
        department_name: row.text("department_name")?,
        person: StaffId::new(row.int("staff_id")?),
        person_name: row.text("staff_name")?,
        rank: row.text("staff_rank")?,
        on_roster: row.flag("on_roster")?,
        doc_no: row.text("doc_no")?,
        from: row.date("valid_from")?,
        warnings: words.iter().map(warning).collect::<Result<_, _>>()?,
        rules_version: row.opt_int("rules_version")?.unwrap_or_default(),
        made_at: row.instant("made_at")?,
        made_by: StaffId::new(row.int("made_by")?),
        filing: filing(row)?,
        dismissal: dismissal(row)?,
    })
}

/// All appointments, also those that ended: by department, then by first day.
pub fn appointments(tx: &mut Tx<'_>, region: &Region) -> Result<Vec<AppointmentLetter>, StoreError> {
    tx.rows(
        &format!("SELECT {COLUMNS} FROM appointment_letter WHERE region = $1 ORDER BY department_id, valid_from, id"),
        vals![region],
    )?
    .iter()
    .map(read)
    .collect()
}

/// One appointment.
pub fn appointment(
    tx: &mut Tx<'_>,
    region: &Region,
    id: AppointmentId,
) -> Result<Option<AppointmentLetter>, StoreError> {
    tx.row(&format!("SELECT {COLUMNS} FROM appointment_letter WHERE region = $1 AND id = $2"), vals![region, id])?
        .as_ref()
        .map(read)
        .transpose()
}

/// The after-image of an appointment.
pub fn appointment_change(region: &Region, a: &AppointmentLetter) -> Change {
    let (filing, dismissal) = (a.filing.as_ref(), a.dismissal.as_ref());
    let warnings: Vec<&str> = a.warnings.iter().map(|w| w.as_str()).collect();
    Change::put(
        "appointment_letter",
        vec![
            ("region", Val::from(region)),
            ("id", Val::from(a.id)),
            ("version", Val::from(a.version)),
            ("department_id", Val::from(a.department)),
            ("department_name", Val::from(&a.department_name)),
            ("staff_id", Val::from(a.person)),
            ("staff_name", Val::from(&a.person_name)),
            ("staff_rank", Val::from(&a.rank)),
            ("on_roster", Val::from(a.on_roster)),
            ("doc_no", Val::from(&a.doc_no)),
            ("valid_from", Val::from(a.from)),
            ("warnings", Val::from(serde_json::json!(warnings).to_string())),
            ("made_at", Val::from(a.made_at)),
            ("made_by", Val::from(a.made_by)),
            ("filed_on", Val::from(filing.map(|f| f.on))),
            ("filing_no", Val::from(filing.map(|f| f.no.as_str()))),
            ("dismissed_from", Val::from(dismissal.map(|d| d.from))),
            ("dismissed_why", Val::from(dismissal.map(|d| d.reason.as_str()))),
            ("dismissed_at", Val::from(dismissal.map(|d| d.at))),
            ("dismissed_by", Val::from(dismissal.map(|d| d.by))),
            ("rules_version", Val::from((a.rules_version != 0).then_some(a.rules_version))),
        ],
    )
}
