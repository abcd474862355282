//! A metric profile (指标口径): which rows count, from where on a row meets the figure, how it is
//! printed, ranked and judged. Data with a source, because no national text defines it (domain §1.1,
//! §14.1). Rows written by an earlier program lack the newer fields; they read as what was meant then.
//!
//! Not here: the words of its choices, and what a change of it does to a figure.

use serde::{Deserialize, Serialize};

use super::{Against, Direction, ExemptMode, FullyBy, OnlineBy, Rounding, TargetKind, Ties};
use crate::base::Percent;

/// One figure's definition.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Profile {
    /// Id, such as `2023-online-available`.
    pub id: String,
    /// Version; a change is a new one.
    pub version: i64,
    /// Which figure.
    pub indicator: String,
    /// Name as printed under the figure.
    pub name: String,
    /// Two-digit 事项类型 that count (empty for stations).
    pub item_types: Vec<String>,
    /// Lowest 网上办理深度 that meets the figure; 0 where depth plays no part.
    pub min_depth: i64,
    /// What an exemption does.
    pub exempt: ExemptMode,
    /// Decimals printed.
    pub decimals: u8,
    /// Target in percent, as text: `100`, `98.5`.
    pub target: String,
    /// Where the definition and the target come from.
    pub source: String,
    /// Year of the assessment it belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub year: Option<i16>,
    /// Whose definition it is: 本省, a province's or city's name; empty = general practice.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub province: String,
    /// 行使层级 that count, codes 1–7 of GB/T 39046 A.2; empty = all. An item whose level nobody noted counts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub levels: Vec<String>,
    /// What makes an item available online.
    #[serde(default)]
    pub online_by: OnlineBy,
    /// What makes an item fully online.
    #[serde(default)]
    pub fully_by: FullyBy,
    /// How the last digit is found.
    #[serde(default)]
    pub rounding: Rounding,
    /// Places after equal figures.
    #[serde(default)]
    pub ties: Ties,
    /// Which end is good.
    #[serde(default)]
    pub direction: Direction,
    /// What is asked.
    #[serde(default)]
    pub target_kind: TargetKind,
    /// Which snapshot 维持 and 持续提升 look back to.
    #[serde(default)]
    pub judged_against: Against,
    /// Bound of the yellow card in percent: worse than this is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub yellow: Option<String>,
    /// Bound of the red card in percent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub red: Option<String>,
    /// Whether quasi-townships (开发区、农场: segments 400 and above, domain §6) need a station.
    #[serde(default = "yes")]
    pub quasi_townships: bool,
    /// Whether a division served by another's station is covered.
    #[serde(default = "yes")]
    pub joint_stations: bool,
    /// Working days in a month, for the compression of limits (domain §1.3: 22).
    #[serde(default = "month")]
    pub month_days: u16,
    /// Working days in a year (domain §1.3: 253).
    #[serde(default = "year")]
    pub year_days: u16,
    /// One profile a figure is in force; the others are to look at.
    #[serde(default = "yes")]
    pub in_force: bool,
}

fn yes() -> bool {
    true
}

fn month() -> u16 {
    22
}

fn year() -> u16 {
    253
}

impl Default for Profile {
    fn default() -> Self {
        Self {
            id: String::new(),
            version: 1,
            indicator: String::new(),
            name: String::new(),
            item_types: Vec::new(),
            min_depth: 0,
            exempt: ExemptMode::default(),
            decimals: 2,
            target: "100".into(),
            source: String::new(),
            year: None,
            province: String::new(),
            levels: Vec::new(),
            online_by: OnlineBy::default(),
            fully_by: FullyBy::default(),
            rounding: Rounding::default(),
            ties: Ties::default(),
            direction: Direction::default(),
            target_kind: TargetKind::default(),
            judged_against: Against::default(),
            yellow: None,
            red: None,
            quasi_townships: yes(),
            joint_stations: yes(),
            month_days: month(),
            year_days: year(),
            in_force: yes(),
        }
    }
}

