//! Due days that a changed calendar moves (到期日调整): seen before it is confirmed, then one event a case. The
//! limits are those of the item version that the case was filed under.

use std::sync::Arc;

use domain::{
    base::{Calendar, CaseId},
    cases::recount,
    people::{Act, Desk},
};
use jiff::civil::Date;
use store::{StoreError, Tx, cases as rows};

use super::{
    rules::case_rules,
    step::{filed_item, save},
};
use crate::{Bureau, Failure, Never};

/// A case whose day moves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MovedCase {
    /// Id.
    pub id: CaseId,
    /// 办件编号.
    pub no: String,
    /// Item.
    pub item: String,
    /// Due day until now.
    pub from: Option<Date>,
    /// Whether that was 暂定.
    pub was_provisional: bool,
    /// Due day by the other calendar.
    pub to: Option<Date>,
    /// Whether that is 暂定.
    pub provisional: bool,
}

/// Open cases whose clocks another calendar reads differently, by number.
pub(crate) fn moved(bureau: &Bureau, tx: &mut Tx<'_>, calendar: &Calendar) -> Result<Vec<MovedCase>, StoreError> {
    let mut out = Vec::new();
    for id in rows::cases_running(tx, bureau.region())? {
        let Some((case, _)) = rows::case(tx, bureau.region(), id)? else { continue };
        let item = filed_item(tx, bureau, &case)?;
        let (no, name, was) = (case.no.to_string(), case.item_name.clone(), case.due());
        if let Some((_, event)) = recount(case, &item.content, case_rules(), calendar) {
            out.push(MovedCase {
                id,
                no,
                item: name,
                from: event.from,
                was_provisional: was.provisional,
                to: event.to,
                provisional: event.provisional,
            });
        }
    }
    out.sort_by(|a, b| a.no.cmp(&b.no));
    Ok(out)
}

/// Cases whose days are not those of the calendar as it stands: a program brought a notice, or moving them was cut
/// short.
pub fn behind(bureau: &Bureau, desk: &Desk) -> Result<Vec<MovedCase>, Failure<Never>> {
    bureau.may(desk, Act::CalendarEdit)?;
    Ok(bureau.db().read(|tx| {
        let calendar: Arc<Calendar> = bureau.calendar(tx)?;
        moved(bureau, tx, &calendar)
    })?)
}

/// Moves the due days of all open cases to where the calendar puts them, each case in a commit of its own, so that
/// no desk waits. What is moved already is left alone: being cut short and run again do no harm. Returns how many
/// moved.
pub fn move_due(bureau: &Bureau, desk: &Desk) -> Result<u64, Failure<Never>> {
    let role = bureau.may(desk, Act::CalendarEdit)?;
    let waiting = behind(bureau, desk)?;
    let (now, mut many) = (bureau.now(), 0);
    for id in waiting.into_iter().map(|case| case.id) {
        let (worker, desk) = (bureau.clone(), desk.clone());
        // Looked at again inside: somebody may have acted meanwhile.
        many += bureau.db().write(move |tx| -> Result<u64, StoreError> {
            let Some((case, sealed)) = rows::case(tx, worker.region(), id)? else { return Ok(0) };
            let (item, calendar) = (filed_item(tx, &worker, &case)?, worker.calendar(tx)?);
            let Some((next, event)) = recount(case, &item.content, case_rules(), &calendar) else { return Ok(0) };
            save(&worker, tx, (&desk, role), &next, &sealed, ("case.due_moved", &event), now)?;
            Ok(1)
        })?;
    }
    Ok(many)
}
