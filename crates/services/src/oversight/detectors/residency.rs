//! What was really handled in the hall (进驻实效): beside the residency rate, which counts items, the cases of each item
//! in the hall, what was decided there, what was sent back to the department, and what was decided elsewhere while
//! nothing was handled here.

use std::{
    collections::{BTreeMap, HashMap},
    sync::Arc,
};

use domain::{
    base::{DepartmentId, ItemId, Ratio},
    oversight::detectors::ResidentItem,
    people::{Act, Desk},
};
use jiff::{ToSpan as _, civil::Date};
use store::{delegates, people};

use super::facts::gather;
use crate::{Bureau, Failure, Never};

/// Days looked back on.
const DAYS: i64 = 90;

/// One item in the hall.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResidencyLine {
    /// Item.
    pub item: ItemId,
    /// Its name.
    pub name: String,
    /// Its department.
    pub department_id: DepartmentId,
    /// Name of that.
    pub department: String,
    /// Cases of the days looked at.
    pub cases: u64,
    /// Decided under a letter, in the hall.
    pub in_hall: u64,
    /// Decided without one: sent back to the department.
    pub sent_back: u64,
    /// Decisions in lists from elsewhere for which no case was found.
    pub elsewhere: u64,
}

/// The items of the hall with what was handled there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResidencyEvidence {
    /// First day looked at.
    pub from: Date,
    /// Last day.
    pub to: Date,
    /// Items in use: those in the hall out of all.
    pub resident: Ratio,
    /// Items in the hall with at least one case.
    pub handled: Ratio,
    /// Decisions taken in the hall out of those taken here. The whole is 0 where none was.
    pub decided_in_hall: Ratio,
    /// Lists from elsewhere were imported for these days: without them nothing is known of `elsewhere`.
    pub lists_held: bool,
    /// The items, those without a case and with decisions elsewhere first.
    pub items: Vec<ResidencyLine>,
}

/// What one department's items in the hall add up to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ResidencySum {
    /// Its name.
    pub department: String,
    /// Items in the hall.
    pub items: u64,
    /// Of those, with at least one case.
    pub handled: u64,
    /// Cases.
    pub cases: u64,
    /// Decided in the hall.
    pub in_hall: u64,
    /// Sent back to the department.
    pub sent_back: u64,
    /// Items with decisions elsewhere and no case here.
    pub idle: u64,
}

impl ResidencySum {
    fn add(&mut self, line: &ResidencyLine) {
        self.items += 1;
        self.handled += u64::from(line.cases > 0);
        self.cases += line.cases;
        self.in_hall += line.in_hall;
        self.sent_back += line.sent_back;
        self.idle += u64::from(line.cases == 0 && line.elsewhere > 0);
    }
}

impl ResidencyEvidence {
    /// By department, those with the most items that are idle or untouched first.
    pub fn departments(&self) -> Vec<(DepartmentId, ResidencySum)> {
        let mut sums: BTreeMap<DepartmentId, ResidencySum> = BTreeMap::new();
        for line in &self.items {
            let sum = sums.entry(line.department_id).or_default();
            if sum.department.is_empty() {
                sum.department.clone_from(&line.department);
            }
            sum.add(line);
        }
        let mut all: Vec<_> = sums.into_iter().collect();
        all.sort_by(|(_, a), (_, b)| {
            (b.idle, b.items - b.handled, &a.department).cmp(&(a.idle, a.items - a.handled, &b.department))
        });
        all
    }

    /// Items with decisions elsewhere and no case here (有进驻无办件).
    pub fn idle(&self) -> impl Iterator<Item = &ResidencyLine> {
        self.items.iter().filter(|l| l.cases == 0 && l.elsewhere > 0)
    }
}

/// The evidence of the last 90 days, for staff.
pub fn residency_evidence(bureau: &Bureau, desk: &Desk) -> Result<ResidencyEvidence, Failure<Never>> {
    bureau.may(desk, Act::LeadView)?;
    evidence(bureau)
}

/// The same for everybody, up to a minute old: no person and no case is in it.
pub fn residency_public(bureau: &Bureau, desk: &Desk) -> Result<Arc<ResidencyEvidence>, Failure<Never>> {
    bureau.may(desk, Act::ResidencyView)?;
    let now = bureau.now();
    if let Some(known) = bureau.known_residency(now) {
        return Ok(known);
    }
    let found = Arc::new(evidence(bureau)?);
    bureau.keep_residency(now, found.clone());
    Ok(found)
}

fn evidence(bureau: &Bureau) -> Result<ResidencyEvidence, Failure<Never>> {
    let (region, to) = (bureau.region(), bureau.today());
    let from = to.saturating_sub((DAYS - 1).days());
    let facts = gather(bureau, None, (from, to))?;
    let (items, names, departments, span) = bureau.db().read(|tx| {
        let items = store::catalogue::current_items(tx, region, to)?;
        let before = domain::base::shanghai_midnight(to.tomorrow().unwrap_or(to));
        let span = (domain::base::shanghai_midnight(from), before);
        let decided = delegates::decisions_by_item(tx, region, span)?;
        let departments: HashMap<_, String> =
            people::departments(tx, region)?.into_iter().map(|d| (d.id, d.name)).collect();
        let names: HashMap<ItemId, String> = items.iter().map(|i| (i.id, i.content.name.clone())).collect();
        let in_use = items.iter().filter(|i| i.content.status == domain::catalogue::Status::InUse).count() as u64;
        Ok((in_use, names, departments, decided))
    })?;
    let mut decided: HashMap<ItemId, (u64, u64)> =
        span.iter().map(|d| (d.item, (d.representative + d.deputy, d.department + d.other))).collect();
    let mut elsewhere: HashMap<ItemId, u64> = HashMap::new();
    let lines = facts.elsewhere();
    for line in lines.iter().filter(|l| !l.matched) {
        if let Some(item) = line.item {
            *elsewhere.entry(item).or_default() += 1;
        }
    }
    let one = |i: ResidentItem| {
        let (in_hall, sent_back) = decided.remove(&i.item).unwrap_or_default();
        ResidencyLine {
            item: i.item,
            name: names.get(&i.item).cloned().unwrap_or_default(),
            department_id: i.department,
            department: departments.get(&i.department).cloned().unwrap_or_default(),
            cases: i.cases,
            in_hall,
            sent_back,
            elsewhere: elsewhere.get(&i.item).copied().unwrap_or(0),
        }
    };
    let mut of_hall: Vec<ResidencyLine> = facts.resident_items().into_iter().map(one).collect();
    of_hall.sort_by_key(|l| (l.cases > 0, std::cmp::Reverse(l.elsewhere), std::cmp::Reverse(l.sent_back), l.item));
    let sum = |of: fn(&ResidencyLine) -> u64| of_hall.iter().map(of).sum::<u64>();
    let ratio = |part, whole| Ratio::new(part, whole).expect("the part is counted among the whole");
    let (in_hall, sent_back) = (sum(|l| l.in_hall), sum(|l| l.sent_back));
    let resident = of_hall.len() as u64;
    Ok(ResidencyEvidence {
        from,
        to,
        resident: ratio(resident, items),
        handled: ratio(of_hall.iter().filter(|l| l.cases > 0).count() as u64, resident),
        decided_in_hall: ratio(in_hall, in_hall + sent_back),
        lists_held: facts.holds_lists(),
        items: of_hall,
    })
}
