//! One order: its stage rebuilt from nullable columns by a total match.

use domain::{
    base::{DepartmentId, OrderId, Region, StaffId},
    rectification::{
        Answer, Closing, Ending, Order, OrderNo, Returned, Source, Stage, Subject, SubjectKind, Withdrawal,
    },
};

use crate::{
    journal::Change,
    seam::{Row, StoreError, Tx, Val},
    vals,
};

pub(super) const COLUMNS: &str = "id, version, order_no, source, source_ref, subject_kind, subject, subject_name, \
     department_id, unit_name, blocker, requirement, was, batch_id, issued_at, issued_by, due_on, stage, reminded_on, \
     answer, answered_at, answered_by, finding, checked_at, checked_by, closed_at, closed_by, outcome, effect";

fn corrupt(why: &'static str) -> StoreError {
    StoreError::corrupt("rectification_order", why)
}

fn answer(row: &Row) -> Result<Option<Answer>, StoreError> {
    match (row.opt_instant("answered_at")?, row.opt_int("answered_by")?, row.opt_text("answer")?) {
        (None, None, None) => Ok(None),
        (Some(at), Some(by), Some(text)) => Ok(Some(Answer { at, by: StaffId::new(by), text })),
        (_, _, _) => Err(corrupt("答复的时间、人员、内容不齐")),
    }
}

/// The check that sent an answer back: instant and who.
fn checked(row: &Row) -> Result<Option<(jiff::Timestamp, StaffId)>, StoreError> {
    match (row.opt_instant("checked_at")?, row.opt_int("checked_by")?) {
        (None, None) => Ok(None),
        (Some(at), Some(by)) => Ok(Some((at, StaffId::new(by)))),
        (_, _) => Err(corrupt("核验的时间、人员不齐")),
    }
}

/// The end: instant, who, how; how is empty for what was withdrawn.
type End = (jiff::Timestamp, StaffId, Option<Ending>);

fn end(row: &Row) -> Result<Option<End>, StoreError> {
    let ending = row
        .opt_text("outcome")?
        .map(|word| Ending::parse(&word).ok_or_else(|| corrupt("不认识的销号结果")))
        .transpose()?;
    match (row.opt_instant("closed_at")?, row.opt_int("closed_by")?) {
        (None, None) if ending.is_none() => Ok(None),
        (Some(at), Some(by)) => Ok(Some((at, StaffId::new(by), ending))),
        (_, _) => Err(corrupt("销号的时间、人员不齐")),
    }
}

fn stage(row: &Row) -> Result<Stage, StoreError> {
    let finding = row.opt_text("finding")?;
    let effect = row.opt_text("effect")?;
    let stage = match (answer(row)?, checked(row)?, end(row)?, finding, effect) {
        (None, None, None, None, None) => Stage::Issued(None),
        (Some(answer), None, None, None, None) => Stage::Answered(answer),
        (Some(answer), Some((at, by)), None, Some(finding), None) => {
            Stage::Issued(Some(Returned { answer, at, by, finding }))
        }
        (Some(answer), None, Some((at, by, Some(ending))), Some(finding), Some(effect)) => {
            Stage::Closed(answer, Closing { at, by, ending, finding, effect })
        }
        (None, None, Some((at, by, None)), Some(reason), None) => Stage::Withdrawn(Withdrawal { at, by, reason }),
        (_, _, _, _, _) => return Err(corrupt("各环节的内容对不上")),
    };
    if stage.as_str() != row.text("stage")? {
        return Err(corrupt("环节与各环节的内容不一致"));
    }
    Ok(stage)
}

pub(super) fn number(row: &Row) -> Result<OrderNo, StoreError> {
    OrderNo::parse(&row.text("order_no")?).map_err(|e| StoreError::corrupt("order_no", e.to_string()))
}

