//! Whether answers are taken today (收还是不收): by hand, by the last day, by the number wanted. Nothing has to be run for
//! it: who asks is told.

use jiff::civil::Date;

use super::{Body, Questionnaire, State};

/// How a questionnaire stands towards whoever opens its link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standing {
    /// Answers are taken.
    Open,
    /// Not put out yet.
    NotYet,
    /// Its last day is over.
    Over(Date),
    /// As many as were wanted have come.
    Full,
    /// It was closed by hand.
    Closed(Date),
}

/// How it stands today, `answers` having come to all its editions. `out` is the edition that is out.
#[must_use]
pub fn standing(questionnaire: &Questionnaire, out: Option<&Body>, answers: u32, today: Date) -> Standing {
    match (&questionnaire.state, out) {
        (State::Draft, _) | (State::Open { .. }, None) => Standing::NotYet,
        (State::Closed { on, .. }, _) => Standing::Closed(*on),
        (State::Open { .. }, Some(body)) => match body.closes_on {
            Some(last) if today > last => Standing::Over(last),
            Some(_) | None if body.most.is_some_and(|most| answers >= most) => Standing::Full,
            Some(_) | None => Standing::Open,
        },
    }
}

/// Whether of this stratum as many have come as were wanted.
#[must_use]
pub fn stratum_is_full(body: &Body, stratum: &str, answers: u32) -> bool {
    body.quotas.get(stratum).is_some_and(|most| answers >= *most)
}
