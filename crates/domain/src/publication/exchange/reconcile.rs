//! Reconciliation (对账): what our catalogue says, what we noted as taken, and what the other side holds, key by key. What
//! agrees and what differs together are all keys of both sides: nothing is left over.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::{HeldRow, OurItem, PublishState, Published};

/// What differs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReconcileKind {
    /// 未上报: in use here, never sent.
    NotSent,
    /// 等回执: sent, not answered yet.
    Waiting,
    /// 已退回: sent back for a reason.
    Rejected,
    /// 有更新未上报: they hold what we sent, and we have changed it since.
    Changed,
    /// 对方没有: they took it and hold it no longer.
    Lost,
    /// 内容不同: they hold something else than they took.
    Differs,
    /// 已停用未撤回: no longer in use here, still held there.
    NotWithdrawn,
    /// 对方多出: held there, never sent from here.
    OnlyTheirs,
}

impl ReconcileKind {
    /// All of them, in the order of the list.
    pub const ALL: [Self; 8] = [
        Self::Differs,
        Self::Lost,
        Self::OnlyTheirs,
        Self::Rejected,
        Self::NotSent,
        Self::Changed,
        Self::NotWithdrawn,
        Self::Waiting,
    ];

    /// Word for programs.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::NotSent => "not_sent",
            Self::Waiting => "waiting",
            Self::Rejected => "rejected",
            Self::Changed => "changed",
            Self::Lost => "lost",
            Self::Differs => "differs",
            Self::NotWithdrawn => "not_withdrawn",
            Self::OnlyTheirs => "only_theirs",
        }
    }

    /// Word on pages.
    pub fn label(self) -> &'static str {
        match self {
            Self::NotSent => "未上报",
            Self::Waiting => "等回执",
            Self::Rejected => "已退回",
            Self::Changed => "有更新未上报",
            Self::Lost => "对方没有",
            Self::Differs => "内容不同",
            Self::NotWithdrawn => "停用未撤回",
            Self::OnlyTheirs => "对方多出",
        }
    }

    /// Who does the next step.
    pub fn act(self) -> ReconcileAct {
        match self {
            Self::NotSent | Self::Changed | Self::NotWithdrawn | Self::Lost | Self::Differs => ReconcileAct::Program,
            Self::Rejected => ReconcileAct::Department,
            Self::OnlyTheirs => ReconcileAct::Office,
            Self::Waiting => ReconcileAct::Above,
        }
    }
}

/// Who must act.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ReconcileAct {
    /// The next push sends it.
    Program,
    /// Its department mends what was sent back.
    Department,
    /// The bureau's editors find out whose it is.
    Office,
    /// The other side answers.
    Above,
}

impl ReconcileAct {
    /// Word for programs.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Program => "program",
            Self::Department => "department",
            Self::Office => "office",
            Self::Above => "above",
        }
    }

    /// Word on pages.
    pub fn label(self) -> &'static str {
        match self {
            Self::Program => "系统下次上报时补送",
            Self::Department => "部门按原因改好",
            Self::Office => "政务局核对来源",
            Self::Above => "等上级回执",
        }
    }
}

/// One difference.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReconcileLine {
    /// 业务办理项编码.
    pub key: String,
    /// Name, where we know one.
    pub name: String,
    /// What differs.
    pub kind: ReconcileKind,
    /// Both sides in one sentence.
    pub words: String,
}

/// Both sides held against each other.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reconciliation {
    /// Items of ours that are to be there.
    pub ours: u64,
    /// Items that they hold.
    pub theirs: u64,
    /// The same on both sides, content included.
    pub agree: u64,
    /// The rest, by kind and key.
    pub lines: Vec<ReconcileLine>,
    /// What is noted anew because they hold something else: the next push sends it again.
    pub again: Vec<Published>,
}

