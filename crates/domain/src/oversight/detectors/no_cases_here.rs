//! D1 进驻事项大厅零办件: an item that the hall has on its board, that nobody handled there in the days looked at, and
//! on which decisions were made elsewhere.

use std::collections::{BTreeMap, BTreeSet};

use super::{Detector, Evidence, Lead, Outcome, Profile, Row, Subject, Tested, lead::MOST_ROWS};
use crate::base::{DepartmentId, ItemId};

/// An item in the hall.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResidentItem {
    /// Item.
    pub item: ItemId,
    /// Its department.
    pub department: DepartmentId,
    /// Cases here in the days looked at, from whatever channel.
    pub cases: u64,
}

/// A decision that stands in a list from elsewhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ElsewhereDecision {
    /// The item it is about, as far as it could be told.
    pub item: Option<ItemId>,
    /// The line.
    pub row: Row,
    /// Number and day, in words.
    pub says: String,
    /// A case here was found for it.
    pub matched: bool,
}

/// Looks. `decisions` is `None` where no list was imported for these days.
#[must_use]
pub fn no_cases_here(items: &[ResidentItem], decisions: Option<&[ElsewhereDecision]>, profile: &Profile) -> Outcome {
    let Some(decisions) = decisions else {
        return Outcome::NoData("这段时间没有导入双公示清单、证照登记簿或部门系统办件，请先导入".to_owned());
    };
    let setting = profile.setting(Detector::NoCasesHere);
    let mut of_item: BTreeMap<ItemId, Vec<&ElsewhereDecision>> = BTreeMap::new();
    let mut unknown = 0;
    for decision in decisions {
        match decision.item {
            Some(item) => of_item.entry(item).or_default().push(decision),
            None => unknown += 1,
        }
    }
    let mut tested = Tested { subjects: items.len() as u64, rows: decisions.len() as u64, ..Tested::default() };
    if unknown > 0 {
        tested.left_out.push(format!("{unknown} 行没认出是哪个事项，没有算在内"));
    }
    let seen: BTreeSet<ItemId> = items.iter().map(|i| i.item).collect();
    let others = of_item.iter().filter(|(item, _)| !seen.contains(item)).map(|(_, rows)| rows.len()).sum::<usize>();
    if others > 0 {
        tested.left_out.push(format!("{others} 行的事项没有进驻，不在这一项里比"));
    }
    for item in items.iter().filter(|i| i.cases == 0) {
        let Some(rows) = of_item.get(&item.item) else { continue };
        let bare: Vec<_> = rows.iter().filter(|d| !d.matched).collect();
        if bare.len() < setting.at_least as usize {
            continue;
        }
        let evidence = bare.iter().take(MOST_ROWS).map(|d| Evidence { row: d.row.clone(), says: d.says.clone() });
        tested.leads.push(Lead {
            detector: Detector::NoCasesHere,
            subject: Subject::Item(item.item),
            item: Some(item.item),
            department: Some(item.department),
            person: None,
            part: bare.len() as u64,
            whole: rows.len() as u64,
            usual_per_10000: None,
            one_in: None,
            finding: format!("大厅一件没有办，别处的清单里有 {} 件决定", bare.len()),
            evidence: evidence.collect(),
        });
    }
    Outcome::Tested(tested)
}
