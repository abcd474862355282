//! What if these rows were closed (试算): figures and ranks as they would then be. Nothing is saved.
//!
//! Closing a row for one figure changes fields that others ask too, so every figure is folded again
//! over the changed rows by the pure predicates.

use std::collections::{BTreeSet, HashMap};

use domain::{
    indicators::{
        DivisionFacts, Figure, Indicator, ItemFacts, Profile, Tally, close_division, close_item, division_standing,
        item_standing, tally_divisions, tally_items,
    },
    people::{Act, Desk},
};
use jiff::civil::Date;
use store::{
    StoreError, Tx,
    indicators::{self as rows, FactRow, Snapshot},
};

use super::{
    FrozenFigure, blocker_kinds,
    figures::{figure_of, frozen},
};
use crate::{Bureau, Failure, Never};

/// What is supposed to be closed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WhatIf {
    /// Towards one figure; `None` = towards the report's five. The measures beside them have no target to
    /// close gaps for, yet they show what happens to them.
    pub indicator: Option<Indicator>,
    /// Item ids, item codes, division codes.
    pub subjects: Vec<String>,
    /// All rows of these departments or townships, by name.
    pub departments: Vec<String>,
}

/// A figure before and after.
#[derive(Debug, Clone)]
pub struct WhatIfLine {
    /// As it was counted.
    pub before: Figure,
    /// As it would be.
    pub after: Figure,
    /// Rows that would be met and are not.
    pub closed: u64,
}

/// What it would give.
#[derive(Debug, Clone)]
pub struct WhatIfAnswer {
    /// Snapshot it is reckoned over.
    pub snapshot: i64,
    /// Its day.
    pub as_of: Date,
    /// Every figure of the snapshot, the report's first.
    pub lines: Vec<WhatIfLine>,
    /// What was named and is in no snapshot.
    pub unknown: Vec<String>,
    /// Rows among the closed ones whose blocker the county cannot clear.
    pub blocked: u64,
}

/// Answers over the newest snapshot; `None` before the first.
pub fn what_if(bureau: &Bureau, desk: &Desk, asked: &WhatIf) -> Result<Option<WhatIfAnswer>, Failure<Never>> {
    bureau.may(desk, Act::IndicatorView)?;
    Ok(bureau.db().read(|tx| {
        let Some(snapshot) = rows::latest_snapshot(tx, bureau.region(), bureau.today())? else { return Ok(None) };
        answer(tx, bureau, &snapshot, asked).map(Some)
    })?)
}

/// Rows of a snapshot as they are and as they would be.
struct Ground {
    items: Vec<FactRow<ItemFacts>>,
    divisions: Vec<FactRow<DivisionFacts>>,
    items_then: Vec<ItemFacts>,
    divisions_then: Vec<DivisionFacts>,
}

fn answer(tx: &mut Tx<'_>, bureau: &Bureau, snapshot: &Snapshot, asked: &WhatIf) -> Result<WhatIfAnswer, StoreError> {
    let region = bureau.region();
    let (items, divisions) =
        (rows::item_facts(tx, region, snapshot.id)?, rows::division_facts(tx, region, snapshot.id)?);
    let mut ground = Ground {
        items_then: items.iter().map(|r| r.facts.clone()).collect(),
        divisions_then: divisions.iter().map(|r| r.facts).collect(),
        items,
        divisions,
    };
    let figures: Vec<(Indicator, FrozenFigure)> =
        frozen(snapshot)?.into_iter().filter_map(|f| f.profile.of().map(|i| (i, f))).collect();
    let (chosen, unknown) = chosen(&ground, asked);
    let mut blocked = 0;
    for (indicator, frozen) in
        figures.iter().filter(|(i, _)| asked.indicator.map_or(i.is_of_the_five(), |only| only == *i))
    {
        let closed = ground.close(*indicator, &frozen.profile, &chosen);
        blocked += beyond_us(tx, bureau, *indicator, &closed)?;
    }
    let mut lines = Vec::new();
    for (indicator, frozen) in &figures {
        let (tally, closed) = ground.fold(*indicator, &frozen.profile);
        let before = figure_of(tx, bureau, snapshot, frozen, frozen.tally())?;
        let after = figure_of(tx, bureau, snapshot, frozen, tally)?;
        lines.push(WhatIfLine { before, after, closed });
    }
    Ok(WhatIfAnswer { snapshot: snapshot.id.get(), as_of: snapshot.as_of, lines, unknown, blocked })
}

