//! What waits for whoever sits here (监察提醒): shown on the first page of their day.

use domain::{
    base::DepartmentId,
    people::{Act, Desk, Reach, authorise, reach},
};
use jiff::ToSpan as _;
use store::{StoreError, Tx, oversight::watch as rows};

use super::step::sight;
use crate::Bureau;

/// How long a card counts as new on a first page.
const FRESH_DAYS: i64 = 7;

/// Cards and orders that want something done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Attention {
    /// Cards of the last seven days about which nobody has said anything; 0 for those whose cards they are not.
    pub fresh: u64,
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
    let (region, today) = (bureau.region(), bureau.today());
    let since = today.saturating_sub(FRESH_DAYS.days());
    let Ok(sight) = sight(desk) else { return Ok(None) };
    let fresh = |tx: &mut Tx<'_>| rows::fresh_cards(tx, region, sight, since);
    let department: Option<DepartmentId> = match reach(desk, Act::OversightView) {
        Ok(Reach::County) => None,
        Ok(Reach::Department(own)) => Some(own),
        Ok(Reach::Nothing) | Err(_) => {
            return Ok(Some(Attention { fresh: bureau.db().read(fresh)?, ..Attention::default() }));
        }
    };
    let rules = authorise(desk, Act::OversightRule, None).is_ok();
    let (waits, fresh) = bureau
        .db()
        .read(|tx| Ok::<_, StoreError>((rows::watch_waiting(tx, region, department, today)?, fresh(tx)?)))?;
    Ok(Some(Attention {
        fresh,
        unexplained: waits.unexplained,
        to_reply: waits.issued,
        overdue: waits.overdue,
        to_rule: if rules { waits.disputed } else { 0 },
        sent_back: if rules { waits.sent_back } else { 0 },
        to_close: if rules { waits.replied } else { 0 },
    }))
}
