//! The notice of a matter that is printed (一件事受理通知书).

use askama::Template;

use crate::base::{Frame, Page, Svg};

/// The paper.
#[derive(Debug, Clone, Template)]
#[template(path = "chains/matter_receipt.html")]
pub struct MatterReceiptPage {
    /// Frame; its title is the paper's.
    pub frame: Frame,
    /// 一件事编号.
    pub matter_no: String,
    /// The chain.
    pub chain: String,
    /// Applicant, masked.
    pub applicant: String,
    /// 牵头部门.
    pub lead: String,
    /// Received on.
    pub received: String,
    /// Last day of the whole; empty where it is not known.
    pub due: String,
    /// Query password.
    pub password: String,
    /// Items and departments.
    pub members: Vec<(String, String)>,
    /// What was taken in.
    pub materials: Vec<String>,
    /// What follows later (容缺): which, by when, and what happens otherwise; empty where nothing does.
    pub deferred: String,
    /// What is to be supplied.
    pub notice: Vec<String>,
    /// Lanes.
    pub picture: Svg,
    /// Leads whoever scans it to the progress.
    pub qr: Svg,
    /// To the whole.
    pub back: String,
}

impl Page for MatterReceiptPage {
    const NAME: &'static str = "chains/matter_receipt";

    fn samples() -> Vec<Self> {
        let taken = Self {
            frame: Frame::sample_staff("一件事受理通知书"),
            matter_no: "L2026-1130-03-0001".into(),
            chain: "开办餐饮店".into(),
            applicant: "王* 9901************15".into(),
            lead: "县市场监督管理局".into(),
            received: "11月30日（周一）".into(),
            due: "12月10日（周四）".into(),
            password: "83920147".into(),
            members: vec![("市场主体设立登记".into(), "县市场监督管理局".into())],
            materials: vec!["居民身份证".into()],
            deferred: "容缺后补材料：健康证明（最迟 12月14日（周一））。申请人已书面承诺按期补齐，各部门只收一次；到期没有补齐的，用到它的事项视为撤回申请。".into(),
            notice: vec![],
            picture: Svg::default(),
            qr: crate::cases::sample_qr(),
            back: "/chains/matters/L2026-1130-03-0001".into(),
        };
        let asked = Self {
            frame: Frame::sample_staff("一次性告知书"),
            notice: vec!["房屋租赁合同：请补交".into(), "11月30日（周一） 告知，请在 12月7日（周一） 前补齐".into()],
            due: String::new(),
            ..taken.clone()
        };
        vec![taken, asked]
    }
}
