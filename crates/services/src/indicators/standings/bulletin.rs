//! A bulletin upon the ranking of a day as docx and PDF (排名通报): every figure with its parts, who has no place and why, what
//! a later version changed. Only of a day that is over.

use domain::{
    indicators::{Indicator, Standing, StandingPart},
    people::{Act, Desk},
};
use jiff::civil::Date;
use papers::documents::{
    Align, Block, Column, Document, Heading, HeadingLevel, Run as Words, Signature, Table, TableCell,
};

use super::{Board, board::board_in};
use crate::{
    Bureau, Failure,
    base::{PaperFile, PaperRefusal, printed},
};

/// Prints the bulletin upon a day that is over, in its newest version or one of them.
pub fn standing_bulletin(
    bureau: &Bureau,
    desk: &Desk,
    (day, version): (Date, Option<i64>),
    as_pdf: bool,
) -> Result<PaperFile, Failure<PaperRefusal>> {
    bureau.may(desk, Act::IndicatorView)?;
    let (board, office) = bureau.db().read(|tx| {
        let county = store::base::county(tx, bureau.region())?;
        Ok((board_in(tx, bureau, Some(day), version)?, county.map(|c| c.name).unwrap_or_default()))
    })?;
    let board = board.filter(|b| b.frozen.is_some()).ok_or(Failure::NotFound)?;
    let document = document(&board, &office, bureau.today());
    printed(bureau, &document, &format!("{}排名通报 {day}", board.whole), as_pdf)
}

fn heading(number: &str, text: &str) -> Block {
    Block::Heading(Heading { level: HeadingLevel::One, number: number.to_owned(), text: text.to_owned() })
}

fn paragraph(text: String) -> Block {
    Block::Paragraph(vec![Words::plain(text)])
}

fn long(day: Date) -> String {
    format!("{}年{}月{}日", day.year(), day.month(), day.day())
}

fn name(id: &str) -> &str {
    Indicator::parse(id).map_or_else(|| id, |i| i.name())
}

fn column(head: &str, width: u8, align: Align) -> Column {
    Column { head: head.to_owned(), width: width.into(), align }
}

fn places(board: &Board) -> Block {
    let rows = board.placed().map(|row| {
        let one = &row.standing;
        let before = match (row.before, one.place) {
            (Some(was), Some(now)) if was > now => format!("升{}位", was - now),
            (Some(was), Some(now)) if was < now => format!("降{}位", now - was),
            (Some(_), Some(_)) => "持平".to_owned(),
            (_, _) => "—".to_owned(),
        };
        [
            one.place.map(|p| p.to_string()).unwrap_or_default(),
            one.name.clone(),
            one.total.clone().unwrap_or_default(),
            one.gap.clone().unwrap_or_else(|| "—".to_owned()),
            before,
        ]
        .map(TableCell::from)
        .to_vec()
    });
    Block::Table(Table {
        caption: format!("{}各县（市、区）得分", board.whole),
        columns: vec![
            column("位次", 12, Align::Centre),
            column("县（市、区）", 34, Align::Left),
            column("总分", 18, Align::Right),
            column("与前一名差", 18, Align::Right),
            column("比上一日", 18, Align::Right),
        ],
        rows: rows.collect(),
    })
}

/// Those of one figure by their place, those without one last.
fn by_figure(board: &Board, at: usize) -> Vec<(&Standing, &StandingPart)> {
    let mut all: Vec<(&Standing, &StandingPart)> =
        board.rows.iter().filter_map(|r| Some((&r.standing, r.standing.parts.get(at)?))).collect();
    all.sort_by_key(|(one, part)| (part.place.is_none(), part.place, one.code.clone()));
    all
}

