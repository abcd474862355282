//! What the applicant sees (查进度): two fields, then the steps with their dates. No sign-in, and no full name.

use askama::Template;

use crate::base::{Field, Frame, Page};

/// Form with number and query password.
#[derive(Debug, Clone, Template)]
#[template(path = "cases/progress_form.html")]
pub struct ProgressFormPage {
    /// Frame.
    pub frame: Frame,
    /// Case number 办件编号.
    pub number: Field,
    /// Query password 查询密码 printed on the notice; shown again after a mistake, it is no sign-in.
    pub password: Field,
}

impl Page for ProgressFormPage {
    const NAME: &'static str = "cases/progress_form";

    fn samples() -> Vec<Self> {
        let ordinary =
            Self { frame: Frame::sample_public("查进度"), number: Field::default(), password: Field::default() };
        let sentence = "编号和查询密码对不上，请照受理通知书核对";
        let wrong = Self {
            frame: ordinary.frame.clone().with_problem("number", sentence),
            number: Field::wrong("2026-1120-0386", sentence),
            password: Field::of("4829 1367"),
        };
        vec![ordinary, wrong]
    }
}

/// How far a step is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StepState {
    /// Behind us.
    Done,
    /// Where it is.
    Now,
    /// Still to come.
    Ahead,
    /// It ended here without a grant.
    Stopped,
}

/// One step with its date.
#[derive(Debug, Clone)]
pub struct ProgressStep {
    /// Its name, as "审核".
    pub name: String,
    /// How far.
    pub state: StepState,
    /// Date or limit, as "11月20日（周五）" or "最迟 12月2日（周三）"; may be empty.
    pub when: String,
    /// One more sentence; may be empty.
    pub note: String,
}

impl ProgressStep {
    fn css(&self) -> &'static str {
        match self.state {
            StepState::Done => "done",
            StepState::Now => "now",
            StepState::Ahead => "ahead",
            StepState::Stopped => "stopped",
        }
    }

    fn mark(&self, at: &usize) -> String {
        match self.state {
            StepState::Done => "✓".into(),
            StepState::Now | StepState::Ahead => (at + 1).to_string(),
            StepState::Stopped => "✕".into(),
        }
    }

    fn word(&self) -> &'static str {
        match self.state {
            StepState::Done => "已完成",
            StepState::Now => "现在在这一步",
            StepState::Ahead => "还没到",
            StepState::Stopped => "到此为止",
        }
    }
}

/// The certificate that a case gave out, for whoever holds its query password.
#[derive(Debug, Clone)]
pub struct OwnCertificate {
    /// 证照名称.
    pub name: String,
    /// 证照编号.
    pub number: String,
    /// The query password as it was typed, sent along for the file.
    pub password: String,
}

/// Progress of a case.
#[derive(Debug, Clone, Template)]
#[template(path = "cases/progress.html")]
pub struct ProgressPage {
    /// Frame.
    pub frame: Frame,
    /// Case number.
    pub number: String,
    /// Item.
    pub item: String,
    /// Applicant, masked.
    pub applicant: String,
    /// As "共 4 步，现在第 2 步，最迟 12月2日（周三）".
    pub headline: String,
    /// The steps in order.
    pub steps: Vec<ProgressStep>,
    /// Who holds it now, as "县市场监督管理局"; the applicant when it is ready.
    pub holder: String,
    /// Whether the date may still move.
    pub provisional: bool,
    /// What to do next, as "带身份证到 3 号综合窗口领取"; may be empty.
    pub advice: String,
    /// What it gave out.
    pub certificate: Option<OwnCertificate>,
    /// Address of the rating, for whoever gave the query password; `None` where there is nothing to rate.
    pub review: Option<String>,
    /// Applying for the same once more, for whoever gave the query password: the item's id and the password as typed.
    pub again: Option<(String, String)>,
    /// When the telephone number was shown to staff in the clear, and in which office.
    pub number_shown: Vec<(String, String)>,
}

impl Page for ProgressPage {
    const NAME: &'static str = "cases/progress";

    fn samples() -> Vec<Self> {
        let step = |name: &str, state: StepState, when: &str, note: &str| ProgressStep {
            name: name.into(),
            state,
            when: when.into(),
            note: note.into(),
        };
        let ordinary = Self {
            frame: Frame::sample_public("查进度"),
            number: "2026-1120-0386".into(),
            item: "食品经营许可（新办）".into(),
            applicant: "张*丰".into(),
            headline: "共 4 步，现在第 2 步，最迟 12月2日（周三）".into(),
            steps: vec![
                step("受理", StepState::Done, "11月20日（周五）", ""),
                step("审核", StepState::Now, "最迟 12月2日（周三）", "需要现场核查，工作人员会先打电话约时间"),
                step("办结", StepState::Ahead, "", ""),
                step("领取", StepState::Ahead, "", ""),
            ],
            holder: "县市场监督管理局".into(),
            provisional: false,
            advice: String::new(),
            certificate: None,
            review: Some("/reviews/link/abc".into()),
            again: None,
            number_shown: Vec::new(),
        };
        let own = OwnCertificate {
            name: "食品经营许可证".into(),
            number: "JY202600012".into(),
            password: "4829 1367".into(),
        };
        let ready = Self {
            certificate: Some(own),
            number_shown: vec![("2026-11-30 10:05".into(), "青禾县政务服务中心".into())],
            again: Some(("7".into(), "48291367".into())),
            headline: "已办结，请领取".into(),
            steps: vec![
                step("受理", StepState::Done, "11月20日（周五）", ""),
                step("审核", StepState::Done, "11月25日（周三）", ""),
                step("办结", StepState::Done, "11月26日（周四）", "食品经营许可证"),
                step("领取", StepState::Now, "", ""),
            ],
            holder: "申请人".into(),
            advice: "带身份证和受理通知书，到县政务服务大厅 3 号综合窗口领取。".into(),
            ..ordinary.clone()
        };
        let denied = Self {
            headline: "没有批准".into(),
            steps: vec![
                step("受理", StepState::Done, "11月20日（周五）", ""),
                step("审核", StepState::Stopped, "11月25日（周三）", "原因：店面在住宅楼内，缺业主同意书"),
            ],
            advice: "不服可在 60 日内申请行政复议，或在 6 个月内提起行政诉讼。补齐后可以重新申请。".into(),
            ..ordinary.clone()
        };
        let large = Self { frame: ordinary.frame.clone().in_large_type(), provisional: true, ..ordinary.clone() };
        vec![ordinary, ready, denied, large]
    }
}
