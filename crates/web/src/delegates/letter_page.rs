//! One letter (任命书、授权书): what it says, over which items, what happened, its paper, and its next steps.

use askama::Template;

use super::letter_page_samples;
use crate::{
    base::{Field, Frame, Link, Page, Tag},
    cases::{Conflict, EventRow, Fact},
};

/// Putting it on record 备案.
#[derive(Debug, Clone)]
pub struct FileFields {
    /// Day.
    pub on: Field,
    /// 备案号.
    pub no: Field,
}

/// Ending it: 撤销 or 免去.
#[derive(Debug, Clone)]
pub struct EndForm {
    /// Word in the address: `revoke` or `dismiss`.
    pub act: &'static str,
    /// Heading and button, as "撤销授权".
    pub label: &'static str,
    /// What it does, in a sentence.
    pub hint: &'static str,
    /// First day on which it no longer holds.
    pub from: Field,
    /// Why.
    pub reason: Field,
}

impl EndForm {
    /// The form holds something that must be mended, so it stands open.
    fn is_wrong(&self) -> bool {
        self.from.problem.is_some() || self.reason.problem.is_some()
    }
}

/// A letter.
#[derive(Debug, Clone, Template)]
#[template(path = "delegates/letter.html")]
pub struct LetterPage {
    /// Frame; its title says whose letter it is.
    pub frame: Frame,
    /// Its own address.
    pub base: String,
    /// 文号.
    pub doc_no: String,
    /// Version the page shows; sent back to notice a faster colleague.
    pub version: i64,
    /// Where it stands.
    pub state: Tag,
    /// It ends soon, in words; empty where it does not.
    pub soon: String,
    /// Summary.
    pub facts: Vec<Fact>,
    /// Letters that belong to it: replaced, replacing, those of an appointment.
    pub others: Vec<Link>,
    /// Items listed, by name.
    pub listed: Vec<String>,
    /// Items taken out.
    pub excluded: Vec<String>,
    /// The scan that is kept of it; `None` = none is.
    pub scan: Option<Link>,
    /// Adding one or putting another in its place, for whoever may.
    pub scan_form: Option<Field>,
    /// Why another takes its place; `None` while none is kept.
    pub scan_reason: Option<Field>,
    /// Those that others took the place of, each with when and why.
    pub scans_before: Vec<(Link, String)>,
    /// Events, the latest first.
    pub events: Vec<EventRow>,
    /// Set when an act came too late.
    pub conflict: Option<Conflict>,
    /// Putting it on record, for whoever may and while it is not.
    pub filing: Option<FileFields>,
    /// Publishing it, for whoever may and while it is not.
    pub may_publish: bool,
    /// Ending it, for whoever may and while it holds.
    pub end: Option<EndForm>,
}

impl LetterPage {
    /// What the form of the scan does.
    fn scan_act(&self) -> &'static str {
        if self.scan_reason.is_some() { "更换扫描件" } else { "存扫描件" }
    }
}

impl Page for LetterPage {
    const NAME: &'static str = "delegates/letter";

    fn samples() -> Vec<Self> {
        letter_page_samples::all()
    }
}
