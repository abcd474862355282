//! Applications under a chain as rows: a matter with its members, its sealed personal fields beside it.
//!
//! Not here: the cases of the members, which are rows of `service_case`, and lists.

use std::collections::BTreeMap;

use domain::{
    base::{CaseId, ChainId, DepartmentId, MatterId, PersonId, Region, StaffId},
    cases::{ApplicantKind, Case, Channel, Rating, Receipt},
    chains::{Filed, Finish, Handling, Intake, Matter, MatterNo, MemberState, States},
};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{
    cases::{SealedFields, case},
    journal::Change,
    seam::{Row, StoreError, Tx, Val},
    vals,
};

const COLUMNS: &str = "id, version, matter_no, chain_id, chain_code, chain_version, chain_name, lead_department_id, \
     person_id, applicant_kind, applicant_name, applicant_code, contact_name, contact_phone, query_password, answers, \
     receiver, channel, window_no, received_at, received_on, received_by, notice_by, intake, accepted_at, accepted_on, \
     stage, due_on, finish, finished_on, materials, members, notice, delivered_at, stars, rated_at";

/// One member in the text of a row.
#[derive(Serialize, Deserialize)]
struct MemberRow {
    state: MemberState,
    #[serde(flatten)]
    handling: Handling,
}

fn bad(column: &str) -> impl Fn(&str) -> StoreError + '_ {
    move |why| StoreError::corrupt(format!("matter.{column}"), why)
}

fn intake(row: &Row, received_on: Date) -> Result<Intake, StoreError> {
    let accepted = (row.opt_instant("accepted_at")?, row.opt_date("accepted_on")?);
    match (row.text("intake")?.as_str(), accepted) {
        ("received", (None, None)) => Ok(Intake::Received { on: received_on }),
        ("correction_asked", (None, None)) => Ok(Intake::CorrectionAsked),
        ("accepted", (Some(at), Some(on))) => Ok(Intake::Accepted { at, on }),
        _ => Err(bad("intake")("与受理的时间不一致")),
    }
}

fn finish(row: &Row) -> Result<Option<(Finish, Date)>, StoreError> {
    match (row.opt_text("finish")?, row.opt_date("finished_on")?) {
        (None, None) => Ok(None),
        (Some(word), Some(on)) => {
            let how =
                serde_json::from_value(serde_json::Value::String(word)).map_err(|e| bad("finish")(&e.to_string()))?;
            Ok(Some((how, on)))
        }
        (_, _) => Err(bad("finish")("办结的结果和日期不齐")),
    }
}

fn rating(row: &Row) -> Result<Option<Rating>, StoreError> {
    match (row.opt_num::<u8>("stars")?, row.opt_instant("rated_at")?) {
        (None, None) => Ok(None),
        (Some(stars), Some(at)) => Ok(Some(Rating { at, stars })),
        (_, _) => Err(bad("stars")("评价的星级和时间不齐")),
    }
}

fn read(row: &Row) -> Result<(Filed, SealedFields), StoreError> {
    let members: BTreeMap<String, MemberRow> = row.json("members")?;
    let states: States = members.iter().map(|(k, m)| (k.clone(), m.state.clone())).collect();
    let received_on = row.date("received_on")?;
    let notice = row.opt_text("notice")?;
    let matter = Matter {
        id: MatterId::new(row.int("id")?),
        version: row.int("version")?,
        no: MatterNo::parse(&row.text("matter_no")?).map_err(|e| bad("matter_no")(&e.to_string()))?,
        chain_code: row.text("chain_code")?,
        chain_version: row.int("chain_version")?,
        intake: intake(row, received_on)?,
        notice: match notice {
            Some(text) => Some(serde_json::from_str(&text).map_err(|e| bad("notice")(&e.to_string()))?),
            None => None,
        },
        members: states,
        finish: finish(row)?,
    };
    let filed = Filed {
        chain: ChainId::new(row.int("chain_id")?),
        chain_name: row.text("chain_name")?,
        lead: DepartmentId::new(row.int("lead_department_id")?),
        person: PersonId::new(row.int("person_id")?),
        applicant_kind: ApplicantKind::parse(&row.text("applicant_kind")?)
            .ok_or_else(|| bad("applicant_kind")("不认识的申请人类型"))?,
        channel: Channel::parse(&row.text("channel")?).ok_or_else(|| bad("channel")("不认识的提交渠道"))?,
        window_no: row.opt_num("window_no")?,
        receipt: Receipt {
            at: row.instant("received_at")?,
            on: received_on,
            by: row.opt_int("received_by")?.map(StaffId::new),
            notice_by: row.opt_date("notice_by")?,
        },
        materials: row.json("materials")?,
        members: members.into_iter().map(|(k, m)| (k, m.handling)).collect(),
        due_on: row.opt_date("due_on")?,
        delivered_at: row.opt_instant("delivered_at")?,
        rating: rating(row)?,
        matter,
    };
    if filed.stage().as_str() != row.text("stage")? {
        return Err(bad("stage")("与各环节的内容不一致"));
    }
    let sealed = SealedFields {
        name: row.bytes("applicant_name")?,
        code: row.bytes("applicant_code")?,
        contact: row.opt_bytes("contact_name")?,
        phone: row.bytes("contact_phone")?,
        query_password: row.bytes("query_password")?,
        receiver: row.opt_bytes("receiver")?,
        answers: row.opt_bytes("answers")?,
    };
    Ok((filed, sealed))
}

