//! The office's list of chains (一件事清单), with the form that begins a new one.

use askama::Template;

use crate::base::{Field, Frame, Page};

/// One chain on the list.
#[derive(Debug, Clone)]
pub struct ChainRow {
    /// To its editor, or to what everybody sees.
    pub href: String,
    /// 一件事编码.
    pub code: String,
    /// Name.
    pub name: String,
    /// 牵头部门.
    pub lead: String,
    /// As "4 个事项，3 个部门".
    pub size: String,
    /// In a word.
    pub state: String,
    /// What is to be done about it; empty = nothing.
    pub note: String,
    /// Where it is published once more; empty where it is not.
    pub renew: String,
}

/// The list.
#[derive(Debug, Clone, Template)]
#[template(path = "chains/list.html")]
pub struct ChainListPage {
    /// Frame.
    pub frame: Frame,
    /// Whether a new one can be begun.
    pub may_edit: bool,
    /// By code.
    pub rows: Vec<ChainRow>,
    /// Name of a new one.
    pub name: Field,
    /// What it is for.
    pub purpose: Field,
    /// Codes of the items, one a line.
    pub items: Field,
}

impl Page for ChainListPage {
    const NAME: &'static str = "chains/list";

    fn samples() -> Vec<Self> {
        let row = |code: &str, name: &str, state: &str| ChainRow {
            href: format!("/chains/{code}/edit"),
            code: code.into(),
            name: name.into(),
            lead: "县市场监督管理局".into(),
            size: "4 个事项，3 个部门".into(),
            state: state.into(),
            note: match code {
                "YJS001" => "“招牌设置备案”已换了部门".into(),
                _ => String::new(),
            },
            renew: if code == "YJS001" { "/chains/YJS001/renew".into() } else { String::new() },
        };
        let full = Self {
            frame: Frame::sample_staff("一件事清单"),
            may_edit: true,
            rows: vec![row("YJS001", "开办餐饮店", "已发布"), row("YJS002", "新生儿出生", "草稿")],
            name: Field::default(),
            purpose: Field::default(),
            items: Field::default(),
        };
        let sentence = "没有找到事项“12345”，请在事项库里查准再选";
        let wrong = Self {
            frame: full.frame.clone().with_problem("items", sentence),
            items: Field::wrong("12345", sentence),
            name: Field::of("开办餐饮店"),
            ..full.clone()
        };
        let bare = Self { may_edit: false, rows: vec![], ..full.clone() };
        vec![full, wrong, bare]
    }
}
