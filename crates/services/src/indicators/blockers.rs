//! What holds gaps up (堵点): the list of kinds, and entering one for some rows.

use std::{collections::BTreeMap, sync::OnceLock};

use domain::{
    base::{DivisionCode, ItemId, fold},
    indicators::{BlockerEntry, BlockerKind, BlockerRefusal, BlockersSet, Indicator},
    people::{Act, Denied, Desk, Reach, Role, authorise, reach},
};
use jiff::civil::Date;
use serde::Serialize;
use store::{
    Tx,
    indicators::{self as rows},
    journal::{self, Entry, Stream},
};

use crate::{Bureau, Failure};

/// The kinds, as data: word, how hard it is to clear, whether the county can clear it at all.
const KINDS: &str = include_str!("../../data/blockers.json");
/// Most rows of one commit.
const MOST: usize = 1_000;

/// The kinds of blockers, the easiest first.
pub fn blocker_kinds() -> &'static [BlockerKind] {
    static READ: OnceLock<Vec<BlockerKind>> = OnceLock::new();
    READ.get_or_init(|| {
        let mut kinds: Vec<BlockerKind> =
            serde_json::from_str(KINDS).expect("the list ships with the program and a test reads it");
        kinds.sort_by_key(|k| k.weight);
        kinds
    })
}

/// What is entered, as typed. Everything empty takes the blocker away.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct BlockerForm {
    /// Indicator id.
    pub indicator: String,
    /// Items by id, divisions by code.
    pub subjects: Vec<String>,
    /// Code of the kind.
    pub blocker: String,
    /// In words.
    pub note: String,
    /// 责任单位.
    pub owner: String,
    /// 计划完成日, `2026-12-31`; may be empty.
    pub planned_on: String,
    /// Of one row: the entry that the form showed ([`super::GapBlocker::seen`]); `None` = whatever there is.
    pub seen: Option<String>,
}

/// Whether a refusal is about a field of the form, and which.
pub fn blocker_field(refusal: &BlockerRefusal) -> &'static str {
    match refusal {
        BlockerRefusal::Kind | BlockerRefusal::KindMissing => "blocker",
        BlockerRefusal::NoteMissing | BlockerRefusal::NoteLong(_) => "note",
        BlockerRefusal::OwnerLong(_) => "owner",
        BlockerRefusal::Day | BlockerRefusal::Past(_) => "planned_on",
        BlockerRefusal::Nothing | BlockerRefusal::Many(_) | BlockerRefusal::Indicator | BlockerRefusal::Subject(_) => {
            "subjects"
        }
    }
}

/// Enters what holds these rows up, in one event. Returns how many rows it was.
pub fn set_blocker(
    bureau: &Bureau,
    desk: &Desk,
    form: &BlockerForm,
    key: Option<&str>,
) -> Result<u64, Failure<BlockerRefusal>> {
    bureau.may(desk, Act::BlockerEdit)?;
    let indicator = Indicator::parse(&form.indicator).ok_or(Failure::Refused(BlockerRefusal::Indicator))?;
    let subjects = subjects(form).map_err(Failure::Refused)?;
    let entry = entry(form, bureau.today()).map_err(Failure::Refused)?;
    let (region, now, today) = (*bureau.region(), bureau.now(), bureau.today());
    let command = bureau.command(desk, "blocker.set", key, form);
    let (desk, seen) = (desk.clone(), form.seen.clone());
    let done = bureau.db().commit(command, move |tx| {
        let mut role = None;
        for subject in &subjects {
            role = allowed(tx, &desk, (&region, today), indicator, subject)?;
        }
        let known: BTreeMap<String, String> =
            rows::blockers(tx, &region, indicator)?.into_iter().map(|b| (b.subject, b.set_at)).collect();
        if let ([one], Some(seen)) = (subjects.as_slice(), &seen)
            && known.get(one).map_or("", |at| at.as_str()) != seen
        {
            return Err(Failure::Stale);
        }
        let by = desk.stamp(now, role).actor;
        let changes: Vec<_> = subjects
            .iter()
            .filter_map(|subject| match &entry {
                Some(entry) => Some(rows::blocker_change(&region, indicator, subject, entry, (now, &by))),
                None if known.contains_key(subject) => Some(rows::blocker_gone(&region, indicator, subject)),
                None => None,
            })
            .collect();
        let written = changes.len() as u64;
        if written > 0 {
            let event =
                BlockersSet { indicator: indicator.id().to_owned(), subjects: subjects.clone(), entry: entry.clone() };
            let head = journal::head(tx, &region, &Stream::blockers())?;
            let entry = Entry::new(Stream::blockers(), head, "indicators.blockers_set", &event).with_all(changes);
            journal::append(tx, &region, &desk.stamp(now, role), entry)?;
        }
        Ok(written)
    })?;
    Ok(done.value)
}

