//! How one row stands at this moment (当前状态), read from the catalogue and the stations, not from a
//! snapshot: what an order that is checked is held against.

use domain::{
    base::{DivisionCode, ItemId},
    indicators::{FieldChange, Indicator, RowStanding, close_division, close_item, division_standing, item_standing},
    rectification::{Condition, Order, Proof},
};
use store::{
    StoreError, Tx,
    indicators::{self as rows},
};

use super::{Effect, figures::figure_of, gaps::newest};
use crate::Bureau;

/// How a row stands now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StandingNow {
    /// By the profile in force.
    pub standing: RowStanding,
    /// In words: `已发布`, `未发布`, `不计入`.
    pub words: String,
    /// What it still lacks; empty when nothing.
    pub lacks: Vec<FieldChange>,
}

/// How an item (by id) or a division (by code) stands now. `None` when there is no such row, or no
/// definition of the figure.
pub fn standing_now(bureau: &Bureau, indicator: Indicator, subject: &str) -> Result<Option<StandingNow>, StoreError> {
    bureau.db().read(|tx| standing_in(tx, bureau, indicator, subject))
}

fn standing_in(
    tx: &mut Tx<'_>,
    bureau: &Bureau,
    indicator: Indicator,
    subject: &str,
) -> Result<Option<StandingNow>, StoreError> {
    let region = bureau.region();
    let in_force = rows::profiles(tx, region)?;
    let Some((_, profile)) = in_force.iter().find(|(i, _)| *i == indicator) else { return Ok(None) };
    let (standing, lacks) = if indicator.is_over_divisions() {
        let Ok(code) = DivisionCode::parse(subject) else { return Ok(None) };
        let Some(row) = rows::division_facts_now(tx, region, &code)? else { return Ok(None) };
        let lacks = close_division(indicator, row.facts, profile).map(|c| c.changes);
        (division_standing(indicator, row.facts, profile), lacks)
    } else {
        let Ok(id) = subject.parse().map(ItemId::new) else { return Ok(None) };
        let Some(row) = rows::item_facts_now(tx, region, id, bureau.today())? else { return Ok(None) };
        let lacks = close_item(indicator, &row.facts, profile).map(|c| c.changes);
        (item_standing(indicator, &row.facts, profile), lacks)
    };
    let Some(standing) = standing else { return Ok(None) };
    let (met, not_met) = indicator.words();
    let words = match standing {
        RowStanding::Met => met,
        RowStanding::NotMet => not_met,
        RowStanding::Unknown | RowStanding::Excluded | RowStanding::Outside => standing.label(),
    };
    Ok(Some(StandingNow { standing, words: words.to_owned(), lacks: lacks.unwrap_or_default() }))
}

/// What the source of a gap order knows at this moment: whether the row now counts, and what that does
/// to the figure. A row that has rightly left the figure (exempt, cancelled) lacks nothing any more.
pub fn prove_order(bureau: &Bureau, order: &Order) -> Result<Proof, StoreError> {
    let unknown = |effect: &str| Proof { condition: Condition::NotMet, effect: effect.to_owned() };
    let Some(indicator) = Indicator::parse(&order.source_ref) else {
        return Ok(unknown("没有这项指标，无法核对"));
    };
    bureau.db().read(|tx| {
        // Nothing is proved where nothing says what is counted.
        if !rows::profiles(tx, bureau.region())?.iter().any(|(i, _)| *i == indicator) {
            return Ok(unknown("这项指标没有生效的口径，无法核对"));
        }
        let Some(now) = standing_in(tx, bureau, indicator, &order.subject.key)? else {
            return Ok(Proof { condition: Condition::Met, effect: "这一行已不在统计范围".to_owned() });
        };
        match now.standing {
            RowStanding::NotMet | RowStanding::Unknown => {
                let lacks: Vec<String> =
                    now.lacks.iter().map(|c| format!("“{}”仍是“{}”，要“{}”", c.field, c.now, c.need)).collect();
                Ok(Proof { condition: Condition::NotMet, effect: lacks.join("；") })
            }
            RowStanding::Excluded | RowStanding::Outside => {
                Ok(Proof { condition: Condition::Met, effect: format!("{}，不再是缺口", now.words) })
            }
            RowStanding::Met => {
                let effect = change_of(tx, bureau, indicator, &order.subject.key)?;
                Ok(Proof { condition: Condition::Met, effect: format!("{}{effect}", now.words) })
            }
        }
    })
}

/// What the newest snapshot's figure becomes by this row, where the row was still a gap in it; else the
/// figure as it stands, which already holds the row.
fn change_of(tx: &mut Tx<'_>, bureau: &Bureau, indicator: Indicator, subject: &str) -> Result<String, StoreError> {
    let Some((snapshot, frozen)) = newest(tx, bureau, indicator)? else { return Ok(String::new()) };
    let figure = figure_of(tx, bureau, &snapshot, &frozen, frozen.tally())?;
    let key: Option<i64> = subject.parse().ok();
    let standings = rows::standings(tx, bureau.region(), snapshot.id, indicator, &frozen.profile)?;
    let was = standings.iter().find(|(k, _)| Some(*k) == key).map(|(_, s)| *s);
    let was_gap = was.is_some_and(RowStanding::is_gap);
    let was_unknown = u64::from(was == Some(RowStanding::Unknown));
    let (name, whole) = (indicator.name(), figure.denominator());
    Ok(match Effect::of(&figure, 1, was_unknown).filter(|_| was_gap) {
        Some(e) => format!("；{name} {} → {}%（{}÷{whole}）", e.before, e.after, figure.counts.met + 1),
        None => format!("；{name} {}（{}÷{whole}）", figure.text(), figure.counts.met),
    })
}
