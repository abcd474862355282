//! The last screen before an application under a chain is sent (核对并提交): every answer, what will be handled and by when,
//! what is to be brought, one button.

use askama::Template;

use crate::{
    base::{Frame, Page},
    catalogue::AnswerRow,
};

/// Everything to check.
#[derive(Debug, Clone, Template)]
#[template(path = "chains/matter_check.html")]
pub struct MatterCheckPage {
    /// Frame.
    pub frame: Frame,
    /// Name of the chain.
    pub chain: String,
    /// Where it is sent.
    pub action: String,
    /// Back to the form.
    pub before: String,
    /// Who applies, as "张*丰，990101********8578，138****8000".
    pub applicant: String,
    /// Answers.
    pub rows: Vec<AnswerRow>,
    /// What will be handled: item and department.
    pub members: Vec<(String, String)>,
    /// Materials that are ticked as there.
    pub ready: Vec<String>,
    /// Where certificates stand for materials, in sentences.
    pub certified: Vec<String>,
    /// Materials that follow after acceptance (容缺).
    pub deferred: Vec<String>,
    /// What is promised with them: by when, and what otherwise.
    pub terms: String,
    /// Materials that are not there.
    pub lacking: Vec<String>,
    /// By when, in words.
    pub due: String,
}

impl Page for MatterCheckPage {
    const NAME: &'static str = "chains/matter_check";

    fn samples() -> Vec<Self> {
        let row = |label: &str, lines: &[&str]| AnswerRow {
            label: label.into(),
            lines: lines.iter().map(|l| (*l).to_owned()).collect(),
            change: Some("/chains/YJS001/apply#answer.site".into()),
        };
        let ready = Self {
            frame: Frame::sample_public("核对并提交"),
            chain: "开办餐饮店".into(),
            action: "/chains/YJS001/check".into(),
            before: "/chains/YJS001/apply".into(),
            applicant: "张*丰，990101********8578，138****8000".into(),
            rows: vec![row("店名", &["老王面馆"]), row("要不要做招牌", &["是"]), row("备注", &[])],
            members: vec![
                ("市场主体设立登记".into(), "县市场监督管理局".into()),
                ("公众聚集场所投入使用、营业前消防安全检查".into(), "县消防救援大队".into()),
            ],
            ready: vec!["居民身份证".into()],
            certified: vec!["健康证明：县市场监督管理局用电子证照（健康证明 JK-1），县卫生健康局还要交".into()],
            deferred: vec!["从业人员健康证明".into()],
            terms: "受理后 10 个工作日内补齐（今天受理的话，最迟 12月14日（周一））；到期没有补齐的，视为撤回申请，可以重新申请".into(),
            lacking: vec!["房屋租赁合同".into()],
            due: "今天受理的话，最迟 12月10日（周四）全部办完".into(),
        };
        let sentence = "“市场主体设立登记”已不在事项库里，这件事暂时不能办，请分开办理，或告诉牵头部门";
        let refused = Self {
            frame: ready.frame.clone().with_problem("", sentence),
            deferred: vec![],
            lacking: vec![],
            due: String::new(),
            ..ready.clone()
        };
        let large = Self { frame: ready.frame.clone().in_large_type(), ..ready.clone() };
        vec![ready, refused, large]
    }
}
