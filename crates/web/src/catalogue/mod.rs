//! Pages about the catalogue (事项库): what the public searches and reads, and what the office keeps and imports.
//! Search order, guide quality and import rules live in the layers below.

pub(crate) mod api;
pub(crate) mod browse;
pub(crate) mod drafting;
pub(crate) mod edit;
pub(crate) mod exemptions;
pub(crate) mod forms;
pub(crate) mod guide;
pub(crate) mod history;
pub(crate) mod import;
pub(crate) mod import_look;
pub(crate) mod import_undo;
pub(crate) mod imports;
pub(crate) mod items;
pub(crate) mod mandate;
pub(crate) mod quality;
pub(crate) mod search;
pub(crate) mod template;

mod browse_list_page;
mod browse_page;
mod exemptions_page;
mod guide_page;
mod history_page;
mod import_done_page;
mod import_lists;
mod import_look_page;
mod import_page;
mod import_preview_page;
mod import_undo_page;
mod import_wait_page;
mod imports_page;
mod item_edit_page;
mod item_list_page;
mod mandate_page;
mod quality_page;
mod quality_view;
mod search_page;
mod words;

pub(crate) use words::{form as form_words, need as need_words};

pub use browse_list_page::BrowseListPage;
pub use browse_page::{BrowsePage, HeapLink, WayBlock};
pub use drafting::{
    Coming, ComingEntry, DraftEntry, DraftField, DraftGroup, DraftNow, DraftPage, DraftRow, DraftSheet, DraftsPage,
    Filling, ItemChain, StatusNow,
};
pub use exemptions_page::{ExemptionLine, ExemptionsPage, StandingTab};
pub(crate) use forms::answering;
pub use forms::{
    AnswerRow, ConditionRow, Control, FieldPanel, FormEditPage, FormFieldRow, FormPageRow, FormPreviewPage, PagePanel,
    Question, QuestionPage, When,
};
pub use guide_page::{GuideFee, GuideMaterial, GuidePage, GuidePlace, GuideStep, OnlineWay};
pub use history_page::{ComparePage, HistoryPage, VersionRow};
pub use import_done_page::{ImportDonePage, RefusedRow};
pub use import_look_page::{ImportLookPage, LookRow};
pub use import_page::ImportPage;
pub use import_preview_page::{FieldLine, ImportPreviewPage, ImportRow, RowList};
pub use import_undo_page::{ImportUndoPage, KeptRow};
pub use import_wait_page::ImportWaitPage;
pub use imports_page::{ImportEntry, ImportsPage};
pub use item_edit_page::{ExemptionForm, ItemEditPage, PastVersion};
pub use item_list_page::{ItemListPage, ItemRow};
pub use mandate_page::{MandateLine, MandatePage, MoveLine};
pub use quality_page::{QualityDepartment, QualityPage, QualityRow, QualityRule, QuietRule};
pub use quality_view::QualityView;
pub use search_page::{Hit, SearchPage};
pub(crate) use words::form as form_and_copies;
