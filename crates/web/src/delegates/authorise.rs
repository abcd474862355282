//! Authorising over HTTP (授权).

use axum::{extract::State, http::StatusCode};
use domain::delegates::Power;
use jiff::ToSpan as _;
use services::{
    Failure,
    delegates::{AuthoriseForm, Candidates, IncomingScan, authorise_with},
};

use super::{
    AuthorisePage,
    appoint::{departments, offered},
    scan::looked_at,
    words,
};
use crate::{
    base::{Choice, Field, Link, Pick, paths},
    door::{App, Oops, Posted, Query, Reply, Seat, Upload, address, blocking, go, show, show_as},
};

/// What stands in the form.
#[derive(Debug, Clone, Default)]
struct Typed {
    department: String,
    person: String,
    deputy: String,
    powers: Vec<String>,
    listing: String,
    items: Vec<String>,
    doc_no: String,
    valid_from: String,
    valid_to: String,
    replaces: String,
}

impl Typed {
    fn of(posted: &Posted) -> Self {
        Self {
            department: posted.text("of"),
            person: posted.text("person"),
            deputy: posted.text("deputy"),
            powers: posted.all("powers"),
            listing: posted.text("listing"),
            items: posted.all("items"),
            doc_no: posted.text("doc_no"),
            valid_from: posted.text("valid_from"),
            valid_to: posted.text("valid_to"),
            replaces: posted.text("replaces"),
        }
    }

    /// What is ticked is taken out of all, or is all that is given.
    fn form(&self, file_digest: String) -> AuthoriseForm {
        let ticked: Vec<i64> = self.items.iter().filter_map(|id| id.parse().ok()).collect();
        let all_items = self.listing != "listed";
        let (items, excluded) = if all_items { (Vec::new(), ticked) } else { (ticked, Vec::new()) };
        AuthoriseForm {
            department: self.department.parse().unwrap_or_default(),
            person: self.person.parse().unwrap_or_default(),
            deputy: self.deputy.parse().ok(),
            all_items,
            items,
            excluded,
            powers: self.powers.clone(),
            doc_no: self.doc_no.clone(),
            valid_from: self.valid_from.clone(),
            valid_to: self.valid_to.clone(),
            file_digest,
            replaces: self.replaces.parse().ok(),
        }
    }
}

/// `?department=` chooses the department, without one the page asks for it.
pub(crate) async fn page(State(app): State<App>, seat: Seat, query: Query) -> Reply {
    let today = app.bureau().today();
    let year_on = today.saturating_add(1.year());
    let typed = Typed {
        department: query.text("department"),
        powers: Power::ALL.map(|p| p.as_str().to_owned()).to_vec(),
        valid_from: today.to_string(),
        valid_to: year_on.yesterday().unwrap_or(year_on).to_string(),
        ..Typed::default()
    };
    show(&draw(&app, &seat, typed).await?)
}

/// Those in office, each with the letter of appointment.
fn in_office(all: &Candidates, chosen: &str) -> Choice {
    let rows = all.appointments.iter().map(|a| (a.person.get(), format!("{}（{}）", a.person_name, a.doc_no)));
    // Where one alone is in office, nobody has to choose.
    let only = match (all.appointments.as_slice(), chosen) {
        ([one], "") => one.person.to_string(),
        (_, chosen) => chosen.to_owned(),
    };
    words::chosen("请选择", rows, &only)
}

fn items(all: &Candidates, ticked: &[String]) -> Choice {
    let pick = |item: &services::delegates::DepartmentItem| {
        let value = item.id.to_string();
        let label = match item.resident {
            Some(true) => format!("{}（已进驻）", item.name),
            Some(false) | None => item.name.clone(),
        };
        Pick { chosen: ticked.contains(&value), value, label }
    };
    Choice { options: all.items.iter().map(pick).collect(), problem: None }
}

async fn draw(app: &App, seat: &Seat, typed: Typed) -> Result<AuthorisePage, Oops> {
    let all = offered(app, seat, &typed.department).await?;
    let (departments, department, department_name) = departments(&all, &typed.department);
    let power = |p: Power| Pick {
        value: p.as_str().to_owned(),
        label: p.label().to_owned(),
        chosen: typed.powers.iter().any(|t| t == p.as_str()),
    };
    let listing = if typed.listing == "listed" { "listed" } else { "all" };
    let letters = all.letters.iter().map(|l| (l.id.get(), format!("{}（{}）", l.doc_no, l.representative.name)));
    Ok(AuthorisePage {
        frame: app.frame(seat, "授权首席事务代表"),
        departments,
        appoint: all
            .appointments
            .is_empty()
            .then(|| Link::new(address(paths::DELEGATES_APPOINT, &[("department", &department)]), "先任命代表")),
        department,
        department_name,
        person: in_office(&all, &typed.person),
        deputy: words::chosen("不设", all.staff.iter().map(|s| (s.id.get(), s.name.clone())), &typed.deputy),
        powers: Choice { options: Power::ALL.into_iter().map(power).collect(), problem: None },
        listing: Choice::of(&[("all", "本部门全部事项，下面勾选的除外"), ("listed", "只授权下面勾选的事项")], listing),
        items: items(&all, &typed.items),
        doc_no: Field::of(typed.doc_no),
        valid_from: Field::of(typed.valid_from),
        valid_to: Field::of(typed.valid_to),
        file: Field::default(),
        replaces: words::chosen("不更换", letters, &typed.replaces),
    })
}

/// Authorises, or says what is to be mended.
pub(crate) async fn submit(State(app): State<App>, seat: Seat, sent: Upload) -> Reply {
    let typed = Typed::of(&sent.form);
    let (inner, desk, key) = (app.clone(), seat.desk.clone(), sent.form.key());
    let (file, form) = (IncomingScan { name: sent.file_name, bytes: sent.bytes }, typed.clone());
    let done = blocking(move || {
        let scan = looked_at(&inner, file)?;
        let form = form.form(scan.as_ref().map(|s| s.digest.clone()).unwrap_or_default());
        authorise_with(inner.bureau(), &desk, &form, scan, key.as_deref())
    });
    let (field, sentence) = match done.await? {
        Ok(id) => return go(&address(&paths::delegate_letter(&id.to_string()), &[("done", "authorised")])),
        Err(Failure::Refused(refusal)) => (refusal.field(), refusal.to_string()),
        Err(failure) => return Err(failure.into()),
    };
    let mut page = draw(&app, &seat, typed).await?;
    let problem = Some(sentence.clone());
    match field {
        "department" => page.departments.problem = problem,
        "person" => page.person.problem = problem,
        "deputy" => page.deputy.problem = problem,
        "powers" => page.powers.problem = problem,
        "items" => page.items.problem = problem,
        "doc_no" => page.doc_no.problem = problem,
        "valid_from" => page.valid_from.problem = problem,
        "valid_to" => page.valid_to.problem = problem,
        "file" => page.file.problem = problem,
        "replaces" => page.replaces.problem = problem,
        _ => {}
    }
    // Without a department, or where nobody is in office, the page has no form that the sentence could stand at.
    let no_form = page.department.is_empty() || page.appoint.is_some();
    let lost = (no_form && field != "department") || (field == "items" && page.items.options.is_empty());
    let field = if lost { "" } else { field };
    page.frame = page.frame.with_problem(field, &sentence);
    show_as(StatusCode::UNPROCESSABLE_ENTITY, &page)
}