/// A matter with its sealed fields.
pub fn matter(tx: &mut Tx<'_>, region: &Region, id: MatterId) -> Result<Option<(Filed, SealedFields)>, StoreError> {
    tx.row(&format!("SELECT {COLUMNS} FROM matter WHERE region = $1 AND id = $2"), vals![region, id])?
        .as_ref()
        .map(read)
        .transpose()
}

/// A matter by its printed number.
pub fn matter_by_no(
    tx: &mut Tx<'_>,
    region: &Region,
    no: &MatterNo,
) -> Result<Option<(Filed, SealedFields)>, StoreError> {
    tx.row(&format!("SELECT {COLUMNS} FROM matter WHERE region = $1 AND matter_no = $2"), vals![region, no.as_str()])?
        .as_ref()
        .map(read)
        .transpose()
}

/// The printed number of a matter; `None` where there is none.
pub fn matter_number(tx: &mut Tx<'_>, region: &Region, id: MatterId) -> Result<Option<String>, StoreError> {
    let row = tx.row("SELECT matter_no FROM matter WHERE region = $1 AND id = $2", vals![region, id])?;
    row.map(|r| r.text("matter_no")).transpose()
}

/// Departments that have a part in a matter: a member in it, or its lead.
pub fn matter_offices(tx: &mut Tx<'_>, region: &Region, id: MatterId) -> Result<Vec<DepartmentId>, StoreError> {
    let sql = "SELECT department_id FROM matter_office WHERE region = $1 AND matter_id = $2 ORDER BY department_id";
    tx.rows(sql, vals![region, id])?.iter().map(|r| r.int("department_id").map(DepartmentId::new)).collect()
}

/// Matters that are not over, by id, after one.
pub fn open_matters(
    tx: &mut Tx<'_>,
    region: &Region,
    after: MatterId,
    limit: i64,
) -> Result<Vec<(Filed, SealedFields)>, StoreError> {
    let sql =
        format!("SELECT {COLUMNS} FROM matter WHERE region = $1 AND finish IS NULL AND id > $2 ORDER BY id LIMIT $3");
    tx.rows(&sql, vals![region, after, limit])?.iter().map(read).collect()
}

/// The cases of a matter, by id.
pub fn cases_of_matter(
    tx: &mut Tx<'_>,
    region: &Region,
    id: MatterId,
) -> Result<Vec<(Case, SealedFields)>, StoreError> {
    let rows = tx.rows(
        "SELECT id FROM service_case WHERE region = $1 AND matter_id = $2 AND matter_id IS NOT NULL ORDER BY id",
        vals![region, id],
    )?;
    let mut out = Vec::new();
    for row in rows {
        out.extend(case(tx, region, CaseId::new(row.int("id")?))?);
    }
    Ok(out)
}

/// Where a case of a matter stands, in a word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseStands {
    /// The matter.
    pub matter: MatterId,
    /// The case.
    pub case: CaseId,
    /// Word of its stage.
    pub stage: String,
    /// Its last day.
    pub due_on: Option<Date>,
    /// The first day until which it waits for materials that follow (容缺); `None` = for none.
    pub owed_until: Option<Date>,
}

