//! 三集中三到位: the board with a line a department, and the rows behind one figure.

use askama::Template;

use crate::base::{Field, Frame, Link, Page, Tag, Tone};

/// One figure of a line.
#[derive(Debug, Clone)]
pub struct BoardCell {
    /// Its word, as 授权到位.
    pub label: String,
    /// Its rows.
    pub href: String,
    /// As `至少12/15（80.00%）`.
    pub text: String,
    /// As `还差3项`; empty where nothing counts.
    pub lack: String,
    /// Whether nothing lacks.
    pub complete: bool,
    /// What counts; drawn against `whole`.
    pub met: u64,
    /// What it is counted out of; 0 = no bar is drawn, because nothing counts or nothing is known.
    pub whole: u64,
}

/// One line.
#[derive(Debug, Clone)]
pub struct BoardRow {
    /// Name of the department, or 全部.
    pub name: String,
    /// The figures.
    pub cells: Vec<BoardCell>,
}

/// The board.
#[derive(Debug, Clone, Template)]
#[template(path = "delegates/board.html")]
pub struct BoardPage {
    /// Frame; its title states the finding.
    pub frame: Frame,
    /// Words of the columns.
    pub heads: Vec<&'static str>,
    /// All together first, then the departments, those that lack most first.
    pub rows: Vec<BoardRow>,
    /// What each figure counts, word by word.
    pub meanings: Vec<(&'static str, &'static str)>,
    /// The day, and from when decisions are looked back on.
    pub as_of: String,
    /// The day.
    pub day: Field,
    /// It is a day before today.
    pub past: bool,
    /// Address of the same as xlsx.
    pub sheet: String,
}

/// A row behind a figure.
#[derive(Debug, Clone)]
pub struct BoardRowLine {
    /// What it is of; an empty address where it has no page.
    pub what: Link,
    /// Code; empty for people.
    pub code: String,
    /// Department.
    pub department: String,
    /// How it counts.
    pub state: Tag,
    /// Why.
    pub why: String,
    /// Where to go on; `None` where there is nothing to do, or for those who may not.
    pub next: Option<Link>,
}

/// Recording where a department's approvals are.
#[derive(Debug, Clone)]
pub struct UnitFields {
    /// Where it is sent.
    pub action: String,
    /// Version the page was made from; 0 = nothing is recorded.
    pub version: i64,
    /// 审批科室.
    pub unit: Field,
    /// 办审批的科室数.
    pub offices: Field,
    /// 文号.
    pub doc_no: Field,
    /// First day.
    pub from: Field,
}

/// The rows behind one figure.
#[derive(Debug, Clone, Template)]
#[template(path = "delegates/board_rows.html")]
pub struct BoardRowsPage {
    /// Frame; its title states whose and which figure.
    pub frame: Frame,
    /// The six figures of the same department.
    pub tabs: Vec<(Link, bool)>,
    /// The figure.
    pub figure: BoardCell,
    /// What it counts, and on which day.
    pub meaning: String,
    /// As `另有2项豁免，不计`; empty where none is.
    pub exempt: String,
    /// What is recorded of the unit, with who did; empty where nothing is.
    pub recorded: String,
    /// The form of it; for those who may, on the figure of a department.
    pub form: Option<UnitFields>,
    /// This part of the rows.
    pub rows: Vec<BoardRowLine>,
    /// Whether some row has somewhere to go on.
    pub acts: bool,
    /// How many rows there are in all.
    pub listed: usize,
    /// Address of the next part.
    pub next: Option<String>,
    /// Address of the first part, when this is a later one.
    pub first: Option<String>,
    /// What to say where there is no row.
    pub empty: &'static str,
}

fn sample_cell(label: &str, text: &str, lack: &str, (met, whole): (u64, u64)) -> BoardCell {
    BoardCell {
        label: label.into(),
        href: "/delegates/board/1/authority".into(),
        text: text.into(),
        lack: lack.into(),
        complete: lack == "到位",
        met,
        whole,
    }
}

impl Page for BoardPage {
    const NAME: &'static str = "delegates/board";

