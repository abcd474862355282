//! What the calls found (回访结果): reach beside satisfaction, weights by stratum, intervals, five dimensions by department,
//! weeks in a row, words in notes.

use std::collections::BTreeMap;

use domain::{
    base::{Confidence, DepartmentId, suppressed},
    followup::{
        Answers, Estimate, Group, Line, Standing, StratumKey, Tally, Week, WeekDraw, estimate, reach_text, sentence,
        tally,
    },
    people::{Act, Desk},
};
use jiff::ToSpan as _;
use store::{
    StoreError, Tx, followup as rows,
    rectification::{OrderCounts, OrderFilter, order_counts},
};

use super::{
    Period, plan,
    proof::{names, strata},
    step::{for_others, unsealed},
};
use crate::{Bureau, Failure, Never};

/// How many weeks a trend shows.
const TREND_WEEKS: i64 = 12;

/// A group of calls and what they let one say.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct GroupResult {
    /// Cases that could be drawn.
    pub population: u32,
    /// What the calls add up to.
    pub tally: Tally,
    /// What the whole is like; `None` where nobody answered, or too few to tell.
    pub estimate: Option<Estimate>,
}

/// A department's.
#[derive(Debug, Clone, PartialEq)]
pub struct DepartmentResult {
    /// Id.
    pub id: DepartmentId,
    /// Name.
    pub name: String,
    /// Its calls.
    pub result: GroupResult,
    /// So few answers that none of its numbers is shown but how many were drawn; or one that would tell those of few
    /// from the whole (补充隐匿).
    pub is_hidden: bool,
}

impl DepartmentResult {
    /// How many were drawn and reached, as far as it is shown.
    #[must_use]
    pub fn reach_text(&self) -> String {
        match self.is_hidden {
            true => format!("抽取{}件", self.result.tally.drawn),
            false => reach_text(&self.result.tally),
        }
    }

    /// What they said, as far as it is shown.
    #[must_use]
    pub fn sentence(&self) -> String {
        match self.is_hidden {
            true => "答的太少，不单列".to_owned(),
            false => sentence(&self.result.tally),
        }
    }
}

/// A week of a trend.
#[derive(Debug, Clone, PartialEq)]
pub struct TrendWeek {
    /// Which.
    pub week: Week,
    /// Its calls.
    pub result: GroupResult,
}

/// The results of a period.
#[derive(Debug, Clone)]
pub struct Results {
    /// Which.
    pub period: Period,
    /// The draws of its weeks, as far as there are any, in order.
    pub draws: Vec<WeekDraw>,
    /// All together.
    pub whole: GroupResult,
    /// By department, by name.
    pub departments: Vec<DepartmentResult>,
    /// The last weeks up to the end of the period that were drawn.
    pub trend: Vec<TrendWeek>,
    /// Words in notes, the most frequent first, with the number of notes.
    pub words: Vec<(String, u32)>,
    /// Notes that were looked at.
    pub notes: u32,
    /// Said to have been handed in outside the hall.
    pub off_hall: u32,
    /// Said to have been asked for more than the guide names.
    pub extra: u32,
    /// Answers kept from the asker (限制查看).
    pub kept_back: u32,
    /// Second calls of these weeks.
    pub second: Tally,
    /// Orders opened upon calls of these weeks.
    pub orders: OrderCounts,
    /// Of intervals.
    pub confidence: Confidence,
    /// A department with fewer answers is not given a share.
    pub hide_below: u32,
}

/// A week as it was drawn and called.
struct CalledWeek {
    week: Week,
    draw: WeekDraw,
    sizes: Vec<(StratumKey, u32, u32)>,
    lines: Vec<Line>,
    kept_back: u32,
}

