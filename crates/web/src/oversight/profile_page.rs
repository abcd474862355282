//! The rules of watching (监察规则): those in use, the form for the next, and all there were.

use askama::Template;

use crate::base::{Choice, Field, Frame, Page};

/// A step's limit.
#[derive(Debug, Clone)]
pub struct LimitField {
    /// Name of the input.
    pub name: String,
    /// What it says.
    pub label: String,
    /// The number.
    pub field: Field,
}

/// The page.
#[derive(Debug, Clone, Template)]
#[template(path = "oversight/profile.html")]
pub struct WatchProfilePage {
    /// Frame.
    pub frame: Frame,
    /// Whether this reader changes them; the fields are shown to nobody else.
    pub may_edit: bool,
    /// Number of the newest version, which the form is made from.
    pub version: i64,
    /// Label and value of those in use.
    pub facts: Vec<(String, String)>,
    /// What is watched.
    pub points: Choice,
    /// Limits of steps.
    pub limits: Vec<LimitField>,
    /// Numbers, by the names of their inputs.
    pub numbers: Vec<LimitField>,
    /// Whether cases of other systems are watched.
    pub imported: Choice,
    /// Ladder.
    pub ladder: Field,
    /// Source.
    pub source: Field,
    /// First day.
    pub valid_from: Field,
    /// Versions with first day and source, the newest first.
    pub versions: Vec<(String, String, String)>,
}

impl Page for WatchProfilePage {
    const NAME: &'static str = "oversight/profile";

    fn samples() -> Vec<Self> {
        let limit = |name: &str, label: &str, value: &str| LimitField {
            name: name.into(),
            label: label.into(),
            field: Field::of(value),
        };
        let editing = Self {
            frame: Frame::sample_staff("监察规则"),
            may_edit: true,
            version: 0,
            facts: vec![
                ("监察点".into(), "全程办结、首次答复、接件 1 个工作日、制证 3 个工作日、说明理由".into()),
                ("黄牌".into(), "还剩 1 个工作日".into()),
            ],
            points: Choice::of(&[("whole", "全程办结"), ("handing", "接件")], "whole"),
            limits: vec![limit("limit_handing", "接件的工作日", "1")],
            numbers: vec![limit("yellow_left", "黄牌：还剩几个工作日", "1")],
            imported: Choice::of(&[("yes", "从别的系统导入的办件也监察")], ""),
            ladder: Field::of("0 责任部门分管负责人\n3 责任部门主要负责人"),
            source: Field::of("县政府办〔2026〕8号"),
            valid_from: Field::of("2026-12-01"),
            versions: vec![("系统自带".into(), "2026年1月1日（周四）".into(), "行政许可法".into())],
        };
        let flaw = "请填写规则的来源，例如“县政府办〔2026〕8号”";
        let wrong = Self {
            frame: editing.frame.clone().with_problem("source", flaw),
            source: Field::wrong("", flaw),
            ..editing.clone()
        };
        let reading = Self { may_edit: false, ..editing.clone() };
        vec![editing, wrong, reading]
    }
}
