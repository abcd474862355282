//! Inspections (规范化检查): the rounds, one with its townships and stations, the visit on a phone, and the checklist.

use askama::Template;

use super::{TownRow, WorkRow};
use crate::base::{Choice, Field, Frame, Link, Page, Tag, Tone};

/// All rounds, and the form that opens one.
#[derive(Debug, Clone, Template)]
#[template(path = "stations/rounds.html")]
pub struct RoundsPage {
    /// Frame.
    pub frame: Frame,
    /// The newest first.
    pub rows: Vec<WorkRow>,
    /// The checklist in words, as "检查清单第 1 版，12 条".
    pub checklist: String,
    /// Whether this reader opens rounds.
    pub may_open: bool,
    /// What it is called.
    pub title: Field,
    /// First day.
    pub begins_on: Field,
    /// Last day.
    pub ends_on: Field,
}

impl Page for RoundsPage {
    const NAME: &'static str = "stations/rounds";

    fn samples() -> Vec<Self> {
        let ordinary = Self {
            frame: Frame::sample_staff("规范化检查"),
            rows: vec![WorkRow {
                href: "/stations/inspections/1".into(),
                title: "2026年四季度站点规范化检查".into(),
                days: "2026年11月1日至12月31日".into(),
                state: Tag::new(Tone::Info, "进行中"),
            }],
            checklist: "检查清单第 1 版，12 条，整改期限 15 个工作日".into(),
            may_open: true,
            title: Field::default(),
            begins_on: Field::of("2026-12-01"),
            ends_on: Field::default(),
        };
        let empty = Self { rows: vec![], may_open: false, ..ordinary.clone() };
        vec![ordinary, empty]
    }
}

/// A station of a round.
#[derive(Debug, Clone)]
pub struct InspectedRow {
    /// The station.
    pub name: String,
    /// The township.
    pub town: String,
    /// What was found, as "复查 1 次，还有 2 条不符合".
    pub found: String,
    /// How it stands.
    pub state: Tag,
    /// Its order.
    pub order: Option<Link>,
    /// Form of the next visit; for those who may, where something is left to look at.
    pub visit: Option<Link>,
    /// The photograph of the newest visit.
    pub photo: Option<String>,
}

/// A round.
#[derive(Debug, Clone, Template)]
#[template(path = "stations/round.html")]
pub struct RoundPage {
    /// Frame; its title is the round's.
    pub frame: Frame,
    /// From when until when.
    pub days: String,
    /// The finding, as "259 个站点已检查 80 个，其中 70 个符合".
    pub finding: String,
    /// Townships.
    pub towns: Vec<TownRow>,
    /// Stations that this reader sees.
    pub rows: Vec<InspectedRow>,
    /// The same as a spreadsheet.
    pub sheet: String,
    /// Version for closing; `None` where this reader does not.
    pub close: Option<i64>,
    /// Address for closing.
    pub close_href: String,
}

impl Page for RoundPage {
    const NAME: &'static str = "stations/round";

    fn samples() -> Vec<Self> {
        let row = InspectedRow {
            name: "阿依库勒·吐尔逊江牧业村便民服务站".into(),
            town: "云溪镇".into(),
            found: "12 条里 2 条不符合".into(),
            state: Tag::new(Tone::Warning, "待整改"),
            order: Some(Link::new("/rectification/2026-12", "整改〔2026〕12号")),
            visit: Some(Link::new("/stations/inspections/1/990101100201", "复查")),
            photo: Some("/stations/photos/5".into()),
        };
        let fresh = InspectedRow {
            found: "还没有检查".into(),
            state: Tag::new(Tone::Neutral, "未检查"),
            order: None,
            visit: Some(Link::new("/stations/inspections/1/990101100202", "登记检查")),
            photo: None,
            ..row.clone()
        };
        let ordinary = Self {
            frame: Frame::sample_staff("2026年四季度站点规范化检查"),
            days: "2026年11月1日至12月31日".into(),
            finding: "259 个在用站点，已检查 80 个，其中 70 个全部符合".into(),
            towns: vec![TownRow {
                name: "云溪镇".into(),
                cells: ["15", "6", "5", "2"].iter().map(ToString::to_string).collect(),
            }],
            rows: vec![row, fresh],
            sheet: "/stations/inspections/1/visits.xlsx".into(),
            close: Some(1),
            close_href: "/stations/inspections/1/close".into(),
        };
        let bare = Self { rows: vec![], towns: vec![], close: None, ..ordinary.clone() };
        vec![ordinary, bare]
    }
}

