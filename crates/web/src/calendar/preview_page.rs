//! What was entered would do this (预览): nothing has changed yet.

use askama::Template;

use crate::base::{Frame, Page};

/// A holiday with its days in words.
#[derive(Debug, Clone)]
pub struct HolidayLine {
    /// As "春节".
    pub name: String,
    /// As "2月15日至23日，9 天"; may be empty.
    pub off: String,
    /// As "2月14日（周六）、2月28日（周六）"; may be empty.
    pub makeup: String,
}

/// A case whose due day moves.
#[derive(Debug, Clone)]
pub struct MovedLine {
    /// 办件编号.
    pub no: String,
    /// Item.
    pub item: String,
    /// Due day until now, with 暂定 where it is.
    pub from: String,
    /// Due day from now on, with 暂定 where it is.
    pub to: String,
}

/// The preview.
#[derive(Debug, Clone, Template)]
#[template(path = "calendar/preview.html")]
pub struct CalendarPreviewPage {
    /// Frame.
    pub frame: Frame,
    /// Titles of the notices, or what the place says.
    pub what: Vec<String>,
    /// Holidays, or the place's days by their reason.
    pub lines: Vec<HolidayLine>,
    /// Days that become days off.
    pub off: Vec<String>,
    /// Days that become working days.
    pub working: Vec<String>,
    /// Cases whose due day moves, at most as many as a person reads.
    pub moved: Vec<MovedLine>,
    /// How many there are in all.
    pub moved_total: usize,
    /// Years that get their first notice.
    pub firm: Vec<i16>,
    /// The offer as a table, sent back on confirming.
    pub csv: String,
    /// Where the calendar stood.
    pub seen: i64,
}

impl Page for CalendarPreviewPage {
    const NAME: &'static str = "calendar/preview";

    fn samples() -> Vec<Self> {
        let line = |name: &str, off: &str, makeup: &str| HolidayLine {
            name: name.into(),
            off: off.into(),
            makeup: makeup.into(),
        };
        let notice = Self {
            frame: Frame::sample_staff("核对后确认"),
            what: vec!["国务院办公厅关于2027年部分节假日安排的通知".into()],
            lines: vec![line("元旦", "1月1日至3日，3 天", "1月9日（周六）")],
            off: vec!["2027年1月1日（周五）".into()],
            working: vec!["2027年1月9日（周六）".into()],
            moved: vec![MovedLine {
                no: "990101-20261120-03-0007".into(),
                item: "食品经营许可".into(),
                from: "2027年1月1日（周五），暂定".into(),
                to: "2027年1月4日（周一）".into(),
            }],
            moved_total: 201,
            firm: vec![2027],
            csv: "year,notice,address,date,kind,name\n".into(),
            seen: 3,
        };
        let local = Self {
            what: vec!["地方安排".into()],
            lines: vec![line("三月三", "4月20日（周一）", "")],
            off: vec!["2026年4月20日（周一）".into()],
            working: Vec::new(),
            moved: Vec::new(),
            moved_total: 0,
            firm: Vec::new(),
            csv: "date,kind,reason,source\n".into(),
            ..notice.clone()
        };
        vec![notice, local]
    }
}
