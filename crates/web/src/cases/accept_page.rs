//! Second step at the window (收件：填写): applicant, phone, materials, and the date it will be due, on one screen.

use askama::Template;

use super::{SittingFields, sitting_page::sample_sittings};
use crate::{
    base::{Field, Frame, Page, Tag, Tone, paths},
    catalogue::{Control, Question, QuestionPage, When},
};

/// The item chosen in the first step.
#[derive(Debug, Clone)]
pub struct ChosenItem {
    /// Id, sent back as `item`.
    pub id: String,
    /// Full name.
    pub name: String,
    /// Department that decides.
    pub department: String,
}

/// Who applies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Applicant {
    /// A natural person 个人.
    Person,
    /// A company or other organisation 单位.
    Organisation,
}

/// One material of the check list.
#[derive(Debug, Clone)]
pub struct MaterialRow {
    /// Sent as `material` when ticked.
    pub key: String,
    /// Its name.
    pub name: String,
    /// Where it comes from, as 纸质, 电子证照, 系统生成.
    pub source: Tag,
    /// Whether the case cannot be accepted without it.
    pub required: bool,
    /// Whether the guide lets it follow later (容缺后补).
    pub deferrable: bool,
    /// Whether it is ticked.
    pub received: bool,
    /// Whether it is ticked to follow later.
    pub deferred: bool,
    /// The certificate that stands for it, as "食品经营许可证 JY202600012": it need not be handed in.
    pub held: Option<String>,
}

/// What is entered when it is decided on the spot.
#[derive(Debug, Clone)]
pub struct SpotFields {
    /// Name of the result.
    pub result_name: Field,
    /// Its number.
    pub result_no: Field,
}

/// The deadline if it were accepted now.
#[derive(Debug, Clone)]
pub struct DuePreview {
    /// Last day, as "12月2日（周三）".
    pub on: String,
    /// Limits in words, as "承诺 7 个工作日，法定 20 个工作日".
    pub limits: String,
    /// Whether the calendar of that year is not published yet (暂定).
    pub provisional: bool,
}

/// Another case of the same applicant.
#[derive(Debug, Clone)]
pub struct OtherCase {
    /// Its address.
    pub href: String,
    /// 办件编号.
    pub number: String,
    /// Its item.
    pub item: String,
    /// Where it stands.
    pub state: Tag,
}

/// Form for accepting a case.
#[derive(Debug, Clone, Template)]
#[template(path = "cases/accept.html")]
pub struct AcceptPage {
    /// Frame.
    pub frame: Frame,
    /// The item.
    pub item: ChosenItem,
    /// Person or organisation.
    pub applicant: Applicant,
    /// The item is not for this kind of applicant.
    pub applicant_problem: Option<String>,
    /// Citizen ID or 统一社会信用代码.
    pub id_number: Field,
    /// Name of the person or organisation.
    pub name: Field,
    /// Who comes for the organisation.
    pub contact: Field,
    /// Mobile phone.
    pub phone: Field,
    /// Questions of the item's own form; empty where it has none.
    pub questions: Vec<QuestionPage>,
    /// The applicant brought that form filled in on paper.
    pub on_paper: bool,
    /// Check list; empty when the guide names none.
    pub materials: Vec<MaterialRow>,
    /// What is missing among the materials.
    pub materials_problem: Option<String>,
    /// Deadline; `None` when the item has no limit on record.
    pub due: Option<DuePreview>,
    /// Earlier cases of this applicant.
    pub others: Vec<OtherCase>,
    /// The applicant signed the commitment.
    pub promised: bool,
    /// 告知承诺 chosen; `None` where the item does not offer it.
    pub by_commitment: Option<bool>,
    /// What else is to be supplied, for the one-time notice.
    pub what: Field,
    /// What is often to be supplied, to choose from.
    pub phrases: Vec<String>,
    /// Fields of the result, where the item is decided on the spot.
    pub spot: Option<SpotFields>,
    /// The way to sit it through at once, for a representative who may.
    pub sits: Option<String>,
    /// What a sitting adds; `None` at the usual intake.
    pub sitting: Option<SittingFields>,
    /// The form put aside that this one goes on with.
    pub parked: Option<i64>,
    /// The applicant was looked for and has left no name here: it is asked next.
    pub newcomer: bool,
    /// What was found of the applicant, in one sentence; `None` while nobody has looked.
    pub known: Option<String>,
}

impl AcceptPage {
    fn may_defer(&self) -> bool {
        self.materials.iter().any(|m| m.deferrable)
    }

    fn ready_opinions(&self) -> &[String] {
        self.sitting.as_ref().map_or(&[], |s| &s.opinions)
    }

    fn ready_reasons(&self) -> &[String] {
        self.sitting.as_ref().map_or(&[], |s| &s.reasons)
    }

    fn is_person(&self) -> bool {
        self.applicant == Applicant::Person
    }

    /// The same form with one thing to mend, said on top and at its field.
    #[must_use]
    pub fn with_problem(mut self, field: &str, sentence: &str) -> Self {
        let problem = Some(sentence.to_owned());
        if let Some(sitting) = &mut self.sitting {
            sitting.mark(field, problem.clone());
        }
        match field {
            "id_number" => self.id_number.problem = problem,
            "applicant" => self.applicant_problem = problem,
            "name" => self.name.problem = problem,
            "contact" => self.contact.problem = problem,
            "phone" => self.phone.problem = problem,
            "materials" => self.materials_problem = problem,
            "what" => self.what.problem = problem,
            "result_name" | "result_no" => {
                if let Some(spot) = &mut self.spot {
                    match field {
                        "result_no" => spot.result_no.problem = problem,
                        _ => spot.result_name.problem = problem,
                    }
                }
            }
            // A question of the item's form: what is wrong with it stands beside it already.
            _ => {}
        }
        self.frame = self.frame.with_problem(field, sentence);
        self
    }
}

