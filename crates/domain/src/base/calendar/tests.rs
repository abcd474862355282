//! The table of the published notices of 2007 to 2026, and tables that are not taken.

use std::sync::OnceLock;

use jiff::civil::{Date, date};

use super::{Calendar, CalendarFlaw, CalendarYear, NoticeDay, Workday, parse_csv, write_csv};

pub(super) const TABLE: &str = include_str!("../../../../services/data/calendar.csv");

pub(super) fn national() -> Calendar {
    // The property tests ask ten thousand times.
    static READ: OnceLock<Calendar> = OnceLock::new();
    let read = || Calendar::new(parse_csv(TABLE).expect("the shipped table")).expect("the shipped years");
    READ.get_or_init(read).clone()
}

fn day(text: &str) -> Date {
    text.parse().expect(text)
}

#[test]
fn each_year_has_its_working_days() {
    let calendar = national();
    // Year, days off and make-up days that its notices name, working days.
    let years = [
        (2007, 24, 8, 249),
        (2008, 29, 6, 251),
        (2009, 27, 6, 250),
        (2010, 29, 8, 250),
        (2011, 29, 5, 250),
        (2012, 27, 7, 249),
        (2013, 29, 12, 250),
        (2014, 22, 5, 250),
        (2015, 26, 5, 249),
        (2016, 24, 6, 250),
        (2017, 24, 5, 249),
        (2018, 23, 6, 250),
        (2019, 24, 7, 250),
        (2020, 30, 6, 249),
        (2021, 31, 7, 250),
        (2022, 31, 7, 249),
        (2023, 27, 7, 249),
        (2024, 28, 8, 251),
        (2025, 28, 5, 248),
        (2026, 33, 6, 248),
    ];
    let counted: Vec<_> = calendar
        .years()
        .iter()
        .map(|y| {
            let working = calendar.workdays_between(date(y.year - 1, 12, 31), date(y.year, 12, 31));
            (y.year, y.off().count(), y.makeup().count(), working)
        })
        .collect();
    assert_eq!(counted, years);
    // 3 February 2020, a Monday, is the 133rd working day that a notice names; it is one anyway.
    let total = |of: fn(&(i16, usize, usize, i64)) -> usize| counted.iter().map(of).sum::<usize>();
    assert_eq!((total(|y| y.1), total(|y| y.2)), (545, 132));
    assert_eq!(calendar.last_known_year(), Some(2026));
}

#[test]
fn each_year_names_its_notices_and_where_they_stand() {
    for year in national().years() {
        assert!(year.days.iter().all(|day| !day.name.is_empty()), "{}", year.year);
        for (title, address) in year.notices() {
            assert!(title.starts_with("国务院") && title.ends_with("号）"), "{title}");
            assert!(address.starts_with("https://www.gov.cn/"), "{title}: {address}");
        }
    }
    let several: Vec<i16> = national().years().iter().filter(|y| y.notices().count() > 1).map(|y| y.year).collect();
    assert_eq!(several, [2015, 2019, 2020]);
}

#[test]
fn a_revised_notice_takes_its_old_days_with_it() {
    let calendar = national();
    let mut revised = calendar.years()[19].clone();
    revised.days.retain(|d| d.on != day("2026-10-07") && d.on != day("2026-10-10"));
    let after = calendar.with_year(revised.clone()).expect("a revision");
    assert!(after.is_workday(day("2026-10-07")).is_yes() && !after.is_workday(day("2026-10-10")).is_yes());
    assert_eq!(after.years().len(), 20);
    let next = CalendarYear { year: 2027, ..revised };
    assert_eq!(
        calendar.with_year(next).expect_err("the days of 2026"),
        CalendarFlaw::OtherYear { on: day("2026-01-01"), year: 2027 }
    );
}

#[test]
fn a_december_day_that_two_notices_name_is_kept_once() {
    let calendar = national();
    let mut of_2018 = calendar.years()[11].clone();
    let eve: Vec<_> = calendar.years()[12].days.iter().filter(|d| d.on.year() == 2018).cloned().collect();
    assert_eq!(eve.len(), 3);
    of_2018.days.extend(eve.clone());
    assert_eq!(calendar.with_year(of_2018.clone()).expect("said twice, the same"), calendar);
    let twisted = of_2018.days.iter().position(|d| d.on == eve[0].on).expect("the make-up day");
    of_2018.days[twisted].workday = Workday::No;
    let flaw = calendar.with_year(of_2018).expect_err("said twice, differently");
    assert_eq!(flaw, CalendarFlaw::Twice { on: eve[0].on });
}

