//! One's own scores over HTTP.

use axum::extract::State;
use services::evaluation::{OwnScore, ScoreRow, own_scores};

use super::{OwnDispute, OwnRow, OwnScorePage, words};
use crate::{
    base::Link,
    door::{App, Query, Reply, Seat, blocking, show},
};

fn row(one: &OwnScore) -> OwnRow {
    let link = |row: &ScoreRow| Link::new(words::score_href(&one.run, &row.subject), words::points(row.score.points));
    OwnRow {
        period: one.run.period.label(),
        own: one.score.as_ref().map(link),
        window: one.window.as_ref().map(link),
        covered: one.score.as_ref().map(|s| words::covered(s.score.covered)).unwrap_or_default(),
    }
}

/// The page.
pub(crate) async fn page(State(app): State<App>, seat: Seat, query: Query) -> Reply {
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    let found = blocking(move || own_scores(&bureau, &desk)).await??;
    let mut frame = app.frame(&seat, "我的得分");
    frame.notice = words::notice(&query.text("done")).map(str::to_owned);
    show(&OwnScorePage {
        frame,
        rows: found.periods.iter().map(row).collect(),
        disputes: found
            .disputes
            .iter()
            .map(|d| OwnDispute {
                label: d.label.clone(),
                reason: d.reason.clone(),
                state: words::dispute(d),
                ruling: match words::ruling(d).as_str() {
                    "" => format!("{} 前裁定", d.rule_by),
                    ruling => ruling.to_owned(),
                },
            })
            .collect(),
    })
}
