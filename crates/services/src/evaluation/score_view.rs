//! One score opened (得分构成): its tree with weights and points, what moved it since the period before.

use std::collections::BTreeMap;

use domain::{
    base::EvaluationRunId,
    evaluation::{CountyIndex, Measure, Moved, NodeKind, Part, Subject, compute, moved},
    people::Desk,
};
use store::evaluation::{self as rows, Run, ScoreRow};

use super::{Source, index, measures, step::may_open};
use crate::{Bureau, Failure, Never};

/// A node of the tree.
#[derive(Debug, Clone)]
pub struct ScoreNode {
    /// Level, from 1.
    pub depth: usize,
    /// Name.
    pub name: String,
    /// What it means.
    pub meaning: String,
    /// What it got.
    pub part: Part,
    /// What is measured, for a leaf; `None` in a group, or where the source is gone.
    pub measure: Option<Measure>,
    /// With fewer rows a leaf has no points.
    pub least: Option<u32>,
}

/// A score with its tree.
#[derive(Debug, Clone)]
pub struct ScoreView {
    /// Whose, with the score.
    pub row: ScoreRow,
    /// The computation.
    pub run: Run,
    /// The last of its period: another one where it was computed again since.
    pub latest: EvaluationRunId,
    /// The index it was computed by.
    pub index: CountyIndex,
    /// The tree, each node before what stands under it.
    pub nodes: Vec<ScoreNode>,
    /// The score of the period before.
    pub before: Option<ScoreRow>,
    /// What moved it since, with the name of the leaf, the strongest first.
    pub moved: Vec<(String, Moved)>,
    /// The index was another one in the period before: part of what moved may be that.
    pub index_changed: bool,
}

/// One score, for whoever may open it.
pub fn score_view(
    bureau: &Bureau,
    desk: &Desk,
    sources: &[Source],
    (run, subject): (EvaluationRunId, &Subject),
) -> Result<ScoreView, Failure<Never>> {
    let region = bureau.region();
    let found = bureau.db().read(|tx| {
        let Some(run) = rows::run(tx, region, run)? else { return Ok(None) };
        let Some(row) = rows::score_of(tx, region, run.id, subject)? else { return Ok(None) };
        let earlier = rows::latest_run(tx, region, run.period.before())?;
        let before = match &earlier {
            Some(earlier) => rows::score_of(tx, region, earlier.id, subject)?,
            None => None,
        };
        let latest = rows::latest_run(tx, region, run.period)?.map_or(run.id, |r| r.id);
        let index_changed = earlier.is_some_and(|e| e.index_version != run.index_version);
        let index = index::at(tx, region, run.index_version)?;
        Ok(Some(ScoreView { nodes: Vec::new(), moved: Vec::new(), row, latest, index, before, index_changed, run }))
    })?;
    let mut view = found.ok_or(Failure::NotFound)?;
    may_open(desk, &view.row)?;
    view.nodes = nodes(&view, sources);
    if let Some(before) = &view.before {
        let names: BTreeMap<&str, &str> = view.index.index.walk().map(|n| (n.key.as_str(), n.name.as_str())).collect();
        let named = |m: Moved| (names.get(m.key.as_str()).map_or_else(|| m.key.clone(), |n| (*n).to_owned()), m);
        view.moved = moved(&before.score, &view.row.score).into_iter().map(named).collect();
    }
    Ok(view)
}

fn nodes(view: &ScoreView, sources: &[Source]) -> Vec<ScoreNode> {
    let parts: BTreeMap<&str, &Part> = view.row.score.parts.iter().map(|p| (p.key.as_str(), p)).collect();
    let known = measures(sources);
    // A node that the frozen score does not have is one without data.
    let index = view.index.index.of_kind(view.row.subject.kind);
    let empty = compute(&index, &BTreeMap::new());
    let mut depths: BTreeMap<&str, usize> = BTreeMap::new();
    for node in index.walk() {
        let depth = depths.get(node.key.as_str()).copied().unwrap_or(1);
        if let NodeKind::Group(children) = &node.kind {
            depths.extend(children.iter().map(|c| (c.key.as_str(), depth + 1)));
        }
    }
    index
        .walk()
        .zip(&empty.parts)
        .map(|(node, none)| {
            let leaf = match &node.kind {
                NodeKind::Leaf(leaf) => Some(leaf),
                NodeKind::Group(_) => None,
            };
            ScoreNode {
                depth: depths.get(node.key.as_str()).copied().unwrap_or(1),
                name: node.name.clone(),
                meaning: node.meaning.clone(),
                part: parts.get(node.key.as_str()).map_or_else(|| none.clone(), |p| (*p).clone()),
                measure: leaf.and_then(|l| known.iter().find(|m| m.word == l.measure).copied()),
                least: leaf.map(|l| l.least),
            }
        })
        .collect()
}
