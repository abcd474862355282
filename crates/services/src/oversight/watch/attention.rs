//! What waits for whoever sits here (监察提醒): shown on the first page of their day.

use domain::{
    base::DepartmentId,
    people::{Act, Desk, Reach, authorise, reach},
};
use store::{StoreError, oversight::watch as rows};

use crate::Bureau;

/// Cards and orders that want something done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Attention {
    /// Red cards whose reason is not public yet.
    pub unexplained: u64,
    /// Orders that wait for a reply.
    pub to_reply: u64,
    /// Of those, over their day.
    pub overdue: u64,
    /// Disputes that wait for a ruling; 0 for those who do not rule.
    pub to_rule: u64,
    /// Orders that a department sent back; 0 for those who do not issue them.
    pub sent_back: u64,
    /// Replies that wait to be closed; 0 for those who do not close.
    pub to_close: u64,
}

/// What there is for this desk; `None` for those who see no cards.
pub fn attention(bureau: &Bureau, desk: &Desk) -> Result<Option<Attention>, StoreError> {
    let department: Option<DepartmentId> = match reach(desk, Act::OversightView) {
        Ok(Reach::County) => None,
        Ok(Reach::Department(own)) => Some(own),
        Ok(Reach::Nothing) | Err(_) => return Ok(None),
    };
    let (region, today) = (bureau.region(), bureau.today());
    let rules = authorise(desk, Act::OversightRule, None).is_ok();
    let waits = bureau.db().read(|tx| rows::watch_waiting(tx, region, department, today))?;
    Ok(Some(Attention {
        unexplained: waits.unexplained,
        to_reply: waits.issued,
        overdue: waits.overdue,
        to_rule: if rules { waits.disputed } else { 0 },
        sent_back: if rules { waits.sent_back } else { 0 },
        to_close: if rules { waits.replied } else { 0 },
    }))
}
