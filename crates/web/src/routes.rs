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
    archive,
    base::{self, Trouble},
    calendar, cases, catalogue, certificates, chains, delegates,
    door::{App, Gate, Oops, gate},
    evaluation, followup, indicators, oversight, people, publication, questionnaires, rectification, reports, reviews,
    stations, tables,
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
    all.extend(desk());
    all.extend(archived());
    all.extend(chained());
    all.extend(matter_api());
    all.extend(handed_in());
    all.extend(certified());
    all.extend(delegated());
    all.extend(stationed());
    all.extend(followed_up());
    all.extend(evaluated());
    all.extend(questioned());
    all.extend(reviewed());
    all.extend(rectified());
    all.extend(overseen());
    all.extend(api());
    all.extend(desk_api());
    all
}

fn public() -> Vec<Line> {
    vec![
        read("/", Act::GuideView, get(base::home::page)),
        read("/accessibility", Act::GuideView, get(base::accessibility::page)),
        read("/assets/app.css", Act::GuideView, get(base::assets::css)),
        read("/assets/app.js", Act::GuideView, get(base::assets::js)),
        read("/assets/desk.js", Act::GuideView, get(base::assets::desk_js)),
        read("/health", Act::Health, get(base::health::answer)),
        read("/catalogue", Act::GuideView, get(catalogue::search::page)),
        read("/catalogue/browse", Act::GuideView, get(catalogue::browse::page)),
        read("/catalogue/browse/{way}/{key}", Act::GuideView, get(catalogue::browse::list)),
        read("/catalogue/{item}", Act::GuideView, get(catalogue::guide::page)),
        read("/chains", Act::GuideView, get(chains::guide::offers)),
        read("/chains/{chain}", Act::GuideView, get(chains::guide::page)),
        read("/chains/{chain}/apply", Act::CaseApply, get(chains::matters::apply::page)),
        write("/chains/{chain}/apply", Act::CaseApply, post(chains::matters::apply::submit)),
        read("/chains/{chain}/check", Act::CaseApply, get(chains::matters::apply::check)),
        write("/chains/{chain}/check", Act::CaseApply, post(chains::matters::apply::send)),
        read("/chains/resume", Act::CaseApply, get(chains::matters::apply::resume_page)),
        write("/chains/resume", Act::CaseApply, post(chains::matters::apply::resume)),
        read("/chains/progress", Act::ProgressView, get(chains::matters::own::page)),
        write("/chains/progress", Act::ProgressView, post(chains::matters::own::submit)),
        read("/chains/own", Act::CaseApply, get(chains::matters::own::shown)),
        write("/chains/own/close", Act::CaseApply, post(chains::matters::own::close)),
        write("/chains/own/supply", Act::CaseApply, post(chains::matters::own::supply)),
        write("/chains/own/again", Act::CaseApply, post(chains::matters::own::again)),
        write("/chains/own/withdraw", Act::CaseApply, post(chains::matters::own::withdraw)),
        write("/chains/own/rate", Act::CaseApply, post(chains::matters::own::stars)),
        write(
            "/chains/own/files",
            Act::CaseApply,
            post(chains::matters::own::files).layer(DefaultBodyLimit::max(LARGEST_HAND_IN)),
        ),
        read("/cases/progress", Act::ProgressView, get(cases::progress::page)),
        write("/cases/progress", Act::ProgressView, post(cases::progress::submit)),
        read("/catalogue/{item}/apply", Act::CaseApply, get(cases::own::apply::page)),
        write("/catalogue/{item}/apply", Act::CaseApply, post(cases::own::apply::submit)),
        read("/catalogue/{item}/apply/again", Act::CaseApply, get(cases::own::again::page)),
        write("/catalogue/{item}/apply/again", Act::CaseApply, post(cases::own::again::submit)),
        read("/cases/own", Act::CaseApply, get(cases::own::page::page)),
        write("/cases/own", Act::CaseApply, post(cases::own::page::open)),
        read("/cases/own/questions/{screen}", Act::CaseApply, get(cases::own::questions::page)),
        write("/cases/own/questions/{screen}", Act::CaseApply, post(cases::own::questions::submit)),
        read("/cases/own/materials", Act::CaseApply, get(cases::own::materials::page)),
        write(
            "/cases/own/materials",
            Act::CaseApply,
            post(cases::own::materials::submit).layer(DefaultBodyLimit::max(LARGEST_HAND_IN)),
        ),
        write("/cases/own/defer", Act::CaseApply, post(cases::own::materials::defer)),
        write("/cases/own/aside", Act::CaseApply, post(cases::own::materials::put_aside)),
        read("/cases/own/files/{file}", Act::CaseApply, get(cases::own::materials::open)),
        write("/cases/own/files/{file}/remove", Act::CaseApply, post(cases::own::materials::remove)),
        read("/cases/own/check", Act::CaseApply, get(cases::own::check::page)),
        write("/cases/own/check", Act::CaseApply, post(cases::own::check::submit)),
        read("/cases/own/correct", Act::CaseApply, get(cases::own::correct::page)),
        write("/cases/own/correct", Act::CaseApply, post(cases::own::correct::submit)),
        write("/cases/own/withdraw", Act::CaseApply, post(cases::own::page::withdraw)),
        write("/cases/own/close", Act::CaseApply, post(cases::own::page::close)),
        read("/stations", Act::StationView, get(stations::list::page)),
        read("/stations/near", Act::StationView, get(stations::near::page)),
        read("/stations/offers", Act::StationView, get(stations::offer::page)),
        read("/stations/{station}", Act::StationView, get(stations::card::page)),
        read("/calendar", Act::CalendarView, get(calendar::year::page)),
        read("/sign-in", Act::SignIn, get(people::sign_in::page)),
        write("/sign-in", Act::SignIn, post(people::sign_in::submit)),
    ]
}

