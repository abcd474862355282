//! Sources of rows that stand left of the evaluation, a file each: clocks of cases, intake, calls, ratings,
//! questionnaires, stations.

pub(crate) mod calls;
pub(crate) mod cases;
pub(crate) mod intake;
pub(crate) mod questionnaires;
pub(crate) mod reviews;
pub(crate) mod stations;

use domain::{
    base::{Satisfaction, StaffId, shanghai_midnight},
    cases::{Accepter, Case},
    evaluation::Period,
};
use jiff::{Timestamp, ToSpan as _};

/// From the first instant of a period to the first after it.
pub(crate) fn span(period: Period) -> (Timestamp, Timestamp) {
    (shanghai_midnight(period.first_day()), shanghai_midnight(period.last_day().saturating_add(1.days())))
}

/// Who took a case in: whoever accepted it, or else received it.
pub(super) fn taken_in_by(case: &Case) -> Option<StaffId> {
    let accepted = case.stage.acceptance().and_then(|a| match a.by {
        Accepter::Staff(id) => Some(id),
        Accepter::Silence | Accepter::Elsewhere | Accepter::Notices => None,
    });
    accepted.or(case.receipt.by)
}

/// Levels as points (domain §5.7).
pub(super) fn points(level: Satisfaction) -> f64 {
    f64::from(level.stars()) * 20.0
}

/// 1 or 0.
pub(super) fn share(is_so: bool) -> f64 {
    f64::from(u8::from(is_so))
}
