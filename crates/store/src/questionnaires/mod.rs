//! Questionnaires as rows (满意度问卷): drafts and editions, answers with what was answered sealed, and marks of devices.
//!
//! Not here: opening what is sealed, and whose device a mark is: nobody can tell.

mod answer;
mod device;
mod questionnaire;

pub use answer::{SealedAnswer, answer_change, answer_counts, answers_between, answers_of, paper_is_taken};
pub use device::{device_is_marked, mark_device};
pub use questionnaire::{edition, edition_change, editions, questionnaire, questionnaire_change, questionnaires};
