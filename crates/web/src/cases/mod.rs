//! Pages about cases (办件): accepting at the window, the day's work, one case with its next step, the printed
//! notice, and what the applicant sees. Clocks, stages and rights are decided in the layers below.

pub(crate) mod accept;
pub(crate) mod acts;
pub(crate) mod api;
pub(crate) mod api_acts;
pub(crate) mod api_deliver;
pub(crate) mod api_files;
pub(crate) mod api_intake;
pub(crate) mod api_push;
pub(crate) mod api_sitting;
pub(crate) mod api_takeover;
pub(crate) mod batch;
pub(crate) mod complete;
pub(crate) mod decide;
pub(crate) mod deliver;
pub(crate) mod files;
pub(crate) mod import;
pub(crate) mod list;
pub(crate) mod notice;
pub(crate) mod own;
pub(crate) mod phrases;
pub(crate) mod progress;
pub(crate) mod receipt;
pub(crate) mod scan;
pub(crate) mod sitting;
pub(crate) mod statistics;
pub(crate) mod view;

mod accept_find_page;
mod accept_form;
mod accept_page;
mod act_form;
mod batch_page;
mod case_page;
mod case_page_samples;
mod case_view;
mod counted_page;
pub(crate) mod county_phrases;
mod facts;
mod files_page;
mod import_page;
mod notice_page;
mod phrases_page;
mod progress_page;
mod receipt_page;
mod scan_page;
mod sitting_page;
mod statistics_page;
mod words;
mod worklist_page;

pub(crate) use api_acts::{Lack, place};
pub(crate) use api_files::incoming;
pub(crate) use api_intake::{answers as api_answers, known_applicant, sent_day};
pub(crate) use case_view::{AnswerJson, ApplicantJson, EventJson, OutlookJson};
pub(crate) use files::refused as not_kept;
pub(crate) use words::{day, mark};

pub use accept_find_page::{AcceptFindPage, FoundItem, ParkedForm};
pub use accept_page::{AcceptPage, Applicant, ChosenItem, DuePreview, MaterialRow, OtherCase, SpotFields};
pub use act_form::{ActForm, ActRow};
pub use batch_page::{BatchDecidePage, BatchDecidedPage, BatchRow, GrantedRow, LeftOut};
pub use case_page::{
    CaseMaterial, CasePage, CompleteForm, Conflict, DecideForm, DeliverForm, EventRow, Fact, MaterialFile, NextStep,
    PaperLink,
};
pub use counted_page::{CountedPage, CountedRow};
pub use files_page::{CaseFilesPage, FileForm, HandedFile, MaterialFiles};
pub use import_page::{CaseImportDonePage, CaseImportLookPage, CaseImportPage, CaseImportRow, CaseImportRunPage};
pub use notice_page::NoticePage;
pub use own::{
    AgainPage, ApplyPage, AssistFindPage, AssistPage, AssistSheetPage, AssistedLineRow, AssistedPage, CheckPage,
    CorrectPage, Deferral, HeldRow, OpenOwnPage, OwnFileRow, OwnMaterial, OwnMaterialsPage, OwnPage, QuestionsPage,
};
pub use phrases_page::{CountyPhrasesPage, PhraseList, PhrasesPage};
pub use progress_page::{OwnCertificate, ProgressFormPage, ProgressPage, ProgressStep, StepState};
pub(crate) use receipt_page::sample_qr;
pub use receipt_page::{ReceiptPage, ReceivedMaterial};
pub use scan_page::ScanPage;
pub use sitting_page::{
    BackRow, DeskItemRow, DeskPanel, SittingDeskPage, SittingFields, SittingPapersPage, SittingPreview,
};
pub use statistics_page::{ShareCard, StatisticsCell, StatisticsPage, StatisticsRow, StatisticsTable};
pub use worklist_page::{WorkCount, WorkRow, WorklistPage};
