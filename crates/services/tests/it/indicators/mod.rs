//! The way to 100 %: gaps, blockers, what-if, peers, trend, profiles, proofs.

mod cheapest;
mod gaps;
mod house;
mod profiles;
mod sample;
mod trend;
mod what_if;
