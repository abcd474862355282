//! An own case (我的申请): where it stands and what can be done now; after submitting it is the receipt. Opened by number
//! and query password.

use askama::Template;

use crate::base::{Field, Frame, Page, Svg};

/// Number and password, to open an own case in this browser.
#[derive(Debug, Clone, Template)]
#[template(path = "cases/own_open.html")]
pub struct OpenOwnPage {
    /// Frame.
    pub frame: Frame,
    /// 办件编号.
    pub number: Field,
    /// 查询密码.
    pub password: Field,
}

impl Page for OpenOwnPage {
    const NAME: &'static str = "cases/own_open";

    fn samples() -> Vec<Self> {
        let blank =
            Self {
                frame: Frame::sample_public("打开我的申请"), number: Field::default(), password: Field::default()
            };
        let sentence = "编号或查询密码不对，请照回执核对";
        let wrong = Self {
            frame: blank.frame.clone().with_problem("number", sentence),
            number: Field::wrong("2026-1122-00-0386", sentence),
            ..blank.clone()
        };
        vec![blank, wrong]
    }
}

/// An own case.
#[derive(Debug, Clone, Template)]
#[template(path = "cases/own.html")]
pub struct OwnPage {
    /// Frame; its title is the item's name.
    pub frame: Frame,
    /// 办件编号.
    pub number: String,
    /// 查询密码, in groups.
    pub password: String,
    /// Where it stands and by when, in one sentence.
    pub headline: String,
    /// Facts: label and words.
    pub facts: Vec<(String, String)>,
    /// It is a draft: address of the screen where it goes on.
    pub go_on: Option<String>,
    /// What is to be corrected, and until when.
    pub correction: Option<(Vec<String>, String)>,
    /// The correction can be answered here.
    pub answers_here: bool,
    /// The correction asks for materials, which can be uploaded.
    pub uploads: bool,
    /// Materials that came as files, with how many.
    pub uploaded: Vec<String>,
    /// What was promised to follow later (容缺), in sentences.
    pub owed: Vec<String>,
    /// Materials that are to be brought.
    pub materials: Vec<String>,
    /// It can be withdrawn.
    pub withdraws: bool,
    /// Version, sent back with an act.
    pub version: i64,
    /// Why it is withdrawn.
    pub why: Field,
    /// Applying for the same once more; `None` for a draft.
    pub again: Option<String>,
    /// Code that leads to the progress page; empty for a draft.
    pub qr: Svg,
}

impl Page for OwnPage {
    const NAME: &'static str = "cases/own";

    fn samples() -> Vec<Self> {
        let draft = Self {
            frame: Frame::sample_public("食品经营许可（新办）"),
            number: "2026-1122-00-0386".into(),
            password: "4829 1367".into(),
            headline: "草稿，还没有提交".into(),
            facts: vec![("申请人".into(), "三味小吃店".into())],
            go_on: Some("/cases/own/questions/1".into()),
            correction: None,
            answers_here: false,
            uploads: false,
            uploaded: vec![],
            owed: vec![],
            materials: vec![],
            withdraws: false,
            version: 1,
            why: Field::default(),
            again: None,
            qr: Svg::default(),
        };
        let mut sent = Self {
            headline: "已收到申请，等窗口受理，最迟 11月29日（周日）".into(),
            go_on: None,
            uploaded: vec!["申请书（2 份文件）".into()],
            materials: vec!["申请书（原件，窗口核对）".into(), "营业执照".into()],
            withdraws: true,
            again: Some("/catalogue/7/apply/again".into()),
            ..draft.clone()
        };
        sent.frame.notice = Some("已提交，编号 2026-1122-00-0386".into());
        let correcting = Self {
            headline: "还要补材料，最迟 12月2日（周三）".into(),
            correction: Some((vec!["经营场所地址写到门牌号".into()], "12月2日（周三）".into())),
            answers_here: true,
            uploads: true,
            ..sent.clone()
        };
        let sentence = "请写一句为什么撤回";
        let mut wrong = sent.clone();
        wrong.frame = wrong.frame.with_problem("why", sentence);
        wrong.why = Field::wrong("", sentence);
        vec![draft, sent, correcting, wrong]
    }
}
