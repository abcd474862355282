//! Scores as JSON, the same for the API and the command line. Points are texts with two decimals; what is not known or
//! withheld is null, never zero.

use domain::base::shanghai_text;
use serde::Serialize;
use services::evaluation::{RankLine, Ranking, ScoreNode, ScoreView, Subject, points_text};

/// Peers of a kind.
#[derive(Debug, Serialize)]
pub struct RankingJson {
    period: Option<String>,
    run: Option<String>,
    nth: Option<i64>,
    computed_at: Option<String>,
    index: String,
    index_version: u32,
    kind: &'static str,
    lines: Vec<RankJson>,
}

#[derive(Debug, Serialize)]
struct RankJson {
    key: String,
    name: String,
    place: Option<u32>,
    points: Option<String>,
    before: Option<String>,
    covered: String,
}

/// A number for programs: four decimals.
fn exact(value: f64) -> String {
    format!("{value:.4}")
}

fn line(line: &RankLine) -> RankJson {
    RankJson {
        key: line.row.subject.key.clone(),
        name: line.row.name.clone(),
        place: line.place,
        points: line.row.score.points.map(points_text),
        before: line.before.map(points_text),
        covered: exact(line.row.score.covered),
    }
}

impl RankingJson {
    /// As the API and the command line give it.
    #[must_use]
    pub fn of(found: &Ranking) -> Self {
        let run = found.run.as_ref();
        Self {
            period: run.map(|r| r.period.to_string()),
            run: run.map(|r| r.id.to_string()),
            nth: run.map(|r| r.nth),
            computed_at: run.map(|r| shanghai_text(r.computed_at)),
            index: found.index.index.name.clone(),
            index_version: found.index.index.version,
            kind: found.kind.as_str(),
            lines: found.lines.iter().map(line).collect(),
        }
    }
}

/// One score with its tree.
#[derive(Debug, Serialize)]
pub struct ScoreJson {
    period: String,
    run: String,
    kind: &'static str,
    key: String,
    name: String,
    points: Option<String>,
    before: Option<String>,
    covered: String,
    nodes: Vec<NodeJson>,
    moved: Vec<MovedJson>,
}

#[derive(Debug, Serialize)]
struct NodeJson {
    key: String,
    name: String,
    depth: usize,
    weight: String,
    points: Option<String>,
    too_few: bool,
    measure: Option<&'static str>,
    value: Option<String>,
    rows: Option<u32>,
}

#[derive(Debug, Serialize)]
struct MovedJson {
    key: String,
    name: String,
    by: String,
    by_points: String,
    by_weight: String,
}

fn node(node: &ScoreNode) -> NodeJson {
    NodeJson {
        key: node.part.key.clone(),
        name: node.name.clone(),
        depth: node.depth,
        weight: exact(node.part.weight),
        points: node.part.points.map(points_text),
        too_few: node.part.too_few,
        measure: node.measure.map(|m| m.word),
        value: node.part.value.map(|v| exact(v.value)),
        rows: node.part.value.map(|v| v.n),
    }
}

impl ScoreJson {
    /// As the API gives it.
    #[must_use]
    pub fn of(view: &ScoreView) -> Self {
        let Subject { kind, key } = &view.row.subject;
        Self {
            period: view.run.period.to_string(),
            run: view.run.id.to_string(),
            kind: kind.as_str(),
            key: key.clone(),
            name: view.row.name.clone(),
            points: view.row.score.points.map(points_text),
            before: view.before.as_ref().and_then(|b| b.score.points).map(points_text),
            covered: exact(view.row.score.covered),
            nodes: view.nodes.iter().map(node).collect(),
            moved: view
                .moved
                .iter()
                .map(|(name, m)| MovedJson {
                    key: m.key.clone(),
                    name: name.clone(),
                    by: exact(m.by),
                    by_points: exact(m.by_points),
                    by_weight: exact(m.by_weight),
                })
                .collect(),
        }
    }
}
