//! Cases by the number they have in another system (外部编号).
//!
//! Not here: what an export says of them.

use std::collections::HashMap;

use domain::{
    base::{CaseId, Region},
    cases::Case,
};

use super::{CaseLine, SealedFields, case::case as one, list};
use crate::{
    seam::{Row, StoreError, Tx, Val, in_lists, in_slots},
    vals,
};

/// A case of another system that is here already.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownCase {
    /// Id here.
    pub id: CaseId,
    /// Stage word.
    pub stage: String,
}

/// Those of the numbers of one system that are here, by number.
pub fn known_cases<'n>(
    tx: &mut Tx<'_>,
    region: &Region,
    source: &str,
    numbers: impl IntoIterator<Item = &'n str>,
) -> Result<HashMap<String, KnownCase>, StoreError> {
    let numbers: Vec<Val> = numbers.into_iter().map(Val::from).collect();
    let mut out = HashMap::new();
    for row in asked(tx, "id, stage, foreign_no", region, source, &numbers)? {
        let known = KnownCase { id: CaseId::new(row.int("id")?), stage: row.text("stage")? };
        out.insert(row.text("foreign_no")?, known);
    }
    Ok(out)
}

/// Whether any of the numbers of one system is here: asked again inside the transaction that would add them.
pub fn is_any_known(tx: &mut Tx<'_>, region: &Region, source: &str, numbers: &[String]) -> Result<bool, StoreError> {
    let numbers: Vec<Val> = numbers.iter().map(Val::from).collect();
    Ok(!asked(tx, "id", region, source, &numbers)?.is_empty())
}

fn asked(
    tx: &mut Tx<'_>,
    columns: &str,
    region: &Region,
    source: &str,
    numbers: &[Val],
) -> Result<Vec<Row>, StoreError> {
    let sql = format!(
        "SELECT {columns} FROM service_case WHERE region = $1 AND foreign_source = $2 AND foreign_no IN ({})",
        in_slots(2)
    );
    in_lists(tx, &sql, vals![region, source], numbers)
}

/// Cases by id with their sealed fields, each in its place.
pub fn cases_by_id(tx: &mut Tx<'_>, region: &Region, ids: &[CaseId]) -> Result<Vec<(Case, SealedFields)>, StoreError> {
    let read = |id: &CaseId| {
        one(tx, region, *id)?.ok_or_else(|| StoreError::corrupt("service_case.id", "刚才还在，现在读不到"))
    };
    ids.iter().map(read).collect()
}

/// Lines of the cases with this number in any system: two systems may use the same.
pub fn case_lines_of_foreign_no(tx: &mut Tx<'_>, region: &Region, no: &str) -> Result<Vec<CaseLine>, StoreError> {
    tx.rows(
        &format!(
            "SELECT {} FROM service_case c JOIN department d ON d.region = c.region AND d.id = c.department_id \
             WHERE c.region = $1 AND c.foreign_no = $2 AND c.stage <> 'draft' ORDER BY c.id",
            list::COLUMNS
        ),
        vals![region, no],
    )?
    .into_iter()
    .map(list::read)
    .collect()
}
