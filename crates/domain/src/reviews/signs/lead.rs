//! A sign of gaming that somebody looks into (迹象线索): opened once for a person and a kind of sign, brought up to date while
//! it is open, and marked as explained or upheld with a reason. It changes no rate, whatever comes of it.

use std::collections::BTreeSet;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{Sign, SignKind};
use crate::base::{DepartmentId, ReviewId, ReviewSignId, StaffId};

/// Evidence that a lead keeps; of more, the newest.
pub const MOST_EVIDENCE: usize = 1_000;
/// Longest reason, in characters.
const LONGEST: usize = 500;

/// How it was looked into.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignRuling {
    /// When.
    pub at: Timestamp,
    /// By whom.
    pub by: StaffId,
    /// Why, in words.
    pub reason: String,
}

/// Where it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SignState {
    /// 待核实.
    Open,
    /// 情况正常: there is an innocent explanation.
    Explained(SignRuling),
    /// 查实.
    Upheld(SignRuling),
}

impl SignState {
    /// Word in tables.
    #[must_use]
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Explained(_) => "explained",
            Self::Upheld(_) => "upheld",
        }
    }

    /// Word on pages.
    #[must_use]
    pub const fn label(&self) -> &'static str {
        match self {
            Self::Open => "待核实",
            Self::Explained(_) => "情况正常",
            Self::Upheld(_) => "查实",
        }
    }
}

/// The lead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignLead {
    /// Id.
    pub id: ReviewSignId,
    /// Expected version for the next act.
    pub version: i64,
    /// Which sign.
    pub kind: SignKind,
    /// Whose ratings.
    pub staff: StaffId,
    /// Of which department.
    pub department: DepartmentId,
    /// When it was found first.
    pub found_at: Timestamp,
    /// When it was last brought up to date.
    pub seen_at: Timestamp,
    /// The version of the county's rules that found it last.
    pub rules_version: i64,
    /// Ratings that speak for it, as [`Sign::part`].
    pub part: u64,
    /// Of so many.
    pub whole: u64,
    /// The same of all others.
    pub others: (u64, u64),
    /// By chance once in so many.
    pub one_in: u64,
    /// The ratings, the oldest first.
    pub evidence: Vec<ReviewId>,
    /// Where it is.
    pub state: SignState,
}

/// A sign was found, or found again with more evidence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignFound {
    /// Which.
    pub kind: SignKind,
    /// Ratings of the evidence that were not known before.
    pub fresh: u64,
    /// The version of the county's rules.
    pub rules_version: i64,
}

/// It was looked into.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignSettled {
    /// The sign stood.
    pub upheld: bool,
    /// Why.
    pub reason: String,
}

/// Why a lead is not settled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SignRefusal {
    /// It was looked into before.
    #[error("这条迹象已经核实过，请看核实的结果")]
    Settled,
    /// Nothing written.
    #[error("请写明怎么核实的、为什么这样认定")]
    ReasonMissing,
    /// Longer than fits.
    #[error("最多 500 个字，现在有 {0} 个字")]
    ReasonLong(usize),
    /// Neither was chosen.
    #[error("请选情况正常还是查实")]
    RulingMissing,
    /// Nobody looks into signs at their own work.
    #[error("自己经手的评价，要由别人核实")]
    Own,
}

/// What a sign that was found does to what is known of the same person and kind: a new lead, an open one brought up to
/// date, or nothing. After one was settled the evidence counts anew: the same ratings never open a second lead.
/// `at_least` = ratings that the rules ask for.
#[must_use]
pub fn meet(
    sign: &Sign,
    known: Option<&SignLead>,
    (id, now): (ReviewSignId, Timestamp),
    (at_least, rules_version): (u32, i64),
) -> Option<(SignLead, SignFound)> {
    let seen: BTreeSet<ReviewId> = known.iter().flat_map(|k| k.evidence.iter().copied()).collect();
    let fresh: Vec<ReviewId> = sign.rows.iter().copied().filter(|row| !seen.contains(row)).collect();
    let event = SignFound { kind: sign.kind, fresh: fresh.len() as u64, rules_version };
    let made = |id, version, found_at, evidence: Vec<ReviewId>| SignLead {
        id,
        version,
        kind: sign.kind,
        staff: sign.staff,
        department: sign.department,
        found_at,
        seen_at: now,
        rules_version,
        part: sign.part,
        whole: sign.whole,
        others: sign.others,
        one_in: sign.one_in,
        evidence: newest(evidence),
        state: SignState::Open,
    };
    match known {
        Some(open) if open.state == SignState::Open => {
            if fresh.is_empty() {
                return None;
            }
            let evidence = open.evidence.iter().copied().chain(fresh).collect();
            Some((made(open.id, open.version + 1, open.found_at, evidence), event))
        }
        Some(_) if fresh.len() < at_least as usize => None,
        Some(_) => Some((made(id, 1, now, fresh), event)),
        None => Some((made(id, 1, now, fresh), event)),
    }
}

