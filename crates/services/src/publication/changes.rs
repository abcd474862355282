//! What happened to cases, for other systems (办件变化): number, item, stage and times of each event, and nothing about the
//! person. The feed is read from the sealed journal; reading costs those who write nothing.

use std::collections::HashMap;

use domain::{
    base::{DepartmentId, ItemId, MatterId, Region},
    cases::Stage,
    people::{Act, Desk, reach},
    publication::CASE_EVENTS,
};
use jiff::Timestamp;
use serde::Serialize;
use serde_json::Value;
use store::{
    StoreError, Tx, chains,
    journal::Envelope,
    people,
    publication::{self as rows, FeedPlace},
};

use crate::{Bureau, Failure, cases::system};

/// Lines of one answer at most.
pub const MOST_CHANGES: usize = 500;

/// One event of a case, as others may know it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CaseChange {
    /// The same at every repetition: stream and place of the event.
    pub id: String,
    /// What happened, such as `case.accepted`.
    pub kind: String,
    /// 办件编号.
    pub case_no: String,
    /// Version of the case that the event made; rises by one with each.
    pub version: i64,
    /// 事项编码 at the time of filing.
    pub item_code: String,
    /// Item's name.
    pub item_name: String,
    /// Who decides.
    pub department: String,
    /// Its code.
    pub department_code: String,
    /// Stage after it.
    pub stage: String,
    /// The same as a label.
    pub stage_label: &'static str,
    /// `grant` or `deny`, once decided.
    pub outcome: Option<String>,
    /// When it happened, UTC.
    pub happened_at: Timestamp,
    /// When it was entered, UTC.
    pub entered_at: Timestamp,
    /// `live`, `imported`, `backfilled`.
    pub source: &'static str,
    /// Day by which the case is to be done.
    pub due_on: Option<String>,
    /// Its number in the system it came from.
    pub foreign_no: Option<String>,
    /// That system.
    pub foreign_source: Option<String>,
    /// 一件事编号 of the matter that it is part of.
    pub matter_no: Option<String>,
    #[serde(skip)]
    pub(crate) department_id: DepartmentId,
}

/// A part of the feed.
#[derive(Debug, Clone)]
pub struct Changes {
    /// In their order.
    pub changes: Vec<CaseChange>,
    /// To be sent back as `after`; always there, so that the feed can be asked again later.
    pub next: String,
    /// There was more behind it when it was read.
    pub more: bool,
}

/// Why the feed is not given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ChangesRefusal {
    /// The mark is none of ours.
    #[error("after 没有读懂，请用上一次的 next；第一次不写，或写 now 只看以后的")]
    After,
}

/// The feed behind a mark: all of the county, or of the asker's department.
pub fn changes(bureau: &Bureau, desk: &Desk, after: &str, limit: usize) -> Result<Changes, Failure<ChangesRefusal>> {
    let reach = reach(desk, Act::CaseList)?;
    part(bureau, after, limit, |change| reach.covers(change.department_id))
}

/// The feed of what the asking system handed on itself (上级推送), and of nothing else.
pub fn own_changes(
    bureau: &Bureau,
    desk: &Desk,
    after: &str,
    limit: usize,
) -> Result<Changes, Failure<ChangesRefusal>> {
    let reach = reach(desk, Act::CasePush)?;
    let source = Some(system(desk)?);
    part(bureau, after, limit, |change| reach.covers(change.department_id) && change.foreign_source == source)
}

fn part(
    bureau: &Bureau,
    after: &str,
    limit: usize,
    seen: impl Fn(&CaseChange) -> bool,
) -> Result<Changes, Failure<ChangesRefusal>> {
    let region = *bureau.region();
    let given = place(after).ok_or(Failure::Refused(ChangesRefusal::After))?;
    Ok(bureau.db().read(|tx| {
        let from = match given {
            Given::Now => rows::feed_end(tx, &region)?,
            Given::Place(place) => place,
        };
        let part = rows::feed(tx, &region, from, limit.clamp(1, MOST_CHANGES))?;
        let mut names = Names::new(region);
        let mut changes = Vec::new();
        for event in &part.events {
            let Some(change) = names.change(tx, &event.envelope)? else { continue };
            if seen(&change) {
                changes.push(change);
            }
        }
        Ok(Changes { changes, next: mark(part.reached), more: !part.ended })
    })?)
}

pub(super) enum Given {
    Now,
    Place(FeedPlace),
}

