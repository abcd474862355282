//! D3b 月末集中录入: entries of one person that wait for the last working day of a month. Apart from those at closing time
//! (D3): somebody who is at work late every day and somebody who types a month in at its end are asked different things.
//!
//! Fair to volume: what counts is the share of a desk's own entries, beside the share of working days that end a month
//! and beside what the other desks do. A place whose month ends are busy for everybody finds nobody.

use jiff::civil::Date;

use super::{
    Detector, Entry, Evidence, Outcome, Profile, Row, Subject,
    hours::is_month_end,
    share::{Mark, Question, by_share_from},
};
use crate::base::{Calendar, shanghai_text};

/// Looks, person by person, at the days from the first to the last, both counted.
#[must_use]
pub fn month_end(entries: &[Entry], days: (Date, Date), profile: &Profile, calendar: &Calendar) -> Outcome {
    let (ends, all) = workdays(days, calendar);
    if ends == 0 {
        return Outcome::NoData("这段时间里没有月末最后一个工作日".to_owned());
    }
    by_share_from(
        &Question {
            detector: Detector::MonthEnd,
            profile,
            finding: &|part, whole| {
                format!("录入的 {whole} 件中有 {part} 件在月末最后一个工作日，{all} 个工作日里这样的日子有 {ends} 个")
            },
            nothing: "这段时间没有窗口录入的办件",
        },
        f64::from(ends) / f64::from(all),
        entries.iter().map(|e| Mark {
            subject: Subject::Person(e.by),
            item: None,
            department: Some(e.department),
            evidence: is_month_end(e.at, calendar)
                .then(|| Evidence { row: Row::Case(e.case), says: format!("{} 录入", shanghai_text(e.at)) }),
        }),
    )
}

/// How many working days end a month, and how many there are.
fn workdays((from, to): (Date, Date), calendar: &Calendar) -> (u32, u32) {
    let (mut ends, mut all, mut day) = (0, 0, from);
    while day <= to {
        if calendar.is_workday(day).is_yes() {
            all += 1;
            ends += u32::from(is_month_end(crate::base::shanghai_midnight(day), calendar));
        }
        let Ok(next) = day.tomorrow() else { break };
        day = next;
    }
    (ends, all)
}
