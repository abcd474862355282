//! Cases as lists.

use domain::{
    base::{CaseId, DepartmentId, PersonId, Region},
    cases::CaseNo,
};
use jiff::civil::Date;

use crate::{
    seam::{Row, StoreError, Tx},
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
}

const COLUMNS: &str = "c.id AS id, c.case_no AS case_no, c.item_name AS item_name, c.person_id AS person_id, \
     c.applicant_kind AS applicant_kind, c.applicant_name AS applicant_name, c.department_id AS department_id, d.name AS department, c.stage AS stage, \
     coalesce(c.received_on, c.accepted_on) AS received_on, c.accepted_on AS accepted_on, c.due_on AS due_on, \
     c.due_provisional AS due_provisional, coalesce(c.next_on, c.due_on) AS next_on, coalesce(c.channel, 'window') AS channel";

fn read(r: &Row) -> Result<CaseLine, StoreError> {
    Ok(CaseLine {
        id: CaseId::new(r.int("id")?),
        case_no: r.text("case_no")?,
        item_name: r.text("item_name")?,
        person: PersonId::new(r.int("person_id")?),
        applicant_kind: r.text("applicant_kind")?,
        applicant_name: r.bytes("applicant_name")?,
        department_id: DepartmentId::new(r.int("department_id")?),
        department: r.text("department")?,
        stage: r.text("stage")?,
        received_on: r.date("received_on")?,
        accepted_on: r.opt_date("accepted_on")?,
        due_on: r.opt_date("due_on")?,
        due_provisional: r.flag("due_provisional")?,
        next_on: r.opt_date("next_on")?,
        channel: r.text("channel")?,
    })
}

/// A page of cases by the day on which somebody must act (those without one last), after a key.
pub fn case_lines(
    tx: &mut Tx<'_>,
    region: &Region,
    filter: &CaseFilter,
    after: Option<(&str, i64)>,
    limit: i64,
) -> Result<Vec<CaseLine>, StoreError> {
    // A name contains the words when it is another one without them: the engines agree on `replace`.
    // 9999 sorts cases without a due day to the end, the same on both engines.
    let (due, id) = after.unwrap_or(("", 0));
    tx.rows(
        &format!(
            "SELECT {COLUMNS} FROM service_case c JOIN department d ON d.region = c.region AND d.id = c.department_id \
             WHERE c.region = $1 AND c.stage <> 'draft' AND (coalesce(c.next_on, c.due_on, '9999') > $2 OR (coalesce(c.next_on, c.due_on, '9999') = $2 AND c.id > $3)) \
             AND (CAST($4 AS BIGINT) IS NULL OR c.department_id = CAST($4 AS BIGINT)) \
             AND (CAST($5 AS TEXT) IS NULL OR c.stage = CAST($5 AS TEXT)) \
             AND (CAST($6 AS BIGINT) IS NULL OR c.window_no = CAST($6 AS BIGINT)) \
             AND (CAST($7 AS BIGINT) = 0 OR c.stage IN ('submitted', 'correction_asked', 'accepted', 'in_review', 'suspended', 'decided')) \
             AND (CAST($8 AS TEXT) IS NULL OR replace(c.item_name, CAST($8 AS TEXT), '') <> c.item_name) \
             ORDER BY coalesce(c.next_on, c.due_on, '9999'), c.id LIMIT $9"
        ),
        vals![
            region,
            due,
            id,
            filter.department,
            filter.stage.clone(),
            filter.window_no,
            filter.open,
            filter.words.clone(),
            limit
        ],
    )?
    .iter()
    .map(read)
    .collect()
}

/// The line of one case, by its printed number.
pub fn case_line_by_no(tx: &mut Tx<'_>, region: &Region, no: &CaseNo) -> Result<Option<CaseLine>, StoreError> {
    tx.row(
        &format!(
            "SELECT {COLUMNS} FROM service_case c JOIN department d ON d.region = c.region AND d.id = c.department_id \
             WHERE c.region = $1 AND c.case_no = $2 AND c.stage <> 'draft'"
        ),
        vals![region, no.as_str()],
    )?
    .as_ref()
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
            "SELECT {COLUMNS} FROM service_case c JOIN department d ON d.region = c.region AND d.id = c.department_id \
             WHERE c.region = $1 AND c.person_id = $2 AND c.stage <> 'draft' \
             AND (CAST($3 AS BIGINT) IS NULL OR c.department_id = CAST($3 AS BIGINT)) ORDER BY c.id DESC LIMIT $4"
        ),
        vals![region, person, department, limit],
    )?
    .iter()
    .map(read)
    .collect()
}

/// How many cases stand in each stage, for one department or all.
pub fn stage_counts(
    tx: &mut Tx<'_>,
    region: &Region,
    department: Option<DepartmentId>,
) -> Result<Vec<(String, u64)>, StoreError> {
    tx.rows(
        "SELECT stage, count(*) AS n FROM service_case WHERE region = $1 AND stage <> 'draft' \
         AND (CAST($2 AS BIGINT) IS NULL OR department_id = CAST($2 AS BIGINT)) GROUP BY stage ORDER BY stage",
        vals![region, department],
    )?
    .iter()
    .map(|r| Ok((r.text("stage")?, r.num("n")?)))
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
