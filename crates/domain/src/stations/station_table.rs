//! Taking a registry of stations (导入站点名册): one row a station, the divisions a joint station serves in
//! one cell, two naming flags each with its day and proof.
//!
//! Deliberately not here: files with photographs; a proof is a text that names where they are.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{
    Division, KnownDivisions, KnownOffers, OfferStep, Offered, Place, PlaceVersion, Station, StationRefusal,
    Surroundings, place_on,
    register::{empty, rename},
    station::{checked_on, fits},
};
use crate::base::{DivisionCode, FieldChange, RefusedRow, TableLine, TablePlan, TableRow, named};

/// Keys of the cells.
pub const COLUMNS: [&str; 17] = [
    "code",
    "name",
    "plate",
    "address",
    "phone",
    "hours",
    "open",
    "serves",
    "name_checked_on",
    "name_evidence",
    "plate_checked_on",
    "plate_evidence",
    "handled",
    "assisted",
    "longitude",
    "latitude",
    "datum",
];

/// How the table is to be taken.
#[derive(Debug, Clone, Copy)]
pub struct StationsAsked<'a> {
    /// Days of checking lie not after it.
    pub today: Date,
    /// Where stations are, in versions.
    pub places: &'a [PlaceVersion],
    /// The table lists every station of the county.
    pub complete: bool,
}

/// The plan, and what carrying it out writes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct StationPlan {
    /// What is told.
    pub told: TablePlan,
    /// Stations, new ones and those that differ.
    pub stations: Vec<Station>,
    /// Divisions with the station that serves them from now on.
    pub taken: Vec<(DivisionCode, DivisionCode)>,
    /// Divisions that no station serves any more.
    pub released: Vec<DivisionCode>,
    /// What stations offer from now on.
    pub offers: Vec<OfferStep>,
    /// Where stations are from now on.
    pub places: Vec<(DivisionCode, Place)>,
}

/// Event: a registry of stations was taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StationsImported {
    /// Name of the file.
    pub file_name: String,
    /// SM3 of the file's bytes.
    pub file_digest: String,
    /// Whether it was declared complete.
    pub complete: bool,
    /// Rows in the file.
    pub rows: u64,
    /// Stations entered.
    pub added: u64,
    /// Stations changed.
    pub changed: u64,
    /// Stations closed.
    pub removed: u64,
    /// Rows refused.
    pub refused: u64,
}

/// A row as read: the station as it becomes, and the divisions that its cell names.
struct Read<'a> {
    row: u32,
    old: Option<&'a Station>,
    station: Station,
    serves: Option<BTreeSet<DivisionCode>>,
    offers: Offered,
    place: Option<Place>,
}

/// Plans a registry of stations.
pub fn plan_stations(
    (known, offers): (&KnownDivisions, &KnownOffers),
    rows: &[TableRow],
    asked: &StationsAsked<'_>,
) -> StationPlan {
    let around = Surroundings::of(known);
    let mut out = StationPlan::default();
    out.told.rows = rows.len() as u64;
    let mut reads: BTreeMap<DivisionCode, Read<'_>> = BTreeMap::new();
    for row in rows {
        match read((known, offers), &around, row, asked.today) {
            Err(why) => out.told.refuse(row, row.text("name"), vec![why]),
            Ok(one) => match reads.get(&one.station.code) {
                Some(first) => {
                    let why = format!("区划代码与第 {} 行重复，请保留一行", first.row);
                    out.told.refuse(row, Some(one.station.name), vec![why]);
                }
                None => {
                    reads.insert(one.station.code, one);
                }
            },
        }
    }
    refuse_contested(&around, &mut reads, &mut out.told);
    let serves = who_serves(known, &around, &reads);
    for one in reads.values() {
        tell((&around, offers), (&serves, asked), one, &mut out);
        let at = one.station.code;
        out.places.extend(one.place.filter(|p| place_on(asked.places, &at, asked.today) != Some(*p)).map(|p| (at, p)));
        out.offers.extend(offers.steps(&one.station.code, &one.offers, asked.today));
    }
    leave_or_close(known, &reads, asked.complete, &mut out);
    for (division, station) in &serves {
        if around.serves.get(division) != Some(station) {
            out.taken.push((*division, *station));
        }
    }
    out.released = around.serves.keys().filter(|d| !serves.contains_key(d)).copied().collect();
    effects(known, &around, &serves, &mut out);
    out.told.in_order();
    out
}

