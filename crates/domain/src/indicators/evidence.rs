//! The rows behind a reported figure (下钻取证): which are asked for, as which text they are vouched for, and whether what came
//! is what was reported. The rows say item or division, how it stands and why; nobody's name stands in them.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{EvidenceDigest, Indicator, RowStanding};
use crate::base::SnapshotId;

/// Rows of one part of an answer.
const EVIDENCE_PART: usize = 500;
/// Parts of one message at most.
pub const EVIDENCE_PARTS: usize = 4;

/// Which rows: those of one standing of one figure of one snapshot.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EvidenceKey {
    /// The county's id of its snapshot.
    pub snapshot: SnapshotId,
    /// The figure.
    pub indicator: Indicator,
    /// The standing.
    pub standing: RowStanding,
}

impl fmt::Display for EvidenceKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}#{}#{}", self.snapshot, self.indicator.id(), self.standing.as_str())
    }
}

impl EvidenceKey {
    /// Reads what [`fmt::Display`] wrote.
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split('#');
        let key = Self {
            snapshot: parts.next()?.parse().ok().map(SnapshotId::new)?,
            indicator: Indicator::parse(parts.next()?)?,
            standing: RowStanding::parse(parts.next()?).filter(|s| *s != RowStanding::Outside)?,
        };
        parts.next().is_none().then_some(key)
    }

    /// The key of one part of the answer, from 1; parts sort as they follow each other.
    pub fn part(&self, no: usize) -> String {
        format!("{self}#{no:05}")
    }

    /// The key behind all parts.
    pub fn end(&self) -> String {
        format!("{self}#~")
    }
}

/// Event: the rows behind a reported figure were asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EvidenceAsked {
    /// Of which county.
    pub county: String,
    /// Which rows, as [`EvidenceKey`] writes them.
    pub key: String,
    /// Why, in the asker's words; empty where nothing was said.
    pub why: String,
}

/// One row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EvidenceRow {
    /// Item or division code, as it was frozen.
    pub code: String,
    /// Name, as it was frozen.
    pub name: String,
    /// What was frozen of it and decides its standing, as `online_depth=4 onsite_visits=0`.
    pub facts: String,
    /// Whose it is today: told along, not vouched for, because departments are renamed.
    pub owner: String,
}

impl EvidenceRow {
    /// The line that is vouched for.
    fn line(&self) -> String {
        let plain = |text: &str| text.replace(['\t', '\n', '\r'], " ");
        format!("{}\t{}\t{}\n", plain(&self.code), plain(&self.name), plain(&self.facts))
    }
}

/// The text whose SM3 vouches for rows, in their order.
pub fn evidence_text(rows: &[EvidenceRow]) -> String {
    rows.iter().map(EvidenceRow::line).collect()
}

/// One part of an answer, as JSON in a message.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EvidencePart {
    /// How many parts the answer has.
    pub parts: usize,
    /// Why there are no rows; empty where there are.
    #[serde(default)]
    pub refused: String,
    /// Its rows.
    pub rows: Vec<EvidenceRow>,
}

/// Cuts rows into the parts of an answer; one without rows where there are none.
pub fn evidence_parts(rows: &[EvidenceRow]) -> Vec<EvidencePart> {
    let parts = rows.len().div_ceil(EVIDENCE_PART).max(1);
    let part = |n: usize| {
        let rows = rows.iter().skip(n * EVIDENCE_PART).take(EVIDENCE_PART).cloned().collect();
        EvidencePart { parts, refused: String::new(), rows }
    };
    (0..parts).map(part).collect()
}

/// What came of asking.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Evidenced {
    /// Asked, nothing has come.
    Waiting,
    /// Some parts have come.
    Partly {
        /// Those that have.
        have: usize,
        /// All of them.
        of: usize,
    },
    /// The county cannot give them.
    Refused(String),
    /// They are the rows that were reported.
    Matches(Vec<EvidenceRow>),
    /// They are others than were reported.
    Differs {
        /// What came.
        rows: Vec<EvidenceRow>,
        /// SM3 of it, hexadecimal.
        digest: String,
    },
}

