//! Having a certificate sealed over HTTP (加盖电子印章).

use axum::{
    extract::{Path, State},
    http::{HeaderMap, StatusCode},
};
use domain::base::CertificateId;
use serde::Deserialize;
use services::{
    Failure,
    certificates::{SealFault, SealForm, SealRefusal},
};

use super::certificate::draw_again;
use crate::{
    base::{Trouble, paths},
    cases::receipt::origin,
    door::{App, Body, Oops, Posted, Reply, Seat, Whole, address, blocking, go, id, moved, refused},
};

/// Has it sealed and goes back to its page.
pub(crate) async fn submit(
    State(app): State<App>,
    seat: Seat,
    Path(of): Path<String>,
    headers: HeaderMap,
    posted: Posted,
) -> Reply {
    let certificate: CertificateId = id(&of)?;
    let form = SealForm { id: certificate.get(), version: posted.number("expected_version").unwrap_or_default() };
    let (bureau, desk, from) = (app.bureau().clone(), seat.desk.clone(), origin(&app, &headers));
    match blocking(move || services::certificates::seal(&bureau, &desk, &form, &from)).await? {
        Ok(_) => go(&address(&paths::certificate(&of), &[("done", "sealed")])),
        Err(Failure::Refused(refusal)) => {
            draw_again(&app, &seat, certificate, StatusCode::UNPROCESSABLE_ENTITY, &refusal.to_string()).await
        }
        Err(failure @ Failure::Stale) => {
            draw_again(&app, &seat, certificate, StatusCode::CONFLICT, &failure.to_string()).await
        }
        Err(failure) => Err(failure.into()),
    }
}

/// What is sent to have one sealed.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct SealBody {
    version: Whole,
}

/// The same as JSON; 503 while the service is silent, 422 where the county has none.
pub(crate) async fn api(
    State(app): State<App>,
    seat: Seat,
    Path(of): Path<String>,
    headers: HeaderMap,
    Body(body): Body<SealBody>,
) -> Reply {
    let certificate: CertificateId = id(&of)?;
    let form = SealForm { id: certificate.get(), version: body.version.0 };
    let (bureau, desk, from) = (app.bureau().clone(), seat.desk.clone(), origin(&app, &headers));
    match blocking(move || services::certificates::seal(&bureau, &desk, &form, &from)).await? {
        Ok(version) => moved("id", of, version),
        Err(Failure::Refused(SealRefusal::Rule(rule))) => refused(rule.code(), rule),
        Err(Failure::Refused(SealRefusal::Paper(paper))) => refused("no_file", paper),
        // Asking again does not connect it.
        Err(Failure::Refused(SealRefusal::Service(fault @ SealFault::NotConnected))) => refused(fault.code(), fault),
        Err(Failure::Refused(SealRefusal::Service(fault))) => {
            Err(Oops::new(Trouble::Busy, fault.code()).saying(fault.to_string()))
        }
        Err(failure) => Err(failure.into()),
    }
}
