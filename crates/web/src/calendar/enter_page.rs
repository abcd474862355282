//! The forms on which a notice, or a day of the place, is entered (录入放假通知、地方安排).

use askama::Template;

use crate::base::{Choice, Field, Frame, Page};

/// Both forms; each leads to the preview.
#[derive(Debug, Clone, Template)]
#[template(path = "calendar/enter.html")]
pub struct CalendarEnterPage {
    /// Frame.
    pub frame: Frame,
    /// Year of pasted paragraphs.
    pub year: Field,
    /// Title with number.
    pub notice: Field,
    /// Where it is published.
    pub address: Field,
    /// Paragraphs, csv or JSON.
    pub text: Field,
    /// The file field's problem.
    pub file: Field,
    /// Cases whose due day is not that of the calendar.
    pub behind: usize,
    /// First day of the place.
    pub from: Field,
    /// Last day; may be empty.
    pub to: Field,
    /// 放假, 上班, 撤销地方安排.
    pub kind: Choice,
    /// Why.
    pub reason: Field,
    /// Who says so.
    pub source: Field,
}

impl Page for CalendarEnterPage {
    const NAME: &'static str = "calendar/enter";

    fn samples() -> Vec<Self> {
        let blank = Self {
            frame: Frame::sample_staff("录入放假通知或地方安排"),
            year: Field::of("2027"),
            notice: Field::default(),
            address: Field::default(),
            text: Field::default(),
            file: Field::default(),
            behind: 3,
            from: Field::default(),
            to: Field::default(),
            kind: Choice::of(&[("off", "放假"), ("working", "上班"), ("withdrawn", "撤销地方安排")], "off"),
            reason: Field::default(),
            source: Field::default(),
        };
        let sentence = "“元旦”写着共4天，读出来是 3 天，请核对";
        let wrong = Self {
            frame: Frame::sample_staff("录入放假通知或地方安排").with_problem("text", sentence),
            behind: 0,
            notice: Field::of("国务院办公厅关于2027年部分节假日安排的通知（国办发明电〔2026〕7号）"),
            text: Field::wrong("一、元旦：1月1日至3日放假，共4天。", sentence),
            ..blank.clone()
        };
        vec![blank, wrong]
    }
}
