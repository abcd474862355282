//! All ways to find an item without words (按类别找事项): life events, themes, clients, departments, each with counts.

use askama::Template;

use crate::base::{Frame, Page, paths};

/// One heap.
#[derive(Debug, Clone)]
pub struct HeapLink {
    /// Its list.
    pub href: String,
    /// As "户籍办理".
    pub name: String,
    /// What it holds, in a few words; empty where the name says it.
    pub hint: String,
    /// Number of items.
    pub items: u64,
}

/// One way with its heaps.
#[derive(Debug, Clone)]
pub struct WayBlock {
    /// Anchor on the page.
    pub id: String,
    /// As "按部门找".
    pub heading: String,
    /// What is not listed here; empty when everything is.
    pub note: String,
    /// Heaps that hold something.
    pub heaps: Vec<HeapLink>,
}

/// All ways.
#[derive(Debug, Clone, Template)]
#[template(path = "catalogue/browse.html")]
pub struct BrowsePage {
    /// Frame.
    pub frame: Frame,
    /// Number of all items that people apply for.
    pub items: u64,
    /// Ways that have heaps; none before the first import.
    pub ways: Vec<WayBlock>,
}

impl Page for BrowsePage {
    const NAME: &'static str = "catalogue/browse";

    fn samples() -> Vec<Self> {
        let heap = |way: &str, name: &str, hint: &str, items: u64| HeapLink {
            href: paths::browse_list(way, "010"),
            name: name.into(),
            hint: hint.into(),
            items,
        };
        let block = |id: &str, heading: &str, note: &str, heaps: Vec<HeapLink>| WayBlock {
            id: id.into(),
            heading: heading.into(),
            note: note.into(),
            heaps,
        };
        let ordinary = Self {
            frame: Frame::sample_public("按类别找事项"),
            items: 1135,
            ways: vec![
                block(
                    "life",
                    "按人生大事找",
                    "收入 402 项，一项可以属于几件大事",
                    vec![
                        heap("life", "出生", "生育登记、出生证、上户口、接种", 21),
                        heap("life", "开店办企业", "设立、许可、备案、刻章", 186),
                    ],
                ),
                block(
                    "person",
                    "个人办事，按主题找",
                    "这里列出标了主题的 698 项，其余请按部门找或直接查",
                    vec![heap("person", "户籍办理", "", 34), heap("person", "社会保障", "", 143)],
                ),
                block("clients", "按服务对象找", "", vec![heap("clients", "个人", "", 611)]),
                block(
                    "department",
                    "按部门找",
                    "",
                    vec![heap(
                        "department",
                        "县退役军人事务局（县双拥工作领导小组办公室、县烈士陵园管理服务中心）",
                        "",
                        12,
                    )],
                ),
            ],
        };
        let empty = Self { items: 0, ways: vec![], ..ordinary.clone() };
        let large = Self { frame: ordinary.frame.clone().in_large_type(), ..ordinary.clone() };
        vec![ordinary, empty, large]
    }
}
