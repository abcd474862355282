//! The working-day calendar as rows (工作日历): each year under the notice that announced it, and over
//! them the place's own days, every word of which is kept (地方安排).

use std::{collections::BTreeMap, sync::Arc};

use domain::base::{Calendar, CalendarYear, LocalDay, LocalKind, NoticeDay, Region, Workday};
use jiff::{Timestamp, civil::Date};

use crate::{
    journal::{self, Change, Stream},
    seam::{StoreError, Tx, Val, instant_text},
    vals,
};

/// The calendar of a county: the notices, with the place's last word on each day over them. Read once
/// for each state of the county's chain, whose hash stands for all that was ever announced in it: nobody
/// reads two thousand days to find one due day.
pub fn calendar(tx: &mut Tx<'_>, region: &Region) -> Result<Arc<Calendar>, StoreError> {
    let Some(state) = journal::end(tx, region, &Stream::county())? else {
        return read(tx, region).map(Arc::new);
    };
    let state = format!("{} {}", region.as_str(), crate::hex(&state));
    if let Some(known) = tx.known("calendar", &state) {
        return Ok(known);
    }
    let calendar = Arc::new(read(tx, region)?);
    tx.remember("calendar", state, &calendar);
    Ok(calendar)
}

fn read(tx: &mut Tx<'_>, region: &Region) -> Result<Calendar, StoreError> {
    let corrupt = |e: domain::base::CalendarFlaw| StoreError::corrupt("calendar_day", e.to_string());
    let national = Calendar::new(notices(tx, region)?).map_err(corrupt)?;
    let mut last: BTreeMap<Date, LocalKind> = BTreeMap::new();
    for row in
        &tx.rows("SELECT day, kind FROM calendar_local WHERE region = $1 ORDER BY day, version", vals![region])?
    {
        last.insert(row.date("day")?, local_kind(&row.text("kind")?)?);
    }
    let said = |workday| last.iter().filter(move |(_, kind)| kind.workday() == Some(workday)).map(|(on, _)| *on);
    let (off, working): (Vec<Date>, Vec<Date>) = (said(Workday::No).collect(), said(Workday::Yes).collect());
    national.with_overlay(&off, &working).map_err(corrupt)
}

fn notices(tx: &mut Tx<'_>, region: &Region) -> Result<Vec<CalendarYear>, StoreError> {
    let mut years: Vec<CalendarYear> = tx
        .rows("SELECT year, notice, address FROM calendar_year WHERE region = $1 ORDER BY year", vals![region])?
        .iter()
        .map(|r| {
            Ok(CalendarYear {
                year: r.num("year")?,
                notice: r.text("notice")?,
                address: r.opt_text("address")?.unwrap_or_default(),
                days: Vec::new(),
            })
        })
        .collect::<Result<_, StoreError>>()?;
    let days =
        tx.rows("SELECT day, year, kind, name FROM calendar_day WHERE region = $1 ORDER BY day", vals![region])?;
    for row in &days {
        let (on, of): (_, i16) = (row.date("day")?, row.num("year")?);
        let Ok(at) = years.binary_search_by_key(&of, |y| y.year) else {
            return Err(StoreError::corrupt("calendar_day.year", "没有这一年的通知"));
        };
        let workday = match row.text("kind")?.as_str() {
            "off" => Workday::No,
            "makeup" => Workday::Yes,
            other => {
                return Err(StoreError::corrupt("calendar_day.kind", format!("不认识 {other}")));
            }
        };
        years[at].days.push(NoticeDay { on, workday, name: row.opt_text("name")?.unwrap_or_default() });
    }
    Ok(years)
}

fn local_kind(text: &str) -> Result<LocalKind, StoreError> {
    LocalKind::parse(text).ok_or_else(|| StoreError::corrupt("calendar_local.kind", format!("不认识 {text}")))
}

/// Who entered each year's notice; `None`: it came with the program, and a later program may revise it.
pub fn calendar_origins(tx: &mut Tx<'_>, region: &Region) -> Result<BTreeMap<i16, Option<String>>, StoreError> {
    tx.rows("SELECT year, entered_by FROM calendar_year WHERE region = $1 ORDER BY year", vals![region])?
        .iter()
        .map(|r| Ok((r.num("year")?, r.opt_text("entered_by")?)))
        .collect()
}

/// What turns the notices of one calendar into those of another: the years that differ, days that are
/// new or changed, and days that no notice names any more. `entered_by` as in [`calendar_origins`].
pub fn calendar_changes(region: &Region, before: &Calendar, after: &Calendar, entered_by: Option<&str>) -> Vec<Change> {
    let (was, is) = (named_days(before), named_days(after));
    let mut out: Vec<Change> = was
        .keys()
        .filter(|on| !is.contains_key(*on))
        .map(|on| Change::remove("calendar_day", key(region, *on)))
        .collect();
    for year in after.years().iter().filter(|year| !before.years().contains(year)) {
        out.push(Change::put(
            "calendar_year",
            vec![
                ("region", Val::from(region)),
                ("year", Val::from(i64::from(year.year))),
                ("notice", Val::from(&year.notice)),
                ("address", Val::from(&year.address)),
                ("entered_by", entered_by.map_or(Val::Null, Val::from)),
            ],
        ));
    }
    for (on, (year, day)) in is.iter().filter(|(on, day)| was.get(on) != Some(*day)) {
        let mut row = key(region, *on);
        row.push(("year", Val::from(i64::from(*year))));
        row.push(("kind", Val::from(if day.workday == Workday::No { "off" } else { "makeup" })));
        row.push(("name", Val::from(&day.name)));
        out.push(Change::put("calendar_day", row));
    }
    out
}

fn named_days(calendar: &Calendar) -> BTreeMap<Date, (i16, &NoticeDay)> {
    calendar.years().iter().flat_map(|year| year.days.iter().map(|day| (day.on, (year.year, day)))).collect()
}

fn key(region: &Region, on: Date) -> Vec<(&'static str, Val)> {
    vec![("region", Val::from(region)), ("day", Val::from(on))]
}

/// A word of the place about a day, with who entered it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LocalEntry {
    /// What was said.
    pub day: LocalDay,
    /// When.
    pub entered_at: Timestamp,
    /// By whom.
    pub entered_by: String,
}

/// Every word of the place, by day and in the order in which they were said.
pub fn local_days(tx: &mut Tx<'_>, region: &Region) -> Result<Vec<LocalEntry>, StoreError> {
    tx.rows(
        "SELECT day, version, kind, reason, source, entered_at, entered_by FROM calendar_local
         WHERE region = $1 ORDER BY day, version",
        vals![region],
    )?
    .iter()
    .map(|r| {
        let day = LocalDay {
            on: r.date("day")?,
            kind: local_kind(&r.text("kind")?)?,
            reason: r.text("reason")?,
            source: r.text("source")?,
            version: r.num("version")?,
        };
        Ok(LocalEntry { day, entered_at: r.instant("entered_at")?, entered_by: r.text("entered_by")? })
    })
    .collect()
}

/// The row of a new word.
pub fn local_change(region: &Region, entry: &LocalEntry) -> Change {
    let day = &entry.day;
    let mut row = key(region, day.on);
    row.extend([
        ("version", Val::from(i64::from(day.version))),
        ("kind", Val::from(day.kind.as_str())),
        ("reason", Val::from(&day.reason)),
        ("source", Val::from(&day.source)),
        ("entered_at", Val::from(instant_text(entry.entered_at))),
        ("entered_by", Val::from(&entry.entered_by)),
    ]);
    Change::put("calendar_local", row)
}
