//! The register of rectification as rows (整改台账): one order, lists, counts, its numbers.

mod list;
mod number;
mod order;

pub use list::{
    OpenOrder, OrderCounts, OrderFilter, OrderState, UnitCounts, open_orders, order_counts, orders, orders_due_by,
    unanswered_order_of_case, unit_counts,
};
pub use number::take_order_numbers;
pub use order::{order, order_by_no, order_change};
