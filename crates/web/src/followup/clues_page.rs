//! Low answers on integrity (廉洁线索), for those alone who take them.

use askama::Template;

use crate::base::{Field, Frame, Page};

/// One clue.
#[derive(Debug, Clone)]
pub struct ClueRow {
    /// Id of the line.
    pub line: String,
    /// Version for the hand-over.
    pub version: i64,
    /// Number of the case.
    pub case_no: String,
    /// Item and department.
    pub what: String,
    /// When it was said, and to whom.
    pub heard: String,
    /// The level.
    pub level: String,
    /// The words.
    pub note: String,
    /// What became of it.
    pub state: String,
    /// It waits to be handed over.
    pub is_open: bool,
}

/// The list.
#[derive(Debug, Clone, Template)]
#[template(path = "followup/clues.html")]
pub struct CluesPage {
    /// Frame; its title states how many wait.
    pub frame: Frame,
    /// The clues, the newest first.
    pub rows: Vec<ClueRow>,
    /// The one whose form was not taken; empty = none.
    pub wrong: String,
    /// Day of the hand-over.
    pub on: Field,
    /// To whom, with the number of the receipt.
    pub receipt: Field,
}

impl CluesPage {
    fn on_of(&self, row: &ClueRow) -> Field {
        if row.line == self.wrong { self.on.clone() } else { Field::of(&*self.on.value) }
    }

    fn receipt_of(&self, row: &ClueRow) -> Field {
        if row.line == self.wrong { self.receipt.clone() } else { Field::default() }
    }
}

impl Page for CluesPage {
    const NAME: &'static str = "followup/clues";

    fn samples() -> Vec<Self> {
        let row = |line: &str, state: &str, is_open| ClueRow {
            line: line.into(),
            version: 2,
            case_no: "2026-1124-03-0012".into(),
            what: "食品经营许可（新办），县市场监督管理局".into(),
            heard: "2026-11-30 09:21，回访员尹慧敏".into(),
            level: "不满意".into(),
            note: "有人暗示要送礼".into(),
            state: state.into(),
            is_open,
        };
        let first = Self {
            frame: Frame::sample_staff("1 条线索待移交"),
            rows: vec![row("7", "待移交", true), row("8", "2026-11-20 移交：县纪委监委 回执7号", false)],
            wrong: String::new(),
            on: Field::of("2026-11-30"),
            receipt: Field::default(),
        };
        let missing = "请填写接收单位和回执号";
        let wrong = Self {
            frame: first.frame.clone().with_problem("receipt-7", missing),
            wrong: "7".into(),
            receipt: Field::wrong("", missing),
            ..first.clone()
        };
        let empty = Self { frame: Frame::sample_staff("没有线索"), rows: Vec::new(), ..first.clone() };
        vec![first, wrong, empty]
    }
}
