//! Standings of the counties that report to a city or a province (全市排名): several indicators with weights, over figures
//! with their parts. Unlike [`super::rank_by`], which takes figures as others printed them, the parts are known here.
//!
//! Each figure is scored by 功效系数 in the field of those who reported it (domain §1.6), the scores are weighted, and
//! equal totals share a place. Who lacks a figure that counts has no place and is told which: it never counts as zero.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Direction, Indicator, ReportedFigure, Ties, place, scores};
use crate::base::Percent;

/// How counties are ranked: data with its source, one version behind the other.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StandingRules {
    /// Version of the rules, from 1; printed with every ranking.
    pub version: u32,
    /// Days from this one on are ranked by it.
    pub from: Date,
    /// Which document says so.
    pub source: String,
    /// What follows a shared place: `competition` (1, 2, 2, 4) or `dense` (1, 2, 2, 3).
    pub ties: Ties,
    /// For how many days a report stands for later days that have none.
    pub carry_days: u32,
    /// Within how many days of its day a report is in time.
    pub due_days: u32,
    /// Indicators with their weights; together 100.
    pub weights: Vec<StandingWeight>,
    /// Division codes of counties that report and are not ranked, as 开发区 that a city judges apart.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub left_out: Vec<String>,
}

/// One indicator.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StandingWeight {
    /// Which, by its id.
    pub indicator: String,
    /// Hundredths of the whole.
    pub weight: u32,
    /// Which end is the good one.
    #[serde(default)]
    pub direction: Direction,
}

/// Why rules cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StandingRulesFlaw {
    /// Not together 100.
    #[error("权重合计 {0}，应是 100")]
    Sum(u32),
    /// An indicator that is none of ours, or stands twice.
    #[error("指标 {0} 不认识，或写了两次")]
    Indicator(String),
    /// Versions or days that do not rise.
    #[error("第 {0} 版的版本号或起用日没有比前一版大")]
    Order(u32),
    /// No document.
    #[error("第 {0} 版没有写依据")]
    Source(u32),
}

impl StandingRules {
    /// Whether they can be used.
    pub fn check(&self) -> Result<(), StandingRulesFlaw> {
        if self.source.trim().is_empty() {
            return Err(StandingRulesFlaw::Source(self.version));
        }
        let mut seen = Vec::new();
        for one in &self.weights {
            if Indicator::parse(&one.indicator).is_none() || seen.contains(&&one.indicator) {
                return Err(StandingRulesFlaw::Indicator(one.indicator.clone()));
            }
            seen.push(&one.indicator);
        }
        let sum = self.weights.iter().fold(0_u32, |sum, w| sum.saturating_add(w.weight));
        if sum == 100 { Ok(()) } else { Err(StandingRulesFlaw::Sum(sum)) }
    }
}

/// Whether all versions can be used and follow each other.
pub fn check_standing_rules(all: &[StandingRules]) -> Result<(), StandingRulesFlaw> {
    for (n, rules) in all.iter().enumerate() {
        rules.check()?;
        let before = n.checked_sub(1).and_then(|n| all.get(n));
        if before.is_some_and(|b| b.version >= rules.version || b.from >= rules.from) {
            return Err(StandingRulesFlaw::Order(rules.version));
        }
    }
    Ok(())
}

/// The version for a day: the last that began by then, or the first of all.
pub fn standing_rules_on(all: &[StandingRules], day: Date) -> Option<&StandingRules> {
    all.iter().rev().find(|r| r.from <= day).or(all.first())
}

/// What a county reported last for a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reported {
    /// Division code.
    pub code: String,
    /// Name.
    pub name: String,
    /// The report that counts; `None` where there is none.
    pub report: Option<ReportOf>,
    /// Its figures.
    pub figures: Vec<ReportedFigure>,
}

/// Which report of a county counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportOf {
    /// The day that it speaks of.
    pub as_of: Date,
    /// Its version: from the second on it is a corrected one.
    pub version: i64,
    /// It came later than the rules ask.
    pub late: bool,
}

