//! The county's rules of ratings (好差评规则): those in use, the form of the draft with what it would change, and every version.

use askama::Template;

use crate::base::{Choice, Field, Frame, Page};

/// A rule.
#[derive(Debug, Clone)]
pub struct RuleRow {
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
    /// Digits alone, or a part behind a point.
    pub is_number: bool,
    /// A box that is ticked or not, in place of a text.
    pub box_of: Option<Choice>,
}

/// Rules under a heading.
#[derive(Debug, Clone)]
pub struct RuleSection {
    /// Heading.
    pub title: String,
    /// Rules.
    pub rows: Vec<RuleRow>,
}

/// The page.
#[derive(Debug, Clone, Template)]
#[template(path = "reviews/rules.html")]
pub struct ReviewRulesPage {
    /// Frame.
    pub frame: Frame,
    /// The reader may change them, and looks at no old version.
    pub may_edit: bool,
    /// Number that the page was made from.
    pub version: i64,
    /// Which version is shown, in words.
    pub shown: String,
    /// That version.
    pub facts: Vec<RuleSection>,
    /// The form.
    pub sections: Vec<RuleSection>,
    /// Somebody has begun the next version.
    pub has_draft: bool,
    /// What it changes: the rule, before, after.
    pub changes: Vec<(String, String, String)>,
    /// What its thresholds would find; empty where they are the same.
    pub signs: String,
    /// First day of the next version.
    pub valid_from: Field,
    /// The earliest, in words.
    pub earliest: String,
    /// Number, name, first day, standing, source of every version.
    pub versions: Vec<(String, String, String, String, String)>,
    /// When, who, what.
    pub history: Vec<(String, String, String)>,
}

impl Page for ReviewRulesPage {
    const NAME: &'static str = "reviews/rules";

    fn samples() -> Vec<Self> {
        let row = |name: &str, label: &str, value: &str| RuleRow {
            name: name.into(),
            label: label.into(),
            hint: String::new(),
            field: Field::of(value),
            is_long: false,
            is_number: true,
            box_of: None,
        };
        let options = RuleRow {
            hint: "一行一个：代码 用语｜检验指南的哪一项、评的哪一方面".into(),
            is_long: true,
            is_number: false,
            ..row("options_1", "非常不满意（1 字头）", "109 需提供办事指南之外的申报材料｜申请材料、服务质量")
        };
        let on = RuleRow {
            box_of: Some(Choice::of(&[("1", "监测")], "1")),
            ..row("burst_on", "集中评价：监测这一种", "1")
        };
        let sections = vec![
            RuleSection {
                title: "期限和门槛".into(), rows: vec![row("link_days", "链接几天内有效", "30")]
            },
            RuleSection { title: "评价选项".into(), rows: vec![options] },
            RuleSection { title: "刷评迹象".into(), rows: vec![on] },
        ];
        let first = Self {
            frame: Frame::sample_staff("好差评规则"),
            may_edit: true,
            version: 3,
            shown: "第 1 版，现在用的，2026年12月1日起".into(),
            facts: sections.clone(),
            sections,
            has_draft: true,
            changes: vec![("链接几天内有效".into(), "30".into(), "60".into())],
            signs: "用草稿的门槛查现有的评价，会查到 2 条刷评迹象；现在的门槛查到 0 条".into(),
            valid_from: Field::of("2026-12-20"),
            earliest: "2026年12月2日".into(),
            versions: vec![
                ("1".into(), "第 1 版".into(), "2026年12月1日".into(), "现在用的".into(), "县政府办〔2026〕8号".into()),
                ("0".into(), "系统自带".into(), "一直".into(), "以前的".into(), "国办发〔2019〕51号".into()),
            ],
            history: vec![("2026-11-20 10:21".into(), "王强".into(), "启用新规则".into())],
        };
        let sentence = "链接有效天数请填 1 到 365 之间的整数";
        let mut wrong = Self { frame: first.frame.clone().with_problem("link_days", sentence), ..first.clone() };
        wrong.sections[0].rows[0].field.problem = Some(sentence.into());
        let read = Self {
            may_edit: false,
            has_draft: false,
            changes: Vec::new(),
            signs: String::new(),
            history: Vec::new(),
            ..first.clone()
        };
        vec![first, wrong, read]
    }
}
