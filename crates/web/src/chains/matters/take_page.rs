//! One form, one set of materials (一表申请、一套材料): the page on which a matter is taken in at the window, and the same
//! on which people apply online.

use askama::Template;

use crate::{
    base::{Choice, Field, Frame, Page},
    catalogue::QuestionPage,
};

/// A merged material to tick.
#[derive(Debug, Clone)]
pub struct TakeMaterial {
    /// Place in the merged list.
    pub place: String,
    /// Name.
    pub name: String,
    /// Form and copies.
    pub form: String,
    /// Who uses it.
    pub of: String,
    /// May be left out.
    pub optional: bool,
    /// It is there.
    pub received: bool,
    /// It may follow later.
    pub deferrable: bool,
    /// It is to follow.
    pub deferred: bool,
    /// The certificate that stands for it with everybody who asks for it; it needs no tick.
    pub held: Option<String>,
    /// Who takes a certificate and who still asks for it, in words.
    pub partly: Option<String>,
    /// Whether the applicant uses the certificate, online; `None` where nobody is asked.
    pub used: Option<bool>,
}

/// The earlier case that an application goes on from, online.
#[derive(Debug, Clone)]
pub struct EarlierRow {
    /// Number and item.
    pub case: String,
    /// What it spares, in words.
    pub words: String,
}

/// The form.
#[derive(Debug, Clone, Template)]
#[template(path = "chains/matter_take.html")]
pub struct MatterTakePage {
    /// Frame; its title is the chain's name.
    pub frame: Frame,
    /// Where it is sent.
    pub action: String,
    /// Back to the guide.
    pub guide: String,
    /// At the window; else online.
    pub at_window: bool,
    /// Person or organisation.
    pub applicant: Choice,
    /// ID number or 统一社会信用代码.
    pub code: Field,
    /// Which number is kept where the box is left blank; empty = none.
    pub code_hint: String,
    /// Which mobile is.
    pub phone_hint: String,
    /// Something is kept that can be thrown away.
    pub has_draft: bool,
    /// The form put aside that this one goes on with, at the window.
    pub parked: Option<i64>,
    /// Number and query password that open it elsewhere.
    pub draft_number: Option<(String, String)>,
    /// Name.
    pub name: Field,
    /// Who came for an organisation.
    pub contact: Field,
    /// Mobile.
    pub phone: Field,
    /// The merged form.
    pub questions: Vec<QuestionPage>,
    /// The merged list.
    pub materials: Vec<TakeMaterial>,
    /// The applicant signed a commitment: on paper at the window, by a tick online.
    pub promised: bool,
    /// What is promised online with materials that follow: by when, and what happens otherwise.
    pub terms: String,
    /// 告知承诺, ticked or not, at the window; `None` where no guide offers it.
    pub by_commitment: Option<bool>,
    /// What results bring.
    pub brought: Vec<String>,
    /// The whole in days, in words.
    pub days: String,
    /// What else is to be supplied, at the window.
    pub what: Field,
    /// What was found of the applicant, in one sentence; `None` = nobody has looked.
    pub known: Option<String>,
    /// The earlier case that it goes on from, online.
    pub earlier: Option<EarlierRow>,
    /// 办件编号 of one, to go on from.
    pub earlier_no: Field,
    /// Its 查询密码.
    pub earlier_password: Field,
}

impl MatterTakePage {
    /// A commitment can be asked for at the window.
    fn may_promise(&self) -> bool {
        self.at_window && (self.by_commitment.is_some() || self.materials.iter().any(|m| m.deferrable))
    }

    /// Materials may be promised online.
    fn may_defer_online(&self) -> bool {
        !self.at_window && self.materials.iter().any(|m| m.deferrable)
    }

    /// The fields for an earlier case stand open.
    fn earlier_is_open(&self) -> bool {
        [&self.earlier_no, &self.earlier_password].iter().any(|f| f.problem.is_some() || !f.value.is_empty())
    }

