//! The public notice (授权公示): who may decide what in the hall. Names, departments, powers, items and numbers of
//! letters alone.

use askama::Template;

use crate::base::{Frame, Page};

/// One published letter.
#[derive(Debug, Clone)]
pub struct NoticeRow {
    /// Department.
    pub department: String,
    /// As "12 号窗口"; empty = not known.
    pub window: String,
    /// Who, with the deputy.
    pub people: String,
    /// Powers.
    pub powers: String,
    /// Over which items, in a few words.
    pub scope: String,
    /// Names of the items listed or taken out; empty where it is all.
    pub items: Vec<String>,
    /// What the names are, as "授权事项" or "不授权事项".
    pub items_are: &'static str,
    /// 文号.
    pub doc_no: String,
    /// Last day, as "2027年9月30日（周四）".
    pub until: String,
}

/// The notice.
#[derive(Debug, Clone, Template)]
#[template(path = "delegates/notice.html")]
pub struct NoticePage {
    /// Frame.
    pub frame: Frame,
    /// By department.
    pub rows: Vec<NoticeRow>,
}

impl Page for NoticePage {
    const NAME: &'static str = "delegates/notice";

    fn samples() -> Vec<Self> {
        let row = |department: &str, items: &[&str], items_are| NoticeRow {
            department: department.into(),
            window: "12 号窗口".into(),
            people: "周敏，AB角李强".into(),
            powers: "受理、审查、决定、用章、颁证".into(),
            scope: "本部门全部事项，1 项除外".into(),
            items: items.iter().map(|i| (*i).to_owned()).collect(),
            items_are,
            doc_no: "人社授〔2026〕1号".into(),
            until: "2027年9月30日（周四）".into(),
        };
        let ordinary = Self {
            frame: Frame::sample_public("首席事务代表授权公示"),
            rows: vec![
                row("县人力资源和社会保障局", &["劳务派遣经营许可"], "不授权事项"),
                NoticeRow {
                    window: String::new(), scope: "本部门全部事项".into(), ..row("县民政局", &[], "")
                },
            ],
        };
        let empty = Self { rows: Vec::new(), ..ordinary.clone() };
        vec![ordinary, empty]
    }
}
