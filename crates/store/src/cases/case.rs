//! One case (办件): its stage rebuilt from nullable columns by a total match, sealed fields beside it.
//!
//! Not here: what a case gathers on its way, which stands as one text in `life`.

use domain::{
    base::{CaseId, DepartmentId, ItemId, LetterId, MatterId, PersonId, Region, StaffId},
    cases::{
        ApplicantKind, Case, CaseNo, Channel, Completion, Decision, Delivery, DeliveryWay, Foreign, HandedIn, Outcome,
        Receipt, TakenAs,
    },
};
use jiff::{Timestamp, civil::Date};

use super::life::{self, Life};
use crate::{
    journal::Change,
    seam::{Row, StoreError, Tx, Val, in_lists, in_slots},
    vals,
};

/// Sealed personal fields of a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SealedFields {
    /// Applicant's name.
    pub name: Vec<u8>,
    /// ID number or 统一社会信用代码.
    pub code: Vec<u8>,
    /// Who came for an organisation.
    pub contact: Option<Vec<u8>>,
    /// Mobile.
    pub phone: Vec<u8>,
    /// Query password on the receipt.
    pub query_password: Vec<u8>,
    /// Who received the result.
    pub receiver: Option<Vec<u8>>,
    /// What was answered on the item's form, as one JSON text.
    pub answers: Option<Vec<u8>>,
}

const COLUMNS: &str = "id, version, case_no, item_id, item_version, item_name, department_id, accepting_department_id, \
     window_no, person_id, applicant_kind, applicant_name, applicant_code, contact_name, contact_phone, query_password, \
     materials, stage, accepted_at, accepted_on, accepted_by, limit_text, due_on, due_provisional, decided_at, decided_by, \
     outcome, reason, opinion, completed_at, completed_by, result_name, result_no, delivered_at, delivered_by, \
     delivery_way, receiver, channel, received_at, received_on, received_by, notice_by, promised_on, statutory_on, \
     deliver_by, life, answers, foreign_no, foreign_source, decided_as, decided_under, decided_under_no, matter_id";

fn decision(row: &Row) -> Result<Option<Decision>, StoreError> {
    let parts = (row.opt_instant("decided_at")?, row.opt_int("decided_by")?, row.opt_text("outcome")?);
    match parts {
        (None, None, None) => Ok(None),
        (Some(at), by, Some(outcome)) => Ok(Some(Decision {
            at,
            by: by.map(StaffId::new),
            outcome: Outcome::parse(&outcome)
                .ok_or_else(|| StoreError::corrupt("service_case.outcome", "不认识的决定"))?,
            reason: row.opt_text("reason")?.unwrap_or_default(),
            opinion: row.opt_text("opinion")?.unwrap_or_default(),
            deliver_by: row.opt_date("deliver_by")?,
            taken_as: taken_as(row)?,
        })),
        (_, _, _) => Err(StoreError::corrupt("service_case", "决定的时间、人员、结论不齐")),
    }
}

/// The capacity, with the letter where there is one.
fn taken_as(row: &Row) -> Result<Option<TakenAs>, StoreError> {
    let corrupt = || StoreError::corrupt("service_case.decided_as", "决定的身份和授权书对不上");
    let letter = match (row.opt_int("decided_under")?, row.opt_text("decided_under_no")?) {
        (None, None) => None,
        (Some(id), Some(no)) => Some((LetterId::new(id), no)),
        (_, _) => return Err(corrupt()),
    };
    match row.opt_text("decided_as")? {
        Some(word) => TakenAs::parse(&word, letter).map(Some).ok_or_else(corrupt),
        None if letter.is_none() => Ok(None),
        None => Err(corrupt()),
    }
}

fn completion(row: &Row) -> Result<Option<Completion>, StoreError> {
    let parts = (row.opt_instant("completed_at")?, row.opt_int("completed_by")?, row.opt_text("result_name")?);
    match parts {
        (None, None, None) => Ok(None),
        (Some(at), by, Some(result_name)) => Ok(Some(Completion {
            at,
            by: by.map(StaffId::new),
            result_name,
            result_no: row.opt_text("result_no")?.unwrap_or_default(),
        })),
        (_, _, _) => Err(StoreError::corrupt("service_case", "办结的时间、人员、结果不齐")),
    }
}

