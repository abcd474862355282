//! The exchange with other nodes (对接): sealing what changed, carrying it, taking in what comes, and holding both sides
//! against each other. The county, the city and the province run this same code.

mod applications;
mod ask;
mod content;
mod evidence;
mod fields;
mod listing;
mod package;
mod peers;
mod policy_send;
mod receive;
mod reconcile;
mod review_send;
mod send;
mod settle;
mod sign;

pub use applications::{HandRefusal, HandedView, MOST_HANDED, hand_over, handed, handed_list};
pub use ask::{held, waiting};
pub use content::{Came, Content, Due, Taken};
pub use evidence::{Evidence, EvidenceFlaw, EvidenceReport, check_evidence, evidence, trusted_key};
pub use fields::field_maps;
pub use listing::{Exchange, PeerStanding, StateCounts, exchange, published_list, published_reviews};
pub use package::{PackageFault, PackageTaken, take_package, write_package};
pub use peers::{PeerRefusal, own_key, peers, set_peer};
pub use receive::{receive, receive_whole};
pub use reconcile::{Outcome, ReconcileFault, reconcile, reconcile_due};
pub(crate) use send::seal_rows;
pub use send::{Caller, Collected, Pushed, collect, push, push_all};
pub use settle::{SettleFlaw, Settled, settle};
pub use sign::{Signed, SignedAnswer, Travelling};

/// Where a node answers, below its address.
pub const MESSAGES_AT: &str = "/api/exchange/messages";
/// Where answers to messages that were fetched are handed in.
pub const ANSWERS_AT: &str = "/api/exchange/answers";
/// Where it says what it holds.
pub const HELD_AT: &str = "/api/exchange/held";
/// Where it says what waits for the asker.
pub const WAITING_AT: &str = "/api/exchange/waiting";