/// The results of a period, for whoever may see them. Answers on integrity that may be clues, with the words beside them,
/// are kept from those who may not read them.
pub fn results(bureau: &Bureau, desk: &Desk, period: Period) -> Result<Results, Failure<Never>> {
    bureau.may(desk, Act::FollowupView)?;
    let reads_clues = !desk.is_system() && bureau.may(desk, Act::FollowupClue).is_ok();
    let weeks = period.weeks();
    Ok(bureau.db().read(|tx| {
        let plan = plan::in_force(tx, bureau.region())?;
        let mut called = Vec::new();
        for week in &weeks {
            called.extend(called_week(bureau, tx, *week, reads_clues)?);
        }
        let departments = by_department(&called, &names(bureau, tx)?, (plan.confidence, plan.hide_below));
        let answers: Vec<&Answers> = called.iter().flat_map(|w| &w.lines).filter_map(answers_of).collect();
        let mut second = Vec::new();
        let mut orders = OrderCounts::default();
        for week in &weeks {
            for sealed in rows::lines_of_week(tx, bureau.region(), *week)? {
                if !sealed.line.place.is_drawn() {
                    second.push(for_others(unsealed(bureau, tx, sealed)?).0);
                }
            }
            add(&mut orders, &orders_of(bureau, tx, *week)?);
        }
        let end = weeks.last().copied().unwrap_or(Week::of(bureau.today()));
        Ok(Results {
            period,
            whole: whole(&called, None, plan.confidence),
            departments,
            trend: trend(bureau, tx, end, plan.confidence)?,
            words: words_in(&plan.words, &answers),
            notes: answers.iter().filter(|a| !a.note.is_empty()).count() as u32,
            off_hall: answers.iter().filter(|a| a.handed_in.is_some_and(|h| h.is_off_hall())).count() as u32,
            extra: answers.iter().filter(|a| !a.extra_materials.is_empty()).count() as u32,
            kept_back: called.iter().map(|w| w.kept_back).sum(),
            second: tally(&second),
            orders,
            confidence: plan.confidence,
            hide_below: plan.hide_below,
            draws: called.into_iter().map(|w| w.draw).collect(),
        })
    })?)
}

fn answers_of(line: &Line) -> Option<&Answers> {
    match &line.standing {
        Standing::Done(call) => call.answers.as_ref(),
        Standing::Waiting { .. } | Standing::Skipped { .. } => None,
    }
}

fn orders_of(bureau: &Bureau, tx: &mut Tx<'_>, week: Week) -> Result<OrderCounts, StoreError> {
    let filter = OrderFilter {
        source: Some(domain::rectification::Source::FollowUp),
        source_ref: Some(week.to_string()),
        ..OrderFilter::default()
    };
    order_counts(tx, bureau.region(), &filter, bureau.today())
}

fn add(all: &mut OrderCounts, more: &OrderCounts) {
    all.issued += more.issued;
    all.overdue += more.overdue;
    all.answered += more.answered;
    all.closed += more.closed;
    all.withdrawn += more.withdrawn;
}

fn called_week(
    bureau: &Bureau,
    tx: &mut Tx<'_>,
    week: Week,
    reads_clues: bool,
) -> Result<Option<CalledWeek>, StoreError> {
    let region = bureau.region();
    let Some(draw) = rows::week_draw(tx, region, week)? else { return Ok(None) };
    let Some(made) = &draw.made else { return Ok(None) };
    let plan = plan::at(tx, region, made.plan)?;
    let list = rows::frozen_list(tx, region, draw.id)?;
    let sizes = strata(&plan, &list).into_iter().map(|s| (s.key, s.population, s.wanted)).collect();
    let (mut lines, mut kept_back) = (Vec::new(), 0);
    for sealed in rows::lines_of_week(tx, region, week)? {
        if !sealed.line.place.is_drawn() {
            continue;
        }
        let line = unsealed(bureau, tx, sealed)?;
        let (line, is_kept_back) = if reads_clues { (line, false) } else { for_others(line) };
        kept_back += u32::from(is_kept_back);
        lines.push(line);
    }
    Ok(Some(CalledWeek { week, draw, sizes, lines, kept_back }))
}

