//! The bulletin of calls (回访通报): a week's or a month's, as docx and as PDF. In its text how many were reached and what
//! they said; what the sample lets one say stands in the appendix.

use domain::{
    followup::{Dimension, certainty, reach_text, sentence},
    people::Desk,
};
use papers::documents::{
    Align, Appendix, Block, Chart, ChartKind, Column, Document, Heading, HeadingLevel, Mark, Run, Series, Signature,
    Table, TableCell,
};

use super::{DepartmentResult, Period, Results, results};
use crate::{
    Bureau, Failure,
    base::{PaperFile, PaperRefusal, printed},
};

/// Departments of a chart: two bars each, as many as stay readable on a page.
const MOST_BARS: usize = 12;

/// Prints the bulletin of a period, as PDF or as docx.
pub fn bulletin(
    bureau: &Bureau,
    desk: &Desk,
    period: Period,
    as_pdf: bool,
) -> Result<PaperFile, Failure<PaperRefusal>> {
    let found = results(bureau, desk, period).map_err(|e| e.map(|never| match never {}))?;
    let county = bureau.db().read(|tx| store::base::county(tx, bureau.region()))?;
    let today = bureau.today();
    let document = document(
        &found,
        &county.map(|c| c.name).unwrap_or_default(),
        &format!("{}年{}月{}日", today.year(), today.month(), today.day()),
    );
    printed(bureau, &document, &format!("电话回访通报 {period}"), as_pdf)
}

fn heading(number: &str, text: &str) -> Block {
    Block::Heading(Heading { level: HeadingLevel::One, number: number.to_owned(), text: text.to_owned() })
}

fn paragraph(text: String) -> Block {
    Block::Paragraph(vec![Run::plain(text)])
}

fn table(caption: &str, columns: &[(&str, u16, Align)], rows: Vec<Vec<String>>) -> Block {
    let column =
        |(head, width, align): &(&str, u16, Align)| Column { head: (*head).to_owned(), width: *width, align: *align };
    Block::Table(Table {
        caption: caption.to_owned(),
        columns: columns.iter().map(column).collect(),
        rows: rows.into_iter().map(|row| row.into_iter().map(TableCell::from).collect()).collect(),
    })
}

/// The bulletin as a value: what docx and PDF are laid out from.
fn document(found: &Results, county: &str, today: &str) -> Document {
    let whole = &found.whole;
    let what = match found.period {
        Period::Week(_) => "周通报",
        Period::Month(_) => "月通报",
    };
    let mut blocks = vec![
        heading("一、", "回访情况"),
        paragraph(format!(
            "{}办结的可回访办件{}件，{}。{}。",
            found.period.label(),
            whole.population,
            reach_text(&whole.tally),
            sentence(&whole.tally)
        )),
        heading("二、", "各部门情况"),
    ];
    let called: Vec<&DepartmentResult> =
        found.departments.iter().filter(|d| !d.is_hidden && d.result.tally.reached() > 0).collect();
    let hidden = found.departments.iter().filter(|d| d.is_hidden && d.result.tally.drawn > 0).count();
    if called.is_empty() && hidden == 0 {
        blocks.push(paragraph("还没有接通的回访。".to_owned()));
    }
    let lines = called.iter().map(|d| format!("{}{}", d.name, sentence(&d.result.tally))).collect::<Vec<_>>();
    if !lines.is_empty() {
        blocks.push(paragraph(format!("{}。", lines.join("；"))));
        blocks.extend(chart(&called));
    }
    if hidden > 0 {
        blocks.push(paragraph(format!("有{hidden}个部门答的太少，或会被人用合计倒推，不单列。")));
    }
    blocks.push(heading("三、", "群众反映"));
    blocks.push(paragraph(voices(found)));
    blocks.push(heading("四、", "整改"));
    blocks.push(paragraph(format!(
        "按回访开出整改单{}件，其中已销号{}件，待答复{}件（超期{}件），待核验{}件。",
        found.orders.all() - found.orders.withdrawn,
        found.orders.closed,
        found.orders.issued,
        found.orders.overdue,
        found.orders.answered
    )));
    blocks.push(Block::Attachments(vec!["抽样与推断说明".to_owned()]));
    blocks.push(Block::Signature(Signature { unit: format!("{county}政务服务中心"), date: today.to_owned() }));
    blocks.extend(appendix(found));
    Document {
        title: vec![format!("{county}政务服务电话回访{what}")],
        subtitle: Some(format!("（{}）", found.period.label())),
        byline: None,
        recipient: None,
        blocks,
    }
}

