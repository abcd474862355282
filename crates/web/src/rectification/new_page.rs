//! Opening one order by hand (新交办). Whole departments are ordered from the gap list.

use askama::Template;

use crate::base::{Choice, Field, Frame, Page};

/// Form of a new order.
#[derive(Debug, Clone, Template)]
#[template(path = "rectification/new.html")]
pub struct NewOrderPage {
    /// Frame.
    pub frame: Frame,
    /// Where it comes from; a gap names its indicator.
    pub source: Choice,
    /// 事项 or 站点.
    pub kind: Choice,
    /// Code of the item or division.
    pub subject: Field,
    /// What must be done.
    pub requirement: Field,
    /// What holds it up.
    pub blocker: Field,
    /// Last day.
    pub due_on: Field,
    /// The usual last day in words, as "一般是 15 个工作日，到 12月11日（周五）".
    pub usual: String,
}

impl Page for NewOrderPage {
    const NAME: &'static str = "rectification/new";

    fn samples() -> Vec<Self> {
        let ordinary = Self {
            frame: Frame::sample_staff("新交办一件整改"),
            source: Choice::of(
                &[
                    ("supervision", "督查交办"),
                    ("gap/provincial_publication_rate", "指标差距 · 省级平台发布占比"),
                    ("gap/hall_residency_rate", "指标差距 · 进驻大厅事项占比"),
                ],
                "gap/hall_residency_rate",
            ),
            kind: Choice::of(&[("item", "事项"), ("division", "站点")], "item"),
            subject: Field::of("11990101000000001X4990100101001"),
            requirement: Field::default(),
            blocker: Field::default(),
            due_on: Field::of("2026-12-11"),
            usual: "一般到 12月11日（周五）".into(),
        };
        let (no_item, no_words) =
            ("没有编码是“B99”的事项，请到事项库核对", "请填写整改要求，例如：接通省级平台发布接口");
        let wrong = Self {
            frame: ordinary.frame.clone().with_problem("subject", no_item).with_problem("requirement", no_words),
            subject: Field::wrong("B99", no_item),
            requirement: Field::wrong("", no_words),
            ..ordinary.clone()
        };
        vec![ordinary, wrong]
    }
}
