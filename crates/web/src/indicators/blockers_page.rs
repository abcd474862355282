//! The form that says what holds gaps up (登记堵点).

use askama::Template;

use crate::base::{Choice, Field, Frame, Page};

/// A row that was ticked.
#[derive(Debug, Clone)]
pub struct ChosenRow {
    /// What is sent.
    pub subject: String,
    /// Name.
    pub name: String,
    /// Department, or township.
    pub unit: String,
    /// What holds it up until now, or what will be asked of it.
    pub words: String,
}

/// Form.
#[derive(Debug, Clone, Template)]
#[template(path = "indicators/blockers.html")]
pub struct BlockersPage {
    /// Frame; its title names the row, or how many they are.
    pub frame: Frame,
    /// Indicator id.
    pub indicator: String,
    /// Its name.
    pub name: String,
    /// Rows it is entered for.
    pub rows: Vec<ChosenRow>,
    /// Of one row: what the form was opened on.
    pub seen: Option<String>,
    /// Kind.
    pub blocker: Choice,
    /// In words.
    pub note: Field,
    /// Who clears it.
    pub owner: Field,
    /// Until when.
    pub planned_on: Field,
}

impl Page for BlockersPage {
    const NAME: &'static str = "indicators/blockers";

    fn samples() -> Vec<Self> {
        let row = |name: &str, words: &str| ChosenRow {
            subject: "11".into(),
            name: name.into(),
            unit: "县民政局".into(),
            words: words.into(),
        };
        let kinds = [("", "没有堵点"), ("system", "系统未通（与上级系统没有对接）"), ("other", "其他（写明原因）")];
        let one = Self {
            frame: Frame::sample_staff("登记堵点：临时救助"),
            indicator: "provincial_publication_rate".into(),
            name: "省级平台发布占比".into(),
            rows: vec![row("临时救助", "未记录")],
            seen: Some(String::new()),
            blocker: Choice::of(&kinds, ""),
            note: Field::default(),
            owner: Field::default(),
            planned_on: Field::default(),
        };
        let sentence = "堵点选“其他”时，请写明是什么原因";
        let wrong = Self {
            frame: Frame::sample_staff("登记 2 行的堵点").with_problem("note", sentence),
            rows: vec![row("临时救助", "未记录"), row("特困人员认定", "系统未通")],
            seen: None,
            blocker: Choice::of(&kinds, "other"),
            note: Field::wrong("", sentence),
            owner: Field::of("县数据局"),
            planned_on: Field::of("2026-12-31"),
            ..one.clone()
        };
        let none = Self { frame: Frame::sample_staff("没有选中要登记的行"), rows: vec![], ..one.clone() };
        vec![one, wrong, none]
    }
}
