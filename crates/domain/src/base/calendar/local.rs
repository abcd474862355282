//! The place's own days (地方安排): a festival of an autonomous area, a closure for weather, a hall that
//! opens on a Saturday. They go over the national arrangement, each with its reason and its source.
//!
//! Deliberately not here: the national notices, and counting.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::{days::Workday, notice::read_day};

/// The columns of the table, in their order.
pub const LOCAL_HEADER: &str = "date,kind,reason,source";
/// Longest reason and longest source, in characters.
const LOCAL_TEXT: usize = 100;

/// What the place says about a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum LocalKind {
    /// 放假: the office is closed.
    Off,
    /// 上班: the office works.
    Working,
    /// 撤销: an earlier word of the place is taken back, the national arrangement holds again.
    Withdrawn,
}

impl LocalKind {
    /// All of them, in the order pages list them.
    pub const ALL: [Self; 3] = [Self::Off, Self::Working, Self::Withdrawn];

    /// Word in tables and files.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Off => "off",
            Self::Working => "working",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// Word on pages.
    pub fn label(self) -> &'static str {
        match self {
            Self::Off => "放假",
            Self::Working => "上班",
            Self::Withdrawn => "撤销地方安排",
        }
    }

    /// Reads the word of a table or of a page.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text || kind.label() == text)
    }

    /// What it makes of the day; `None` leaves it to the national arrangement.
    pub fn workday(self) -> Option<Workday> {
        match self {
            Self::Off => Some(Workday::No),
            Self::Working => Some(Workday::Yes),
            Self::Withdrawn => None,
        }
    }
}

/// One word of the place about a day. Nothing is overwritten: a later word is a later version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LocalDay {
    /// The day.
    pub on: Date,
    /// What is said.
    pub kind: LocalKind,
    /// Why, in words.
    pub reason: String,
    /// Who said so, and in which document.
    pub source: String,
    /// 1 for the first word about this day.
    pub version: u32,
}

/// Why the place's days were not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LocalFlaw {
    /// The first row that is no remark is not the header.
    #[error("第一行应是列名 {LOCAL_HEADER}")]
    Header,
    /// A row with more or fewer than four columns.
    #[error("第 {row} 行应有 4 列，现在是 {found} 列")]
    Columns {
        /// Row in the file.
        row: usize,
        /// Columns found.
        found: usize,
    },
    /// A date that is not written 2026-01-01, or does not exist.
    #[error("第 {row} 行的日期请写成 2026-01-01 这样")]
    Day {
        /// Row in the file.
        row: usize,
    },
    /// A kind that is not known.
    #[error("第 {row} 行的类别应是 off（放假）、working（上班）或 withdrawn（撤销地方安排）")]
    Kind {
        /// Row in the file.
        row: usize,
    },
    /// Nothing is said at all.
    #[error("没有写哪一天，请至少写一天")]
    NoDays,
    /// A day twice.
    #[error("{0} 写了两次，请只留一次")]
    Twice(Date),
    /// Why is not said.
    #[error("请写明 {0} 为什么这样安排，例如“壮族三月三”")]
    ReasonMissing(Date),
    /// Who said so is not said.
    #[error("请写明 {0} 的依据，例如“县政府办公室通知”")]
    SourceMissing(Date),
    /// Reason or source at length.
    #[error("{0} 的事由和依据各最多 {LOCAL_TEXT} 个字，请写短一些")]
    Long(Date),
    /// The office is closed anyway.
    #[error("{0} 全国本来就休息，不用另作安排")]
    AlreadyOff(Date),
    /// The office works anyway.
    #[error("{0} 全国本来就上班，不用另作安排")]
    AlreadyWorking(Date),
    /// There is no word of the place to take back.
    #[error("{0} 没有地方安排，不用撤销")]
    NothingToWithdraw(Date),
    /// The same is said already.
    #[error("{0} 已经是这样安排的，没有要改的")]
    Same(Date),
}

/// Checks one day against what stands there: `national` is what the notices say of it, `now` the
/// place's own last word.
///
/// # Errors
/// The [`LocalFlaw`] that names the day and what to write.
pub fn check_local(day: &LocalDay, national: Workday, now: Option<&LocalDay>) -> Result<LocalDay, LocalFlaw> {
    let (on, reason, source) = (day.on, day.reason.trim(), day.source.trim());
    if reason.is_empty() {
        return Err(LocalFlaw::ReasonMissing(on));
    }
    if source.is_empty() {
        return Err(LocalFlaw::SourceMissing(on));
    }
    if reason.chars().count() > LOCAL_TEXT || source.chars().count() > LOCAL_TEXT {
        return Err(LocalFlaw::Long(on));
    }
    let standing = now.and_then(|now| now.kind.workday());
    match (day.kind, national) {
        (LocalKind::Off, Workday::No) => return Err(LocalFlaw::AlreadyOff(on)),
        (LocalKind::Working, Workday::Yes) => return Err(LocalFlaw::AlreadyWorking(on)),
        (LocalKind::Withdrawn, _) if standing.is_none() => return Err(LocalFlaw::NothingToWithdraw(on)),
        (LocalKind::Off | LocalKind::Working | LocalKind::Withdrawn, _) => {}
    }
    if now.is_some_and(|now| (now.kind, now.reason.as_str(), now.source.as_str()) == (day.kind, reason, source)) {
        return Err(LocalFlaw::Same(on));
    }
    let version = now.map_or(1, |now| now.version.saturating_add(1));
    Ok(LocalDay { on, kind: day.kind, reason: reason.to_owned(), source: source.to_owned(), version })
}

