//! Items as JSON: suggestions while typing, and the guide of one item. Ids are text, because they are larger than what
//! a JSON number keeps exactly.

use axum::{
    extract::{Path, State},
    http::StatusCode,
};
use domain::catalogue::{CaseKind, Clients, Content, VersionState};
use serde::Serialize;
use services::catalogue::{GuideView, VersionLine, browse, compare_versions, history};

use super::{guide, words};
use crate::door::{App, Oops, Query, Reply, Seat, blocking, id, json};

const SUGGESTED: usize = 10;

#[derive(Serialize)]
struct Suggestions {
    items: Vec<Suggestion>,
}

#[derive(Serialize)]
struct Suggestion {
    id: String,
    name: String,
    department: String,
    code: String,
}

pub(crate) async fn items(State(app): State<App>, query: Query) -> Reply {
    let (bureau, asked) = (app.bureau().clone(), query.text("q"));
    // Nothing typed, nothing to suggest.
    let found = match asked.as_str() {
        "" => Vec::new(),
        _ => blocking(move || browse(&bureau, &asked, None)).await?.map_err(|e| Oops::broken(&e))?,
    };
    let items = found
        .into_iter()
        .take(SUGGESTED)
        .map(|f| Suggestion { id: f.id.to_string(), name: f.name, department: f.department, code: f.code })
        .collect();
    json(StatusCode::OK, &Suggestions { items })
}

/// The guide; `null` where it does not say.
#[derive(Serialize)]
struct Guide {
    id: String,
    version: i64,
    effective_on: String,
    code: String,
    name: String,
    department: String,
    item_type: String,
    status: &'static str,
    case_kind: Option<&'static str>,
    clients: Option<&'static str>,
    statutory: Option<String>,
    promised: Option<String>,
    online_depth: Option<i64>,
    onsite_visits: Option<u16>,
    conditions: Vec<String>,
    materials: Option<Vec<Material>>,
    fee: Option<String>,
    result_name: Option<String>,
    result_kind: Option<String>,
    legal_basis: Vec<String>,
    place: Option<String>,
    hours: Option<String>,
    phone: Option<String>,
    main_name: Option<String>,
    aliases: Vec<String>,
    statutory_note: Option<String>,
    promised_note: Option<String>,
    special_procedures: Vec<String>,
    onsite_reason: Option<String>,
    fees: Vec<Fee>,
    steps: Vec<Step>,
    flow: Vec<String>,
    faqs: Vec<Faq>,
    online_url: Option<String>,
    mobile_url: Option<String>,
    bookable: Option<bool>,
    mail: Option<bool>,
    kiosk: Option<bool>,
    online_payment: Option<bool>,
    scope: Option<String>,
    quota: Option<String>,
    complaint: Option<String>,
    person_themes: Vec<String>,
    org_themes: Vec<String>,
    life_events: Vec<String>,
}

#[derive(Serialize)]
struct Fee {
    name: String,
    standard: Option<String>,
    basis: Option<String>,
    reducible: Option<bool>,
}

#[derive(Serialize)]
struct Step {
    name: String,
    office: Option<String>,
    limit: Option<String>,
    criterion: Option<String>,
    result: Option<String>,
    special: bool,
}

#[derive(Serialize)]
struct Faq {
    question: String,
    answer: Option<String>,
}

#[derive(Serialize)]
struct Material {
    name: String,
    need: &'static str,
    form: Option<String>,
    copies: u8,
    origin: &'static str,
    source_note: Option<String>,
    notice: Option<String>,
    standard: Option<String>,
    blank_form: Option<String>,
    sample_form: Option<String>,
}

pub(crate) async fn item(State(app): State<App>, seat: Seat, Path(item): Path<String>) -> Reply {
    let view = guide::find(&app, &seat, &item).await?;
    json(StatusCode::OK, &body(&view))
}

