//! Editing a chain (编制一件事): what the program proposes from the guides beside what the clerk says over it. Every button
//! keeps one step in the draft; only 发布 puts it in force.

use askama::Template;

use crate::base::{Choice, Field, Frame, Page, Pick, Svg};

/// One finding of the check.
#[derive(Debug, Clone)]
pub struct FindingRow {
    /// The sentence.
    pub sentence: String,
    /// It stops a publication.
    pub stops: bool,
}

/// One member in the list.
#[derive(Debug, Clone)]
pub struct MemberRow {
    /// Its key.
    pub key: String,
    /// Item.
    pub name: String,
    /// To its guide.
    pub href: String,
    /// Department.
    pub office: String,
    /// When it applies, in words; empty = always.
    pub when: String,
    /// Whom it waits for; empty = it begins with the intake.
    pub after: String,
    /// As "营业执照 由“设立登记”的结果带来".
    pub brings: Vec<String>,
    /// What its denial changes.
    pub denied: String,
    /// Working days and the day on which it is accepted, in words.
    pub days: String,
}

/// One material of the member in hand, and whose result serves as it.
#[derive(Debug, Clone)]
pub struct BringsRow {
    /// Name of the input.
    pub id: String,
    /// The material's name, sent beside.
    pub material: String,
    /// Nobody, or one of the other members.
    pub from: Choice,
}

/// The member in hand.
#[derive(Debug, Clone)]
pub struct MemberPanel {
    /// Its key.
    pub key: String,
    /// Item.
    pub name: String,
    /// Others, to wait for.
    pub after: Choice,
    /// Its materials.
    pub brings: Vec<BringsRow>,
    /// What its denial changes.
    pub denied: Choice,
    /// A condition that this panel cannot show, in words; it stays unless another is chosen.
    pub kept: String,
    /// Question it depends on.
    pub question: Choice,
    /// Answers for which it applies.
    pub answers: Field,
}

/// A question of the chain's own.
#[derive(Debug, Clone)]
pub struct QuestionRow {
    /// Its key.
    pub key: String,
    /// What is asked.
    pub label: String,
    /// Kind and options in words.
    pub kind: String,
}

/// A merged field or material.
#[derive(Debug, Clone)]
pub struct MergedRow {
    /// What stands for it in forms.
    pub id: String,
    /// As the applicant reads it.
    pub label: String,
    /// Kind, or form and copies.
    pub kind: String,
    /// Members whose own it is.
    pub of: String,
    /// It is asked once for several.
    pub is_shared: bool,
    /// The clerk has said something about it.
    pub is_said: bool,
    /// Brought by results, in words; then the applicant does not hand it in.
    pub brought: String,
}

/// Both ways beside each other.
#[derive(Debug, Clone)]
pub struct SavingRow {
    /// What is counted.
    pub what: String,
    /// One by one.
    pub apart: String,
    /// As one matter.
    pub together: String,
}

/// The editor.
#[derive(Debug, Clone, Template)]
#[template(path = "chains/edit.html")]
pub struct ChainEditPage {
    /// Frame; its title is the chain's name.
    pub frame: Frame,
    /// 一件事编码.
    pub code: String,
    /// Version that the page was made from.
    pub version: i64,
    /// In words.
    pub state: String,
    /// Whether the buttons are there.
    pub may_edit: bool,
    /// There is something to publish.
    pub has_draft: bool,
    /// It is offered.
    pub is_offered: bool,
    /// Name.
    pub name: Field,
    /// What it is for.
    pub purpose: Field,
    /// 牵头部门.
    pub lead: Choice,
    /// Who may apply.
    pub applicants: Choice,
    /// What the check found.
    pub findings: Vec<FindingRow>,
    /// Swim lanes by department.
    pub picture: Svg,
    /// The whole in days, in words.
    pub days: String,
    /// Both ways.
    pub savings: Vec<SavingRow>,
    /// Members in the order in which people read them.
    pub members: Vec<MemberRow>,
    /// The member in hand.
    pub panel: Option<MemberPanel>,
    /// Code of an item to be added.
    pub add: Field,
    /// The chain's own questions.
    pub questions: Vec<QuestionRow>,
    /// A new question.
    pub ask: Field,
    /// Its options, one a line; empty = 是/否.
    pub options: Field,
    /// Merged fields.
    pub fields: Vec<MergedRow>,
    /// Merged materials.
    pub materials: Vec<MergedRow>,
    /// What was not merged as it was.
    pub notes: Vec<String>,
}

