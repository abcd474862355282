//! How a figure moved, over HTTP (趋势): its line with the target, the same as a table, and the rows that changed sides
//! between two counts.

use axum::extract::{Path, State};
use domain::{
    base::Percent,
    indicators::{Indicator, RowStanding},
};
use jiff::civil::Date;
use papers::charts::{LineChart, LinePoint, Share, line_with_target};
use services::indicators::{By, Moved, TrendPoint};

use super::{MovedRow, TrendLine, TrendPage, gaps, words};
use crate::{
    base::{Svg, paths},
    door::{App, Oops, Query, Reply, Seat, address, blocking, go, show},
};

/// Points of the line: a month of days, or two years of months.
const DAYS: usize = 31;
const MONTHS: usize = 24;
/// Rows that changed sides shown at once.
const MOST: usize = 200;

/// Reads `day` or `month`; days unless asked otherwise.
pub(super) fn by(text: &str) -> By {
    if text == "month" { By::Month } else { By::Day }
}

/// How many points are usual.
pub(super) fn usual(by: By) -> usize {
    match by {
        By::Day => DAYS,
        By::Month => MONTHS,
    }
}

/// `?by=`, and `?from=&to=` for the rows that moved.
pub(crate) async fn page(State(app): State<App>, seat: Seat, Path(indicator): Path<String>, query: Query) -> Reply {
    let indicator = gaps::named(&indicator)?;
    let every = by(&query.text("by"));
    let (from, to): (Option<i64>, Option<i64>) = (query.number("from"), query.number("to"));
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    let (points, pair, moved) = blocking(move || -> Result<_, Oops> {
        let points = services::indicators::trend(&bureau, &desk, indicator, every, usual(every))?;
        let last_two = match points.as_slice() {
            [.., a, b] => Some((a.snapshot, b.snapshot)),
            [_] | [] => None,
        };
        let known = |id: i64| points.iter().any(|p| p.snapshot == id);
        let pair = from.zip(to).filter(|(a, b)| known(*a) && known(*b)).or(last_two);
        let moved = match pair {
            Some((a, b)) => services::indicators::moved(&bureau, &desk, a, b, indicator)?,
            None => Vec::new(),
        };
        Ok((points, pair, moved))
    })
    .await??;
    let Some(last) = points.last() else { return go(paths::INDICATORS) };
    let today = app.bureau().today();
    let title = finding(indicator, &points, today);
    let day_of =
        |id: i64| points.iter().find(|p| p.snapshot == id).map(|p| words::day(p.as_of, today)).unwrap_or_default();
    let (into, out, other) = sides(&moved);
    show(&TrendPage {
        ways: words::ways(&seat.desk, indicator, "trend"),
        figure: words::line(&last.figure),
        chart: chart(&title, every, &points),
        frame: app.frame(&seat, title),
        by_day: address(&paths::indicator_page(indicator.id(), "trend"), &[("by", "day")]),
        by_month: address(&paths::indicator_page(indicator.id(), "trend"), &[("by", "month")]),
        monthly: matches!(every, By::Month),
        lines: lines(indicator, every, &points, today),
        span: pair.map(|(a, b)| format!("{} 到 {}", day_of(a), day_of(b))).unwrap_or_default(),
        summary: format!("新达到 {into} 行，退出 {out} 行，其他变化 {other} 行"),
        moved: moved.iter().take(MOST).map(|row| shown(indicator, row)).collect(),
        more: moved.len().saturating_sub(MOST),
    })
}

/// The last change in a sentence.
fn finding(indicator: Indicator, points: &[TrendPoint], today: Date) -> String {
    let name = indicator.name();
    match points {
        [.., before, last] => {
            change(before, last, today).map_or_else(|| format!("{name}的趋势"), |c| format!("{name}{c}"))
        }
        [_] | [] => format!("{name}只统计过一次"),
    }
}

/// As `较 11月15日（周日） 升 0.03 个百分点`. `None` where one of the two is not known.
pub(super) fn change(before: &TrendPoint, last: &TrendPoint, today: Date) -> Option<String> {
    let day = words::day(before.as_of, today);
    if last.profile_changed {
        return Some(format!("口径已改，不与 {day} 相比"));
    }
    Some(format!("较 {day} {}", words::moved(&before.figure, &last.figure)?))
}

fn label(by: By, on: Date) -> String {
    match by {
        By::Day => format!("{}月{}日", on.month(), on.day()),
        By::Month => format!("{}年{}月", on.year(), on.month()),
    }
}

fn chart(title: &str, every: By, points: &[TrendPoint]) -> Svg {
    let line: Vec<LinePoint> = points
        .iter()
        .map(|p| LinePoint {
            label: label(every, p.as_of),
            value: p.figure.value.as_deref().and_then(words::share),
            value_text: p.figure.text(),
        })
        .collect();
    let last = points.last().map(|p| &p.figure);
    let target = last.and_then(|f| Percent::parse(&f.target).ok()).unwrap_or(Percent::FULL);
    Svg::drawn(line_with_target(&LineChart {
        title,
        points: &line,
        target: Share::from_ten_thousandths(target.units()),
        target_text: &format!("{target}%"),
    }))
}

/// The newest first.
fn lines(indicator: Indicator, every: By, points: &[TrendPoint], today: Date) -> Vec<TrendLine> {
    let word = match every {
        By::Day => "day",
        By::Month => "month",
    };
    let mut out: Vec<TrendLine> = Vec::new();
    for (at, point) in points.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|i| points.get(i));
        out.push(TrendLine {
            on: words::day(point.as_of, today),
            value: point.figure.text(),
            parts: words::parts(&point.figure),
            change: match before {
                None => String::new(),
                Some(_) if point.profile_changed => "口径已改".to_owned(),
                Some(before) => words::moved(&before.figure, &point.figure).unwrap_or_default(),
            },
            profile_changed: point.profile_changed,
            profile: format!("{} 第 {} 版", point.figure.profile_name, point.figure.profile_version),
            moved_href: before.map(|before| {
                let (from, to) = (before.snapshot.to_string(), point.snapshot.to_string());
                let here = paths::indicator_page(indicator.id(), "trend");
                address(&here, &[("by", word), ("from", &from), ("to", &to)]) + "#moved"
            }),
        });
    }
    out.reverse();
    out
}

/// Rows that are met now, that were met and are not, and the others.
pub(super) fn sides(moved: &[Moved]) -> (usize, usize, usize) {
    let into = moved.iter().filter(|m| m.after == Some(RowStanding::Met)).count();
    let out = moved.iter().filter(|m| m.before == Some(RowStanding::Met)).count();
    (into, out, moved.len() - into - out)
}

/// A row with its two standings in words.
pub(super) fn shown(indicator: Indicator, row: &Moved) -> MovedRow {
    let word = |standing: Option<RowStanding>| standing.map_or("不在统计范围", RowStanding::label).to_owned();
    MovedRow {
        name: row.name.clone(),
        code: row.code.clone(),
        href: (!indicator.is_over_divisions()).then(|| paths::guide(&row.key.to_string())),
        unit: row.unit.clone(),
        before: word(row.before),
        after: word(row.after),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moved_rows_are_told_by_where_they_went() {
        let row = |before, after| Moved {
            key: 1,
            code: String::new(),
            name: String::new(),
            unit: String::new(),
            before,
            after,
        };
        let (met, not_met) = (Some(RowStanding::Met), Some(RowStanding::NotMet));
        assert_eq!(sides(&[row(not_met, met), row(None, met), row(met, None), row(None, not_met)]), (2, 1, 1));
    }
}