fn figure(board: &Board, at: usize, id: &str) -> Block {
    let rows = by_figure(board, at).into_iter().map(|(one, part)| {
        [
            part.place.map_or_else(|| "—".to_owned(), |p| p.to_string()),
            one.name.clone(),
            part.value.clone().unwrap_or_else(|| "没有数".to_owned()),
            if part.reported { part.parts.clone() } else { "未报".to_owned() },
            part.score.clone().unwrap_or_else(|| "—".to_owned()),
        ]
        .map(TableCell::from)
        .to_vec()
    });
    Block::Table(Table {
        caption: name(id).to_owned(),
        columns: vec![
            column("位次", 10, Align::Centre),
            column("县（市、区）", 26, Align::Left),
            column("数值", 20, Align::Right),
            column("分子÷分母", 28, Align::Right),
            column("得分", 16, Align::Right),
        ],
        rows: rows.collect(),
    })
}

/// Why somebody has no place.
fn lacking(one: &Standing) -> String {
    if one.report.is_none() {
        return format!("{}没有上报", one.name);
    }
    let missing: Vec<&str> = one.lacking().map(|part| name(&part.indicator)).collect();
    format!("{}缺{}", one.name, missing.join("、"))
}

fn document(board: &Board, office: &str, today: Date) -> Document {
    let (day, rules) = (long(board.day), &board.rules);
    let placed = board.placed().count();
    let first: Vec<&str> =
        board.placed().filter(|r| r.standing.place == Some(1)).map(|r| r.standing.name.as_str()).collect();
    let mut told = format!("{day}，{}{}个县（市、区）参加排名，{placed}个有位次", board.whole, board.rows.len());
    if let Some(top) = board.placed().next() {
        told.push_str(&format!("，第1位{}，{}分", first.join("、"), top.standing.total.as_deref().unwrap_or_default()));
    }
    told.push('。');
    let mut blocks = vec![heading("一、", "总体情况"), paragraph(told)];
    let without: Vec<String> =
        board.rows.iter().filter(|r| r.standing.place.is_none()).map(|r| lacking(&r.standing)).collect();
    if !without.is_empty() {
        blocks.push(paragraph(format!("没有位次的：{}。缺数的不按零计。", without.join("；"))));
    }
    let late = board.rows.iter().filter(|r| r.standing.report.as_ref().is_some_and(|of| of.late));
    let late: Vec<&str> = late.map(|r| r.standing.name.as_str()).collect();
    if !late.is_empty() {
        blocks.push(paragraph(format!("逾期上报的：{}。", late.join("、"))));
    }
    if placed > 0 {
        blocks.push(places(board));
    }
    let changed = board.frozen.as_ref().filter(|kept| kept.version > 1);
    if let Some(kept) = changed {
        let moves = kept.changes.iter().map(|c| {
            let why = if c.reported_anew { "重新上报" } else { "受别县影响" };
            format!("{}由{}变为{}（{why}）", c.name, c.was, c.now)
        });
        let moves: Vec<String> = moves.collect();
        let moves = if moves.is_empty() { "位次没有变化".to_owned() } else { moves.join("；") };
        blocks.push(paragraph(format!("本通报是这一天的第{}版，与上一版相比：{moves}。", kept.version)));
    }
    blocks.push(heading("二、", "分项情况"));
    for (at, weight) in rules.weights.iter().enumerate() {
        blocks.push(figure(board, at, &weight.indicator));
    }
    blocks.push(heading("三、", "计算办法"));
    let weights: Vec<String> = rules.weights.iter().map(|w| format!("{}{}%", name(&w.indicator), w.weight)).collect();
    blocks.push(paragraph(format!(
        "依据：{}（第{}版）。权重：{}。有未知项的按“至少”计；当天没有上报的，用此前{}天内最近的一次。",
        rules.source.trim_end_matches('。'),
        rules.version,
        weights.join("、"),
        rules.carry_days
    )));
    blocks.push(Block::Signature(Signature { unit: format!("{office}政务服务管理部门"), date: long(today) }));
    Document {
        title: vec![format!("关于{day}政务服务指标"), format!("{}排名情况的通报", board.whole)],
        subtitle: None,
        byline: None,
        recipient: None,
        blocks,
    }
}