fn chained() -> Vec<Line> {
    vec![
        read("/chains/list", Act::ChainView, get(chains::list::page)),
        write("/chains/list", Act::ChainEdit, post(chains::list::submit)),
        read("/chains/import", Act::ChainEdit, get(chains::import::page)),
        write(
            "/chains/import",
            Act::ChainEdit,
            post(chains::import::upload).layer(DefaultBodyLimit::max(LARGEST_UPLOAD)),
        ),
        write("/chains/import/{held}", Act::ChainEdit, post(chains::import::submit)),
        read("/chains/{chain}/edit", Act::ChainView, get(chains::edit::page)),
        write("/chains/{chain}/edit", Act::ChainEdit, post(chains::edit::submit)),
        read("/chains/{chain}/preview", Act::ChainView, get(chains::guide::preview)),
        read("/chains/{chain}/bpmn", Act::ChainView, get(chains::picture::bpmn)),
        write("/chains/{chain}/publish", Act::ChainEdit, post(chains::edit::put_in_force)),
        read("/chains/{chain}/renew", Act::ChainView, get(chains::edit::renew_page)),
        write("/chains/{chain}/renew", Act::ChainEdit, post(chains::edit::put_in_force_again)),
        write("/chains/{chain}/stop", Act::ChainEdit, post(chains::edit::take_out)),
        read("/chains/{chain}/accept", Act::CaseAccept, get(chains::matters::take::window)),
        write("/chains/{chain}/accept", Act::CaseAccept, post(chains::matters::take::take_in)),
        read("/chains/matters", Act::CaseList, get(chains::matters::list::page)),
        read("/chains/matters/{matter}", Act::CaseView, get(chains::matters::view::page)),
        read("/chains/matters/{matter}/files/{file}", Act::CaseView, get(chains::matters::view::file)),
        read("/chains/matters/{matter}/receipt", Act::CaseAccept, get(chains::matters::view::receipt)),
        write("/chains/matters/{matter}/look", Act::CaseReceive, post(chains::matters::act::look)),
        write("/chains/matters/{matter}/accept", Act::CaseReceive, post(chains::matters::act::accept)),
        write("/chains/matters/{matter}/ask", Act::CaseReceive, post(chains::matters::act::ask)),
        write("/chains/matters/{matter}/supply", Act::CaseReceive, post(chains::matters::act::supply)),
        write("/chains/matters/{matter}/bring", Act::CaseReceive, post(chains::matters::act::bring)),
        write("/chains/matters/{matter}/again", Act::CaseReceive, post(chains::matters::act::again)),
        write("/chains/matters/{matter}/deliver", Act::CaseDeliver, post(chains::matters::act::deliver)),
        write("/chains/matters/{matter}/withdraw", Act::CaseReceive, post(chains::matters::act::withdraw)),
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
        read("/cases/sitting", Act::CaseSit, get(cases::sitting::page)),
        write("/cases/sitting", Act::CaseSit, post(cases::sitting::submit)),
        read("/cases/{case}/sitting", Act::CaseAccept, get(cases::sitting::papers)),
        read("/cases/statistics", Act::CaseStatistics, get(cases::statistics::page)),
        read("/cases/statistics/rows", Act::CaseStatistics, get(cases::statistics::rows)),
        read("/cases/{case}", Act::CaseView, get(cases::view::page)),
        read("/cases/{case}/receipt", Act::CaseAccept, get(cases::receipt::page)),
        read("/cases/{case}/files", Act::CaseView, get(cases::files::page)),
        write(
            "/cases/{case}/files",
            Act::CaseReceive,
            post(cases::files::submit).layer(DefaultBodyLimit::max(LARGEST_HAND_IN)),
        ),
        read("/cases/{case}/files/{file}", Act::CaseView, get(cases::files::open)),
        write("/cases/{case}/files/{file}/detach", Act::CaseReceive, post(cases::files::detach)),
        write("/cases/{case}/decide", Act::CaseDecide, post(cases::decide::submit)),
        write("/cases/{case}/complete", Act::CaseComplete, post(cases::complete::submit)),
        write("/cases/{case}/deliver", Act::CaseDeliver, post(cases::deliver::submit)),
        read("/catalogue/items", Act::CatalogueView, get(catalogue::items::page)),
        read("/catalogue/items/new", Act::CatalogueDraft, get(catalogue::drafting::form::new)),
        write("/catalogue/items/new", Act::CatalogueDraft, post(catalogue::drafting::form::create)),
        read("/catalogue/items/{item}", Act::CatalogueDraft, get(catalogue::drafting::form::page)),
        write("/catalogue/items/{item}", Act::CatalogueDraft, post(catalogue::drafting::form::submit)),
        write("/catalogue/items/{item}/draft", Act::CatalogueDraft, post(catalogue::drafting::steps::step)),
        write("/catalogue/items/{item}/status", Act::CatalogueEdit, post(catalogue::drafting::steps::status)),
        write("/catalogue/items/{item}/withdraw", Act::CatalogueEdit, post(catalogue::drafting::steps::withdrawn)),
        read("/catalogue/items/{item}/form", Act::CatalogueDraft, get(catalogue::forms::edit::page)),
        write("/catalogue/items/{item}/form", Act::CatalogueDraft, post(catalogue::forms::edit::submit)),
        read("/catalogue/items/{item}/form/preview", Act::CatalogueDraft, get(catalogue::forms::preview::page)),
        write("/catalogue/items/{item}/form/preview", Act::CatalogueDraft, post(catalogue::forms::preview::submit)),
        write("/catalogue/items/{item}/form/upload", Act::CatalogueDraft, post(catalogue::forms::schema::upload)),
        read("/catalogue/items/{item}/form/schema.json", Act::CatalogueDraft, get(catalogue::forms::schema::download)),
        read("/catalogue/items/{item}/facts", Act::CatalogueEdit, get(catalogue::edit::page)),
        write("/catalogue/items/{item}/facts", Act::CatalogueEdit, post(catalogue::edit::submit)),
        read("/catalogue/items/{item}/history", Act::CatalogueView, get(catalogue::history::page)),
        read("/catalogue/items/{item}/compare", Act::CatalogueView, get(catalogue::history::compare)),
        read("/catalogue/drafts", Act::CatalogueDraft, get(catalogue::drafting::list::page)),
        read("/catalogue/quality", Act::CatalogueView, get(catalogue::quality::page)),
        read("/catalogue/quality/findings.xlsx", Act::CatalogueView, get(catalogue::quality::xlsx)),
        read("/catalogue/quality/findings.csv", Act::CatalogueView, get(catalogue::quality::csv)),
        read("/catalogue/import", Act::CatalogueImport, get(catalogue::import::page)),
        write(
            "/catalogue/import",
            Act::CatalogueImport,
            post(catalogue::import::upload).layer(DefaultBodyLimit::max(LARGEST_UPLOAD)),
        ),
        read("/catalogue/import/{import}", Act::CatalogueImport, get(catalogue::import::preview)),
        write("/catalogue/import/{import}", Act::CatalogueImport, post(catalogue::import::publish)),
        read("/catalogue/import/{import}/undo", Act::CatalogueImport, get(catalogue::import_undo::page)),
        write("/catalogue/import/{import}/undo", Act::CatalogueImport, post(catalogue::import_undo::submit)),
        write("/catalogue/import/{import}/drop", Act::CatalogueImport, post(catalogue::import::discard)),
        read("/catalogue/import/{import}/refused.xlsx", Act::CatalogueImport, get(catalogue::import::refused)),
        read("/catalogue/imports", Act::CatalogueImport, get(catalogue::imports::page)),
        read("/catalogue/upload/{held}", Act::CatalogueImport, get(catalogue::import_look::page)),
        write("/catalogue/upload/{held}", Act::CatalogueImport, post(catalogue::import_look::submit)),
        read("/catalogue/template.xlsx", Act::CatalogueView, get(catalogue::template::blank)),
        read("/catalogue/items.xlsx", Act::CatalogueView, get(catalogue::template::xlsx)),
        read("/catalogue/items.csv", Act::CatalogueView, get(catalogue::template::csv)),
        read("/indicators", Act::IndicatorView, get(indicators::dashboard::page)),
        write("/indicators", Act::IndicatorSnapshot, post(indicators::snapshot::submit)),
        read("/indicators/{indicator}", Act::IndicatorView, get(indicators::rows::page)),
        read("/indicators/{indicator}/gaps", Act::BlockerEdit, get(indicators::gaps::page)),
        read("/indicators/{indicator}/gaps.xlsx", Act::BlockerEdit, get(indicators::gaps::xlsx)),
        read("/indicators/{indicator}/blockers", Act::BlockerEdit, get(indicators::blockers::page)),
        write("/indicators/{indicator}/blockers", Act::BlockerEdit, post(indicators::blockers::submit)),
        read("/indicators/{indicator}/order", Act::RectificationIssue, get(indicators::orders::page)),
        write("/indicators/{indicator}/order", Act::RectificationIssue, post(indicators::orders::submit)),
        read("/indicators/{indicator}/ordered", Act::RectificationIssue, get(indicators::orders::done)),
        read("/indicators/what-if", Act::IndicatorView, get(indicators::what_if::page)),
        read("/indicators/{indicator}/city", Act::IndicatorView, get(indicators::city::page)),
        read("/indicators/{indicator}/trend", Act::IndicatorView, get(indicators::trend::page)),
        read("/indicators/profiles", Act::IndicatorView, get(indicators::profiles::page)),
        read("/indicators/profiles/{profile}", Act::IndicatorView, get(indicators::profiles::one)),
        write("/indicators/profiles/{profile}", Act::ProfileEdit, post(indicators::profiles::submit)),
        write("/indicators/profiles/{profile}/in-force", Act::ProfileEdit, post(indicators::profiles::in_force)),
        read("/indicators/{indicator}/rows.csv", Act::IndicatorView, get(indicators::rows::csv)),
        read("/standings", Act::IndicatorView, get(indicators::standings::board::page)),
        read("/standings/own", Act::IndicatorView, get(indicators::standings::own::page)),
        read("/standings/table.xlsx", Act::IndicatorView, get(indicators::standings::board::sheet)),
        read("/standings/bulletin.docx", Act::IndicatorView, get(indicators::standings::files::docx)),
        read("/standings/bulletin.pdf", Act::IndicatorView, get(indicators::standings::files::pdf)),
        read("/standings/{county}", Act::IndicatorView, get(indicators::standings::county::page)),
        read("/standings/{county}/rows", Act::IndicatorView, get(indicators::standings::evidence::page)),
        write("/standings/{county}/rows", Act::EvidenceAsk, post(indicators::standings::evidence::ask)),
        read("/reports", Act::ReportView, get(reports::list::page)),
        write("/reports", Act::ReportEdit, post(reports::list::submit)),
        read("/reports/{report}", Act::ReportView, get(reports::view::page)),
        write("/reports/{report}", Act::ReportEdit, post(reports::view::submit)),
        write("/reports/{report}/anew", Act::ReportEdit, post(reports::view::anew)),
        read("/reports/{report}/docx", Act::ReportView, get(reports::files::docx)),
        read("/reports/{report}/pdf", Act::ReportView, get(reports::files::pdf)),
        read("/reports/templates/{kind}", Act::ReportView, get(reports::template::page)),
        write("/reports/templates/{kind}", Act::ReportEdit, post(reports::template::submit)),
        read("/calendar/enter", Act::CalendarEdit, get(calendar::enter::page)),
        write("/calendar/enter", Act::CalendarEdit, post(calendar::enter::submit)),
        write("/calendar/local", Act::CalendarEdit, post(calendar::enter::local)),
        write("/calendar/due", Act::CalendarEdit, post(calendar::enter::catch_up)),
        write("/calendar/confirm", Act::CalendarEdit, post(calendar::enter::confirm)),
        read("/people", Act::StaffView, get(people::staff::list)),
        read("/people/new", Act::StaffEdit, get(people::staff::form)),
        write("/people/new", Act::StaffEdit, post(people::staff::add)),
        read("/people/keys", Act::KeyView, get(people::keys::list)),
        read("/people/keys/new", Act::KeyEdit, get(people::keys::form)),
        write("/people/keys/new", Act::KeyEdit, post(people::keys::make)),
        write("/people/keys/{key}/release", Act::KeyRelease, post(people::keys::release)),
        write("/people/keys/{key}/revoke", Act::KeyRevoke, post(people::keys::revoke)),
        read("/people/{staff}", Act::StaffEdit, get(people::staff_edit::page)),
        write("/people/{staff}", Act::StaffEdit, post(people::staff_edit::submit)),
        read("/people/{staff}/reset", Act::StaffEdit, get(people::staff::reset_page)),
        write("/people/{staff}/reset", Act::StaffEdit, post(people::staff::reset)),
        write("/people/{staff}/active", Act::StaffEdit, post(people::staff::active)),
    ]
}

