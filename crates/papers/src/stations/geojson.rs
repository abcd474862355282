//! GeoJSON (RFC 7946) of polygons with their names: bytes in, areas out, within limits. To be called in a process of its own.
//!
//! Deliberately not here: points, lines, heights, and whatever else a file may say; whether the map may be shown.

use domain::stations::{Area, Ring};
use serde::{Deserialize, Serialize};

/// How large a map may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct AreaLimits {
    /// Bytes of the file.
    pub bytes: u64,
    /// Areas.
    pub areas: usize,
    /// Points in all.
    pub points: usize,
}

/// Why a file is no map.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
pub enum AreaFlaw {
    /// More bytes.
    #[error("地图文件最大 {0} KB，请用简化过的边界")]
    TooLarge(u64),
    /// No GeoJSON.
    #[error("文件不是 GeoJSON 面数据，请用测绘软件另存后再传")]
    NoGeoJson,
    /// Nothing in it.
    #[error("文件里没有区域，请核对是不是传错了")]
    Empty,
    /// More areas or points.
    #[error("地图最多 {0} 个区域、{1} 个点，请用简化过的边界")]
    TooMuch(usize, usize),
    /// A point that is none on Earth: projected coordinates as a rule.
    #[error("坐标要用经纬度（度），文件里的像是平面坐标，请转换后再传")]
    NoDegrees,
    /// The reader did not finish.
    #[error("文件太复杂，读不完，请用简化过的边界")]
    Stopped,
    /// It could not be started.
    #[error("现在读不了文件，请稍后再传")]
    NotStarted,
}

#[derive(Deserialize)]
struct Collection {
    #[serde(rename = "type")]
    kind: String,
    features: Vec<Feature>,
}

#[derive(Deserialize)]
struct Feature {
    #[serde(default)]
    properties: Option<Properties>,
    geometry: Geometry,
}

#[derive(Deserialize, Default)]
struct Properties {
    #[serde(default, alias = "NAME", alias = "Name", alias = "名称", alias = "XZQMC")]
    name: Option<serde_json::Value>,
}

type Lines = Vec<Vec<Vec<f64>>>;

#[derive(Deserialize)]
#[serde(tag = "type", content = "coordinates")]
enum Geometry {
    Polygon(Lines),
    MultiPolygon(Vec<Lines>),
}

/// Reads the areas of a map.
///
/// # Errors
/// [`AreaFlaw`].
pub fn read_areas(bytes: &[u8], limits: &AreaLimits) -> Result<Vec<Area>, AreaFlaw> {
    if bytes.len() as u64 > limits.bytes {
        return Err(AreaFlaw::TooLarge(limits.bytes / 1024));
    }
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let read: Collection = serde_json::from_slice(bytes).map_err(|_| AreaFlaw::NoGeoJson)?;
    if read.kind != "FeatureCollection" {
        return Err(AreaFlaw::NoGeoJson);
    }
    let much = AreaFlaw::TooMuch(limits.areas, limits.points);
    if read.features.len() > limits.areas {
        return Err(much);
    }
    let (mut out, mut points) = (Vec::with_capacity(read.features.len()), 0);
    for feature in read.features {
        let name = match feature.properties.unwrap_or_default().name {
            Some(serde_json::Value::String(name)) => name.trim().chars().take(40).collect(),
            Some(_) | None => String::new(),
        };
        let lines = match feature.geometry {
            Geometry::Polygon(lines) => lines,
            Geometry::MultiPolygon(many) => many.into_iter().flatten().collect(),
        };
        points += lines.iter().map(Vec::len).sum::<usize>();
        if points > limits.points {
            return Err(much);
        }
        let rings = lines.iter().map(|line| ring(line)).collect::<Result<Vec<Ring>, _>>()?;
        out.push(Area { name, rings });
    }
    if out.iter().all(|a| a.rings.iter().all(|r| r.len() < 4)) {
        return Err(AreaFlaw::Empty);
    }
    Ok(out)
}

/// A ring in millionths of a degree; heights are left out.
fn ring(line: &[Vec<f64>]) -> Result<Ring, AreaFlaw> {
    let point = |at: &Vec<f64>| match at.as_slice() {
        [longitude, latitude, ..] if longitude.abs() <= 180.0 && latitude.abs() <= 90.0 => {
            Ok((micro(*longitude), micro(*latitude)))
        }
        _ => Err(AreaFlaw::NoDegrees),
    };
    line.iter().map(point).collect()
}

#[expect(clippy::cast_possible_truncation, reason = "at most 180 degrees")]
fn micro(degrees: f64) -> i64 {
    (degrees * 1e6).round() as i64
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIMITS: AreaLimits = AreaLimits { bytes: 10_000, areas: 2, points: 20 };

    fn file(geometry: &str) -> String {
        format!(
            r#"{{"type":"FeatureCollection","crs":1,"features":[{{"type":"Feature","properties":{{"name":" 云溪镇 ","x":[1]}},"geometry":{geometry}}}]}}"#
        )
    }

    const SQUARE: &str = "[[104.0,30.0],[104.1,30.0,500.0],[104.1,30.1],[104.0,30.0]]";

    #[test]
    fn polygons_and_their_names_are_read() {
        let one = read_areas(file(&format!(r#"{{"type":"Polygon","coordinates":[{SQUARE}]}}"#)).as_bytes(), &LIMITS);
        let ring = vec![
            (104_000_000, 30_000_000),
            (104_100_000, 30_000_000),
            (104_100_000, 30_100_000),
            (104_000_000, 30_000_000),
        ];
        assert_eq!(one, Ok(vec![Area { name: "云溪镇".into(), rings: vec![ring.clone()] }]));
        let many =
            format!("\u{FEFF}{}", file(&format!(r#"{{"coordinates":[[{SQUARE}],[{SQUARE}]],"type":"MultiPolygon"}}"#)));
        assert_eq!(read_areas(many.as_bytes(), &LIMITS).unwrap()[0].rings, [ring.clone(), ring]);
    }

    #[test]
    fn what_is_no_map_says_why() {
        let planar =
            file(r#"{"type":"Polygon","coordinates":[[[35412345.1,3321234.2],[1.0,1.0],[2.0,2.0],[1.0,1.0]]]}"#);
        let long = file(&format!(r#"{{"type":"Polygon","coordinates":[[{}]]}}"#, ["[1.0,1.0]"; 21].join(",")));
        let empty = r#"{"type":"FeatureCollection","features":[]}"#.to_owned();
        let much = AreaFlaw::TooMuch(2, 20);
        for (text, flaw) in [
            ("PK\u{3}\u{4}".to_owned(), AreaFlaw::NoGeoJson),
            ("{}".to_owned(), AreaFlaw::NoGeoJson),
            (r#"{"type":"Topology","features":[]}"#.to_owned(), AreaFlaw::NoGeoJson),
            (file(r#"{"type":"Point","coordinates":[1.0,1.0]}"#), AreaFlaw::NoGeoJson),
            (file(r#"{"type":"Polygon","coordinates":[[[1.0],[2.0]]]}"#), AreaFlaw::NoDegrees),
            (planar, AreaFlaw::NoDegrees),
            (empty, AreaFlaw::Empty),
            (long, much),
            (" ".repeat(10_001), AreaFlaw::TooLarge(9)),
        ] {
            assert_eq!(read_areas(text.as_bytes(), &LIMITS), Err(flaw), "{text}");
        }
    }
}
