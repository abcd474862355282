//! Tickets of the queue machine (叫号机记录) and appointments (预约): what is exported of them, and whether somebody stood at a window when a case was
//! taken in there.
//!
//! Not here: reading the file, and what a case without a ticket means, which D7 asks.

mod appointments;
mod plan;
mod served;
mod ticket;

pub use appointments::{APPOINTMENT_COLUMNS, plan_appointments};
pub use plan::{COLUMNS as TICKET_COLUMNS, TicketPlan, TicketsImported, plan_tickets};
pub use served::Served;
pub use ticket::Ticket;