fn matter_api() -> Vec<Line> {
    use chains::matters::{
        api,
        api_acts::{
            Accept, Again, Bring, Correct, Deliver, LookAt, OwnAgain, OwnBring, OwnSupply, OwnWithdraw, Rate, Supply,
            Withdraw, act, attach, own,
        },
    };
    vec![
        read("/api/matters", Act::CaseList, get(api::list)),
        write("/api/matters", Act::CaseAccept, post(api::accept)),
        write("/api/matters/correct", Act::CaseAccept, post(api::ask)),
        write("/api/matters/apply", Act::CaseApply, post(api::apply)),
        write("/api/matters/progress", Act::ProgressView, post(api::progress)),
        read("/api/matters/changes", Act::CaseList, get(publication::api::matter_feed)),
        read("/api/matters/{matter}", Act::CaseView, get(api::view)),
        write("/api/matters/{matter}/look", Act::CaseReceive, post(act::<LookAt>)),
        write("/api/matters/{matter}/accept", Act::CaseReceive, post(act::<Accept>)),
        write("/api/matters/{matter}/correct", Act::CaseReceive, post(act::<Correct>)),
        write("/api/matters/{matter}/supply", Act::CaseReceive, post(act::<Supply>)),
        write("/api/matters/{matter}/bring", Act::CaseReceive, post(act::<Bring>)),
        write("/api/matters/{matter}/again", Act::CaseReceive, post(act::<Again>)),
        write("/api/matters/{matter}/withdraw", Act::CaseReceive, post(act::<Withdraw>)),
        write("/api/matters/{matter}/deliver", Act::CaseDeliver, post(act::<Deliver>)),
        write("/api/matters/{matter}/own/supply", Act::CaseApply, post(own::<OwnSupply>)),
        write("/api/matters/{matter}/own/again", Act::CaseApply, post(own::<OwnAgain>)),
        write("/api/matters/{matter}/own/bring", Act::CaseApply, post(own::<OwnBring>)),
        write("/api/matters/{matter}/own/withdraw", Act::CaseApply, post(own::<OwnWithdraw>)),
        write("/api/matters/{matter}/own/rate", Act::CaseApply, post(own::<Rate>)),
        write(
            "/api/matters/{matter}/own/files",
            Act::CaseApply,
            post(attach).layer(DefaultBodyLimit::max(LARGEST_FILE_IN_JSON)),
        ),
    ]
}

/// What the desks do with a case beside its straight way.
fn desk() -> Vec<Line> {
    vec![
        read("/cases/batch", Act::CaseDecide, get(cases::batch::page)),
        write("/cases/batch", Act::CaseDecide, post(cases::batch::submit)),
        read("/cases/scan", Act::CaseList, get(cases::scan::page)),
        write("/cases/scan", Act::CaseList, post(cases::scan::submit)),
        // Whoever writes to applicants keeps phrases for it.
        read("/cases/phrases", Act::CaseReceive, get(cases::phrases::page)),
        write("/cases/phrases", Act::CaseReceive, post(cases::phrases::submit)),
        read("/cases/phrases/county", Act::PhraseEdit, get(cases::county_phrases::page)),
        write("/cases/phrases/county", Act::PhraseEdit, post(cases::county_phrases::submit)),
        read("/cases/{case}/notice/{kind}", Act::CaseView, get(cases::notice::page)),
        write("/cases/accept/unpark", Act::CaseAccept, post(cases::accept::unpark)),
        write("/cases/{case}/receive", Act::CaseReceive, post(cases::acts::receive)),
        write("/cases/{case}/correct", Act::CaseReceive, post(cases::acts::correct)),
        write("/cases/{case}/supply", Act::CaseReceive, post(cases::acts::supply)),
        write("/cases/{case}/bring", Act::CaseReceive, post(cases::acts::bring)),
        write("/cases/{case}/take-up", Act::CaseReview, post(cases::acts::take_up)),
        write("/cases/{case}/send-back", Act::CaseSit, post(cases::acts::send_back)),
        write("/cases/{case}/examine", Act::CaseReview, post(cases::acts::examine)),
        write("/cases/{case}/suspend", Act::CaseReview, post(cases::acts::suspend)),
        write("/cases/{case}/resume", Act::CaseReview, post(cases::acts::resume)),
        write("/cases/{case}/extend", Act::CaseReview, post(cases::acts::extend)),
        write("/cases/{case}/check", Act::CaseReview, post(cases::acts::check)),
        write("/cases/{case}/take-back", Act::CaseReview, post(cases::acts::take_back)),
        // The use case asks for the right of each end; whoever sees a case may ask.
        write("/cases/{case}/end", Act::CaseView, post(cases::acts::end)),
    ]
}

