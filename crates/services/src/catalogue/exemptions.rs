//! The exemption list of the hall (进驻负面清单), as it stands today.

use domain::{
    base::ItemId,
    catalogue::{Exemption, ExemptionStanding, exemption_standing},
    people::{Act, Desk},
};
use store::catalogue as rows;

use super::mandate::mandate_rules;
use crate::{Bureau, Failure, Never};

/// One entry.
#[derive(Debug, Clone)]
pub struct ExemptItem {
    /// The item.
    pub id: ItemId,
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Its department.
    pub department: String,
    /// Why, by whose approval, where instead, from when to when.
    pub exemption: Exemption,
    /// How it stands today.
    pub standing: ExemptionStanding,
}

/// All entries, by department and code.
pub fn exemptions(bureau: &Bureau, desk: &Desk) -> Result<Vec<ExemptItem>, Failure<Never>> {
    bureau.may(desk, Act::CatalogueView)?;
    let (region, today) = (bureau.region(), bureau.today());
    let (items, soon) = bureau
        .db()
        .read(|tx| Ok((rows::exempt_items(tx, region, today)?, mandate_rules(tx, region)?.expiring_days)))?;
    let entry = |item: domain::catalogue::CurrentItem| {
        let exemption = item.content.standing.exempt_hall?;
        Some(ExemptItem {
            id: item.id,
            code: item.content.code,
            name: item.content.name,
            department: item.department,
            standing: exemption_standing(&exemption, today, soon),
            exemption,
        })
    };
    let mut all: Vec<ExemptItem> = items.into_iter().filter_map(entry).collect();
    all.sort_by(|a, b| (&a.department, &a.code).cmp(&(&b.department, &b.code)));
    Ok(all)
}
