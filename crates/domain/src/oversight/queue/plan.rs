//! Taking what the queue machine exports (导入叫号记录): which rows are new, which are known, which cannot be taken.

use std::collections::{BTreeMap, BTreeSet};

use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

use super::{Ticket, ticket::window_in};
use crate::base::{TableLine, TablePlan, TableRow, parse_moment, shanghai_text};

/// Keys of the cells. Machines write a day of its own beside times of the day, or whole moments.
pub const COLUMNS: [&str; 6] = ["number", "window", "day", "taken_at", "called_at", "finished_at"];

/// The plan, and what carrying it out writes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TicketPlan {
    /// What is told.
    pub told: TablePlan,
    /// New tickets.
    pub kept: Vec<Ticket>,
}

/// Event: an export of the queue machine was taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TicketsImported {
    /// Name of the file.
    pub file_name: String,
    /// SM3 of the file's bytes.
    pub file_digest: String,
    /// The day up to which it speaks.
    pub as_of: Date,
    /// Rows in the file.
    pub rows: u64,
    /// New ones.
    pub added: u64,
    /// Rows that said nothing new.
    pub unchanged: u64,
    /// Rows refused.
    pub refused: u64,
}

/// A moment from its own cell, or from the day's and its own.
fn moment(row: &TableRow, key: &str) -> Result<Option<Timestamp>, String> {
    let Some(text) = row.text(key) else { return Ok(None) };
    // A time alone reads as no moment: the day stands beside it.
    let read = match row.text("day") {
        Some(day) => parse_moment(&text).or_else(|_| parse_moment(&format!("{day} {text}"))),
        None => parse_moment(&text),
    };
    read.map(Some).map_err(|_| format!("“{text}”读不出时间，请写成 2026-11-20 09:12"))
}

fn ticket(row: &TableRow, now: Timestamp) -> Result<Ticket, Vec<String>> {
    let mut why = Vec::new();
    let mut read = |key: &str| match moment(row, key) {
        Ok(found) => found,
        Err(sentence) => {
            why.push(sentence);
            None
        }
    };
    let (taken, called, finished) = (read("taken_at"), read("called_at"), read("finished_at"));
    let number = row.text("number").unwrap_or_default();
    if number.is_empty() {
        why.push("没有排队号，请补上".to_owned());
    }
    match taken.or(called) {
        None if why.is_empty() => why.push("没有取号时间也没有叫号时间，请补上".to_owned()),
        Some(at) if at > now => why.push(format!("时间 {} 还没有到，请核对", shanghai_text(at))),
        None | Some(_) => {}
    }
    let order = [taken, called, finished];
    if !order.iter().flatten().collect::<Vec<_>>().is_sorted() {
        why.push("取号、叫号、办结的时间先后不对，请核对".to_owned());
    }
    match taken.or(called) {
        Some(taken_at) if why.is_empty() => Ok(Ticket {
            row: row.number,
            number,
            window: row.text("window").and_then(|text| window_in(&text)),
            taken_at,
            called_at: called,
            finished_at: finished,
            booked: false,
        }),
        Some(_) | None => Err(why),
    }
}

/// Plans an export against the tickets that are known.
#[must_use]
pub fn plan_tickets(known: &BTreeSet<(String, Timestamp)>, rows: &[TableRow], now: Timestamp) -> TicketPlan {
    let mut out = TicketPlan::default();
    out.told.rows = rows.len() as u64;
    let mut seen: BTreeMap<(String, Timestamp), u32> = BTreeMap::new();
    let (mut no_window, mut no_end) = (0_u64, 0_u64);
    for row in rows {
        let read = match ticket(row, now) {
            Ok(read) => read,
            Err(why) => {
                out.told.refuse(row, row.text("number"), why);
                continue;
            }
        };
        let key = read.key();
        if known.contains(&key) {
            out.told.unchanged += 1;
            continue;
        }
        if let Some(first) = seen.get(&key) {
            out.told.refuse(row, Some(read.number), vec![format!("与第 {first} 行相同，请保留一行")]);
            continue;
        }
        no_window += u64::from(read.window.is_none());
        no_end += u64::from(read.finished_at.is_none());
        seen.insert(key, row.number);
        let window = read.window.map_or_else(|| "窗口未知".to_owned(), |no| format!("{no} 号窗口"));
        out.told.added.push(TableLine {
            row: Some(row.number),
            key: read.number.clone(),
            name: format!("{window} {}", shanghai_text(read.taken_at)),
            ..TableLine::default()
        });
        out.kept.push(read);
    }
    if no_window > 0 {
        out.told.notes.push(format!("{no_window} 行没有窗口号，当天哪个窗口受理的都算取过号"));
    }
    if no_end > 0 {
        out.told.notes.push(format!("{no_end} 行没有办结时间，按同一窗口叫下一个号的时间算结束"));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        parse_moment(text).unwrap()
    }

    fn row(number: u32, cells: &[(&str, &str)]) -> TableRow {
        let cells = cells.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect();
        TableRow { number, cells, ..TableRow::default() }
    }

    #[test]
    fn a_day_beside_times_and_whole_moments_are_read() {
        let now = at("2026-11-20 18:00");
        let rows = [
            row(2, &[("number", "A001"), ("window", "综合窗口０3"), ("day", "2026/11/20"), ("taken_at", "09:01")]),
            row(
                3,
                &[
                    ("number", "A002"),
                    ("window", "12号窗口"),
                    ("taken_at", "2026-11-20 09:02:10"),
                    ("called_at", "2026-11-20 09:10"),
                    ("finished_at", "2026-11-20 09:31"),
                ],
            ),
            row(4, &[("number", "A001"), ("taken_at", "2026-11-20 09:01")]),
            row(5, &[("number", "A003"), ("taken_at", "2026-11-20 10:00"), ("called_at", "2026-11-20 09:00")]),
            row(6, &[("number", "A004"), ("taken_at", "2026-11-21 10:00")]),
            row(7, &[("window", "3"), ("taken_at", "早上")]),
        ];
        let plan = plan_tickets(&BTreeSet::new(), &rows, now);
        let kept: Vec<(u32, Option<u16>, Timestamp)> =
            plan.kept.iter().map(|t| (t.row, t.window, t.taken_at)).collect();
        assert_eq!(kept, [(2, Some(3), at("2026-11-20 09:01")), (3, Some(12), at("2026-11-20 09:02:10"))]);
        let refused: Vec<(u32, usize)> = plan.told.refused.iter().map(|r| (r.row, r.why.len())).collect();
        assert_eq!(refused, [(4, 1), (5, 1), (6, 1), (7, 2)]);
        assert_eq!(plan.told.notes, ["1 行没有办结时间，按同一窗口叫下一个号的时间算结束"]);
        let known = plan.kept.iter().map(Ticket::key).collect();
        let again = plan_tickets(&known, &rows[..2], now);
        assert_eq!((again.told.unchanged, again.kept.len(), again.told.is_idle()), (2, 0, true));
    }

    #[test]
    fn a_number_is_found_in_the_name_of_a_window() {
        for (text, window) in [("3", Some(3)), ("A区12号窗口", Some(12)), ("不动产窗口", None), ("99999999", None)]
        {
            assert_eq!(window_in(text), window, "{text}");
        }
    }
}