fn certified() -> Vec<Line> {
    vec![
        read("/certificates", Act::CertificateView, get(certificates::list::page)),
        read("/certificates/verify", Act::CertificateVerify, get(certificates::verify::page)),
        write("/certificates/verify", Act::CertificateVerify, post(certificates::verify::submit)),
        write("/certificates/own", Act::ProgressView, post(certificates::files::own)),
        read("/certificates/new", Act::CertificateRegister, get(certificates::register::page)),
        write("/certificates/new", Act::CertificateRegister, post(certificates::register::submit)),
        read("/certificates/kinds", Act::CertificateKindView, get(certificates::kinds::page)),
        read("/certificates/kinds/new", Act::CertificateKindEdit, get(certificates::kind::blank)),
        write("/certificates/kinds/new", Act::CertificateKindEdit, post(certificates::kind::enter)),
        read("/certificates/kinds/{kind}", Act::CertificateKindEdit, get(certificates::kind::page)),
        write("/certificates/kinds/{kind}", Act::CertificateKindEdit, post(certificates::kind::submit)),
        read("/certificates/{certificate}", Act::CertificateView, get(certificates::certificate::page)),
        read("/certificates/{certificate}/pdf", Act::CertificateView, get(certificates::files::pdf)),
        write("/certificates/{certificate}/end", Act::CertificateEnd, post(certificates::end::submit)),
        write("/certificates/{certificate}/seal", Act::CertificateIssue, post(certificates::seal::submit)),
        read("/cases/{case}/certificate", Act::CertificateIssue, get(certificates::issue::page)),
        write("/cases/{case}/certificate", Act::CertificateIssue, post(certificates::issue::submit)),
        read("/api/certificates", Act::CertificateView, get(certificates::api::list)),
        write("/api/certificates", Act::CertificateRegister, post(certificates::api::register)),
        write("/api/certificates/held", Act::CaseAccept, post(certificates::api::held)),
        write("/api/certificates/verify", Act::CertificateVerify, post(certificates::api::verify)),
        read("/api/certificates/{certificate}", Act::CertificateView, get(certificates::api::view)),
        write("/api/certificates/{certificate}/end", Act::CertificateEnd, post(certificates::api::end)),
        write("/api/certificates/{certificate}/seal", Act::CertificateIssue, post(certificates::seal::api)),
        write("/api/cases/{case}/certificate", Act::CertificateIssue, post(certificates::api::issue)),
    ]
}

fn questioned() -> Vec<Line> {
    let (see, edit, out) = (Act::QuestionnaireView, Act::QuestionnaireEdit, Act::QuestionnairePublish);
    let asked = Act::QuestionnaireAnswer;
    vec![
        read("/questionnaires", see, get(questionnaires::list::page)),
        write("/questionnaires", edit, post(questionnaires::list::begin)),
        read("/questionnaires/answer/{link}", asked, get(questionnaires::answer::page)),
        write("/questionnaires/answer/{link}", asked, post(questionnaires::answer::submit)),
        read("/questionnaires/{questionnaire}", edit, get(questionnaires::edit::page)),
        write("/questionnaires/{questionnaire}/settings", edit, post(questionnaires::edit::save)),
        write("/questionnaires/{questionnaire}/step", edit, post(questionnaires::edit::act)),
        write("/questionnaires/{questionnaire}/publish", out, post(questionnaires::edit::put_out)),
        write("/questionnaires/{questionnaire}/close", out, post(questionnaires::edit::end)),
        read("/questionnaires/{questionnaire}/preview", see, get(questionnaires::preview::page)),
        write("/questionnaires/{questionnaire}/preview", see, post(questionnaires::preview::submit)),
        read("/questionnaires/{questionnaire}/links", see, get(questionnaires::links::page)),
        read("/questionnaires/{questionnaire}/paper", edit, get(questionnaires::paper::page)),
        write("/questionnaires/{questionnaire}/paper", edit, post(questionnaires::paper::submit)),
        read("/questionnaires/{questionnaire}/results", see, get(questionnaires::results::page)),
        read("/questionnaires/{questionnaire}/results.xlsx", see, get(questionnaires::results::sheet)),
        read("/api/questionnaires", see, get(questionnaires::api::list)),
        read("/api/questionnaires/measured", see, get(questionnaires::api::measured)),
        read("/api/questionnaires/{questionnaire}/results", see, get(questionnaires::api::results)),
    ]
}

fn followed_up() -> Vec<Line> {
    let (see, call) = (Act::FollowupView, Act::FollowupCall);
    vec![
        read("/followup", see, get(followup::home::page)),
        write("/followup/next", call, post(followup::line::next)),
        read("/followup/calls/{line}", see, get(followup::line::page)),
        write("/followup/calls/{line}/record", call, post(followup::line::record)),
        write("/followup/calls/{line}/skip", call, post(followup::line::skip)),
        write("/followup/calls/{line}/number", call, post(followup::line::number)),
        read("/followup/draws/{week}", see, get(followup::draw::page)),
        read("/followup/results", see, get(followup::results::page)),
        read("/followup/bulletins/{period}/bulletin.docx", see, get(followup::files::docx)),
        read("/followup/bulletins/{period}/bulletin.pdf", see, get(followup::files::pdf)),
        read("/followup/plan", see, get(followup::plan::page)),
        write("/followup/plan", Act::FollowupPlan, post(followup::plan::submit)),
        read("/followup/clues", Act::FollowupClue, get(followup::clues::page)),
        write("/followup/clues/{line}", Act::FollowupClue, post(followup::clues::submit)),
        read("/api/followup/draws/{week}", see, get(followup::api::draw)),
        read("/api/followup/results", see, get(followup::api::results)),
    ]
}

fn evaluated() -> Vec<Line> {
    let (see, own, edit, act) = (Act::EvaluationView, Act::EvaluationOwn, Act::EvaluationEdit, Act::EvaluationRule);
    vec![
        read("/evaluation", see, get(evaluation::ranking::page)),
        write("/evaluation", act, post(evaluation::ranking::compute)),
        read("/evaluation/ranking.xlsx", see, get(evaluation::ranking::sheet)),
        read("/evaluation/score", own, get(evaluation::score::page)),
        read("/evaluation/rows", own, get(evaluation::rows::page)),
        read("/evaluation/own", own, get(evaluation::own::page)),
        read("/evaluation/disputes", act, get(evaluation::disputes::page)),
        write("/evaluation/disputes", own, post(evaluation::disputes::raise)),
        write("/evaluation/disputes/{dispute}/ruling", act, post(evaluation::disputes::rule)),
        read("/evaluation/index", see, get(evaluation::index::page)),
        write("/evaluation/index", edit, post(evaluation::index::submit)),
        write("/evaluation/index/publish", edit, post(evaluation::index::publish)),
        read("/evaluation/index/weights", edit, get(evaluation::weights::page)),
        write("/evaluation/index/weights", edit, post(evaluation::weights::submit)),
        read("/evaluation/index/what-if", edit, get(evaluation::what_if::page)),
        read("/evaluation/follow", act, get(evaluation::follow::page)),
        write("/evaluation/orders", act, post(evaluation::follow::orders)),
        write("/evaluation/talks", act, post(evaluation::follow::talked)),
        write("/evaluation/bulletins", act, post(evaluation::follow::issued)),
        read("/evaluation/bulletins/{bulletin}/bulletin.docx", see, get(evaluation::files::docx)),
        read("/evaluation/bulletins/{bulletin}/bulletin.pdf", see, get(evaluation::files::pdf)),
        read("/api/evaluation", see, get(evaluation::api::peers)),
        read("/api/evaluation/score", see, get(evaluation::api::one)),
    ]
}

