//! Entering and changing a station (登记、修改站点).

use askama::Template;

use crate::base::{Choice, Field, Frame, Page};

/// The form.
#[derive(Debug, Clone, Template)]
#[template(path = "stations/form.html")]
pub struct StationFormPage {
    /// Frame.
    pub frame: Frame,
    /// Where it is sent.
    pub action: String,
    /// Where one goes without saving.
    pub back: String,
    /// Version the form was opened on; `None` for a new station.
    pub version: Option<i64>,
    /// Division it stands in; fixed for a station that is there.
    pub code: Field,
    /// Registered name.
    pub name: Field,
    /// What the plate says.
    pub plate: Field,
    /// Address.
    pub address: Field,
    /// Telephone.
    pub phone: Field,
    /// Hours.
    pub hours: Field,
    /// Longitude.
    pub longitude: Field,
    /// Latitude.
    pub latitude: Field,
    /// Their system.
    pub datum: Choice,
    /// Other divisions it serves.
    pub serves: Field,
    /// Whether it works.
    pub open: Choice,
}

impl Page for StationFormPage {
    const NAME: &'static str = "stations/form";

    fn samples() -> Vec<Self> {
        let open = || Choice::of(&[("1", "正常服务"), ("0", "暂停或停用")], "1");
        let change = Self {
            frame: Frame::sample_staff("修改双桥村便民服务站"),
            action: "/stations/990101100201/edit".into(),
            back: "/stations/990101100201".into(),
            version: Some(2),
            code: Field::of("990101100201"),
            name: Field::of("双桥村便民服务站"),
            plate: Field::of("双桥村便民服务站"),
            address: Field::of("云溪镇双桥村 3 组"),
            phone: Field::of("0990-1234567"),
            hours: Field::of("工作日 09:00–12:00"),
            longitude: Field::of("104.123456"),
            latitude: Field::of("30.123456"),
            datum: Choice::of(&[("", "请选择"), ("WGS-84", "WGS-84（手机、北斗定位）")], "WGS-84"),
            serves: Field::of("石桥村"),
            open: open(),
        };
        let sentence = "无此村不在区划表里，请核对，或先导入区划表";
        let wrong = Self {
            frame: Frame::sample_staff("登记站点").with_problem("serves", sentence),
            action: "/stations/new".into(),
            back: "/stations".into(),
            version: None,
            serves: Field::wrong("无此村", sentence),
            ..change.clone()
        };
        vec![change, wrong]
    }
}
