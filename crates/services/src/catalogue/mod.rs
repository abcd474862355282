//! The catalogue: importing, searching, guides, editing, drafting, publishing (事项库).

mod draft;
mod draft_steps;
mod drafts;
mod edit;
mod exemptions;
mod export;
mod form;
mod guide;
mod heaps;
mod history;
mod import;
mod import_residency;
mod imports;
mod list;
mod mandate;
mod publish;
mod published;
mod quality;
mod read;
mod search;
mod shelf;
mod staged;
mod undo;
mod write;

pub use draft::{
    DetailEdit, DraftForm, DraftRefusal, FieldProblem, ItemForm, draft_new, item_form, new_item_form, save_draft,
};
pub use draft_steps::{drop_draft, return_draft, submit_draft};
pub use drafts::{DraftLine, DraftView, WaitingLine, draft, drafts, waiting};
pub use edit::{EditForm, EditRefusal, edit};
pub use exemptions::{ExemptItem, exemptions};
pub use export::{ExportFilter, items_csv, items_workbook, refused_workbook};
pub use form::{FormEdit, FormSheet, form_at, form_sheet, save_form};
pub use guide::{GuideView, guide, item};
pub use heaps::{Heap, Heaps, UNMARKED, Way, heap, heaps, life_events};
pub use history::{VersionLine, compare_versions, history};
pub use import::{
    ImportOutcome, ImportRefusal, Preview, StagedImport, dry_run, outcome_of, preview, publish, refused_lines, stage,
    stage_watched,
};
pub(crate) use import_residency::Residency;
pub use imports::{
    ImportLine, ImportProgress, RefusedSheet, drop_import, import_line, import_progress, imports, refused_sheet,
};
pub use list::list;
pub use mandate::{MandateItem, ResidencyMove, mandate, mandate_source, residency_moves};
pub(crate) use mandate::{TOPIC as MANDATE_TOPIC, mandate_rules};
pub use publish::{PublishedVersion, StatusForm, bring_into_force, change_status, publish_draft, withdraw};
pub use published::{Published, published};
pub use quality::{
    DepartmentLine, FoundLine, QualityFilter, QualityReport, RuleLine, item_findings, quality, quality_profile,
    quality_sheet,
};
pub use read::{FileRead, from_table, glance, read_file, read_file_with};
pub use search::{Found, Searchable, marked, search};
pub use shelf::{Shelf, browse, cards, shelf};
pub use store::catalogue::{ItemFilter, ItemLine, StagedState};
pub use undo::{UndoPreview, undo, undo_preview};
pub(crate) use write::{NewVersion, Occasion, put_versions, write_versions};
