//! One supervision order (督办单): its stage rebuilt from nullable columns by a total match.

use domain::{
    base::{CaseId, DepartmentId, Region, StaffId, SupervisionId},
    cases::CaseNo,
    oversight::watch::{Cause, HandedBack, OrderStage, SupervisionNo, SupervisionOrder, Told},
};

use super::card::{columns_of, said};
use crate::{
    journal::Change,
    seam::{Row, StoreError, Tx, Val},
    vals,
};

pub(super) const COLUMNS: &str = "id, version, order_no, cause, case_id, case_no, item_name, department_id, \
     department_name, words, issued_at, issued_on, issued_by, reply_by, told, stage, reply, replied_at, replied_by, \
     finding, ended_at, ended_by, sent_back, sent_back_at, sent_back_by, handed_on, handed_back";

const REPLY: [&str; 3] = ["reply", "replied_at", "replied_by"];
const END: [&str; 3] = ["finding", "ended_at", "ended_by"];
const BACK: [&str; 3] = ["sent_back", "sent_back_at", "sent_back_by"];

fn corrupt(why: &'static str) -> StoreError {
    StoreError::corrupt("supervision_order", why)
}

fn stage(row: &Row) -> Result<OrderStage, StoreError> {
    match (row.text("stage")?.as_str(), said(row, BACK)?, said(row, REPLY)?, said(row, END)?) {
        ("issued", None, None, None) => Ok(OrderStage::Issued),
        ("sent_back", Some(back), None, None) => Ok(OrderStage::SentBack(back)),
        ("replied", None, Some(reply), None) => Ok(OrderStage::Replied(reply)),
        ("closed", None, Some(reply), Some(end)) => Ok(OrderStage::Closed(reply, end)),
        ("withdrawn", None, None, Some(end)) => Ok(OrderStage::Withdrawn(end)),
        (_, _, _, _) => Err(corrupt("环节与各环节的内容不一致")),
    }
}

pub(super) fn read(row: &Row) -> Result<SupervisionOrder, StoreError> {
    Ok(SupervisionOrder {
        id: SupervisionId::new(row.int("id")?),
        version: row.int("version")?,
        no: SupervisionNo::parse(&row.text("order_no")?).map_err(|e| StoreError::corrupt("order_no", e.to_string()))?,
        cause: Cause::parse(&row.text("cause")?).ok_or_else(|| corrupt("不认识的触发规则"))?,
        case: CaseId::new(row.int("case_id")?),
        case_no: CaseNo::parse(&row.text("case_no")?).map_err(|e| StoreError::corrupt("case_no", e.to_string()))?,
        item_name: row.text("item_name")?,
        department: DepartmentId::new(row.int("department_id")?),
        department_name: row.text("department_name")?,
        words: row.text("words")?,
        issued_at: row.instant("issued_at")?,
        issued_on: row.date("issued_on")?,
        issued_by: row.opt_int("issued_by")?.map(StaffId::new),
        reply_by: row.date("reply_by")?,
        handed_on: row.opt_date("handed_on")?.map_or_else(|| row.date("issued_on"), Ok)?,
        before: match row.opt_text("handed_back")? {
            Some(_) => row.json::<Vec<HandedBack>>("handed_back")?,
            None => Vec::new(),
        },
        told: row.json::<Vec<Told>>("told")?,
        stage: stage(row)?,
    })
}

/// One order.
pub fn supervision_order(
    tx: &mut Tx<'_>,
    region: &Region,
    id: SupervisionId,
) -> Result<Option<SupervisionOrder>, StoreError> {
    tx.row(&format!("SELECT {COLUMNS} FROM supervision_order WHERE region = $1 AND id = $2"), vals![region, id])?
        .as_ref()
        .map(read)
        .transpose()
}

/// An order by its printed number.
pub fn supervision_order_by_no(
    tx: &mut Tx<'_>,
    region: &Region,
    no: SupervisionNo,
) -> Result<Option<SupervisionOrder>, StoreError> {
    tx.row(
        &format!("SELECT {COLUMNS} FROM supervision_order WHERE region = $1 AND order_no = $2"),
        vals![region, no.to_string()],
    )?
    .as_ref()
    .map(read)
    .transpose()
}

/// All of a case, in the order in which they were issued.
pub fn supervision_orders_of_case(
    tx: &mut Tx<'_>,
    region: &Region,
    case: CaseId,
) -> Result<Vec<SupervisionOrder>, StoreError> {
    tx.rows(
        &format!("SELECT {COLUMNS} FROM supervision_order WHERE region = $1 AND case_id = $2 ORDER BY id"),
        vals![region, case],
    )?
    .iter()
    .map(read)
    .collect()
}

/// The after-image of an order.
pub fn supervision_order_change(region: &Region, o: &SupervisionOrder) -> Change {
    let (back, reply, end) = match &o.stage {
        OrderStage::Issued => (None, None, None),
        OrderStage::SentBack(back) => (Some(back), None, None),
        OrderStage::Replied(reply) => (None, Some(reply), None),
        OrderStage::Closed(reply, end) => (None, Some(reply), Some(end)),
        OrderStage::Withdrawn(end) => (None, None, Some(end)),
    };
    let mut row = vec![
        ("region", Val::from(region)),
        ("id", Val::from(o.id)),
        ("version", Val::from(o.version)),
        ("order_no", Val::from(o.no.to_string())),
        ("cause", Val::from(o.cause.as_str())),
        ("case_id", Val::from(o.case)),
        ("case_no", Val::from(o.case_no.as_str())),
        ("item_name", Val::from(&o.item_name)),
        ("department_id", Val::from(o.department)),
        ("department_name", Val::from(&o.department_name)),
        ("words", Val::from(&o.words)),
        ("issued_at", Val::from(o.issued_at)),
        ("issued_on", Val::from(o.issued_on)),
        ("issued_by", Val::from(o.issued_by)),
        ("reply_by", Val::from(o.reply_by)),
        ("told", Val::from(serde_json::json!(o.told).to_string())),
        ("stage", Val::from(o.stage.as_str())),
    ];
    row.extend(columns_of(REPLY, reply));
    row.extend(columns_of(END, end));
    row.extend(columns_of(BACK, back));
    // NULL in the orders that never came back, as in those of before.
    let again = !o.before.is_empty();
    row.push(("handed_on", Val::from(again.then_some(o.handed_on))));
    row.push(("handed_back", Val::from(again.then(|| serde_json::json!(o.before).to_string()))));
    Change::put("supervision_order", row)
}
