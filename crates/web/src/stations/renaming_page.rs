//! Renaming campaigns (更名行动): all of them, one with its townships and tasks, and the task of one station on a phone.

use askama::Template;

use crate::base::{Field, Frame, Link, Page, Tag, Tone};

/// A campaign or a round in a list.
#[derive(Debug, Clone)]
pub struct WorkRow {
    /// Its address.
    pub href: String,
    /// What it is called.
    pub title: String,
    /// From when until when.
    pub days: String,
    /// Whether it runs.
    pub state: Tag,
}

/// All campaigns, and the form that opens one.
#[derive(Debug, Clone, Template)]
#[template(path = "stations/campaigns.html")]
pub struct CampaignsPage {
    /// Frame.
    pub frame: Frame,
    /// The newest first.
    pub rows: Vec<WorkRow>,
    /// The standard form of names, in words.
    pub standard: String,
    /// What prescribes it.
    pub source: String,
    /// Whether this reader opens campaigns, and none runs.
    pub may_open: bool,
    /// What it is called.
    pub title: Field,
    /// The document that orders it.
    pub basis: Field,
    /// Last day.
    pub due_on: Field,
}

impl Page for CampaignsPage {
    const NAME: &'static str = "stations/campaigns";

    fn samples() -> Vec<Self> {
        let row = |state: Tag| WorkRow {
            href: "/stations/renaming/1".into(),
            title: "2026年村（社区）便民服务站统一更名行动".into(),
            days: "2026年11月1日至12月31日".into(),
            state,
        };
        let ordinary = Self {
            frame: Frame::sample_staff("更名行动"),
            rows: vec![row(Tag::new(Tone::Neutral, "进行中")), row(Tag::new(Tone::Good, "已结束"))],
            standard: "乡镇（街道）叫“××便民服务中心”，村（社区）叫“××便民服务站”".into(),
            source: "国发〔2022〕5号".into(),
            may_open: false,
            title: Field::default(),
            basis: Field::default(),
            due_on: Field::default(),
        };
        let sentence = "请填写依据的文件和文号";
        let wrong = Self {
            frame: Frame::sample_staff("更名行动").with_problem("basis", sentence),
            rows: vec![],
            may_open: true,
            title: Field::of("更名行动"),
            basis: Field::wrong("", sentence),
            due_on: Field::of("2026-12-31"),
            ..ordinary.clone()
        };
        vec![ordinary, wrong]
    }
}

/// A township in the progress of a campaign or a round: its name and its numbers as the head names them.
#[derive(Debug, Clone)]
pub struct TownRow {
    /// Name of the township.
    pub name: String,
    /// Numbers, in the order of the head.
    pub cells: Vec<String>,
}

/// A task in the list.
#[derive(Debug, Clone)]
pub struct TaskRow {
    /// Its address.
    pub href: String,
    /// Village or township.
    pub division: String,
    /// The township.
    pub town: String,
    /// What the station was called.
    pub old_name: String,
    /// Where it stands.
    pub state: Tag,
}

/// A campaign.
#[derive(Debug, Clone, Template)]
#[template(path = "stations/campaign.html")]
pub struct CampaignPage {
    /// Frame; its title is the campaign's.
    pub frame: Frame,
    /// The document that orders it.
    pub basis: String,
    /// From when until when.
    pub days: String,
    /// The finding, as "78 个站点已验收 12 个".
    pub finding: String,
    /// The naming rate, told apart.
    pub naming: String,
    /// Townships.
    pub towns: Vec<TownRow>,
    /// Tasks that this reader sees.
    pub tasks: Vec<TaskRow>,
    /// The same as a spreadsheet.
    pub sheet: String,
    /// Version for closing; `None` where this reader does not.
    pub close: Option<i64>,
    /// Address for closing.
    pub close_href: String,
}

impl Page for CampaignPage {
    const NAME: &'static str = "stations/campaign";

