//! The gap list (差距清单): by department and row by row, with what closes each, what holds it up and the order that
//! is out for it.

use askama::Template;

use super::Way;
use crate::base::{Choice, Frame, Link, Page, Tag};

/// Gaps of one department or township.
#[derive(Debug, Clone)]
pub struct GapUnitRow {
    /// Its name.
    pub name: String,
    /// The list narrowed to it.
    pub href: String,
    /// Rows that are known not to meet the figure.
    pub not_met: String,
    /// Rows nobody knows of.
    pub unknown: String,
    /// Rows under an open order.
    pub ordered: String,
    /// What closing all of them gives; empty where parts are not rows.
    pub effect: String,
    /// The way to an order for all that have none; `None` where there is nothing to order, or no right to.
    pub order: Option<Link>,
}

/// What holds a row up.
#[derive(Debug, Clone)]
pub struct BlockerView {
    /// In words, or 未记录.
    pub words: String,
    /// Who clears it and until when; may be empty.
    pub who: String,
    /// Whether anybody has said anything.
    pub known: bool,
    /// Form to enter it.
    pub href: String,
}

/// The open order of a row.
#[derive(Debug, Clone)]
pub struct OrderMark {
    /// Its page; `None` for who may not open it.
    pub href: Option<String>,
    /// 整改〔2026〕12号.
    pub number: String,
    /// Last day, as "12月11日（周五）".
    pub due: String,
    /// 待答复 or 待核验.
    pub stage: Tag,
}

/// One row that the figure lacks.
#[derive(Debug, Clone)]
pub struct GapRow {
    /// What is sent when it is ticked.
    pub subject: String,
    /// Item or division code.
    pub code: String,
    /// Name.
    pub name: String,
    /// Its page; `None` when it has none.
    pub href: Option<String>,
    /// Department, or township.
    pub unit: String,
    /// Whether nobody knows how it stands.
    pub unknown: bool,
    /// Fields that would have to change, each as "省级平台发布：否 → 是".
    pub closes: Vec<String>,
    /// What holds it up.
    pub blocker: BlockerView,
    /// Its open order; such a row cannot be ticked.
    pub order: Option<OrderMark>,
    /// Percentage points gained by this row alone; empty where parts are not rows.
    pub points: String,
}

/// Gap list of one figure.
#[derive(Debug, Clone, Template)]
#[template(path = "indicators/gaps.html")]
pub struct GapsPage {
    /// Frame; its title states the finding.
    pub frame: Frame,
    /// Pages of this figure.
    pub ways: Vec<Way>,
    /// The figure in one line.
    pub figure: String,
    /// What one row gives; may be empty.
    pub each: String,
    /// Day of the figure.
    pub as_of: String,
    /// Indicator id.
    pub indicator: String,
    /// Department to narrow by.
    pub department: Choice,
    /// The department shown; empty for all.
    pub narrowed: String,
    /// 事项, or 乡镇、村.
    pub noun: String,
    /// Departments, the one with most gaps first.
    pub units: Vec<GapUnitRow>,
    /// The others.
    pub rest: Vec<GapUnitRow>,
    /// Rows of this part of the list.
    pub rows: Vec<GapRow>,
    /// Whether any row of this part can be ticked.
    pub may_tick: bool,
    /// Whether this reader opens orders.
    pub may_issue: bool,
    /// Whether this reader sees the figures, and may try out sets of rows.
    pub may_try: bool,
    /// The rows as a table.
    pub xlsx_href: String,
    /// The papers of the open orders; `None` when there are none.
    pub print_href: Option<String>,
    /// The first part, when this is a later one.
    pub first: Option<String>,
    /// The next part.
    pub next: Option<String>,
    /// As "第 1–50 行，共 52 行".
    pub shown: String,
    /// What to say when there are none.
    pub empty: String,
}

impl Page for GapsPage {
    const NAME: &'static str = "indicators/gaps";

    fn samples() -> Vec<Self> {
        super::gaps_page_samples::samples()
    }
}
