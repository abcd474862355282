//! Satisfaction questionnaires (满意度问卷): building, putting out and ending them; answering by a link without signing in;
//! typing paper in; results, and what the evaluation index reads.
//!
//! Nobody who answers is known: the journal names no address, a device leaves a blinded mark that stands beside no answer,
//! and words are shown with personal data masked. Not here: ratings of one case (好差评).

mod answer;
mod ask;
mod keep;
mod measured;
mod results;
mod view;

pub use answer::{PaperForm, Sent, answer, enter_paper};
pub use ask::{Asked, Link, ask};
pub use domain::questionnaires::{
    ActRefusal, Aspect, Body, BodyFlaw, Cross, CrossCell, Edit, EditFlaw, Measured, OptionResult, Outlet, Place,
    Question, QuestionKind, QuestionResult, Questionnaire, Refusal, Results, ScaleResult, Section, Standing, State,
    StratumBy, check, form, outlet_code, scale_text, share_text,
};
pub use keep::{Settings, begin, change, close, publish, step};
pub(crate) use measured::answered_in;
pub use measured::measured;
pub use results::{Found, results};
pub use view::{Listed, Viewed, list, view};
