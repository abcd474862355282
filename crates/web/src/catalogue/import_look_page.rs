//! How a file was read (看一眼): encoding, sheet, header row and the first rows, and how to read it another way.

use askama::Template;

use crate::base::{Choice, Field, Frame, Page, Pick};

/// One of the first rows.
#[derive(Debug, Clone)]
pub struct LookRow {
    /// As the spreadsheet numbers it.
    pub number: u32,
    /// The row was taken for the titles.
    pub title: bool,
    /// As many cells as the widest row has.
    pub cells: Vec<String>,
}

/// The file before it is read in full.
#[derive(Debug, Clone, Template)]
#[template(path = "catalogue/import_look.html")]
pub struct ImportLookPage {
    /// Frame; its title says how the file was read.
    pub frame: Frame,
    /// Address of this page: GET looks again, POST goes on.
    pub here: String,
    /// Name of the file.
    pub file_name: String,
    /// Encodings to choose among; `None` for workbooks.
    pub encoding: Option<Choice>,
    /// Sheets to choose among; `None` where there is one.
    pub sheet: Option<Choice>,
    /// The row of titles.
    pub header_row: Field,
    /// Remarks of the reader.
    pub notes: Vec<String>,
    /// Titles that are known, joined.
    pub known: String,
    /// How many they are.
    pub known_count: u32,
    /// Titles that are not known, joined.
    pub unknown: String,
    /// Why it cannot be gone on with; empty where it can.
    pub stop: String,
    /// Letters of the columns shown.
    pub letters: Vec<String>,
    /// The first rows.
    pub rows: Vec<LookRow>,
    /// Columns that are not shown.
    pub more_columns: u32,
    /// What was chosen, to be sent on: encoding, sheet, header row.
    pub chosen: [String; 3],
    /// One box: the file lists everything its departments have.
    pub complete: Choice,
}

/// The box that says that the file is a complete list.
pub(super) fn complete_box(chosen: bool) -> Choice {
    let label = "这是完整清单：表里没有的，在这些部门改为取消".to_owned();
    Choice { options: vec![Pick { value: "1".into(), label, chosen }], problem: None }
}

impl Page for ImportLookPage {
    const NAME: &'static str = "catalogue/import_look";

    fn samples() -> Vec<Self> {
        let row = |number: u32, title: bool, cells: [&str; 4]| LookRow {
            number,
            title,
            cells: cells.map(str::to_owned).to_vec(),
        };
        let ordinary = Self {
            frame: Frame::sample_staff("这份表像是 GB18030 编码，第 2 行是列名"),
            here: "/catalogue/upload/0f".into(),
            file_name: "2026年11月事项清单（最终版）.csv".into(),
            encoding: Some(Choice::of(&[("utf-8", "UTF-8"), ("gb18030", "GB18030")], "gb18030")),
            sheet: None,
            header_row: Field::of("2"),
            notes: vec!["文件不是 UTF-8，按 GB18030 读出".into()],
            known: "部门、业务办理项名称、业务办理项编码、事项类型".into(),
            known_count: 4,
            unknown: "备注".into(),
            stop: String::new(),
            letters: ["A", "B", "C", "D"].map(str::to_owned).to_vec(),
            rows: vec![
                row(1, false, ["某县政务服务事项清单", "", "", ""]),
                row(2, true, ["实施主体", "事项名称", "事项编码", "备注"]),
                row(3, false, ["县卫生健康局", "公共场所卫生许可", "511Z07001006", ""]),
            ],
            more_columns: 12,
            chosen: ["gb18030".into(), String::new(), String::new()],
            complete: complete_box(false),
        };
        let stopped = Self {
            frame: Frame::sample_staff("没有找到列名，请指出是哪一行"),
            encoding: None,
            sheet: Some(Choice::of(&[("事项", "事项"), ("说明", "说明（隐藏）")], "说明")),
            stop: "没有找到“部门、业务办理项编码”两列，请核对表头".into(),
            known: String::new(),
            known_count: 0,
            unknown: String::new(),
            more_columns: 0,
            ..ordinary.clone()
        };
        vec![ordinary, stopped]
    }
}
