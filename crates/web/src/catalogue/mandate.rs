//! 应进必进 over HTTP: the page with its parts, the same as xlsx and as JSON.

use std::collections::BTreeMap;

use axum::{extract::State, http::StatusCode};
use domain::{
    base::date_text_with_year,
    catalogue::{ExemptionReason, HallMove, MandateStanding},
    people::{Act, authorise},
};
use jiff::civil::Date;
use serde::Serialize;
use services::catalogue::{MandateItem, ResidencyMove, mandate, mandate_source, residency_moves};

use super::{MandateLine, MandatePage, MoveLine, StandingTab};
use crate::{
    base::{Choice, Link, Pick, Tag, Tone, actor_name, paths},
    door::{App, Oops, Query, Reply, Seat, address, blocking, json, show},
    tables::sheet::attached,
};

/// Rows of one page.
const PAGE: usize = 50;
/// The word of the part that shows what moved.
const MOVES: &str = "moves";

/// What is shown; what is not known shows what somebody has to look at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Open,
    Standing(MandateStanding),
    Moves,
}

impl Part {
    fn of(word: &str) -> Self {
        match MandateStanding::parse(word) {
            Some(standing) => Self::Standing(standing),
            None if word == MOVES => Self::Moves,
            None => Self::Open,
        }
    }

    fn as_str(self) -> &'static str {
        match self {
            Self::Open => "",
            Self::Standing(standing) => standing.as_str(),
            Self::Moves => MOVES,
        }
    }

    fn keeps(self, standing: MandateStanding) -> bool {
        match self {
            Self::Open => !standing.advice().is_empty(),
            Self::Standing(only) => standing == only,
            Self::Moves => false,
        }
    }
}

struct Asked {
    part: Part,
    department: String,
}

impl Asked {
    fn of(query: &Query) -> Self {
        Self { part: Part::of(&query.text("standing")), department: query.text("department") }
    }

    fn is_of(&self, department: &str) -> bool {
        self.department.is_empty() || self.department == department
    }

    fn at(&self, path: &str, part: Part, after: usize) -> String {
        let after = if after == 0 { String::new() } else { after.to_string() };
        address(path, &[("standing", part.as_str()), ("department", &self.department), ("after", &after)])
    }
}

async fn found(app: &App, seat: &Seat) -> Result<(Vec<MandateItem>, Vec<ResidencyMove>), Oops> {
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    blocking(move || -> Result<_, Oops> { Ok((mandate(&bureau, &desk)?, residency_moves(&bureau, &desk)?)) }).await?
}

/// `?standing=` chooses the part, `?department=` narrows, `?after=` goes on.
pub(crate) async fn page(State(app): State<App>, seat: Seat, query: Query) -> Reply {
    let asked = Asked::of(&query);
    let after: usize = query.number("after").unwrap_or(0);
    let (items, moves) = found(&app, &seat).await?;
    let kept: Vec<&MandateItem> =
        items.iter().filter(|i| asked.part.keeps(i.standing) && asked.is_of(&i.department)).collect();
    let of: Vec<&ResidencyMove> = moves.iter().filter(|m| asked.is_of(&m.department)).collect();
    let (listed, shows_moves) = match asked.part {
        Part::Moves => (of.len(), true),
        Part::Open | Part::Standing(_) => (kept.len(), false),
    };
    let next = after.saturating_add(PAGE);
    let may_edit = authorise(&seat.desk, Act::CatalogueEdit, None).is_ok();
    let sees_gaps = authorise(&seat.desk, Act::IndicatorView, None).is_ok();
    let bureau = app.bureau().clone();
    let source = blocking(move || mandate_source(&bureau)).await?.map_err(|e| Oops::broken(&e))?;
    show(&MandatePage {
        frame: app.frame(&seat, heading(&items)),
        tabs: tabs(&asked, &items, &moves),
        standing: asked.part.as_str().to_owned(),
        department: departments(&asked, &items),
        rows: kept.iter().skip(after).take(PAGE).map(|i| line(i, may_edit)).collect(),
        moves: shows_moves.then(|| of.iter().skip(after).take(PAGE).map(|m| moved(m)).collect()),
        listed,
        next: (next < listed).then(|| asked.at(paths::MANDATE, asked.part, next)),
        first: (after > 0).then(|| asked.at(paths::MANDATE, asked.part, 0)),
        sheet: asked.at(paths::MANDATE_SHEET, asked.part, 0),
        gaps: sees_gaps.then(|| paths::indicator_page("hall_residency_rate", "gaps")),
        source,
        empty: match asked.part {
            Part::Open => "没有要看的：事项都已进驻或有效豁免。",
            Part::Standing(_) => "没有这样的事项。",
            Part::Moves => "还没有事项进出大厅的记录。",
        },
    })
}

