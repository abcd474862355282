//! The pages of one figure beside each other (同一指标的页面).

/// One of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Way {
    /// Its address.
    pub href: String,
    /// 明细, 差距清单, 全市对比, 趋势.
    pub label: String,
    /// Whether it is shown now.
    pub current: bool,
}

impl Way {
    /// For samples of pages.
    pub(super) fn samples(current: &str) -> Vec<Self> {
        let way = |page: &str, label: &str| Self {
            href: format!("/indicators/provincial_publication_rate/{page}"),
            label: label.to_owned(),
            current: page == current,
        };
        vec![way("", "明细"), way("gaps", "差距清单"), way("city", "全市对比"), way("trend", "趋势")]
    }
}