#[test]
fn local_days_stay_over_a_new_notice() {
    let festival = day("2026-07-06");
    let local = national().with_overlay(&[festival], &[]).expect("one day");
    let after = local.with_year(national().years()[19].clone()).expect("the same notice");
    assert_eq!(after, local);
    assert_eq!(after.nationally(festival), Workday::Yes);
    assert_eq!(after.nationally(day("2026-10-10")), Workday::Yes);
    assert_eq!(after.nationally(day("2026-10-01")), Workday::No);
}

#[test]
fn a_year_without_a_notice_makes_the_day_provisional() {
    let calendar = national();
    let last = calendar.add_workdays(day("2026-12-30"), 1);
    assert_eq!((last.on, last.provisional), (day("2026-12-31"), false));
    let next = calendar.add_workdays(day("2026-12-31"), 1);
    assert_eq!((next.on, next.provisional), (day("2027-01-01"), true));
    let before = calendar.add_workdays(day("2006-12-20"), 20);
    assert!(before.provisional, "2006 is not in the table");
    let eve = calendar.add_workdays(day("2006-12-31"), 1);
    assert_eq!((eve.on, eve.provisional), (day("2007-01-04"), false), "the eve is not counted");
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

const HEAD: &str = "year,notice,address,date,kind,name\n";

#[test]
fn a_table_with_a_mistake_names_its_row() {
    for (rows, sentence) in [
        ("2027,通知,,2027-01-01,off", "第 2 行应有 6 列，现在是 5 列"),
        ("27,通知,,2027-01-01,off,元旦", "第 2 行的年份应是 4 位数字，如 2026"),
        ("2027,,,2027-01-01,off,元旦", "第 2 行没有写依据的通知，请填标题和文号"),
        ("2027,通知,javascript:1,2027-01-01,off,元旦", "第 2 行的通知地址应以 https:// 或 http:// 开头，没有就留空"),
        ("2027,通知,,2027-1-1,off,元旦", "第 2 行的日期请写成 2026-01-01 这样"),
        ("2027,通知,,2027-02-30,off,元旦", "第 2 行的日期请写成 2026-01-01 这样"),
        ("# 说明\n\n2027,通知,,2027-01-01,假,元旦", "第 4 行的类别应是 off（放假）或 makeup（上班）"),
        ("2027,通知,,2027-01-01,off,", "第 2 行没有写节日名称"),
        ("2027,甲,,2027-01-01,off,元旦\n2027,乙,,2027-01-02,off,元旦", "第 3 行的通知与同一年前面各行不同，请统一"),
        ("2027,通知,,2026-10-01,off,国庆节", "2026-10-01 不在 2027 年的安排之内，请核对年份"),
        ("2027,通知,,2027-01-01,off,元旦\n2027,,,2027-01-01,off,元旦", "2027-01-01 列了两次，请删去一行"),
        ("2027,通知,,2027-01-04,makeup,元旦", "2027-01-04 本来就上班，调休上班日应是周六或周日"),
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
    let years = parse_csv(TABLE).expect("the shipped table");
    assert_eq!(parse_csv(&write_csv(&years)), Ok(years));
}

#[test]
fn one_year_is_arranged_once() {
    let years = parse_csv(TABLE).expect("the shipped table");
    let twice = [years.clone(), vec![years[18].clone()]].concat();
    assert_eq!(Calendar::new(twice), Err(CalendarFlaw::YearTwice { year: 2025 }));
    let named = |on: &str, workday| NoticeDay { on: day(on), workday, name: "试".into() };
    let mut wrong = years[19].clone();
    wrong.days.push(named("2026-06-01", Workday::Yes));
    let flaw = Calendar::new(vec![wrong]).expect_err("a Monday");
    assert_eq!(flaw, CalendarFlaw::MakeupOnWeekday { on: day("2026-06-01") });
    let mut eve = years[19].clone();
    eve.days.push(named("2025-12-31", Workday::No));
    let mut same = years[18].clone();
    same.days.push(named("2025-12-31", Workday::No));
    let flaw = Calendar::new(vec![same, eve]).expect_err("two notices, one day");
    assert_eq!(flaw, CalendarFlaw::Twice { on: day("2025-12-31") });
    let mut reversed = years.clone();
    reversed.reverse();
    assert_eq!(Calendar::new(reversed), Calendar::new(years));
    assert_eq!(Calendar::new(vec![]).expect("no notices").last_known_year(), None);
}
