//! The rows behind a figure (明细): which items count, which do not, and why each stands where it does.

use askama::Template;

use super::Way;
use crate::base::{Frame, Page};

/// One standing with its count.
#[derive(Debug, Clone)]
pub struct RowsTab {
    /// Address of the rows.
    pub href: String,
    /// 已达, 未达, 不计入, 未知.
    pub label: String,
    /// Number of rows.
    pub count: u64,
    /// Whether it is shown now.
    pub current: bool,
}

/// One item or station.
#[derive(Debug, Clone)]
pub struct FigureRow {
    /// Its page; `None` when it has none.
    pub href: Option<String>,
    /// Its name.
    pub name: String,
    /// Department or parent division.
    pub department: String,
    /// Why it stands here, as "网上办理深度为Ⅰ级，只公布指南".
    pub why: String,
}

/// Rows of one figure by standing.
#[derive(Debug, Clone, Template)]
#[template(path = "indicators/rows.html")]
pub struct RowsPage {
    /// Frame; its title is the figure's name.
    pub frame: Frame,
    /// Pages of this figure.
    pub ways: Vec<Way>,
    /// The figure in one line, as "98.30%（1103 ÷ 1122），目标 100%，还差 19 项".
    pub figure: String,
    /// What counts, in words of the profile.
    pub definition: String,
    /// Date of the figure.
    pub as_of: String,
    /// The four standings.
    pub tabs: Vec<RowsTab>,
    /// Rows of this part of the list.
    pub rows: Vec<FigureRow>,
    /// Word of the first column, as "事项" or "乡镇、村".
    pub noun: String,
    /// Word of the second, as "部门" or "层级".
    pub owner: String,
    /// What to say when there are none.
    pub empty: String,
    /// Address of the next part of the list.
    pub next: Option<String>,
    /// Address of the first part, when this is a later one.
    pub first: Option<String>,
    /// Address of all rows of this standing as csv.
    pub csv_href: String,
}

impl Page for RowsPage {
    const NAME: &'static str = "indicators/rows";

    fn samples() -> Vec<Self> {
        let tab = |key: &str, label: &str, count: u64| RowsTab {
            href: format!("/indicators/publication/{key}"),
            label: label.into(),
            count,
            current: key == "unmet",
        };
        let row = |name: &str, why: &str| FigureRow {
            href: Some("/catalogue/items/12".into()),
            name: name.into(),
            department: "县民政局".into(),
            why: why.into(),
        };
        let ordinary = Self {
            frame: Frame::sample_staff("省平台发布占比"),
            ways: Way::samples(""),
            figure: "98.30%（1103 ÷ 1122），目标 100%，还差 19 项".into(),
            definition: "在用的依申请事项中，已在省级政务服务平台发布的比例；涉密事项不计入。".into(),
            as_of: "2026年11月22日（周日）".into(),
            tabs: vec![
                tab("met", "已达", 1103),
                tab("unmet", "未达", 19),
                tab("excluded", "不计入", 13),
                tab("unknown", "未知", 0),
            ],
            rows: vec![
                row("临时救助", "没有在省级平台发布"),
                row(
                    "对从事餐饮服务、单位食堂、集体用餐配送、中央厨房以及网络餐饮服务第三方平台等经营活动的食品经营者变更经营场所、主体业态、经营项目、法定代表人（负责人）及有效期届满延续并同时申请补发许可证的核准",
                    "没有在省级平台发布",
                ),
            ],
            noun: "事项".into(),
            owner: "部门".into(),
            empty: String::new(),
            next: Some("/indicators/publication/unmet?after=50".into()),
            first: None,
            csv_href: "/indicators/publication/unmet.csv".into(),
        };
        let empty = Self { rows: vec![], next: None, empty: "没有未达的事项。".into(), ..ordinary.clone() };
        vec![ordinary, empty]
    }
}
