//! 一件事的图和交换: a chain or a matter as lanes to draw, and a chain as BPMN 2.0 for other designers and engines.
//!
//! Deliberately not here: what a chain means (`domain::chains`), and how lanes are drawn (`charts`).

pub mod bpmn;
mod lanes;
#[cfg(test)]
mod samples;

pub use lanes::{LaneFacts, lanes_of};
