//! What an import would change (导入预览), before anything is live: counted, and listed with the row numbers of the
//! office's own spreadsheet.

use askama::Template;

use crate::base::{Frame, Page};

/// One field of a row, before and after.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldLine {
    /// The field.
    pub field: String,
    /// As it stands; empty where nothing stood.
    pub before: String,
    /// As it would stand; empty where it is cleared.
    pub after: String,
}

impl FieldLine {
    pub(super) fn of(change: &domain::catalogue::RowChange) -> Self {
        Self { field: change.field.to_owned(), before: change.before.clone(), after: change.after.clone() }
    }
}

/// One row of the file, or one item that is not in it.
#[derive(Debug, Clone)]
pub struct ImportRow {
    /// Row number as the spreadsheet shows it; empty for items that are not in the file.
    pub row: String,
    /// Name of the item as far as it could be read.
    pub name: String,
    /// What becomes of it, or what is wrong and what to do; empty where the fields say it.
    pub sentence: String,
    /// Fields that change.
    pub fields: Vec<FieldLine>,
}

/// One of the groups.
#[derive(Debug, Clone)]
pub struct RowList {
    /// Name of the group for addresses, as `refused`.
    pub key: String,
    /// Heading, as "没收下".
    pub label: String,
    /// Number of all rows in the group.
    pub count: u64,
    /// The rows of this part.
    pub rows: Vec<ImportRow>,
    /// Address of all its rows, page by page, where more than these are there.
    pub all: Option<String>,
    /// Whether the list stands open.
    pub open: bool,
}

/// Preview of a staged import.
#[derive(Debug, Clone, Template)]
#[template(path = "catalogue/import_preview.html")]
pub struct ImportPreviewPage {
    /// Frame; its title counts.
    pub frame: Frame,
    /// Id of the staged import.
    pub id: String,
    /// Name of the file.
    pub file_name: String,
    /// How it was read, as "1135 行，按完整清单".
    pub reading: String,
    /// Remarks of the reader, as columns it did not know.
    pub notes: Vec<String>,
    /// Refused, changed, to be cancelled, added, with a remark, not in the file, unchanged: all counts.
    pub lists: Vec<RowList>,
    /// The only group shown, when one was asked for.
    pub only: String,
    /// Address of the part before.
    pub before: Option<String>,
    /// Address of the next part.
    pub next: Option<String>,
    /// What the button will do, as "收下 1132 行"; `None` when nothing would change.
    pub confirm: Option<String>,
    /// Rows that are not taken.
    pub refused: u64,
    /// Items added, sent back with the confirmation.
    pub added: u64,
    /// Items changed, sent back with the confirmation.
    pub changed: u64,
    /// Items to be cancelled, sent back with the confirmation.
    pub removed: u64,
}

impl Page for ImportPreviewPage {
    const NAME: &'static str = "catalogue/import_preview";

    fn samples() -> Vec<Self> {
        let list = |key: &str, label: &str, count: u64, rows: Vec<ImportRow>, open: bool| RowList {
            key: key.into(),
            label: label.into(),
            count,
            all: (count > rows.len() as u64 && !rows.is_empty()).then(|| format!("/catalogue/import/31?group={key}")),
            rows,
            open,
        };
        let twice = "与第 40 行编码重复，请核对后留一行";
        let refused = vec![
            row("18", "企业投资项目备案（技术改造）", "缺部门，请补上"),
            row("41", "适龄儿童、少年因身体状况需要延缓入学或者休学审批", twice),
            row("77", "", "事项类型“99”不在代码表里，请改为 01 至 10 或 20"),
        ];
        let field = |field: &str, before: &str, after: &str| FieldLine {
            field: field.into(),
            before: before.into(),
            after: after.into(),
        };
        let mut food = row("5", "食品经营许可（新办）", "");
        food.fields = vec![field("承诺办结时限", "10 个工作日", "7 个工作日"), field("到办事现场次数", "", "0")];
        let mut place = row("9", "公共场所卫生许可", "12月1日（周二）起生效");
        place.fields = vec![field("监督投诉方式", "12345", "")];
        let ordinary = Self {
            frame: Frame::sample_staff("新增 12 项，变化 46 项，3 行没收下"),
            id: "31".into(),
            file_name: "2026年11月事项清单（最终版）.xlsx".into(),
            reading: "1135 行".into(),
            notes: vec!["不认识的列照原样保留：备注、联系人".into()],
            lists: vec![
                list("refused", "没收下", 3, refused, true),
                list("changed", "有变化", 46, vec![food, place], true),
                list("added", "新增", 12, vec![row("600", "无人机飞行活动备案", "县交通运输局")], false),
                list("absent", "表里没有", 1, vec![row("", "暂住证办理", "表里没有，库里保持不变")], false),
                list("unchanged", "没有变化", 1074, vec![], false),
            ],
            only: String::new(),
            before: None,
            next: None,
            confirm: Some("收下 58 项变化".into()),
            refused: 3,
            added: 12,
            changed: 46,
            removed: 0,
        };
        let nothing = Self {
            frame: Frame::sample_staff("和事项库一样，没有变化"),
            notes: vec![],
            lists: vec![list("unchanged", "没有变化", 1135, vec![], false)],
            confirm: None,
            refused: 0,
            ..ordinary.clone()
        };
        let part = Self {
            only: "added".into(),
            before: Some("/catalogue/import/31?group=added".into()),
            next: Some("/catalogue/import/31?group=added&page=3".into()),
            ..ordinary.clone()
        };
        vec![ordinary, nothing, part]
    }
}

fn row(row: &str, name: &str, sentence: &str) -> ImportRow {
    ImportRow { row: row.into(), name: name.into(), sentence: sentence.into(), fields: Vec::new() }
}
