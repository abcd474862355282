//! Stations and their two naming flags: the registered name and the plate on the wall.

use serde::{Deserialize, Serialize};

use super::Level;
use crate::base::DivisionCode;

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

/// Why a naming check is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum StationRefusal {
    /// A plate was said to be right or wrong without saying what it shows.
    #[error("请填写牌子上的字，照着门口的牌子抄")]
    PlateMissing,
    /// The registered name is empty.
    #[error("请填写站点登记名称")]
    NameMissing,
}

/// Compares both names with the official one. An unread plate stays unknown.
pub fn check_naming(
    station: Station,
    division: &str,
    level: Level,
    name: &str,
    plate: &str,
) -> Result<(Station, NamingChecked), StationRefusal> {
    let (name, plate) = (name.trim(), plate.trim());
    if name.is_empty() {
        return Err(StationRefusal::NameMissing);
    }
    let official = official_name(division, level);
    let name_ok = name == official;
    let plate_ok = (!plate.is_empty()).then(|| plate == official);
    let event = NamingChecked { code: station.code.as_str().to_owned(), name: name.into(), plate: plate.into() };
    let station = Station {
        name: name.into(),
        plate: plate.into(),
        name_ok: Some(name_ok),
        plate_ok,
        version: station.version + 1,
        ..station
    };
    Ok((station, event))
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
    use super::*;

    fn station() -> Station {
        Station {
            code: DivisionCode::parse("990101100201").unwrap(),
            name: "双桥村党群服务中心便民室".into(),
            plate: String::new(),
            address: String::new(),
            phone: String::new(),
            hours: String::new(),
            open: true,
            name_ok: Some(false),
            plate_ok: None,
            version: 1,
        }
    }

    #[test]
    fn a_name_may_be_right_while_the_plate_is_not() {
        let (s, _) = check_naming(station(), "双桥村", Level::Village, "双桥村便民服务站", "为民服务代办点").unwrap();
        assert_eq!((s.name_ok, s.plate_ok, s.version), (Some(true), Some(false), 2));
    }

    #[test]
    fn a_plate_nobody_read_stays_unknown() {
        let (s, _) = check_naming(station(), "双桥村", Level::Village, "双桥村便民服务站", " ").unwrap();
        assert_eq!(s.plate_ok, None);
    }
}
