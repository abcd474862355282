//! Pages of the exchange: how each item stands with the node above, and the register of nodes.

use askama::Template;

use super::KindTab;
use crate::base::{Choice, Field, Frame, Page, Tag, Tone};

/// How each item stands (省级平台上报情况).
#[derive(Debug, Clone, Default, Template)]
#[template(path = "publication/publishing.html")]
pub struct PublishingPage {
    /// Frame; its title is the finding.
    pub frame: Frame,
    /// The node above; `None` where none is registered.
    pub node: Option<PublishingNode>,
    /// States with their counts.
    pub tabs: Vec<KindTab>,
    /// How many are in the narrowed list.
    pub listed: usize,
    /// This part of it.
    pub rows: Vec<PublishedLine>,
    /// Address of the next part.
    pub next: Option<String>,
    /// Address of the first part, when this is a later one.
    pub first: Option<String>,
    /// What the newest reconciliation found.
    pub differences: Vec<ReconcileRow>,
    /// What of ratings was not taken, or is not the same there.
    pub reviews: Vec<ReviewLine>,
    /// The register of nodes; for those who keep it.
    pub peers: Option<String>,
}

/// One rating that needs somebody.
#[derive(Debug, Clone, Default)]
pub struct ReviewLine {
    /// Its item.
    pub name: String,
    /// Its number.
    pub code: String,
    /// How it stands.
    pub state: Tag,
    /// Why it came back, or what differs.
    pub reason: String,
}

/// The node above.
#[derive(Debug, Clone, Default)]
pub struct PublishingNode {
    /// Its division code.
    pub code: String,
    /// How many messages went.
    pub sent: String,
    /// What both sides came to.
    pub reconciled: String,
    /// How ratings stand; empty where none was sent.
    pub reviews: String,
}

/// One item.
#[derive(Debug, Clone, Default)]
pub struct PublishedLine {
    /// Name.
    pub name: String,
    /// 业务办理项编码.
    pub code: String,
    /// Which version went in which message; empty where none did.
    pub version: String,
    /// How it stands.
    pub state: Tag,
    /// Why it came back, or what differs.
    pub reason: String,
    /// What the province's export and its node say, each with its day.
    pub said: String,
    /// They do not say the same.
    pub differ: bool,
}

/// One difference of a reconciliation.
#[derive(Debug, Clone, Default)]
pub struct ReconcileRow {
    /// Name; empty where we know none.
    pub name: String,
    /// 业务办理项编码.
    pub code: String,
    /// What differs.
    pub kind: String,
    /// Both sides in one sentence.
    pub words: String,
    /// Who must act.
    pub act: Tag,
}

impl Page for PublishingPage {
    const NAME: &'static str = "publication/publishing";

    fn samples() -> Vec<Self> {
        let tab = |label: &str, count: usize, current: bool| KindTab {
            href: "/publication/items?state=rejected".into(),
            label: label.into(),
            count,
            current,
        };
        let row = |name: &str, state: Tag, reason: &str| PublishedLine {
            name: name.into(),
            code: "11990101MB28559184337011700201101".into(),
            version: "第 3 版，第 16 封".into(),
            state,
            reason: reason.into(),
            said: "省级导出（2026-11-19）：未发布；省级回执（2026-11-20）：第 3 版已接收；两个来源不一致，按省级回执算"
                .into(),
            differ: true,
        };
        let difference = ReconcileRow {
            name: "食品经营许可（新办）".into(),
            code: "11990101MB28559184337011700201101".into(),
            kind: "内容不同".into(),
            words: "本县第 3 版，对方第 2 版，内容不是本县送的".into(),
            act: Tag::new(Tone::Bad, "系统下次上报时补送"),
        };
        let ordinary = Self {
            frame: Frame::sample_staff("样例省政务服务平台：3077 项中已接收 3020 项"),
            node: Some(PublishingNode {
                code: "990000".into(),
                sent: "已发 16 封，都有回执".into(),
                reconciled: "2026年11月20日（周五）对账：本县应有 3077 项，对方有 3020 项，一致 3019 项，不一致 58 处"
                    .into(),
                reviews: "好差评：已接收 812 条，已退回 1 条；对账应有 813 条，对方有 812 条，一致 812 条".into(),
            }),
            tabs: vec![tab("全部", 3077, true), tab("已退回", 57, false), tab("来源不一致", 1, false)],
            listed: 3077,
            rows: vec![
                row("食品经营许可（新办）", Tag::new(Tone::Good, "已接收"), ""),
                row(
                    "适龄儿童、少年因身体状况需要延缓入学或者休学审批",
                    Tag::new(Tone::Bad, "已退回"),
                    "缺实施主体，请补上",
                ),
            ],
            next: Some("/publication/items?after=50".into()),
            first: None,
            differences: vec![difference],
            reviews: vec![ReviewLine {
                name: "食品经营许可（新办）".into(),
                code: "4611686018427387905".into(),
                state: Tag::new(Tone::Bad, "已退回"),
                reason: "缺业务办理项编码，请补上".into(),
            }],
            peers: Some("/publication/nodes".into()),
        };
        let none = Self { frame: Frame::sample_staff("还没有登记上级节点"), ..Self::default() };
        let empty = Self {
            rows: vec![],
            listed: 0,
            next: None,
            differences: vec![],
            reviews: vec![],
            peers: None,
            ..ordinary.clone()
        };
        vec![ordinary, none, empty]
    }
}

