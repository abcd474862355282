//! D8 多人同一电话: one telephone of many applicants. How many are usual is told by all other telephones of the
//! place: a Poisson count beside their mean, corrected for the number of telephones.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Detector, Evidence, Lead, Outcome, Profile, Row, Subject, Tested, adjust,
    lead::MOST_ROWS,
    poisson_tail,
    share::{one_in, only},
};
use crate::base::{CaseId, DepartmentId, ItemId, PersonId};

/// The telephone of a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contact {
    /// Case.
    pub case: CaseId,
    /// Item.
    pub item: ItemId,
    /// Department.
    pub department: DepartmentId,
    /// Applicant.
    pub applicant: PersonId,
    /// Keyed hash of the number.
    pub phone: String,
    /// Entered for a station that helps (帮办代办): its own telephone is no wonder.
    pub assisted: bool,
}

/// Looks, telephone by telephone.
#[must_use]
pub fn shared_phone(contacts: &[Contact], profile: &Profile) -> Outcome {
    let mut phones: BTreeMap<&str, Vec<&Contact>> = BTreeMap::new();
    for contact in contacts.iter().filter(|c| !c.assisted) {
        phones.entry(&contact.phone).or_default().push(contact);
    }
    if phones.is_empty() {
        return Outcome::NoData("这段时间的办件没有联系电话".to_owned());
    }
    let applicants = |of: &[&Contact]| of.iter().map(|c| c.applicant).collect::<BTreeSet<_>>().len() as u64;
    let counts: Vec<u64> = phones.values().map(|of| applicants(of)).collect();
    let all: u64 = counts.iter().sum();
    let setting = profile.setting(Detector::SharedPhone);
    let floor = f64::from(setting.times_tenths) / 10.0;
    // The first applicant of a telephone is no coincidence: what is tested is how many came on top.
    let others = |n: u64| (all - n) as f64 / (counts.len() as f64 - 1.0).max(1.0);
    let usual = |n: u64| (others(n) - 1.0).max(floor);
    let chances: Vec<f64> = counts.iter().map(|n| poisson_tail(n - 1, usual(*n))).collect();
    let corrected = adjust(&chances);
    let mut tested = Tested { subjects: counts.len() as u64, rows: contacts.len() as u64, ..Tested::default() };
    let assisted = contacts.iter().filter(|c| c.assisted).count();
    if assisted > 0 {
        tested.left_out.push(format!("{assisted} 件由基层站点帮办代办，没有算在内"));
    }
    for (((phone, of), n), chance) in phones.into_iter().zip(counts.iter()).zip(corrected) {
        if *n < u64::from(setting.at_least) || chance > profile.largest_chance() {
            continue;
        }
        let departments: Vec<DepartmentId> = of.iter().map(|c| c.department).collect();
        let items: Vec<ItemId> = of.iter().map(|c| c.item).collect();
        let rows = of.iter().take(MOST_ROWS);
        tested.leads.push(Lead {
            detector: Detector::SharedPhone,
            subject: Subject::Phone(phone.to_owned()),
            item: only(&items),
            department: only(&departments),
            person: None,
            part: *n,
            whole: of.len() as u64,
            usual_per_10000: None,
            one_in: Some(one_in(chance)),
            finding: format!("{} 件办件的 {n} 个申请人留的是同一个电话", of.len()),
            evidence: rows
                .map(|c| Evidence { row: Row::Case(c.case), says: "联系电话与其他申请人相同".to_owned() })
                .collect(),
        });
    }
    Outcome::Tested(tested)
}
