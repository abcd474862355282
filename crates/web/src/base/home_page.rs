//! The public first page (首页): find an item, follow a case, know where to go.

use askama::Template;

use super::{Frame, Link, Page};

/// A department with the number of items it offers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DepartmentLink {
    /// Its search address.
    pub href: String,
    /// Its name.
    pub name: String,
    /// Number of items in use.
    pub items: u32,
}

/// How many places one can go to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StationCount {
    /// Township and street centres 便民服务中心.
    pub centres: u32,
    /// Village and community stations 便民服务站.
    pub stations: u32,
}

/// Public first page.
#[derive(Debug, Clone, Template)]
#[template(path = "base/home.html")]
pub struct HomePage {
    /// Frame.
    pub frame: Frame,
    /// Number of items in use; zero before the first import.
    pub items: u32,
    /// Everyday words that find something, as "开饭店".
    pub sayings: Vec<Link>,
    /// Life events, as "出生", each with its list.
    pub life: Vec<Link>,
    /// Chains that are offered (一件事一次办).
    pub chains: Vec<Link>,
    /// All departments with items.
    pub departments: Vec<DepartmentLink>,
    /// Stations; `None` while the division table is not loaded.
    pub stations: Option<StationCount>,
}

impl Page for HomePage {
    const NAME: &'static str = "base/home";

    fn samples() -> Vec<Self> {
        let sayings = ["开饭店", "上户口", "低保", "残疾证", "社保卡", "换驾照"];
        let departments =
            ["县市场监督管理局", "县人力资源和社会保障局", "县住房和城乡建设局", "县卫生健康局", "县教育体育局"];
        let ordinary = Self {
            frame: Frame::sample_public("首页"),
            items: 1135,
            sayings: sayings.iter().map(|w| Link::new(format!("/catalogue?q={w}"), *w)).collect(),
            chains: ["开办餐饮店", "新生儿出生"].iter().map(|w| Link::new("/chains/YJS001", *w)).collect(),
            life: ["出生", "上学", "就业", "结婚", "买房", "开店办企业", "看病", "退休养老", "身后"]
                .iter()
                .map(|w| Link::new("/catalogue/browse/life/birth", *w))
                .collect(),
            departments: departments
                .iter()
                .zip([186, 97, 143, 88, 54])
                .map(|(name, items)| DepartmentLink {
                    href: "/catalogue?department=1".into(),
                    name: (*name).into(),
                    items,
                })
                .collect(),
            stations: Some(StationCount { centres: 21, stations: 318 }),
        };
        let empty = Self {
            items: 0,
            sayings: vec![],
            life: vec![],
            chains: vec![],
            departments: vec![],
            stations: None,
            ..ordinary.clone()
        };
        let large = Self { frame: Frame::sample_public("首页").in_large_type(), ..ordinary.clone() };
        vec![ordinary, empty, large]
    }
}
