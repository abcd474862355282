//! A matter as its applicant sees it (一件事进度): what was sent in, how far it is, whom it waits for, and what the applicant
//! may do.

use askama::Template;

use crate::base::{Choice, Field, Frame, Page, Pick};
use crate::catalogue::QuestionPage;

/// After sending in: number and password, shown once.
#[derive(Debug, Clone, Template)]
#[template(path = "chains/matter_applied.html")]
pub struct MatterAppliedPage {
    /// Frame.
    pub frame: Frame,
    /// 一件事编号.
    pub matter_no: String,
    /// 查询密码.
    pub query_password: String,
}

/// Number and password.
#[derive(Debug, Clone, Template)]
#[template(path = "chains/matter_progress_form.html")]
pub struct MatterProgressFormPage {
    /// Frame.
    pub frame: Frame,
    /// 一件事编号.
    pub number: Field,
    /// 查询密码, or the last four digits of the mobile.
    pub secret: Field,
}

/// One member.
#[derive(Debug, Clone)]
pub struct OwnMemberRow {
    /// Item.
    pub name: String,
    /// Department.
    pub office: String,
    /// Where it stands.
    pub state: String,
    /// Why, or its result.
    pub words: String,
}

/// A material that can be uploaded.
#[derive(Debug, Clone)]
pub struct OwnUpload {
    /// Tells its form from the others.
    pub form: String,
    /// Place in the merged list.
    pub place: String,
    /// Name.
    pub name: String,
}

/// The progress.
#[derive(Debug, Clone, Template)]
#[template(path = "chains/matter_progress.html")]
pub struct MatterProgressPage {
    /// Frame; its title is the chain's name.
    pub frame: Frame,
    /// 一件事编号.
    pub matter_no: String,
    /// Version.
    pub version: i64,
    /// In words.
    pub stage: String,
    /// `共 5 步，现在第 3 步，最迟 …`.
    pub headline: String,
    /// Steps: words, and `done`, `now`, `later`.
    pub steps: Vec<(String, &'static str)>,
    /// Whom it waits for, in sentences.
    pub holdups: Vec<String>,
    /// What follows from members that came to nothing, in sentences.
    pub consequences: Vec<String>,
    /// What is still to follow, in sentences.
    pub owed: Vec<String>,
    /// Members.
    pub members: Vec<OwnMemberRow>,
    /// What is to be supplied.
    pub notice: Vec<String>,
    /// Materials that can be ticked as supplied.
    pub materials: Choice,
    /// Materials that can be uploaded.
    pub uploads: Vec<OwnUpload>,
    /// Questions whose answers can be mended, with what was answered.
    pub questions: Vec<QuestionPage>,
    /// They stand open: something was left blank, or the notice asks for more than materials.
    pub ask_first: bool,
    /// It can be answered.
    pub may_supply: bool,
    /// Members that were returned and may be handed in again: key and name.
    pub returned: Vec<(String, String)>,
    /// Materials of theirs that can be ticked as mended.
    pub again: Choice,
    /// It can be taken back.
    pub may_withdraw: bool,
    /// It can be rated.
    pub may_rate: bool,
    /// Results that can be fetched.
    pub ready: usize,
    /// Whom to call.
    pub lead: String,
    /// Telephone; may be empty.
    pub phone: String,
}

impl Page for MatterAppliedPage {
    const NAME: &'static str = "chains/matter_applied";

    fn samples() -> Vec<Self> {
        vec![Self {
            frame: Frame::sample_public("开办餐饮店：已提交"),
            matter_no: "L2026-1130-00-0001".into(),
            query_password: "83920147".into(),
        }]
    }
}

impl Page for MatterProgressFormPage {
    const NAME: &'static str = "chains/matter_progress_form";

    fn samples() -> Vec<Self> {
        let sentence = "编号或查询密码不对，请核对回执";
        let empty =
            Self {
                frame: Frame::sample_public("查一件事进度"), number: Field::default(), secret: Field::default()
            };
        let wrong = Self {
            frame: empty.frame.clone().with_problem("secret", sentence),
            number: Field::of("L2026-1130-00-0001"),
            secret: Field::wrong("", sentence),
        };
        vec![empty, wrong]
    }
}

impl Page for MatterProgressPage {
    const NAME: &'static str = "chains/matter_progress";

    fn samples() -> Vec<Self> {
        let member = |name: &str, state: &str, words: &str| OwnMemberRow {
            name: name.into(),
            office: "县市场监督管理局".into(),
            state: state.into(),
            words: words.into(),
        };
        let running = Self {
            frame: Frame::sample_public("开办餐饮店"),
            matter_no: "L2026-1130-00-0001".into(),
            version: 3,
            stage: "联办中".into(),
            headline: "共 4 步，现在第 2 步，最迟 12月10日（周四）".into(),
            steps: vec![
                ("一窗受理（11月30日）".into(), "done"),
                ("市场主体设立登记".into(), "now"),
                ("食品经营许可".into(), "later"),
            ],
            holdups: vec!["等县市场监督管理局办“市场主体设立登记”".into()],
            consequences: vec!["“食品经营许可”不予批准，这件事定的是“其余照办”：没有别的事项受影响".into()],
            owed: vec!["健康证明，请在 12月14日（周一） 前交到窗口".into()],
            members: vec![member("市场主体设立登记", "审查中", ""), member("食品经营许可", "未开始", "")],
            notice: vec![],
            materials: Choice::default(),
            uploads: vec![],
            questions: vec![],
            ask_first: false,
            may_supply: false,
            returned: vec![],
            again: Choice::default(),
            may_withdraw: true,
            may_rate: false,
            ready: 0,
            lead: "县市场监督管理局".into(),
            phone: "0123-4567890".into(),
        };
        let asked = Self {
            stage: "待补正".into(),
            notice: vec!["房屋租赁合同：缺少签字页".into()],
            materials: Choice {
                options: vec![Pick { value: "2".into(), label: "房屋租赁合同".into(), chosen: false }],
                problem: None,
            },
            uploads: vec![OwnUpload { form: "files-2".into(), place: "2".into(), name: "房屋租赁合同".into() }],
            may_supply: true,
            ..running.clone()
        };
        let over = Self {
            stage: "已办结".into(),
            headline: "12月8日 办结：全部办成".into(),
            holdups: vec![],
            members: vec![member("食品经营许可", "已办成", "食品经营许可证 JY123")],
            may_withdraw: false,
            may_rate: true,
            ready: 2,
            ..running.clone()
        };
        let why = "退件原因：经营场所与租约不一致。可以在 12月21日（周一）前改好重新提交；到期不提交的，按没有办成处理";
        let returned = Self {
            holdups: vec!["“市场主体设立登记”已退件，等您改好重新提交".into()],
            members: vec![member("市场主体设立登记", "已退件", why), member("食品经营许可", "未开始", "")],
            returned: vec![("m1".into(), "市场主体设立登记".into())],
            again: asked.materials.clone(),
            uploads: asked.uploads.clone(),
            ..running.clone()
        };
        vec![running, asked, over, returned]
    }
}
