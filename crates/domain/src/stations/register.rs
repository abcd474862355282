//! Registering a station by hand (登记、修改站点): its facts, and the divisions it serves; a joint
//! station (合设) serves more than the one it stands in.
//!
//! Deliberately not here: checking the name and the plate on the spot, which keeps its own day and
//! proof.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::{Division, KnownDivisions, Station, StationRefusal, official_name, station::fits};
use crate::base::{DivisionCode, fold, fold_name};

/// What the form says.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct StationForm {
    /// Code of the division it stands in.
    pub code: String,
    /// Registered name.
    pub name: String,
    /// What the plate says; empty when nobody has looked.
    pub plate: String,
    /// Address.
    pub address: String,
    /// Telephone.
    pub phone: String,
    /// Opening hours.
    pub hours: String,
    /// Works at present.
    pub open: bool,
    /// Longitude in degrees; empty = not known.
    pub longitude: String,
    /// Latitude in degrees; empty = not known.
    pub latitude: String,
    /// The system of both, WGS-84 or GCJ-02.
    pub datum: String,
    /// Other divisions it serves, codes or names, parted by 、 or a line break.
    pub serves: String,
}

/// The station as registered, and what changes in who serves whom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Registered {
    /// The station.
    pub station: Station,
    /// Divisions that it serves from now on.
    pub taken: Vec<DivisionCode>,
    /// Divisions that it no longer serves.
    pub released: Vec<DivisionCode>,
}

/// Event: a station was entered or changed by hand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StationRegistered {
    /// The division it stands in.
    pub code: String,
    /// Registered name.
    pub name: String,
    /// Works.
    pub open: bool,
    /// Divisions that it serves from now on.
    pub taken: Vec<String>,
    /// Divisions that it no longer serves.
    pub released: Vec<String>,
}

/// Where a station stands among the others: divisions by code, who serves whom, its own set.
#[derive(Debug, Default)]
pub struct Surroundings<'a> {
    /// Divisions of today by code.
    pub divisions: BTreeMap<DivisionCode, &'a Division>,
    /// Which station serves a division.
    pub serves: BTreeMap<DivisionCode, DivisionCode>,
}

impl<'a> Surroundings<'a> {
    /// From what the county knows.
    pub fn of(known: &'a KnownDivisions) -> Self {
        Self {
            divisions: known.today.iter().map(|d| (d.code, d)).collect(),
            serves: known.serves.iter().copied().collect(),
        }
    }

    /// Divisions that a station serves now.
    pub fn served_by(&self, station: &DivisionCode) -> BTreeSet<DivisionCode> {
        self.serves.iter().filter(|(_, by)| *by == station).map(|(division, _)| *division).collect()
    }

    /// The divisions that words name; the one the station stands in is always among them. Of equal
    /// names the one in the same township is meant.
    pub fn meant(&self, words: &str, own: &DivisionCode) -> Result<BTreeSet<DivisionCode>, StationRefusal> {
        let mut out = BTreeSet::from([*own]);
        let parts = words.split(['、', '，', ',', ';', '；', '|', '^', '\n']);
        for part in parts.map(str::trim).filter(|p| !p.is_empty()) {
            out.insert(self.one_meant(part, own)?);
        }
        Ok(out)
    }

    fn one_meant(&self, part: &str, own: &DivisionCode) -> Result<DivisionCode, StationRefusal> {
        let unknown = || StationRefusal::DivisionUnknown(part.to_owned());
        if fold(part).chars().all(|c| c.is_ascii_digit()) {
            let code = DivisionCode::parse(part).map_err(|_| unknown())?;
            return if self.divisions.contains_key(&code) { Ok(code) } else { Err(unknown()) };
        }
        let name = fold_name(part);
        let all: Vec<DivisionCode> =
            self.divisions.values().filter(|d| fold_name(&d.name) == name).map(|d| d.code).collect();
        let near: Vec<DivisionCode> = all.iter().copied().filter(|c| c.parent() == own.parent()).collect();
        match (all.as_slice(), near.as_slice()) {
            ([one], _) | (_, [one]) => Ok(*one),
            ([], _) => Err(unknown()),
            _ => Err(StationRefusal::DivisionTwice(part.to_owned())),
        }
    }

