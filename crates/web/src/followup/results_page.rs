//! What the calls found (回访结果): reach beside satisfaction, with the interval and how many answered.

use askama::Template;

use crate::base::{Field, Frame, Link, Page, Svg};

/// A department.
#[derive(Debug, Clone)]
pub struct DepartmentRow {
    /// Name.
    pub name: String,
    /// Cases that could be drawn.
    pub population: u32,
    /// How many were drawn and reached.
    pub reach: String,
    /// What they said.
    pub words: String,
    /// What it lets one say.
    pub sure: String,
    /// Satisfied out of answered, a dimension each in their order; empty where nobody answered.
    pub dimensions: Vec<String>,
}

/// A week of the trend.
#[derive(Debug, Clone)]
pub struct TrendRow {
    /// `2026-W48`.
    pub week: String,
    /// How many were drawn and reached.
    pub reach: String,
    /// What it lets one say.
    pub sure: String,
}

/// A word in notes.
#[derive(Debug, Clone)]
pub struct WordRow {
    /// The word.
    pub word: String,
    /// Notes that hold it.
    pub notes: u32,
}

/// The page.
#[derive(Debug, Clone, Template)]
#[template(path = "followup/results.html")]
pub struct FollowupResultsPage {
    /// Frame; its title states the finding.
    pub frame: Frame,
    /// The period that was asked for.
    pub period: Field,
    /// In words.
    pub period_words: String,
    /// How many were drawn and reached.
    pub reach: String,
    /// What the sample lets one say.
    pub sure: String,
    /// Names of the five dimensions.
    pub dimension_names: Vec<&'static str>,
    /// Satisfied out of answered, a dimension each.
    pub dimensions: Vec<String>,
    /// By department.
    pub departments: Vec<DepartmentRow>,
    /// The last weeks as a picture.
    pub chart: Svg,
    /// The same as a table.
    pub trend: Vec<TrendRow>,
    /// Words in notes.
    pub words: Vec<WordRow>,
    /// What else is to be said, a sentence each.
    pub remarks: Vec<String>,
    /// Orders, in words.
    pub orders: String,
    /// The bulletin as docx and PDF; none before anything was drawn.
    pub files: Vec<Link>,
    /// Draws of the period.
    pub draws: Vec<Link>,
}

impl Page for FollowupResultsPage {
    const NAME: &'static str = "followup/results";

    fn samples() -> Vec<Self> {
        let names = vec!["服务态度", "业务水平", "办事效率", "廉洁自律", "一次性告知"];
        let dimensions = || vec!["41/42".to_owned(), "42/42".into(), "40/42".into(), "42/42".into(), "39/42".into()];
        let department = |name: &str, sure: &str| DepartmentRow {
            name: name.into(),
            population: 31,
            reach: "抽取20件，接通18件（90.0%）".into(),
            words: "接通18件，均表示满意".into(),
            sure: sure.into(),
            dimensions: dimensions(),
        };
        let svg = r##"<svg role="img" aria-label="满意率" viewBox="0 0 400 60" width="400" height="60"><title>满意率</title><path d="M10 50L390 10" stroke="#0B4F9E"/></svg>"##;
        let week = |week: &str| TrendRow {
            week: week.into(),
            reach: "抽取50件，接通42件（84.0%）".into(),
            sure: "42件全部满意：真实不满意率仍可能到6.9%".into(),
        };
        let first = Self {
            frame: Frame::sample_staff("接通42件，均表示满意"),
            period: Field::of("2026-W48"),
            period_words: "2026-W48（11月23日至29日）".into(),
            reach: "抽取50件，接通42件（84.0%）".into(),
            sure: "42件全部满意：真实不满意率仍可能到6.9%".into(),
            dimension_names: names,
            dimensions: dimensions(),
            departments: vec![
                department("县市场监督管理局", "18件全部满意：真实不满意率仍可能到15.4%"),
                department("县水利局", "不足5件，不推断"),
            ],
            chart: Svg::drawn(svg.into()),
            trend: vec![week("2026-W47"), week("2026-W48")],
            words: vec![WordRow { word: "排队".into(), notes: 7 }, WordRow { word: "材料".into(), notes: 3 }],
            remarks: vec!["1 条限制查看".into(), "2 件反映材料交在部门办公室".into()],
            orders: "整改单 3 件：待答复 1 件，待核验 1 件，已销号 1 件".into(),
            files: vec![Link::new("/followup/bulletins/2026-W48/bulletin.docx", "通报（docx）")],
            draws: vec![Link::new("/followup/draws/2026-W48", "2026-W48 的抽样")],
        };
        let flaw = "时段请写成 2026-W48（周）或 2026-11（月）的样子";
        let empty = Self {
            frame: Frame::sample_staff("没有接通").with_problem("period", flaw),
            reach: "抽取0件，还没有打".into(),
            sure: String::new(),
            dimensions: Vec::new(),
            departments: Vec::new(),
            chart: Svg::default(),
            trend: Vec::new(),
            words: Vec::new(),
            remarks: Vec::new(),
            files: Vec::new(),
            draws: Vec::new(),
            period: Field::wrong("2026", flaw),
            ..first.clone()
        };
        vec![first, empty]
    }
}
