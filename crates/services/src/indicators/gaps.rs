//! The gap list (差距清单): for one figure every row that it lacks, by department, with the field that
//! would close it, what holds it up, the order that is out for it, and what closing it gives.
//!
//! Not here: entering a blocker, opening orders, and sets of rows (what-if).

use std::collections::{BTreeMap, HashMap};

use domain::{
    base::DepartmentId,
    indicators::{
        Blocker, BlockerKind, DivisionFacts, FieldChange, Figure, Indicator, ItemFacts, RowStanding, close_division,
        close_item,
    },
    people::{Act, Desk, Reach, reach},
    rectification::Source,
};
use jiff::civil::Date;
use store::{
    StoreError, Tx,
    indicators::{self as rows, FactRow, FigureRow, Snapshot},
    rectification,
};

use super::{
    Effect, FrozenFigure, blocker_kinds,
    figures::{figure_of, frozen_of},
    rows::guide_blocker,
};
use crate::{Bureau, Failure, Never};

/// Where the words of a blocker come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BlockerOrigin {
    /// The register of blockers.
    Recorded,
    /// The guide's own words; its kind is not known.
    Guide,
    /// Nobody has said anything.
    None,
}

/// What holds a row up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GapBlocker {
    /// Its kind; known only of recorded ones.
    pub kind: Option<&'static BlockerKind>,
    /// In words: the kind's word and the note, the guide's words, or `未记录`.
    pub words: String,
    /// The note alone, as a form shows it.
    pub note: String,
    /// Who clears it.
    pub owner: String,
    /// Until when.
    pub planned_on: Option<Date>,
    /// Where this comes from.
    pub origin: BlockerOrigin,
    /// To be sent back with the form, so that nobody overwrites what he has not seen.
    pub seen: String,
}

/// The open order for a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GapOrder {
    /// Id.
    pub id: i64,
    /// As printed: `整改〔2026〕12号`.
    pub no: String,
    /// As in addresses.
    pub slug: String,
    /// `issued` or `answered`.
    pub stage: String,
    /// Last day.
    pub due_on: Date,
}

/// A row that the figure lacks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gap {
    /// Item id, or division code as a number.
    pub key: i64,
    /// Item id as text, or division code: its name in the registers of blockers and orders.
    pub subject: String,
    /// Item or division code.
    pub code: String,
    /// Name.
    pub name: String,
    /// Whose item; `None` for a division.
    pub department: Option<DepartmentId>,
    /// Department, or township.
    pub unit: String,
    /// Not met, or unknown.
    pub standing: RowStanding,
    /// Fields that would have to change.
    pub closes: Vec<FieldChange>,
    /// What holds it up.
    pub blocker: GapBlocker,
    /// The order that is out for it.
    pub order: Option<GapOrder>,
    /// What closing this row alone gives; `None` where parts are not rows.
    pub effect: Option<Effect>,
}

/// The rows of one department or township.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GapUnit {
    /// The department; `None` for a township.
    pub department: Option<DepartmentId>,
    /// Name.
    pub unit: String,
    /// Known not to meet the figure.
    pub not_met: u64,
    /// Not known.
    pub unknown: u64,
    /// What closing all of them gives.
    pub if_closed: Option<Effect>,
    /// The rows.
    pub gaps: Vec<Gap>,
}

/// The gap list of a figure.
#[derive(Debug, Clone)]
pub struct GapList {
    /// Snapshot it is of.
    pub snapshot: i64,
    /// The day that one speaks of.
    pub as_of: Date,
    /// The figure.
    pub figure: Figure,
    /// By department, the one with most gaps first.
    pub units: Vec<GapUnit>,
    /// All departments that have gaps, whatever was asked for, with how many.
    pub all_units: Vec<(String, u64)>,
}

impl GapList {
    /// Rows shown.
    pub fn total(&self) -> u64 {
        self.units.iter().map(|u| u.gaps.len() as u64).sum()
    }

    /// The rows, department after department.
    pub fn rows(&self) -> impl Iterator<Item = &Gap> {
        self.units.iter().flat_map(|u| &u.gaps)
    }
}

/// The gap list over the newest snapshot; `None` before the first. Approvers see their own department.
/// `department` is the name of one unit.
pub fn gaps(
    bureau: &Bureau,
    desk: &Desk,
    indicator: Indicator,
    department: Option<&str>,
) -> Result<Option<GapList>, Failure<Never>> {
    let reach = reach(desk, Act::BlockerEdit)?;
    Ok(bureau.db().read(|tx| {
        let Some((snapshot, frozen)) = newest(tx, bureau, indicator)? else { return Ok(None) };
        let figure = figure_of(tx, bureau, &snapshot, &frozen, frozen.tally())?;
        let mut found = collect(tx, bureau, &snapshot, &frozen, &figure)?;
        found.retain(|gap| match reach {
            Reach::County => true,
            Reach::Department(own) => gap.department == Some(own),
            Reach::Nothing => false,
        });
        let mut all_units = BTreeMap::<String, u64>::new();
        for gap in &found {
            *all_units.entry(gap.unit.clone()).or_default() += 1;
        }
        let mut all_units: Vec<(String, u64)> = all_units.into_iter().collect();
        all_units.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        found.retain(|gap| department.is_none_or(|name| name == gap.unit));
        let units = grouped(found, &figure);
        Ok(Some(GapList { snapshot: snapshot.id.get(), as_of: snapshot.as_of, figure, units, all_units }))
    })?)
}

/// The newest snapshot with what it froze of a figure; `None` when there is none.
pub(super) fn newest(
    tx: &mut Tx<'_>,
    bureau: &Bureau,
    indicator: Indicator,
) -> Result<Option<(Snapshot, FrozenFigure)>, StoreError> {
    let Some(snapshot) = rows::latest_snapshot(tx, bureau.region(), bureau.today())? else { return Ok(None) };
    Ok(frozen_of(&snapshot, indicator)?.map(|frozen| (snapshot, frozen)))
}

