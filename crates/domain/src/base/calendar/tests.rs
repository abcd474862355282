//! Worked limits over the published notices of 2023 to 2026, and tables that are not taken.

use jiff::civil::{Date, date};

use super::{Calendar, CalendarFlaw, Workday, parse_csv};

const TABLE: &str = include_str!("../../../../services/data/calendar.csv");

pub(super) fn national() -> Calendar {
    Calendar::new(parse_csv(TABLE).expect("the shipped table")).expect("the shipped years")
}

fn day(text: &str) -> Date {
    text.parse().expect(text)
}

#[test]
fn limits_end_where_they_were_worked_out_by_hand() {
    let calendar = national();
    for (start, n, due, why) in [
        ("2024-02-08", 5, "2024-02-21", "除夕 2024 worked, Sunday 02-18 works"),
        ("2024-02-08", 20, "2024-03-13", "a whole limit over 春节"),
        ("2024-02-08", 30, "2024-03-27", "with its extension"),
        ("2023-09-28", 20, "2023-11-01", "two make-up weekend days"),
        ("2025-01-24", 5, "2025-02-07", "Sunday 01-26 works"),
        ("2026-02-13", 5, "2026-02-27", "Saturday 02-14 works, nine days off"),
        ("2026-09-18", 20, "2026-10-22", "two holidays"),
        ("2024-02-09", 1, "2024-02-18", "ends on a Sunday that works"),
        ("2024-02-12", 5, "2024-02-22", "submitted on a holiday"),
        ("2024-03-01", 20, "2024-03-29", "before its pause"),
        ("2024-02-12", 0, "2024-02-12", "no limit is the day itself"),
    ] {
        let found = calendar.add_workdays(day(start), n);
        assert_eq!((found.on, found.provisional), (day(due), false), "{start} + {n}: {why}");
    }
}

#[test]
fn a_pause_moves_the_end_by_its_own_working_days() {
    let calendar = national();
    let paused = calendar.workdays_between(day("2024-03-06"), day("2024-03-20"));
    assert_eq!(paused, 10);
    assert_eq!(calendar.add_workdays(day("2024-03-01"), 20 + 10).on, day("2024-04-15"));
}

#[test]
fn each_year_has_its_working_days() {
    let calendar = national();
    for (year, working) in [(2023, 249), (2024, 251), (2025, 248), (2026, 248)] {
        let counted = calendar.workdays_between(date(year - 1, 12, 31), date(year, 12, 31));
        assert_eq!(counted, working, "{year}");
    }
    let listed: Vec<_> = calendar.years().iter().map(|y| (y.off.len(), y.makeup.len())).collect();
    assert_eq!(listed, [(27, 7), (28, 8), (28, 5), (33, 6)]);
    assert_eq!(calendar.last_known_year(), Some(2026));
}

#[test]
fn a_year_without_a_notice_makes_the_day_provisional() {
    let calendar = national();
    let last = calendar.add_workdays(day("2026-12-30"), 1);
    assert_eq!((last.on, last.provisional), (day("2026-12-31"), false));
    let next = calendar.add_workdays(day("2026-12-31"), 1);
    assert_eq!((next.on, next.provisional), (day("2027-01-01"), true));
    let before = calendar.add_workdays(day("2022-12-20"), 20);
    assert!(before.provisional, "2022 is not in the table");
    let eve = calendar.add_workdays(day("2022-12-31"), 1);
    assert_eq!((eve.on, eve.provisional), (day("2023-01-03"), false), "the eve is not counted");
    assert!(!calendar.is_workday(day("2027-03-01")).known);
    assert!(calendar.is_workday(day("2027-03-01")).is_yes());
    assert!(calendar.is_workday(day("2026-10-10")).known);
    assert_eq!(calendar.is_workday(day("2026-10-10")).workday, Workday::Yes);
    assert_eq!(calendar.is_workday(day("2022-12-31")).workday, Workday::No);
}

#[test]
fn calendar_days_roll_off_a_holiday() {
    let calendar = national();
    for (start, n, due, provisional) in [
        ("2026-09-21", 10, "2026-10-08", false),
        ("2026-11-02", 5, "2026-11-09", false),
        ("2026-11-02", 4, "2026-11-06", false),
        ("2024-01-19", 30, "2024-02-18", false),
        ("2026-12-01", 60, "2027-02-01", true),
    ] {
        let found = calendar.add_days_rolling(day(start), n);
        assert_eq!((found.on, found.provisional), (day(due), provisional), "{start} + {n}");
    }
}

#[test]
fn an_overdue_limit_counts_backwards() {
    let calendar = national();
    assert_eq!(calendar.workdays_between(day("2026-09-30"), day("2026-10-08")), 1);
    assert_eq!(calendar.workdays_between(day("2026-10-12"), day("2026-09-30")), -4);
    assert_eq!(calendar.workdays_between(day("2026-10-03"), day("2026-10-03")), 0);
}

