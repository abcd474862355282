//! The screen of whoever calls (弹屏): the case and its history beside what is asked; the number masked until it is asked
//! for.

use askama::Template;

use crate::{
    base::{Choice, Field, Frame, Link, Page, Pick, Tag, Tone},
    cases::{EventRow, Fact},
};

/// A question that is answered by one of five.
#[derive(Debug, Clone)]
pub struct LevelRow {
    /// Name of the field.
    pub name: String,
    /// What it is about.
    pub label: String,
    /// The words to say.
    pub question: String,
    /// Five to one.
    pub picks: Vec<Pick>,
    /// What to mend.
    pub problem: Option<String>,
}

/// The number as it is shown to whoever asked for it.
#[derive(Debug, Clone)]
pub struct Dial {
    /// The number.
    pub number: String,
    /// Address that makes the telephone on the desk dial; empty where there is none.
    pub desk: String,
}

/// What is asked and written down.
#[derive(Debug, Clone)]
pub struct Questions {
    /// Outcomes with their digits.
    pub outcome: Choice,
    /// The five, then the whole.
    pub levels: Vec<LevelRow>,
    /// 在哪里交的.
    pub handed_in: Choice,
    /// The words to say for it.
    pub handed_in_question: String,
    /// 指南外要的材料.
    pub extra: Field,
    /// The words to say for it.
    pub extra_question: String,
    /// In the applicant's words.
    pub note: Field,
    /// When to call again.
    pub agreed: Field,
    /// Why it is skipped.
    pub reason: Choice,
    /// Why, in words.
    pub skip_note: Field,
    /// 开场白.
    pub opening: String,
    /// 结束语.
    pub closing: String,
}

/// One case.
#[derive(Debug, Clone, Template)]
#[template(path = "followup/line.html")]
pub struct LinePage {
    /// Frame; its title is the item.
    pub frame: Frame,
    /// Id.
    pub line: String,
    /// Version for the next act.
    pub version: i64,
    /// Version of the plan whose words are shown.
    pub script: i64,
    /// Number of the case.
    pub case_no: String,
    /// How far it is.
    pub state: Tag,
    /// What is known of the case.
    pub facts: Vec<Fact>,
    /// What happened to it.
    pub events: Vec<EventRow>,
    /// Calls before.
    pub tries: Vec<String>,
    /// Masked number.
    pub phone: String,
    /// The number, where it was asked for just now.
    pub dial: Option<Dial>,
    /// The form; `None` for those before whom it does not lie, and once it is over.
    pub questions: Option<Questions>,
    /// What was answered, or why it was skipped.
    pub said: Vec<Fact>,
    /// Something is kept from this reader.
    pub is_kept_back: bool,
    /// The order that was opened.
    pub order: Option<Link>,
}

impl LinePage {
    fn is_skip_open(&self) -> bool {
        self.questions.as_ref().is_some_and(|q| q.reason.problem.is_some() || q.skip_note.problem.is_some())
    }
}

/// The five answers, the best first, with one chosen.
pub(super) fn five(chosen: &str) -> Vec<Pick> {
    let words = [("5", "5 非常满意"), ("4", "4 满意"), ("3", "3 基本满意"), ("2", "2 不满意"), ("1", "1 非常不满意")];
    Choice::of(&words, chosen).options
}

impl Page for LinePage {
    const NAME: &'static str = "followup/line";

    fn samples() -> Vec<Self> {
        let level = |name: &str, label: &str, chosen: &str| LevelRow {
            name: name.into(),
            label: label.into(),
            question: format!("{label}怎么样？非常满意 5 分，满意 4 分，基本满意 3 分，不满意 2 分，非常不满意 1 分。"),
            picks: five(chosen),
            problem: None,
        };
        let outcomes = [
            ("1", "1 接通"),
            ("2", "2 无人接听"),
            ("3", "3 空号"),
            ("4", "4 拒访"),
            ("5", "5 改约"),
            ("6", "6 号码错误"),
            ("7", "7 代办人电话"),
        ];
        let questions = Questions {
            outcome: Choice::of(&outcomes, ""),
            levels: vec![
                level("attitude", "服务态度", ""),
                level("competence", "业务水平", ""),
                level("efficiency", "办事效率", ""),
                level("integrity", "廉洁自律", ""),
                level("told_once", "一次性告知", ""),
                level("overall", "总体评价", ""),
            ],
            handed_in: Choice::of(&[("", "没有问"), ("hall", "政务大厅窗口"), ("office", "部门办公室")], ""),
            handed_in_question: "材料是在哪里交的？".into(),
            extra: Field::default(),
            extra_question: "有没有要您交办事指南以外的材料？".into(),
            note: Field::default(),
            agreed: Field::default(),
            reason: Choice::of(&[("", "请选择"), ("deceased", "申请人已去世")], ""),
            skip_note: Field::default(),
            opening: "您好，这里是县政务服务中心电话回访。现在方便吗？".into(),
            closing: "谢谢您。以后有什么问题，可以打 12345。".into(),
        };
        let fact = |label: &str, value: &str| Fact { label: label.into(), value: value.into() };
        let first = Self {
            frame: Frame::sample_staff("食品经营许可（餐饮服务经营者）（新办）"),
            line: "7".into(),
            version: 1,
            script: 0,
            case_no: "2026-1124-03-0012".into(),
            state: Tag::new(Tone::Info, "待回访"),
            facts: vec![
                fact("申请人", "某县云溪餐饮有限公司"),
                fact("联系人", "张*丰"),
                fact("部门", "县市场监督管理局"),
                fact("办结", "11月25日（周三）"),
            ],
            events: vec![EventRow {
                at: "2026-11-25 10:21".into(),
                act: "办结".into(),
                note: "食品经营许可证".into(),
                actor: "李强".into(),
                terminal: "3 号综合窗口".into(),
                source: Tag::new(Tone::Neutral, "现场"),
            }],
            tries: vec!["2026-11-30 09:10 无人接听（尹慧敏）".into()],
            phone: "138****8000".into(),
            dial: None,
            questions: Some(questions.clone()),
            said: Vec::new(),
            is_kept_back: false,
            order: None,
        };
        let shown = Self { dial: Some(Dial { number: "13800138000".into(), desk: String::new() }), ..first.clone() };
        let missing = "接通了请先记总体评价（1 到 5）";
        let mut wrong = first.clone();
        wrong.frame = wrong.frame.with_problem("overall", missing);
        let mut asked = questions;
        asked.outcome = Choice::of(&outcomes, "1");
        asked.levels[5].problem = Some(missing.into());
        wrong.questions = Some(asked);
        let done = Self {
            state: Tag::new(Tone::Good, "接通"),
            questions: None,
            said: vec![fact("总体评价", "不满意"), fact("服务态度", "非常不满意"), fact("意见", "排队太久")],
            is_kept_back: true,
            order: Some(Link::new("/rectification/2026-12", "整改〔2026〕12号")),
            tries: Vec::new(),
            events: Vec::new(),
            ..first.clone()
        };
        vec![first, shown, wrong, done]
    }
}
