//! The board (监察看板): what burns, on which days the rest falls due, where the time went, and how many cases were
//! finished on their very last day; of the county or of one department.

use askama::Template;

use crate::base::{Clock, Deadline, Frame, Page, Svg};

/// One number with its way.
#[derive(Debug, Clone)]
pub struct BoardFigure {
    /// What it counts.
    pub name: String,
    /// The number.
    pub value: String,
    /// Its rows; none where there is nothing to see.
    pub href: Option<String>,
    /// A word about it.
    pub note: String,
}

/// A department's line.
#[derive(Debug, Clone)]
pub struct BoardRow {
    /// Department.
    pub name: String,
    /// Its page.
    pub href: String,
    /// Label and number, in the order of the columns.
    pub cells: Vec<(&'static str, String)>,
}

/// A case that is due today or over.
#[derive(Debug, Clone)]
pub struct DueRow {
    /// Its page.
    pub href: String,
    /// 办件编号.
    pub number: String,
    /// What was applied for.
    pub item: String,
    /// Who decides.
    pub department: String,
    /// Last day.
    pub due: String,
    /// The mark.
    pub deadline: Deadline,
    /// 等谁.
    pub waiting_for: String,
}

/// A day of the heat-map as a line of its table.
#[derive(Debug, Clone)]
pub struct DayRow {
    /// The day, as "11月23日（周一）".
    pub day: String,
    /// How many are due.
    pub count: u32,
}

/// A stretch of the time.
#[derive(Debug, Clone)]
pub struct SpellRow {
    /// What was waited for.
    pub name: &'static str,
    /// For whom.
    pub waits_for: &'static str,
    /// Working days a case, as "4.3".
    pub average: String,
    /// Its share of all, as "62%".
    pub share: String,
}

/// A department's time.
#[derive(Debug, Clone)]
pub struct TimeRow {
    /// Department.
    pub name: String,
    /// Cases.
    pub cases: String,
    /// Label and working days a case, by whom they waited for.
    pub cells: Vec<(&'static str, String)>,
}

/// A department's last days.
#[derive(Debug, Clone)]
pub struct FinishRow {
    /// Department.
    pub name: String,
    /// On the last day, as "3 ÷ 12 件".
    pub parts: String,
    /// As a share, as "25%".
    pub share: String,
    /// After it.
    pub after: String,
}

/// The board.
#[derive(Debug, Clone, Template)]
#[template(path = "oversight/board.html")]
pub struct WatchBoardPage {
    /// Frame; its title states the finding.
    pub frame: Frame,
    /// Name of the one department; empty for the county.
    pub scope: String,
    /// Back to the county's board, for those who see it.
    pub whole: Option<String>,
    /// Numbers on top.
    pub figures: Vec<BoardFigure>,
    /// What is due or over.
    pub due: Vec<DueRow>,
    /// What to say of them.
    pub due_lead: String,
    /// Heat-map.
    pub heat: Svg,
    /// What it shows, in a sentence.
    pub heat_lead: String,
    /// Its table: days on which something is due.
    pub days: Vec<DayRow>,
    /// By department; empty on a department's page.
    pub rows: Vec<BoardRow>,
    /// Where the time went, in a sentence.
    pub time_lead: String,
    /// By stretch.
    pub spells: Vec<SpellRow>,
    /// By department.
    pub times: Vec<TimeRow>,
    /// How many on the last day, in a sentence.
    pub finish_lead: String,
    /// By department.
    pub finishes: Vec<FinishRow>,
    /// What is really handled in the hall of one department's items, and its leads; empty for the county.
    pub beside: Vec<BoardFigure>,
    /// Whether this reader runs the watch and issues orders.
    pub may_rule: bool,
}

impl Page for WatchBoardPage {
    const NAME: &'static str = "oversight/board";

