//! Finding ratings: one, those of a case, lists by day and place, what waits for a department, what is published, what
//! was ticked of each item, and how many finished cases were rated.

use domain::{
    base::{CaseId, DepartmentId, ItemId, OrderId, Region, ReviewId, StaffId, shanghai_midnight},
    reviews::{Provenance, ServiceNode},
};
use jiff::{ToSpan as _, civil::Date};

use super::{
    handling::{self, HandlingRow},
    review::{self, ReviewRow, Series},
};
use crate::{
    seam::{Row, StoreError, Tx, Val},
    vals,
};

/// A rating, its loop where it has one, and the name of its item.
pub type Found = (ReviewRow, Option<HandlingRow>, String);

fn both(row: &Row) -> Result<Found, StoreError> {
    let loop_of = row.opt_int("review_id")?.map(|_| handling::read(row)).transpose()?;
    Ok((review::read(row)?, loop_of, row.opt_text("item_name")?.unwrap_or_default()))
}

fn several(tx: &mut Tx<'_>, met: &str, values: &[Val]) -> Result<Vec<Found>, StoreError> {
    let sql = format!(
        "SELECT {}, {}, COALESCE(c.item_name, i.name) AS item_name FROM service_review r \
         LEFT JOIN review_handling h ON h.region = r.region AND h.review_id = r.id \
         LEFT JOIN service_case c ON c.region = r.region AND c.id = r.case_id \
         LEFT JOIN service_item i ON i.region = r.region AND i.id = r.item_id WHERE r.region = $1 AND {met}",
        review::COLUMNS,
        handling::COLUMNS
    );
    tx.rows(&sql, values)?.iter().map(both).collect()
}

/// One rating.
pub fn review(tx: &mut Tx<'_>, region: &Region, id: ReviewId) -> Result<Option<Found>, StoreError> {
    Ok(several(tx, "r.id = $2", vals![region, id])?.pop())
}

/// Ratings by their ids, in that order.
pub fn reviews_by_id(tx: &mut Tx<'_>, region: &Region, ids: &[ReviewId]) -> Result<Vec<Found>, StoreError> {
    let mut out = Vec::with_capacity(ids.len());
    for id in ids {
        out.extend(review(tx, region, *id)?);
    }
    Ok(out)
}

/// Ratings behind an id, in the order of their ids, at most `limit`.
pub fn reviews_behind(tx: &mut Tx<'_>, region: &Region, after: ReviewId, limit: i64) -> Result<Vec<Found>, StoreError> {
    several(tx, "r.id > $2 ORDER BY r.id LIMIT $3", vals![region, after, limit])
}

/// All ratings of a case, the first first.
pub fn reviews_of_case(tx: &mut Tx<'_>, region: &Region, case: CaseId) -> Result<Vec<Found>, StoreError> {
    several(tx, "r.case_id = $2 ORDER BY r.id", vals![region, case])
}

/// The rating of a contact in a series; there is one at most.
pub fn review_of_contact(
    tx: &mut Tx<'_>,
    region: &Region,
    (case, node): (CaseId, ServiceNode),
    series: Series,
) -> Result<Option<Found>, StoreError> {
    let met = "r.case_id = $2 AND r.node = $3 AND r.series = $4";
    Ok(several(tx, met, vals![region, case, node.as_str(), series.as_str()])?.pop())
}

/// The rating that is worked through for a row of a file.
pub fn review_of_import(tx: &mut Tx<'_>, region: &Region, key: &str) -> Result<Option<ReviewId>, StoreError> {
    tx.row("SELECT id FROM service_review WHERE region = $1 AND import_key = $2", vals![region, key])?
        .map(|r| Ok(ReviewId::new(r.int("id")?)))
        .transpose()
}

/// The rating upon which an order was opened.
pub fn review_of_order(tx: &mut Tx<'_>, region: &Region, order: OrderId) -> Result<Option<Found>, StoreError> {
    Ok(several(tx, "h.order_id = $2", vals![region, order])?.pop())
}

/// Which ratings; what is not named stays open.
#[derive(Debug, Clone, Copy)]
pub struct ReviewFilter {
    /// First and last day.
    pub days: (Date, Date),
    /// Who decided.
    pub department: Option<DepartmentId>,
    /// Item.
    pub item: Option<ItemId>,
    /// Window.
    pub window: Option<u16>,
    /// Who served.
    pub staff: Option<StaffId>,
    /// Who made it.
    pub provenance: Option<Provenance>,
    /// One and two stars alone.
    pub bad: bool,
}

impl ReviewFilter {
    /// Everything of these days.
    pub const fn of_days(days: (Date, Date)) -> Self {
        Self { days, department: None, item: None, window: None, staff: None, provenance: None, bad: false }
    }
}

