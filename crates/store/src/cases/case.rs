//! One case: its stage rebuilt from nullable columns by a total match, sealed fields beside it.

use domain::{
    base::{CaseId, DepartmentId, ItemId, PersonId, Region, StaffId},
    cases::{
        ApplicantKind, Case, CaseNo, Completion, Decision, Delivery, DeliveryWay, DueDay, HandedIn, Outcome, Stage,
    },
};
use jiff::Timestamp;

use crate::{
    journal::Change,
    seam::{Row, StoreError, Tx, Val},
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
}

const COLUMNS: &str = "id, version, case_no, item_id, item_version, item_name, department_id, accepting_department_id, \
     window_no, person_id, applicant_kind, applicant_name, applicant_code, contact_name, contact_phone, query_password, \
     materials, stage, accepted_at, accepted_on, accepted_by, limit_text, due_on, due_provisional, decided_at, decided_by, \
     outcome, reason, opinion, completed_at, completed_by, result_name, result_no, delivered_at, delivered_by, \
     delivery_way, receiver";

fn decision(row: &Row) -> Result<Option<Decision>, StoreError> {
    let parts = (row.opt_instant("decided_at")?, row.opt_int("decided_by")?, row.opt_text("outcome")?);
    match parts {
        (None, None, None) => Ok(None),
        (Some(at), Some(by), Some(outcome)) => Ok(Some(Decision {
            at,
            by: StaffId::new(by),
            outcome: Outcome::parse(&outcome)
                .ok_or_else(|| StoreError::corrupt("service_case.outcome", "不认识的决定"))?,
            reason: row.opt_text("reason")?.unwrap_or_default(),
            opinion: row.opt_text("opinion")?.unwrap_or_default(),
        })),
        (_, _, _) => Err(StoreError::corrupt("service_case", "决定的时间、人员、结论不齐")),
    }
}

fn completion(row: &Row) -> Result<Option<Completion>, StoreError> {
    let parts = (row.opt_instant("completed_at")?, row.opt_int("completed_by")?, row.opt_text("result_name")?);
    match parts {
        (None, None, None) => Ok(None),
        (Some(at), Some(by), Some(result_name)) => Ok(Some(Completion {
            at,
            by: StaffId::new(by),
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
        (Some(at), Some(by), Some(way)) => Ok(Some(Delivery {
            at,
            by: StaffId::new(by),
            way: DeliveryWay::parse(&way)
                .ok_or_else(|| StoreError::corrupt("service_case.delivery_way", "不认识的送达方式"))?,
        })),
        (_, _, _) => Err(StoreError::corrupt("service_case", "送达的时间、人员、方式不齐")),
    }
}

fn stage(row: &Row) -> Result<Stage, StoreError> {
    let stage = match (decision(row)?, completion(row)?, delivery(row)?) {
        (None, None, None) => Stage::Accepted,
        (Some(d), None, None) => Stage::Decided(d),
        (Some(d), Some(c), None) => Stage::Completed(d, c),
        (Some(d), Some(c), Some(v)) => Stage::Delivered(d, c, v),
        (_, _, _) => return Err(StoreError::corrupt("service_case", "环节跳过了前一步")),
    };
    if stage.as_str() != row.text("stage")? {
        return Err(StoreError::corrupt("service_case.stage", "与各环节的内容不一致"));
    }
    Ok(stage)
}

fn read(row: &Row) -> Result<Case, StoreError> {
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
        person: PersonId::new(row.int("person_id")?),
        applicant_kind: ApplicantKind::parse(&row.text("applicant_kind")?)
            .ok_or_else(|| StoreError::corrupt("applicant_kind", "不认识的申请人类型"))?,
        materials: row.json::<Vec<HandedIn>>("materials")?,
        accepted_at: row.instant("accepted_at")?,
        accepted_on: row.date("accepted_on")?,
        accepted_by: StaffId::new(row.int("accepted_by")?),
        due: DueDay {
            on: row.opt_date("due_on")?,
            provisional: row.flag("due_provisional")?,
            limit_text: row.text("limit_text")?,
        },
        stage: stage(row)?,
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

/// The after-image of a case.
pub fn case_change(region: &Region, c: &Case, s: &SealedFields) -> Change {
    let (decision, completion, delivery) = match &c.stage {
        Stage::Accepted => (None, None, None),
        Stage::Decided(d) => (Some(d), None, None),
        Stage::Completed(d, c) => (Some(d), Some(c), None),
        Stage::Delivered(d, c, v) => (Some(d), Some(c), Some(v)),
    };
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
        ("accepted_at", Val::from(c.accepted_at)),
        ("accepted_on", Val::from(c.accepted_on)),
        ("accepted_by", Val::from(c.accepted_by)),
        ("limit_text", Val::from(&c.due.limit_text)),
        ("due_on", Val::from(c.due.on)),
        ("due_provisional", Val::from(c.due.provisional)),
    ];
    row.extend([
        ("decided_at", at(decision.map(|d| d.at))),
        ("decided_by", Val::from(decision.map(|d| d.by))),
        ("outcome", Val::from(decision.map(|d| d.outcome.as_str()))),
        ("reason", Val::from(decision.map(|d| d.reason.as_str()))),
        ("opinion", Val::from(decision.map(|d| d.opinion.as_str()))),
        ("completed_at", at(completion.map(|c| c.at))),
        ("completed_by", Val::from(completion.map(|c| c.by))),
        ("result_name", Val::from(completion.map(|c| c.result_name.as_str()))),
        ("result_no", Val::from(completion.map(|c| c.result_no.as_str()))),
        ("delivered_at", at(delivery.map(|d| d.at))),
        ("delivered_by", Val::from(delivery.map(|d| d.by))),
        ("delivery_way", Val::from(delivery.map(|d| d.way.as_str()))),
        ("receiver", Val::from(s.receiver.clone())),
    ]);
    Change::put("service_case", row)
}
