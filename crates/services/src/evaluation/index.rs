//! The county's index (指标体系): what ships until somebody publishes one, the draft of the next, and publishing it.

use std::{collections::BTreeSet, sync::LazyLock};

use domain::{
    base::Region,
    evaluation::{CountyFlaw, CountyIndex, FIRST_LEVEL, Index, IndexDrafted, IndexPublished, Measure},
    people::{Act, Desk},
};
use store::{
    StoreError, Tx,
    evaluation::{self as rows, Draft, Published},
    journal::{self, Entry, Stream},
};

use super::{Source, measures};
use crate::{Bureau, Failure, Never};

const DATA: &str = include_str!("../../data/evaluation.json");

/// The index that ships with the program.
static SHIPPED: LazyLock<CountyIndex> =
    LazyLock::new(|| serde_json::from_str(DATA).expect("shipped with the program and read by a test"));

/// The index in force.
pub(super) fn in_force(tx: &mut Tx<'_>, region: &Region) -> Result<CountyIndex, StoreError> {
    Ok(rows::evaluation_index(tx, region)?.map_or_else(|| SHIPPED.clone(), |p| p.index))
}

/// A version; 0 is the one that ships.
pub(super) fn at(tx: &mut Tx<'_>, region: &Region, version: u32) -> Result<CountyIndex, StoreError> {
    if version == 0 {
        return Ok(SHIPPED.clone());
    }
    rows::evaluation_index_at(tx, region, version)?.map(|p| p.index).ok_or_else(|| StoreError::Corrupt {
        place: "evaluation_index".into(),
        why: format!("没有第 {version} 版指标体系"),
    })
}

/// The draft; the index in force where nobody has begun one.
pub(super) fn draft(tx: &mut Tx<'_>, region: &Region) -> Result<Draft, StoreError> {
    match rows::evaluation_draft(tx, region)? {
        Some(draft) => Ok(draft),
        None => Ok(Draft { version: 0, index: in_force(tx, region)? }),
    }
}

/// Index, draft and versions.
#[derive(Debug, Clone)]
pub struct IndexView {
    /// In force.
    pub in_force: CountyIndex,
    /// What the next is to be.
    pub draft: Draft,
    /// Whether it differs from the one in force.
    pub is_changed: bool,
    /// What keeps the draft from being published.
    pub findings: Vec<CountyFlaw>,
    /// Published versions, the newest first.
    pub versions: Vec<Published>,
    /// What can be measured.
    pub measures: Vec<Measure>,
}

fn words(sources: &[Source]) -> BTreeSet<String> {
    measures(sources).iter().map(|m| m.word.to_owned()).collect()
}

/// The same but for the version.
fn differs(a: &CountyIndex, b: &CountyIndex) -> bool {
    let index = Index { version: b.index.version, ..a.index.clone() };
    CountyIndex { index, ..a.clone() } != *b
}

/// The index as it is, with its draft.
pub fn index(bureau: &Bureau, desk: &Desk, sources: &[Source]) -> Result<IndexView, Failure<Never>> {
    bureau.may(desk, Act::EvaluationView)?;
    let region = bureau.region();
    Ok(bureau.db().read(|tx| {
        let (in_force, draft) = (in_force(tx, region)?, draft(tx, region)?);
        Ok(IndexView {
            is_changed: differs(&in_force, &draft.index),
            findings: draft.index.check(&words(sources)),
            versions: rows::evaluation_indexes(tx, region)?,
            measures: measures(sources),
            in_force,
            draft,
        })
    })?)
}

/// Weights that came from comparisons or data hold as long as the group has the same children with the same weights;
/// whoever changes either by hand has entered them.
fn keep_weighing(before: &CountyIndex, mut after: CountyIndex) -> CountyIndex {
    let shape = |index: &Index, group: &str| -> Option<Vec<(String, f64)>> {
        index.children(group).map(|c| c.iter().map(|n| (n.key.clone(), n.weight)).collect())
    };
    after.weighing = before
        .weighing
        .iter()
        .filter(|(group, _)| group.as_str() == FIRST_LEVEL || before.index.walk().any(|n| n.key == **group))
        .filter(|(group, _)| shape(&before.index, group) == shape(&after.index, group))
        .map(|(group, weighing)| (group.clone(), weighing.clone()))
        .collect();
    after
}

