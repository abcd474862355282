//! Making the certificate of a case (制证): number and days are offered; what stands in the way is said instead.

use askama::Template;

use crate::base::{Choice, Field, Frame, Page};

/// The form, or why there is none.
#[derive(Debug, Clone, Template)]
#[template(path = "certificates/issue.html")]
pub struct IssuePage {
    /// Frame.
    pub frame: Frame,
    /// 办件编号.
    pub case_no: String,
    /// Item.
    pub item: String,
    /// Name of the result.
    pub result_name: String,
    /// Why none can be made now.
    pub refusal: Option<String>,
    /// The certificate that was made before.
    pub issued_href: Option<String>,
    /// 证照编号.
    pub number: Field,
    /// First day.
    pub valid_from: Field,
    /// Last day; blank = 长期.
    pub valid_to: Field,
    /// What it takes the place of; no options where there is nothing.
    pub replaces: Choice,
}

impl Page for IssuePage {
    const NAME: &'static str = "certificates/issue";

    fn samples() -> Vec<Self> {
        let ordinary = Self {
            frame: Frame::sample_staff("制证"),
            case_no: "2026-1120-03-0386".into(),
            item: "食品经营许可（新办）".into(),
            result_name: "食品经营许可证".into(),
            refusal: None,
            issued_href: None,
            number: Field::of("JY202600012"),
            valid_from: Field::of("2026-11-20"),
            valid_to: Field::of("2031-11-19"),
            replaces: Choice::default(),
        };
        let taken = "编号 JY202600012 已经用过，请换一个";
        let wrong = Self {
            frame: ordinary.frame.clone().with_problem("number", taken),
            number: Field::wrong("JY202600012", taken),
            replaces: Choice::of(&[("", "不换发，是新证"), ("7", "JY202100003，有效至 2026年3月1日")], ""),
            ..ordinary.clone()
        };
        let refused = Self {
            refusal: Some("“食品经营许可证”还没有证照类型代码，请事项编制员先在“证照类型”里登记".into()),
            ..ordinary.clone()
        };
        let done = Self {
            refusal: Some("这件已经制证，编号 JY202600012".into()),
            issued_href: Some("/certificates/7".into()),
            ..ordinary.clone()
        };
        vec![ordinary, wrong, refused, done]
    }
}
