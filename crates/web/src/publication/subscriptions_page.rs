//! Subscriptions of other systems to what happens to cases and matters (事件订阅): the list, one of them with what was set aside, and the
//! form for a new one. The signing secret is shown once, after it was opened.

use askama::Template;

use crate::base::{Choice, Field, Frame, Page, Tag, Tone};

/// One subscription in the list.
#[derive(Debug, Clone)]
pub struct SubscriptionRow {
    /// Its page.
    pub href: String,
    /// Which system it is for.
    pub name: String,
    /// Where events are sent.
    pub target: String,
    /// What is sent: kinds and cases.
    pub what: String,
    /// Who keeps it.
    pub keeper: String,
    /// Events that were taken, and when the last.
    pub sent: String,
    /// Where it stands.
    pub state: Tag,
    /// What the last sending came to, where it was not taken; empty otherwise.
    pub fault: String,
}

/// All subscriptions.
#[derive(Debug, Clone, Template)]
#[template(path = "publication/subscription_list.html")]
pub struct SubscriptionListPage {
    /// Frame.
    pub frame: Frame,
    /// By name.
    pub rows: Vec<SubscriptionRow>,
}

fn row(name: &str, state: Tag) -> SubscriptionRow {
    SubscriptionRow {
        href: "/publication/subscriptions/1".into(),
        name: name.into(),
        target: "https://hook.example.gov.cn/events".into(),
        what: "受理、决定、办结；全县".into(),
        keeper: "系统管理员".into(),
        sent: "已送 1204 条，最近 2026-11-20 09:12".into(),
        state,
        fault: String::new(),
    }
}

impl Page for SubscriptionListPage {
    const NAME: &'static str = "publication/subscription_list";

    fn samples() -> Vec<Self> {
        let broken = SubscriptionRow {
            fault: "没有得到回答：连不上".into(),
            ..row("住建审批系统", Tag::new(Tone::Bad, "对方没有收下"))
        };
        let paused = row("旧排队机", Tag::new(Tone::Neutral, "已暂停"));
        let ordinary = Self {
            frame: Frame::sample_staff("事件订阅"),
            rows: vec![row("省统一受理平台", Tag::new(Tone::Good, "推送中")), broken, paused],
        };
        let empty = Self { rows: vec![], ..ordinary.clone() };
        vec![ordinary, empty]
    }
}

/// One event that was set aside.
#[derive(Debug, Clone)]
pub struct ParkedRow {
    /// 办件编号.
    pub case_no: String,
    /// What happened.
    pub kind: String,
    /// Tries so far, in words.
    pub tries: String,
    /// Why.
    pub fault: String,
    /// When it was set aside.
    pub at: String,
    /// It is on its way again.
    pub again: bool,
}

/// One subscription.
#[derive(Debug, Clone, Template)]
#[template(path = "publication/subscription.html")]
pub struct SubscriptionPage {
    /// Frame.
    pub frame: Frame,
    /// Address that steps are sent to.
    pub action: String,
    /// As in the list.
    pub row: SubscriptionRow,
    /// Events are being sent.
    pub active: bool,
    /// How far it has come, in words.
    pub way: String,
    /// What the last trial came to; empty where there was none.
    pub tried: String,
    /// How many events are set aside.
    pub parked: u64,
    /// The first of them.
    pub aside: Vec<ParkedRow>,
    /// Day from which all is sent again.
    pub from: Field,
}

impl Page for SubscriptionPage {
    const NAME: &'static str = "publication/subscription";

    fn samples() -> Vec<Self> {
        let aside = |no: &str, tries: &str, again| ParkedRow {
            case_no: no.into(),
            kind: "决定".into(),
            tries: tries.into(),
            fault: "对方回答 500，没有收下".into(),
            at: "2026-11-20 09:12".into(),
            again,
        };
        let ordinary = Self {
            frame: Frame::sample_staff("省统一受理平台"),
            action: "/publication/subscriptions/1".into(),
            row: row("省统一受理平台", Tag::new(Tone::Good, "推送中")),
            active: true,
            way: "已送到最新".into(),
            tried: "2026-11-20 09:12 试发：对方已收下".into(),
            parked: 0,
            aside: vec![],
            from: Field::default(),
        };
        let sentence = "请写今天或以前的日期，从那天起重发";
        let troubled = Self {
            frame: ordinary.frame.clone().with_problem("from", sentence),
            active: false,
            way: "还有没送的".into(),
            parked: 2,
            aside: vec![aside("2026-1120-03-0001", "试过 8 次", false), aside("2026-1120-03-0002", "还没有试", true)],
            from: Field::wrong("2099-01-01", sentence),
            ..ordinary.clone()
        };
        vec![ordinary, troubled]
    }
}

/// A signing secret that is shown this once.
#[derive(Debug, Clone)]
pub struct GivenSecret {
    /// Which system it is for.
    pub name: String,
    /// The secret.
    pub secret: String,
    /// Its page.
    pub href: String,
}

/// Form for a new subscription, and after it the secret.
#[derive(Debug, Clone, Template)]
#[template(path = "publication/subscription_form.html")]
pub struct SubscriptionFormPage {
    /// Frame.
    pub frame: Frame,
    /// Which system it is for.
    pub name: Field,
    /// Where events are sent.
    pub target: Field,
    /// Cases of one department, or of the county.
    pub department: Choice,
    /// Kinds of events; none is all.
    pub kinds: Choice,
    /// Signed with SM3 too.
    pub sm3: Choice,
    /// Set once it has been opened.
    pub given: Option<GivenSecret>,
}

impl Page for SubscriptionFormPage {
    const NAME: &'static str = "publication/subscription_form";

    fn samples() -> Vec<Self> {
        let ordinary = Self {
            frame: Frame::sample_staff("新增订阅"),
            name: Field::default(),
            target: Field::default(),
            department: Choice::of(&[("", "全县"), ("2", "县市场监督管理局")], ""),
            kinds: Choice::of(&[("case.accepted", "受理"), ("case.decided", "决定")], ""),
            sm3: Choice::of(&[("1", "同时用国密 SM3 签名")], ""),
            given: None,
        };
        let inside = "推送地址在内部网络里，要运维人员先用 --push-to 列入";
        let wrong = Self {
            frame: ordinary.frame.clone().with_problem("target", inside),
            name: Field::of("省统一受理平台"),
            target: Field::wrong("https://10.2.0.9/", inside),
            ..ordinary.clone()
        };
        let given = GivenSecret {
            name: "省统一受理平台".into(),
            secret: "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8GKYo=".into(),
            href: "/publication/subscriptions/1".into(),
        };
        let done = Self { given: Some(given), ..ordinary.clone() };
        vec![ordinary, wrong, done]
    }
}
