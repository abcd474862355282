//! The paper that goes to the unit (整改交办单), A4, one sheet a unit: what must be done by when, with the place for the
//! seal and for whoever takes it. Printed by the browser; as a document it is made with the reports.

use askama::Template;

use crate::base::{Frame, Page};

/// One order on the sheet.
#[derive(Debug, Clone)]
pub struct PrintLine {
    /// 整改单号.
    pub number: String,
    /// Item or place.
    pub subject: String,
    /// Where it comes from.
    pub origin: String,
    /// What must be done.
    pub requirement: String,
    /// What holds it up; may be empty.
    pub blocker: String,
    /// Last day, as "2026年12月11日（周五）".
    pub due: String,
}

/// All open orders of one unit.
#[derive(Debug, Clone)]
pub struct PrintSheet {
    /// The unit.
    pub unit: String,
    /// Its orders by last day.
    pub lines: Vec<PrintLine>,
}

/// Sheets of all units in one go.
#[derive(Debug, Clone, Template)]
#[template(path = "rectification/print.html")]
pub struct PrintPage {
    /// Frame; its title says how many.
    pub frame: Frame,
    /// Address of the list that it was asked from.
    pub back: String,
    /// Who orders, whose seal it bears.
    pub office: String,
    /// Today, as "2026年11月20日（周五）".
    pub today: String,
    /// One for each unit.
    pub sheets: Vec<PrintSheet>,
}

impl Page for PrintPage {
    const NAME: &'static str = "rectification/print";

    fn samples() -> Vec<Self> {
        let line = |number: &str, subject: &str, blocker: &str| PrintLine {
            number: number.into(),
            subject: subject.into(),
            origin: "指标差距 · 省级平台发布占比".into(),
            requirement: "把“省级平台发布”办成“是”".into(),
            blocker: blocker.into(),
            due: "2026年12月11日（周五）".into(),
        };
        let ordinary = Self {
            frame: Frame::sample_staff("整改交办单：2 个单位，3 件"),
            back: "/rectification".into(),
            office: "某县政务服务和数据管理局".into(),
            today: "2026年11月20日（周五）".into(),
            sheets: vec![
                PrintSheet {
                    unit: "县民政局".into(),
                    lines: vec![
                        line("整改〔2026〕12号", "临时救助", "省平台未同步"),
                        line("整改〔2026〕13号", "生产建设项目水土保持方案审批（编制水土保持方案报告书的项目）", ""),
                    ],
                },
                PrintSheet {
                    unit: "云溪镇".into(), lines: vec![line("整改〔2026〕14号", "双桥村", "场地限制")]
                },
            ],
        };
        let empty =
            Self { frame: Frame::sample_staff("没有要送的交办单"), sheets: Vec::new(), ..ordinary.clone() };
        vec![ordinary, empty]
    }
}
