//! Naming a representative (任命): by letter of appointment, from the permanent roster and of rank enough (domain §4.4).

use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

use super::{AppointmentLetter, DelegateRules, Refusal, Strictness, Warning, refusal::words};
use crate::{
    base::{AppointmentId, StaffId},
    people::{Department, Staff},
};

/// What the letter says.
#[derive(Debug, Clone, Copy)]
pub struct NewAppointment<'a> {
    /// Id.
    pub id: AppointmentId,
    /// Whose representative.
    pub department: &'a Department,
    /// Who.
    pub person: &'a Staff,
    /// 职级.
    pub rank: &'a str,
    /// 在编.
    pub on_roster: bool,
    /// 文号.
    pub doc_no: &'a str,
    /// First day.
    pub from: Date,
    /// Version of the county's rules.
    pub rules_version: i64,
    /// Who enters it.
    pub by: StaffId,
    /// Instant.
    pub at: Timestamp,
}

/// Names a representative. `others` are all appointments of the county.
///
/// # Errors
/// Somebody of another department, or who left, or who holds the post; a number that is missing or taken; a rank or
/// roster that the county refuses.
pub fn appoint(
    new: &NewAppointment<'_>,
    others: &[AppointmentLetter],
    rules: &DelegateRules,
) -> Result<(AppointmentLetter, AppointmentMade), Refusal> {
    let (person, department) = (new.person, new.department);
    if person.department != Some(department.id) {
        return Err(Refusal::Elsewhere { person: person.name.clone(), department: department.name.clone() });
    }
    if !person.active {
        return Err(Refusal::Left(person.name.clone()));
    }
    let doc_no = words(new.doc_no, "文号", Refusal::DocNoMissing)?;
    if others.iter().any(|a| a.doc_no == doc_no) {
        return Err(Refusal::DocNoTaken(doc_no));
    }
    let of_both = others.iter().filter(|a| a.person == person.id && a.department == department.id);
    if let Some(now) = of_both.into_iter().find(|a| a.dismissal.as_ref().is_none_or(|d| new.from < d.from)) {
        return Err(Refusal::Appointed { person: person.name.clone(), doc_no: now.doc_no.clone() });
    }
    let letter = AppointmentLetter {
        id: new.id,
        version: 1,
        department: department.id,
        department_name: department.name.clone(),
        person: person.id,
        person_name: person.name.clone(),
        rank: new.rank.trim().to_owned(),
        on_roster: new.on_roster,
        doc_no,
        from: new.from,
        warnings: fitness(new, rules)?,
        rules_version: new.rules_version,
        made_at: new.at,
        made_by: new.by,
        filing: None,
        dismissal: None,
    };
    let event = AppointmentMade {
        doc_no: letter.doc_no.clone(),
        department: letter.department_name.clone(),
        person: letter.person_name.clone(),
        rank: letter.rank.clone(),
        on_roster: letter.on_roster,
        from: letter.from,
        warnings: letter.warnings.iter().map(|w| w.as_str().to_owned()).collect(),
    };
    Ok((letter, event))
}

/// What speaks against the person, as far as the county takes the letter all the same.
fn fitness(new: &NewAppointment<'_>, rules: &DelegateRules) -> Result<Vec<Warning>, Refusal> {
    let rank = rules.rank(new.rank.trim()).ok_or(Refusal::RankUnknown)?;
    let mut warnings = Vec::new();
    if !new.on_roster {
        match rules.off_roster {
            Strictness::Warn => warnings.push(Warning::OffRoster),
            Strictness::Refuse => return Err(Refusal::OffRoster),
        }
    }
    if !rank.enough {
        match rules.low_rank {
            Strictness::Warn => warnings.push(Warning::LowRank),
            Strictness::Refuse => return Err(Refusal::RankTooLow(rules.enough())),
        }
    }
    Ok(warnings)
}

/// Event: a representative was named.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AppointmentMade {
    /// 文号.
    pub doc_no: String,
    /// Name of the department.
    pub department: String,
    /// Name of the representative.
    pub person: String,
    /// 职级.
    pub rank: String,
    /// 在编.
    pub on_roster: bool,
    /// First day.
    pub from: Date,
    /// Words of what speaks against it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub warnings: Vec<String>,
}
