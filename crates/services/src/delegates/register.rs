//! The register (首席事务代表名册): every department with its representative, those that lack one on top.

use std::collections::BTreeMap;

use domain::{
    base::DepartmentId,
    delegates::{self as domain_rules, AppointmentLetter, AuthorizationLetter, LetterState},
    people::Desk,
};
use jiff::civil::Date;
use store::{delegates as rows, people};

use super::step::seen;
use crate::{Bureau, Failure, Never};

/// One department.
#[derive(Debug, Clone)]
pub struct DepartmentLine {
    /// Id.
    pub id: DepartmentId,
    /// Name.
    pub name: String,
    /// Items in the hall.
    pub resident: u64,
    /// Of these, nobody in the hall may decide.
    pub unauthorised: u64,
    /// Letters that hold or begin later.
    pub letters: Vec<AuthorizationLetter>,
    /// Representatives in office whom no letter of these lets act.
    pub idle_offices: Vec<AppointmentLetter>,
}

impl DepartmentLine {
    /// Something is in the hall, and no letter holds.
    pub fn lacks_representative(&self, today: Date) -> bool {
        self.resident > 0 && !self.letters.iter().any(|l| l.holds_on(today))
    }
}

/// The register on a day.
#[derive(Debug, Clone)]
pub struct Register {
    /// The day.
    pub today: Date,
    /// Departments: those without a representative first, then those with open items, then by when they were made.
    pub departments: Vec<DepartmentLine>,
    /// All letters of authorisation in the asker's reach, the newest first.
    pub letters: Vec<AuthorizationLetter>,
    /// All letters of appointment in the asker's reach, the newest first.
    pub appointments: Vec<AppointmentLetter>,
}

/// The register as whoever sits here may see it.
pub fn register(bureau: &Bureau, desk: &Desk) -> Result<Register, Failure<Never>> {
    let reach = seen(desk)?;
    let (region, today) = (bureau.region(), bureau.today());
    Ok(bureau.db().read(|tx| {
        let departments = people::departments(tx, region)?;
        let items = rows::resident_items(tx, region)?;
        let (mut letters, mut appointments) = (rows::letters(tx, region)?, rows::appointments(tx, region)?);
        let bare = domain_rules::check(&items, &letters, today);
        let mut resident: BTreeMap<DepartmentId, u64> = BTreeMap::new();
        for item in &items {
            *resident.entry(item.department).or_default() += 1;
        }
        let mut open: BTreeMap<DepartmentId, u64> = BTreeMap::new();
        for found in &bare.items {
            *open.entry(found.item.department).or_default() += 1;
        }
        let lines = departments.into_iter().filter(|d| reach.covers(d.id)).map(|d| {
            let theirs: Vec<AuthorizationLetter> =
                letters.iter().filter(|l| l.department == d.id && is_to_come(l, today)).cloned().collect();
            let idle = appointments.iter().filter(|a| {
                let acts = theirs.iter().any(|l| l.representative.staff == a.person);
                a.department == d.id && a.holds_on(today) && !acts
            });
            DepartmentLine {
                resident: resident.get(&d.id).copied().unwrap_or_default(),
                unauthorised: open.get(&d.id).copied().unwrap_or_default(),
                idle_offices: idle.cloned().collect(),
                letters: theirs,
                id: d.id,
                name: d.name,
            }
        });
        let mut lines: Vec<DepartmentLine> = lines.collect();
        lines.sort_by_key(|l| (!l.lacks_representative(today), l.unauthorised == 0));
        letters.retain(|l| reach.covers(l.department));
        letters.sort_by_key(|l| std::cmp::Reverse((l.valid_from, l.id)));
        appointments.retain(|a| reach.covers(a.department));
        appointments.sort_by_key(|a| std::cmp::Reverse((a.from, a.id)));
        Ok(Register { today, departments: lines, letters, appointments })
    })?)
}

/// It holds, or begins later.
pub(super) fn is_to_come(letter: &AuthorizationLetter, today: Date) -> bool {
    match letter.state_on(today) {
        LetterState::InForce | LetterState::Waiting => true,
        LetterState::Ended | LetterState::Revoked => false,
    }
}
