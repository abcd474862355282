//! A metric profile (指标口径): which rows count, from where on a row meets the figure, how it is
//! printed. Data with a source, because no national text defines it (domain §1.1, §14.1).

use serde::{Deserialize, Serialize};

use crate::base::Percent;

/// What an exemption does to the sum. Both ways are in real use and give different figures
/// (domain §1.3: 99.00 against 98.98 for the same rows).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ExemptMode {
    /// Leaves numerator and denominator (mode B).
    Excluded,
    /// Counts as done (mode A).
    CountsAsMet,
}

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
}

impl Profile {
    /// Checks what data cannot promise.
    pub fn check(&self) -> Result<(), ProfileFlaw> {
        if super::Indicator::parse(&self.indicator).is_none() {
            return Err(ProfileFlaw::Indicator(self.id.clone()));
        }
        if Percent::parse(&self.target).is_err() {
            return Err(ProfileFlaw::Target(self.id.clone()));
        }
        if self.decimals > 4 {
            return Err(ProfileFlaw::Decimals(self.id.clone()));
        }
        Ok(())
    }

    /// Whether rows of this type are in the population.
    pub fn counts(&self, item_type: &str) -> bool {
        self.item_types.iter().any(|t| t == item_type)
    }
}
