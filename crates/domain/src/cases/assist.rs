//! Assisted handling (帮办代办): a helper at a station applies for a neighbour, who has signed a sheet of consent. The case is
//! the neighbour's; beside it stands who helped, and where, so that the helper's work is counted.
//!
//! Not here: the application itself, which is the one that everybody sends in online.

use std::collections::BTreeMap;

use jiff::{Timestamp, ToSpan as _, civil::Date};
use serde::{Deserialize, Serialize};

use crate::base::{CaseId, DivisionCode, FileId, StaffId};

/// Who helped with a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assisted {
    /// The case.
    pub case: CaseId,
    /// The station's division.
    pub station: DivisionCode,
    /// Who helped.
    pub helper: StaffId,
    /// How the neighbour consented.
    pub consent: Consent,
    /// When the consent was kept.
    pub at: Timestamp,
}

/// How a neighbour consented (同意方式).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Consent {
    /// By a signed sheet: its photograph, among the files of the case.
    Sheet(FileId),
    /// By the code of a message to the own telephone.
    Code,
}

impl Consent {
    /// Word in tables.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Sheet(_) => "sheet",
            Self::Code => "sms_code",
        }
    }

    /// Words on pages.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Sheet(_) => "签字同意",
            Self::Code => "短信验证码同意",
        }
    }
}

/// Event: a helper began an application for somebody who signed a sheet of consent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseAssisted {
    /// 办件编号.
    pub case_no: String,
    /// The station's division.
    pub station: String,
    /// The photograph of the signed sheet.
    pub sheet: FileId,
}

/// Event: a helper began an application for somebody who consented by the code of a message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseAssistedByCode {
    /// 办件编号.
    pub case_no: String,
    /// The station's division.
    pub station: String,
    /// When the code was sent.
    pub sent_at: Timestamp,
}

/// How an assisted case stands, for counting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AssistedLine {
    /// The station's division.
    pub station: DivisionCode,
    /// Who helped.
    pub helper: StaffId,
    /// Sent in.
    pub sent: bool,
    /// Completed or handed out.
    pub done: bool,
}

/// A helper's work at a station.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct AssistedCount {
    /// Begun.
    pub begun: u64,
    /// Of these sent in.
    pub sent: u64,
    /// Of these finished.
    pub done: u64,
}

/// The work of each helper at each station, and the whole.
#[must_use]
pub fn assisted_work(lines: &[AssistedLine]) -> (BTreeMap<(DivisionCode, StaffId), AssistedCount>, AssistedCount) {
    let (mut each, mut all) = (BTreeMap::<_, AssistedCount>::new(), AssistedCount::default());
    for line in lines {
        let own = each.entry((line.station, line.helper)).or_default();
        for sum in [own, &mut all] {
            sum.begun += 1;
            sum.sent += u64::from(line.sent);
            sum.done += u64::from(line.done);
        }
    }
    (each, all)
}

/// Whether a helper still sees how a case goes on: until so many days after the day on which it was completed or ended.
#[must_use]
pub fn helper_sees(over_on: Option<Date>, today: Date, days: u16) -> bool {
    over_on.is_none_or(|over| over.saturating_add(i32::from(days).days()) >= today)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_helper_sees_a_case_until_some_days_after_its_end() {
        let today = jiff::civil::date(2026, 11, 20);
        assert!(helper_sees(None, today, 0), "what goes on is seen");
        for (over, seen) in [((2026, 11, 20), true), ((2026, 10, 21), true), ((2026, 10, 20), false)] {
            let over = jiff::civil::date(over.0, over.1, over.2);
            assert_eq!(helper_sees(Some(over), today, 30), seen, "{over}");
        }
        assert!(helper_sees(Some(Date::MAX), today, u16::MAX));
    }

    #[test]
    fn work_is_counted_by_helper_and_station() {
        let line = |station: &str, helper: i64, sent: bool, done: bool| AssistedLine {
            station: DivisionCode::parse(station).unwrap(),
            helper: StaffId::new(helper),
            sent,
            done,
        };
        let (here, there) = ("990101100201", "990101100202");
        let lines = [line(here, 1, true, true), line(here, 1, false, false), line(there, 1, true, false)];
        let (each, all) = assisted_work(&lines);
        assert_eq!(all, AssistedCount { begun: 3, sent: 2, done: 1 });
        assert_eq!(each.len(), 2);
        let own = each[&(DivisionCode::parse(here).unwrap(), StaffId::new(1))];
        assert_eq!(own, AssistedCount { begun: 2, sent: 1, done: 1 });
    }
}