    /// Whether a division has a station that works and is not its own, so that a closed station there
    /// does not take it back; or is no division any more. A closed station in a division that nobody
    /// else serves keeps it: the division is then known to be without one that works.
    pub(super) fn is_given_up(&self, own: &DivisionCode, works: bool, open: &BTreeSet<DivisionCode>) -> bool {
        let served = self.serves.get(own).is_some_and(|by| by != own && open.contains(by));
        !self.divisions.contains_key(own) || (!works && served)
    }

    /// Names of divisions, for a sentence.
    pub fn names(&self, codes: &BTreeSet<DivisionCode>) -> String {
        let name = |c: &DivisionCode| self.divisions.get(c).map_or_else(|| c.to_string(), |d| d.name.clone());
        codes.iter().map(name).collect::<Vec<_>>().join("、")
    }
}

/// The words of the form for the divisions a station serves beside its own: names, or codes where a
/// name would not be understood. Divisions that are gone are left out, so that saving releases them.
pub fn served_by_words(known: &KnownDivisions, station: &DivisionCode) -> String {
    let around = Surroundings::of(known);
    let words = |code: &DivisionCode| {
        let name = around.divisions.get(code).map_or_else(|| code.to_string(), |d| d.name.clone());
        let understood = around.one_meant(&name, station) == Ok(*code);
        if understood { name } else { code.to_string() }
    };
    let others = around.served_by(station);
    let there = |c: &&DivisionCode| *c != station && around.divisions.contains_key(*c);
    others.iter().filter(there).map(words).collect::<Vec<_>>().join("、")
}

/// Enters a station (`old` = none) or changes it. A name or plate that differs from what was checked
/// loses the day and the proof of that check. A station whose division is gone can still be changed,
/// closed, and relieved of divisions; whether its new name is right is then unknown.
pub fn register(
    known: &KnownDivisions,
    old: Option<&Station>,
    form: &StationForm,
) -> Result<(Registered, StationRegistered), StationRefusal> {
    let around = Surroundings::of(known);
    let unknown = || StationRefusal::DivisionUnknown(form.code.trim().to_owned());
    let code = DivisionCode::parse(&form.code).map_err(|_| unknown())?;
    let division = around.divisions.get(&code).copied();
    if old.is_none() {
        let division = division.ok_or_else(unknown)?;
        if known.stations.iter().any(|s| s.code == code) {
            return Err(StationRefusal::Exists(division.name.clone()));
        }
    }
    if form.name.trim().is_empty() {
        return Err(StationRefusal::NameMissing);
    }
    let texts = [("登记名称", &form.name, 100), ("牌子上的字", &form.plate, 100), ("地址", &form.address, 200)];
    let more = [("电话", &form.phone, 60), ("办公时间", &form.hours, 100)];
    for (what, text, most) in texts.into_iter().chain(more) {
        fits(what, text, most)?;
    }
    let blank = empty(code);
    let was = old.unwrap_or(&blank);
    let mut station = Station {
        address: form.address.trim().into(),
        phone: form.phone.trim().into(),
        hours: form.hours.trim().into(),
        open: form.open,
        ..was.clone()
    };
    rename(&mut station, division, form.name.trim(), form.plate.trim());
    let now = around.served_by(&code);
    let mut wanted = around.meant(&form.serves, &code)?;
    let open = known.stations.iter().filter(|s| s.open).map(|s| s.code).collect();
    if around.is_given_up(&code, form.open, &open) {
        wanted.remove(&code);
    }
    let taken: Vec<DivisionCode> = wanted.difference(&now).copied().collect();
    let released: Vec<DivisionCode> = now.difference(&wanted).copied().collect();
    if old == Some(&station) && taken.is_empty() && released.is_empty() {
        return Err(StationRefusal::Unchanged);
    }
    station.version = old.map_or(1, |s| s.version + 1);
    let printed = |codes: &[DivisionCode]| codes.iter().map(DivisionCode::to_string).collect();
    let event = StationRegistered {
        code: code.to_string(),
        name: station.name.clone(),
        open: station.open,
        taken: printed(&taken),
        released: printed(&released),
    };
    Ok((Registered { station, taken, released }, event))
}

