//! The provincial platform: taking its export, and where it disagrees with our catalogue (省级平台). And other systems that are
//! told what happens to cases, matters and under the watch
//! (办件变化, 事件订阅).

mod changes;
mod cloud_event;
mod deliver;
mod differences;
pub mod exchange;
mod import;
mod matter_changes;
mod standing;
mod subscriptions;
mod told;
mod watch_changes;

pub use changes::{CaseChange, Changes, ChangesRefusal, MOST_CHANGES, changes, own_changes};
pub use cloud_event::signing_secret;
pub use deliver::{Carrier, Message, deliver};
pub use differences::{Differences, differences};
pub(crate) use import::Publication;
pub use matter_changes::{MatterChange, MatterChanges, matter_changes};
pub use standing::{ItemPublication, publication_standings};
pub use subscriptions::{
    SubscriptionForm, SubscriptionRefusal, SubscriptionStep, SubscriptionView, open_subscription, subscription,
    subscriptions, turn_subscription,
};
pub use watch_changes::WatchChange;