impl Page for AcceptPage {
    const NAME: &'static str = "cases/accept";

    fn samples() -> Vec<Self> {
        let ordinary = blank();
        let short = "手机号码少 1 位，请补全";
        let person = Self {
            frame: ordinary.frame.clone().with_problem("phone", short),
            id_number: Field::of("11010119900307857X"),
            name: Field::of("阿依努尔·买买提"),
            phone: Field::wrong("1380013800", short),
            known: Some("1 样材料有电子证照，不用提交。姓名和手机沿用上次留的（阿**，138****8000），有变再填。".into()),
            others: vec![OtherCase {
                href: paths::case("9"),
                number: "2026-1118-03-0009".into(),
                item: "食品经营许可（新办）".into(),
                state: Tag::new(Tone::Warning, "还剩 1 个工作日"),
            }],
            ..ordinary.clone()
        };
        let (code, paper) = ("信用代码第 18 位对不上，请照营业执照核对", "还差“经营场所证明”，收齐后打勾，或先不受理");
        let organisation = Self {
            frame: ordinary.frame.clone().with_problem("id_number", code).with_problem("materials", paper),
            applicant: Applicant::Organisation,
            id_number: Field::wrong("91370800MB2855918X", code),
            name: Field::of("某县城乡供水一体化工程建设运营管理有限责任公司第三分公司"),
            contact: Field::of("王建国"),
            phone: Field::of("13800138000"),
            materials_problem: Some(paper.into()),
            ..ordinary.clone()
        };
        let paper = Self { questions: vec![questions()], on_paper: true, ..ordinary.clone() };
        let bare = Self { materials: vec![], due: None, ..ordinary.clone() };
        let provisional = DuePreview {
            on: "2027年1月5日（周二）".into(),
            limits: "承诺 20 个工作日，法定 20 个工作日".into(),
            provisional: true,
        };
        let late = Self { due: Some(provisional), ..ordinary.clone() };
        let other = ordinary.clone().with_problem("applicant", "这个事项只受理企业和组织的申请");
        let unnumbered = "请填写证照或批文的编号";
        let spot = SpotFields { result_name: Field::of("登记通知书"), result_no: Field::wrong("", unnumbered) };
        let instant = Self {
            frame: ordinary.frame.clone().with_problem("result_no", unnumbered),
            spot: Some(spot),
            by_commitment: Some(true),
            parked: Some(7),
            questions: vec![questions()],
            ..ordinary.clone()
        };
        let sat = sample_sittings(&ordinary);
        let mut all = vec![ordinary, person, organisation, bare, late, other, instant, paper];
        all.extend(sat);
        all
    }
}

fn questions() -> QuestionPage {
    let question = |key: &str, label: &str, offered: &str, when| Question {
        id: format!("answer.{key}"),
        label: label.into(),
        optional: when,
        hint: String::new(),
        value: String::new(),
        offered: offered.into(),
        problem: None,
        when: when.then(|| When {
            words: "申请人是单位".into(),
            test: r#"{"equals":{"key":"applicant_kind","value":"organisation"}}"#.into(),
        }),
        why: String::new(),
        control: Control::Line { mode: "", complete: "off", fold: false, unit: String::new() },
    };
    QuestionPage {
        title: "经营场所".into(),
        hint: String::new(),
        questions: vec![
            question("site", "经营场所地址", "上次填的是 某县城关镇文****，留空就沿用", false),
            question("branch", "分店名称", "", true),
        ],
        known: vec![],
    }
}

fn blank() -> AcceptPage {
    let material = |key: &str, name: &str, source: Tag, received: bool| MaterialRow {
        key: key.into(),
        name: name.into(),
        source,
        required: key != "4",
        deferrable: key == "4",
        received,
        deferred: false,
        held: (key == "4").then(|| "不动产权证 990101010202600012".into()),
    };
    AcceptPage {
        frame: Frame::sample_staff("收件"),
        item: ChosenItem {
            id: "12".into(), name: "个体工商户设立登记".into(), department: "县市场监督管理局".into()
        },
        applicant: Applicant::Person,
        applicant_problem: None,
        id_number: Field::default(),
        name: Field::default(),
        contact: Field::default(),
        phone: Field::default(),
        questions: vec![],
        on_paper: false,
        materials: vec![
            material("1", "身份证", Tag::new(Tone::Neutral, "纸质"), true),
            material("2", "经营场所证明", Tag::new(Tone::Neutral, "纸质"), false),
            material("3", "设立登记申请书", Tag::new(Tone::Info, "系统生成"), true),
            material("4", "不动产权证", Tag::new(Tone::Good, "电子证照"), false),
        ],
        materials_problem: None,
        due: Some(DuePreview {
            on: "12月1日（周二）".into(),
            limits: "承诺 7 个工作日，法定 20 个工作日".into(),
            provisional: false,
        }),
        others: vec![],
        promised: false,
        by_commitment: None,
        what: Field::default(),
        phrases: vec!["复印件请加盖公章。".into()],
        spot: None,
        sits: None,
        sitting: None,
        parked: None,
        newcomer: false,
        known: None,
    }
}
