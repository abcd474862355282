//! What is really handled in the hall (进驻实效), open to everybody: no person and no case is on it. Short on top, the
//! items of a department on a page of their own.

use askama::Template;

use crate::{
    base::{Frame, Page, paths},
    oversight::BoardFigure,
};

/// One department.
#[derive(Debug, Clone)]
pub struct ResidencyDepartmentRow {
    /// Name.
    pub name: String,
    /// Its items.
    pub href: String,
    /// Label and number, in the order of the columns.
    pub cells: Vec<(&'static str, String)>,
}

/// One item in the hall.
#[derive(Debug, Clone)]
pub struct ResidencyRow {
    /// Name.
    pub item: String,
    /// Department.
    pub department: String,
    /// Cases of the days looked at.
    pub cases: u64,
    /// Decided in the hall.
    pub in_hall: u64,
    /// Sent back to the department.
    pub sent_back: u64,
    /// Decisions elsewhere without a case; `—` where no list is held.
    pub elsewhere: String,
}

/// The page.
#[derive(Debug, Clone, Template)]
#[template(path = "oversight/residency.html")]
pub struct ResidencyPage {
    /// Frame.
    pub frame: Frame,
    /// The days looked at.
    pub days: String,
    /// Name of the one department; empty for the county.
    pub scope: String,
    /// The rate and what stands beside it.
    pub figures: Vec<BoardFigure>,
    /// What has to be said beside the figures; empty = nothing.
    pub remark: String,
    /// Departments; empty on the page of one.
    pub departments: Vec<ResidencyDepartmentRow>,
    /// Items, at most 200 of the county and all of a department.
    pub rows: Vec<ResidencyRow>,
    /// How many items are not shown.
    pub left_out: usize,
}

impl Page for ResidencyPage {
    const NAME: &'static str = "oversight/residency";

    fn samples() -> Vec<Self> {
        let row = |item: &str, cases: u64, elsewhere: &str| ResidencyRow {
            item: item.into(),
            department: "县市场监督管理局".into(),
            cases,
            in_hall: cases / 2,
            sent_back: cases - cases / 2,
            elsewhere: elsewhere.into(),
        };
        let figure = |name: &str, value: &str, note: &str| BoardFigure {
            name: name.into(),
            value: value.into(),
            href: None,
            note: note.into(),
        };
        let ordinary = Self {
            frame: Frame::sample_public("进驻实效公示"),
            days: "2026年8月23日 至 2026年11月20日".into(),
            scope: String::new(),
            figures: vec![
                figure("进驻大厅", "96.85%", "2,980 ÷ 3,077 项"),
                figure("有办件", "12.40%", "370 ÷ 2,980 项进驻的"),
                figure("当场决定", "61.00%", "183 ÷ 300 件"),
                figure("别处有决定、大厅没有", "3 项", "按导入的清单"),
            ],
            remark: String::new(),
            departments: vec![ResidencyDepartmentRow {
                name: "县市场监督管理局".into(),
                href: format!("{}?department=1", paths::RESIDENCY),
                cells: vec![("进驻事项", "412".into()), ("有办件", "96".into()), ("大厅没有、别处有", "1".into())],
            }],
            rows: vec![row("食品经营许可", 0, "4"), row("生产建设项目水土保持方案审批（编制报告书的项目）", 31, "—")],
            left_out: 2_978,
        };
        let one =
            Self { scope: "县市场监督管理局".into(), departments: vec![], left_out: 0, ..ordinary.clone() };
        let bare = Self {
            figures: vec![figure("别处有决定、大厅没有", "不知道", "没有导入清单")],
            remark: "没有导入双公示清单、证照登记簿或部门系统办件，大厅以外办了多少还不知道。".into(),
            departments: vec![],
            rows: vec![],
            left_out: 0,
            ..ordinary.clone()
        };
        vec![ordinary, one, bare]
    }
}
