//! One supervision order: what is asked, who was told, what was replied and found, and the step this reader may take.

use askama::Template;

use super::Talk;
use crate::{
    base::{Choice, Clock, Deadline, Field, Frame, Page, Tag, Tone},
    cases::{Conflict, EventRow, Fact},
};

/// A hand-over that the order came back from.
#[derive(Debug, Clone)]
pub struct Passed {
    /// Who had it.
    pub department: String,
    /// From when to when.
    pub days: String,
    /// Why it came back.
    pub returned: String,
    /// Ranks that were told meanwhile; empty where none was.
    pub told: String,
    /// Why it was handed over again.
    pub reason: String,
}

/// Detail of a supervision order.
#[derive(Debug, Clone, Template)]
#[template(path = "oversight/order.html")]
pub struct SupervisionPage {
    /// Frame; its title is the number.
    pub frame: Frame,
    /// Number as in addresses.
    pub slug: String,
    /// Version the page shows; sent back to notice a faster colleague.
    pub version: i64,
    /// Where it stands.
    pub stage: Tag,
    /// 等谁.
    pub waiting_for: String,
    /// Last day for the reply.
    pub due: String,
    /// The mark.
    pub deadline: Deadline,
    /// 督办内容.
    pub words: String,
    /// The page of the case.
    pub case_href: String,
    /// 办件编号.
    pub case_no: String,
    /// Summary.
    pub facts: Vec<Fact>,
    /// Ranks that were told, with the day.
    pub told: Vec<(String, String)>,
    /// Cards of the case: words and address.
    pub cards: Vec<(String, String)>,
    /// What was said, in order.
    pub talks: Vec<Talk>,
    /// Events, the latest first.
    pub events: Vec<EventRow>,
    /// Set when an act came too late.
    pub conflict: Option<Conflict>,
    /// The reply, for whoever may write it.
    pub reply: Option<Field>,
    /// Sending it back, for whoever may.
    pub send_back: Option<Field>,
    /// Handing it over again after it came back, for whoever may.
    pub insist: Option<Field>,
    /// Departments it can be handed to, with that form.
    pub department: Choice,
    /// Hand-overs it came back from.
    pub passed: Vec<Passed>,
    /// The closing, for whoever may do it.
    pub close: Option<Field>,
    /// Taking it back, for whoever may.
    pub withdraw: Option<Field>,
}

impl SupervisionPage {
    /// Whether the form that sends it back has something to mend, and must be open.
    fn return_is_wrong(&self) -> bool {
        self.send_back.as_ref().is_some_and(|field| field.problem.is_some())
    }

    /// Whether the form that takes it back has something to mend, and must be open.
    fn withdrawal_is_wrong(&self) -> bool {
        self.withdraw.as_ref().is_some_and(|field| field.problem.is_some())
    }
}

impl Page for SupervisionPage {
    const NAME: &'static str = "oversight/order";

    fn samples() -> Vec<Self> {
        let fact = |label: &str, value: &str| Fact { label: label.into(), value: value.into() };
        let waiting = Self {
            frame: Frame::sample_staff("督办〔2026〕12号"),
            slug: "2026-12".into(),
            version: 2,
            stage: Tag::new(Tone::Info, "待答复"),
            waiting_for: "县市场监督管理局".into(),
            due: "12月3日（周四）".into(),
            deadline: Deadline::new(Clock::Soon, "还剩 1 个工作日"),
            words: "办件 2026-1120-03-0386“食品经营许可（新办）”，最迟应于11月27日（周五）办结，至今没有办结，已有红牌 2 张。\
                    请于12月3日（周四）前答复：没有办结的原因、办结日期和责任人。"
                .into(),
            case_href: "/cases/2026-1120-03-0386".into(),
            case_no: "2026-1120-03-0386".into(),
            facts: vec![fact("触发", "同一办件多张红牌"), fact("责任部门", "县市场监督管理局")],
            told: vec![("责任部门分管负责人".into(), "11月30日（周一）".into())],
            cards: vec![("红牌 全程办结".into(), "/oversight/cards/7".into())],
            talks: Vec::new(),
            events: vec![EventRow {
                at: "2026-11-30 00:10".into(),
                act: "发督办单：同一办件多张红牌".into(),
                actor: "系统".into(),
                terminal: "定时任务".into(),
                source: Tag::new(Tone::Neutral, "实时"),
                note: "答复期限 2026-12-03".into(),
            }],
            conflict: None,
            reply: Some(Field::default()),
            send_back: Some(Field::default()),
            insist: None,
            department: Choice::default(),
            passed: Vec::new(),
            close: None,
            withdraw: None,
        };
        let missing = "请写明办结督办的核实情况";
        let replied = Self {
            frame: waiting.frame.clone().with_problem("finding", missing),
            version: 3,
            stage: Tag::new(Tone::Warning, "已答复，待核实"),
            waiting_for: "督查核实".into(),
            deadline: Deadline::new(Clock::Over, "已答复"),
            talks: vec![Talk {
                what: "答复".into(),
                text: "12月4日办结，责任人李强。".into(),
                at: "2026-12-02 10:21".into(),
                evidence: String::new(),
            }],
            reply: None,
            send_back: None,
            close: Some(Field::wrong("", missing)),
            withdraw: Some(Field::default()),
            conflict: Some(Conflict {
                sentence: "李强 刚才已办：答复。您写的还在下面".into(), kept: "再催".into()
            }),
            ..waiting.clone()
        };
        let missing = "请写明重新交办的理由，例如：事项清单里实施部门是你局";
        let back = Self {
            frame: waiting.frame.clone().with_problem("insist", missing),
            version: 3,
            stage: Tag::new(Tone::Warning, "部门退回，待处理"),
            waiting_for: "督查处理".into(),
            talks: vec![Talk {
                what: "部门退回的原因".into(),
                text: "这件由县公安局办理，不是本部门的。".into(),
                at: "2026-12-02 10:21".into(),
                evidence: String::new(),
            }],
            reply: None,
            send_back: None,
            insist: Some(Field::wrong("", missing)),
            department: Choice::of(&[("1", "县市场监督管理局"), ("2", "县公安局")], "1"),
            withdraw: Some(Field::default()),
            ..waiting.clone()
        };
        let again = Self {
            version: 4,
            waiting_for: "县公安局".into(),
            facts: vec![fact("触发", "同一办件多张红牌"), fact("责任部门", "县公安局")],
            passed: vec![Passed {
                department: "县市场监督管理局".into(),
                days: "11月30日（周一）至 12月2日（周三）".into(),
                returned: "这件由县公安局办理，不是本部门的。".into(),
                told: "责任部门分管负责人".into(),
                reason: "核对事项清单，实施部门是县公安局".into(),
            }],
            ..waiting.clone()
        };
        vec![waiting, replied, back, again]
    }
}
