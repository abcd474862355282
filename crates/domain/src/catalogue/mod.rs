//! The catalogue of service items (政务服务事项库): items in versions, what an import changes, search,
//! guide quality, the life of a version between draft and history.
//!
//! Not here: how a form or a guide looks.

mod cells;
mod code;
mod column;
mod compare;
mod detail;
mod exemption;
mod form;
mod guide;
mod import;
mod item;
mod kinds;
mod life;
mod limit;
mod mandate;
mod patch;
mod quality;
mod reader;
mod residency;
mod row;
mod search;
mod theme;
mod undo;
mod words;

pub use cells::cells_of;
pub use code::{CodeFlaw, CodeScheme};
pub use column::Column;
pub use compare::{RowChange, compare};
pub use detail::{DetailCells, DetailColumn, DetailSheet, RawDetails, details_of};
pub use exemption::{ExemptionReason, ExemptionStanding, exemption_standing};
pub use form::{
    APPLICANT_KIND, AnswerFlaw, Answers, DIALECT, DayBound, FieldKind, Form, FormCondition, FormField, FormFlaw,
    FormPage, MOST_FIELDS, MOST_PAGES, NO, SchemaFlaw, Told, YES, check_answers, check_form, default_form, form_of,
    is_shown, json_schema, presentation, read_answers, read_schema, said, schema_text, told, told_masked,
};
pub use guide::{Faq, Fee, Guide, Material, Need, Origin, Step};
pub use import::{CatalogueImported, Known, Plan, PlannedRow, Sheet, plan};
pub use item::{Content, Exemption, Item, ItemEdited, ItemRefusal, Standing, edit};
pub use kinds::{CaseKind, Clients, ItemType, OnlineDepth, Status};
pub use life::{
    Draft, DraftMoved, DraftState, ItemDrafted, ItemPublished, ItemWithdrawn, LifeRefusal, VersionState, Versions,
    change_status, check_draft, in_force, publish, send_back, submit, version_state, waiting, withdraw,
};
pub use limit::{Limit, LimitFlaw, LimitUnit};
pub use mandate::{HallMove, MandateRules, MandateStanding, mandate_standing};
pub use patch::Patch;
pub use quality::{
    Checked, Ending, Finding, Outcome, ProfileFlaw, QualityProfile, RuleId, RuleSetting, Severity, Tally, check,
    examine, field_anchor,
};
pub use reader::read_row;
pub use residency::{COLUMNS as RESIDENCY_COLUMNS, CurrentItem, ResidencyImported, ResidencyPlan, plan_residency};
pub use row::{RawRow, RowFlaw};
pub use search::{Closeness, Entry, Hit, Index, Piece, Synonym};
pub use theme::{Audience, LifeEvent, Theme, ThemeFlaw, Themes};
pub use undo::{ImportUndone, KeptItem, Touched, UndoPlan, UndoneItem, plan_undo};
