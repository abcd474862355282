//! Signs of gaming as leads (迹象线索): every one is kept, with its evidence and how it was looked into.

use domain::{
    base::{DepartmentId, Region, ReviewId, ReviewSignId, StaffId},
    reviews::{SignKind, SignLead, SignRuling, SignState},
};

use crate::{
    journal::Change,
    seam::{Row, StoreError, Tx, Val},
    vals,
};

const COLUMNS: &str = "id, version, kind, staff_id, department_id, found_at, seen_at, rules_version, part, whole, \
     others_part, others_whole, one_in, evidence, state, reason, settled_at, settled_by";

fn corrupt(why: &'static str) -> StoreError {
    StoreError::corrupt("review_sign", why)
}

fn state(row: &Row) -> Result<SignState, StoreError> {
    let ruling = match (row.opt_instant("settled_at")?, row.opt_int("settled_by")?, row.opt_text("reason")?) {
        (None, None, None) => None,
        (Some(at), Some(by), Some(reason)) => Some(SignRuling { at, by: StaffId::new(by), reason }),
        (_, _, _) => return Err(corrupt("核实的内容不齐")),
    };
    match (row.text("state")?.as_str(), ruling) {
        ("open", None) => Ok(SignState::Open),
        ("explained", Some(ruling)) => Ok(SignState::Explained(ruling)),
        ("upheld", Some(ruling)) => Ok(SignState::Upheld(ruling)),
        (_, _) => Err(corrupt("状态与内容不一致")),
    }
}

fn read(row: &Row) -> Result<SignLead, StoreError> {
    let evidence: Vec<i64> = row.json("evidence")?;
    Ok(SignLead {
        id: ReviewSignId::new(row.int("id")?),
        version: row.int("version")?,
        kind: SignKind::parse(&row.text("kind")?).ok_or_else(|| corrupt("不认识的迹象"))?,
        staff: StaffId::new(row.int("staff_id")?),
        department: DepartmentId::new(row.int("department_id")?),
        found_at: row.instant("found_at")?,
        seen_at: row.instant("seen_at")?,
        rules_version: row.int("rules_version")?,
        part: row.num("part")?,
        whole: row.num("whole")?,
        others: (row.num("others_part")?, row.num("others_whole")?),
        one_in: row.num("one_in")?,
        evidence: evidence.into_iter().map(ReviewId::new).collect(),
        state: state(row)?,
    })
}

/// One lead.
pub fn review_sign(tx: &mut Tx<'_>, region: &Region, id: ReviewSignId) -> Result<Option<SignLead>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM review_sign WHERE region = $1 AND id = $2");
    tx.row(&sql, vals![region, id])?.as_ref().map(read).transpose()
}

/// The newest lead of a kind about a person.
pub fn newest_review_sign(
    tx: &mut Tx<'_>,
    region: &Region,
    (kind, staff): (SignKind, StaffId),
) -> Result<Option<SignLead>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM review_sign WHERE region = $1 AND kind = $2 AND staff_id = $3 \
         ORDER BY found_at DESC, id DESC LIMIT 1"
    );
    tx.row(&sql, vals![region, kind.as_str(), staff])?.as_ref().map(read).transpose()
}

/// All leads of one department or of all, those that wait first, then the newest.
pub fn review_signs(
    tx: &mut Tx<'_>,
    region: &Region,
    department: Option<DepartmentId>,
    limit: i64,
) -> Result<Vec<SignLead>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM review_sign WHERE region = $1 \
         AND (CAST($2 AS BIGINT) IS NULL OR department_id = CAST($2 AS BIGINT)) \
         ORDER BY CASE state WHEN 'open' THEN 0 ELSE 1 END, found_at DESC, id DESC LIMIT $3"
    );
    tx.rows(&sql, vals![region, department, limit])?.iter().map(read).collect()
}

/// How many leads of a kind are in a state; of one department or of all.
pub fn review_sign_counts(
    tx: &mut Tx<'_>,
    region: &Region,
    department: Option<DepartmentId>,
) -> Result<Vec<(SignKind, String, u64)>, StoreError> {
    tx.rows(
        "SELECT kind, state, count(*) AS n FROM review_sign WHERE region = $1 \
         AND (CAST($2 AS BIGINT) IS NULL OR department_id = CAST($2 AS BIGINT)) \
         GROUP BY kind, state ORDER BY kind, state",
        vals![region, department],
    )?
    .iter()
    .map(|r| {
        let kind = SignKind::parse(&r.text("kind")?).ok_or_else(|| corrupt("不认识的迹象"))?;
        Ok((kind, r.text("state")?, r.num("n")?))
    })
    .collect()
}

/// The after-image of a lead.
pub fn review_sign_change(region: &Region, s: &SignLead) -> Change {
    let ruling = match &s.state {
        SignState::Open => None,
        SignState::Explained(ruling) | SignState::Upheld(ruling) => Some(ruling),
    };
    let whole = |n: u64| Val::from(i64::try_from(n).unwrap_or(i64::MAX));
    let evidence: Vec<i64> = s.evidence.iter().map(|id| id.get()).collect();
    let mut row = vec![
        ("region", Val::from(region)),
        ("id", Val::from(s.id)),
        ("version", Val::from(s.version)),
        ("kind", Val::from(s.kind.as_str())),
        ("staff_id", Val::from(s.staff)),
        ("department_id", Val::from(s.department)),
        ("found_at", Val::from(s.found_at)),
        ("seen_at", Val::from(s.seen_at)),
        ("rules_version", Val::from(s.rules_version)),
        ("part", whole(s.part)),
        ("whole", whole(s.whole)),
    ];
    row.extend([
        ("others_part", whole(s.others.0)),
        ("others_whole", whole(s.others.1)),
        ("one_in", whole(s.one_in)),
        ("evidence", Val::from(serde_json::json!(evidence).to_string())),
        ("state", Val::from(s.state.as_str())),
        ("reason", Val::from(ruling.map(|r| r.reason.as_str()))),
        ("settled_at", Val::from(ruling.map(|r| r.at))),
        ("settled_by", Val::from(ruling.map(|r| r.by))),
    ]);
    Change::put("review_sign", row)
}
