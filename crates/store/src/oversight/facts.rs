//! What the detectors look at (监测所用的办件): cases with their times, and the acts on them with the desk they were
//! done at.

use domain::base::{CaseId, DepartmentId, ItemId, PersonId, Region, StaffId};
use jiff::{Timestamp, civil::Date};

use crate::{
    seam::{Row, StoreError, Tx},
    vals,
};

/// A case as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseFact {
    /// Case.
    pub id: CaseId,
    /// 办件编号.
    pub no: String,
    /// Item.
    pub item: ItemId,
    /// Its name when the case was filed.
    pub item_name: String,
    /// Who decides.
    pub department: DepartmentId,
    /// Applicant.
    pub person: PersonId,
    /// `person` or `organisation`.
    pub applicant_kind: String,
    /// Their wrapped key; `None` where it was erased.
    pub wrapped: Option<Vec<u8>>,
    /// Sealed name.
    pub name: Vec<u8>,
    /// Sealed code.
    pub code: Vec<u8>,
    /// Sealed telephone.
    pub phone: Vec<u8>,
    /// How it came in.
    pub channel: String,
    /// The system it comes from; empty = it began here.
    pub source: String,
    /// Received.
    pub received_at: Timestamp,
    /// The day of that.
    pub received_on: Date,
    /// Accepted; `None` = not yet.
    pub accepted_at: Option<Timestamp>,
    /// The day of that.
    pub accepted_on: Option<Date>,
    /// Decided.
    pub decided_at: Option<Timestamp>,
    /// A letter let whoever decided do so.
    pub under_letter: bool,
    /// By whom, where it was here.
    pub decided_by: Option<StaffId>,
    /// Completed.
    pub completed_at: Option<Timestamp>,
    /// Number of the result; empty = none.
    pub result_no: String,
    /// How it ended, where it was decided.
    pub outcome: Option<String>,
}

fn case(r: &Row) -> Result<CaseFact, StoreError> {
    // Cases of before the life of cases hold their acceptance where others hold their receipt.
    let first = |name: &str, other: &str| r.opt_instant(name).and_then(|at| at.map_or_else(|| r.instant(other), Ok));
    let received_on = r.opt_date("received_on")?.map_or_else(|| r.date("accepted_on"), Ok)?;
    Ok(CaseFact {
        id: CaseId::new(r.int("id")?),
        no: r.text("case_no")?,
        item: ItemId::new(r.int("item_id")?),
        item_name: r.text("item_name")?,
        department: DepartmentId::new(r.int("department_id")?),
        person: PersonId::new(r.int("person_id")?),
        applicant_kind: r.text("applicant_kind")?,
        wrapped: r.opt_bytes("wrapped")?,
        name: r.bytes("applicant_name")?,
        code: r.bytes("applicant_code")?,
        phone: r.bytes("contact_phone")?,
        channel: r.opt_text("channel")?.unwrap_or_default(),
        source: r.opt_text("foreign_source")?.unwrap_or_default(),
        received_at: first("received_at", "accepted_at")?,
        received_on,
        accepted_at: r.opt_instant("accepted_at")?,
        accepted_on: r.opt_date("accepted_on")?,
        decided_at: r.opt_instant("decided_at")?,
        under_letter: r.opt_int("decided_under")?.is_some(),
        decided_by: r.opt_int("decided_by")?.map(StaffId::new),
        completed_at: r.opt_instant("completed_at")?,
        result_no: r.opt_text("result_no")?.unwrap_or_default(),
        outcome: r.opt_text("outcome")?,
    })
}

/// Cases received from a day to another, both counted, without drafts and what was voided, by id.
pub fn case_facts(tx: &mut Tx<'_>, region: &Region, (from, to): (Date, Date)) -> Result<Vec<CaseFact>, StoreError> {
    tx.rows(
        "SELECT c.id AS id, c.case_no AS case_no, c.item_id AS item_id, c.item_name AS item_name, \
         c.department_id AS department_id, c.person_id AS person_id, c.applicant_kind AS applicant_kind, \
         k.wrapped AS wrapped, c.applicant_name AS applicant_name, c.applicant_code AS applicant_code, \
         c.contact_phone AS contact_phone, c.channel AS channel, c.foreign_source AS foreign_source, \
         c.received_at AS received_at, c.received_on AS received_on, c.accepted_at AS accepted_at, \
         c.accepted_on AS accepted_on, c.decided_at AS decided_at, c.decided_under AS decided_under, \
         c.decided_by AS decided_by, c.completed_at AS completed_at, c.result_no AS result_no, c.outcome AS outcome \
         FROM service_case c LEFT JOIN person_key k ON k.region = c.region AND k.person_id = c.person_id \
         WHERE c.region = $1 AND c.stage <> 'draft' AND coalesce(c.received_on, c.accepted_on) >= $2 \
         AND coalesce(c.received_on, c.accepted_on) <= $3 ORDER BY c.id",
        vals![region, from, to],
    )?
    .iter()
    .map(case)
    .collect()
}

