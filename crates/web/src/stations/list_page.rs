//! Where people can go nearby (便民站点): every township and village with the station that serves it.

use askama::Template;

use crate::base::{Frame, Page, Tag, Tone, paths};

/// One division with its station.
#[derive(Debug, Clone, Default)]
pub struct StationLine {
    /// The division, as "双桥村".
    pub division: String,
    /// What it is, as "村（社区）".
    pub level: String,
    /// Page of the station; `None` when there is none.
    pub href: Option<String>,
    /// Registered name of the station; empty when there is none.
    pub name: String,
    /// What the plate says; empty when nobody has looked.
    pub plate: String,
    /// Address; empty when not known.
    pub address: String,
    /// Telephone; empty when not known.
    pub phone: String,
    /// Hours; empty when not known.
    pub hours: String,
    /// Remarks, as "暂停服务", "与邻村合设".
    pub remarks: Vec<Tag>,
    /// Form on which the name is checked; for those who may.
    pub check: Option<String>,
}

/// One way to narrow the list.
#[derive(Debug, Clone)]
pub struct FilterTab {
    /// Address of the list.
    pub href: String,
    /// As "待更名".
    pub label: String,
    /// Whether it is shown now.
    pub current: bool,
}

/// Stations of the county.
#[derive(Debug, Clone, Template)]
#[template(path = "stations/list.html")]
pub struct StationListPage {
    /// Frame.
    pub frame: Frame,
    /// How renaming stands, as "还有 12 个站点待更名"; for the office only.
    pub renaming: Option<String>,
    /// Ways to narrow the list; for the office only.
    pub tabs: Vec<FilterTab>,
    /// What to say when nothing is left of a narrowed list; empty for the whole list.
    pub empty: String,
    /// Whether stations may be entered and changed.
    pub editor: bool,
    /// Address of the list as xlsx; for those who may change it.
    pub sheet: Option<String>,
    /// Divisions of this part of the list.
    pub rows: Vec<StationLine>,
    /// Address of the next part of the list.
    pub next: Option<String>,
    /// Address of the first part, when this is a later one.
    pub first: Option<String>,
}

impl Page for StationListPage {
    const NAME: &'static str = "stations/list";

    fn samples() -> Vec<Self> {
        let line = |division: &str, level: &str, name: &str, plate: &str| StationLine {
            division: division.into(),
            level: level.into(),
            href: Some(paths::station("990101100201")),
            name: name.into(),
            plate: plate.into(),
            address: "云溪镇人民路 18 号一楼".into(),
            phone: "0990-1234567".into(),
            hours: "工作日 09:00–12:00，13:30–17:00".into(),
            remarks: vec![],
            check: None,
        };
        let town = line("云溪镇", "乡镇（街道）", "云溪镇便民服务中心", "云溪镇便民服务中心");
        let public = Self {
            frame: Frame::sample_public("便民站点"),
            renaming: None,
            tabs: vec![],
            empty: String::new(),
            editor: false,
            sheet: None,
            rows: vec![
                town.clone(),
                StationLine {
                    remarks: vec![Tag::new(Tone::Neutral, "与邻村合设")],
                    ..line("石桥村", "村（社区）", "双桥村便民服务站", "")
                },
                StationLine {
                    division: "新设社区".into(), level: "村（社区）".into(), ..StationLine::default()
                },
            ],
            next: Some("/stations?after=990101100201".into()),
            first: None,
        };
        let old = StationLine {
            remarks: vec![Tag::new(Tone::Warning, "待更名")],
            check: Some(paths::station_naming("990101100202")),
            ..line(
                "阿依库勒·吐尔逊江牧业村",
                "村（社区）",
                "阿依库勒·吐尔逊江牧业村党群服务中心便民室（为民服务代办点）",
                "党群服务中心",
            )
        };
        let tab = |label: &str, current: bool| FilterTab {
            href: "/stations?show=renaming".into(),
            label: label.into(),
            current,
        };
        let office = Self {
            frame: Frame::sample_staff("便民站点"),
            renaming: Some("还有 12 个站点待更名，3 个没有核对".into()),
            tabs: vec![tab("全部", false), tab("待更名", true), tab("登记名称是旧名", false)],
            empty: "没有待更名的站点。".into(),
            editor: true,
            sheet: Some(paths::STATIONS_SHEET.into()),
            rows: vec![old],
            next: None,
            first: Some("/stations?show=renaming".into()),
        };
        let empty =
            Self { rows: vec![], first: None, renaming: Some("站点名称都已统一".into()), ..office.clone() };
        let unknown = Self { rows: vec![], next: None, ..public.clone() };
        vec![public, office, empty, unknown]
    }
}
