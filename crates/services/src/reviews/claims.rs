//! Ratings beside the guide (评价检验指南): of an item what applicants ticked about its promises, and the items whose
//! promises were contradicted, for the list of guide quality.

use std::collections::BTreeMap;

use domain::{
    base::{DepartmentId, ItemId},
    people::{Act, Desk},
    reviews::{Claim, ClaimCount, claims},
};
use jiff::ToSpan as _;
use store::{StoreError, Tx, catalogue, people, reviews as rows};

use super::rules::{self, Editions};
use crate::{Bureau, Failure, Never};

/// What applicants said about one promise of an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClaimLine {
    /// Which promise.
    pub claim: Claim,
    /// How often it was contradicted and confirmed.
    pub count: ClaimCount,
}

/// An item whose promises were contradicted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContradictedItem {
    /// Which.
    pub item: ItemId,
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Department.
    pub department_id: DepartmentId,
    /// Its name.
    pub department: String,
    /// Its promises that were contradicted.
    pub claims: Vec<ClaimLine>,
}

/// What was ticked in the days that today's rules look back on, each option read by the list of its day.
fn counted(
    bureau: &Bureau,
    tx: &mut Tx<'_>,
    item: Option<ItemId>,
) -> Result<BTreeMap<ItemId, BTreeMap<Claim, ClaimCount>>, StoreError> {
    let (region, today) = (bureau.region(), bureau.today());
    let editions = Editions::load(tx, region)?;
    let since = today.saturating_sub(i64::from(editions.on(today).rules().claims_days).days());
    let mut out: BTreeMap<ItemId, BTreeMap<Claim, ClaimCount>> = BTreeMap::new();
    for (days, edition) in editions.spans((since, today)) {
        let mut by_item: BTreeMap<ItemId, Vec<(u16, u64)>> = BTreeMap::new();
        for (item, codes, n) in rows::ticked_options(tx, region, days, item)? {
            by_item.entry(item).or_default().extend(codes.into_iter().map(|c| (c, n)));
        }
        for (item, ticked) in by_item {
            let of = out.entry(item).or_default();
            for (claim, count) in claims(ticked, &edition.options) {
                let sum = of.entry(claim).or_default();
                sum.against += count.against;
                sum.with += count.with;
            }
        }
    }
    Ok(out)
}

fn lines(found: BTreeMap<Claim, ClaimCount>) -> Vec<ClaimLine> {
    found.into_iter().map(|(claim, count)| ClaimLine { claim, count }).collect()
}

/// What was ticked about an item's promises in the days looked back on.
pub fn item_claims(bureau: &Bureau, item: ItemId) -> Result<Vec<ClaimLine>, StoreError> {
    let found = bureau.db().read(|tx| counted(bureau, tx, Some(item)))?;
    Ok(found.into_values().flat_map(lines).collect())
}

/// Items with at least so many contradictions of one promise as the county's rules ask for, the most contradicted first.
pub fn contradicted_items(bureau: &Bureau, desk: &Desk) -> Result<Vec<ContradictedItem>, Failure<Never>> {
    bureau.may(desk, Act::CatalogueView)?;
    Ok(bureau.db().read(|tx| {
        let least = rules::on(tx, bureau.region(), bureau.today())?.rules().claims_at_least;
        let departments = people::departments(tx, bureau.region())?;
        let mut out = Vec::new();
        for (item, mut found) in counted(bureau, tx, None)? {
            found.retain(|_, count| count.against >= u64::from(least));
            if found.is_empty() {
                continue;
            }
            let Some(known) = catalogue::item(tx, bureau.region(), item)? else { continue };
            let department = known.content.department;
            out.push(ContradictedItem {
                item,
                code: known.content.code.to_string(),
                name: known.content.name,
                department_id: department,
                department: departments.iter().find(|d| d.id == department).map(|d| d.name.clone()).unwrap_or_default(),
                claims: lines(found),
            });
        }
        out.sort_by_key(|i| std::cmp::Reverse(i.claims.iter().map(|c| c.count.against).sum::<u64>()));
        Ok::<_, StoreError>(out)
    })?)
}
