//! The dashboard over HTTP (看板): the newest snapshot's five figures, each open to its rows.

use std::collections::BTreeMap;

use axum::extract::State;
use domain::{
    base::{Percent, date_text_with_year, shanghai_text},
    indicators::{Figure, Indicator, TargetKind},
    people::{Act, Desk, authorise},
};
use jiff::civil::Date;
use papers::charts::{GapBar, RankingRow, Share, gap_bar, ranking_bar};
use services::{
    Bureau,
    indicators::{By, CityRow, Report},
    stations::NamingCounts,
};

use super::{DashboardPage, FigureCard, FurtherRow, NamingCard, RankRow, Ranking, StandingLink, gaps, trend, words};
use crate::{
    base::{Link, Svg, Tag, Tone, paths},
    door::{App, Oops, Query, Reply, Seat, blocking, show},
};

/// Where bars start, in percent, unless a figure lies below: from 95 a gap of one item can be seen.
const BASELINE: u32 = 95;
/// Below this a shortened bar would make a small difference look large: bars then start at 0.
const LOWEST_BASELINE: u32 = 80;

/// The page.
pub(crate) async fn page(State(app): State<App>, seat: Seat, query: Query) -> Reply {
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    let today = bureau.today();
    let (report, moves, naming, letters) = blocking(move || {
        let report = services::indicators::latest(&bureau, &desk, today)?;
        let moves = if report.is_some() { moves(&bureau, &desk, today)? } else { Moves::new() };
        let naming = services::stations::naming_counts(&bureau).map_err(|e| Oops::broken(&e))?;
        let letters = services::delegates::letter_attention(&bureau, &desk).map_err(|e| Oops::broken(&e))?;
        Ok::<_, Oops>((report, moves, naming, letters))
    })
    .await??;
    let reminder = letters.as_ref().map(crate::delegates::words::reminder);
    let mut frame = app.frame(&seat, "看板");
    if query.text("done") == "counted" {
        frame.notice = Some("已按今天的登记统计，每个数字都能点到明细".to_owned());
    }
    let may_count = authorise(&seat.desk, Act::IndicatorSnapshot, None).is_ok();
    let page = match report {
        None => DashboardPage {
            frame,
            as_of: String::new(),
            snapshot: String::new(),
            may_count,
            reminder,
            cards: Vec::new(),
            further: Vec::new(),
            ways: Vec::new(),
            rankings: Vec::new(),
            naming: None,
        },
        Some(report) => DashboardPage {
            frame,
            as_of: date_text_with_year(report.as_of),
            snapshot: format!("{} 统计", shanghai_text(report.taken_at)),
            may_count,
            reminder,
            cards: report.figures.iter().map(|(figure, _)| card(figure, &moves)).collect(),
            further: report.further.iter().map(|(figure, _)| further(figure, &moves)).collect(),
            ways: ways(&seat),
            rankings: rankings(&report),
            naming: naming_card(naming),
        },
    };
    show(&page)
}

/// What each figure did since the count before.
type Moves = BTreeMap<Indicator, Link>;

fn moves(bureau: &Bureau, desk: &Desk, today: Date) -> Result<Moves, Oops> {
    let mut out = Moves::new();
    for indicator in Indicator::ALL {
        let points = services::indicators::trend(bureau, desk, indicator, By::Day, 2)?;
        let [before, last] = points.as_slice() else { continue };
        if let Some(words) = trend::change(before, last, today) {
            out.insert(indicator, Link::new(paths::indicator_page(indicator.id(), "trend"), words));
        }
    }
    Ok(out)
}

/// Where to go on, as far as it is open to the reader.
fn ways(seat: &Seat) -> Vec<Link> {
    let all = [
        (Act::IndicatorView, paths::STANDINGS, "排名"),
        (Act::IndicatorView, paths::WHAT_IF, "试算"),
        (Act::RectificationView, paths::RECTIFICATION, "整改台账"),
        (Act::DelegateView, paths::DELEGATES, "首席事务代表"),
        (Act::DelegateView, paths::DELEGATES_BOARD, "三集中三到位"),
        (Act::FollowupView, paths::FOLLOWUP, "电话回访"),
        (Act::EvaluationView, paths::EVALUATION, "评价得分"),
        (Act::QuestionnaireView, paths::QUESTIONNAIRES, "满意度问卷"),
        (Act::ReviewView, paths::REVIEWS, "好差评"),
        (Act::LeadView, paths::LEADS, "体外循环线索"),
        (Act::IndicatorView, paths::PROFILES, "口径"),
        (Act::ReportView, paths::REPORTS, "报告"),
    ];
    let open = all.into_iter().filter(|(act, _, _)| gaps::may(&seat.desk, *act));
    open.map(|(_, href, label)| Link::new(href, label)).collect()
}

