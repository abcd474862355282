//! The county's calendar at work (工作日历): looking at it, and entering notices of the State Council and the
//! place's own days, each seen in a preview before it holds.
//!
//! Deliberately not here: what a table or a wording means (`domain::base::calendar`), and the notices that come
//! with the program (`base::open`).

mod due;
mod enter;
mod offer;
mod view;

pub use due::{DueAnswer, DueForm, DueRefusal, due};
pub use enter::{DayMove, Entered, Preview, enter, preview};
pub use offer::{CalendarRefusal, Offer, OfferForm, local_offer, read_offer};
pub use store::base::LocalEntry;
pub use view::{CalendarView, view};
