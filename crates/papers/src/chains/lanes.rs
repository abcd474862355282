//! A chain, or a matter under it, as lanes of departments (泳道): each member with where it stands, its last day, and
//! whom it waits for.

use domain::{
    base::date_text,
    catalogue::Form,
    chains::{Awaited, Chain, Holdup, Matter, Member, MemberState, OpenStage, Plan, Ring, holdups, levels, waits_for},
};
use jiff::civil::Date;

use crate::charts::{Lane, LaneMark, LaneStep};

/// What the lanes are drawn from.
pub struct LaneFacts<'a> {
    /// The chain.
    pub chain: &'a Chain,
    /// Its merged form, for the words of conditions.
    pub form: &'a Form,
    /// The matter; `None` = the chain as it is designed.
    pub matter: Option<&'a Matter>,
    /// Its days.
    pub plan: &'a Plan,
    /// Today.
    pub today: Date,
}

/// Lanes in the order in which their first member comes to its turn.
///
/// # Errors
/// A ring: nobody has a turn.
pub fn lanes_of(facts: &LaneFacts<'_>) -> Result<Vec<Lane>, Ring> {
    let levels = levels(facts.chain)?;
    let level = |m: &Member| levels.iter().position(|l| l.contains(&m.key.as_str())).unwrap_or(0);
    let held = facts.matter.map(|m| holdups(facts.chain, m, facts.today)).unwrap_or_default();
    let mut lanes: Vec<(usize, Lane)> = Vec::new();
    for office in facts.chain.offices() {
        let mut members: Vec<&Member> = facts.chain.members.iter().filter(|m| m.item.office.id == office.id).collect();
        members.sort_by_key(|m| level(m));
        let first = members.first().map_or(0, |m| level(m));
        let step = |m: &&Member| {
            let (mark, words) = match facts.matter {
                Some(matter) => standing(facts, matter, m, &held),
                None => (LaneMark::Ahead, designed(facts, m)),
            };
            LaneStep {
                name: m.item.name.clone(),
                words,
                mark,
                level: u32::try_from(level(m)).unwrap_or(u32::MAX),
                after: m.after.iter().filter_map(|a| Some(facts.chain.member(a)?.item.name.clone())).collect(),
            }
        };
        lanes.push((first, Lane { name: office.name.clone(), steps: members.iter().map(step).collect() }));
    }
    lanes.sort_by_key(|(first, _)| *first);
    Ok(lanes.into_iter().map(|(_, lane)| lane).collect())
}

/// When it is to be done at all, and by when.
fn designed(facts: &LaneFacts<'_>, member: &Member) -> String {
    let when =
        member.condition.as_ref().map_or_else(|| "都要办".to_owned(), |c| format!("如果{}", c.words(facts.form)));
    match planned(facts, &member.key) {
        Some(on) => format!("{when}；今天受理的话最迟 {}", date_text(on)),
        None => when,
    }
}

fn planned(facts: &LaneFacts<'_>, key: &str) -> Option<Date> {
    facts.plan.members.iter().find(|m| m.key == key)?.due
}

fn standing(facts: &LaneFacts<'_>, matter: &Matter, member: &Member, held: &[Holdup]) -> (LaneMark, String) {
    let state = matter.members.get(&member.key).cloned().unwrap_or(MemberState::Waiting);
    let label = state.label();
    match &state {
        MemberState::Waiting => {
            let mut offices: Vec<&str> = Vec::new();
            for waited in waits_for(facts.chain, &matter.members, &member.key) {
                if !offices.contains(&waited.item.office.name.as_str()) {
                    offices.push(&waited.item.office.name);
                }
            }
            let words =
                if offices.is_empty() { label.to_owned() } else { format!("{label}，等{}", offices.join("、")) };
            (LaneMark::Ahead, words)
        }
        MemberState::Open(stage) => open(facts, member, stage, label, held),
        MemberState::Returned { until, .. } => {
            (LaneMark::Ahead, format!("{label}，等申请人，{}前可以重新提交", date_text(*until)))
        }
        MemberState::Dropped(_) => (LaneMark::Out, label.to_owned()),
        MemberState::Granted { on } => (LaneMark::Done, format!("{label} {}", date_text(*on))),
        MemberState::Denied { on } | MemberState::Ended { on, .. } => {
            (LaneMark::Failed, format!("{label} {}", date_text(*on)))
        }
    }
}

