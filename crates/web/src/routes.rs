//! Every address the program answers to, with the act it asks for. The gate is put in front of each from this one
//! list, so an address without an act cannot exist; a test walks it with every role.

use std::{any::Any, collections::BTreeMap};

use axum::{
    Router,
    extract::DefaultBodyLimit,
    handler::Handler as _,
    middleware::from_fn_with_state,
    response::{IntoResponse, Response},
    routing::{MethodRouter, get, post},
};
use domain::people::Act;
use tower_http::{catch_panic::CatchPanicLayer, compression::CompressionLayer};

use crate::{
    base::{self, Trouble},
    cases, catalogue,
    door::{App, Gate, Oops, gate},
    indicators, people, stations,
};

/// One address.
pub struct Line {
    /// `GET` or `POST`.
    pub method: &'static str,
    /// Path with `{names}`.
    pub path: &'static str,
    /// What is asked.
    pub act: Act,
    handler: MethodRouter<App>,
}

fn read(path: &'static str, act: Act, handler: MethodRouter<App>) -> Line {
    Line { method: "GET", path, act, handler }
}

fn write(path: &'static str, act: Act, handler: MethodRouter<App>) -> Line {
    Line { method: "POST", path, act, handler }
}

/// All of them.
pub fn lines() -> Vec<Line> {
    let mut all = public();
    all.extend(office());
    all.extend(api());
    all
}

fn public() -> Vec<Line> {
    vec![
        read("/", Act::GuideView, get(base::home::page)),
        read("/accessibility", Act::GuideView, get(base::accessibility::page)),
        read("/assets/app.css", Act::GuideView, get(base::assets::css)),
        read("/assets/app.js", Act::GuideView, get(base::assets::js)),
        read("/health", Act::Health, get(base::health::answer)),
        read("/catalogue", Act::GuideView, get(catalogue::search::page)),
        read("/catalogue/{item}", Act::GuideView, get(catalogue::guide::page)),
        read("/cases/progress", Act::ProgressView, get(cases::progress::page)),
        write("/cases/progress", Act::ProgressView, post(cases::progress::submit)),
        read("/stations", Act::StationView, get(stations::list::page)),
        read("/sign-in", Act::SignIn, get(people::sign_in::page)),
        write("/sign-in", Act::SignIn, post(people::sign_in::submit)),
    ]
}

fn office() -> Vec<Line> {
    vec![
        write("/sign-out", Act::SignOut, post(people::sign_out::submit)),
        read("/password", Act::OwnPassword, get(people::password::page)),
        write("/password", Act::OwnPassword, post(people::password::submit)),
        read("/cases", Act::CaseList, get(cases::list::page)),
        read("/cases/accept", Act::CaseAccept, get(cases::accept::page)),
        write("/cases/accept", Act::CaseAccept, post(cases::accept::submit)),
        read("/cases/{case}", Act::CaseView, get(cases::view::page)),
        read("/cases/{case}/receipt", Act::CaseAccept, get(cases::receipt::page)),
        write("/cases/{case}/decide", Act::CaseDecide, post(cases::decide::submit)),
        write("/cases/{case}/complete", Act::CaseComplete, post(cases::complete::submit)),
        write("/cases/{case}/deliver", Act::CaseDeliver, post(cases::deliver::submit)),
        read("/catalogue/items", Act::CatalogueView, get(catalogue::items::page)),
        read("/catalogue/items/{item}", Act::CatalogueEdit, get(catalogue::edit::page)),
        write("/catalogue/items/{item}", Act::CatalogueEdit, post(catalogue::edit::submit)),
        read("/catalogue/import", Act::CatalogueImport, get(catalogue::import::page)),
        write(
            "/catalogue/import",
            Act::CatalogueImport,
            post(catalogue::import::upload).layer(DefaultBodyLimit::max(LARGEST_UPLOAD)),
        ),
        read("/catalogue/import/{import}", Act::CatalogueImport, get(catalogue::import::preview)),
        write("/catalogue/import/{import}", Act::CatalogueImport, post(catalogue::import::publish)),
        read("/stations/{station}", Act::StationEdit, get(stations::naming::page)),
        write("/stations/{station}", Act::StationEdit, post(stations::naming::submit)),
        read("/indicators", Act::IndicatorView, get(indicators::dashboard::page)),
        write("/indicators", Act::IndicatorSnapshot, post(indicators::snapshot::submit)),
        read("/indicators/{indicator}", Act::IndicatorView, get(indicators::rows::page)),
        read("/indicators/{indicator}/rows.csv", Act::IndicatorView, get(indicators::rows::csv)),
        read("/people", Act::StaffView, get(people::staff::list)),
        read("/people/new", Act::StaffEdit, get(people::staff::form)),
        write("/people/new", Act::StaffEdit, post(people::staff::add)),
        read("/people/{staff}", Act::StaffEdit, get(people::staff_edit::page)),
        write("/people/{staff}", Act::StaffEdit, post(people::staff_edit::submit)),
        read("/people/{staff}/reset", Act::StaffEdit, get(people::staff::reset_page)),
        write("/people/{staff}/reset", Act::StaffEdit, post(people::staff::reset)),
        write("/people/{staff}/active", Act::StaffEdit, post(people::staff::active)),
    ]
}

