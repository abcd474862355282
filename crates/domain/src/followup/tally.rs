//! What a group's calls add up to (回访汇总), and the sentence of a bulletin.

use std::collections::BTreeMap;

use super::{Dimension, Estimate, Line, Outcome, Place, Standing};
use crate::base::{Confidence, Ratio, Satisfaction, highest_unseen_text};

/// One dimension of a group.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DimensionProfile {
    /// Answers by level.
    pub levels: BTreeMap<Satisfaction, u32>,
}

impl DimensionProfile {
    /// Answers given.
    #[must_use]
    pub fn answered(&self) -> u32 {
        self.levels.values().sum()
    }

    /// Of them satisfied.
    #[must_use]
    pub fn satisfied(&self) -> u32 {
        self.levels.iter().filter(|(level, _)| level.passes()).map(|(_, n)| n).sum()
    }
}

/// A group of drawn cases.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Tally {
    /// In the sample.
    pub drawn: u32,
    /// Still to be called.
    pub waiting: u32,
    /// By how the last call ended; skipped ones are in none.
    pub outcomes: BTreeMap<Outcome, u32>,
    /// Not called, with a reason.
    pub skipped: u32,
    /// Reached, and what was answered is erased with whoever gave it.
    pub erased: u32,
    /// 总体评价 by level.
    pub overall: DimensionProfile,
    /// The five.
    pub dimensions: BTreeMap<Dimension, DimensionProfile>,
}

impl Tally {
    /// Reached (接通).
    #[must_use]
    pub fn reached(&self) -> u32 {
        self.outcomes.get(&Outcome::Reached).copied().unwrap_or_default()
    }

    /// Satisfied of those who were reached.
    #[must_use]
    pub fn satisfied(&self) -> u32 {
        self.overall.satisfied()
    }

    /// 接通率: reached out of those drawn whose matter is over.
    #[must_use]
    pub fn reach_rate(&self) -> Option<Ratio> {
        Ratio::new(u64::from(self.reached()), u64::from(self.drawn.saturating_sub(self.waiting))).ok()
    }
}

/// Adds lines up: those of the sample, of the reserve those that were begun. Second calls are counted apart, by
/// whoever hands them in here alone.
#[must_use]
pub fn tally<'a>(lines: impl IntoIterator<Item = &'a Line>) -> Tally {
    let mut out = Tally::default();
    for line in lines {
        if matches!(line.place, Place::Reserve(_)) && !line.is_begun() {
            continue;
        }
        out.drawn += 1;
        match &line.standing {
            Standing::Waiting { .. } => out.waiting += 1,
            Standing::Skipped { .. } => out.skipped += 1,
            Standing::Done(call) => {
                *out.outcomes.entry(call.outcome).or_default() += 1;
                if call.outcome == Outcome::Reached && call.answers.is_none() {
                    out.erased += 1;
                }
                if let Some(answers) = &call.answers {
                    *out.overall.levels.entry(answers.overall).or_default() += 1;
                    for (dimension, level) in &answers.dimensions {
                        *out.dimensions.entry(*dimension).or_default().levels.entry(*level).or_default() += 1;
                    }
                }
            }
        }
    }
    out
}

/// The sentence of a bulletin: `接通42件，均表示满意`. It names how many were reached and never prints a bare
/// 100 %; the interval stands in the appendix.
#[must_use]
pub fn sentence(tally: &Tally) -> String {
    let (reached, satisfied, answered) = (tally.reached(), tally.satisfied(), tally.overall.answered());
    match (reached, answered.saturating_sub(satisfied), tally.erased) {
        (0, _, _) => "没有接通".to_owned(),
        (_, 0, 0) => format!("接通{reached}件，均表示满意"),
        (_, dissatisfied, 0) => format!("接通{reached}件，表示满意{satisfied}件，不满意{dissatisfied}件"),
        (_, dissatisfied, erased) => {
            format!(
                "接通{reached}件，表示满意{satisfied}件，不满意{dissatisfied}件，{erased}件的回答已按申请人要求清除"
            )
        }
    }
}

/// What the sample lets one say, for an appendix: the interval, or, where all were satisfied, how many of all who were
/// served may still not have been. Never a bare 100 %. `None` where nobody answered.
#[must_use]
pub fn certainty(tally: &Tally, estimate: Option<&Estimate>, confidence: Confidence) -> Option<String> {
    let (estimate, answered) = (estimate?, tally.overall.answered());
    if answered > tally.satisfied() {
        let share = below_all(estimate.share);
        if estimate.interval.low >= estimate.interval.high {
            return Some(format!("满意率{share}，办结的全部问到"));
        }
        return Some(format!("满意率{share}（{}%置信区间{}）", confidence.percent(), estimate.interval.text()));
    }
    if estimate.interval.low >= estimate.interval.high {
        return Some(format!("{answered}件全部满意，办结的全部问到"));
    }
    // Answers of unequal weight say less than their number; never more than it.
    let sure = (estimate.effective.floor() as u32).min(answered).max(1);
    let rest = highest_unseen_text(sure, confidence)?;
    Some(format!("{answered}件全部满意：真实不满意率仍可能到{rest}"))
}

/// A share that is not the whole, in percent with one decimal: 0.9997 is 99.9 %, never 100.0 %.
fn below_all(share: f64) -> String {
    format!("{:.1}%", (share * 100.0).min(99.9))
}

/// How many were reached, as parts: `抽取50件，接通42件（84.0%）`. Where all were reached no percent is printed.
#[must_use]
pub fn reach_text(tally: &Tally) -> String {
    let (over, reached) = (tally.drawn.saturating_sub(tally.waiting), tally.reached());
    let waiting = if tally.waiting > 0 { format!("，还有{}件没打完", tally.waiting) } else { String::new() };
    let reach = match over {
        0 => "还没有打".to_owned(),
        _ if over == reached => format!("接通{reached}件"),
        _ => format!("接通{reached}件（{}）", below_all(f64::from(reached) / f64::from(over))),
    };
    format!("抽取{}件，{reach}{waiting}", tally.drawn)
}
