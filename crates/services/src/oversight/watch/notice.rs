//! Why cases are late, for everybody (超期公示, 优化营商环境条例 36): nobody's name and no whole number of a case.

use domain::{
    base::DepartmentId,
    cases::CaseNo,
    oversight::watch::{Level, Point},
    people::{Act, Desk},
};
use jiff::{ToSpan as _, civil::Date};
use store::{
    cases,
    oversight::watch::{self as rows, CardFilter, CardState, Whose},
};

use super::board::names;
use crate::{Bureau, Failure, Never};

/// Cards that are shown were given so many days ago at most.
const DAYS: i32 = 90;
/// Lines at most.
const LINES: i64 = 200;

/// One late case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoticeLine {
    /// 办件编号 with its middle hidden.
    pub case_no: String,
    /// What was applied for.
    pub item_name: String,
    /// Who is late.
    pub department: String,
    /// The last day of its limit, as it was when the card was given.
    pub due_on: Date,
    /// The day on which it was finished; `None` while it is not.
    pub done_on: Option<Date>,
    /// Working days over, up to that day or to today.
    pub over: i64,
    /// Why; `None` where the department has not said.
    pub reason: Option<String>,
}

/// The notice.
#[derive(Debug, Clone)]
pub struct Notice {
    /// First day that is looked at.
    pub since: Date,
    /// Late cases, the newest card first.
    pub lines: Vec<NoticeLine>,
    /// Departments that have such cases, to narrow by.
    pub departments: Vec<(i64, String)>,
}

/// The notice, of one department or of all.
pub fn notice(bureau: &Bureau, desk: &Desk, department: Option<i64>) -> Result<Notice, Failure<Never>> {
    bureau.may(desk, Act::OversightNotice)?;
    let (region, today) = (bureau.region(), bureau.today());
    let since = today.saturating_sub(DAYS.days());
    let filter = CardFilter {
        state: CardState::Counting,
        whose: Whose::All,
        level: Some(Level::Red),
        point: Some(Point::Whole),
        since: Some(since),
    };
    Ok(bureau.db().read(|tx| {
        let (names, calendar) = (names(tx, region)?, bureau.calendar(tx)?);
        let with_cards = rows::card_tallies(tx, region, &filter)?;
        let departments = with_cards
            .iter()
            .filter(|(_, tally)| tally.red > 0)
            .filter_map(|(id, _)| id.map(|id| (id.get(), names.get(&id).cloned().unwrap_or_default())))
            .collect();
        let whose = department.map_or(Whose::All, |id| Whose::Department(DepartmentId::new(id)));
        let narrowed = CardFilter { whose, ..filter };
        let mut lines = Vec::new();
        for card in rows::cards(tx, region, &narrowed, None, LINES)? {
            let Some((case, _)) = cases::case(tx, region, card.case)? else { continue };
            let ended = case.stage.completion().map(|c| c.at).or(case.stage.ending().map(|e| e.at));
            let done_on = ended.map(domain::base::shanghai_day);
            lines.push(NoticeLine {
                case_no: masked(&card.case_no),
                item_name: card.item_name,
                department: names.get(&card.department).cloned().unwrap_or_default(),
                due_on: card.reached.due_on,
                over: calendar.workdays_between(card.reached.due_on, done_on.unwrap_or(today)).max(0),
                done_on,
                reason: card.reason.map(|r| r.text),
            });
        }
        Ok(Notice { since, lines, departments })
    })?)
}

/// A number of which an applicant knows the own, and nobody else anything: the day and the last two places stay.
fn masked(no: &CaseNo) -> String {
    let text = no.as_str();
    let last = text.chars().count().saturating_sub(2);
    text.chars().enumerate().map(|(n, c)| if n > 9 && n < last && c != '-' { '*' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn the_middle_of_a_number_is_hidden() {
        assert_eq!(masked(&CaseNo::new(date(2026, 11, 20), 3, 386)), "2026-1120-**-**86");
    }
}
