//! D10 指南地址不在大厅: the guide of a resident item names a place that is not the hall's.

use super::{Detector, Evidence, Lead, Outcome, Profile, Row, Subject, Tested};
use crate::base::{DepartmentId, ItemId};

/// Where a guide sends people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GuidePlace {
    /// Item, resident.
    pub item: ItemId,
    /// Department.
    pub department: DepartmentId,
    /// 办理地点 as the guide has it; empty = it names none.
    pub address: String,
}

/// Looks, item by item.
#[must_use]
pub fn guide_address(places: &[GuidePlace], profile: &Profile) -> Outcome {
    if profile.hall.places.is_empty() {
        return Outcome::NoData("监测口径里没有大厅的名称和地址，请先填写".to_owned());
    }
    let named: Vec<&GuidePlace> = places.iter().filter(|p| !p.address.trim().is_empty()).collect();
    if named.is_empty() {
        return Outcome::NoData("进驻事项的指南都没有填办理地点".to_owned());
    }
    let mut tested = Tested { subjects: named.len() as u64, rows: named.len() as u64, ..Tested::default() };
    if named.len() < places.len() {
        tested.left_out.push(format!("{} 项的指南没有填办理地点", places.len() - named.len()));
    }
    for place in named.into_iter().filter(|p| !profile.hall.is_at(&p.address)) {
        tested.leads.push(Lead {
            detector: Detector::GuideAddress,
            subject: Subject::Item(place.item),
            item: Some(place.item),
            department: Some(place.department),
            person: None,
            part: 1,
            whole: 1,
            usual_per_10000: None,
            one_in: None,
            finding: "事项已进驻，指南写的办理地点不是大厅".to_owned(),
            evidence: vec![Evidence {
                row: Row::Item(place.item),
                says: format!("办理地点：{}", place.address.trim()),
            }],
        });
    }
    Outcome::Tested(tested)
}
