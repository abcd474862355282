//! The picture of a chain (流程图).

use services::chains::Blueprint;

use crate::base::Svg;

pub(super) fn of_chain(_: &Blueprint) -> Svg {
    Svg::default()
}
