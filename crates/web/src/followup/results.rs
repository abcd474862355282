//! Results over HTTP.

use axum::{extract::State, http::StatusCode};
use papers::charts::{IntervalRow, Share, interval_dot};
use services::followup::{Dimension, GroupResult, Period, Results, Tally, Week, certainty, reach_text, sentence};

use super::{FollowupDepartmentRow, FollowupResultsPage, TrendRow, WordRow};
use crate::{
    base::{Field, Link, Svg, paths},
    door::{App, Oops, Query, Reply, Seat, blocking, show_as},
};

pub(super) async fn load(app: &App, seat: &Seat, period: Period) -> Result<Results, Oops> {
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    Ok(blocking(move || services::followup::results(&bureau, &desk, period)).await??)
}

/// The week before this one: the last that was drawn.
pub(super) fn usual(app: &App) -> Period {
    Period::Week(Week::of(app.bureau().today()).before())
}

/// The page; `?period=` a week or a month.
pub(crate) async fn page(State(app): State<App>, seat: Seat, query: Query) -> Reply {
    let asked = query.text("period");
    let (period, problem) = match (asked.trim(), Period::parse(&asked)) {
        ("", _) => (usual(&app), None),
        (_, Ok(period)) => (period, None),
        (_, Err(flaw)) => (usual(&app), Some(flaw.to_string())),
    };
    let found = load(&app, &seat, period).await?;
    let mut page = draw(&app, &seat, &found);
    let Some(sentence) = problem else { return show_as(StatusCode::OK, &page) };
    page.frame = page.frame.with_problem("period", &sentence);
    page.period = Field::wrong(asked, sentence);
    show_as(StatusCode::UNPROCESSABLE_ENTITY, &page)
}

fn sure(found: &Results, result: &GroupResult) -> String {
    certainty(&result.tally, result.estimate.as_ref(), found.confidence).unwrap_or_else(|| "没有人回答".to_owned())
}

fn dimensions(tally: &Tally) -> Vec<String> {
    let of = |d: Dimension| match tally.dimensions.get(&d) {
        Some(profile) if profile.answered() > 0 => format!("{}/{}", profile.satisfied(), profile.answered()),
        Some(_) | None => "没有回答".to_owned(),
    };
    Dimension::ALL.map(of).into()
}

fn draw(app: &App, seat: &Seat, found: &Results) -> FollowupResultsPage {
    let period = found.period.to_string();
    let is_drawn = !found.draws.is_empty();
    FollowupResultsPage {
        frame: app.frame(seat, sentence(&found.whole.tally)),
        period: Field::of(&*period),
        period_words: found.period.label(),
        reach: reach_text(&found.whole.tally),
        sure: sure(found, &found.whole),
        dimension_names: Dimension::ALL.map(Dimension::label).into(),
        dimensions: dimensions(&found.whole.tally),
        departments: found
            .departments
            .iter()
            .map(|d| FollowupDepartmentRow {
                name: d.name.clone(),
                population: d.result.population,
                reach: d.reach_text(),
                words: d.sentence(),
                sure: match d.is_hidden {
                    true => format!("少于{}件不推断", found.hide_below),
                    false => sure(found, &d.result),
                },
                dimensions: match d.is_hidden {
                    true => Dimension::ALL.map(|_| "不单列".to_owned()).into(),
                    false => dimensions(&d.result.tally),
                },
            })
            .collect(),
        chart: chart(found),
        trend: found
            .trend
            .iter()
            .map(|t| TrendRow {
                week: t.week.to_string(),
                reach: reach_text(&t.result.tally),
                sure: sure(found, &t.result),
            })
            .collect(),
        words: found.words.iter().map(|(word, notes)| WordRow { word: word.clone(), notes: *notes }).collect(),
        remarks: remarks(found),
        orders: orders(found),
        files: match is_drawn {
            true => [("docx", "通报（docx）"), ("pdf", "通报（PDF）")]
                .map(|(ending, label)| Link::new(paths::followup_bulletin(&period, ending), label))
                .into(),
            false => Vec::new(),
        },
        draws: found
            .draws
            .iter()
            .map(|d| Link::new(paths::followup_draw(&d.week.to_string()), format!("{} 的抽样", d.week)))
            .collect(),
    }
}

/// A share from 0 to 1 as a place on the chart.
fn share(value: f64) -> Share {
    Share::from_ten_thousandths((value.clamp(0.0, 1.0) * 1_000_000.0).floor() as u32)
}

fn chart(found: &Results) -> Svg {
    if found.trend.iter().all(|t| t.result.estimate.is_none()) {
        return Svg::default();
    }
    let rows: Vec<IntervalRow> = found
        .trend
        .iter()
        .map(|t| {
            let tally = &t.result.tally;
            let (satisfied, answered) = (tally.satisfied(), tally.overall.answered());
            IntervalRow {
                label: t.week.to_string(),
                value: t
                    .result
                    .estimate
                    .as_ref()
                    .map(|e| (share(e.interval.low), share(e.share), share(e.interval.high))),
                text: match answered {
                    0 => "没有接通".to_owned(),
                    _ => format!("{answered} 件答，{satisfied} 件满意"),
                },
            }
        })
        .collect();
    Svg::drawn(interval_dot("各周满意率和置信区间", &rows))
}

fn remarks(found: &Results) -> Vec<String> {
    let mut out = Vec::new();
    let mut say = |n: u32, words: &str| {
        if n > 0 {
            out.push(format!("{n} {words}"));
        }
    };
    say(found.off_hall, "件反映材料交在部门办公室");
    say(found.extra, "件反映要了办事指南以外的材料");
    say(found.whole.tally.skipped, "件跳过，原因已记下，按没有接通计");
    say(found.second.drawn, "件二次回访");
    say(found.whole.estimate.as_ref().map_or(0, |e| e.unheard), "件所在的部门没有人接通，推断不包括它们");
    say(found.kept_back, "条限制查看");
    let late = found.draws.iter().filter(|d| !d.is_in_time()).count();
    if late > 0 {
        out.push(format!("{late} 周的种子没有在当周结束前承诺"));
    }
    out
}

fn orders(found: &Results) -> String {
    let o = &found.orders;
    match o.all() - o.withdrawn {
        0 => "没有整改单".to_owned(),
        n => format!(
            "整改单 {n} 件：待答复 {} 件（超期 {} 件），待核验 {} 件，已销号 {} 件",
            o.issued, o.overdue, o.answered, o.closed
        ),
    }
}
