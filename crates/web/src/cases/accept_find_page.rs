//! First step at the window (收件：选事项): find the item by name, initials, code or everyday words.

use askama::Template;

use crate::base::{Frame, Link, Page};

/// One item to choose.
#[derive(Debug, Clone)]
pub struct FoundItem {
    /// Address of the form for it.
    pub href: String,
    /// Full name.
    pub name: String,
    /// Department that decides.
    pub department: String,
    /// Limit in words; empty when unknown.
    pub limit: String,
    /// Code as published.
    pub code: String,
}

/// A form put aside.
#[derive(Debug, Clone)]
pub struct ParkedForm {
    /// Address that opens it again.
    pub href: String,
    /// Its id, for throwing it away.
    pub id: String,
    /// Item.
    pub item: String,
    /// Since when, as "10:21".
    pub since: String,
}

/// Search for the item to accept.
#[derive(Debug, Clone, Template)]
#[template(path = "cases/accept_find.html")]
pub struct AcceptFindPage {
    /// Frame.
    pub frame: Frame,
    /// The words as typed; empty before the first search.
    pub query: String,
    /// Items found.
    pub found: Vec<FoundItem>,
    /// Items this window has accepted most lately.
    pub recent: Vec<Link>,
    /// Forms this clerk has put aside.
    pub parked: Vec<ParkedForm>,
}

impl Page for AcceptFindPage {
    const NAME: &'static str = "cases/accept_find";

    fn samples() -> Vec<Self> {
        let found = |name: &str, limit: &str| FoundItem {
            href: "/cases/accept?item=12".into(),
            name: name.into(),
            department: "县市场监督管理局".into(),
            limit: limit.into(),
            code: "11370800MB285591843370117002011".into(),
        };
        let ordinary = Self {
            frame: Frame::sample_staff("收件"),
            query: String::new(),
            found: vec![],
            recent: ["个体工商户设立登记", "食品经营许可（新办）", "社会保障卡申领"]
                .iter()
                .map(|name| Link::new("/cases/accept?item=12", *name))
                .collect(),
            parked: vec![ParkedForm {
                href: "/cases/accept?item=12&parked=7".into(),
                id: "7".into(),
                item: "食品经营许可（新办）".into(),
                since: "10:21".into(),
            }],
        };
        let results = Self {
            query: "gtgs".into(),
            parked: vec![],
            found: vec![
                found("个体工商户设立登记", "当场办结"),
                found("个体工商户变更登记", ""),
                found("个体工商户注销登记", "承诺 3 个工作日"),
            ],
            ..ordinary.clone()
        };
        let nothing = Self { query: "遛狗".into(), recent: vec![], ..ordinary.clone() };
        vec![ordinary, results, nothing]
    }
}
