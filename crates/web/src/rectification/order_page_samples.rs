//! One order in its states: waiting for the answer, for the check, closed, sent too late, wrongly filled.

use super::{CheckForm, OrderPage, Talk};
use crate::{
    base::{Choice, Clock, Deadline, Field, Frame, Tag, Tone},
    cases::{Conflict, EventRow, Fact},
};

fn event(at: &str, act: &str, actor: &str, note: &str) -> EventRow {
    EventRow {
        at: at.into(),
        act: act.into(),
        actor: actor.into(),
        terminal: "192.0.2.7".into(),
        source: Tag::new(Tone::Neutral, "实时"),
        note: note.into(),
    }
}

fn fact(label: &str, value: &str) -> Fact {
    Fact { label: label.into(), value: value.into() }
}

fn talk(what: &str, text: &str, at: &str) -> Talk {
    Talk { what: what.into(), text: text.into(), at: at.into() }
}

fn check(verdict: &str, proof: Option<Tag>) -> CheckForm {
    CheckForm {
        verdict: Choice::of(
            &[("return", "退回"), ("met", "已整改，销号"), ("unattainable", "不能整改，销号")],
            verdict,
        ),
        finding: Field::default(),
        due_on: Field::of("2026-12-18"),
        proof,
        effect: "省级平台发布仍是“否”".into(),
    }
}

fn waiting() -> OrderPage {
    OrderPage {
        frame: Frame::sample_staff("临时救助"),
        slug: "2026-12".into(),
        number: "整改〔2026〕12号".into(),
        version: 1,
        stage: Tag::new(Tone::Info, "待答复"),
        waiting_for: "县民政局".into(),
        due: "12月11日（周五）".into(),
        deadline: Deadline::new(Clock::Ample, "还剩 15 个工作日"),
        requirement: "把“省级平台发布”办成“是”".into(),
        was: "省级平台发布：否；省级平台发布占比 98.96%（3,045 ÷ 3,077 项）".into(),
        talks: Vec::new(),
        facts: vec![
            fact("来源", "指标差距 · 省级平台发布占比"),
            fact("责任单位", "县民政局（0990-1234567）"),
            fact("堵点", "省平台未同步"),
            fact("交办", "孙红，2026年11月20日（周五）"),
        ],
        events: vec![event("2026-11-20 09:00", "交办", "孙红", "期限 2026-12-11")],
        conflict: None,
        answer: Some(Field::default()),
        check: None,
        withdraw: None,
        idle: String::new(),
        print_href: Some("/rectification/print?order=2026-12".into()),
    }
}

pub(super) fn samples() -> Vec<OrderPage> {
    let waiting = waiting();
    let missing = "请填写答复：做了什么，现在到什么程度";
    let wrong = OrderPage {
        frame: waiting.frame.clone().with_problem("answer", missing),
        answer: Some(Field::wrong("", missing)),
        withdraw: Some(Field::default()),
        ..waiting.clone()
    };
    let answered = OrderPage {
        version: 4,
        stage: Tag::new(Tone::Warning, "待核验"),
        waiting_for: "督查核验".into(),
        deadline: Deadline::new(Clock::Over, "已答复"),
        talks: vec![talk("答复", "已报省数据局，接口 11月24日 修复，页面可以查到。", "2026-11-25 10:21")],
        answer: None,
        check: Some(check("", Some(Tag::new(Tone::Warning, "还没有达标")))),
        withdraw: Some(Field::default()),
        print_href: None,
        ..waiting.clone()
    };
    let refused = "请填写核验情况：还差什么";
    let unchecked = OrderPage {
        frame: answered.frame.clone().with_problem("finding", refused),
        check: Some(CheckForm { finding: Field::wrong("", refused), ..check("return", None) }),
        conflict: Some(Conflict {
            sentence: "孙红 刚才已办：退回。您写的还在下面，可以复制后另行补充".into(),
            kept: "平台上查不到".into(),
        }),
        ..answered.clone()
    };
    let closed = OrderPage {
        version: 5,
        stage: Tag::new(Tone::Good, "已销号"),
        waiting_for: "不用等".into(),
        deadline: Deadline::new(Clock::Over, "已销号"),
        talks: vec![
            answered.talks[0].clone(),
            talk("核验：已整改", "省级平台发布：是；占比 98.96% → 98.99%", "2026-11-26 09:02"),
        ],
        check: None,
        withdraw: None,
        idle: "已销号，这一件整改完了。".into(),
        ..answered.clone()
    };
    vec![waiting, wrong, answered, unchecked, closed]
}
