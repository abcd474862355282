//! Opening a county in a database: its name, keys, calendar and profiles (开户).

use domain::{
    base::{Calendar, CalendarFlaw, Region, calendar},
    indicators::Profile,
    people::{Desk, Role},
};
use serde::Serialize;
use store::{
    Database, StoreError, Tx,
    base::{self, County},
    journal::{self, Entry, Stream},
    vault::{KeyFault, KeyFile},
};

use crate::{Bureau, Chance, Home};

/// National working days as data, with the notices that announced them.
const CALENDAR: &str = include_str!("../../data/calendar.csv");
/// The profiles a new county starts with; it changes them to its province's.
const PROFILES: &str = include_str!("../../data/profiles.json");

/// Why a county cannot be opened or found.
#[derive(Debug, thiserror::Error)]
pub enum OpenFault {
    /// Storage.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Keys.
    #[error(transparent)]
    Key(#[from] KeyFault),
    /// The shipped data does not read: a fault of the program.
    #[error("随程序附带的数据读不出来：{0}")]
    Data(String),
    /// The county is there and has a name.
    #[error("这里已经有{0}了。要另建一个，请换一个目录或数据库")]
    Exists(String),
    /// Several counties in one database: a region must be named.
    #[error("这个数据库里有多个县，请用 --region 指明区划代码")]
    Several,
    /// The division code cannot be changed once rows carry it.
    #[error("这里的数据已登记在区划代码 {0} 下，不能改成 {1}。请用同一代码，或另建一个")]
    Region(String, String),
    /// No name.
    #[error("请填写县（市、区）的名称")]
    NameMissing,
}

/// What `init` is told.
#[derive(Debug, Clone)]
pub struct NewCounty {
    /// 6-digit division code.
    pub region: Region,
    /// Name; `None` leaves it unnamed until `init`.
    pub name: Option<String>,
    /// Parent city; may be empty.
    pub city_name: String,
    /// Fictional.
    pub sample: bool,
}

#[derive(Serialize)]
struct CountyOpened {
    region: String,
    named: bool,
    sample: bool,
}

/// The county that this database holds; `None` in an empty one.
pub fn find(db: &Database, home: &Home, chance: &Chance) -> Result<Option<Bureau>, OpenFault> {
    let counties = db.read(base::counties)?;
    let county = match counties.as_slice() {
        [] => return Ok(None),
        [one] => one.clone(),
        [_, _, ..] => return Err(OpenFault::Several),
    };
    let key_id =
        db.read(|tx| base::key_id(tx, &county.region))?.ok_or_else(|| OpenFault::Data("县没有登记密钥".into()))?;
    let vault = KeyFile::load(&home.keys(), &key_id)?;
    Ok(Some(Bureau::new(db.clone(), vault, chance.clone(), county.region, home.clone())))
}

/// The national notices that are shipped with the program.
pub(crate) fn shipped_calendar() -> Result<Calendar, OpenFault> {
    let flaw = |e: CalendarFlaw| OpenFault::Data(e.to_string());
    Calendar::new(calendar::parse_csv(CALENDAR).map_err(flaw)?).map_err(flaw)
}

/// The profiles that are shipped with the program, checked.
pub(crate) fn shipped_profiles() -> Result<Vec<Profile>, OpenFault> {
    let profiles: Vec<Profile> = serde_json::from_str(PROFILES).map_err(|e| OpenFault::Data(e.to_string()))?;
    for profile in &profiles {
        profile.check().map_err(|e| OpenFault::Data(e.to_string()))?;
    }
    Ok(profiles)
}

/// Opens a county in an empty database.
pub fn open_county(db: &Database, home: &Home, chance: &Chance, new: NewCounty) -> Result<Bureau, OpenFault> {
    if let Some(found) = db.read(base::counties)?.first() {
        return Err(OpenFault::Exists(found.name.clone()));
    }
    if new.name.as_deref().is_some_and(|n| n.trim().is_empty()) {
        return Err(OpenFault::NameMissing);
    }
    let days = shipped_calendar()?;
    let profiles = shipped_profiles()?;
    let vault = KeyFile::create(&home.keys(), &*chance.rng)?;
    let now = chance.clock.now();
    let county = County {
        region: new.region,
        name: new.name.clone().unwrap_or_else(|| "未命名县".into()).trim().to_owned(),
        city_name: new.city_name.trim().to_owned(),
        named: new.name.is_some(),
        sample: new.sample,
        opened_on: chance.clock.today(),
    };
    let event = CountyOpened { region: new.region.as_str().to_owned(), named: county.named, sample: county.sample };
    let entry = Entry::new(Stream::county(), 0, "county.opened", &event)
        .with(base::county_change(&county))
        .with(base::key_change(&county.region, vault.key_id(), &vault.public_key(), now))
        .with_all(base::calendar_changes(&county.region, &Calendar::default(), &days, None))
        .with_all(profiles.iter().map(|p| store::indicators::profile_change(&county.region, p)));
    let stamp = Desk::system("命令行").stamp(now, None);
    let region = county.region;
    db.write(move |tx| journal::append(tx, &region, &stamp, entry.clone()))?;
    Ok(Bureau::new(db.clone(), vault, chance.clone(), county.region, home.clone()))
}

/// The county's row.
pub fn county(bureau: &Bureau) -> Result<County, StoreError> {
    bureau
        .db()
        .read(|tx| base::county(tx, bureau.region()))?
        .ok_or_else(|| StoreError::Corrupt { place: "county".into(), why: "没有这个县".into() })
}

/// Names a county that `import` had opened without a name.
pub fn name_county(bureau: &Bureau, region: &Region, name: &str, city_name: &str) -> Result<County, OpenFault> {
    let now = county(bureau)?;
    if now.named {
        return Err(OpenFault::Exists(now.name));
    }
    if now.region != *region {
        return Err(OpenFault::Region(now.region.as_str().to_owned(), region.as_str().to_owned()));
    }
    if name.trim().is_empty() {
        return Err(OpenFault::NameMissing);
    }
    let named = County { name: name.trim().into(), city_name: city_name.trim().into(), named: true, ..now };
    let stamp = Desk::system("命令行").stamp(bureau.now(), None);
    let (region, row) = (*region, named.clone());
    bureau.db().write(move |tx| -> Result<(), StoreError> {
        let head = journal::head(tx, &region, &Stream::county())?;
        let event = CountyOpened { region: region.as_str().to_owned(), named: true, sample: row.sample };
        let entry = Entry::new(Stream::county(), head, "county.named", &event).with(base::county_change(&row));
        journal::append(tx, &region, &stamp, entry).map(|_| ())
    })?;
    Ok(named)
}

/// Whether somebody can keep staff: a county whose `init` was cut short has nobody.
pub fn has_administrator(bureau: &Bureau) -> Result<bool, StoreError> {
    let staff = bureau.db().read(|tx| store::people::staff_list(tx, bureau.region()))?;
    Ok(staff.iter().any(|s| s.active && s.roles.contains(&Role::Administrator)))
}

/// Clears an unnamed county in which nothing was entered, so that it can be opened under its real
/// code. Returns false, and clears nothing, when there is anything to lose.
pub fn discard_empty(bureau: &Bureau) -> Result<bool, OpenFault> {
    if county(bureau)?.named {
        return Ok(false);
    }
    let region = *bureau.region();
    Ok(bureau.db().write(move |tx| base::discard_empty(tx, &region))?)
}

#[derive(Serialize)]
struct CalendarAnnounced {
    years: Vec<i16>,
}

/// Brings the notices of this program in: years that the county does not know yet, and years that an
/// earlier program brought and a revised notice has changed since; days that it drops go with it. A
/// year that the county entered itself stays as it was entered. Returns the years. Due days move only
/// when somebody has seen which ([`crate::calendar`]).
pub fn announce_calendar(bureau: &Bureau) -> Result<Vec<i16>, OpenFault> {
    let region = *bureau.region();
    let shipped = shipped_calendar()?;
    if bureau.db().read(|tx| announced(tx, &region, &shipped))?.is_none() {
        return Ok(Vec::new());
    }
    let stamp = Desk::system("程序").stamp(bureau.now(), None);
    bureau.db().write(move |tx| -> Result<Vec<i16>, OpenFault> {
        let Some((before, after, years)) = announced(tx, &region, &shipped)? else { return Ok(Vec::new()) };
        let head = journal::head(tx, &region, &Stream::county())?;
        let event = CalendarAnnounced { years: years.clone() };
        let entry = Entry::new(Stream::county(), head, "county.calendar_announced", &event)
            .with_all(base::calendar_changes(&region, &before, &after, None));
        journal::append(tx, &region, &stamp, entry)?;
        Ok(years)
    })
}

/// The calendar before and after this program's notices, and the years that differ; `None` when none does.
fn announced(
    tx: &mut Tx<'_>,
    region: &Region,
    shipped: &Calendar,
) -> Result<Option<(Calendar, Calendar, Vec<i16>)>, StoreError> {
    let origins = base::calendar_origins(tx, region)?;
    let before = (*base::calendar(tx, region)?).clone();
    let ours = |year: &i16| origins.get(year).is_none_or(Option::is_none);
    let mut after = before.clone();
    let mut years = Vec::new();
    for year in shipped.years().iter().filter(|y| ours(&y.year) && !before.years().contains(y)) {
        after = after
            .with_year(year.clone())
            .map_err(|e| StoreError::Corrupt { place: "calendar_day".into(), why: e.to_string() })?;
        years.push(year.year);
    }
    Ok((!years.is_empty()).then_some((before, after, years)))
}
