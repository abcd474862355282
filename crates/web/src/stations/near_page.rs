//! Stations near a township (就近站点): chosen by name, without asking the device where it is.

use askama::Template;

use super::StationLine;
use crate::base::{Choice, Frame, Page, Svg};

/// The page.
#[derive(Debug, Clone, Template)]
#[template(path = "stations/near.html")]
pub struct NearPage {
    /// Frame.
    pub frame: Frame,
    /// Townships to choose from.
    pub town: Choice,
    /// Stations of the chosen township: its centre, then its villages.
    pub rows: Vec<StationLine>,
    /// Whether one was chosen.
    pub chosen: bool,
    /// The approved map: its picture, title and number; `None` = none.
    pub map: Option<(String, String, String)>,
    /// Whether this reader loads it.
    pub set_map: bool,
    /// All townships as tiles.
    pub tiles: Svg,
}

impl Page for NearPage {
    const NAME: &'static str = "stations/near";

    fn samples() -> Vec<Self> {
        let row = StationLine {
            division: "云溪镇".into(),
            level: "乡镇（街道）".into(),
            href: Some("/stations/990101100000".into()),
            name: "云溪镇便民服务中心".into(),
            plate: String::new(),
            address: "云溪镇人民路 1 号".into(),
            phone: "0990-1234567".into(),
            hours: "工作日 09:00–17:00".into(),
            remarks: vec![],
            check: None,
        };
        let towns =
            |chosen| Choice::of(&[("", "请选择"), ("990101100000", "云溪镇"), ("990101101000", "石坝乡")], chosen);
        let tile = papers::charts::TileTown {
            name: "云溪镇".into(),
            tiles: vec![("双桥村".into(), papers::charts::Tile::Own), ("石桥村".into(), papers::charts::Tile::Joint)],
        };
        let tiles = Svg::drawn(papers::charts::tile_map("站点示意图", &[tile]));
        let chosen = Self {
            frame: Frame::sample_public("就近站点"),
            town: towns("990101100000"),
            rows: vec![row],
            chosen: true,
            map: None,
            set_map: false,
            tiles,
        };
        let map = ("/stations/map.svg?v=1".to_owned(), "青禾县行政区划图".to_owned(), "川S(2025)00012号".to_owned());
        let fresh = Self { town: towns(""), rows: vec![], chosen: false, map: Some(map), ..chosen.clone() };
        vec![chosen, fresh]
    }
}
