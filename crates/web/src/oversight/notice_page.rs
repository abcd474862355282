//! Why cases are late, for everybody (超期公示).

use askama::Template;

use crate::base::{Choice, Frame, Page};

/// One late case.
#[derive(Debug, Clone)]
pub struct NoticeRow {
    /// 办件编号 with its middle hidden.
    pub number: String,
    /// What was applied for.
    pub item: String,
    /// Who is late.
    pub department: String,
    /// Last day.
    pub due: String,
    /// How late, as "超期 2 个工作日，还没有办结".
    pub late: String,
    /// Why.
    pub reason: String,
}

/// The notice.
#[derive(Debug, Clone, Template)]
#[template(path = "oversight/notice.html")]
pub struct NoticePage {
    /// Frame.
    pub frame: Frame,
    /// Since when, as "9月1日（周二）".
    pub since: String,
    /// Department to narrow by; no options where nobody is late.
    pub department: Choice,
    /// Late cases.
    pub rows: Vec<NoticeRow>,
}

impl Page for NoticePage {
    const NAME: &'static str = "oversight/notice";

    fn samples() -> Vec<Self> {
        let row = |late: &str, reason: &str| NoticeRow {
            number: "2026-1120-**-**86".into(),
            item: "生产建设项目水土保持方案审批（编制水土保持方案报告书的项目，跨乡镇）".into(),
            department: "县市场监督管理局".into(),
            due: "11月18日（周三）".into(),
            late: late.into(),
            reason: reason.into(),
        };
        let ordinary = Self {
            frame: Frame::sample_public("超期办件公示"),
            since: "9月1日（周二）".into(),
            department: Choice::of(&[("", "全部部门"), ("1", "县市场监督管理局")], ""),
            rows: vec![
                row("超期 2 个工作日，还没有办结", "等待省级系统核验"),
                row("超期 1 个工作日，11月19日（周四）办结", "部门还没有说明原因"),
            ],
        };
        let empty = Self { department: Choice::default(), rows: Vec::new(), ..ordinary.clone() };
        vec![ordinary, empty]
    }
}
