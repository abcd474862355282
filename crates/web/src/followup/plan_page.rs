//! The county's plan (回访方案): whom to ask, how to call, which words to say; a form for those who may change it.

use askama::Template;

use crate::base::{Choice, Field, Frame, Page};

/// A field of the plan.
#[derive(Debug, Clone)]
pub struct PlanField {
    /// Name of the input.
    pub name: String,
    /// What it is.
    pub label: String,
    /// A short explanation; may be empty.
    pub hint: String,
    /// What stands in it.
    pub field: Field,
    /// Several lines.
    pub is_long: bool,
}

/// The plan.
#[derive(Debug, Clone, Template)]
#[template(path = "followup/plan.html")]
pub struct FollowupPlanPage {
    /// Frame.
    pub frame: Frame,
    /// Whether this reader may change it.
    pub may_edit: bool,
    /// Version that the page was made from.
    pub version: i64,
    /// Whose cases.
    pub applicants: Choice,
    /// What is drawn.
    pub unit: Choice,
    /// How the size is meant.
    pub size: Choice,
    /// Numbers.
    pub numbers: Vec<PlanField>,
    /// Words to say.
    pub script: Vec<PlanField>,
    /// Everything else.
    pub others: Vec<PlanField>,
    /// Versions before this one.
    pub before: usize,
}

impl Page for FollowupPlanPage {
    const NAME: &'static str = "followup/plan";

    fn samples() -> Vec<Self> {
        let field = |name: &str, label: &str, value: &str, is_long| PlanField {
            name: name.into(),
            label: label.into(),
            hint: "0 是不限".into(),
            field: Field::of(value),
            is_long,
        };
        let first = Self {
            frame: Frame::sample_staff("回访方案"),
            may_edit: true,
            version: 2,
            applicants: Choice {
                options: Choice::of(&[("organisation", "单位"), ("person", "个人")], "organisation").options,
                problem: None,
            },
            unit: Choice::of(
                &[("case", "按办件，一人多件可能都抽到"), ("applicant", "按申请人，一人一周最多一件")],
                "applicant",
            ),
            size: Choice::of(&[("fixed", "固定件数"), ("share", "按比例"), ("width", "按区间宽度")], "fixed"),
            numbers: vec![field("amount", "样本量", "50", false), field("reserve", "备用比例", "100", false)],
            script: vec![field("opening", "开场白", "您好，这里是县政务服务中心电话回访。", true)],
            others: vec![field("source", "来源", "每周回访上周办结的企业办件", true)],
            before: 2,
        };
        let mut wrong = first.clone();
        let sentence = "最多打几次请填 1 到 10 之间的整数";
        wrong.frame = wrong.frame.with_problem("amount", sentence);
        wrong.numbers[0].field.problem = Some(sentence.into());
        let read = Self { may_edit: false, ..first.clone() };
        vec![first, wrong, read]
    }
}
