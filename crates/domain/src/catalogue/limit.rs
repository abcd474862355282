//! Time limits of an item (办结时限): a number and its unit, as the guide promises or the law sets.
//!
//! Not here: the day a limit ends, which needs a calendar (`cases::due`).

use std::fmt;

use crate::base::fold;

/// What a limit counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LimitUnit {
    /// 工作日 (行政许可法 82).
    Workday,
    /// 自然日 (民法典 203: rolls over holidays at its end).
    Day,
    /// 月 (民法典 202: ends on the same day number, or on the month's last day).
    Month,
    /// 年, as months.
    Year,
    /// 小时: within the working day.
    Hour,
}

impl LimitUnit {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Workday, Self::Day, Self::Month, Self::Year, Self::Hour];

    /// Word on pages and in the template's unit column.
    pub fn label(self) -> &'static str {
        match self {
            Self::Workday => "工作日",
            Self::Day => "自然日",
            Self::Month => "月",
            Self::Year => "年",
            Self::Hour => "小时",
        }
    }

    /// Word in tables.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Workday => "workday",
            Self::Day => "day",
            Self::Month => "month",
            Self::Year => "year",
            Self::Hour => "hour",
        }
    }

    /// Reads a unit alone: the exchange code G, Z, Y, N, H is not read, because no list of them is public.
    pub fn parse(text: &str) -> Option<Self> {
        match unit_of(&fold(text))? {
            Said::Unit(unit) => Some(unit),
            Said::BareDay => Some(Self::Day),
        }
    }
}

/// A limit. Zero working days = 即办, on the day of acceptance.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Limit {
    /// How many.
    pub value: u16,
    /// Of what.
    pub unit: LimitUnit,
}

/// Why a limit cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LimitFlaw {
    /// Not a number with a known unit.
    #[error("时限“{0}”看不懂，请写成“20个工作日”“7日（自然日）”或“即办”")]
    Form(String),
    /// Part of a day, a month.
    #[error("时限“{0}”不是整数，请写整数，不到一天的写“即办”")]
    Fraction(String),
    /// The unit beside it says otherwise.
    #[error("时限“{0}”与单位“{1}”不一致，请改其中一项")]
    Unit(String, String),
    /// More than ten years.
    #[error("时限“{0}”太长，请核对单位")]
    Long(String),
}

/// What a unit's words say: 日 alone is a working day for a licence (行政许可法 82) and a natural day else.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Said {
    Unit(LimitUnit),
    BareDay,
}

impl Limit {
    /// Working days.
    pub fn workdays(value: u16) -> Self {
        Self { value, unit: LimitUnit::Workday }
    }

    /// Reads `20`, `20个工作日`, `二十个工作日`, `7日（自然日）`, `1个月`, `半年`, `2小时`, `即办`. A bare number counts
    /// working days, the unit that domain §2.4 names as the default; bare 日 or 天 are natural days.
    pub fn parse(text: &str) -> Result<Self, LimitFlaw> {
        Self::parse_with_unit(text, None, LimitUnit::Day)
    }

    /// Reads a limit with the cell beside it that names its unit. `bare_day` is what 日 and 天 mean where
    /// nothing says whether they are working days.
    pub fn parse_with_unit(text: &str, unit: Option<&str>, bare_day: LimitUnit) -> Result<Self, LimitFlaw> {
        let folded = fold(text);
        if is_instant_word(&folded) {
            return Ok(Self::workdays(0));
        }
        let shown = || text.trim().to_owned();
        if folded == "半年" {
            return Ok(Self { value: 6, unit: LimitUnit::Month });
        }
        let (value, rest) = number(&folded).ok_or_else(|| LimitFlaw::Form(shown()))?;
        let value = match value {
            Number::Whole(value) => value,
            Number::Fraction => return Err(LimitFlaw::Fraction(shown())),
            Number::Huge => return Err(LimitFlaw::Long(shown())),
        };
        let said = match rest {
            "" => None,
            rest => Some(unit_of(rest).ok_or_else(|| LimitFlaw::Form(shown()))?),
        };
        let beside = match unit.map(fold).filter(|u| !u.is_empty()) {
            None => None,
            Some(word) => Some(unit_of(&word).ok_or_else(|| LimitFlaw::Form(format!("{}{word}", shown())))?),
        };
        let unit = settle(said, beside, bare_day)
            .ok_or_else(|| LimitFlaw::Unit(shown(), unit.unwrap_or_default().trim().to_owned()))?;
        if value == 0 {
            return Ok(Self::workdays(0));
        }
        // Ten years in the unit's own count.
        let most = match unit {
            LimitUnit::Workday | LimitUnit::Day => 3_660,
            LimitUnit::Month => 120,
            LimitUnit::Year => 10,
            LimitUnit::Hour => 720,
        };
        let value = u16::try_from(value).ok().filter(|v| *v <= most).ok_or_else(|| LimitFlaw::Long(shown()))?;
        Ok(Self { value, unit })
    }

    /// On the day itself.
    pub fn is_instant(self) -> bool {
        self.value == 0
    }

