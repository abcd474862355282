//! One card (黄牌、红牌): its stage rebuilt from nullable columns by a total match.

use domain::{
    base::{CardId, CaseId, DepartmentId, Region, StaffId},
    cases::CaseNo,
    oversight::watch::{Card, CardStage, Level, Point, Reached, Said},
};

use crate::{
    journal::Change,
    seam::{Row, StoreError, Tx, Val},
    vals,
};

pub(super) const COLUMNS: &str = "id, version, case_id, case_no, item_name, department_id, point, level, began_on, due_on, \
     reached_on, profile_version, given_at, given_on, stage, dispute, disputed_at, disputed_by, ruling, ruled_at, \
     ruled_by, reason, reasoned_at, reasoned_by, at_window, evidence";

fn corrupt(why: &'static str) -> StoreError {
    StoreError::corrupt("watch_card", why)
}

/// Words with who said them and when, all or nothing.
pub(super) fn said(row: &Row, columns: [&str; 3]) -> Result<Option<Said>, StoreError> {
    let [text, at, by] = columns;
    match (row.opt_text(text)?, row.opt_instant(at)?, row.opt_int(by)?) {
        (None, None, None) => Ok(None),
        (Some(text), Some(at), Some(by)) => Ok(Some(Said { text, at, by: StaffId::new(by) })),
        (_, _, _) => Err(StoreError::corrupt(text, "内容、时间、人员不齐")),
    }
}

fn stage(row: &Row) -> Result<CardStage, StoreError> {
    let dispute = said(row, ["dispute", "disputed_at", "disputed_by"])?;
    let ruling = said(row, ["ruling", "ruled_at", "ruled_by"])?;
    match (row.text("stage")?.as_str(), dispute, ruling) {
        ("given", None, None) => Ok(CardStage::Given),
        ("disputed", Some(said), None) => Ok(CardStage::Disputed(said)),
        ("upheld", Some(said), Some(ruling)) => Ok(CardStage::Upheld(said, ruling)),
        ("annulled", said, Some(ruling)) => Ok(CardStage::Annulled(said, ruling)),
        (_, _, _) => Err(corrupt("状态与异议、裁定的内容不一致")),
    }
}

pub(super) fn read(row: &Row) -> Result<Card, StoreError> {
    Ok(Card {
        id: CardId::new(row.int("id")?),
        version: row.int("version")?,
        case: CaseId::new(row.int("case_id")?),
        case_no: CaseNo::parse(&row.text("case_no")?).map_err(|e| StoreError::corrupt("case_no", e.to_string()))?,
        item_name: row.text("item_name")?,
        department: DepartmentId::new(row.int("department_id")?),
        at_window: row.opt_int("at_window")? == Some(1),
        reached: Reached {
            point: Point::parse(&row.text("point")?).ok_or_else(|| corrupt("不认识的监察点"))?,
            level: Level::parse(&row.text("level")?).ok_or_else(|| corrupt("不认识的级别"))?,
            from: row.date("began_on")?,
            due_on: row.date("due_on")?,
            on: row.date("reached_on")?,
        },
        profile_version: row.int("profile_version")?,
        given_at: row.instant("given_at")?,
        given_on: row.date("given_on")?,
        stage: stage(row)?,
        evidence: row.opt_text("evidence")?,
        reason: said(row, ["reason", "reasoned_at", "reasoned_by"])?,
    })
}

/// One card.
pub fn card(tx: &mut Tx<'_>, region: &Region, id: CardId) -> Result<Option<Card>, StoreError> {
    tx.row(&format!("SELECT {COLUMNS} FROM watch_card WHERE region = $1 AND id = $2"), vals![region, id])?
        .as_ref()
        .map(read)
        .transpose()
}

/// All of a case, reminders among them, in the order in which they were given.
pub fn cards_of_case(tx: &mut Tx<'_>, region: &Region, case: CaseId) -> Result<Vec<Card>, StoreError> {
    tx.rows(
        &format!("SELECT {COLUMNS} FROM watch_card WHERE region = $1 AND case_id = $2 ORDER BY id"),
        vals![region, case],
    )?
    .iter()
    .map(read)
    .collect()
}

/// The after-image of a card.
pub fn card_change(region: &Region, c: &Card) -> Change {
    let (dispute, ruling) = match &c.stage {
        CardStage::Given => (None, None),
        CardStage::Disputed(said) => (Some(said), None),
        CardStage::Upheld(said, ruling) => (Some(said), Some(ruling)),
        CardStage::Annulled(said, ruling) => (said.as_ref(), Some(ruling)),
    };
    let mut row = vec![
        ("region", Val::from(region)),
        ("id", Val::from(c.id)),
        ("version", Val::from(c.version)),
        ("case_id", Val::from(c.case)),
        ("case_no", Val::from(c.case_no.as_str())),
        ("item_name", Val::from(&c.item_name)),
        ("department_id", Val::from(c.department)),
        ("point", Val::from(c.reached.point.as_str())),
        ("level", Val::from(c.reached.level.as_str())),
        ("began_on", Val::from(c.reached.from)),
        ("due_on", Val::from(c.reached.due_on)),
        ("reached_on", Val::from(c.reached.on)),
        ("profile_version", Val::from(c.profile_version)),
        ("given_at", Val::from(c.given_at)),
        ("given_on", Val::from(c.given_on)),
        ("stage", Val::from(c.stage.as_str())),
    ];
    row.extend(columns_of(["dispute", "disputed_at", "disputed_by"], dispute));
    row.extend(columns_of(["ruling", "ruled_at", "ruled_by"], ruling));
    row.extend(columns_of(["reason", "reasoned_at", "reasoned_by"], c.reason.as_ref()));
    row.push(("at_window", Val::from(c.at_window.then_some(1_i64))));
    row.push(("evidence", Val::from(c.evidence.as_deref())));
    Change::put("watch_card", row)
}

/// The columns of words with who said them and when.
pub(super) fn columns_of(names: [&'static str; 3], said: Option<&Said>) -> [(&'static str, Val); 3] {
    let [text, at, by] = names;
    [
        (text, Val::from(said.map(|s| s.text.as_str()))),
        (at, Val::from(said.map(|s| s.at))),
        (by, Val::from(said.map(|s| s.by))),
    ]
}
