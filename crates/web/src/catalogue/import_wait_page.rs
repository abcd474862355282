//! How far a long file is (正在核对). The page asks again by itself, without a script.

use askama::Template;

use crate::base::{Frame, Page};

/// A file whose rows are being laid aside.
#[derive(Debug, Clone, Template)]
#[template(path = "catalogue/import_wait.html")]
pub struct ImportWaitPage {
    /// Frame; its title says how far it is.
    pub frame: Frame,
    /// Id of the import.
    pub id: String,
    /// Name of the file.
    pub file_name: String,
    /// Rows laid aside.
    pub staged: u64,
    /// Rows of the file.
    pub of: u64,
}

impl Page for ImportWaitPage {
    const NAME: &'static str = "catalogue/import_wait";

    fn samples() -> Vec<Self> {
        vec![Self {
            frame: Frame::sample_staff("正在核对，已读 7000 行，共 20000 行"),
            id: "31".into(),
            file_name: "全市事项清单（最终版）.xlsx".into(),
            staged: 7_000,
            of: 20_000,
        }]
    }
}
