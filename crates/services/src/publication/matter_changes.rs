//! What happened to matters, for other systems (一件事变化): number, chain, stage, member and times of each event, and where
//! the matter can be read; nothing about the person. Read from the sealed journal, as the feed of cases.

use std::collections::HashMap;

use domain::{
    base::{DepartmentId, MatterId, Region},
    chains::{Finish, MatterStage},
    people::{Act, Desk, Reach, reach},
};
use jiff::Timestamp;
use serde::Serialize;
use serde_json::Value;
use store::{
    StoreError, Tx, chains,
    journal::Envelope,
    publication::{self as rows, FeedPlace},
};

use super::changes::{ChangesRefusal, Given, MOST_CHANGES, Names, after_image, mark, place};
use crate::{Bureau, Failure};

/// Events of one act at most: the row stands at its last one.
const ONE_ACT: i64 = 100;

/// One event of a matter, as others may know it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MatterChange {
    /// The same at every repetition: stream and place of the event.
    pub id: String,
    /// What happened, such as `matter.accepted`.
    pub kind: String,
    /// 一件事编号.
    pub matter_no: String,
    /// Where it can be read.
    pub address: String,
    /// Version of the matter that the event made; rises by one with each.
    pub version: i64,
    /// 一件事编码.
    pub chain: String,
    /// Its name when the matter was filed.
    pub chain_name: String,
    /// 牵头部门.
    pub lead: String,
    /// Its code.
    pub lead_code: String,
    /// Key of the member that it is about, where it is about one.
    pub member: Option<String>,
    /// Where the matter stands after the act that the event belongs to.
    pub stage: String,
    /// The same as a label.
    pub stage_label: &'static str,
    /// How it ended, once it is over.
    pub finish: Option<String>,
    /// Last day of the whole, as far as it is known.
    pub due_on: Option<String>,
    /// When it happened, UTC.
    pub happened_at: Timestamp,
    /// When it was entered, UTC.
    pub entered_at: Timestamp,
    /// `live`, `imported`, `backfilled`.
    pub source: &'static str,
}

/// A part of the feed.
#[derive(Debug, Clone)]
pub struct MatterChanges {
    /// In their order.
    pub changes: Vec<MatterChange>,
    /// To be sent back as `after`; always there, so that the feed can be asked again later.
    pub next: String,
    /// There was more behind it when it was read.
    pub more: bool,
}

/// The feed behind a mark: all of the county, or of the matters in which the asker's department has a part. `address`
/// gives the address of a matter by its number.
pub fn matter_changes(
    bureau: &Bureau,
    desk: &Desk,
    (after, limit): (&str, usize),
    address: impl Fn(&str) -> String,
) -> Result<MatterChanges, Failure<ChangesRefusal>> {
    let reach = reach(desk, Act::CaseList)?;
    let region = *bureau.region();
    let given = place(after).ok_or(Failure::Refused(ChangesRefusal::After))?;
    Ok(bureau.db().read(|tx| {
        let from: FeedPlace = match given {
            Given::Now => rows::feed_end(tx, &region)?,
            Given::Place(place) => place,
        };
        let part = rows::matter_feed(tx, &region, from, limit.clamp(1, MOST_CHANGES))?;
        let mut known = Known::new(region);
        let mut changes = Vec::new();
        for event in &part.events {
            if known.covers(tx, reach, &event.envelope)? {
                changes.push(known.change(tx, &event.envelope, &address)?);
            }
        }
        Ok(MatterChanges { changes, next: mark(part.reached), more: !part.ended })
    })?)
}

/// What was looked up already.
pub(super) struct Known {
    region: Region,
    names: Names,
    offices: HashMap<i64, Vec<DepartmentId>>,
}

impl Known {
    pub(super) fn new(region: Region) -> Self {
        Self { region, names: Names::new(region), offices: HashMap::new() }
    }

    /// Departments that have a part in the matter of an event.
    pub(super) fn offices(&mut self, tx: &mut Tx<'_>, event: &Envelope) -> Result<&[DepartmentId], StoreError> {
        let id = id_of(event)?;
        if !self.offices.contains_key(&id) {
            let found = chains::matter_offices(tx, &self.region, MatterId::new(id))?;
            self.offices.insert(id, found);
        }
        Ok(self.offices.get(&id).map(Vec::as_slice).unwrap_or_default())
    }

    fn covers(&mut self, tx: &mut Tx<'_>, reach: Reach, event: &Envelope) -> Result<bool, StoreError> {
        if reach == Reach::County {
            return Ok(true);
        }
        Ok(self.offices(tx, event)?.iter().any(|o| reach.covers(*o)))
    }

    pub(super) fn change(
        &mut self,
        tx: &mut Tx<'_>,
        event: &Envelope,
        address: &impl Fn(&str) -> String,
    ) -> Result<MatterChange, StoreError> {
        let row = self.row_after(tx, event)?;
        let text = |name: &str| row.get(name).and_then(Value::as_str).map(str::to_owned);
        let stage = text("stage").and_then(|word| MatterStage::parse(&word));
        let lead = row.get("lead_department_id").and_then(Value::as_i64);
        let (Some(matter_no), Some(stage), Some(lead)) = (text("matter_no"), stage, lead) else {
            return Err(strange(event));
        };
        let (lead, lead_code) = self.names.department(tx, lead)?;
        Ok(MatterChange {
            id: format!("{}/{}", event.stream, event.seq),
            kind: event.kind.clone(),
            address: address(&matter_no),
            matter_no,
            version: event.seq,
            chain: text("chain_code").unwrap_or_default(),
            chain_name: text("chain_name").unwrap_or_default(),
            lead,
            lead_code,
            member: event.facts.get("member").and_then(Value::as_str).map(str::to_owned),
            stage: stage.as_str().to_owned(),
            stage_label: stage.label(),
            finish: text("finish").filter(|word| Finish::ALL.iter().any(|f| f.as_str() == word)),
            due_on: text("due_on"),
            happened_at: event.stamp.happened_at,
            entered_at: event.stamp.entered_at,
            source: event.stamp.source.as_str(),
        })
    }

    /// The matter's row as the act left it: at the event itself or at a later one of the same act.
    fn row_after(&self, tx: &mut Tx<'_>, event: &Envelope) -> Result<Value, StoreError> {
        if let Some(row) = after_image(event, "matter") {
            return Ok(row.clone());
        }
        for seq in event.seq + 1..=event.seq + ONE_ACT {
            let Some(next) = rows::feed_event(tx, &self.region, &event.stream, seq)? else { break };
            if let Some(row) = after_image(&next, "matter") {
                return Ok(row.clone());
            }
        }
        Err(strange(event))
    }
}

fn id_of(event: &Envelope) -> Result<i64, StoreError> {
    event.stream.strip_prefix("matter/").and_then(|id| id.parse().ok()).ok_or_else(|| strange(event))
}

fn strange(event: &Envelope) -> StoreError {
    StoreError::Corrupt {
        place: format!("event {} {}", event.stream, event.seq), why: "没有一件事的样子".into()
    }
}