/// Why a profile cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ProfileFlaw {
    /// Unknown indicator.
    #[error("口径 {0} 的指标名不认识")]
    Indicator(String),
    /// Target is no percentage.
    #[error("口径 {0} 的目标值不是百分数")]
    Target(String),
    /// More decimals than anybody prints.
    #[error("口径 {0} 的小数位数最多 4 位")]
    Decimals(String),
    /// No id of the form that addresses take.
    #[error("口径编号请用小写字母、数字和短横线，例如 2024-online")]
    Id,
    /// No name.
    #[error("请填写口径名称，说清哪些算、哪些不算")]
    Name,
    /// No source.
    #[error("请填写口径的来源，例如文件名和文号")]
    Source,
    /// A type that no list has.
    #[error("事项类型请选两位代码，“{0}”不认识")]
    ItemType(String),
    /// A figure over items without items.
    #[error("请至少选一种要统计的事项类型")]
    NoTypes,
    /// A level that no list has.
    #[error("行使层级请选 1 到 7，“{0}”不认识")]
    Level(String),
    /// Depth beyond the list.
    #[error("网上办理深度请选 Ⅰ 到 Ⅳ")]
    Depth,
    /// A card's bound is no percentage.
    #[error("{0}线请填百分数，例如 95")]
    Card(&'static str),
    /// Red before yellow.
    #[error("红牌线应比黄牌线更差，请核对两条线")]
    Cards,
    /// Working days of a month or year that cannot be.
    #[error("折算的工作日数请填：月 1 到 31，年 1 到 366")]
    Days,
    /// A choice that is not offered.
    #[error("{0}的取值不在可选范围内，请重新选择")]
    Choice(&'static str),
}

impl Profile {
    /// The figure; `None` for a name nobody knows.
    pub fn of(&self) -> Option<super::Indicator> {
        super::Indicator::parse(&self.indicator)
    }

    /// Checks what data cannot promise.
    pub fn check(&self) -> Result<(), ProfileFlaw> {
        let Some(indicator) = self.of() else {
            return Err(ProfileFlaw::Indicator(self.id.clone()));
        };
        if Percent::parse(&self.target).is_err() {
            return Err(ProfileFlaw::Target(self.id.clone()));
        }
        if self.decimals > 4 {
            return Err(ProfileFlaw::Decimals(self.id.clone()));
        }
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        if self.id.is_empty() || self.id.len() > 60 || !self.id.chars().all(plain) {
            return Err(ProfileFlaw::Id);
        }
        if self.name.trim().is_empty() {
            return Err(ProfileFlaw::Name);
        }
        if self.source.trim().is_empty() {
            return Err(ProfileFlaw::Source);
        }
        let two_digits = |t: &&String| t.len() != 2 || !t.bytes().all(|b| b.is_ascii_digit());
        if let Some(odd) = self.item_types.iter().find(two_digits) {
            return Err(ProfileFlaw::ItemType(odd.clone()));
        }
        if self.item_types.is_empty() && !indicator.is_over_divisions() {
            return Err(ProfileFlaw::NoTypes);
        }
        if let Some(odd) = self.levels.iter().find(|l| !matches!(l.as_bytes(), [b'1'..=b'7'])) {
            return Err(ProfileFlaw::Level(odd.clone()));
        }
        if !(0..=4).contains(&self.min_depth) {
            return Err(ProfileFlaw::Depth);
        }
        if !(1..=31).contains(&self.month_days) || !(1..=366).contains(&self.year_days) {
            return Err(ProfileFlaw::Days);
        }
        self.check_cards()
    }

    fn check_cards(&self) -> Result<(), ProfileFlaw> {
        let bound = |text: &Option<String>, what| {
            text.as_deref().map(Percent::parse).transpose().map_err(|_| ProfileFlaw::Card(what))
        };
        let worse = match (bound(&self.yellow, "黄牌")?, bound(&self.red, "红牌")?, self.direction) {
            (Some(yellow), Some(red), Direction::HigherIsBetter) => red <= yellow,
            (Some(yellow), Some(red), Direction::LowerIsBetter) => red >= yellow,
            (_, None, _) | (None, Some(_), _) => true,
        };
        if worse { Ok(()) } else { Err(ProfileFlaw::Cards) }
    }

    /// Whether rows of this type are in the population.
    pub fn counts(&self, item_type: &str) -> bool {
        self.item_types.iter().any(|t| t == item_type)
    }

    /// Whether rows of this 行使层级 are in the population.
    pub fn counts_level(&self, level: Option<&str>) -> bool {
        self.levels.is_empty() || level.is_none_or(|l| self.levels.iter().any(|have| have == l))
    }

    /// The target; one that does not read asks for everything.
    pub fn target_percent(&self) -> Percent {
        Percent::parse(&self.target).unwrap_or(Percent::FULL)
    }

    /// The fields in which two versions differ: its word, before, after.
    pub fn differences(&self, next: &Self) -> Vec<(&'static str, String, String)> {
        let all = |p: &Self| -> Vec<(&'static str, String)> {
            let flag = |yes: bool| if yes { "是" } else { "否" }.to_owned();
            let opt = |text: &Option<String>| text.clone().unwrap_or_else(|| "不设".into());
            vec![
                ("名称", p.name.clone()),
                ("来源", p.source.clone()),
                ("年度", p.year.map(|y| y.to_string()).unwrap_or_default()),
                ("适用地区", p.province.clone()),
                ("事项类型", p.item_types.join("、")),
                ("行使层级", p.levels.join("、")),
                ("网上办理深度门槛", p.min_depth.to_string()),
                ("网上可办的判定", p.online_by.label().into()),
                ("全程网办的判定", p.fully_by.label().into()),
                ("免予统计的处理", p.exempt.label().into()),
                ("小数位数", p.decimals.to_string()),
                ("取舍", p.rounding.label().into()),
                ("并列名次", p.ties.label().into()),
                ("方向", p.direction.label().into()),
                ("目标方式", p.target_kind.label().into()),
                ("目标值", p.target.clone()),
                ("与哪一次相比", p.judged_against.label().into()),
                ("黄牌线", opt(&p.yellow)),
                ("红牌线", opt(&p.red)),
                ("开发区、农场等计入", flag(p.quasi_townships)),
                ("联合站点计入", flag(p.joint_stations)),
                ("一个月折算工作日", p.month_days.to_string()),
                ("一年折算工作日", p.year_days.to_string()),
                ("是否启用", flag(p.in_force)),
            ]
        };
        let (before, after) = (all(self), all(next));
        before.into_iter().zip(after).filter(|(b, a)| b.1 != a.1).map(|((name, b), (_, a))| (name, b, a)).collect()
    }
}

/// Event: a profile got a new version, or was put in force.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProfileChanged {
    /// Which.
    pub id: String,
    /// Its figure.
    pub indicator: String,
    /// Version that is written.
    pub version: i64,
    /// Why.
    pub why: String,
    /// Fields that differ from the version before, in words.
    pub fields: Vec<String>,
}

#[cfg(test)]
mod tests;
