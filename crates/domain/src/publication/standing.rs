//! Whether an item is published in the province (发布情况). Two sources say so, each for its day: the platform's export
//! (导出) that somebody took in, and the word of the province's own node (回执, 对账), which is signed. The later one counts;
//! where they disagree it is said, because one of them is wrong or old.

use jiff::civil::Date;

use super::exchange::{HeldRow, RowOutcome};
use crate::base::Region;

/// The province above a place; `None` for a place that is none, and for the province itself.
pub fn province_above(here: &Region) -> Option<Region> {
    let code = format!("{}0000", here.as_str().get(..2)?);
    let province = Region::parse(&code).ok()?;
    (province != *here && !here.is_unnamed()).then_some(province)
}

/// What the export says of an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ExportWord {
    /// It is listed as published.
    pub published: bool,
    /// The day the export speaks of; `None` where no export was taken and the item's own data say it.
    pub on: Option<Date>,
}

/// What the node above last said of an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NodeOutcome {
    /// 已接收.
    Accepted,
    /// 已退回: what it held before, it holds still.
    Rejected,
    /// 已撤回.
    Withdrawn,
    /// 对账没有: a reconciliation found it missing.
    Lost,
}

impl NodeOutcome {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Accepted, Self::Rejected, Self::Withdrawn, Self::Lost];

    /// Word in tables and for programs.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Accepted => "accepted",
            Self::Rejected => "rejected",
            Self::Withdrawn => "withdrawn",
            Self::Lost => "lost",
        }
    }

    /// Reads the word of a table.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|o| o.as_str() == text)
    }
}

/// The node's word about an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NodeWord {
    /// What it said.
    pub outcome: NodeOutcome,
    /// Of which version.
    pub version: i64,
    /// The version that it holds by its own word; `None` where it holds none.
    pub holds: Option<i64>,
    /// The day of its answer (Asia/Shanghai).
    pub on: Date,
}

impl NodeWord {
    /// Its word after an answer to a row: a withdrawal, or a version.
    pub fn answered(was: Option<&Self>, outcome: RowOutcome, withdrawal: bool, (version, on): (i64, Date)) -> Self {
        let (outcome, holds) = match (outcome, withdrawal) {
            (RowOutcome::Rejected, _) => (NodeOutcome::Rejected, was.and_then(|w| w.holds)),
            (RowOutcome::Accepted, true) => (NodeOutcome::Withdrawn, None),
            (RowOutcome::Accepted, false) => (NodeOutcome::Accepted, Some(version)),
        };
        Self { outcome, version, holds, on }
    }

    /// Its word after a reconciliation, in which it signs what it holds; `None` where that is what it had said: the day
    /// of a word is the day on which it changed.
    pub fn reconciled(was: Option<&Self>, held: Option<&HeldRow>, on: Date) -> Option<Self> {
        let holds = held.filter(|h| !h.withdrawn).map(|h| h.version);
        match (was, holds) {
            (Some(was), holds) if was.holds == holds => None,
            (None, None) => None,
            (_, Some(version)) => Some(Self { outcome: NodeOutcome::Accepted, version, holds, on }),
            (Some(was), None) => Some(Self { outcome: NodeOutcome::Lost, version: was.version, holds: None, on }),
        }
    }

    /// It is published there.
    pub fn published(&self) -> bool {
        self.holds.is_some()
    }

    /// In words: `省级回执（2026-11-20）：第 3 版已接收`.
    fn words(&self) -> String {
        let Self { version, on, .. } = self;
        match (self.outcome, self.holds) {
            (NodeOutcome::Accepted, _) => format!("省级回执（{on}）：第 {version} 版已接收"),
            (NodeOutcome::Rejected, Some(holds)) => {
                format!("省级回执（{on}）：第 {version} 版已退回，那边还是第 {holds} 版")
            }
            (NodeOutcome::Rejected, None) => format!("省级回执（{on}）：第 {version} 版已退回"),
            (NodeOutcome::Withdrawn, _) => format!("省级回执（{on}）：已撤回"),
            (NodeOutcome::Lost, _) => format!("省级对账（{on}）：那边没有"),
        }
    }
}

/// Who is believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PublicationSource {
    /// 省级平台导出, or the item's own data where no export was taken.
    Export,
    /// 省级节点的回执.
    Node,
}

impl PublicationSource {
    /// Word for programs.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Export => "export",
            Self::Node => "node",
        }
    }

    /// Word on pages.
    pub fn label(self) -> &'static str {
        match self {
            Self::Export => "省级导出",
            Self::Node => "省级回执",
        }
    }
}

/// Whether an item is published, and by whose word.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct PublicationStanding {
    /// Published; `None` where nobody says.
    pub published: Option<bool>,
    /// Whose word counts.
    pub by: Option<PublicationSource>,
    /// Both speak, and not alike.
    pub differ: bool,
}

/// Whether an item is published: by the later word. On one day the node's word counts, because it is signed; against data
/// without a day it counts as well.
pub fn publication_standing(export: Option<ExportWord>, node: Option<&NodeWord>) -> PublicationStanding {
    let (published, by) = match (export, node) {
        (None, None) => return PublicationStanding::default(),
        (Some(export), None) => (export.published, PublicationSource::Export),
        (None, Some(node)) => (node.published(), PublicationSource::Node),
        (Some(export), Some(node)) if export.on.is_some_and(|day| day > node.on) => {
            (export.published, PublicationSource::Export)
        }
        (Some(_), Some(node)) => (node.published(), PublicationSource::Node),
    };
    let differ = export.zip(node).is_some_and(|(export, node)| export.published != node.published());
    PublicationStanding { published: Some(published), by: Some(by), differ }
}

/// Both sources in one sentence, each with its day; empty where nobody says anything.
pub fn publication_words(export: Option<ExportWord>, node: Option<&NodeWord>) -> String {
    let said = |yes: bool| if yes { "已发布" } else { "未发布" };
    let export_words = export.map(|e| match e.on {
        Some(day) => format!("省级导出（{day}）：{}", said(e.published)),
        None => format!("事项资料：{}", said(e.published)),
    });
    let mut words: Vec<String> = export_words.into_iter().chain(node.map(NodeWord::words)).collect();
    let standing = publication_standing(export, node);
    if let Some(by) = standing.by.filter(|_| standing.differ) {
        words.push(format!("两个来源不一致，按{}算", by.label()));
    }
    words.join("；")
}

#[cfg(test)]
mod tests;
