//! Results of a questionnaire (问卷结果): each question with intervals, by stratum, and words.

use askama::Template;

use crate::base::{Choice, Frame, Link, Page, Svg, Tag, Tone};

/// An answer to choose from.
#[derive(Debug, Clone)]
pub struct OptionRow {
    /// Its words.
    pub label: String,
    /// How many, with the share.
    pub share: String,
    /// Its interval.
    pub interval: String,
}

/// A stratum.
#[derive(Debug, Clone)]
pub struct CrossRow {
    /// Its name.
    pub stratum: String,
    /// Answers; a sentence where they are not shown.
    pub answered: String,
    /// By answer; a word where they are not shown.
    pub cells: Vec<String>,
}

/// A question by stratum.
#[derive(Debug, Clone)]
pub struct CrossTable {
    /// Answers.
    pub heads: Vec<String>,
    /// Strata.
    pub rows: Vec<CrossRow>,
    /// Shares of the satisfied by stratum; empty where it is no scale.
    pub chart: Svg,
}

/// A question.
#[derive(Debug, Clone)]
pub struct QuestionPart {
    /// What was asked.
    pub label: String,
    /// How many answered; of a scale how satisfied.
    pub finding: String,
    /// Stars on average; empty where it is no scale.
    pub mean: String,
    /// Answers to choose from.
    pub options: Vec<OptionRow>,
    /// By stratum; `None` for words and where there is one stratum.
    pub cross: Option<CrossTable>,
    /// Words, masked.
    pub words: Vec<String>,
}

/// The page.
#[derive(Debug, Clone, Template)]
#[template(path = "questionnaires/results.html")]
pub struct QuestionnaireResultsPage {
    /// Frame.
    pub frame: Frame,
    /// Id.
    pub id: String,
    /// Title.
    pub title: String,
    /// Whether answers are taken.
    pub standing: Tag,
    /// How many answers, and of what kind.
    pub so_far: String,
    /// Which edition is reported.
    pub edition: Choice,
    /// Answers against quotas, a sentence each.
    pub quotas: Vec<String>,
    /// The same as a spreadsheet.
    pub sheet: Link,
    /// By question.
    pub questions: Vec<QuestionPart>,
}

impl Page for QuestionnaireResultsPage {
    const NAME: &'static str = "questionnaires/results";

    fn samples() -> Vec<Self> {
        let option = |label: &str, share: &str, interval: &str| OptionRow {
            label: label.into(),
            share: share.into(),
            interval: interval.into(),
        };
        let scale = QuestionPart {
            label: "总的来说满意吗".into(),
            finding: "30人回答，满意28人（93.3%），95%置信区间78.6%至98.2%".into(),
            mean: "4.37".into(),
            options: vec![
                option("非常满意", "16人（53.3%）", "36.1%至69.8%"),
                option("满意", "12人（40.0%）", "24.5%至57.7%"),
            ],
            cross: Some(CrossTable {
                heads: vec!["非常满意".into(), "满意".into()],
                rows: vec![
                    CrossRow {
                        stratum: "3 号窗口".into(),
                        answered: "26".into(),
                        cells: vec!["14人（53.8%）".into(), "10人（38.5%）".into()],
                    },
                    CrossRow {
                        stratum: "网站".into(),
                        answered: "太少，不单列".into(),
                        cells: vec!["不单列".into(); 2],
                    },
                ],
                chart: Svg::default(),
            }),
            words: Vec::new(),
        };
        let words = QuestionPart {
            label: "意见或建议".into(),
            finding: "2人写了".into(),
            mean: String::new(),
            options: Vec::new(),
            cross: None,
            words: vec!["排队有点久".into(), "李*态度好，电话****".into()],
        };
        let first = Self {
            frame: Frame::sample_staff("问卷结果"),
            id: "459000000000000001".into(),
            title: "政务服务满意度调查".into(),
            standing: Tag::new(Tone::Good, "正在收"),
            so_far: "收到30份，其中4份是纸质补录".into(),
            edition: Choice::of(&[("", "全部版次"), ("1", "第 1 版")], ""),
            quotas: vec!["3 号窗口：26份，最多收50份".into()],
            sheet: Link::new("/questionnaires/459000000000000001/results.xlsx", "下载 xlsx"),
            questions: vec![scale, words],
        };
        let mut empty = first.clone();
        empty.so_far = "还没有答卷".into();
        empty.questions.truncate(1);
        empty.questions[0].finding = "没有人答".into();
        empty.questions[0].options.clear();
        empty.questions[0].cross = None;
        vec![first, empty]
    }
}