    fn samples() -> Vec<Self> {
        let market = BoardRow {
            name: "县市场监督管理局".into(),
            cells: vec![
                sample_cell("职能集中", "0/1（0.00%）", "还差1个部门", (0, 1)),
                sample_cell("科室进驻", "3/5（60.00%）", "还差2人", (3, 5)),
                sample_cell("事项上平台", "184/186（98.92%）", "还差2项", (184, 186)),
                sample_cell("事项进驻", "至少180/186（96.77%）", "还差4项，2项不清楚", (180, 186)),
                sample_cell("授权到位", "180/180（100%）", "到位", (180, 180)),
                sample_cell("电子监察", "没有", "", (0, 0)),
            ],
        };
        let all = BoardRow {
            name: "全部".into(),
            cells: vec![
                sample_cell("职能集中", "不清楚（32个部门）", "32个部门不清楚", (0, 0)),
                sample_cell("科室进驻", "40/61（65.57%）", "还差21人", (40, 61)),
                sample_cell("事项上平台", "1100/1135（96.91%）", "还差35项", (1100, 1135)),
                sample_cell("事项进驻", "1071/1077（99.44%）", "还差6项", (1071, 1077)),
                sample_cell("授权到位", "1010/1071（94.30%）", "还差61项", (1010, 1071)),
                sample_cell("电子监察", "1204/1204（100%）", "到位", (1204, 1204)),
            ],
        };
        let ordinary = Self {
            frame: Frame::sample_staff("三集中三到位：1 个部门还有差的"),
            heads: vec!["职能集中", "科室进驻", "事项上平台", "事项进驻", "授权到位", "电子监察"],
            rows: vec![all, market],
            meanings: vec![("授权到位", "有效授权书给了受理、审查、决定的进驻事项 ÷ 已进驻的事项")],
            as_of: "2026年11月20日（周五）；电子监察看 2026-10-22 以来决定的办件".into(),
            day: Field::of("2026-11-20"),
            past: false,
            sheet: "/delegates/board.xlsx".into(),
        };
        let empty =
            Self {
                frame: Frame::sample_staff("三集中三到位：还没有在用的事项"), rows: Vec::new(), ..ordinary.clone()
            };
        vec![ordinary, empty]
    }
}

impl Page for BoardRowsPage {
    const NAME: &'static str = "delegates/board_rows";

    fn samples() -> Vec<Self> {
        let tab = |label: &str, current| (Link::new("/delegates/board/1/unit", label), current);
        let line = BoardRowLine {
            what: Link::new("/catalogue/1", "食品经营许可"),
            code: "000131016000".into(),
            department: "县市场监督管理局".into(),
            state: Tag::new(Tone::Bad, "还差"),
            why: "授权书没有列这项".into(),
            next: Some(Link::new("/delegates/authorise?department=1", "授权")),
        };
        let person = BoardRowLine {
            what: Link::new("", "周敏"),
            code: String::new(),
            state: Tag::new(Tone::Good, "到位"),
            why: "4 号窗口".into(),
            next: None,
            ..line.clone()
        };
        let authority = Self {
            frame: Frame::sample_staff("县市场监督管理局：授权到位还差1项"),
            tabs: vec![tab("职能集中", false), tab("授权到位", true)],
            figure: sample_cell("授权到位", "1/2（50.00%）", "还差1项", (1, 2)),
            meaning: "有效授权书给了受理、审查、决定的进驻事项 ÷ 已进驻的事项，2026年11月20日（周五）".into(),
            exempt: "另有 2 项豁免，不计".into(),
            recorded: String::new(),
            form: None,
            rows: vec![line, person],
            acts: true,
            listed: 52,
            next: Some("/delegates/board/1/authority?after=50".into()),
            first: None,
            empty: "",
        };
        let form = UnitFields {
            action: "/delegates/units/1".into(),
            version: 1,
            unit: Field::of("行政审批股"),
            offices: Field::of("3"),
            doc_no: Field::default(),
            from: Field::of("2026-11-20"),
        };
        let unit = Self {
            frame: Frame::sample_staff("县市场监督管理局：职能集中1个部门不清楚"),
            figure: sample_cell("职能集中", "不清楚（1个部门）", "1个部门不清楚", (0, 0)),
            exempt: String::new(),
            recorded: "行政审批股，还有 3 个科室办审批，编〔2026〕1号，2026年3月1日（周日）起；陈编登记".into(),
            form: Some(form.clone()),
            acts: false,
            rows: Vec::new(),
            listed: 0,
            next: None,
            empty: "没有可以数的。",
            ..authority.clone()
        };
        let missing = "请填写有几个科室办审批，1 到 99；已经集中到一个科室的填 1";
        let wrong = Self {
            frame: unit.frame.clone().with_problem("offices", missing),
            form: Some(UnitFields { offices: Field::wrong("0", missing), ..form }),
            ..unit.clone()
        };
        vec![authority, unit, wrong]
    }
}
