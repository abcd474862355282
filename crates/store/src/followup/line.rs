//! One case that is called (回访件): its standing rebuilt from nullable columns by a total match; answers and notes sealed.

use domain::{
    base::{CaseId, LineId, OrderId, PersonId, Region, StaffId},
    followup::{Call, Clue, Line, Outcome, SkipReason, Standing, Try, Week},
};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{
    candidate::{place, place_number, stratum},
    draw::week,
};
use crate::{
    journal::Change,
    seam::{Row, StoreError, Tx, Val},
    vals,
};

/// A line with what is sealed of it beside it: in the line itself answers are `None` and words empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SealedLine {
    /// The line.
    pub line: Line,
    /// What was answered, as one JSON text under the person's key.
    pub answers: Option<Vec<u8>>,
    /// Why it was skipped in words, under the person's key.
    pub note: Option<Vec<u8>>,
}

const COLUMNS: &str = "id, version, week, case_id, case_no, person_id, department_id, applicant_kind, window_no, \
     place_kind, place, tries, standing, not_before, ended_at, ended_by, outcome, script, answers, skip_reason, \
     skip_note, order_id, clue, clue_on, clue_receipt, clue_at, clue_by";

fn corrupt(why: &'static str) -> StoreError {
    StoreError::corrupt("followup_line", why)
}

/// A try as its column holds it.
#[derive(Serialize, Deserialize)]
struct TryRow {
    at: Timestamp,
    by: i64,
    outcome: Outcome,
}

fn tries(row: &Row) -> Result<Vec<Try>, StoreError> {
    let rows: Vec<TryRow> = row.json("tries")?;
    Ok(rows.into_iter().map(|t| Try { at: t.at, by: StaffId::new(t.by), outcome: t.outcome }).collect())
}

fn ended(row: &Row) -> Result<Option<(Timestamp, StaffId)>, StoreError> {
    match (row.opt_instant("ended_at")?, row.opt_int("ended_by")?) {
        (None, None) => Ok(None),
        (Some(at), Some(by)) => Ok(Some((at, StaffId::new(by)))),
        (_, _) => Err(corrupt("结束的时间、人员不齐")),
    }
}

fn standing(row: &Row) -> Result<Standing, StoreError> {
    let outcome = row
        .opt_text("outcome")?
        .map(|word| Outcome::parse(&word).ok_or_else(|| corrupt("不认识的通话结果")))
        .transpose()?;
    let reason = row
        .opt_text("skip_reason")?
        .map(|word| SkipReason::parse(&word).ok_or_else(|| corrupt("不认识的跳过原因")))
        .transpose()?;
    let standing = match (ended(row)?, outcome, row.opt_int("script")?, reason) {
        (None, None, None, None) => Standing::Waiting { not_before: row.opt_instant("not_before")? },
        (Some((at, by)), Some(outcome), Some(script), None) => {
            Standing::Done(Call { at, by, outcome, answers: None, script })
        }
        (Some((at, by)), None, None, Some(reason)) => Standing::Skipped { reason, note: String::new(), at, by },
        (_, _, _, _) => return Err(corrupt("通话结果与跳过原因对不上")),
    };
    if standing.as_str() == row.text("standing")? { Ok(standing) } else { Err(corrupt("进度与内容不一致")) }
}

fn clue(row: &Row) -> Result<Option<Clue>, StoreError> {
    let parts = (
        row.opt_date("clue_on")?,
        row.opt_text("clue_receipt")?,
        row.opt_instant("clue_at")?,
        row.opt_int("clue_by")?.map(StaffId::new),
    );
    match (row.flag("clue")?, parts) {
        (false, (None, None, None, None)) => Ok(None),
        (true, (None, None, None, None)) => Ok(Some(Clue::Open)),
        (true, (Some(on), Some(receipt), Some(at), Some(by))) => Ok(Some(Clue::HandedOver { on, receipt, by, at })),
        (_, (_, _, _, _)) => Err(corrupt("线索移交的内容不齐")),
    }
}

fn read(row: &Row) -> Result<SealedLine, StoreError> {
    let line = Line {
        id: LineId::new(row.int("id")?),
        version: row.int("version")?,
        week: week(row)?,
        case: CaseId::new(row.int("case_id")?),
        case_no: row.text("case_no")?,
        person: PersonId::new(row.int("person_id")?),
        stratum: stratum(row)?,
        place: place(row)?.ok_or_else(|| corrupt("没有位次"))?,
        window: row.opt_num("window_no")?,
        tries: tries(row)?,
        standing: standing(row)?,
        order: row.opt_int("order_id")?.map(OrderId::new),
        clue: clue(row)?,
    };
    Ok(SealedLine { line, answers: row.opt_bytes("answers")?, note: row.opt_bytes("skip_note")? })
}

