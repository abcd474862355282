//! Checking a station's registered name and its plate against the official one (更名“便民服务站”).

use askama::Template;

use crate::base::{Field, Flag, Frame, Page};

/// Form on which the office notes what it found on the spot.
#[derive(Debug, Clone, Template)]
#[template(path = "stations/naming.html")]
pub struct NamingPage {
    /// Frame; its title names the division.
    pub frame: Frame,
    /// Division code for the address.
    pub code: String,
    /// Version the form was opened on; sent back to notice a faster colleague.
    pub version: i64,
    /// The name it should carry, as "双桥村便民服务站".
    pub official: String,
    /// Whether the registered name is the official one, as it stands now.
    pub name_ok: Flag,
    /// Whether the plate is the official one, as it stands now.
    pub plate_ok: Flag,
    /// Address of the station; empty when not known.
    pub address: String,
    /// Telephone; empty when not known.
    pub phone: String,
    /// Registered name.
    pub name: Field,
    /// What the plate says.
    pub plate: Field,
    /// Day on which the name was checked.
    pub name_checked_on: Field,
    /// What shows it.
    pub name_evidence: Field,
    /// Day on which the plate was looked at.
    pub plate_checked_on: Field,
    /// What shows it.
    pub plate_evidence: Field,
}

impl Page for NamingPage {
    const NAME: &'static str = "stations/naming";

    fn samples() -> Vec<Self> {
        let ordinary = Self {
            frame: Frame::sample_staff("双桥村：核对站点名称"),
            code: "990101100201".into(),
            version: 1,
            official: "双桥村便民服务站".into(),
            name_ok: Flag::No,
            plate_ok: Flag::Unknown,
            address: "云溪镇双桥村 3 组".into(),
            phone: "0990-1234567".into(),
            name: Field::of("双桥村党群服务中心便民室"),
            plate: Field::default(),
            name_checked_on: Field::of("2026-11-20"),
            name_evidence: Field::of("县编办发〔2026〕7号"),
            plate_checked_on: Field::default(),
            plate_evidence: Field::default(),
        };
        let sentence = "请填写站点登记名称";
        let wrong = Self {
            frame: ordinary.frame.clone().with_problem("name", sentence),
            name: Field::wrong("", sentence),
            plate: Field::of("为民服务代办点"),
            ..ordinary.clone()
        };
        vec![ordinary, wrong]
    }
}