fn body(view: &GuideView) -> Guide {
    let content = &view.item.content;
    let told = &content.guide;
    Guide {
        id: view.item.id.to_string(),
        version: view.item.version,
        effective_on: view.item.effective_on.to_string(),
        code: content.code.clone(),
        name: content.name.clone(),
        department: view.department.name.clone(),
        item_type: content.item_type.as_str().to_owned(),
        status: content.status.as_str(),
        case_kind: content.case_kind.map(CaseKind::as_str),
        clients: content.clients.map(Clients::as_str),
        statutory: content.statutory.map(|l| l.to_string()),
        promised: content.promised.map(|l| l.to_string()),
        online_depth: content.standing.online_depth.map(|d| d.number()),
        onsite_visits: content.standing.onsite_visits,
        conditions: words::lines(&content.guide.conditions),
        materials: materials(content),
        fee: words::said(&content.guide.fee),
        result_name: words::said(&content.guide.result_name),
        result_kind: words::said(&content.guide.result_kind),
        legal_basis: words::lines(&content.guide.legal_basis),
        place: words::said(&content.guide.place),
        hours: words::said(&content.guide.hours),
        phone: words::said(&content.guide.phone),
        main_name: words::said(&content.main_name),
        aliases: told.aliases.clone(),
        statutory_note: words::said(&told.statutory_note),
        promised_note: words::said(&told.promised_note),
        special_procedures: told.special_procedures.clone(),
        onsite_reason: words::said(&told.onsite_reason),
        fees: told.fees.iter().map(fee).collect(),
        steps: told.steps.iter().map(|s| step(content, s)).collect(),
        flow: words::lines(&told.flow),
        faqs: told.faqs.iter().map(faq).collect(),
        online_url: words::web_address(&told.online_url),
        mobile_url: words::web_address(&told.mobile_url),
        bookable: told.bookable,
        mail: told.mail,
        kiosk: told.kiosk,
        online_payment: told.online_payment,
        scope: words::said(&told.scope),
        quota: words::said(&told.quota),
        complaint: words::said(&told.complaint),
        person_themes: told.person_themes.clone(),
        org_themes: told.org_themes.clone(),
        life_events: told.life_events.clone(),
    }
}

fn fee(fee: &domain::catalogue::Fee) -> Fee {
    Fee {
        name: fee.name.clone(),
        standard: words::said(&fee.standard),
        basis: words::said(&fee.basis),
        reducible: fee.reducible,
    }
}

fn step(content: &Content, step: &domain::catalogue::Step) -> Step {
    Step {
        name: step.name.clone(),
        office: words::said(&step.office),
        limit: step.days.map(|d| words::step_limit(content, d)),
        criterion: words::said(&step.criterion),
        result: words::said(&step.result),
        special: step.special,
    }
}

fn faq(faq: &domain::catalogue::Faq) -> Faq {
    Faq { question: faq.question.clone(), answer: words::said(&faq.answer) }
}

fn materials(content: &Content) -> Option<Vec<Material>> {
    let list = &content.guide.materials;
    let one = |m: &domain::catalogue::Material| Material {
        name: m.name.clone(),
        need: words::need(m.need),
        form: words::said(&m.form),
        copies: m.copies,
        origin: guide::source(m.origin),
        source_note: words::said(&m.source_note),
        notice: words::said(&m.notice),
        standard: words::said(&m.standard),
        blank_form: words::web_address(&m.blank_form),
        sample_form: words::web_address(&m.sample_form),
    };
    (!list.is_empty()).then(|| list.iter().map(one).collect())
}

/// Versions of an item, newest first.
#[derive(Serialize)]
struct Versions {
    versions: Vec<Version>,
}

#[derive(Serialize)]
struct Version {
    version: i64,
    effective_on: String,
    state: &'static str,
    status: &'static str,
    entered_at: String,
    actor: Option<String>,
    why: Option<String>,
    import: Option<String>,
}

pub(crate) async fn versions(State(app): State<App>, seat: Seat, Path(item): Path<String>) -> Reply {
    let (bureau, desk, wanted) = (app.bureau().clone(), seat.desk.clone(), id(&item)?);
    let all = blocking(move || history(&bureau, &desk, wanted)).await??;
    if all.is_empty() {
        return Err(Oops::not_found());
    }
    json(StatusCode::OK, &Versions { versions: all.into_iter().map(version).collect() })
}

fn version(line: VersionLine) -> Version {
    Version {
        version: line.version,
        effective_on: line.effective_on.to_string(),
        state: match line.state {
            VersionState::Past => "past",
            VersionState::InForce => "in_force",
            VersionState::Waiting => "waiting",
            VersionState::Withdrawn => "withdrawn",
        },
        status: line.status.as_str(),
        entered_at: line.entered_at.to_string(),
        actor: words::said(&line.actor),
        why: words::said(&line.why),
        import: line.import.map(|i| i.to_string()),
    }
}

/// Fields in which two versions differ.
#[derive(Serialize)]
struct Compared {
    from: i64,
    to: i64,
    changes: Vec<Changed>,
}

#[derive(Serialize)]
struct Changed {
    field: String,
    before: Option<String>,
    after: Option<String>,
}

pub(crate) async fn compare(State(app): State<App>, seat: Seat, Path(item): Path<String>, query: Query) -> Reply {
    let version = |name: &'static str| {
        query.number(name).ok_or_else(|| Oops::parameter(name, format!("{name} 请写版本号，来自 versions")))
    };
    let (from, to) = (version("from")?, version("to")?);
    let (bureau, desk, wanted) = (app.bureau().clone(), seat.desk.clone(), id(&item)?);
    let changes = blocking(move || compare_versions(&bureau, &desk, wanted, from, to)).await??;
    let one = |c: domain::catalogue::RowChange| Changed {
        field: c.field.to_owned(),
        before: words::said(&c.before),
        after: words::said(&c.after),
    };
    json(StatusCode::OK, &Compared { from, to, changes: changes.into_iter().map(one).collect() })
}
