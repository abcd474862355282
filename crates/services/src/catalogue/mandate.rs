//! 应进必进: every item that people apply for with how it stands towards the hall, and which moved in or out and by which
//! document (进出备案).

use std::{
    collections::{HashMap, hash_map::Entry},
    sync::LazyLock,
};

use domain::{
    base::{DepartmentId, ImportId, ItemId},
    catalogue::{Exemption, ExemptionReason, HallMove, MandateStanding, Status, mandate_standing},
    people::{Act, Desk},
};
use jiff::civil::Date;
use serde::Deserialize;
use store::{
    StoreError, Tx, catalogue as rows,
    journal::{self, EventRow, Stream},
    people,
};

use super::history::{imports, made_by_hand};
use crate::{Bureau, Failure, Never};

const DATA: &str = include_str!("../../data/residency.json");

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Shipped {
    lawful_reasons: Vec<String>,
    moves_shown: i64,
    /// Where the reasons come from: for whoever changes them.
    source: String,
}

static SHIPPED: LazyLock<Shipped> =
    LazyLock::new(|| serde_json::from_str(DATA).expect("shipped with the program and read by a test"));

/// The reasons for which an item need not move in.
fn lawful() -> Vec<ExemptionReason> {
    SHIPPED.lawful_reasons.iter().filter_map(|word| ExemptionReason::parse(word)).collect()
}

/// Where the reasons come from.
pub fn mandate_source() -> &'static str {
    &SHIPPED.source
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
    let (today, lawful) = (bureau.today(), lawful());
    let items = bureau.db().read(|tx| rows::current_items(tx, bureau.region(), today))?;
    let asked = items.into_iter().filter(|i| i.content.status == Status::InUse && !i.content.item_type.is_ex_officio());
    let mut all: Vec<MandateItem> = asked
        .map(|item| MandateItem {
            id: item.id,
            standing: mandate_standing(&item.content, &lawful, today),
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
    use super::*;

    #[test]
    fn the_shipped_reasons_are_known_and_name_their_source() {
        assert_eq!(lawful().len(), SHIPPED.lawful_reasons.len(), "every word is a reason");
        assert!(!lawful().contains(&ExemptionReason::Other) && mandate_source().contains("场地限制"));
        assert!(SHIPPED.moves_shown > 0);
    }
}