fn further(figure: &Figure, moves: &Moves) -> FurtherRow {
    let id = figure.indicator.id();
    FurtherRow {
        name: figure.indicator.name().to_owned(),
        href: paths::indicator(id),
        value: figure.text(),
        parts: words::parts(figure),
        target: figure.target_text(),
        tag: lacking(figure),
        warning: words::card(figure),
        moved: moves.get(&figure.indicator).cloned(),
        gaps_href: paths::indicator_page(id, "gaps"),
    }
}

/// How far it is; where nothing is asked, how many rows do not meet it.
fn lacking(figure: &Figure) -> Tag {
    if figure.has_target() || figure.value.is_none() {
        return words::tag(figure);
    }
    let unit = figure.indicator.row_unit();
    match figure.rows.not_met + figure.rows.unknown {
        0 => Tag::new(Tone::Good, "没有差距"),
        rows => Tag::new(Tone::Neutral, format!("{} {unit}没做到", words::number(rows))),
    }
}

fn card(figure: &Figure, moves: &Moves) -> FigureCard {
    let id = figure.indicator.id();
    let page = |page: &str| paths::indicator_page(id, page);
    FigureCard {
        name: figure.indicator.name().to_owned(),
        value: figure.value.as_ref().map(|v| format!("{v}%")),
        at_least: figure.is_lower_bound(),
        parts: words::parts(figure),
        gap_bar: bar(figure),
        tag: words::tag(figure),
        warning: words::card(figure),
        gaps_href: (figure.rows.not_met + figure.rows.unknown > 0).then(|| page("gaps")),
        target: match figure.target_kind {
            TargetKind::Value => String::new(),
            TargetKind::Hold | TargetKind::Rising | TargetKind::Watch => figure.target_text(),
        },
        moved: moves.get(&figure.indicator).cloned(),
        rank: words::rank(figure).map(|words| Link::new(page("city"), words)),
        standings: words::STANDINGS
            .into_iter()
            .map(|(standing, label)| StandingLink {
                href: words::rows_of(figure, standing),
                label: label.to_owned(),
                count: words::number(words::count(figure, standing)),
            })
            .collect(),
    }
}

fn bar(figure: &Figure) -> Svg {
    let known = figure.value.as_ref().and_then(|_| Share::from_parts(figure.counts.met, figure.denominator()));
    let value_text = figure.value.as_ref().map(|v| format!("{v}%")).unwrap_or_default();
    Svg::drawn(gap_bar(&GapBar {
        name: figure.indicator.name(),
        value: known,
        value_text: &value_text,
        lower_bound: figure.is_lower_bound(),
        target: words::share(&figure.target).unwrap_or(Share::WHOLE),
        target_text: &format!("{}%", figure.target),
        baseline: Share::from_percent(BASELINE),
    }))
}

fn rankings(report: &Report) -> Vec<Ranking> {
    report.figures.iter().filter_map(|(figure, city)| ranking(figure, city)).collect()
}

/// The city's counties by one figure; `None` where no place is known.
fn ranking(figure: &Figure, city: &[CityRow]) -> Option<Ranking> {
    let place = figure.rank?;
    let mut known: Vec<(Percent, &CityRow)> =
        city.iter().filter_map(|c| Percent::parse(&c.value).ok().map(|p| (p, c))).collect();
    known.sort_by(|(a, x), (b, y)| b.cmp(a).then_with(|| x.code.cmp(&y.code)));
    let rows: Vec<RankRow> = known
        .iter()
        .map(|(value, county)| RankRow {
            rank: (known.iter().filter(|(v, _)| v > value).count() + 1).to_string(),
            name: county.name.clone(),
            value: format!("{}%", county.value),
            own: county.own,
        })
        .collect();
    let bars: Vec<RankingRow> = rows
        .iter()
        .zip(&known)
        .map(|(row, (value, _))| RankingRow {
            label: format!("{}. {}", row.rank, row.name),
            value: Some(Share::from_ten_thousandths(value.units())),
            value_text: row.value.clone(),
            is_own: row.own,
        })
        .collect();
    let title = finding(figure, place.place, &known);
    let chart = ranking_bar(&title, baseline(known.iter().map(|(value, _)| *value)), &bars);
    Some(Ranking { title, chart: Svg::drawn(chart), rows })
}

