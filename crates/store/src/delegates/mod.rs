//! Letters of representatives as rows (任命书、授权书), the items that they are held against, what was decided
//! and done under them, what went back to the departments, and what the board of the hall is made from.

mod appointment;
mod board;
mod decisions;
mod items;
mod letter;
mod power_use;
mod rules;
mod scan;
mod sent_back;
mod unit;

pub use appointment::{appointment, appointment_change, appointments};
pub use board::{board_items, board_staff};
pub use decisions::{
    BareDecision, ItemDecisions, decisions_by_item, decisions_under_letters, decisions_without_letter,
};
pub use items::{DepartmentItem, items_of_department, resident_guides, resident_items};
pub use letter::{letter, letter_change, letters, letters_on};
pub use power_use::{LackingUse, power_use_change, uses_lacking, uses_of_case};
pub use rules::{county_rules, county_rules_at, county_rules_change};
pub use scan::{letter_scan, letter_scan_before_change, letter_scan_change, letter_scans, letter_scans_before};
pub use sent_back::{
    DayDecisions, SentBackLine, decided_away, decisions_by_day, decisions_today, passed_on, reasons, sent_back_change,
};
pub use unit::{unit, unit_change, units};
