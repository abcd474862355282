//! Weighing a group of the draft (赋权): pairwise comparison with its consistency and the cell that harms most, entropy as
//! the data would have it, or by hand.

use domain::{
    evaluation::{
        Ahp, AhpFlaw, CountyIndex, Node, Period, Score, SubjectKind, WeighFlaw, Weighing, WorstCell, ahp, reciprocal,
        weigh, weights_of, worst_cell,
    },
    people::{Act, Desk},
};
use store::{StoreError, Tx};

use super::{
    Source,
    index::{change_draft, draft},
    step::{newest, rescored},
};
use crate::{Bureau, Failure, Never};

/// A group with what each way of weighing would give.
#[derive(Debug, Clone)]
pub struct WeighView {
    /// Version of the draft.
    pub version: i64,
    /// Key of the group; empty = the first level.
    pub group: String,
    /// Its name.
    pub name: String,
    /// Its children with their weights.
    pub children: Vec<Node>,
    /// Where the weights come from; `None` = entered.
    pub weighing: Option<Weighing>,
    /// The comparisons above the diagonal: those kept, those tried, or all one.
    pub above: Vec<f64>,
    /// What they come to.
    pub ahp: Result<Ahp, AhpFlaw>,
    /// The comparison whose change would help most.
    pub worst: Option<WorstCell>,
    /// What entropy gives, in hundredths, over the departments of the last computed period.
    pub entropy: Result<Vec<f64>, WeighFlaw>,
    /// That period, and how many departments have all of the group.
    pub over: Option<(Period, usize)>,
}

/// Scores of the departments in the last computed period, under the draft.
fn departments(
    bureau: &Bureau,
    tx: &mut Tx<'_>,
    sources: &[Source],
    draft: &CountyIndex,
) -> Result<Option<(Period, Vec<Score>)>, StoreError> {
    let Some(run) = newest(tx, bureau.region())? else { return Ok(None) };
    let all = rescored(tx, bureau.region(), sources, &run, draft)?;
    let of = all.into_iter().filter(|(s, _)| s.kind == SubjectKind::Department).map(|(_, score)| score).collect();
    Ok(Some((run.period, of)))
}

/// Shows a group of the draft; with comparisons that are tried and not kept, theirs.
pub fn weighing(
    bureau: &Bureau,
    desk: &Desk,
    sources: &[Source],
    group: &str,
    tried: Option<&[f64]>,
) -> Result<WeighView, Failure<Never>> {
    bureau.may(desk, Act::EvaluationEdit)?;
    let found = bureau.db().read(|tx| {
        let draft = draft(tx, bureau.region())?;
        let scores = departments(bureau, tx, sources, &draft.index)?;
        Ok((draft, scores))
    })?;
    let (draft, scores) = found;
    let index = &draft.index.index;
    let name = index.groups().find(|(key, _, _)| *key == group).map(|(_, name, _)| name.to_owned());
    let (Some(name), Some(children)) = (name, index.children(group)) else { return Err(Failure::NotFound) };
    let kept = draft.index.weighing.get(group).cloned();
    let size = children.len() * (children.len() - 1) / 2;
    let above = match (tried, &kept) {
        (Some(tried), _) => tried.to_vec(),
        (None, Some(Weighing::Pairwise(above))) if above.len() == size => above.clone(),
        (None, Some(Weighing::Pairwise(_) | Weighing::Entropy) | None) => vec![1.0; size],
    };
    let matrix = reciprocal(children.len(), &above);
    let found = matrix.clone().and_then(|m| ahp(&m));
    let worst = match (&matrix, &found) {
        (Ok(matrix), Ok(found)) if !found.is_consistent() => worst_cell(matrix).unwrap_or_default(),
        (Ok(_) | Err(_), Ok(_) | Err(_)) => None,
    };
    let (period, of): (Option<Period>, Vec<Score>) = scores.map_or_else(Default::default, |(p, s)| (Some(p), s));
    let entropy = weights_of(index, group, &Weighing::Entropy, &of);
    let with_all = domain::evaluation::columns(children, &of).len();
    Ok(WeighView {
        version: draft.version,
        group: group.to_owned(),
        name,
        children: children.to_vec(),
        weighing: kept,
        above,
        ahp: found,
        worst,
        entropy,
        over: period.map(|p| (p, with_all)),
    })
}

/// How a group is to be weighed.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct WeighForm {
    /// Key of the group.
    pub group: String,
    /// Way; `None` = the weights stay and count as entered.
    pub weighing: Option<Weighing>,
    /// Version of the draft.
    pub version: i64,
}

/// Weighs a group of the draft. Returns the draft's version.
pub fn weigh_draft(
    bureau: &Bureau,
    desk: &Desk,
    sources: &'static [Source],
    form: &WeighForm,
    key: Option<&str>,
) -> Result<i64, Failure<WeighFlaw>> {
    bureau.may(desk, Act::EvaluationEdit)?;
    let scores = bureau.db().read(|tx| {
        let draft = draft(tx, bureau.region())?;
        departments(bureau, tx, sources, &draft.index)
    })?;
    let scores = scores.map(|(_, scores)| scores).unwrap_or_default();
    let (group, weighing) = (form.group.clone(), form.weighing.clone());
    change_draft(bureau, desk, form.version, ("evaluation.weigh", key), form, move |before| {
        let mut after = before.clone();
        match &weighing {
            None => {
                after.weighing.remove(&group);
            }
            Some(way) => {
                after.index = weigh(before.index.clone(), &group, way, &scores)?;
                after.weighing.insert(group.clone(), way.clone());
            }
        }
        Ok(after)
    })
}
