//! What taking an import back would do (撤销导入), before it is done.

use askama::Template;

use crate::base::{Frame, Page};

/// An item that stays as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptRow {
    /// Code.
    pub code: String,
    /// Name.
    pub name: String,
    /// Why it stays.
    pub why: String,
}

/// The question before an import is taken back.
#[derive(Debug, Clone, Template)]
#[template(path = "catalogue/import_undo.html")]
pub struct ImportUndoPage {
    /// Frame; its title counts.
    pub frame: Frame,
    /// Id of the import.
    pub id: String,
    /// Name of the file.
    pub file_name: String,
    /// Items that get back what they said before; sent back with the confirmation.
    pub restored: u64,
    /// Items that the import added and that are cancelled; sent back with the confirmation.
    pub cancelled: u64,
    /// How many stay.
    pub kept_count: u64,
    /// The first of those that stay.
    pub kept: Vec<KeptRow>,
}

impl Page for ImportUndoPage {
    const NAME: &'static str = "catalogue/import_undo";

    fn samples() -> Vec<Self> {
        let ordinary = Self {
            frame: Frame::sample_staff("撤销后 46 项恢复原样，12 项取消"),
            id: "31".into(),
            file_name: "2026年11月事项清单（最终版）.xlsx".into(),
            restored: 46,
            cancelled: 12,
            kept_count: 1,
            kept: vec![KeptRow {
                code: "511Z07001006".into(),
                name: "公共场所卫生许可".into(),
                why: "导入后又改到第 4 版，保留现在的内容".into(),
            }],
        };
        let nothing =
            Self { frame: Frame::sample_staff("没有可撤销的"), restored: 0, cancelled: 0, ..ordinary.clone() };
        vec![ordinary, nothing]
    }
}
