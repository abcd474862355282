//! Cases as lists.

use domain::{
    base::{CaseId, DepartmentId, ItemId, PersonId, Region},
    cases::{CaseNo, STAGES},
};
use jiff::civil::Date;

use super::life::Life;
use crate::{
    seam::{Row, StoreError, Tx, Val},
    vals,
};

/// What a list is narrowed to.
#[derive(Debug, Clone, Default)]
pub struct CaseFilter {
    /// Decided by one department.
    pub department: Option<DepartmentId>,
    /// In one stage.
    pub stage: Option<String>,
    /// Taken at one window.
    pub window_no: Option<u16>,
    /// Only those whose clock runs: received, and neither completed nor ended.
    pub open: bool,
    /// Part of the item's name, to the letter.
    pub words: Option<String>,
}

/// One line of a list. The name is sealed.
#[derive(Debug, Clone)]
pub struct CaseLine {
    /// Id; with the due day the key of the next page.
    pub id: CaseId,
    /// 办件编号.
    pub case_no: String,
    /// Item's name.
    pub item_name: String,
    /// Applicant.
    pub person: PersonId,
    /// `person` or `organisation`.
    pub applicant_kind: String,
    /// Sealed name.
    pub applicant_name: Vec<u8>,
    /// The applicant's key, wrapped; `None` when it was erased.
    pub key: Option<Vec<u8>>,
    /// Deciding department.
    pub department_id: DepartmentId,
    /// Deciding department's name.
    pub department: String,
    /// Stage word.
    pub stage: String,
    /// Received on.
    pub received_on: Date,
    /// Accepted on; `None` before.
    pub accepted_on: Option<Date>,
    /// Due on.
    pub due_on: Option<Date>,
    /// 暂定.
    pub due_provisional: bool,
    /// The day by which whoever it waits for must act.
    pub next_on: Option<Date>,
    /// How it came in.
    pub channel: String,
    /// Which system it came from; `None` = it began here.
    pub source: Option<String>,
    /// The department's system that has it.
    pub system: Option<String>,
}

pub(super) const COLUMNS: &str = "c.id AS id, c.case_no AS case_no, c.item_name AS item_name, c.person_id AS person_id, \
     c.applicant_kind AS applicant_kind, c.applicant_name AS applicant_name, c.department_id AS department_id, \
     (SELECT d.name FROM department d WHERE d.region = c.region AND d.id = c.department_id) AS department, \
     (SELECT k.wrapped FROM person_key k WHERE k.region = c.region AND k.person_id = c.person_id) AS wrapped, c.stage AS stage, \
     coalesce(c.received_on, c.accepted_on) AS received_on, c.accepted_on AS accepted_on, c.due_on AS due_on, \
     c.due_provisional AS due_provisional, coalesce(c.next_on, c.due_on) AS next_on, coalesce(c.channel, 'window') AS channel, \
     c.foreign_source AS foreign_source, c.life AS life";

impl CaseLine {
    /// The day it is listed under.
    fn day(&self) -> String {
        self.next_on.map_or_else(|| "9999".to_owned(), |d| d.to_string())
    }
}

pub(super) fn read(mut r: Row) -> Result<CaseLine, StoreError> {
    Ok(CaseLine {
        id: CaseId::new(r.int("id")?),
        case_no: r.take_text("case_no")?,
        item_name: r.take_text("item_name")?,
        person: PersonId::new(r.int("person_id")?),
        applicant_kind: r.take_text("applicant_kind")?,
        applicant_name: r.take_bytes("applicant_name")?,
        key: r.take_opt_bytes("wrapped")?,
        department_id: DepartmentId::new(r.int("department_id")?),
        department: r.take_text("department")?,
        stage: r.take_text("stage")?,
        received_on: r.date("received_on")?,
        accepted_on: r.opt_date("accepted_on")?,
        due_on: r.opt_date("due_on")?,
        due_provisional: r.flag("due_provisional")?,
        next_on: r.opt_date("next_on")?,
        channel: r.take_text("channel")?,
        source: r.opt_text("foreign_source")?,
        system: Life::system(r.opt_str("life")?),
    })
}

