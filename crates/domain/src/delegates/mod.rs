//! Chief affairs representatives (首席事务代表): whom a department sends into the hall, by which letter (任命书), and
//! what the representative may do there by which other letter (授权书): items, powers, term, deputy (AB角).
//!
//! Each step is a pure function that takes a letter and returns the next one with its event, or refuses with a
//! sentence. [`authority`] says for one decision under which letter it is taken. A decision without one is never
//! refused (the law does not void it): it is a finding of [`check`]. [`may_sit`] says whether an item may be taken,
//! checked, decided and handed over in one sitting (当场办). Not here: cases, and what they decide.

mod appoint;
mod appointment;
mod at_window;
mod authorise;
mod authority;
mod away;
mod board;
mod check;
mod county_rules;
mod dismiss;
mod file;
mod letter;
mod power;
mod power_use;
mod publish;
mod refusal;
mod remind;
mod revoke;
mod rules;
mod scan;
mod scope;
mod sitting;
mod unit;
mod window_rules;

pub use appoint::{AppointmentMade, NewAppointment, appoint};
pub use appointment::{AppointmentLetter, Dismissal, Warning};
pub use at_window::{AtWindow, Obstacle, at_window};
pub use authorise::{Authorised, Ground, LetterMade, NewLetter, authorise};
pub use authority::{Authority, Capacity, authority, footing};
pub use away::{Missing, missing};
pub use board::{
    Board, BoardDepartment, BoardFacts, BoardItem, BoardLine, BoardRow, BoardStaff, Cell, Parts, Subject, WatchedCases,
    Why, board, rows,
};
pub use check::{Bare, Gap, ResidentItem, Unauthorised, check};
pub use county_rules::{CountyRules, DelegateRulesChanged, LetterKind, RuleFlaw, Wording};
pub use dismiss::{RepresentativeDismissed, dismiss};
pub use file::{LetterFiled, file_appointment, file_letter};
pub use letter::{AuthorizationLetter, Deputy, Filing, LetterState, Representative, Revocation};
pub use power::{Power, powers_from, powers_text};
pub use power_use::{Acted, ActedUnder, Footing, PowerUse, SentBack, power_used};
pub use publish::{LetterPublished, publish};
pub use refusal::Refusal;
pub use remind::{LetterReminded, Reminder, ended_within, ending_within, reminded, reminders};
pub use revoke::{LetterRevoked, end_with_office, revoke};
pub use rules::{DelegateRules, Rank, Strictness};
pub use scan::{LetterScan, ScanBefore, ScanKept, ScanReplaced, is_scan, keep_scan, replace_scan};
pub use scope::{ItemScope, Listing};
pub use sitting::{NotSitting, SITTING, may_sit};
pub use unit::{ApprovalUnit, NewUnit, UnitRecorded, record_unit};
pub use window_rules::{SendBackReason, WindowRules, WindowRulesChanged};

#[cfg(test)]
mod properties;
#[cfg(test)]
pub(crate) mod tests;