    /// How many working days it is by a profile's conversion (domain §1.3: a month 22, a year 253).
    /// Hours count as none, because they end on the day itself. `None` for natural days: no source says
    /// how many working days they are.
    pub fn workdays_at(self, month_days: u16, year_days: u16) -> Option<u32> {
        let value = u32::from(self.value);
        match self.unit {
            LimitUnit::Workday => Some(value),
            LimitUnit::Day => self.is_instant().then_some(0),
            LimitUnit::Month => Some(value * u32::from(month_days)),
            LimitUnit::Year => Some(value * u32::from(year_days)),
            LimitUnit::Hour => Some(0),
        }
    }

    /// Text for a table, read back by [`Limit::parse`].
    pub fn stored(self) -> String {
        format!("{}{}", self.value, self.unit.as_str())
    }

    /// As an office writes it in a cell, read back by [`Limit::parse`]: `20个工作日`.
    pub fn written(self) -> String {
        match (self.value, self.unit) {
            (0, _) => "即办".into(),
            (n, LimitUnit::Workday) => format!("{n}个工作日"),
            (n, LimitUnit::Day) => format!("{n}日（自然日）"),
            (n, LimitUnit::Month) => format!("{n}个月"),
            (n, LimitUnit::Year) => format!("{n}年"),
            (n, LimitUnit::Hour) => format!("{n}小时"),
        }
    }
}

impl fmt::Display for Limit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.value, self.unit) {
            (0, _) => f.write_str("当场办结"),
            (n, LimitUnit::Workday) => write!(f, "{n} 个工作日"),
            (n, LimitUnit::Day) => write!(f, "{n} 日（自然日）"),
            (n, LimitUnit::Month) => write!(f, "{n} 个月"),
            (n, LimitUnit::Year) => write!(f, "{n} 年"),
            (n, LimitUnit::Hour) => write!(f, "{n} 小时"),
        }
    }
}

/// The unit that text and cell agree on; `None` when they do not.
fn settle(said: Option<Said>, beside: Option<Said>, bare_day: LimitUnit) -> Option<LimitUnit> {
    let unit = |said: Said| match said {
        Said::Unit(unit) => unit,
        Said::BareDay => bare_day,
    };
    match (said, beside) {
        (None, None) => Some(LimitUnit::Workday),
        (Some(one), None) | (None, Some(one)) => Some(unit(one)),
        (Some(Said::BareDay), Some(Said::Unit(day @ (LimitUnit::Workday | LimitUnit::Day))))
        | (Some(Said::Unit(day @ (LimitUnit::Workday | LimitUnit::Day))), Some(Said::BareDay)) => Some(day),
        (Some(one), Some(other)) => (unit(one) == unit(other)).then(|| unit(one)),
    }
}

fn is_instant_word(folded: &str) -> bool {
    matches!(
        folded,
        "即办"
            | "即办件"
            | "当场办结"
            | "即时办结"
            | "当场"
            | "即时"
            | "立即"
            | "当日"
            | "当天"
            | "当日办结"
            | "0"
    )
}

fn unit_of(folded: &str) -> Option<Said> {
    let unit = match folded.trim_start_matches('个') {
        "工作日" | "工作天" | "日(工作日)" | "天(工作日)" | "workday" => LimitUnit::Workday,
        "自然日" | "自然天" | "日(自然日)" | "天(自然日)" | "日历日" | "day" => LimitUnit::Day,
        "日" | "天" => return Some(Said::BareDay),
        "月" | "自然月" | "month" => LimitUnit::Month,
        "年" | "自然年" | "year" => LimitUnit::Year,
        "小时" | "工作小时" | "时" | "hour" => LimitUnit::Hour,
        _ => return None,
    };
    Some(Said::Unit(unit))
}

enum Number {
    Whole(u32),
    Fraction,
    Huge,
}

/// The number a limit begins with, in digits or in Chinese, and what follows it.
fn number(folded: &str) -> Option<(Number, &str)> {
    let is_digit = |c: char| c.is_ascii_digit() || c == '.';
    let digits = folded.find(|c| !is_digit(c)).unwrap_or(folded.len());
    if digits > 0 {
        let (number, rest) = folded.split_at(digits);
        // Spreadsheets write whole numbers as 20.0.
        let whole = number.split_once('.').map_or(
            number,
            |(whole, part)| {
                if part.bytes().all(|b| b == b'0') { whole } else { number }
            },
        );
        if whole.contains('.') {
            return Some((Number::Fraction, rest));
        }
        return Some((whole.parse().map_or(Number::Huge, Number::Whole), rest));
    }
    if folded.starts_with('半') {
        return Some((Number::Fraction, ""));
    }
    let end = folded.find(|c| !"零〇一二两三四五六七八九十百千廿卅".contains(c)).unwrap_or(folded.len());
    let (words, rest) = folded.split_at(end);
    Some((Number::Whole(chinese_number(words)?), rest))
}

