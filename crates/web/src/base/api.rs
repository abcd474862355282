//! Handlers.

use crate::door::{Oops, Reply};

pub(crate) async fn document() -> Reply {
    Err(Oops::not_found())
}
