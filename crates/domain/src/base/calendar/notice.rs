//! The yearly notice on holidays (国务院办公厅关于部分节假日安排的通知) as a table: reading it
//! strictly, row by row.
//!
//! Deliberately not here: the days themselves. They are data, shipped as a file and replaced by an
//! administrator when the next notice appears.

use std::collections::BTreeMap;

use jiff::civil::{Date, Weekday};

use super::days::Workday;

/// The columns of the table, in their order.
pub const HEADER: &str = "year,notice,address,date,kind,name";

/// Between the titles, and between the addresses, of a year that several notices arrange: a notice
/// may be changed by a later one (2019, 2020), or a single day be given by its own (2015).
const BETWEEN: char = '；';

/// What one year's notice says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CalendarYear {
    /// The year the notice arranges.
    pub year: i16,
    /// Title and number of the notice; of several, separated by `；`.
    pub notice: String,
    /// Where the notice is published, in the same order; may be empty.
    pub address: String,
    /// The days it names, by date.
    pub days: Vec<NoticeDay>,
}

/// A day that a notice names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoticeDay {
    /// The day.
    pub on: Date,
    /// `No`: a day off (放假, statutory and exchanged alike; weekend days may be among them). `Yes`: a
    /// Saturday or Sunday on which the office works (调休上班).
    pub workday: Workday,
    /// The holiday it belongs to; empty in rows that were kept before names were.
    pub name: String,
}

impl CalendarYear {
    /// Days off.
    pub fn off(&self) -> impl Iterator<Item = Date> {
        self.days.iter().filter(|day| day.workday == Workday::No).map(|day| day.on)
    }

    /// Make-up days.
    pub fn makeup(&self) -> impl Iterator<Item = Date> {
        self.days.iter().filter(|day| day.workday == Workday::Yes).map(|day| day.on)
    }

    /// Each notice with its address; the address is empty where none is known.
    pub fn notices(&self) -> impl Iterator<Item = (&str, &str)> {
        let mut addresses = self.address.split(BETWEEN).map(str::trim);
        self.notice.split(BETWEEN).map(move |title| (title.trim(), addresses.next().unwrap_or_default()))
    }
}

/// Why a table of days was not taken. Rows count from 1 as in a spreadsheet, the header included.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CalendarFlaw {
    /// The first row that is no remark is not the header.
    #[error("第一行应是列名 {HEADER}")]
    Header,
    /// A row with more or fewer than six columns.
    #[error("第 {row} 行应有 6 列，现在是 {found} 列")]
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
    /// An address that is no web address.
    #[error("第 {row} 行的通知地址应以 https:// 或 http:// 开头，没有就留空")]
    Address {
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

/// Reads the table: a header, then one day a row. Notice and address may be left out after the first
/// row of their year. Rows beginning with `#` and empty rows are remarks; a byte-order mark and
/// Windows line ends are taken. Years come back in order, days sorted.
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
        year.days.sort_by_key(|day| day.on);
        check_year(year)?;
    }
    Ok(years)
}

/// Writes the table that [`parse_csv`] reads.
pub fn write_csv(years: &[CalendarYear]) -> String {
    let mut out = format!("{HEADER}\n");
    // A comma or a line's end would be taken for the next cell.
    let cell = |text: &str| text.replace(',', "，").replace(['\n', '\r'], " ");
    for year in years {
        for (n, day) in year.days.iter().enumerate() {
            let (notice, address) = if n == 0 { (cell(&year.notice), cell(&year.address)) } else { Default::default() };
            let kind = match day.workday {
                Workday::No => "off",
                Workday::Yes => "makeup",
            };
            out.push_str(&format!("{},{notice},{address},{},{kind},{}\n", year.year, day.on, cell(&day.name)));
        }
    }
    out
}

fn take_row(years: &mut BTreeMap<i16, CalendarYear>, row: usize, line: &str) -> Result<(), CalendarFlaw> {
    let cells: Vec<&str> = line.split(',').map(str::trim).collect();
    let [year, notice, address, day, kind, name] = cells.as_slice() else {
        return Err(CalendarFlaw::Columns { row, found: cells.len() });
    };
    let year: i16 = all_digits(year, 4)
        .and_then(|digits| digits.parse().ok())
        .filter(|year| *year > 0)
        .ok_or(CalendarFlaw::Year { row })?;
    if notice.is_empty() && !years.contains_key(&year) {
        return Err(CalendarFlaw::Notice { row });
    }
    if !are_addresses(address) {
        return Err(CalendarFlaw::Address { row });
    }
    let on = read_day(day).ok_or(CalendarFlaw::Day { row })?;
    if name.is_empty() {
        return Err(CalendarFlaw::Name { row });
    }
    let entry = years.entry(year).or_insert_with(|| CalendarYear {
        year,
        notice: (*notice).to_owned(),
        address: (*address).to_owned(),
        days: Vec::new(),
    });
    let differs = |said: &str, first: &str| !said.is_empty() && said != first;
    if differs(notice, &entry.notice) || differs(address, &entry.address) {
        return Err(CalendarFlaw::NoticeDiffers { row });
    }
    let workday = match *kind {
        "off" => Workday::No,
        "makeup" => Workday::Yes,
        _ => return Err(CalendarFlaw::Kind { row }),
    };
    entry.days.push(NoticeDay { on, workday, name: (*name).to_owned() });
    Ok(())
}

/// Whether every part is a web address; none at all is fine. Pages make links of them, so no other
/// scheme may slip in.
pub(super) fn are_addresses(text: &str) -> bool {
    text.is_empty()
        || text.split(BETWEEN).all(|part| ["https://", "http://"].iter().any(|scheme| part.trim().starts_with(scheme)))
}

/// What must hold of a year however it was obtained, from a file or from a form.
pub(super) fn check_year(year: &CalendarYear) -> Result<(), CalendarFlaw> {
    let mut days: Vec<Date> = year.days.iter().map(|day| day.on).collect();
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
    match year.makeup().find(|on| !is_weekend(*on)) {
        Some(on) => Err(CalendarFlaw::MakeupOnWeekday { on }),
        None => Ok(()),
    }
}

/// Saturday or Sunday.
#[must_use]
pub fn is_weekend(on: Date) -> bool {
    matches!(on.weekday(), Weekday::Saturday | Weekday::Sunday)
}

pub(super) fn read_day(text: &str) -> Option<Date> {
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
