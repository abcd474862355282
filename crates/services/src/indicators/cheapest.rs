//! The cheapest way to a target or a place (最少补哪几项): the smallest number of rows, and of those the
//! ones that cost least. Says so when there is no way.

use std::collections::{BTreeMap, HashMap};

use domain::{
    base::Percent,
    indicators::{
        Candidate, Counts, Direction, Field, Figure, Goal, Indicator, Need, RowStanding, Tally, cheapest_first, needed,
    },
    people::{Act, Desk},
};

use super::{
    FrozenFigure, Gap, blocker_kinds,
    figures::figure_of,
    gaps::{collect, newest},
};
use crate::{Bureau, Failure, Never};

/// What is to be reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Aim {
    /// The profile's own target, as it is meant (数值, 维持, 持续提升).
    OwnTarget,
    /// A figure.
    Figure(Percent),
    /// A place in the city, or a better one.
    Rank(u32),
}

/// Whether there is a way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// It is so already.
    Already,
    /// The chosen rows do it.
    Reached,
    /// They do not, and why, in sentences.
    OutOfReach(Vec<String>),
}

/// The way.
#[derive(Debug, Clone)]
pub struct Cheapest {
    /// What was asked, in words: `100%`, `全市第 1`.
    pub goal: String,
    /// The figure now.
    pub before: Figure,
    /// The figure after closing the chosen rows.
    pub after: Figure,
    /// Whether that is what was asked.
    pub outcome: Outcome,
    /// The rows to close, the cheapest first; those that can be closed at all when it is out of reach.
    pub chosen: Vec<Gap>,
    /// What to bear in mind.
    pub note: Option<String>,
}

/// Finds it over the newest snapshot; `None` before the first.
pub fn cheapest(
    bureau: &Bureau,
    desk: &Desk,
    indicator: Indicator,
    aim: Aim,
) -> Result<Option<Cheapest>, Failure<Never>> {
    bureau.may(desk, Act::IndicatorView)?;
    Ok(bureau.db().read(|tx| {
        let Some((snapshot, frozen)) = newest(tx, bureau, indicator)? else { return Ok(None) };
        let before = figure_of(tx, bureau, &snapshot, &frozen, frozen.tally())?;
        let gaps = collect(tx, bureau, &snapshot, &frozen, &before)?;
        let (outcome, chosen) = choose(bureau, &frozen, &before, gaps, aim);
        let after = if chosen.is_empty() {
            before.clone()
        } else {
            figure_of(tx, bureau, &snapshot, &frozen, closed(&before, &chosen))?
        };
        let note = note(&after, aim, &outcome);
        Ok(Some(Cheapest { goal: words(&before, aim), before, after, outcome, chosen, note }))
    })?)
}

fn words(figure: &Figure, aim: Aim) -> String {
    match aim {
        Aim::OwnTarget => figure.target_text(),
        Aim::Figure(percent) => format!("{percent}%"),
        Aim::Rank(place) => format!("全市第 {place}"),
    }
}

/// The count with the chosen rows met.
fn closed(before: &Figure, chosen: &[Gap]) -> Tally {
    let of = |standing| chosen.iter().filter(|g| g.standing == standing).count() as u64;
    let (not_met, unknown) = (of(RowStanding::NotMet), of(RowStanding::Unknown));
    let counts = before.counts;
    Tally::from(Counts {
        met: counts.met + not_met + unknown,
        not_met: counts.not_met - not_met,
        unknown: counts.unknown - unknown,
        excluded: counts.excluded,
    })
}

fn choose(bureau: &Bureau, frozen: &FrozenFigure, figure: &Figure, gaps: Vec<Gap>, aim: Aim) -> (Outcome, Vec<Gap>) {
    let never = |why: &str| (Outcome::OutOfReach(vec![why.to_owned()]), Vec::new());
    if figure.indicator.is_weighed() {
        return never("承诺时限压缩比按工作日计算，不能按补几项推算");
    }
    let rows = match need(bureau, frozen, figure, aim) {
        Need::Already => return (Outcome::Already, Vec::new()),
        Need::NoField => return never("还没有别的县的数据，名次推算不了，请先导入全市通报"),
        Need::Downwards => return never("这项指标越低越好，补缺口不会让它变好"),
        Need::Beyond => return never("把缺口全部补上也到不了，请核对目标"),
        Need::Rows(rows) => rows,
    };
    let order = cheapest_first(gaps.iter().map(candidate).collect());
    let within = usize::try_from(rows).is_ok_and(|n| n <= order.len());
    let mut sentences = Vec::new();
    if !within {
        let unit = figure.indicator.row_unit();
        sentences.push(format!("要补 {rows} {unit}，能补的只有 {} {unit}", order.len()));
        let mut held: BTreeMap<&str, u64> = BTreeMap::new();
        for kind in gaps.iter().filter_map(|g| g.blocker.kind).filter(|k| !k.closable) {
            *held.entry(kind.word.as_str()).or_default() += 1;
        }
        sentences.extend(held.into_iter().map(|(word, n)| format!("{n} {unit}受“{word}”限制，县里补不了")));
    }
    let take = if within { rows as usize } else { order.len() };
    let mut by_key: HashMap<i64, Gap> = gaps.into_iter().map(|g| (g.key, g)).collect();
    let chosen = order.into_iter().take(take).filter_map(|key| by_key.remove(&key)).collect();
    (if within { Outcome::Reached } else { Outcome::OutOfReach(sentences) }, chosen)
}

fn need(bureau: &Bureau, frozen: &FrozenFigure, figure: &Figure, aim: Aim) -> Need {
    let profile = &frozen.profile;
    let city = frozen.field();
    let field = Field {
        own_code: bureau.region().as_str(),
        city: &city,
        ties: profile.ties,
        direction: profile.direction,
        decimals: profile.decimals,
    };
    let goal = match aim {
        Aim::Figure(percent) => Goal::Target(percent),
        Aim::Rank(place) => Goal::Rank(place),
        Aim::OwnTarget if figure.has_target() && profile.direction == Direction::HigherIsBetter => {
            return match (figure.denominator(), figure.missing) {
                (0, _) => Need::Beyond,
                (_, 0) => Need::Already,
                (_, rows) => Need::Rows(rows),
            };
        }
        Aim::OwnTarget => Goal::Target(profile.target_percent()),
    };
    needed(figure.ratio(), goal, &field)
}

fn candidate(gap: &Gap) -> Candidate {
    // Where nobody has said what holds it up, it may be anything.
    let unrecorded = blocker_kinds().iter().find(|k| k.code == "other").map_or(0, |k| k.weight);
    Candidate {
        key: gap.key,
        changes: gap.closes.len().max(1),
        weight: gap.blocker.kind.map_or(unrecorded, |k| k.weight),
        closable: gap.blocker.kind.is_none_or(|k| k.closable),
        unit: gap.unit.clone(),
    }
}

fn note(after: &Figure, aim: Aim, outcome: &Outcome) -> Option<String> {
    let unknown = after.counts.unknown;
    match (aim, outcome) {
        (Aim::Rank(_), Outcome::Reached | Outcome::Already) if unknown > 0 => {
            Some(format!("还有 {unknown} {}未知，名次按最低值推算，只会更好", after.indicator.row_unit()))
        }
        (Aim::Rank(_), Outcome::Reached | Outcome::Already) => Some("按各县已公布的数推算，别的县也会变".to_owned()),
        (Aim::OwnTarget | Aim::Figure(_) | Aim::Rank(_), _) => None,
    }
}