fn read<'a>(
    (known, offers): (&'a KnownDivisions, &KnownOffers),
    around: &Surroundings<'_>,
    row: &TableRow,
    today: Date,
) -> Result<Read<'a>, String> {
    if row.ragged {
        return Err("这一行的格数与表头不同，请核对有没有多出的分隔符".into());
    }
    let typed = row.text("code").unwrap_or_default();
    let code = DivisionCode::parse(&typed).map_err(|flaw| flaw.to_string())?;
    let unknown = || StationRefusal::DivisionUnknown(format!("区划代码 {code} ")).to_string();
    let division: Option<&Division> = around.divisions.get(&code).copied();
    let old = known.stations.iter().find(|s| s.code == code);
    if division.is_none() && old.is_none() {
        return Err(unknown());
    }
    let mut station = old.cloned().unwrap_or_else(|| empty(code));
    let word = |key: &str, stays: &str| row.text(key).unwrap_or_else(|| stays.to_owned());
    let (name, plate) = (word("name", &station.name), word("plate", &station.plate));
    if name.is_empty() {
        return Err(StationRefusal::NameMissing.to_string());
    }
    rename(&mut station, division, &name, &plate);
    station.address = word("address", &station.address);
    station.phone = word("phone", &station.phone);
    station.hours = word("hours", &station.hours);
    if let Some(typed) = row.text("open") {
        station.open = is_open(&typed).ok_or_else(|| format!("是否启用“{typed}”不认识，请写是或否"))?;
    }
    proofs(row, &mut station, today).map_err(|refusal| refusal.to_string())?;
    let serves = row.cells.get("serves").filter(|s| !s.trim().is_empty());
    let serves = serves.map(|s| around.meant(s, &code)).transpose().map_err(|refusal| refusal.to_string())?;
    let cell = |key: &str| row.cells.get(key).map(String::as_str).filter(|c| !c.trim().is_empty());
    let offers = offers.wanted(&code, cell("handled"), cell("assisted")).map_err(|refusal| refusal.to_string())?;
    let text = |key: &str| row.text(key).unwrap_or_default();
    let place = Place::typed(&text("longitude"), &text("latitude"), &text("datum")).map_err(|r| r.to_string())?;
    Ok(Read { row: row.number, old, station, serves, offers, place })
}

/// Days and proofs of both flags; lengths.
fn proofs(row: &TableRow, station: &mut Station, today: Date) -> Result<(), StationRefusal> {
    let cell = |key: &str| row.text(key).unwrap_or_default();
    if let Some(day) = checked_on("名称核对日期", &cell("name_checked_on"), today)? {
        station.name_checked_on = Some(day);
    }
    if let Some(evidence) = row.text("name_evidence") {
        station.name_evidence = evidence;
    }
    let plate_day = checked_on("门牌核对日期", &cell("plate_checked_on"), today)?;
    let plate_evidence = row.text("plate_evidence");
    if station.plate.is_empty() && (plate_day.is_some() || plate_evidence.is_some()) {
        return Err(StationRefusal::ProofWithoutPlate);
    }
    station.plate_checked_on = plate_day.or(station.plate_checked_on);
    if let Some(evidence) = plate_evidence {
        station.plate_evidence = evidence;
    }
    let texts = [
        ("站点名称", &station.name, 100),
        ("门牌名称", &station.plate, 100),
        ("地址", &station.address, 200),
        ("电话", &station.phone, 60),
        ("办公时间", &station.hours, 100),
        ("名称佐证", &station.name_evidence, 200),
        ("门牌佐证", &station.plate_evidence, 200),
    ];
    texts.into_iter().try_for_each(|(what, text, most)| fits(what, text, most))
}

fn is_open(word: &str) -> Option<bool> {
    match word.trim() {
        "是" | "1" | "启用" | "在用" | "正常" | "开放" | "运行" | "√" => Some(true),
        "否" | "0" | "停用" | "未启用" | "暂停" | "关闭" | "撤销" | "×" => Some(false),
        _ => None,
    }
}

