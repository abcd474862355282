//! 公文: an official document as a value, before it is a file.
//!
//! What stands in it and in which order; nothing of fonts, lines or pages. The
//! same value gives the `.docx` and the PDF, so the two cannot say different
//! things.
//!
//! Deliberately not here: what a report says (the report's own rules), remarks to
//! its author (they never stand in the text), red head, document number, seal and
//! signature by hand: a draft leaves those to people.

/// An official document (公文), in order of reading.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Document {
    /// 标题, a line an entry, broken where the words end. A line that does not
    /// fit into the type area is broken again and shaped (GB/T 9704-2012, 7.3.1).
    pub title: Vec<String>,
    /// Line under the title, e.g. `（2026年11月）`.
    pub subtitle: Option<String>,
    /// Unit and date under the title, e.g. `清河县政务服务中心　2026年11月22日`.
    pub byline: Option<String>,
    /// 主送机关 with its full-width colon, e.g. `县人民政府：`.
    pub recipient: Option<String>,
    /// What follows, in order.
    pub blocks: Vec<Block>,
}

/// One piece of a document's text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// A heading with the number it bears.
    Heading(Heading),
    /// A paragraph, its first line indented by two characters. A line break in a
    /// run begins another paragraph.
    Paragraph(Vec<Run>),
    /// A table.
    Table(Table),
    /// A chart of figures.
    Chart(Chart),
    /// 附件说明: names of what is attached, without numbers and without a full stop.
    Attachments(Vec<String>),
    /// 署名 and 成文日期.
    Signature(Signature),
    /// A QR code (二维码) with a line under it.
    Code(Code),
    /// What follows begins on a new page.
    PageBreak,
    /// An appendix; begins on a new page.
    Appendix(Appendix),
}

/// A QR code on a paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Code {
    /// What it holds: an address.
    pub link: String,
    /// The line under it; says what it is for.
    pub caption: String,
}

/// A heading (结构层次序数, GB/T 9704-2012, 7.3.3).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// Which level, and with it the typeface.
    pub level: HeadingLevel,
    /// The number as printed: `一、`, `（一）`, `1.` or `（1）`; may be empty.
    pub number: String,
    /// The words.
    pub text: String,
}

/// The four levels of headings and their typefaces.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HeadingLevel {
    /// `一、` in 黑体.
    One,
    /// `（一）` in 楷体.
    Two,
    /// `1.` in 仿宋.
    Three,
    /// `（1）` in 仿宋.
    Four,
}

/// A stretch of text of one kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// The words.
    pub text: String,
    /// Printed bold.
    pub bold: bool,
    /// A person wrote over what the program had computed: printed on a light
    /// ground, so that a reader sees it.
    pub edited: bool,
}

impl Run {
    /// Ordinary text.
    #[must_use]
    pub fn plain(text: impl Into<String>) -> Self {
        Self { text: text.into(), bold: false, edited: false }
    }

    /// Bold text.
    #[must_use]
    pub fn bold(text: impl Into<String>) -> Self {
        Self { bold: true, ..Self::plain(text) }
    }

    /// Text a person wrote over what the program had computed (手工改动).
    #[must_use]
    pub fn edited(text: impl Into<String>) -> Self {
        Self { edited: true, ..Self::plain(text) }
    }
}

/// A table; its head is repeated on every page it reaches.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// Above the table, e.g. `表1　各部门事项`; may be empty.
    pub caption: String,
    /// The columns, one to twelve.
    pub columns: Vec<Column>,
    /// The rows, each with a cell a column. No row is cut by the end of a page
    /// unless it is longer than a page.
    pub rows: Vec<Vec<TableCell>>,
}

/// A column of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// What stands at its head.
    pub head: String,
    /// Its share of the table's width; only the relation between columns counts.
    pub width: u16,
    /// How its cells stand.
    pub align: Align,
}

/// How text stands in a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Align {
    /// At the left; for words.
    Left,
    /// In the middle; for short marks.
    Centre,
    /// At the right; for figures.
    Right,
}

/// What stands in a cell; a line break begins another line.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TableCell(pub Vec<Run>);

impl From<&str> for TableCell {
    fn from(text: &str) -> Self {
        Self(vec![Run::plain(text)])
    }
}

impl From<String> for TableCell {
    fn from(text: String) -> Self {
        Self(vec![Run::plain(text)])
    }
}

impl From<Run> for TableCell {
    fn from(run: Run) -> Self {
        Self(vec![run])
    }
}

/// A chart (图). Its values only place the marks; what is printed beside them is
/// their text, which comes from the figure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chart {
    /// Below the chart, e.g. `图1　全程网办率走势`.
    pub caption: String,
    /// The chart in words, for those who cannot see it.
    pub alternative: String,
    /// What is drawn.
    pub kind: ChartKind,
    /// Unit at the axis, e.g. `%`; may be empty.
    pub unit: String,
    /// Decimals of all values, 0 to 4: with 2, a value of 9994 is 99.94.
    pub decimals: u8,
    /// What the marks stand for, in order: departments, months.
    pub labels: Vec<String>,
    /// One to four series, each with a mark a label.
    pub series: Vec<Series>,
}

/// The two kinds of chart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ChartKind {
    /// Bars lying one below the other.
    Bars {
        /// The value bars start from, in units of the last decimal; stated at
        /// the chart where it is not 0.
        baseline: i64,
    },
    /// Lines over time. The axis starts below the lowest value and says where.
    Line {
        /// What should be reached, drawn dashed.
        target: Option<Mark>,
    },
}

/// A series of marks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Series {
    /// Its name, printed where there is more than one.
    pub name: String,
    /// A mark a label; `None` where there is no figure.
    pub marks: Vec<Option<Mark>>,
}

/// A value and the figure it is printed as.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// In units of the chart's last decimal.
    pub value: i64,
    /// The figure as printed, e.g. `99.94%`.
    pub text: String,
    /// The reader's own unit, drawn stronger than the others (bars only).
    pub own: bool,
}

/// 署名 and 成文日期 (GB/T 9704-2012, 7.3.5).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signature {
    /// The unit that signs.
    pub unit: String,
    /// The day in Arabic numerals without leading zeros: `2026年11月22日`.
    pub date: String,
}

/// The beginning of an appendix (附件, GB/T 9704-2012, 7.3.7).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Appendix {
    /// Its number, at the left of the first line: `附件1`.
    pub number: String,
    /// Its title, centred on the third line.
    pub title: String,
}
