//! A questionnaire for those who build it (编制问卷): how it stands, its words, its questions, its places.

use askama::Template;
use services::questionnaires::QuestionKind;

use super::Panel;
use crate::base::{Choice, Field, Frame, Link, Page, Tag, Tone};

/// A question in its section.
#[derive(Debug, Clone)]
pub struct QuestionRow {
    /// Its key.
    pub key: String,
    /// What is asked.
    pub label: String,
    /// How it is answered, in words.
    pub kind: String,
    /// When it is asked; empty = always.
    pub when: String,
    /// Address that opens it in the panel.
    pub href: String,
}

/// A section.
#[derive(Debug, Clone)]
pub struct SectionRow {
    /// Heading.
    pub title: Field,
    /// Sentence.
    pub hint: Field,
    /// Its questions.
    pub questions: Vec<QuestionRow>,
}

/// A place.
#[derive(Debug, Clone)]
pub struct OutletRow {
    /// Its code.
    pub code: String,
    /// Its name.
    pub label: String,
    /// Whose service is judged, in words.
    pub of: String,
}

/// What those may do who put questionnaires out.
#[derive(Debug, Clone)]
pub struct PublishPart {
    /// Sentences of what is to be mended first.
    pub flaws: Vec<String>,
    /// The draft differs from what is out.
    pub differs: bool,
    /// Answers are taken: it may be ended.
    pub is_open: bool,
    /// This reader may put it out.
    pub may_publish: bool,
    /// Why it is ended.
    pub reason: Field,
}

/// The page.
#[derive(Debug, Clone, Template)]
#[template(path = "questionnaires/edit.html")]
pub struct QuestionnaireEditPage {
    /// Frame.
    pub frame: Frame,
    /// Id.
    pub id: String,
    /// Version the page was made from.
    pub version: i64,
    /// Whether answers are taken.
    pub standing: Tag,
    /// Answers and editions, in words.
    pub so_far: String,
    /// Preview, links, paper, results.
    pub ways: Vec<Link>,
    /// Putting out and ending.
    pub publish: PublishPart,
    /// Words.
    pub words: Vec<(String, String, String, Field, bool)>,
    /// What answers are sorted by.
    pub stratum: Choice,
    /// Confidence of intervals.
    pub confidence: Choice,
    /// Sections.
    pub sections: Vec<SectionRow>,
    /// A question under work.
    pub panel: Panel,
    /// Places.
    pub outlets: Vec<OutletRow>,
    /// Name of a new place.
    pub outlet_label: Field,
    /// Its department.
    pub department: Choice,
    /// Its window.
    pub window: Field,
}

impl Page for QuestionnaireEditPage {
    const NAME: &'static str = "questionnaires/edit";

    fn samples() -> Vec<Self> {
        let row = |key: &str, label: &str, kind: &str, when: &str| QuestionRow {
            key: key.into(),
            label: label.into(),
            kind: kind.into(),
            when: when.into(),
            href: format!("/questionnaires/459000000000000001?question={key}#panel"),
        };
        let word = |name: &str, label: &str, value: &str, long| {
            (name.to_owned(), label.to_owned(), String::new(), Field::of(value), long)
        };
        let panel = Panel {
            former: "why".into(),
            section: Choice::of(&[("0", "1 您的评价"), ("1", "2 还想说的")], "0"),
            label: Field::of("哪里不满意，可多选"),
            key: Field::of("why"),
            kind: Choice::of(&QuestionKind::LIST, "several"),
            about: Choice::of(&[("", "不进评价指标"), ("overall", "总体满意度")], ""),
            options: Field::of("排队等候久\n办得慢"),
            most: Field::of("300"),
            hint: Field::default(),
            required: false,
            when_key: Choice::of(&[("", "都问"), ("overall", "总的来说满意吗")], "overall"),
            when_values: Field::of("不满意、非常不满意"),
        };
        let first = Self {
            frame: Frame::sample_staff("政务服务满意度调查"),
            id: "459000000000000001".into(),
            version: 5,
            standing: Tag::new(Tone::Good, "正在收"),
            so_far: "第 2 版，收到 128 份".into(),
            ways: vec![Link::new("/questionnaires/459000000000000001/preview", "预览")],
            publish: PublishPart {
                flaws: vec!["请至少加一个投放点，每个投放点有自己的链接和二维码".into()],
                differs: true,
                is_open: true,
                may_publish: true,
                reason: Field::default(),
            },
            words: vec![
                word("title", "问卷名称", "政务服务满意度调查", false),
                word("limit", "总共最多收几份", "500", false),
                word("opening", "开头的话", "请花两分钟说说这次办事的感受。", true),
            ],
            stratum: Choice::of(&[("", "按投放点"), ("who", "按“您是来办谁的事”")], ""),
            confidence: Choice::of(&[("90", "90%"), ("95", "95%"), ("99", "99%")], "95"),
            sections: vec![
                SectionRow {
                    title: Field::of("您的评价"),
                    hint: Field::default(),
                    questions: vec![
                        row("overall", "总的来说满意吗", "满意度（五级），必答，总体满意度", ""),
                        row("why", "哪里不满意，可多选", "多选，2 个选项", "“总的来说满意吗”选“不满意”或“非常不满意”"),
                    ],
                },
                SectionRow { title: Field::of("还想说的"), hint: Field::default(), questions: Vec::new() },
            ],
            panel,
            outlets: vec![OutletRow {
                code: "k3m9xq2vtb".into(),
                label: "3 号窗口".into(),
                of: "县市场监管局，3 号窗口".into(),
            }],
            outlet_label: Field::default(),
            department: Choice::of(&[("", "不分部门"), ("1", "县市场监管局")], ""),
            window: Field::default(),
        };
        let mut wrong = first.clone();
        let sentence = "选项要有 2 到 30 个，一行一个，每个最多 40 个字，不能重复";
        wrong.frame = wrong.frame.with_problem("options", sentence);
        wrong.panel.options = Field::wrong("排队", sentence);
        let mut finished = first.clone();
        finished.publish =
            PublishPart { flaws: Vec::new(), differs: false, is_open: false, may_publish: false, ..finished.publish };
        finished.outlets.clear();
        vec![first, wrong, finished]
    }
}
