//! Our figure among the city's counties over HTTP (全市对比): places, scores, benchmarks, and how far it is to the next
//! and to the best.

use axum::extract::{Path, State};
use domain::{
    base::{Percent, date_text_with_year},
    people::Act,
};
use papers::charts::{RankingRow, Share, ranking_bar};
use services::indicators::{PeerGap, PeerRow, PeerTable};

use super::{Ahead, CityLine, CityPage, dashboard::baseline, gaps, words};
use crate::{
    base::{Svg, paths},
    door::{App, Reply, Seat, blocking, go, show},
};

/// The page.
pub(crate) async fn page(State(app): State<App>, seat: Seat, Path(indicator): Path<String>) -> Reply {
    let indicator = gaps::named(&indicator)?;
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    let Some(table) = blocking(move || services::indicators::peers(&bureau, &desk, indicator)).await?? else {
        return go(paths::INDICATORS);
    };
    let alone = table.rows.iter().all(|r| r.own);
    let title = if alone { format!("{}还没有全市的数", indicator.name()) } else { finding(&table) };
    let imports = gaps::may(&seat.desk, Act::TableImport);
    show(&CityPage {
        ways: words::ways(&seat.desk, indicator, "city"),
        figure: words::line(&table.figure),
        chart: if alone { Svg::default() } else { chart(&title, &table.rows) },
        frame: app.frame(&seat, title),
        source: match (table.as_of, table.source.as_str()) {
            (Some(day), "") => format!("全市数据截至 {}", date_text_with_year(day)),
            (Some(day), source) => format!("全市数据截至 {}，来源：{source}", date_text_with_year(day)),
            (None, _) => String::new(),
        },
        ours: format!("本县按 {} 的统计", date_text_with_year(table.figure.as_of)),
        newer: table.newer,
        all_equal: table.all_equal,
        ahead: ahead(&table),
        rows: if alone { Vec::new() } else { table.rows.iter().map(line).collect() },
        import_href: imports.then(|| paths::table("peers")),
        gaps_href: paths::indicator_page(indicator.id(), "gaps"),
    })
}

/// As `省级平台发布占比并列全市第 3，离第 1 差 1.2 个百分点`.
fn finding(table: &PeerTable) -> String {
    let name = table.figure.indicator.name();
    let Some(own) = table.rows.iter().find(|r| r.own) else { return format!("{name}在全市的位置") };
    match (own.place, own.tied, &table.best) {
        (None, _, _) if own.value.is_none() => format!("{name}本县还没有数据，排不了名次"),
        (None, _, _) => format!("{name}有未知项，暂时排不了名次"),
        (Some(place), tied, best) => {
            let tied = if tied { "并列" } else { "" };
            let best = best.as_ref().map(|b| format!("，离第 1 差 {} 个百分点", b.points)).unwrap_or_default();
            format!("{name}{tied}全市第 {place}{best}")
        }
    }
}

fn read(row: &PeerRow) -> Option<Percent> {
    row.value.as_deref().and_then(|v| Percent::parse(v).ok())
}

fn chart(title: &str, rows: &[PeerRow]) -> Svg {
    let bars: Vec<RankingRow> = rows
        .iter()
        .map(|row| RankingRow {
            label: format!("{} {}", place(row), row.name),
            value: read(row).map(|p| Share::from_ten_thousandths(p.units())),
            value_text: row.value.as_ref().map(|v| format!("{v}%")).unwrap_or_default(),
            is_own: row.own,
        })
        .collect();
    Svg::drawn(ranking_bar(title, baseline(rows.iter().filter_map(read)), &bars))
}

fn place(row: &PeerRow) -> String {
    match row.place {
        Some(place) => format!("{place}."),
        None if row.benchmark => "标杆".to_owned(),
        None => "不排名".to_owned(),
    }
}

fn line(row: &PeerRow) -> CityLine {
    CityLine {
        place: match row.place {
            Some(place) if row.tied => format!("{place}（并列）"),
            Some(place) => place.to_string(),
            None if row.benchmark => "标杆（不排名）".to_owned(),
            None => "不排名".to_owned(),
        },
        name: row.name.clone(),
        own: row.own,
        value: row.value.as_ref().map_or_else(|| "没有数据".to_owned(), |v| format!("{v}%")),
        utility: row.utility.clone().unwrap_or_default(),
        efficacy: row.efficacy.clone().unwrap_or_default(),
    }
}

fn ahead(table: &PeerTable) -> Vec<Ahead> {
    let unit = table.figure.indicator.row_unit();
    let told = |what: &str, gap: &PeerGap| Ahead {
        what: format!("{what}：{} {}%", gap.name, gap.value),
        points: format!("差 {} 个百分点", gap.points),
        rows: match (gap.to_equal, gap.to_pass) {
            (Some(equal), Some(pass)) => format!("再补 {equal} {unit}追平，{pass} {unit}超过"),
            (Some(equal), None) => format!("再补 {equal} {unit}追平，超不过"),
            (None, Some(_) | None) => "补缺口追不上".to_owned(),
        },
    };
    let same = table.next == table.best;
    let mut out: Vec<Ahead> = table.next.iter().map(|gap| told(if same { "第 1" } else { "前一名" }, gap)).collect();
    out.extend(table.best.iter().filter(|_| !same).map(|gap| told("第 1", gap)));
    out
}
