//! A bulletin upon scores as docx and PDF (评价通报): departments in their order with what had data, and what the office
//! adds. No person stands in it.

use domain::{
    base::{EvaluationBulletinId, shanghai_day},
    evaluation::{Bulletin, SubjectKind, hundredths, points_text},
    people::{Act, Desk},
};
use papers::documents::{
    Align, Block, Column, Document, Heading, HeadingLevel, Run as Words, Signature, Table, TableCell,
};
use store::evaluation as rows;

use super::{RankLine, Ranking, ranking};
use crate::{
    Bureau, Failure,
    base::{PaperFile, PaperRefusal, printed},
};

/// Prints a bulletin.
pub fn bulletin_file(
    bureau: &Bureau,
    desk: &Desk,
    id: EvaluationBulletinId,
    as_pdf: bool,
) -> Result<PaperFile, Failure<PaperRefusal>> {
    bureau.may(desk, Act::EvaluationView)?;
    let found = bureau.db().read(|tx| {
        let Some(bulletin) = rows::bulletin(tx, bureau.region(), id)? else { return Ok(None) };
        Ok(Some((bulletin, store::base::county(tx, bureau.region())?)))
    })?;
    let (bulletin, county) = found.ok_or(Failure::NotFound)?;
    let ranks = ranking(bureau, desk, SubjectKind::Department, None, Some(bulletin.run))
        .map_err(|e| e.map(|never| match never {}))?;
    let document = document(&bulletin, &ranks, &county.map(|c| c.name).unwrap_or_default());
    printed(bureau, &document, &format!("评价通报 {}", bulletin.period), as_pdf)
}

fn heading(number: &str, text: &str) -> Block {
    Block::Heading(Heading { level: HeadingLevel::One, number: number.to_owned(), text: text.to_owned() })
}

fn paragraph(text: String) -> Block {
    Block::Paragraph(vec![Words::plain(text)])
}

/// By how much it moved, with its sign.
fn since(line: &RankLine) -> String {
    match (line.row.score.points, line.before) {
        (Some(now), Some(before)) => {
            let by = hundredths(now) - hundredths(before);
            let sign = if by < 0 { "-" } else { "+" };
            format!("{sign}{}.{:02}", by.abs() / 100, by.abs() % 100)
        }
        (_, _) => "—".to_owned(),
    }
}

/// The bulletin as a value.
fn document(bulletin: &Bulletin, ranks: &Ranking, county: &str) -> Document {
    let label = ranks.run.as_ref().map(|r| r.period.label()).unwrap_or_default();
    let scored: Vec<&RankLine> = ranks.lines.iter().filter(|l| l.place.is_some()).collect();
    let withheld = ranks.lines.len() - scored.len();
    let mut blocks = vec![
        heading("一、", "评价结果"),
        paragraph(format!(
            "{label}按“{}”（第{}版）对{}个部门评价，{}个部门有得分{}。",
            ranks.index.index.name,
            ranks.index.index.version,
            ranks.lines.len(),
            scored.len(),
            if withheld > 0 { format!("，{withheld}个部门数据不够，不公布得分") } else { String::new() }
        )),
    ];
    let column = |head: &str, width, align| Column { head: head.to_owned(), width, align };
    let rows = scored.iter().map(|l| {
        [
            l.place.map(|p| p.to_string()).unwrap_or_default(),
            l.row.name.clone(),
            l.row.score.points.map(points_text).unwrap_or_default(),
            since(l),
            format!("{:.0}%", (l.row.score.covered * 100.0).floor()),
        ]
        .map(TableCell::from)
        .to_vec()
    });
    let rows: Vec<Vec<TableCell>> = rows.collect();
    if !rows.is_empty() {
        blocks.push(Block::Table(Table {
            caption: format!("{label}各部门得分"),
            columns: vec![
                column("位次", 10, Align::Centre),
                column("部门", 40, Align::Left),
                column("得分", 16, Align::Right),
                column("比上期", 16, Align::Right),
                column("有数据的权重", 18, Align::Right),
            ],
            rows,
        }));
    }
    blocks.push(heading("二、", "意见"));
    blocks.extend(bulletin.text.lines().filter(|l| !l.trim().is_empty()).map(|l| paragraph(l.trim().to_owned())));
    let on = shanghai_day(bulletin.at);
    blocks.push(Block::Signature(Signature {
        unit: format!("{county}政务服务中心"),
        date: format!("{}年{}月{}日", on.year(), on.month(), on.day()),
    }));
    Document {
        title: vec![bulletin.title.clone()],
        subtitle: Some(format!("（{label}）")),
        byline: None,
        recipient: None,
        blocks,
    }
}
