//! The form of an item (申请表): what is asked of an applicant besides who they are, under which
//! condition, for what purpose and on what legal basis. Part of the item's content, so it is versioned
//! with it. Read and written as JSON Schema 2020-12 with a small presentation part.
//!
//! Not here: who the applicant is (name, number, phone: `cases`), materials (they stand in the guide),
//! and how a form looks (`web`).

mod answers;
mod check;
mod condition;
mod default;
mod definition;
mod edit;
mod flaw;
mod one_answer;
mod schema;
mod schema_condition;
mod schema_read;
mod told;

pub use answers::{Answers, Flaw as AnswerFlaw, check_answers, is_shown, read_answers};
pub use check::{MOST_FIELDS, MOST_PAGES, check_form};
pub use condition::{APPLICANT_KIND, FormCondition};
pub use default::{default_form, form_of};
pub use definition::{DayBound, FieldKind, Form, FormField, FormPage, NO, YES};
pub use flaw::{FormFlaw, SchemaFlaw};
pub use schema::{DIALECT, json_schema, presentation, schema_text};
pub use schema_read::read_schema;
pub use told::{Told, said, told, told_masked};

#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;
