//! Figures that a county reports to the node above (快照上报): what its frozen snapshot counted, with the parts of each figure,
//! the definition it was counted by and digests of the rows behind it. A report is never overwritten: a late or corrected one
//! of the same day is the next version, and says what changed.
//!
//! Not here: the rows themselves (see [`super::EvidenceRow`]), ranking (see [`super::rank_counties`]).

use std::collections::BTreeMap;

use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

use super::{Indicator, RowStanding};
use crate::base::{Percent, Ratio, SnapshotId};

/// The form of reports written now.
const REPORT_FORM: &str = "1";
/// Standings whose rows are behind a figure, each with a digest of its own.
pub const EVIDENCE: [RowStanding; 4] =
    [RowStanding::Met, RowStanding::NotMet, RowStanding::Unknown, RowStanding::Excluded];

/// A figure with its parts, as a county reports it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReportedFigure {
    /// Which, by its id.
    pub indicator: String,
    /// In the numerator.
    pub met: u64,
    /// Known not to be met.
    pub not_met: u64,
    /// Not known: the figure is then a lower bound.
    pub unknown: u64,
    /// Left out.
    pub excluded: u64,
    /// Id of the definition it was counted by.
    pub profile: String,
    /// Version of that definition.
    pub profile_version: i64,
    /// Rows and SM3 of their text, by the word of [`RowStanding`].
    pub evidence: BTreeMap<String, EvidenceDigest>,
}

/// What vouches for the rows of one standing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EvidenceDigest {
    /// How many.
    pub rows: u64,
    /// SM3 over their lines (see [`super::evidence_text`]), hexadecimal.
    pub digest: String,
}

impl ReportedFigure {
    /// What is divided by what; `None` where nothing was counted.
    pub fn ratio(&self) -> Option<Ratio> {
        let whole = self.met.checked_add(self.not_met)?.checked_add(self.unknown)?;
        Ratio::new(self.met, whole).ok().filter(|_| whole > 0)
    }

    /// The figure to four decimals, unknown rows counted as not met; `None` where nothing is known.
    pub fn percent(&self) -> Option<Percent> {
        let known = self.met > 0 || self.not_met > 0;
        Percent::parse(&self.ratio().filter(|_| known)?.percent_text(4)?).ok()
    }

    /// As it is printed, two decimals, `至少` before a lower bound; `None` where nothing is known.
    pub fn text(&self) -> Option<String> {
        self.percent()?;
        let text = self.ratio()?.percent_text(2)?;
        Some(if self.unknown > 0 { format!("至少 {text}%") } else { format!("{text}%") })
    }

    /// Its parts as they are printed: `90 ÷ 100`, with what is unknown or left out behind it.
    pub fn parts(&self) -> String {
        let whole = self.met.saturating_add(self.not_met).saturating_add(self.unknown);
        let mut text = format!("{} ÷ {whole}", self.met);
        if self.unknown > 0 {
            text.push_str(&format!("，未知 {}", self.unknown));
        }
        if self.excluded > 0 {
            text.push_str(&format!("，不计入 {}", self.excluded));
        }
        text
    }

    /// Rows that have to be met to be as good as `other`, which others printed and rounded to four decimals; `None` where
    /// no row counts.
    pub fn to_equal(&self, other: Percent) -> Option<u64> {
        let ratio = self.ratio()?;
        let reaches = |more: u64| {
            let text = Ratio::new(ratio.part().saturating_add(more), ratio.whole()).ok()?.percent_text(4)?;
            Percent::parse(&text).ok().filter(|own| *own >= other)
        };
        let mut rows = ratio.missing_to(&other);
        // What was rounded up asks for a little less than it says.
        while let Some(fewer) = rows.checked_sub(1).filter(|fewer| reaches(*fewer).is_some()) {
            rows = fewer;
        }
        Some(rows)
    }
}

/// A snapshot as it is reported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SnapshotReport {
    /// The county's own id of its snapshot.
    pub snapshot: SnapshotId,
    /// The day that it speaks of.
    pub as_of: Date,
    /// When it was frozen there.
    pub taken_at: Timestamp,
    /// Cases on the county's books when it was reported (办件量), drafts not among them.
    pub cases: u64,
    /// Its figures.
    pub figures: Vec<ReportedFigure>,
}