/// An act on a case, from its event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseAct {
    /// Case.
    pub case: CaseId,
    /// Place in the case's chain, from 1.
    pub seq: i64,
    /// What, such as `case.accepted`.
    pub kind: String,
    /// When it happened, as it is claimed.
    pub happened_at: Timestamp,
    /// When it was entered.
    pub entered_at: Timestamp,
    /// Who, where it was somebody of the house.
    pub by: Option<StaffId>,
    /// Which terminal.
    pub terminal: String,
    /// `live`, `imported` or `backfilled`.
    pub source: String,
}

/// Acts on cases that were entered from an instant to before another, case by case in their order. Of an actor the
/// id stands before the name.
pub fn case_acts(
    tx: &mut Tx<'_>,
    region: &Region,
    (since, before): (Timestamp, Timestamp),
) -> Result<Vec<CaseAct>, StoreError> {
    // `0` is the character after `/`: these are the streams that begin with `case/`.
    tx.rows(
        "SELECT stream, seq, kind, happened_at, entered_at, actor, terminal, source FROM event WHERE region = $1 \
         AND stream >= 'case/' AND stream < 'case0' AND entered_at >= $2 AND entered_at < $3 ORDER BY stream, seq",
        vals![region, since, before],
    )?
    .iter()
    .map(|r| {
        let stream = r.text("stream")?;
        let id = stream.strip_prefix("case/").and_then(|id| id.parse().ok());
        let actor = r.text("actor")?;
        let by = actor.split_once(' ').and_then(|(id, _)| id.parse().ok()).map(StaffId::new);
        Ok(CaseAct {
            case: CaseId::new(id.ok_or_else(|| StoreError::corrupt("event.stream", stream.clone()))?),
            seq: r.int("seq")?,
            kind: r.text("kind")?,
            happened_at: r.instant("happened_at")?,
            entered_at: r.instant("entered_at")?,
            by,
            terminal: r.text("terminal")?,
            source: r.text("source")?,
        })
    })
    .collect()
}

/// The days on which certificates of cases were issued, by case, for those issued from a day on.
pub fn certificate_days(tx: &mut Tx<'_>, region: &Region, from: Date) -> Result<Vec<(CaseId, Date)>, StoreError> {
    tx.rows(
        "SELECT case_id, issued_on FROM certificate WHERE region = $1 AND case_id IS NOT NULL AND issued_on >= $2 \
         ORDER BY case_id, id",
        vals![region, from],
    )?
    .iter()
    .map(|r| Ok((CaseId::new(r.int("case_id")?), r.date("issued_on")?)))
    .collect()
}

/// The day on which the department last took a case up before it was decided, as its journal has it (接件); `None` where
/// nobody did, or where the case came in decided.
pub fn taken_up_at(tx: &mut Tx<'_>, region: &Region, case: CaseId) -> Result<Option<Timestamp>, StoreError> {
    tx.row(
        "SELECT happened_at FROM event WHERE region = $1 AND stream = $2 AND kind = 'case.taken_up' \
         ORDER BY seq DESC LIMIT 1",
        vals![region, format!("case/{case}")],
    )?
    .map(|r| r.instant("happened_at"))
    .transpose()
}

/// A case as somebody of the house took it in at a window.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WindowEntry {
    /// When it was entered.
    pub at: Timestamp,
    /// Which terminal.
    pub terminal: String,
}

/// The entries of cases that came in at a window and were not imported, from an instant to before another.
pub fn window_entries(
    tx: &mut Tx<'_>,
    region: &Region,
    (since, before): (Timestamp, Timestamp),
) -> Result<Vec<WindowEntry>, StoreError> {
    tx.rows(
        "SELECT e.entered_at AS entered_at, e.terminal AS terminal FROM service_case c \
         JOIN event e ON e.region = c.region AND e.stream = 'case/' || CAST(c.id AS TEXT) AND e.seq = 1 \
         WHERE c.region = $1 AND c.channel = 'window' AND c.received_at >= $2 AND c.received_at < $3 \
         AND e.source <> 'imported' ORDER BY c.id",
        vals![region, since, before],
    )?
    .iter()
    .map(|r| Ok(WindowEntry { at: r.instant("entered_at")?, terminal: r.text("terminal")? }))
    .collect()
}
