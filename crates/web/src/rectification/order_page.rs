//! One order (整改单): what must be done, what was answered and found, what happened, and the one next step this reader
//! may take.

use askama::Template;

use crate::{
    base::{Choice, Deadline, Field, Frame, Page, Tag},
    cases::{Conflict, EventRow, Fact},
};

/// Words that were exchanged: an answer, a finding, a reason.
#[derive(Debug, Clone)]
pub struct Talk {
    /// What they are, as "答复" or "退回：还差什么".
    pub what: String,
    /// The words.
    pub text: String,
    /// When, as "2026-11-25 10:21".
    pub at: String,
}

/// Checking an answer 核验.
#[derive(Debug, Clone)]
pub struct CheckForm {
    /// 退回, 已整改, 不能整改.
    pub verdict: Choice,
    /// What the check found.
    pub finding: Field,
    /// New last day for a return.
    pub due_on: Field,
    /// Whether the condition is met now, as the source tells; nothing where it cannot tell.
    pub proof: Option<Tag>,
    /// Its words.
    pub effect: String,
}

/// Detail of an order.
#[derive(Debug, Clone, Template)]
#[template(path = "rectification/order.html")]
pub struct OrderPage {
    /// Frame; its title is the subject's name.
    pub frame: Frame,
    /// Number as in addresses.
    pub slug: String,
    /// 整改单号.
    pub number: String,
    /// Version the page shows; sent back to notice a faster colleague.
    pub version: i64,
    /// Stage.
    pub stage: Tag,
    /// Who must act (等谁).
    pub waiting_for: String,
    /// Last day, as "12月11日（周五）".
    pub due: String,
    /// The mark.
    pub deadline: Deadline,
    /// What must be done.
    pub requirement: String,
    /// How it stood when the order was made; may be empty.
    pub was: String,
    /// The last words exchanged, the newest last.
    pub talks: Vec<Talk>,
    /// Summary.
    pub facts: Vec<Fact>,
    /// Events, the latest first.
    pub events: Vec<EventRow>,
    /// Set when an act came too late.
    pub conflict: Option<Conflict>,
    /// The answer, for whoever may write it.
    pub answer: Option<Field>,
    /// The check, for whoever may do it.
    pub check: Option<CheckForm>,
    /// Taking it back, for whoever may.
    pub withdraw: Option<Field>,
    /// What to say where there is no step to take.
    pub idle: String,
    /// The paper for the unit, while it waits for the answer.
    pub print_href: Option<String>,
}

impl OrderPage {
    /// Whether the form that takes it back has something to mend, and must be open.
    fn withdrawal_is_wrong(&self) -> bool {
        self.withdraw.as_ref().is_some_and(|field| field.problem.is_some())
    }
}

impl Page for OrderPage {
    const NAME: &'static str = "rectification/order";

    fn samples() -> Vec<Self> {
        super::order_page_samples::samples()
    }
}