/// One point of a visit.
#[derive(Debug, Clone)]
pub struct PointField {
    /// What it is about.
    pub group: String,
    /// What must be so.
    pub text: String,
    /// Name of the choice in the form.
    pub id: String,
    /// Name of the words in the form.
    pub note_id: String,
    /// Met or not.
    pub choice: Choice,
    /// What is lacking.
    pub note: Field,
}

/// A visit at a station, made for a phone.
#[derive(Debug, Clone, Template)]
#[template(path = "stations/visit.html")]
pub struct VisitPage {
    /// Frame; its title names the station.
    pub frame: Frame,
    /// Back to the round.
    pub round: Link,
    /// Where it is sent.
    pub action: String,
    /// Visits so far.
    pub visits: u32,
    /// What is asked, as "逐条看过再选".
    pub lead: String,
    /// The day.
    pub on: Field,
    /// The points.
    pub points: Vec<PointField>,
    /// The photograph's field.
    pub picture: Field,
}

impl Page for VisitPage {
    const NAME: &'static str = "stations/visit";

    fn samples() -> Vec<Self> {
        let met = |chosen| Choice::of(&[("met", "符合"), ("lacking", "不符合")], chosen);
        let point = |id: &str, text: &str, chosen| PointField {
            group: "标识名称".into(),
            text: text.into(),
            id: id.into(),
            note_id: format!("note_{id}"),
            choice: met(chosen),
            note: Field::default(),
        };
        let ordinary = Self {
            frame: Frame::sample_staff("双桥村便民服务站：检查"),
            round: Link::new("/stations/inspections/1", "2026年四季度站点规范化检查"),
            action: "/stations/inspections/1/990101100201".into(),
            visits: 0,
            lead: "逐条看过再选；不符合的写明差在哪里，保存后自动交办整改".into(),
            on: Field::of("2026-12-01"),
            points: vec![point("plate", "门口挂有规范名称的牌子", ""), point("hours", "服务时间贴在门口", "met")],
            picture: Field::default(),
        };
        let sentence = "“门口挂有规范名称的牌子”不符合，请写明差在哪里";
        let mut wrong = ordinary.clone();
        wrong.frame = wrong.frame.with_problem("", sentence);
        wrong.points[0].choice = met("lacking");
        vec![ordinary, wrong]
    }
}

/// The checklist.
#[derive(Debug, Clone, Template)]
#[template(path = "stations/checklist.html")]
pub struct ChecklistPage {
    /// Frame.
    pub frame: Frame,
    /// Its version.
    pub version: i64,
    /// What prescribes it.
    pub source: String,
    /// The lines, one point each.
    pub lines: Field,
    /// Working days to put things right.
    pub due_workdays: Field,
    /// Whether this reader changes it.
    pub may_change: bool,
    /// Versions before it, in words.
    pub older: Vec<String>,
}

impl Page for ChecklistPage {
    const NAME: &'static str = "stations/checklist";

    fn samples() -> Vec<Self> {
        let ordinary = Self {
            frame: Frame::sample_staff("检查清单"),
            version: 2,
            source: "国发〔2022〕5号".into(),
            lines: Field::of("标识名称｜门口挂有规范名称的牌子\n设施设备｜设有综合窗口和等候区｜乡镇"),
            due_workdays: Field::of("15"),
            may_change: true,
            older: vec!["第 1 版，12 条".into()],
        };
        let sentence = "第 2 行：第二格要写检查要求";
        let wrong = Self {
            frame: ordinary.frame.clone().with_problem("lines", sentence),
            lines: Field::wrong("标识名称｜门口挂牌\n人员｜", sentence),
            ..ordinary.clone()
        };
        let shown = Self { may_change: false, older: vec![], ..ordinary.clone() };
        vec![ordinary, wrong, shown]
    }
}