/// As "应进必进：3 项应进未进，1 项要核对".
fn heading(items: &[MandateItem]) -> String {
    let gaps = items.iter().filter(|i| i.standing.is_gap()).count();
    let look = items.iter().filter(|i| !i.standing.is_gap() && !i.standing.advice().is_empty()).count();
    match (items.len(), gaps, look) {
        (0, _, _) => "应进必进：还没有在用的事项".to_owned(),
        (_, 0, 0) => "应进必进：都已进驻或有效豁免".to_owned(),
        (_, 0, look) => format!("应进必进：{look} 项要核对"),
        (_, gaps, 0) => format!("应进必进：{gaps} 项应进未进"),
        (_, gaps, look) => format!("应进必进：{gaps} 项应进未进，{look} 项要核对"),
    }
}

fn tabs(asked: &Asked, items: &[MandateItem], moves: &[ResidencyMove]) -> Vec<StandingTab> {
    let tab = |part: Part, label: &str, count: usize| StandingTab {
        href: asked.at(paths::MANDATE, part, 0),
        label: label.to_owned(),
        count,
        current: asked.part == part,
    };
    let count = |part: Part| items.iter().filter(|i| part.keeps(i.standing) && asked.is_of(&i.department)).count();
    let mut all = vec![tab(Part::Open, "要看的", count(Part::Open))];
    let parts = MandateStanding::ALL.into_iter().map(|s| (Part::Standing(s), s));
    // A part that holds nothing is offered only while it is looked at.
    let parts = parts.filter(|(part, _)| count(*part) > 0 || asked.part == *part);
    all.extend(parts.map(|(part, s)| tab(part, s.label(), count(part))));
    all.push(tab(Part::Moves, "进出记录", moves.iter().filter(|m| asked.is_of(&m.department)).count()));
    all
}

fn departments(asked: &Asked, items: &[MandateItem]) -> Choice {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for item in items.iter().filter(|i| Part::Open.keeps(i.standing)) {
        *counts.entry(&item.department).or_default() += 1;
    }
    if !asked.department.is_empty() {
        counts.entry(&asked.department).or_default();
    }
    let all = Pick { value: String::new(), label: "全部部门".into(), chosen: asked.department.is_empty() };
    let of = counts.into_iter().map(|(name, n)| Pick {
        value: name.into(),
        label: format!("{name}（{n}）"),
        chosen: asked.department == name,
    });
    Choice { options: std::iter::once(all).chain(of).collect(), problem: None }
}

fn tone(standing: MandateStanding) -> Tone {
    match standing {
        MandateStanding::Missing | MandateStanding::Lapsed | MandateStanding::Ahead => Tone::Bad,
        MandateStanding::Contradiction
        | MandateStanding::ReasonNotLawful
        | MandateStanding::Incomplete
        | MandateStanding::Expiring => Tone::Warning,
        MandateStanding::Unknown | MandateStanding::Exempt => Tone::Neutral,
        MandateStanding::Resident => Tone::Good,
    }
}

fn reason(item: &MandateItem) -> String {
    let Some(e) = &item.exemption else { return String::new() };
    let kind = ExemptionReason::parse(&e.code).map_or("没写类别", ExemptionReason::label);
    if e.reason.is_empty() || e.reason == kind { kind.to_owned() } else { format!("{kind}：{}", e.reason) }
}

fn term(item: &MandateItem) -> String {
    let Some(e) = &item.exemption else { return String::new() };
    let from = e.from.map_or_else(|| "起始未写".to_owned(), date_text_with_year);
    let to = e.to.map_or_else(|| "长期".to_owned(), date_text_with_year);
    format!("{from} 至 {to}")
}

fn line(item: &MandateItem, may_edit: bool) -> MandateLine {
    let id = item.id.to_string();
    let basis = item.exemption.as_ref().map(|e| match e.approval_no.as_str() {
        "" => format!("{}，没写批准文号", e.basis),
        no => format!("{}，{no}", e.basis),
    });
    MandateLine {
        what: Link::new(paths::guide(&id), item.name.clone()),
        code: item.code.clone(),
        department: item.department.clone(),
        standing: Tag::new(tone(item.standing), item.standing.label()),
        advice: item.standing.advice(),
        reason: reason(item),
        basis: basis.unwrap_or_default(),
        place: item.exemption.as_ref().map(|e| e.place.clone()).unwrap_or_default(),
        term: term(item),
        next: may_edit.then(|| Link::new(paths::item_facts(&id), "改事项")),
    }
}

fn moved(m: &ResidencyMove) -> MoveLine {
    let tone = match m.way {
        HallMove::Entered => Tone::Good,
        HallMove::Left => Tone::Warning,
        HallMove::Noted => Tone::Neutral,
    };
    MoveLine {
        on: date_text_with_year(m.on),
        what: Link::new(paths::guide(&m.item.to_string()), m.name.clone()),
        department: m.department.clone(),
        way: Tag::new(tone, m.way.label()),
        approval: m.approval_no.clone(),
        why: m.why.clone(),
        actor: actor_name(&m.actor).to_owned(),
    }
}

