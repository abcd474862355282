//! 图: server-drawn SVG that prints as it shows.
//!
//! Direct labels, zero or a stated baseline, no float in any label, and nothing
//! the content security policy would have to permit: attributes only, no style,
//! no script, no id (so that two charts on a page cannot collide).
//!
//! Deliberately not here: the headline that states the finding, and the table of
//! the same data below; both are the page's.

mod area_map;
mod gap_bar;
mod heat_calendar;
mod interval_dot;
mod line;
mod palette;
mod ranking_bar;
mod share;
mod svg;
mod swim_lane;
#[cfg(test)]
mod tests;
mod tile_map;

pub use area_map::area_map;
pub use gap_bar::{GapBar, gap_bar};
pub use heat_calendar::{HeatDay, heat_calendar};
pub use interval_dot::{IntervalRow, interval_dot};
pub use line::{LineChart, LinePoint, line_with_target};
pub use ranking_bar::{RankingRow, ranking_bar};
pub use share::Share;
pub use svg::escape;
pub use swim_lane::{Lane, LaneMark, LaneStep, swim_lane};
pub use tile_map::{Tile, TileTown, tile_map};
