//! The form of an item (申请表): how its questions look, its editor, and the preview of the applicant's view. What a
//! form may be and which answers it takes is decided in the layers below.

pub(crate) mod answering;
pub(crate) mod edit;
pub(crate) mod preview;
pub(crate) mod schema;

mod edit_page;
mod edit_view;
mod panel;
mod panel_view;
mod preview_page;
mod question;

pub use edit_page::{FormEditPage, FormFieldRow, FormPageRow, PagePanel};
pub use panel_view::{ConditionRow, FieldPanel};
pub use preview_page::FormPreviewPage;
pub use question::{AnswerRow, Control, Question, QuestionPage, When};
