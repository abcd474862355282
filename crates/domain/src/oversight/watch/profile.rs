//! What a county watches and how strictly (监察规则): a versioned row with its source, never numbers in the code. The
//! thresholds are local (成都、北京各不相同, domain dossier §3.6).

use std::collections::BTreeSet;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::Point;

/// One watched point.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PointRule {
    /// Word of the [`Point`].
    pub point: String,
    /// Limit in working days, the first day not counted. `None` = the case's own last day alone. Where both are known,
    /// the earlier one binds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub workdays: Option<u32>,
}

/// One rung of the ladder (逐级上报): who is told once an order has waited so long for its reply.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rung {
    /// Working days after the order was issued; 0 = at once.
    pub after_workdays: u32,
    /// Who, as the county says it: 责任部门主要负责人.
    pub rank: String,
}

/// The county's rules of watching.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WatchProfile {
    /// 0 = shipped with the program; the county's own count from 1.
    #[serde(default)]
    pub version: i64,
    /// First day on which it is used.
    pub valid_from: Date,
    /// What is watched; what is not named is not.
    pub points: Vec<PointRule>,
    /// A reminder goes out when so many working days are left.
    pub reminder_left: u32,
    /// A yellow card is given when so many working days are left.
    pub yellow_left: u32,
    /// A red card is given on the day after the limit and so many working days more.
    pub red_after: u32,
    /// So many red cards of one case make a supervision order; 0 = none do.
    pub case_reds: u32,
    /// So many working days over the limit of the whole make one; 0 = never.
    pub overdue_workdays: u32,
    /// From an order to its reply, in working days.
    pub reply_workdays: u32,
    /// From a card to its dispute, in working days.
    pub dispute_workdays: u32,
    /// Cases that were finished or ended so many days ago are still looked at.
    pub look_back_days: u32,
    /// Cases that another system accepted, known from its export, are watched too. Their data may come late.
    pub imported: bool,
    /// Who is told of an order, and when.
    pub ladder: Vec<Rung>,
    /// Where the numbers come from.
    pub source: String,
}

/// Why a profile will not do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ProfileFlaw {
    /// No source.
    #[error("请填写规则的来源，例如“县政府办〔2026〕8号”")]
    Source,
    /// Words longer than a line of the page.
    #[error("{0}最多 {1} 字，请写短一些")]
    Long(&'static str, usize),
    /// Nothing is watched.
    #[error("请至少选一个监察点")]
    NoPoint,
    /// A point that is none, or twice.
    #[error("监察点“{0}”不认识或写了两次，请核对")]
    Point(String),
    /// A step without a limit.
    #[error("“{0}”没有写几个工作日，请填写，或者不监察这一环节")]
    Workdays(&'static str),
    /// A number out of bounds.
    #[error("{0}请填 {1} 到 {2} 之间的数")]
    Number(&'static str, u32, u32),
    /// The yellow card would come before the reminder.
    #[error("黄牌的剩余天数不能多于提醒的剩余天数，请核对")]
    YellowFirst,
    /// A ladder without rungs, or out of order.
    #[error("逐级上报至少写一级，天数从小到大，每级都要写报给谁，不能重复")]
    Ladder,
    /// It would begin before today.
    #[error("启用日期不能早于今天，以前发的牌不会改")]
    Past,
}

/// Most working days of any threshold.
const MOST: u32 = 120;
/// Longest rank and longest source, in characters.
const RANK: usize = 30;
const SOURCE: usize = 200;

impl WatchProfile {
    /// What is watched under a point; `None` where it is not.
    #[must_use]
    pub fn rule(&self, point: Point) -> Option<&PointRule> {
        self.points.iter().find(|r| r.point == point.as_str())
    }

    /// Whether it can be used.
    ///
    /// # Errors
    /// [`ProfileFlaw`]: the first thing that is wrong, with what to do.
    pub fn check(&self) -> Result<(), ProfileFlaw> {
        if self.source.trim().is_empty() {
            return Err(ProfileFlaw::Source);
        }
        if self.source.chars().count() > SOURCE {
            return Err(ProfileFlaw::Long("来源", SOURCE));
        }
        self.check_points()?;
        for (what, number, least, most) in [
            ("提醒的剩余天数", self.reminder_left, 0, MOST),
            ("黄牌的剩余天数", self.yellow_left, 0, MOST),
            ("红牌的宽限天数", self.red_after, 0, MOST),
            ("触发督办的红牌数", self.case_reds, 0, 20),
            ("触发督办的超期天数", self.overdue_workdays, 0, MOST),
            ("答复督办的天数", self.reply_workdays, 1, MOST),
            ("提出异议的天数", self.dispute_workdays, 1, MOST),
            ("回看天数", self.look_back_days, 1, 400),
        ] {
            if !(least..=most).contains(&number) {
                return Err(ProfileFlaw::Number(what, least, most));
            }
        }
        if self.yellow_left > self.reminder_left {
            return Err(ProfileFlaw::YellowFirst);
        }
        let ranks: BTreeSet<&str> = self.ladder.iter().map(|r| r.rank.trim()).collect();
        let rising = self.ladder.is_sorted_by(|a, b| a.after_workdays < b.after_workdays);
        if self.ladder.is_empty()
            || !rising
            || ranks.len() < self.ladder.len()
            || self.ladder.iter().any(|r| r.rank.trim().is_empty())
        {
            return Err(ProfileFlaw::Ladder);
        }
        if self.ladder.iter().any(|r| r.rank.chars().count() > RANK) {
            return Err(ProfileFlaw::Long("报给谁", RANK));
        }
        Ok(())
    }

    fn check_points(&self) -> Result<(), ProfileFlaw> {
        if self.points.is_empty() {
            return Err(ProfileFlaw::NoPoint);
        }
        let mut seen = BTreeSet::new();
        for rule in &self.points {
            let point = Point::parse(&rule.point).filter(|p| seen.insert(*p));
            let point = point.ok_or_else(|| ProfileFlaw::Point(rule.point.clone()))?;
            match rule.workdays {
                None if point.needs_workdays() => return Err(ProfileFlaw::Workdays(point.label())),
                Some(n) if !(1..=MOST).contains(&n) => return Err(ProfileFlaw::Number(point.label(), 1, MOST)),
                None | Some(_) => {}
            }
        }
        Ok(())
    }
}

/// Event: the county set its rules of watching anew.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProfileChanged {
    /// Its number.
    pub version: i64,
    /// First day on which it is used.
    pub valid_from: Date,
    /// Where the numbers come from.
    pub source: String,
}
