//! Choosing a spreadsheet to import (导入事项). Nothing becomes live from this page.

use askama::Template;

use crate::base::{Field, Frame, Page};

/// Upload form.
#[derive(Debug, Clone, Template)]
#[template(path = "catalogue/import.html")]
pub struct ImportPage {
    /// Frame.
    pub frame: Frame,
    /// What is wrong with the file; a file cannot be shown again.
    pub file: Field,
    /// Largest file in MB.
    pub max_megabytes: u32,
    /// Imports that wait for somebody to confirm them.
    pub waiting: u32,
}

impl Page for ImportPage {
    const NAME: &'static str = "catalogue/import";

    fn samples() -> Vec<Self> {
        let ordinary =
            Self { frame: Frame::sample_staff("导入事项"), file: Field::default(), max_megabytes: 20, waiting: 1 };
        let sentence = "“事项清单.doc”不是表格，请另存为 xlsx 或 csv 再上传";
        let wrong = Self {
            frame: ordinary.frame.clone().with_problem("file", sentence),
            file: Field::wrong("", sentence),
            waiting: 0,
            ..ordinary.clone()
        };
        vec![ordinary, wrong]
    }
}
