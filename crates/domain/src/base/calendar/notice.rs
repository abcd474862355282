//! The yearly notice on holidays (国务院办公厅关于部分节假日安排的通知) as a table: reading it
//! strictly, row by row.
//!
//! Deliberately not here: the days themselves. They are data, shipped as a file and replaced by an
//! administrator when the next notice appears.

use std::collections::BTreeMap;

use jiff::civil::{Date, Weekday};

/// The columns of the table, in their order.
pub const HEADER: &str = "year,notice,date,kind,name";

/// What one year's notice says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CalendarYear {
    /// The year the notice arranges.
    pub year: i16,
    /// Title and number of the notice.
    pub notice: String,
    /// Days off (放假, statutory and exchanged alike); weekend days may be among them.
    pub off: Vec<Date>,
    /// Saturdays and Sundays on which the office works (调休上班).
    pub makeup: Vec<Date>,
}

/// Why a table of days was not taken. Rows count from 1 as in a spreadsheet, the header included.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CalendarFlaw {
    /// The first row that is no remark is not the header.
    #[error("第一行应是列名 {HEADER}")]
    Header,
    /// A row with more or fewer than five columns.
    #[error("第 {row} 行应有 5 列，现在是 {found} 列")]
    Columns {
        /// Row in the file.
        row: usize,
        /// Columns found.
        found: usize,
    },
    /// A year that is no number of four digits.
    #[error("第 {row} 行的年份应是 4 位数字，如 2026")]
    Year {
        /// Row in the file.
        row: usize,
    },
    /// No notice is named.
    #[error("第 {row} 行没有写依据的通知，请填标题和文号")]
    Notice {
        /// Row in the file.
        row: usize,
    },
    /// Two rows of one year name different notices.
    #[error("第 {row} 行的通知与同一年前面各行不同，请统一")]
    NoticeDiffers {
        /// Row in the file.
        row: usize,
    },
    /// A date that is not written 2026-01-01, or does not exist.
    #[error("第 {row} 行的日期请写成 2026-01-01 这样")]
    Day {
        /// Row in the file.
        row: usize,
    },
    /// A kind that is neither `off` nor `makeup`.
    #[error("第 {row} 行的类别应是 off（放假）或 makeup（上班）")]
    Kind {
        /// Row in the file.
        row: usize,
    },
    /// No name of the holiday.
    #[error("第 {row} 行没有写节日名称")]
    Name {
        /// Row in the file.
        row: usize,
    },
    /// The table has a header and no day.
    #[error("表里没有一天，请核对文件")]
    NoDays,
    /// A day outside the notice's year and the December before it.
    #[error("{on} 不在 {year} 年的安排之内，请核对年份")]
    OtherYear {
        /// The day.
        on: Date,
        /// The notice's year.
        year: i16,
    },
    /// A day listed twice.
    #[error("{on} 列了两次，请删去一行")]
    Twice {
        /// The day.
        on: Date,
    },
    /// A make-up day that is worked anyway.
    #[error("{on} 本来就上班，调休上班日应是周六或周日")]
    MakeupOnWeekday {
        /// The day.
        on: Date,
    },
    /// A year arranged twice.
    #[error("{year} 年的安排给了两份，请只留一份")]
    YearTwice {
        /// The year.
        year: i16,
    },
}

/// Reads the table: a header, then one day a row. Rows beginning with `#` and empty rows are
/// remarks; a byte-order mark and Windows line ends are taken. Years come back in order, days
/// sorted.
///
/// # Errors
/// The first [`CalendarFlaw`] met, reading downwards.
pub fn parse_csv(text: &str) -> Result<Vec<CalendarYear>, CalendarFlaw> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut rows = text
        .lines()
        .enumerate()
        .map(|(at, line)| (at + 1, line.trim()))
        .filter(|(_, line)| !line.is_empty() && !line.starts_with('#'));
    if rows.next().is_none_or(|(_, header)| header != HEADER) {
        return Err(CalendarFlaw::Header);
    }
    let mut years: BTreeMap<i16, CalendarYear> = BTreeMap::new();
    for (row, line) in rows {
        take_row(&mut years, row, line)?;
    }
    if years.is_empty() {
        return Err(CalendarFlaw::NoDays);
    }
    let mut years: Vec<CalendarYear> = years.into_values().collect();
    for year in &mut years {
        year.off.sort_unstable();
        year.makeup.sort_unstable();
        check_year(year)?;
    }
    Ok(years)
}

fn take_row(years: &mut BTreeMap<i16, CalendarYear>, row: usize, line: &str) -> Result<(), CalendarFlaw> {
    let cells: Vec<&str> = line.split(',').map(str::trim).collect();
    let [year, notice, day, kind, name] = cells.as_slice() else {
        return Err(CalendarFlaw::Columns { row, found: cells.len() });
    };
    let year: i16 = all_digits(year, 4)
        .and_then(|digits| digits.parse().ok())
        .filter(|year| *year > 0)
        .ok_or(CalendarFlaw::Year { row })?;
    if notice.is_empty() {
        return Err(CalendarFlaw::Notice { row });
    }
    let on = read_day(day).ok_or(CalendarFlaw::Day { row })?;
    if name.is_empty() {
        return Err(CalendarFlaw::Name { row });
    }
    let entry = years.entry(year).or_insert_with(|| CalendarYear {
        year,
        notice: (*notice).to_owned(),
        off: Vec::new(),
        makeup: Vec::new(),
    });
    if entry.notice != *notice {
        return Err(CalendarFlaw::NoticeDiffers { row });
    }
    match *kind {
        "off" => entry.off.push(on),
        "makeup" => entry.makeup.push(on),
        _ => return Err(CalendarFlaw::Kind { row }),
    }
    Ok(())
}

/// What must hold of a year however it was obtained, from a file or from a form.
pub(super) fn check_year(year: &CalendarYear) -> Result<(), CalendarFlaw> {
    let mut days: Vec<Date> = year.off.iter().chain(&year.makeup).copied().collect();
    days.sort_unstable();
    for &on in &days {
        // 元旦 of 2023 began on 2022-12-31, and its notice is the one of 2023.
        let eve = on.month() == 12 && i32::from(on.year()) + 1 == i32::from(year.year);
        if on.year() != year.year && !eve {
            return Err(CalendarFlaw::OtherYear { on, year: year.year });
        }
    }
    if let Some(pair) = days.windows(2).find(|pair| pair[0] == pair[1]) {
        return Err(CalendarFlaw::Twice { on: pair[0] });
    }
    match year.makeup.iter().find(|on| !is_weekend(**on)) {
        Some(&on) => Err(CalendarFlaw::MakeupOnWeekday { on }),
        None => Ok(()),
    }
}

/// Saturday or Sunday.
pub(super) fn is_weekend(on: Date) -> bool {
    matches!(on.weekday(), Weekday::Saturday | Weekday::Sunday)
}

fn read_day(text: &str) -> Option<Date> {
    let (year, rest) = text.split_once('-')?;
    let (month, day) = rest.split_once('-')?;
    let year = all_digits(year, 4)?.parse().ok()?;
    let month = all_digits(month, 2)?.parse().ok()?;
    let day = all_digits(day, 2)?.parse().ok()?;
    Date::new(year, month, day).ok()
}

fn all_digits(text: &str, len: usize) -> Option<&str> {
    (text.len() == len && text.bytes().all(|b| b.is_ascii_digit())).then_some(text)
}