/// 十五, 二十, 一百二十, 廿; `None` for anything that is no number.
fn chinese_number(words: &str) -> Option<u32> {
    let (mut sum, mut digit) = (0, None);
    for c in words.chars() {
        let scale = match c {
            '十' => 10,
            '百' => 100,
            '千' => 1_000,
            '廿' | '卅' => {
                sum += if c == '廿' { 20 } else { 30 };
                continue;
            }
            _ => {
                let value = "零一二三四五六七八九".chars().position(|d| d == c);
                let value = value.or_else(|| "〇".contains(c).then_some(0)).or_else(|| (c == '两').then_some(2))?;
                digit = Some(u32::try_from(value).ok()?);
                continue;
            }
        };
        sum += digit.take().unwrap_or(1) * scale;
    }
    (!words.is_empty()).then(|| sum + digit.unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(value: u16, unit: LimitUnit) -> Result<Limit, LimitFlaw> {
        Ok(Limit { value, unit })
    }

    #[test]
    fn limits_as_offices_write_them() {
        for typed in
            ["20", "２０个工作日", "20工作日", " 20 个工作日 ", "20日（工作日）", "二十个工作日", "20.0", "廿个工作日"]
        {
            assert_eq!(Limit::parse(typed), Ok(Limit::workdays(20)), "{typed}");
        }
        for typed in ["即办", "当场办结", "即时办结", "0", "0个工作日"] {
            assert_eq!(Limit::parse(typed), Ok(Limit::workdays(0)), "{typed}");
        }
        for (typed, value, unit) in [
            ("7日（自然日）", 7, LimitUnit::Day),
            ("30天", 30, LimitUnit::Day),
            ("十五日", 15, LimitUnit::Day),
            ("1个月", 1, LimitUnit::Month),
            ("三个月", 3, LimitUnit::Month),
            ("半年", 6, LimitUnit::Month),
            ("一年", 1, LimitUnit::Year),
            ("2小时", 2, LimitUnit::Hour),
            ("一百二十日", 120, LimitUnit::Day),
        ] {
            assert_eq!(Limit::parse(typed), of(value, unit), "{typed}");
        }
    }

    #[test]
    fn what_is_no_limit_is_said_so() {
        for typed in ["尽快", "15个工作日至20个工作日", "法定", "1周", ""] {
            assert!(matches!(Limit::parse(typed), Err(LimitFlaw::Form(_))), "{typed}");
        }
        for typed in ["0.5个工作日", "1.5个月", "半个月"] {
            assert!(matches!(Limit::parse(typed), Err(LimitFlaw::Fraction(_))), "{typed}");
        }
        for typed in ["99999", "11年", "999999999999个工作日"] {
            assert!(matches!(Limit::parse(typed), Err(LimitFlaw::Long(_))), "{typed}");
        }
    }

    #[test]
    fn the_unit_may_stand_beside() {
        let read = |text, unit| Limit::parse_with_unit(text, Some(unit), LimitUnit::Day);
        assert_eq!(read("3", "月"), of(3, LimitUnit::Month));
        assert_eq!(read("20", "工作日"), of(20, LimitUnit::Workday));
        assert_eq!(read("20天", "工作日"), of(20, LimitUnit::Workday));
        assert_eq!(read("20", ""), of(20, LimitUnit::Workday));
        assert!(matches!(read("20个工作日", "月"), Err(LimitFlaw::Unit(_, _))));
        assert!(matches!(read("20", "旬"), Err(LimitFlaw::Form(_))));
    }

    /// 行政许可法 82: the days of a licence are working days.
    #[test]
    fn days_of_a_licence_are_working_days() {
        assert_eq!(Limit::parse_with_unit("20日", None, LimitUnit::Workday), Ok(Limit::workdays(20)));
        assert_eq!(Limit::parse_with_unit("20自然日", None, LimitUnit::Workday), of(20, LimitUnit::Day));
    }

    #[test]
    fn what_is_stored_or_written_reads_back() {
        for unit in LimitUnit::ALL {
            assert_eq!(LimitUnit::parse(unit.label()), Some(unit));
            for value in [1, 10] {
                let limit = Limit { value, unit };
                assert_eq!(Limit::parse(&limit.stored()), Ok(limit));
                assert_eq!(Limit::parse(&limit.written()), Ok(limit));
            }
            // None of anything is 即办, in one spelling.
            let none = Limit { value: 0, unit };
            assert_eq!(Limit::parse(&none.stored()), Ok(Limit::workdays(0)));
            assert_eq!(Limit::parse(&none.written()), Ok(Limit::workdays(0)));
        }
    }

    /// domain §1.3.
    #[test]
    fn conversion_is_the_profiles() {
        assert_eq!(Limit { value: 2, unit: LimitUnit::Month }.workdays_at(22, 253), Some(44));
        assert_eq!(Limit { value: 1, unit: LimitUnit::Year }.workdays_at(22, 253), Some(253));
        assert_eq!(Limit { value: 2, unit: LimitUnit::Hour }.workdays_at(22, 253), Some(0));
        assert_eq!(Limit { value: 7, unit: LimitUnit::Day }.workdays_at(22, 253), None);
    }
}
