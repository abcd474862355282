//! `onedoor indicators`: the figures, the gap list, what-if.

use anyhow::{Context as _, bail};
use domain::{
    base::{Percent, Region, date_text_with_year},
    indicators::{Figure, Indicator},
    people::Desk,
};
use serde::Serialize;
use services::{
    Bureau,
    indicators::{
        Aim, Cheapest, Effect, Gap, GapList, Outcome, WhatIf, WhatIfAnswer, cheapest, closes_text, gaps, take, what_if,
    },
    journal,
};
use web::indicators::FigureView;

use super::DATA;
use crate::{
    cli::{self, IndicatorsWhat, Place},
    failure::DONE,
    house::House,
    terminal,
};

/// What is said before the first snapshot.
const NOT_YET: &str = "还没有统计过，请先运行 onedoor indicators";

pub(super) fn run(place: &Place, args: &cli::Indicators) -> anyhow::Result<u8> {
    let house = House::open(place, DATA)?;
    let desk = Desk::system("命令行");
    match &args.what {
        None => figures(&house.county_or_unnamed(Region::unnamed())?, &desk, args),
        Some(IndicatorsWhat::Gaps(asked)) => gap_lists(&house.must_have_county()?, &desk, asked),
        Some(IndicatorsWhat::WhatIf(asked)) => suppose(&house.must_have_county()?, &desk, asked),
    }
}

fn figures(bureau: &Bureau, desk: &Desk, args: &cli::Indicators) -> anyhow::Result<u8> {
    let as_of = args.as_of.unwrap_or_else(|| bureau.today());
    let report = take(bureau, desk, as_of)?;
    journal::seal(bureau)?;
    if args.json {
        let views: Vec<FigureView> = report.figures.iter().map(|(f, _)| FigureView::from(f)).collect();
        terminal::print_json(&views)?;
        return Ok(DONE);
    }
    terminal::print(&format!("截至 {}（快照 {}）", date_text_with_year(report.as_of), report.snapshot));
    for (figure, _) in report.figures.iter().chain(&report.further) {
        terminal::print(&line(figure));
        terminal::print(&format!("    口径：{}", figure.profile_name));
    }
    Ok(DONE)
}

fn line(figure: &Figure) -> String {
    let rank = figure.rank.map(|r| format!("，全市第 {}（共 {}）", r.place, r.of)).unwrap_or_default();
    let gap = match (&figure.value, figure.has_target(), figure.missing) {
        (None, _, _) | (_, false, _) => String::new(),
        (Some(_), true, 0) => "，达标".into(),
        (Some(_), true, n) => format!("，目标 {}，还差 {n} {}", figure.target_text(), figure.indicator.unit()),
    };
    format!(
        "{}  {}  （{} / {}，不计 {}，未知 {}）{gap}{rank}",
        figure.indicator.name(),
        figure.text(),
        figure.counts.met,
        figure.denominator(),
        figure.counts.excluded,
        figure.counts.unknown
    )
}

/// The figures that are asked for: one, or the report's five.
fn asked(id: Option<&str>) -> anyhow::Result<Vec<Indicator>> {
    let Some(id) = id else { return Ok(Indicator::FIVE.to_vec()) };
    let known: Vec<&str> = Indicator::ALL.iter().map(|i| i.id()).collect();
    let one = Indicator::parse(id).with_context(|| format!("没有“{id}”这项指标，可用：{}", known.join("、")))?;
    Ok(vec![one])
}

#[derive(Serialize)]
struct EffectJson {
    rows: u64,
    after: String,
    points: String,
    /// Numerator and denominator of the percentage points.
    exact: (u64, u64),
}

impl EffectJson {
    fn of(effect: &Effect) -> Self {
        Self { rows: effect.rows, after: effect.after.clone(), points: effect.points.clone(), exact: effect.exact }
    }
}

#[derive(Serialize)]
struct GapJson {
    /// Item id, or division code.
    subject: String,
    code: String,
    name: String,
    unit: String,
    standing: &'static str,
    closes: Vec<ChangeJson>,
    blocker: Option<String>,
    blocker_words: String,
    owner: String,
    planned_on: Option<jiff::civil::Date>,
    order: Option<String>,
    due_on: Option<jiff::civil::Date>,
    effect: Option<EffectJson>,
}

#[derive(Serialize)]
struct ChangeJson {
    field: String,
    now: String,
    need: String,
}

