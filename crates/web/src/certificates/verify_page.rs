//! Verification by anybody (证照查验): two fields or a scan, then what the register says today. No full name of a person.

use askama::Template;

use crate::{
    base::{Field, Frame, Page, Tag, Tone},
    cases::Fact,
};

/// Form with identifier and code.
#[derive(Debug, Clone, Template)]
#[template(path = "certificates/verify.html")]
pub struct VerifyPage {
    /// Frame.
    pub frame: Frame,
    /// 电子证照标识.
    pub code: Field,
    /// 验证码.
    pub check: Field,
}

impl Page for VerifyPage {
    const NAME: &'static str = "certificates/verify";

    fn samples() -> Vec<Self> {
        let ordinary =
            Self { frame: Frame::sample_public("证照查验"), code: Field::default(), check: Field::default() };
        let sentence = "电子证照标识的校验位对不上，请照证照逐位核对";
        let wrong = Self {
            frame: ordinary.frame.clone().with_problem("code", sentence),
            code: Field::wrong("1.2.156.3005.2.11100000MB03271699022.11330105002500287C.2026000012.001.M", sentence),
            check: Field::of("8F3K2QWERT"),
        };
        vec![ordinary, wrong]
    }
}

/// What the register says.
#[derive(Debug, Clone, Template)]
#[template(path = "certificates/verified.html")]
pub struct VerifiedPage {
    /// Frame.
    pub frame: Frame,
    /// 证照名称.
    pub name: String,
    /// How it stands today.
    pub standing: Tag,
    /// The same as a sentence.
    pub sentence: String,
    /// What may be compared with the paper.
    pub facts: Vec<Fact>,
}

impl Page for VerifiedPage {
    const NAME: &'static str = "certificates/verified";

    fn samples() -> Vec<Self> {
        let fact = |label: &str, value: &str| Fact { label: label.into(), value: value.into() };
        let ordinary = Self {
            frame: Frame::sample_public("证照查验"),
            name: "食品经营许可证".into(),
            standing: Tag::new(Tone::Good, "有效"),
            sentence: "这本证照是真的，今天有效。".into(),
            facts: vec![
                fact("持证主体", "张*丰"),
                fact("证照编号", "JY202600012"),
                fact("办理事项", "食品经营许可（新办）"),
                fact("发证机关", "县市场监督管理局"),
                fact("有效期", "2026年11月20日 至 2031年11月19日"),
                fact("电子证照标识", "1.2.156.3005.2.11100000MB03271699022.11330105002500287C.2026000012.001.9"),
            ],
        };
        let revoked = Self {
            standing: Tag::new(Tone::Bad, "已撤销"),
            sentence: "这本证照登记过，2026年11月25日已撤销，不能再用。".into(),
            ..ordinary.clone()
        };
        let large = Self { frame: ordinary.frame.clone().in_large_type(), ..ordinary.clone() };
        vec![ordinary, revoked, large]
    }
}
