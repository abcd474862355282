//! What happened to cards and supervision orders, for those who must be told (监察提醒推送): a department's own system, the
//! hall's messages. Number, item, department, last day and stage; what anybody wrote is read here, where rights are asked.

use domain::{
    base::{DepartmentId, Region},
    oversight::watch::{Level, Point, SupervisionNo},
    publication::WATCH_EVENTS,
};
use jiff::Timestamp;
use serde::Serialize;
use serde_json::Value;
use store::{StoreError, Tx, journal::Envelope};

use super::changes::{Names, after_image};

/// One event of a card or of a supervision order, as others may know it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct WatchChange {
    /// The same at every repetition: stream and place of the event.
    pub id: String,
    /// What happened, such as `oversight.card_given`.
    pub kind: String,
    /// 监察编号 of a card, 督办单号 of an order.
    pub no: String,
    /// Where it can be read.
    pub address: String,
    /// 办件编号.
    pub case_no: String,
    /// What was applied for.
    pub item_name: String,
    /// Who must act.
    pub department: String,
    /// Its code.
    pub department_code: String,
    /// The hall's own windows must act, not the department.
    pub at_window: bool,
    /// `reminder`, `yellow` or `red`, of a card.
    pub level: Option<String>,
    /// What is watched, of a card.
    pub point: Option<String>,
    /// The step's last day, or that of the reply.
    pub due_on: Option<String>,
    /// Where it stands after the event.
    pub stage: String,
    /// Who was told (逐级上报), of an order.
    pub rank: Option<String>,
    /// Version that the event made.
    pub version: i64,
    /// When it happened, UTC.
    pub happened_at: Timestamp,
    /// When it was entered, UTC.
    pub entered_at: Timestamp,
    #[serde(skip)]
    pub(crate) department_id: DepartmentId,
}

/// Reads an event of the watch; `None` for one that nobody is told of.
pub(super) fn change(
    names: &mut Names,
    tx: &mut Tx<'_>,
    region: &Region,
    event: &Envelope,
) -> Result<Option<WatchChange>, StoreError> {
    if WATCH_EVENTS.iter().all(|(kind, _)| *kind != event.kind) {
        return Ok(None);
    }
    let card = after_image(event, "watch_card");
    let Some(row) = card.or_else(|| after_image(event, "supervision_order")) else { return Ok(None) };
    let text = |name: &str| row.get(name).and_then(Value::as_str).map(str::to_owned);
    let whole = |name: &str| row.get(name).and_then(Value::as_i64);
    let strange = || StoreError::Corrupt {
        place: format!("event {} {} of {region}", event.stream, event.seq),
        why: "没有牌或督办单的样子".into(),
    };
    let department_id = whole("department_id").ok_or_else(strange)?;
    let (department, department_code) = names.department(tx, department_id)?;
    let (no, address) = match card {
        Some(_) => {
            let id = whole("id").ok_or_else(strange)?;
            (id.to_string(), format!("/api/oversight/cards/{id}"))
        }
        None => {
            let no = text("order_no").ok_or_else(strange)?;
            let slug = SupervisionNo::parse(&no).map_err(|_| strange())?.slug();
            (no, format!("/api/oversight/orders/{slug}"))
        }
    };
    Ok(Some(WatchChange {
        id: format!("{}/{}", event.stream, event.seq),
        kind: event.kind.clone(),
        no,
        address,
        case_no: text("case_no").unwrap_or_default(),
        item_name: text("item_name").unwrap_or_default(),
        department,
        department_code,
        at_window: whole("at_window") == Some(1),
        level: text("level").filter(|word| Level::parse(word).is_some()),
        point: text("point").filter(|word| Point::parse(word).is_some()),
        due_on: text("due_on").or_else(|| text("reply_by")),
        stage: text("stage").unwrap_or_default(),
        rank: event.facts.get("rank").and_then(Value::as_str).map(str::to_owned),
        version: event.seq,
        happened_at: event.stamp.happened_at,
        entered_at: event.stamp.entered_at,
        department_id: DepartmentId::new(department_id),
    }))
}