fn api() -> Vec<Line> {
    vec![
        read("/api/openapi.json", Act::GuideView, get(base::api::document)),
        read("/api/items", Act::GuideView, get(catalogue::api::items)),
        read("/api/items/{item}", Act::GuideView, get(catalogue::api::item)),
        write("/api/progress", Act::ProgressView, post(cases::api::progress)),
        write("/api/session", Act::SignIn, post(people::api::sign_in)),
        write("/api/session/end", Act::SignOut, post(people::api::sign_out)),
        read("/api/cases", Act::CaseList, get(cases::api::list)),
        write("/api/cases", Act::CaseAccept, post(cases::api::accept)),
        read("/api/cases/{case}", Act::CaseView, get(cases::api::view)),
        write("/api/cases/{case}/decide", Act::CaseDecide, post(cases::api::decide)),
        write("/api/cases/{case}/complete", Act::CaseComplete, post(cases::api::complete)),
        write("/api/cases/{case}/deliver", Act::CaseDeliver, post(cases::api::deliver)),
        read("/api/indicators", Act::IndicatorView, get(indicators::api::figures)),
        read("/api/indicators/{indicator}/rows", Act::IndicatorView, get(indicators::api::rows)),
    ]
}

/// Forms and JSON.
const LARGEST_FORM: usize = 256 * 1024;

/// The reader's own limit is 20 MiB; the form around the file takes a little more.
const LARGEST_UPLOAD: usize = 21 * 1024 * 1024;

/// The site as one service.
pub fn router(app: App) -> Router {
    let guarded =
        |act| from_fn_with_state(Gate { app: app.clone(), act, turned_away: people::sign_in::turned_away }, gate);
    let mut paths: BTreeMap<&'static str, MethodRouter<App>> = BTreeMap::new();
    for line in lines() {
        // A panic of a handler is caught inside the gate, which then shows it as a page.
        let handler = line.handler.layer(CatchPanicLayer::custom(panicked)).layer(guarded(line.act));
        let merged = match paths.remove(line.path) {
            Some(before) => before.merge(handler),
            None => handler,
        };
        paths.insert(line.path, merged);
    }
    // What is not in the list is asked for by anybody, and everybody gets the same answer.
    let mut router = Router::new();
    for (path, methods) in paths {
        router = router.route(path, methods.fallback(other_method.layer(guarded(Act::GuideView))));
    }
    router
        .fallback(nowhere.layer(guarded(Act::GuideView)))
        .layer(DefaultBodyLimit::max(LARGEST_FORM))
        .layer(CompressionLayer::new())
        .with_state(app)
}

async fn nowhere() -> Oops {
    Oops::not_found()
}

/// The address is there for another method; the router adds `Allow` (RFC 9110 §15.5.6).
async fn other_method() -> Oops {
    Oops::new(Trouble::Method, "method")
}

#[expect(clippy::needless_pass_by_value, reason = "the layer's signature")]
fn panicked(cause: Box<dyn Any + Send>) -> Response {
    let text = cause.downcast_ref::<&str>().map(|t| (*t).to_owned());
    let text = text.or_else(|| cause.downcast_ref::<String>().cloned()).unwrap_or_else(|| "panic".into());
    Oops::broken(&text).into_response()
}
