//! The checklist, rounds and visits of inspections (规范化建设检查).

use domain::{
    base::{OrderId, PhotoId, Region, RoundId, StaffId},
    stations::{Checklist, Round, Visit},
};
use jiff::Timestamp;

use super::station::code;
use crate::{
    journal::Change,
    seam::{Row, StoreError, Tx, Val},
    vals,
};

/// The county's versions of the checklist, the newest first.
pub fn checklists(tx: &mut Tx<'_>, region: &Region) -> Result<Vec<Checklist>, StoreError> {
    tx.rows("SELECT body FROM inspection_checklist WHERE region = $1 ORDER BY version DESC", vals![region])?
        .iter()
        .map(|r| r.json("body"))
        .collect()
}

/// The after-image of a version of the checklist.
pub fn checklist_change(region: &Region, list: &Checklist, (at, by): (Timestamp, StaffId)) -> Change {
    Change::put(
        "inspection_checklist",
        vec![
            ("region", Val::from(region)),
            ("version", Val::from(list.version)),
            ("body", Val::from(serde_json::json!(list).to_string())),
            ("saved_at", Val::from(at)),
            ("saved_by", Val::from(by)),
        ],
    )
}

const ROUND: &str = "id, version, title, checklist, begins_on, ends_on, opened_by, closed_on";

fn round_row(r: &Row) -> Result<Round, StoreError> {
    Ok(Round {
        id: RoundId::new(r.int("id")?),
        version: r.int("version")?,
        title: r.text("title")?,
        checklist: r.int("checklist")?,
        begins_on: r.date("begins_on")?,
        ends_on: r.date("ends_on")?,
        opened_by: StaffId::new(r.int("opened_by")?),
        closed_on: r.opt_date("closed_on")?,
    })
}

/// One round.
pub fn round(tx: &mut Tx<'_>, region: &Region, id: RoundId) -> Result<Option<Round>, StoreError> {
    tx.row(&format!("SELECT {ROUND} FROM inspection_round WHERE region = $1 AND id = $2"), vals![region, id])?
        .as_ref()
        .map(round_row)
        .transpose()
}

/// All rounds, the newest first.
pub fn rounds(tx: &mut Tx<'_>, region: &Region) -> Result<Vec<Round>, StoreError> {
    tx.rows(&format!("SELECT {ROUND} FROM inspection_round WHERE region = $1 ORDER BY id DESC"), vals![region])?
        .iter()
        .map(round_row)
        .collect()
}

/// The after-image of a round.
pub fn round_change(region: &Region, r: &Round) -> Change {
    Change::put(
        "inspection_round",
        vec![
            ("region", Val::from(region)),
            ("id", Val::from(r.id)),
            ("version", Val::from(r.version)),
            ("title", Val::from(&r.title)),
            ("checklist", Val::from(r.checklist)),
            ("begins_on", Val::from(r.begins_on)),
            ("ends_on", Val::from(r.ends_on)),
            ("opened_by", Val::from(r.opened_by)),
            ("closed_on", Val::from(r.closed_on)),
        ],
    )
}

/// The visits of a round, by station and number.
pub fn visits(tx: &mut Tx<'_>, region: &Region, of: RoundId) -> Result<Vec<Visit>, StoreError> {
    tx.rows(
        "SELECT round_id, station_code, no, visited_on, visited_by, entered_at, findings, photo_id, order_id \
         FROM inspection_visit WHERE region = $1 AND round_id = $2 ORDER BY station_code, no",
        vals![region, of],
    )?
    .iter()
    .map(|r| {
        Ok(Visit {
            round: RoundId::new(r.int("round_id")?),
            station: code(r, "station_code")?,
            no: r.num("no")?,
            on: r.date("visited_on")?,
            by: StaffId::new(r.int("visited_by")?),
            at: r.instant("entered_at")?,
            findings: r.json("findings")?,
            photo: r.opt_int("photo_id")?.map(PhotoId::new),
            order: r.opt_int("order_id")?.map(OrderId::new),
        })
    })
    .collect()
}

/// The after-image of a visit.
pub fn visit_change(region: &Region, v: &Visit) -> Change {
    Change::put(
        "inspection_visit",
        vec![
            ("region", Val::from(region)),
            ("round_id", Val::from(v.round)),
            ("station_code", Val::from(&v.station)),
            ("no", Val::from(i64::from(v.no))),
            ("visited_on", Val::from(v.on)),
            ("visited_by", Val::from(v.by)),
            ("entered_at", Val::from(v.at)),
            ("findings", Val::from(serde_json::json!(v.findings).to_string())),
            ("photo_id", Val::from(v.photo)),
            ("order_id", Val::from(v.order)),
        ],
    )
}
