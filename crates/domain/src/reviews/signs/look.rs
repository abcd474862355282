//! Looking for the signs: of each member of staff the share of ratings that speak for one, beside the share of all
//! others, as the detectors of oversight do it. Ordinary desks differ: a share must be a multiple of the usual one
//! besides being beyond chance, and how few low scores are few is measured against how much the others differ.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;

use super::{MOST_EVIDENCE, ReviewFact, Sign, SignKind, SignRules, SignSetting};
use crate::base::{DepartmentId, ReviewId, StaffId, adjust, binomial_tail, poisson_tail, shanghai_day};

/// A group under test.
struct Tested {
    staff: StaffId,
    department: DepartmentId,
    part: u64,
    whole: u64,
    others: (u64, u64),
    chance: f64,
    /// It is enough and a multiple of the usual.
    is_much: bool,
    rows: Vec<ReviewId>,
}

type Groups<'a> = BTreeMap<StaffId, Vec<&'a ReviewFact>>;

/// All signs that the ratings show, by kind and person.
#[must_use]
pub fn look(facts: &[ReviewFact], rules: &SignRules) -> Vec<Sign> {
    let mut groups: Groups<'_> = BTreeMap::new();
    for fact in facts {
        groups.entry(fact.staff).or_default().push(fact);
    }
    for rows in groups.values_mut() {
        rows.sort_by_key(|f| (f.at, f.review));
    }
    let most = f64::from(rules.false_per_10000) / 10_000.0;
    let mut out = Vec::new();
    for setting in rules.settings.iter().filter(|s| s.on) {
        let tested = match setting.kind {
            SignKind::Template => templates(&groups, setting),
            SignKind::Burst => bursts(&groups, setting, rules.hours),
            SignKind::SameDevice => {
                shares(&groups, setting, |rows| several(rows, setting.people, |f| f.device.as_ref()))
            }
            SignKind::SharedPhone => {
                shares(&groups, setting, |rows| several(rows, setting.people, |f| f.phone.as_ref()))
            }
            SignKind::TooQuick => shares(&groups, setting, |rows| quick(rows, setting.seconds)),
            SignKind::NoLowScores => few_low(&groups, setting),
        };
        let chances: Vec<f64> = tested.iter().map(|t| t.chance).collect();
        for (t, chance) in tested.into_iter().zip(adjust(&chances)) {
            if t.is_much && chance <= most {
                out.push(Sign {
                    kind: setting.kind,
                    staff: t.staff,
                    department: t.department,
                    part: t.part,
                    whole: t.whole,
                    others: t.others,
                    // A float larger than the range is held at its edge.
                    one_in: (1.0 / chance.max(1e-18)).floor() as u64,
                    rows: t.rows,
                });
            }
        }
    }
    out
}

fn department(rows: &[&ReviewFact]) -> DepartmentId {
    rows.last().map_or(DepartmentId::new(0), |f| f.department)
}

/// The newest of them; rows come in the order of their time.
fn listed(rows: &[&ReviewFact]) -> Vec<ReviewId> {
    rows.iter().skip(rows.len().saturating_sub(MOST_EVIDENCE)).map(|f| f.review).collect()
}

/// Whether a share is a multiple of what is usual, with enough rows.
fn is_much((part, whole): (u64, u64), usual: f64, setting: &SignSetting) -> bool {
    let share = part as f64 / whole.max(1) as f64;
    part >= u64::from(setting.at_least) && share >= usual * f64::from(setting.times_tenths) / 10.0
}

fn floor(setting: &SignSetting) -> f64 {
    f64::from(setting.usual_per_10000) / 10_000.0
}

/// Tests each person's marked ratings against those of all others.
fn shares<'a>(
    groups: &Groups<'a>,
    setting: &SignSetting,
    marked: impl Fn(&[&'a ReviewFact]) -> Vec<&'a ReviewFact>,
) -> Vec<Tested> {
    let found: Vec<(StaffId, Vec<&ReviewFact>, usize, DepartmentId)> =
        groups.iter().map(|(staff, rows)| (*staff, marked(rows), rows.len(), department(rows))).collect();
    let parts: u64 = found.iter().map(|(_, marks, _, _)| marks.len() as u64).sum();
    let wholes: u64 = found.iter().map(|(_, _, whole, _)| *whole as u64).sum();
    found
        .into_iter()
        .map(|(staff, marks, whole, department)| {
            let (part, whole) = (marks.len() as u64, whole as u64);
            let others = (parts - part, wholes - whole);
            let usual = (others.0 as f64 / others.1.max(1) as f64).max(floor(setting));
            Tested {
                staff,
                department,
                part,
                whole,
                others,
                chance: binomial_tail(part, whole, usual),
                is_much: is_much((part, whole), usual, setting),
                rows: listed(&marks),
            }
        })
        .collect()
}

/// Ratings of more people than a family from one device or telephone.
fn several<'a>(
    rows: &[&'a ReviewFact],
    family: u32,
    key: impl Fn(&ReviewFact) -> Option<&String>,
) -> Vec<&'a ReviewFact> {
    let mut people: BTreeMap<&String, BTreeSet<i64>> = BTreeMap::new();
    for row in rows {
        if let Some(key) = key(row) {
            people.entry(key).or_default().insert(row.person);
        }
    }
    let is_shared =
        |f: &ReviewFact| key(f).and_then(|key| people.get(key)).is_some_and(|of| of.len() > family as usize);
    rows.iter().copied().filter(|f| is_shared(f)).collect()
}