/// The day by which lists are ordered: the same words as in the indexes. `9999` sorts cases without one to the end, the
/// same on both engines.
const DAY: &str = "coalesce(c.next_on, c.due_on, '9999')";

/// Those whose clock runs: the same words as in the partial indexes.
const OPEN: &str = "c.stage IN ('submitted', 'correction_asked', 'accepted', 'in_review', 'suspended', 'decided')";

/// Up to so many items are gone through one by one when their names are looked for; with more, cases of that name are
/// so many that the way along the stages is the shorter one.
const FEW: usize = 64;

/// One way along an index.
#[derive(Debug, Clone, Copy)]
enum Way<'a> {
    /// As the filter says.
    Plain,
    /// Cases of one item.
    Item(ItemId),
    /// Cases of one stage whose item's name holds the words.
    Stage(&'a str),
}

/// A page of cases by the day on which somebody must act (those without one last), after a key. Every way to ask is one
/// along an index, so that no line is read that is not shown, however many cases there are; looking for words merges
/// a few such ways.
pub fn case_lines(
    tx: &mut Tx<'_>,
    region: &Region,
    filter: &CaseFilter,
    after: Option<(&str, i64)>,
    limit: i64,
) -> Result<Vec<CaseLine>, StoreError> {
    let after = after.unwrap_or(("", 0));
    let Some(words) = &filter.words else {
        return one_way(tx, region, filter, Way::Plain, after, limit);
    };
    let items = items_named(tx, region, words)?;
    let mut found = Vec::new();
    if items.len() <= FEW {
        for item in items {
            found.extend(one_way(tx, region, filter, Way::Item(item), after, limit)?);
        }
    } else {
        let stages = filter.stage.as_deref().map_or_else(|| STAGES.map(|(word, _)| word).to_vec(), |s| vec![s]);
        for stage in stages {
            found.extend(one_way(tx, region, filter, Way::Stage(stage), after, limit)?);
        }
    }
    found.sort_by_cached_key(|line| (line.day(), line.id));
    found.truncate(usize::try_from(limit).unwrap_or(0));
    Ok(found)
}

fn one_way(
    tx: &mut Tx<'_>,
    region: &Region,
    filter: &CaseFilter,
    way: Way<'_>,
    after: (&str, i64),
    limit: i64,
) -> Result<Vec<CaseLine>, StoreError> {
    let (sql, vals) = page_sql(region, filter, way, after, limit);
    tx.rows(&sql, &vals)?.into_iter().map(read).collect()
}

/// Items that had or have the words in their name, to the letter.
fn items_named(tx: &mut Tx<'_>, region: &Region, words: &str) -> Result<Vec<ItemId>, StoreError> {
    // A name contains the words when it is another one without them: the engines agree on `replace`.
    tx.rows(
        "SELECT DISTINCT item_id FROM item_version WHERE region = $1 AND replace(name, $2, '') <> name ORDER BY item_id",
        vals![region, words],
    )?
    .iter()
    .map(|r| Ok(ItemId::new(r.int("item_id")?)))
    .collect()
}

/// The question for a page of the plain list and its parameters, for the test that looks at how an engine answers it.
pub fn case_page_sql(region: &Region, filter: &CaseFilter, after: (&str, i64), limit: i64) -> (String, Vec<Val>) {
    page_sql(region, filter, Way::Plain, after, limit)
}

