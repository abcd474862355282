//! One station (站点): where, when, for which villages; for the office, how its name and plate stand.

use askama::Template;

use super::OfferRow;
use crate::base::{Field, Flag, Frame, Page};

/// How name and plate stand, each with day and proof.
#[derive(Debug, Clone)]
pub struct NamingState {
    /// The name it should carry; empty when its division is gone.
    pub official: String,
    /// Whether the registered name is the official one.
    pub name_ok: Flag,
    /// Day of the check; empty when not noted.
    pub name_checked_on: String,
    /// What shows it; empty when not noted.
    pub name_evidence: String,
    /// What the plate says; empty when nobody has looked.
    pub plate: String,
    /// Whether the plate is the official one.
    pub plate_ok: Flag,
    /// Day of the check; empty when not noted.
    pub plate_checked_on: String,
    /// What shows it; empty when not noted.
    pub plate_evidence: String,
}

/// The page.
#[derive(Debug, Clone, Template)]
#[template(path = "stations/station.html")]
pub struct StationPage {
    /// Frame; its title is the registered name.
    pub frame: Frame,
    /// The township above; empty for a centre.
    pub town: String,
    /// The division it stands in; empty when the division is gone.
    pub division: String,
    /// Works at present.
    pub open: bool,
    /// Divisions it serves.
    pub serves: String,
    /// Address; empty when not known.
    pub address: String,
    /// Telephone; empty when not known.
    pub phone: String,
    /// Hours; empty when not known.
    pub hours: String,
    /// Who helps there; empty when nobody is noted.
    pub crew: String,
    /// How many items it offers.
    pub offered: usize,
    /// Of these what is looked for, as far as it is shown.
    pub offers: Vec<OfferRow>,
    /// Whether there are more.
    pub more: bool,
    /// What is looked for.
    pub query: Field,
    /// This page.
    pub here: String,
    /// Form on which they are set; for those who may.
    pub set_offers: Option<String>,
    /// What it was before, in lines; for the office only.
    pub history: Vec<String>,
    /// Field of the form that posts somebody; for those who may.
    pub login: Option<Field>,
    /// Where that form is sent.
    pub posts: String,
    /// Name and plate; for the office only.
    pub naming: Option<NamingState>,
    /// Form on which the name is checked; for those who may.
    pub check: Option<String>,
    /// Form on which it is changed; for those who may.
    pub edit: Option<String>,
}

impl Page for StationPage {
    const NAME: &'static str = "stations/station";

    fn samples() -> Vec<Self> {
        let public = Self {
            frame: Frame::sample_public("双桥村便民服务站"),
            town: "云溪镇".into(),
            division: "双桥村".into(),
            open: true,
            serves: "双桥村、石桥村".into(),
            address: "云溪镇双桥村 3 组".into(),
            phone: "0990-1234567".into(),
            hours: "工作日 09:00–12:00，13:30–17:00".into(),
            crew: "李桂花、王建国".into(),
            offered: 41,
            offers: vec![OfferRow::sample("直接办理", ""), OfferRow::sample("帮办代办", "")],
            more: true,
            query: Field::default(),
            here: "/stations/990101100201".into(),
            set_offers: None,
            history: vec![],
            login: None,
            posts: "/stations/990101100201/posts".into(),
            naming: None,
            check: None,
            edit: None,
        };
        let naming = NamingState {
            official: "双桥村便民服务站".into(),
            name_ok: Flag::Yes,
            name_checked_on: "2026年11月18日（周三）".into(),
            name_evidence: "县编办发〔2026〕7号".into(),
            plate: "阿依库勒·吐尔逊江牧业村党群服务中心便民室（为民服务代办点）".into(),
            plate_ok: Flag::No,
            plate_checked_on: "2026年11月19日（周四）".into(),
            plate_evidence: "照片 12".into(),
        };
        let office = Self {
            frame: Frame::sample_staff("双桥村便民服务站")
                .with_problem("login", "没有登录名是“li”的在岗人员，请系统管理员先开账号"),
            history: vec!["2026年11月20日（周五）起：双桥村便民服务站".into(), "最早起：双桥村便民室".into()],
            login: Some(Field::wrong("li", "没有登录名是“li”的在岗人员，请系统管理员先开账号")),
            set_offers: Some("/stations/990101100201/offers".into()),
            offers: vec![],
            more: false,
            query: Field::of("出国"),
            naming: Some(naming.clone()),
            check: Some("/stations/990101100201/naming".into()),
            edit: Some("/stations/990101100201/edit".into()),
            ..public.clone()
        };
        let bare = Self {
            division: String::new(),
            town: String::new(),
            open: false,
            serves: String::new(),
            address: String::new(),
            phone: String::new(),
            hours: String::new(),
            crew: String::new(),
            offered: 0,
            query: Field::default(),
            history: vec![],
            login: None,
            naming: Some(NamingState {
                official: String::new(),
                name_ok: Flag::Unknown,
                name_checked_on: String::new(),
                name_evidence: String::new(),
                plate: String::new(),
                plate_ok: Flag::Unknown,
                plate_checked_on: String::new(),
                plate_evidence: String::new(),
            }),
            check: None,
            edit: None,
            frame: Frame::sample_staff("双桥村便民服务站"),
            ..office.clone()
        };
        vec![public, office, bare]
    }
}