/// Ratings within seconds of the result.
fn quick<'a>(rows: &[&'a ReviewFact], seconds: u32) -> Vec<&'a ReviewFact> {
    let within = |f: &ReviewFact| {
        f.finished_at.is_some_and(|done| (0..=i64::from(seconds)).contains(&f.at.duration_since(done).as_secs()))
    };
    rows.iter().copied().filter(|f| within(f)).collect()
}

type Pattern<'a> = (u8, &'a [u16], Option<&'a str>);

fn pattern(f: &ReviewFact) -> Option<Pattern<'_>> {
    // Stars alone say nothing: most people tick and write nothing more.
    (!f.options.is_empty() || f.words.is_some()).then_some((f.stars, f.options.as_slice(), f.words.as_deref()))
}

/// The pattern that a person's ratings show most beyond what others have of the same.
fn templates(groups: &Groups<'_>, setting: &SignSetting) -> Vec<Tested> {
    let mut all: BTreeMap<Pattern<'_>, u64> = BTreeMap::new();
    let mut wholes = 0_u64;
    for row in groups.values().flatten() {
        wholes += 1;
        if let Some(p) = pattern(row) {
            *all.entry(p).or_default() += 1;
        }
    }
    let mut out = Vec::new();
    for (staff, rows) in groups {
        let mut own: BTreeMap<Pattern<'_>, Vec<&ReviewFact>> = BTreeMap::new();
        for row in rows {
            if let Some(p) = pattern(row) {
                own.entry(p).or_default().push(row);
            }
        }
        let (whole, kinds) = (rows.len() as u64, own.len() as f64);
        let test = |(p, marks): (&Pattern<'_>, &Vec<&ReviewFact>)| {
            let part = marks.len() as u64;
            let others = (all.get(p).copied().unwrap_or(part) - part, wholes - whole);
            let usual = (others.0 as f64 / others.1.max(1) as f64).max(floor(setting));
            Tested {
                staff: *staff,
                department: department(rows),
                part,
                whole,
                others,
                // The most striking of so many kinds was picked.
                chance: (binomial_tail(part, whole, usual) * kinds).min(1.0),
                is_much: is_much((part, whole), usual, setting),
                rows: listed(marks),
            }
        };
        out.extend(own.iter().map(test).min_by(|a, b| {
            (!a.is_much, a.chance).partial_cmp(&(!b.is_much, b.chance)).unwrap_or(std::cmp::Ordering::Equal)
        }));
    }
    out
}

/// The densest minutes of each person, beside how many come to them on a day of ratings.
fn bursts(groups: &Groups<'_>, setting: &SignSetting, hours: u32) -> Vec<Tested> {
    let span = i64::from(setting.seconds);
    let mut out = Vec::new();
    for (staff, rows) in groups {
        let (mut best, mut from) = (0..0, 0);
        for (to, row) in rows.iter().enumerate() {
            while row.at.duration_since(rows[from].at).as_secs() > span {
                from += 1;
            }
            if to + 1 - from > best.len() {
                best = from..to + 1;
            }
        }
        let dense = &rows[best];
        let days: BTreeSet<_> = rows.iter().map(|f| shanghai_day(f.at)).collect();
        let spans_of_day = f64::from(hours) * 3600.0 / span.max(1) as f64;
        let expected = rows.len() as f64 / (days.len().max(1) as f64 * spans_of_day.max(1.0));
        let (part, whole) = (dense.len() as u64, rows.len() as u64);
        // One rating begins every span; the others of it are held against chance.
        let chance = (poisson_tail(part.saturating_sub(1), expected) * whole as f64).min(1.0);
        let usual = (expected / whole.max(1) as f64).max(floor(setting));
        out.push(Tested {
            staff: *staff,
            department: department(rows),
            part,
            whole,
            others: (0, 0),
            chance,
            is_much: is_much((part, whole), usual, setting),
            rows: listed(dense),
        });
    }
    out
}

