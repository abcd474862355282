//! One ticket (一张号).

use jiff::Timestamp;

/// A ticket as the machine recorded it. Names and numbers of people are not on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ticket {
    /// Row in the file, as a spreadsheet numbers it.
    pub row: u32,
    /// 排队号, such as `A012`.
    pub number: String,
    /// Window that called it; `None` = the export does not say.
    pub window: Option<u16>,
    /// 取号时间.
    pub taken_at: Timestamp,
    /// 叫号时间; `None` = never called, or not recorded.
    pub called_at: Option<Timestamp>,
    /// 办结时间; `None` = not recorded.
    pub finished_at: Option<Timestamp>,
    /// It is no ticket but an appointment that was kept: called and finished stand for its slot.
    pub booked: bool,
}

impl Ticket {
    /// By which a ticket is known again, in whichever file: machines begin anew with their numbers every day.
    #[must_use]
    pub fn key(&self) -> (String, Timestamp) {
        (self.number.clone(), self.taken_at)
    }
}

/// The window in a text: `3号窗口`, `03`, `综合窗口3`. `None` where no number is in it.
pub(super) fn window_in(text: &str) -> Option<u16> {
    let digits: String = text
        .chars()
        .map(|c| match c {
            '０'..='９' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
            _ => c,
        })
        .skip_while(|c| !c.is_ascii_digit())
        .take_while(char::is_ascii_digit)
        .collect();
    digits.parse().ok()
}
