//! What the acts at the call desk share: the caller, whose turn it is, opening what is sealed, saving a line.

use domain::{
    base::{LineId, StaffId},
    followup::{Answers, Caller, CountyPlan, Line, Refusal, Standing, Week},
    people::{Act, Denied, Desk, Role},
};
use jiff::{SignedDuration, Timestamp, ToSpan as _};
use serde::Serialize;
use store::{
    StoreError, Tx,
    followup::{self as rows, Hold, SealedLine},
    journal::{self, Entry, Stream},
    people,
    vault::PersonKey,
};

use super::CallRefusal;
use crate::{Bureau, Failure, cases::opened};

/// How long a case lies before a caller before others may be given it.
pub(super) const HELD: SignedDuration = SignedDuration::from_mins(30);

/// The names that fields are sealed under.
pub(super) const ANSWERS: &str = "followup_answers";
pub(super) const NOTE: &str = "followup_note";

/// Whoever calls: a person, never nobody.
#[derive(Clone)]
pub(super) struct Actor {
    pub(super) desk: Desk,
    pub(super) role: Option<Role>,
    pub(super) by: StaffId,
    pub(super) at: Timestamp,
    pub(super) caller: Caller,
}

impl Actor {
    /// Whoever sits here, if they may do this.
    pub(super) fn of(bureau: &Bureau, desk: &Desk, act: Act) -> Result<Self, Denied> {
        let role = bureau.may(desk, act)?;
        let staff = desk.staff.as_ref().ok_or(Denied::NotSignedIn)?;
        let caller = Caller { staff: staff.id, window: staff.window() };
        Ok(Self { desk: desk.clone(), role, by: staff.id, at: bureau.now(), caller })
    }

    /// Saves the next state of a line with its event. Returns its version.
    pub(super) fn save(
        &self,
        bureau: &Bureau,
        tx: &mut Tx<'_>,
        next: &SealedLine,
        event: (&'static str, &impl Serialize),
    ) -> Result<i64, StoreError> {
        let region = bureau.region();
        let entry = Entry::new(Stream::line(next.line.id), next.line.version - 1, event.0, event.1)
            .with(rows::line_change(region, next));
        journal::append(tx, region, &self.desk.stamp(self.at, self.role), entry)
    }
}

/// The first week whose cases are still called.
pub(super) fn first_week(bureau: &Bureau, plan: &CountyPlan) -> Week {
    let weeks = i64::from(plan.calls.within_weeks);
    Week::of(bureau.today().saturating_sub((weeks * 7).days()))
}

/// The case that lies before this caller.
pub(super) fn held(tx: &mut Tx<'_>, bureau: &Bureau, by: StaffId) -> Result<Option<LineId>, StoreError> {
    Ok(rows::holds(tx, bureau.region())?.into_iter().find(|h| h.staff == by).map(|h| h.line))
}

/// Whether somebody else was given it since.
pub(super) fn taken(holds: &[Hold], line: LineId, by: StaffId, now: Timestamp) -> bool {
    holds.iter().any(|h| h.line == line && h.staff != by && h.until > now)
}

/// The line before this caller under its expected version.
pub(super) fn load(
    bureau: &Bureau,
    tx: &mut Tx<'_>,
    actor: &Actor,
    (id, expected): (LineId, i64),
) -> Result<SealedLine, Failure<CallRefusal>> {
    let sealed = rows::followup_line(tx, bureau.region(), id)?.ok_or(Failure::NotFound)?;
    let holds = rows::holds(tx, bureau.region())?;
    let is_mine = holds.iter().any(|h| h.staff == actor.by && h.line == id);
    if !is_mine || taken(&holds, id, actor.by, actor.at) {
        return Err(Failure::Refused(Refusal::NotYours.into()));
    }
    if sealed.line.version == expected { Ok(sealed) } else { Err(Failure::Stale) }
}

/// The key of a line's person; `None` where it was erased.
pub(super) fn key_of(bureau: &Bureau, tx: &mut Tx<'_>, line: &Line) -> Result<Option<PersonKey>, StoreError> {
    people::open_key(tx, bureau.region(), bureau.vault(), line.person)
}

/// The line with what was sealed of it, as far as its person's key opens it.
pub(super) fn unsealed(bureau: &Bureau, tx: &mut Tx<'_>, sealed: SealedLine) -> Result<Line, StoreError> {
    let SealedLine { mut line, answers, note } = sealed;
    if answers.is_none() && note.is_none() {
        return Ok(line);
    }
    let key = key_of(bureau, tx, &line)?;
    let open = |field: &str, bytes: Option<&Vec<u8>>| match (&key, bytes) {
        (Some(key), Some(bytes)) => opened(key, bureau.region(), field, bytes),
        (_, _) => Ok(None),
    };
    let corrupt =
        |e: serde_json::Error| StoreError::Corrupt { place: "followup_line.answers".into(), why: e.to_string() };
    match &mut line.standing {
        Standing::Waiting { .. } => {}
        Standing::Done(call) => {
            let text = open(ANSWERS, answers.as_ref())?;
            call.answers = text.map(|text| serde_json::from_str::<Answers>(&text).map_err(corrupt)).transpose()?;
        }
        Standing::Skipped { note: words, .. } => *words = open(NOTE, note.as_ref())?.unwrap_or_default(),
    }
    Ok(line)
}

/// The line as those see it who may not read clues, and whether something was kept from them.
pub(super) fn for_others(mut line: Line) -> (Line, bool) {
    let mut kept_back = false;
    if let Standing::Done(call) = &mut line.standing
        && let Some(answers) = &mut call.answers
        && answers.is_integrity_clue()
    {
        *answers = answers.without_clue();
        kept_back = true;
    }
    (line, kept_back)
}