/// Reads the table: a header, then one day a row, with remarks as in the table of notices. What is
/// said is not checked here.
///
/// # Errors
/// The first [`LocalFlaw`] met, reading downwards.
pub fn parse_local_csv(text: &str) -> Result<Vec<LocalDay>, LocalFlaw> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut rows = text
        .lines()
        .enumerate()
        .map(|(at, line)| (at + 1, line.trim()))
        .filter(|(_, line)| !line.is_empty() && !line.starts_with('#'));
    if rows.next().is_none_or(|(_, header)| header != LOCAL_HEADER) {
        return Err(LocalFlaw::Header);
    }
    let mut days = Vec::new();
    for (row, line) in rows {
        let cells: Vec<&str> = line.split(',').map(str::trim).collect();
        let [on, kind, reason, source] = cells.as_slice() else {
            return Err(LocalFlaw::Columns { row, found: cells.len() });
        };
        days.push(LocalDay {
            on: read_day(on).ok_or(LocalFlaw::Day { row })?,
            kind: LocalKind::parse(kind).ok_or(LocalFlaw::Kind { row })?,
            reason: (*reason).to_owned(),
            source: (*source).to_owned(),
            version: 0,
        });
    }
    each_once(&days)?;
    Ok(days)
}

/// At least one day, and none twice.
///
/// # Errors
/// [`LocalFlaw::NoDays`] or [`LocalFlaw::Twice`].
pub fn each_once(days: &[LocalDay]) -> Result<(), LocalFlaw> {
    let mut seen = BTreeSet::new();
    match days.iter().find(|day| !seen.insert(day.on)) {
        Some(twice) => Err(LocalFlaw::Twice(twice.on)),
        None if days.is_empty() => Err(LocalFlaw::NoDays),
        None => Ok(()),
    }
}

/// Writes the table that [`parse_local_csv`] reads.
pub fn write_local_csv(days: &[LocalDay]) -> String {
    let cell = |text: &str| text.replace(',', "，").replace(['\n', '\r'], " ");
    let row =
        |day: &LocalDay| format!("{},{},{},{}\n", day.on, day.kind.as_str(), cell(&day.reason), cell(&day.source));
    format!("{LOCAL_HEADER}\n") + &days.iter().map(row).collect::<String>()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn said(kind: LocalKind, reason: &str, source: &str) -> LocalDay {
        LocalDay { on: date(2026, 4, 20), kind, reason: reason.into(), source: source.into(), version: 0 }
    }

    #[test]
    fn each_word_is_a_version_with_its_reason_and_source() {
        let first = check_local(&said(LocalKind::Off, " 三月三 ", "县政府"), Workday::Yes, None).expect("taken");
        assert_eq!((first.version, first.reason.as_str()), (1, "三月三"));
        let back = said(LocalKind::Withdrawn, "改期", "县政府");
        let second = check_local(&back, Workday::Yes, Some(&first)).expect("taken");
        assert_eq!((second.version, second.kind.workday()), (2, None));
        let again = said(LocalKind::Off, "三月三", "县政府");
        assert_eq!(check_local(&again, Workday::Yes, Some(&second)).expect("taken").version, 3);
    }

    #[test]
    fn what_changes_nothing_or_says_no_reason_is_not_taken() {
        let on = date(2026, 4, 20);
        let now = check_local(&said(LocalKind::Off, "三月三", "县政府"), Workday::Yes, None).expect("taken");
        let long = "长".repeat(101);
        for (day, national, now, flaw) in [
            (said(LocalKind::Off, " ", "县政府"), Workday::Yes, None, LocalFlaw::ReasonMissing(on)),
            (said(LocalKind::Off, "三月三", ""), Workday::Yes, None, LocalFlaw::SourceMissing(on)),
            (said(LocalKind::Off, &long, "县政府"), Workday::Yes, None, LocalFlaw::Long(on)),
            (said(LocalKind::Off, "三月三", "县政府"), Workday::No, None, LocalFlaw::AlreadyOff(on)),
            (said(LocalKind::Working, "延时", "大厅"), Workday::Yes, None, LocalFlaw::AlreadyWorking(on)),
            (said(LocalKind::Withdrawn, "改期", "县政府"), Workday::Yes, None, LocalFlaw::NothingToWithdraw(on)),
            (said(LocalKind::Off, "三月三", "县政府"), Workday::Yes, Some(&now), LocalFlaw::Same(on)),
        ] {
            assert_eq!(check_local(&day, national, now), Err(flaw));
        }
    }

    #[test]
    fn a_table_of_local_days_reads_back() {
        let text = "# 说明\ndate,kind,reason,source\n2026-04-20,off,三月三,县政府\n2026-04-25,上班,延时服务,大厅\n";
        let days = parse_local_csv(text).expect("a table");
        assert_eq!(days.len(), 2);
        assert_eq!(parse_local_csv(&write_local_csv(&days)), Ok(days));
        for (rows, flaw) in [
            ("2026-04-20,off,三月三", LocalFlaw::Columns { row: 2, found: 3 }),
            ("2026-4-20,off,三月三,县政府", LocalFlaw::Day { row: 2 }),
            ("2026-04-20,假,三月三,县政府", LocalFlaw::Kind { row: 2 }),
            ("", LocalFlaw::NoDays),
            ("2026-04-20,off,甲,乙\n2026-04-20,off,甲,乙", LocalFlaw::Twice(date(2026, 4, 20))),
        ] {
            assert_eq!(parse_local_csv(&format!("{LOCAL_HEADER}\n{rows}")), Err(flaw), "{rows}");
        }
        assert_eq!(parse_local_csv("day,kind\n"), Err(LocalFlaw::Header));
    }
}
