//! Drafts that wait for somebody and versions that wait for their day (草稿与待生效).

use askama::Template;

use crate::{
    base::{Frame, Page, Tag, Tone, paths},
    catalogue::FieldLine,
};

/// A draft.
#[derive(Debug, Clone)]
pub struct DraftEntry {
    /// Its form.
    pub href: String,
    /// Name.
    pub name: String,
    /// Code.
    pub code: String,
    /// Department.
    pub department: String,
    /// Where it stands.
    pub state: Tag,
    /// A new item.
    pub is_new: bool,
    /// First day wished in words; empty where none was said.
    pub day: String,
    /// Who saved it and when.
    pub by: String,
}

/// A version that waits for its day.
#[derive(Debug, Clone)]
pub struct ComingEntry {
    /// The item's history, or its form.
    pub href: String,
    /// Name.
    pub name: String,
    /// Code.
    pub code: String,
    /// Department.
    pub department: String,
    /// Its first day in words.
    pub day: String,
    /// As "第 3 版".
    pub version: String,
    /// What will differ; none for a new item.
    pub changes: Vec<FieldLine>,
}

/// Both lists.
#[derive(Debug, Clone, Template)]
#[template(path = "catalogue/drafts.html")]
pub struct DraftsPage {
    /// Frame; its title counts.
    pub frame: Frame,
    /// Submitted ones.
    pub submitted: Vec<DraftEntry>,
    /// Drafts and those sent back.
    pub open: Vec<DraftEntry>,
    /// Versions by day.
    pub coming: Vec<ComingEntry>,
}

impl Page for DraftsPage {
    const NAME: &'static str = "catalogue/drafts";

    fn samples() -> Vec<Self> {
        let entry = |tone: Tone, state: &str, is_new: bool| DraftEntry {
            href: paths::item_edit("12"),
            name: "企业投资项目备案（技术改造）".into(),
            code: "511Z07001006-511602000000-000-11511301008778183N-1-00".into(),
            department: "县经济和信息化局".into(),
            state: Tag::new(tone, state),
            is_new,
            day: if is_new { String::new() } else { "2026年12月1日（周二）".into() },
            by: "李强，2026-11-22 10:21".into(),
        };
        let ordinary = Self {
            frame: Frame::sample_staff("1 份草稿待审核，1 个版本待生效"),
            submitted: vec![entry(Tone::Warning, "待审核", false)],
            open: vec![entry(Tone::Neutral, "草稿", true), entry(Tone::Bad, "已退回", false)],
            coming: vec![ComingEntry {
                href: paths::item_page("12", "history"),
                name: "公共场所卫生许可".into(),
                code: "511Z07001006".into(),
                department: "县卫生健康局".into(),
                day: "2026年12月1日（周二）".into(),
                version: "第 3 版".into(),
                changes: vec![FieldLine {
                    field: "承诺办结时限".into(),
                    before: "10 个工作日".into(),
                    after: "7 个工作日".into(),
                }],
            }],
        };
        let empty = Self {
            frame: Frame::sample_staff("没有草稿，也没有待生效的版本"),
            submitted: vec![],
            open: vec![],
            coming: vec![],
        };
        vec![ordinary, empty]
    }
}
