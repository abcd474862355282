//! Matters as lists (一件事办件列表): what must move first.

use domain::{
    base::{DepartmentId, MatterId, PersonId, Region},
    chains::MatterStage,
};
use jiff::civil::Date;

use crate::{
    seam::{Row, StoreError, Tx, Val},
    vals,
};

/// What a list is narrowed to.
#[derive(Debug, Clone, Default)]
pub struct MatterFilter {
    /// Those in which one department has a member, or which it leads.
    pub department: Option<DepartmentId>,
    /// In one stage.
    pub stage: Option<MatterStage>,
    /// Only those that are not over.
    pub open: bool,
    /// Under one chain, by its code.
    pub chain_code: Option<String>,
    /// The one with this number.
    pub matter_no: Option<String>,
    /// Of one applicant.
    pub person: Option<PersonId>,
}

/// One line of a list. The name is sealed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MatterLine {
    /// Id; with the day the key of the next page.
    pub id: MatterId,
    /// 一件事编号.
    pub matter_no: String,
    /// 一件事编码.
    pub chain_code: String,
    /// Name of the chain.
    pub chain_name: String,
    /// 牵头部门.
    pub lead: DepartmentId,
    /// Its name.
    pub lead_name: String,
    /// Applicant.
    pub person: PersonId,
    /// `person` or `organisation`.
    pub applicant_kind: String,
    /// Sealed name.
    pub applicant_name: Vec<u8>,
    /// The applicant's key, wrapped; `None` when it was erased.
    pub key: Option<Vec<u8>>,
    /// Word of [`MatterStage`].
    pub stage: String,
    /// Received on.
    pub received_on: Date,
    /// The day by which somebody must act.
    pub next_on: Option<Date>,
    /// Last day of the whole, as far as it is known.
    pub due_on: Option<Date>,
}

/// `9999` sorts what has no day to the end, the same on both engines.
const DAY: &str = "coalesce(m.next_on, '9999')";

fn read(r: &Row) -> Result<MatterLine, StoreError> {
    Ok(MatterLine {
        id: MatterId::new(r.int("id")?),
        matter_no: r.text("matter_no")?,
        chain_code: r.text("chain_code")?,
        chain_name: r.text("chain_name")?,
        lead: DepartmentId::new(r.int("lead_department_id")?),
        lead_name: r.opt_text("lead_name")?.unwrap_or_default(),
        person: PersonId::new(r.int("person_id")?),
        applicant_kind: r.text("applicant_kind")?,
        applicant_name: r.bytes("applicant_name")?,
        key: r.opt_bytes("wrapped")?,
        stage: r.text("stage")?,
        received_on: r.date("received_on")?,
        next_on: r.opt_date("next_on")?,
        due_on: r.opt_date("due_on")?,
    })
}

/// A page of matters by the day on which somebody must act (those without one last), after a key.
pub fn matter_lines(
    tx: &mut Tx<'_>,
    region: &Region,
    filter: &MatterFilter,
    after: Option<(&str, i64)>,
    limit: i64,
) -> Result<Vec<MatterLine>, StoreError> {
    let (day, id) = after.unwrap_or(("", 0));
    let mut vals = vec![Val::from(region), Val::from(day), Val::from(id)];
    let mut met = String::new();
    if let Some(department) = filter.department {
        vals.push(Val::from(department));
        met.push_str(&format!(
            " AND EXISTS (SELECT 1 FROM matter_office o WHERE o.region = m.region AND o.matter_id = m.id \
             AND o.department_id = ${})",
            vals.len()
        ));
    }
    let mut also = |column: &str, val: Option<Val>| {
        if let Some(val) = val {
            vals.push(val);
            met.push_str(&format!(" AND m.{column} = ${}", vals.len()));
        }
    };
    also("stage", filter.stage.map(|s| Val::from(s.as_str())));
    also("chain_code", filter.chain_code.as_ref().map(Val::from));
    also("matter_no", filter.matter_no.as_ref().map(Val::from));
    also("person_id", filter.person.map(Val::from));
    if filter.open {
        met.push_str(" AND m.finish IS NULL");
    }
    vals.push(Val::from(limit));
    let sql = format!(
        "SELECT m.id AS id, m.matter_no AS matter_no, m.chain_code AS chain_code, m.chain_name AS chain_name, \
         m.lead_department_id AS lead_department_id, (SELECT d.name FROM department d WHERE d.region = m.region \
         AND d.id = m.lead_department_id) AS lead_name, m.person_id AS person_id, m.applicant_kind AS applicant_kind, \
         m.applicant_name AS applicant_name, (SELECT k.wrapped FROM person_key k WHERE k.region = m.region \
         AND k.person_id = m.person_id) AS wrapped, m.stage AS stage, m.received_on AS received_on, \
         m.next_on AS next_on, m.due_on AS due_on FROM matter m WHERE m.region = $1 AND {DAY} >= $2 \
         AND ({DAY} > $2 OR m.id > $3){met} ORDER BY {DAY}, m.id LIMIT ${}",
        vals.len()
    );
    tx.rows(&sql, &vals)?.iter().map(read).collect()
}

/// How many there are in each stage, of one department's or of all.
pub fn matter_counts(
    tx: &mut Tx<'_>,
    region: &Region,
    department: Option<DepartmentId>,
) -> Result<Vec<(String, u64)>, StoreError> {
    let rows = match department {
        Some(department) => tx.rows(
            "SELECT m.stage AS stage, count(*) AS n FROM matter_office o JOIN matter m ON m.region = o.region \
             AND m.id = o.matter_id WHERE o.region = $1 AND o.department_id = $2 GROUP BY m.stage ORDER BY m.stage",
            vals![region, department],
        )?,
        None => tx.rows(
            "SELECT m.stage AS stage, count(*) AS n FROM matter m WHERE m.region = $1 GROUP BY m.stage ORDER BY m.stage",
            vals![region],
        )?,
    };
    rows.iter().map(|r| Ok((r.text("stage")?, r.num("n")?))).collect()
}
