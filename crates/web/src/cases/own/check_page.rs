//! The last screen before submitting (核对): every answer with its way back, what must be brought, one button.

use askama::Template;

use crate::{
    base::{Frame, Page},
    catalogue::AnswerRow,
};

/// Everything to check.
#[derive(Debug, Clone, Template)]
#[template(path = "cases/own_check.html")]
pub struct CheckPage {
    /// Frame.
    pub frame: Frame,
    /// The item's name.
    pub item: String,
    /// Number of screens, this one last.
    pub of: usize,
    /// Address of the screen before.
    pub before: String,
    /// Answers.
    pub rows: Vec<AnswerRow>,
    /// What is still to be mended: sentence and address of its question.
    pub open: Vec<(String, String)>,
    /// Materials that came as files, with how many.
    pub uploaded: Vec<String>,
    /// Materials that follow after acceptance (容缺).
    pub deferred: Vec<String>,
    /// What is promised with them: by when, and what otherwise.
    pub terms: String,
    /// Materials that are brought to the window.
    pub materials: Vec<String>,
    /// 办件编号.
    pub number: String,
}

impl Page for CheckPage {
    const NAME: &'static str = "cases/own_check";

    fn samples() -> Vec<Self> {
        let row = |label: &str, lines: &[&str]| AnswerRow {
            label: label.into(),
            lines: lines.iter().map(|l| (*l).to_owned()).collect(),
            change: Some("/cases/own/questions/1#answer.site".into()),
        };
        let ready = Self {
            frame: Frame::sample_public("核对并提交"),
            item: "食品经营许可（新办）".into(),
            of: 4,
            before: "/cases/own/questions/3".into(),
            rows: vec![row("经营场所地址", &["文澜路88号"]), row("经营项目", &["热食", "冷食"]), row("备注", &[])],
            open: vec![],
            uploaded: vec!["申请书（2 份文件）".into()],
            deferred: vec!["健康证明".into()],
            terms: "受理后 10 个工作日内补齐（今天受理的话，最迟 12月14日（周一））；到期没有补齐的，视为撤回申请，可以重新申请".into(),
            materials: vec!["营业执照".into()],
            number: "2026-1122-00-0386".into(),
        };
        let open = Self {
            open: vec![("请填写经营场所地址".into(), "/cases/own/questions/1#answer.site".into())],
            uploaded: vec![],
            deferred: vec![],
            terms: String::new(),
            materials: vec![],
            ..ready.clone()
        };
        vec![ready, open]
    }
}
