//! D3 集中补录: many cases of one person within minutes, and entries that gather at the end of days.
//!
//! How many are too many depends on how many the desk takes that day: with `n` entries in a day the busiest minutes
//! hold as many as a Poisson count of the day's own rate, times a rush (`times_tenths`), lets expect. Every entry
//! begins a stretch that is tested, so the chance is multiplied by their number (Bonferroni); days and people are
//! corrected for one another ([`super::adjust`]).

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp, civil::Date};

use super::{
    Detector, Evidence, Lead, Outcome, Profile, Row, Subject, Tested, adjust,
    lead::MOST_ROWS,
    poisson_tail,
    share::{Mark, Question, by_share, one_in, only},
};
use crate::base::{CaseId, DepartmentId, StaffId, shanghai_day, shanghai_text};

/// A case as it was entered at a window.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Case.
    pub case: CaseId,
    /// Department.
    pub department: DepartmentId,
    /// Who entered it.
    pub by: StaffId,
    /// When it was entered, whatever time it claims.
    pub at: Timestamp,
}

struct Stretch<'a> {
    by: StaffId,
    entries: &'a [&'a Entry],
    /// The desk's entries of that day.
    day: u64,
    chance: f64,
    expected: f64,
}

/// The fullest stretch of minutes of one day of one person.
fn fullest<'a>(day: &'a [&'a Entry], by: StaffId, profile: &Profile) -> Option<Stretch<'a>> {
    let setting = profile.setting(Detector::BatchEntry);
    let span = SignedDuration::from_mins(i64::from(setting.minutes));
    let (mut end, mut best) = (0, 0..0);
    for start in 0..day.len() {
        while end < day.len() && day[end].at.duration_since(day[start].at) < span {
            end += 1;
        }
        if end - start > best.len() {
            best = start..end;
        }
    }
    let n = day.len() as f64;
    let open = f64::from(profile.hall.open_minutes().max(1));
    let expected = n * f64::from(setting.minutes) / open * f64::from(setting.times_tenths) / 10.0;
    let chance = (poisson_tail(best.len().checked_sub(1)? as u64, expected) * n).min(1.0);
    Some(Stretch { by, entries: &day[best], day: day.len() as u64, chance, expected })
}

/// Looks, person by person.
#[must_use]
pub fn batch_entry(entries: &[Entry], profile: &Profile) -> Outcome {
    let setting = profile.setting(Detector::BatchEntry);
    let mut days: BTreeMap<(StaffId, Date), Vec<&Entry>> = BTreeMap::new();
    for entry in entries {
        days.entry((entry.by, shanghai_day(entry.at))).or_default().push(entry);
    }
    for day in days.values_mut() {
        day.sort_by_key(|e| (e.at, e.case));
    }
    let stretches: Vec<Stretch<'_>> = days.iter().filter_map(|((by, _), day)| fullest(day, *by, profile)).collect();
    let corrected = adjust(&stretches.iter().map(|s| s.chance).collect::<Vec<_>>());
    let mut of_person: BTreeMap<StaffId, Vec<(&Stretch<'_>, f64)>> = BTreeMap::new();
    for (stretch, chance) in stretches.iter().zip(corrected) {
        if stretch.entries.len() >= setting.at_least as usize && chance <= profile.largest_chance() {
            of_person.entry(stretch.by).or_default().push((stretch, chance));
        }
    }
    let mut leads: Vec<Lead> = of_person.into_iter().map(|(by, found)| burst(by, &found, setting.minutes)).collect();
    let at_the_end = by_share(
        &Question {
            detector: Detector::BatchEntry,
            profile,
            finding: &|part, whole| format!("录入的 {whole} 件中有 {part} 件集中在下班前后"),
            nothing: "这段时间没有窗口录入的办件",
        },
        entries.iter().map(|e| Mark {
            subject: Subject::Person(e.by),
            item: None,
            department: Some(e.department),
            evidence: gathers(e, profile)
                .then(|| Evidence { row: Row::Case(e.case), says: format!("{} 录入", shanghai_text(e.at)) }),
        }),
    );
    match at_the_end {
        Outcome::Off => Outcome::Off,
        Outcome::NoData(why) => Outcome::NoData(why),
        Outcome::Tested(also) => {
            // One person, one lead: the stretch says more than the hour.
            let known: Vec<Option<StaffId>> = leads.iter().map(|l| l.person).collect();
            leads.extend(also.leads.into_iter().filter(|l| !known.contains(&l.person)));
            Outcome::Tested(Tested { subjects: also.subjects + stretches.len() as u64, leads, ..also })
        }
    }
}

/// Whether an entry belongs to the end of a day.
fn gathers(entry: &Entry, profile: &Profile) -> bool {
    profile.hall.is_closing(entry.at, profile.setting(Detector::BatchEntry).minutes)
}

fn burst(by: StaffId, found: &[(&Stretch<'_>, f64)], minutes: u32) -> Lead {
    let entries: Vec<&Entry> = found.iter().flat_map(|(s, _)| s.entries.iter().copied()).collect();
    let whole = found.iter().map(|(s, _)| s.day).sum();
    let most = found.iter().map(|(s, _)| s.entries.len()).max().unwrap_or(0);
    let least = found.iter().map(|(_, chance)| *chance).fold(1.0, f64::min);
    let expected: f64 = found.iter().map(|(s, _)| s.expected).sum();
    let departments: Vec<DepartmentId> = entries.iter().map(|e| e.department).collect();
    let evidence = entries
        .iter()
        .take(MOST_ROWS)
        .map(|e| Evidence { row: Row::Case(e.case), says: format!("{} 录入", shanghai_text(e.at)) });
    Lead {
        detector: Detector::BatchEntry,
        subject: Subject::Person(by),
        item: None,
        department: only(&departments),
        person: Some(by),
        part: entries.len() as u64,
        whole,
        usual_per_10000: Some((expected / (whole as f64).max(1.0) * 10_000.0).round() as u32),
        one_in: Some(one_in(least)),
        finding: format!("有 {} 天在 {minutes} 分钟内成批录入，最多一次 {most} 件", found.len()),
        evidence: evidence.collect(),
    }
}
