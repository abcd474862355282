//! A week's draw on its way (一周的抽样): the seed promised, then drawn and shown.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{Candidate, Drawn, Population, Seed, Week};
use crate::base::{DrawId, shanghai_day};

/// What was drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Made {
    /// The seed, for all to see.
    pub seed: Seed,
    /// When.
    pub at: Timestamp,
    /// Version of the county's plan that it was drawn by.
    pub plan: i64,
}

/// The draw of a week.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WeekDraw {
    /// Id, which its frozen population carries.
    pub id: DrawId,
    /// Expected version for the next event = events so far.
    pub version: i64,
    /// Which week.
    pub week: Week,
    /// SM3 of [`Seed::promised`], hexadecimal.
    pub commitment: String,
    /// When it was promised.
    pub committed_at: Timestamp,
    /// The draw itself, once it was made.
    pub made: Option<Made>,
}

impl WeekDraw {
    /// Whether the seed was promised before the week was over. What was promised later could have been looked for.
    #[must_use]
    pub fn is_in_time(&self) -> bool {
        shanghai_day(self.committed_at) <= self.week.last_day()
    }
}

/// A case of the frozen list: whether and where it came out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FrozenCandidate {
    /// The case as it stood when the list was frozen.
    pub candidate: Candidate,
    /// The word of why it was not drawn from; `None` where it was.
    pub left_out: Option<String>,
    /// Its place, if it came out.
    pub place: Option<super::Place>,
}

/// Event: the seed of a week is promised.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SeedPromised {
    /// `2026-W48`.
    pub week: String,
    /// SM3.
    pub commitment: String,
    /// Before the week was over.
    pub in_time: bool,
}

/// Event: a week was drawn.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WeekDrawn {
    /// `2026-W48`.
    pub week: String,
    /// The seed.
    pub seed: String,
    /// Version of the plan.
    pub plan: i64,
    /// Cases that could be drawn.
    pub population: u64,
    /// Cases left out.
    pub left_out: u64,
    /// In the sample.
    pub sample: u64,
    /// In reserve.
    pub reserve: u64,
    /// Before the week was over.
    pub in_time: bool,
}

/// Event: a case came out of the draw, or is called a second time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LineDrawn {
    /// `2026-W48`.
    pub week: String,
    /// Number of the case.
    pub case_no: String,
    /// `sample`, `reserve` or `second`.
    pub place: String,
}

/// The list as it is frozen: every case of the week with what became of it, by number.
#[must_use]
pub fn frozen(population: &Population, drawn: &Drawn) -> Vec<FrozenCandidate> {
    let left_out = population.left_out.iter().map(|(candidate, why)| FrozenCandidate {
        candidate: candidate.clone(),
        left_out: Some(why.as_str().to_owned()),
        place: None,
    });
    let places: std::collections::BTreeMap<_, _> = drawn.lines.iter().map(|l| (l.case, l.place)).collect();
    let open = population.candidates.iter().map(|candidate| FrozenCandidate {
        candidate: candidate.clone(),
        left_out: None,
        place: places.get(&candidate.case).copied(),
    });
    let mut all: Vec<FrozenCandidate> = left_out.chain(open).collect();
    all.sort_by(|a, b| a.candidate.case_no.cmp(&b.candidate.case_no));
    all
}