pub(super) fn place(after: &str) -> Option<Given> {
    match after {
        "" => Some(Given::Place(FeedPlace::default())),
        "now" => Some(Given::Now),
        text => {
            let (block, taken) = text.split_once('.')?;
            let number = |t: &str| t.parse::<i64>().ok().filter(|n| *n >= 0 && t.bytes().all(|b| b.is_ascii_digit()));
            Some(Given::Place(FeedPlace { block: number(block)?, taken: number(taken)? }))
        }
    }
}

pub(super) fn mark(place: FeedPlace) -> String {
    format!("{}.{}", place.block, place.taken)
}

/// Reads events, looking each name up once.
pub(super) struct Names {
    region: Region,
    departments: HashMap<i64, (String, String)>,
    codes: HashMap<(i64, i64), String>,
    matters: HashMap<i64, Option<String>>,
}

impl Names {
    pub(super) fn new(region: Region) -> Self {
        Self { region, departments: HashMap::new(), codes: HashMap::new(), matters: HashMap::new() }
    }

    /// What others may know of an event; `None` for one that is not theirs to know: drafts, and what is no event of a
    /// case.
    pub(super) fn change(&mut self, tx: &mut Tx<'_>, event: &Envelope) -> Result<Option<CaseChange>, StoreError> {
        if CASE_EVENTS.iter().all(|(kind, _)| *kind != event.kind) {
            return Ok(None);
        }
        let Some(row) = after_image(event, "service_case") else { return Ok(None) };
        let text = |name: &str| row.get(name).and_then(Value::as_str).map(str::to_owned);
        let number = |name: &str| row.get(name).and_then(Value::as_i64);
        let named =
            (text("case_no"), text("stage"), number("item_id"), number("item_version"), number("department_id"));
        let (Some(case_no), Some(stage), Some(item), Some(version), Some(department_id)) = named else {
            let place = format!("event {} {}", event.stream, event.seq);
            return Err(StoreError::Corrupt { place, why: "没有办件的样子".into() });
        };
        let (department, department_code) = self.department(tx, department_id)?;
        Ok(Some(CaseChange {
            id: format!("{}/{}", event.stream, event.seq),
            kind: event.kind.clone(),
            version: event.seq,
            item_code: self.item_code(tx, item, version)?,
            item_name: text("item_name").unwrap_or_default(),
            department,
            department_code,
            stage_label: Stage::label_of(&stage),
            stage,
            outcome: text("outcome"),
            happened_at: event.stamp.happened_at,
            entered_at: event.stamp.entered_at,
            source: event.stamp.source.as_str(),
            due_on: text("due_on"),
            foreign_no: text("foreign_no"),
            foreign_source: text("foreign_source"),
            matter_no: self.matter_no(tx, number("matter_id"))?,
            department_id: DepartmentId::new(department_id),
            case_no,
        }))
    }

    fn matter_no(&mut self, tx: &mut Tx<'_>, id: Option<i64>) -> Result<Option<String>, StoreError> {
        let Some(id) = id else { return Ok(None) };
        if let Some(known) = self.matters.get(&id) {
            return Ok(known.clone());
        }
        let no = chains::matter_number(tx, &self.region, MatterId::new(id))?;
        self.matters.insert(id, no.clone());
        Ok(no)
    }

    pub(super) fn department(&mut self, tx: &mut Tx<'_>, id: i64) -> Result<(String, String), StoreError> {
        if let Some(known) = self.departments.get(&id) {
            return Ok(known.clone());
        }
        let found = people::department(tx, &self.region, DepartmentId::new(id))?;
        let names = found.map(|d| (d.name, d.code)).unwrap_or_default();
        self.departments.insert(id, names.clone());
        Ok(names)
    }

    fn item_code(&mut self, tx: &mut Tx<'_>, id: i64, version: i64) -> Result<String, StoreError> {
        if let Some(known) = self.codes.get(&(id, version)) {
            return Ok(known.clone());
        }
        let code = rows::item_code_at(tx, &self.region, ItemId::new(id), version)?.unwrap_or_default();
        self.codes.insert((id, version), code.clone());
        Ok(code)
    }
}

/// The row of a table as the event left it.
pub(super) fn after_image<'a>(event: &'a Envelope, of: &str) -> Option<&'a Value> {
    event.after.iter().find_map(|change| match change.as_array()?.as_slice() {
        [verb, table, row] if verb == "put" && table == of => Some(row),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_leads_back_to_its_place() {
        for at in [FeedPlace::default(), FeedPlace { block: 7, taken: 1_999 }] {
            assert!(matches!(place(&mark(at)), Some(Given::Place(back)) if back == at));
        }
        for text in ["x", "1", "1.", ".1", "-1.0", "1.-2", "1.2.3", "+1.0", "1. 2", "99999999999999999999.0"] {
            assert!(place(text).is_none(), "{text}");
        }
    }
}
