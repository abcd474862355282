//! 一链式办理 (一件事): the county's list of chains, made by a clerk step by step, checked, published and shown; and the
//! applications under them ([`matters`]).

mod blueprint;
mod draft;
mod drawing;
mod list;
pub mod matters;
mod publish;
mod take_over;

pub use blueprint::{Blueprint, Checked};
pub use draft::{Begin, ChainRef, Kept, StepForm, begin, change};
pub use drawing::{Drawing, NotDrawn, read_drawing};
pub use list::{
    ChainOfItem, chain, chain_list, chains_of_item, moved_chains, offered, offered_chain, offered_lines, offered_names,
    version_of,
};
pub use publish::{ItemChange, Renewal, publish, renew, renewal, stop};
pub use store::chains::{ChainName, OfferedLine};
pub use take_over::take_over;
