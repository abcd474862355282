//! The guide of an item (办事指南), which is also where handling begins. What the guide does not say is shown as
//! “指南没有写”, never left out and never guessed.

use askama::Template;

use crate::base::{Frame, Link, Page};

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
    /// What to mind: how to fill it in, what is accepted.
    pub notes: Vec<String>,
    /// Blank form and sample.
    pub links: Vec<Link>,
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
    /// In words, as "全程网办（Ⅳ级）"; empty when the guide does not say.
    pub depth: String,
    /// Address to apply at; only `http` and `https`, checked by the caller.
    pub href: Option<String>,
    /// Address for telephones, checked alike.
    pub mobile: Option<String>,
}

/// One fee.
#[derive(Debug, Clone, Default)]
pub struct GuideFee {
    /// Its name.
    pub name: String,
    /// As "每证 10 元"; empty when the guide does not say.
    pub standard: String,
    /// Legal basis; empty when the guide does not say.
    pub basis: String,
    /// As "可以减免：《…》"; empty when the guide does not say.
    pub reduction: String,
}

/// One step of the office's work.
#[derive(Debug, Clone, Default)]
pub struct GuideStep {
    /// As "受理".
    pub name: String,
    /// Who, how long, what comes of it: what the guide says, in this order.
    pub facts: Vec<String>,
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
    /// Main item (主项); empty when it has none or is called the same.
    pub main_name: String,
    /// Code as published.
    pub code: String,
    /// Everyday words for it.
    pub aliases: Vec<String>,
    /// Why it cannot be handled now, as "暂停办理"; `None` when it can.
    pub suspended: Option<String>,
    /// Address of the first screen of applying here; `None` when it cannot be applied for now.
    pub apply: Option<String>,
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
    /// What the limits do not count, and how they are counted.
    pub limit_notes: Vec<String>,
    /// Visits, as "不用跑" or "最多跑 1 次".
    pub visits: Option<String>,
    /// Why one must come; asked only where one must.
    pub why_come: Option<String>,
    /// Whether one must come at all.
    pub must_come: bool,
    /// Fees in one sentence, as "不收费".
    pub fees: Option<String>,
    /// Fees one by one.
    pub fee_list: Vec<GuideFee>,
    /// Places.
    pub places: Vec<GuidePlace>,
    /// Online handling.
    pub online: OnlineWay,
    /// Booking, mail, self-service and the like, as far as the guide says: heading and words.
    pub services: Vec<(String, String)>,
    /// What one gets.
    pub result: Option<String>,
    /// A sample of it.
    pub result_sample: Option<Link>,
    /// The office's steps in order; empty when the guide does not say.
    pub steps: Vec<GuideStep>,
    /// The process in words.
    pub flow: Vec<String>,
    /// Questions with their answers.
    pub faqs: Vec<(String, String)>,
    /// Legal basis, one entry an article; empty when the guide does not say.
    pub basis: Vec<String>,
    /// How to complain, in words.
    pub complaint: Option<String>,
    /// The number among these words, where they are nothing but one.
    pub complaint_phone: Option<String>,
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
            main_name: String::new(),
            aliases: vec![],
            clients: None,
            conditions: vec![],
            materials: None,
            promised: None,
            statutory: None,
            limit_notes: vec![],
            visits: None,
            why_come: None,
            must_come: false,
            fees: None,
            fee_list: vec![],
            places: vec![],
            online: OnlineWay::default(),
            services: vec![],
            result: None,
            result_sample: None,
            steps: vec![],
            flow: vec![],
            faqs: vec![],
            basis: vec![],
            complaint: None,
            complaint_phone: None,
            ..full.clone()
        };
        let suspended = Self {
            apply: None,
            suspended: Some("因依据修订，2026年12月1日（周二）起暂停受理，已受理的照常办结".into()),
            materials: Some(vec![]),
            visits: Some("最多跑 1 次".into()),
            must_come: true,
            why_come: Some("现场核验原件".into()),
            online: OnlineWay { depth: "Ⅱ级（网上预约、预审）".into(), ..OnlineWay::default() },
            complaint: Some("到大厅二楼投诉台，或拨 12345".into()),
            complaint_phone: None,
            ..full.clone()
        };
        let large = Self { frame: full.frame.clone().in_large_type(), ..full.clone() };
        vec![full, bare, suspended, large]
    }
}

