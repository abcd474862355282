//! Uses of powers as rows (权限行使), and those that no letter gave.

use domain::{
    base::{CaseId, DepartmentId, Region, StaffId},
    delegates::{Power, PowerUse},
};
use jiff::Timestamp;

use crate::{
    journal::Change,
    seam::{StoreError, Tx, Val},
    vals,
};

/// The row of a use.
pub fn power_use_change(region: &Region, u: &PowerUse) -> Change {
    let authority = &u.footing.authority;
    Change::put(
        "power_use",
        vec![
            ("region", Val::from(region)),
            ("case_id", Val::from(u.case)),
            ("act", Val::from(&u.act)),
            ("version", Val::from(u.version)),
            ("power", Val::from(u.power.as_str())),
            ("staff_id", Val::from(u.by)),
            ("letter_id", Val::from(authority.letter)),
            ("letter_no", Val::from(&authority.doc_no)),
            ("capacity", Val::from(authority.capacity.as_str())),
            ("lacking", Val::from(u.footing.lacking)),
            ("item_id", Val::from(u.item)),
            ("department_id", Val::from(u.department)),
            ("used_at", Val::from(u.at)),
        ],
    )
}

/// Something done by somebody whom a letter names without giving them that power.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LackingUse {
    /// 办件编号.
    pub case_no: String,
    /// Name of the item.
    pub item_name: String,
    /// Whose.
    pub department: DepartmentId,
    /// What was used.
    pub power: Power,
    /// Who.
    pub by: StaffId,
    /// Number of the letter that names them.
    pub letter_no: String,
    /// When.
    pub at: Timestamp,
}

/// Such uses of one department or of all from an instant to before another, the newest first, and how many there are.
pub fn uses_lacking(
    tx: &mut Tx<'_>,
    region: &Region,
    department: Option<DepartmentId>,
    (since, before): (Timestamp, Timestamp),
    limit: i64,
) -> Result<(Vec<LackingUse>, u64), StoreError> {
    const LACKING: &str = "FROM power_use u WHERE u.region = $1 AND u.used_at >= $2 AND u.used_at < $3 AND u.lacking = 1 \
         AND (CAST($4 AS BIGINT) IS NULL OR u.department_id = CAST($4 AS BIGINT))";
    let all = tx.row(&format!("SELECT count(*) AS n {LACKING}"), vals![region, since, before, department])?;
    let count = all.as_ref().map_or(Ok(0), |r| r.num("n"))?;
    let sql = format!(
        "SELECT c.case_no AS case_no, c.item_name AS item_name, u.department_id AS department_id, u.power AS power, \
         u.staff_id AS staff_id, u.letter_no AS letter_no, u.used_at AS used_at {} \
         ORDER BY u.used_at DESC, u.case_id DESC, u.act LIMIT $5",
        LACKING.replacen("u WHERE", "u JOIN service_case c ON c.region = u.region AND c.id = u.case_id WHERE", 1)
    );
    let rows = tx.rows(&sql, vals![region, since, before, department, limit])?;
    let one = |r: &crate::seam::Row| {
        let word = r.text("power")?;
        Ok(LackingUse {
            case_no: r.text("case_no")?,
            item_name: r.text("item_name")?,
            department: DepartmentId::new(r.int("department_id")?),
            power: Power::parse(&word)
                .ok_or_else(|| StoreError::corrupt("power_use.power", format!("不认识的权限“{word}”")))?,
            by: StaffId::new(r.int("staff_id")?),
            letter_no: r.text("letter_no")?,
            at: r.instant("used_at")?,
        })
    };
    Ok((rows.iter().map(one).collect::<Result<_, StoreError>>()?, count))
}

/// The acts of a case that were done under a letter, with its number, in the order of its life.
pub fn uses_of_case(tx: &mut Tx<'_>, region: &Region, case: CaseId) -> Result<Vec<(String, String)>, StoreError> {
    tx.rows(
        "SELECT act, letter_no FROM power_use WHERE region = $1 AND case_id = $2 ORDER BY version, used_at, act",
        vals![region, case],
    )?
    .iter()
    .map(|r| Ok((r.text("act")?, r.text("letter_no")?)))
    .collect()
}
