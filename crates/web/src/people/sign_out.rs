//! Signing out (退出): the session ends on the server, not only in the browser.

use axum::extract::State;
use services::people::sign_out;

use crate::{
    base::paths,
    door::{App, Oops, Posted, Reply, Seat, address, blocking, go, session_cookie},
};

pub(crate) async fn submit(State(app): State<App>, seat: Seat, _: Posted) -> Reply {
    if let Some(token) = seat.token.clone() {
        let bureau = app.bureau().clone();
        blocking(move || sign_out(&bureau, &token)).await?.map_err(|e| Oops::broken(&e))?;
    }
    let mut answer = go(&address(paths::SIGN_IN, &[("done", "out")]))?;
    session_cookie(&app, answer.headers_mut(), None);
    Ok(answer)
}
