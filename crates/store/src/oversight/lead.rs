//! The register of leads as rows (线索台账): the stage rebuilt from nullable columns by a total match.

use domain::{
    base::{DepartmentId, LeadId, Region, RunId, StaffId},
    oversight::{
        detectors::{Detector, Lead},
        leads::{Assignment, FollowUp, LeadNo, Settled, Stage, Statement, TrackedLead, Verdict},
    },
    rectification::OrderNo,
};
use jiff::civil::Date;

use crate::{
    journal::Change,
    seam::{Row, StoreError, Tx, Val},
    vals,
};

const COLUMNS: &str = "id, version, lead_no, run_id, last_run_id, found_at, last_found_at, from_on, to_on, body, stage, \
     assigned_at, assigned_by, due_on, note, stated_at, stated_by, statement, settled_at, settled_by, finding, order_no, \
     explanation, followed_at, followed_by, goes_on, follow_up";

fn corrupt(why: &'static str) -> StoreError {
    StoreError::corrupt("oversight_lead", why)
}

fn assignment(r: &Row) -> Result<Option<Assignment>, StoreError> {
    match (r.opt_instant("assigned_at")?, r.opt_int("assigned_by")?, r.opt_date("due_on")?, r.opt_text("note")?) {
        (None, None, None, None) => Ok(None),
        (Some(at), Some(by), Some(due_on), Some(note)) => {
            Ok(Some(Assignment { at, by: StaffId::new(by), due_on, note }))
        }
        (_, _, _, _) => Err(corrupt("交办的时间、人员、期限不齐")),
    }
}

fn statement(r: &Row) -> Result<Option<Statement>, StoreError> {
    match (r.opt_instant("stated_at")?, r.opt_int("stated_by")?, r.opt_text("statement")?) {
        (None, None, None) => Ok(None),
        (Some(at), Some(by), Some(text)) => Ok(Some(Statement { at, by: StaffId::new(by), text })),
        (_, _, _) => Err(corrupt("说明的时间、人员、内容不齐")),
    }
}

fn verdict(r: &Row) -> Result<Option<Verdict>, StoreError> {
    let settled = match (r.opt_text("order_no")?, r.opt_text("explanation")?) {
        (None, None) => None,
        (Some(no), None) => {
            Some(Settled::Upheld(OrderNo::parse(&no).map_err(|e| StoreError::corrupt("order_no", e.to_string()))?))
        }
        (None, Some(explanation)) => Some(Settled::Explained(explanation)),
        (Some(_), Some(_)) => return Err(corrupt("既属实又已排除")),
    };
    match (r.opt_instant("settled_at")?, r.opt_int("settled_by")?, settled, r.opt_text("finding")?) {
        (None, None, None, None) => Ok(None),
        (Some(at), Some(by), Some(settled), Some(finding)) => {
            Ok(Some(Verdict { at, by: StaffId::new(by), settled, finding }))
        }
        (_, _, _, _) => Err(corrupt("核实的时间、人员、结论不齐")),
    }
}

fn follow_up(r: &Row) -> Result<Option<FollowUp>, StoreError> {
    let parts =
        (r.opt_instant("followed_at")?, r.opt_int("followed_by")?, r.opt_flag("goes_on")?, r.opt_text("follow_up")?);
    match parts {
        (None, None, None, None) => Ok(None),
        (Some(at), Some(by), Some(goes_on), Some(finding)) => {
            Ok(Some(FollowUp { at, by: StaffId::new(by), goes_on, finding }))
        }
        (_, _, _, _) => Err(corrupt("回头看的时间、人员、内容不齐")),
    }
}

fn stage(r: &Row) -> Result<Stage, StoreError> {
    let stage = match (assignment(r)?, statement(r)?, verdict(r)?, follow_up(r)?) {
        (None, None, None, None) => Stage::Found,
        (Some(a), None, None, None) => Stage::Assigned(a),
        (Some(a), Some(s), None, None) => Stage::Stated(a, s),
        (Some(a), Some(s), Some(v), None) => Stage::Settled(a, s, v),
        (Some(a), Some(s), Some(v), Some(f)) => Stage::FollowedUp(a, s, v, f),
        (_, _, _, _) => return Err(corrupt("各环节的内容对不上")),
    };
    if stage.as_str() != r.text("stage")? {
        return Err(corrupt("环节与各环节的内容不一致"));
    }
    Ok(stage)
}

fn read(r: &Row) -> Result<TrackedLead, StoreError> {
    Ok(TrackedLead {
        id: LeadId::new(r.int("id")?),
        version: r.int("version")?,
        no: LeadNo::parse(&r.text("lead_no")?).map_err(|e| StoreError::corrupt("lead_no", e.to_string()))?,
        run: RunId::new(r.int("run_id")?),
        last_run: RunId::new(r.int("last_run_id")?),
        found_at: r.instant("found_at")?,
        last_found_at: r.instant("last_found_at")?,
        from: r.date("from_on")?,
        to: r.date("to_on")?,
        lead: r.json::<Lead>("body")?,
        stage: stage(r)?,
    })
}

/// A lead by its printed number.
pub fn lead_by_no(tx: &mut Tx<'_>, region: &Region, no: LeadNo) -> Result<Option<TrackedLead>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM oversight_lead WHERE region = $1 AND lead_no = $2");
    tx.row(&sql, vals![region, no.to_string()])?.as_ref().map(read).transpose()
}