fn full_guide() -> GuidePage {
    let step = |name: &str, facts: &[&str]| GuideStep {
        name: name.into(),
        facts: facts.iter().map(|f| (*f).to_owned()).collect(),
    };
    GuidePage {
        frame: Frame::sample_public("食品经营许可（新办）"),
        department: "县市场监督管理局".into(),
        kind: "行政许可".into(),
        main_name: "食品（含保健食品）经营许可".into(),
        code: "11370800MB285591843370131002001".into(),
        aliases: vec!["开饭店".into(), "开餐馆".into()],
        suspended: None,
        apply: Some("/catalogue/7/apply".into()),
        clients: Some("企业法人、个体工商户".into()),
        conditions: vec!["已取得营业执照".into(), "有与经营品种、数量相适应的经营场所和设备".into()],
        materials: Some(sample_materials()),
        promised: Some("7 个工作日办结".into()),
        statutory: Some("20 个工作日".into()),
        limit_notes: vec!["现场核查的时间不计算在内".into()],
        visits: Some("不用跑；需要现场核查的由工作人员上门".into()),
        why_come: None,
        must_come: false,
        fees: Some("收费".into()),
        fee_list: vec![GuideFee {
            name: "证照工本费".into(),
            standard: "每证 10 元".into(),
            basis: "发改价格〔2003〕857号".into(),
            reduction: String::new(),
        }],
        places: vec![GuidePlace {
            name: "县政务服务大厅 3 号综合窗口".into(),
            address: "人民路 1 号一楼".into(),
            hours: "工作日 09:00–12:00，13:30–17:00".into(),
            phone: "12345".into(),
        }],
        online: OnlineWay {
            depth: "Ⅳ级（全程网办）".into(),
            href: Some("https://zwfw.example.gov.cn/item/1?from=county&x=1".into()),
            mobile: Some("https://m.example.gov.cn/item/1".into()),
        },
        services: vec![("网上预约".into(), "可以".into()), ("邮寄送达".into(), "可以".into())],
        result: Some("食品经营许可证（证照）".into()),
        result_sample: Some(Link::new("https://zwfw.example.gov.cn/sample.png", "看样本")),
        steps: vec![
            step("受理", &["县市场监督管理局窗口", "1 个工作日"]),
            step("审查", &["县市场监督管理局许可科", "5 个工作日", "材料齐全、符合法定形式"]),
            step("制证、送达", &[]),
        ],
        flow: vec!["窗口收件后当日转许可科，审查通过即制证。".into()],
        faqs: vec![("住宅楼下能开饭店吗？".into(), "产生油烟的项目不能设在没有专用烟道的住宅楼内。".into())],
        basis: vec!["《中华人民共和国食品安全法》第三十五条".into(), "《食品经营许可和备案管理办法》第四条".into()],
        complaint: Some("12345".into()),
        complaint_phone: Some("12345".into()),
        version: "第 3 版".into(),
        updated: "2026年11月2日（周一）".into(),
    }
}

fn sample_materials() -> Vec<GuideMaterial> {
    let material = |name: &str, need: &str, form: &str, source: &str| GuideMaterial {
        name: name.into(),
        need: need.into(),
        form: form.into(),
        source: source.into(),
        ..GuideMaterial::default()
    };
    vec![
        GuideMaterial {
            notes: vec!["法定代表人签字，日期写提交的当天".into()],
            links: vec![Link::new("https://zwfw.example.gov.cn/blank.docx", "空白表格")],
            ..material("食品经营许可申请书", "必要", "原件 1 份，纸质或电子", "申请人自备，窗口可代填")
        },
        material("营业执照", "必要", "系统查验，不用提交", "政府部门核发"),
        material("与食品经营相适应的主要设备设施布局、操作流程等文件", "容缺后补", "复印件 1 份", "申请人自备"),
        material("食品安全自查、从业人员健康管理、进货查验记录等保证食品安全的规章制度", "必要", "", ""),
    ]
}
