//! The representative's desk (代表席), what a sitting adds to the intake page (当场办), and its papers on one page.

use askama::Template;
use domain::cases::Notice;

use super::{AcceptPage, Applicant, FoundItem};
use crate::base::{Choice, Field, Frame, Page, Svg, Tag, Tone, paths};

/// An item in the hall, as it stands with whoever sits here.
#[derive(Debug, Clone)]
pub struct DeskItemRow {
    /// Form of the sitting; empty = it cannot be sat through.
    pub href: String,
    /// Name.
    pub name: String,
    /// Authorised or not.
    pub state: Tag,
    /// By which paper since when; why it cannot be sat through.
    pub words: String,
}

/// A case that went back.
#[derive(Debug, Clone)]
pub struct BackRow {
    /// The case.
    pub href: String,
    /// 办件编号.
    pub case_no: String,
    /// Item, when.
    pub words: String,
    /// Why.
    pub why: String,
}

/// What is always in view while sitting.
#[derive(Debug, Clone)]
pub struct DeskPanel {
    /// As "今天决定 8 件，其中当场办 5 件".
    pub today: String,
    /// As "市监授〔2026〕1号，2026-10-01 至 2027-09-30：受理、审查、决定".
    pub letters: Vec<String>,
    /// Authorised and not, as "授权 12 项，没有授权 3 项".
    pub summary: String,
    /// Items: those that can be sat through first.
    pub items: Vec<DeskItemRow>,
    /// What went back.
    pub back: Vec<BackRow>,
    /// Since when, in words.
    pub since: String,
}

/// The desk: choose an item.
#[derive(Debug, Clone, Template)]
#[template(path = "cases/sitting_desk.html")]
pub struct SittingDeskPage {
    /// Frame.
    pub frame: Frame,
    /// The words as typed.
    pub query: String,
    /// The case whose applicant goes on with another item; empty = somebody new.
    pub same: String,
    /// Items found.
    pub found: Vec<FoundItem>,
    /// Why an item that was asked for is not sat through, with the usual intake of it.
    pub refusal: Option<(String, String)>,
    /// What is in view.
    pub panel: DeskPanel,
}

/// The decision as it would be signed.
#[derive(Debug, Clone)]
pub struct SittingPreview {
    /// The paper.
    pub paper: Notice,
    /// Under which letter, in words.
    pub under: String,
    /// What else will be made, in words.
    pub besides: String,
    /// Mark of what is shown.
    pub seen: String,
    /// The password, never sent back.
    pub password: Field,
}

/// What a sitting adds to the intake.
#[derive(Debug, Clone)]
pub struct SittingFields {
    /// Grant or deny.
    pub outcome: Choice,
    /// The decider's words.
    pub opinion: Field,
    /// Why not.
    pub reason: Field,
    /// Name of the result.
    pub result_name: Field,
    /// Its number.
    pub result_no: Field,
    /// Who receives it, where it is somebody else.
    pub receiver: Field,
    /// Ready words of an opinion.
    pub opinions: Vec<String>,
    /// Ready words of a reason.
    pub reasons: Vec<String>,
    /// What would be signed; `None` before it was asked for.
    pub preview: Option<SittingPreview>,
    /// What is in view.
    pub panel: DeskPanel,
}

impl SittingFields {
    /// Marks what is to be mended.
    pub(super) fn mark(&mut self, field: &str, problem: Option<String>) {
        match field {
            "outcome" => self.outcome.problem = problem,
            "opinion" => self.opinion.problem = problem,
            "reason" => self.reason.problem = problem,
            "result_name" => self.result_name.problem = problem,
            "result_no" => self.result_no.problem = problem,
            "receiver" => self.receiver.problem = problem,
            "password" => {
                if let Some(preview) = &mut self.preview {
                    preview.password.problem = problem;
                }
            }
            _ => {}
        }
    }
}

/// Receipt, decision and proof of delivery of one sitting, each an A4 page.
#[derive(Debug, Clone, Template)]
#[template(path = "cases/sitting_papers.html")]
pub struct SittingPapersPage {
    /// Frame.
    pub frame: Frame,
    /// Case number.
    pub number: String,
    /// The papers.
    pub papers: Vec<Notice>,
    /// Query password, on the first.
    pub password: String,
    /// The certificate that was made; its address.
    pub certificate: Option<String>,
    /// Another item of the same applicant, on the day alone; its address.
    pub again: Option<String>,
    /// QR code that leads to the progress page.
    pub qr: Svg,
}

fn sample_panel() -> DeskPanel {
    let item = |name: &str, href: &str, state, words: &str| DeskItemRow {
        href: href.into(),
        name: name.into(),
        state,
        words: words.into(),
    };
    DeskPanel {
        today: "今天决定 8 件，其中当场办 5 件".into(),
        letters: vec!["市监授〔2026〕1号，2026-10-01 至 2027-09-30：受理、审查、决定、用章、颁证".into()],
        summary: "授权 2 项，没有授权 1 项".into(),
        items: vec![
            item(
                "个体工商户设立登记",
                "/cases/sitting?item=12",
                Tag::new(Tone::Good, "已授权"),
                "市监授〔2026〕1号，自 2026-10-01",
            ),
            item(
                "食品经营许可（新办）",
                "",
                Tag::new(Tone::Warning, "已授权，不能当场办"),
                "“食品经营许可（新办）”不能当场办：指南列了“现场核查”，要现场勘察。请按通常方式收件",
            ),
            item("特种设备使用登记", "", Tag::new(Tone::Neutral, "没有授权"), "没有授权给您，由部门决定"),
        ],
        back: vec![BackRow {
            href: paths::case("2026-1118-03-0009"),
            case_no: "2026-1118-03-0009".into(),
            words: "个体工商户变更登记，2026-11-18".into(),
            why: "要部门内部系统或档案：档案还没有数字化".into(),
        }],
        since: "2026-10-22 起".into(),
    }
}