/// A division is served by one station. What two rows claim, the second does not get; the division
/// that a row's station stands in belongs to that row, while the station works.
fn refuse_contested(around: &Surroundings<'_>, reads: &mut BTreeMap<DivisionCode, Read<'_>>, told: &mut TablePlan) {
    let mut claimed: BTreeMap<DivisionCode, u32> =
        reads.values().filter(|r| r.station.open).map(|r| (r.station.code, r.row)).collect();
    let mut order: Vec<(u32, DivisionCode)> = reads.values().map(|r| (r.row, r.station.code)).collect();
    order.sort_unstable();
    for (row, code) in order {
        let Some(one) = reads.get(&code) else { continue };
        let others = one.serves.iter().flatten().filter(|d| **d != code);
        let taken = others.clone().find_map(|d| claimed.get(d).map(|by| (*d, *by)));
        if let Some((division, by)) = taken {
            let name = around.names(&BTreeSet::from([division]));
            let why = format!("{name}已由第 {by} 行的站点服务，请只写在一处");
            told.refused.push(RefusedRow { row, name: one.station.name.clone(), why: vec![why] });
            reads.remove(&code);
        } else {
            claimed.extend(others.map(|d| (*d, row)));
        }
    }
}

fn who_serves(
    known: &KnownDivisions,
    around: &Surroundings<'_>,
    reads: &BTreeMap<DivisionCode, Read<'_>>,
) -> BTreeMap<DivisionCode, DivisionCode> {
    let mut serves = around.serves.clone();
    for (code, one) in reads {
        if let Some(wanted) = &one.serves {
            serves.retain(|division, by| by != code || wanted.contains(division));
        }
    }
    let mut open: BTreeSet<DivisionCode> = known.stations.iter().filter(|s| s.open).map(|s| s.code).collect();
    for (code, one) in reads {
        if one.station.open {
            open.insert(*code)
        } else {
            open.remove(code)
        };
        let others = one.serves.iter().flatten().filter(|division| *division != code);
        serves.extend(others.map(|division| (*division, *code)));
    }
    // Last, when it is known who else serves the division that a station stands in.
    let after = Surroundings { divisions: around.divisions.clone(), serves: serves.clone() };
    let own = reads.iter().filter(|(code, one)| !after.is_given_up(code, one.station.open, &open));
    serves.extend(own.map(|(code, _)| (*code, *code)));
    serves
}