fn reviewed() -> Vec<Line> {
    let (see, enter) = (Act::ReviewView, Act::ReviewEnter);
    vec![
        read("/reviews/link/{code}", Act::ReviewGive, get(reviews::give::page)),
        write("/reviews/link/{code}", Act::ReviewGive, post(reviews::give::submit)),
        read("/reviews/notice", Act::ReviewNotice, get(reviews::notice::page)),
        read("/reviews", see, get(reviews::rates::page)),
        read("/reviews/rates.xlsx", see, get(reviews::rates::sheet)),
        read("/reviews/push.xlsx", see, get(reviews::files::push)),
        read("/reviews/list", see, get(reviews::list::page)),
        read("/reviews/handle", see, get(reviews::list::worklist)),
        read("/reviews/imported", see, get(reviews::imported::page)),
        read("/reviews/signs", see, get(reviews::signs::page)),
        write("/reviews/signs/look", Act::ReviewSettle, post(reviews::signs::look)),
        read("/reviews/signs/{sign}", see, get(reviews::sign::page)),
        write("/reviews/signs/{sign}", Act::ReviewSettle, post(reviews::sign::submit)),
        read("/reviews/rules", see, get(reviews::rules::page)),
        write("/reviews/rules", Act::ReviewRule, post(reviews::rules::submit)),
        write("/reviews/rules/publish", Act::ReviewRule, post(reviews::rules::publish)),
        write("/reviews/rules/drop", Act::ReviewRule, post(reviews::rules::throw)),
        read("/reviews/rules/preview", see, get(reviews::rules::preview)),
        read("/reviews/enter", enter, get(reviews::enter::page)),
        write("/reviews/enter", enter, post(reviews::enter::submit)),
        read("/reviews/{review}", see, get(reviews::review::page)),
        write("/reviews/{review}/steps/{step}", Act::ReviewHandle, post(reviews::review::handle)),
        write("/reviews/{review}/rulings/{step}", Act::ReviewSettle, post(reviews::review::settle)),
        read("/api/reviews/rates", see, get(reviews::rates::api)),
        read("/api/reviews/handle", see, get(reviews::api::worklist)),
        read("/api/reviews/signs", see, get(reviews::api_signs::list)),
        read("/api/reviews/signs/{sign}", see, get(reviews::api_signs::view)),
        write("/api/reviews/signs/{sign}", Act::ReviewSettle, post(reviews::api_signs::settle)),
        read("/api/reviews/rules", see, get(reviews::api_rules::view)),
        write("/api/reviews/rules", Act::ReviewRule, post(reviews::api_rules::draft)),
        write("/api/reviews/rules/publish", Act::ReviewRule, post(reviews::api_rules::publish)),
        read("/api/reviews/{review}", see, get(reviews::api::view)),
        write("/api/reviews/{review}/steps/{step}", Act::ReviewHandle, post(reviews::api::handle)),
        write("/api/reviews/{review}/rulings/{step}", Act::ReviewSettle, post(reviews::api::settle)),
    ]
}

fn stationed() -> Vec<Line> {
    use stations::{inspections, renaming, work};
    let (see, task, lead, inspect) =
        (Act::StationProgress, Act::StationTask, Act::StationCampaign, Act::StationInspect);
    let large = || DefaultBodyLimit::max(LARGEST_UPLOAD);
    vec![
        read("/stations/work", Act::StationWork, get(work::page)),
        read("/stations/photos/{photo}", see, get(work::photo)),
        read("/stations/{station}/offers", Act::StationEdit, get(stations::offer::form)),
        write("/stations/{station}/offers", Act::StationEdit, post(stations::offer::submit)),
        read("/stations/map.svg", Act::StationView, get(stations::map::picture)),
        read("/stations/map", Act::StationEdit, get(stations::map::page)),
        write("/stations/map", Act::StationEdit, post(stations::map::submit).layer(large())),
        write("/stations/map/down", Act::StationEdit, post(stations::map::down)),
        read("/api/stations/places", Act::StationView, get(stations::near::places)),
        read("/api/stations/{station}/offers", Act::StationView, get(stations::offer::api)),
        write("/stations/{station}/posts", lead, post(work::submit)),
        read("/stations/renaming", see, get(renaming::list)),
        write("/stations/renaming", lead, post(renaming::open)),
        read("/stations/renaming/{campaign}", see, get(renaming::page)),
        read("/stations/renaming/{campaign}/tasks.xlsx", see, get(renaming::sheet)),
        write("/stations/renaming/{campaign}/close", lead, post(renaming::close)),
        read("/stations/renaming/{campaign}/{station}", see, get(renaming::task)),
        write("/stations/renaming/{campaign}/{station}/report", task, post(renaming::submit).layer(large())),
        write("/stations/renaming/{campaign}/{station}/settle", task, post(renaming::verdict)),
        read("/stations/inspections", see, get(inspections::list)),
        write("/stations/inspections", inspect, post(inspections::open)),
        read("/stations/inspections/checklist", see, get(inspections::list_form)),
        write("/stations/inspections/checklist", inspect, post(inspections::change_list)),
        read("/stations/inspections/{round}", see, get(inspections::page)),
        read("/stations/inspections/{round}/visits.xlsx", see, get(inspections::sheet)),
        write("/stations/inspections/{round}/close", inspect, post(inspections::close)),
        read("/stations/inspections/{round}/{station}", inspect, get(inspections::visit)),
        write("/stations/inspections/{round}/{station}", inspect, post(inspections::submit).layer(large())),
        read("/cases/assist", Act::StationWork, get(cases::own::assist::find)),
        read("/cases/assist/{item}", Act::StationWork, get(cases::own::assist::page)),
        write("/cases/assist/{item}", Act::StationWork, post(cases::own::assist::submit).layer(large())),
        write("/cases/assist/{item}/code", Act::StationWork, post(cases::own::assist::code).layer(large())),
        read("/cases/assist/{item}/sheet", Act::StationWork, get(cases::own::assist::sheet)),
        read("/cases/assisted", see, get(cases::own::assist::counted)),
        read("/cases/assisted/work.xlsx", see, get(cases::own::assist::counted_sheet)),
        read("/api/stations/renaming", see, get(stations::api::campaigns_list)),
        read("/api/stations/renaming/{campaign}", see, get(stations::api::campaign)),
        read("/api/stations/inspections", see, get(stations::api::rounds_list)),
        read("/api/stations/inspections/{round}", see, get(stations::api::round)),
    ]
}

fn delegated() -> Vec<Line> {
    let (see, edit, rules) = (Act::DelegateView, Act::DelegateEdit, Act::DelegateRulesEdit);
    let large = || DefaultBodyLimit::max(LARGEST_UPLOAD);
    vec![
        read("/delegates", see, get(delegates::register::page)),
        read("/delegates/notice", Act::DelegateNotice, get(delegates::notice::page)),
        read("/delegates/check", see, get(delegates::check::page)),
        read("/delegates/sent-back", see, get(delegates::sent_back::page)),
        read("/delegates/still-away", see, get(delegates::still_away::page)),
        read("/delegates/rules", rules, get(delegates::rules::page)),
        write("/delegates/rules", rules, post(delegates::rules::submit)),
        read("/api/delegates/rules", see, get(delegates::rules::api)),
        write("/api/delegates/rules", rules, post(delegates::rules::api_change)),
        read("/delegates/window-rules", rules, get(delegates::window_rules::page)),
        write("/delegates/window-rules", rules, post(delegates::window_rules::submit)),
        read("/api/delegates/window-rules", see, get(delegates::window_rules::api)),
        write("/api/delegates/window-rules", rules, post(delegates::window_rules::api_change)),
        read("/delegates/letters/{letter}/scan", see, get(delegates::scan::letter)),
        write("/delegates/letters/{letter}/scan", edit, post(delegates::scan::keep_letter).layer(large())),
        read("/delegates/appointments/{appointment}/scan", see, get(delegates::scan::appointment)),
        write(
            "/delegates/appointments/{appointment}/scan",
            edit,
            post(delegates::scan::keep_appointment).layer(large()),
        ),
        read("/delegates/board", see, get(delegates::board::page)),
        read("/delegates/board.xlsx", see, get(delegates::board::sheet)),
        read("/delegates/board/{department}/{cell}", see, get(delegates::board::rows)),
        write("/delegates/units/{department}", edit, post(delegates::board::record)),
        read("/delegates/appoint", edit, get(delegates::appoint::page)),
        write("/delegates/appoint", edit, post(delegates::appoint::submit).layer(large())),
        read("/delegates/authorise", edit, get(delegates::authorise::page)),
        write("/delegates/authorise", edit, post(delegates::authorise::submit).layer(large())),
        read("/delegates/letters/{letter}", see, get(delegates::letter::authorization)),
        read("/delegates/letters/{letter}/letter.docx", see, get(delegates::files::letter_docx)),
        read("/delegates/letters/{letter}/letter.pdf", see, get(delegates::files::letter_pdf)),
        write("/delegates/letters/{letter}/file", edit, post(delegates::acts::file_letter)),
        write("/delegates/letters/{letter}/publish", edit, post(delegates::acts::publish)),
        write("/delegates/letters/{letter}/revoke", edit, post(delegates::acts::revoke)),
        read("/delegates/appointments/{appointment}", see, get(delegates::letter::appointment)),
        read("/delegates/appointments/{appointment}/letter.docx", see, get(delegates::files::appointment_docx)),
        read("/delegates/appointments/{appointment}/letter.pdf", see, get(delegates::files::appointment_pdf)),
        write("/delegates/appointments/{appointment}/file", edit, post(delegates::acts::file_appointment)),
        write("/delegates/appointments/{appointment}/dismiss", edit, post(delegates::acts::dismiss)),
        read("/api/delegates", see, get(delegates::api::list)),
        read("/api/delegates/notice", Act::DelegateNotice, get(delegates::api::notice)),
        read("/api/delegates/check", see, get(delegates::api::findings)),
        read("/api/delegates/sent-back", see, get(delegates::sent_back::api)),
        read("/api/delegates/still-away", see, get(delegates::still_away::api)),
        read("/api/delegates/desk", Act::CaseSit, get(delegates::desk_api::desk)),
        read("/api/delegates/board", see, get(delegates::board_json::board)),
        read("/api/delegates/board/{department}/{cell}", see, get(delegates::board_json::rows)),
        write("/api/delegates/units/{department}", edit, post(delegates::board_json::record)),
        write("/api/delegates/letters", edit, post(delegates::api::authorise)),
        read("/api/delegates/letters/{letter}", see, get(delegates::api::letter)),
        write("/api/delegates/letters/{letter}/file", edit, post(delegates::api::file_letter)),
        write("/api/delegates/letters/{letter}/scan", edit, post(delegates::scan::api_letter).layer(large())),
        write("/api/delegates/letters/{letter}/publish", edit, post(delegates::api::publish)),
        write("/api/delegates/letters/{letter}/revoke", edit, post(delegates::api::revoke)),
        write("/api/delegates/appointments", edit, post(delegates::api::appoint)),
        read("/api/delegates/appointments/{appointment}", see, get(delegates::api::appointment)),
        write("/api/delegates/appointments/{appointment}/file", edit, post(delegates::api::file_appointment)),
        write(
            "/api/delegates/appointments/{appointment}/scan",
            edit,
            post(delegates::scan::api_appointment).layer(large()),
        ),
        write("/api/delegates/appointments/{appointment}/dismiss", edit, post(delegates::api::dismiss)),
    ]
}

