//! Subscriptions of other systems to what happens to cases, to matters and under the watch (事件订阅). Not here: sending, and what an event says.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{Listed, Target, TargetFlaw};
use crate::base::{DepartmentId, KeyId, StaffId, SubscriptionId};

const NAME: std::ops::RangeInclusive<usize> = 2..=40;

/// Events that can be subscribed to, with their labels. Drafts are nobody's business yet.
pub const CASE_EVENTS: [(&str, &str); 21] = [
    ("case.submitted", "收到申请"),
    ("case.pushed", "上级推送申请"),
    ("case.correction_asked", "要求补正"),
    ("case.correction_supplied", "补正材料已交"),
    ("case.correction_lapsed", "补正逾期"),
    ("case.accepted", "受理"),
    ("case.taken_up", "开始审查"),
    ("case.taken_over", "部门系统接管"),
    ("case.handed_back", "部门系统退回"),
    ("case.materials_brought", "材料补交"),
    ("case.materials_examined", "材料核对"),
    ("case.suspended", "暂停计时"),
    ("case.resumed", "恢复计时"),
    ("case.extended", "延期"),
    ("case.decided", "决定"),
    ("case.completed", "办结"),
    ("case.delivered", "送达"),
    ("case.rated", "评价"),
    ("case.ended", "未作决定而终结"),
    ("case.commitment_checked", "承诺核查"),
    ("case.owed_lapsed", "容缺材料逾期"),
];

/// Events of matters (一件事) that can be subscribed to, with their labels. What a department notes before the intake, and
/// files that wait, are nobody's business yet.
pub const MATTER_EVENTS: [(&str, &str); 15] = [
    ("matter.opened", "一件事收到申请"),
    ("matter.correction_asked", "一件事要求补正"),
    ("matter.correction_supplied", "一件事补正材料已交"),
    ("matter.accepted", "一件事受理"),
    ("matter.materials_brought", "一件事材料补交"),
    ("matter.member_started", "一件事的一项开始"),
    ("matter.member_moved", "一件事的一项有进展"),
    ("matter.member_begun_again", "一件事退件的一项重新提交"),
    ("matter.member_given_up", "一件事退件的一项不再提交"),
    ("matter.member_dropped", "一件事的一项不用办"),
    ("matter.member_stopped", "一件事的一项终止"),
    ("matter.finished", "一件事办结"),
    ("matter.delivered", "一件事送达"),
    ("matter.rated", "一件事评价"),
    ("matter.withdrawn", "一件事撤回"),
];

/// Events of the watch (监察) that can be subscribed to, with their labels. Who subscribed to everything before they came
/// is not told of them: they go to those who name them.
pub const WATCH_EVENTS: [(&str, &str); 12] = [
    ("oversight.card_given", "监察提醒、黄牌、红牌"),
    ("oversight.card_explained", "公开超期原因"),
    ("oversight.card_disputed", "对牌提出异议"),
    ("oversight.card_upheld", "异议不成立，维持"),
    ("oversight.card_annulled", "撤销一张牌"),
    ("oversight.order_issued", "发督办单"),
    ("oversight.order_escalated", "督办逐级上报"),
    ("oversight.order_sent_back", "部门退回督办单"),
    ("oversight.order_handed_over", "督办单重新交办"),
    ("oversight.order_replied", "督办单已答复"),
    ("oversight.order_closed", "督办办结"),
    ("oversight.order_withdrawn", "督办单撤回"),
];

/// All events that can be subscribed to: of cases, of matters, of the watch.
pub fn event_kinds() -> impl Iterator<Item = (&'static str, &'static str)> {
    CASE_EVENTS.into_iter().chain(MATTER_EVENTS).chain(WATCH_EVENTS)
}

/// Where a subscription stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SubscriptionState {
    /// Events are sent (推送中).
    Active,
    /// They are kept until it goes on (已暂停).
    Paused,
}

impl SubscriptionState {
    /// Word in tables and in the API.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Paused => "paused",
        }
    }

    /// Reads the word of a table.
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Active, Self::Paused].into_iter().find(|s| s.as_str() == text)
    }
}

