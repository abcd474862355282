//! Supervision orders (督办单) as a list.

use askama::Template;

use crate::{
    base::{Choice, Clock, Deadline, Frame, Page, Tag, Tone},
    cases::WorkCount,
};

/// One order.
#[derive(Debug, Clone)]
pub struct SupervisionRow {
    /// Its page.
    pub href: String,
    /// 督办单号.
    pub number: String,
    /// Why there is one.
    pub cause: &'static str,
    /// 办件编号.
    pub case_no: String,
    /// What was applied for.
    pub item: String,
    /// Who must reply.
    pub department: String,
    /// Last day for the reply.
    pub due: String,
    /// The mark.
    pub deadline: Deadline,
    /// Where it stands.
    pub stage: Tag,
    /// 等谁.
    pub waiting_for: String,
}

/// List of supervision orders.
#[derive(Debug, Clone, Template)]
#[template(path = "oversight/orders.html")]
pub struct SupervisionListPage {
    /// Frame; its title states the finding.
    pub frame: Frame,
    /// Parts of the list.
    pub counts: Vec<WorkCount>,
    /// Word of the part that is shown.
    pub state: String,
    /// Department to narrow by; no options where the reader has one alone.
    pub department: Choice,
    /// Orders of this part of the list.
    pub rows: Vec<SupervisionRow>,
    /// Whether this reader issues orders.
    pub may_issue: bool,
    /// Address of the next part of the list.
    pub next: Option<String>,
    /// What to say when there are none.
    pub empty: String,
}

impl Page for SupervisionListPage {
    const NAME: &'static str = "oversight/orders";

    fn samples() -> Vec<Self> {
        let count = |label: &str, count: u64, current: bool| WorkCount {
            href: "/oversight/orders?tab=issued".into(),
            label: label.into(),
            count,
            current,
        };
        let ordinary = Self {
            frame: Frame::sample_staff("督办单 2 张没有办结，其中 1 张逾期没有答复"),
            counts: vec![count("没有办结", 2, true), count("待答复", 1, false)],
            state: String::new(),
            department: Choice::of(&[("", "全部部门"), ("1", "县市场监督管理局")], ""),
            rows: vec![SupervisionRow {
                href: "/oversight/orders/2026-12".into(),
                number: "督办〔2026〕12号".into(),
                cause: "同一办件多张红牌",
                case_no: "2026-1120-03-0386".into(),
                item: "食品经营许可（新办）".into(),
                department: "县市场监督管理局".into(),
                due: "12月3日（周四）".into(),
                deadline: Deadline::new(Clock::Overdue, "超期 1 个工作日"),
                stage: Tag::new(Tone::Info, "待答复"),
                waiting_for: "县市场监督管理局".into(),
            }],
            may_issue: true,
            next: None,
            empty: String::new(),
        };
        let empty = Self {
            frame: Frame::sample_staff("没有等着办的督办单"),
            department: Choice::default(),
            rows: Vec::new(),
            may_issue: false,
            empty: "没有等着办的督办单。".into(),
            ..ordinary.clone()
        };
        vec![ordinary, empty]
    }
}