/// A station of which nothing is known yet.
pub(super) fn empty(code: DivisionCode) -> Station {
    Station {
        code,
        name: String::new(),
        plate: String::new(),
        address: String::new(),
        phone: String::new(),
        hours: String::new(),
        open: true,
        name_ok: None,
        plate_ok: None,
        name_checked_on: None,
        name_evidence: String::new(),
        plate_checked_on: None,
        plate_evidence: String::new(),
        version: 0,
    }
}

/// Gives a station its name and plate; both flags follow from the official name, and are unknown where
/// there is no division to have one.
pub(super) fn rename(station: &mut Station, division: Option<&Division>, name: &str, plate: &str) {
    let official = division.map(|d| official_name(&d.name, d.level));
    let right = |text: &str| official.as_ref().map(|official| text == official);
    if station.name != name || station.name_ok.is_none() {
        station.name_ok = right(name);
        if station.name != name {
            (station.name_checked_on, station.name_evidence) = (None, String::new());
        }
        name.clone_into(&mut station.name);
    }
    if station.plate != plate || (station.plate_ok.is_none() && !plate.is_empty()) {
        station.plate_ok = right(plate).filter(|_| !plate.is_empty());
        if station.plate != plate {
            (station.plate_checked_on, station.plate_evidence) = (None, String::new());
        }
        plate.clone_into(&mut station.plate);
    }
}

