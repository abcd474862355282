//! One report as its author works on it: the words with their marks, tables, charts, notes, sources.

use askama::Template;

use crate::base::{Frame, Page, Svg};

/// A paragraph.
#[derive(Debug, Clone)]
pub struct ReportParagraph {
    /// What an edit names.
    pub id: String,
    /// Text as stretches; `true` = a number by hand.
    pub spans: Vec<(String, bool)>,
    /// The whole text, for the box.
    pub text: String,
    /// As generated; shown beside an edited one.
    pub generated: String,
    /// The author changed it.
    pub edited: bool,
    /// What is wrong with the last edit.
    pub problem: Option<String>,
}

/// A table.
#[derive(Debug, Clone)]
pub struct ReportTable {
    /// Title.
    pub caption: String,
    /// Column titles, and whether the column holds numbers.
    pub head: Vec<(String, bool)>,
    /// Cells, and whether each is a number.
    pub rows: Vec<Vec<(String, bool)>>,
}

/// A paragraph, a table or a chart.
#[derive(Debug, Clone)]
pub enum ReportPiece {
    /// Words.
    Paragraph(ReportParagraph),
    /// A table.
    Table(ReportTable),
    /// A chart: its finding and its picture.
    Chart(String, Svg),
}

/// A section.
#[derive(Debug, Clone)]
pub struct ReportSection {
    /// `add-0` …: what adding a paragraph here names.
    pub add: String,
    /// Heading with its number; empty = text before the first heading.
    pub heading: String,
    /// What stands in it.
    pub pieces: Vec<ReportPiece>,
}

/// One report.
#[derive(Debug, Clone, Template)]
#[template(path = "reports/view.html")]
pub struct ReportPage {
    /// Frame.
    pub frame: Frame,
    /// Id for addresses.
    pub id: String,
    /// Version that a form names.
    pub version: i64,
    /// Which paper.
    pub kind: String,
    /// The day its figures speak of.
    pub as_of: String,
    /// To whom; empty = nobody named.
    pub recipient: String,
    /// Whether this seat may change it.
    pub may_edit: bool,
    /// A newer snapshot is there.
    pub is_old: bool,
    /// How many paragraphs were changed and how many numbers are by hand.
    pub by_hand: String,
    /// What the author should know.
    pub notes: Vec<String>,
    /// The text.
    pub sections: Vec<ReportSection>,
    /// Sources of the numbers: what, parts, profile, source.
    pub traces: Vec<[String; 4]>,
    /// Who made and who changed it.
    pub history: String,
}

impl Page for ReportPage {
    const NAME: &'static str = "reports/view";

    fn samples() -> Vec<Self> {
        let paragraph = |id: &str, spans: &[(&str, bool)], edited: bool| {
            let text: String = spans.iter().map(|(t, _)| *t).collect();
            ReportPiece::Paragraph(ReportParagraph {
                id: id.into(),
                spans: spans.iter().map(|(t, m)| ((*t).to_owned(), *m)).collect(),
                text,
                generated: "从主要指标看，网上可办率99.94%，位居全市第三。".into(),
                edited,
                problem: None,
            })
        };
        let table = ReportTable {
            caption: "主要指标情况".into(),
            head: vec![("指标".into(), false), ("数值".into(), true), ("构成".into(), true)],
            rows: vec![vec![("网上可办率".into(), false), ("99.94%".into(), true), ("3075÷3077".into(), true)]],
        };
        let ordinary = Self {
            frame: Frame::sample_staff("关于青禾县政务服务营商环境指标情况的分析研判报告"),
            id: "12".into(),
            version: 3,
            kind: "分析研判报告".into(),
            as_of: "2026年11月22日（周日）".into(),
            recipient: String::new(),
            may_edit: true,
            is_old: true,
            by_hand: "改过 1 段，有 1 个数字是人工填写的".into(),
            notes: vec!["电话回访还没有记录，正文没有写，请勿凭印象补写数字".into()],
            sections: vec![
                ReportSection {
                    add: "add-0".into(),
                    heading: String::new(),
                    pieces: vec![paragraph("opening", &[("现将有关情况报告如下。", false)], false)],
                },
                ReportSection {
                    add: "add-1".into(),
                    heading: "一、总体情况".into(),
                    pieces: vec![
                        paragraph(
                            "overall.ranked",
                            &[("网上可办率", false), ("99.99%", true), ("，位居全市第三。", false)],
                            true,
                        ),
                        ReportPiece::Table(table),
                    ],
                },
            ],
            traces: vec![[
                "网上可办率".into(),
                "3075÷3077".into(),
                "2023-online-available：依申请六类和公共服务，网办深度Ⅱ级及以上".into(),
                "2026年11月22日快照（编号 7）".into(),
            ]],
            history: "2026-11-22 10:02 周岚生成，2026-11-22 10:31 周岚最后修改".into(),
        };
        let plain = Self {
            may_edit: false,
            is_old: false,
            by_hand: String::new(),
            notes: Vec::new(),
            recipient: "县民政局".into(),
            ..ordinary.clone()
        };
        vec![ordinary, plain]
    }
}
