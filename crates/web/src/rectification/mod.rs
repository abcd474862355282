//! Pages about rectification (整改台账): the register, one order with the forms of its next step, a new order, the
//! paper that goes to the unit (交办单), the register as a spreadsheet, and the API.

pub(crate) mod answer;
pub(crate) mod api;
pub(crate) mod check;
pub(crate) mod export;
pub(crate) mod new;
pub(crate) mod order;
pub(crate) mod print;
pub(crate) mod register;
pub(crate) mod withdraw;

mod api_view;
mod new_page;
mod order_page;
mod order_page_samples;
mod print_page;
mod register_page;
pub(crate) mod words;

pub use new_page::NewOrderPage;
pub use order_page::{CheckForm, OrderPage, Talk};
pub use print_page::{PrintLine, PrintPage, PrintSheet};
pub use register_page::{OrderRow, RegisterPage};
