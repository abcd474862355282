//! Rows of the division table (行政区划), and their versions: the table changes every year, so that
//! coverage must be able to name the day it speaks of (domain §6).
//!
//! Deliberately not here: which of them a figure counts (the profile says), and how a table is read.

use jiff::civil::Date;

use crate::base::{DivisionCode, DivisionLevel};

/// Levels below the county that need a station.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// 乡镇、街道.
    Town,
    /// 村、社区.
    Village,
}

impl Level {
    /// Word in tables.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Town => "town",
            Self::Village => "village",
        }
    }

    /// Word on pages.
    pub fn label(self) -> &'static str {
        match self {
            Self::Town => "乡镇（街道）",
            Self::Village => "村（社区）",
        }
    }

    /// Reads the word of a table.
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Town, Self::Village].into_iter().find(|l| l.as_str() == text)
    }

    /// The level that a code's own segments say: a village where the last three digits are not 000
    /// (统计用区划代码 2+2+2+3+3). `None` for a county and above.
    pub fn of(code: &DivisionCode) -> Option<Self> {
        match code.level() {
            DivisionLevel::Town => Some(Self::Town),
            DivisionLevel::Village => Some(Self::Village),
            DivisionLevel::Province | DivisionLevel::City | DivisionLevel::County => None,
        }
    }
}

/// Whether the code stands for a body like a township or a village (开发区、农场…): its own segment is
/// 400 or above (domain §6). Whether it needs a station is the profile's.
pub fn is_quasi(code: &DivisionCode) -> bool {
    let text = code.as_str();
    let own = if &text[9..] == "000" { &text[6..9] } else { &text[9..] };
    own >= "400"
}

/// One division that should have a station.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Division {
    /// 12 digits.
    pub code: DivisionCode,
    /// Official name.
    pub name: String,
    /// Town or village.
    pub level: Level,
}

/// First day of a division of which nobody knows since when it has been there.
pub const SINCE_EVER: Date = Date::constant(1, 1, 1);

/// A division as it stood for some time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DivisionVersion {
    /// 12 digits.
    pub code: DivisionCode,
    /// First day; [`SINCE_EVER`] where that is not known.
    pub valid_from: Date,
    /// First day on which it no longer holds; `None` = holds on.
    pub valid_to: Option<Date>,
    /// Official name.
    pub name: String,
    /// Town or village.
    pub level: Level,
    /// The table it comes from.
    pub source: String,
}

impl DivisionVersion {
    /// Whether it holds on a day.
    pub fn holds_on(&self, day: Date) -> bool {
        self.valid_from <= day && self.valid_to.is_none_or(|to| day < to)
    }

    /// The row it is on a day on which it holds.
    pub fn division(&self) -> Division {
        Division { code: self.code, name: self.name.clone(), level: self.level }
    }
}

/// What today's table must become: rows to write, and codes to take out. `today` is what stands in
/// it; codes without any version stay as they are.
pub fn due_today(today: &[Division], versions: &[DivisionVersion], day: Date) -> (Vec<Division>, Vec<DivisionCode>) {
    let (mut put, mut gone) = (Vec::new(), Vec::new());
    for row in today {
        let mut own = versions.iter().filter(|v| v.code == row.code).peekable();
        if own.peek().is_some() && !own.any(|v| v.holds_on(day)) {
            gone.push(row.code);
        }
    }
    for version in versions.iter().filter(|v| v.holds_on(day)) {
        let row = version.division();
        if !today.contains(&row) {
            put.push(row);
        }
    }
    (put, gone)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn code(text: &str) -> DivisionCode {
        DivisionCode::parse(text).unwrap()
    }

    fn version(at: &str, name: &str, from: Date, to: Option<Date>) -> DivisionVersion {
        let code = code(at);
        let level = Level::of(&code).unwrap();
        DivisionVersion { code, valid_from: from, valid_to: to, name: name.into(), level, source: "表".into() }
    }

    #[test]
    fn the_code_says_the_level_and_what_is_like_a_township() {
        assert_eq!(Level::of(&code("990101001")), Some(Level::Town));
        assert_eq!(Level::of(&code("990101001001")), Some(Level::Village));
        assert_eq!(Level::of(&code("990101")), None);
        for (at, quasi) in [("990101399", false), ("990101400", true), ("990101001399", false), ("990101001400", true)]
        {
            assert_eq!(is_quasi(&code(at)), quasi, "{at}");
        }
    }

    #[test]
    fn the_last_day_is_the_one_before() {
        let v = version("990101001", "旧镇", date(2020, 1, 1), Some(date(2026, 12, 1)));
        assert!(v.holds_on(date(2020, 1, 1)) && v.holds_on(date(2026, 11, 30)));
        assert!(!v.holds_on(date(2026, 12, 1)) && !v.holds_on(date(2019, 12, 31)));
    }

    #[test]
    fn todays_table_follows_the_versions_and_leaves_the_rest() {
        let day = date(2026, 12, 1);
        let old = Division { code: code("990101001"), name: "旧镇".into(), level: Level::Town };
        let never_versioned = Division { code: code("990101002"), name: "另镇".into(), level: Level::Town };
        let versions = [
            version("990101001", "旧镇", SINCE_EVER, Some(day)),
            version("990101001", "新镇", day, None),
            version("990101003", "撤镇", SINCE_EVER, Some(day)),
            version("990101004", "来镇", date(2027, 1, 1), None),
        ];
        let gone = Division { code: code("990101003"), name: "撤镇".into(), level: Level::Town };
        let today = [old, never_versioned, gone];
        let (put, removed) = due_today(&today, &versions, day);
        assert_eq!(put.iter().map(|d| d.name.as_str()).collect::<Vec<_>>(), ["新镇"]);
        assert_eq!(removed, [code("990101003")]);
        let (put, removed) = due_today(&today, &versions, date(2026, 11, 30));
        assert!(put.is_empty() && removed.is_empty());
    }
}
