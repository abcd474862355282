//! The list of reports, and making one.

use axum::{extract::State, http::StatusCode};
use domain::{
    base::{DepartmentId, date_text_with_year, shanghai_text},
    people::{Act, authorise},
    reports::ReportKind,
};
use services::{
    Failure,
    reports::{MakeForm, ReportLine, ReportRefusal, make},
};

use super::{ReportListPage, ReportListRow};
use crate::{
    base::{Choice, Field, Link, actor_name, paths},
    door::{App, Oops, Posted, Reply, Seat, blocking, go, show, show_as},
};

fn row(line: ReportLine) -> ReportListRow {
    ReportListRow {
        href: paths::report(&line.id.to_string()),
        title: line.title,
        kind: line.kind.label().into(),
        as_of: date_text_with_year(line.as_of),
        changed: format!("{} {}", shanghai_text(line.changed_at), actor_name(&line.changed_by)),
    }
}

async fn blank(app: &App, seat: &Seat, kind: &str, department: &str) -> Result<ReportListPage, Oops> {
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    let (lines, departments) = blocking(move || -> Result<_, Oops> {
        let lines = services::reports::list(&bureau, &desk)?;
        Ok((lines, services::reports::departments(&bureau, &desk)?))
    })
    .await??;
    let kinds: Vec<(&str, &str)> = ReportKind::ALL.iter().map(|k| (k.as_str(), k.label())).collect();
    let ids: Vec<(String, String)> = departments.into_iter().map(|(id, name)| (id.to_string(), name)).collect();
    let mut units = vec![("", "不是交办单，不用选")];
    units.extend(ids.iter().map(|(id, name)| (id.as_str(), name.as_str())));
    Ok(ReportListPage {
        frame: app.frame(seat, "报告"),
        rows: lines.into_iter().map(row).collect(),
        may_make: authorise(&seat.desk, Act::ReportEdit, None).is_ok(),
        kind: Choice::of(&kinds, kind),
        department: Choice::of(&units, department),
        as_of: Field::default(),
        templates: ReportKind::ALL
            .iter()
            .map(|k| Link::new(paths::report_template(k.as_str()), format!("{}的模板", k.label())))
            .collect(),
    })
}

pub(crate) async fn page(State(app): State<App>, seat: Seat) -> Reply {
    show(&blank(&app, &seat, "analysis", "").await?)
}

pub(crate) async fn submit(State(app): State<App>, seat: Seat, form: Posted) -> Reply {
    let sent = MakeForm {
        kind: form.text("kind"),
        as_of: form.text("as_of"),
        department: form.number::<i64>("department").map(DepartmentId::new),
    };
    let (bureau, desk, key, asked) = (app.bureau().clone(), seat.desk.clone(), form.key(), sent.clone());
    let refusal = match blocking(move || make(&bureau, &desk, &asked, key.as_deref())).await? {
        Ok(id) => return go(&paths::report(&id.to_string())),
        Err(Failure::Refused(refusal)) => refusal,
        Err(other) => return Err(other.into()),
    };
    let mut page = blank(&app, &seat, &sent.kind, &form.text("department")).await?;
    let sentence = refusal.to_string();
    page.as_of = Field::of(sent.as_of);
    let at = match refusal {
        ReportRefusal::Kind => {
            page.kind.problem = Some(sentence.clone());
            "kind"
        }
        ReportRefusal::Department | ReportRefusal::NothingToAssign => {
            page.department.problem = Some(sentence.clone());
            "department"
        }
        ReportRefusal::Day(_) => {
            page.as_of.problem = Some(sentence.clone());
            "as_of"
        }
        ReportRefusal::NoSnapshot | ReportRefusal::Moved | ReportRefusal::Body(_) => "",
    };
    page.frame = page.frame.with_problem(at, &sentence);
    show_as(StatusCode::UNPROCESSABLE_ENTITY, &page)
}
