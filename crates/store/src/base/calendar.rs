//! The working-day calendar as rows (工作日历): each year under the notice that announced it.

use std::sync::Arc;

use domain::base::{Calendar, CalendarYear, Region};

use crate::{
    journal::{self, Change, Stream},
    seam::{StoreError, Tx, Val},
    vals,
};

/// The calendar of a county. Read once for each state of the county's chain, whose hash stands for all
/// that was ever announced in it: nobody reads two thousand days to find one due day.
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
    let mut years: Vec<CalendarYear> = tx
        .rows("SELECT year, notice FROM calendar_year WHERE region = $1 ORDER BY year", vals![region])?
        .iter()
        .map(|r| {
            Ok(CalendarYear { year: r.num("year")?, notice: r.text("notice")?, off: Vec::new(), makeup: Vec::new() })
        })
        .collect::<Result<_, StoreError>>()?;
    let days = tx.rows("SELECT day, year, kind FROM calendar_day WHERE region = $1 ORDER BY day", vals![region])?;
    for row in &days {
        let (day, of): (_, i16) = (row.date("day")?, row.num("year")?);
        let Some(year) = years.iter_mut().find(|y| y.year == of) else {
            return Err(StoreError::corrupt("calendar_day.year", "没有这一年的通知"));
        };
        match row.text("kind")?.as_str() {
            "off" => year.off.push(day),
            "makeup" => year.makeup.push(day),
            other => {
                return Err(StoreError::corrupt("calendar_day.kind", format!("不认识 {other}")));
            }
        }
    }
    Calendar::new(years).map_err(|e| StoreError::corrupt("calendar_day", e.to_string()))
}

/// The years whose notice the county knows.
pub fn calendar_years(tx: &mut Tx<'_>, region: &Region) -> Result<Vec<i16>, StoreError> {
    tx.rows("SELECT year FROM calendar_year WHERE region = $1 ORDER BY year", vals![region])?
        .iter()
        .map(|r| r.num("year"))
        .collect()
}

/// The after-images of announced years.
pub fn calendar_changes(region: &Region, years: &[CalendarYear]) -> Vec<Change> {
    let mut out = Vec::new();
    for year in years {
        out.push(Change::put(
            "calendar_year",
            vec![
                ("region", Val::from(region)),
                ("year", Val::from(i64::from(year.year))),
                ("notice", Val::from(&year.notice)),
            ],
        ));
        let days = year.off.iter().map(|d| (d, "off")).chain(year.makeup.iter().map(|d| (d, "makeup")));
        out.extend(days.map(|(day, kind)| {
            Change::put(
                "calendar_day",
                vec![
                    ("region", Val::from(region)),
                    ("day", Val::from(*day)),
                    ("year", Val::from(i64::from(year.year))),
                    ("kind", Val::from(kind)),
                ],
            )
        }));
    }
    out
}
