//! A ranking as a table to take along (得分表导出): each indicator a column.

use domain::evaluation::{hundredths, points_text};

use super::Ranking;

/// Titles and rows, in the list's order. What is not known or withheld is an empty cell, never zero.
pub fn ranking_sheet(ranking: &Ranking) -> (Vec<String>, Vec<Vec<String>>) {
    let mut titles: Vec<String> = ["位次", "名称", "得分", "比上期", "有数据的权重（%）"].map(str::to_owned).into();
    titles.extend(ranking.index.index.walk().map(|n| n.name.clone()));
    let rows = ranking
        .lines
        .iter()
        .map(|line| {
            let score = &line.row.score;
            let moved = score.points.zip(line.before).map(|(now, was)| hundredths(now) - hundredths(was));
            let mut row = vec![
                line.place.map(|p| p.to_string()).unwrap_or_default(),
                line.row.name.clone(),
                score.points.map(points_text).unwrap_or_default(),
                moved.map(|by| format!("{:.2}", by as f64 / 100.0)).unwrap_or_default(),
                format!("{:.0}", (score.covered * 100.0).floor()),
            ];
            row.extend(ranking.index.index.walk().map(|n| {
                let part = score.parts.iter().find(|p| p.key == n.key);
                part.and_then(|p| p.points).map(points_text).unwrap_or_default()
            }));
            row
        })
        .collect();
    (titles, rows)
}