fn delivery(row: &Row) -> Result<Option<Delivery>, StoreError> {
    let parts = (row.opt_instant("delivered_at")?, row.opt_int("delivered_by")?, row.opt_text("delivery_way")?);
    match parts {
        (None, None, None) => Ok(None),
        (Some(at), by, Some(way)) => Ok(Some(Delivery {
            at,
            by: by.map(StaffId::new),
            way: DeliveryWay::parse(&way)
                .ok_or_else(|| StoreError::corrupt("service_case.delivery_way", "不认识的送达方式"))?,
        })),
        (_, _, _) => Err(StoreError::corrupt("service_case", "送达的时间、人员、方式不齐")),
    }
}

/// 收件. Cases of before were received when they were accepted.
fn receipt(row: &Row) -> Result<Receipt, StoreError> {
    let parts = (row.opt_instant("received_at")?, row.opt_date("received_on")?);
    match parts {
        (Some(at), Some(on)) => Ok(Receipt {
            at,
            on,
            by: row.opt_int("received_by")?.map(StaffId::new),
            notice_by: row.opt_date("notice_by")?,
        }),
        (None, None) => Ok(Receipt {
            at: row.instant("accepted_at")?,
            on: row.date("accepted_on")?,
            by: row.opt_int("accepted_by")?.map(StaffId::new),
            notice_by: None,
        }),
        (_, _) => Err(StoreError::corrupt("service_case", "收件的时间和日期不齐")),
    }
}

/// The number elsewhere, and where.
fn foreign(row: &Row) -> Result<Option<Foreign>, StoreError> {
    match (row.opt_text("foreign_no")?, row.opt_text("foreign_source")?) {
        (None, None) => Ok(None),
        (Some(no), Some(source)) => Ok(Some(Foreign { no, source })),
        (_, _) => Err(StoreError::corrupt("service_case", "外部编号和来源不齐")),
    }
}

/// Who did what the row tells: nobody of the house only where the case came from another system.
fn has_doers(row: &Row, parts: &life::Parts) -> Result<(), StoreError> {
    let nameless = parts.decision.as_ref().is_some_and(|d| d.by.is_none())
        || parts.completion.as_ref().is_some_and(|c| c.by.is_none())
        || parts.delivery.as_ref().is_some_and(|d| d.by.is_none());
    if nameless && row.opt_text("foreign_no")?.is_none() {
        return Err(StoreError::corrupt("service_case", "决定、办结或送达的人员不清楚"));
    }
    Ok(())
}

fn read(row: &Row) -> Result<Case, StoreError> {
    let life = match row.opt_text("life")? {
        Some(text) => {
            serde_json::from_str::<Life>(&text).map_err(|e| StoreError::corrupt("service_case.life", e.to_string()))?
        }
        None => Life::default(),
    };
    let parts = life::Parts { decision: decision(row)?, completion: completion(row)?, delivery: delivery(row)? };
    has_doers(row, &parts)?;
    let (correction, commitment, elsewhere) =
        (life.correction.clone(), life.commitment.clone(), life.elsewhere.clone());
    Ok(Case {
        id: CaseId::new(row.int("id")?),
        version: row.int("version")?,
        no: CaseNo::parse(&row.text("case_no")?).map_err(|e| StoreError::corrupt("case_no", e.to_string()))?,
        item_id: ItemId::new(row.int("item_id")?),
        item_version: row.int("item_version")?,
        item_name: row.text("item_name")?,
        department: DepartmentId::new(row.int("department_id")?),
        accepting_department: row.opt_int("accepting_department_id")?.map(DepartmentId::new),
        window_no: row.opt_num("window_no")?,
        channel: match row.opt_text("channel")? {
            Some(word) => Channel::parse(&word).ok_or_else(|| StoreError::corrupt("channel", "不认识的提交渠道"))?,
            None => Channel::Window,
        },
        foreign: foreign(row)?,
        person: PersonId::new(row.int("person_id")?),
        applicant_kind: ApplicantKind::parse(&row.text("applicant_kind")?)
            .ok_or_else(|| StoreError::corrupt("applicant_kind", "不认识的申请人类型"))?,
        materials: row.json::<Vec<HandedIn>>("materials")?,
        receipt: receipt(row)?,
        correction,
        commitment,
        elsewhere,
        matter: row.opt_int("matter_id")?.map(MatterId::new),
        stage: life::stage(row, life, parts)?,
    })
}

