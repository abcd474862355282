//! A drawn case is not called, with a reason (跳过). Nobody chooses whom to ask: a skipped case stays in the
//! sample and counts as not reached.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{LONGEST_NOTE, Line, Refusal, Standing};
use crate::base::StaffId;

/// Why it is not called.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SkipReason {
    /// 申请人已去世.
    Deceased,
    /// 案件在投诉、复议或诉讼中: asking would interfere.
    InDispute,
    /// 涉密或不宜电话联系.
    Confidential,
    /// 语言或听力不便，改用其他方式.
    OtherMeans,
}

impl SkipReason {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Deceased, Self::InDispute, Self::Confidential, Self::OtherMeans];

    /// Word in tables.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Deceased => "deceased",
            Self::InDispute => "in_dispute",
            Self::Confidential => "confidential",
            Self::OtherMeans => "other_means",
        }
    }

    /// Reads the word of a table or a form.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|r| r.as_str() == text)
    }

    /// Word on pages.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Deceased => "申请人已去世",
            Self::InDispute => "正在投诉、复议或诉讼",
            Self::Confidential => "不宜电话联系",
            Self::OtherMeans => "语言或听力不便，改用其他方式",
        }
    }
}

/// Event: a drawn case was skipped. The words stand sealed in the row alone: they may be about a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LineSkipped {
    /// Why.
    pub reason: SkipReason,
}

/// Skips a drawn case.
///
/// # Errors
/// [`Refusal::Over`], [`Refusal::SkipNoteMissing`], [`Refusal::NoteTooLong`].
pub fn skip(
    line: &Line,
    by: StaffId,
    reason: SkipReason,
    note: &str,
    now: Timestamp,
) -> Result<(Line, LineSkipped), Refusal> {
    if !matches!(line.standing, Standing::Waiting { .. }) {
        return Err(Refusal::Over);
    }
    let note = note.trim().to_owned();
    let length = note.chars().count();
    if length == 0 {
        return Err(Refusal::SkipNoteMissing);
    }
    if length > LONGEST_NOTE {
        return Err(Refusal::NoteTooLong(length));
    }
    let standing = Standing::Skipped { reason, note, at: now, by };
    Ok((Line { standing, version: line.version + 1, ..line.clone() }, LineSkipped { reason }))
}
