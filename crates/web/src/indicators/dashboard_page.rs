//! The dashboard (看板): what is still missing, one click from the list of what is missing.

use askama::Template;

use crate::base::{Frame, Link, Page, Svg, Tag};

/// Rows of one standing, as "未达 1".
#[derive(Debug, Clone)]
pub struct StandingLink {
    /// Address of the rows.
    pub href: String,
    /// 已达, 未达, 不计入, 未知.
    pub label: String,
    /// Number of rows.
    pub count: String,
}

/// One figure.
#[derive(Debug, Clone)]
pub struct FigureCard {
    /// Its name.
    pub name: String,
    /// Its value with the sign, as "99.94%"; `None` when nothing is known.
    pub value: Option<String>,
    /// Whether unknowns make the value a lower bound (至少).
    pub at_least: bool,
    /// Its parts, as "1,133 ÷ 1,134 项"; empty when nothing is known.
    pub parts: String,
    /// Bar from the stated baseline to the target.
    pub gap_bar: Svg,
    /// 还差 N 项, 达标 or 没有数据.
    pub tag: Tag,
    /// 黄牌 or 红牌.
    pub warning: Option<Tag>,
    /// What is missing, row by row; `None` where nothing is.
    pub gaps_href: Option<String>,
    /// What is asked, where it is not just a number: "维持 100%"; else empty.
    pub target: String,
    /// As "较 11月15日（周日） 升 0.03 个百分点"; `None` after the first count.
    pub moved: Option<Link>,
    /// As "全市第 3（共 8）"; `None` when the city's figures are not here.
    pub rank: Option<Link>,
    /// Links to the rows.
    pub standings: Vec<StandingLink>,
}

/// One of the measures beside the five.
#[derive(Debug, Clone)]
pub struct FurtherRow {
    /// Its name.
    pub name: String,
    /// Its rows.
    pub href: String,
    /// As "61.5%", "至少 20.0%", "没有数据".
    pub value: String,
    /// Its parts; may be empty.
    pub parts: String,
    /// Target in words.
    pub target: String,
    /// How far it is.
    pub tag: Tag,
    /// 黄牌 or 红牌.
    pub warning: Option<Tag>,
    /// Since the count before; `None` after the first.
    pub moved: Option<Link>,
    /// Its gap list.
    pub gaps_href: String,
}

/// One county in the ranking.
#[derive(Debug, Clone)]
pub struct RankRow {
    /// Place, as "3"; equal values share it (1, 2, 2, 4).
    pub rank: String,
    /// Name of the county.
    pub name: String,
    /// Value with the sign.
    pub value: String,
    /// Whether it is our own county.
    pub own: bool,
}

/// The counties of the city by one figure.
#[derive(Debug, Clone)]
pub struct Ranking {
    /// Heading that states the finding, as "全程网办率全市第 3，离第 1 差 0.15 个百分点".
    pub title: String,
    /// Bars with the own county marked.
    pub chart: Svg,
    /// The same as a table.
    pub rows: Vec<RankRow>,
}

/// Stations that still bear an old name (更名), apart from the coverage.
#[derive(Debug, Clone)]
pub struct NamingCard {
    /// As "12 个站点待更名".
    pub headline: String,
    /// As "共 259 个站点，另有 3 个没有核对".
    pub detail: String,
    /// The stations concerned.
    pub href: String,
}

/// Dashboard.
#[derive(Debug, Clone, Template)]
#[template(path = "indicators/dashboard.html")]
pub struct DashboardPage {
    /// Frame.
    pub frame: Frame,
    /// Day the figures speak of, as "2026年11月22日（周日）"; empty before the first count.
    pub as_of: String,
    /// When the rows were frozen, as "2026-11-22 09:30 统计".
    pub snapshot: String,
    /// Whether this reader may count anew.
    pub may_count: bool,
    /// Letters of representatives that want something done; `None` when there are none.
    pub reminder: Option<Link>,
    /// The five figures; empty before the first count.
    pub cards: Vec<FigureCard>,
    /// The measures beside them.
    pub further: Vec<FurtherRow>,
    /// Where to go on from here: 试算, 口径, 报告.
    pub ways: Vec<Link>,
    /// Rankings; empty when the city's figures are not here.
    pub rankings: Vec<Ranking>,
    /// Naming of stations.
    pub naming: Option<NamingCard>,
}

impl Page for DashboardPage {
    const NAME: &'static str = "indicators/dashboard";

    fn samples() -> Vec<Self> {
        super::dashboard_page_samples::samples()
    }
}
