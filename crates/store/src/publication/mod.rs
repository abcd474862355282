//! What the provincial platform lists (省级平台导出), as it was taken; what other systems are told of cases
//! (办件变化), and the exchange with other nodes (对接).

mod acknowledged;
mod application;
mod by_kind;
mod exchange;
mod export;
mod feed;
mod policy;
mod review_sending;
mod subscription;

pub use acknowledged::{
    PublicationSources, acknowledged, acknowledged_change, acknowledged_of, export_day, publication_sources,
    said_published,
};
pub use application::{
    drop_enclosure, enclosure, handed, handed_change, handed_counts, handed_in, handed_list, handed_waiting,
    keep_enclosure,
};
pub use by_kind::{HeldFields, held_between, held_last, marked, newest_mark, newest_of_kind, of_kind};
pub use exchange::{
    Direction, KeptAnswer, KeptMessage, KeptReconciliation, ReviewsReconciled, chain_end, held_change, held_counts,
    held_page, held_versions, last_reconciliation, leave_exchange, message_change, messages, peer, peer_change, peers,
    published, published_change, published_in, reconciliation_change, take_exchange, unanswered,
};
pub use export::{ProvinceExport, insert_province_item, latest_export, province_export_change, province_items};
pub use feed::{
    FeedEvent, FeedPart, FeedPlace, feed, feed_end, feed_event, feed_since, item_code_at, matter_feed, review_feed,
    went_on, whole_feed,
};
pub use policy::{
    held_rows, is_item_code, policies, policy, policy_answer_change, policy_answers, policy_change, policy_sending,
    policy_sending_change,
};
pub use review_sending::{
    all_review_sendings, exchange_mark, review_sending_change, review_sending_counts, review_sendings,
    review_sendings_in, review_sendings_of, set_exchange_mark,
};
pub use subscription::{
    DeliveryWay, Parked, ask_trial, begin_way, delivery_way, forget_way, is_parked, leave_parked, move_way, note_trial,
    park, parked, parked_count, send_parked_again, subscription, subscription_change, subscription_removal,
    subscriptions, take_way, turn_way, unpark,
};
