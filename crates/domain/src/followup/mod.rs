//! Calling people back (电话回访): a weekly draw that nobody chooses, what each call found, and what the sample
//! lets one say about all who were served.
//!
//! The seed of a week's draw is drawn and its digest published before the week ends, so that nobody can look
//! for a seed that leaves somebody out; afterwards anyone can draw again. Not here: who is told of a
//! dissatisfied answer (the register of rectification), and ratings that people give by themselves (好差评).

mod allocate;
mod answers;
mod call;
mod draw;
mod estimate;
mod outcome;
mod plan;
mod record;
mod refusal;
mod skip;
mod tally;
mod week;

pub use allocate::{Stratum, allocate, sample_size};
pub use answers::{Answers, Dimension, HandedIn, LONGEST_NOTE};
pub use call::{Call, Line, Standing, Try};
pub use draw::{Candidate, Drawn, DrawnLine, LeftOut, Place, Population, StratumKey, draw, population};
pub use estimate::{Estimate, Group, estimate};
pub use outcome::Outcome;
pub use plan::{CallRules, Exclusions, Plan, SampleSize};
pub use record::{CallRecorded, Caller, Typed, record};
pub use refusal::Refusal;
pub use skip::{LineSkipped, SkipReason, skip};
pub use tally::{DimensionProfile, Tally, sentence, tally};
pub use week::{Week, WeekFlaw};

#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;