fn sealed(row: &Row) -> Result<SealedFields, StoreError> {
    Ok(SealedFields {
        name: row.bytes("applicant_name")?,
        code: row.bytes("applicant_code")?,
        contact: row.opt_bytes("contact_name")?,
        phone: row.bytes("contact_phone")?,
        query_password: row.bytes("query_password")?,
        receiver: row.opt_bytes("receiver")?,
        answers: row.opt_bytes("answers")?,
    })
}

/// A case with its sealed fields.
pub fn case(tx: &mut Tx<'_>, region: &Region, id: CaseId) -> Result<Option<(Case, SealedFields)>, StoreError> {
    tx.row(&format!("SELECT {COLUMNS} FROM service_case WHERE region = $1 AND id = $2"), vals![region, id])?
        .map(|r| Ok((read(&r)?, sealed(&r)?)))
        .transpose()
}

/// A case by its printed number.
pub fn case_by_no(tx: &mut Tx<'_>, region: &Region, no: &CaseNo) -> Result<Option<(Case, SealedFields)>, StoreError> {
    tx.row(
        &format!("SELECT {COLUMNS} FROM service_case WHERE region = $1 AND case_no = $2"),
        vals![region, no.as_str()],
    )?
    .map(|r| Ok((read(&r)?, sealed(&r)?)))
    .transpose()
}

/// The sealed fields alone.
pub fn sealed_fields(tx: &mut Tx<'_>, region: &Region, id: CaseId) -> Result<Option<SealedFields>, StoreError> {
    Ok(case(tx, region, id)?.map(|(_, s)| s))
}

/// Cases whose result was entered (办结) from one instant up to another, of one department or of all, by id.
pub fn cases_completed(
    tx: &mut Tx<'_>,
    region: &Region,
    (from, to): (Timestamp, Timestamp),
    department: Option<DepartmentId>,
) -> Result<Vec<Case>, StoreError> {
    tx.rows(
        &format!(
            "SELECT {COLUMNS} FROM service_case WHERE region = $1 AND completed_at >= $2 AND completed_at < $3 \
             AND (CAST($4 AS BIGINT) IS NULL OR department_id = CAST($4 AS BIGINT)) ORDER BY id"
        ),
        vals![region, from, to, department],
    )?
    .iter()
    .map(read)
    .collect()
}

/// Cases received (收件) from a day to another, both counted, without drafts and what was entered by mistake, by id.
pub fn cases_received(tx: &mut Tx<'_>, region: &Region, (from, to): (Date, Date)) -> Result<Vec<Case>, StoreError> {
    tx.rows(
        &format!(
            "SELECT {COLUMNS} FROM service_case WHERE region = $1 AND stage NOT IN ('draft', 'voided') \
             AND coalesce(received_on, accepted_on) >= $2 AND coalesce(received_on, accepted_on) <= $3 ORDER BY id"
        ),
        vals![region, from, to],
    )?
    .iter()
    .map(read)
    .collect()
}

/// What was handed in to each of these cases, where they are there.
pub fn materials_of(
    tx: &mut Tx<'_>,
    region: &Region,
    ids: &[CaseId],
) -> Result<Vec<(CaseId, Vec<HandedIn>)>, StoreError> {
    let sql = format!("SELECT id, materials FROM service_case WHERE region = $1 AND id IN ({})", in_slots(1));
    let ids: Vec<Val> = ids.iter().map(|id| Val::from(*id)).collect();
    let rows = in_lists(tx, &sql, vals![region], &ids)?;
    rows.iter().map(|r| Ok((CaseId::new(r.int("id")?), r.json("materials")?))).collect()
}

