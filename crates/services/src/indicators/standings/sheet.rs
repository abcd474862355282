//! The ranking as a table to take along (排名表导出).

use domain::indicators::Indicator;

use super::Board;

/// Titles and rows, in the order of the ranking. What is not known is an empty cell, never zero.
pub fn board_sheet(board: &Board) -> (Vec<String>, Vec<Vec<String>>) {
    let titles =
        ["位次", "县（市、区）", "区划代码", "总分", "与前一名差", "上一日位次", "上报统计日", "第几版", "办件量"];
    let mut titles: Vec<String> = titles.map(str::to_owned).into();
    for weight in &board.rules.weights {
        let name = Indicator::parse(&weight.indicator).map_or_else(|| weight.indicator.as_str(), |i| i.name());
        let of = |what: &str| format!("{name}{what}");
        titles.extend([of(""), of("（分子÷分母）"), of("位次"), of("得分"), of("权重")]);
    }
    let number = |n: Option<u32>| n.map(|n| n.to_string()).unwrap_or_default();
    let rows = board.rows.iter().map(|row| {
        let one = &row.standing;
        let report = one.report.as_ref();
        let mut cells = vec![
            number(one.place),
            one.name.clone(),
            one.code.clone(),
            one.total.clone().unwrap_or_default(),
            one.gap.clone().unwrap_or_default(),
            number(row.before),
            report.map(|r| r.as_of.to_string()).unwrap_or_default(),
            report.map(|r| r.version.to_string()).unwrap_or_default(),
            row.cases.map(|n| n.to_string()).unwrap_or_default(),
        ];
        for (part, weight) in one.parts.iter().zip(&board.rules.weights) {
            cells.extend([
                part.value.clone().unwrap_or_default(),
                part.parts.clone(),
                number(part.place),
                part.score.clone().unwrap_or_default(),
                weight.weight.to_string(),
            ]);
        }
        cells
    });
    (titles, rows.collect())
}
