//! Letters of representatives as rows (任命书、授权书), the items that they are held against, and what was
//! decided under them.

mod appointment;
mod decisions;
mod items;
mod letter;

pub use appointment::{appointment, appointment_change, appointments};
pub use decisions::{
    BareDecision, ItemDecisions, decisions_by_item, decisions_under_letters, decisions_without_letter,
};
pub use items::{DepartmentItem, items_of_department, resident_items};
pub use letter::{letter, letter_change, letters, letters_on};
