//! The page about accessibility (无障碍说明).

use axum::extract::State;

use super::AccessibilityPage;
use crate::door::{App, Reply, Seat, show};

pub(crate) async fn page(State(app): State<App>, seat: Seat) -> Reply {
    show(&AccessibilityPage { frame: app.frame(&seat, "无障碍说明") })
}