/// Ratings that meet a filter, the newest first.
pub fn review_lines(tx: &mut Tx<'_>, region: &Region, f: &ReviewFilter, limit: i64) -> Result<Vec<Found>, StoreError> {
    several(
        tx,
        "r.given_on >= $2 AND r.given_on <= $3 AND (CAST($4 AS BIGINT) IS NULL OR r.department_id = CAST($4 AS BIGINT)) \
         AND (CAST($5 AS BIGINT) IS NULL OR r.item_id = CAST($5 AS BIGINT)) \
         AND (CAST($6 AS BIGINT) IS NULL OR r.window_no = CAST($6 AS BIGINT)) \
         AND (CAST($7 AS BIGINT) IS NULL OR r.staff_id = CAST($7 AS BIGINT)) \
         AND (CAST($8 AS TEXT) IS NULL OR r.provenance = CAST($8 AS TEXT)) AND r.stars <= $9 \
         ORDER BY r.given_at DESC, r.id DESC LIMIT $10",
        vals![
            region,
            f.days.0,
            f.days.1,
            f.department,
            f.item,
            f.window,
            f.staff,
            f.provenance.map(Provenance::as_str),
            if f.bad { 2_i64 } else { 5 },
            limit
        ],
    )
}

/// Bad ratings that wait for somebody, the most urgent first; of one department or of all.
pub fn reviews_to_handle(
    tx: &mut Tx<'_>,
    region: &Region,
    department: Option<DepartmentId>,
    limit: i64,
) -> Result<Vec<Found>, StoreError> {
    several(
        tx,
        "h.next_on IS NOT NULL AND (CAST($2 AS BIGINT) IS NULL OR h.department_id = CAST($2 AS BIGINT)) \
         ORDER BY h.next_on, h.review_id LIMIT $3",
        vals![region, department, limit],
    )
}

/// Bad ratings that came in on these days, both counted, with their loops.
pub fn handled_reviews(tx: &mut Tx<'_>, region: &Region, days: (Date, Date)) -> Result<Vec<Found>, StoreError> {
    several(tx, "h.opened_on >= $2 AND h.opened_on <= $3 ORDER BY r.id", vals![region, days.0, days.1])
}

/// What is published, the newest first.
pub fn published_reviews(tx: &mut Tx<'_>, region: &Region, limit: i64) -> Result<Vec<Found>, StoreError> {
    several(
        tx,
        "h.published_at IS NOT NULL ORDER BY h.published_at DESC, h.review_id DESC LIMIT $2",
        vals![region, limit],
    )
}

/// How often each list of options was ticked on some days, both counted, by item: of the applicants' own ratings that were not set aside.
pub fn ticked_options(
    tx: &mut Tx<'_>,
    region: &Region,
    (from, to): (Date, Date),
    item: Option<ItemId>,
) -> Result<Vec<(ItemId, Vec<u16>, u64)>, StoreError> {
    tx.rows(
        "SELECT item_id, options, count(*) AS n FROM service_review WHERE region = $1 AND given_on >= $2 \
         AND given_on <= $3 AND series = 'own' AND set_aside = 0 \
         AND (CAST($4 AS BIGINT) IS NULL OR item_id = CAST($4 AS BIGINT)) \
         GROUP BY item_id, options ORDER BY item_id, options",
        vals![region, from, to, item],
    )?
    .iter()
    .map(|r| Ok((ItemId::new(r.int("item_id")?), r.json("options")?, r.num("n")?)))
    .collect()
}

/// Whose finished cases are counted.
#[derive(Debug, Clone, Copy)]
pub struct ActiveFilter {
    /// First and last day of the result.
    pub days: (Date, Date),
    /// Who decided.
    pub department: Option<DepartmentId>,
    /// Item.
    pub item: Option<ItemId>,
    /// Window.
    pub window: Option<u16>,
}

/// Finished cases of a department, and how many of them their applicants rated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ActiveCount {
    /// Who decided.
    pub department: DepartmentId,
    /// Finished.
    pub finished: u64,
    /// Rated by their applicants.
    pub rated: u64,
}

/// Finished cases and those rated as a whole by their applicants, by department.
pub fn active_count(tx: &mut Tx<'_>, region: &Region, f: &ActiveFilter) -> Result<Vec<ActiveCount>, StoreError> {
    let (from, before) = (shanghai_midnight(f.days.0), shanghai_midnight(f.days.1.saturating_add(1.day())));
    tx.rows(
        "SELECT c.department_id AS department_id, count(*) AS finished, count(r.id) AS rated FROM service_case c \
         LEFT JOIN service_review r ON r.region = c.region AND r.case_id = c.id AND r.node = 'completion' \
         AND r.series = 'own' WHERE c.region = $1 AND c.completed_at >= $2 AND c.completed_at < $3 \
         AND c.stage <> 'ended' AND (CAST($4 AS BIGINT) IS NULL OR c.department_id = CAST($4 AS BIGINT)) \
         AND (CAST($5 AS BIGINT) IS NULL OR c.item_id = CAST($5 AS BIGINT)) \
         AND (CAST($6 AS BIGINT) IS NULL OR c.window_no = CAST($6 AS BIGINT)) \
         GROUP BY c.department_id ORDER BY c.department_id",
        vals![region, from, before, f.department, f.item, f.window],
    )?
    .iter()
    .map(|r| {
        Ok(ActiveCount {
            department: DepartmentId::new(r.int("department_id")?),
            finished: r.num("finished")?,
            rated: r.num("rated")?,
        })
    })
    .collect()
}
