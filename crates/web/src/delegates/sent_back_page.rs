//! What went back to the departments and why (退回部门), and what could be decided at the window and is not
//! (能在窗口定而没定).

use askama::Template;

use crate::base::{Field, Frame, Page, Svg};

/// Decisions at the window and in the department, of a month or of an item.
#[derive(Debug, Clone)]
pub struct UseRow {
    /// Month or item.
    pub name: String,
    /// Department; empty for a month.
    pub department: String,
    /// At the window.
    pub at_window: u64,
    /// In the department.
    pub away: u64,
}

/// A case that went back.
#[derive(Debug, Clone)]
pub struct BackCaseRow {
    /// The case.
    pub href: String,
    /// 办件编号.
    pub case_no: String,
    /// Item.
    pub item: String,
    /// Department.
    pub department: String,
    /// When.
    pub at: String,
    /// Who, and whether they passed it on or decided it.
    pub by: String,
    /// Why.
    pub why: String,
}

/// What went back.
#[derive(Debug, Clone, Template)]
#[template(path = "delegates/sent_back.html")]
pub struct SentBackPage {
    /// Frame; its title states the finding.
    pub frame: Frame,
    /// The day.
    pub on: Field,
    /// The days looked back on, in words.
    pub span: String,
    /// Reasons with how often each was given.
    pub reasons: Vec<(String, u64)>,
    /// Share decided at the window by month; empty where nothing was decided.
    pub months_chart: Svg,
    /// The same as a table.
    pub months: Vec<UseRow>,
    /// Share decided at the window by item.
    pub items_chart: Svg,
    /// The same as a table.
    pub items: Vec<UseRow>,
    /// The cases.
    pub cases: Vec<BackCaseRow>,
}

/// An item that could be decided at the window.
#[derive(Debug, Clone)]
pub struct AwayRow {
    /// Its guide.
    pub href: String,
    /// Name.
    pub name: String,
    /// Department.
    pub department: String,
    /// Who says that it could.
    pub can: String,
    /// What is missing.
    pub missing: String,
    /// At the window.
    pub at_window: u64,
    /// In the department.
    pub away: u64,
}

/// What could be decided at the window and is not.
#[derive(Debug, Clone, Template)]
#[template(path = "delegates/still_away.html")]
pub struct StillAwayPage {
    /// Frame; its title states the finding.
    pub frame: Frame,
    /// The day.
    pub on: Field,
    /// The days looked back on, in words.
    pub span: String,
    /// By department: name, items, decisions.
    pub departments: Vec<(String, u64, u64)>,
    /// The items.
    pub rows: Vec<AwayRow>,
}

impl Page for SentBackPage {
    const NAME: &'static str = "delegates/sent_back";

    fn samples() -> Vec<Self> {
        let used = |name: &str, department: &str, at_window, away| UseRow {
            name: name.into(),
            department: department.into(),
            at_window,
            away,
        };
        let bars = r##"<svg role="img" aria-label="样例" viewBox="0 0 640 52" width="640" height="52"><title>样例</title><path d="M200 4h300v20h-300z" fill="#0B4F9E"/></svg>"##;
        let full = Self {
            frame: Frame::sample_staff("部门决定 5 件，窗口决定 11 件，写明原因退回 4 件"),
            on: Field::of("2026-11-20"),
            span: "2026-10-22 至 2026-11-20".into(),
            reasons: vec![("要现场勘察".into(), 3), ("部门要求送回审批".into(), 1)],
            months_chart: Svg::drawn(bars.into()),
            months: vec![used("2026年10月", "", 5, 3), used("2026年11月", "", 6, 2)],
            items_chart: Svg::drawn(bars.into()),
            items: vec![used("取水许可", "县水利局", 2, 5), used("社会保障卡申领", "县人力资源和社会保障局", 9, 0)],
            cases: vec![
                BackCaseRow {
                    href: "/cases/2026-1120-03-0001".into(),
                    case_no: "2026-1120-03-0001".into(),
                    item: "取水许可".into(),
                    department: "县水利局".into(),
                    at: "2026-11-20 10:21".into(),
                    by: "吴涛（退回）".into(),
                    why: "要现场勘察：取水口在河道里".into(),
                },
                BackCaseRow {
                    href: "/cases/2026-1120-03-0002".into(),
                    case_no: "2026-1120-03-0002".into(),
                    item: "取水许可".into(),
                    department: "县水利局".into(),
                    at: "2026-11-20 11:02".into(),
                    by: "李强（决定）".into(),
                    why: "没有写原因".into(),
                },
            ],
        };
        let none = Self {
            frame: Frame::sample_staff("已授权的事项还没有决定"),
            reasons: vec![],
            months_chart: Svg::default(),
            months: vec![used("2026年11月", "", 0, 0)],
            items_chart: Svg::default(),
            items: vec![],
            cases: vec![],
            ..full.clone()
        };
        let wrong = Self { on: Field::wrong("昨天", "日期写成 2026-12-02 这样"), ..none.clone() };
        let wrong = Self { frame: wrong.frame.clone().with_problem("on", "日期写成 2026-12-02 这样"), ..wrong };
        vec![full, none, wrong]
    }
}

impl Page for StillAwayPage {
    const NAME: &'static str = "delegates/still_away";

    fn samples() -> Vec<Self> {
        let row = |name: &str, missing: &str, at_window, away| AwayRow {
            href: "/catalogue/1".into(),
            name: name.into(),
            department: "县水利局".into(),
            can: "指南没有列勘察、集体讨论、专家论证、听证".into(),
            missing: missing.into(),
            at_window,
            away,
        };
        let full = Self {
            frame: Frame::sample_staff("36 项能在窗口决定，其中 2 项仍送部门"),
            on: Field::of("2026-11-20"),
            span: "2026-10-22 至 2026-11-20".into(),
            departments: vec![("县水利局".into(), 2, 9)],
            rows: vec![
                row("取水许可延续", "已授权，仍送部门决定", 1, 6),
                row("河道采砂许可注销", "部门没有有效的授权书", 0, 3),
            ],
        };
        let clean = Self {
            frame: Frame::sample_staff("36 项能在窗口决定，没有送部门的"),
            departments: vec![],
            rows: vec![],
            ..full.clone()
        };
        vec![full, clean]
    }
}
