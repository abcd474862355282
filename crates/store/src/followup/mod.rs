//! Follow-up calls as rows (电话回访): versions of the county's plan, a draw a week with its frozen list, the cases that
//! are called, and which of them lies before whom.
//!
//! Not here: opening what is sealed.

mod candidate;
mod draw;
mod hold;
mod line;
mod plan;

pub use candidate::{Contact, FinishedCase, contacts, finished_cases, frozen_list, keep_list};
pub use draw::{drop_seed, keep_seed, kept_seed, week_draw, week_draw_change, week_draws, weeks_to_draw};
pub use hold::{Hold, drop_hold, hold_line, holds};
pub use line::{
    SealedLine, clue_count, followup_line, line_change, lines_of_order, lines_of_week, lines_since, lines_with_clue,
};
pub use plan::{followup_plan, followup_plan_at, followup_plans, plan_change};
