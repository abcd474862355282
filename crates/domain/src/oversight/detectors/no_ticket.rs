//! D7 窗口件没有取号: cases of the windows for which nobody drew a ticket or had an appointment.

use super::{
    Detector, Evidence, Outcome, Profile, Row, Subject,
    share::{Mark, Question, by_share},
};
use crate::base::{CaseId, DepartmentId, ItemId, StaffId};

/// A case taken in at a window on a day for which the queue's list is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WindowCase {
    /// Case.
    pub case: CaseId,
    /// Item.
    pub item: ItemId,
    /// Department.
    pub department: DepartmentId,
    /// Who took it in.
    pub by: StaffId,
    /// Its ticket or appointment was found.
    pub ticket: bool,
}

/// Looks, person by person. `cases` is `None` where no list of the queue was imported.
#[must_use]
pub fn no_ticket(cases: Option<&[WindowCase]>, profile: &Profile) -> Outcome {
    let nothing = "没有叫号机或预约的记录，这一项不能比对";
    let marks = cases.unwrap_or_default().iter().map(|c| Mark {
        subject: Subject::Person(c.by),
        item: Some(c.item),
        department: Some(c.department),
        evidence: (!c.ticket)
            .then(|| Evidence {
                row: Row::Case(c.case), says: "窗口受理，没有取号也没有预约".to_owned()
            }),
    });
    let finding = |part, whole| format!("窗口受理的 {whole} 件中有 {part} 件没有取号也没有预约");
    by_share(&Question { detector: Detector::NoTicket, profile, finding: &finding, nothing }, marks)
}
