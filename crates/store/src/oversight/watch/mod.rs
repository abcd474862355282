//! Clocks under watch as rows (时限监察): the county's rules, cards, supervision orders, and which cases are looked at.

mod card;
mod cases;
mod list;
mod number;
mod order;
mod order_list;
mod profile;
mod waiting;

pub use card::{card, card_change, cards_of_case};
pub use cases::{OpenClock, cases_to_watch, open_clocks};
pub use list::{CardFilter, CardState, CardTally, Whose, card_tallies, cards};
pub use number::take_supervision_number;
pub use order::{supervision_order, supervision_order_by_no, supervision_order_change, supervision_orders_of_case};
pub use order_list::{
    SupervisionFilter, SupervisionState, SupervisionTally, supervision_orders, supervision_tallies,
    waiting_supervision_orders,
};
pub use profile::{watch_profile, watch_profile_change, watch_profiles};
pub use waiting::{Waiting, fresh_cards, watch_waiting};