/// Holds both sides against each other. `known` must be as the other side had taken it when it answered: every message
/// sealed by then is answered, or its rows stand as sent.
pub fn reconcile(ours: &[OurItem], known: &BTreeMap<String, Published>, held: &[HeldRow]) -> Reconciliation {
    let here: BTreeMap<&str, &OurItem> = ours.iter().map(|i| (i.key.as_str(), i)).collect();
    let there: BTreeMap<&str, &HeldRow> = held.iter().filter(|h| !h.withdrawn).map(|h| (h.key.as_str(), h)).collect();
    let mut out = Reconciliation { ours: here.len() as u64, theirs: there.len() as u64, ..Reconciliation::default() };
    let known_here = known.keys().map(String::as_str).filter(|key| is_noted(&known[*key]));
    let keys: BTreeSet<&str> = here.keys().copied().chain(there.keys().copied()).chain(known_here).collect();
    for key in keys {
        match compare(here.get(key).copied(), known.get(key), there.get(key).copied()) {
            None => out.agree += 1,
            Some((kind, words)) => {
                let noted = known.get(key);
                if let (ReconcileKind::Lost | ReconcileKind::Differs, Some(noted)) = (kind, noted) {
                    let state = if kind == ReconcileKind::Lost { PublishState::NotSent } else { PublishState::Differs };
                    out.again.push(Published { state, reason: words.clone(), ..noted.clone() });
                }
                let name = here.get(key).map(|i| i.name.clone()).or_else(|| noted.map(|n| n.name.clone()));
                out.lines.push(ReconcileLine { key: key.to_owned(), name: name.unwrap_or_default(), kind, words });
            }
        }
    }
    let rank = |kind| ReconcileKind::ALL.iter().position(|k| *k == kind);
    out.lines.sort_by(|a, b| rank(a.kind).cmp(&rank(b.kind)).then_with(|| a.key.cmp(&b.key)));
    out
}

/// Whether a note speaks of something that should be there, or is on its way.
fn is_noted(known: &Published) -> bool {
    match known.state {
        PublishState::Accepted | PublishState::Differs | PublishState::Sent => true,
        PublishState::NotSent | PublishState::Rejected | PublishState::Withdrawn => false,
    }
}

/// `None` where both sides agree.
fn compare(
    ours: Option<&OurItem>,
    known: Option<&Published>,
    theirs: Option<&HeldRow>,
) -> Option<(ReconcileKind, String)> {
    let as_sent = |held: &HeldRow| known.is_some_and(|k| k.digest == held.digest);
    let state = known.map(|k| k.state);
    match (ours, state, theirs) {
        (_, Some(PublishState::Sent), _) => {
            let seq = known.map_or(0, |k| k.seq);
            Some((ReconcileKind::Waiting, format!("第 {seq} 封已发出，还没有回执")))
        }
        (Some(_), Some(PublishState::Rejected), _) => {
            let why = known.map(|k| k.reason.clone()).unwrap_or_default();
            Some((ReconcileKind::Rejected, format!("对方退回：{why}")))
        }
        (Some(_), Some(PublishState::Accepted), None) => {
            Some((ReconcileKind::Lost, "对方回执写明已接收，现在没有".into()))
        }
        (Some(ours), _, Some(theirs)) if ours.digest == theirs.digest => None,
        (Some(ours), Some(PublishState::Accepted | PublishState::Differs), Some(theirs)) if as_sent(theirs) => {
            Some((ReconcileKind::Changed, format!("对方是第 {} 版，本县已改为第 {} 版", theirs.version, ours.version)))
        }
        (Some(ours), _, Some(theirs)) => {
            let words = format!("本县第 {} 版，对方第 {} 版，内容不是本县送的", ours.version, theirs.version);
            Some((ReconcileKind::Differs, words))
        }
        (Some(_), None | Some(PublishState::NotSent | PublishState::Withdrawn | PublishState::Differs), None) => {
            Some((ReconcileKind::NotSent, "本县在用，还没有上报".into()))
        }
        (None, Some(_), Some(theirs)) => {
            Some((ReconcileKind::NotWithdrawn, format!("本县已不在用，对方还列着第 {} 版", theirs.version)))
        }
        (None, None, Some(theirs)) => {
            Some((ReconcileKind::OnlyTheirs, format!("对方列着第 {} 版，本县没有报过", theirs.version)))
        }
        // What we no longer have and they no longer hold.
        (None, _, None) => None,
    }
}