impl ChainEditPage {
    fn stopping(&self) -> usize {
        self.findings.iter().filter(|f| f.stops).count()
    }
}

impl Page for ChainEditPage {
    const NAME: &'static str = "chains/edit";

    fn samples() -> Vec<Self> {
        let member = |key: &str, name: &str, office: &str, after: &str| MemberRow {
            key: key.into(),
            name: name.into(),
            href: "/catalogue/7".into(),
            office: office.into(),
            when: String::new(),
            after: after.into(),
            brings: vec![],
            denied: "后续停办".into(),
            days: "3 个工作日".into(),
        };
        let merged = |id: &str, label: &str, of: &str, shared: bool| MergedRow {
            id: id.into(),
            label: label.into(),
            kind: "一行文字，必填".into(),
            of: of.into(),
            is_shared: shared,
            is_said: false,
            brought: String::new(),
        };
        let mut last = member("m2", "食品经营许可", "县市场监督管理局", "市场主体设立登记");
        last.brings = vec!["营业执照由“市场主体设立登记”的结果带来".into()];
        last.when = "“卖不卖吃的”选“是”".into();
        let saving = |what: &str, apart: &str, together: &str| SavingRow {
            what: what.into(),
            apart: apart.into(),
            together: together.into(),
        };
        let full = Self {
            frame: Frame::sample_staff("开办餐饮店"),
            code: "YJS001".into(),
            version: 3,
            state: "已发布，有修改".into(),
            may_edit: true,
            has_draft: true,
            is_offered: true,
            name: Field::of("开办餐饮店"),
            purpose: Field::of("开饭馆、小吃店要办的证照一次办齐"),
            lead: Choice::of(&[("1", "县市场监督管理局"), ("2", "县消防救援大队")], "1"),
            applicants: Choice {
                options: vec![
                    Pick { value: "person".into(), label: "个人".into(), chosen: true },
                    Pick { value: "organisation".into(), label: "单位".into(), chosen: false },
                ],
                problem: None,
            },
            findings: vec![
                FindingRow {
                    sentence: "“食品经营许可”的材料“场地平面图”没有人带来，请改".into(), stops: true
                },
                FindingRow { sentence: "“门头招牌设置”没有进驻大厅".into(), stops: false },
            ],
            picture: Svg::default(),
            days: "全部办完 8 个工作日".into(),
            savings: vec![saving("跑几个部门", "3 个", "1 个"), saving("材料", "14 份", "8 份")],
            members: vec![member("m1", "市场主体设立登记", "县市场监督管理局", ""), last],
            panel: None,
            add: Field::default(),
            questions: vec![QuestionRow { key: "q1".into(), label: "卖不卖吃的".into(), kind: "是/否".into() }],
            ask: Field::default(),
            options: Field::default(),
            fields: vec![
                merged("address", "经营场所", "市场主体设立登记、食品经营许可", true),
                merged("m2_area", "后厨面积", "食品经营许可", false),
            ],
            materials: vec![merged("0", "居民身份证", "市场主体设立登记、食品经营许可", true)],
            notes: vec!["“经营面积”合并后按较严的要求填".into()],
        };
        let others = Choice {
            options: vec![Pick { value: "m1".into(), label: "市场主体设立登记".into(), chosen: true }],
            problem: None,
        };
        let panel = Self {
            panel: Some(MemberPanel {
                key: "m2".into(),
                name: "食品经营许可".into(),
                after: others,
                brings: vec![BringsRow {
                    id: "from-0".into(),
                    material: "营业执照".into(),
                    from: Choice::of(&[("", "申请人自己交"), ("m1", "市场主体设立登记")], "m1"),
                }],
                denied: Choice::of(&[("followers_stop", "后续停办"), ("others_go_on", "其余照办")], "followers_stop"),
                kept: "“面积”选“大”，或者填了“招牌”".into(),
                question: Choice::of(&[("", "总是要办"), ("q1", "卖不卖吃的")], "q1"),
                answers: Field::of("是"),
            }),
            ..full.clone()
        };
        let sentence = "“食品经营许可”选了两次，请去掉一个";
        let wrong = Self {
            frame: full.frame.clone().with_problem("item", sentence),
            add: Field::wrong("123", sentence),
            ..full.clone()
        };
        let bare = Self { may_edit: false, has_draft: false, findings: vec![], notes: vec![], ..full.clone() };
        vec![full, panel, wrong, bare]
    }
}
