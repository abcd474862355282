//! One case (办件): what it is, what was handed in, what happened, and the one next step this reader may take.

use askama::Template;
use services::cases::Phrases;

use super::{ActForm, ActRow, OtherCase};
use crate::{
    base::{Choice, Deadline, Field, Frame, Link, Page, Tag},
    catalogue::AnswerRow,
};

/// A line of the summary.
#[derive(Debug, Clone)]
pub struct Fact {
    /// What it is.
    pub label: String,
    /// Its value, masked where it must be.
    pub value: String,
}

/// A material handed in or not.
#[derive(Debug, Clone)]
pub struct CaseMaterial {
    /// Its name.
    pub name: String,
    /// Where it comes from.
    pub source: Tag,
    /// Received, not received, not needed; or what the department found.
    pub state: Tag,
    /// Its files.
    pub files: Vec<MaterialFile>,
}

/// A file of a material.
#[derive(Debug, Clone)]
pub struct MaterialFile {
    /// Address and words.
    pub link: Link,
    /// A picture: a script shows it beside the form.
    pub picture: bool,
}

/// One event of the journal.
#[derive(Debug, Clone)]
pub struct EventRow {
    /// When it happened, as "2026-11-20 10:21".
    pub at: String,
    /// What was done, as "受理".
    pub act: String,
    /// Who did it.
    pub actor: String,
    /// Where, as "3 号综合窗口".
    pub terminal: String,
    /// 实时, 导入, 补录.
    pub source: Tag,
    /// Opinion or reason; may be empty.
    pub note: String,
}

/// Somebody else was faster; what was typed is kept.
#[derive(Debug, Clone)]
pub struct Conflict {
    /// As "李强 10:21 已同意这件。您写的意见还在，可以复制后作为补充意见".
    pub sentence: String,
    /// The words that were typed.
    pub kept: String,
}

/// Deciding 审核决定.
#[derive(Debug, Clone)]
pub struct DecideForm {
    /// `grant` 准予 or `deny` 不予.
    pub outcome: Choice,
    /// Why not; needed for a refusal (行政许可法 38).
    pub reason: Field,
    /// Opinion.
    pub opinion: Field,
}

/// Completing 办结.
#[derive(Debug, Clone)]
pub struct CompleteForm {
    /// Name of the result document.
    pub document: Field,
    /// Its number.
    pub number: Field,
}

/// Handing over 送达.
#[derive(Debug, Clone)]
pub struct DeliverForm {
    /// Who receives it.
    pub receiver: Field,
    /// The applicant, to be noted with one key, as "本人领取（张*丰）"; empty where nobody is known.
    pub own: String,
    /// At the window, by post, electronically.
    pub way: Choice,
}

/// What this reader can do next.
#[derive(Debug, Clone)]
pub enum NextStep {
    /// Decide.
    Decide(DecideForm),
    /// Complete.
    Complete(CompleteForm),
    /// Hand over.
    Deliver(DeliverForm),
    /// Nothing; the sentence says who acts, or that it is over.
    Nothing(String),
}

/// A paper to print.
#[derive(Debug, Clone)]
pub struct PaperLink {
    /// Its address.
    pub href: String,
    /// Its name.
    pub label: &'static str,
    /// Key that opens it; may be empty.
    pub key: &'static str,
}

/// Detail of a case.
#[derive(Debug, Clone, Template)]
#[template(path = "cases/case.html")]
pub struct CasePage {
    /// Frame; its title is the item's name.
    pub frame: Frame,
    /// Case number 办件编号; also its address.
    pub number: String,
    /// Version the page shows; sent back to notice a faster colleague.
    pub version: i64,
    /// Stage.
    pub stage: Tag,
    /// Who must act (等谁).
    pub waiting_for: String,
    /// Due, as "12月1日（周二）"; empty when no clock runs.
    pub due: String,
    /// The mark.
    pub deadline: Deadline,
    /// Whether the due date may move when the year's calendar comes out.
    pub provisional: bool,
    /// Summary.
    pub facts: Vec<Fact>,
    /// How many files it has, of all materials and of none.
    pub files: usize,
    /// What was answered on the item's form, personal answers masked; empty where nothing was asked.
    pub answers: Vec<AnswerRow>,
    /// Materials.
    pub materials: Vec<CaseMaterial>,
    /// Events, the latest first.
    pub events: Vec<EventRow>,
    /// Who else opened it lately, as "王芳 也在看这件（2 分钟前打开）"; empty when nobody did.
    pub onlookers: String,
    /// Set when an act came too late.
    pub conflict: Option<Conflict>,
    /// What comes next.
    pub step: NextStep,
    /// What else may be done with it.
    pub acts: Vec<ActForm>,
    /// Phrases to choose from.
    pub phrases: Phrases,
    /// Papers that this reader may print.
    pub papers: Vec<PaperLink>,
    /// Other cases of the same applicant, for whoever accepts.
    pub others: Vec<OtherCase>,
    /// What it gave out, or the way to make it.
    pub certificate: Option<Link>,
    /// Cards of the watch that it has, for whoever may see them.
    pub cards: Vec<Link>,
}

impl CasePage {
    /// What may be chosen for a box.
    fn phrases_for(&self, name: &str) -> &[String] {
        match name {
            "what" => &self.phrases.correction,
            "suspend_reason" | "extend_reason" | "end_reason" => &self.phrases.reason,
            _ => &[],
        }
    }
}

impl Page for CasePage {
    const NAME: &'static str = "cases/case";

    fn samples() -> Vec<Self> {
        super::case_page_samples::samples()
    }
}