/// A subscription.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subscription {
    /// Id.
    pub id: SubscriptionId,
    /// Version for concurrent edits.
    pub version: i64,
    /// Which system it is for.
    pub name: String,
    /// Where events are sent.
    pub target: String,
    /// Kinds of events; all of them where none is named.
    pub kinds: Vec<String>,
    /// Cases of this department alone, and matters in which it has a part.
    pub department: Option<DepartmentId>,
    /// Signed with SM3 beside SHA-256.
    pub sm3: bool,
    /// From which, with the county's own key, the signing secret is drawn. No secret itself.
    pub nonce: String,
    /// The key whose program keeps it; none where an administrator does.
    pub key: Option<KeyId>,
    /// Where it stands.
    pub state: SubscriptionState,
    /// Opened at.
    pub opened_at: Timestamp,
    /// Opened by; none for a program.
    pub opened_by: Option<StaffId>,
}

/// What is asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SubscriptionWanted {
    /// Which system it is for.
    pub name: String,
    /// Where events are sent.
    pub target: String,
    /// Kinds of events.
    pub kinds: Vec<String>,
    /// Department.
    pub department: Option<DepartmentId>,
    /// Signed with SM3 too.
    pub sm3: bool,
}

/// What is decided outside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SubscriptionOpening {
    /// Id.
    pub id: SubscriptionId,
    /// Chance for the secret.
    pub nonce: String,
    /// Whose program keeps it.
    pub key: Option<KeyId>,
    /// Now.
    pub at: Timestamp,
    /// Who.
    pub by: Option<StaffId>,
}

/// Event: a subscription was opened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SubscriptionOpened {
    /// Which system it is for.
    pub name: String,
    /// Where events are sent.
    pub target: String,
    /// Kinds of events.
    pub kinds: Vec<String>,
}

/// Event: a subscription was paused, goes on, was closed, or is sent again from somewhere.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SubscriptionTurned {
    /// Which system it is for.
    pub name: String,
    /// `paused`, `active`, `closed`, or the day from which all is sent again.
    pub to: String,
}

/// Why a subscription is not opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SubscriptionFlaw {
    /// No name, or one too long.
    #[error("名称请写 2 到 40 个字，说明推给哪个系统")]
    Name,
    /// Where to.
    #[error(transparent)]
    Target(TargetFlaw),
    /// A kind that is none of ours.
    #[error("有不认识的事件，请从清单里选")]
    Kinds,
    /// No such department.
    #[error("没有找到这个部门，请重新选择")]
    Department,
}

impl SubscriptionFlaw {
    /// The field it is about.
    pub fn field(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Target(_) => "target",
            Self::Kinds => "kinds",
            Self::Department => "department",
        }
    }
}

impl Subscription {
    /// Opens a subscription, or tells everything that is wrong.
    pub fn open(
        wanted: &SubscriptionWanted,
        opening: SubscriptionOpening,
        listed: &Listed,
    ) -> Result<(Self, SubscriptionOpened), Vec<SubscriptionFlaw>> {
        let mut flaws = Vec::new();
        let name = wanted.name.trim().to_owned();
        if !NAME.contains(&name.chars().count()) || name.chars().any(char::is_control) {
            flaws.push(SubscriptionFlaw::Name);
        }
        let target = Target::parse(&wanted.target, listed).map_err(|flaw| flaws.push(SubscriptionFlaw::Target(flaw)));
        let mut kinds = wanted.kinds.clone();
        kinds.sort_unstable();
        kinds.dedup();
        if kinds.iter().any(|k| event_kinds().all(|(known, _)| known != k)) {
            flaws.push(SubscriptionFlaw::Kinds);
        }
        let (Ok(target), true) = (target, flaws.is_empty()) else { return Err(flaws) };
        let target = target.as_str().to_owned();
        let event = SubscriptionOpened { name: name.clone(), target: target.clone(), kinds: kinds.clone() };
        let subscription = Self {
            id: opening.id,
            version: 1,
            name,
            target,
            kinds,
            department: wanted.department,
            sm3: wanted.sm3,
            nonce: opening.nonce,
            key: opening.key,
            state: SubscriptionState::Active,
            opened_at: opening.at,
            opened_by: opening.by,
        };
        Ok((subscription, event))
    }

    /// Pauses it or lets it go on. `None` where it already stands so.
    pub fn turn(&self, to: SubscriptionState) -> Option<(Self, SubscriptionTurned)> {
        let next = Self { state: to, version: self.version + 1, ..self.clone() };
        (self.state != to).then(|| (next, SubscriptionTurned { name: self.name.clone(), to: to.as_str().to_owned() }))
    }

