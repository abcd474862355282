//! Disputes over HTTP: raising one from the rows of one's own score, the list, ruling.

use axum::{
    extract::{Path, State},
    http::StatusCode,
};
use domain::base::{EvaluationDisputeId, EvaluationRunId};
use services::{
    Failure,
    evaluation::{DisputeForm, DisputeLine, DisputeStage, Subject, SubjectKind, measures, rule_dispute},
    measures::SOURCES,
};

use super::{DisputeRow, DisputesPage, rows, words};
use crate::{
    base::{Field, paths},
    door::{App, Oops, Posted, Query, Reply, Seat, address, blocking, go, show, show_as},
};

/// Disputes a row and goes back to the rows.
pub(crate) async fn raise(State(app): State<App>, seat: Seat, posted: Posted) -> Reply {
    let me = seat.desk.staff.as_ref().map(|s| s.id).ok_or_else(Oops::not_found)?;
    let subject = Subject { kind: SubjectKind::Person, key: me.to_string() };
    let leaf = posted.text("leaf");
    let form = DisputeForm {
        run: posted.number("run").unwrap_or_default(),
        source: posted.text("source"),
        fact: posted.text("fact"),
        measure: posted.text("measure"),
        reason: posted.text("reason"),
    };
    let (bureau, desk, key, asked) = (app.bureau().clone(), seat.desk.clone(), posted.key(), form.clone());
    let done = blocking(move || services::evaluation::raise_dispute(&bureau, &desk, &asked, key.as_deref())).await?;
    let refusal = match done {
        Ok(_) => {
            let run = form.run.to_string();
            let fields = [
                ("run", run.as_str()),
                ("kind", subject.kind.as_str()),
                ("key", &subject.key),
                ("leaf", &leaf),
                ("done", "disputed"),
            ];
            return go(&address(paths::EVALUATION_ROWS, &fields));
        }
        Err(Failure::Refused(refusal)) => refusal,
        Err(failure) => return Err(failure.into()),
    };
    let found = rows::load(&app, &seat, (EvaluationRunId::new(form.run), subject, leaf.clone())).await?;
    let mut page = rows::draw(&app, &seat, &found, &leaf);
    let sentence = refusal.to_string();
    let at = page.rows.iter().position(|r| r.source == form.source && r.fact == form.fact && r.can_dispute);
    let field = at.map(|n| format!("reason-{}", n + 1)).unwrap_or_default();
    if let Some(row) = at.and_then(|n| page.rows.get_mut(n)) {
        row.reason = Field::wrong(form.reason, sentence.clone());
    }
    page.frame = page.frame.with_problem(&field, &sentence);
    show_as(StatusCode::UNPROCESSABLE_ENTITY, &page)
}

async fn load(app: &App, seat: &Seat) -> Result<Vec<DisputeLine>, Oops> {
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    Ok(blocking(move || services::evaluation::disputes(&bureau, &desk)).await??)
}

fn draw(app: &App, seat: &Seat, lines: &[DisputeLine]) -> DisputesPage {
    let waiting = lines.iter().filter(|l| l.dispute.stage == DisputeStage::Raised).count();
    let known = measures(SOURCES);
    let label = |word: &str| known.iter().find(|m| m.word == word).map_or(word.to_owned(), |m| m.label.to_owned());
    DisputesPage {
        frame: app.frame(
            seat,
            match waiting {
                0 => "没有待裁定的异议".to_owned(),
                n => format!("{n} 个异议待裁定"),
            },
        ),
        rows: lines
            .iter()
            .map(|line| {
                let d = &line.dispute;
                DisputeRow {
                    id: d.id.to_string(),
                    version: d.version,
                    label: d.label.clone(),
                    about: format!("{}，{}", d.period, label(&d.row.measure)),
                    reason: format!("{}：{}", line.by, d.reason),
                    state: words::dispute(d),
                    ruling: match (words::ruling(d).as_str(), line.is_late) {
                        ("", true) => format!("应在 {} 前裁定，已超期", d.rule_by),
                        ("", false) => format!("{} 前裁定", d.rule_by),
                        (ruling, _) => ruling.to_owned(),
                    },
                    can_rule: line.can_rule,
                    typed: Field::default(),
                }
            })
            .collect(),
    }
}

/// The list.
pub(crate) async fn page(State(app): State<App>, seat: Seat, query: Query) -> Reply {
    let mut page = draw(&app, &seat, &load(&app, &seat).await?);
    page.frame.notice = words::notice(&query.text("done")).map(str::to_owned);
    show(&page)
}

/// Rules on one.
pub(crate) async fn rule(State(app): State<App>, seat: Seat, Path(id): Path<String>, posted: Posted) -> Reply {
    let of = id.parse().map(EvaluationDisputeId::new).map_err(|_| Oops::not_found())?;
    let version = posted.number("expected_version").unwrap_or_default();
    let reason = posted.text("reason");
    let again = async |sentence: String| {
        let mut page = draw(&app, &seat, &load(&app, &seat).await?);
        let row = page.rows.iter_mut().find(|r| r.id == id && r.can_rule).ok_or_else(Oops::not_found)?;
        row.typed = Field::wrong(reason.clone(), sentence.clone());
        page.frame = page.frame.with_problem(&format!("ruling-{id}"), &sentence);
        show_as(StatusCode::UNPROCESSABLE_ENTITY, &page)
    };
    let upheld = match posted.text("verdict").as_str() {
        "uphold" => true,
        "dismiss" => false,
        _ => return again("请选异议成立或不成立".to_owned()).await,
    };
    let (bureau, desk, key, words) = (app.bureau().clone(), seat.desk.clone(), posted.key(), reason.clone());
    let done = blocking(move || rule_dispute(&bureau, &desk, (of, version), (upheld, &words), key.as_deref())).await?;
    match done {
        Ok(_) => go(&address(paths::EVALUATION_DISPUTES, &[("done", "ruled")])),
        Err(Failure::Refused(refusal)) => again(refusal.to_string()).await,
        Err(failure) => Err(failure.into()),
    }
}