/// Where the cases stand of the matters after one id and up to another that are not over.
pub fn cases_of_open_matters(
    tx: &mut Tx<'_>,
    region: &Region,
    (after, upto): (MatterId, MatterId),
) -> Result<Vec<CaseStands>, StoreError> {
    let read = |r: &Row| {
        Ok(CaseStands {
            matter: MatterId::new(r.int("matter_id")?),
            case: CaseId::new(r.int("id")?),
            stage: r.text("stage")?,
            due_on: r.opt_date("due_on")?,
            owed_until: r.opt_date("owed_until")?,
        })
    };
    tx.rows(
        "SELECT c.matter_id AS matter_id, c.id AS id, c.stage AS stage, c.due_on AS due_on, \
         c.owed_until AS owed_until FROM matter m JOIN service_case c ON c.region = m.region AND c.matter_id = m.id \
         AND c.matter_id IS NOT NULL WHERE m.region = $1 AND m.finish IS NULL AND m.id > $2 AND m.id <= $3 ORDER BY m.id, c.id",
        vals![region, after, upto],
    )?
    .iter()
    .map(read)
    .collect()
}

/// Takes the next number of a window on a day; online applications are of window 0.
pub fn next_matter_number(tx: &mut Tx<'_>, region: &Region, day: Date, window_no: u16) -> Result<u32, StoreError> {
    tx.row(
        "INSERT INTO matter_number (region, day, window_no, used) VALUES ($1, $2, $3, 1) \
         ON CONFLICT (region, day, window_no) DO UPDATE SET used = matter_number.used + 1 RETURNING used",
        vals![region, day, window_no],
    )?
    .ok_or_else(|| StoreError::Db("编号没有生成".into()))?
    .num("used")
}

/// The after-image of a matter.
pub fn matter_change(region: &Region, f: &Filed, s: &SealedFields) -> Change {
    let m = &f.matter;
    let accepted = match m.intake {
        Intake::Accepted { at, on } => Some((at, on)),
        Intake::Received { .. } | Intake::CorrectionAsked => None,
    };
    let members: BTreeMap<&String, MemberRow> = f
        .members
        .iter()
        .map(|(key, handling)| {
            let state = m.members.get(key).cloned().unwrap_or(MemberState::Waiting);
            (key, MemberRow { state, handling: handling.clone() })
        })
        .collect();
    let mut row = vec![
        ("region", Val::from(region)),
        ("id", Val::from(m.id)),
        ("version", Val::from(m.version)),
        ("matter_no", Val::from(m.no.as_str())),
        ("chain_id", Val::from(f.chain)),
        ("chain_code", Val::from(&m.chain_code)),
        ("chain_version", Val::from(m.chain_version)),
        ("chain_name", Val::from(&f.chain_name)),
        ("lead_department_id", Val::from(f.lead)),
        ("person_id", Val::from(f.person)),
        ("applicant_kind", Val::from(f.applicant_kind.as_str())),
        ("applicant_name", Val::from(s.name.as_slice())),
        ("applicant_code", Val::from(s.code.as_slice())),
        ("contact_name", Val::from(s.contact.clone())),
        ("contact_phone", Val::from(s.phone.as_slice())),
        ("query_password", Val::from(s.query_password.as_slice())),
        ("answers", Val::from(s.answers.clone())),
        ("receiver", Val::from(s.receiver.clone())),
        ("channel", Val::from(f.channel.as_str())),
        ("window_no", Val::from(f.window_no)),
        ("received_at", Val::from(f.receipt.at)),
        ("received_on", Val::from(f.receipt.on)),
        ("received_by", Val::from(f.receipt.by)),
        ("notice_by", Val::from(f.receipt.notice_by)),
    ];
    row.extend([
        ("intake", Val::from(m.intake.as_str())),
        ("accepted_at", Val::from(accepted.map(|(at, _)| at))),
        ("accepted_on", Val::from(accepted.map(|(_, on)| on))),
        ("stage", Val::from(f.stage().as_str())),
        ("next_on", Val::from(f.next_on())),
        ("due_on", Val::from(f.due_on)),
        ("finish", Val::from(m.finish.map(|(how, _)| how.as_str()))),
        ("finished_on", Val::from(m.finish.map(|(_, on)| on))),
        ("materials", Val::from(serde_json::json!(f.materials).to_string())),
        ("members", Val::from(serde_json::json!(members).to_string())),
        ("notice", Val::from(m.notice.as_ref().map(|n| serde_json::json!(n).to_string()))),
        ("delivered_at", Val::from(f.delivered_at)),
        ("stars", Val::from(f.rating.as_ref().map(|r| i64::from(r.stars)))),
        ("rated_at", Val::from(f.rating.as_ref().map(|r| r.at))),
    ]);
    Change::put("matter", row)
}

/// The after-image of a department's part in a matter: it has a member in it, or leads it.
pub fn office_change(region: &Region, matter: MatterId, department: DepartmentId) -> Change {
    Change::put(
        "matter_office",
        vec![("region", Val::from(region)), ("matter_id", Val::from(matter)), ("department_id", Val::from(department))],
    )
}
