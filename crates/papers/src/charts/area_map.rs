//! 地图: the areas of an approved map, with the approval number (审图号) printed beneath. Borders are drawn to the pixel and
//! nothing is added to what was approved but the names that came with it.
//!
//! Deliberately not here: whether the map may be shown.

use domain::stations::Area;

use super::{
    palette::{BRAND, CARD, INK},
    svg::{Anchor, Svg, fitted},
};

const WIDTH: i64 = 600;
/// Of a map that is far taller than wide.
const TALLEST: i64 = 900;
const MARGIN: i64 = 8;

/// Where a place lies on the paper: cylindrical, true to scale at the middle of the map.
struct Paper {
    west: i64,
    north: i64,
    /// Millionths of a degree a pixel, eastward and southward.
    a_pixel: (i64, i64),
}

impl Paper {
    fn of(areas: &[Area]) -> Option<(Self, i64)> {
        let points = || areas.iter().flat_map(|a| &a.rings).flatten();
        let (west, east) = (points().map(|p| p.0).min()?, points().map(|p| p.0).max()?);
        let (south, north) = (points().map(|p| p.1).min()?, points().map(|p| p.1).max()?);
        let shrink = shrink((south + north) / 2);
        let (wide, tall) = ((east - west).max(1), (north - south).max(1));
        // A pixel is as large southward as eastward on the ground.
        let across = (wide / (WIDTH - 2 * MARGIN)).max(tall * 1000 / shrink / (TALLEST - 2 * MARGIN)) + 1;
        let down = (across * shrink / 1000).max(1);
        Some((Self { west, north, a_pixel: (across, down) }, tall / down + 2 * MARGIN))
    }

    fn at(&self, (longitude, latitude): (i64, i64)) -> (i64, i64) {
        (MARGIN + (longitude - self.west) / self.a_pixel.0, MARGIN + (self.north - latitude) / self.a_pixel.1)
    }
}

/// The cosine of a latitude, in thousandths.
#[expect(clippy::cast_possible_truncation, clippy::cast_precision_loss, reason = "a latitude in degrees")]
fn shrink(latitude: i64) -> i64 {
    ((latitude as f64 / 1e6).to_radians().cos() * 1000.0).round().max(1.0) as i64
}

/// A ring as a path, each pixel once.
fn path(paper: &Paper, ring: &[(i64, i64)], out: &mut String) {
    let mut last = None;
    for point in ring {
        let at = paper.at(*point);
        if last == Some(at) {
            continue;
        }
        out.push_str(&format!("{}{} {}", if last.is_none() { "M" } else { "L" }, at.0, at.1));
        last = Some(at);
    }
    if last.is_some() {
        out.push('Z');
    }
}

/// Draws the map, 600 pixels wide.
#[must_use]
pub fn area_map(title: &str, number: &str, areas: &[Area]) -> String {
    let (paper, height) = match Paper::of(areas) {
        Some((paper, height)) => (Some(paper), height),
        None => (None, 2 * MARGIN),
    };
    let pixels = |of: i64| u32::try_from(of.max(0)).unwrap_or(0);
    let tall = pixels(height) + 30;
    let mut svg = Svg::new(pixels(WIDTH), tall);
    svg.rect((0, 0), (pixels(WIDTH) * 10, tall * 10), CARD);
    if let Some(paper) = &paper {
        for area in areas {
            let mut d = String::new();
            area.rings.iter().for_each(|ring| path(paper, ring, &mut d));
            svg.area(&d, BRAND, &area.name);
        }
        for area in areas.iter().filter(|a| !a.name.is_empty()) {
            let Some(ring) = area.rings.iter().max_by_key(|r| r.len()).filter(|r| !r.is_empty()) else { continue };
            let spread = |of: fn(&(i64, i64)) -> i64| {
                let (least, most) = ring.iter().map(of).fold((i64::MAX, i64::MIN), |(a, b), v| (a.min(v), b.max(v)));
                i64::midpoint(least, most)
            };
            let at = paper.at((spread(|p| p.0), spread(|p| p.1)));
            svg.text((pixels(at.0) * 10, pixels(at.1) * 10), 12, INK, Anchor::Middle, &area.name);
        }
    }
    let said = fitted(&format!("审图号：{number}"), 14, pixels(WIDTH) * 10);
    svg.strong((pixels(MARGIN) * 10, (tall - 10) * 10), 14, INK, Anchor::Start, &said);
    let names: Vec<&str> = areas.iter().map(|a| a.name.as_str()).filter(|n| !n.is_empty()).collect();
    svg.finish("area-map", title, &format!("{}。审图号：{number}", names.join("、")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_number_stands_beneath_and_nothing_is_drawn_outside() {
        let square = |west: i64| {
            vec![(west, 30_000_000), (west + 100_000, 30_000_000), (west + 100_000, 30_100_000), (west, 30_000_000)]
        };
        let area = |name: &str, west| Area { name: name.into(), rings: vec![square(west)] };
        let svg =
            area_map("青禾县行政区划图", "川S(2025)12号", &[area("云溪镇<b>", 104_000_000), area("", 104_100_000)]);
        assert!(svg.contains("审图号：川S(2025)12号") && svg.contains("云溪镇&lt;b&gt;") && !svg.contains("<b>"));
        assert!(svg.contains(r#"width="600""#));
        let numbers = svg
            .split(r#"<path d=""#)
            .skip(1)
            .flat_map(|d| d.split('"').next().unwrap_or("").split(['M', 'L', 'Z', ' ']));
        let numbers: Vec<i64> = numbers.filter(|n| !n.is_empty()).map(|n| n.parse().unwrap()).collect();
        assert!(numbers.len() >= 12 && numbers.iter().all(|n| (0..=WIDTH).contains(n)), "{numbers:?}");
        let tall = Area { name: String::new(), rings: vec![vec![(0, 0), (1, 0), (1, 90_000_000), (0, 0)]] };
        let tall = area_map("高", "x", &[tall]);
        let height =
            tall.split(r#"height=""#).nth(1).and_then(|t| t.split('"').next()).map(|h| h.parse::<i64>().unwrap());
        assert!(height.is_some_and(|h| h <= TALLEST + 40), "{height:?}");
        assert!(area_map("空", "x", &[]).contains("审图号：x"));
    }
}
