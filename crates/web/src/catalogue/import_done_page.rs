//! What an import has changed (导入完成), and what is left to mend.

use askama::Template;

use crate::base::{Frame, Page};

/// The end of an import.
#[derive(Debug, Clone, Template)]
#[template(path = "catalogue/import_done.html")]
pub struct ImportDonePage {
    /// Frame.
    pub frame: Frame,
    /// Name of the file.
    pub file_name: String,
    /// Number of items added.
    pub added: u32,
    /// Number of items changed.
    pub changed: u32,
    /// Number of items cancelled.
    pub removed: u32,
    /// Number of rows not taken.
    pub refused: u32,
}

impl Page for ImportDonePage {
    const NAME: &'static str = "catalogue/import_done";

    fn samples() -> Vec<Self> {
        let ordinary = Self {
            frame: Frame::sample_staff("导入完成"),
            file_name: "2026年11月事项清单（最终版）.xlsx".into(),
            added: 12,
            changed: 46,
            removed: 2,
            refused: 3,
        };
        let clean = Self { removed: 0, refused: 0, ..ordinary.clone() };
        vec![ordinary, clean]
    }
}
