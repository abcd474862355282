//! The choices that a profile offers (口径里的选项), each with its word in data and on pages.

use serde::{Deserialize, Serialize};

macro_rules! choices {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $word:literal, $label:literal;)+ }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum $name { $($(#[$vdoc])* #[serde(rename = $word)] $variant,)+ }

        impl $name {
            /// All of them; the first is what profiles say that say nothing.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];
            /// Word in data.
            pub fn as_str(self) -> &'static str { match self { $(Self::$variant => $word,)+ } }
            /// Word on pages.
            pub fn label(self) -> &'static str { match self { $(Self::$variant => $label,)+ } }
            /// Reads the word of data.
            pub fn parse(text: &str) -> Option<Self> { Self::ALL.iter().copied().find(|v| v.as_str() == text) }
        }
    };
}

choices! {
    /// What an exemption does to the sum. Both ways are in real use and give different figures
    /// (domain §1.3: 99.00 against 98.98 for the same rows).
    ExemptMode {
        /// Leaves numerator and denominator (mode B).
        #[default]
        Excluded = "excluded", "免予统计的从分子分母中同时扣除";
        /// Counts as done (mode A).
        CountsAsMet = "counts_as_met", "免予统计的算作已达到";
    }
}

choices! {
    /// What makes an item available online.
    OnlineBy {
        /// 网上办理深度 reaches the floor.
        #[default]
        Depth = "depth", "按网上办理深度";
        /// There is an address to apply at.
        Link = "link", "按网办地址";
        /// One of the two.
        Either = "either", "深度或网办地址有一样即可";
    }
}

choices! {
    /// What makes an item fully online.
    FullyBy {
        /// Depth reaches the floor and no visit; where only one is known, that one.
        #[default]
        Both = "both", "网办深度达到且到现场 0 次";
        /// Depth alone.
        Depth = "depth", "按网上办理深度";
        /// Visits alone.
        Visits = "visits", "按到现场 0 次";
        /// One of the two.
        Either = "either", "深度达到或到现场 0 次";
    }
}

choices! {
    /// How the last printed digit is found. Others are refused: figures are compared across counties.
    Rounding {
        /// 四舍五入.
        #[default]
        HalfUp = "half_up", "四舍五入";
    }
}

choices! {
    /// Places after equal figures.
    Ties {
        /// 1, 2, 2, 4.
        #[default]
        Competition = "competition", "并列后跳过名次（1、2、2、4）";
        /// 1, 2, 2, 3.
        Dense = "dense", "并列后不跳名次（1、2、2、3）";
    }
}

choices! {
    /// Which end of the scale is the good one.
    Direction {
        /// 正向指标.
        #[default]
        HigherIsBetter = "higher", "越高越好";
        /// 逆向指标.
        LowerIsBetter = "lower", "越低越好";
    }
}

choices! {
    /// What is asked of the figure.
    TargetKind {
        /// A value to reach.
        #[default]
        Value = "value", "达到数值";
        /// 维持: reach the value and do not fall behind what it was.
        Hold = "hold", "维持";
        /// 持续提升: be higher than it was, until everything is reached.
        Rising = "rising", "持续提升";
        /// No target: a measure to look at.
        Watch = "watch", "不设目标";
    }
}

choices! {
    /// Which earlier snapshot 维持 and 持续提升 are judged against.
    Against {
        /// The last one before its day.
        #[default]
        LastSnapshot = "last_snapshot", "上一次统计";
        /// The last one before its month.
        LastMonth = "last_month", "上月末";
        /// The last one before its year.
        LastYear = "last_year", "上年末";
    }
}

choices! {
    /// A warning by the profile's bounds (黄牌、红牌).
    Card {
        /// 黄牌.
        #[default]
        Yellow = "yellow", "黄牌";
        /// 红牌.
        Red = "red", "红牌";
    }
}
