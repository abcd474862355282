//! The office's list of items (事项库): filter row and dense table, one word a fact.

use askama::Template;

use crate::base::{Choice, Field, Flag, Frame, Link, Page, Tag, Tone, paths};

/// One item.
#[derive(Debug, Clone)]
pub struct ItemRow {
    /// Its edit page.
    pub href: String,
    /// Full name.
    pub name: String,
    /// Code as imported.
    pub code: String,
    /// Department.
    pub department: String,
    /// Kind of item.
    pub kind: String,
    /// In use, suspended, cancelled.
    pub status: Tag,
    /// A draft of it is there, or a version that waits for its day.
    pub marks: Vec<Tag>,
    /// Online depth, as "Ⅳ级"; empty when unknown.
    pub depth: String,
    /// Number of visits; empty when unknown.
    pub visits: String,
    /// Left out of the figures on online handling.
    pub exempt_online: bool,
    /// On the provincial platform 省平台发布.
    pub published: Flag,
    /// In the hall 进驻大厅.
    pub resident: Flag,
}

/// Staff list of items.
#[derive(Debug, Clone, Template)]
#[template(path = "catalogue/item_list.html")]
pub struct ItemListPage {
    /// Frame.
    pub frame: Frame,
    /// Words in name or code.
    pub q: Field,
    /// Department to narrow by.
    pub department: Choice,
    /// Kind to narrow by.
    pub kind: Choice,
    /// Status to narrow by.
    pub status: Choice,
    /// Online depth to narrow by.
    pub depth: Choice,
    /// Publication in the province to narrow by.
    pub published: Choice,
    /// Residency in the hall to narrow by.
    pub resident: Choice,
    /// Draft or coming version to narrow by.
    pub life: Choice,
    /// Address of what is listed as a workbook.
    pub export: String,
    /// Whether the asker may draft.
    pub drafts: bool,
    /// Whether the asker may import.
    pub imports: bool,
    /// Whether the asker sees the register of representatives.
    pub delegates: bool,
    /// Letters of representatives that want something done; `None` when there are none.
    pub reminder: Option<Link>,
    /// At most 50 items.
    pub rows: Vec<ItemRow>,
    /// Number of items on this page.
    pub shown: u32,
    /// Number of all items found.
    pub total: u32,
    /// Address of the next part of the list.
    pub next: Option<String>,
    /// Address of the first part, when this is a later one.
    pub first: Option<String>,
}

impl Page for ItemListPage {
    const NAME: &'static str = "catalogue/item_list";

    fn samples() -> Vec<Self> {
        let row = |name: &str, depth: &str, published: Flag, status: Tag| ItemRow {
            href: paths::item_edit("12"),
            name: name.into(),
            code: "511Z07001006-511602000000-000-11511301008778183N-1-00".into(),
            department: "县人力资源和社会保障局".into(),
            kind: "其他行政权力".into(),
            status,
            marks: (depth == "Ⅳ级").then(|| Tag::new(Tone::Info, "草稿")).into_iter().collect(),
            depth: depth.into(),
            visits: if depth == "Ⅳ级" { "0".into() } else { String::new() },
            exempt_online: depth == "Ⅰ级",
            published,
            resident: Flag::Exempt,
        };
        let in_use = || Tag::new(Tone::Good, "在用");
        let ordinary = Self {
            frame: Frame::sample_staff("事项库"),
            q: Field::default(),
            department: Choice::of(&[("", "全部部门"), ("1", "县人力资源和社会保障局")], ""),
            kind: Choice::of(&[("", "全部类型"), ("01", "行政许可"), ("20", "公共服务")], ""),
            rows: vec![
                row("企业投资项目备案（技术改造）", "Ⅳ级", Flag::Yes, in_use()),
                row("适龄儿童、少年因身体状况需要延缓入学或者休学审批", "Ⅰ级", Flag::Unknown, in_use()),
                row(
                    "对从事餐饮服务、单位食堂、集体用餐配送、中央厨房以及网络餐饮服务第三方平台等经营活动的食品经营者变更经营场所、主体业态、经营项目、法定代表人（负责人）及有效期届满延续并同时申请补发许可证的核准",
                    "",
                    Flag::No,
                    Tag::new(Tone::Warning, "暂停"),
                ),
            ],
            status: Choice::of(&[("", "全部状态"), ("in_use", "在用"), ("suspended", "暂停")], ""),
            depth: Choice::of(&[("", "不限"), ("4", "Ⅳ级"), ("none", "未知")], ""),
            published: Choice::of(&[("", "不限"), ("yes", "是"), ("no", "否"), ("none", "未知")], ""),
            resident: Choice::of(&[("", "不限"), ("yes", "是"), ("no", "否"), ("none", "未知")], "no"),
            life: Choice::of(&[("", "不限"), ("draft", "有草稿"), ("waiting", "待生效")], ""),
            export: paths::ITEMS_XLSX.into(),
            drafts: true,
            imports: true,
            delegates: true,
            reminder: Some(Link::new("/delegates/check", "1 份授权书快到期")),
            shown: 3,
            total: 1135,
            next: Some("/catalogue/items?page=2".into()),
            first: None,
        };
        let empty = Self { q: Field::of("遛狗"), rows: vec![], shown: 0, total: 0, next: None, ..ordinary.clone() };
        vec![ordinary, empty]
    }
}
