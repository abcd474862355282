//! Applying once more (沿用以前的信息): what is taken over, masked; what may have changed; which certificates are used.

use askama::Template;

use crate::base::{Field, Frame, Page};

/// A material that a certificate stands for.
#[derive(Debug, Clone)]
pub struct HeldRow {
    /// Its place, sent as `held`.
    pub place: String,
    /// Its name.
    pub material: String,
    /// The certificate, as "营业执照 JY202600012".
    pub certificate: String,
    /// Whether it is used.
    pub chosen: bool,
}

/// What is taken over from an earlier case.
#[derive(Debug, Clone, Template)]
#[template(path = "cases/again.html")]
pub struct AgainPage {
    /// Frame; its title is the item's name.
    pub frame: Frame,
    /// The item's id.
    pub item: String,
    /// Number of the earlier case.
    pub number: String,
    /// Its item.
    pub before: String,
    /// Name, contact and mobile, masked.
    pub who: String,
    /// Number of the paper, a person's masked.
    pub code: String,
    /// Who applies for the organisation now; `None` for persons.
    pub contact: Option<Field>,
    /// Mobile.
    pub phone: Field,
    /// Which mobile is kept where it is left blank.
    pub phone_hint: String,
    /// Certificates of the same applicant.
    pub held: Vec<HeldRow>,
}

impl Page for AgainPage {
    const NAME: &'static str = "cases/again";

    fn samples() -> Vec<Self> {
        let person = Self {
            frame: Frame::sample_public("食品经营许可（新办）"),
            item: "7".into(),
            number: "2026-1118-03-0207".into(),
            before: "公共场所卫生许可".into(),
            who: "张*丰，138****8000".into(),
            code: "990101********8578".into(),
            contact: None,
            phone: Field::default(),
            phone_hint: "换了号码才填，留空就用 138****8000".into(),
            held: vec![HeldRow {
                place: "2".into(),
                material: "营业执照".into(),
                certificate: "营业执照 JY202600012".into(),
                chosen: true,
            }],
        };
        let sentence = "手机号码少 1 位，请补全";
        let organisation = Self {
            frame: person.frame.clone().with_problem("phone", sentence),
            who: "某县城乡供水一体化工程建设运营管理有限责任公司第三分公司，王**，138****8000".into(),
            code: "91370800MB28559187".into(),
            contact: Some(Field::default()),
            phone: Field::wrong("1380013800", sentence),
            held: vec![],
            ..person.clone()
        };
        let large = Self { frame: person.frame.clone().in_large_type(), ..person.clone() };
        vec![person, organisation, large]
    }
}
