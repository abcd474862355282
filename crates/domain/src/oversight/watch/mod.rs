//! Clocks under watch (时限监察): which steps of a case have a limit, when a reminder, a yellow card (黄牌) and a red
//! card (红牌) fall due, the supervision order (督办单) that follows, and what a department may say to it.
//!
//! All of it is arithmetic on a case, a profile and the calendar: what a run would give is known before it gives it.
//! Not here: finding the cases, and who is told by which means.

mod card;
mod clock;
mod dispute;
mod explain;
mod number;
mod order;
mod point;
mod profile;
mod reach;
mod refusal;
mod spent;

pub use card::{Card, CardGiven, CardStage, Level, NewCard, Said, give};
pub use clock::{Clock, clocks_of};
pub use dispute::{CardAnnulled, CardDisputed, CardUpheld, Ruled, Verdict, dispute, dispute_until, rule};
pub use explain::{CardExplained, explain};
pub use number::{SupervisionNo, SupervisionNoFlaw};
pub use order::{
    Cause, HandedBack, NewOrder, OrderClosed, OrderEscalated, OrderInsisted, OrderIssued, OrderReplied, OrderSentBack,
    OrderStage, OrderWithdrawn, Recipient, SupervisionOrder, Told, close, due_order, escalate, hand_over, issue, reply,
    rungs_due, send_back, withdraw,
};
pub use point::Point;
pub use profile::{PointRule, ProfileChanged, ProfileFlaw, Rung, WatchProfile};
pub use reach::{Reached, papers_taken, reached};
pub use refusal::Refusal;
pub use spent::{Finish, Spell, Spent, finish, spent};

#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;