fn grouped(gaps: Vec<Gap>, figure: &Figure) -> Vec<GapUnit> {
    let mut units: BTreeMap<(String, Option<DepartmentId>), Vec<Gap>> = BTreeMap::new();
    for gap in gaps {
        units.entry((gap.unit.clone(), gap.department)).or_default().push(gap);
    }
    let mut units: Vec<GapUnit> = units
        .into_iter()
        .map(|((unit, department), gaps)| {
            let of = |standing| gaps.iter().filter(|g| g.standing == standing).count() as u64;
            GapUnit {
                department,
                unit,
                not_met: of(RowStanding::NotMet),
                unknown: of(RowStanding::Unknown),
                if_closed: Effect::of(figure, gaps.len() as u64, of(RowStanding::Unknown)),
                gaps,
            }
        })
        .collect();
    units.sort_by(|a, b| b.gaps.len().cmp(&a.gaps.len()).then_with(|| a.unit.cmp(&b.unit)));
    units
}

/// Everything told of a row besides the row itself.
struct Beside {
    blockers: HashMap<String, Blocker>,
    orders: HashMap<String, GapOrder>,
    /// Closing a row that is not met, and one of which nobody knows.
    effects: [Option<Effect>; 2],
}

/// Every gap of a figure, by key. The same SQL that counted says which rows they are.
pub(super) fn collect(
    tx: &mut Tx<'_>,
    bureau: &Bureau,
    snapshot: &Snapshot,
    frozen: &FrozenFigure,
    figure: &Figure,
) -> Result<Vec<Gap>, StoreError> {
    let (region, indicator, profile) = (bureau.region(), figure.indicator, &frozen.profile);
    let mut found = Vec::new();
    for standing in [RowStanding::NotMet, RowStanding::Unknown] {
        let page = (standing, 0, i64::MAX);
        found.extend(rows::figure_rows(tx, region, snapshot.id, indicator, profile, page)?);
    }
    found.sort_by_key(|r| r.key);
    let blockers = rows::blockers(tx, region, indicator)?;
    let orders = rectification::open_orders(tx, region, Source::Gap, indicator.id())?;
    let beside = Beside {
        blockers: blockers.into_iter().map(|b| (b.subject.clone(), b)).collect(),
        orders: orders.into_iter().map(|o| (o.subject.clone(), order(o))).collect(),
        effects: [Effect::of(figure, 1, 0), Effect::of(figure, 1, 1)],
    };
    if indicator.is_over_divisions() {
        let facts = by_key(rows::division_facts(tx, region, snapshot.id)?);
        let closes = |facts: &DivisionFacts| close_division(indicator, *facts, profile).map(|c| c.changes);
        Ok(found.into_iter().filter_map(|row| gap(indicator, row, &facts, closes, &beside)).collect())
    } else {
        let facts = by_key(rows::item_facts(tx, region, snapshot.id)?);
        let closes = |facts: &ItemFacts| close_item(indicator, facts, profile).map(|c| c.changes);
        Ok(found.into_iter().filter_map(|row| gap(indicator, row, &facts, closes, &beside)).collect())
    }
}

fn by_key<F>(rows: Vec<FactRow<F>>) -> HashMap<i64, FactRow<F>> {
    rows.into_iter().map(|r| (r.key, r)).collect()
}

fn order(open: rectification::OpenOrder) -> GapOrder {
    GapOrder {
        id: open.id.get(),
        no: open.no.to_string(),
        slug: open.no.slug(),
        stage: open.stage,
        due_on: open.due_on,
    }
}

fn gap<F>(
    indicator: Indicator,
    row: FigureRow,
    facts: &HashMap<i64, FactRow<F>>,
    closes: impl Fn(&F) -> Option<Vec<FieldChange>>,
    beside: &Beside,
) -> Option<Gap> {
    let known = facts.get(&row.key)?;
    let subject = if indicator.is_over_divisions() { row.code.clone() } else { row.key.to_string() };
    let recorded = beside.blockers.get(&subject);
    Some(Gap {
        key: row.key,
        blocker: blocker(recorded, guide_blocker(indicator, row.guide.as_deref())),
        order: beside.orders.get(&subject).cloned(),
        effect: beside.effects[usize::from(row.standing == RowStanding::Unknown)].clone(),
        closes: closes(&known.facts).unwrap_or_default(),
        subject,
        code: row.code,
        name: row.name,
        department: known.department,
        unit: known.unit.clone(),
        standing: row.standing,
    })
}

fn blocker(recorded: Option<&Blocker>, guide: Option<String>) -> GapBlocker {
    let Some(Blocker { entry, set_at, .. }) = recorded else {
        let origin = if guide.is_some() { BlockerOrigin::Guide } else { BlockerOrigin::None };
        return GapBlocker {
            kind: None,
            words: guide.unwrap_or_else(|| "未记录".to_owned()),
            note: String::new(),
            owner: String::new(),
            planned_on: None,
            origin,
            seen: String::new(),
        };
    };
    let kind = blocker_kinds().iter().find(|k| k.code == entry.blocker);
    let word = kind.map_or(entry.blocker.as_str(), |k| k.word.as_str());
    GapBlocker {
        kind,
        words: if entry.note.is_empty() { word.to_owned() } else { format!("{word}：{}", entry.note) },
        note: entry.note.clone(),
        owner: entry.owner.clone(),
        planned_on: entry.planned_on,
        origin: BlockerOrigin::Recorded,
        seen: set_at.clone(),
    }
}
