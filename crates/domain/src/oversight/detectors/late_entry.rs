//! D11 事后补录: what was entered long after it happened, or said to be entered afterwards. Cases of systems that can
//! only come late (垂管系统, named in the profile) are not looked at.

use jiff::Timestamp;

use super::{
    Detector, Evidence, Outcome, Profile, Row, Subject,
    share::{Mark, Question, by_share},
};
use crate::base::{CaseId, DepartmentId, ItemId, StaffId, shanghai_text};

/// A case as it was entered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Typed {
    /// Case.
    pub case: CaseId,
    /// Item.
    pub item: ItemId,
    /// Department.
    pub department: DepartmentId,
    /// Who entered it; `None` = an import, which is the department's.
    pub by: Option<StaffId>,
    /// When it happened, as it is claimed.
    pub happened_at: Timestamp,
    /// When it was entered.
    pub entered_at: Timestamp,
    /// It says of itself that it was entered afterwards.
    pub backfilled: bool,
    /// The system it comes from; empty = it began here.
    pub source: String,
}

/// Looks, by whoever entered.
#[must_use]
pub fn late_entry(cases: &[Typed], profile: &Profile) -> Outcome {
    let minutes = i64::from(profile.setting(Detector::LateEntry).minutes);
    let from_above = |c: &&Typed| profile.late_sources.iter().any(|s| !s.is_empty() && c.source.contains(s.as_str()));
    let marks = cases.iter().filter(|c| !from_above(c)).map(|c| {
        let lag = c.entered_at.duration_since(c.happened_at).as_mins();
        let late = c.backfilled || lag >= minutes;
        let says = || format!("{} 发生，{} 才录入", shanghai_text(c.happened_at), shanghai_text(c.entered_at));
        Mark {
            subject: c.by.map_or(Subject::Department(c.department), Subject::Person),
            item: Some(c.item),
            department: Some(c.department),
            evidence: late.then(|| Evidence { row: Row::Case(c.case), says: says() }),
        }
    });
    let finding = |part, whole| format!("{whole} 件中有 {part} 件是事后补录的");
    let nothing = "这段时间没有录入的办件";
    let question = Question { detector: Detector::LateEntry, profile, finding: &finding, nothing };
    let left = cases.iter().filter(from_above).count();
    match by_share(&question, marks) {
        Outcome::Tested(mut tested) => {
            if left > 0 {
                tested.left_out.push(format!("{left} 件来自只能事后导入的系统，没有算在内"));
            }
            Outcome::Tested(tested)
        }
        outcome @ (Outcome::NoData(_) | Outcome::Off) => outcome,
    }
}
