//! The approved map (经审核的地图): the form on which the office loads it.

use askama::Template;

use crate::base::{Field, Frame, Page};

/// The form.
#[derive(Debug, Clone, Template)]
#[template(path = "stations/map.html")]
pub struct MapPage {
    /// Frame.
    pub frame: Frame,
    /// Title and number of the map that is shown; `None` = none.
    pub shown: Option<(String, String)>,
    /// Version for both forms.
    pub version: i64,
    /// 审图号.
    pub number: Field,
    /// What it is called.
    pub title: Field,
    /// The file's field.
    pub file: Field,
}

impl Page for MapPage {
    const NAME: &'static str = "stations/map";

    fn samples() -> Vec<Self> {
        let none = Self {
            frame: Frame::sample_staff("站点地图"),
            shown: None,
            version: 0,
            number: Field::default(),
            title: Field::default(),
            file: Field::default(),
        };
        let sentence = "请填写审图号。没有审图号的地图不能公开，可以继续用示意图";
        let wrong = Self {
            frame: none
                .frame
                .clone()
                .with_problem("number", sentence)
                .with_problem("file", "请选择地图文件（GeoJSON）"),
            number: Field::wrong("", sentence),
            title: Field::of("青禾县行政区划图"),
            file: Field::wrong("", "请选择地图文件（GeoJSON）"),
            ..none.clone()
        };
        let shown =
            Self {
                shown: Some(("青禾县行政区划图".into(), "川S(2025)00012号".into())), version: 1, ..none.clone()
            };
        vec![none, wrong, shown]
    }
}
