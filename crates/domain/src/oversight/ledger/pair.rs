//! Finding for each line its case (一对一比对). Not every line is held against every case: only those are that share a
//! number, a code, a name, or one half of a name, the last two within the window of days; halves are asked only where
//! nothing stronger was found, and never for more than so many cases. So the work grows with the rows, not with their
//! square. Each case belongs to one line: of all pairs the one with the most that speaks for it is taken first.

use std::collections::{BTreeSet, HashMap};

use jiff::{ToSpan as _, civil::Date};

use super::{Decision, HallCase, Match, Matching, features::Features, weigh::days_apart};

/// Cases of one number or code that are compared at most: a placeholder such as 无 would be shared by all.
const MOST_OF_ONE: usize = 500;
/// Cases of one half of a name that are compared at most: those nearest in days.
const MOST_OF_HALF: usize = 48;

/// What came of it; places are those of what was handed in.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Pairing {
    /// Taken for the same, by decision.
    pub matches: Vec<Match>,
    /// Perhaps the same, for people to look at: of each unmatched decision the best case.
    pub candidates: Vec<Match>,
    /// Decisions without a case, those with a candidate among them.
    pub unmatched: Vec<usize>,
    /// Pairs that were weighed: what the time goes into.
    pub weighed: u64,
}

#[derive(PartialEq, Eq, Hash)]
enum Key<'a> {
    Number(&'a str),
    Code(&'a str),
    Name(&'a str),
    Half(bool, &'a str),
}

/// What speaks for itself.
fn strong(of: &Features) -> impl Iterator<Item = Key<'_>> {
    let number = (!of.number.is_empty()).then_some(Key::Number(&of.number));
    let name = (!of.name.is_empty()).then_some(Key::Name(&of.name));
    let code = of.code.as_deref().map(Key::Code);
    number.into_iter().chain(code).chain(name)
}

/// What is asked where nothing of that was found.
fn halves(of: &Features) -> impl Iterator<Item = Key<'_>> {
    of.halves.iter().flat_map(|[first, second]| [Key::Half(false, first), Key::Half(true, second)])
}

/// The cases of one key within the window around a day, all where the day is not known.
fn near(bucket: &[(Date, usize)], on: Option<Date>, window: u32) -> &[(Date, usize)] {
    let Some(on) = on else { return bucket };
    let days = i64::from(window).days();
    let (from, to) = (on.saturating_sub(days), on.saturating_add(days));
    let start = bucket.partition_point(|(day, _)| *day < from);
    let end = bucket.partition_point(|(day, _)| *day <= to);
    &bucket[start..end]
}

/// The cases of a key that are compared: all of a few, else those around the day, else those nearest to it.
fn some<'b>(key: &Key<'_>, bucket: &'b [(Date, usize)], on: Option<Date>, window: u32) -> &'b [(Date, usize)] {
    match key {
        Key::Number(_) | Key::Code(_) if bucket.len() <= MOST_OF_ONE => bucket,
        Key::Number(_) | Key::Code(_) => near(bucket, on, 0),
        Key::Name(_) => near(bucket, on, window),
        Key::Half(..) => {
            let mut found = near(bucket, on, window);
            for days in [window / 2, window / 4, 1, 0] {
                if found.len() > MOST_OF_HALF {
                    found = near(bucket, on, days);
                }
            }
            &found[..found.len().min(MOST_OF_HALF)]
        }
    }
}

/// Pairs decisions with cases.
#[must_use]
pub fn pair(decisions: &[Decision], cases: &[HallCase], by: &Matching) -> Pairing {
    let ours: Vec<Features> = cases.iter().map(|c| Features::of_case(c, &by.variants)).collect();
    let theirs: Vec<Features> = decisions.iter().map(|d| Features::of_decision(d, &by.variants)).collect();
    let mut index: HashMap<Key<'_>, Vec<(Date, usize)>> = HashMap::with_capacity(ours.len() * 4);
    for (place, (features, case)) in ours.iter().zip(cases).enumerate() {
        for key in strong(features).chain(halves(features)) {
            index.entry(key).or_default().push((case.decided_on, place));
        }
    }
    for bucket in index.values_mut() {
        bucket.sort_unstable();
    }
    let (mut weighed, mut looked_at) = (Vec::new(), 0);
    for (decision, features) in theirs.iter().enumerate() {
        let (mut seen, mut is_found) = (BTreeSet::new(), false);
        for keys in [strong(features).collect::<Vec<_>>(), halves(features).collect()] {
            if is_found {
                break;
            }
            for key in keys {
                let Some(bucket) = index.get(&key) else { continue };
                for (_, case) in some(&key, bucket, features.on, by.window_days) {
                    if !seen.insert(*case) {
                        continue;
                    }
                    looked_at += 1;
                    let (score, reasons) = by.weigh(features, &ours[*case]);
                    is_found |= score >= by.accept;
                    if score >= by.candidate {
                        let apart = days_apart(features, &ours[*case]);
                        weighed.push((apart, Match { decision, case: *case, score, reasons }));
                    }
                }
            }
        }
    }
    Pairing { weighed: looked_at, ..assign(weighed, decisions.len(), cases.len(), by) }
}

/// The best pairs first, each side once.
fn assign(mut weighed: Vec<(Option<u32>, Match)>, decisions: usize, cases: usize, by: &Matching) -> Pairing {
    weighed.sort_by_key(|(apart, m)| (std::cmp::Reverse(m.score), apart.unwrap_or(u32::MAX), m.decision, m.case));
    let (mut has_case, mut has_decision) = (vec![false; decisions], vec![false; cases]);
    let mut pairing = Pairing::default();
    let mut perhaps = Vec::new();
    for (_, found) in weighed {
        if has_case[found.decision] || has_decision[found.case] {
            continue;
        }
        if found.score >= by.accept {
            (has_case[found.decision], has_decision[found.case]) = (true, true);
            pairing.matches.push(found);
        } else {
            perhaps.push(found);
        }
    }
    let mut shown = vec![false; decisions];
    for candidate in perhaps {
        if !has_case[candidate.decision] && !has_decision[candidate.case] && !shown[candidate.decision] {
            shown[candidate.decision] = true;
            pairing.candidates.push(candidate);
        }
    }
    pairing.matches.sort_by_key(|m| m.decision);
    pairing.candidates.sort_by_key(|m| m.decision);
    pairing.unmatched = (0..decisions).filter(|place| !has_case[*place]).collect();
    pairing
}
