//! The reports there are, and the form that makes one.

use askama::Template;

use crate::base::{Choice, Field, Frame, Link, Page};

/// One report in the list.
#[derive(Debug, Clone)]
pub struct ReportListRow {
    /// Its page.
    pub href: String,
    /// Title.
    pub title: String,
    /// Which paper.
    pub kind: String,
    /// The day it speaks of.
    pub as_of: String,
    /// When and by whom it was last changed.
    pub changed: String,
}

/// List and form.
#[derive(Debug, Clone, Template)]
#[template(path = "reports/list.html")]
pub struct ReportListPage {
    /// Frame.
    pub frame: Frame,
    /// Reports, newest day first.
    pub rows: Vec<ReportListRow>,
    /// Whether this seat may make one.
    pub may_make: bool,
    /// Which paper.
    pub kind: Choice,
    /// To whom, for a 交办单.
    pub department: Choice,
    /// The day; empty = now.
    pub as_of: Field,
    /// Templates by name.
    pub templates: Vec<Link>,
}

impl Page for ReportListPage {
    const NAME: &'static str = "reports/list";

    fn samples() -> Vec<Self> {
        let ordinary = Self {
            frame: Frame::sample_staff("报告"),
            rows: vec![
                ReportListRow {
                    href: "/reports/12".into(),
                    title: "关于青禾县政务服务营商环境指标情况的分析研判报告".into(),
                    kind: "分析研判报告".into(),
                    as_of: "2026年11月22日（周日）".into(),
                    changed: "2026-11-22 10:31 周岚".into(),
                },
                ReportListRow {
                    href: "/reports/9".into(),
                    title: "青禾县政务服务周报".into(),
                    kind: "周报".into(),
                    as_of: "2026年11月20日（周五）".into(),
                    changed: "2026-11-20 16:05 周岚".into(),
                },
            ],
            may_make: true,
            kind: Choice::of(&[("analysis", "分析研判报告"), ("weekly", "周报"), ("assignment", "交办单")], "analysis"),
            department: Choice::of(&[("", "不是交办单，不用选"), ("3", "县民政局")], ""),
            as_of: Field::default(),
            templates: vec![Link::new("/reports/templates/analysis", "分析研判报告的模板")],
        };
        let empty = Self { rows: Vec::new(), ..ordinary.clone() };
        let sentence = "日期“昨天”看不懂，请写成 2026-11-22";
        let wrong = Self {
            frame: ordinary.frame.clone().with_problem("as_of", sentence),
            as_of: Field::wrong("昨天", sentence),
            ..ordinary.clone()
        };
        vec![ordinary, empty, wrong]
    }
}
