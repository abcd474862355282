//! The draw of a week (抽样): from a seed and a population, the same for everybody who draws again.

use std::collections::{BTreeMap, BTreeSet};

use jiff::{ToSpan as _, civil::Date};

use super::{DrawUnit, Exclusions, Plan, Stratum, Week, allocate, sample_size};
use crate::{
    base::{CaseId, DepartmentId, OrderId, PersonId, Rng as _, SeededRng},
    cases::ApplicantKind,
};

/// A stratum: department and kind of applicant (部门 × 申请人类型).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct StratumKey {
    /// Who decided.
    pub department: DepartmentId,
    /// Whose case.
    pub applicant: ApplicantKind,
}

/// A case that was finished in the week.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// The case.
    pub case: CaseId,
    /// Whose it is.
    pub person: PersonId,
    /// Its number: the order of the list that is drawn from.
    pub case_no: String,
    /// Its stratum.
    pub stratum: StratumKey,
    /// Where it was handed in; `None` when not at a window.
    pub window: Option<u16>,
    /// When it was finished.
    pub finished_on: Date,
    /// Whether there is a number to call.
    pub has_phone: bool,
    /// When its applicant was last reached by a call.
    pub reached_on: Option<Date>,
    /// When its applicant last declined to answer.
    pub refused_on: Option<Date>,
}

/// Why a finished case is not drawn from (不参加抽样).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum LeftOut {
    /// No number to call.
    NoPhone,
    /// Reached on that day, lately.
    CalledLately(Date),
    /// Declined on that day, lately.
    RefusedLately(Date),
    /// Applicants are drawn, and chance took another case of this one.
    SameApplicant,
}

impl LeftOut {
    /// Word in tables.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NoPhone => "no_phone",
            Self::CalledLately(_) => "called_lately",
            Self::RefusedLately(_) => "refused_lately",
            Self::SameApplicant => "same_applicant",
        }
    }
}

/// Whom the week's draw is made from, and whom it leaves out.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Population {
    /// By number of case.
    pub candidates: Vec<Candidate>,
    /// With the reason, by number of case.
    pub left_out: Vec<(Candidate, LeftOut)>,
}

/// Where a case came out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// In the sample; called in this order, from 1.
    Sample(u32),
    /// In reserve of its stratum; asked in this order, from 1, where one of the sample cannot be reached.
    Reserve(u32),
    /// Not drawn: called a second time, because what it complained of is said to be put right (二次回访).
    Second(OrderId),
}

impl Place {
    /// Word in tables.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Sample(_) => "sample",
            Self::Reserve(_) => "reserve",
            Self::Second(_) => "second",
        }
    }

    /// Drawn, or asked for one who was: what an estimate rests on.
    #[must_use]
    pub const fn is_drawn(self) -> bool {
        match self {
            Self::Sample(_) | Self::Reserve(_) => true,
            Self::Second(_) => false,
        }
    }
}

/// A case that was drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DrawnLine {
    /// The case.
    pub case: CaseId,
    /// Its stratum.
    pub stratum: StratumKey,
    /// Its place.
    pub place: Place,
}

/// The outcome of a draw.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drawn {
    /// Strata by key, with what was wanted of each.
    pub strata: Vec<Stratum>,
    /// The sample in the order of calls, then the reserve by stratum.
    pub lines: Vec<DrawnLine>,
}

/// Sorts the finished cases of a week into those that can be drawn and those left out. Cases of other weeks
/// or of applicants whom the plan does not ask are neither. Where applicants are drawn, the seed says which of an
/// applicant's cases stands for them.
#[must_use]
pub fn population(plan: &Plan, week: Week, seed: u64, finished: Vec<Candidate>) -> Population {
    let mut finished: Vec<Candidate> = finished
        .into_iter()
        .filter(|c| week.holds(c.finished_on) && plan.applicants.contains(&c.stratum.applicant))
        .collect();
    finished.sort_by(|a, b| a.case_no.cmp(&b.case_no));
    let mut out = Population::default();
    for one in finished {
        match left_out(&plan.exclusions, week, &one) {
            Some(why) => out.left_out.push((one, why)),
            None => out.candidates.push(one),
        }
    }
    match plan.unit {
        DrawUnit::Case => out,
        DrawUnit::Applicant => one_each(out, seed),
    }
}

