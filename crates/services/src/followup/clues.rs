//! Low answers on integrity (廉洁线索): read by those alone who take them, handed over with a receipt. Everybody else is told
//! how many are kept from them.

use domain::{
    base::{LineId, parse_date},
    followup::{Line, hand_over},
    people::{Act, Desk},
};
use serde::Serialize;
use store::{cases as case_rows, followup as rows, people};

use super::{
    CallRefusal,
    step::{Actor, unsealed},
};
use crate::{Bureau, Failure, Never};

/// Longest list.
const MOST: i64 = 500;

/// One clue.
#[derive(Debug, Clone)]
pub struct ClueLine {
    /// The line, answers opened.
    pub line: Line,
    /// Item.
    pub item_name: String,
    /// Department that decided.
    pub department: String,
    /// Who asked.
    pub caller: String,
}

/// The clues, the newest first. That the list was opened is not an act of a case; who may open it stands in the access
/// table.
pub fn clues(bureau: &Bureau, desk: &Desk) -> Result<Vec<ClueLine>, Failure<Never>> {
    bureau.may(desk, Act::FollowupClue)?;
    let region = bureau.region();
    Ok(bureau.db().read(|tx| {
        let mut out = Vec::new();
        for sealed in rows::lines_with_clue(tx, region, MOST)? {
            let line = unsealed(bureau, tx, sealed)?;
            let case = case_rows::case(tx, region, line.case)?.map(|(case, _)| case);
            let caller = match &line.standing {
                domain::followup::Standing::Done(call) => people::staff(tx, region, call.by)?.map(|s| s.name),
                domain::followup::Standing::Waiting { .. } | domain::followup::Standing::Skipped { .. } => None,
            };
            out.push(ClueLine {
                item_name: case.map(|c| c.item_name).unwrap_or_default(),
                department: people::department(tx, region, line.stratum.department)?
                    .map(|d| d.name)
                    .unwrap_or_default(),
                caller: caller.unwrap_or_default(),
                line,
            });
        }
        Ok(out)
    })?)
}

/// How many wait to be handed over; `None` for those who take none.
pub fn open_clues(bureau: &Bureau, desk: &Desk) -> Result<Option<u64>, store::StoreError> {
    if bureau.may(desk, Act::FollowupClue).is_err() {
        return Ok(None);
    }
    bureau.db().read(|tx| rows::clue_count(tx, bureau.region())).map(Some)
}

/// What the form of a hand-over holds.
#[derive(Debug, Clone, Default, Serialize)]
pub struct ClueForm {
    /// Which line.
    pub line: i64,
    /// Version the page was made from.
    pub version: i64,
    /// The day.
    pub on: String,
    /// To whom, with the number of the receipt.
    pub receipt: String,
}

/// Hands a clue over. The same key has one effect.
pub fn hand_clue_over(
    bureau: &Bureau,
    desk: &Desk,
    form: &ClueForm,
    key: Option<&str>,
) -> Result<i64, Failure<CallRefusal>> {
    let actor = Actor::of(bureau, desk, Act::FollowupClue)?;
    let on = parse_date(&form.on).map_err(|flaw| Failure::Refused(CallRefusal::Moment { field: "on", flaw }))?;
    let command = bureau.command(desk, "followup.clue", key, form);
    let (worker, form) = (bureau.clone(), form.clone());
    let done = bureau.db().commit(command, move |tx| -> Result<i64, Failure<CallRefusal>> {
        let mut sealed = rows::followup_line(tx, worker.region(), LineId::new(form.line))?.ok_or(Failure::NotFound)?;
        if sealed.line.version != form.version {
            return Err(Failure::Stale);
        }
        let (next, event) = hand_over(&sealed.line, on, &form.receipt, actor.by, actor.at)
            .map_err(|rule| Failure::Refused(rule.into()))?;
        sealed.line = next;
        Ok(actor.save(&worker, tx, &sealed, ("followup.clue_handed_over", &event))?)
    })?;
    Ok(done.value)
}
