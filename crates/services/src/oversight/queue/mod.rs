//! Tickets of the queue machine (叫号记录): taking them in through the door of all tables, and the days that they tell of.

mod days;
mod import;

pub use days::{QueueDay, QueueDays, queue_days};
pub(super) use days::{slack, window_of};
pub(crate) use import::{Appointments, Tickets};
pub use store::oversight::TicketImport;
