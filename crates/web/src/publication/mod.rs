//! Pages about other systems: subscriptions to what happens to cases (事件订阅), and the provincial platform (省级平台): where its list and our catalogue disagree, and who must act. Which of
//! two entries are the same is decided in the layers below.

pub(crate) mod api;
pub(crate) mod differences;
pub(crate) mod exchange;
pub mod exchange_api;
pub mod handed_api;
pub(crate) mod policies;
pub mod policies_api;
pub(crate) mod subscriptions;

mod differences_page;
mod exchange_page;
mod policies_page;
mod subscriptions_page;

pub use differences_page::{DifferenceLine, DifferencesPage, KindTab};
pub use exchange_page::{
    HandedLine, PeerLine, PeersPage, PublishedLine, PublishingNode, PublishingPage, ReconcileRow, ReviewLine,
};
pub use policies_page::{PoliciesPage, PolicyPage, ReceivedLine, SentLine};
pub use subscriptions_page::{
    GivenSecret, ParkedRow, SubscriptionFormPage, SubscriptionListPage, SubscriptionPage, SubscriptionRow,
};
