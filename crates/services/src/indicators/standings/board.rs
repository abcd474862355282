//! The ranking as it is read (全市排名、全省排名): of a day that is over as it was frozen, of today as the reports stand now.

use std::collections::BTreeMap;

use domain::{
    base::{DivisionLevel, Region},
    indicators::{Standing, StandingRules},
    people::{Act, Desk},
};
use jiff::{ToSpan as _, civil::Date};
use store::{
    StoreError, Tx,
    indicators::{self as rows, KeptStanding},
};

use super::{
    compute::{gather, ranked},
    rules::{field, rules_on},
};
use crate::{Bureau, Failure, Never};

/// Days offered to look at.
const DAYS: i64 = 31;
/// Days over which places are told beside each other.
const COURSE: i64 = 13;

/// A county in the ranking.
#[derive(Debug, Clone)]
pub struct BoardRow {
    /// Its standing.
    pub standing: Standing,
    /// Cases on its books by its report; `None` where there is none.
    pub cases: Option<u64>,
    /// Its place on the ranked day before.
    pub before: Option<u32>,
    /// Its place on the days before, the earliest first.
    pub course: Vec<(Date, Option<u32>)>,
}

/// The ranking of a day.
#[derive(Debug, Clone)]
pub struct Board {
    /// What the counties are together: `全市` or `全省`.
    pub whole: &'static str,
    /// The day.
    pub day: Date,
    /// The computation; `None` of today, which is not over.
    pub frozen: Option<KeptStanding>,
    /// The rules.
    pub rules: StandingRules,
    /// By place, those without one last.
    pub rows: Vec<BoardRow>,
    /// All computations of the day, the newest first.
    pub versions: Vec<KeptStanding>,
    /// Days that were ranked, the newest first.
    pub days: Vec<Date>,
    /// The ranked day before.
    pub before: Option<Date>,
}

impl Board {
    /// Those with a place.
    pub fn placed(&self) -> impl Iterator<Item = &BoardRow> {
        self.rows.iter().filter(|r| r.standing.place.is_some())
    }

    /// Those that reported nothing that counts.
    pub fn silent(&self) -> impl Iterator<Item = &BoardRow> {
        self.rows.iter().filter(|r| r.standing.report.is_none())
    }
}

/// What the counties of a node are together.
pub(super) fn whole(region: &Region) -> &'static str {
    match region.division().level() {
        DivisionLevel::Province => "全省",
        DivisionLevel::City | DivisionLevel::County | DivisionLevel::Town | DivisionLevel::Village => "全市",
    }
}

/// The ranking of a day, in its newest version or in one of them; of today where no day is named. `None` where that day
/// was not ranked.
pub fn board(
    bureau: &Bureau,
    desk: &Desk,
    day: Option<Date>,
    version: Option<i64>,
) -> Result<Option<Board>, Failure<Never>> {
    bureau.may(desk, Act::IndicatorView)?;
    Ok(bureau.db().read(|tx| board_in(tx, bureau, day, version))?)
}

pub(super) fn board_in(
    tx: &mut Tx<'_>,
    bureau: &Bureau,
    day: Option<Date>,
    version: Option<i64>,
) -> Result<Option<Board>, StoreError> {
    let (region, today) = (bureau.region(), bureau.today());
    let day = day.unwrap_or(today);
    let versions = rows::standing_versions(tx, region, day)?;
    let days = rows::ranked_days(tx, region, DAYS)?;
    let before = rows::standing_by(tx, region, day.saturating_sub(1.day()))?.map(|kept| kept.day);
    let frozen = match version {
        Some(version) => versions.iter().find(|kept| kept.version == version).cloned(),
        None => versions.first().cloned(),
    };
    let (rules, standings, cases) = match &frozen {
        Some(kept) => {
            let standings = rows::standing_rows(tx, region, (day, kept.version))?;
            let cases = cases_of(tx, region, &standings)?;
            (kept.rules.clone(), standings, cases)
        }
        None if day == today && version.is_none() => {
            let rules = rules_on(day);
            let field = field(tx, region, rules)?;
            let heard = gather(tx, region, (rules, day), &field)?;
            let told = |(one, kept): &super::compute::Heard| Some((one.code.clone(), kept.as_ref()?.report.cases));
            (rules.clone(), ranked(rules, &heard)?, heard.iter().filter_map(told).collect())
        }
        None => return Ok(None),
    };
    let mut courses: BTreeMap<String, Vec<(Date, Option<u32>)>> = BTreeMap::new();
    for one in rows::places_since(tx, region, day.saturating_sub(COURSE.days()))? {
        if one.day < day {
            courses.entry(one.county).or_default().push((one.day, one.place));
        }
    }
    let row = |standing: Standing| {
        let course = courses.remove(&standing.code).unwrap_or_default();
        let was = course.last().filter(|(on, _)| Some(*on) == before);
        BoardRow {
            cases: cases.get(&standing.code).copied(),
            before: was.and_then(|(_, place)| *place),
            course,
            standing,
        }
    };
    let rows = standings.into_iter().map(row).collect();
    Ok(Some(Board { whole: whole(region), day, frozen, rules, rows, versions, days, before }))
}

/// Cases on the books by the reports that were ranked.
fn cases_of(tx: &mut Tx<'_>, region: &Region, standings: &[Standing]) -> Result<BTreeMap<String, u64>, StoreError> {
    let mut out = BTreeMap::new();
    for one in standings {
        let (Some(report), Ok(county)) = (&one.report, Region::parse(&one.code)) else { continue };
        if let Some(kept) = rows::kept_report(tx, region, &county, (report.as_of, report.version))? {
            out.insert(one.code.clone(), kept.report.cases);
        }
    }
    Ok(out)
}