fn overseen() -> Vec<Line> {
    use oversight::{detectors, leads};
    let (see, settle, detect) = (Act::LeadView, Act::LeadSettle, Act::LeadDetect);
    vec![
        read("/oversight/leads", see, get(leads::list::page)),
        read("/oversight/leads/{lead}", see, get(leads::lead::page)),
        write("/oversight/leads/{lead}/assign", settle, post(leads::acts::assign)),
        write("/oversight/leads/{lead}/state", Act::LeadState, post(leads::acts::state)),
        write("/oversight/leads/{lead}/settle", settle, post(leads::acts::settle)),
        write("/oversight/leads/{lead}/follow-up", settle, post(leads::acts::follow_up)),
        read("/oversight/runs", detect, get(detectors::runs::page)),
        write("/oversight/runs", detect, post(detectors::runs::submit)),
        read("/oversight/runs/{run}", detect, get(detectors::run::page)),
        write("/oversight/thresholds", Act::DetectorEdit, post(detectors::runs::threshold)),
        read("/oversight/queue", detect, get(detectors::queue::page)),
        read("/oversight/hall", detect, get(detectors::hall::page)),
        write("/oversight/hall", Act::DetectorEdit, post(detectors::hall::submit)),
        read("/api/oversight/queue", detect, get(detectors::api::queue)),
        read("/api/oversight/hall", detect, get(detectors::api::hall)),
        write("/api/oversight/hall", Act::DetectorEdit, post(detectors::api::set_hall_of)),
        read("/oversight/residency", Act::ResidencyView, get(detectors::residency::page)),
        read("/api/oversight/leads", see, get(leads::api::list)),
        read("/api/oversight/leads/{lead}", see, get(leads::api::view)),
        write("/api/oversight/leads/{lead}/assign", settle, post(leads::api::assign)),
        write("/api/oversight/leads/{lead}/state", Act::LeadState, post(leads::api::state)),
        write("/api/oversight/leads/{lead}/settle", settle, post(leads::api::settle)),
        write("/api/oversight/leads/{lead}/follow-up", settle, post(leads::api::follow_up)),
        read("/api/oversight/runs", detect, get(detectors::api::list)),
        write("/api/oversight/runs", detect, post(detectors::api::run)),
        read("/api/oversight/runs/{run}", detect, get(detectors::api::view)),
        write("/api/oversight/thresholds", Act::DetectorEdit, post(detectors::api::threshold)),
        read("/api/oversight/residency", Act::ResidencyView, get(detectors::api::residency)),
    ]
}

fn rectified() -> Vec<Line> {
    vec![
        read("/oversight", Act::OversightView, get(oversight::board::page)),
        read("/oversight/departments/{department}", Act::OversightView, get(oversight::board::department)),
        read("/oversight/cards", Act::CardView, get(oversight::cards::page)),
        read("/oversight/cards/{card}", Act::CardView, get(oversight::card::page)),
        write("/oversight/cards/{card}/explain", Act::OversightAnswer, post(oversight::card_steps::explain)),
        write("/oversight/cards/{card}/dispute", Act::CardDispute, post(oversight::card_steps::dispute)),
        write("/oversight/cards/{card}/rule", Act::OversightRule, post(oversight::card_steps::rule)),
        read("/oversight/orders", Act::OversightView, get(oversight::orders::page)),
        read("/oversight/orders/new", Act::OversightRule, get(oversight::issue::page)),
        write("/oversight/orders/new", Act::OversightRule, post(oversight::issue::submit)),
        read("/oversight/orders/{order}", Act::OversightView, get(oversight::order::page)),
        write("/oversight/orders/{order}/reply", Act::OversightAnswer, post(oversight::order_steps::reply)),
        read("/oversight/orders/{order}/order.docx", Act::OversightView, get(oversight::order_files::docx)),
        read("/oversight/orders/{order}/order.pdf", Act::OversightView, get(oversight::order_files::pdf)),
        write("/oversight/orders/{order}/send-back", Act::OversightAnswer, post(oversight::order_steps::send_back)),
        write("/oversight/orders/{order}/insist", Act::OversightRule, post(oversight::order_steps::insist)),
        write("/oversight/orders/{order}/close", Act::OversightRule, post(oversight::order_steps::close)),
        write("/oversight/orders/{order}/withdraw", Act::OversightRule, post(oversight::order_steps::withdraw)),
        read("/oversight/profile", Act::OversightView, get(oversight::profile::page)),
        write("/oversight/profile", Act::OversightRule, post(oversight::profile::submit)),
        read("/oversight/run", Act::OversightRule, get(oversight::run::page)),
        write("/oversight/run", Act::OversightRule, post(oversight::run::submit)),
        read("/oversight/notice", Act::OversightNotice, get(oversight::notice::page)),
        read("/api/oversight", Act::OversightView, get(oversight::api::board)),
        read("/api/oversight/time", Act::OversightView, get(oversight::api::time)),
        read("/api/oversight/cards", Act::CardView, get(oversight::api::cards)),
        read("/api/oversight/cards/{card}", Act::CardView, get(oversight::api::card)),
        write("/api/oversight/cards/{card}/explain", Act::OversightAnswer, post(oversight::api_steps::explain)),
        write("/api/oversight/cards/{card}/dispute", Act::CardDispute, post(oversight::api_steps::dispute)),
        write("/api/oversight/cards/{card}/rule", Act::OversightRule, post(oversight::api_steps::rule)),
        read("/api/oversight/orders", Act::OversightView, get(oversight::api::orders)),
        write("/api/oversight/orders", Act::OversightRule, post(oversight::api_steps::issue)),
        read("/api/oversight/orders/{order}", Act::OversightView, get(oversight::api::order)),
        write("/api/oversight/orders/{order}/reply", Act::OversightAnswer, post(oversight::api_steps::reply)),
        write("/api/oversight/orders/{order}/send-back", Act::OversightAnswer, post(oversight::api_steps::send_back)),
        write("/api/oversight/orders/{order}/insist", Act::OversightRule, post(oversight::api_steps::insist)),
        write("/api/oversight/orders/{order}/close", Act::OversightRule, post(oversight::api_steps::close)),
        write("/api/oversight/orders/{order}/withdraw", Act::OversightRule, post(oversight::api_steps::withdraw)),
        write("/api/oversight/run", Act::OversightRule, post(oversight::api_steps::run)),
        read("/api/oversight/notice", Act::OversightNotice, get(oversight::api::notice)),
        read("/rectification", Act::RectificationView, get(rectification::register::page)),
        read("/rectification/register.xlsx", Act::RectificationView, get(rectification::export::sheet)),
        read("/rectification/print", Act::RectificationView, get(rectification::print::page)),
        read("/rectification/new", Act::RectificationIssue, get(rectification::new::page)),
        write("/rectification/new", Act::RectificationIssue, post(rectification::new::submit)),
        read("/rectification/{order}", Act::RectificationView, get(rectification::order::page)),
        write("/rectification/{order}/answer", Act::RectificationAnswer, post(rectification::answer::submit)),
        write("/rectification/{order}/check", Act::RectificationCheck, post(rectification::check::submit)),
        write("/rectification/{order}/withdraw", Act::RectificationIssue, post(rectification::withdraw::submit)),
        read("/api/rectification", Act::RectificationView, get(rectification::api::list)),
        write("/api/rectification", Act::RectificationIssue, post(rectification::api::issue)),
        read("/api/rectification/{order}", Act::RectificationView, get(rectification::api::view)),
        write("/api/rectification/{order}/answer", Act::RectificationAnswer, post(rectification::api::answer)),
        write("/api/rectification/{order}/check", Act::RectificationCheck, post(rectification::api::check)),
        write("/api/rectification/{order}/withdraw", Act::RectificationIssue, post(rectification::api::withdraw)),
    ]
}