    fn samples() -> Vec<Self> {
        let cells = |of: [u32; 5]| of.iter().map(ToString::to_string).collect();
        let task = |state: Tag| TaskRow {
            href: "/stations/renaming/1/990101100201".into(),
            division: "阿依库勒·吐尔逊江牧业村".into(),
            town: "云溪镇".into(),
            old_name: "阿依库勒·吐尔逊江牧业村党群服务中心便民室（为民服务代办点）".into(),
            state,
        };
        let ordinary = Self {
            frame: Frame::sample_staff("2026年便民服务站更名行动"),
            basis: "青政办〔2026〕12号".into(),
            days: "2026年11月1日至12月31日".into(),
            finding: "12 个站点要更名，已验收 5 个，待验收 2 个".into(),
            naming: "全县 259 个站点，名称和牌子都规范的 252 个；更名率单独统计，不计入覆盖率".into(),
            towns: vec![
                TownRow { name: "云溪镇".into(), cells: cells([8, 3, 1, 1, 3]) },
                TownRow { name: "石坝乡".into(), cells: cells([4, 1, 0, 1, 2]) },
            ],
            tasks: vec![
                task(Tag::new(Tone::Warning, "待更名")),
                task(Tag::new(Tone::Neutral, "待验收")),
                task(Tag::new(Tone::Good, "已验收")),
            ],
            sheet: "/stations/renaming/1/tasks.xlsx".into(),
            close: Some(1),
            close_href: "/stations/renaming/1/close".into(),
        };
        let bare = Self { towns: vec![], tasks: vec![], close: None, ..ordinary.clone() };
        vec![ordinary, bare]
    }
}

/// The task of one station, made for a phone.
#[derive(Debug, Clone, Template)]
#[template(path = "stations/task.html")]
pub struct TaskPage {
    /// Frame; its title names the station.
    pub frame: Frame,
    /// Back to the campaign.
    pub campaign: Link,
    /// Address of this task.
    pub here: String,
    /// Where it stands.
    pub state: Tag,
    /// What the station was called.
    pub old_name: String,
    /// What it must be called; empty where the division is gone.
    pub official: String,
    /// Last day.
    pub due: String,
    /// What was reported; empty where nothing was.
    pub reported: String,
    /// By whom and when.
    pub reporter: String,
    /// Why it was sent back, and by whom; empty where it was not.
    pub sent_back: String,
    /// By whom and when it was accepted.
    pub accepted: String,
    /// The photograph of the last report.
    pub photo: Option<String>,
    /// Version for both forms.
    pub version: i64,
    /// Whether this reader reports.
    pub may_report: bool,
    /// Whether this reader accepts.
    pub may_settle: bool,
    /// The new name.
    pub name: Field,
    /// The photograph's field.
    pub picture: Field,
    /// Reason of sending back.
    pub reason: Field,
}

impl Page for TaskPage {
    const NAME: &'static str = "stations/task";

    fn samples() -> Vec<Self> {
        let open = Self {
            frame: Frame::sample_staff("双桥村：更名任务"),
            campaign: Link::new("/stations/renaming/1", "2026年便民服务站更名行动"),
            here: "/stations/renaming/1/990101100201".into(),
            state: Tag::new(Tone::Warning, "退回重报"),
            old_name: "双桥村党群服务中心便民室".into(),
            official: "双桥村便民服务站".into(),
            due: "2026年12月31日（周四）".into(),
            reported: "双桥村便民服务站".into(),
            reporter: "李桂花，11月20日 09:30".into(),
            sent_back: "照片看不清字，请靠近再拍（陈乡长，11月21日 10:00）".into(),
            accepted: String::new(),
            photo: Some("/stations/photos/5".into()),
            version: 3,
            may_report: true,
            may_settle: false,
            name: Field::of("双桥村便民服务站"),
            picture: Field::default(),
            reason: Field::default(),
        };
        let sentence = "请拍一张新牌子的照片，字要看得清";
        let wrong = Self {
            frame: open.frame.clone().with_problem("photo", sentence),
            picture: Field::wrong("", sentence),
            ..open.clone()
        };
        let settle = Self {
            state: Tag::new(Tone::Neutral, "待验收"),
            sent_back: String::new(),
            may_report: false,
            may_settle: true,
            ..open.clone()
        };
        let done = Self {
            state: Tag::new(Tone::Good, "已验收"),
            sent_back: String::new(),
            accepted: "陈乡长，11月22日 15:20".into(),
            may_report: false,
            ..open.clone()
        };
        vec![open, wrong, settle, done]
    }
}
