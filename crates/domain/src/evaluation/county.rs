//! A county's index with where its weights come from and what follows from scores (县评价指标体系), in versions.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::{Finding, Index, Weighing, check};
use crate::base::Confidence;

/// What follows from scores (结果运用), and how long it takes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rules {
    /// Days after a period in which its facts still come in: calls are made in the weeks after.
    pub settle_days: u32,
    /// A row can be disputed for so many days after it was computed.
    pub dispute_days: u32,
    /// A dispute is decided within so many working days.
    pub rule_workdays: u32,
    /// A department with fewer points gets an order (倒逼整改).
    pub order_below: f64,
    /// Unless less of the weight had data, from 0 to 1.
    pub order_covered: f64,
    /// An order is due after so many working days.
    pub order_workdays: u32,
    /// What an order asks for.
    pub requirement: String,
    /// With fewer points somebody is to be talked to (约谈).
    pub talk_below: f64,
    /// Before and after are compared with so many rows on both sides, or not at all.
    pub effect_least: u32,
    /// How sure a comparison is.
    pub confidence: Confidence,
}

/// A version of the county's index.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CountyIndex {
    /// The tree; its version counts from 1, 0 is the one that ships.
    pub index: Index,
    /// Where the weights of a group come from, by its key.
    pub weighing: BTreeMap<String, Weighing>,
    /// What follows.
    pub rules: Rules,
    /// Document it comes from.
    pub source: String,
}

/// Why rules cannot be kept.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum CountyFlaw {
    /// The tree.
    #[error(transparent)]
    Index(#[from] Finding),
    /// No name.
    #[error("请写指标体系的名称（不超过 60 字）")]
    Name,
    /// No document.
    #[error("请写依据的文件或会议（不超过 200 字）")]
    Source,
    /// An indicator without a definition.
    #[error("“{0}”没有写指标解释（不超过 300 字）")]
    Meaning(String),
    /// A number that cannot be meant.
    #[error("{0}请填 {1} 到 {2} 之间的数")]
    Number(&'static str, u32, u32),
    /// No words for orders.
    #[error("请写整改要求（不超过 500 字）")]
    Requirement,
}

fn within(text: &str, most: usize) -> bool {
    !text.trim().is_empty() && text.chars().count() <= most
}

impl CountyIndex {
    /// What keeps it from use; empty when it can be used.
    #[must_use]
    pub fn check(&self, measures: &BTreeSet<String>) -> Vec<CountyFlaw> {
        let mut out: Vec<CountyFlaw> = check(&self.index, measures).into_iter().map(CountyFlaw::Index).collect();
        if !within(&self.index.name, 60) {
            out.push(CountyFlaw::Name);
        }
        if !within(&self.source, 200) {
            out.push(CountyFlaw::Source);
        }
        if !within(&self.rules.requirement, 500) {
            out.push(CountyFlaw::Requirement);
        }
        let unexplained = self.index.walk().filter(|n| !within(&n.meaning, 300) || !within(&n.name, 40));
        out.extend(unexplained.map(|n| CountyFlaw::Meaning(n.name.clone())));
        out.extend(self.rules.check());
        out
    }
}

impl Rules {
    fn check(&self) -> Vec<CountyFlaw> {
        let whole = [
            ("数据到齐的天数", self.settle_days, 0, 90),
            ("可以提异议的天数", self.dispute_days, 1, 365),
            ("裁定异议的工作日", self.rule_workdays, 1, 60),
            ("整改的工作日", self.order_workdays, 1, 120),
            ("前后比较的最少条数", self.effect_least, 2, 1000),
        ];
        let points = [("开整改单的分数线", self.order_below), ("约谈的分数线", self.talk_below)];
        let wrong = whole.into_iter().filter(|(_, n, low, high)| n < low || n > high);
        let mut out: Vec<CountyFlaw> = wrong.map(|(what, _, low, high)| CountyFlaw::Number(what, low, high)).collect();
        out.extend(
            points.into_iter().filter(|(_, n)| !(0.0..=100.0).contains(n)).map(|(w, _)| CountyFlaw::Number(w, 0, 100)),
        );
        if !(0.0..=1.0).contains(&self.order_covered) {
            out.push(CountyFlaw::Number("开整改单要有数据的权重", 0, 1));
        }
        out
    }
}

/// Event: an index was put into force.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct IndexPublished {
    /// Version.
    pub version: u32,
    /// Name.
    pub name: String,
    /// Document.
    pub source: String,
}

/// Event: the draft of the next index was changed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct IndexDrafted {
    /// The version it began from.
    pub from: u32,
}