impl SittingDeskPage {
    fn has_open(&self) -> bool {
        self.panel.items.iter().any(|item| !item.href.is_empty())
    }
}

impl Page for SittingDeskPage {
    const NAME: &'static str = "cases/sitting_desk";

    fn samples() -> Vec<Self> {
        let ordinary = Self {
            frame: Frame::sample_staff("当场办"),
            query: String::new(),
            same: String::new(),
            found: vec![],
            refusal: None,
            panel: sample_panel(),
        };
        let refused = Self {
            refusal: Some((
                "授权书没有给您“食品经营许可（新办）”的审查权限，不能当场办。请按通常方式收件，转部门办理".into(),
                "/cases/accept?item=13".into(),
            )),
            ..ordinary.clone()
        };
        let found = Self {
            query: "gtgs".into(),
            found: vec![FoundItem {
                href: "/cases/sitting?item=12".into(),
                name: "个体工商户设立登记".into(),
                department: "县市场监督管理局".into(),
                limit: "当场办结".into(),
                code: "11370800MB285591843370117002011".into(),
            }],
            same: "2026-1120-04-0001".into(),
            ..ordinary.clone()
        };
        let nobody = Self {
            query: "遛狗".into(),
            panel: DeskPanel {
                today: "今天还没有决定".into(),
                letters: vec![],
                summary: "还没有授权给您的事项".into(),
                items: vec![],
                back: vec![],
                since: "2026-10-22 起".into(),
            },
            ..ordinary.clone()
        };
        vec![ordinary, refused, found, nobody]
    }
}

fn sample_paper(name: &str, signed: bool) -> Notice {
    let row = |label: &str, value: &str| (label.to_owned(), value.to_owned());
    Notice {
        kind: domain::cases::NoticeKind::Decision,
        name: name.into(),
        rows: vec![
            row("申请人", "张*丰"),
            row("身份证号码", "110101********857X"),
            row("申请事项", "个体工商户设立登记"),
            row("办理结果", "营业执照（92370117MA0000001X）"),
        ],
        heading: "已收材料（2 份）".into(),
        list: vec!["身份证".into(), "设立登记申请书".into()],
        words: vec!["申请材料齐全、符合法定形式和条件，依照《行政许可法》第三十八条第一款，决定准予。".into()],
        signed,
        seal: "县市场监督管理局".into(),
        day: "2026年11月20日（周五）".into(),
    }
}

/// The intake page in the states that a sitting adds.
pub(super) fn sample_sittings(ordinary: &AcceptPage) -> Vec<AcceptPage> {
    let fields = SittingFields {
        outcome: Choice::of(&[("grant", "准予"), ("deny", "不予批准")], "grant"),
        opinion: Field::of("材料齐全，符合法定条件，同意。"),
        reason: Field::default(),
        result_name: Field::of("营业执照"),
        result_no: Field::default(),
        receiver: Field::default(),
        opinions: vec!["材料齐全，符合法定条件，同意。".into()],
        reasons: vec!["不符合法定条件。".into()],
        preview: None,
        panel: sample_panel(),
    };
    let frame = Frame::sample_staff("当场办");
    let plain = AcceptPage { frame: frame.clone(), sitting: Some(fields.clone()), ..ordinary.clone() };
    let wrong = "密码不对，没有签署。请重新输入您的登录密码";
    let preview = SittingPreview {
        paper: Notice { heading: String::new(), list: vec![], ..sample_paper("准予行政许可决定书", false) },
        under: "首席事务代表 周代，市监授〔2026〕1号".into(),
        besides: "签署后同时办结、制证、登记送达".into(),
        seen: "0".repeat(64),
        password: Field::default(),
    };
    let shown = AcceptPage {
        sitting: Some(SittingFields { preview: Some(preview.clone()), ..fields.clone() }),
        ..plain.clone()
    };
    let mistaken = shown.clone().with_problem("password", wrong);
    let denied = AcceptPage {
        applicant: Applicant::Organisation,
        sitting: Some(SittingFields {
            outcome: Choice::of(&[("grant", "准予"), ("deny", "不予批准")], "deny"),
            ..fields
        }),
        ..plain.clone()
    };
    let denied = denied.with_problem("reason", "请写明不予批准的理由和依据");
    let offered = AcceptPage { sits: Some("/cases/sitting?item=12".into()), ..ordinary.clone() };
    vec![plain, shown, mistaken, denied, offered]
}

impl Page for SittingPapersPage {
    const NAME: &'static str = "cases/sitting_papers";

    fn samples() -> Vec<Self> {
        let ordinary = Self {
            frame: Frame::sample_staff("当场办的文书"),
            number: "2026-1120-04-0001".into(),
            papers: vec![
                sample_paper("受理通知书", false),
                sample_paper("准予行政许可决定书", false),
                sample_paper("送达回证", true),
            ],
            password: "4829 1367".into(),
            certificate: Some("/certificates/1".into()),
            again: Some("/cases/sitting?same=2026-1120-04-0001".into()),
            qr: super::receipt_page::sample_qr(),
        };
        let bare =
            Self { certificate: None, again: None, papers: vec![sample_paper("决定书", false)], ..ordinary.clone() };
        vec![ordinary, bare]
    }
}
