//! Ending a certificate over HTTP (失效登记).

use axum::extract::{Path, State};
use domain::base::CertificateId;
use services::certificates::EndForm;

use super::{certificate::again, words};
use crate::{
    base::paths,
    cases::view::Hitch,
    door::{App, Posted, Reply, Seat, address, blocking, go, id},
};

/// Ends it and goes back to its page.
pub(crate) async fn submit(State(app): State<App>, seat: Seat, Path(of): Path<String>, posted: Posted) -> Reply {
    let certificate: CertificateId = id(&of)?;
    let form = EndForm {
        id: certificate.get(),
        version: posted.number("expected_version").unwrap_or_default(),
        ending: posted.text("ending"),
        reason: posted.text("reason"),
    };
    let (bureau, desk, key, sent) = (app.bureau().clone(), seat.desk.clone(), posted.key(), form.clone());
    match blocking(move || services::certificates::end(&bureau, &desk, &sent, key.as_deref())).await? {
        Ok(_) => go(&address(&paths::certificate(&of), &[("done", "ended")])),
        Err(failure) => {
            let hitch = Hitch::of(failure, words::field)?;
            again(&app, &seat, certificate, (form.ending, form.reason), hitch).await
        }
    }
}