/// One indicator of a county in the ranking.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StandingPart {
    /// Which, by its id.
    pub indicator: String,
    /// It was reported; where it was and has no value, nothing was counted there.
    pub reported: bool,
    /// Its parts, as printed.
    pub parts: String,
    /// As printed, with its sign; `None` where there is no figure.
    pub value: Option<String>,
    /// The same to four decimals, without a sign.
    pub percent: Option<String>,
    /// Place by this indicator alone.
    pub place: Option<u32>,
    /// 功效系数, 60–100.
    pub score: Option<String>,
    /// The next better county by this indicator; `None` for the first and for who has no place.
    pub next: Option<NextBetter>,
    /// Definition it was counted by, with its version.
    pub profile: String,
}

/// Who is next better.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NextBetter {
    /// Its name.
    pub name: String,
    /// Its figure to four decimals, or its total.
    pub value: String,
    /// Rows that have to be met to be as good; `None` where rows do not help.
    pub rows: Option<u64>,
}

/// A county in the ranking.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Standing {
    /// Division code.
    pub code: String,
    /// Name.
    pub name: String,
    /// The report that counts; `None` where there is none (未报).
    pub report: Option<ReportOf>,
    /// By indicator, in the order of the rules.
    pub parts: Vec<StandingPart>,
    /// Weighted score, two decimals; `None` where something lacks.
    pub total: Option<String>,
    /// Place by the total.
    pub place: Option<u32>,
    /// The next better total.
    pub next: Option<NextBetter>,
    /// Points to it.
    pub gap: Option<String>,
}

impl Standing {
    /// Figures of the rules that it did not report, or that say nothing.
    pub fn lacking(&self) -> impl Iterator<Item = &StandingPart> {
        self.parts.iter().filter(|p| p.value.is_none())
    }
}

/// Ranks the counties: by place, then code; those without a place last.
///
/// # Errors
/// Rules that cannot be used.
pub fn rank_counties(rules: &StandingRules, reported: &[Reported]) -> Result<Vec<Standing>, StandingRulesFlaw> {
    rules.check()?;
    let mut totals: BTreeMap<&str, Option<u64>> = reported.iter().map(|r| (r.code.as_str(), Some(0))).collect();
    let mut parts: BTreeMap<&str, Vec<StandingPart>> = BTreeMap::new();
    for rule in &rules.weights {
        let field = Field::of(rule, rules.ties, reported);
        for one in reported {
            let part = field.part(one);
            let units = part.score.as_deref().and_then(|s| Percent::parse(s).ok()).map(|p| u64::from(p.units()));
            let total = totals.entry(&one.code).or_insert(None);
            *total = total.zip(units).map(|(sum, units)| sum + u64::from(rule.weight) * units);
            parts.entry(&one.code).or_default().push(part);
        }
    }
    // Weighted units are hundredths of ten thousandths; two decimals are what is compared and printed.
    let cents: Vec<(&Reported, Option<u64>)> = reported
        .iter()
        .map(|one| (one, totals.get(one.code.as_str()).copied().flatten().map(|s| (s + 5_000) / 10_000)))
        .collect();
    let all: Vec<u64> = cents.iter().filter_map(|(_, own)| *own).collect();
    let mut out: Vec<Standing> = cents
        .iter()
        .map(|(one, own)| {
            let above = own.and_then(|own| {
                let better = cents.iter().filter_map(|(o, total)| Some(((*total)?, *o)));
                better.filter(|(total, _)| *total > own).min_by_key(|(total, o)| (*total, o.code.clone()))
            });
            Standing {
                code: one.code.clone(),
                name: one.name.clone(),
                report: one.report.clone(),
                parts: parts.remove(one.code.as_str()).unwrap_or_default(),
                total: own.map(points),
                place: own.map(|own| place_of(own, &all, rules.ties)),
                gap: above.zip(*own).map(|((total, _), own)| points(total - own)),
                next: above.map(|(total, o)| NextBetter { name: o.name.clone(), value: points(total), rows: None }),
            }
        })
        .collect();
    out.sort_by(|a, b| (a.place.is_none(), a.place, &a.code).cmp(&(b.place.is_none(), b.place, &b.code)));
    Ok(out)
}

/// The field of one indicator.
struct Field<'a> {
    rule: &'a StandingWeight,
    ties: Ties,
    known: Vec<(Percent, &'a Reported)>,
    percents: Vec<Percent>,
}

