//! What can be ticked beside the stars (评价选项): data, in the codes of the national list, and what some of them say
//! about an item's guide.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::base::{Aspect, Satisfaction};

/// What an option says about the guide (办事指南的承诺): a rating tests the catalogue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Claim {
    /// 时限: later than promised, or within it.
    TimeLimit,
    /// 材料: asked for what the guide does not name, or only for what it names.
    Materials,
    /// 网办: promised online and not possible, or possible.
    Online,
    /// 跑动次数: more visits than promised, or as many.
    Visits,
    /// 样本、指引: the guide's samples or words.
    Guide,
    /// 重复提交: the same was asked for again.
    AskedTwice,
}

impl Claim {
    /// All of them.
    pub const ALL: [Self; 6] =
        [Self::TimeLimit, Self::Materials, Self::Online, Self::Visits, Self::Guide, Self::AskedTwice];

    /// Word in tables.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::TimeLimit => "time_limit",
            Self::Materials => "materials",
            Self::Online => "online",
            Self::Visits => "visits",
            Self::Guide => "guide",
            Self::AskedTwice => "asked_twice",
        }
    }

    /// Reads the word of the data.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|c| c.as_str() == text)
    }

    /// Word on pages.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::TimeLimit => "办理时限",
            Self::Materials => "申请材料",
            Self::Online => "网上办理",
            Self::Visits => "跑动次数",
            Self::Guide => "指南内容",
            Self::AskedTwice => "重复提交",
        }
    }
}

/// One option.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReviewOption {
    /// Its code, as `109`.
    pub code: u16,
    /// With which level it can be ticked.
    pub level: Satisfaction,
    /// Its words.
    pub words: String,
    /// What it says about the guide, if anything.
    pub claim: Option<Claim>,
    /// What it judges beside the whole: under these the evaluation index reads the rating.
    pub about: Vec<Aspect>,
}

/// Why a list of options is none.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum OptionFlaw {
    /// A code stands twice.
    #[error("选项代码 {0} 用了两次")]
    Twice(u16),
    /// The first digit is not the level's stars.
    #[error("选项代码 {0} 的第一位要和星级一致")]
    Level(u16),
}

/// The options in use and those that were once: a retired code in old data is known, and not offered.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct OptionList {
    active: BTreeMap<u16, ReviewOption>,
    retired: BTreeSet<u16>,
}

impl OptionList {
    /// # Errors
    /// [`OptionFlaw`].
    pub fn new(active: Vec<ReviewOption>, retired: BTreeSet<u16>) -> Result<Self, OptionFlaw> {
        let mut out = BTreeMap::new();
        for one in active {
            let code = one.code;
            if code / 100 != u16::from(one.level.stars()) {
                return Err(OptionFlaw::Level(code));
            }
            if retired.contains(&code) || out.insert(code, one).is_some() {
                return Err(OptionFlaw::Twice(code));
            }
        }
        Ok(Self { active: out, retired })
    }

    /// An option in use.
    #[must_use]
    pub fn get(&self, code: u16) -> Option<&ReviewOption> {
        self.active.get(&code)
    }

    /// Whether a code was in use once.
    #[must_use]
    pub fn is_retired(&self, code: u16) -> bool {
        self.retired.contains(&code)
    }

    /// Those that go with a level, by code.
    pub fn of_level(&self, level: Satisfaction) -> impl Iterator<Item = &ReviewOption> {
        self.active.values().filter(move |o| o.level == level)
    }
}
