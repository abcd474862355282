//! The files of a case by material (附件): what was handed in, one form to add more, one to take a file off.
//! Under which name a file came is not shown: names of files name people.

use askama::Template;

use crate::base::{Choice, Field, Frame, Page};

/// One file.
#[derive(Debug, Clone)]
pub struct HandedFile {
    /// Id; part of its address.
    pub id: String,
    /// As "图片 2（1.3 MB）".
    pub label: String,
    /// Whether a browser shows it.
    pub shown: bool,
    /// As "2026-11-20 10:21 张敏".
    pub by: String,
    /// Why it was taken off; empty when it is there.
    pub detached: String,
    /// Why it is to be taken off, as typed.
    pub why: Field,
    /// Name of that field, one for each file.
    pub why_id: String,
}

/// A material with its files.
#[derive(Debug, Clone)]
pub struct MaterialFiles {
    /// Its name; 其他 for what belongs to none.
    pub name: String,
    /// In the order they came.
    pub files: Vec<HandedFile>,
}

/// Adding files.
#[derive(Debug, Clone)]
pub struct FileForm {
    /// Which material.
    pub place: Choice,
    /// That files were not kept, or none was chosen.
    pub file: Field,
    /// Why each was not kept: too long for the summary, because names of files are long.
    pub reasons: Vec<String>,
    /// Limits in a sentence.
    pub hint: String,
}

/// The page.
#[derive(Debug, Clone, Template)]
#[template(path = "cases/files.html")]
pub struct CaseFilesPage {
    /// Frame; its title is the item's name.
    pub frame: Frame,
    /// 办件编号.
    pub number: String,
    /// Materials in the order of the guide, 其他 last.
    pub materials: Vec<MaterialFiles>,
    /// For whoever may add files now.
    pub form: Option<FileForm>,
    /// Why nothing can be added; empty where something can.
    pub closed: String,
}

impl Page for CaseFilesPage {
    const NAME: &'static str = "cases/files";

    fn samples() -> Vec<Self> {
        let file = |id: &str, label: &str, shown: bool, detached: &str| HandedFile {
            id: id.into(),
            label: label.into(),
            shown,
            by: "2026-11-20 10:21 张敏".into(),
            detached: detached.into(),
            why: Field::default(),
            why_id: format!("why-{id}"),
        };
        let full = Self {
            frame: Frame::sample_staff("食品经营许可（新办）附件"),
            number: "2026-1120-03-0386".into(),
            materials: vec![
                MaterialFiles {
                    name: "食品经营许可申请书".into(),
                    files: vec![file("1", "PDF 1（0.4 MB）", true, "")],
                },
                MaterialFiles {
                    name: "经营场所平面图".into(),
                    files: vec![
                        file("2", "图片 1（1.3 MB）", true, "拍糊了，看不清"),
                        file("3", "图片 2（1.2 MB）", true, ""),
                    ],
                },
                MaterialFiles { name: "营业执照".into(), files: Vec::new() },
                MaterialFiles {
                    name: "其他".into(), files: vec![file("4", "Excel 表格 1（0.1 MB）", false, "")]
                },
            ],
            form: Some(FileForm {
                place: Choice::of(&[("0", "食品经营许可申请书"), ("1", "经营场所平面图"), ("", "其他")], "0"),
                file: Field::default(),
                reasons: Vec::new(),
                hint: "可以一次选几份。JPG、PNG、WebP、PDF、docx、xlsx、OFD，每份最多 10 MB。".into(),
            }),
            closed: String::new(),
        };
        let wrong = "有 1 份文件没有收，原因在下面";
        let reason = "“房产证.heic”打不开。请改用 JPG、PNG 或 PDF，手机拍照即可";
        let mended = Self {
            frame: full.frame.clone().with_problem("file", wrong),
            form: full.form.clone().map(|f| FileForm {
                file: Field::wrong("", wrong),
                reasons: vec![reason.into()],
                ..f
            }),
            ..full.clone()
        };
        let closed = Self { form: None, closed: "这件已决定，附件不能再改。".into(), ..full.clone() };
        let empty = Self {
            materials: vec![MaterialFiles { name: "其他".into(), files: Vec::new() }],
            form: None,
            closed: "这件由县市场监督管理局办理，您可以查看。".into(),
            ..full.clone()
        };
        vec![full, mended, closed, empty]
    }
}
