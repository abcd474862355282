//! Cases as rows (办件): the case itself, its sealed personal fields, lists.

mod assisted;
mod case;
mod counted;
mod counter;
mod foreign;
mod life;
mod list;
mod number;
mod parked;
mod phrase;
mod shown;

pub use assisted::{CodeFor, assisted, assisted_change, assisted_lines, consent_code, helped_cases, keep_consent_code};
pub use case::{
    SealedFields, case, case_by_no, case_change, cases_completed, cases_received, materials_of, sealed_fields,
};
pub use counted::{CountedFilter, CountedKey, counted_lines};
pub(crate) use counter::note;
pub use counter::{
    CounterFilter, Counters, OPEN_STAGES, are_uncounted, count_anew, counters, fold_counters, has_unfolded,
    overdue_by_department, recount, stage_counts,
};
pub use foreign::{KnownCase, case_lines_of_foreign_no, cases_by_id, is_any_known, known_cases};
pub use list::{
    CaseFilter, CaseLine, case_line_by_no, case_lines, case_page_sql, cases_of_person, cases_past, cases_running,
    drafts_before,
};
pub use number::{next_number, take_numbers};
pub use parked::{Parked, open_parked, park, parked, sweep_parked, unpark};
pub use phrase::{county_phrases, county_phrases_change, keep_phrases, phrases};
pub use shown::{NumberShownRow, number_shown_change, numbers_shown};