impl<'a> Field<'a> {
    fn of(rule: &'a StandingWeight, ties: Ties, reported: &'a [Reported]) -> Self {
        let known: Vec<(Percent, &Reported)> =
            reported.iter().filter_map(|r| Some((figure(r, rule)?.percent()?, r))).collect();
        let percents = known.iter().map(|(p, _)| *p).collect();
        Self { rule, ties, known, percents }
    }

    fn part(&self, one: &Reported) -> StandingPart {
        let (own, direction) = (figure(one, self.rule), self.rule.direction);
        let percent = own.and_then(ReportedFigure::percent);
        let better = |p: Percent, own: Percent| super::is_better(p, own, direction);
        let next = percent.and_then(|own| {
            let ahead = self.known.iter().filter(|(p, _)| better(*p, own));
            ahead.min_by_key(|(p, o)| (p.units().abs_diff(own.units()), o.code.clone()))
        });
        let rows = |target: Percent| match direction {
            Direction::HigherIsBetter => own.and_then(|f| f.to_equal(target)),
            Direction::LowerIsBetter => None,
        };
        StandingPart {
            indicator: self.rule.indicator.clone(),
            reported: own.is_some(),
            parts: own.map(ReportedFigure::parts).unwrap_or_default(),
            value: own.and_then(ReportedFigure::text),
            percent: percent.map(|p| p.to_string()),
            place: percent.map(|p| place(p, &self.percents, self.ties, direction)),
            score: percent.and_then(|p| scores(p, &self.percents, direction)).map(|s| s.efficacy),
            next: next.map(|(p, o)| NextBetter { name: o.name.clone(), value: p.to_string(), rows: rows(*p) }),
            profile: own.map(|f| format!("{} 第 {} 版", f.profile, f.profile_version)).unwrap_or_default(),
        }
    }
}

fn figure<'a>(one: &'a Reported, rule: &StandingWeight) -> Option<&'a ReportedFigure> {
    one.figures.iter().find(|f| f.indicator == rule.indicator)
}

/// As `98.92`.
fn points(cents: u64) -> String {
    format!("{}.{:02}", cents / 100, cents % 100)
}

fn place_of(own: u64, all: &[u64], ties: Ties) -> u32 {
    let mut better: Vec<u64> = all.iter().copied().filter(|o| *o > own).collect();
    match ties {
        Ties::Competition => {}
        Ties::Dense => {
            better.sort_unstable();
            better.dedup();
        }
    }
    u32::try_from(better.len()).unwrap_or(u32::MAX).saturating_add(1)
}

/// What a later standing of the same day says differently of a county.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StandingChange {
    /// Its division code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// As `第 2（97.30 分）`, `未排名`.
    pub was: String,
    /// The same now.
    pub now: String,
    /// Its report is a later one than before; `false` where only others moved it.
    pub reported_anew: bool,
}

/// What changed from one standing to the next, in the order of the new one; those that are gone last.
pub fn standing_changes(before: &[Standing], after: &[Standing]) -> Vec<StandingChange> {
    let told = |one: Option<&Standing>| match one.and_then(|o| o.place.zip(o.total.as_ref())) {
        Some((place, total)) => format!("第 {place}（{total} 分）"),
        None => "未排名".to_owned(),
    };
    let find = |list: &'_ [Standing], code: &str| list.iter().find(|s| s.code == code).cloned();
    let gone = before.iter().filter(|b| find(after, &b.code).is_none());
    after
        .iter()
        .chain(gone)
        .filter_map(|one| {
            let (was, now) = (find(before, &one.code), find(after, &one.code));
            let reported_anew = was.as_ref().map(|s| &s.report) != now.as_ref().map(|s| &s.report);
            let (was, now) = (told(was.as_ref()), told(now.as_ref()));
            (was != now || reported_anew).then(|| StandingChange {
                code: one.code.clone(),
                name: one.name.clone(),
                was,
                now,
                reported_anew,
            })
        })
        .collect()
}

/// Event: the counties were ranked for a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StandingComputed {
    /// The day.
    pub day: Date,
    /// From 1; a later one of the same day stands beside the earlier.
    pub version: i64,
    /// Version of the rules.
    pub rules: u32,
    /// Counties with a place.
    pub ranked: u64,
    /// Those without.
    pub unranked: u64,
    /// Reports that it was computed from, as SM3 of their list.
    pub basis: String,
}

#[cfg(test)]
mod tests;
