//! What the acts share: who may open whose score, scoring rows under an index, names of those who are scored.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    base::{DepartmentId, Region, StaffId},
    evaluation::{CountyIndex, Excluded, Fact, Score, Subject, SubjectKind, compute, gather},
    people::{Act, Denied, Desk, Reach, Staff, authorise, reach},
};
use store::{
    StoreError, Tx,
    evaluation::{self as rows, Run, ScoreRow},
    people, stations,
};

use super::{Source, measures};

/// Computations among which the newest period is looked for.
const LOOKED_AT: i64 = 200;

/// The person at the desk.
pub(super) fn person(desk: &Desk) -> Result<StaffId, Denied> {
    desk.staff.as_ref().map(|s| s.id).ok_or(Denied::NotSignedIn)
}

/// Whether a subject is whoever sits here: the person, or the window they sit at.
pub(super) fn is_own(desk: &Desk, subject: &Subject) -> bool {
    desk.staff.as_ref().is_some_and(|staff| match subject.kind {
        SubjectKind::Person => subject.key == staff.id.to_string(),
        SubjectKind::Window => staff.window().is_some_and(|w| subject.key == w.to_string()),
        SubjectKind::Department | SubjectKind::Township => false,
    })
}

/// Whether the desk may open this score with its rows.
pub(super) fn may_open(desk: &Desk, row: &ScoreRow) -> Result<(), Denied> {
    if is_own(desk, &row.subject) && authorise(desk, Act::EvaluationOwn, None).is_ok() {
        return Ok(());
    }
    match row.subject.kind {
        SubjectKind::Person => authorise(desk, Act::EvaluationPersons, None).map(|_| ()),
        SubjectKind::Department => {
            authorise(desk, Act::EvaluationView, row.department.map(|d| (d, row.name.as_str()))).map(|_| ())
        }
        // A window and a township are no department's alone.
        SubjectKind::Window | SubjectKind::Township => match reach(desk, Act::EvaluationView)? {
            Reach::County => Ok(()),
            Reach::Department(_) | Reach::Nothing => Err(Denied::Role("督查人员".to_owned())),
        },
    }
}

/// The scores that rows come to under an index. A subject of whom nothing is known under it has none.
pub(super) fn scored(
    sources: &[Source],
    index: &CountyIndex,
    facts: &[Fact],
    excluded: &BTreeSet<Excluded>,
) -> BTreeMap<Subject, Score> {
    gather(facts, &measures(sources), excluded)
        .into_iter()
        .map(|(subject, values)| {
            let score = compute(&index.index.of_kind(subject.kind), &values);
            (subject, score)
        })
        .filter(|(_, score)| score.parts.iter().any(|p| p.value.is_some() || p.too_few))
        .collect()
}

/// Scores with the names of now.
pub(super) fn named(
    tx: &mut Tx<'_>,
    region: &Region,
    scores: BTreeMap<Subject, Score>,
) -> Result<Vec<ScoreRow>, StoreError> {
    let departments: BTreeMap<String, (DepartmentId, String)> =
        people::departments(tx, region)?.into_iter().map(|d| (d.id.to_string(), (d.id, d.name))).collect();
    let staff: BTreeMap<String, Staff> =
        people::staff_list(tx, region)?.into_iter().map(|s| (s.id.to_string(), s)).collect();
    let towns: BTreeMap<String, String> =
        stations::divisions(tx, region)?.into_iter().map(|d| (d.code.as_str().to_owned(), d.name)).collect();
    Ok(scores
        .into_iter()
        .map(|(subject, score)| {
            let (name, department) = match subject.kind {
                SubjectKind::Department => match departments.get(&subject.key) {
                    Some((id, name)) => (name.clone(), Some(*id)),
                    None => (subject.key.clone(), None),
                },
                SubjectKind::Person => match staff.get(&subject.key) {
                    Some(s) => (s.name.clone(), s.department),
                    None => ("已离岗人员".to_owned(), None),
                },
                SubjectKind::Window => (format!("{}号窗口", subject.key), None),
                SubjectKind::Township => {
                    (towns.get(&subject.key).cloned().unwrap_or_else(|| subject.key.clone()), None)
                }
            };
            ScoreRow { subject, name, department, score }
        })
        .collect())
}

/// The last computation of the newest period: a year may be computed after its last month, and says less of today.
pub(super) fn newest(tx: &mut Tx<'_>, region: &Region) -> Result<Option<Run>, StoreError> {
    let all = rows::runs(tx, region, LOOKED_AT)?;
    Ok(all.into_iter().max_by_key(|r| (r.period.last_day(), r.period.first_day())))
}

/// A computation scored anew under another index, from the rows that it froze.
pub(super) fn rescored(
    tx: &mut Tx<'_>,
    region: &Region,
    sources: &[Source],
    run: &Run,
    index: &CountyIndex,
) -> Result<BTreeMap<Subject, Score>, StoreError> {
    let facts = rows::facts_of(tx, region, run.id, None)?;
    Ok(scored(sources, index, &facts, &run.excluded))
}
