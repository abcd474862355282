//! What happens next in a matter (联办流转): from the chain, the answers and where the members stand, which start,
//! which are dropped and why, which must be ended, and whether the whole is over and how.
//!
//! Decided anew from the whole each time, so that a lost or repeated message changes nothing. Not here: the record
//! of a matter and its acts (`matter`).

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Chain, DropReason, Member, MemberState, OnDenial, States};
use crate::cases::EndKind;

/// What follows from how the members stand.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Turn {
    /// Members to start now, in the chain's order.
    pub starts: Vec<String>,
    /// Members that will never start.
    pub drops: Vec<(String, DropReason)>,
    /// Members in hand that must be ended, because the whole is stopped.
    pub to_end: Vec<String>,
    /// How the whole ended; `None` while something is under way or ahead.
    pub finish: Option<Finish>,
}

/// How a matter ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Finish {
    /// 全部办成.
    AllGranted,
    /// 部分办成.
    PartlyGranted,
    /// 没有办成.
    NotGranted,
    /// 已撤回: everything that was begun was taken back.
    Withdrawn,
}

impl Finish {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::AllGranted, Self::PartlyGranted, Self::NotGranted, Self::Withdrawn];

    /// Word in tables and in the API.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::AllGranted => "all_granted",
            Self::PartlyGranted => "partly_granted",
            Self::NotGranted => "not_granted",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// Word on pages.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::AllGranted => "全部办成",
            Self::PartlyGranted => "部分办成",
            Self::NotGranted => "没有办成",
            Self::Withdrawn => "已撤回",
        }
    }
}

/// What comes next. A member starts when everybody it waits for is granted, does not apply, or was not granted and
/// lets the others go on; where it needs a result as its material, only when that is granted or does not apply.
#[must_use]
pub fn turn(chain: &Chain, answers: &BTreeMap<String, String>, states: &States) -> Turn {
    let mut now: BTreeMap<&str, MemberState> = chain
        .members
        .iter()
        .map(|m| (m.key.as_str(), states.get(&m.key).cloned().unwrap_or(MemberState::Waiting)))
        .collect();
    let mut drops = Vec::new();
    while let Some((key, reason)) = chain.members.iter().find_map(|m| drop_of(chain, answers, &now, m)) {
        now.insert(key, MemberState::Dropped(reason.clone()));
        drops.push((key.to_owned(), reason));
    }
    let waiting = |m: &&Member| now.get(m.key.as_str()) == Some(&MemberState::Waiting);
    let starts: Vec<String> =
        chain.members.iter().filter(waiting).filter(|m| is_ready(chain, &now, m)).map(|m| m.key.clone()).collect();
    let open = |m: &&Member| now.get(m.key.as_str()).is_some_and(|s| s.open().is_some());
    let to_end = match all_stopped_by(chain, &now) {
        Some(_) => chain.members.iter().filter(open).map(|m| m.key.clone()).collect(),
        None => Vec::new(),
    };
    Turn { starts, drops, to_end, finish: finish(now.values()) }
}

/// Why a waiting member is dropped now; `None` = it is not.
fn drop_of<'a>(
    chain: &Chain,
    answers: &BTreeMap<String, String>,
    now: &BTreeMap<&'a str, MemberState>,
    member: &'a Member,
) -> Option<(&'a str, DropReason)> {
    match now.get(member.key.as_str())? {
        MemberState::Waiting => {}
        // It had begun: only the end of the whole keeps it from being handed in again.
        MemberState::Returned { .. } => {
            let by = all_stopped_by(chain, now)?.to_owned();
            return Some((member.key.as_str(), DropReason::AllStopped { by }));
        }
        MemberState::Open(_)
        | MemberState::Dropped(_)
        | MemberState::Granted { .. }
        | MemberState::Denied { .. }
        | MemberState::Ended { .. } => return None,
    }
    let reason = if !member.applies(answers) {
        DropReason::NotApplicable
    } else if let Some(by) = all_stopped_by(chain, now) {
        DropReason::AllStopped { by: by.to_owned() }
    } else {
        let stopped = |key: &str| match now.get(key)? {
            MemberState::Denied { .. } | MemberState::Ended { .. } => {
                (chain.member(key)?.denied == OnDenial::FollowersStop).then(|| key.to_owned())
            }
            MemberState::Dropped(DropReason::Stopped { by } | DropReason::AllStopped { by }) => Some(by.clone()),
            MemberState::Waiting
            | MemberState::Open(_)
            | MemberState::Returned { .. }
            | MemberState::Dropped(DropReason::NotApplicable | DropReason::Withdrawn)
            | MemberState::Granted { .. } => None,
        };
        DropReason::Stopped { by: member.waits_for().find_map(stopped)? }
    };
    Some((member.key.as_str(), reason))
}

