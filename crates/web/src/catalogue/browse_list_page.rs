//! The items of one heap (某一类的事项), by page.

use askama::Template;

use super::Hit;
use crate::base::{Frame, Page, paths};

/// A list of items.
#[derive(Debug, Clone, Template)]
#[template(path = "catalogue/browse_list.html")]
pub struct BrowseListPage {
    /// Frame; its title is the heap's name.
    pub frame: Frame,
    /// Anchor of the way on the page of all ways.
    pub way: String,
    /// As "按部门找".
    pub heading: String,
    /// What the heap holds, in a few words; often empty.
    pub hint: String,
    /// Number of its items.
    pub total: u64,
    /// Those of this page.
    pub hits: Vec<Hit>,
    /// This page, from 1.
    pub at: usize,
    /// The last page.
    pub last: usize,
    /// The page before.
    pub before: Option<String>,
    /// The page after.
    pub after: Option<String>,
}

impl Page for BrowseListPage {
    const NAME: &'static str = "catalogue/browse_list";

    fn samples() -> Vec<Self> {
        let hit = |name: &str| Hit {
            href: paths::guide("12"),
            name: name.into(),
            pieces: vec![],
            department: "县公安局".into(),
            limit: "承诺 3 个工作日".into(),
            online: "全程网办".into(),
            visits: "不用跑".into(),
        };
        let middle = Self {
            frame: Frame::sample_public("户籍办理"),
            way: "person".into(),
            heading: "个人办事，按主题找".into(),
            hint: String::new(),
            total: 134,
            hits: vec![hit("出生登记（国内婚生）"), hit("户口迁移审批（购房落户）")],
            at: 2,
            last: 3,
            before: Some("/catalogue/browse/person/010?page=1".into()),
            after: Some("/catalogue/browse/person/010?page=3".into()),
        };
        let single = Self {
            frame: Frame::sample_public("出生"),
            way: "life".into(),
            heading: "按人生大事找".into(),
            hint: "生育登记、出生证、上户口、接种".into(),
            total: 1,
            hits: vec![hit("出生登记（国内婚生）")],
            at: 1,
            last: 1,
            before: None,
            after: None,
        };
        let large = Self { frame: middle.frame.clone().in_large_type(), ..middle.clone() };
        vec![middle, single, large]
    }
}
