//! The desk of a station (站点工作台): five big buttons, and what waits there.

use askama::Template;

use super::TaskRow;
use crate::base::{Clock, Deadline, Frame, Link, Page, Tag, Tone};

/// A case that the helper helped with.
#[derive(Debug, Clone)]
pub struct HelpedRow {
    /// What was applied for.
    pub item: String,
    /// Whose, since when, until when.
    pub about: String,
    /// Where it stands.
    pub stage: Tag,
    /// The due day from today.
    pub deadline: Deadline,
}

/// The desk.
#[derive(Debug, Clone, Template)]
#[template(path = "stations/work.html")]
pub struct WorkPage {
    /// Frame; its title is the station's name.
    pub frame: Frame,
    /// What to say to somebody without a post; empty otherwise.
    pub lost: String,
    /// The big buttons.
    pub buttons: Vec<Link>,
    /// Tasks of the running campaign that wait here.
    pub tasks: Vec<TaskRow>,
    /// Cases that this helper helped with.
    pub helped: Vec<HelpedRow>,
    /// The own work of this month, in words.
    pub work: String,
}

impl Page for WorkPage {
    const NAME: &'static str = "stations/work";

    fn samples() -> Vec<Self> {
        let ordinary = Self {
            frame: Frame::sample_staff("双桥村便民服务站"),
            lost: String::new(),
            buttons: vec![
                Link::new("/cases/assist", "帮办代办"),
                Link::new("/cases/progress", "查进度"),
                Link::new("/cases/progress", "领结果"),
                Link::new("tel:0990-1234567", "打电话"),
                Link::new("#tasks", "我的任务"),
            ],
            tasks: vec![TaskRow {
                href: "/stations/renaming/1/990101100201".into(),
                division: "双桥村".into(),
                town: "云溪镇".into(),
                old_name: "双桥村党群服务中心便民室".into(),
                state: Tag::new(Tone::Warning, "待更名"),
            }],
            helped: vec![HelpedRow {
                item: "城乡居民基本养老保险参保登记（首次参保）".into(),
                about: "张*，2026年11月18日（周三）帮办，2026年11月27日（周五）前".into(),
                stage: Tag::new(Tone::Neutral, "审查中"),
                deadline: Deadline::new(Clock::Today, "今天到期"),
            }],
            work: "本月帮办 6 件，已提交 5 件，办结 3 件".into(),
        };
        let idle = Self { tasks: vec![], helped: vec![], ..ordinary.clone() };
        let lost = Self {
            frame: Frame::sample_staff("站点工作台"),
            lost: "您还没有派驻到站点，请县政务服务局先登记".into(),
            buttons: vec![],
            tasks: vec![],
            helped: vec![],
            work: String::new(),
        };
        vec![ordinary, idle, lost]
    }
}