/// Holds what came against what was reported. `digest` makes the SM3 of a text.
pub fn judge_evidence(
    reported: &EvidenceDigest,
    parts: Vec<EvidencePart>,
    digest: impl Fn(&str) -> String,
) -> Evidenced {
    let Some(of) = parts.first().map(|p| p.parts) else { return Evidenced::Waiting };
    if let Some(refused) = parts.iter().find(|p| !p.refused.is_empty()) {
        return Evidenced::Refused(refused.refused.clone());
    }
    if parts.len() < of {
        return Evidenced::Partly { have: parts.len(), of };
    }
    let rows: Vec<EvidenceRow> = parts.into_iter().flat_map(|p| p.rows).collect();
    let found = digest(&evidence_text(&rows));
    if found == reported.digest && rows.len() as u64 == reported.rows {
        Evidenced::Matches(rows)
    } else {
        Evidenced::Differs { rows, digest: found }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn row(n: usize) -> EvidenceRow {
        EvidenceRow {
            code: format!("A{n:04}"),
            name: format!("事项{n}"),
            facts: "online_depth=4".into(),
            owner: "县民政局".into(),
        }
    }

    /// Not a digest; only as different as the text.
    fn same(text: &str) -> String {
        text.to_owned()
    }

    fn vouched(rows: &[EvidenceRow]) -> EvidenceDigest {
        EvidenceDigest { rows: rows.len() as u64, digest: evidence_text(rows) }
    }

    #[test]
    fn keys_are_read_as_written() {
        let key = EvidenceKey {
            snapshot: SnapshotId::new(7),
            indicator: Indicator::FullyOnlineRate,
            standing: RowStanding::NotMet,
        };
        assert_eq!(key.to_string(), "7#fully_online_rate#not_met");
        assert_eq!(EvidenceKey::parse(&key.to_string()), Some(key));
        assert!(key.part(1) < key.part(2) && key.part(9) < key.part(10) && key.part(10) < key.end());
        for wrong in ["", "7", "x#fully_online_rate#met", "7#rate#met", "7#fully_online_rate#outside"] {
            assert_eq!(EvidenceKey::parse(wrong), None, "{wrong}");
        }
        assert_eq!(EvidenceKey::parse("7#fully_online_rate#met#1"), None);
    }

    #[test]
    fn what_came_is_held_against_what_was_reported() {
        let rows: Vec<EvidenceRow> = (0..1_200).map(row).collect();
        let reported = vouched(&rows);
        let parts = evidence_parts(&rows);
        assert_eq!(parts.len(), 3);
        assert_eq!(judge_evidence(&reported, vec![], same), Evidenced::Waiting);
        assert_eq!(judge_evidence(&reported, parts[..2].to_vec(), same), Evidenced::Partly { have: 2, of: 3 });
        let mut renamed = parts.clone();
        renamed[0].rows[3].owner = "县民政和乡村振兴局".into();
        assert!(matches!(judge_evidence(&reported, renamed, same), Evidenced::Matches(_)), "who owns it is told along");
        let refused = EvidencePart { parts: 1, refused: "没有这次统计".into(), rows: vec![] };
        assert_eq!(judge_evidence(&reported, vec![refused], same), Evidenced::Refused("没有这次统计".into()));
        assert_eq!(judge_evidence(&vouched(&[]), evidence_parts(&[]), same), Evidenced::Matches(vec![]));
    }

    proptest! {
        /// Whatever is changed, left out or put in between is found.
        #[test]
        fn a_touched_row_is_found(count in 1..1_100_usize, at in 0..1_100_usize, how in 0..4_usize) {
            let rows: Vec<EvidenceRow> = (0..count).map(row).collect();
            let reported = vouched(&rows);
            prop_assert!(matches!(judge_evidence(&reported, evidence_parts(&rows), same), Evidenced::Matches(_)));
            let (mut touched, at) = (rows, at % count);
            match how {
                0 => touched[at].facts.push('1'),
                1 => touched[at].name = "别的事项".into(),
                2 => drop(touched.remove(at)),
                _ => touched.insert(at, row(9_999)),
            }
            let found = judge_evidence(&reported, evidence_parts(&touched), same);
            let is_found = matches!(found, Evidenced::Differs { .. });
            prop_assert!(is_found);
        }
    }
}
