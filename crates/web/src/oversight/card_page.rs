//! One card: what was true when it was given, what was said about it, and the steps this reader may take.

use askama::Template;

use super::CardRow;
use crate::{
    base::{Choice, Field, Frame, Page, Tag, Tone},
    cases::{Conflict, EventRow, Fact},
};

/// Words that were said.
#[derive(Debug, Clone)]
pub struct Talk {
    /// What they are, as "异议".
    pub what: String,
    /// The words.
    pub text: String,
    /// When.
    pub at: String,
    /// What it points to; empty where nothing is named.
    pub evidence: String,
}

/// Detail of a card.
#[derive(Debug, Clone, Template)]
#[template(path = "oversight/card.html")]
pub struct CardPage {
    /// Frame; its title says what was reached.
    pub frame: Frame,
    /// Its id as it stands in addresses.
    pub id: String,
    /// Version the page shows; sent back to notice a faster colleague.
    pub version: i64,
    /// 黄牌, 红牌, 提醒.
    pub level: Tag,
    /// Where it stands.
    pub stage: Tag,
    /// The page of the case.
    pub case_href: String,
    /// 办件编号.
    pub number: String,
    /// What was true then, and what is now.
    pub facts: Vec<Fact>,
    /// What was said, in order.
    pub talks: Vec<Talk>,
    /// Other cards of the case.
    pub others: Vec<CardRow>,
    /// Supervision orders about the case: number and address.
    pub orders: Vec<(String, String)>,
    /// Events, the latest first.
    pub events: Vec<EventRow>,
    /// Set when an act came too late.
    pub conflict: Option<Conflict>,
    /// The public reason, for whoever may write it.
    pub explain: Option<Field>,
    /// The dispute, for whoever may write it.
    pub dispute: Option<Field>,
    /// What shows it.
    pub evidence: Field,
    /// The hall's own window was late: whoever disputes names what shows it.
    pub at_window: bool,
    /// The reader may go to the board.
    pub board: bool,
    /// Until when, as "11月27日（周五）".
    pub dispute_until: String,
    /// What can be ruled; no options where this reader rules nothing.
    pub verdict: Choice,
    /// Why.
    pub ruling: Field,
}

impl Page for CardPage {
    const NAME: &'static str = "oversight/card";

    fn samples() -> Vec<Self> {
        let fact = |label: &str, value: &str| Fact { label: label.into(), value: value.into() };
        let given = Self {
            frame: Frame::sample_staff("红牌：全程办结"),
            id: "7".into(),
            version: 1,
            level: Tag::new(Tone::Bad, "红牌"),
            stage: Tag::new(Tone::Info, "已发"),
            case_href: "/cases/2026-1120-03-0386".into(),
            number: "2026-1120-03-0386".into(),
            facts: vec![
                fact("事项", "食品经营许可（新办）"),
                fact("责任部门", "县市场监督管理局"),
                fact("期限", "11月18日（周三）"),
                fact("触发", "11月19日（周四）"),
            ],
            talks: Vec::new(),
            others: Vec::new(),
            orders: vec![("督办〔2026〕12号".into(), "/oversight/orders/2026-12".into())],
            events: vec![EventRow {
                at: "2026-11-19 00:10".into(),
                act: "发红牌".into(),
                actor: "系统".into(),
                terminal: "定时任务".into(),
                source: Tag::new(Tone::Neutral, "实时"),
                note: "全程办结，期限 2026-11-18".into(),
            }],
            conflict: None,
            explain: Some(Field::default()),
            dispute: Some(Field::default()),
            evidence: Field::default(),
            at_window: false,
            board: true,
            dispute_until: "11月26日（周四）".into(),
            verdict: Choice::default(),
            ruling: Field::default(),
        };
        let missing = "请写明裁定的理由，例如：核对省级系统回执，确在期限内办结";
        let disputed = Self {
            frame: given.frame.clone().with_problem("ruling", missing),
            version: 2,
            stage: Tag::new(Tone::Warning, "有异议，待裁定"),
            talks: vec![Talk {
                what: "异议".into(),
                text: "省级系统 11月18日已办结，数据 11月20日才回传".into(),
                at: "2026-11-20 10:21".into(),
                evidence: "省级系统回执 20261118-0071".into(),
            }],
            explain: None,
            dispute: None,
            verdict: Choice::of(&[("uphold", "维持"), ("annul", "撤销，不计数")], "annul"),
            ruling: Field::wrong("", missing),
            conflict: Some(Conflict {
                sentence: "李强 刚才已办：提出异议。您写的还在下面，可以复制后另行补充".into(),
                kept: "误发".into(),
            }),
            ..given.clone()
        };
        let missing = "请写明凭据，例如：取号单 A012、收件凭证编号、停机记录";
        let of_window = Self {
            frame: given.frame.clone().with_problem("evidence", missing),
            facts: vec![fact("事项", "食品经营许可（新办）"), fact("责任部门", "综合窗口")],
            orders: Vec::new(),
            explain: None,
            dispute: Some(Field::of("申请人当天撤回了材料")),
            evidence: Field::wrong("", missing),
            at_window: true,
            board: false,
            ..given.clone()
        };
        vec![given, disputed, of_window]
    }
}