/// One node.
#[derive(Debug, Clone, Default)]
pub struct PeerLine {
    /// Name.
    pub name: String,
    /// Division code.
    pub code: String,
    /// Where it stands.
    pub side: String,
    /// Where it answers.
    pub address: String,
    /// Its public key.
    pub key: String,
    /// Since when, and how the ones before were called; empty where it always had this one.
    pub keys: Vec<String>,
    /// What went.
    pub went: String,
    /// Whether messages are exchanged.
    pub state: Tag,
}

/// One application that was handed down.
#[derive(Debug, Clone, Default)]
pub struct HandedLine {
    /// 申办流水号.
    pub number: String,
    /// For whom.
    pub node: String,
    /// 业务办理项编码.
    pub item_code: String,
    /// How it stands.
    pub state: Tag,
    /// Number and stage there, or why it came back.
    pub words: String,
}

/// The register of nodes (对接节点), with the form for one.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "publication/peers.html")]
pub struct PeersPage {
    /// Frame.
    pub frame: Frame,
    /// Our own key, for the other side to register.
    pub public_key: String,
    /// Registered nodes.
    pub rows: Vec<PeerLine>,
    /// Applications that were handed down, the newest first.
    pub handed: Vec<HandedLine>,
    /// Division code.
    pub code: Field,
    /// Name.
    pub name: Field,
    /// The other side's key.
    pub public_key_of: Field,
    /// Where it answers.
    pub address: Field,
    /// Whether messages are exchanged.
    pub active: Choice,
}

impl Page for PeersPage {
    const NAME: &'static str = "publication/peers";

    fn samples() -> Vec<Self> {
        let key = "04".to_owned() + &"3f".repeat(64);
        let ordinary = Self {
            frame: Frame::sample_staff("对接节点"),
            public_key: key.clone(),
            rows: vec![PeerLine {
                name: "样例省政务服务平台".into(),
                code: "990000".into(),
                side: "上级".into(),
                address: "https://zwfw.example.gov.cn".into(),
                key: key.clone(),
                keys: vec!["2026-11-20 09:30 起用现在的公钥".into(), "2026-03-02 10:00 起用 0451…9ab2".into()],
                went: "已发 16 封，没有回执 0 封".into(),
                state: Tag::new(Tone::Good, "在用"),
            }],
            handed: vec![HandedLine {
                number: "SL-2026-000123".into(),
                node: "青禾县".into(),
                item_code: "11990101MB28559184337011700201101".into(),
                state: Tag::new(Tone::Bad, "已退回"),
                words: "事项编码不在本县事项库里，请核对".into(),
            }],
            active: Choice::of(&[("1", "交换信件")], "1"),
            ..Self::default()
        };
        let sentence = "990102 不是本级的上级或下级，请核对区划代码";
        let wrong = Self {
            frame: Frame::sample_staff("对接节点").with_problem("code", sentence),
            rows: vec![],
            handed: vec![],
            code: Field::wrong("990102", sentence),
            ..ordinary.clone()
        };
        vec![ordinary, wrong]
    }
}