/// Low: below four stars.
fn is_low(f: &ReviewFact) -> bool {
    f.stars < 4
}

/// Who has fewer low scores than can be explained by how much the others differ: their shares are taken for a beta
/// distribution (by its first two moments), which makes the number of low scores beta-binomial.
fn few_low(groups: &Groups<'_>, setting: &SignSetting) -> Vec<Tested> {
    let counts: Vec<(StaffId, u64, u64)> = groups
        .iter()
        .map(|(staff, rows)| (*staff, rows.iter().filter(|f| is_low(f)).count() as u64, rows.len() as u64))
        .collect();
    let mut out = Vec::new();
    for ((staff, rows), (_, low, whole)) in groups.iter().zip(&counts) {
        let others: Vec<(u64, u64)> =
            counts.iter().filter(|(of, _, n)| of != staff && *n > 0).map(|(_, low, n)| (*low, *n)).collect();
        let (part, all) = others.iter().fold((0, 0), |sum, o| (sum.0 + o.0, sum.1 + o.1));
        let usual = (part as f64 / all.max(1) as f64).max(floor(setting));
        let share = *low as f64 / (*whole).max(1) as f64;
        out.push(Tested {
            staff: *staff,
            department: department(rows),
            part: *low,
            whole: *whole,
            others: (part, all),
            chance: lower_tail(*low, *whole, usual, spread(&others, usual)),
            is_much: *whole >= u64::from(setting.at_least) && share * f64::from(setting.times_tenths) / 10.0 <= usual,
            rows: listed(rows),
        });
    }
    out
}

/// How much the shares of others differ beyond chance: the variance of their true shares, never below none.
fn spread(others: &[(u64, u64)], mean: f64) -> f64 {
    if others.len() < 2 {
        return 0.0;
    }
    let n = others.len() as f64;
    let shares: f64 = others.iter().map(|(low, whole)| (*low as f64 / *whole as f64 - mean).powi(2)).sum();
    let chance: f64 = others.iter().map(|(_, whole)| mean * (1.0 - mean) / *whole as f64).sum();
    ((shares / (n - 1.0)) - chance / n).max(0.0)
}

/// Chance of `low` or fewer of `whole`, where shares have this mean and variance.
fn lower_tail(low: u64, whole: u64, mean: f64, variance: f64) -> f64 {
    if mean <= 0.0 {
        return 1.0;
    }
    let room = mean * (1.0 - mean);
    if variance <= room * 1e-6 {
        return (1.0 - binomial_tail(low + 1, whole, mean)).clamp(0.0, 1.0);
    }
    let sum = (room / variance - 1.0).max(1e-6);
    let (a, b) = (mean * sum, (1.0 - mean) * sum);
    // P(0) = Π (b+i)/(a+b+i); P(k+1)/P(k) = (n-k)(a+k) / ((k+1)(b+n-k-1)).
    let mut term = (0..whole).map(|i| ((b + i as f64) / (a + b + i as f64)).ln()).sum::<f64>().exp();
    let mut tail = term;
    for k in 0..low.min(whole) {
        let (k, n) = (k as f64, whole as f64);
        term *= (n - k) * (a + k) / ((k + 1.0) * (b + n - k - 1.0));
        tail += term;
    }
    tail.clamp(0.0, 1.0)
}

/// When the ratings that are looked at begin.
#[must_use]
pub fn looks_back_to(now: Timestamp, rules: &SignRules) -> Timestamp {
    now.checked_sub(jiff::SignedDuration::from_hours(24 * i64::from(rules.days))).unwrap_or(Timestamp::MIN)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lower_tail_is_the_sum_of_its_terms() {
        // Without spread it is binomial: (1-p)^n for none.
        assert!((lower_tail(0, 50, 0.1, 0.0) - 0.9_f64.powi(50)).abs() < 1e-12);
        // Beta(1, 1): every number of hits is as likely as any other.
        let flat = 1.0 / 12.0;
        for low in 0..=10 {
            let known = (low + 1) as f64 / 11.0;
            assert!((lower_tail(low, 10, 0.5, flat) - known).abs() < 1e-9, "{low}");
        }
        assert!(lower_tail(0, 400, 0.05, 0.0) < lower_tail(0, 400, 0.05, 0.0006));
    }
}