/// The whole percent below the lowest figure, at most 95.
pub(super) fn baseline(known: impl Iterator<Item = Percent>) -> Share {
    let percent = Percent::FULL.units() / 100;
    let lowest = known.map(|value| value.units().saturating_sub(1) / percent).min();
    match lowest.unwrap_or(BASELINE).min(BASELINE) {
        low if low < LOWEST_BASELINE => Share::ZERO,
        percent => Share::from_percent(percent),
    }
}

/// The heading says what the bars show.
fn finding(figure: &Figure, place: u32, known: &[(Percent, &CityRow)]) -> String {
    let name = figure.indicator.name();
    let own = figure.value.as_deref().and_then(|v| Percent::parse(v).ok());
    let shared = known.iter().any(|(value, county)| !county.own && Some(*value) == own);
    let place = if shared { format!("并列全市第 {place}") } else { format!("全市第 {place}") };
    match (own, known.first().map(|(best, _)| *best)) {
        (Some(own), Some(best)) if own < best => {
            let gap = Percent::from_units(best.units() - own.units()).map(|g| g.to_string()).unwrap_or_default();
            format!("{name}{place}，离第 1 差 {gap} 个百分点")
        }
        (Some(_) | None, _) => format!("{name}{place}"),
    }
}

fn naming_card(naming: NamingCounts) -> Option<NamingCard> {
    let NamingCounts { total, old, unknown } = naming;
    (total > 0).then(|| NamingCard {
        headline: if old == 0 { "没有待更名的站点".to_owned() } else { format!("{old} 个站点待更名") },
        detail: match unknown {
            0 => format!("共 {} 个站点，名称和牌子都核对过", words::number(total)),
            _ => format!("共 {} 个站点，另有 {unknown} 个没有核对", words::number(total)),
        },
        href: format!("{}?renaming=1", paths::STATIONS),
    })
}

#[cfg(test)]
mod tests {
    use domain::indicators::{Counts, Indicator, Profile, Rank};

    use super::*;

    /// Our county with 98.3 at a place, beside others.
    fn drawn(place: u32, others: &[&str]) -> Ranking {
        let profile = Profile {
            id: "test".into(),
            version: 1,
            indicator: "hall_residency_rate".into(),
            name: "试算".into(),
            item_types: Vec::new(),
            decimals: 1,
            source: "test".into(),
            ..Profile::default()
        };
        let counts = Counts { met: 983, not_met: 17, unknown: 0, excluded: 0 };
        let rank = Some(Rank { place, of: others.len() as u32 + 1 });
        let day = jiff::civil::date(2026, 11, 20);
        let figure = Figure::new(Indicator::HallResidencyRate, counts, &profile, day, rank);
        let county = |(at, value): (usize, &&str)| CityRow {
            code: format!("99010{at}"),
            name: format!("{at}县"),
            value: (*value).to_owned(),
            own: at == 0,
        };
        let city: Vec<CityRow> = [&"98.3"].into_iter().chain(others).enumerate().map(county).collect();
        ranking(&figure, &city).expect("a place is known")
    }

    #[test]
    fn the_heading_states_the_finding() {
        assert_eq!(drawn(2, &["99.1", "97.0"]).title, "进驻大厅占比全市第 2，离第 1 差 0.8 个百分点");
        assert_eq!(drawn(2, &["99.1", "98.3"]).title, "进驻大厅占比并列全市第 2，离第 1 差 0.8 个百分点");
        assert_eq!(drawn(1, &["98.30", "97"]).title, "进驻大厅占比并列全市第 1");
        assert_eq!(drawn(1, &["97"]).title, "进驻大厅占比全市第 1");
    }

    #[test]
    fn equal_figures_share_a_place_and_the_next_is_left_out() {
        let places = |others: &[&str]| drawn(1, others).rows.into_iter().map(|r| r.rank).collect::<Vec<_>>();
        assert_eq!(places(&["99.1", "98.3", "97.0"]), ["1", "2", "2", "4"]);
    }

    #[test]
    fn bars_start_below_the_lowest_and_at_zero_where_it_is_far_away() {
        let start = |others: &[&str]| {
            let chart = drawn(1, others).chart.to_string();
            let said = chart.split("条形从 ").nth(1).and_then(|t| t.split(' ').next());
            said.expect("the chart says where it starts").to_owned()
        };
        assert_eq!(start(&["99.0"]), "95%");
        assert_eq!(start(&["94.2"]), "94%");
        assert_eq!(start(&["94"]), "93%");
        assert_eq!(start(&["61.0"]), "0%");
    }
}
