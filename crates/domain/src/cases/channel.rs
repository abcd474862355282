//! How an application came in (提交渠道), and how a material got here (材料来源).

use serde::{Deserialize, Serialize};

/// 提交渠道. The national list has more; these are the ways into this program.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    /// 综合窗口: handed in at a window of the hall.
    #[default]
    Window,
    /// 网上: sent in by the applicant.
    Online,
    /// 基层站点: helped with at a station (帮办代办).
    Station,
    /// 上级推送: pushed by the unified acceptance system of the province or city.
    Upstream,
    /// 部门系统: known from the export of the system that handles it.
    Import,
}

impl Channel {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Window, Self::Online, Self::Station, Self::Upstream, Self::Import];

    /// Word in tables.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Window => "window",
            Self::Online => "online",
            Self::Station => "station",
            Self::Upstream => "upstream",
            Self::Import => "import",
        }
    }

    /// Word on pages.
    pub fn label(self) -> &'static str {
        match self {
            Self::Window => "窗口",
            Self::Online => "网上",
            Self::Station => "基层站点",
            Self::Upstream => "上级平台",
            Self::Import => "部门系统",
        }
    }

    /// Reads the word of a table.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|c| c.as_str() == text)
    }

    /// The applicant was not at a window: what is missing cannot be told on the spot.
    pub fn is_remote(self) -> bool {
        match self {
            Self::Window => false,
            Self::Online | Self::Station | Self::Upstream | Self::Import => true,
        }
    }
}
