//! Five levels of satisfaction (满意度), in both scales that other systems send.
//!
//! Not here: what is asked, and by whom: calls, reviews and questionnaires share these levels.

use serde::{Deserialize, Serialize};

/// 满意度等级. Source: GB/T 39046-2020 A.8; 国办发〔2019〕51号.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Satisfaction {
    /// 非常不满意, one star.
    VeryDissatisfied,
    /// 不满意, two stars.
    Dissatisfied,
    /// 基本满意, three stars: passes.
    Fair,
    /// 满意, four stars.
    Satisfied,
    /// 非常满意, five stars.
    VerySatisfied,
}

impl Satisfaction {
    /// All of them, from the lowest.
    pub const ALL: [Self; 5] =
        [Self::VeryDissatisfied, Self::Dissatisfied, Self::Fair, Self::Satisfied, Self::VerySatisfied];

    /// One to five stars, as the exchange field `satisfaction` counts.
    #[must_use]
    pub const fn stars(self) -> u8 {
        match self {
            Self::VeryDissatisfied => 1,
            Self::Dissatisfied => 2,
            Self::Fair => 3,
            Self::Satisfied => 4,
            Self::VerySatisfied => 5,
        }
    }

    /// The code of GB/T 39046 A.8, which runs the other way: 1 is the best.
    #[must_use]
    pub const fn code(self) -> u8 {
        6 - self.stars()
    }

    /// By stars.
    #[must_use]
    pub fn from_stars(stars: u8) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.stars() == stars)
    }

    /// By the code of GB/T 39046.
    #[must_use]
    pub fn from_code(code: u8) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.code() == code)
    }

    /// Word on pages.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::VeryDissatisfied => "非常不满意",
            Self::Dissatisfied => "不满意",
            Self::Fair => "基本满意",
            Self::Satisfied => "满意",
            Self::VerySatisfied => "非常满意",
        }
    }

    /// Whether it counts as satisfied (好评): three stars and more.
    #[must_use]
    pub const fn passes(self) -> bool {
        match self {
            Self::Fair | Self::Satisfied | Self::VerySatisfied => true,
            Self::VeryDissatisfied | Self::Dissatisfied => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_scales_name_the_same_level() {
        for level in Satisfaction::ALL {
            assert_eq!(Satisfaction::from_stars(level.stars()), Some(level));
            assert_eq!(Satisfaction::from_code(level.code()), Some(level));
            assert_eq!(level.stars() + level.code(), 6);
        }
        assert_eq!(Satisfaction::from_stars(0), None);
        assert_eq!(Satisfaction::from_code(6), None);
        // 非常满意 is five stars there and code 1 here: an importer that mixes them up praises the worst.
        assert_eq!((Satisfaction::VerySatisfied.stars(), Satisfaction::VerySatisfied.code()), (5, 1));
    }

    #[test]
    fn three_stars_pass() {
        let passing: Vec<u8> = Satisfaction::ALL.into_iter().filter(|s| s.passes()).map(Satisfaction::stars).collect();
        assert_eq!(passing, [3, 4, 5]);
    }
}
