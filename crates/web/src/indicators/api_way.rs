//! The way to 100 % as JSON (差距与试算接口): the gap list, what if, the cheapest way to a goal. Ids are text.

use axum::{
    extract::{Path, State},
    http::StatusCode,
};
use domain::{
    base::Percent,
    indicators::{FieldChange, Indicator},
};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use services::indicators::{Aim, Effect, Gap, Outcome, WhatIf};

use super::{FigureView, gaps};
use crate::door::{App, Body, Oops, Query, Reply, Seat, blocking, json, to_mend};

/// Rows of one answer where no number is named, and at most.
const PAGE: usize = 100;
const MOST: usize = 1_000;

#[derive(Serialize)]
struct ChangeJson {
    field: String,
    now: String,
    need: String,
}

#[derive(Serialize)]
struct BlockerJson {
    kind: Option<String>,
    words: String,
    owner: String,
    planned_on: Option<Date>,
    closable: bool,
}

#[derive(Serialize)]
struct OrderJson {
    no: String,
    slug: String,
    stage: String,
    due_on: Date,
}

#[derive(Serialize)]
struct EffectJson {
    rows: u64,
    before: String,
    after: String,
    points: String,
}

#[derive(Serialize)]
struct GapJson {
    subject: String,
    code: String,
    name: String,
    unit: String,
    standing: &'static str,
    closes: Vec<ChangeJson>,
    blocker: BlockerJson,
    order: Option<OrderJson>,
    effect: Option<EffectJson>,
}

impl From<&Gap> for GapJson {
    fn from(gap: &Gap) -> Self {
        let change = |c: &FieldChange| ChangeJson { field: c.field.clone(), now: c.now.clone(), need: c.need.clone() };
        let effect = |e: &Effect| EffectJson {
            rows: e.rows,
            before: e.before.clone(),
            after: e.after.clone(),
            points: e.points.clone(),
        };
        Self {
            subject: gap.subject.clone(),
            code: gap.code.clone(),
            name: gap.name.clone(),
            unit: gap.unit.clone(),
            standing: gap.standing.as_str(),
            closes: gap.closes.iter().map(change).collect(),
            blocker: BlockerJson {
                kind: gap.blocker.kind.map(|k| k.code.clone()),
                words: gap.blocker.words.clone(),
                owner: gap.blocker.owner.clone(),
                planned_on: gap.blocker.planned_on,
                closable: gap.blocker.kind.is_none_or(|k| k.closable),
            },
            order: gap.order.as_ref().map(|o| OrderJson {
                no: o.no.clone(),
                slug: o.slug.clone(),
                stage: o.stage.clone(),
                due_on: o.due_on,
            }),
            effect: gap.effect.as_ref().map(effect),
        }
    }
}

#[derive(Serialize)]
struct UnitJson {
    unit: String,
    gaps: u64,
}

#[derive(Serialize)]
struct GapsJson {
    figure: FigureView,
    total: u64,
    units: Vec<UnitJson>,
    gaps: Vec<GapJson>,
    /// To be sent back as `after`.
    next: Option<String>,
}

/// Before the first snapshot there is nothing to speak of.
pub(super) fn uncounted() -> Oops {
    Oops::not_found().saying("还没有统计过，请先按今天统计")
}

/// `?department=&after=&limit=`.
pub(crate) async fn gap_list(State(app): State<App>, seat: Seat, Path(id): Path<String>, query: Query) -> Reply {
    let indicator = gaps::named(&id)?;
    let after: Option<String> = Some(query.text("after")).filter(|a| !a.is_empty());
    let list = gaps::load(&app, &seat, indicator, &query.text("department")).await?.ok_or_else(uncounted)?;
    let from = match &after {
        None => 0,
        Some(last) => match list.rows().position(|gap| gap.subject == *last) {
            Some(at) => at + 1,
            None => return Err(Oops::parameter("after", "after 没有读懂，请用上一页的 next")),
        },
    };
    let limit = query.whole("limit")?.unwrap_or(PAGE).clamp(1, MOST);
    let page: Vec<&Gap> = list.rows().skip(from).take(limit).collect();
    let more = list.rows().count() > from + page.len();
    let body = GapsJson {
        figure: FigureView::from(&list.figure),
        total: list.total(),
        units: list.all_units.iter().map(|(unit, gaps)| UnitJson { unit: unit.clone(), gaps: *gaps }).collect(),
        next: page.last().filter(|_| more).map(|gap| gap.subject.clone()),
        gaps: page.into_iter().map(GapJson::from).collect(),
    };
    json(StatusCode::OK, &body)
}