fn archived() -> Vec<Line> {
    vec![
        read("/archive", Act::ArchiveView, get(archive::home::page)),
        read("/archive/packages/{package}", Act::ArchiveView, get(archive::package::page)),
        write("/archive/packages/{package}/check", Act::ArchivePack, post(archive::package::again)),
        read("/archive/packages/{package}/package.zip", Act::ArchiveTransfer, get(archive::package::zip)),
        write("/archive/batches", Act::ArchiveTransfer, post(archive::batch::submit)),
        read("/archive/batches/{batch}", Act::ArchiveView, get(archive::batch::page)),
        read("/archive/batches/{batch}/list.xlsx", Act::ArchiveView, get(archive::batch::xlsx)),
        read("/archive/batches/{batch}/list.xml", Act::ArchiveView, get(archive::batch::xml)),
        read("/api/archive/packages", Act::ArchiveView, get(archive::api::list)),
        read("/api/archive/packages/{package}", Act::ArchiveView, get(archive::api::view)),
    ]
}

fn handed_in() -> Vec<Line> {
    vec![
        read("/cases/import", Act::TableImport, get(cases::import::page)),
        write(
            "/cases/import",
            Act::TableImport,
            post(cases::import::upload).layer(DefaultBodyLimit::max(LARGEST_UPLOAD)),
        ),
        read("/cases/import/{held}", Act::TableImport, get(cases::import::look)),
        write("/cases/import/{held}", Act::TableImport, post(cases::import::publish)),
        read("/cases/imports/{import}", Act::TableImport, get(cases::import::done)),
        read("/tables", Act::TableImport, get(tables::list::page)),
        read("/tables/{kind}", Act::TableImport, get(tables::upload::page)),
        write(
            "/tables/{kind}",
            Act::TableImport,
            post(tables::upload::submit).layer(DefaultBodyLimit::max(LARGEST_UPLOAD)),
        ),
        read("/tables/{kind}/{import}", Act::TableImport, get(tables::preview::page)),
        write("/tables/{kind}/{import}", Act::TableImport, post(tables::preview::submit)),
        read("/stations/register.xlsx", Act::StationEdit, get(stations::list::sheet)),
        read("/stations/new", Act::StationEdit, get(stations::edit::blank)),
        write("/stations/new", Act::StationEdit, post(stations::edit::enter)),
        read("/stations/{station}/edit", Act::StationEdit, get(stations::edit::page)),
        write("/stations/{station}/edit", Act::StationEdit, post(stations::edit::submit)),
        read("/stations/{station}/naming", Act::StationEdit, get(stations::naming::page)),
        write("/stations/{station}/naming", Act::StationEdit, post(stations::naming::submit)),
        read("/publication", Act::CatalogueView, get(publication::differences::page)),
        read("/publication/differences.xlsx", Act::CatalogueView, get(publication::differences::sheet)),
        read("/publication/items", Act::ExchangeView, get(publication::exchange::page)),
        read("/publication/policies", Act::ExchangeView, get(publication::policies::page)),
        write("/publication/policies", Act::PolicyEdit, post(publication::policies::publish)),
        write("/publication/policies/withdraw", Act::PolicyEdit, post(publication::policies::withdraw)),
        read("/publication/policies/{node}/{kind}/{code}", Act::ExchangeView, get(publication::policies::policy)),
        write("/publication/policies/{node}/{kind}/{code}", Act::PolicyEdit, post(publication::policies::answer)),
        read("/publication/nodes", Act::PeerEdit, get(publication::exchange::peers)),
        write("/publication/nodes", Act::PeerEdit, post(publication::exchange::set)),
        read("/publication/subscriptions", Act::SubscriptionEdit, get(publication::subscriptions::list)),
        read("/publication/subscriptions/new", Act::SubscriptionEdit, get(publication::subscriptions::form)),
        write("/publication/subscriptions/new", Act::SubscriptionEdit, post(publication::subscriptions::open)),
        read("/publication/subscriptions/{subscription}", Act::SubscriptionEdit, get(publication::subscriptions::page)),
        write(
            "/publication/subscriptions/{subscription}",
            Act::SubscriptionEdit,
            post(publication::subscriptions::turn),
        ),
        read("/catalogue/residency", Act::CatalogueView, get(catalogue::mandate::page)),
        read("/catalogue/residency/list.xlsx", Act::CatalogueView, get(catalogue::mandate::sheet)),
        read("/api/catalogue/residency", Act::CatalogueView, get(catalogue::mandate::api)),
        read("/catalogue/exemptions", Act::CatalogueView, get(catalogue::exemptions::page)),
        read("/catalogue/exemptions/list.xlsx", Act::CatalogueView, get(catalogue::exemptions::sheet)),
    ]
}

