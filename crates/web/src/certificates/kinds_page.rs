//! The county's kinds of certificates (证照类型).

use askama::Template;

use crate::base::{Frame, Page, Tag, Tone};

/// One kind.
#[derive(Debug, Clone)]
pub struct KindRow {
    /// Address of its form.
    pub href: String,
    /// 证照名称.
    pub name: String,
    /// Department; empty where nobody here gives it out.
    pub department: String,
    /// 证照类型代码; empty where it is only registered.
    pub type_code: String,
    /// Form of numbers.
    pub number_form: String,
    /// How long it counts, in words.
    pub validity: String,
    /// Materials it stands for besides its own name.
    pub stands_for: String,
    /// In use or not.
    pub state: Tag,
}

/// List of kinds.
#[derive(Debug, Clone, Template)]
#[template(path = "certificates/kinds.html")]
pub struct KindsPage {
    /// Frame.
    pub frame: Frame,
    /// How many there are.
    pub summary: String,
    /// Kinds by name.
    pub rows: Vec<KindRow>,
    /// Whether this reader keeps the list.
    pub may_edit: bool,
}

impl Page for KindsPage {
    const NAME: &'static str = "certificates/kinds";

    fn samples() -> Vec<Self> {
        let row = KindRow {
            href: "/certificates/kinds/3".into(),
            name: "食品经营许可证".into(),
            department: "县市场监督管理局".into(),
            type_code: "11100000MB03271699022".into(),
            number_form: "JY{年}{序5}".into(),
            validity: "60 个月".into(),
            stands_for: "食品经营许可证复印件、食品经营许可证（副本）".into(),
            state: Tag::new(Tone::Good, "在用"),
        };
        let elsewhere = KindRow {
            name: "营业执照".into(),
            department: String::new(),
            type_code: String::new(),
            number_form: String::new(),
            validity: "长期".into(),
            stands_for: "营业执照复印件".into(),
            state: Tag::new(Tone::Neutral, "停用"),
            ..row.clone()
        };
        let ordinary = Self {
            frame: Frame::sample_staff("证照类型"),
            summary: "共 2 种".into(),
            rows: vec![row, elsewhere],
            may_edit: true,
        };
        let empty = Self { summary: "共 0 种".into(), rows: vec![], may_edit: false, ..ordinary.clone() };
        vec![ordinary, empty]
    }
}
