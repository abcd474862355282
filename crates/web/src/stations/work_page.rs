//! The desk of a station (站点工作台): five big buttons, and what waits there.

use askama::Template;

use super::TaskRow;
use crate::base::{Frame, Link, Page, Tag, Tone};

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
            work: "本月帮办 6 件，已提交 5 件，办结 3 件".into(),
        };
        let idle = Self { tasks: vec![], ..ordinary.clone() };
        let lost = Self {
            frame: Frame::sample_staff("站点工作台"),
            lost: "您还没有派驻到站点，请县政务服务局先登记".into(),
            buttons: vec![],
            tasks: vec![],
            work: String::new(),
        };
        vec![ordinary, idle, lost]
    }
}
