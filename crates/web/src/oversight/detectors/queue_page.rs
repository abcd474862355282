//! Tickets beside the cases taken in at windows (取号与收件), day by day.

use askama::Template;

use crate::base::{Frame, Page};

/// One day.
#[derive(Debug, Clone)]
pub struct QueueRow {
    /// The day.
    pub day: String,
    /// Tickets drawn.
    pub tickets: u64,
    /// Appointments kept.
    pub booked: u64,
    /// Windows that called.
    pub windows: u64,
    /// Cases taken in at a window.
    pub cases: u64,
    /// Of those, without a ticket, with their share.
    pub without: String,
}

/// The page.
#[derive(Debug, Clone, Template)]
#[template(path = "oversight/queue.html")]
pub struct QueuePage {
    /// Frame; its title states the finding.
    pub frame: Frame,
    /// Minutes by which an entry may miss its ticket.
    pub slack: u32,
    /// Days, the last first.
    pub rows: Vec<QueueRow>,
    /// Lists that were taken: file, of what, up to which day, when.
    pub imports: Vec<(String, &'static str, String, String)>,
}

impl Page for QueuePage {
    const NAME: &'static str = "oversight/queue";

    fn samples() -> Vec<Self> {
        let ordinary = Self {
            frame: Frame::sample_staff("最近 30 天窗口收件 61 件，9 件没有取号"),
            slack: 20,
            rows: vec![QueueRow {
                day: "11月20日（周五）".into(),
                tickets: 48,
                booked: 5,
                windows: 6,
                cases: 31,
                without: "4（12.9%）".into(),
            }],
            imports: vec![("叫号记录.csv".into(), "叫号", "2026年11月20日".into(), "2026-11-20 18:02".into())],
        };
        let empty = Self {
            frame: Frame::sample_staff("还没有叫号记录"),
            rows: Vec::new(),
            imports: Vec::new(),
            ..ordinary.clone()
        };
        vec![ordinary, empty]
    }
}