/// Keys of the rows that are meant, and what names none.
fn chosen(ground: &Ground, asked: &WhatIf) -> (BTreeSet<i64>, Vec<String>) {
    let mut known: HashMap<&str, Vec<i64>> = HashMap::new();
    let mut units: HashMap<&str, Vec<i64>> = HashMap::new();
    let lines = ground.items.iter().map(|r| (r.key, r.code.as_str(), r.unit.as_str()));
    for (key, code, unit) in lines.chain(ground.divisions.iter().map(|r| (r.key, r.code.as_str(), r.unit.as_str()))) {
        known.entry(code).or_default().push(key);
        units.entry(unit).or_default().push(key);
    }
    let ids: BTreeSet<i64> = ground.items.iter().map(|r| r.key).collect();
    let (mut keys, mut unknown) = (BTreeSet::new(), Vec::new());
    for subject in &asked.subjects {
        let by_id = subject.parse().ok().filter(|id| ids.contains(id));
        match (by_id, known.get(subject.as_str())) {
            (Some(id), _) => {
                keys.insert(id);
            }
            (None, Some(found)) => keys.extend(found),
            (None, None) => unknown.push(subject.clone()),
        }
    }
    for name in &asked.departments {
        match units.get(name.as_str()) {
            Some(found) => keys.extend(found),
            None => unknown.push(name.clone()),
        }
    }
    (keys, unknown)
}

impl Ground {
    /// Closes the chosen gaps of one figure. Gives the registers' names of those it closed.
    fn close(&mut self, indicator: Indicator, profile: &Profile, chosen: &BTreeSet<i64>) -> Vec<String> {
        let mut closed = Vec::new();
        if indicator.is_over_divisions() {
            for (row, then) in self.divisions.iter().zip(&mut self.divisions_then) {
                if chosen.contains(&row.key)
                    && let Some(facts) = close_division(indicator, *then, profile).and_then(|c| c.facts)
                {
                    *then = facts;
                    closed.push(row.code.clone());
                }
            }
        } else {
            for (row, then) in self.items.iter().zip(&mut self.items_then) {
                if chosen.contains(&row.key)
                    && let Some(facts) = close_item(indicator, then, profile).and_then(|c| c.facts)
                {
                    *then = facts;
                    closed.push(row.key.to_string());
                }
            }
        }
        closed
    }

    /// Counts the rows as they would be, and how many gaps of before are gone.
    fn fold(&self, indicator: Indicator, profile: &Profile) -> (Tally, u64) {
        if indicator.is_over_divisions() {
            let gap = |f: &DivisionFacts| division_standing(indicator, *f, profile).is_some_and(|s| s.is_gap());
            let pairs = self.divisions.iter().zip(&self.divisions_then);
            let gone = pairs.filter(|(row, then)| gap(&row.facts) && !gap(then)).count();
            (tally_divisions(indicator, &self.divisions_then, profile), gone as u64)
        } else {
            let gap = |f: &ItemFacts| item_standing(indicator, f, profile).is_some_and(|s| s.is_gap());
            let pairs = self.items.iter().zip(&self.items_then);
            let gone = pairs.filter(|(row, then)| gap(&row.facts) && !gap(then)).count();
            (tally_items(indicator, &self.items_then, profile), gone as u64)
        }
    }
}

/// Of these rows, how many are held up by what the county cannot clear.
fn beyond_us(tx: &mut Tx<'_>, bureau: &Bureau, indicator: Indicator, subjects: &[String]) -> Result<u64, StoreError> {
    if subjects.is_empty() {
        return Ok(0);
    }
    let never = |code: &str| blocker_kinds().iter().any(|k| k.code == code && !k.closable);
    let held: BTreeSet<String> = rows::blockers(tx, bureau.region(), indicator)?
        .into_iter()
        .filter(|b| never(&b.entry.blocker))
        .map(|b| b.subject)
        .collect();
    Ok(subjects.iter().filter(|s| held.contains(*s)).count() as u64)
}
