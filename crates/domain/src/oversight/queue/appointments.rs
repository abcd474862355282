//! Taking the list of appointments (导入预约记录): those that were kept stand, like a ticket, for somebody at the window.
//!
//! Who booked is not read: D7 asks whether anybody was expected, not who.

use std::collections::{BTreeMap, BTreeSet};

use jiff::{SignedDuration, Timestamp};

use super::{Ticket, TicketPlan, ticket::window_in};
use crate::base::{TableLine, TableRow, parse_moment, shanghai_text};

/// Keys of the cells.
pub const APPOINTMENT_COLUMNS: [&str; 5] = ["number", "window", "day", "slot", "state"];

/// How long an appointment without an end lasts.
const WITHOUT_END: SignedDuration = SignedDuration::from_hours(1);

/// Whether whoever booked came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kept {
    Yes,
    No,
    /// The list does not say.
    Silent,
}

fn kept(row: &TableRow) -> Result<Kept, String> {
    let Some(text) = row.text("state") else { return Ok(Kept::Silent) };
    let has = |words: &[&str]| words.iter().any(|w| text.contains(w));
    // 未签到 holds 签到: what did not happen is looked for first.
    if has(&["未", "没", "爽约", "取消", "过期", "失约", "违约", "作废"]) {
        Ok(Kept::No)
    } else if has(&["已到", "签到", "到场", "到厅", "取号", "办理", "办结", "完成", "履约", "成功", "正常", "有效"])
    {
        Ok(Kept::Yes)
    } else {
        Err(format!("状态“{text}”读不懂，请写已到或未到"))
    }
}

/// Both ends of a slot: `09:00-10:00`, `9:00～10:00`, `上午`, a moment alone.
fn slot(row: &TableRow) -> Result<(Timestamp, Option<Timestamp>), String> {
    let wrong = |text: &str| format!("“{text}”读不出预约时段，请写成 2026-11-20 和 09:00-10:00");
    let (day, text) = match (row.text("day"), row.text("slot")) {
        (Some(day), Some(slot)) => (day, slot),
        (None, Some(whole)) => match whole.split_once(' ') {
            Some((day, slot)) => (day.to_owned(), slot.to_owned()),
            None => return Err(wrong(&whole)),
        },
        (Some(_), None) | (None, None) => return Err("没有预约日期和时段，请补上".to_owned()),
    };
    let at = |time: &str| parse_moment(&format!("{day} {}", time.trim())).map_err(|_| wrong(&text));
    let times = |from: &str, to: &str| Ok((at(from)?, Some(at(to)?)));
    match text.as_str() {
        "上午" => return times("00:00", "13:00"),
        "下午" => return times("12:00", "23:59"),
        "全天" => return times("00:00", "23:59"),
        _ => {}
    }
    let dashes = |c: char| matches!(c, '-' | '－' | '—' | '–' | '~' | '～' | '至' | '到');
    match text.split_once(dashes) {
        // Two dashes in a row are one.
        Some((from, to)) => times(from, to.trim_start_matches(dashes)),
        None => Ok((at(&text)?, None)),
    }
}

