//! Names of the figures: the five of the report, and those that stand beside them.

/// A figure of 营商环境 · 政务服务 (domain §0, §1.3).
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
    /// 站点更名率: beside the coverage, never inside it (domain §0).
    StationNamingRate,
    /// 掌上可办率.
    MobileAvailableRate,
    /// 即办率.
    InstantRate,
    /// 跑零次率.
    ZeroVisitRate,
    /// 承诺时限压缩比.
    LimitCompression,
}

/// Id, name, words of a row that meets it and of one that does not.
struct Words(&'static str, &'static str, &'static str, &'static str);

impl Indicator {
    /// The five of the report, in its order.
    pub const FIVE: [Self; 5] = [
        Self::OnlineAvailableRate,
        Self::FullyOnlineRate,
        Self::ProvincialPublicationRate,
        Self::StationCoverageRate,
        Self::HallResidencyRate,
    ];

    /// Those beside them.
    pub const FURTHER: [Self; 5] = [
        Self::StationNamingRate,
        Self::MobileAvailableRate,
        Self::InstantRate,
        Self::ZeroVisitRate,
        Self::LimitCompression,
    ];

    /// All of them: the report's first.
    pub const ALL: [Self; 10] = [
        Self::OnlineAvailableRate,
        Self::FullyOnlineRate,
        Self::ProvincialPublicationRate,
        Self::StationCoverageRate,
        Self::HallResidencyRate,
        Self::StationNamingRate,
        Self::MobileAvailableRate,
        Self::InstantRate,
        Self::ZeroVisitRate,
        Self::LimitCompression,
    ];

    fn text(self) -> Words {
        match self {
            Self::OnlineAvailableRate => Words("online_available_rate", "网上可办率", "网上可办", "网上不可办"),
            Self::FullyOnlineRate => Words("fully_online_rate", "全程网办率", "全程网办", "还要跑现场"),
            Self::ProvincialPublicationRate => {
                Words("provincial_publication_rate", "省级平台发布占比", "已发布", "未发布")
            }
            Self::StationCoverageRate => Words("station_coverage_rate", "基层服务站点覆盖率", "有站点", "没有站点"),
            Self::HallResidencyRate => Words("hall_residency_rate", "进驻大厅占比", "已进驻", "未进驻"),
            Self::StationNamingRate => Words("station_naming_rate", "站点更名率", "已更名", "待更名"),
            Self::MobileAvailableRate => Words("mobile_available_rate", "掌上可办率", "掌上可办", "掌上不可办"),
            Self::InstantRate => Words("instant_rate", "即办率", "即办", "不是即办"),
            Self::ZeroVisitRate => Words("zero_visit_rate", "跑零次率", "不用跑", "还要跑现场"),
            Self::LimitCompression => Words("limit_compression", "承诺时限压缩比", "已压缩", "没有压缩"),
        }
    }

    /// Id in URLs, JSON and tables.
    pub fn id(self) -> &'static str {
        self.text().0
    }

    /// Name on pages.
    pub fn name(self) -> &'static str {
        self.text().1
    }

    /// Reads an id.
    pub fn parse(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|i| i.id() == id)
    }

    /// Whether it is one of the report's five.
    pub fn is_of_the_five(self) -> bool {
        Self::FIVE.contains(&self)
    }

    /// Counted over divisions and their stations, not over items.
    pub fn is_over_divisions(self) -> bool {
        match self {
            Self::StationCoverageRate | Self::StationNamingRate => true,
            Self::OnlineAvailableRate
            | Self::FullyOnlineRate
            | Self::ProvincialPublicationRate
            | Self::HallResidencyRate
            | Self::MobileAvailableRate
            | Self::InstantRate
            | Self::ZeroVisitRate
            | Self::LimitCompression => false,
        }
    }

    /// Its parts are sums (working days), not numbers of rows.
    pub fn is_weighed(self) -> bool {
        self == Self::LimitCompression
    }

    /// What its parts count: `项` (items), `个` (divisions), `个工作日`.
    pub fn unit(self) -> &'static str {
        if self.is_weighed() { "个工作日" } else { self.row_unit() }
    }

    /// What its rows are: `项` (items) or `个` (divisions).
    pub fn row_unit(self) -> &'static str {
        if self.is_over_divisions() { "个" } else { "项" }
    }

    /// Words for a row that meets it and one that does not.
    pub fn words(self) -> (&'static str, &'static str) {
        let Words(_, _, met, not_met) = self.text();
        (met, not_met)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_are_the_five_and_the_further() {
        let both: Vec<Indicator> = Indicator::FIVE.into_iter().chain(Indicator::FURTHER).collect();
        assert_eq!(both, Indicator::ALL);
        for indicator in Indicator::ALL {
            assert_eq!(Indicator::parse(indicator.id()), Some(indicator));
            assert_eq!(indicator.is_of_the_five(), Indicator::FIVE.contains(&indicator));
        }
    }
}