#[test]
fn the_place_adds_its_own_days() {
    let festival = day("2026-07-06");
    let saturday = day("2026-07-11");
    let holiday = day("2026-10-01");
    let calendar = national().with_overlay(&[festival], &[saturday, holiday]).expect("local days");
    assert!(!calendar.is_workday(festival).is_yes());
    assert!(calendar.is_workday(saturday).is_yes());
    assert!(calendar.is_workday(holiday).is_yes());
    assert_eq!(calendar.add_workdays(day("2026-07-03"), 5).on, saturday);
    assert_eq!(calendar.clone().with_overlay(&[], &[]).expect("no local days"), national());
    let flaw = calendar.with_overlay(&[festival], &[festival]).expect_err("both");
    assert_eq!(flaw, CalendarFlaw::Twice { on: festival });
}

#[test]
fn limits_beyond_the_end_of_the_calendar_stop_there() {
    let calendar = national();
    for due in [
        calendar.add_workdays(day("2026-01-01"), u32::MAX),
        calendar.add_days_rolling(day("2026-01-01"), u32::MAX),
        calendar.add_workdays(Date::MAX, 1),
    ] {
        assert_eq!((due.on, due.provisional), (Date::MAX, true));
    }
}

#[test]
fn ten_thousand_due_dates_agree_with_each_other() {
    let calendar = national();
    let start = day("2023-01-01");
    let mut last = start;
    for n in 0..10_000 {
        let due = calendar.add_workdays(start, n).on;
        assert!(due >= last, "{n}");
        last = due;
    }
}

const HEAD: &str = "year,notice,date,kind,name\n";

#[test]
fn a_table_with_a_mistake_names_its_row() {
    for (rows, sentence) in [
        ("2027,通知,2027-01-01,off", "第 2 行应有 5 列，现在是 4 列"),
        ("27,通知,2027-01-01,off,元旦", "第 2 行的年份应是 4 位数字，如 2026"),
        ("2027,,2027-01-01,off,元旦", "第 2 行没有写依据的通知，请填标题和文号"),
        ("2027,通知,2027-1-1,off,元旦", "第 2 行的日期请写成 2026-01-01 这样"),
        ("2027,通知,2027-02-30,off,元旦", "第 2 行的日期请写成 2026-01-01 这样"),
        ("# 说明\n\n2027,通知,2027-01-01,假,元旦", "第 4 行的类别应是 off（放假）或 makeup（上班）"),
        ("2027,通知,2027-01-01,off,", "第 2 行没有写节日名称"),
        ("2027,甲,2027-01-01,off,元旦\n2027,乙,2027-01-02,off,元旦", "第 3 行的通知与同一年前面各行不同，请统一"),
        ("2027,通知,2026-10-01,off,国庆节", "2026-10-01 不在 2027 年的安排之内，请核对年份"),
        ("2027,通知,2027-01-01,off,元旦\n2027,通知,2027-01-01,off,元旦", "2027-01-01 列了两次，请删去一行"),
        ("2027,通知,2027-01-04,makeup,元旦", "2027-01-04 本来就上班，调休上班日应是周六或周日"),
        ("", "表里没有一天，请核对文件"),
    ] {
        let flaw = parse_csv(&format!("{HEAD}{rows}\n")).expect_err(rows);
        assert_eq!(flaw.to_string(), sentence);
    }
    let flaw = parse_csv("年,通知\n").expect_err("another header");
    assert_eq!(flaw, CalendarFlaw::Header);
}

#[test]
fn a_table_saved_by_a_spreadsheet_is_the_same_table() {
    let saved = format!("\u{feff}{}", TABLE.replace('\n', "\r\n"));
    assert_eq!(parse_csv(&saved), parse_csv(TABLE));
}

#[test]
fn one_year_is_arranged_once() {
    let years = parse_csv(TABLE).expect("the shipped table");
    let twice = [years.clone(), vec![years[2].clone()]].concat();
    assert_eq!(Calendar::new(twice), Err(CalendarFlaw::YearTwice { year: 2025 }));
    let mut wrong = years[3].clone();
    wrong.makeup.push(day("2026-06-01"));
    let flaw = Calendar::new(vec![wrong]).expect_err("a Monday");
    assert_eq!(flaw, CalendarFlaw::MakeupOnWeekday { on: day("2026-06-01") });
    let mut eve = years[3].clone();
    eve.off.push(day("2025-12-31"));
    let mut same = years[2].clone();
    same.off.push(day("2025-12-31"));
    let flaw = Calendar::new(vec![same, eve]).expect_err("two notices, one day");
    assert_eq!(flaw, CalendarFlaw::Twice { on: day("2025-12-31") });
    let mut reversed = years.clone();
    reversed.reverse();
    assert_eq!(Calendar::new(reversed), Calendar::new(years));
    assert_eq!(Calendar::new(vec![]).expect("no notices").last_known_year(), None);
}
