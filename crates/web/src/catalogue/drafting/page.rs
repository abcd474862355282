//! The whole guide of an item in one form (编制事项): saved as a draft, submitted, published with a date, sent back.
//! Every field is an ordinary box; rows of materials, fees, steps and questions are added with a button.

use askama::Template;

use super::field::DraftField;
use crate::{
    base::{Choice, Field, Frame, Page, Tag},
    catalogue::FieldLine,
};

/// One group of fields.
#[derive(Debug, Clone)]
pub struct DraftGroup {
    /// Heading.
    pub label: String,
    /// Id of the section.
    pub anchor: String,
    /// Fields in order.
    pub fields: Vec<DraftField>,
}

/// One row of a detail sheet.
#[derive(Debug, Clone)]
pub struct DraftRow {
    /// As "材料 2".
    pub legend: String,
    /// Name of the box that takes the row out.
    pub drop: String,
    /// Fields in order.
    pub fields: Vec<DraftField>,
    /// Fields that stand folded.
    pub rare: Vec<DraftField>,
}

/// Materials, fees, steps or questions.
#[derive(Debug, Clone)]
pub struct DraftSheet {
    /// Word in names, as `materials`.
    pub word: String,
    /// Heading.
    pub label: String,
    /// What the quality rules find.
    pub findings: Vec<String>,
    /// Id of the section.
    pub anchor: String,
    /// Further ids that links from other pages know.
    pub inner: Vec<String>,
    /// What must be mended.
    pub problem: Option<String>,
    /// Rows.
    pub rows: Vec<DraftRow>,
}

/// A version that waits for its day.
#[derive(Debug, Clone)]
pub struct Coming {
    /// Which.
    pub version: i64,
    /// Its first day in words.
    pub day: String,
    /// Whether the asker may withdraw it.
    pub withdraws: bool,
    /// Why it is withdrawn.
    pub why: Field,
}

/// The draft that is there.
#[derive(Debug, Clone)]
pub struct DraftNow {
    /// Where it stands.
    pub state: Tag,
    /// Who saved it and when.
    pub by: String,
    /// Why it was sent back; empty when it was not.
    pub note: String,
    /// What it changes against the version in force.
    pub changes: Vec<FieldLine>,
    /// It waits for somebody to check it.
    pub submitted: bool,
    /// Box of the reason for sending it back.
    pub back: Field,
}

/// Suspending, resuming, cancelling.
#[derive(Debug, Clone)]
pub struct StatusNow {
    /// Version that the form is made from.
    pub version: i64,
    /// Where the item stands.
    pub state: Tag,
    /// What it can become.
    pub choice: Choice,
    /// First day.
    pub day: Field,
    /// Why.
    pub why: Field,
}

/// A chain in force that the item stands in.
#[derive(Debug, Clone)]
pub struct ItemChain {
    /// Name.
    pub name: String,
    /// Where it is published again.
    pub href: String,
    /// The department that it has the item with, where that is another one now; empty = none.
    pub left: String,
}

/// Form of an item.
#[derive(Debug, Clone, Template)]
#[template(path = "catalogue/draft.html")]
pub struct DraftPage {
    /// Frame; its title is the item's name.
    pub frame: Frame,
    /// Address that the form is sent to.
    pub here: String,
    /// Id for addresses; empty for a new item.
    pub id: String,
    /// Sent back to notice a faster colleague.
    pub seq: i64,
    /// Version that the form was made from.
    pub based_on: i64,
    /// Whether the asker may publish.
    pub publishes: bool,
    /// Groups of fields; none while a version waits.
    pub groups: Vec<DraftGroup>,
    /// Detail sheets.
    pub sheets: Vec<DraftSheet>,
    /// First day wished.
    pub planned_on: Field,
    /// Why.
    pub why: Field,
    /// The version that waits.
    pub coming: Option<Coming>,
    /// The draft that is there.
    pub now: Option<DraftNow>,
    /// Status of the item in force and its change; `None` where it may not be changed.
    pub status: Option<StatusNow>,
    /// Findings of the quality rules over the whole guide.
    pub findings: u32,
    /// Chains in force that it stands in.
    pub chains: Vec<ItemChain>,
    /// What applicants said about its promises in their ratings, and whether something contradicts one.
    pub claims: Vec<(String, bool)>,
    /// The item is cancelled: publishing a draft puts it in use again.
    pub cancelled: bool,
}

impl DraftPage {
    /// Whether the form can be filled in.
    pub fn is_open(&self) -> bool {
        !self.groups.is_empty()
    }
}

impl Page for DraftPage {
    const NAME: &'static str = "catalogue/draft";

    fn samples() -> Vec<Self> {
        super::page_samples::samples()
    }
}
