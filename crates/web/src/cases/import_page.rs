//! Taking in the export of the system that most cases are handled in (导入办件): choosing the file, what it would do, what
//! it did.

use askama::Template;

use crate::{
    base::{Field, Frame, Page},
    tables::RefusedLine,
};

/// An import that was done.
#[derive(Debug, Clone)]
pub struct CaseImportRow {
    /// What it did, whole.
    pub href: String,
    /// Name of the file.
    pub file_name: String,
    /// As "省级平台".
    pub source: String,
    /// As "钱伟，2026-11-20 09:00".
    pub by: String,
    /// As "新增 120，有进展 31".
    pub did: String,
}

/// Upload form.
#[derive(Debug, Clone, Template)]
#[template(path = "cases/import.html")]
pub struct CaseImportPage {
    /// Frame.
    pub frame: Frame,
    /// What is wrong with the file; a file cannot be shown again.
    pub file: Field,
    /// Which system it comes from.
    pub source: Field,
    /// Largest file in MB.
    pub max_megabytes: u32,
    /// Imports of before, newest first.
    pub earlier: Vec<CaseImportRow>,
}

/// What a file would do.
#[derive(Debug, Clone, Template)]
#[template(path = "cases/import_look.html")]
pub struct CaseImportLookPage {
    /// Frame.
    pub frame: Frame,
    /// Where confirming goes.
    pub here: String,
    /// Name of the file.
    pub file_name: String,
    /// As "省级平台".
    pub source: String,
    /// What the reader noticed.
    pub notes: Vec<String>,
    /// Words and numbers of rows.
    pub counts: Vec<(String, u64)>,
    /// As "写入 151 件"; `None` where there is nothing to write.
    pub confirm: Option<String>,
    /// Rows not taken.
    pub refused: Vec<RefusedLine>,
    /// Rows not taken that are not listed.
    pub more: u64,
}

/// How far the writing is. The page asks again by itself.
#[derive(Debug, Clone, Template)]
#[template(path = "cases/import_run.html")]
pub struct CaseImportRunPage {
    /// Frame.
    pub frame: Frame,
    /// Its own address.
    pub here: String,
    /// Cases written.
    pub done: u64,
    /// Of so many; 0 while that is not known.
    pub all: u64,
}

/// What a file did.
#[derive(Debug, Clone, Template)]
#[template(path = "cases/import_done.html")]
pub struct CaseImportDonePage {
    /// Frame.
    pub frame: Frame,
    /// Whoever imported it sees cases too.
    pub sees_cases: bool,
    /// Name of the file.
    pub file_name: String,
    /// As "钱伟，2026-11-20 09:00".
    pub by: String,
    /// Words and numbers of rows.
    pub counts: Vec<(String, u64)>,
    /// Rows not taken.
    pub refused: Vec<RefusedLine>,
    /// Rows not taken that are not listed.
    pub more: u64,
}

fn sample_counts() -> Vec<(String, u64)> {
    [("新增", 120), ("有进展", 31), ("没有变化", 9_871), ("没收下", 2)].map(|(w, n)| (w.to_owned(), n)).to_vec()
}

fn sample_refused() -> Vec<RefusedLine> {
    let line = |row, why: &str| RefusedLine { row, why: why.to_owned() };
    vec![
        line(18, "事项编码“11990101QH9901025C499200201100109”不在事项库里，请先导入事项清单或核对编码"),
        line(204, "第 203 行已有这个办件编号，一份文件里只写一行"),
    ]
}

impl Page for CaseImportPage {
    const NAME: &'static str = "cases/import";

    fn samples() -> Vec<Self> {
        let earlier = CaseImportRow {
            href: "/cases/imports/7".into(),
            file_name: "办件明细20261119.csv".into(),
            source: "省级平台".into(),
            by: "钱伟，2026-11-20 09:00".into(),
            did: "新增 120，有进展 31，没收下 2".into(),
        };
        let ordinary = Self {
            frame: Frame::sample_staff("导入办件"),
            file: Field::default(),
            source: Field::of("省级平台"),
            max_megabytes: 20,
            earlier: vec![earlier],
        };
        let sentence = "请填写来源，例如“省级平台”";
        let wrong = Self {
            frame: ordinary.frame.clone().with_problem("source", sentence),
            source: Field::wrong("", sentence),
            earlier: vec![],
            ..ordinary.clone()
        };
        vec![ordinary, wrong]
    }
}

impl Page for CaseImportRunPage {
    const NAME: &'static str = "cases/import_run";

    fn samples() -> Vec<Self> {
        let begun = Self {
            frame: Frame::sample_staff("正在写入办件"),
            here: "/cases/import/5f1c?source=a".into(),
            done: 0,
            all: 0,
        };
        vec![begun.clone(), Self { done: 12_500, all: 48_211, ..begun }]
    }
}

impl Page for CaseImportLookPage {
    const NAME: &'static str = "cases/import_look";

    fn samples() -> Vec<Self> {
        let ordinary = Self {
            frame: Frame::sample_staff("这份文件有 151 件可以写入，2 行没收下"),
            here: "/cases/import/5f1c".into(),
            file_name: "办件明细20261120.csv".into(),
            source: "省级平台".into(),
            notes: vec!["不认识的列没有用到：网格员".into()],
            counts: sample_counts(),
            confirm: Some("写入 151 件".into()),
            refused: sample_refused(),
            more: 40,
        };
        let idle = Self {
            frame: Frame::sample_staff("这份文件没有新的内容"),
            notes: vec![],
            confirm: None,
            refused: vec![],
            more: 0,
            ..ordinary.clone()
        };
        vec![ordinary, idle]
    }
}

impl Page for CaseImportDonePage {
    const NAME: &'static str = "cases/import_done";

    fn samples() -> Vec<Self> {
        let ordinary = Self {
            frame: Frame::sample_staff("已写入 151 件"),
            sees_cases: true,
            file_name: "办件明细20261120.csv".into(),
            by: "钱伟，2026-11-20 09:00".into(),
            counts: sample_counts(),
            refused: sample_refused(),
            more: 0,
        };
        vec![ordinary.clone(), Self { refused: vec![], sees_cases: false, ..ordinary }]
    }
}
