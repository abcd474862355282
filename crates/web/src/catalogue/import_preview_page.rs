//! What an import would change (导入预览), before anything is live: counted, and listed with the row numbers of the
//! office's own spreadsheet.

use askama::Template;

use crate::base::{Frame, Page};

/// One row of the file, or one item that is not in it.
#[derive(Debug, Clone)]
pub struct ImportRow {
    /// Row number as the spreadsheet shows it; empty for items that are not in the file.
    pub row: String,
    /// Name of the item as far as it could be read.
    pub name: String,
    /// What changes, or what is wrong and what to do.
    pub sentence: String,
}

/// One of the groups.
#[derive(Debug, Clone)]
pub struct RowList {
    /// Name of the group for addresses, as `refused`.
    pub key: String,
    /// Heading, as "没收下".
    pub label: String,
    /// Number of all rows in the group.
    pub count: u32,
    /// The first rows.
    pub rows: Vec<ImportRow>,
    /// Number of rows not shown here.
    pub more: u32,
    /// Whether the list stands open.
    pub open: bool,
}

/// Preview of a staged import.
#[derive(Debug, Clone, Template)]
#[template(path = "catalogue/import_preview.html")]
pub struct ImportPreviewPage {
    /// Frame.
    pub frame: Frame,
    /// Id of the staged import.
    pub id: String,
    /// Name of the file.
    pub file_name: String,
    /// How it was read, as "csv，UTF-8，1135 行".
    pub reading: String,
    /// Remarks of the reader, as columns it did not know.
    pub notes: Vec<String>,
    /// Refused, changed, to be cancelled, added, not in the file, unchanged.
    pub lists: Vec<RowList>,
    /// What the button will do, as "收下 1132 行"; `None` when nothing would change.
    pub confirm: Option<String>,
    /// Items added, sent back with the confirmation.
    pub added: u32,
    /// Items changed, sent back with the confirmation.
    pub changed: u32,
    /// Items to be cancelled, sent back with the confirmation.
    pub removed: u32,
}

impl Page for ImportPreviewPage {
    const NAME: &'static str = "catalogue/import_preview";

    fn samples() -> Vec<Self> {
        let list = |key: &str, label: &str, count: u32, rows: Vec<ImportRow>, open: bool| RowList {
            key: key.into(),
            label: label.into(),
            count,
            more: count - u32::try_from(rows.len()).unwrap_or(count),
            rows,
            open,
        };
        let twice = "与第 40 行编码重复，请核对后留一行";
        let refused = vec![
            row("18", "企业投资项目备案（技术改造）", "缺实施主体，请补上部门"),
            row("41", "适龄儿童、少年因身体状况需要延缓入学或者休学审批", twice),
            row("77", "", "事项类型“99”不在代码表里，请改为 01 至 10 或 20"),
        ];
        let changed = vec![
            row("5", "食品经营许可（新办）", "承诺时限 10 → 7 个工作日；到现场次数 未知 → 0"),
            row("9", "公共场所卫生许可", "部门 县卫计局 → 县卫生健康局"),
        ];
        let ordinary = Self {
            frame: Frame::sample_staff("导入预览"),
            id: "31".into(),
            file_name: "2026年11月事项清单（最终版）.xlsx".into(),
            reading: "xlsx，第 1 张工作表，1135 行".into(),
            notes: vec!["有 2 列不认识，没有读：备注、联系人".into()],
            lists: vec![
                list("refused", "没收下", 3, refused, true),
                list("changed", "有变化", 46, changed, true),
                list("added", "新增", 12, vec![row("600", "无人机飞行活动备案", "县交通运输局")], false),
                list("absent", "文件里没有", 1, vec![row("", "暂住证办理", "库里仍保留，取消请到该事项修改")], false),
                list("unchanged", "没有变化", 1074, vec![], false),
            ],
            confirm: Some("收下 58 项变化".into()),
            added: 12,
            changed: 46,
            removed: 0,
        };
        let nothing = Self {
            notes: vec![],
            lists: vec![list("unchanged", "没有变化", 1135, vec![], false)],
            confirm: None,
            ..ordinary.clone()
        };
        vec![ordinary, nothing]
    }
}

fn row(row: &str, name: &str, sentence: &str) -> ImportRow {
    ImportRow { row: row.into(), name: name.into(), sentence: sentence.into() }
}
