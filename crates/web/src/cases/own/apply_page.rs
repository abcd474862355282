//! Who applies (谁来申请): the first screen of an application, before anything of the matter is asked.

use askama::Template;

use crate::base::{Choice, Field, Frame, Page};

/// The first screen.
#[derive(Debug, Clone, Template)]
#[template(path = "cases/apply.html")]
pub struct ApplyPage {
    /// Frame; its title is the item's name.
    pub frame: Frame,
    /// The item's id.
    pub item: String,
    /// Person or organisation; one option where the item is for one kind alone.
    pub applicant: Choice,
    /// Name of the person or the organisation.
    pub name: Field,
    /// ID number or 统一社会信用代码.
    pub code: Field,
    /// Who applies for the organisation.
    pub contact: Field,
    /// Mobile.
    pub phone: Field,
    /// 办件编号 of an earlier case, to go on from.
    pub earlier_no: Field,
    /// Its 查询密码.
    pub earlier_password: Field,
    /// Number of the own case that this browser has open; empty = none.
    pub opened: String,
    /// How many screens of questions follow.
    pub screens: usize,
    /// What must be brought.
    pub materials: Vec<String>,
}

impl ApplyPage {
    fn earlier_is_open(&self) -> bool {
        [&self.earlier_no, &self.earlier_password].iter().any(|f| f.problem.is_some() || !f.value.is_empty())
    }

    fn both(&self) -> bool {
        self.applicant.options.len() > 1
    }

    fn only(&self) -> &str {
        self.applicant.options.first().map_or("", |o| o.value.as_str())
    }

    fn asks_contact(&self) -> bool {
        self.applicant.options.iter().any(|o| o.value == "organisation")
    }
}

impl Page for ApplyPage {
    const NAME: &'static str = "cases/apply";

    fn samples() -> Vec<Self> {
        let both = Self {
            frame: Frame::sample_public("食品经营许可（新办）"),
            item: "7".into(),
            applicant: Choice::of(&[("person", "个人"), ("organisation", "单位")], "person"),
            name: Field::default(),
            code: Field::default(),
            contact: Field::default(),
            phone: Field::default(),
            earlier_no: Field::default(),
            earlier_password: Field::default(),
            opened: String::new(),
            screens: 3,
            materials: vec!["食品经营许可申请书".into(), "营业执照".into()],
        };
        let sentence = "手机号码少 1 位，请补全";
        let wrong = Self {
            frame: both.frame.clone().with_problem("phone", sentence),
            applicant: Choice::of(&[("person", "个人")], "person"),
            phone: Field::wrong("1380013800", sentence),
            materials: vec![],
            opened: "2026-1118-00-0207".into(),
            ..both.clone()
        };
        let unknown = "编号或查询密码不对，请照回执核对";
        let earlier = Self {
            frame: both.frame.clone().with_problem("earlier_no", unknown),
            earlier_no: Field::wrong("2026-1118-00-0207", unknown),
            earlier_password: Field::of("12345678"),
            ..both.clone()
        };
        let large = Self { frame: both.frame.clone().in_large_type(), ..both.clone() };
        vec![both, wrong, earlier, large]
    }
}
