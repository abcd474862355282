//! Counting anew over HTTP (按今天统计).

use axum::extract::State;

use crate::{
    base::paths,
    door::{App, Posted, Reply, Seat, address, blocking, go},
};

/// Freezes today's rows and goes back to the dashboard. Nothing changed since: the same snapshot.
pub(crate) async fn submit(State(app): State<App>, seat: Seat, _posted: Posted) -> Reply {
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    blocking(move || services::indicators::take(&bureau, &desk, bureau.today())).await??;
    go(&address(paths::INDICATORS, &[("done", "counted")]))
}
