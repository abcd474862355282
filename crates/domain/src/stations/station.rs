//! Stations and their two naming flags: the registered name and the plate on the wall.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Division, Level};
use crate::base::{DivisionCode, parse_date};

/// A township centre or village station.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Station {
    /// Code of the division it stands in.
    pub code: DivisionCode,
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
    /// Registered name has the official form; `None` = not checked.
    pub name_ok: Option<bool>,
    /// Plate has the official form; `None` = not checked.
    pub plate_ok: Option<bool>,
    /// Day on which the registered name was checked; `None` = not noted.
    pub name_checked_on: Option<Date>,
    /// What shows it: a document, an entry of the register; empty = nothing noted.
    pub name_evidence: String,
    /// Day on which the plate was looked at; `None` = not noted.
    pub plate_checked_on: Option<Date>,
    /// What shows it: the number of a photograph; empty = nothing noted.
    pub plate_evidence: String,
    /// Version for concurrent edits.
    pub version: i64,
}

/// The official name (国发〔2022〕5号): `…便民服务中心` in towns, `…便民服务站` in villages.
pub fn official_name(division: &str, level: Level) -> String {
    match level {
        Level::Town => format!("{division}便民服务中心"),
        Level::Village => format!("{division}便民服务站"),
    }
}

/// Why a change of a station is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StationRefusal {
    /// A plate was said to be right or wrong without saying what it shows.
    #[error("请填写牌子上的字，照着门口的牌子抄")]
    PlateMissing,
    /// The registered name is empty.
    #[error("请填写站点登记名称")]
    NameMissing,
    /// A text that is too long: which, and the most it may have.
    #[error("{0}最多 {1} 个字，请写短一些")]
    Long(&'static str, usize),
    /// A day that cannot be read.
    #[error("{0}：{1}")]
    Day(&'static str, String),
    /// A day to come.
    #[error("{0}还没有到，请写实际核对的那天")]
    DayToCome(&'static str),
    /// A day or a proof of a plate that nobody read.
    #[error("写了牌子的核对日期或佐证，请把牌子上的字也填上")]
    ProofWithoutPlate,
    /// The division is not in the table.
    #[error("{0}不在区划表里，请核对，或先导入区划表")]
    DivisionUnknown(String),
    /// A name that several divisions carry.
    #[error("“{0}”有同名的区划，请写区划代码")]
    DivisionTwice(String),
    /// No item in use carries that name or code.
    #[error("“{0}”不是在用的事项，请照事项库里的名称或编码填写")]
    ItemUnknown(String),
    /// A name that several items carry.
    #[error("“{0}”有同名的事项，请写事项编码")]
    ItemTwice(String),
    /// An item that is said to be handled here and handed on.
    #[error("“{0}”既写在直接办理又写在帮办代办，请只留一处")]
    BothWays(String),
    /// A longitude or latitude that does not read or lies elsewhere: which, the least and the most degrees.
    #[error("{0}请写成度，在 {1} 到 {2} 之间，例如 104.123456")]
    Degrees(&'static str, i64, i64),
    /// A system of coordinates that is not one of the two.
    #[error("坐标系请写 WGS-84 或 GCJ-02，“{0}”不认识")]
    Datum(String),
    /// There is a station already.
    #[error("{0}已经登记了站点，请改原来的站点")]
    Exists(String),
    /// Nothing differs.
    #[error("内容与现在登记的相同，没有需要保存的")]
    Unchanged,
}

/// What somebody found at a station.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NamingFound<'a> {
    /// Registered name.
    pub name: &'a str,
    /// What the plate says; empty when not looked at.
    pub plate: &'a str,
    /// Day on which the name was checked, as typed; empty = today.
    pub name_checked_on: &'a str,
    /// What shows it.
    pub name_evidence: &'a str,
    /// Day on which the plate was looked at, as typed; empty = today, where there is a plate.
    pub plate_checked_on: &'a str,
    /// What shows it.
    pub plate_evidence: &'a str,
}

/// Longest name or plate, and longest proof, in characters.
const NAME_CHARS: usize = 100;
const EVIDENCE_CHARS: usize = 200;

/// Compares both names with the official one. An unread plate stays unknown, with no day.
pub fn check_naming(
    station: Station,
    division: &Division,
    found: &NamingFound<'_>,
    today: Date,
) -> Result<(Station, NamingChecked), StationRefusal> {
    let (name, plate) = (found.name.trim(), found.plate.trim());
    if name.is_empty() {
        return Err(StationRefusal::NameMissing);
    }
    fits("登记名称", name, NAME_CHARS)?;
    fits("牌子上的字", plate, NAME_CHARS)?;
    fits("名称佐证", found.name_evidence, EVIDENCE_CHARS)?;
    fits("牌子佐证", found.plate_evidence, EVIDENCE_CHARS)?;
    let name_on = checked_on("名称核对日期", found.name_checked_on, today)?.unwrap_or(today);
    let plate_on = checked_on("牌子核对日期", found.plate_checked_on, today)?;
    if plate.is_empty() && (plate_on.is_some() || !found.plate_evidence.trim().is_empty()) {
        return Err(StationRefusal::ProofWithoutPlate);
    }
    let official = official_name(&division.name, division.level);
    let plate_ok = (!plate.is_empty()).then(|| plate == official);
    let station = Station {
        name: name.into(),
        plate: plate.into(),
        name_ok: Some(name == official),
        plate_ok,
        name_checked_on: Some(name_on),
        name_evidence: found.name_evidence.trim().into(),
        plate_checked_on: plate_ok.map(|_| plate_on.unwrap_or(today)),
        plate_evidence: found.plate_evidence.trim().into(),
        version: station.version + 1,
        ..station
    };
    let event = NamingChecked { code: station.code.as_str().to_owned(), name: name.into(), plate: plate.into() };
    Ok((station, event))
}

/// Refuses a text that is longer than a register has room for.
pub(super) fn fits(what: &'static str, text: &str, most: usize) -> Result<(), StationRefusal> {
    if text.trim().chars().count() > most { Err(StationRefusal::Long(what, most)) } else { Ok(()) }
}

/// A day of checking: not in the future.
pub(super) fn checked_on(what: &'static str, typed: &str, today: Date) -> Result<Option<Date>, StationRefusal> {
    if typed.trim().is_empty() {
        return Ok(None);
    }
    let day = parse_date(typed).map_err(|flaw| StationRefusal::Day(what, flaw.to_string()))?;
    if day > today { Err(StationRefusal::DayToCome(what)) } else { Ok(Some(day)) }
}

/// Event: the division table and its stations were loaded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DivisionsLoaded {
    /// Where the table comes from.
    pub source: String,
    /// Divisions in it.
    pub divisions: u64,
    /// Stations in it.
    pub stations: u64,
}

/// Event: somebody looked at the name and the plate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NamingChecked {
    /// The station's division.
    pub code: String,
    /// Registered name as found.
    pub name: String,
    /// Plate as found; empty when not looked at.
    pub plate: String,
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn village() -> Division {
        Division { code: DivisionCode::parse("990101100201").unwrap(), name: "双桥村".into(), level: Level::Village }
    }

    fn station() -> Station {
        Station {
            code: village().code,
            name: "双桥村党群服务中心便民室".into(),
            plate: String::new(),
            address: String::new(),
            phone: String::new(),
            hours: String::new(),
            open: true,
            name_ok: Some(false),
            plate_ok: None,
            name_checked_on: None,
            name_evidence: String::new(),
            plate_checked_on: None,
            plate_evidence: String::new(),
            version: 1,
        }
    }

    const TODAY: Date = Date::constant(2026, 11, 20);

    fn check(found: &NamingFound<'_>) -> Result<Station, StationRefusal> {
        check_naming(station(), &village(), found, TODAY).map(|(s, _)| s)
    }

    const OFFICIAL: NamingFound<'static> = NamingFound {
        name: "双桥村便民服务站",
        plate: "",
        name_checked_on: "",
        name_evidence: "",
        plate_checked_on: "",
        plate_evidence: "",
    };

    #[test]
    fn a_name_may_be_right_while_the_plate_is_not() {
        let found = NamingFound {
            plate: "为民服务代办点",
            plate_checked_on: "2026-11-18",
            plate_evidence: "照片 3 号",
            name_evidence: "县编办发〔2026〕7号",
            ..OFFICIAL
        };
        let s = check(&found).unwrap();
        assert_eq!((s.name_ok, s.plate_ok, s.version), (Some(true), Some(false), 2));
        assert_eq!((s.name_checked_on, s.plate_checked_on), (Some(TODAY), Some(date(2026, 11, 18))));
        assert_eq!((&*s.name_evidence, &*s.plate_evidence), ("县编办发〔2026〕7号", "照片 3 号"));
    }

    #[test]
    fn a_plate_nobody_read_stays_unknown_and_has_no_day() {
        let s = check(&NamingFound { plate: " ", ..OFFICIAL }).unwrap();
        assert_eq!((s.plate_ok, s.plate_checked_on), (None, None));
        let proof = check(&NamingFound { plate_evidence: "照片 3 号", ..OFFICIAL });
        assert_eq!(proof, Err(StationRefusal::ProofWithoutPlate));
    }

    #[test]
    fn a_day_to_come_and_a_day_that_is_none_are_refused() {
        let check = |day| check(&NamingFound { name_checked_on: day, ..OFFICIAL });
        assert_eq!(check("2026-11-21"), Err(StationRefusal::DayToCome("名称核对日期")));
        assert!(matches!(check("2026-02-30"), Err(StationRefusal::Day("名称核对日期", _))));
        let long = "站".repeat(101);
        let found = NamingFound { name: &long, ..OFFICIAL };
        assert_eq!(
            super::check_naming(station(), &village(), &found, TODAY).map(|_| ()),
            Err(StationRefusal::Long("登记名称", 100))
        );
    }
}
