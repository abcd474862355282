//! D4 大厅时间以外办理: acts at a desk of the hall while the hall is closed. What applicants send in online, and
//! what comes from other systems, is not looked at.

use jiff::Timestamp;

use super::{
    Detector, Evidence, Outcome, Profile, Row, Subject,
    share::{Mark, Question, by_share},
};
use crate::base::{Calendar, CaseId, DepartmentId, ItemId, StaffId, shanghai_text};

/// An act at a desk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moment {
    /// Case.
    pub case: CaseId,
    /// Item.
    pub item: ItemId,
    /// Department.
    pub department: DepartmentId,
    /// Who.
    pub by: StaffId,
    /// When it was entered.
    pub at: Timestamp,
    /// What, in a word: 受理, 决定.
    pub act: &'static str,
}

/// Looks, person by person.
#[must_use]
pub fn off_hours(moments: &[Moment], profile: &Profile, calendar: &Calendar) -> Outcome {
    let marks = moments.iter().map(|m| Mark {
        subject: Subject::Person(m.by),
        item: Some(m.item),
        department: Some(m.department),
        evidence: (!profile.hall.is_open(m.at, calendar))
            .then(|| Evidence { row: Row::Case(m.case), says: format!("{} {}", shanghai_text(m.at), m.act) }),
    });
    let finding = |part, whole| format!("{whole} 次办理中有 {part} 次不在大厅时间");
    let nothing = "这段时间没有窗口办理的记录";
    by_share(&Question { detector: Detector::OffHours, profile, finding: &finding, nothing }, marks)
}