/// Plans a list of appointments against those that are known.
#[must_use]
pub fn plan_appointments(known: &BTreeSet<(String, Timestamp)>, rows: &[TableRow], now: Timestamp) -> TicketPlan {
    let mut out = TicketPlan::default();
    out.told.rows = rows.len() as u64;
    let mut seen: BTreeMap<(String, Timestamp), u32> = BTreeMap::new();
    let (mut missed, mut silent, mut no_window, mut to_come) = (0_u64, 0_u64, 0_u64, 0_u64);
    for row in rows {
        let number = row.text("number").unwrap_or_default();
        let mut why = Vec::new();
        if number.is_empty() {
            why.push("没有预约号，请补上".to_owned());
        }
        let (kept, slot) = (kept(row), slot(row));
        why.extend(kept.as_ref().err().cloned());
        why.extend(slot.as_ref().err().cloned());
        let (Ok(kept), Ok((from, to)), true) = (kept, slot, why.is_empty()) else {
            out.told.refuse(row, row.text("number"), why);
            continue;
        };
        if to.is_some_and(|to| to <= from) {
            out.told.refuse(row, Some(number), vec!["预约时段的先后不对，请核对".to_owned()]);
            continue;
        }
        // Lists hold the days ahead as well.
        if from > now {
            to_come += 1;
            continue;
        }
        if kept == Kept::No {
            missed += 1;
            continue;
        }
        let read = Ticket {
            row: row.number,
            number,
            window: row.text("window").and_then(|text| window_in(&text)),
            taken_at: from,
            called_at: Some(from),
            finished_at: Some(to.unwrap_or(from + WITHOUT_END)),
            booked: true,
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
        silent += u64::from(kept == Kept::Silent);
        no_window += u64::from(read.window.is_none());
        seen.insert(key, row.number);
        let window = read.window.map_or_else(|| "窗口未知".to_owned(), |no| format!("{no} 号窗口"));
        out.told.added.push(TableLine {
            row: Some(row.number),
            key: read.number.clone(),
            name: format!("{window} {}", shanghai_text(from)),
            ..TableLine::default()
        });
        out.kept.push(read);
    }
    let notes = [
        (missed, "没有来（爽约、取消等），不导入"),
        (to_come, "是以后的预约，到时候再导"),
        (silent, "没有写来没来，按来了算"),
        (no_window, "没有窗口号，这个时段哪个窗口受理的都算有预约"),
    ];
    out.told.notes.extend(notes.into_iter().filter(|(n, _)| *n > 0).map(|(n, what)| format!("{n} 行{what}")));
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(number: u32, cells: &[(&str, &str)]) -> TableRow {
        let cells = cells.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect();
        TableRow { number, cells, ..TableRow::default() }
    }

    fn at(text: &str) -> Timestamp {
        parse_moment(text).unwrap()
    }

    #[test]
    fn slots_are_read_as_offices_write_them_and_only_kept_ones_are_taken() {
        let booked = |n, slot, state| {
            row(n, &[("number", "Y1"), ("window", "3号窗口"), ("day", "2026-11-20"), ("slot", slot), ("state", state)])
        };
        let rows = [
            booked(2, "09:00-10:00", "已签到"),
            booked(3, "10:00～11:00", "未签到"),
            booked(4, "上午", "已取消"),
            row(5, &[("number", "Y5"), ("slot", "2026-11-20 14:00至15:00")]),
            row(6, &[("number", "Y6"), ("day", "2026-11-20"), ("slot", "15:30"), ("state", "已办理")]),
            booked(7, "09:00-10:00", "已签到"),
            booked(8, "10:00-09:00", "已到"),
            booked(9, "随时", "已到"),
            booked(10, "09:30-10:00", "红色"),
            row(11, &[("day", "2026-11-20"), ("slot", "09:00-10:00")]),
            row(12, &[("number", "Y12"), ("day", "2026-11-24"), ("slot", "09:00-10:00")]),
        ];
        let plan = plan_appointments(&BTreeSet::new(), &rows, at("2026-11-20 18:00"));
        let read: Vec<_> = plan.kept.iter().map(|t| (t.row, t.window, t.taken_at, t.finished_at)).collect();
        assert_eq!(
            read,
            [
                (2, Some(3), at("2026-11-20 09:00"), Some(at("2026-11-20 10:00"))),
                (5, None, at("2026-11-20 14:00"), Some(at("2026-11-20 15:00"))),
                (6, None, at("2026-11-20 15:30"), Some(at("2026-11-20 16:30"))),
            ]
        );
        assert!(plan.kept.iter().all(|t| t.booked));
        assert_eq!(plan.told.refused.iter().map(|r| r.row).collect::<Vec<_>>(), [7, 8, 9, 10, 11]);
        assert_eq!(
            plan.told.notes,
            [
                "2 行没有来（爽约、取消等），不导入",
                "1 行是以后的预约，到时候再导",
                "1 行没有写来没来，按来了算",
                "2 行没有窗口号，这个时段哪个窗口受理的都算有预约",
            ]
        );
        let known = plan.kept.iter().map(Ticket::key).collect();
        let again = plan_appointments(&known, &rows[..1], at("2026-11-20 18:00"));
        assert_eq!((again.told.unchanged, again.kept.len()), (1, 0));
    }
}