/// Answers by department, of them the satisfied: counts and no shares, the most first.
fn chart(called: &[&DepartmentResult]) -> Option<Block> {
    let mut shown = called.to_vec();
    shown.sort_by_key(|d| std::cmp::Reverse(d.result.tally.reached()));
    shown.truncate(MOST_BARS);
    let series = |name: &str, of: fn(&DepartmentResult) -> u32| {
        let mark = |d: &&DepartmentResult| {
            let n = of(d);
            Some(Mark { value: i64::from(n), text: format!("{n}件"), own: false })
        };
        Series { name: name.to_owned(), marks: shown.iter().map(mark).collect() }
    };
    let words = shown.iter().map(|d| format!("{}{}", d.name, d.sentence())).collect::<Vec<_>>();
    (shown.len() > 1).then(|| {
        Block::Chart(Chart {
            caption: "图1　各部门接通和满意件数".to_owned(),
            alternative: words.join("；"),
            kind: ChartKind::Bars { baseline: 0 },
            unit: "件".to_owned(),
            decimals: 0,
            labels: shown.iter().map(|d| d.name.clone()).collect(),
            series: vec![series("接通", |d| d.result.tally.reached()), series("满意", |d| d.result.tally.satisfied())],
        })
    })
}

fn voices(found: &Results) -> String {
    let mut parts = Vec::new();
    if found.notes > 0 && !found.words.is_empty() {
        let words: Vec<String> = found.words.iter().take(8).map(|(word, n)| format!("“{word}”{n}件")).collect();
        parts.push(format!("{}件留有意见，提到较多的有{}", found.notes, words.join("、")));
    }
    if found.off_hall > 0 {
        parts.push(format!("{}件反映材料交在部门办公室", found.off_hall));
    }
    if found.extra > 0 {
        parts.push(format!("{}件反映要了办事指南以外的材料", found.extra));
    }
    if found.kept_back > 0 {
        parts.push(format!("{}条限制查看", found.kept_back));
    }
    if parts.is_empty() { "没有留下意见。".to_owned() } else { format!("{}。", parts.join("；")) }
}

fn appendix(found: &Results) -> Vec<Block> {
    let whole = &found.whole;
    let mut blocks = vec![
        Block::Appendix(Appendix { number: "附件".to_owned(), title: "抽样与推断说明".to_owned() }),
        paragraph(
            certainty(&whole.tally, whole.estimate.as_ref(), found.confidence)
                .map_or_else(|| "没有人回答，不作推断。".to_owned(), |text| format!("{text}。")),
        ),
    ];
    if let Some(unheard) = whole.estimate.as_ref().map(|e| e.unheard).filter(|n| *n > 0) {
        blocks.push(paragraph(format!("有{unheard}件办件所在的部门没有人接通，推断不包括这些部门。")));
    }
    for draw in &found.draws {
        let seed = draw.made.as_ref().map_or("", |m| m.seed.digits());
        let promise =
            if draw.is_in_time() { "抽样前已公布承诺值" } else { "承诺值没有在当周结束前公布" };
        blocks.push(paragraph(format!("{}：{promise}{}，种子{seed}。", draw.week, draw.commitment)));
    }
    let right = Align::Right;
    let rows = found.departments.iter().map(|d| {
        let tally = &d.result.tally;
        let sure = match (d.is_hidden, certainty(tally, d.result.estimate.as_ref(), found.confidence)) {
            (true, _) => d.sentence(),
            (false, text) => text.unwrap_or_else(|| "—".to_owned()),
        };
        let shown = |n: u32| if d.is_hidden { "—".to_owned() } else { n.to_string() };
        vec![
            d.name.clone(),
            d.result.population.to_string(),
            tally.drawn.to_string(),
            shown(tally.reached()),
            shown(tally.satisfied()),
            sure,
        ]
    });
    blocks.push(table(
        "表1　各部门抽样与推断",
        &[
            ("部门", 6, Align::Left),
            ("总体", 2, right),
            ("抽取", 2, right),
            ("接通", 2, right),
            ("满意", 2, right),
            ("推断", 9, Align::Left),
        ],
        rows.collect(),
    ));
    let dimension = |d: Dimension| {
        let profile = whole.tally.dimensions.get(&d).cloned().unwrap_or_default();
        vec![d.label().to_owned(), profile.answered().to_string(), profile.satisfied().to_string()]
    };
    blocks.push(table(
        "表2　五个维度",
        &[("维度", 4, Align::Left), ("回答", 2, right), ("满意", 2, right)],
        Dimension::ALL.into_iter().map(dimension).collect(),
    ));
    blocks
}
