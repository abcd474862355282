//! Issuing a supervision order by hand (新督办).

use askama::Template;

use crate::base::{Field, Frame, Page};

/// The form.
#[derive(Debug, Clone, Template)]
#[template(path = "oversight/issue.html")]
pub struct IssueSupervisionPage {
    /// Frame.
    pub frame: Frame,
    /// 办件编号.
    pub case_no: Field,
    /// 督办内容.
    pub words: Field,
}

impl Page for IssueSupervisionPage {
    const NAME: &'static str = "oversight/issue";

    fn samples() -> Vec<Self> {
        let blank = Self {
            frame: Frame::sample_staff("新督办一件"),
            case_no: Field::of("2026-1120-03-0386"),
            words: Field::default(),
        };
        let missing = "请写明督办要求，例如：3个工作日内办结并说明原因";
        let wrong = Self {
            frame: blank.frame.clone().with_problem("words", missing),
            words: Field::wrong("", missing),
            ..blank.clone()
        };
        vec![blank, wrong]
    }
}
