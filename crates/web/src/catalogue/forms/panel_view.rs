//! The panel of one field in the editor (字段编辑框): every property as an ordinary box; those of other kinds are
//! skipped when it is read.

use crate::base::{Choice, Field};

/// Rows for conditions that the panel has.
pub(super) const CONDITIONS: usize = 3;

/// One comparison of a condition.
#[derive(Debug, Clone)]
pub struct ConditionRow {
    /// Id of the list.
    pub key_id: String,
    /// Which field is compared.
    pub key: Choice,
    /// Id of the box.
    pub value_id: String,
    /// The answers, separated by `、`; blank = is filled in.
    pub value: Field,
}

impl ConditionRow {
    pub(super) fn new(at: usize, key: Choice, value: impl Into<String>) -> Self {
        Self { key_id: format!("field-when-{at}"), key, value_id: format!("field-value-{at}"), value: Field::of(value) }
    }
}

/// The field in hand. Names of its inputs begin with `field-`.
#[derive(Debug, Clone)]
pub struct FieldPanel {
    /// What must be mended before it gets into the form.
    pub problems: Vec<String>,
    /// Key before the change; empty = a new field.
    pub former: String,
    /// Page it goes to when it is new.
    pub page: usize,
    /// What is asked.
    pub label: Field,
    /// Key.
    pub key: Field,
    /// Kind.
    pub kind: Choice,
    /// Must be answered.
    pub required: bool,
    /// How to answer.
    pub hint: Field,
    /// Options, one a line.
    pub options: Field,
    /// Shown as a list.
    pub list: bool,
    /// Most characters.
    pub most: Field,
    /// Least number.
    pub min: Field,
    /// Greatest number.
    pub max: Field,
    /// Decimal places.
    pub decimals: Field,
    /// Unit.
    pub unit: Field,
    /// Not before: 今天, a day, or a key.
    pub from: Field,
    /// Not after.
    pub to: Field,
    /// All or any of the comparisons.
    pub joined: Choice,
    /// Comparisons.
    pub conditions: Vec<ConditionRow>,
    /// A condition that three rows cannot hold, in words; it stays unless a row is chosen.
    pub kept: String,
    /// Personal information.
    pub personal: bool,
    /// Purpose.
    pub purpose: Field,
    /// Legal basis.
    pub legal_basis: Field,
    /// Can be had by sharing.
    pub shared: bool,
    /// Reuse word.
    pub reuse: Field,
}

impl FieldPanel {
    pub(super) fn sample() -> Self {
        let choice = Choice::of(&[("text", "一行文字"), ("choice", "单选")], "choice");
        let earlier = Choice::of(&[("", "不设条件"), ("way", "经营方式")], "way");
        Self {
            problems: vec!["“负责人身份证号码”是个人信息，请写为什么要问（处理目的）".into()],
            former: "owner_id".into(),
            page: 0,
            label: Field::of("负责人身份证号码"),
            key: Field::of("owner_id"),
            kind: choice,
            required: true,
            hint: Field::of("18 位"),
            options: Field::of("实体店\n网络经营"),
            list: false,
            most: Field::of("50"),
            min: Field::default(),
            max: Field::default(),
            decimals: Field::default(),
            unit: Field::default(),
            from: Field::default(),
            to: Field::of("今天"),
            joined: Choice::of(&[("all", "都成立"), ("any", "任一成立")], "all"),
            conditions: vec![ConditionRow::new(0, earlier, "网络经营")],
            kept: String::new(),
            personal: true,
            purpose: Field::default(),
            legal_basis: Field::of("《促进个体工商户发展条例》"),
            shared: true,
            reuse: Field::of("applicant.code"),
        }
    }
}
