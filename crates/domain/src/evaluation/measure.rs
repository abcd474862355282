//! What can be measured (评价数据), each with its unit; the sources of facts name theirs.

/// How the mean of the rows is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// Rows are 0 or 1; in percent.
    Percent,
    /// Rows are shares of something else, such as of the promised days; their mean in percent.
    Ratio,
    /// Rows are numbers of things; so many on a hundred rows.
    PerHundred,
    /// Rows are points from 0 to 100.
    Points,
    /// Rows are working days.
    Workdays,
}

impl Unit {
    /// What a mean is multiplied by.
    #[must_use]
    pub const fn scale(self) -> f64 {
        match self {
            Self::Percent | Self::Ratio | Self::PerHundred => 100.0,
            Self::Points | Self::Workdays => 1.0,
        }
    }

    /// Stands behind the number.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Percent | Self::Ratio => "%",
            Self::PerHundred => "次/百件",
            Self::Points => "分",
            Self::Workdays => "个工作日",
        }
    }

    /// A value with its unit. A hundred percent is printed only when it is all of them.
    #[must_use]
    pub fn text(self, value: f64) -> String {
        let shown = match self {
            Self::Percent if value < 100.0 => value.min(99.9),
            Self::Percent | Self::Ratio | Self::PerHundred | Self::Points | Self::Workdays => value,
        };
        format!("{shown:.1}{}", self.label())
    }
}

/// A measure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Measure {
    /// Its word in the index: `cases.on_time`.
    pub word: &'static str,
    /// Name on pages.
    pub label: &'static str,
    /// Unit of its value.
    pub unit: Unit,
    /// What a row is, and where it comes from.
    pub about: &'static str,
}
