//! The county's plan of follow-up (回访方案): whom to ask, how to call, which words to say. Each change is a version that
//! stays, because a draw and a call name the version they went by.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{CallRules, Dimension, Plan, SampleSize};
use crate::base::Confidence;

/// Longest text of a script, in characters.
const LONGEST: usize = 300;

/// The words to say (话术).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Script {
    /// Who calls and why, and that answering is free.
    pub opening: String,
    /// The question of each dimension.
    pub questions: BTreeMap<Dimension, String>,
    /// 总体评价.
    pub overall: String,
    /// 在哪里交的.
    pub handed_in: String,
    /// 有没有要指南以外的材料.
    pub extra: String,
    /// Thanks, and where to turn.
    pub closing: String,
}

/// What an order asks for that is opened upon a dissatisfied answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OrderRules {
    /// Working days for the answer.
    pub due_workdays: u32,
    /// What must be done.
    pub requirement: String,
}

/// A version of the county's plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CountyPlan {
    /// How often it was changed; 0 for the one that ships.
    #[serde(default)]
    pub version: i64,
    /// Whom to ask.
    pub plan: Plan,
    /// How to call.
    pub calls: CallRules,
    /// Of intervals.
    pub confidence: Confidence,
    /// A department with fewer answers is not given a share: so few say nothing, and might be known by name.
    pub hide_below: u32,
    /// The words.
    pub script: Script,
    /// Address that makes the telephone on the desk dial, with `{number}` in it; empty where there is none.
    #[serde(default)]
    pub dial: String,
    /// Words that are looked for in notes. A closed list: a name is never among them.
    pub words: Vec<String>,
    /// Orders.
    pub order: OrderRules,
    /// Where it comes from.
    pub source: String,
}

/// Why a plan is not kept. The sentence says what to do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PlanFlaw {
    /// Nobody to ask.
    #[error("请至少选一种申请人")]
    Applicants,
    /// A sample of none, or a share beyond all.
    #[error("样本量：件数要大于 0；比例在 0.1% 到 100% 之间；区间半宽在 0.1 到 50 个百分点之间")]
    Size,
    /// Out of what can be meant.
    #[error("{field}请填 {least} 到 {most} 之间的整数")]
    Range {
        /// Which.
        field: &'static str,
        /// Lowest.
        least: u32,
        /// Highest.
        most: u32,
    },
    /// A text that lacks.
    #[error("请填写{0}")]
    Missing(&'static str),
    /// A text that is too long.
    #[error("{0}最多 300 个字")]
    TooLong(&'static str),
    /// No address to dial by.
    #[error("拨号地址要以 http:// 或 https:// 开头，号码的位置写 {{number}}；没有就空着")]
    Dial,
    /// Too many words, or too long ones.
    #[error("统计用词最多 200 个，每个 2 到 10 个字")]
    Words,
}

impl CountyPlan {
    /// Whether it can be kept.
    ///
    /// # Errors
    /// [`PlanFlaw`], the first that is found.
    pub fn check(&self) -> Result<(), PlanFlaw> {
        if self.plan.applicants.is_empty() {
            return Err(PlanFlaw::Applicants);
        }
        let fits = match self.plan.size {
            SampleSize::Fixed(n) => n > 0,
            SampleSize::Share(thousandths) => (1..=1000).contains(&thousandths),
            SampleSize::Width { half, expected, .. } => (1..=500).contains(&half) && expected <= 1000,
        };
        if !fits {
            return Err(PlanFlaw::Size);
        }
        for (field, value, least, most) in [
            ("每层至少抽几件", self.plan.least, 0, 100),
            ("备用比例", self.plan.reserve, 0, 300),
            ("多少天内回访过的不再抽", self.plan.exclusions.called_days, 0, 366),
            ("多少天内拒访的不再抽", self.plan.exclusions.refused_days, 0, 1830),
            ("最多打几次", self.calls.most_tries, 1, 10),
            ("再打的间隔分钟", self.calls.again_after_minutes, 1, 10_080),
            ("几周内打完", self.calls.within_weeks, 1, 52),
            ("少于几件不显示比例", self.hide_below, 1, 100),
            ("整改期限", self.order.due_workdays, 1, 120),
        ] {
            if !(least..=most).contains(&value) {
                return Err(PlanFlaw::Range { field, least, most });
            }
        }
        self.texts()?;
        let dials = ["http://", "https://"].iter().any(|s| self.dial.starts_with(s)) && self.dial.contains("{number}");
        if !self.dial.is_empty() && !dials {
            return Err(PlanFlaw::Dial);
        }
        let fits = |word: &String| (2..=10).contains(&word.chars().count());
        if self.words.len() > 200 || !self.words.iter().all(fits) {
            return Err(PlanFlaw::Words);
        }
        Ok(())
    }

    fn texts(&self) -> Result<(), PlanFlaw> {
        let script = &self.script;
        let questions = Dimension::ALL.map(|d| (d.label(), script.questions.get(&d).map_or("", String::as_str)));
        let others = [
            ("开场白", script.opening.as_str()),
            ("总体评价的问法", &script.overall),
            ("在哪里交的问法", &script.handed_in),
            ("指南外材料的问法", &script.extra),
            ("结束语", &script.closing),
            ("整改要求", &self.order.requirement),
            ("来源", &self.source),
        ];
        for (field, text) in questions.into_iter().chain(others) {
            if text.trim().is_empty() {
                return Err(PlanFlaw::Missing(field));
            }
            if text.chars().count() > LONGEST {
                return Err(PlanFlaw::TooLong(field));
            }
        }
        Ok(())
    }
}

/// Event: the plan was changed. What it is now stands in its row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanChanged {
    /// Its version.
    pub version: i64,
    /// Whether the words to say are others.
    pub script: bool,
}
