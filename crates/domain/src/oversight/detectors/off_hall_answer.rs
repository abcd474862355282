//! D12 群众反映大厅外办理: applicants who choose “需要到实体大厅以外的办公场所提交材料” or “被要求在大厅外先办理，再到窗口
//! 重新申报” (options 104 and 106 of the national list, now out of use, domain §5.3), or one of those in use by which the
//! same is felt: sent between windows and departments (113), asked for what the guide does not name (109), made to come
//! or to hand in again (114, 210). Which, is data. One may press a wrong button, and a guide may be out of date: the
//! usual share of the profile and the share of all others stand for that.

use super::{
    Detector, Evidence, Outcome, Profile, Row, Subject,
    share::{Mark, Question, by_share},
};
use crate::base::{CaseId, DepartmentId, ItemId};

/// An answer in a review or on the telephone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// Where it stands.
    pub row: Row,
    /// The case it is about.
    pub case: CaseId,
    /// Item.
    pub item: ItemId,
    /// Department.
    pub department: DepartmentId,
    /// Options that were chosen, as the national list numbers them or the county does.
    pub options: Vec<String>,
    /// The answer in words, without the person; empty = the option says enough.
    pub says: String,
}

/// Looks, item by item. `answers` is `None` where the county collects none.
#[must_use]
pub fn off_hall_answer(answers: Option<&[Answer]>, profile: &Profile) -> Outcome {
    let marks = answers.unwrap_or_default().iter().map(|a| {
        let chosen = a.options.iter().find(|o| profile.off_hall_options.contains(o));
        let words = |option: &str| match a.says.as_str() {
            "" => format!("选择了 {option}"),
            says => says.to_owned(),
        };
        Mark {
            subject: Subject::Item(a.item),
            item: Some(a.item),
            department: Some(a.department),
            evidence: chosen.map(|o| Evidence { row: a.row.clone(), says: words(o) }),
        }
    });
    let finding =
        |part, whole| format!("{whole} 位申请人的回访和评价中有 {part} 位说在大厅以外办理，或被多要材料、多跑");
    let nothing = "还没有回访或评价的回答，这一项不能比对";
    by_share(&Question { detector: Detector::OffHallAnswer, profile, finding: &finding, nothing }, marks)
}
