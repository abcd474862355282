//! What a search for items found (查事项). Nothing found is an answer too: it says what to try next.

use askama::Template;

use domain::catalogue::Piece;

use crate::base::{Choice, Frame, Page, paths};

/// One item found.
#[derive(Debug, Clone)]
pub struct Hit {
    /// Its guide.
    pub href: String,
    /// Its full name.
    pub name: String,
    /// The name cut into what was looked for and what was not; empty when nothing was looked for.
    pub pieces: Vec<Piece>,
    /// The department that handles it.
    pub department: String,
    /// Limit in words, as "承诺 7 个工作日"; empty when the guide does not say.
    pub limit: String,
    /// Online handling in words, as "全程网办"; empty when unknown.
    pub online: String,
    /// Visits in words, as "最多跑 1 次"; empty when unknown.
    pub visits: String,
}

/// Search results.
#[derive(Debug, Clone, Template)]
#[template(path = "catalogue/search.html")]
pub struct SearchPage {
    /// Frame.
    pub frame: Frame,
    /// The words as typed.
    pub query: String,
    /// Department to narrow by; first answer is all of them.
    pub department: Choice,
    /// The best of them.
    pub hits: Vec<Hit>,
    /// Number of all items found.
    pub total: u32,
    /// Whether there are more than are shown.
    pub more: bool,
    /// Nothing fits as typed; what is shown nearly does.
    pub nearly: bool,
}

impl Page for SearchPage {
    const NAME: &'static str = "catalogue/search";

    fn samples() -> Vec<Self> {
        let hit = |name: &str, limit: &str, online: &str, visits: &str| Hit {
            href: paths::guide("12"),
            name: name.into(),
            pieces: vec![],
            department: "县市场监督管理局".into(),
            limit: limit.into(),
            online: online.into(),
            visits: visits.into(),
        };
        let piece = |text: &str, hit: bool| Piece { text: text.into(), hit };
        let mut marked = hit("食品经营许可（新办）", "承诺 7 个工作日", "全程网办", "不用跑");
        marked.pieces = vec![piece("食品经营许可", true), piece("（新办）", false)];
        let ordinary = Self {
            frame: Frame::sample_public("查事项"),
            query: "开饭店".into(),
            department: Choice::of(&[("", "全部部门"), ("1", "县市场监督管理局"), ("2", "县卫生健康局")], ""),
            hits: vec![
                marked,
                hit("个体工商户设立登记", "当场办结", "全程网办", "不用跑"),
                hit("公共场所卫生许可", "", "", ""),
                hit(
                    "对从事餐饮服务、单位食堂、集体用餐配送、中央厨房以及网络餐饮服务第三方平台等经营活动的食品经营者变更经营场所、主体业态、经营项目、法定代表人（负责人）及有效期届满延续并同时申请补发许可证的核准（市级／县级）",
                    "承诺 20 个工作日",
                    "网上预审",
                    "最多跑 1 次",
                ),
            ],
            total: 57,
            more: true,
            nearly: false,
        };
        let empty = Self { query: "遛狗证明".into(), hits: vec![], total: 0, more: false, ..ordinary.clone() };
        let unasked = Self { query: String::new(), total: 1135, ..ordinary.clone() };
        let nearly =
            Self { query: "食品经营许克".into(), total: 3, more: false, nearly: true, ..ordinary.clone() };
        vec![ordinary, empty, unasked, nearly]
    }
}
