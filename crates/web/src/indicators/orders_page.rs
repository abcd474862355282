//! The form that orders gaps to be closed (交办), and what was opened by it.

use askama::Template;

use super::ChosenRow;
use crate::base::{Field, Frame, Page};

/// Form of a batch of orders.
#[derive(Debug, Clone, Template)]
#[template(path = "indicators/order.html")]
pub struct OrderFormPage {
    /// Frame; its title says how many go to whom.
    pub frame: Frame,
    /// Indicator id.
    pub indicator: String,
    /// Its name.
    pub name: String,
    /// Rows to be ordered, each with what will be asked of it.
    pub rows: Vec<ChosenRow>,
    /// What was asked for and is left out, in sentences.
    pub left_out: Vec<String>,
    /// Last day.
    pub due_on: Field,
    /// The usual last day in words, with its weekday.
    pub usual: String,
    /// One requirement for all rows; empty = each row's own.
    pub requirement: Field,
    /// Words of the button.
    pub button: String,
}

impl Page for OrderFormPage {
    const NAME: &'static str = "indicators/order";

    fn samples() -> Vec<Self> {
        let row = |name: &str| ChosenRow {
            subject: "11".into(),
            name: name.into(),
            unit: "县民政局".into(),
            words: "把“省级平台发布”办成“是”".into(),
        };
        let ordinary = Self {
            frame: Frame::sample_staff("交办 2 项给县民政局"),
            indicator: "provincial_publication_rate".into(),
            name: "省级平台发布占比".into(),
            rows: vec![row("临时救助"), row("特困人员认定")],
            left_out: vec!["“孤儿认定”已有 整改〔2026〕12号，12月11日（周五）到期，没有列入".into()],
            due_on: Field::of("2026-12-11"),
            usual: "一般 15 个工作日，到 2026年12月11日（周五）".into(),
            requirement: Field::default(),
            button: "交办这 2 项".into(),
        };
        let sentence = "完成期限 2026-11-01 已经过了，请改为今天以后";
        let wrong = Self {
            frame: ordinary.frame.clone().with_problem("due_on", sentence),
            due_on: Field::wrong("2026-11-01", sentence),
            left_out: vec![],
            ..ordinary.clone()
        };
        let none = Self { frame: Frame::sample_staff("没有可以交办的"), rows: vec![], ..ordinary.clone() };
        vec![ordinary, wrong, none]
    }
}

/// One order that was opened.
#[derive(Debug, Clone)]
pub struct OrderedRow {
    /// Its page.
    pub href: String,
    /// 整改〔2026〕12号.
    pub number: String,
    /// Item or place.
    pub subject: String,
    /// Who must act.
    pub unit: String,
    /// What must be done.
    pub requirement: String,
}

/// What was opened.
#[derive(Debug, Clone, Template)]
#[template(path = "indicators/ordered.html")]
pub struct OrderedPage {
    /// Frame; its title says how many and until when.
    pub frame: Frame,
    /// Indicator id.
    pub indicator: String,
    /// Its name.
    pub name: String,
    /// Last day with its weekday.
    pub due: String,
    /// The orders in the register.
    pub register_href: String,
    /// Their papers.
    pub print_href: String,
    /// The orders.
    pub rows: Vec<OrderedRow>,
}

impl Page for OrderedPage {
    const NAME: &'static str = "indicators/ordered";

    fn samples() -> Vec<Self> {
        let row = |number: &str, subject: &str| OrderedRow {
            href: "/rectification/2026-12".into(),
            number: number.into(),
            subject: subject.into(),
            unit: "县民政局".into(),
            requirement: "把“省级平台发布”办成“是”".into(),
        };
        vec![Self {
            frame: Frame::sample_staff("已交办 2 件，最迟 12月11日（周五）"),
            indicator: "provincial_publication_rate".into(),
            name: "省级平台发布占比".into(),
            due: "2026年12月11日（周五）".into(),
            register_href: "/rectification?batch=7".into(),
            print_href: "/rectification/print?batch=7".into(),
            rows: vec![row("整改〔2026〕12号", "临时救助"), row("整改〔2026〕13号", "特困人员认定")],
        }]
    }
}