/// The list under its filter, all of it.
pub(crate) async fn sheet(State(app): State<App>, seat: Seat, query: Query) -> Reply {
    let asked = Asked::of(&query);
    let (items, moves) = found(&app, &seat).await?;
    let day = |d: Option<Date>| d.map(|d| d.to_string()).unwrap_or_default();
    if asked.part == Part::Moves {
        let titles = ["编码", "名称", "部门", "进出", "起始日期", "批准文号", "依据", "登记人"];
        let row = |m: &ResidencyMove| {
            let actor = actor_name(&m.actor).to_owned();
            let (code, name, department) = (m.code.clone(), m.name.clone(), m.department.clone());
            let way = m.way.label().to_owned();
            vec![code, name, department, way, m.on.to_string(), m.approval_no.clone(), m.why.clone(), actor]
        };
        let rows: Vec<Vec<String>> = moves.iter().filter(|m| asked.is_of(&m.department)).map(row).collect();
        return attached(&format!("residency-moves-{}", app.bureau().today()), "进出记录", &titles, &rows);
    }
    let kept = items.iter().filter(|i| asked.part.keeps(i.standing) && asked.is_of(&i.department));
    let rows: Vec<Vec<String>> = kept
        .map(|i| {
            let e = i.exemption.clone().unwrap_or_default();
            let resident = i.resident.map_or("", |yes| if yes { "是" } else { "否" });
            vec![
                i.code.clone(),
                i.name.clone(),
                i.department.clone(),
                resident.to_owned(),
                ExemptionReason::parse(&e.code).map_or("", ExemptionReason::label).to_owned(),
                e.reason,
                e.basis,
                e.approval_no,
                e.place,
                day(e.from),
                day(e.to),
                i.standing.label().to_owned(),
                i.standing.advice().to_owned(),
            ]
        })
        .collect();
    // The titles are those of the import, so that the list can be changed and handed in again.
    let titles = [
        "编码",
        "名称",
        "部门",
        "是否进驻",
        "原因类别",
        "不进驻原因",
        "依据",
        "批准文号",
        "实际办理地点",
        "起始日期",
        "截止日期",
        "情况",
        "怎么办",
    ];
    attached(&format!("residency-{}", app.bureau().today()), "应进必进", &titles, &rows)
}

#[derive(Serialize)]
struct ItemJson {
    id: String,
    code: String,
    name: String,
    department: String,
    resident: Option<bool>,
    standing: &'static str,
    is_gap: bool,
    reason_code: Option<String>,
    reason: Option<String>,
    basis: Option<String>,
    approval_no: Option<String>,
    place: Option<String>,
    from: Option<Date>,
    to: Option<Date>,
}

impl ItemJson {
    fn of(i: &MandateItem) -> Self {
        let e = i.exemption.as_ref();
        let text = |t: fn(&domain::catalogue::Exemption) -> &String| e.map(t).filter(|t| !t.is_empty()).cloned();
        Self {
            id: i.id.to_string(),
            code: i.code.clone(),
            name: i.name.clone(),
            department: i.department.clone(),
            resident: i.resident,
            standing: i.standing.as_str(),
            is_gap: i.standing.is_gap(),
            reason_code: text(|e| &e.code),
            reason: text(|e| &e.reason),
            basis: text(|e| &e.basis),
            approval_no: text(|e| &e.approval_no),
            place: text(|e| &e.place),
            from: e.and_then(|e| e.from),
            to: e.and_then(|e| e.to),
        }
    }
}

#[derive(Serialize)]
struct MoveJson {
    item: String,
    code: String,
    name: String,
    department: String,
    way: &'static str,
    on: Date,
    approval_no: String,
    why: String,
}

impl MoveJson {
    fn of(m: &ResidencyMove) -> Self {
        Self {
            item: m.item.to_string(),
            code: m.code.clone(),
            name: m.name.clone(),
            department: m.department.clone(),
            way: m.way.as_str(),
            on: m.on,
            approval_no: m.approval_no.clone(),
            why: m.why.clone(),
        }
    }
}

#[derive(Serialize)]
struct MandateJson {
    on: Date,
    gaps: u64,
    items: Vec<ItemJson>,
    moves: Vec<MoveJson>,
}

/// All of it, the most pressing first.
pub(crate) async fn api(State(app): State<App>, seat: Seat) -> Reply {
    let (items, moves) = found(&app, &seat).await?;
    let all = MandateJson {
        on: app.bureau().today(),
        gaps: items.iter().filter(|i| i.standing.is_gap()).count() as u64,
        items: items.iter().map(ItemJson::of).collect(),
        moves: moves.iter().map(MoveJson::of).collect(),
    };
    json(StatusCode::OK, &all)
}