pub(super) fn read(row: &Row) -> Result<Order, StoreError> {
    Ok(Order {
        id: OrderId::new(row.int("id")?),
        version: row.int("version")?,
        no: number(row)?,
        source: Source::parse(&row.text("source")?).ok_or_else(|| corrupt("不认识的来源"))?,
        source_ref: row.text("source_ref")?,
        subject: Subject {
            kind: SubjectKind::parse(&row.text("subject_kind")?).ok_or_else(|| corrupt("不认识的对象"))?,
            key: row.text("subject")?,
            name: row.text("subject_name")?,
        },
        department: row.opt_int("department_id")?.map(DepartmentId::new),
        unit_name: row.text("unit_name")?,
        blocker: row.text("blocker")?,
        requirement: row.text("requirement")?,
        was: row.text("was")?,
        batch: row.opt_int("batch_id")?,
        issued_at: row.instant("issued_at")?,
        issued_by: StaffId::new(row.int("issued_by")?),
        due_on: row.date("due_on")?,
        stage: stage(row)?,
        reminded_on: row.opt_date("reminded_on")?,
    })
}

/// One order.
pub fn order(tx: &mut Tx<'_>, region: &Region, id: OrderId) -> Result<Option<Order>, StoreError> {
    tx.row(&format!("SELECT {COLUMNS} FROM rectification_order WHERE region = $1 AND id = $2"), vals![region, id])?
        .as_ref()
        .map(read)
        .transpose()
}

/// An order by its printed number.
pub fn order_by_no(tx: &mut Tx<'_>, region: &Region, no: OrderNo) -> Result<Option<Order>, StoreError> {
    tx.row(
        &format!("SELECT {COLUMNS} FROM rectification_order WHERE region = $1 AND order_no = $2"),
        vals![region, no.to_string()],
    )?
    .as_ref()
    .map(read)
    .transpose()
}

/// The after-image of an order.
pub fn order_change(region: &Region, o: &Order) -> Change {
    let (answer, returned, closing, withdrawal) = match &o.stage {
        Stage::Issued(None) => (None, None, None, None),
        Stage::Issued(Some(r)) => (Some(&r.answer), Some(r), None, None),
        Stage::Answered(a) => (Some(a), None, None, None),
        Stage::Closed(a, c) => (Some(a), None, Some(c), None),
        Stage::Withdrawn(w) => (None, None, None, Some(w)),
    };
    let finding = returned.map(|r| &r.finding).or(closing.map(|c| &c.finding)).or(withdrawal.map(|w| &w.reason));
    let ended = closing.map(|c| (c.at, c.by)).or(withdrawal.map(|w| (w.at, w.by)));
    let mut row = vec![
        ("region", Val::from(region)),
        ("id", Val::from(o.id)),
        ("version", Val::from(o.version)),
        ("order_no", Val::from(o.no.to_string())),
        ("source", Val::from(o.source.as_str())),
        ("source_ref", Val::from(&o.source_ref)),
        ("subject_kind", Val::from(o.subject.kind.as_str())),
        ("subject", Val::from(&o.subject.key)),
        ("subject_name", Val::from(&o.subject.name)),
        ("department_id", Val::from(o.department)),
        ("unit_name", Val::from(&o.unit_name)),
        ("blocker", Val::from(&o.blocker)),
        ("requirement", Val::from(&o.requirement)),
        ("was", Val::from(&o.was)),
        ("batch_id", Val::from(o.batch)),
        ("issued_at", Val::from(o.issued_at)),
        ("issued_by", Val::from(o.issued_by)),
        ("due_on", Val::from(o.due_on)),
        ("stage", Val::from(o.stage.as_str())),
        ("reminded_on", Val::from(o.reminded_on)),
    ];
    row.extend([
        ("answer", Val::from(answer.map(|a| a.text.as_str()))),
        ("answered_at", Val::from(answer.map(|a| a.at))),
        ("answered_by", Val::from(answer.map(|a| a.by))),
        ("finding", Val::from(finding.map(String::as_str))),
        ("checked_at", Val::from(returned.map(|r| r.at))),
        ("checked_by", Val::from(returned.map(|r| r.by))),
        ("closed_at", Val::from(ended.map(|(at, _)| at))),
        ("closed_by", Val::from(ended.map(|(_, by)| by))),
        ("outcome", Val::from(closing.map(|c| c.ending.as_str()))),
        ("effect", Val::from(closing.map(|c| c.effect.as_str()))),
    ]);
    Change::put("rectification_order", row)
}
