//! Calling people back (电话回访): a weekly draw that nobody chooses, what each call found, and what the sample
//! lets one say about all who were served.
//!
//! The seed of a week's draw is drawn and its digest published before the week ends, so that nobody can look
//! for a seed that leaves somebody out; afterwards anyone can draw again. Not here: who is told of a
//! dissatisfied answer (the register of rectification), and ratings that people give by themselves (好差评).

mod allocate;
mod answers;
mod call;
mod clue;
mod county;
mod draw;
mod estimate;
mod next;
mod outcome;
mod plan;
mod record;
mod redraw;
mod refusal;
mod seed;
mod skip;
mod tally;
mod week;
mod week_draw;

pub use allocate::{Stratum, allocate, sample_size};
pub use answers::{Answers, Dimension, HandedIn, LONGEST_NOTE};
pub use call::{Call, Clue, Line, Standing, Try};
pub use clue::{ClueHandedOver, hand_over};
pub use county::{CountyPlan, OrderRules, PlanChanged, PlanFlaw, Script};
pub use draw::{Candidate, Drawn, DrawnLine, LeftOut, Place, Population, StratumKey, draw, population};
pub use estimate::{Estimate, Group, estimate};
pub use next::next;
pub use outcome::Outcome;
pub use plan::{CallRules, DrawUnit, Exclusions, Plan, SampleSize};
pub use record::{CallRecorded, Caller, NumberShown, Typed, record};
pub use redraw::{Difference, redraw};
pub use refusal::Refusal;
pub use seed::{SEED_BYTES, Seed, SeedFlaw};
pub use skip::{LineSkipped, SkipReason, skip};
pub use tally::{DimensionProfile, Tally, certainty, reach_text, sentence, tally};
pub use week::{Week, WeekFlaw};
pub use week_draw::{FrozenCandidate, LineDrawn, Made, SeedPromised, WeekDraw, WeekDrawn, frozen};

#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;