impl GapJson {
    fn of(gap: &Gap) -> Self {
        let change = |c: &domain::indicators::FieldChange| ChangeJson {
            field: c.field.clone(),
            now: c.now.clone(),
            need: c.need.clone(),
        };
        Self {
            subject: gap.subject.clone(),
            code: gap.code.clone(),
            name: gap.name.clone(),
            unit: gap.unit.clone(),
            standing: gap.standing.as_str(),
            closes: gap.closes.iter().map(change).collect(),
            blocker: gap.blocker.kind.map(|k| k.code.clone()),
            blocker_words: gap.blocker.words.clone(),
            owner: gap.blocker.owner.clone(),
            planned_on: gap.blocker.planned_on,
            order: gap.order.as_ref().map(|o| o.no.clone()),
            due_on: gap.order.as_ref().map(|o| o.due_on),
            effect: gap.effect.as_ref().map(EffectJson::of),
        }
    }
}

#[derive(Serialize)]
struct GapListJson {
    figure: FigureView,
    units: Vec<UnitJson>,
}

#[derive(Serialize)]
struct UnitJson {
    unit: String,
    not_met: u64,
    unknown: u64,
    if_closed: Option<EffectJson>,
    gaps: Vec<GapJson>,
}

fn gap_lists(bureau: &Bureau, desk: &Desk, args: &cli::Gaps) -> anyhow::Result<u8> {
    let mut lists = Vec::new();
    for indicator in asked(args.indicator.as_deref())? {
        lists.extend(gaps(bureau, desk, indicator, args.department.as_deref())?);
    }
    if lists.is_empty() {
        bail!(NOT_YET);
    }
    if let Some(name) = &args.department
        && lists.iter().all(|l| l.all_units.iter().all(|(unit, _)| unit != name))
    {
        terminal::say(&format!("没有叫“{name}”的部门（乡镇），或它没有缺口，请写全称"));
    }
    if args.json {
        let views: Vec<GapListJson> = lists.iter().map(list_json).collect();
        terminal::print_json(&views)?;
        return Ok(DONE);
    }
    for list in &lists {
        print_list(list);
    }
    Ok(DONE)
}

fn list_json(list: &GapList) -> GapListJson {
    let unit = |u: &services::indicators::GapUnit| UnitJson {
        unit: u.unit.clone(),
        not_met: u.not_met,
        unknown: u.unknown,
        if_closed: u.if_closed.as_ref().map(EffectJson::of),
        gaps: u.gaps.iter().map(GapJson::of).collect(),
    };
    GapListJson { figure: FigureView::from(&list.figure), units: list.units.iter().map(unit).collect() }
}

fn print_list(list: &GapList) {
    let unit = list.figure.indicator.row_unit();
    terminal::print(&line(&list.figure));
    for of_unit in &list.units {
        let effect = of_unit.if_closed.as_ref();
        let effect = effect.map(|e| format!("，补上后 {}%（升 {} 个百分点）", e.after, e.points)).unwrap_or_default();
        terminal::print(&format!("  {} {} {unit}{effect}", of_unit.unit, of_unit.gaps.len()));
        for gap in &of_unit.gaps {
            let order = gap.order.as_ref().map(|o| format!("；{} {} 前", o.no, o.due_on)).unwrap_or_default();
            terminal::print(&format!(
                "    {} {}（{}）；{}；堵点：{}{order}",
                gap.code,
                gap.name,
                gap.standing.label(),
                closes_text(&gap.closes),
                gap.blocker.words
            ));
        }
    }
}

#[derive(Serialize)]
struct LineJson {
    id: &'static str,
    closed: u64,
    before: FigureView,
    after: FigureView,
}

#[derive(Serialize)]
struct AnswerJson {
    as_of: jiff::civil::Date,
    figures: Vec<LineJson>,
    not_found: Vec<String>,
    beyond_the_county: u64,
}

#[derive(Serialize)]
struct WayJson {
    id: &'static str,
    goal: String,
    /// `already`, `reached`, `out_of_reach`.
    outcome: &'static str,
    why_not: Vec<String>,
    note: Option<String>,
    before: FigureView,
    after: FigureView,
    close: Vec<GapJson>,
}

