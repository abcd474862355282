//! D9 两头受理: a department's own system that has taken in far more of an item than the hall has.

use super::{Detector, Evidence, Lead, Outcome, Profile, Subject, Tested, lead::MOST_ROWS};
use crate::base::{DepartmentId, ItemId};

/// Both doors of an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Doors {
    /// Item.
    pub item: ItemId,
    /// Department.
    pub department: DepartmentId,
    /// Cases of the hall in the days looked at.
    pub hall: u64,
    /// Lines of the department's list in those days.
    pub elsewhere: u64,
    /// Those of them for which no case of the hall was found.
    pub bare: Vec<Evidence>,
}

/// Looks, item by item. An item without any case in the hall is the business of D1. `doors` is `None` where no list
/// of a department's system was imported.
#[must_use]
pub fn two_doors(doors: Option<&[Doors]>, profile: &Profile) -> Outcome {
    let Some(doors) = doors else {
        return Outcome::NoData("没有导入部门自建系统的办件清单，这一项不能比对".to_owned());
    };
    let setting = profile.setting(Detector::TwoDoors);
    let rows = doors.iter().map(|d| d.elsewhere).sum();
    let mut tested = Tested { subjects: doors.len() as u64, rows, ..Tested::default() };
    for door in doors.iter().filter(|d| d.hall > 0) {
        let bare = door.bare.len() as u64;
        let far_more = bare * 10 >= door.hall * u64::from(setting.times_tenths);
        if bare < u64::from(setting.at_least) || !far_more {
            continue;
        }
        tested.leads.push(Lead {
            detector: Detector::TwoDoors,
            subject: Subject::Item(door.item),
            item: Some(door.item),
            department: Some(door.department),
            person: None,
            part: bare,
            whole: door.elsewhere,
            usual_per_10000: None,
            one_in: None,
            finding: format!("大厅办了 {} 件，部门系统另有 {bare} 件在大厅查不到", door.hall),
            evidence: door.bare.iter().take(MOST_ROWS).cloned().collect(),
        });
    }
    Outcome::Tested(tested)
}
