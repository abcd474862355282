//! The event journal.

mod append;
mod golden;
mod house;
mod seal;
mod tampering;
mod tampers;
