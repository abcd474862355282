//! 应进必进: every item that people apply for with how it stands towards the hall, and which moved in or out and by which
//! document (进出备案).

use std::{
    collections::{HashMap, hash_map::Entry},
    sync::LazyLock,
};

use domain::{
    base::{DepartmentId, ImportId, ItemId, Region},
    catalogue::{Exemption, HallMove, MandateRules, MandateStanding, Status, mandate_standing},
    people::{Act, Desk},
};
use jiff::civil::Date;
use serde::Deserialize;
use store::{
    StoreError, Tx,
    base::county_rule,
    catalogue as rows,
    journal::{self, EventRow, Stream},
    people,
};

use super::history::{imports, made_by_hand};
use crate::{Bureau, Failure, Never};

const DATA: &str = include_str!("../../data/residency.json");

/// Under which topic the county's own rules are kept.
pub(crate) const TOPIC: &str = "mandate";

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Shipped {
    lawful_reasons: Vec<String>,
    expiring_days: u32,
    moves_shown: i64,
    /// Where the reasons come from: for whoever changes them.
    source: String,
}

static SHIPPED: LazyLock<Shipped> =
    LazyLock::new(|| serde_json::from_str(DATA).expect("shipped with the program and read by a test"));

/// The rules that hold now: those that ship, until the county has its own.
pub(crate) fn mandate_rules(tx: &mut Tx<'_>, region: &Region) -> Result<MandateRules, StoreError> {
    let shipped = || MandateRules {
        version: 0,
        lawful_reasons: SHIPPED.lawful_reasons.clone(),
        expiring_days: SHIPPED.expiring_days,
        source: SHIPPED.source.clone(),
    };
    Ok(county_rule(tx, region, TOPIC)?.unwrap_or_else(shipped))
}

/// Where the reasons come from that count.
pub fn mandate_source(bureau: &Bureau) -> Result<String, StoreError> {
    Ok(bureau.db().read(|tx| mandate_rules(tx, bureau.region()))?.source)
}

/// An item with how it stands towards the hall.
#[derive(Debug, Clone)]
pub struct MandateItem {
    /// The item.
    pub id: ItemId,
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Name of its department.
    pub department: String,
    /// In the hall; `None` = nobody noted it.
    pub resident: Option<bool>,
    /// Its entry in the exemption list.
    pub exemption: Option<Exemption>,
    /// How it stands today.
    pub standing: MandateStanding,
}

/// Every item in use that people apply for: the most pressing first, then by department and code.
pub fn mandate(bureau: &Bureau, desk: &Desk) -> Result<Vec<MandateItem>, Failure<Never>> {
    bureau.may(desk, Act::CatalogueView)?;
    let (region, today) = (bureau.region(), bureau.today());
    let (items, rules) =
        bureau.db().read(|tx| Ok((rows::current_items(tx, region, today)?, mandate_rules(tx, region)?)))?;
    let asked = items.into_iter().filter(|i| i.content.status == Status::InUse && !i.content.item_type.is_ex_officio());
    let mut all: Vec<MandateItem> = asked
        .map(|item| MandateItem {
            id: item.id,
            standing: mandate_standing(&item.content, &rules, today),
            code: item.content.code,
            name: item.content.name,
            department: item.department,
            resident: item.content.standing.resident,
            exemption: item.content.standing.exempt_hall,
        })
        .collect();
    all.sort_by(|a, b| (a.standing, &a.department, &a.code).cmp(&(b.standing, &b.department, &b.code)));
    Ok(all)
}

/// An item that moved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResidencyMove {
    /// The item.
    pub item: ItemId,
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Name of its department.
    pub department: String,
    /// Which way.
    pub way: HallMove,
    /// First day.
    pub on: Date,
    /// 批准文号 of the exemption that came with it; empty = none was noted.
    pub approval_no: String,
    /// The reason given by hand, or the file it came from; empty where the journal does not tell.
    pub why: String,
    /// Who entered it, as the journal prints people.
    pub actor: String,
}

/// What moved until today, the newest first.
pub fn residency_moves(bureau: &Bureau, desk: &Desk) -> Result<Vec<ResidencyMove>, Failure<Never>> {
    bureau.may(desk, Act::CatalogueView)?;
    let (region, today) = (bureau.region(), bureau.today());
    Ok(bureau.db().read(|tx| {
        let names: HashMap<DepartmentId, String> =
            people::departments(tx, region)?.into_iter().map(|d| (d.id, d.name)).collect();
        let changes = rows::residency_changes(tx, region, today, SHIPPED.moves_shown)?;
        let imports = if changes.iter().any(|c| c.import.is_some()) { imports(tx, bureau)? } else { HashMap::new() };
        let mut by_hand: HashMap<ItemId, Vec<EventRow>> = HashMap::new();
        let mut moves = Vec::with_capacity(changes.len());
        for change in changes {
            let Some(way) = HallMove::between(change.was, change.is) else { continue };
            let (actor, why) = match change.import {
                Some(import) => told(&imports, import),
                None => made_by_hand(events(tx, bureau, &mut by_hand, change.item)?, change.version),
            };
            moves.push(ResidencyMove {
                item: change.item,
                code: change.code,
                name: change.name,
                department: names.get(&change.department).cloned().unwrap_or_default(),
                way,
                on: change.on,
                approval_no: change.exemption.map(|e| e.approval_no).unwrap_or_default(),
                why,
                actor,
            });
        }
        Ok(moves)
    })?)
}

fn told(imports: &HashMap<i64, (String, String)>, import: ImportId) -> (String, String) {
    imports.get(&import.get()).cloned().unwrap_or_default()
}

/// The events of an item, read once.
fn events<'a>(
    tx: &mut Tx<'_>,
    bureau: &Bureau,
    known: &'a mut HashMap<ItemId, Vec<EventRow>>,
    item: ItemId,
) -> Result<&'a [EventRow], StoreError> {
    Ok(match known.entry(item) {
        Entry::Occupied(read) => read.into_mut(),
        Entry::Vacant(free) => free.insert(journal::history(tx, bureau.region(), &Stream::item(item))?),
    })
}

#[cfg(test)]
mod tests {
    use domain::catalogue::ExemptionReason;

    use super::*;

    #[test]
    fn the_shipped_reasons_are_known_and_name_their_source() {
        let rules = MandateRules {
            version: 0,
            lawful_reasons: SHIPPED.lawful_reasons.clone(),
            expiring_days: SHIPPED.expiring_days,
            source: SHIPPED.source.clone(),
        };
        assert_eq!(rules.flaws(), [], "every word is a reason");
        assert!(!rules.lawful().contains(&ExemptionReason::Other) && rules.source.contains("场地限制"));
        assert!(SHIPPED.moves_shown > 0);
    }
}