fn suppose(bureau: &Bureau, desk: &Desk, args: &cli::WhatIf) -> anyhow::Result<u8> {
    let indicators = asked(args.indicator.as_deref())?;
    let aim = match (&args.reach, args.rank) {
        (Some(text), _) => {
            let percent = Percent::parse(text).with_context(|| format!("“{text}”看不懂，请填 0 到 100 的百分数"))?;
            Some(Aim::Figure(percent))
        }
        (None, Some(0)) => bail!("名次从 1 开始"),
        (None, Some(place)) => Some(Aim::Rank(place)),
        (None, None) => None,
    };
    let Some(aim) = aim else {
        let question = WhatIf {
            indicator: args.indicator.as_deref().and_then(Indicator::parse),
            subjects: args.close.clone(),
            departments: args.department.clone(),
        };
        return closed(&what_if(bureau, desk, &question)?.context(NOT_YET)?, args.json);
    };
    let mut ways = Vec::new();
    for indicator in indicators {
        ways.extend(cheapest(bureau, desk, indicator, aim)?);
    }
    if ways.is_empty() {
        bail!(NOT_YET);
    }
    if args.json {
        terminal::print_json(&ways.iter().map(way_json).collect::<Vec<_>>())?;
    } else {
        ways.iter().for_each(print_way);
    }
    Ok(DONE)
}

fn closed(answer: &WhatIfAnswer, json: bool) -> anyhow::Result<u8> {
    if json {
        let figures = answer.lines.iter().map(|l| LineJson {
            id: l.before.indicator.id(),
            closed: l.closed,
            before: FigureView::from(&l.before),
            after: FigureView::from(&l.after),
        });
        terminal::print_json(&AnswerJson {
            as_of: answer.as_of,
            figures: figures.collect(),
            not_found: answer.unknown.clone(),
            beyond_the_county: answer.blocked,
        })?;
        return Ok(DONE);
    }
    for name in &answer.unknown {
        terminal::say(&format!("没有找到“{name}”，没有算进去"));
    }
    for l in answer.lines.iter().filter(|l| l.closed > 0) {
        let name = l.before.indicator.name();
        terminal::print(&format!("{name}  补 {} {}", l.closed, l.before.indicator.row_unit()));
        terminal::print(&format!("    现在  {}", place_line(&l.before)));
        terminal::print(&format!("    补后  {}", place_line(&l.after)));
    }
    if answer.lines.iter().all(|l| l.closed == 0) {
        terminal::print("这些行没有缺口，各项指标不变");
    }
    if answer.blocked > 0 {
        terminal::print(&format!("其中 {} 行的堵点县里解决不了，这样算只是假设", answer.blocked));
    }
    Ok(DONE)
}

fn place_line(figure: &Figure) -> String {
    let rank = figure.rank.map(|r| format!("，全市第 {}（共 {}）", r.place, r.of)).unwrap_or_default();
    format!("{}（{} / {}）{rank}", figure.text(), figure.counts.met, figure.denominator())
}

fn way_json(way: &Cheapest) -> WayJson {
    let (outcome, why_not) = match &way.outcome {
        Outcome::Already => ("already", Vec::new()),
        Outcome::Reached => ("reached", Vec::new()),
        Outcome::OutOfReach(why) => ("out_of_reach", why.clone()),
    };
    WayJson {
        id: way.before.indicator.id(),
        goal: way.goal.clone(),
        outcome,
        why_not,
        note: way.note.clone(),
        before: FigureView::from(&way.before),
        after: FigureView::from(&way.after),
        close: way.chosen.iter().map(GapJson::of).collect(),
    }
}

fn print_way(way: &Cheapest) {
    let (name, unit) = (way.before.indicator.name(), way.before.indicator.row_unit());
    match &way.outcome {
        Outcome::Already => terminal::print(&format!("{name}  {}：已经达到（{}）", way.goal, place_line(&way.before))),
        Outcome::Reached => {
            terminal::print(&format!("{name}  {}：最少补 {} {unit}", way.goal, way.chosen.len()));
            terminal::print(&format!("    现在  {}", place_line(&way.before)));
            terminal::print(&format!("    补后  {}", place_line(&way.after)));
        }
        Outcome::OutOfReach(why) => {
            terminal::print(&format!("{name}  {}：到不了", way.goal));
            why.iter().for_each(|sentence| terminal::print(&format!("    {sentence}")));
            terminal::print(&format!("    能补的都补上  {}", place_line(&way.after)));
        }
    }
    for gap in &way.chosen {
        terminal::print(&format!("    {} {} {}；{}", gap.unit, gap.code, gap.name, closes_text(&gap.closes)));
    }
    if let Some(note) = &way.note {
        terminal::print(&format!("    {note}"));
    }
}
