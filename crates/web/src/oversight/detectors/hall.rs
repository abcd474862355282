//! The hall's hours, places and terminals over HTTP.

use axum::{extract::State, http::StatusCode};
use domain::base::shanghai_text;
use services::{
    Failure,
    oversight::detectors::{HallForm, HallRefusal, HallVersion, HallView, hall, set_hall},
};

use super::{HallProfilePage, HallRow};
use crate::{
    base::{Field, paths},
    door::{App, Oops, Posted, Query, Reply, Seat, address, blocking, go, show, show_as},
};

pub(super) async fn load(app: &App, seat: &Seat) -> Result<HallView, Oops> {
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    Ok(blocking(move || hall(&bureau, &desk)).await??)
}

/// The page.
pub(crate) async fn page(State(app): State<App>, seat: Seat, query: Query) -> Reply {
    let view = load(&app, &seat).await?;
    let mut page = draw(&app, &seat, &view, HallForm::of(&view.profile));
    page.frame.notice = (query.text("done") == "saved").then(|| "已保存，下一次监测起用".to_owned());
    show(&page)
}

fn draw(app: &App, seat: &Seat, view: &HallView, form: HallForm) -> HallProfilePage {
    HallProfilePage {
        frame: app.frame(seat, "大厅时间和终端"),
        version: form.version,
        hours: Field::of(form.hours),
        grace: Field::of(form.grace_minutes.to_string()),
        places: Field::of(form.places),
        terminals: Field::of(form.terminals),
        source: Field::of(form.source),
        reason: Field::of(form.reason),
        rows: view.versions.iter().map(row).collect(),
    }
}

fn row(of: &HallVersion) -> HallRow {
    let hours: Vec<String> = of
        .hall
        .hours
        .iter()
        .map(|s| {
            let clock = |t: jiff::civil::Time| format!("{:02}:{:02}", t.hour(), t.minute());
            format!("{}-{}", clock(s.from), clock(s.to))
        })
        .collect();
    HallRow {
        version: of.version,
        since: shanghai_text(of.since),
        hours: format!("{}，前后 {} 分钟", hours.join("、"), of.hall.grace_minutes),
        terminals: match of.hall.terminals.len() {
            0 => "没有清单".to_owned(),
            n => format!("{n} 行"),
        },
        source: of.hall.source.clone(),
    }
}

/// The input that a refusal speaks of.
pub(super) fn field(refusal: &HallRefusal) -> &'static str {
    match refusal {
        HallRefusal::Hours(_) | HallRefusal::Flaw(_) | HallRefusal::Unchanged => "hours",
        HallRefusal::Grace => "grace_minutes",
        HallRefusal::Places | HallRefusal::Long("地点") => "places",
        HallRefusal::Long(_) => "terminals",
        HallRefusal::Source => "source",
        HallRefusal::Reason => "reason",
    }
}

/// Keeps a new version.
pub(crate) async fn submit(State(app): State<App>, seat: Seat, posted: Posted) -> Reply {
    let form = HallForm {
        version: posted.number("expected_version").unwrap_or_default(),
        hours: posted.text("hours"),
        grace_minutes: posted.number("grace_minutes").unwrap_or(u32::MAX),
        places: posted.text("places"),
        terminals: posted.text("terminals"),
        source: posted.text("source"),
        reason: posted.text("reason"),
    };
    let (bureau, desk, key, sent) = (app.bureau().clone(), seat.desk.clone(), posted.key(), form.clone());
    let refusal = match blocking(move || set_hall(&bureau, &desk, &sent, key.as_deref())).await? {
        Ok(_) => return go(&address(paths::HALL_PROFILE, &[("done", "saved")])),
        Err(Failure::Refused(refusal)) => refusal,
        Err(failure) => return Err(failure.into()),
    };
    let (sentence, at, typed) = (refusal.to_string(), field(&refusal), posted.text("grace_minutes"));
    let mut page = draw(&app, &seat, &load(&app, &seat).await?, form);
    page.frame = page.frame.with_problem(at, &sentence);
    page.grace.value = typed;
    let input = match at {
        "grace_minutes" => &mut page.grace,
        "places" => &mut page.places,
        "terminals" => &mut page.terminals,
        "source" => &mut page.source,
        "reason" => &mut page.reason,
        _ => &mut page.hours,
    };
    input.problem = Some(sentence);
    show_as(StatusCode::UNPROCESSABLE_ENTITY, &page)
}
