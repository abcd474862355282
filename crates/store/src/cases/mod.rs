//! Cases as rows (办件): the case itself, its sealed personal fields, lists.

mod case;
mod life;
mod list;
mod number;
mod parked;

pub use case::{SealedFields, case, case_by_no, case_change, sealed_fields};
pub use list::{CaseFilter, CaseLine, case_line_by_no, case_lines, cases_of_person, cases_past, stage_counts};
pub use number::next_number;
pub use parked::{Parked, open_parked, park, parked, sweep_parked, unpark};
