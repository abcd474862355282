//! What follows from scores (结果运用): orders with what came after, whom to talk to, talks and bulletins.

use askama::Template;

use crate::base::{Choice, Field, Frame, Link, Page};

/// Somebody below a line.
#[derive(Debug, Clone)]
pub struct LowRow {
    /// Kind and name.
    pub name: String,
    /// The score.
    pub score: Link,
}

/// A measure before and after.
#[derive(Debug, Clone)]
pub struct EffectRow {
    /// Name of the indicator.
    pub name: String,
    /// In words, with the interval.
    pub text: String,
}

/// An order.
#[derive(Debug, Clone)]
pub struct FollowedOrder {
    /// Its page.
    pub order: Link,
    /// The department.
    pub name: String,
    /// How far it is.
    pub stage: String,
    /// Points before and after, in words.
    pub points: String,
    /// Measures.
    pub lines: Vec<EffectRow>,
}

/// A talk or a bulletin.
#[derive(Debug, Clone)]
pub struct NoteRow {
    /// With whom, or the title.
    pub title: String,
    /// Period and day.
    pub when: String,
    /// What it says.
    pub text: String,
    /// Files.
    pub files: Vec<Link>,
}

/// The page.
#[derive(Debug, Clone, Template)]
#[template(path = "evaluation/follow.html")]
pub struct FollowPage {
    /// Frame.
    pub frame: Frame,
    /// Which computation, by its period.
    pub period: Choice,
    /// When it was computed; empty where nothing was.
    pub computed: String,
    /// Its id.
    pub run: String,
    /// The line of orders, in words.
    pub line: String,
    /// Departments that have no order yet.
    pub due: Vec<LowRow>,
    /// Orders.
    pub orders: Vec<FollowedOrder>,
    /// Whom to talk to.
    pub to_talk: Vec<LowRow>,
    /// With whom a talk was held.
    pub with: Choice,
    /// When.
    pub on: Field,
    /// What was said.
    pub talk: Field,
    /// Talks.
    pub talks: Vec<NoteRow>,
    /// Title of a bulletin.
    pub title: Field,
    /// What the office adds.
    pub text: Field,
    /// Bulletins.
    pub bulletins: Vec<NoteRow>,
    /// Disputes that wait.
    pub open_disputes: u64,
}

impl Page for FollowPage {
    const NAME: &'static str = "evaluation/follow";

    fn samples() -> Vec<Self> {
        let low = |name: &str| LowRow {
            name: name.into(),
            score: Link::new("/evaluation/score?run=1&kind=department&key=1", "55.20"),
        };
        let note = |title: &str, files: Vec<Link>| NoteRow {
            title: title.into(),
            when: "2026-Q3，2026-10-20".into(),
            text: "约定十一月底以前把补正一次讲清。".into(),
            files,
        };
        let order = FollowedOrder {
            order: Link::new("/rectification/2026-12", "整改〔2026〕12号"),
            name: "县水利局".into(),
            stage: "待核验".into(),
            points: "2026年第二季度 55.20 → 2026年第三季度 71.00".into(),
            lines: vec![EffectRow {
                name: "按时办结率".into(),
                text: "80.0%（50 条） → 96.0%（50 条），相差 +16.0，95% 置信区间 +3.0 到 +29.1：有好转；是否因为整改，还要看做了什么"
                    .into(),
            }],
        };
        let first = Self {
            frame: Frame::sample_staff("1 个部门要开整改单，2 个要约谈"),
            period: Choice::of(&[("1", "2026年第三季度")], "1"),
            computed: "2026年第三季度，2026-10-15 01:00 计算".into(),
            run: "1".into(),
            line: "部门得分低于 60.00、有数据的权重不少于 50% 的，开整改单".into(),
            due: vec![low("县林业局")],
            orders: vec![order],
            to_talk: vec![low("部门 县林业局"), low("个人 张敏")],
            with: Choice::of(&[("department/1", "部门 县林业局"), ("person/1", "个人 张敏")], "department/1"),
            on: Field::of("2026-10-20"),
            talk: Field::default(),
            talks: vec![note("县林业局", Vec::new())],
            title: Field::of("2026年第三季度政务服务评价通报"),
            text: Field::default(),
            bulletins: vec![note(
                "2026年第二季度政务服务评价通报",
                vec![Link::new("/evaluation/bulletins/1/bulletin.docx", "docx")],
            )],
            open_disputes: 1,
        };
        let mut wrong = first.clone();
        let sentence = "请写约谈内容（不超过 2000 字）";
        wrong.frame = wrong.frame.with_problem("talk", sentence);
        wrong.talk = Field::wrong("", sentence);
        let empty = Self {
            frame: Frame::sample_staff("还没有计算过得分"),
            computed: String::new(),
            run: String::new(),
            due: Vec::new(),
            orders: Vec::new(),
            to_talk: Vec::new(),
            talks: Vec::new(),
            bulletins: Vec::new(),
            open_disputes: 0,
            ..first.clone()
        };
        vec![first, wrong, empty]
    }
}