fn open(facts: &LaneFacts<'_>, member: &Member, stage: &OpenStage, label: &str, held: &[Holdup]) -> (LaneMark, String) {
    let mine = held.iter().find(|h| h.member == member.key);
    let due = match stage {
        OpenStage::InHand { due } | OpenStage::Suspended { due } | OpenStage::Decided { due } => *due,
        OpenStage::CorrectionAsked { until } => *until,
        OpenStage::Submitted => planned(facts, &member.key),
    };
    let mut words = label.to_owned();
    if mine.is_some_and(|h| h.who == Awaited::Applicant) {
        words.push_str("，等申请人");
    }
    if let Some(due) = due {
        words.push_str(&format!("，最迟 {}", date_text(due)));
    }
    if mine.is_some_and(|h| h.overdue) {
        words.push_str("，已超期");
    }
    let waiting = mine.map_or(0, |h| h.waiting);
    if waiting > 0 {
        words.push_str(&format!("，后面 {waiting} 项在等"));
    }
    let awaited = waiting > 0 || mine.is_some_and(|h| h.overdue);
    (if awaited { LaneMark::Awaited } else { LaneMark::Now }, words)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{chains::samples::shop, charts::swim_lane};
    use domain::{
        base::{Calendar, MatterId},
        cases::ApplicantKind,
        catalogue::Answers,
        chains::{Items, MatterOpening, accept, open as begin, plan, report, with_kind},
    };
    use jiff::{Timestamp, civil::date};

    const TODAY: Date = date(2026, 11, 30);

    fn told(chain: &Chain, matter: Option<&Matter>, today: Date) -> Vec<(String, Vec<(LaneMark, String)>)> {
        let standing = matter.iter().flat_map(|m| &m.members).map(|(k, s)| (k.clone(), s.standing())).collect();
        let plan = plan(chain, &Items::new(), &standing, (today, &Calendar::default()), 15).expect("no ring");
        let form = Form::default();
        let lanes = lanes_of(&LaneFacts { chain, form: &form, matter, plan: &plan, today }).expect("no ring");
        assert!(swim_lane("办理流程", &lanes).contains(&lanes[0].name));
        lanes.into_iter().map(|l| (l.name, l.steps.into_iter().map(|s| (s.mark, s.words)).collect())).collect()
    }

    #[test]
    fn a_design_says_when_each_is_to_be_done() {
        let found = told(&shop(), None, TODAY);
        let names: Vec<&str> = found.iter().map(|(n, _)| n.as_str()).collect();
        assert_eq!(names, ["市场监督管理局", "消防救援大队", "综合行政执法局"]);
        assert_eq!(found[0].1[0], (LaneMark::Ahead, "都要办".to_owned()));
        assert_eq!(found[2].1[0], (LaneMark::Ahead, "如果“wants_sign”选“是”".to_owned()));
    }

    #[test]
    fn a_matter_says_who_is_waited_for() {
        let chain = shop();
        let answers = Answers::unchecked([("wants_sign".to_owned(), "否".to_owned())].into());
        let opening = MatterOpening {
            id: MatterId::new(1),
            no: domain::chains::MatterNo::parse("L2026-1130-03-0001").unwrap(),
            on: TODAY,
            applicant: ApplicantKind::Person,
        };
        let (matter, _) = begin(&chain, &answers, opening).expect("applies");
        let (matter, _) = accept(matter, Timestamp::UNIX_EPOCH, TODAY).expect("received");
        let all = with_kind(&answers, ApplicantKind::Person);
        let calendar = Calendar::default();
        let step = |matter, key, now| report(matter, &chain, &all, (key, now), (TODAY, &calendar)).expect("open").0;
        let matter = step(matter, "firm", MemberState::Granted { on: TODAY });
        let due = Some(date(2026, 12, 14));
        let matter = step(matter, "fire", MemberState::Open(OpenStage::InHand { due }));
        let found = told(&chain, Some(&matter), TODAY);
        assert_eq!(found[0].1[0], (LaneMark::Done, "已办成 11月30日（周一）".to_owned()));
        assert_eq!(found[0].1[1], (LaneMark::Ahead, "未开始，等消防救援大队".to_owned()));
        assert_eq!(found[1].1[0], (LaneMark::Awaited, "审查中，最迟 12月14日（周一），后面 1 项在等".to_owned()));
        assert_eq!(found[2].1[0], (LaneMark::Out, "不涉及".to_owned()));
        let late = told(&chain, Some(&matter), date(2026, 12, 15));
        assert!(late[1].1[0].1.contains("已超期"), "{late:?}");
        let asked = step(matter, "fire", MemberState::Open(OpenStage::CorrectionAsked { until: due }));
        assert_eq!(
            told(&chain, Some(&asked), TODAY)[1].1[0].1,
            "待补正，等申请人，最迟 12月14日（周一），后面 1 项在等"
        );
    }
}