fn newest(mut evidence: Vec<ReviewId>) -> Vec<ReviewId> {
    let over = evidence.len().saturating_sub(MOST_EVIDENCE);
    evidence.drain(..over);
    evidence
}

/// Somebody looked into it.
///
/// # Errors
/// [`SignRefusal`].
pub fn settle(
    lead: SignLead,
    (by, at): (StaffId, Timestamp),
    upheld: bool,
    reason: &str,
) -> Result<(SignLead, SignSettled), SignRefusal> {
    if lead.state != SignState::Open {
        return Err(SignRefusal::Settled);
    }
    if lead.staff == by {
        return Err(SignRefusal::Own);
    }
    let reason = reason.trim().to_owned();
    match reason.chars().count() {
        0 => return Err(SignRefusal::ReasonMissing),
        n if n > LONGEST => return Err(SignRefusal::ReasonLong(n)),
        _ => {}
    }
    let ruling = SignRuling { at, by, reason: reason.clone() };
    let state = if upheld { SignState::Upheld(ruling) } else { SignState::Explained(ruling) };
    Ok((SignLead { version: lead.version + 1, state, ..lead }, SignSettled { upheld, reason }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sign(rows: std::ops::Range<i64>) -> Sign {
        Sign {
            kind: SignKind::SameDevice,
            staff: StaffId::new(7),
            department: DepartmentId::new(2),
            part: rows.end as u64,
            whole: 100,
            others: (3, 900),
            one_in: 10_000,
            rows: rows.map(ReviewId::new).collect(),
        }
    }

    fn met(found: &Sign, known: Option<&SignLead>) -> Option<(SignLead, SignFound)> {
        meet(found, known, (ReviewSignId::new(5), Timestamp::UNIX_EPOCH), (10, 0))
    }

    #[test]
    fn the_same_ratings_open_one_lead() {
        let (first, event) = met(&sign(0..12), None).unwrap();
        assert_eq!((first.version, event.fresh, first.evidence.len()), (1, 12, 12));
        assert_eq!(met(&sign(0..12), Some(&first)), None, "looking again changes nothing");
        let (grown, event) = met(&sign(0..14), Some(&first)).unwrap();
        assert_eq!((grown.id, grown.version, event.fresh, grown.evidence.len()), (first.id, 2, 2, 14));
        // Old ratings fall out of the days that are looked back on; the lead keeps them.
        assert_eq!(met(&sign(5..15), Some(&grown)).unwrap().0.evidence.len(), 15);
        let (settled, event) = settle(grown, (StaffId::new(1), Timestamp::UNIX_EPOCH), false, " 帮办员代点 ").unwrap();
        assert_eq!((settled.state.as_str(), event.reason.as_str()), ("explained", "帮办员代点"));
        assert_eq!(met(&sign(0..23), Some(&settled)), None, "nine new ones are not enough");
        let (second, event) = met(&sign(0..24), Some(&settled)).unwrap();
        assert_eq!((second.version, event.fresh, second.evidence.len()), (1, 10, 10));
    }

    #[test]
    fn a_lead_is_settled_once_with_a_reason_by_somebody_else() {
        let (lead, _) = met(&sign(0..12), None).unwrap();
        let by = |staff, reason: &str| settle(lead.clone(), (StaffId::new(staff), Timestamp::UNIX_EPOCH), true, reason);
        assert_eq!(by(7, "查过"), Err(SignRefusal::Own));
        assert_eq!(by(1, "  "), Err(SignRefusal::ReasonMissing));
        assert_eq!(by(1, &"长".repeat(501)), Err(SignRefusal::ReasonLong(501)));
        let (upheld, event) = by(1, "同一部手机").unwrap();
        assert!(event.upheld && upheld.state.as_str() == "upheld");
        let again = settle(upheld, (StaffId::new(1), Timestamp::UNIX_EPOCH), true, "再来");
        assert_eq!(again, Err(SignRefusal::Settled));
        let many = newest((0..1_200).map(ReviewId::new).collect());
        assert_eq!((many.len(), many.first().map(|r| r.get())), (MOST_EVIDENCE, Some(200)));
    }
}
