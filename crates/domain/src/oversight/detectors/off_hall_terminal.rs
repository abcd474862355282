//! D6 终端或决定人不在大厅: acts at a terminal that is not on the hall's list, and decisions on resident items by
//! somebody without a letter in force. That nobody was authorised is a finding, not a fault of the decision.

use super::{
    Detector, Evidence, Outcome, Profile, Row, Subject,
    share::{Mark, Question, by_share},
};
use crate::base::{CaseId, DepartmentId, ItemId, StaffId};

/// Under what somebody decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DecidedBy {
    /// 首席事务代表, or the deputy.
    Representative,
    /// Somebody else in the hall to whom the letter gives it.
    Letter,
    /// Nobody's letter.
    Nobody,
}

/// An act on a case of a resident item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HallAct {
    /// Case.
    pub case: CaseId,
    /// Item.
    pub item: ItemId,
    /// Department.
    pub department: DepartmentId,
    /// Who.
    pub by: StaffId,
    /// The terminal, as the session named it.
    pub terminal: String,
    /// Under what it was decided; `None` = no decision.
    pub decided: Option<DecidedBy>,
}

/// Looks, person by person. Where the county keeps no list of the hall's terminals, decisions alone are looked at.
#[must_use]
pub fn off_hall_terminal(acts: &[HallAct], profile: &Profile) -> Outcome {
    let listed = !profile.hall.terminals.is_empty();
    let looked = acts.iter().filter(|a| listed || a.decided.is_some());
    let marks = looked.map(|a| {
        let outside = listed && !profile.hall.has_terminal(&a.terminal);
        let bare = a.decided == Some(DecidedBy::Nobody);
        let says = match (outside, bare) {
            (true, true) => Some(format!("终端 {} 不在大厅清单，作决定时没有授权书", a.terminal)),
            (true, false) => Some(format!("终端 {} 不在大厅清单", a.terminal)),
            (false, true) => Some("作决定时没有授权书".to_owned()),
            (false, false) => None,
        };
        Mark {
            subject: Subject::Person(a.by),
            item: Some(a.item),
            department: Some(a.department),
            evidence: says.map(|says| Evidence { row: Row::Case(a.case), says }),
        }
    });
    let finding = |part, whole| format!("进驻事项的 {whole} 次办理中有 {part} 次不在大厅终端，或没有授权书");
    let nothing = "没有大厅终端清单，这段时间进驻事项也没有作过决定";
    let question = Question { detector: Detector::OffHallTerminal, profile, finding: &finding, nothing };
    match (by_share(&question, marks), listed) {
        (Outcome::Tested(mut tested), false) => {
            tested.left_out.push("没有大厅终端清单，只比对了决定人有没有授权书".to_owned());
            Outcome::Tested(tested)
        }
        (outcome @ (Outcome::Tested(_) | Outcome::NoData(_) | Outcome::Off), _) => outcome,
    }
}
