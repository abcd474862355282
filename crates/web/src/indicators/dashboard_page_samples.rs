//! The states of the dashboard worth looking at (看板样例): ordinary, with unknowns, without data. Their bars are
//! plain sketches of what the chart module draws.

use super::{DashboardPage, FigureCard, FurtherRow, NamingCard, RankRow, Ranking, StandingLink};
use crate::base::{Frame, Link, Svg, Tag, Tone};

pub(super) fn samples() -> Vec<DashboardPage> {
    let ordinary = DashboardPage {
        frame: Frame::sample_staff("看板"),
        as_of: "2026年11月22日（周日）".into(),
        snapshot: "2026-11-22 09:30 统计".into(),
        reminder: Some(Link::new("/delegates/check", "1 份授权书快到期")),
        may_count: true,
        cards: vec![
            card("网上可办率", "99.94%", 1133, 1134, Tag::new(Tone::Warning, "还差 1 项")),
            card("全程网办率", "99.84%", 1132, 1134, Tag::new(Tone::Warning, "还差 2 项")),
            card("省平台发布占比", "98.30%", 1103, 1122, Tag::new(Tone::Bad, "还差 19 项")),
            card("基层站点覆盖率", "100%", 339, 339, Tag::new(Tone::Good, "达标")),
            card("进驻大厅占比", "98.1%", 1100, 1121, Tag::new(Tone::Bad, "还差 21 项")),
        ],
        further: vec![further("站点更名率", "95.4%", None), further("承诺时限压缩比", "61.5%", Some(Tone::Warning))],
        ways: vec![
            Link::new("/indicators/what-if", "试算"),
            Link::new("/indicators/profiles", "口径"),
            Link::new("/reports", "报告"),
        ],
        rankings: vec![ranking()],
        naming: Some(NamingCard {
            headline: "12 个站点待更名".into(),
            detail: "共 259 个站点，另有 3 个没有核对".into(),
            href: "/stations?renaming=1".into(),
        }),
    };
    let unknown = with_unknowns(&ordinary);
    let empty = DashboardPage { as_of: String::new(), cards: vec![], ..unknown.clone() };
    let waiting = DashboardPage { may_count: false, ..empty.clone() };
    vec![ordinary, unknown, empty, waiting]
}

fn with_unknowns(ordinary: &DashboardPage) -> DashboardPage {
    let mut unknown = DashboardPage {
        frame: Frame { sample: false, ..ordinary.frame.clone() },
        snapshot: String::new(),
        rankings: vec![],
        naming: None,
        ..ordinary.clone()
    };
    for card in &mut unknown.cards[..2] {
        *card = FigureCard {
            value: Some("61.02%".into()),
            at_least: true,
            parts: "692 ÷ 1134".into(),
            gap_bar: bar(0),
            standings: standings(692, 12, 430),
            ..figure_card(&card.name, Tag::new(Tone::Warning, "还差 442 项，其中 430 项未知"))
        };
    }
    for card in &mut unknown.cards[2..] {
        *card = figure_card(&card.name, Tag::new(Tone::Neutral, "没有数据"));
    }
    unknown
}

fn card(name: &str, value: &str, met: u32, whole: u32, tag: Tag) -> FigureCard {
    FigureCard {
        value: Some(value.into()),
        parts: format!("{met} ÷ {whole}"),
        gap_bar: bar(if met == whole { 200 } else { 150 }),
        warning: (whole - met > 20).then(|| Tag::new(Tone::Bad, "红牌")),
        gaps_href: (met < whole).then(|| "/indicators/online_available_rate/gaps".into()),
        moved: Some(Link::new("/indicators/online_available_rate/trend", "较 11月15日（周日） 升 0.03 个百分点")),
        target: if met == whole { "维持 100%".into() } else { String::new() },
        rank: Some(Link::new("/indicators/online_available_rate/city", "全市第 3（共 8）")),
        standings: standings(met, whole - met, 0),
        ..figure_card(name, tag)
    }
}

/// A figure of which nothing is known.
fn figure_card(name: &str, tag: Tag) -> FigureCard {
    FigureCard {
        name: name.into(),
        value: None,
        at_least: false,
        parts: String::new(),
        gap_bar: bar(0),
        tag,
        warning: None,
        gaps_href: None,
        target: String::new(),
        moved: None,
        rank: None,
        standings: standings(0, 0, 1134),
    }
}

fn further(name: &str, value: &str, warned: Option<Tone>) -> FurtherRow {
    FurtherRow {
        name: name.into(),
        href: "/indicators/limit_compression".into(),
        value: value.into(),
        parts: "8,912 ÷ 14,500 个工作日".into(),
        target: "70%".into(),
        tag: Tag::new(Tone::Warning, "还差 1,238 个工作日"),
        warning: warned.map(|tone| Tag::new(tone, "黄牌")),
        moved: Some(Link::new("/indicators/limit_compression/trend", "较 11月15日（周日） 没有变")),
        gaps_href: "/indicators/limit_compression/gaps".into(),
    }
}

fn standings(met: u32, unmet: u32, unknown: u32) -> Vec<StandingLink> {
    let standing = |label: &str, count: u32| StandingLink {
        href: "/indicators/online/unmet".into(),
        label: label.into(),
        count: count.to_string(),
    };
    vec![standing("已达", met), standing("未达", unmet), standing("不计入", 13), standing("未知", unknown)]
}

fn bar(width: u32) -> Svg {
    Svg::drawn(format!(
        r##"<svg role="img" aria-label="从 95% 到目标 100%" viewBox="0 0 210 28" width="210" height="28"><title>从 95% 到目标 100%</title><path d="M0 2h200v8H0z" fill="#E9ECF0"/><path d="M0 2h{width}v8H0z" fill="#0B4F9E"/><path d="M199 0h2v13h-2z" fill="#1A1F26"/><text x="0" y="25" font-size="11" fill="#4A5462">95%</text><text x="200" y="25" font-size="11" text-anchor="end" fill="#4A5462">目标 100%</text></svg>"##
    ))
}

fn ranking() -> Ranking {
    let names = ["东河县", "西山县", "某县", "南坪县", "北沟县", "白塔区", "沙河市", "三合县"];
    let values = ["99.99%", "99.91%", "99.84%", "99.51%", "98.88%", "98.63%", "97.71%", "97.70%"];
    let rows: Vec<RankRow> = names
        .iter()
        .zip(values)
        .enumerate()
        .map(|(at, (name, value))| RankRow {
            rank: (at + 1).to_string(),
            name: (*name).into(),
            value: value.into(),
            own: *name == "某县",
        })
        .collect();
    let bars: String = rows
        .iter()
        .enumerate()
        .map(|(at, row)| {
            let (y, width) = (at * 30, 420 - at * 30);
            let fill = if row.own { "#0B4F9E" } else { "#8FB3DB" };
            format!(
                r##"<text x="0" y="{}" font-size="15">{}. {}</text><path d="M110 {y}h{width}v22h-{width}z" fill="{fill}"/><text x="{}" y="{}" font-size="15">{}</text>"##,
                y + 17,
                row.rank,
                row.name,
                width + 118,
                y + 17,
                row.value
            )
        })
        .collect();
    Ranking {
        title: "全程网办率全市第 3，离第 1 差 0.15 个百分点".into(),
        chart: Svg::drawn(format!(
            r##"<svg role="img" aria-label="各县全程网办率排名" viewBox="0 0 620 240" width="620" height="240"><title>各县全程网办率排名</title>{bars}</svg>"##
        )),
        rows,
    }
}