/// Why a report is sent back.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReportFlaw {
    /// Written by a newer program.
    #[error("上报格式 {0} 不认识，双方请升级到同一版本")]
    Form(String),
    /// A field that cannot be read.
    #[error("{0}没有读懂")]
    Unread(&'static str),
    /// From days to come.
    #[error("统计日 {0} 还没有到")]
    Future(Date),
    /// No figure.
    #[error("没有指标")]
    Empty,
    /// A figure that is none of ours, or stands twice.
    #[error("指标 {0} 不认识，或写了两次")]
    Indicator(String),
    /// A digest is missing, or its rows do not add up.
    #[error("{0}的行和分子分母对不上，或缺行摘要")]
    Evidence(&'static str),
}

impl SnapshotReport {
    /// The key of its row in a message: reports of one day stand together, the newest snapshot last.
    pub fn key(&self) -> String {
        format!("{}#{}", self.as_of, self.snapshot)
    }

    /// As the fields of a message.
    pub fn fields(&self) -> BTreeMap<String, String> {
        let figures = serde_json::json!(self.figures).to_string();
        BTreeMap::from([
            ("form".to_owned(), REPORT_FORM.to_owned()),
            ("snapshot".to_owned(), self.snapshot.to_string()),
            ("as_of".to_owned(), self.as_of.to_string()),
            ("taken_at".to_owned(), self.taken_at.to_string()),
            ("cases".to_owned(), self.cases.to_string()),
            ("figures".to_owned(), figures),
        ])
    }

    /// Reads and checks what a county says. `today` is the receiver's.
    ///
    /// # Errors
    /// The first thing that a person can mend.
    pub fn read(fields: &BTreeMap<String, String>, today: Date) -> Result<Self, ReportFlaw> {
        let text = |name: &str| fields.get(name).map_or("", String::as_str);
        if text("form") != REPORT_FORM {
            return Err(ReportFlaw::Form(text("form").chars().take(20).collect()));
        }
        let report = Self {
            snapshot: text("snapshot").parse().map(SnapshotId::new).map_err(|_| ReportFlaw::Unread("快照编号"))?,
            as_of: text("as_of").parse().map_err(|_| ReportFlaw::Unread("统计日"))?,
            taken_at: text("taken_at").parse().map_err(|_| ReportFlaw::Unread("冻结时间"))?,
            cases: text("cases").parse().map_err(|_| ReportFlaw::Unread("办件量"))?,
            figures: serde_json::from_str(text("figures")).map_err(|_| ReportFlaw::Unread("指标"))?,
        };
        // The receiver's clock may be behind midnight.
        if report.as_of > today.tomorrow().unwrap_or(today) {
            return Err(ReportFlaw::Future(report.as_of));
        }
        report.check()?;
        Ok(report)
    }

    fn check(&self) -> Result<(), ReportFlaw> {
        if self.figures.is_empty() {
            return Err(ReportFlaw::Empty);
        }
        let mut seen = Vec::new();
        for figure in &self.figures {
            let known = Indicator::parse(&figure.indicator).filter(|i| !seen.contains(i));
            let short = || figure.indicator.chars().take(40).collect();
            let indicator = known.ok_or_else(|| ReportFlaw::Indicator(short()))?;
            seen.push(indicator);
            let vouched = EVIDENCE.iter().all(|standing| {
                figure.evidence.get(standing.as_str()).is_some_and(|e| {
                    let part = match standing {
                        RowStanding::Met => figure.met,
                        RowStanding::NotMet => figure.not_met,
                        RowStanding::Unknown => figure.unknown,
                        RowStanding::Excluded | RowStanding::Outside => figure.excluded,
                    };
                    // Sums of days have other parts than they have rows.
                    e.digest.len() == 64 && (indicator.is_weighed() || e.rows == part)
                })
            });
            if !vouched {
                return Err(ReportFlaw::Evidence(indicator.name()));
            }
        }
        Ok(())
    }

    /// One of its figures.
    pub fn figure(&self, indicator: Indicator) -> Option<&ReportedFigure> {
        self.figures.iter().find(|f| f.indicator == indicator.id())
    }
}

/// What a later report of the same day says differently.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportChange {
    /// Which figure, by its id.
    pub indicator: String,
    /// Parts before; empty where it had not been reported.
    pub was: String,
    /// Parts now; empty where it is not reported any more.
    pub now: String,
}

/// What changed from one version of a day's report to the next, in the order of the figures.
pub fn report_changes(before: &[ReportedFigure], after: &[ReportedFigure]) -> Vec<ReportChange> {
    let told = |list: &[ReportedFigure], id: &str| {
        let found = list.iter().find(|f| f.indicator == id);
        found.map(|f| format!("{}（口径 {} 第 {} 版）", f.parts(), f.profile, f.profile_version)).unwrap_or_default()
    };
    Indicator::ALL
        .into_iter()
        .filter_map(|indicator| {
            let id = indicator.id();
            let of = |list: &[ReportedFigure]| list.iter().find(|f| f.indicator == id).cloned();
            let (was, now) = (of(before), of(after));
            if was == now {
                return None;
            }
            let (was, mut now) = (told(before, id), told(after, id));
            if was == now {
                now.push_str("，行有变化");
            }
            Some(ReportChange { indicator: id.to_owned(), was, now })
        })
        .collect()
}

/// Whether a report came later than is asked: `due_days` after the day that it speaks of.
pub fn is_late(as_of: Date, came_on: Date, due_days: u32) -> bool {
    let due = as_of.checked_add(jiff::Span::new().days(i64::from(due_days)));
    due.is_ok_and(|due| came_on > due)
}

#[cfg(test)]
pub(super) mod tests;
