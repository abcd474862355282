//! What a table would change (外来表格预览), before anything is live: counted, and listed with the row numbers of the
//! office's own spreadsheet.

use askama::Template;

use crate::base::{Frame, Page};

/// One row of the file, or one thing that is not in it.
#[derive(Debug, Clone)]
pub struct LineRow {
    /// Row number as the spreadsheet shows it; empty for what is not in the file.
    pub row: String,
    /// Code; empty where it could not be read.
    pub code: String,
    /// Name as far as it could be read.
    pub name: String,
    /// What changes field by field, or what is wrong and what to do.
    pub sentence: String,
}

/// One of the groups.
#[derive(Debug, Clone)]
pub struct LineList {
    /// Heading, as "改名".
    pub label: String,
    /// Number of all in the group.
    pub count: u64,
    /// The first of them.
    pub rows: Vec<LineRow>,
    /// Number of those not shown here.
    pub more: u64,
    /// Whether the list stands open.
    pub open: bool,
}

/// Preview of a staged table.
#[derive(Debug, Clone, Template)]
#[template(path = "tables/preview.html")]
pub struct TablePreviewPage {
    /// Frame; its title says what would happen.
    pub frame: Frame,
    /// The table in addresses, as "divisions".
    pub kind: String,
    /// The table in words, as "区划表".
    pub label: String,
    /// Id of the staged table.
    pub id: String,
    /// Name of the file.
    pub file_name: String,
    /// How it was read, as "259 行，按完整的表，2027年1月1日（周五）起".
    pub reading: String,
    /// What it does beside the rows, and remarks of the reader.
    pub notes: Vec<String>,
    /// Refused, changed, ended, added, not in the file, unchanged.
    pub lists: Vec<LineList>,
    /// What the button will do, as "收下 3 处变化"; `None` when nothing would change.
    pub confirm: Option<String>,
    /// Added, sent back with the confirmation.
    pub added: u64,
    /// Changed, sent back with the confirmation.
    pub changed: u64,
    /// Ended, sent back with the confirmation.
    pub removed: u64,
}

impl Page for TablePreviewPage {
    const NAME: &'static str = "tables/preview";

    fn samples() -> Vec<Self> {
        let list = |label: &str, count: u64, rows: Vec<LineRow>, open: bool| LineList {
            label: label.into(),
            count,
            more: count - rows.len() as u64,
            rows,
            open,
        };
        let refused = vec![
            row("18", "", "新村", "区划代码“9.90101E+11”被表格软件变成了科学计数，请把该列设为文本后重填"),
            row("41", "990101300201", "阿依库勒·吐尔逊江牧业村", "上级 990101300000 不在表里，请先补上这个乡镇"),
        ];
        let changed = vec![row("5", "990101100000", "云溪街道", "区划名称 云溪镇 → 云溪街道")];
        let gone = vec![row("", "990101100202", "石桥村", "停用日期：2027-01-01；完整的表里没有，从这一天起停用")];
        let ordinary = Self {
            frame: Frame::sample_staff("区划表：改名 1 个，停用 1 个，2 行没收下"),
            kind: "divisions".into(),
            label: "区划表".into(),
            id: "31".into(),
            file_name: "统计用区划代码和城乡划分代码（最终版）.xlsx".into(),
            reading: "259 行，按完整的表，2027年1月1日（周五）起".into(),
            notes: vec![
                "这些站点所在的区划停用，请到站点页改登或撤并：石桥村便民服务站".into(),
                "有在用站点的区划：现在 259/259，2027年1月1日（周五）起 258/258".into(),
            ],
            lists: vec![
                list("没收下", 2, refused, true),
                list("改名", 1, changed, true),
                list("停用", 1, gone, true),
                list("没有变化", 255, vec![], false),
            ],
            confirm: Some("收下 2 处变化".into()),
            added: 0,
            changed: 1,
            removed: 1,
        };
        let nothing = Self {
            frame: Frame::sample_staff("区划表：没有变化"),
            notes: vec![],
            lists: vec![list("没有变化", 259, vec![], false)],
            confirm: None,
            changed: 0,
            removed: 0,
            ..ordinary.clone()
        };
        vec![ordinary, nothing]
    }
}

fn row(row: &str, code: &str, name: &str, sentence: &str) -> LineRow {
    LineRow { row: row.into(), code: code.into(), name: name.into(), sentence: sentence.into() }
}
