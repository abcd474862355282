//! Oversight (监督): clocks under watch (电子监察), and what speaks for handling outside the hall (明进暗不进、体外循环),
//! with the leads that come of it.
//!
//! A lead is not a verdict: it names its rows and the innocent explanations that somebody has to look at first.
//! Not here: where the facts come from, and the register of what must be put right, which stands to the left.

pub mod detectors;
pub mod leads;
pub mod ledger;
pub mod queue;
pub mod watch;
