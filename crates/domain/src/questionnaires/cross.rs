//! A question by stratum (交叉表). A stratum of few answers is not shown apart, and neither is one from which together with
//! the whole it could be worked out.

use super::{
    Body, Given, Question, QuestionKind,
    results::{counted, interval},
};
use crate::base::{Interval, Satisfaction, suppressed};

/// How a stratum answered; empty where it is not shown.
#[derive(Debug, Clone, PartialEq)]
pub struct CrossCell {
    /// The answer.
    pub label: String,
    /// How many.
    pub n: u32,
    /// The interval of its share.
    pub interval: Option<Interval>,
}

/// A stratum's row.
#[derive(Debug, Clone, PartialEq)]
pub struct Cross {
    /// Stratum.
    pub stratum: String,
    /// Answers to the question; `None` where so few that they are not shown.
    pub answered: Option<u32>,
    /// By answer, in the question's order.
    pub cells: Vec<CrossCell>,
    /// Satisfied ones of a scale; `None` where it is none, or not shown.
    pub satisfied: Option<u32>,
}

/// A question by stratum; empty for words.
#[must_use]
pub fn cross(body: &Body, question: &Question, given: &[Given]) -> Vec<Cross> {
    if matches!(question.kind, QuestionKind::Text { .. }) {
        return Vec::new();
    }
    let mut strata: Vec<String> = body.strata().into_iter().map(str::to_owned).collect();
    for one in given {
        if !strata.contains(&one.stratum) {
            strata.push(one.stratum.clone());
        }
    }
    let found: Vec<(u32, Vec<(String, u32)>)> =
        strata.iter().map(|name| counted(question, given.iter().filter(|g| g.stratum == *name))).collect();
    let numbers: Vec<u32> = found.iter().map(|(answered, _)| *answered).collect();
    let hidden = suppressed(&numbers, body.hide_below);
    strata
        .into_iter()
        .zip(found)
        .zip(hidden)
        .map(|((stratum, (answered, options)), is_hidden)| {
            if is_hidden {
                return Cross { stratum, answered: None, cells: Vec::new(), satisfied: None };
            }
            let is_good = |label: &str| Satisfaction::ALL.into_iter().any(|l| l.passes() && l.label() == label);
            let satisfied = matches!(question.kind, QuestionKind::Scale { .. })
                .then(|| options.iter().filter(|(label, _)| is_good(label)).map(|(_, n)| n).sum());
            let cell = |(label, n)| CrossCell { label, n, interval: interval(n, answered, body.confidence) };
            Cross { stratum, answered: Some(answered), cells: options.into_iter().map(cell).collect(), satisfied }
        })
        .collect()
}
