//! Pages of policies (政策下发、认领): what the nodes above ask and what those below were asked; and the answer to one.

use askama::Template;

use crate::base::{Choice, Field, Frame, Page, Tag, Tone};

/// A policy that a node above asks of us.
#[derive(Debug, Clone, Default)]
pub struct ReceivedLine {
    /// Where it is answered.
    pub href: String,
    /// In one line.
    pub title: String,
    /// 基本目录, 一件事, 指标口径, and its code.
    pub kind: String,
    /// Who asks.
    pub from: String,
    /// The last day for an answer.
    pub due: String,
    /// How it stands.
    pub state: Tag,
}

/// A policy of ours.
#[derive(Debug, Clone, Default)]
pub struct SentLine {
    /// Its key.
    pub key: String,
    /// In one line.
    pub title: String,
    /// Kind and code.
    pub kind: String,
    /// The last day for an answer.
    pub due: String,
    /// How many answered, how many are late.
    pub sum: String,
    /// Each node: name, how it stands, what it said.
    pub nodes: Vec<(String, Tag, String)>,
    /// It can be taken back.
    pub open: bool,
}

/// Both directions (政策下发与认领).
#[derive(Debug, Clone, Default, Template)]
#[template(path = "publication/policies.html")]
pub struct PoliciesPage {
    /// Frame; its title is the finding.
    pub frame: Frame,
    /// There is a node above.
    pub above: bool,
    /// What is asked of us.
    pub received: Vec<ReceivedLine>,
    /// There are nodes below.
    pub below: bool,
    /// What we ask.
    pub sent: Vec<SentLine>,
    /// The form for a new one is shown.
    pub publishes: bool,
    /// Kind.
    pub kind: Choice,
    /// Code within the kind.
    pub code: Field,
    /// In one line.
    pub title: Field,
    /// What is new.
    pub detail: Field,
    /// Id of the definition.
    pub content: Field,
    /// Days to answer in.
    pub days: Field,
}

/// The kinds as a choice.
pub(super) fn kinds(chosen: &str) -> Choice {
    use domain::publication::exchange::PolicyKind;
    let options = PolicyKind::ALL.map(|k| (k.as_str(), k.label()));
    Choice::of(&options, chosen)
}

impl Page for PoliciesPage {
    const NAME: &'static str = "publication/policies";

    fn samples() -> Vec<Self> {
        let received = |title: &str, kind: &str, state: Tag| ReceivedLine {
            href: "/publication/policies/990000/catalogue/000139001000".into(),
            title: title.into(),
            kind: kind.into(),
            from: "样例省政务服务平台".into(),
            due: "2026年12月10日（周四）".into(),
            state,
        };
        let county = Self {
            frame: Frame::sample_staff("上级要求 2 条待答复，1 条超期"),
            above: true,
            received: vec![
                received("新增：养犬登记", "基本目录 000139001000", Tag::new(Tone::Bad, "超期 3 天未答复")),
                received("企业开办一件事", "一件事 YJS-001", Tag::new(Tone::Warning, "待答复")),
                received("网上可办率 2027 年口径", "指标口径 online_available_rate", Tag::new(Tone::Good, "已执行")),
            ],
            ..Self::default()
        };
        let sent = SentLine {
            key: "catalogue/000139001000".into(),
            title: "新增：养犬登记".into(),
            kind: "基本目录 000139001000".into(),
            due: "2026年12月10日（周四）".into(),
            sum: "2 个下级：1 个已答复，1 个超期".into(),
            nodes: vec![
                ("青禾县".into(), Tag::new(Tone::Good, "已认领"), "11990101MB2855918400101".into()),
                ("白水县".into(), Tag::new(Tone::Bad, "超期 3 天未答复"), String::new()),
            ],
            open: true,
        };
        let above = Self {
            frame: Frame::sample_staff("下发 1 条，1 个下级超期"),
            below: true,
            sent: vec![sent],
            publishes: true,
            kind: kinds("catalogue"),
            days: Field::of("20"),
            ..Self::default()
        };
        let sentence = "请写编码，1 到 60 个字母、数字、横线或小数点";
        let wrong = Self {
            frame: Frame::sample_staff("还没有下发").with_problem("code", sentence),
            sent: vec![],
            code: Field::wrong("a b", sentence),
            ..above.clone()
        };
        let none = Self { frame: Frame::sample_staff("还没有登记上级或下级节点"), ..Self::default() };
        vec![county, above, wrong, none]
    }
}

/// One policy that is asked of us, with the form for the answer.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "publication/policy.html")]
pub struct PolicyPage {
    /// Frame; its title is the policy's.
    pub frame: Frame,
    /// Where the answer goes.
    pub action: String,
    /// Kind and code.
    pub kind: String,
    /// Who asks, which version.
    pub from: String,
    /// The last day for an answer.
    pub due: String,
    /// How it stands.
    pub state: Tag,
    /// What is new.
    pub detail: String,
    /// What a definition does to our figure; else empty.
    pub effect: String,
    /// What we answered; empty where nothing.
    pub answered: String,
    /// The form is shown.
    pub may: bool,
    /// What may be answered.
    pub reply: Choice,
    /// An item or a chain of ours is named.
    pub names_ours: bool,
    /// An item is drafted of it.
    pub drafts: bool,
    /// A day is named.
    pub names_day: bool,
    /// Code of ours.
    pub ours: Field,
    /// Department of the new item.
    pub department: Field,
    /// 事项类型 of the new item.
    pub item_type: Field,
    /// The day.
    pub planned_on: Field,
    /// Why not.
    pub reason: Field,
}

impl Page for PolicyPage {
    const NAME: &'static str = "publication/policy";

    fn samples() -> Vec<Self> {
        let catalogue = Self {
            frame: Frame::sample_staff("新增：养犬登记"),
            action: "/publication/policies/990000/catalogue/000139001000".into(),
            kind: "基本目录 000139001000".into(),
            from: "样例省政务服务平台，第 1 版".into(),
            due: "2026年12月10日（周四）".into(),
            state: Tag::new(Tone::Warning, "待答复"),
            detail: "省基本目录 2026 年第 3 次调整，依据某省养犬管理条例".into(),
            may: true,
            reply: Choice::of(&[("claimed", "已认领"), ("declined", "不办")], "claimed"),
            names_ours: true,
            drafts: true,
            ..Self::default()
        };
        let profile = Self {
            frame: Frame::sample_staff("网上可办率 2027 年口径"),
            kind: "指标口径 online_available_rate".into(),
            effect: "现在 98.30%，按这个口径是 96.70%".into(),
            reply: Choice::of(&[("taken_over", "已执行"), ("declined", "不办")], ""),
            names_ours: false,
            drafts: false,
            ..catalogue.clone()
        };
        let sentence = "请写明原因，5 到 500 个字";
        let wrong = Self {
            frame: Frame::sample_staff("企业开办一件事").with_problem("reason", sentence),
            kind: "一件事 YJS-001".into(),
            reply: Choice::of(&[("claimed", "已认领"), ("planned", "已定日期"), ("declined", "不办")], "declined"),
            drafts: false,
            names_day: true,
            reason: Field::wrong("不", sentence),
            ..catalogue.clone()
        };
        let seen =
            Self { may: false, answered: "2026-11-20 已认领：11990101MB2855918400101".into(), ..catalogue.clone() };
        vec![catalogue, profile, wrong, seen]
    }
}
