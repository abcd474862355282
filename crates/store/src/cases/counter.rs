//! Counters of cases (办件计数): each step appends what it changed in the same commit, a job folds that into the table, and
//! a reader adds both, so that a number is exact at every moment and no two writers want the same row. Deliberately not
//! here: which cells a case stands in; that is the rule's.

use std::{
    borrow::Cow,
    collections::BTreeMap,
    sync::{Arc, LazyLock},
};

use domain::{
    base::{DepartmentId, Region},
    cases::{Cell, Countable, Pace, Side, Timely, cells},
};
use jiff::civil::Date;

use crate::{
    seam::{Row, StoreError, Tx, Val},
    vals,
};

/// Steps folded in one commit at most.
const FOLD: i64 = 5_000;
/// Cases read at once when all are counted again.
const READ: i64 = 20_000;

const COLUMNS: &str =
    "id, department_id, item_id, stage, accepted_on, accepted_at, due_on, decided_at, outcome, completed_at";

/// Their names.
static NAMES: LazyLock<Arc<[String]>> = LazyLock::new(|| COLUMNS.split(", ").map(str::to_owned).collect());

/// Counters by their cell; none is 0.
pub type Counters = BTreeMap<Cell, i64>;

/// What counting must know, from a row that has these columns.
pub(super) fn countable(row: &Row) -> Result<Countable, StoreError> {
    Ok(Countable {
        department: row.int("department_id")?,
        item: row.int("item_id")?,
        stage: row.text("stage")?,
        accepted_on: row.opt_date("accepted_on")?,
        accepted_at: row.opt_instant("accepted_at")?,
        due_on: row.opt_date("due_on")?,
        decided_at: row.opt_instant("decided_at")?,
        outcome: row.opt_text("outcome")?,
        completed_at: row.opt_instant("completed_at")?,
    })
}