/// What is asked.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct WhatIfBody {
    #[serde(default)]
    indicator: Option<String>,
    #[serde(default)]
    subjects: Vec<String>,
    #[serde(default)]
    departments: Vec<String>,
}

#[derive(Serialize)]
struct LineJson {
    before: FigureView,
    after: FigureView,
    closed: u64,
}

#[derive(Serialize)]
struct WhatIfJson {
    as_of: Date,
    lines: Vec<LineJson>,
    unknown: Vec<String>,
    blocked: u64,
}

/// Reckons; nothing is saved.
pub(crate) async fn what_if(State(app): State<App>, seat: Seat, Body(body): Body<WhatIfBody>) -> Reply {
    let indicator = match body.indicator.as_deref().map(|id| (id, Indicator::parse(id))) {
        None => None,
        Some((_, Some(known))) => Some(known),
        Some((id, None)) => {
            return to_mend([("indicator", format!("没有指标 {id}，请从 /api/indicators 里取"))]);
        }
    };
    let asked = WhatIf { indicator, subjects: body.subjects, departments: body.departments };
    if asked.subjects.is_empty() && asked.departments.is_empty() {
        return to_mend([("subjects", "请写明补哪些行或哪些部门".to_owned())]);
    }
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    let found = blocking(move || services::indicators::what_if(&bureau, &desk, &asked)).await??;
    let answer = found.ok_or_else(uncounted)?;
    let line = |l: &services::indicators::WhatIfLine| LineJson {
        before: FigureView::from(&l.before),
        after: FigureView::from(&l.after),
        closed: l.closed,
    };
    let body = WhatIfJson {
        as_of: answer.as_of,
        lines: answer.lines.iter().map(line).collect(),
        unknown: answer.unknown,
        blocked: answer.blocked,
    };
    json(StatusCode::OK, &body)
}

/// The goal: a percentage, or a place; neither is the profile's own target.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct CheapestBody {
    #[serde(default)]
    target: Option<String>,
    #[serde(default)]
    rank: Option<String>,
}

#[derive(Serialize)]
struct CheapestJson {
    goal: String,
    outcome: &'static str,
    sentences: Vec<String>,
    before: FigureView,
    after: FigureView,
    chosen: Vec<GapJson>,
}

/// The fewest rows to a goal; nothing is saved.
pub(crate) async fn cheapest(
    State(app): State<App>,
    seat: Seat,
    Path(id): Path<String>,
    Body(body): Body<CheapestBody>,
) -> Reply {
    let indicator = gaps::named(&id)?;
    let aim = match (body.target, body.rank) {
        (None, None) => Aim::OwnTarget,
        (Some(text), None) => match Percent::parse(&text) {
            Ok(percent) => Aim::Figure(percent),
            Err(_) => return to_mend([("target", "要达到的数请填百分数，例如 99.5".to_owned())]),
        },
        (None, Some(text)) => match domain::base::fold(&text).parse() {
            Ok(place) if place > 0 => Aim::Rank(place),
            Ok(_) | Err(_) => return to_mend([("rank", "名次请填从 1 起的整数，例如 3".to_owned())]),
        },
        (Some(_), Some(_)) => return to_mend([("rank", "target 和 rank 请只写一个".to_owned())]),
    };
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    let found = blocking(move || services::indicators::cheapest(&bureau, &desk, indicator, aim)).await??;
    let way = found.ok_or_else(uncounted)?;
    let (outcome, mut sentences) = match way.outcome {
        Outcome::Already => ("already", Vec::new()),
        Outcome::Reached => ("reached", Vec::new()),
        Outcome::OutOfReach(why) => ("out_of_reach", why),
    };
    sentences.extend(way.note);
    let body = CheapestJson {
        goal: way.goal,
        outcome,
        sentences,
        before: FigureView::from(&way.before),
        after: FigureView::from(&way.after),
        chosen: way.chosen.iter().map(GapJson::from).collect(),
    };
    json(StatusCode::OK, &body)
}
