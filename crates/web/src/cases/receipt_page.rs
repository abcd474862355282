//! The notice of acceptance (受理通知书), one A4 page: written, dated, with the place for the seal
//! (行政许可法 32). It is printed by the browser; the file kept in the archive is made elsewhere.

use askama::Template;

use crate::base::{Frame, Page, Svg};

/// One material taken in.
#[derive(Debug, Clone)]
pub struct ReceivedMaterial {
    /// Its name.
    pub name: String,
    /// Form, as "纸质"; may be empty.
    pub form: String,
}

/// Printed notice of acceptance.
#[derive(Debug, Clone, Template)]
#[template(path = "cases/receipt.html")]
pub struct ReceiptPage {
    /// Frame.
    pub frame: Frame,
    /// Case number; also its address.
    pub number: String,
    /// Item.
    pub item: String,
    /// Applicant's name, masked when a person's: the notice may be left lying about.
    pub applicant: String,
    /// Number of the applicant's paper, masked when a person's.
    pub applicant_id: String,
    /// Organisation that accepts, whose seal it bears.
    pub accepting: String,
    /// Department that decides.
    pub deciding: String,
    /// Its telephone; may be empty.
    pub phone: String,
    /// Clerk and window.
    pub clerk: String,
    /// Materials taken in.
    pub materials: Vec<ReceivedMaterial>,
    /// What follows later (容缺): which, by when, and what happens otherwise; empty where nothing does.
    pub deferred: String,
    /// Accepted, as "2026年11月22日（周日）".
    pub accepted: String,
    /// Due, as "2026年12月2日（周三）"; empty when the item has no limit on record.
    pub due: String,
    /// Limit in words, as "承诺 7 个工作日".
    pub limit: String,
    /// Whether the due date may still move.
    pub provisional: bool,
    /// Query password.
    pub password: String,
    /// QR code that leads to the progress page.
    pub qr: Svg,
    /// QR code that leads to the rating; empty where there is nothing to rate.
    pub review: Svg,
}

impl ReceiptPage {
    fn many(&self) -> bool {
        self.materials.len() > 4
    }
}

impl Page for ReceiptPage {
    const NAME: &'static str = "cases/receipt";

    fn samples() -> Vec<Self> {
        let material = |name: &str| ReceivedMaterial { name: name.into(), form: "纸质".into() };
        let ordinary = Self {
            frame: Frame {
                notice: Some("已受理，编号 2026-1120-0386，最迟 12月2日（周三）办结".into()),
                ..Frame::sample_staff("受理通知书")
            },
            number: "2026-1120-0386".into(),
            item: "食品经营许可（新办）".into(),
            applicant: "张*丰".into(),
            applicant_id: "110101********857X".into(),
            accepting: "某县政务服务和数据管理局".into(),
            deciding: "县市场监督管理局".into(),
            phone: "0000-1234567".into(),
            clerk: "张敏（3 号综合窗口）".into(),
            materials: vec![material("食品经营许可申请书"), material("身份证复印件"), material("布局和操作流程文件")],
            deferred: String::new(),
            accepted: "2026年11月20日（周五）".into(),
            due: "2026年12月2日（周三）".into(),
            limit: "承诺 7 个工作日，法定 20 个工作日".into(),
            provisional: false,
            password: "4829 1367".into(),
            qr: sample_qr(),
            review: sample_qr(),
        };
        let long = "对从事餐饮服务、单位食堂、集体用餐配送、中央厨房以及网络餐饮服务第三方平台等经营活动的食品经营者变更经营场所、主体业态、经营项目、法定代表人（负责人）及有效期届满延续并同时申请补发许可证的核准";
        let longest = Self {
            frame: Frame { sample: false, notice: None, ..ordinary.frame.clone() },
            item: long.into(),
            applicant: "某县城乡供水一体化工程建设运营管理有限责任公司第三分公司".into(),
            applicant_id: "11370800MB28559184".into(),
            materials: (1..=12)
                .map(|at| material(&format!("第 {at} 份：食品安全自查、从业人员健康管理等规章制度")))
                .collect(),
            deferred: "容缺后补材料：健康证明（最迟 2026年12月4日（周五））。申请人已书面承诺按期补齐；到期没有补齐的，视为撤回申请，可以重新申请。".into(),
            due: "2027年1月5日（周二）".into(),
            provisional: true,
            ..ordinary.clone()
        };
        let bare = Self {
            phone: String::new(),
            materials: vec![],
            due: String::new(),
            limit: String::new(),
            ..ordinary.clone()
        };
        vec![ordinary, longest, bare]
    }
}

/// A square with three corner marks; not a code that can be read.
pub(crate) fn sample_qr() -> Svg {
    let corner = |x: u8, y: u8| {
        format!(r##"<path d="M{x} {y}h7v7h-7zm1 1v5h5v-5zm1 1h3v3h-3z" fill="#000" fill-rule="evenodd"/>"##)
    };
    Svg::drawn(format!(
        r##"<svg role="img" aria-label="样例二维码" viewBox="0 0 25 25" width="113" height="113"><title>样例二维码</title><path d="M0 0h25v25H0z" fill="#fff"/>{}{}{}<path d="M9 2h2v3h-2zm4 0h3v2h-3zm-4 7h4v2h3v-3h2v5h-5v3h-4zm9 9h4v4h-2v-2h-2zm-8 0h5v2h-3v3h-2zM1 10h5v2H1zm2 4h4v2H3zm17-5h4v3h-4z" fill="#000"/></svg>"##,
        corner(1, 1),
        corner(17, 1),
        corner(1, 17)
    ))
}
