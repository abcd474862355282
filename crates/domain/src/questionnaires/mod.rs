//! Satisfaction questionnaires (满意度问卷): what is asked, by which links, how many answers are wanted of whom, and what
//! the answers come to.
//!
//! Whoever answers does so by their own choice, so an interval here says how much the number of answers lets one say
//! about people who answer alike, never about all who were served: that is what the drawn calls are for (`followup`).
//! Not here: ratings of one case (好差评), and how a question looks.

mod answer;
mod body;
mod check;
mod cross;
mod edit;
mod kept;
mod measured;
mod question;
mod results;
mod standing;

pub use crate::base::Aspect;
pub use answer::{Given, Refusal, Taken, take};
pub use body::{Body, LONGEST_TEXT, Outlet, StratumBy};
pub use check::{BodyFlaw, check, outlet_code};
pub use cross::{Cross, CrossCell, cross};
pub use edit::{Edit, EditFlaw, edit};
pub use kept::{
    ActRefusal, Answered, Closed, Drafted, Published, Questionnaire, State, close, draft, publish, redraft,
};
pub use measured::{Measured, Place, judged, measured};
pub use question::{Question, QuestionKind, Section, form};
pub use results::{OptionResult, QuestionResult, Results, ScaleResult, results, scale_text, share_text};
pub use standing::{Standing, standing, stratum_is_full};

#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;