/// Notes what the coming row of a case changes in the counters. Called where the row is written, by the journal alone, so
/// that no act can forget it, under the event that does it.
pub(crate) fn note(
    tx: &mut Tx<'_>,
    region: &Region,
    (stream, seq): (&str, i64),
    row: &[(Cow<'static, str>, Val)],
    removed: bool,
) -> Result<(), StoreError> {
    // A row that goes has its key alone.
    let known = |name: &String| row.iter().find(|(c, _)| c == name).map_or(Val::Null, |(_, v)| v.clone());
    let after = Row::new(NAMES.clone(), NAMES.iter().map(known).collect());
    let id = after.int("id")?;
    // The first event of a case's own chain makes it: nothing is looked for that cannot be there.
    let own = stream.strip_prefix("case/").and_then(|of| of.parse().ok()) == Some(id);
    let before = if own && seq == 1 {
        None
    } else {
        let sql = format!("SELECT {COLUMNS} FROM service_case WHERE region = $1 AND id = $2");
        tx.row(&sql, vals![region, id])?
    };
    let was = before.as_ref().map(countable).transpose()?.map(|c| cells(&c)).unwrap_or_default();
    let is = if removed { Vec::new() } else { cells(&countable(&after)?) };
    let gone: Vec<&Cell> = was.iter().filter(|c| !is.contains(c)).collect();
    let come: Vec<&Cell> = is.iter().filter(|c| !was.contains(c)).collect();
    if gone.is_empty() && come.is_empty() {
        return Ok(());
    }
    let text = |cells: &[&Cell]| serde_json::to_string(cells).expect("cells are words and numbers");
    tx.run(
        "INSERT INTO case_delta (region, stream, seq, case_id, gone, come) VALUES ($1, $2, $3, $4, $5, $6)",
        vals![region, stream, seq, id, text(&gone), text(&come)],
    )?;
    Ok(())
}

fn add(counters: &mut Counters, cell: Cell, n: i64) {
    let value = counters.entry(cell).or_insert(0);
    *value += n;
}

/// What the steps in `rows` change.
fn changed(rows: &[Row]) -> Result<Counters, StoreError> {
    let mut out = Counters::new();
    for row in rows {
        for (column, by) in [("gone", -1), ("come", 1)] {
            for cell in row.json::<Vec<Cell>>(column)? {
                add(&mut out, cell, by);
            }
        }
    }
    out.retain(|_, n| *n != 0);
    Ok(out)
}

/// Whether steps wait to be folded.
pub fn has_unfolded(tx: &mut Tx<'_>, region: &Region) -> Result<bool, StoreError> {
    Ok(tx.row("SELECT 1 AS there FROM case_delta WHERE region = $1 LIMIT 1", vals![region])?.is_some())
}

/// Folds waiting steps into the counters, in the order of their key. Returns whether more may wait.
pub fn fold_counters(tx: &mut Tx<'_>, region: &Region) -> Result<bool, StoreError> {
    let rows = tx.rows(
        "SELECT stream, seq, case_id, gone, come FROM case_delta WHERE region = $1 \
         ORDER BY stream, seq, case_id LIMIT $2",
        vals![region, FOLD],
    )?;
    let Some(last) = rows.last() else { return Ok(false) };
    let (stream, seq, id) = (last.text("stream")?, last.int("seq")?, last.int("case_id")?);
    for (cell, n) in changed(&rows)? {
        put(tx, region, &cell, n)?;
    }
    // Every step up to the last one read was read: the order is that of the key.
    tx.run(
        "DELETE FROM case_delta WHERE region = $1 AND (stream < $2 OR (stream = $2 AND (seq < $3 \
         OR (seq = $3 AND case_id <= $4))))",
        vals![region, stream, seq, id],
    )?;
    Ok(rows.len() as i64 == FOLD)
}

fn put(tx: &mut Tx<'_>, region: &Region, cell: &Cell, n: i64) -> Result<(), StoreError> {
    tx.run(
        "INSERT INTO case_counter (region, side, month, department_id, item_id, outcome, timely, pace, n) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) \
         ON CONFLICT (region, side, month, department_id, item_id, outcome, timely, pace) \
         DO UPDATE SET n = case_counter.n + excluded.n",
        vals![
            region,
            cell.side.as_str(),
            &cell.month,
            cell.department,
            cell.item,
            &cell.outcome,
            cell.timely.map_or("", Timely::as_str),
            cell.pace.map_or("", Pace::as_str),
            n
        ],
    )?;
    Ok(())
}

/// Which counters are read: all but those that are named stay open.
#[derive(Debug, Clone, Default)]
pub struct CounterFilter {
    /// What is counted; `None` = everything.
    pub side: Option<Side>,
    /// First and last month, `2026-01`; both belong to it.
    pub months: Option<(String, String)>,
    /// Who decides.
    pub department: Option<i64>,
    /// Item.
    pub item: Option<i64>,
}

impl CounterFilter {
    fn fits(&self, cell: &Cell) -> bool {
        self.side.is_none_or(|s| s == cell.side)
            && self.months.as_ref().is_none_or(|(from, to)| (from..=to).contains(&&cell.month))
            && self.department.is_none_or(|d| d == cell.department)
            && self.item.is_none_or(|i| i == cell.item)
    }
}

fn cell(row: &Row) -> Result<Cell, StoreError> {
    fn word<T>(row: &Row, column: &str, parse: impl Fn(&str) -> Option<T>) -> Result<Option<T>, StoreError> {
        let word = row.text(column)?;
        if word.is_empty() {
            return Ok(None);
        }
        parse(&word).map(Some).ok_or_else(|| StoreError::corrupt(format!("case_counter.{column}"), "不认识的字"))
    }
    let side = word(row, "side", Side::parse)?.ok_or_else(|| StoreError::corrupt("case_counter.side", "是空的"))?;
    Ok(Cell {
        side,
        month: row.text("month")?,
        department: row.int("department_id")?,
        item: row.int("item_id")?,
        outcome: row.text("outcome")?,
        timely: word(row, "timely", Timely::parse)?,
        pace: word(row, "pace", Pace::parse)?,
    })
}

/// The counters as they are now: what is folded and what waits, on one snapshot.
pub fn counters(tx: &mut Tx<'_>, region: &Region, filter: &CounterFilter) -> Result<Counters, StoreError> {
    let (from, to) = filter.months.clone().unwrap_or_else(|| (String::new(), "9999-99".into()));
    let sides: Vec<Side> = filter.side.map_or_else(|| Side::ALL.to_vec(), |s| vec![s]);
    let mut out = Counters::new();
    for side in sides {
        let rows = tx.rows(
            "SELECT side, month, department_id, item_id, outcome, timely, pace, n FROM case_counter \
             WHERE region = $1 AND side = $2 AND month >= $3 AND month <= $4 \
             AND (CAST($5 AS BIGINT) IS NULL OR department_id = CAST($5 AS BIGINT)) \
             AND (CAST($6 AS BIGINT) IS NULL OR item_id = CAST($6 AS BIGINT))",
            vals![region, side.as_str(), &from, &to, filter.department, filter.item],
        )?;
        for row in &rows {
            add(&mut out, cell(row)?, row.int("n")?);
        }
    }
    let waiting = tx.rows("SELECT gone, come FROM case_delta WHERE region = $1", vals![region])?;
    for (cell, n) in changed(&waiting)?.into_iter().filter(|(cell, _)| filter.fits(cell)) {
        add(&mut out, cell, n);
    }
    out.retain(|_, n| *n != 0);
    Ok(out)
}

/// All cases counted again from their rows: what the counters must come to.
pub fn recount(tx: &mut Tx<'_>, region: &Region) -> Result<Counters, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM service_case WHERE region = $1 AND id > $2 ORDER BY id LIMIT $3");
    let (mut out, mut after) = (Counters::new(), i64::MIN);
    loop {
        let rows = tx.rows(&sql, vals![region, after, READ])?;
        for row in &rows {
            for cell in cells(&countable(row)?) {
                add(&mut out, cell, 1);
            }
        }
        match rows.last() {
            Some(last) => after = last.int("id")?,
            None => return Ok(out),
        }
    }
}

/// How many cases stand in each stage, for one department or all: from their counters, not from the cases.
pub fn stage_counts(
    tx: &mut Tx<'_>,
    region: &Region,
    department: Option<DepartmentId>,
) -> Result<Vec<(String, u64)>, StoreError> {
    let department = Some(department.map_or(0, DepartmentId::get));
    let filter = CounterFilter { side: Some(Side::Standing), department, ..CounterFilter::default() };
    let standing = counters(tx, region, &filter)?;
    let seen = standing.into_iter().filter(|(cell, _)| cell.outcome != "draft");
    Ok(seen.map(|(cell, n)| (cell.outcome, u64::try_from(n).unwrap_or(0))).collect())
}

/// Stages in which somebody still has to act on the matter.
pub const OPEN_STAGES: [&str; 6] = ["submitted", "correction_asked", "accepted", "in_review", "suspended", "decided"];

/// Open cases whose last day has passed, by department: asked of the open cases alone, so that no nightly pass has to
/// mark them. Of one department or of all.
pub fn overdue_by_department(
    tx: &mut Tx<'_>,
    region: &Region,
    department: Option<DepartmentId>,
    today: Date,
) -> Result<Vec<(DepartmentId, u64)>, StoreError> {
    tx.rows(
        "SELECT department_id, count(*) AS n FROM service_case \
         WHERE region = $1 AND stage IN ('accepted', 'in_review', 'decided') AND coalesce(next_on, due_on, '9999') < $2 AND (CAST($3 AS BIGINT) IS NULL OR department_id = CAST($3 AS BIGINT)) \
         GROUP BY department_id ORDER BY department_id",
        vals![region, today, department],
    )?
    .iter()
    .map(|r| Ok((DepartmentId::new(r.int("department_id")?), r.num("n")?)))
    .collect()
}

/// Whether cases were entered before there were counters.
pub fn are_uncounted(tx: &mut Tx<'_>, region: &Region) -> Result<bool, StoreError> {
    for table in ["case_counter", "case_delta"] {
        if tx.row(&format!("SELECT 1 AS there FROM {table} WHERE region = $1 LIMIT 1"), vals![region])?.is_some() {
            return Ok(false);
        }
    }
    Ok(tx.row("SELECT 1 AS there FROM service_case WHERE region = $1 LIMIT 1", vals![region])?.is_some())
}

/// Counts all cases from their rows, in place of whatever was counted.
pub fn count_anew(tx: &mut Tx<'_>, region: &Region) -> Result<(), StoreError> {
    tx.run("DELETE FROM case_counter WHERE region = $1", vals![region])?;
    tx.run("DELETE FROM case_delta WHERE region = $1", vals![region])?;
    for (cell, n) in recount(tx, region)? {
        put(tx, region, &cell, n)?;
    }
    Ok(())
}
