//! The rows behind a leaf over HTTP.

use axum::extract::State;
use domain::base::EvaluationRunId;
use services::{
    evaluation::{LeafRow, LeafRows, Subject, Unit, leaf_rows},
    measures::SOURCES,
};

use super::{LeafRowsPage, RowLine, score, words};
use crate::{
    base::{Field, Link, Tag, Tone},
    door::{App, Oops, Query, Reply, Seat, blocking, show},
};

/// Rows of a leaf of a score.
pub(super) async fn load(
    app: &App,
    seat: &Seat,
    (run, subject, leaf): (EvaluationRunId, Subject, String),
) -> Result<LeafRows, Oops> {
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    Ok(blocking(move || leaf_rows(&bureau, &desk, SOURCES, (run, &subject), &leaf)).await??)
}

/// The page; `?run=`, `?kind=`, `?key=` and `?leaf=`.
pub(crate) async fn page(State(app): State<App>, seat: Seat, query: Query) -> Reply {
    let run = query.number("run").map(EvaluationRunId::new).ok_or_else(Oops::not_found)?;
    let subject = words::subject(&query).ok_or_else(Oops::not_found)?;
    let leaf = query.text("leaf");
    let found = load(&app, &seat, (run, subject, leaf.clone())).await?;
    let mut page = draw(&app, &seat, &found, &leaf);
    page.frame.notice = words::notice(&query.text("done")).map(str::to_owned);
    show(&page)
}

fn value(unit: Unit, value: f64) -> String {
    match unit {
        // A row is yes or no.
        Unit::Percent => if value >= 1.0 { "是" } else { "否" }.to_owned(),
        Unit::PerHundred => format!("{value:.0} 次"),
        Unit::Ratio | Unit::Points | Unit::Workdays => unit.text(value * unit.scale()),
    }
}

fn line(found: &LeafRows, (no, row): (usize, &LeafRow)) -> RowLine {
    let state = match (&row.dispute, row.is_excluded) {
        (Some(_), true) => Some(Tag::new(Tone::Good, "异议成立，不计入")),
        (Some(dispute), false) => Some(words::dispute(dispute)),
        (None, _) => None,
    };
    let said = row.dispute.as_ref().map(|d| match words::ruling(d).as_str() {
        "" => format!("异议：{}。{} 前裁定", d.reason, d.rule_by),
        ruling => format!("异议：{}。裁定：{ruling}", d.reason),
    });
    RowLine {
        label: row.fact.label.clone(),
        on: row.fact.on.to_string(),
        value: value(found.measure.unit, row.value),
        can_dispute: row.dispute.is_none() && found.dispute_until.is_some(),
        state,
        words: said.unwrap_or_default(),
        source: row.fact.source.clone(),
        fact: row.fact.key.clone(),
        field: format!("reason-{}", no + 1),
        reason: Field::default(),
    }
}

/// The page of some rows.
pub(super) fn draw(app: &App, seat: &Seat, found: &LeafRows, leaf: &str) -> LeafRowsPage {
    let subject = &found.row.subject;
    let back = match seat.desk.staff {
        Some(_) => Link::new(words::score_href(&found.run, subject), format!("{}的得分", found.row.name)),
        None => score::back(seat, &found.run, subject),
    };
    LeafRowsPage {
        frame: app.frame(seat, format!("{}：{}", found.row.name, found.name)),
        computed: words::computed(&found.run),
        about: found.measure.about.to_owned(),
        back,
        rows: found.rows.iter().enumerate().map(|row| line(found, row)).collect(),
        empty: match found.withheld {
            Some(n) => format!("只有 {n} 条，太少，为保护评价人不公布，也不计分。"),
            None => "没有数据。".to_owned(),
        },
        until: found.dispute_until.map(|day| day.to_string()).unwrap_or_default(),
        run: found.run.id.to_string(),
        measure: found.measure.word.to_owned(),
        leaf: leaf.to_owned(),
    }
}
