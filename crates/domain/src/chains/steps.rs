//! How far a matter is, for the applicant and for those who hurry it (进度、等谁): the steps in words and who holds the
//! whole up.
//!
//! Not here: pictures (`papers::charts`), and the days themselves (`limit`).

use jiff::civil::Date;

use super::{Chain, Intake, Matter, MemberState, Office, OpenStage, Plan, Ring, levels};
use crate::base::date_text;

/// Where a step is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StepState {
    /// 已完成.
    Done,
    /// 正在办.
    Now,
    /// 还没到.
    Later,
}

/// One line of the step list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StepLine {
    /// From 1.
    pub no: usize,
    /// What is done in it: 一窗受理; or the items that run beside each other.
    pub words: String,
    /// Where it is.
    pub state: StepState,
    /// Last day of it, as far as it is known.
    pub by: Option<Date>,
}

/// The steps of a matter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Steps {
    /// In order.
    pub lines: Vec<StepLine>,
    /// `共 5 步，现在第 3 步，最迟 12月2日（周三）`, or how it ended.
    pub headline: String,
}

/// The steps: the one intake, then level after level of the members that are not dropped, then the one delivery.
///
/// # Errors
/// A ring: nobody knows which comes first.
pub fn steps(chain: &Chain, matter: &Matter, plan: &Plan) -> Result<Steps, Ring> {
    let state = |key: &str| matter.members.get(key).cloned().unwrap_or(MemberState::Waiting);
    let due = |key: &str| plan.members.iter().find(|m| m.key == key).and_then(|m| m.due);
    let accepted = matches!(matter.intake, Intake::Accepted { .. });
    let intake = match &matter.intake {
        Intake::Received { .. } => "一窗受理".to_owned(),
        Intake::CorrectionAsked => {
            let until = matter.notice.as_ref().map(|n| format!("，{} 前补齐", date_text(n.until)));
            format!("一窗受理：等您补正{}", until.unwrap_or_default())
        }
        Intake::Accepted { on, .. } => format!("一窗受理（{}）", date_text(*on)),
    };
    let mut rows: Vec<(String, bool, Option<Date>)> = vec![(intake, accepted, None)];
    for level in levels(chain)? {
        let members: Vec<&str> = level.into_iter().filter(|k| !matches!(state(k), MemberState::Dropped(_))).collect();
        if members.is_empty() {
            continue;
        }
        let name = |key: &&str| chain.member(key).map(|m| m.item.name.clone()).unwrap_or_default();
        let words = members.iter().map(name).collect::<Vec<_>>().join("、");
        let done = members.iter().all(|k| state(k).is_settled());
        let days: Option<Vec<Date>> = members.iter().map(|k| due(k)).collect();
        rows.push((words, done, days.and_then(|d| d.into_iter().max())));
    }
    rows.push(("统一领取结果".to_owned(), false, plan.due));
    let now = rows.iter().position(|(_, done, _)| !done).unwrap_or(rows.len() - 1);
    let total = rows.len();
    let lines = rows
        .into_iter()
        .enumerate()
        .map(|(n, (words, done, by))| {
            let state = match (done, n == now) {
                (true, _) => StepState::Done,
                (false, true) => StepState::Now,
                (false, false) => StepState::Later,
            };
            StepLine { no: n + 1, words, state, by }
        })
        .collect();
    let headline = match (matter.finish, plan.due) {
        (Some((how, on)), _) => format!("{} 办结：{}", date_text(on), how.label()),
        (None, Some(due)) => format!("共 {total} 步，现在第 {} 步，最迟 {}", now + 1, date_text(due)),
        (None, None) => format!("共 {total} 步，现在第 {} 步", now + 1),
    };
    Ok(Steps { lines, headline })
}

/// Who is waited for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Awaited {
    /// A department.
    Office(Office),
    /// The applicant, who has something to supply.
    Applicant,
    /// The applicant, who may hand in again what was returned.
    ApplicantAgain,
}

/// One that holds the whole up (等谁).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holdup {
    /// Member.
    pub member: String,
    /// Who is waited for.
    pub who: Awaited,
    /// Last day, as far as it is known.
    pub due: Option<Date>,
    /// That day is over.
    pub overdue: bool,
    /// How many members cannot begin before.
    pub waiting: usize,
}

/// Members under way, the one that most others wait for first, then the one that is due first.
#[must_use]
pub fn holdups(chain: &Chain, matter: &Matter, today: Date) -> Vec<Holdup> {
    let waits = |key: &str| matter.members.get(key) == Some(&MemberState::Waiting);
    let mut out: Vec<Holdup> = chain
        .members
        .iter()
        .filter_map(|m| {
            let (who, due) = match matter.members.get(&m.key)? {
                MemberState::Returned { until, .. } => (Awaited::ApplicantAgain, Some(*until)),
                MemberState::Open(OpenStage::CorrectionAsked { until }) => (Awaited::Applicant, *until),
                MemberState::Open(OpenStage::Submitted) => (Awaited::Office(m.item.office.clone()), None),
                MemberState::Open(
                    OpenStage::InHand { due } | OpenStage::Suspended { due } | OpenStage::Decided { due },
                ) => (Awaited::Office(m.item.office.clone()), *due),
                MemberState::Waiting
                | MemberState::Dropped(_)
                | MemberState::Granted { .. }
                | MemberState::Denied { .. }
                | MemberState::Ended { .. } => return None,
            };
            let waiting = chain.all_followers(&m.key).into_iter().filter(|k| waits(k)).count();
            Some(Holdup { member: m.key.clone(), who, due, overdue: due.is_some_and(|d| d < today), waiting })
        })
        .collect();
    out.sort_by_key(|h| (std::cmp::Reverse(h.waiting), h.due.unwrap_or(Date::MAX)));
    out
}