    fn samples() -> Vec<Self> {
        let ordinary = sample();
        let one = Self {
            frame: Frame::sample_staff("县民政局在办 12 件，没有超期，今天到期 1 件"),
            scope: "县民政局".into(),
            whole: Some("/oversight".into()),
            rows: Vec::new(),
            beside: vec![BoardFigure {
                name: "没有结果的线索".into(),
                value: "2".into(),
                href: Some("/oversight/leads?department=1".into()),
                note: "属实 1 条，已排除 3 条".into(),
            }],
            may_rule: false,
            ..ordinary.clone()
        };
        let empty = Self {
            frame: Frame::sample_staff("没有在办的件"),
            due: Vec::new(),
            due_lead: "今天没有到期和超期的件。".into(),
            days: Vec::new(),
            rows: Vec::new(),
            time_lead: "最近 30 天没有办结的件。".into(),
            spells: Vec::new(),
            times: Vec::new(),
            finish_lead: String::new(),
            finishes: Vec::new(),
            ..ordinary.clone()
        };
        vec![ordinary, one, empty]
    }
}

/// A week of which two days are days off.
fn sample_days() -> Vec<papers::charts::HeatDay> {
    let day = |n: u32| papers::charts::HeatDay {
        spoken: format!("11月{n}日"),
        short: format!("11月{n}日"),
        count: [0, 2, 5, 1, 1, 0, 0][(n as usize + 5) % 7],
        closed: n >= 28,
    };
    (23..30).map(day).collect()
}

fn sample() -> WatchBoardPage {
    let figure = |name: &str, value: &str, note: &str| BoardFigure {
        name: name.into(),
        value: value.into(),
        href: Some("/oversight/cards?tab=counting".into()),
        note: note.into(),
    };
    let numbers = [("在办", "38"), ("超期", "3"), ("今天到期", "1"), ("本周到期", "9"), ("暂停", "2")];
    let more = [("黄牌", "6"), ("红牌", "3"), ("异议", "1"), ("督办", "1")];
    WatchBoardPage {
        frame: Frame::sample_staff("在办 38 件，超期 3 件，今天到期 1 件"),
        scope: String::new(),
        whole: None,
        figures: vec![
            figure("超期", "3", "过了最后一天还没有办结"),
            BoardFigure { href: None, ..figure("今天到期", "1", "今天办不完就超期") },
            figure("本月红牌", "3", "撤销的不计"),
            figure("督办单待答复", "1", "其中逾期 1 张"),
        ],
        due: vec![DueRow {
            href: "/cases/2026-1120-03-0386".into(),
            number: "2026-1120-03-0386".into(),
            item: "生产建设项目水土保持方案审批（编制水土保持方案报告书的项目，跨乡镇）".into(),
            department: "县市场监督管理局".into(),
            due: "11月18日（周三）".into(),
            deadline: Deadline::new(Clock::Overdue, "超期 2 个工作日"),
            waiting_for: "县市场监督管理局".into(),
        }],
        due_lead: "先办这 1 件，超期最久的在前。".into(),
        heat: Svg::drawn(papers::charts::heat_calendar("各日到期件数", 0, "件", &sample_days())),
        heat_lead: "11月25日（周三）到期最多，5 件".into(),
        days: vec![DayRow { day: "11月25日（周三）".into(), count: 5 }],
        rows: vec![BoardRow {
            name: "县市场监督管理局".into(),
            href: "/oversight/departments/1".into(),
            cells: numbers.iter().chain(&more).map(|(label, n)| (*label, (*n).to_owned())).collect(),
        }],
        time_lead: "最近 30 天办结 120 件，平均 6.6 个工作日，其中等部门 4.3 个".into(),
        spells: vec![SpellRow { name: "审批", waits_for: "部门", average: "4.3".into(), share: "65%".into() }],
        times: vec![TimeRow {
            name: "县市场监督管理局".into(),
            cases: "40".into(),
            cells: vec![("综合窗口", "0.2".into()), ("部门", "4.3".into())],
        }],
        finish_lead: "有期限的 100 件里，28 件在最后一天办结".into(),
        finishes: vec![FinishRow {
            name: "县市场监督管理局".into(),
            parts: "12 ÷ 40 件".into(),
            share: "30%".into(),
            after: "2".into(),
        }],
        beside: Vec::new(),
        may_rule: true,
    }
}
