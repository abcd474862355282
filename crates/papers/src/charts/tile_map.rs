//! 示意图: the townships of a county and their villages as tiles, in the order of their codes. It is no map: nothing in it
//! says where a place lies, so it needs no approval number (审图号), and it says 示意图 on itself.
//!
//! Deliberately not here: which station serves whom.

use super::{
    palette::{BRAND, CARD, HINT, INK, OTHERS, TARGET},
    svg::{Anchor, Svg, fitted},
};

/// How a division is served.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tile {
    /// By its own station.
    Own,
    /// By a neighbour's (合设).
    Joint,
    /// Its station is out of service.
    Paused,
    /// By none.
    Without,
}

impl Tile {
    const ALL: [Self; 4] = [Self::Own, Self::Joint, Self::Paused, Self::Without];

    const fn words(self) -> &'static str {
        match self {
            Self::Own => "有站点",
            Self::Joint => "合设",
            Self::Paused => "暂停",
            Self::Without => "没有站点",
        }
    }
}

/// A township with its villages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TileTown {
    /// Its name.
    pub name: String,
    /// Villages by code: name, and how it is served.
    pub tiles: Vec<(String, Tile)>,
}

const WIDTH: u32 = 300;
/// Tenths of a pixel.
const CELL: u32 = 180;
const A_ROW: usize = 16;
const NAME: u32 = 220;

fn draw(svg: &mut Svg, at: (u32, u32), tile: Tile, title: &str) {
    let side = CELL - 20;
    match tile {
        Tile::Own => svg.titled_rect(at, (side, side), BRAND, title),
        Tile::Joint => svg.titled_rect(at, (side, side), OTHERS, title),
        Tile::Paused => svg.titled_rect(at, (side, side), TARGET, title),
        Tile::Without => svg.hatch(at, (side, side), HINT),
    };
}

/// Draws the tiles, 300 pixels wide.
#[must_use]
pub fn tile_map(title: &str, towns: &[TileTown]) -> String {
    let lines = |town: &TileTown| u32::try_from(town.tiles.len().div_ceil(A_ROW)).unwrap_or(1).max(1);
    let rows: u32 = towns.iter().map(|t| NAME + lines(t) * CELL + 60).sum();
    let mut svg = Svg::new(WIDTH, (rows + 520) / 10 + 4);
    svg.rect((0, 0), (WIDTH * 10, rows + 520), CARD);
    svg.strong((10, 150), 12, INK, Anchor::Start, "示意图，不表示位置和大小");
    for (n, tile) in (0_u32..).zip(Tile::ALL) {
        let left = 10 + n * 740;
        draw(&mut svg, (left, 230), tile, tile.words());
        svg.text((left + 200, 370), 12, HINT, Anchor::Start, tile.words());
    }
    let mut top = 500;
    let mut spoken = Vec::with_capacity(towns.len());
    for town in towns {
        let served = town.tiles.iter().filter(|(_, t)| matches!(t, Tile::Own | Tile::Joint)).count();
        let words = format!("{}：{} 个村（社区），有站点服务 {served} 个", town.name, town.tiles.len());
        svg.text((10, top + 140), 12, INK, Anchor::Start, &fitted(&town.name, 12, WIDTH * 10));
        for (place, (name, tile)) in town.tiles.iter().enumerate() {
            let column = u32::try_from(place % A_ROW).unwrap_or_default();
            let line = u32::try_from(place / A_ROW).unwrap_or_default();
            let at = (10 + column * CELL, top + NAME + line * CELL);
            draw(&mut svg, at, *tile, &format!("{name}：{}", tile.words()));
        }
        top += NAME + lines(town) * CELL + 60;
        spoken.push(words);
    }
    let desc = if spoken.is_empty() { "没有区划".to_owned() } else { spoken.join("；") };
    svg.finish("tile-map", title, &desc)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_diagram_says_that_it_is_none_of_a_map_and_tells_its_numbers() {
        let tiles = (0..20).map(|n| (format!("第{n}村"), if n == 3 { Tile::Without } else { Tile::Own })).collect();
        let town = TileTown { name: "云溪镇<b>".into(), tiles };
        let svg = tile_map("站点示意图", &[town]);
        assert!(svg.contains("示意图，不表示位置和大小") && svg.contains("20 个村（社区），有站点服务 19 个"));
        assert!(svg.contains("第19村：有站点") && svg.contains("云溪镇&lt;b&gt;") && !svg.contains("<b>"));
        assert!(tile_map("空", &[]).contains("没有区划"));
    }
}
