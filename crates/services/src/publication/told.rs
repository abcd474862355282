//! What a subscription is told of (推送内容): an event of a case, of a matter with the departments that have a part in it, or
//! of a card or an order of the watch.

use domain::{
    base::{DepartmentId, Region},
    publication::{MATTER_EVENTS, Subscription},
};
use serde_json::Value;
use store::{StoreError, Tx, journal::Envelope};

use super::{
    CaseChange, MatterChange, WatchChange,
    changes::Names,
    cloud_event::{envelope, matter_envelope, watch_envelope},
    matter_changes::Known,
    watch_changes,
};

/// One event as it is sent.
#[derive(Debug, Clone)]
pub(super) enum Told {
    /// Of a case.
    Case(Box<CaseChange>),
    /// Of a matter.
    Matter(Box<MatterChange>, Vec<DepartmentId>),
    /// Of a card or a supervision order.
    Watch(Box<WatchChange>),
}

impl Told {
    /// The same at every repetition.
    pub(super) fn id(&self) -> &str {
        match self {
            Self::Case(change) => &change.id,
            Self::Matter(change, _) => &change.id,
            Self::Watch(change) => &change.id,
        }
    }

    /// What happened.
    pub(super) fn kind(&self) -> &str {
        match self {
            Self::Case(change) => &change.kind,
            Self::Matter(change, _) => &change.kind,
            Self::Watch(change) => &change.kind,
        }
    }

    /// 办件编号 or 一件事编号; under the watch the case's.
    pub(super) fn number(&self) -> &str {
        match self {
            Self::Case(change) => &change.case_no,
            Self::Matter(change, _) => &change.matter_no,
            Self::Watch(change) => &change.case_no,
        }
    }

    /// Place in its stream.
    pub(super) fn version(&self) -> i64 {
        match self {
            Self::Case(change) => change.version,
            Self::Matter(change, _) => change.version,
            Self::Watch(change) => change.version,
        }
    }

    /// As it is sent.
    pub(super) fn envelope(&self, region: &Region) -> Value {
        match self {
            Self::Case(change) => envelope(region, change),
            Self::Matter(change, _) => matter_envelope(region, change),
            Self::Watch(change) => watch_envelope(region, change),
        }
    }

    /// Whether a subscription is told of it. A system that is told of its own alone is told of the cases that it handed on:
    /// no matter is one.
    pub(super) fn is_for(&self, subscription: &Subscription, own: Option<&String>) -> bool {
        match self {
            Self::Case(change) => {
                let known = own.is_none() || own == change.foreign_source.as_ref();
                known && subscription.wants(&change.kind, change.department_id)
            }
            Self::Matter(change, offices) => own.is_none() && subscription.wants_of_matter(&change.kind, offices),
            Self::Watch(change) => {
                let department = (!change.at_window).then_some(change.department_id);
                own.is_none() && subscription.wants_of_watch(&change.kind, department)
            }
        }
    }
}

/// Reads events of all kinds, looking each name up once.
pub(super) struct Reader {
    region: Region,
    cases: Names,
    matters: Known,
}

impl Reader {
    pub(super) fn new(region: Region) -> Self {
        Self { region, cases: Names::new(region), matters: Known::new(region) }
    }

    /// What others may know of an event; `None` for one that is not theirs to know.
    pub(super) fn told(&mut self, tx: &mut Tx<'_>, event: &Envelope) -> Result<Option<Told>, StoreError> {
        if event.stream.starts_with("oversight/") {
            let change = watch_changes::change(&mut self.cases, tx, &self.region, event)?;
            return Ok(change.map(|change| Told::Watch(Box::new(change))));
        }
        if !event.stream.starts_with("matter/") {
            return Ok(self.cases.change(tx, event)?.map(|change| Told::Case(Box::new(change))));
        }
        if MATTER_EVENTS.iter().all(|(kind, _)| *kind != event.kind) {
            return Ok(None);
        }
        let change = self.matters.change(tx, event, &|no: &str| format!("/api/matters/{no}"))?;
        Ok(Some(Told::Matter(Box::new(change), self.matters.offices(tx, event)?.to_vec())))
    }
}
