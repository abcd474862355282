//! The cases behind a counter (计数背后的办件): found by day through an index, kept when the rule says that they stand in the
//! cell. So list and number cannot differ. Deliberately not here: the counters.

use domain::{
    base::Region,
    cases::{Cell, Outcome, Side, Timely, cells},
};
use jiff::{ToSpan as _, civil::Date};

use super::{
    counter::countable,
    list::{COLUMNS, CaseLine, read},
};
use crate::{
    seam::{StoreError, Tx},
    vals,
};

/// Rows looked at for one page at most, so that a rare kind does not hold a reader up.
const LOOKED_AT: usize = 20_000;
/// Rows fetched at once.
const CHUNK: i64 = 500;

/// Which cases.
#[derive(Debug, Clone)]
pub struct CountedFilter {
    /// Accepted or finished ones.
    pub side: Side,
    /// First day of the first month, and of the month after the last.
    pub days: (Date, Date),
    /// Who decides.
    pub department: Option<i64>,
    /// Item.
    pub item: Option<i64>,
    /// Within their limit or not.
    pub timely: Option<Timely>,
    /// How they were decided.
    pub outcome: Option<Outcome>,
    /// 即收即办 alone.
    pub same_day: bool,
    /// 即时办结 alone.
    pub at_once: bool,
}

impl CountedFilter {
    fn fits(&self, cell: &Cell) -> bool {
        cell.side == self.side
            && self.timely.is_none_or(|t| cell.timely == Some(t))
            && self.outcome.is_none_or(|o| cell.outcome == o.as_str())
            && (!self.same_day || cell.pace.is_some_and(|p| p.is_same_day()))
            && (!self.at_once || cell.pace.is_some_and(|p| p.is_at_once()))
    }

    /// The column in which its time stands, with the first value and the one after the last.
    fn span(&self) -> (&'static str, String, String) {
        let (from, to) = self.days;
        match self.side {
            Side::Accepted | Side::Standing => ("accepted_on", from.to_string(), to.to_string()),
            Side::Finished => ("completed_at", midnight(from), midnight(to)),
        }
    }
}

/// The instant at which a civil day begins in the county, as it stands in tables. Asia/Shanghai has been eight hours
/// ahead of UTC ever since there are cases.
fn midnight(day: Date) -> String {
    format!("{}T16:00:00.000000Z", day.saturating_sub(1.days()))
}

/// Key of the next page: time and id.
pub type CountedKey = (String, i64);

/// A page of them by time and id, and the key of the next.
pub fn counted_lines(
    tx: &mut Tx<'_>,
    region: &Region,
    filter: &CountedFilter,
    after: Option<&CountedKey>,
    limit: usize,
) -> Result<(Vec<CaseLine>, Option<CountedKey>), StoreError> {
    let (column, from, to) = filter.span();
    let sql = format!(
        "SELECT {COLUMNS}, c.item_id AS item_id, c.accepted_at AS accepted_at, c.decided_at AS decided_at, \
         c.outcome AS outcome, c.completed_at AS completed_at, c.{column} AS at FROM service_case c WHERE c.region = $1 \
         AND c.{column} >= $2 AND c.{column} < $3 AND (c.{column} > $2 OR c.id > $4) \
         AND (CAST($5 AS BIGINT) IS NULL OR c.department_id = CAST($5 AS BIGINT)) \
         AND (CAST($6 AS BIGINT) IS NULL OR c.item_id = CAST($6 AS BIGINT)) \
         ORDER BY c.{column}, c.id LIMIT $7"
    );
    let mut key = after.cloned().filter(|(at, _)| *at >= from).unwrap_or((from, i64::MIN));
    let (mut lines, mut looked_at) = (Vec::new(), 0);
    loop {
        let rows = tx.rows(&sql, vals![region, &key.0, &to, key.1, filter.department, filter.item, CHUNK])?;
        let count = rows.len();
        looked_at += count;
        for row in rows {
            if lines.len() == limit {
                return Ok((lines, Some(key)));
            }
            key = (row.text("at")?, row.int("id")?);
            if cells(&countable(&row)?).iter().any(|cell| filter.fits(cell)) {
                lines.push(read(row)?);
            }
        }
        if (count as i64) < CHUNK {
            return Ok((lines, None));
        }
        if looked_at >= LOOKED_AT {
            return Ok((lines, Some(key)));
        }
    }
}

#[cfg(test)]
mod tests {
    use domain::base::shanghai_day;
    use jiff::Timestamp;

    use super::*;

    #[test]
    fn a_civil_day_begins_at_sixteen_hours_of_the_day_before() {
        let day: Date = "2026-11-01".parse().expect("a day");
        let begins: Timestamp = midnight(day).parse().expect("an instant");
        assert_eq!(shanghai_day(begins), day);
        assert_eq!(shanghai_day(begins - 1.nanoseconds()), "2026-10-31".parse::<Date>().expect("a day"));
    }
}
