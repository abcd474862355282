//! What it means for the whole that a member came to nothing (部分办成): what goes on, what stops by the chain's rule, and
//! what is granted and stays so. In words, for whoever applied and for the lead department alike.
//!
//! Not here: doing it (`run`).

use super::{Chain, DropReason, MemberState, OnDenial, States};
use crate::cases::EndKind;

/// What follows from one member that came to nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Consequence {
    /// The member.
    pub member: String,
    /// How it stands, in a word.
    pub how: &'static str,
    /// The chain's rule for it.
    pub rule: OnDenial,
    /// Members that are not handled any more because of it.
    pub stopped: Vec<String>,
    /// Members that go on all the same.
    pub going_on: Vec<String>,
    /// Members that were granted: their results stay valid.
    pub granted: Vec<String>,
}

/// One for each member that came to nothing by a decision or an end of its own, in the chain's order. What the applicant
/// took back is no such thing.
#[must_use]
pub fn consequences(chain: &Chain, states: &States) -> Vec<Consequence> {
    let keys = |fits: &dyn Fn(&MemberState) -> bool| -> Vec<String> {
        let state = |key: &str| states.get(key).unwrap_or(&MemberState::Waiting);
        chain.members.iter().filter(|m| fits(state(&m.key))).map(|m| m.key.clone()).collect()
    };
    let one = |m: &super::Member| {
        let state = states.get(&m.key)?;
        let failed = match state {
            MemberState::Denied { .. } => true,
            MemberState::Ended { kind, .. } => !matches!(kind, EndKind::Withdrawn | EndKind::StoppedWithMatter),
            MemberState::Waiting
            | MemberState::Open(_)
            | MemberState::Returned { .. }
            | MemberState::Dropped(_)
            | MemberState::Granted { .. } => false,
        };
        let stopped = |s: &MemberState| match s {
            MemberState::Dropped(DropReason::Stopped { by } | DropReason::AllStopped { by }) => *by == m.key,
            MemberState::Ended { kind: EndKind::StoppedWithMatter, .. } => m.denied == OnDenial::AllStops,
            MemberState::Dropped(DropReason::NotApplicable | DropReason::Withdrawn)
            | MemberState::Ended { .. }
            | MemberState::Waiting
            | MemberState::Open(_)
            | MemberState::Returned { .. }
            | MemberState::Granted { .. }
            | MemberState::Denied { .. } => false,
        };
        failed.then(|| Consequence {
            member: m.key.clone(),
            how: state.label(),
            rule: m.denied,
            stopped: keys(&stopped),
            going_on: keys(&|s| !s.is_settled()),
            granted: keys(&|s| matches!(s, MemberState::Granted { .. })),
        })
    };
    chain.members.iter().filter_map(one).collect()
}

impl Consequence {
    /// In one sentence; `name` gives a member's name.
    #[must_use]
    pub fn sentence(&self, name: &impl Fn(&str) -> String) -> String {
        let names = |keys: &[String]| keys.iter().map(|k| format!("“{}”", name(k))).collect::<String>();
        let mut parts = Vec::new();
        if !self.stopped.is_empty() {
            parts.push(format!("{}不再办理", names(&self.stopped)));
        }
        if !self.going_on.is_empty() {
            parts.push(format!("{}照常办理", names(&self.going_on)));
        }
        if !self.granted.is_empty() {
            parts.push(format!("{}已经办成，结果有效，照常领取", names(&self.granted)));
        }
        if parts.is_empty() {
            parts.push("没有别的事项受影响".to_owned());
        }
        format!("“{}”{}，这件事定的是“{}”：{}", name(&self.member), self.how, self.rule.label(), parts.join("；"))
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::{
        super::{
            OpenStage,
            tests::{chain, member},
        },
        *,
    };

    #[test]
    fn what_goes_on_what_stops_and_what_stays_is_told_of_each_that_came_to_nothing() {
        let on = date(2026, 11, 30);
        let whole = chain(vec![member("a", &[]), member("b", &["a"]), member("c", &[]), member("d", &[])]);
        let by = || DropReason::Stopped { by: "a".into() };
        let states: States = [
            ("a", MemberState::Denied { on }),
            ("b", MemberState::Dropped(by())),
            ("c", MemberState::Open(OpenStage::InHand { due: None })),
            ("d", MemberState::Granted { on }),
        ]
        .map(|(k, s)| (k.to_owned(), s))
        .into();
        let told = consequences(&whole, &states);
        let name = |key: &str| format!("事项{key}");
        let said: Vec<String> = told.iter().map(|c| c.sentence(&name)).collect();
        assert_eq!(
            said,
            [
                "“事项a”不予批准，这件事定的是“后续停办”：“事项b”不再办理；“事项c”照常办理；“事项d”已经办成，结果有效，照常领取"
            ]
        );
        let ended = |kind| States::from([("a".to_owned(), MemberState::Ended { on, kind })]);
        assert_eq!(consequences(&whole, &ended(EndKind::Withdrawn)), [], "what is taken back has no consequence");
        let alone = chain(vec![member("a", &[])]);
        let said = consequences(&alone, &ended(EndKind::NotAccepted))[0].sentence(&name);
        assert_eq!(said, "“事项a”没有办成，这件事定的是“后续停办”：没有别的事项受影响");
        let mut hard = whole.clone();
        hard.members[0].denied = OnDenial::AllStops;
        let states: States = [
            ("a", MemberState::Denied { on }),
            ("b", MemberState::Dropped(DropReason::AllStopped { by: "a".into() })),
            ("c", MemberState::Ended { on, kind: EndKind::StoppedWithMatter }),
            ("d", MemberState::Granted { on }),
        ]
        .map(|(k, s)| (k.to_owned(), s))
        .into();
        let told = consequences(&hard, &states);
        assert_eq!((told.len(), told[0].stopped.as_slice()), (1, ["b".to_owned(), "c".to_owned()].as_slice()));
    }
}
