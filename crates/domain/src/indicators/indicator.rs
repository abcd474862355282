//! Names of the five.

/// One of the five figures of 营商环境 · 政务服务 (domain §0).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Indicator {
    /// 网上可办率.
    OnlineAvailableRate,
    /// 全程网办率.
    FullyOnlineRate,
    /// 省级平台发布占比.
    ProvincialPublicationRate,
    /// 基层服务站点覆盖率.
    StationCoverageRate,
    /// 进驻大厅占比.
    HallResidencyRate,
}

impl Indicator {
    /// In the report's order.
    pub const ALL: [Self; 5] = [
        Self::OnlineAvailableRate,
        Self::FullyOnlineRate,
        Self::ProvincialPublicationRate,
        Self::StationCoverageRate,
        Self::HallResidencyRate,
    ];

    /// Id in URLs, JSON and tables.
    pub fn id(self) -> &'static str {
        match self {
            Self::OnlineAvailableRate => "online_available_rate",
            Self::FullyOnlineRate => "fully_online_rate",
            Self::ProvincialPublicationRate => "provincial_publication_rate",
            Self::StationCoverageRate => "station_coverage_rate",
            Self::HallResidencyRate => "hall_residency_rate",
        }
    }

    /// Name on pages.
    pub fn name(self) -> &'static str {
        match self {
            Self::OnlineAvailableRate => "网上可办率",
            Self::FullyOnlineRate => "全程网办率",
            Self::ProvincialPublicationRate => "省级平台发布占比",
            Self::StationCoverageRate => "基层服务站点覆盖率",
            Self::HallResidencyRate => "进驻大厅占比",
        }
    }

    /// Reads an id.
    pub fn parse(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|i| i.id() == id)
    }

    /// What is counted: `项` (items) or `个` (divisions).
    pub fn unit(self) -> &'static str {
        match self {
            Self::StationCoverageRate => "个",
            Self::OnlineAvailableRate
            | Self::FullyOnlineRate
            | Self::ProvincialPublicationRate
            | Self::HallResidencyRate => "项",
        }
    }

    /// Words for a row that meets it and one that does not.
    pub fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::OnlineAvailableRate => ("网上可办", "网上不可办"),
            Self::FullyOnlineRate => ("全程网办", "还要跑现场"),
            Self::ProvincialPublicationRate => ("已发布", "未发布"),
            Self::StationCoverageRate => ("有站点", "没有站点"),
            Self::HallResidencyRate => ("已进驻", "未进驻"),
        }
    }
}
