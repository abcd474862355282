//! Whether the program can do its work, for the one who watches it (存活检查): the database is really asked.

use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};

use crate::door::{App, Oops, blocking};

pub(crate) async fn answer(State(app): State<App>) -> Result<Response, Oops> {
    let bureau = app.bureau().clone();
    match blocking(move || services::base::county(&bureau)).await? {
        Ok(_) => Ok("ok".into_response()),
        Err(cause) => {
            tracing::error!(cause = cause.to_string(), "health check failed");
            // A word for machines, not a page: whoever watches reads the status.
            Ok((StatusCode::SERVICE_UNAVAILABLE, [("content-type", "text/plain; charset=utf-8")], "database")
                .into_response())
        }
    }
}
