//! Rows behind scores (评价依据): what each says of whom, and what they come to for a subject.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Measure, Unit, Value, Values};
use crate::base::{DepartmentId, StaffId};

/// Who is scored (评价对象).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SubjectKind {
    /// 部门; its key is the department's id.
    Department,
    /// 窗口; its key is the window's number.
    Window,
    /// 个人; its key is the id in the list of staff.
    Person,
    /// 乡镇; its key is the division code.
    Township,
}

impl SubjectKind {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Department, Self::Window, Self::Person, Self::Township];

    /// Word in tables.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Department => "department",
            Self::Window => "window",
            Self::Person => "person",
            Self::Township => "township",
        }
    }

    /// Word on pages.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Department => "部门",
            Self::Window => "窗口",
            Self::Person => "个人",
            Self::Township => "乡镇",
        }
    }

    /// Reads the word of a table or a form.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|k| k.as_str() == text)
    }
}

/// One who is scored.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Subject {
    /// Which kind.
    pub kind: SubjectKind,
    /// Its key, by kind.
    pub key: String,
}

/// To whom a row counts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Who {
    /// Department.
    pub department: Option<DepartmentId>,
    /// Window.
    pub window: Option<u16>,
    /// Person of the house.
    pub person: Option<StaffId>,
    /// Division code of the township.
    pub township: Option<String>,
}

impl Who {
    /// The subjects that it counts to.
    pub fn subjects(&self) -> impl Iterator<Item = Subject> {
        let of = |kind, key: Option<String>| key.map(|key| Subject { kind, key });
        [
            of(SubjectKind::Department, self.department.map(|d| d.to_string())),
            of(SubjectKind::Window, self.window.map(|w| w.to_string())),
            of(SubjectKind::Person, self.person.map(|p| p.to_string())),
            of(SubjectKind::Township, self.township.clone()),
        ]
        .into_iter()
        .flatten()
    }
}

/// A row: one case, one call, one review, with what it says of each measure.
#[derive(Debug, Clone, PartialEq)]
pub struct Fact {
    /// Word of its source.
    pub source: String,
    /// Unique among those of its source in a period.
    pub key: String,
    /// The case it is about, in words.
    pub label: String,
    /// Its day.
    pub on: Date,
    /// To whom it counts.
    pub who: Who,
    /// By the word of the measure.
    pub values: BTreeMap<String, f64>,
}

/// A row and a measure that do not count: a dispute of it was upheld.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Excluded {
    /// Source of the row.
    pub source: String,
    /// Its key.
    pub key: String,
    /// The measure.
    pub measure: String,
}

/// Sums of one measure.
#[derive(Debug, Clone, Copy, Default)]
struct Sum {
    n: u32,
    mean: f64,
    squares: f64,
}

impl Sum {
    /// Welford's step: no large sums are subtracted from each other.
    fn add(&mut self, value: f64) {
        self.n += 1;
        let off = value - self.mean;
        self.mean += off / f64::from(self.n);
        self.squares += off * (value - self.mean);
    }

    fn value(&self, unit: Unit) -> Value {
        let scale = unit.scale();
        let variance = if self.n > 1 { self.squares / f64::from(self.n - 1) } else { 0.0 };
        Value { value: self.mean * scale, n: self.n, variance: variance.max(0.0) * scale * scale }
    }
}

/// What the rows come to for each subject, without those that do not count. A subject without a row of a measure has
/// no value of it: that is not zero.
#[must_use]
pub fn gather(facts: &[Fact], measures: &[Measure], excluded: &BTreeSet<Excluded>) -> BTreeMap<Subject, Values> {
    let units: BTreeMap<&str, Unit> = measures.iter().map(|m| (m.word, m.unit)).collect();
    let mut sums: BTreeMap<Subject, BTreeMap<&str, Sum>> = BTreeMap::new();
    for fact in facts {
        for (measure, value) in &fact.values {
            let row = Excluded { source: fact.source.clone(), key: fact.key.clone(), measure: measure.clone() };
            let (Some((word, _)), false) = (units.get_key_value(measure.as_str()), excluded.contains(&row)) else {
                continue;
            };
            if !value.is_finite() {
                continue;
            }
            for subject in fact.who.subjects() {
                sums.entry(subject).or_default().entry(word).or_default().add(*value);
            }
        }
    }
    sums.into_iter()
        .map(|(subject, sums)| {
            let of = |(word, sum): (&str, Sum)| {
                (word.to_owned(), sum.value(units.get(word).copied().unwrap_or(Unit::Points)))
            };
            (subject, sums.into_iter().map(of).collect())
        })
        .collect()
}