/// What the choice of an applicant's case is drawn by: apart from the draw itself, which begins from the bare seed.
const OF_APPLICANTS: u64 = 0x6f6e_655f_6561_6368;

/// Of each applicant one case, each as likely. Applicants come in the order of their first case's number, so that whoever
/// has the list and the seed finds the same.
fn one_each(all: Population, seed: u64) -> Population {
    let rng = SeededRng::new(seed ^ OF_APPLICANTS);
    let mut order: Vec<PersonId> = Vec::new();
    let mut cases: BTreeMap<PersonId, Vec<CaseId>> = BTreeMap::new();
    for one in &all.candidates {
        let own = cases.entry(one.person).or_default();
        if own.is_empty() {
            order.push(one.person);
        }
        own.push(one.case);
    }
    let mut taken: BTreeSet<CaseId> = BTreeSet::new();
    for own in order.iter().filter_map(|person| cases.get(person)) {
        let at = if own.len() > 1 { rng.below(own.len() as u64) } else { 0 };
        taken.extend(usize::try_from(at).ok().and_then(|at| own.get(at)).copied());
    }
    let Population { candidates, mut left_out } = all;
    let (candidates, others): (Vec<_>, Vec<_>) = candidates.into_iter().partition(|one| taken.contains(&one.case));
    left_out.extend(others.into_iter().map(|one| (one, LeftOut::SameApplicant)));
    left_out.sort_by(|a, b| a.0.case_no.cmp(&b.0.case_no));
    Population { candidates, left_out }
}

fn left_out(exclusions: &Exclusions, week: Week, one: &Candidate) -> Option<LeftOut> {
    let lately = |day: Option<Date>, days: u32| {
        day.filter(|day| days > 0 && day.saturating_add(i64::from(days).days()) > week.last_day())
    };
    if !one.has_phone {
        return Some(LeftOut::NoPhone);
    }
    if let Some(day) = lately(one.refused_on, exclusions.refused_days) {
        return Some(LeftOut::RefusedLately(day));
    }
    lately(one.reached_on, exclusions.called_days).map(LeftOut::CalledLately)
}

/// Draws. The candidates are taken in the order of their numbers whatever order they come in, each stratum is
/// shuffled after Fisher and Yates, and the sample once more as a whole, so that no department comes first.
#[must_use]
pub fn draw(plan: &Plan, seed: u64, candidates: &[Candidate]) -> Drawn {
    let mut by_stratum: BTreeMap<StratumKey, Vec<&Candidate>> = BTreeMap::new();
    for one in candidates {
        by_stratum.entry(one.stratum).or_default().push(one);
    }
    let sizes: Vec<(StratumKey, u32)> = by_stratum.iter().map(|(key, all)| (*key, count(all.len()))).collect();
    let total = sample_size(plan.size, count(candidates.len()));
    let strata = allocate(&sizes, total, plan.least);
    let rng = SeededRng::new(seed);
    let (mut sample, mut reserve) = (Vec::new(), Vec::new());
    for (stratum, mut all) in strata.iter().zip(by_stratum.into_values()) {
        all.sort_by(|a, b| a.case_no.cmp(&b.case_no));
        shuffle(&mut all, &rng);
        let spare = (u64::from(stratum.wanted) * u64::from(plan.reserve)).div_ceil(100);
        let line = |one: &Candidate, place| DrawnLine { case: one.case, stratum: stratum.key, place };
        let wanted = all.len().min(stratum.wanted as usize);
        sample.extend(all[..wanted].iter().map(|one| line(one, Place::Sample(0))));
        let spare = all[wanted..].iter().take(usize::try_from(spare).unwrap_or(usize::MAX));
        reserve.extend(spare.zip(1..).map(|(one, n)| line(one, Place::Reserve(n))));
    }
    shuffle(&mut sample, &rng);
    for (line, n) in sample.iter_mut().zip(1..) {
        line.place = Place::Sample(n);
    }
    sample.append(&mut reserve);
    Drawn { strata, lines: sample }
}

fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

/// Fisher and Yates, from the end.
fn shuffle<T>(all: &mut [T], rng: &SeededRng) {
    for n in (1..all.len()).rev() {
        let other = rng.below(n as u64 + 1);
        all.swap(n, usize::try_from(other).unwrap_or(n));
    }
}