fn tell(
    (around, offers): (&Surroundings<'_>, &KnownOffers),
    (serves, asked): (&BTreeMap<DivisionCode, DivisionCode>, &StationsAsked<'_>),
    one: &Read<'_>,
    out: &mut StationPlan,
) {
    let code = one.station.code;
    let mut line =
        TableLine { row: Some(one.row), key: code.to_string(), name: one.station.name.clone(), ..TableLine::default() };
    let now: BTreeSet<DivisionCode> = serves.iter().filter(|(_, by)| **by == code).map(|(d, _)| *d).collect();
    let Some(old) = one.old else {
        let served = if now.len() > 1 { format!("服务 {}", around.names(&now)) } else { String::new() };
        let offered = if one.offers.is_empty() { String::new() } else { offered_words(offers, &one.offers) };
        line.remark = [served, offered].into_iter().filter(|w| !w.is_empty()).collect::<Vec<_>>().join("；");
        out.stations.push(Station { version: 1, ..one.station.clone() });
        out.told.added.push(line);
        return;
    };
    line.changes = differences(old, &one.station);
    let before = around.served_by(&code);
    line.changes.extend(FieldChange::between("服务的村（社区）", around.names(&before), around.names(&now)));
    let offered = offers.of(&code);
    if offered != one.offers {
        let (before, after) = (offered_words(offers, &offered), offered_words(offers, &one.offers));
        line.changes.push(FieldChange { field: "服务事项", before, after });
    }
    if let Some(place) = one.place {
        let words = |p: Place| {
            format!("{}, {}（{}）", Place::written(p.longitude), Place::written(p.latitude), p.datum.as_str())
        };
        let before = place_on(asked.places, &code, asked.today).map(words).unwrap_or_default();
        line.changes.extend(FieldChange::between("坐标", before, words(place)));
    }
    if line.changes.is_empty() {
        out.told.unchanged += 1;
        return;
    }
    if old != &one.station {
        out.stations.push(Station { version: old.version + 1, ..one.station.clone() });
    }
    out.told.changed.push(line);
}

/// What is offered, in a sentence: how much in each way, and the first names.
fn offered_words(known: &KnownOffers, offered: &Offered) -> String {
    let of = |way: super::OfferWay| {
        let names: Vec<String> =
            offered.iter().filter(|(_, w)| **w == way).map(|(item, _)| known.name(*item)).collect();
        (!names.is_empty()).then(|| format!("{} {} 项：{}", way.label(), names.len(), named(&names)))
    };
    super::OfferWay::ALL.into_iter().filter_map(of).collect::<Vec<_>>().join("；")
}

/// What differs between two states of a station, field by field.
fn differences(old: &Station, new: &Station) -> Vec<FieldChange> {
    let open = |s: &Station| if s.open { "启用" } else { "停用" };
    let day = |d: Option<Date>| d.map(|d| d.to_string()).unwrap_or_default();
    let flag = |f: Option<bool>| match f {
        Some(true) => "规范",
        Some(false) => "旧名",
        None => "没有核对",
    };
    [
        FieldChange::between("站点名称", &*old.name, &*new.name),
        FieldChange::between("门牌名称", &*old.plate, &*new.plate),
        FieldChange::between("名称核对", flag(old.name_ok), flag(new.name_ok)),
        FieldChange::between("门牌核对", flag(old.plate_ok), flag(new.plate_ok)),
        FieldChange::between("名称核对日期", day(old.name_checked_on), day(new.name_checked_on)),
        FieldChange::between("名称佐证", &*old.name_evidence, &*new.name_evidence),
        FieldChange::between("门牌核对日期", day(old.plate_checked_on), day(new.plate_checked_on)),
        FieldChange::between("门牌佐证", &*old.plate_evidence, &*new.plate_evidence),
        FieldChange::between("地址", &*old.address, &*new.address),
        FieldChange::between("电话", &*old.phone, &*new.phone),
        FieldChange::between("办公时间", &*old.hours, &*new.hours),
        FieldChange::between("是否启用", open(old), open(new)),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// A refused row may be any station: while one is refused, none is closed.
fn leave_or_close(
    known: &KnownDivisions,
    reads: &BTreeMap<DivisionCode, Read<'_>>,
    complete: bool,
    out: &mut StationPlan,
) {
    let held_up = !out.told.refused.is_empty();
    for station in known.stations.iter().filter(|s| s.open && !reads.contains_key(&s.code)) {
        let mut line = TableLine { key: station.code.to_string(), name: station.name.clone(), ..TableLine::default() };
        if complete && !held_up {
            line.changes.extend(FieldChange::between("是否启用", "启用", "停用"));
            line.remark = "完整的表里没有，改为停用".into();
            out.stations.push(Station { open: false, version: station.version + 1, ..station.clone() });
            out.told.removed.push(line);
        } else {
            out.told.not_in_file.push(line);
        }
    }
    if complete && held_up && !out.told.not_in_file.is_empty() {
        let many = out.told.not_in_file.len();
        out.told.notes.push(format!("有行没收下，表里没有的 {many} 个站点先不停用，改好后再传一次"));
    }
}

/// Divisions that change hands or are left without, and the parts of coverage.
fn effects(
    known: &KnownDivisions,
    around: &Surroundings<'_>,
    serves: &BTreeMap<DivisionCode, DivisionCode>,
    out: &mut StationPlan,
) {
    if out.told.is_idle() {
        return;
    }
    let lost: Vec<String> = out.released.iter().map(|d| around.names(&BTreeSet::from([*d]))).collect();
    if !lost.is_empty() {
        out.told.notes.push(format!("这些村（社区）不再有站点服务：{}", named(&lost)));
    }
    let mut open: BTreeMap<DivisionCode, bool> = known.stations.iter().map(|s| (s.code, s.open)).collect();
    let covered = |serves: &BTreeMap<DivisionCode, DivisionCode>, open: &BTreeMap<DivisionCode, bool>| {
        around.divisions.keys().filter(|d| serves.get(d).is_some_and(|by| open.get(by) == Some(&true))).count()
    };
    let before = covered(&around.serves, &open);
    open.extend(out.stations.iter().map(|s| (s.code, s.open)));
    let (after, all) = (covered(serves, &open), around.divisions.len());
    out.told.notes.push(format!("有在用站点的区划：现在 {before}/{all}，收下后 {after}/{all}"));
}

#[cfg(test)]
mod tests;