fn several(tx: &mut Tx<'_>, met: &str, values: &[Val]) -> Result<Vec<SealedLine>, StoreError> {
    tx.rows(&format!("SELECT {COLUMNS} FROM followup_line WHERE region = $1 AND {met}"), values)?
        .iter()
        .map(read)
        .collect()
}

/// One line.
pub fn followup_line(tx: &mut Tx<'_>, region: &Region, id: LineId) -> Result<Option<SealedLine>, StoreError> {
    Ok(several(tx, "id = $2", vals![region, id])?.pop())
}

/// The lines of a week, second calls among them.
pub fn lines_of_week(tx: &mut Tx<'_>, region: &Region, week: Week) -> Result<Vec<SealedLine>, StoreError> {
    several(tx, "week = $2 ORDER BY id", vals![region, week.to_string()])
}

/// The lines of a week and of all after it.
pub fn lines_since(tx: &mut Tx<'_>, region: &Region, week: Week) -> Result<Vec<SealedLine>, StoreError> {
    several(tx, "week >= $2 ORDER BY week, id", vals![region, week.to_string()])
}

/// Those upon whose answers an order was opened, and its second calls.
pub fn lines_of_order(tx: &mut Tx<'_>, region: &Region, order: OrderId) -> Result<Vec<SealedLine>, StoreError> {
    several(tx, "order_id = $2 ORDER BY id", vals![region, order])
}

/// Lines with a clue, the newest first.
pub fn lines_with_clue(tx: &mut Tx<'_>, region: &Region, limit: i64) -> Result<Vec<SealedLine>, StoreError> {
    several(tx, "clue = 1 ORDER BY id DESC LIMIT $2", vals![region, limit])
}

/// How many clues wait to be handed over.
pub fn clue_count(tx: &mut Tx<'_>, region: &Region) -> Result<u64, StoreError> {
    tx.row("SELECT count(*) AS n FROM followup_line WHERE region = $1 AND clue = 1 AND clue_on IS NULL", vals![region])?
        .map_or(Ok(0), |r| r.num("n"))
}

/// The after-image of a line.
pub fn line_change(region: &Region, sealed: &SealedLine) -> Change {
    let l = &sealed.line;
    let tries: Vec<TryRow> = l.tries.iter().map(|t| TryRow { at: t.at, by: t.by.get(), outcome: t.outcome }).collect();
    let (not_before, call, skipped) = match &l.standing {
        Standing::Waiting { not_before } => (*not_before, None, None),
        Standing::Done(call) => (None, Some(call), None),
        Standing::Skipped { reason, at, by, .. } => (None, None, Some((*reason, *at, *by))),
    };
    let ended = call.map(|c| (c.at, c.by)).or(skipped.map(|(_, at, by)| (at, by)));
    let handed = match &l.clue {
        None | Some(Clue::Open) => None,
        Some(Clue::HandedOver { on, receipt, by, at }) => Some((*on, receipt.as_str(), *by, *at)),
    };
    let mut row = vec![
        ("region", Val::from(region)),
        ("id", Val::from(l.id)),
        ("version", Val::from(l.version)),
        ("week", Val::from(l.week.to_string())),
        ("case_id", Val::from(l.case)),
        ("case_no", Val::from(&l.case_no)),
        ("person_id", Val::from(l.person)),
        ("department_id", Val::from(l.stratum.department)),
        ("applicant_kind", Val::from(l.stratum.applicant.as_str())),
        ("window_no", Val::from(l.window)),
        ("place_kind", Val::from(l.place.as_str())),
        ("place", Val::from(place_number(l.place))),
        ("tries", Val::from(serde_json::json!(tries).to_string())),
        ("standing", Val::from(l.standing.as_str())),
        ("not_before", Val::from(not_before)),
        ("ended_at", Val::from(ended.map(|(at, _)| at))),
        ("ended_by", Val::from(ended.map(|(_, by)| by))),
        ("outcome", Val::from(call.map(|c| c.outcome.as_str()))),
        ("script", Val::from(call.map(|c| c.script))),
    ];
    row.extend([
        ("answers", Val::from(sealed.answers.clone())),
        ("skip_reason", Val::from(skipped.map(|(reason, _, _)| reason.as_str()))),
        ("skip_note", Val::from(sealed.note.clone())),
        ("order_id", Val::from(l.order)),
        ("clue", Val::from(l.clue.is_some())),
        ("clue_on", Val::from(handed.map(|h| h.0))),
        ("clue_receipt", Val::from(handed.map(|h| h.1))),
        ("clue_at", Val::from(handed.map(|h| h.3))),
        ("clue_by", Val::from(handed.map(|h| h.2))),
    ]);
    Change::put("followup_line", row)
}