fn page_sql(
    region: &Region,
    filter: &CaseFilter,
    way: Way<'_>,
    (day, id): (&str, i64),
    limit: i64,
) -> (String, Vec<Val>) {
    let mut vals = vec![Val::from(region), Val::from(day), Val::from(id)];
    let mut met = String::new();
    let mut also = |column: &str, val: Option<Val>| {
        if let Some(val) = val {
            vals.push(val);
            met.push_str(&format!(" AND c.{column} = ${}", vals.len()));
        }
    };
    let (item, stage) = match way {
        Way::Plain => (None, filter.stage.as_deref()),
        Way::Item(item) => (Some(item), filter.stage.as_deref()),
        Way::Stage(stage) => (None, Some(stage)),
    };
    also("department_id", filter.department.map(Val::from));
    also("stage", stage.map(Val::from));
    also("window_no", filter.window_no.map(Val::from));
    also("item_id", item.map(Val::from));
    if filter.open {
        met.push_str(&format!(" AND {OPEN}"));
    }
    if let Some(words) = &filter.words {
        vals.push(Val::from(words));
        met.push_str(&format!(" AND replace(c.item_name, ${}, '') <> c.item_name", vals.len()));
    }
    vals.push(Val::from(limit));
    let sql = format!(
        "SELECT {COLUMNS} FROM service_case c WHERE c.region = $1 AND {DAY} >= $2 AND ({DAY} > $2 OR c.id > $3){met} \
         AND c.stage <> 'draft' ORDER BY {DAY}, c.id LIMIT ${}",
        vals.len()
    );
    (sql, vals)
}

/// The line of one case, by its printed number.
pub fn case_line_by_no(tx: &mut Tx<'_>, region: &Region, no: &CaseNo) -> Result<Option<CaseLine>, StoreError> {
    tx.row(
        &format!("SELECT {COLUMNS} FROM service_case c WHERE c.region = $1 AND c.case_no = $2 AND c.stage <> 'draft'"),
        vals![region, no.as_str()],
    )?
    .map(read)
    .transpose()
}

/// Cases of one applicant, newest first; of one department's or of all.
pub fn cases_of_person(
    tx: &mut Tx<'_>,
    region: &Region,
    person: PersonId,
    department: Option<DepartmentId>,
    limit: i64,
) -> Result<Vec<CaseLine>, StoreError> {
    tx.rows(
        &format!(
            "SELECT {COLUMNS} FROM service_case c WHERE c.region = $1 AND c.person_id = $2 AND c.stage <> 'draft' \
             AND (CAST($3 AS BIGINT) IS NULL OR c.department_id = CAST($3 AS BIGINT)) ORDER BY c.id DESC LIMIT $4"
        ),
        vals![region, person, department, limit],
    )?
    .into_iter()
    .map(read)
    .collect()
}

/// Cases with a clock that the house must keep: received and not answered yet, or accepted (its clock may stand still)
/// and the result not entered yet.
pub fn cases_running(tx: &mut Tx<'_>, region: &Region) -> Result<Vec<CaseId>, StoreError> {
    tx.rows(
        "SELECT id FROM service_case WHERE region = $1 \
         AND stage IN ('submitted', 'accepted', 'in_review', 'suspended', 'decided') ORDER BY id",
        vals![region],
    )?
    .iter()
    .map(|r| Ok(CaseId::new(r.int("id")?)))
    .collect()
}

/// Drafts that were begun before a day.
pub fn drafts_before(tx: &mut Tx<'_>, region: &Region, day: Date) -> Result<Vec<CaseId>, StoreError> {
    tx.rows(
        "SELECT id FROM service_case WHERE region = $1 AND stage = 'draft' AND received_on < $2 ORDER BY id",
        vals![region, day],
    )?
    .iter()
    .map(|r| Ok(CaseId::new(r.int("id")?)))
    .collect()
}

/// Cases whose day has passed and that a rule acts on by itself: nobody said what is missing, a
/// correction was not answered, owed materials did not come.
pub fn cases_past(tx: &mut Tx<'_>, region: &Region, today: Date) -> Result<Vec<CaseId>, StoreError> {
    tx.rows(
        "SELECT id FROM service_case WHERE region = $1 AND stage IN ('submitted', 'correction_asked') \
         AND next_on < $2 UNION SELECT id FROM service_case WHERE region = $1 AND owed_until < $2 \
         AND stage IN ('accepted', 'in_review', 'suspended') ORDER BY id",
        vals![region, today],
    )?
    .iter()
    .map(|r| Ok(CaseId::new(r.int("id")?)))
    .collect()
}
