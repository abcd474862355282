//! What a case counts as (办件计数): the cells of the county's counters that it stands in. A counter kept with each step
//! and a recount of all cases come to the same because both ask here. Deliberately not here: adding up.

use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

use crate::base::shanghai_day;

/// What counting must know of a case, as it stands in its row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Countable {
    /// Who decides.
    pub department: i64,
    /// Item.
    pub item: i64,
    /// Word of its stage.
    pub stage: String,
    /// Day of acceptance; `None` before it.
    pub accepted_on: Option<Date>,
    /// Instant of acceptance.
    pub accepted_at: Option<Timestamp>,
    /// Last day of its limit, if one is known.
    pub due_on: Option<Date>,
    /// Instant of the decision.
    pub decided_at: Option<Timestamp>,
    /// Word of the decision.
    pub outcome: Option<String>,
    /// Instant at which its result was entered (办结).
    pub completed_at: Option<Timestamp>,
}

/// What is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// 受理, in the month of acceptance.
    Accepted,
    /// 办结, in the month in which the result was entered.
    Finished,
    /// Where it stands now, in no month.
    Standing,
}

/// Whether it was finished within its limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Timely {
    /// On its last day or before.
    OnTime,
    /// After it.
    Late,
    /// No limit is known.
    NoLimit,
}

/// How quickly, from acceptance. Each is apart from the others: whoever wants "within two hours" adds three.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Pace {
    /// Finished within half an hour, the same day.
    HalfHour,
    /// Within the hour.
    Hour,
    /// Within two hours.
    TwoHours,
    /// Later, the same day.
    SameDay,
    /// Decided on the day of acceptance, its result entered on a later one.
    DecidedSameDay,
    /// Decided on a later day.
    Later,
}

macro_rules! words {
    ($($t:ident { $($v:ident => $w:literal),* $(,)? })*) => { $(impl $t {
        /// Each of them.
        pub const ALL: &[Self] = &[$(Self::$v),*];

        /// Word in tables.
        pub fn as_str(self) -> &'static str {
            match self { $(Self::$v => $w),* }
        }

        /// Back from the word.
        pub fn parse(word: &str) -> Option<Self> {
            Self::ALL.iter().copied().find(|v| v.as_str() == word)
        }
    })* };
}

words! {
    Side { Accepted => "accepted", Finished => "finished", Standing => "standing" }
    Timely { OnTime => "on_time", Late => "late", NoLimit => "no_limit" }
    Pace {
        HalfHour => "half_hour", Hour => "hour", TwoHours => "two_hours", SameDay => "same_day",
        DecidedSameDay => "decided_same_day", Later => "later",
    }
}

impl Pace {
    /// 即收即办: decided on the day of acceptance.
    pub fn is_same_day(self) -> bool {
        match self {
            Self::HalfHour | Self::Hour | Self::TwoHours | Self::SameDay | Self::DecidedSameDay => true,
            Self::Later => false,
        }
    }

    /// 即时办结: finished while the applicant waited, which half an hour stands for.
    pub fn is_at_once(self) -> bool {
        match self {
            Self::HalfHour => true,
            Self::Hour | Self::TwoHours | Self::SameDay | Self::DecidedSameDay | Self::Later => false,
        }
    }
}

/// One counter.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Cell {
    /// What is counted.
    pub side: Side,
    /// `2026-11`; empty where no month belongs.
    pub month: String,
    /// Who decides; 0 = the whole county, for where cases stand.
    pub department: i64,
    /// Item; 0 where it is not told apart.
    pub item: i64,
    /// Word of the decision; of a standing case that of its stage; else empty.
    pub outcome: String,
    /// Of finished cases.
    pub timely: Option<Timely>,
    /// Of finished cases.
    pub pace: Option<Pace>,
}

/// The cells that a case stands in. Each counts it once.
pub fn cells(case: &Countable) -> Vec<Cell> {
    let blank = |side, month: String, item, outcome: &str| Cell {
        side,
        month,
        department: case.department,
        item,
        outcome: outcome.to_owned(),
        timely: None,
        pace: None,
    };
    let standing = blank(Side::Standing, String::new(), 0, &case.stage);
    let mut all = vec![Cell { department: 0, ..standing.clone() }, standing];
    if let Some(on) = case.accepted_on {
        all.push(blank(Side::Accepted, month(on), case.item, ""));
    }
    if let Some(at) = case.completed_at {
        let on = shanghai_day(at);
        let cell = blank(Side::Finished, month(on), case.item, case.outcome.as_deref().unwrap_or_default());
        all.push(Cell { timely: Some(timely(case.due_on, on)), pace: Some(pace(case, at)), ..cell });
    }
    all
}

