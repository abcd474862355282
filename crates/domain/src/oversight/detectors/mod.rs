//! Twelve detectors (十二项监测, domain §4.6), the third in two tests: each a pure function from facts to leads, with numerator,
//! denominator and the rows behind them. Thresholds and explanations are data ([`Profile`]).
//!
//! What is not held is said so ([`Outcome::NoData`]): an empty list of leads would claim that somebody looked.
//! Not here: the wording of explanations, and what becomes of a lead.

mod batch_entry;
mod detector;
mod early_result;
mod events;
mod guide_address;
mod hours;
mod instant_finish;
mod late_entry;
mod lead;
mod month_end;
mod no_cases_here;
mod no_ticket;
mod off_hall_answer;
mod off_hall_terminal;
mod off_hours;
mod profile;
mod share;
mod shared_phone;
mod two_doors;

pub use crate::base::{adjust, binomial_tail, poisson_tail};
pub use batch_entry::{Entry, batch_entry};
pub use detector::Detector;
pub use early_result::{ResultDay, early_result};
pub use events::{HallSet, ProfileSet, RunTaken};
pub use guide_address::{GuidePlace, guide_address};
pub use hours::{Hall, Span};
pub use instant_finish::{Course, instant_finish};
pub use late_entry::{Typed, late_entry};
pub use lead::{Evidence, Found, Lead, Outcome, Row, Subject, Tested};
pub use month_end::month_end;
pub use no_cases_here::{ElsewhereDecision, ResidentItem, no_cases_here};
pub use no_ticket::{WindowCase, no_ticket};
pub use off_hall_answer::{Answer, off_hall_answer};
pub use off_hall_terminal::{DecidedBy, HallAct, off_hall_terminal};
pub use off_hours::{Moment, off_hours};
pub use profile::{Profile, ProfileFlaw, Setting};
pub use shared_phone::{Contact, shared_phone};
pub use two_doors::{Doors, two_doors};

#[cfg(test)]
mod tests;