    /// Whether it wants an event of this kind about a case of this department.
    pub fn wants(&self, kind: &str, department: DepartmentId) -> bool {
        let known = CASE_EVENTS.iter().any(|(k, _)| *k == kind);
        known && self.names(kind) && self.department.is_none_or(|own| own == department)
    }

    /// Whether it wants an event of this kind about a matter in which these departments have a part.
    pub fn wants_of_matter(&self, kind: &str, offices: &[DepartmentId]) -> bool {
        let known = MATTER_EVENTS.iter().any(|(k, _)| *k == kind);
        known && self.names(kind) && self.department.is_none_or(|own| offices.contains(&own))
    }

    /// Whether it names an event of this kind about a card or an order of this department; `None` = of the hall's windows,
    /// which belong to none.
    pub fn wants_of_watch(&self, kind: &str, department: Option<DepartmentId>) -> bool {
        let known = WATCH_EVENTS.iter().any(|(k, _)| *k == kind);
        known && self.kinds.iter().any(|k| k == kind) && (self.department.is_none() || self.department == department)
    }

    fn names(&self, kind: &str) -> bool {
        self.kinds.is_empty() || self.kinds.iter().any(|k| k == kind)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn opened(wanted: &SubscriptionWanted) -> Result<Subscription, Vec<SubscriptionFlaw>> {
        let opening = SubscriptionOpening {
            id: SubscriptionId::new(7),
            nonce: "n".into(),
            key: None,
            at: Timestamp::UNIX_EPOCH,
            by: None,
        };
        Subscription::open(wanted, opening, &Listed::default()).map(|(s, _)| s)
    }

    #[test]
    fn a_subscription_wants_its_kinds_of_its_department() {
        let wanted = SubscriptionWanted {
            name: "省统一受理平台".into(),
            target: "https://hook.example.gov.cn/".into(),
            kinds: vec!["case.decided".into(), "case.accepted".into(), "case.decided".into()],
            department: Some(DepartmentId::new(3)),
            sm3: false,
        };
        let it = opened(&wanted).unwrap();
        assert_eq!(it.kinds, ["case.accepted", "case.decided"]);
        assert!(it.wants("case.decided", DepartmentId::new(3)));
        assert!(!it.wants("case.decided", DepartmentId::new(4)) && !it.wants("case.delivered", DepartmentId::new(3)));
        let all = Subscription { kinds: vec![], department: None, ..it.clone() };
        assert!(all.wants("case.delivered", DepartmentId::new(4)));
        assert!(!all.wants("case.drafted", DepartmentId::new(4)), "drafts are never sent");
        let (card, three) = ("oversight.card_given", Some(DepartmentId::new(3)));
        assert!(!all.wants_of_watch(card, three), "who asked for everything did not ask for these");
        let watch = Subscription { kinds: vec![card.into()], ..it.clone() };
        assert!(watch.wants_of_watch(card, three) && !watch.wants_of_watch(card, Some(DepartmentId::new(4))));
        assert!(!watch.wants_of_watch(card, None), "the window's are no department's");
        assert!(Subscription { department: None, ..watch.clone() }.wants_of_watch(card, None));
        assert!(!watch.wants_of_watch("oversight.order_closed", three));
        let parts = [DepartmentId::new(2), DepartmentId::new(3)];
        assert!(!it.wants_of_matter("matter.accepted", &parts), "matters were not named");
        let mine = Subscription { kinds: vec![], ..it.clone() };
        assert!(
            mine.wants_of_matter("matter.accepted", &parts) && !mine.wants_of_matter("matter.accepted", &parts[..1])
        );
        assert!(!mine.wants_of_matter("matter.looked", &parts), "what a department notes is its own");
        assert!(!mine.wants("matter.accepted", DepartmentId::new(3)), "a matter is no case");
        assert!(it.turn(SubscriptionState::Active).is_none());
        let (paused, event) = it.turn(SubscriptionState::Paused).unwrap();
        assert_eq!((paused.version, event.to.as_str()), (2, "paused"));
    }

    #[test]
    fn everything_wrong_is_told_at_once() {
        let wanted = SubscriptionWanted {
            name: "x".into(),
            target: "http://127.0.0.1/".into(),
            kinds: vec!["staff.added".into()],
            ..SubscriptionWanted::default()
        };
        let fields: Vec<&str> = opened(&wanted).unwrap_err().into_iter().map(SubscriptionFlaw::field).collect();
        assert_eq!(fields, ["name", "target", "kinds"]);
    }
}
