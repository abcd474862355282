//! One score over HTTP.

use axum::extract::State;
use domain::{
    base::EvaluationRunId,
    people::{Act, authorise},
};
use services::{
    evaluation::{ScoreNode, ScoreView, Subject, score_view},
    measures::SOURCES,
};

use super::{MoveRow, NodeRow, ScorePage, words};
use crate::{
    base::{Link, paths},
    door::{App, Oops, Query, Reply, Seat, address, blocking, show},
};

/// `?run=`, `?kind=` and `?key=`.
pub(super) async fn load(app: &App, seat: &Seat, query: &Query) -> Result<ScoreView, Oops> {
    let run = query.number("run").map(EvaluationRunId::new).ok_or_else(Oops::not_found)?;
    let subject = words::subject(query).ok_or_else(Oops::not_found)?;
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    Ok(blocking(move || score_view(&bureau, &desk, SOURCES, (run, &subject))).await??)
}

/// The list that a score stands in, or the reader's own scores.
pub(super) fn back(seat: &Seat, run: &services::evaluation::Run, subject: &Subject) -> Link {
    if authorise(&seat.desk, Act::EvaluationView, None).is_err() {
        return Link::new(paths::EVALUATION_OWN, "我的得分");
    }
    let run = run.id.to_string();
    Link::new(address(paths::EVALUATION, &[("run", &run), ("kind", subject.kind.as_str())]), "评价得分")
}

/// The page.
pub(crate) async fn page(State(app): State<App>, seat: Seat, query: Query) -> Reply {
    let view = load(&app, &seat, &query).await?;
    let (row, run) = (&view.row, &view.run);
    let before = match &view.before {
        None => "没有上一期的得分".to_owned(),
        Some(before) => {
            let label = run.period.before().label();
            match (before.score.points, row.score.points) {
                (Some(was), Some(is)) => {
                    format!("{label} {} 分，本期 {}", words::points(Some(was)), words::signed(is - was))
                }
                (was, _) => format!("{label} {}", words::points(was)),
            }
        }
    };
    let remark = match (view.index_changed, view.moved.is_empty()) {
        (true, false) => "两期的指标体系不是同一版，变动里有一部分来自改版。",
        (false | true, _) => "",
    };
    let share = words::covered(row.score.covered);
    show(&ScorePage {
        frame: app.frame(
            &seat,
            match row.score.points {
                Some(points) => format!("{} {} 分", row.name, words::points(Some(points))),
                None => format!("{} 没有得分", row.name),
            },
        ),
        computed: words::computed(run),
        index: format!("{}，第 {} 版", view.index.index.name, view.index.index.version),
        newer: (view.latest != run.id).then(|| {
            let run = services::evaluation::Run { id: view.latest, ..run.clone() };
            Link::new(words::score_href(&run, &row.subject), "看最近一次计算")
        }),
        covered: match share.as_str() {
            "100%" => "全部权重都有数据".to_owned(),
            _ => format!("{share} 的权重有数据，得分只说明这一部分"),
        },
        nodes: view.nodes.iter().map(|n| node(&view, n)).collect(),
        before,
        moved: view
            .moved
            .iter()
            .map(|(name, m)| MoveRow {
                name: name.clone(),
                by: words::signed(m.by),
                by_points: words::signed(m.by_points),
                by_weight: words::signed(m.by_weight),
            })
            .collect(),
        remark: remark.to_owned(),
        back: back(&seat, run, &row.subject),
    })
}

/// What was measured, in words.
pub(super) fn value(node: &ScoreNode) -> String {
    match (&node.part.value, node.measure) {
        (Some(value), Some(measure)) => format!("{}（{} 条）", measure.unit.text(value.value), value.n),
        (Some(value), None) => format!("{:.1}（{} 条）", value.value, value.n),
        (None, _) => String::new(),
    }
}

fn node(view: &ScoreView, node: &ScoreNode) -> NodeRow {
    NodeRow {
        depth: node.depth,
        name: node.name.clone(),
        meaning: node.meaning.clone(),
        weight: format!("{:.1}%", node.part.weight * 100.0),
        value: value(node),
        points: words::part(&node.part),
        rows: node.measure.map(|_| Link::new(words::rows_href(&view.run, &view.row.subject, &node.part.key), "看依据")),
    }
}