/// The after-image of a case.
pub fn case_change(region: &Region, c: &Case, s: &SealedFields) -> Change {
    let (decision, completion, delivery) = (c.stage.decision(), c.stage.completion(), c.stage.delivery());
    let (acceptance, due) = (c.stage.acceptance(), c.due());
    let taken_as = decision.and_then(|d| d.taken_as.as_ref());
    let under = taken_as.and_then(TakenAs::authority);
    let at = |t: Option<Timestamp>| Val::from(t);
    let mut row = vec![
        ("region", Val::from(region)),
        ("id", Val::from(c.id)),
        ("version", Val::from(c.version)),
        ("case_no", Val::from(c.no.as_str())),
        ("item_id", Val::from(c.item_id)),
        ("item_version", Val::from(c.item_version)),
        ("item_name", Val::from(&c.item_name)),
        ("department_id", Val::from(c.department)),
        ("accepting_department_id", Val::from(c.accepting_department)),
        ("window_no", Val::from(c.window_no)),
        ("person_id", Val::from(c.person)),
        ("applicant_kind", Val::from(c.applicant_kind.as_str())),
        ("applicant_name", Val::from(s.name.as_slice())),
        ("applicant_code", Val::from(s.code.as_slice())),
        ("contact_name", Val::from(s.contact.clone())),
        ("contact_phone", Val::from(s.phone.as_slice())),
        ("query_password", Val::from(s.query_password.as_slice())),
        ("materials", Val::from(serde_json::json!(c.materials).to_string())),
        ("stage", Val::from(c.stage.as_str())),
        ("accepted_at", at(acceptance.map(|a| a.at))),
        ("accepted_on", Val::from(acceptance.map(|a| a.on))),
        ("accepted_by", Val::from(acceptance.and_then(life::accepted_by))),
        ("limit_text", Val::from(&due.limit_text)),
        ("due_on", Val::from(due.on)),
        ("due_provisional", Val::from(due.provisional)),
    ];
    row.extend([
        ("decided_at", at(decision.map(|d| d.at))),
        ("decided_by", Val::from(decision.and_then(|d| d.by))),
        ("outcome", Val::from(decision.map(|d| d.outcome.as_str()))),
        ("reason", Val::from(decision.map(|d| d.reason.as_str()))),
        ("opinion", Val::from(decision.map(|d| d.opinion.as_str()))),
        ("completed_at", at(completion.map(|c| c.at))),
        ("completed_by", Val::from(completion.and_then(|c| c.by))),
        ("result_name", Val::from(completion.map(|c| c.result_name.as_str()))),
        ("result_no", Val::from(completion.map(|c| c.result_no.as_str()))),
        ("delivered_at", at(delivery.map(|d| d.at))),
        ("delivered_by", Val::from(delivery.and_then(|d| d.by))),
        ("delivery_way", Val::from(delivery.map(|d| d.way.as_str()))),
        ("receiver", Val::from(s.receiver.clone())),
        ("channel", Val::from(c.channel.as_str())),
        ("received_at", Val::from(c.receipt.at)),
        ("received_on", Val::from(c.receipt.on)),
        ("received_by", Val::from(c.receipt.by)),
        ("notice_by", Val::from(c.receipt.notice_by)),
        ("next_on", Val::from(c.next_on())),
        ("promised_on", Val::from(acceptance.and_then(|a| a.clocks.promised).map(|d| d.on))),
        ("statutory_on", Val::from(acceptance.and_then(|a| a.clocks.statutory).map(|d| d.on))),
        ("deliver_by", Val::from(decision.and_then(|d| d.deliver_by))),
        ("owed_until", Val::from(c.owed().into_iter().map(|(_, until)| until).min())),
        ("check_by", Val::from(c.check_by())),
        ("life", Val::from(Life::of(c).text())),
        ("answers", Val::from(s.answers.clone())),
        ("foreign_no", Val::from(c.foreign.as_ref().map(|f| f.no.as_str()))),
        ("foreign_source", Val::from(c.foreign.as_ref().map(|f| f.source.as_str()))),
        ("decided_as", Val::from(taken_as.map(TakenAs::as_str))),
        ("decided_under", Val::from(under.map(|a| a.letter))),
        ("decided_under_no", Val::from(under.map(|a| a.doc_no.as_str()))),
        ("matter_id", Val::from(c.matter)),
    ]);
    Change::put("service_case", row)
}
