//! Appointing over HTTP (任命代表).

use axum::{extract::State, http::StatusCode};
use domain::base::DepartmentId;
use services::{
    Failure,
    delegates::{AppointForm, Candidates, IncomingScan, appoint_with, candidates},
};

use super::{AppointPage, rules, scan::looked_at, words};
use crate::{
    base::{Choice, Field, paths},
    door::{App, Oops, Query, Reply, Seat, Upload, address, blocking, go, show, show_as},
};

/// What stands in the form.
#[derive(Debug, Clone, Default)]
struct Typed {
    department: String,
    person: String,
    rank: String,
    on_roster: String,
    doc_no: String,
    from: String,
}

/// `?department=` chooses the department, without one the page asks for it.
pub(crate) async fn page(State(app): State<App>, seat: Seat, query: Query) -> Reply {
    let typed =
        Typed { department: query.text("department"), from: app.bureau().today().to_string(), ..Typed::default() };
    show(&draw(&app, &seat, typed).await?)
}

pub(super) async fn offered(app: &App, seat: &Seat, department: &str) -> Result<Candidates, Oops> {
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    let of = department.parse().ok().map(DepartmentId::new);
    Ok(blocking(move || candidates(&bureau, &desk, of)).await??)
}

/// The departments, and the chosen one's id and name, both empty where none is.
pub(super) fn departments(all: &Candidates, chosen: &str) -> (Choice, String, String) {
    let rows = all.departments.iter().map(|d| (d.id.get(), d.name.clone()));
    let choice = words::chosen("请选择", rows, chosen);
    let found = all.departments.iter().find(|d| d.id.to_string() == chosen);
    found.map_or((choice.clone(), String::new(), String::new()), |d| (choice, d.id.to_string(), d.name.clone()))
}

async fn draw(app: &App, seat: &Seat, typed: Typed) -> Result<AppointPage, Oops> {
    let all = offered(app, seat, &typed.department).await?;
    let (departments, department, department_name) = departments(&all, &typed.department);
    let rules = rules::load(app, seat).await?.rules;
    let ranks: Vec<(&str, &str)> = rules.rules.ranks.iter().map(|r| (r.name.as_str(), r.name.as_str())).collect();
    let enough: Vec<&str> = rules.rules.ranks.iter().filter(|r| r.enough).map(|r| r.name.as_str()).collect();
    let rank = if typed.rank.is_empty() { enough.last().copied().unwrap_or_default() } else { &typed.rank };
    let on_roster = if typed.on_roster == "no" { "no" } else { "yes" };
    Ok(AppointPage {
        frame: app.frame(seat, "任命首席事务代表"),
        departments,
        department,
        department_name,
        person: words::chosen("请选择", all.staff.iter().map(|s| (s.id.get(), s.name.clone())), &typed.person),
        rank: Choice::of(&ranks, rank),
        on_roster: Choice::of(&[("yes", "在编"), ("no", "非在编")], on_roster),
        doc_no: Field::of(typed.doc_no),
        from: Field::of(typed.from),
        rank_hint: format!("要{}；其他的照样登记，核查时会提示", enough.join("、")),
        file: Field::default(),
        source: rules.source.clone(),
    })
}

/// Appoints, or says what is to be mended.
pub(crate) async fn submit(State(app): State<App>, seat: Seat, sent: Upload) -> Reply {
    let posted = &sent.form;
    let typed = Typed {
        department: posted.text("of"),
        person: posted.text("person"),
        rank: posted.text("rank"),
        on_roster: posted.text("on_roster"),
        doc_no: posted.text("doc_no"),
        from: posted.text("from"),
    };
    let form = AppointForm {
        department: typed.department.parse().unwrap_or_default(),
        person: typed.person.parse().unwrap_or_default(),
        rank: typed.rank.clone(),
        on_roster: typed.on_roster == "yes",
        doc_no: typed.doc_no.clone(),
        from: typed.from.clone(),
    };
    let (inner, desk, key) = (app.clone(), seat.desk.clone(), posted.key());
    let file = IncomingScan { name: sent.file_name, bytes: sent.bytes };
    let done = blocking(move || {
        let scan = looked_at(&inner, file)?;
        appoint_with(inner.bureau(), &desk, &form, scan, key.as_deref())
    });
    let (field, sentence) = match done.await? {
        Ok(id) => return go(&address(&paths::delegate_appointment(&id.to_string()), &[("done", "appointed")])),
        Err(Failure::Refused(refusal)) => (refusal.field(), refusal.to_string()),
        Err(failure) => return Err(failure.into()),
    };
    let mut page = draw(&app, &seat, typed).await?;
    let problem = Some(sentence.clone());
    match field {
        "department" => page.departments.problem = problem,
        "person" => page.person.problem = problem,
        "rank" => page.rank.problem = problem,
        "on_roster" => page.on_roster.problem = problem,
        "doc_no" => page.doc_no.problem = problem,
        "from" => page.from.problem = problem,
        "file" => page.file.problem = problem,
        _ => {}
    }
    // Without a department the page has no form that the sentence could stand at.
    let field = if page.department.is_empty() && field != "department" { "" } else { field };
    page.frame = page.frame.with_problem(field, &sentence);
    show_as(StatusCode::UNPROCESSABLE_ENTITY, &page)
}
