//! Reminders (临期提醒): a job that may run as often as it likes; each letter is reminded of once before its last day and once
//! after. Whoever must act sees on the first page what there is.

use std::sync::Arc;

use domain::{
    base::DepartmentId,
    delegates::{self as domain_rules, LetterReminded, Reminder},
    people::{Act, Desk, reach},
};
use jiff::{SignedDuration, Timestamp};
use store::{
    StoreError, Tx, delegates as rows,
    journal::{self, Entry, Stream},
};

use super::{rules, step::looked_back};
use crate::Bureau;

/// What was found is shown for so long before it is looked for again: the first page is opened all day.
const SHOWN_FOR: SignedDuration = SignedDuration::from_secs(60);

/// Whose letters and departments want something done, for the whole county.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Reminders {
    /// A letter each that ends soon.
    ending: Vec<DepartmentId>,
    /// A letter each that ended, with nothing after it.
    ended: Vec<DepartmentId>,
    /// Items in the hall and no letter in force.
    without: Vec<DepartmentId>,
}

/// What there is for a desk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LetterAttention {
    /// Letters that end soon.
    pub ending: u64,
    /// Letters that ended, with nothing after them.
    pub ended: u64,
    /// Departments with items in the hall and nobody who may decide them there.
    pub without: u64,
}

/// Reminds of what is due and not yet reminded of. Returns how many were.
pub fn remind(bureau: &Bureau) -> Result<u64, StoreError> {
    let (region, today) = (*bureau.region(), bureau.today());
    let (letters, rules) =
        bureau.db().read(|tx| Ok((rows::letters(tx, &region)?, rules::in_force(tx, &region)?.rules)))?;
    let (since, _) = looked_back(today, &rules);
    let due = domain_rules::reminders(&letters, (since, today), rules.remind_days);
    let stamp = Desk::system("定时任务").stamp(bureau.now(), None);
    let mut sent = 0;
    for (id, event) in due.into_iter().map(|(l, event)| (l.id, event)) {
        let stamp = stamp.clone();
        // Looked at again inside: it may have ended otherwise or been reminded of meanwhile.
        sent += bureau.db().write(move |tx| -> Result<u64, StoreError> {
            let Some(letter) = rows::letter(tx, &region, id)? else { return Ok(0) };
            if letter.last_day() != Some(event.last_day) || is_known(tx, &region, id, &event)? {
                return Ok(0);
            }
            let next = domain_rules::reminded(letter);
            let entry = Entry::new(Stream::letter(id), next.version - 1, "delegates.reminded", &event)
                .with(rows::letter_change(&region, &next));
            journal::append(tx, &region, &stamp, entry).map(|_| 1)
        })?;
    }
    Ok(sent)
}

/// Whether the same was reminded of before.
fn is_known(
    tx: &mut Tx<'_>,
    region: &domain::base::Region,
    id: domain::base::LetterId,
    event: &LetterReminded,
) -> Result<bool, StoreError> {
    let told = serde_json::json!(event);
    let history = journal::history(tx, region, &Stream::letter(id))?;
    Ok(history.iter().any(|e| e.kind == "delegates.reminded" && e.facts == told))
}

/// What there is for this desk; `None` for those who do not see letters, and where there is nothing.
pub fn letter_attention(bureau: &Bureau, desk: &Desk) -> Result<Option<LetterAttention>, StoreError> {
    let Ok(reach) = reach(desk, Act::DelegateView) else { return Ok(None) };
    let all = found(bureau)?;
    let count = |of: &[DepartmentId]| of.iter().filter(|id| reach.covers(**id)).count() as u64;
    let mine = LetterAttention { ending: count(&all.ending), ended: count(&all.ended), without: count(&all.without) };
    let nothing = LetterAttention { ending: 0, ended: 0, without: 0 };
    Ok((mine != nothing).then_some(mine))
}

/// What was found within the last minute, or is found now.
fn found(bureau: &Bureau) -> Result<Arc<Reminders>, StoreError> {
    let now = bureau.now();
    if let Some(known) = bureau.known_reminders(now) {
        return Ok(known);
    }
    let (region, today) = (bureau.region(), bureau.today());
    let all = bureau.db().read(|tx| {
        let rules = rules::in_force(tx, region)?.rules;
        let (since, _) = looked_back(today, &rules);
        let letters = rows::letters(tx, region)?;
        let items = rows::resident_items(tx, region)?;
        let due = domain_rules::reminders(&letters, (since, today), rules.remind_days);
        let of = |what| due.iter().filter(|(_, r)| r.what == what).map(|(l, _)| l.department).collect();
        let without = domain_rules::check(&items, &letters, today).departments;
        Ok(Reminders { ending: of(Reminder::Ending), ended: of(Reminder::Ended), without })
    })?;
    let all = Arc::new(all);
    bureau.keep_reminders(now, all.clone());
    Ok(all)
}

/// What is kept of the reminders, and since when.
pub(crate) type KeptReminders = Option<(Timestamp, Arc<Reminders>)>;

/// Whether what was found at an instant may still be shown at another.
pub(crate) fn is_fresh(since: Timestamp, now: Timestamp) -> bool {
    let age = now.duration_since(since);
    SignedDuration::ZERO <= age && age < SHOWN_FOR
}
