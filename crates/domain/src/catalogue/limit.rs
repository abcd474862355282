//! Time limits of an item (办结时限): a number and its unit, as the guide promises or the law sets.

use std::fmt;

/// What a limit counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum LimitUnit {
    /// 工作日 (行政许可法 82).
    Workday,
    /// 自然日 (民法典 203: rolls over holidays at its end).
    Day,
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
    /// More than ten years.
    #[error("时限“{0}”太长，请核对单位")]
    Long(String),
}

impl Limit {
    /// Working days.
    pub fn workdays(value: u16) -> Self {
        Self { value, unit: LimitUnit::Workday }
    }

    /// Reads `20`, `20个工作日`, `20工作日`, `7自然日`, `7日（自然日）`, `即办`, `当场办结`. A bare number
    /// counts working days, the unit that domain §2.4 names as the default. Months and years are not
    /// read: a month is 22 working days in one province's script and a calendar month elsewhere.
    pub fn parse(text: &str) -> Result<Self, LimitFlaw> {
        let folded = crate::base::fold(text);
        if matches!(folded.as_str(), "即办" | "当场办结" | "即时办结" | "当场" | "0") {
            return Ok(Self::workdays(0));
        }
        let form = || LimitFlaw::Form(text.trim().to_owned());
        let digits: String = folded.chars().take_while(char::is_ascii_digit).collect();
        let rest = &folded[digits.len()..];
        let unit = match rest.trim_start_matches('个') {
            "" | "工作日" | "日(工作日)" | "天(工作日)" | "workday" => LimitUnit::Workday,
            "自然日" | "日(自然日)" | "天(自然日)" | "day" => LimitUnit::Day,
            _ => return Err(form()),
        };
        if digits.is_empty() {
            return Err(form());
        }
        let value: u16 = digits.parse().map_err(|_| LimitFlaw::Long(text.trim().to_owned()))?;
        if value > 3_660 {
            return Err(LimitFlaw::Long(text.trim().to_owned()));
        }
        Ok(Self { value, unit })
    }

    /// On the day itself.
    pub fn is_instant(self) -> bool {
        self.value == 0
    }

    /// Text for a table, read back by [`Limit::parse`].
    pub fn stored(self) -> String {
        match self.unit {
            LimitUnit::Workday => format!("{}workday", self.value),
            LimitUnit::Day => format!("{}day", self.value),
        }
    }
}

impl fmt::Display for Limit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.value, self.unit) {
            (0, LimitUnit::Workday | LimitUnit::Day) => f.write_str("当场办结"),
            (n, LimitUnit::Workday) => write!(f, "{n} 个工作日"),
            (n, LimitUnit::Day) => write!(f, "{n} 日（自然日）"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_as_offices_write_them() {
        for typed in ["20", "２０个工作日", "20工作日", " 20 个工作日 ", "20日（工作日）"] {
            assert_eq!(Limit::parse(typed), Ok(Limit::workdays(20)), "{typed}");
        }
        assert_eq!(Limit::parse("即办"), Ok(Limit::workdays(0)));
        assert_eq!(Limit::parse("7日（自然日）"), Ok(Limit { value: 7, unit: LimitUnit::Day }));
        assert!(matches!(Limit::parse("1个月"), Err(LimitFlaw::Form(_))));
        assert!(matches!(Limit::parse("99999"), Err(LimitFlaw::Long(_))));
    }

    #[test]
    fn what_is_stored_reads_back() {
        for limit in [Limit::workdays(0), Limit::workdays(20), Limit { value: 7, unit: LimitUnit::Day }] {
            assert_eq!(Limit::parse(&limit.stored()), Ok(limit));
        }
    }
}
