//! What applicants ticked (勾选的选项), for the detectors: their own ratings, without names and without words.

use domain::{
    base::{CaseId, ReviewId, shanghai_day},
    people::{Act, Desk},
};
use jiff::civil::Date;
use store::{
    StoreError, Tx,
    reviews::{self as rows, ReviewFilter},
};

use crate::Bureau;

/// One rating, without whoever gave it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Ticked {
    /// Which.
    pub(crate) review: ReviewId,
    /// The case.
    pub(crate) case: CaseId,
    /// Its day.
    pub(crate) on: Date,
    /// Codes; some at least.
    pub(crate) options: Vec<u16>,
}

/// The applicants' own ratings of the days, both counted, in which something was ticked: who ticked nothing says nothing
/// of where it was handed in. What was set aside after an appeal is left out. `None` where the desk may see no ratings.
pub(crate) fn ticked(
    bureau: &Bureau,
    tx: &mut Tx<'_>,
    desk: &Desk,
    days: (Date, Date),
) -> Result<Option<Vec<Ticked>>, StoreError> {
    if bureau.may(desk, Act::ReviewView).is_err() {
        return Ok(None);
    }
    let found = rows::review_lines(tx, bureau.region(), &ReviewFilter::of_days(days), i64::MAX)?;
    let own = found
        .into_iter()
        .map(|(row, _, _)| row)
        .filter(|row| row.review.provenance.is_own() && !row.review.set_aside && !row.review.options.is_empty());
    Ok(Some(
        own.map(|row| Ticked {
            review: row.id,
            case: row.review.case,
            on: shanghai_day(row.review.at),
            options: row.review.options,
        })
        .collect(),
    ))
}