fn month(day: Date) -> String {
    format!("{:04}-{:02}", day.year(), day.month())
}

fn timely(due: Option<Date>, on: Date) -> Timely {
    match due {
        None => Timely::NoLimit,
        Some(due) if on <= due => Timely::OnTime,
        Some(_) => Timely::Late,
    }
}

fn pace(case: &Countable, completed_at: Timestamp) -> Pace {
    let (Some(accepted_on), Some(accepted_at)) = (case.accepted_on, case.accepted_at) else { return Pace::Later };
    let on = |at: Timestamp| shanghai_day(at) == accepted_on;
    if !on(completed_at) {
        return if case.decided_at.is_some_and(on) { Pace::DecidedSameDay } else { Pace::Later };
    }
    match completed_at.duration_since(accepted_at).as_secs() {
        ..=1_800 => Pace::HalfHour,
        1_801..=3_600 => Pace::Hour,
        3_601..=7_200 => Pace::TwoHours,
        7_201.. => Pace::SameDay,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().expect("an instant")
    }

    fn accepted() -> Countable {
        Countable {
            department: 3,
            item: 7,
            stage: "accepted".into(),
            accepted_on: Some("2026-10-31".parse().expect("a day")),
            accepted_at: Some(at("2026-10-31T01:00:00Z")),
            due_on: Some("2026-11-05".parse().expect("a day")),
            decided_at: None,
            outcome: None,
            completed_at: None,
        }
    }

    fn finished(decided: &str, completed: &str) -> Cell {
        let case = Countable {
            stage: "completed".into(),
            decided_at: Some(at(decided)),
            outcome: Some("grant".into()),
            completed_at: Some(at(completed)),
            ..accepted()
        };
        cells(&case).into_iter().find(|c| c.side == Side::Finished).expect("it is finished")
    }

    #[test]
    fn an_open_case_counts_as_accepted_and_as_standing() {
        let sides: Vec<Side> = cells(&accepted()).iter().map(|c| c.side).collect();
        assert_eq!(sides, [Side::Standing, Side::Standing, Side::Accepted]);
        let draft = Countable { stage: "draft".into(), accepted_on: None, accepted_at: None, ..accepted() };
        assert_eq!(cells(&draft).len(), 2, "before acceptance it stands somewhere and is no acceptance yet");
    }

    #[test]
    fn the_month_is_that_of_the_civil_day() {
        // 16:30 UTC is half past midnight of the next day in the county.
        let cell = finished("2026-11-02T01:00:00Z", "2026-10-31T16:30:00Z");
        assert_eq!(cell.month, "2026-11");
    }

    #[test]
    fn the_last_day_is_still_on_time() {
        assert_eq!(finished("2026-11-04T01:00:00Z", "2026-11-05T15:59:59Z").timely, Some(Timely::OnTime));
        assert_eq!(finished("2026-11-04T01:00:00Z", "2026-11-05T16:00:00Z").timely, Some(Timely::Late));
    }

    #[test]
    fn pace_is_told_by_day_first_and_then_by_the_clock() {
        let pace = |decided: &str, completed: &str| finished(decided, completed).pace;
        assert_eq!(pace("2026-10-31T01:10:00Z", "2026-10-31T01:30:00Z"), Some(Pace::HalfHour));
        assert_eq!(pace("2026-10-31T01:10:00Z", "2026-10-31T01:30:01Z"), Some(Pace::Hour));
        assert_eq!(pace("2026-10-31T01:10:00Z", "2026-10-31T03:00:00Z"), Some(Pace::TwoHours));
        assert_eq!(pace("2026-10-31T01:10:00Z", "2026-10-31T09:00:00Z"), Some(Pace::SameDay));
        assert_eq!(pace("2026-10-31T09:00:00Z", "2026-11-02T01:00:00Z"), Some(Pace::DecidedSameDay));
        assert_eq!(pace("2026-11-02T01:00:00Z", "2026-11-02T01:05:00Z"), Some(Pace::Later));
    }

    #[test]
    fn words_read_back() {
        assert!(Side::ALL.iter().all(|s| Side::parse(s.as_str()) == Some(*s)));
        assert!(Timely::ALL.iter().all(|t| Timely::parse(t.as_str()) == Some(*t)));
        assert!(Pace::ALL.iter().all(|p| Pace::parse(p.as_str()) == Some(*p)));
    }
}
