//! Weighing a group of the draft over HTTP.

use axum::{extract::State, http::StatusCode};
use services::{
    Failure,
    evaluation::{WeighForm, WeighView, Weighing, scale, weigh_draft, weighing},
    measures::SOURCES,
};

use super::{PairCell, WeightRow, WeightsPage, words};
use crate::{
    base::{Choice, Pick, paths},
    door::{App, Oops, Posted, Query, Reply, Seat, address, blocking, go, show, show_as},
};

/// A number of the scale as it is written: `3`, `1/3`.
fn text(value: f64) -> String {
    if value >= 1.0 { format!("{value:.0}") } else { format!("1/{:.0}", 1.0 / value) }
}

/// What a number of the scale means (Saaty).
fn meaning(value: f64) -> &'static str {
    let more = value >= 1.0;
    match ((if more { value } else { 1.0 / value }).round() as u8, more) {
        (1, _) => "同样重要",
        (2 | 3, true) => "稍微重要",
        (4 | 5, true) => "明显重要",
        (6 | 7, true) => "强烈重要",
        (8.., true) => "极其重要",
        (2 | 3, false) => "稍微不重要",
        (4 | 5, false) => "明显不重要",
        (6 | 7, false) => "强烈不重要",
        (8.., false) => "极其不重要",
        (0, _) => "",
    }
}

fn number(text: &str) -> Option<f64> {
    scale().find(|v| self::text(*v) == text.trim())
}

async fn load(app: &App, seat: &Seat, group: String, tried: Option<Vec<f64>>) -> Result<WeighView, Oops> {
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    Ok(blocking(move || weighing(&bureau, &desk, SOURCES, &group, tried.as_deref())).await??)
}

/// The pairs above the diagonal, row by row.
fn pairs(n: usize) -> impl Iterator<Item = (usize, usize)> {
    (0..n).flat_map(move |row| (row + 1..n).map(move |column| (row, column)))
}

fn percent(weights: &[f64], at: usize) -> String {
    let sum: f64 = weights.iter().sum();
    weights.get(at).filter(|_| sum > 0.0).map_or_else(String::new, |w| format!("{:.2}%", w / sum * 100.0))
}

fn draw(app: &App, seat: &Seat, view: &WeighView) -> WeightsPage {
    let names: Vec<&str> = view.children.iter().map(|c| c.name.as_str()).collect();
    let label = |row: usize, column: usize| {
        format!("{} 比 {}", names.get(row).unwrap_or(&""), names.get(column).unwrap_or(&""))
    };
    let now: Vec<f64> = view.children.iter().map(|c| c.weight).collect();
    let by_pairs = view.ahp.as_ref().map(|a| a.weights.clone()).unwrap_or_default();
    let by_entropy = view.entropy.clone().unwrap_or_default();
    let cells = pairs(names.len()).zip(&view.above).enumerate().map(|(n, ((row, column), value))| PairCell {
        name: format!("pair-{n}"),
        label: label(row, column),
        choice: Choice {
            options: scale()
                .collect::<Vec<_>>()
                .into_iter()
                .rev()
                .map(|v| Pick {
                    value: text(v),
                    label: format!("{} {}", text(v), meaning(v)),
                    chosen: (v - value).abs() < 1e-9,
                })
                .collect(),
            problem: None,
        },
    });
    let (consistency, is_consistent) = match &view.ahp {
        Ok(a) => {
            let end = if a.is_consistent() { "前后一致" } else { "前后矛盾，要小于 0.1" };
            let words =
                format!("CR = {:.3}，λ = {:.4}，CI = {:.4}：{end}", a.consistency_ratio, a.lambda, a.consistency_index);
            (words, a.is_consistent())
        }
        Err(flaw) => (flaw.to_string(), false),
    };
    WeightsPage {
        frame: app.frame(seat, format!("{}的权重", view.name)),
        group: view.group.clone(),
        version: view.version,
        origin: match view.weighing {
            None => "现在的权重是直接填的",
            Some(Weighing::Pairwise(_)) => "现在的权重来自两两比较",
            Some(Weighing::Entropy) => "现在的权重来自熵权法",
        }
        .to_owned(),
        rows: names
            .iter()
            .enumerate()
            .map(|(n, name)| WeightRow {
                name: (*name).to_owned(),
                now: percent(&now, n),
                pairwise: percent(&by_pairs, n),
                entropy: percent(&by_entropy, n),
            })
            .collect(),
        cells: cells.collect(),
        consistency,
        is_consistent,
        worst: view.worst.map_or_else(String::new, |w| {
            format!("先改“{}”：改成 {}，CR 会降到 {:.3}", label(w.row, w.column), text(w.better), w.ratio)
        }),
        entropy: match (&view.entropy, view.over) {
            (Ok(_), Some((period, n))) => format!("按 {} {n} 个部门的得分", period.label()),
            (Err(flaw), Some(_)) => flaw.to_string(),
            (Ok(_) | Err(_), None) => "还没有计算过得分，用不了熵权法".to_owned(),
        },
        has_entropy: view.entropy.is_ok(),
    }
}

