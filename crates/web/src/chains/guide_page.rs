//! What everybody reads of a chain (一件事指南): what it spares, in which order it goes, what to bring, how long it takes.

use askama::Template;

use super::SavingRow;
use crate::base::{Frame, Page, Svg};

/// One chain that is offered.
#[derive(Debug, Clone)]
pub struct ChainOffer {
    /// To its guide.
    pub href: String,
    /// Name.
    pub name: String,
    /// What it is for.
    pub purpose: String,
    /// As "4 个事项一次办".
    pub size: String,
}

/// All that are offered.
#[derive(Debug, Clone, Template)]
#[template(path = "chains/offers.html")]
pub struct ChainOffersPage {
    /// Frame.
    pub frame: Frame,
    /// By code.
    pub offers: Vec<ChainOffer>,
}

/// A member as its applicant reads it.
#[derive(Debug, Clone)]
pub struct ChainMember {
    /// To its own guide.
    pub href: String,
    /// Item.
    pub name: String,
    /// Department.
    pub office: String,
    /// When it applies; empty = always.
    pub when: String,
    /// Promised limit.
    pub limit: String,
    /// Whom it waits for; empty = nobody.
    pub after: String,
}

/// A material as its applicant reads it.
#[derive(Debug, Clone)]
pub struct ChainMaterial {
    /// Name.
    pub name: String,
    /// Form and copies.
    pub form: String,
    /// 必要, 可容缺, 选交.
    pub need: String,
    /// Who uses it.
    pub of: String,
    /// What need not be handed in, in words.
    pub note: String,
}

/// The guide.
#[derive(Debug, Clone, Template)]
#[template(path = "chains/guide.html")]
pub struct ChainGuidePage {
    /// Frame; its title is the chain's name.
    pub frame: Frame,
    /// What it is for.
    pub purpose: String,
    /// 牵头部门.
    pub lead: String,
    /// Who may apply.
    pub applicants: String,
    /// The whole in days, in words.
    pub days: String,
    /// To the form; `None` for a draft.
    pub apply: Option<String>,
    /// Only the staff see it: a draft. In words; empty = it is offered.
    pub draft: String,
    /// Swim lanes.
    pub picture: Svg,
    /// Against one by one.
    pub savings: Vec<SavingRow>,
    /// Items.
    pub members: Vec<ChainMember>,
    /// What to bring.
    pub materials: Vec<ChainMaterial>,
    /// What is brought by results.
    pub brought: Vec<String>,
    /// Pages of the one form with their questions.
    pub questions: Vec<(String, Vec<String>)>,
    /// Version, in words.
    pub version: String,
}

impl Page for ChainOffersPage {
    const NAME: &'static str = "chains/offers";

    fn samples() -> Vec<Self> {
        let offer = ChainOffer {
            href: "/chains/YJS001".into(),
            name: "开办餐饮店".into(),
            purpose: "开饭馆、小吃店要办的证照一次办齐".into(),
            size: "4 个事项，3 个部门，一次办".into(),
        };
        let frame = Frame::sample_public("一件事一次办");
        vec![Self { frame: frame.clone(), offers: vec![offer.clone(), offer] }, Self { frame, offers: vec![] }]
    }
}

impl Page for ChainGuidePage {
    const NAME: &'static str = "chains/guide";

    fn samples() -> Vec<Self> {
        let member = |name: &str, after: &str| ChainMember {
            href: "/catalogue/7".into(),
            name: name.into(),
            office: "县市场监督管理局".into(),
            when: String::new(),
            limit: "3 个工作日".into(),
            after: after.into(),
        };
        let saving = |what: &str, apart: &str, together: &str| SavingRow {
            what: what.into(),
            apart: apart.into(),
            together: together.into(),
        };
        let full = Self {
            frame: Frame::sample_public("开办餐饮店"),
            purpose: "开饭馆、小吃店要办的证照一次办齐".into(),
            lead: "县市场监督管理局".into(),
            applicants: "个人、单位".into(),
            days: "受理后最多 8 个工作日全部办完".into(),
            apply: Some("/chains/YJS001/apply".into()),
            draft: String::new(),
            picture: Svg::default(),
            savings: vec![saving("跑几个部门", "3 个", "1 个"), saving("交几种材料", "14 种", "8 种")],
            members: vec![member("市场主体设立登记", ""), member("食品经营许可", "市场主体设立登记")],
            materials: vec![ChainMaterial {
                name: "居民身份证".into(),
                form: "原件 1 份".into(),
                need: "必要".into(),
                of: "市场主体设立登记、食品经营许可".into(),
                note: String::new(),
            }],
            brought: vec!["营业执照由前面办好的“市场主体设立登记”带来，不用交".into()],
            questions: vec![("先问几句".into(), vec!["卖不卖酒".into()])],
            version: "第 2 版".into(),
        };
        let draft =
            Self { draft: "这是草稿，发布后申请人才看得到".into(), brought: vec![], ..full.clone() };
        vec![full, draft]
    }
}
