//! One case on the screen of whoever calls (弹屏): the case with its history, the number masked, the words to say; and
//! showing the number, which stands in the journal.

use domain::{
    base::{LineId, Phone},
    followup::{CountyPlan, Line, NumberShown, Refusal, Standing},
    people::{Act, Desk},
};
use jiff::civil::Date;
use store::{
    cases as case_rows, followup as rows,
    journal::{self, Entry, EventRow, Stream},
    people,
};

use super::{
    CallRefusal, plan,
    step::{Actor, for_others, held, key_of, unsealed},
};
use crate::{
    Bureau, Failure, Never,
    cases::{Particulars, opened, particulars_of},
};

/// A line with what stands around it.
#[derive(Debug, Clone)]
pub struct LineView {
    /// The line, answers opened as far as the asker may read them.
    pub line: Line,
    /// Something in the answers is kept from the asker (1 条限制查看).
    pub is_kept_back: bool,
    /// It lies before the asker, who may write it down.
    pub is_mine: bool,
    /// Item.
    pub item_name: String,
    /// Deciding department.
    pub department: String,
    /// Applicant, masked.
    pub particulars: Particulars,
    /// 收件.
    pub received_on: Date,
    /// 办结.
    pub finished_on: Option<Date>,
    /// Last day it was due.
    pub due_on: Option<Date>,
    /// How it was decided; empty where nothing was.
    pub outcome: &'static str,
    /// Events of the case, in order.
    pub history: Vec<EventRow>,
    /// The plan whose words are to be said.
    pub plan: CountyPlan,
    /// Who made each of the calls that did not end it.
    pub callers: Vec<String>,
}

/// One line. Callers see the one before them and those they called; supervisors all; those who take clues the ones
/// that have one. One that the asker may not see looks like one that is not there.
pub fn line_view(bureau: &Bureau, desk: &Desk, id: LineId) -> Result<LineView, Failure<Never>> {
    bureau.may(desk, Act::FollowupView)?;
    let by = desk.staff.as_ref().map(|s| s.id);
    let reads_all = bureau.may(desk, Act::FollowupPlan).is_ok();
    let reads_clues = bureau.may(desk, Act::FollowupClue).is_ok();
    let calls = bureau.may(desk, Act::FollowupCall).is_ok();
    let found = bureau.db().read(|tx| {
        let region = bureau.region();
        let Some(sealed) = rows::followup_line(tx, region, id)? else { return Ok(None) };
        let line = unsealed(bureau, tx, sealed)?;
        let is_mine = match by {
            Some(by) if calls => held(tx, bureau, by)? == Some(id),
            Some(_) | None => false,
        };
        let called = by.is_some_and(|by| was_called_by(&line, by));
        if !(reads_all || is_mine || called || (reads_clues && line.clue.is_some())) {
            return Ok(None);
        }
        let (line, is_kept_back) = if reads_clues { (line, false) } else { for_others(line) };
        let Some((case, fields)) = case_rows::case(tx, region, line.case)? else { return Ok(None) };
        let (particulars, _) = particulars_of(bureau, tx, (case.person, case.applicant_kind), &fields)?;
        let plan = match &line.standing {
            Standing::Done(call) => plan::at(tx, region, call.script)?,
            Standing::Waiting { .. } | Standing::Skipped { .. } => plan::in_force(tx, region)?,
        };
        let mut callers = Vec::new();
        for tried in &line.tries {
            callers.push(people::staff(tx, region, tried.by)?.map(|s| s.name).unwrap_or_default());
        }
        Ok(Some(LineView {
            is_kept_back,
            is_mine,
            item_name: case.item_name.clone(),
            department: people::department(tx, region, case.department)?.map(|d| d.name).unwrap_or_default(),
            particulars,
            received_on: case.receipt.on,
            finished_on: case.stage.completion().map(|c| domain::base::shanghai_day(c.at)),
            due_on: case.due().on,
            outcome: case.stage.decision().map_or("", |d| d.outcome.label()),
            history: journal::history(tx, region, &Stream::case(case.id))?,
            plan,
            callers,
            line,
        }))
    })?;
    found.ok_or(Failure::NotFound)
}

fn was_called_by(line: &Line, by: domain::base::StaffId) -> bool {
    let ended = match &line.standing {
        Standing::Waiting { .. } => false,
        Standing::Done(call) => call.by == by,
        Standing::Skipped { by: who, .. } => *who == by,
    };
    ended || line.tries.iter().any(|t| t.by == by)
}

/// The number of the case before whoever sits here, in the clear. That it was shown stands in the journal of whoever saw
/// it; the case gets no new version.
pub fn show_number(bureau: &Bureau, desk: &Desk, id: LineId) -> Result<String, Failure<CallRefusal>> {
    let actor = Actor::of(bureau, desk, Act::FollowupCall)?;
    let worker = bureau.clone();
    let shown = bureau.db().write(move |tx| -> Result<Option<String>, Failure<CallRefusal>> {
        let region = *worker.region();
        if held(tx, &worker, actor.by)? != Some(id) {
            return Err(Failure::Refused(Refusal::NotYours.into()));
        }
        let line = rows::followup_line(tx, &region, id)?.ok_or(Failure::NotFound)?.line;
        let (_, fields) = case_rows::case(tx, &region, line.case)?.ok_or(Failure::NotFound)?;
        let number = match key_of(&worker, tx, &line)? {
            Some(key) => opened(&key, &region, "phone", &fields.phone)?,
            None => None,
        };
        let stream = Stream::staff(actor.by);
        let head = journal::head(tx, &region, &stream)?;
        let event = NumberShown { case_no: line.case_no.clone() };
        // The applicant sees the office, never who sits there.
        let department = actor.desk.staff.as_ref().and_then(|s| s.department);
        let department = department.map(|id| people::department(tx, &region, id)).transpose()?.flatten();
        let county = store::base::county(tx, &region)?.map(|c| c.name).unwrap_or_default();
        let row = case_rows::NumberShownRow {
            case: line.case,
            staff: actor.by,
            seq: head + 1,
            at: actor.at,
            office: department.map_or_else(|| format!("{county}政务服务中心"), |d| d.name),
        };
        let entry = Entry::new(stream, head, "followup.number_shown", &event)
            .with(case_rows::number_shown_change(&region, &row));
        journal::append(tx, &region, &actor.desk.stamp(actor.at, actor.role), entry)?;
        Ok(number)
    })?;
    shown.filter(|text| Phone::parse(text).is_ok()).ok_or(Failure::NotFound)
}
