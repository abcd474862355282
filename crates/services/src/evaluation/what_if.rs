//! What the draft would change (试算): a computed period scored again under the draft, from its own frozen rows.

use std::collections::BTreeMap;

use domain::{
    base::EvaluationRunId,
    evaluation::{Score, Subject, SubjectKind, places},
    people::{Act, Desk},
};
use store::evaluation::{self as rows, Run};

use super::{
    Source,
    index::draft,
    step::{named, newest, rescored},
};
use crate::{Bureau, Failure, Never};

/// One who is scored.
#[derive(Debug, Clone)]
pub struct WhatIfLine {
    /// Who.
    pub subject: Subject,
    /// Name.
    pub name: String,
    /// Points as computed, and place.
    pub now: (Option<f64>, Option<u32>),
    /// Points under the draft, and place.
    pub then: (Option<f64>, Option<u32>),
}

/// The comparison.
#[derive(Debug, Clone)]
pub struct WhatIf {
    /// The computation; `None` where nothing was computed.
    pub run: Option<Run>,
    /// Lines by their place under the draft.
    pub lines: Vec<WhatIfLine>,
}

/// The departments of a computation, or of the newest, under the draft.
pub fn what_if(
    bureau: &Bureau,
    desk: &Desk,
    sources: &[Source],
    run: Option<EvaluationRunId>,
) -> Result<WhatIf, Failure<Never>> {
    bureau.may(desk, Act::EvaluationEdit)?;
    let region = bureau.region();
    Ok(bureau.db().read(|tx| {
        let run = match run {
            Some(id) => rows::run(tx, region, id)?,
            None => newest(tx, region)?,
        };
        let Some(run) = run else { return Ok(WhatIf { run: None, lines: Vec::new() }) };
        let draft = draft(tx, region)?.index;
        let of = |s: &Subject| s.kind == SubjectKind::Department;
        let mut then = rescored(tx, region, sources, &run, &draft)?;
        then.retain(|s, _| of(s));
        let then = named(tx, region, then)?;
        let now: BTreeMap<Subject, Score> = rows::scores_of_kind(tx, region, run.id, SubjectKind::Department)?
            .into_iter()
            .map(|s| (s.subject, s.score))
            .collect();
        let now_places: BTreeMap<&Subject, Option<u32>> =
            now.keys().zip(places(&now.values().collect::<Vec<_>>())).collect();
        let places = places(&then.iter().map(|s| &s.score).collect::<Vec<_>>());
        let mut lines: Vec<WhatIfLine> = then
            .into_iter()
            .zip(places)
            .map(|(row, place)| WhatIfLine {
                now: (now.get(&row.subject).and_then(|s| s.points), now_places.get(&row.subject).copied().flatten()),
                then: (row.score.points, place),
                subject: row.subject,
                name: row.name,
            })
            .collect();
        lines.sort_by(|a, b| (a.then.1.is_none(), a.then.1, &a.name).cmp(&(b.then.1.is_none(), b.then.1, &b.name)));
        Ok(WhatIf { run: Some(run), lines })
    })?)
}
