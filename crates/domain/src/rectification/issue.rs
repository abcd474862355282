//! Opening orders (交办), one or a whole batch. That no subject has two open ones from the same source is
//! looked up by whoever loads the register; here stands what can be told from the row itself.

use jiff::{Timestamp, ToSpan as _, civil::Date};
use serde::{Deserialize, Serialize};

use super::{
    Order, OrderNo, Refusal, Source, Stage, Subject,
    refusal::{short_enough, words},
};
use crate::base::{DepartmentId, OrderId, StaffId};

/// Most orders that are opened in one go.
pub const LARGEST_BATCH: usize = 1_000;

/// What a row of a gap list, or a form, asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewOrder {
    /// Who found it.
    pub source: Source,
    /// What of the source: the indicator's id for a gap.
    pub source_ref: String,
    /// What it is about.
    pub subject: Subject,
    /// Department that must act.
    pub department: Option<DepartmentId>,
    /// Name of the unit, for stations and townships; with a department, the department's name.
    pub unit_name: String,
    /// What holds it up; may be empty.
    pub blocker: String,
    /// What this row needs; used where the batch says nothing in common.
    pub requirement: String,
    /// How it stands now, in words; may be empty.
    pub was: String,
}

/// What the office adds to a row.
#[derive(Debug, Clone, Copy)]
pub struct Opening<'a> {
    /// Id.
    pub id: OrderId,
    /// Number.
    pub no: OrderNo,
    /// Orders opened together share it.
    pub batch: Option<i64>,
    /// Who.
    pub by: StaffId,
    /// Instant.
    pub at: Timestamp,
    /// The civil day of that.
    pub today: Date,
    /// Last day for the answer.
    pub due_on: Date,
    /// What all rows of the batch need; empty = what each row says.
    pub requirement: &'a str,
}

/// Opens one order.
///
/// # Errors
/// No unit, no requirement, a text too long, or a day that cannot be meant.
pub fn issue(new: &NewOrder, opening: &Opening<'_>) -> Result<(Order, OrderIssued), Refusal> {
    due_day(opening.due_on, opening.today)?;
    let unit_name = new.unit_name.trim();
    if unit_name.is_empty() {
        return Err(Refusal::UnitMissing(new.subject.name.clone()));
    }
    let requirement = match opening.requirement.trim() {
        "" => &new.requirement,
        common => common,
    };
    let order = Order {
        id: opening.id,
        version: 1,
        no: opening.no,
        source: new.source,
        source_ref: new.source_ref.trim().to_owned(),
        subject: new.subject.clone(),
        department: new.department,
        unit_name: unit_name.to_owned(),
        blocker: short_enough(&new.blocker, "堵点")?,
        requirement: words(requirement, "整改要求", Refusal::RequirementMissing)?,
        was: short_enough(&new.was, "交办时情况")?,
        batch: opening.batch,
        issued_at: opening.at,
        issued_by: opening.by,
        due_on: opening.due_on,
        stage: Stage::Issued(None),
        reminded_on: None,
    };
    let event = OrderIssued {
        order_no: order.no.to_string(),
        source: order.source.as_str().to_owned(),
        source_ref: order.source_ref.clone(),
        subject: order.subject.name.clone(),
        unit: order.unit_name.clone(),
        requirement: order.requirement.clone(),
        was: order.was.clone(),
        due_on: order.due_on,
    };
    Ok((order, event))
}

/// A last day that can be meant: from today, at most two years on.
pub(super) fn due_day(due_on: Date, today: Date) -> Result<(), Refusal> {
    if due_on < today {
        return Err(Refusal::DuePast(today));
    }
    if due_on > today.saturating_add(2.years()) {
        return Err(Refusal::DueTooFar);
    }
    Ok(())
}

/// Event: an order was issued.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderIssued {
    /// 整改单号.
    pub order_no: String,
    /// Source word.
    pub source: String,
    /// What of the source.
    pub source_ref: String,
    /// Name of the subject.
    pub subject: String,
    /// Who must act.
    pub unit: String,
    /// What must be done.
    pub requirement: String,
    /// How it stood.
    pub was: String,
    /// Last day for the answer.
    pub due_on: Date,
}
