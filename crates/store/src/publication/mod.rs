//! What the provincial platform lists (省级平台导出), as it was taken; and what other systems are told of cases (办件变化).

mod export;
mod feed;
mod subscription;

pub use export::{ProvinceExport, insert_province_item, latest_export, province_export_change, province_items};
pub use feed::{FeedEvent, FeedPart, FeedPlace, feed, feed_end, feed_event, feed_since, item_code_at, matter_feed};
pub use subscription::{
    DeliveryWay, Parked, ask_trial, begin_way, delivery_way, forget_way, is_parked, leave_parked, move_way, note_trial,
    park, parked, parked_count, send_parked_again, subscription, subscription_change, subscription_removal,
    subscriptions, take_way, turn_way, unpark,
};