/// Stations whose division has a new name: what was right is old now, and must be looked at again.
pub fn follow_names(stations: &[Station], renamed: &[Division]) -> Vec<Station> {
    let follow = |division: &Division| {
        let old = stations.iter().find(|s| s.code == division.code)?;
        let official = official_name(&division.name, division.level);
        let name_ok = old.name_ok.map(|_| old.name == official);
        let plate_ok = old.plate_ok.map(|_| old.plate == official);
        if (name_ok, plate_ok) == (old.name_ok, old.plate_ok) {
            return None;
        }
        Some(Station { name_ok, plate_ok, version: old.version + 1, ..old.clone() })
    };
    renamed.iter().filter_map(follow).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stations::Level;

    fn code(text: &str) -> DivisionCode {
        DivisionCode::parse(text).unwrap()
    }

    /// Two townships, both with a 石桥村; 双桥村's station serves the near one.
    fn known() -> KnownDivisions {
        let division = |at: &str, name: &str| {
            let code = code(at);
            Division { code, name: name.into(), level: Level::of(&code).unwrap() }
        };
        let today = vec![
            division("990101100000", "云溪镇"),
            division("990101100201", "双桥村"),
            division("990101100202", "石桥村"),
            division("990101100203", "新村"),
            division("990101101000", "龙泉镇"),
            division("990101101201", "石桥村"),
        ];
        let station = Station {
            name: "双桥村便民服务站".into(),
            name_ok: Some(true),
            name_evidence: "名录".into(),
            version: 3,
            ..empty(code("990101100201"))
        };
        let own = code("990101100201");
        KnownDivisions {
            today,
            stations: vec![station],
            serves: vec![(own, own), (code("990101100202"), own)],
            ..KnownDivisions::default()
        }
    }

    fn form(serves: &str) -> StationForm {
        StationForm {
            code: "990101100201".into(),
            name: "双桥村便民服务站".into(),
            open: true,
            serves: serves.into(),
            ..StationForm::default()
        }
    }

    #[test]
    fn a_closed_station_leaves_its_village_to_the_one_that_serves_it() {
        let mut known = known();
        let (own, near) = (code("990101100201"), code("990101100202"));
        let closed = Station { name: "石桥村便民服务站".into(), open: false, version: 1, ..empty(near) };
        known.stations.push(closed.clone());
        let asked = StationForm { code: near.to_string(), name: closed.name.clone(), ..form("") };
        let mended = StationForm { open: false, phone: "0817-1234567".into(), ..asked.clone() };
        let (made, _) = register(&known, Some(&closed), &mended).unwrap();
        assert!(made.taken.is_empty() && made.released.is_empty(), "{made:?}");
        let (made, _) = register(&known, Some(&closed), &asked).unwrap();
        assert_eq!(made.taken, [near], "one that works serves where it stands");
        known.serves = vec![(own, own)];
        let (made, _) = register(&known, Some(&closed), &mended).unwrap();
        assert_eq!(made.taken, [near], "nobody else serves it");
    }

    #[test]
    fn a_station_whose_division_is_gone_can_be_closed() {
        let mut known = known();
        let own = code("990101100201");
        known.today.retain(|d| d.code != own);
        let old = known.stations[0].clone();
        assert_eq!(served_by_words(&known, &own), "石桥村");
        let (made, _) = register(&known, Some(&old), &StationForm { open: false, ..form("") }).unwrap();
        assert_eq!((made.station.open, made.station.name_ok), (false, Some(true)));
        assert_eq!(made.released, [own, code("990101100202")]);
        let unknown = StationRefusal::DivisionUnknown(own.to_string());
        known.stations.clear();
        assert_eq!(register(&known, None, &form("")).unwrap_err(), unknown);
    }

    #[test]
    fn names_mean_the_near_division_and_codes_any() {
        let known = known();
        let old = known.stations[0].clone();
        assert_eq!(served_by_words(&known, &old.code), "石桥村");
        let (made, event) = register(&known, Some(&old), &form("石桥村、新村，990101101201")).unwrap();
        assert_eq!(made.taken, [code("990101100203"), code("990101101201")]);
        assert_eq!((made.released.len(), made.station.version, event.taken.len()), (0, 4, 2));
        assert_eq!(made.station.name_evidence, "名录", "the same name keeps its proof");
        let (made, _) = register(&known, Some(&old), &form("")).unwrap();
        assert_eq!((made.taken.len(), made.released), (0, vec![code("990101100202")]));
        for (serves, refusal) in [
            ("无此村", StationRefusal::DivisionUnknown("无此村".into())),
            ("990101100299", StationRefusal::DivisionUnknown("990101100299".into())),
            ("石桥村", StationRefusal::Unchanged),
        ] {
            assert_eq!(register(&known, Some(&old), &form(serves)).unwrap_err(), refusal, "{serves}");
        }
    }

    #[test]
    fn a_name_that_two_far_divisions_carry_must_be_a_code() {
        let mut known = known();
        known.today.push(Division { code: code("990101102000"), name: "石桥村".into(), level: Level::Town });
        let form = StationForm {
            code: "990101101000".into(), name: "龙泉镇便民服务中心".into(), ..form("石桥村")
        };
        // 龙泉镇's neighbours are the townships, among them one of that name.
        let (made, _) = register(&known, None, &form).unwrap();
        assert!(made.taken.contains(&code("990101102000")));
        known.today.retain(|d| d.code != code("990101102000"));
        assert_eq!(register(&known, None, &form).unwrap_err(), StationRefusal::DivisionTwice("石桥村".into()));
    }

    #[test]
    fn a_new_station_takes_its_division_and_a_second_is_refused() {
        let known = known();
        let new = StationForm { code: "990101100202".into(), name: "石桥村为民代办点".into(), ..form("") };
        let (made, _) = register(&known, None, &new).unwrap();
        assert_eq!((made.taken, made.station.version), (vec![code("990101100202")], 1));
        assert_eq!((made.station.name_ok, made.station.plate_ok), (Some(false), None));
        assert_eq!(register(&known, None, &form("")).unwrap_err(), StationRefusal::Exists("双桥村".into()));
        let blank = StationForm { name: " ".into(), ..new };
        assert_eq!(register(&known, None, &blank).unwrap_err(), StationRefusal::NameMissing);
    }

    #[test]
    fn a_new_name_of_the_division_makes_the_stations_name_old() {
        let known = known();
        let renamed = Division { name: "双桥社区".into(), ..known.today[1].clone() };
        let changed = follow_names(&known.stations, &[renamed]);
        assert_eq!((changed.len(), changed[0].name_ok, changed[0].plate_ok), (1, Some(false), None));
        assert!(follow_names(&known.stations, &known.today).is_empty());
    }
}
