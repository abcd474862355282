//! One certificate (一本证照): what it says, how it stands, what happened, and its end for whoever may register it.

use askama::Template;

use crate::{
    base::{Choice, Field, Frame, Page, Tag, Tone},
    cases::{Conflict, EventRow, Fact},
};

/// Detail of a certificate.
#[derive(Debug, Clone, Template)]
#[template(path = "certificates/certificate.html")]
pub struct CertificatePage {
    /// Frame; its title is the certificate's name.
    pub frame: Frame,
    /// Id, as in addresses.
    pub id: String,
    /// Version the page shows; sent back to notice a faster colleague.
    pub version: i64,
    /// 证照编号.
    pub number: String,
    /// How it stands today.
    pub standing: Tag,
    /// What it says.
    pub facts: Vec<Fact>,
    /// Since when and why it counts no more.
    pub ended: Option<String>,
    /// What took its place: address and number.
    pub successor: Option<(String, String)>,
    /// Events, the latest first.
    pub events: Vec<EventRow>,
    /// Set when an act came too late.
    pub conflict: Option<Conflict>,
    /// 验证码; empty for one without identifier.
    pub check: String,
    /// Its verification.
    pub verify_href: String,
    /// Its file, where it is made here.
    pub file_href: Option<String>,
    /// Whether this reader may have it sealed now.
    pub seal: bool,
    /// Its end, for whoever may register it: how, and why.
    pub end: Option<(Choice, Field)>,
}

impl CertificatePage {
    /// Whether the form of its end has something to mend, and must be open.
    fn end_is_wrong(&self) -> bool {
        self.end.as_ref().is_some_and(|(how, why)| how.problem.is_some() || why.problem.is_some())
    }
}

/// What an end can be, in the order of the radio buttons.
pub(super) const ENDINGS: [(&str, &str); 4] =
    [("revoked", "撤销"), ("cancelled", "注销"), ("stripped", "吊销"), ("moved_out", "转出")];

impl Page for CertificatePage {
    const NAME: &'static str = "certificates/certificate";

    fn samples() -> Vec<Self> {
        let fact = |label: &str, value: &str| Fact { label: label.into(), value: value.into() };
        let event = |at: &str, act: &str, note: &str| EventRow {
            at: at.into(),
            act: act.into(),
            actor: "李强".into(),
            terminal: "192.0.2.7".into(),
            source: Tag::new(Tone::Neutral, "实时"),
            note: note.into(),
        };
        let ordinary = Self {
            frame: Frame::sample_staff("食品经营许可证"),
            id: "7".into(),
            version: 1,
            number: "JY202600012".into(),
            standing: Tag::new(Tone::Good, "有效"),
            facts: vec![
                fact("持证主体", "张*丰"),
                fact("证件号码", "110101********857X"),
                fact("办理事项", "食品经营许可（新办）"),
                fact("有效期", "2026年11月20日 至 2031年11月19日"),
                fact("电子证照标识", "1.2.156.3005.2.11100000MB03271699022.11330105002500287C.2026000012.001.9"),
            ],
            ended: None,
            successor: None,
            events: vec![event("2026-11-20 09:00", "制证", "办件 2026-1120-03-0386")],
            conflict: None,
            check: "8F3K2QWERT".into(),
            verify_href: "/certificates/verify?code=1.2.156.3005.2".into(),
            file_href: Some("/certificates/7/pdf".into()),
            seal: true,
            end: Some((Choice::of(&ENDINGS, ""), Field::default())),
        };
        let missing = "请填写原因和依据";
        let wrong = Self {
            frame: ordinary.frame.clone().with_problem("reason", missing),
            end: Some((Choice::of(&ENDINGS, "revoked"), Field::wrong("", missing))),
            conflict: Some(Conflict {
                sentence: "王芳 刚才已办：注销。您写的还在下面".into(),
                kept: "材料不实".into(),
            }),
            ..ordinary.clone()
        };
        let over = Self {
            version: 2,
            standing: Tag::new(Tone::Warning, "已换发"),
            ended: Some("2026年11月25日换发。换发，新证照编号 JY202600013".into()),
            successor: Some(("/certificates/8".into(), "JY202600013".into())),
            seal: false,
            end: None,
            ..ordinary.clone()
        };
        let elsewhere = Self { check: String::new(), file_href: None, seal: false, ..ordinary.clone() };
        vec![ordinary, wrong, over, elsewhere]
    }
}
