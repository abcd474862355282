//! How this county stands, over HTTP (本县位次): its place, the gap to the next, what it would take by each figure.

use axum::extract::State;
use domain::{
    base::shanghai_text,
    indicators::{Indicator, StandingPart, ToldStanding},
};
use services::indicators::{AskedOfUs, LastReport, OwnStanding, own_standings};

use super::{AskedLine, CourseLine, OwnSection, OwnStandingPage, PartLine, county, part};
use crate::{
    base::{Link, Tag, Tone, paths},
    door::{App, Oops, Reply, Seat, blocking, show},
};

pub(super) async fn load(app: &App, seat: &Seat) -> Result<Vec<OwnStanding>, Oops> {
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    Ok(blocking(move || own_standings(&bureau, &desk)).await??)
}

/// The page.
pub(crate) async fn page(State(app): State<App>, seat: Seat) -> Reply {
    let all = load(&app, &seat).await?;
    show(&OwnStandingPage { frame: app.frame(&seat, title(&all)), sections: all.iter().map(section).collect() })
}

/// As `全市第 2，离前一名差 8.00 分`.
fn place(one: &OwnStanding) -> String {
    let Some(told) = &one.told else { return format!("{}还没有发来排名", one.from.name) };
    let (from, standing) = (&one.from.name, &told.standing);
    match (standing.place, &standing.next, &standing.gap) {
        (Some(place), Some(next), Some(gap)) => {
            format!("{from}排第 {place}（共 {}），离前一名{}差 {gap} 分", told.ranked, next.name)
        }
        (Some(place), _, _) => format!("{from}排第 {place}（共 {}）", told.ranked),
        (None, _, _) if standing.report.is_none() => format!("{from}没有收到本县的上报，没有位次"),
        (None, _, _) => {
            let lacking: Vec<&str> = standing.lacking().map(|p| part::name(&p.indicator)).collect();
            format!("{from}的排名里本县缺{}，没有位次", lacking.join("、"))
        }
    }
}

fn title(all: &[OwnStanding]) -> String {
    match all {
        [] => "还没有登记上级节点，没有排名".to_owned(),
        // The nearest one ranks first: the city before the province.
        [.., nearest] => place(all.iter().rev().find(|o| o.told.is_some()).unwrap_or(nearest)),
    }
}

/// Where the rows that are lacking stand.
fn links(part: &StandingPart) -> Vec<Link> {
    match Indicator::parse(&part.indicator) {
        Some(indicator) => vec![Link::new(paths::indicator_page(indicator.id(), "gaps"), "看差距清单")],
        None => Vec::new(),
    }
}

fn course(told: &ToldStanding) -> CourseLine {
    let one = &told.standing;
    CourseLine {
        day: told.day.to_string(),
        href: String::new(),
        place: one.place.map(|p| format!("第 {p}（共 {}）", told.ranked)).unwrap_or_default(),
        total: one.total.clone().unwrap_or_default(),
        gap: one.gap.clone().unwrap_or_default(),
    }
}

fn reported(last: Option<&LastReport>) -> (Tag, String) {
    match last {
        None => (Tag::new(Tone::Neutral, "还没有上报"), "统计以后自动报送".to_owned()),
        Some(last) => {
            let at = format!("{} 报送", shanghai_text(last.at));
            match last.taken {
                None => (Tag::new(Tone::Info, "等回执"), at),
                Some(true) => (Tag::new(Tone::Good, "已接收"), at),
                Some(false) => (Tag::new(Tone::Bad, "已退回"), format!("{at}：{}", last.reason)),
            }
        }
    }
}

fn asked(one: &AskedOfUs) -> AskedLine {
    AskedLine {
        what: format!("{} {}", one.key.indicator.name(), county::word(one.key.standing)),
        as_of: one.as_of.map_or_else(|| "本县没有这次统计".to_owned(), |day| day.to_string()),
        why: one.why.clone(),
        at: shanghai_text(one.at),
        state: if one.answered { Tag::new(Tone::Good, "已报送") } else { Tag::new(Tone::Info, "待报送") },
    }
}

fn section(one: &OwnStanding) -> OwnSection {
    let (state, sent) = reported(one.reported.as_ref());
    let told = one.told.as_ref();
    OwnSection {
        heading: place(one),
        when: told
            .map(|t| format!("{}，第 {} 版，{} 计算", t.day, t.version, shanghai_text(t.computed_at)))
            .unwrap_or_default(),
        total: told.and_then(|t| t.standing.total.clone()).unwrap_or_default(),
        gap: told
            .and_then(|t| Some((t.standing.next.as_ref()?, t.standing.gap.as_ref()?)))
            .map(|(next, gap)| format!("{} {} 分，差 {gap} 分", next.name, next.value))
            .unwrap_or_default(),
        change: told
            .and_then(|t| t.change.as_ref())
            .map(|c| {
                let why = if c.reported_anew { "因本县补报或更正" } else { "因别县补报或更正" };
                format!("上一版 {}，这一版 {}，{why}", c.was, c.now)
            })
            .unwrap_or_default(),
        parts: told.map(|t| PartLine::all(&t.standing, &t.rules, links)).unwrap_or_default(),
        rules: told
            .map(|t| format!("依据：{}（第 {} 版）", t.rules.source.trim_end_matches('。'), t.rules.version))
            .unwrap_or_default(),
        course: told.into_iter().chain(&one.course).map(course).collect(),
        state,
        sent,
        asked: one.asked.iter().map(asked).collect(),
    }
}