fn api() -> Vec<Line> {
    vec![
        read("/api/openapi.json", Act::GuideView, get(base::api::document)),
        read("/api/problems", Act::GuideView, get(base::api_problems::kinds)),
        read("/api/chains", Act::GuideView, get(chains::api::list)),
        read("/api/chains/{chain}", Act::GuideView, get(chains::api::one)),
        read("/api/items", Act::GuideView, get(catalogue::api::items)),
        read("/api/items/{item}", Act::GuideView, get(catalogue::api::item)),
        read("/api/items/{item}/form", Act::GuideView, get(catalogue::forms::schema::answer)),
        read("/api/items/{item}/versions", Act::CatalogueView, get(catalogue::api::versions)),
        read("/api/items/{item}/compare", Act::CatalogueView, get(catalogue::api::compare)),
        read("/api/calendar", Act::CalendarView, get(calendar::api::year)),
        read("/api/calendar/due", Act::CalendarView, get(calendar::api::due)),
        read("/api/quality", Act::CatalogueView, get(catalogue::quality::answer)),
        write("/api/progress", Act::ProgressView, post(cases::api::progress)),
        write("/api/session", Act::SignIn, post(people::api::sign_in)),
        write("/api/session/end", Act::SignOut, post(people::api::sign_out)),
        read("/api/cases", Act::CaseList, get(cases::api::list)),
        write("/api/cases", Act::CaseAccept, post(cases::api_intake::accept)),
        read("/api/cases/statistics", Act::CaseStatistics, get(cases::statistics::answer)),
        read("/api/cases/statistics/rows", Act::CaseStatistics, get(cases::statistics::answer_rows)),
        read("/api/cases/changes", Act::CaseList, get(publication::api::feed)),
        read("/api/policies", Act::ExchangeView, get(publication::policies_api::list)),
        write("/api/policies", Act::PolicyEdit, post(publication::policies_api::publish)),
        write("/api/policies/answers", Act::PolicyEdit, post(publication::policies_api::answer)),
        read("/api/standings", Act::IndicatorView, get(indicators::standings::api::ranking)),
        read("/api/standings/{county}", Act::IndicatorView, get(indicators::standings::api::one)),
        read("/api/standings/{county}/rows", Act::IndicatorView, get(indicators::standings::api::rows)),
        write("/api/standings/{county}/rows", Act::EvidenceAsk, post(indicators::standings::api::ask)),
        read("/api/exchange", Act::ExchangeView, get(publication::exchange_api::standing)),
        read("/api/exchange/{node}/items", Act::ExchangeView, get(publication::exchange_api::items)),
        read("/api/exchange/{node}/reviews", Act::ExchangeView, get(publication::exchange_api::reviews)),
        read("/api/exchange/{node}/applications", Act::ExchangeView, get(publication::handed_api::list)),
        write("/api/exchange/{node}/applications", Act::CasePush, post(publication::handed_api::hand)),
        read("/api/exchange/{node}/applications/{number}", Act::CasePush, get(publication::handed_api::view)),
        write(
            "/api/exchange/messages",
            Act::ExchangeReceive,
            post(publication::exchange_api::message).layer(DefaultBodyLimit::max(LARGEST_MESSAGE)),
        ),
        write(
            "/api/exchange/answers",
            Act::ExchangeReceive,
            post(publication::exchange_api::answer).layer(DefaultBodyLimit::max(LARGEST_MESSAGE)),
        ),
        write("/api/exchange/held", Act::ExchangeReceive, post(publication::exchange_api::holds)),
        write("/api/exchange/waiting", Act::ExchangeReceive, post(publication::exchange_api::waits)),
        read("/api/subscriptions", Act::SubscriptionEdit, get(publication::api::list)),
        write("/api/subscriptions", Act::SubscriptionEdit, post(publication::api::open)),
        read("/api/subscriptions/{subscription}", Act::SubscriptionEdit, get(publication::api::view)),
        write("/api/subscriptions/{subscription}/steps", Act::SubscriptionEdit, post(publication::api::turn)),
        read("/api/cases/{case}", Act::CaseView, get(cases::api::view)),
        read("/api/cases/{case}/files", Act::CaseView, get(cases::api_files::list)),
        write(
            "/api/cases/{case}/files",
            Act::CaseReceive,
            post(cases::api_files::attach).layer(DefaultBodyLimit::max(LARGEST_FILE_IN_JSON)),
        ),
        read("/api/cases/{case}/files/{file}", Act::CaseView, get(cases::api_files::open)),
        write("/api/cases/{case}/files/{file}/detach", Act::CaseReceive, post(cases::api_files::detach)),
        read("/api/indicators", Act::IndicatorView, get(indicators::api::figures)),
        read("/api/reports", Act::ReportView, get(reports::api::list)),
        read("/api/reports/{report}", Act::ReportView, get(reports::api::view)),
        read("/api/indicators/{indicator}/rows", Act::IndicatorView, get(indicators::api::rows)),
        read("/api/indicators/{indicator}/gaps", Act::BlockerEdit, get(indicators::api_way::gap_list)),
        write("/api/indicators/what-if", Act::IndicatorView, post(indicators::api_way::what_if)),
        write("/api/indicators/{indicator}/cheapest", Act::IndicatorView, post(indicators::api_way::cheapest)),
        read("/api/indicators/{indicator}/peers", Act::IndicatorView, get(indicators::api_course::peers)),
        read("/api/indicators/{indicator}/trend", Act::IndicatorView, get(indicators::api_course::course)),
        read("/api/indicators/profiles", Act::IndicatorView, get(indicators::api_course::profiles)),
    ]
}

/// What the desks do with a case, for programs.
fn desk_api() -> Vec<Line> {
    use cases::{
        api_acts::{
            Bring, Check, Complete, Correct, Decide, End, Examine, Extend, Receive, Resume, SendBack, Supply, Suspend,
            TakeUp, act,
        },
        api_deliver::Deliver,
        api_intake, api_push, api_sitting,
        api_takeover::{HandBack, ReportDecision, ReportResult, TakeBack, TakeOver},
    };
    vec![
        write("/api/cases/instant", Act::CaseInstant, post(api_intake::instant)),
        write("/api/cases/sitting/rehearse", Act::CaseSit, post(api_sitting::rehearse)),
        write("/api/cases/sitting", Act::CaseSit, post(api_sitting::sit)),
        write("/api/cases/correct", Act::CaseAccept, post(api_intake::ask)),
        write("/api/cases/decide", Act::CaseDecide, post(api_intake::decide_batch)),
        read("/api/cases/parked", Act::CaseAccept, get(api_intake::parked)),
        write("/api/cases/parked", Act::CaseAccept, post(api_intake::park)),
        read("/api/cases/parked/{parked}", Act::CaseAccept, get(api_intake::open_parked)),
        write("/api/cases/parked/{parked}/drop", Act::CaseAccept, post(api_intake::unpark)),
        read("/api/applications", Act::CasePush, get(publication::api::own_feed)),
        write("/api/applications", Act::CasePush, post(api_push::push)),
        read("/api/applications/{number}", Act::CasePush, get(api_push::view)),
        write(
            "/api/applications/{number}/files",
            Act::CasePush,
            post(api_push::attach).layer(DefaultBodyLimit::max(LARGEST_FILE_IN_JSON)),
        ),
        write("/api/cases/{case}/takeover", Act::CaseTakeOver, post(act::<TakeOver>)),
        write("/api/cases/{case}/takeover/decision", Act::CaseTakeOver, post(act::<ReportDecision>)),
        write("/api/cases/{case}/takeover/result", Act::CaseTakeOver, post(act::<ReportResult>)),
        write("/api/cases/{case}/takeover/back", Act::CaseTakeOver, post(act::<HandBack>)),
        write("/api/cases/{case}/take-back", Act::CaseReview, post(act::<TakeBack>)),
        write("/api/cases/{case}/receive", Act::CaseReceive, post(act::<Receive>)),
        write("/api/cases/{case}/correct", Act::CaseReceive, post(act::<Correct>)),
        write("/api/cases/{case}/supply", Act::CaseReceive, post(act::<Supply>)),
        write("/api/cases/{case}/bring", Act::CaseReceive, post(act::<Bring>)),
        write("/api/cases/{case}/take-up", Act::CaseReview, post(act::<TakeUp>)),
        write("/api/cases/{case}/send-back", Act::CaseSit, post(act::<SendBack>)),
        write("/api/cases/{case}/examine", Act::CaseReview, post(act::<Examine>)),
        write("/api/cases/{case}/suspend", Act::CaseReview, post(act::<Suspend>)),
        write("/api/cases/{case}/resume", Act::CaseReview, post(act::<Resume>)),
        write("/api/cases/{case}/extend", Act::CaseReview, post(act::<Extend>)),
        write("/api/cases/{case}/check", Act::CaseReview, post(act::<Check>)),
        write("/api/cases/{case}/end", Act::CaseView, post(act::<End>)),
        write("/api/cases/{case}/decide", Act::CaseDecide, post(act::<Decide>)),
        write("/api/cases/{case}/complete", Act::CaseComplete, post(act::<Complete>)),
        write("/api/cases/{case}/deliver", Act::CaseDeliver, post(act::<Deliver>)),
    ]
}

/// Forms and JSON.
const LARGEST_FORM: usize = 256 * 1024;

/// The reader's own limit is 20 MiB; the form around the file takes a little more.
const LARGEST_UPLOAD: usize = 21 * 1024 * 1024;

/// Files handed in at once; each has its own limit in the county's data.
const LARGEST_HAND_IN: usize = 64 * 1024 * 1024;

/// One message between nodes.
const LARGEST_MESSAGE: usize = 4 * 1024 * 1024;

/// One of them in base64.
const LARGEST_FILE_IN_JSON: usize = 28 * 1024 * 1024;

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