/// All weeks together, or one department in them: each stratum of each week is a group of its own.
fn whole(called: &[CalledWeek], of: Option<DepartmentId>, confidence: Confidence) -> GroupResult {
    let is_of = |key: StratumKey| of.is_none_or(|d| d == key.department);
    let mut groups = Vec::new();
    for week in called {
        for (key, population, wanted) in week.sizes.iter().filter(|(key, _, _)| is_of(*key)) {
            let answers = week.lines.iter().filter(|l| l.stratum == *key).filter_map(answers_of);
            let levels: Vec<bool> = answers.map(|a| a.overall.passes()).collect();
            groups.push(Group {
                stratum: domain::followup::Stratum { key: *key, population: *population, wanted: *wanted },
                answered: levels.len() as u32,
                satisfied: levels.iter().filter(|passes| **passes).count() as u32,
            });
        }
    }
    let lines = called.iter().flat_map(|w| &w.lines).filter(|l| is_of(l.stratum));
    GroupResult {
        population: groups.iter().map(|g| g.stratum.population).sum(),
        tally: tally(lines),
        estimate: estimate(&groups, confidence),
    }
}

fn by_department(
    called: &[CalledWeek],
    names: &BTreeMap<DepartmentId, String>,
    (confidence, hide_below): (Confidence, u32),
) -> Vec<DepartmentResult> {
    let mut ids: Vec<DepartmentId> = called.iter().flat_map(|w| &w.sizes).map(|(key, _, _)| key.department).collect();
    ids.sort_unstable();
    ids.dedup();
    let mut out: Vec<DepartmentResult> = ids
        .into_iter()
        .map(|id| {
            let result = whole(called, Some(id), confidence);
            DepartmentResult { id, name: names.get(&id).cloned().unwrap_or_default(), result, is_hidden: false }
        })
        .collect();
    // The whole stands on the same page: a single hidden department could be worked out from it.
    let numbers: Vec<u32> = out.iter().map(|d| d.result.tally.overall.answered()).collect();
    for (one, is_hidden) in out.iter_mut().zip(suppressed(&numbers, hide_below)) {
        if is_hidden {
            let tally = Tally { drawn: one.result.tally.drawn, ..Tally::default() };
            one.result = GroupResult { population: one.result.population, tally, estimate: None };
            one.is_hidden = true;
        }
    }
    out.sort_by(|a, b| a.name.cmp(&b.name));
    out
}

fn trend(bureau: &Bureau, tx: &mut Tx<'_>, end: Week, confidence: Confidence) -> Result<Vec<TrendWeek>, StoreError> {
    let first = Week::of(end.first_day().saturating_sub((7 * (TREND_WEEKS - 1)).days()));
    let mut out = Vec::new();
    for draw in rows::week_draws(tx, bureau.region(), end, TREND_WEEKS)? {
        if draw.week < first || draw.made.is_none() {
            continue;
        }
        if let Some(called) = called_week(bureau, tx, draw.week, false)? {
            out.push(TrendWeek { week: called.week, result: whole(std::slice::from_ref(&called), None, confidence) });
        }
    }
    out.reverse();
    Ok(out)
}

/// How many notes hold each word of the list, the most frequent first; a word of the list within another of it that was
/// found at the same place is counted as well. No name is ever among them, because the list is closed.
fn words_in(list: &[String], answers: &[&Answers]) -> Vec<(String, u32)> {
    let count = |word: &String| {
        answers.iter().filter(|a| a.note.contains(word.as_str()) || a.extra_materials.contains(word.as_str())).count()
    };
    let mut found: Vec<(String, u32)> =
        list.iter().map(|word| (word.clone(), count(word) as u32)).filter(|(_, n)| *n > 0).collect();
    found.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    found.truncate(20);
    found
}
