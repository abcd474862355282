//! Pages of satisfaction questionnaires (满意度问卷): the list, building one, its links with QR codes, answering by a link,
//! typing paper in, results as page and spreadsheet, and the API.

pub(crate) mod answer;
pub(crate) mod api;
pub(crate) mod edit;
pub(crate) mod links;
pub(crate) mod list;
pub(crate) mod paper;
pub(crate) mod preview;
pub(crate) mod results;

mod answer_page;
mod api_view;
mod edit_page;
mod links_page;
mod list_page;
mod panel;
mod paper_page;
mod preview_page;
mod results_page;
mod words;

pub use answer_page::AnswerPage;
pub use edit_page::{OutletRow, PublishPart, QuestionRow, QuestionnaireEditPage, SectionRow};
pub use links_page::{LinkCard, QuestionnaireLinksPage};
pub use list_page::{QuestionnaireListPage, QuestionnaireRow};
pub use panel::Panel;
pub use paper_page::PaperPage;
pub use preview_page::QuestionnairePreviewPage;
pub use results_page::{CrossRow, CrossTable, OptionRow, QuestionPart, QuestionnaireResultsPage};
