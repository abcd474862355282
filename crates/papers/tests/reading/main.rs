//! Reading spreadsheets from outside: what is accepted, and how the rest is refused.

mod csv;
mod fixtures;
mod mangled;
mod shapes;
mod writing;
mod xlsx;
