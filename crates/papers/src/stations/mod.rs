//! Areas of an approved map (地图): GeoJSON in.

mod geojson;

pub use geojson::{AreaFlaw, AreaLimits, read_areas};
