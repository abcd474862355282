//! The test that most detectors share (占比检验): of so many rows of one subject, how many speak for it, beside what
//! others of this place have. A busy desk is no suspect: what counts is the share, and how likely so many are given
//! how much the desk does.
//!
//! A lead needs three things: a number of rows that is worth a visit, a share that is a multiple of the usual one,
//! and a corrected chance below the profile's. The second is needed because desks differ: with enough rows any
//! difference is beyond chance.

use std::collections::BTreeMap;

use super::{Detector, Evidence, Lead, Outcome, Profile, Subject, Tested, adjust, binomial_tail, lead::MOST_ROWS};
use crate::base::{DepartmentId, ItemId, StaffId};

/// One row that was looked at.
pub(super) struct Mark {
    pub(super) subject: Subject,
    pub(super) item: Option<ItemId>,
    pub(super) department: Option<DepartmentId>,
    /// What it says where it speaks for a lead.
    pub(super) evidence: Option<Evidence>,
}

#[derive(Default)]
struct Group {
    whole: u64,
    part: u64,
    items: Vec<ItemId>,
    departments: Vec<DepartmentId>,
    evidence: Vec<Evidence>,
}

/// The only one, where all are the same.
pub(super) fn only<T: Copy + PartialEq>(all: &[T]) -> Option<T> {
    match all {
        [first, rest @ ..] if rest.iter().all(|other| other == first) => Some(*first),
        [] | [_, ..] => None,
    }
}

pub(super) fn person_of(subject: &Subject) -> Option<StaffId> {
    match subject {
        Subject::Person(id) => Some(*id),
        Subject::Item(_) | Subject::Department(_) | Subject::Phone(_) => None,
    }
}

/// By chance once in so many.
pub(super) fn one_in(chance: f64) -> u64 {
    // A float larger than the range is held at its edge.
    (1.0 / chance.max(1e-18)).floor() as u64
}

/// What is tested, with its sentence.
pub(super) struct Question<'a> {
    pub(super) detector: Detector,
    pub(super) profile: &'a Profile,
    /// The sentence from numerator and denominator.
    pub(super) finding: &'a dyn Fn(u64, u64) -> String,
    /// Why there is nothing to look at, when there is no row at all.
    pub(super) nothing: &'static str,
}

/// Tests every subject's share against that of all others.
pub(super) fn by_share(question: &Question<'_>, marks: impl Iterator<Item = Mark>) -> Outcome {
    by_share_from(question, 0.0, marks)
}

/// The same where the days themselves bring a share along: it counts where it is larger than that of others.
pub(super) fn by_share_from(question: &Question<'_>, floor: f64, marks: impl Iterator<Item = Mark>) -> Outcome {
    let mut groups: BTreeMap<Subject, Group> = BTreeMap::new();
    for mark in marks {
        let group = groups.entry(mark.subject).or_default();
        group.whole += 1;
        if let Some(evidence) = mark.evidence {
            group.part += 1;
            group.items.extend(mark.item);
            group.departments.extend(mark.department);
            if group.evidence.len() < MOST_ROWS {
                group.evidence.push(evidence);
            }
        }
    }
    if groups.is_empty() {
        return Outcome::NoData(question.nothing.to_owned());
    }
    let all = groups.values().fold((0, 0), |sum, g| (sum.0 + g.part, sum.1 + g.whole));
    let setting = question.profile.setting(question.detector);
    let usual = |g: &Group| {
        let (part, whole) = (all.0 - g.part, all.1 - g.whole);
        let others = if whole == 0 { 0.0 } else { part as f64 / whole as f64 };
        others.max(f64::from(setting.usual_per_10000) / 10_000.0).max(floor)
    };
    let chances: Vec<f64> = groups.values().map(|g| binomial_tail(g.part, g.whole, usual(g))).collect();
    let corrected = adjust(&chances);
    let (subjects, rows) = (groups.len() as u64, all.1);
    let mut leads = Vec::new();
    for ((subject, group), chance) in groups.into_iter().zip(corrected) {
        let share = group.part as f64 / group.whole as f64;
        let usual = usual(&group);
        let stands_out = share * 10.0 >= usual * f64::from(setting.times_tenths);
        if group.part < u64::from(setting.at_least) || !stands_out || chance > question.profile.largest_chance() {
            continue;
        }
        leads.push(Lead {
            detector: question.detector,
            item: only(&group.items),
            department: only(&group.departments),
            person: person_of(&subject),
            subject,
            part: group.part,
            whole: group.whole,
            usual_per_10000: Some((usual * 10_000.0).round() as u32),
            one_in: Some(one_in(chance)),
            finding: (question.finding)(group.part, group.whole),
            evidence: group.evidence,
        });
    }
    Outcome::Tested(Tested { subjects, rows, left_out: Vec::new(), leads })
}
