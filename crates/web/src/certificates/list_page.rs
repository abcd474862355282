//! The list of certificates (证照台账), the newest on top.

use askama::Template;

use crate::{
    base::{Field, Frame, Page, Tag, Tone},
    cases::WorkCount,
};

/// One certificate.
#[derive(Debug, Clone)]
pub struct CertificateRow {
    /// Its address.
    pub href: String,
    /// 证照编号.
    pub number: String,
    /// 证照名称.
    pub name: String,
    /// Holder, masked for persons.
    pub holder: String,
    /// Who gave it out.
    pub issuer: String,
    /// First and last day.
    pub days: String,
    /// Made here or registered.
    pub origin: Tag,
    /// How it stands today.
    pub standing: Tag,
}

/// List of certificates.
#[derive(Debug, Clone, Template)]
#[template(path = "certificates/list.html")]
pub struct CertificateListPage {
    /// Frame.
    pub frame: Frame,
    /// Parts of the list.
    pub counts: Vec<WorkCount>,
    /// Word of the part that is shown; empty for the first.
    pub part: String,
    /// Number, identifier or name asked for.
    pub query: Field,
    /// How many there are.
    pub summary: String,
    /// Certificates of this part of the list.
    pub rows: Vec<CertificateRow>,
    /// Whether this reader registers certificates from elsewhere.
    pub may_register: bool,
    /// Whether this reader sees the county's kinds.
    pub may_see_kinds: bool,
    /// Address of the next part of the list.
    pub next: Option<String>,
    /// What to say when there are none.
    pub empty: String,
}

impl Page for CertificateListPage {
    const NAME: &'static str = "certificates/list";

    fn samples() -> Vec<Self> {
        let count = |label: &str, count: u64, current: bool| WorkCount {
            href: "/certificates?tab=ended".into(),
            label: label.into(),
            count,
            current,
        };
        let row = |number: &str, name: &str, holder: &str, days: &str, standing: Tag| CertificateRow {
            href: "/certificates/7".into(),
            number: number.into(),
            name: name.into(),
            holder: holder.into(),
            issuer: "县市场监督管理局".into(),
            days: days.into(),
            origin: Tag::new(Tone::Neutral, "本县制证"),
            standing,
        };
        let ordinary = Self {
            frame: Frame::sample_staff("证照"),
            counts: vec![count("有效", 12, true), count("没盖电子印章", 12, false), count("已失效", 1, false)],
            part: String::new(),
            query: Field::default(),
            summary: "共 12 本".into(),
            rows: vec![
                row(
                    "JY202600012",
                    "食品经营许可证",
                    "张*丰",
                    "2026年11月20日 至 2031年11月19日",
                    Tag::new(Tone::Good, "有效"),
                ),
                row(
                    "青水许〔2026〕3号",
                    "生产建设项目水土保持方案审批准予行政许可决定书",
                    "某县城乡供水一体化工程建设运营管理有限责任公司第三分公司",
                    "2026年11月20日 至 长期",
                    Tag::new(Tone::Bad, "已撤销"),
                ),
            ],
            may_register: true,
            may_see_kinds: true,
            next: Some("/certificates?before=7".into()),
            empty: String::new(),
        };
        let empty = Self {
            rows: vec![],
            next: None,
            may_register: false,
            may_see_kinds: false,
            summary: "共 0 本".into(),
            empty: "还没有证照。准予并办结的办件点“制证”，就会排在这里。".into(),
            ..ordinary.clone()
        };
        vec![ordinary, empty]
    }
}
