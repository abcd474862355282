//! What holds a gap up (堵点): its kind from a list that is data, who clears it, until when.
//!
//! Not here: the list itself, and the order to put it right (整改台账).

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// A kind of blocker, as the list has it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BlockerKind {
    /// Code in tables.
    pub code: String,
    /// Word on pages: 现场核验, 系统未通 ….
    pub word: String,
    /// How hard it is to clear; a smaller number first.
    pub weight: u32,
    /// Whether the county can clear it at all: what the law asks to be done in person it cannot.
    pub closable: bool,
    /// What is usually done about it.
    pub hint: String,
}

/// What is entered of one gap.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct BlockerEntry {
    /// Code of its kind.
    pub blocker: String,
    /// In words.
    pub note: String,
    /// 责任单位 or 责任人.
    pub owner: String,
    /// 计划完成日.
    pub planned_on: Option<Date>,
}

/// The blocker on record of one row towards one figure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Blocker {
    /// Item id as text, or 12-digit division code.
    pub subject: String,
    /// What was entered.
    pub entry: BlockerEntry,
    /// When, as stored: the next entry says which one it saw.
    pub set_at: String,
    /// Who.
    pub set_by: String,
}

/// Why an entry is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BlockerRefusal {
    /// No such kind.
    #[error("堵点类别不在可选范围内，请重新选择")]
    Kind,
    /// Words without a kind.
    #[error("请选堵点类别")]
    KindMissing,
    /// 其他 without words.
    #[error("堵点选“其他”时，请写明是什么原因")]
    NoteMissing,
    /// Longer than a line of a table.
    #[error("堵点说明最多 {0} 字，请写得短一些")]
    NoteLong(usize),
    /// Longer than a name.
    #[error("责任单位最多 {0} 字，请写简称")]
    OwnerLong(usize),
    /// Not a day.
    #[error("计划完成日请写成 2026-12-31")]
    Day,
    /// A day that is over.
    #[error("计划完成日 {0} 已经过了，请填今天或以后")]
    Past(Date),
    /// Nothing was chosen.
    #[error("请至少选一行")]
    Nothing,
    /// More than one commit takes.
    #[error("一次最多选 {0} 行，请按部门分批")]
    Many(usize),
    /// A figure nobody knows.
    #[error("没有这项指标，请从清单里打开")]
    Indicator,
    /// A row that is none of the figure's.
    #[error("“{0}”不在这项指标的清单里，请刷新后重选")]
    Subject(String),
}

/// Longest note and owner, in characters.
const NOTE: usize = 500;
const OWNER: usize = 60;
/// The kind that says nothing by itself.
const OTHER: &str = "other";

impl BlockerEntry {
    /// Checks what was typed. `Ok(None)`: everything was left empty, so the row has no blocker any more.
    pub fn check(self, kinds: &[BlockerKind], today: Date) -> Result<Option<Self>, BlockerRefusal> {
        let trimmed = |text: &str| text.trim().to_owned();
        let entry = Self {
            blocker: trimmed(&self.blocker),
            note: trimmed(&self.note),
            owner: trimmed(&self.owner),
            planned_on: self.planned_on,
        };
        if entry == Self::default() {
            return Ok(None);
        }
        if entry.blocker.is_empty() {
            return Err(BlockerRefusal::KindMissing);
        }
        if !kinds.iter().any(|k| k.code == entry.blocker) {
            return Err(BlockerRefusal::Kind);
        }
        if entry.blocker == OTHER && entry.note.is_empty() {
            return Err(BlockerRefusal::NoteMissing);
        }
        if entry.note.chars().count() > NOTE {
            return Err(BlockerRefusal::NoteLong(NOTE));
        }
        if entry.owner.chars().count() > OWNER {
            return Err(BlockerRefusal::OwnerLong(OWNER));
        }
        match entry.planned_on {
            Some(day) if day < today => Err(BlockerRefusal::Past(day)),
            Some(_) | None => Ok(Some(entry)),
        }
    }
}

/// Event: what holds some rows up was entered; `None` = nothing does any more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BlockersSet {
    /// Towards which figure.
    pub indicator: String,
    /// Items by id, divisions by code.
    pub subjects: Vec<String>,
    /// What was entered.
    pub entry: Option<BlockerEntry>,
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn kinds() -> Vec<BlockerKind> {
        ["system", OTHER]
            .map(|code| BlockerKind {
                code: code.into(),
                word: code.into(),
                weight: 1,
                closable: true,
                hint: String::new(),
            })
            .into()
    }

    fn check(blocker: &str, note: &str, day: Option<Date>) -> Result<Option<BlockerEntry>, BlockerRefusal> {
        let entry =
            BlockerEntry {
                blocker: blocker.into(), note: note.into(), owner: " 县税务局 ".into(), planned_on: day
            };
        entry.check(&kinds(), date(2026, 11, 20))
    }

    #[test]
    fn an_entry_needs_a_kind_of_the_list() {
        assert_eq!(check("", "未对接", None), Err(BlockerRefusal::KindMissing));
        assert_eq!(check("x", "未对接", None), Err(BlockerRefusal::Kind));
        assert_eq!(check(OTHER, " ", None), Err(BlockerRefusal::NoteMissing));
        let kept = check("system", "", Some(date(2026, 11, 20))).unwrap().unwrap();
        assert_eq!(kept.owner, "县税务局");
    }

    #[test]
    fn a_day_that_is_over_and_too_many_words_are_refused() {
        assert_eq!(check("system", "", Some(date(2026, 11, 19))), Err(BlockerRefusal::Past(date(2026, 11, 19))));
        assert_eq!(check("system", &"字".repeat(501), None), Err(BlockerRefusal::NoteLong(500)));
        let long = BlockerEntry { blocker: "system".into(), owner: "字".repeat(61), ..BlockerEntry::default() };
        assert_eq!(long.check(&kinds(), date(2026, 11, 20)), Err(BlockerRefusal::OwnerLong(60)));
    }

    #[test]
    fn everything_empty_takes_the_entry_away() {
        assert_eq!(BlockerEntry::default().check(&kinds(), date(2026, 11, 20)), Ok(None));
    }
}