fn subjects(form: &BlockerForm) -> Result<Vec<String>, BlockerRefusal> {
    let mut subjects: Vec<String> = form.subjects.iter().map(|s| fold(s)).filter(|s| !s.is_empty()).collect();
    subjects.sort();
    subjects.dedup();
    match subjects.len() {
        0 => Err(BlockerRefusal::Nothing),
        n if n > MOST => Err(BlockerRefusal::Many(MOST)),
        _ => Ok(subjects),
    }
}

fn entry(form: &BlockerForm, today: Date) -> Result<Option<BlockerEntry>, BlockerRefusal> {
    let planned_on = match fold(&form.planned_on).as_str() {
        "" => None,
        day => Some(day.parse().map_err(|_| BlockerRefusal::Day)?),
    };
    let typed =
        BlockerEntry { blocker: form.blocker.clone(), note: form.note.clone(), owner: form.owner.clone(), planned_on };
    typed.check(blocker_kinds(), today)
}

/// Whether the desk may say what holds this row up: approvers for items of their own department.
fn allowed(
    tx: &mut Tx<'_>,
    desk: &Desk,
    at: (&domain::base::Region, Date),
    indicator: Indicator,
    subject: &str,
) -> Result<Option<Role>, Failure<BlockerRefusal>> {
    let (region, today) = at;
    let odd = || Failure::Refused(BlockerRefusal::Subject(subject.to_owned()));
    if indicator.is_over_divisions() {
        let code = DivisionCode::parse(subject).map_err(|_| odd())?;
        if code.as_str() != subject || rows::division_facts_now(tx, region, &code)?.is_none() {
            return Err(odd());
        }
        return match reach(desk, Act::BlockerEdit)? {
            Reach::County => Ok(authorise(desk, Act::BlockerEdit, None)?),
            Reach::Department(_) | Reach::Nothing => {
                let who = format!("{}或{}", Role::Editor.label(), Role::Supervisor.label());
                Err(Failure::Denied(Denied::Role(who)))
            }
        };
    }
    let id: i64 = subject.parse().map_err(|_| odd())?;
    let row = rows::item_facts_now(tx, region, ItemId::new(id), today)?.ok_or_else(odd)?;
    let of = row.department.map(|d| (d, row.unit.as_str()));
    Ok(authorise(desk, Act::BlockerEdit, of)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_of_kinds_reads_and_names_each_once() {
        let kinds = blocker_kinds();
        let mut codes: Vec<&str> = kinds.iter().map(|k| k.code.as_str()).collect();
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes.len(), kinds.len());
        let mut words: Vec<&str> = kinds.iter().map(|k| k.word.as_str()).collect();
        assert!(words.contains(&"系统未通") && words.contains(&"其他") && codes.contains(&"other"));
        words.dedup();
        assert_eq!(words.len(), kinds.len());
        let never: Vec<&str> = kinds.iter().filter(|k| !k.closable).map(|k| k.word.as_str()).collect();
        assert_eq!(never, ["法定到场", "涉密"]);
        assert!(kinds.iter().all(|k| !k.hint.is_empty()));
    }
}
