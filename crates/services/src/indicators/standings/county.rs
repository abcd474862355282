//! One county in the ranking (下钻): its figures with their parts, every version of its reports with what changed, and the
//! course of its places.

use domain::{
    base::Region,
    indicators::Standing,
    people::{Act, Desk},
};
use jiff::civil::Date;
use store::indicators::{self as rows, KeptReport};

use super::{Board, board::board_in};
use crate::{Bureau, Failure, Never};

/// Reports that are listed.
const REPORTS: i64 = 30;
/// Days of its course.
const COURSE: i64 = 31;

/// A county with what it is ranked by.
#[derive(Debug, Clone)]
pub struct CountyStanding {
    /// The ranking that it stands in.
    pub board: Board,
    /// Its row.
    pub standing: Standing,
    /// The report that counts.
    pub report: Option<KeptReport>,
    /// Its newest reports, the newest first.
    pub reports: Vec<KeptReport>,
    /// How it stood on each day, the newest first.
    pub course: Vec<(Date, Standing)>,
}

/// How a county stands on a day; of today where none is named.
pub fn county_standing(
    bureau: &Bureau,
    desk: &Desk,
    county: &Region,
    day: Option<Date>,
    version: Option<i64>,
) -> Result<CountyStanding, Failure<Never>> {
    bureau.may(desk, Act::IndicatorView)?;
    let region = bureau.region();
    let found = bureau.db().read(|tx| {
        let Some(board) = board_in(tx, bureau, day, version)? else { return Ok(None) };
        let own = board.rows.iter().find(|r| r.standing.code == county.as_str());
        let Some(standing) = own.map(|r| r.standing.clone()) else { return Ok(None) };
        let report = match &standing.report {
            Some(of) => rows::kept_report(tx, region, county, (of.as_of, of.version))?,
            None => None,
        };
        let reports = rows::kept_reports(tx, region, county, REPORTS)?;
        let course = rows::standing_course(tx, region, county, COURSE)?;
        Ok(Some(CountyStanding { board, standing, report, reports, course }))
    })?;
    found.ok_or(Failure::NotFound)
}