    /// A person rather than an organisation.
    fn is_person(&self) -> bool {
        self.applicant.options.iter().any(|o| o.chosen && o.value == "person")
    }

    /// Whether the chain is for such applicants.
    fn takes(&self, kind: &str) -> bool {
        self.applicant.options.iter().any(|o| o.value == kind)
    }
}

impl Page for MatterTakePage {
    const NAME: &'static str = "chains/matter_take";

    fn samples() -> Vec<Self> {
        let window = Self {
            frame: Frame::sample_staff("开办餐饮店"),
            action: "/chains/YJS001/accept".into(),
            guide: "/chains/YJS001".into(),
            at_window: true,
            applicant: Choice::of(&[("person", "个人"), ("organisation", "单位")], "person"),
            code: Field::default(),
            code_hint: String::new(),
            phone_hint: String::new(),
            has_draft: false,
            draft_number: None,
            parked: Some(7),
            name: Field::default(),
            contact: Field::default(),
            phone: Field::default(),
            questions: vec![],
            materials: vec![TakeMaterial {
                place: "0".into(),
                name: "居民身份证".into(),
                form: "原件 1 份".into(),
                of: "市场主体设立登记、食品经营许可".into(),
                optional: false,
                received: false,
                deferrable: true,
                deferred: false,
                held: None,
                partly: None,
                used: None,
            }],
            promised: false,
            terms: String::new(),
            by_commitment: Some(false),
            brought: vec!["营业执照由前面办好的“市场主体设立登记”带来，不用交".into()],
            days: "受理后最多 8 个工作日全部办完".into(),
            what: Field::default(),
            known: None,
            earlier: None,
            earlier_no: Field::default(),
            earlier_password: Field::default(),
        };
        let sentence = "请写姓名";
        let online = Self {
            frame: Frame::sample_public("开办餐饮店").with_problem("name", sentence),
            action: "/chains/YJS001/apply".into(),
            at_window: false,
            name: Field::wrong("", sentence),
            terms: "受理后 10 个工作日内补齐（今天受理的话，最迟 12月14日（周一））；到期没有补齐的，视为撤回申请，可以重新申请".into(),
            ..window.clone()
        };
        let kept = Self {
            frame: Frame::sample_public("开办餐饮店"),
            code_hint: "已填 990101********8578，不改就空着".into(),
            phone_hint: "已填 138****8000，不改就空着".into(),
            has_draft: true,
            draft_number: Some(("C0123456789".into(), "48291367".into())),
            name: Field::of("张三丰"),
            ..online.clone()
        };
        let mut looked = window.clone();
        looked.known =
            Some("1 样材料有电子证照，不用提交。姓名和手机沿用上次留的（张*丰，138****8000），有变再填。".into());
        looked.materials[0].held = Some("居民身份证 990101********8578".into());
        let unknown = "编号或查询密码不对，请照回执核对";
        let refused = Self {
            frame: Frame::sample_public("开办餐饮店").with_problem("earlier_no", unknown),
            earlier_no: Field::wrong("2026-1118-03-0207", unknown),
            name: Field::default(),
            ..online.clone()
        };
        let mut earlier = kept.clone();
        earlier.earlier = Some(EarlierRow {
            case: "2026-1118-03-0207 公共场所卫生许可".into(),
            words: "2 样材料有电子证照。".into(),
        });
        let row = earlier.materials[0].clone();
        earlier.materials = vec![
            TakeMaterial { held: Some("居民身份证 990101********8578".into()), used: Some(true), ..row.clone() },
            TakeMaterial {
                place: "1".into(),
                name: "健康证明".into(),
                partly: Some("县市场监督管理局用电子证照（健康证明 JK-1），县卫生健康局还要交".into()),
                used: Some(true),
                ..row
            },
        ];
        looked.materials.push(TakeMaterial { held: None, used: None, ..earlier.materials[1].clone() });
        vec![window, looked, online, kept, refused, earlier]
    }
}
