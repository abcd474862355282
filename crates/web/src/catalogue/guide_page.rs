//! The guide of an item (办事指南), which is also where handling begins. What the guide does not say is shown as
//! “指南未写”, never left out and never guessed.

use askama::Template;

use crate::base::{Frame, Page};

/// One thing to bring.
#[derive(Debug, Clone, Default)]
pub struct GuideMaterial {
    /// Its name.
    pub name: String,
    /// Whether it is needed, as "必要", "容缺后补"; empty when the guide does not say.
    pub need: String,
    /// Form and copies, as "原件 1 份，纸质或电子"; empty when the guide does not say.
    pub form: String,
    /// Who issues it, as "申请人自备"; empty when the guide does not say.
    pub source: String,
}

/// Where to go.
#[derive(Debug, Clone, Default)]
pub struct GuidePlace {
    /// Hall, centre or window.
    pub name: String,
    /// Address; empty when the guide does not say.
    pub address: String,
    /// Hours; empty when the guide does not say.
    pub hours: String,
    /// Phone for questions; empty when the guide does not say.
    pub phone: String,
}

/// Handling online.
#[derive(Debug, Clone, Default)]
pub struct OnlineWay {
    /// In words, as "全程网办（Ⅳ级）".
    pub depth: String,
    /// Address on the provincial platform; only `https`, checked by the caller.
    pub href: Option<String>,
}

/// Guide of an item. `None` means that the guide does not say.
#[derive(Debug, Clone, Template)]
#[template(path = "catalogue/guide.html")]
pub struct GuidePage {
    /// Frame; its title is the item's name.
    pub frame: Frame,
    /// Department that handles it.
    pub department: String,
    /// Kind of item (事项类型), as "行政许可".
    pub kind: String,
    /// Code as published.
    pub code: String,
    /// Why it cannot be handled now, as "暂停办理"; `None` when it can.
    pub suspended: Option<String>,
    /// Who can apply.
    pub clients: Option<String>,
    /// Conditions; empty when the guide does not say.
    pub conditions: Vec<String>,
    /// What to bring; an empty list means nothing is needed.
    pub materials: Option<Vec<GuideMaterial>>,
    /// Promised limit 承诺时限, as "7 个工作日办结" or "当场办结".
    pub promised: Option<String>,
    /// Statutory limit 法定时限, as "20 个工作日".
    pub statutory: Option<String>,
    /// Visits, as "不用跑" or "最多跑 1 次（现场核验原件）".
    pub visits: Option<String>,
    /// Fees, as "不收费".
    pub fees: Option<String>,
    /// Places.
    pub places: Vec<GuidePlace>,
    /// Online handling.
    pub online: Option<OnlineWay>,
    /// What one gets.
    pub result: Option<String>,
    /// Legal basis, one entry an article; empty when the guide does not say.
    pub basis: Vec<String>,
    /// Phone for complaints.
    pub complaint: Option<String>,
    /// Version in words, as "第 3 版".
    pub version: String,
    /// When this version came into use, as "2026年11月2日（周一）".
    pub updated: String,
}

impl Page for GuidePage {
    const NAME: &'static str = "catalogue/guide";

    fn samples() -> Vec<Self> {
        let full = full_guide();
        let bare = Self {
            frame: Frame::sample_public("公共场所卫生许可"),
            clients: None,
            conditions: vec![],
            materials: None,
            promised: None,
            statutory: None,
            visits: None,
            fees: None,
            places: vec![],
            online: None,
            result: None,
            basis: vec![],
            complaint: None,
            ..full.clone()
        };
        let suspended = Self {
            suspended: Some("因依据修订，2026年12月1日（周二）起暂停受理，已受理的照常办结".into()),
            materials: Some(vec![]),
            ..full.clone()
        };
        let large = Self { frame: full.frame.clone().in_large_type(), ..full.clone() };
        vec![full, bare, suspended, large]
    }
}

fn full_guide() -> GuidePage {
    let material = |name: &str, need: &str, form: &str, source: &str| GuideMaterial {
        name: name.into(),
        need: need.into(),
        form: form.into(),
        source: source.into(),
    };
    GuidePage {
        frame: Frame::sample_public("食品经营许可（新办）"),
        department: "县市场监督管理局".into(),
        kind: "行政许可".into(),
        code: "11370800MB285591843370131002001".into(),
        suspended: None,
        clients: Some("企业法人、个体工商户".into()),
        conditions: vec!["已取得营业执照".into(), "有与经营品种、数量相适应的经营场所和设备".into()],
        materials: Some(vec![
            material("食品经营许可申请书", "必要", "原件 1 份，纸质或电子", "申请人自备，窗口可代填"),
            material("营业执照", "必要", "系统查验，不用提交", "政府部门核发"),
            material("与食品经营相适应的主要设备设施布局、操作流程等文件", "容缺后补", "复印件 1 份", "申请人自备"),
            material("食品安全自查、从业人员健康管理、进货查验记录等保证食品安全的规章制度", "必要", "", ""),
        ]),
        promised: Some("7 个工作日办结".into()),
        statutory: Some("20 个工作日".into()),
        visits: Some("不用跑；需要现场核查的由工作人员上门".into()),
        fees: Some("不收费".into()),
        places: vec![GuidePlace {
            name: "县政务服务大厅 3 号综合窗口".into(),
            address: "人民路 1 号一楼".into(),
            hours: "工作日 09:00–12:00，13:30–17:00".into(),
            phone: "12345".into(),
        }],
        online: Some(OnlineWay { depth: "全程网办（Ⅳ级）".into(), href: None }),
        result: Some("食品经营许可证（证照）".into()),
        basis: vec!["《中华人民共和国食品安全法》第三十五条".into(), "《食品经营许可和备案管理办法》第四条".into()],
        complaint: Some("12345".into()),
        version: "第 3 版".into(),
        updated: "2026年11月2日（周一）".into(),
    }
}
