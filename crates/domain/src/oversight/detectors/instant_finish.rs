//! D2 承诺件受理即办结: cases that take days, finished within minutes of the acceptance, or with one and the same
//! time for all steps. What is decided on the spot (即办件) is not looked at.

use jiff::Timestamp;

use super::{
    Detector, Evidence, Outcome, Profile, Row, Subject,
    share::{Mark, Question, by_share},
};
use crate::base::{CaseId, DepartmentId, ItemId, shanghai_text};

/// A finished case of an item with a promised limit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Course {
    /// Case.
    pub case: CaseId,
    /// Item.
    pub item: ItemId,
    /// Department.
    pub department: DepartmentId,
    /// Received.
    pub received_at: Timestamp,
    /// Accepted.
    pub accepted_at: Timestamp,
    /// Finished.
    pub finished_at: Timestamp,
}

/// Looks, item by item.
#[must_use]
pub fn instant_finish(courses: &[Course], profile: &Profile) -> Outcome {
    let minutes = profile.setting(Detector::InstantFinish).minutes;
    let finding = |part, whole| format!("{whole} 件承诺件中有 {part} 件受理后 {minutes} 分钟内办结，或各环节时间相同");
    let marks = courses.iter().map(|c| {
        let seconds = c.finished_at.duration_since(c.accepted_at).as_secs();
        let equal = c.received_at == c.accepted_at && c.accepted_at == c.finished_at;
        let quick = equal || (0..i64::from(minutes) * 60).contains(&seconds);
        let says = || format!("{} 受理，{} 办结", shanghai_text(c.accepted_at), shanghai_text(c.finished_at));
        Mark {
            subject: Subject::Item(c.item),
            item: Some(c.item),
            department: Some(c.department),
            evidence: quick.then(|| Evidence { row: Row::Case(c.case), says: says() }),
        }
    });
    let nothing = "这段时间没有办结的承诺件";
    by_share(&Question { detector: Detector::InstantFinish, profile, finding: &finding, nothing }, marks)
}