/// The newest lead of a detector about a subject.
pub fn newest_lead(
    tx: &mut Tx<'_>,
    region: &Region,
    detector: Detector,
    subject: &str,
) -> Result<Option<TrackedLead>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM oversight_lead WHERE region = $1 AND detector = $2 AND subject = $3 \
         ORDER BY id DESC LIMIT 1"
    );
    tx.row(&sql, vals![region, detector.as_str(), subject])?.as_ref().map(read).transpose()
}

/// What a list is narrowed to.
#[derive(Debug, Clone, Default)]
pub struct LeadFilter {
    /// Of one detector.
    pub detector: Option<Detector>,
    /// Of one department.
    pub department: Option<DepartmentId>,
    /// In one stage, by its word.
    pub stage: Option<String>,
    /// Last found on or after this day's last day.
    pub since: Option<Date>,
}

/// Leads, the newest first, before an id.
pub fn tracked_leads(
    tx: &mut Tx<'_>,
    region: &Region,
    filter: &LeadFilter,
    before: Option<LeadId>,
    limit: i64,
) -> Result<Vec<TrackedLead>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM oversight_lead WHERE region = $1 \
         AND (CAST($2 AS TEXT) IS NULL OR detector = CAST($2 AS TEXT)) \
         AND (CAST($3 AS BIGINT) IS NULL OR department_id = CAST($3 AS BIGINT)) \
         AND (CAST($4 AS TEXT) IS NULL OR stage = CAST($4 AS TEXT)) \
         AND (CAST($5 AS TEXT) IS NULL OR to_on >= CAST($5 AS TEXT)) \
         AND (CAST($6 AS BIGINT) IS NULL OR id < CAST($6 AS BIGINT)) ORDER BY id DESC LIMIT $7"
    );
    let values = vals![
        region,
        filter.detector.map(Detector::as_str),
        filter.department,
        filter.stage.clone(),
        filter.since,
        before,
        limit
    ];
    tx.rows(&sql, values)?.iter().map(read).collect()
}

/// The after-image of a lead.
pub fn lead_change(region: &Region, l: &TrackedLead) -> Change {
    let (assignment, statement, verdict, again) = match &l.stage {
        Stage::Found => (None, None, None, None),
        Stage::Assigned(a) => (Some(a), None, None, None),
        Stage::Stated(a, s) => (Some(a), Some(s), None, None),
        Stage::Settled(a, s, v) => (Some(a), Some(s), Some(v), None),
        Stage::FollowedUp(a, s, v, f) => (Some(a), Some(s), Some(v), Some(f)),
    };
    let (order_no, explanation) = match verdict.map(|v| &v.settled) {
        None => (None, None),
        Some(Settled::Upheld(no)) => (Some(no.to_string()), None),
        Some(Settled::Explained(text)) => (None, Some(text.clone())),
    };
    Change::put(
        "oversight_lead",
        vec![
            ("region", Val::from(region)),
            ("id", Val::from(l.id)),
            ("version", Val::from(l.version)),
            ("lead_no", Val::from(l.no.to_string())),
            ("detector", Val::from(l.lead.detector.as_str())),
            ("subject", Val::from(l.lead.subject.key())),
            ("item_id", Val::from(l.lead.item)),
            ("department_id", Val::from(l.lead.department)),
            ("person_id", Val::from(l.lead.person)),
            ("run_id", Val::from(l.run)),
            ("last_run_id", Val::from(l.last_run)),
            ("found_at", Val::from(l.found_at)),
            ("last_found_at", Val::from(l.last_found_at)),
            ("from_on", Val::from(l.from)),
            ("to_on", Val::from(l.to)),
            ("body", Val::from(serde_json::json!(l.lead).to_string())),
            ("stage", Val::from(l.stage.as_str())),
            ("assigned_at", Val::from(assignment.map(|a| a.at))),
            ("assigned_by", Val::from(assignment.map(|a| a.by))),
            ("due_on", Val::from(assignment.map(|a| a.due_on))),
            ("note", Val::from(assignment.map(|a| a.note.clone()))),
            ("stated_at", Val::from(statement.map(|s| s.at))),
            ("stated_by", Val::from(statement.map(|s| s.by))),
            ("statement", Val::from(statement.map(|s| s.text.clone()))),
            ("settled_at", Val::from(verdict.map(|v| v.at))),
            ("settled_by", Val::from(verdict.map(|v| v.by))),
            ("finding", Val::from(verdict.map(|v| v.finding.clone()))),
            ("order_no", Val::from(order_no)),
            ("explanation", Val::from(explanation)),
            ("followed_at", Val::from(again.map(|f| f.at))),
            ("followed_by", Val::from(again.map(|f| f.by))),
            ("goes_on", Val::from(again.map(|f| f.goes_on))),
            ("follow_up", Val::from(again.map(|f| f.finding.clone()))),
        ],
    )
}

/// Takes the next `many` numbers of a year; returns the first of them.
pub fn take_lead_numbers(tx: &mut Tx<'_>, region: &Region, year: i16, many: u32) -> Result<u32, StoreError> {
    let used: u32 = tx
        .row(
            "INSERT INTO lead_number (region, year, used) VALUES ($1, $2, $3) \
             ON CONFLICT (region, year) DO UPDATE SET used = lead_number.used + excluded.used RETURNING used",
            vals![region, i64::from(year), many],
        )?
        .ok_or_else(|| StoreError::Db("线索编号没有生成".into()))?
        .num("used")?;
    Ok(used - many + 1)
}