/// Saves the draft, from the version that the page was made from. It may be unfinished. Returns its version.
pub fn save_draft(
    bureau: &Bureau,
    desk: &Desk,
    new: &CountyIndex,
    expected: i64,
    key: Option<&str>,
) -> Result<i64, Failure<Never>> {
    let content = new.clone();
    change_draft(bureau, desk, expected, ("evaluation.draft", key), new, move |before| {
        Ok(keep_weighing(before, content.clone()))
    })
}

/// Changes the draft by a rule.
pub(super) fn change_draft<R: std::error::Error + Send + 'static>(
    bureau: &Bureau,
    desk: &Desk,
    expected: i64,
    (act, key): (&str, Option<&str>),
    content: &impl serde::Serialize,
    rule: impl Fn(&CountyIndex) -> Result<CountyIndex, R> + Send + 'static,
) -> Result<i64, Failure<R>> {
    let role = bureau.may(desk, Act::EvaluationEdit)?;
    let (region, stamp) = (*bureau.region(), desk.stamp(bureau.now(), role));
    let command = bureau.command(desk, act, key, &(expected, content));
    let done = bureau.db().commit(command, move |tx| -> Result<i64, Failure<R>> {
        let before = draft(tx, &region)?;
        if before.version != expected {
            return Err(Failure::Stale);
        }
        let from = in_force(tx, &region)?.index.version;
        let mut index = rule(&before.index).map_err(Failure::Refused)?;
        index.index.version = from;
        if before.version > 0 && index == before.index {
            return Ok(before.version);
        }
        let after = Draft { version: before.version + 1, index };
        let entry = |head| {
            Entry::new(Stream::evaluation(), head, "evaluation.index_drafted", &IndexDrafted { from })
                .with(rows::draft_change(&region, &after))
        };
        let head = journal::head(tx, &region, &Stream::evaluation())?;
        journal::append(tx, &region, &stamp, entry(head))?;
        Ok(after.version)
    })?;
    Ok(done.value)
}

/// Why a draft is not published: everything at once.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum PublishRefusal {
    /// What the check finds.
    #[error("{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("；"))]
    Flaws(Vec<CountyFlaw>),
    /// Nothing was changed.
    #[error("草稿和现行指标体系一样，没有要发布的")]
    Unchanged,
}

impl PublishRefusal {
    /// Stable code for the API and for tests.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Flaws(_) => "flaws",
            Self::Unchanged => "unchanged",
        }
    }
}

/// Puts the draft into force as the next version. Computations from now on use it; those before keep theirs.
pub fn publish(
    bureau: &Bureau,
    desk: &Desk,
    sources: &[Source],
    expected: i64,
    key: Option<&str>,
) -> Result<u32, Failure<PublishRefusal>> {
    let role = bureau.may(desk, Act::EvaluationEdit)?;
    let (region, now) = (*bureau.region(), bureau.now());
    let stamp = desk.stamp(now, role);
    let command = bureau.command(desk, "evaluation.publish", key, &expected);
    let known = words(sources);
    let done = bureau.db().commit(command, move |tx| -> Result<u32, Failure<PublishRefusal>> {
        let (before, draft) = (in_force(tx, &region)?, draft(tx, &region)?);
        if draft.version != expected {
            return Err(Failure::Stale);
        }
        if !differs(&before, &draft.index) {
            return Err(Failure::Refused(PublishRefusal::Unchanged));
        }
        let flaws = draft.index.check(&known);
        if !flaws.is_empty() {
            return Err(Failure::Refused(PublishRefusal::Flaws(flaws)));
        }
        let mut index = draft.index;
        index.index.version = before.index.version + 1;
        let version = index.index.version;
        let event = IndexPublished { version, name: index.index.name.clone(), source: index.source.clone() };
        let head = journal::head(tx, &region, &Stream::evaluation())?;
        let entry = Entry::new(Stream::evaluation(), head, "evaluation.index_published", &event)
            .with(rows::index_change(&region, &Published { index, at: now }));
        journal::append(tx, &region, &stamp, entry)?;
        Ok(version)
    })?;
    Ok(done.value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_index_reads_can_be_used_and_names_its_source() {
        assert_eq!(SHIPPED.check(&words(crate::measures::SOURCES)), []);
        assert!(SHIPPED.source.contains("考核") && SHIPPED.index.version == 0);
        let first: Vec<&str> = SHIPPED.index.nodes.iter().map(|n| n.name.as_str()).collect();
        assert_eq!(first, ["服务态度", "服务质量", "办事效率"]);
    }
}
