//! What every request passes (门): who it is from, whether the access table lets it in, what a form carried, and how
//! what goes wrong is told. Not here: any page of its own.

mod app;
mod asked;
mod gate;
mod held;
mod kept;
mod meter;
mod onlookers;
mod oops;
mod plain;
mod posted;
mod query;
mod runs;
mod seat;
mod show;
mod told;

pub(crate) use app::blocking;
pub use app::{App, Site};
pub(crate) use gate::{Gate, cookie, gate, session_cookie, set_cookie};
pub(crate) use held::HeldFile;
pub use kept::Kept;
pub(crate) use oops::{Oops, Reply, UNKNOWN_CALLER};
pub(crate) use posted::{IdempotencyKey, Posted, Upload, Uploads};
pub(crate) use query::{Query, address};
pub(crate) use runs::{RunEnd, RunState};
pub use seat::Seat;
pub(crate) use show::{Body, go, id, json, show, show_as};
pub(crate) use told::{Whole, moved, refused, to_mend};