/// `?group=`; the first level without it.
pub(crate) async fn page(State(app): State<App>, seat: Seat, query: Query) -> Reply {
    let view = load(&app, &seat, query.text("group"), None).await?;
    let mut page = draw(&app, &seat, &view);
    page.frame.notice = words::notice(&query.text("done")).map(str::to_owned);
    show(&page)
}

/// The sentence at the pair that it is about, or on top where it is about none.
fn wrong(mut page: WeightsPage, at: Option<usize>, sentence: &str) -> Reply {
    let cell = at.and_then(|n| page.cells.get_mut(n));
    let field = cell.map_or_else(String::new, |cell| {
        cell.choice.problem = Some(sentence.to_owned());
        cell.name.clone()
    });
    page.frame = page.frame.with_problem(&field, sentence);
    show_as(StatusCode::UNPROCESSABLE_ENTITY, &page)
}

fn is_pairwise(way: &Weighing) -> bool {
    match way {
        Weighing::Pairwise(_) => true,
        Weighing::Entropy => false,
    }
}

/// Tries comparisons, or weighs the group.
pub(crate) async fn submit(State(app): State<App>, seat: Seat, posted: Posted) -> Reply {
    let group = posted.text("group");
    let before = load(&app, &seat, group.clone(), None).await?;
    let typed: Option<Vec<f64>> = (0..before.above.len()).map(|n| number(&posted.text(&format!("pair-{n}")))).collect();
    let Some(above) = typed else {
        let missing = (0..before.above.len()).find(|n| number(&posted.text(&format!("pair-{n}"))).is_none());
        return wrong(draw(&app, &seat, &before), missing, "每一对都要从列表里选一个数");
    };
    let way = match posted.text("act").as_str() {
        "pairwise" => Some(Weighing::Pairwise(above.clone())),
        "entropy" => Some(Weighing::Entropy),
        "direct" => None,
        _ => {
            let view = load(&app, &seat, group, Some(above)).await?;
            return show(&draw(&app, &seat, &view));
        }
    };
    let version = posted.number("version").unwrap_or_default();
    let form = WeighForm { group: group.clone(), weighing: way, version };
    let by_pairs = form.weighing.as_ref().is_some_and(is_pairwise);
    let (bureau, desk, key) = (app.bureau().clone(), seat.desk.clone(), posted.key());
    match blocking(move || weigh_draft(&bureau, &desk, SOURCES, &form, key.as_deref())).await? {
        Ok(_) => go(&address(paths::EVALUATION_WEIGHTS, &[("group", &group), ("done", "weighed")])),
        Err(Failure::Refused(flaw)) => {
            let view = load(&app, &seat, group, Some(above)).await?;
            let worst = view.worst.as_ref().filter(|_| by_pairs);
            let at = worst.and_then(|w| pairs(view.children.len()).position(|pair| pair == (w.row, w.column)));
            wrong(draw(&app, &seat, &view), at, &flaw.to_string())
        }
        Err(failure) => Err(failure.into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_the_scale_read_as_they_are_written() {
        for value in scale() {
            assert_eq!(number(&text(value)), Some(value));
            assert!(!meaning(value).is_empty());
        }
        assert_eq!((number("10"), number("0"), number("1/3x")), (None, None, None));
    }
}