/// The member that stopped everything, if one did.
fn all_stopped_by<'a>(chain: &'a Chain, now: &BTreeMap<&str, MemberState>) -> Option<&'a str> {
    let failed = |m: &&Member| now.get(m.key.as_str()).is_some_and(MemberState::is_unsuccessful);
    chain.members.iter().filter(failed).find(|m| m.denied == OnDenial::AllStops).map(|m| m.key.as_str())
}

fn is_ready(chain: &Chain, now: &BTreeMap<&str, MemberState>, member: &Member) -> bool {
    let settled = |key: &str, needs_result: bool| match now.get(key) {
        // Nobody to wait for.
        None => true,
        Some(MemberState::Granted { .. } | MemberState::Dropped(DropReason::NotApplicable)) => true,
        Some(MemberState::Denied { .. } | MemberState::Ended { .. }) => {
            !needs_result && chain.member(key).is_none_or(|m| m.denied == OnDenial::OthersGoOn)
        }
        Some(MemberState::Waiting | MemberState::Open(_) | MemberState::Returned { .. } | MemberState::Dropped(_)) => {
            false
        }
    };
    member.after.iter().all(|key| settled(key, false)) && member.brings.iter().all(|b| settled(&b.from, true))
}

/// How the whole ended by where its members stand; `None` while one is under way or ahead.
pub(super) fn finish_of(states: &States) -> Option<Finish> {
    finish(states.values())
}

fn finish<'a>(states: impl Iterator<Item = &'a MemberState> + Clone) -> Option<Finish> {
    if !states.clone().all(MemberState::is_settled) {
        return None;
    }
    let count = |of: fn(&MemberState) -> bool| states.clone().filter(|s| of(s)).count();
    let granted = count(|s| matches!(s, MemberState::Granted { .. }));
    let failed = count(MemberState::is_unsuccessful);
    let withdrawn = count(|s| matches!(s, MemberState::Ended { kind: EndKind::Withdrawn, .. }));
    // One that was returned and is not handed in again is taken back without an end of its own.
    let taken_back = withdrawn + count(|s| *s == MemberState::Dropped(DropReason::Withdrawn));
    // Stopped because of another: what became of that one counts.
    let with_it = count(|s| matches!(s, MemberState::Ended { kind: EndKind::StoppedWithMatter, .. }));
    let stopped = count(|s| match s {
        MemberState::Dropped(reason) => *reason != DropReason::NotApplicable,
        MemberState::Waiting
        | MemberState::Open(_)
        | MemberState::Returned { .. }
        | MemberState::Granted { .. }
        | MemberState::Denied { .. }
        | MemberState::Ended { .. } => false,
    });
    Some(match (granted, failed + stopped) {
        (1.., 0) => Finish::AllGranted,
        (1.., 1..) => Finish::PartlyGranted,
        (0, _) if taken_back > 0 && withdrawn + with_it == failed => Finish::Withdrawn,
        (0, _) => Finish::NotGranted,
    })
}

/// Whom a waiting member waits for now (等谁), in the chain's order; nobody where it is not waiting.
#[must_use]
pub fn waits_for<'a>(chain: &'a Chain, states: &States, key: &str) -> Vec<&'a Member> {
    let state = |key: &str| states.get(key).cloned().unwrap_or(MemberState::Waiting);
    let Some(member) = chain.member(key).filter(|_| state(key) == MemberState::Waiting) else { return Vec::new() };
    let waited: Vec<&str> = member.waits_for().collect();
    chain.members.iter().filter(|m| waited.contains(&m.key.as_str()) && !state(&m.key).is_settled()).collect()
}
