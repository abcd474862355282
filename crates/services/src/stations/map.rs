//! The approved map (经审核的地图): loading one with its approval number, taking it down, and showing it. The file is read in a
//! child process.

use std::path::Path;

use domain::{
    people::{Act, Desk},
    stations::{ApprovedMap, MapRefusal, load_map, take_down},
};
use papers::{
    child::{ChildLimits, read_areas_in_child},
    stations::{AreaFlaw, AreaLimits},
};
use serde::Serialize;
use store::{
    journal::{self, Entry, Stream},
    stations as rows,
};

use super::work_data::WORK;
use crate::{Bureau, Failure, Never};

/// Why a map is not loaded or taken down.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MapFlaw {
    /// The rule.
    #[error(transparent)]
    Rule(#[from] MapRefusal),
    /// The file.
    #[error(transparent)]
    File(#[from] AreaFlaw),
    /// No file.
    #[error("请选择地图文件（GeoJSON）")]
    FileMissing,
}

impl MapFlaw {
    /// The field of the form that it speaks of; empty = none.
    #[must_use]
    pub const fn field(&self) -> &'static str {
        match self {
            Self::Rule(rule) => rule.field(),
            Self::File(_) | Self::FileMissing => "file",
        }
    }
}

/// What the form holds beside the file.
#[derive(Debug, Clone, Default, Serialize)]
pub struct MapForm {
    /// Version that the page was made from; 0 = none yet.
    pub version: i64,
    /// 审图号 as typed.
    pub number: String,
    /// What the map is called.
    pub title: String,
}

/// The map that is shown; `None` = none.
pub fn approved_map(bureau: &Bureau, desk: &Desk) -> Result<Option<ApprovedMap>, Failure<Never>> {
    bureau.may(desk, Act::StationView)?;
    let newest = bureau.db().read(|tx| rows::newest_map(tx, bureau.region()))?;
    Ok(newest.filter(|m| !m.areas.is_empty()))
}

/// The newest version's number, for the form; 0 = none yet.
pub fn map_version(bureau: &Bureau, desk: &Desk) -> Result<i64, Failure<Never>> {
    bureau.may(desk, Act::StationEdit)?;
    Ok(bureau.db().read(|tx| rows::newest_map(tx, bureau.region()))?.map_or(0, |m| m.version))
}

/// Loads a map. The number is looked at first: a file without one is not even read.
///
/// # Errors
/// [`MapFlaw`], or somebody was faster.
pub fn load(
    bureau: &Bureau,
    desk: &Desk,
    form: &MapForm,
    (file, exe): (&[u8], &Path),
    key: Option<&str>,
) -> Result<(), Failure<MapFlaw>> {
    bureau.may(desk, Act::StationEdit)?;
    let refused = |rule: MapRefusal| Failure::Refused(MapFlaw::Rule(rule));
    WORK.map.numbers.check(&form.number).map_err(refused)?;
    if file.is_empty() {
        return Err(Failure::Refused(MapFlaw::FileMissing));
    }
    let limits = AreaLimits { bytes: WORK.map.kilobytes * 1024, areas: WORK.map.areas, points: WORK.map.points };
    let areas = read_areas_in_child(exe, file, &limits, &ChildLimits::for_files())
        .map_err(|flaw| Failure::Refused(MapFlaw::File(flaw)))?;
    let digest = store::digest(file);
    let (map, event) =
        load_map(form.version, (&form.number, &form.title), (areas, &digest), &WORK.map.numbers).map_err(refused)?;
    save(bureau, desk, (form.version, map), &event, ("station.map_load", key))
}

/// Takes the map down; the diagram stands in its place.
///
/// # Errors
/// There is none, or somebody was faster.
pub fn unload(bureau: &Bureau, desk: &Desk, version: i64, key: Option<&str>) -> Result<(), Failure<MapFlaw>> {
    bureau.may(desk, Act::StationEdit)?;
    let shown = bureau.db().read(|tx| rows::newest_map(tx, bureau.region()))?;
    let (map, event) = take_down(shown.as_ref()).map_err(|rule| Failure::Refused(MapFlaw::Rule(rule)))?;
    save(bureau, desk, (version, map), &event, ("station.map_unload", key))
}

fn save(
    bureau: &Bureau,
    desk: &Desk,
    (seen, map): (i64, ApprovedMap),
    event: &domain::stations::MapSaved,
    (act, key): (&str, Option<&str>),
) -> Result<(), Failure<MapFlaw>> {
    let role = bureau.may(desk, Act::StationEdit)?;
    let (region, stamp) = (*bureau.region(), desk.stamp(bureau.now(), role));
    let command = bureau.command(desk, act, key, &(seen, event));
    let event = event.clone();
    bureau
        .db()
        .commit(command, move |tx| -> Result<(), Failure<MapFlaw>> {
            if rows::newest_map(tx, &region)?.map_or(0, |m| m.version) != seen {
                return Err(Failure::Stale);
            }
            let head = journal::head(tx, &region, &Stream::station_map())?;
            let entry = Entry::new(Stream::station_map(), head, "station.map_saved", &event)
                .with(rows::map_change(&region, &map));
            journal::append(tx, &region, &stamp, entry)?;
            Ok(())
        })
        .map(|_| ())
}
