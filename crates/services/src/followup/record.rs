//! Writing a call down (登记回访), and skipping one with its reason.

use std::collections::BTreeMap;

use domain::{
    base::{Calendar, LineId, OrderId, Satisfaction, fold, parse_moment, shanghai_day},
    followup::{self as rules, Answers, Dimension, HandedIn, Outcome, Place, Refusal, SkipReason, Standing, Typed},
    people::{Act, Desk},
};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use store::followup::{self as rows, SealedLine};

use super::{
    CallRefusal, orders, plan,
    step::{ANSWERS, Actor, NOTE, key_of, load},
};
use crate::{Bureau, Failure};

/// No holiday is longer.
const MOST_DAYS_OFF: usize = 30;

/// What the caller's form holds.
#[derive(Debug, Clone, Default, Serialize)]
pub struct CallForm {
    /// Which case.
    pub line: i64,
    /// Version the page was made from.
    pub version: i64,
    /// Version of the plan whose script lay before the caller.
    pub script: i64,
    /// Word or digit of the outcome.
    pub outcome: String,
    /// 总体评价, one to five.
    pub overall: String,
    /// The five by their words; not asked or not known are empty.
    pub levels: BTreeMap<String, String>,
    /// Where it was handed in; empty when not known.
    pub handed_in: String,
    /// What was asked for beyond the guide.
    pub extra: String,
    /// In the applicant's words.
    pub note: String,
    /// When to call again.
    pub agreed: String,
}

/// What was written down.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recorded {
    /// Number of the order that was opened, as it stands in addresses.
    pub order: Option<String>,
    /// Its printed number.
    pub order_no: Option<String>,
    /// It is called again.
    pub again: bool,
}

/// A level as typed; empty is none.
fn level(text: &str, what: &'static str) -> Result<Option<Satisfaction>, CallRefusal> {
    match fold(text).trim() {
        "" => Ok(None),
        some => some.parse().ok().and_then(Satisfaction::from_stars).map(Some).ok_or(CallRefusal::Level(what)),
    }
}

impl CallForm {
    fn outcome(&self) -> Result<Outcome, CallRefusal> {
        let text = fold(&self.outcome);
        let by_key = || text.trim().parse().ok().and_then(Outcome::from_key);
        Outcome::parse(text.trim()).or_else(by_key).ok_or(CallRefusal::Outcome)
    }

    /// The answers; `None` where nothing was answered at all.
    fn answers(&self) -> Result<Option<Answers>, CallRefusal> {
        let mut dimensions = BTreeMap::new();
        for dimension in Dimension::ALL {
            let typed = self.levels.get(dimension.as_str()).map_or("", String::as_str);
            if let Some(found) = level(typed, dimension.label())? {
                dimensions.insert(dimension, found);
            }
        }
        let handed_in = match self.handed_in.trim() {
            "" => None,
            word => Some(HandedIn::parse(word).ok_or(CallRefusal::HandedIn)?),
        };
        let (extra, note) = (self.extra.trim().to_owned(), self.note.trim().to_owned());
        let Some(overall) = level(&self.overall, "总体评价")? else {
            let nothing = dimensions.is_empty() && handed_in.is_none() && extra.is_empty();
            return if nothing { Ok(None) } else { Err(Refusal::AnswersMissing.into()) };
        };
        Ok(Some(Answers { overall, dimensions, handed_in, extra_materials: extra, note }))
    }

    fn typed(&self) -> Result<Typed, CallRefusal> {
        let agreed = match self.agreed.trim() {
            "" => None,
            text => Some(parse_moment(text).map_err(|flaw| CallRefusal::Moment { field: "agreed", flaw })?),
        };
        Ok(Typed { outcome: self.outcome()?, answers: self.answers()?, agreed, script: self.script })
    }
}

/// The next working day, where nobody is at work on this one (GB: 放假安排 and the place's own days). A day beyond the
/// years that are known is taken as weeks go.
fn off_day(calendar: &Calendar, day: Date) -> Option<Date> {
    let works = |day: Date| calendar.is_workday(day).is_yes();
    let next =
        || std::iter::successors(Some(day), |d| d.tomorrow().ok()).skip(1).take(MOST_DAYS_OFF).find(|d| works(*d));
    if works(day) { None } else { Some(next().unwrap_or(day)) }
}

/// Writes a call down. A dissatisfied answer opens an order in the same commit; a low one on integrity is kept for
/// those who look into it. The same key has one effect.
pub fn record(
    bureau: &Bureau,
    desk: &Desk,
    form: &CallForm,
    key: Option<&str>,
) -> Result<Recorded, Failure<CallRefusal>> {
    let actor = Actor::of(bureau, desk, Act::FollowupCall)?;
    let typed = form.typed().map_err(Failure::Refused)?;
    let order = OrderId::new(bureau.new_id());
    let command = bureau.command(desk, "followup.call", key, form);
    let (worker, id, version) = (bureau.clone(), LineId::new(form.line), form.version);
    let done = bureau.db().commit(command, move |tx| -> Result<Recorded, Failure<CallRefusal>> {
        let before = load(&worker, tx, &actor, (id, version))?;
        let plan = plan::in_force(tx, worker.region())?;
        let refused = |rule: Refusal| Failure::Refused(rule.into());
        if let Some(day) = typed.agreed.map(shanghai_day).filter(|_| typed.outcome == Outcome::Rescheduled) {
            off_day(&*worker.calendar(tx)?, day).map_or(Ok(()), |next| Err(refused(Refusal::AgreedOffDay(next))))?;
        }
        let (mut next, event) =
            rules::record(&before.line, actor.caller, typed.clone(), &plan.calls, actor.at).map_err(refused)?;
        let opened = match next.place {
            Place::Sample(_) | Place::Reserve(_) => orders::open(&worker, tx, &actor, &next, (order, &plan))?,
            // Its order is there already, and hears of this call when it is checked.
            Place::Second(_) => None,
        };
        if let Some(opened) = &opened {
            next.order = Some(opened.id);
        }
        let answers = match &next.standing {
            Standing::Done(call) => match (&call.answers, key_of(&worker, tx, &next)?) {
                (Some(answers), Some(key)) => {
                    let text = serde_json::json!(answers).to_string();
                    Some(key.seal(worker.region(), ANSWERS, &text, worker.rng()))
                }
                // Erased meanwhile: that somebody was reached is all that is kept.
                (_, _) => None,
            },
            Standing::Waiting { .. } | Standing::Skipped { .. } => None,
        };
        let sealed = SealedLine { line: next, answers, note: None };
        actor.save(&worker, tx, &sealed, ("followup.called", &event))?;
        rows::drop_hold(tx, worker.region(), actor.by)?;
        Ok(Recorded {
            order: opened.as_ref().map(|o| o.no.slug()),
            order_no: opened.map(|o| o.no.to_string()),
            again: event.again_at.is_some(),
        })
    })?;
    Ok(done.value)
}

/// What the form of a skip holds.
#[derive(Debug, Clone, Default, Serialize)]
pub struct SkipForm {
    /// Which case.
    pub line: i64,
    /// Version the page was made from.
    pub version: i64,
    /// Word of the reason.
    pub reason: String,
    /// In words.
    pub note: String,
}

/// Skips a case with its reason. It stays in the sample and counts as not reached.
pub fn skip(bureau: &Bureau, desk: &Desk, form: &SkipForm, key: Option<&str>) -> Result<(), Failure<CallRefusal>> {
    let actor = Actor::of(bureau, desk, Act::FollowupCall)?;
    let reason = SkipReason::parse(form.reason.trim()).ok_or(Failure::Refused(CallRefusal::SkipReason))?;
    let command = bureau.command(desk, "followup.skip", key, form);
    let (worker, form) = (bureau.clone(), form.clone());
    bureau.db().commit(command, move |tx| -> Result<i64, Failure<CallRefusal>> {
        let before = load(&worker, tx, &actor, (LineId::new(form.line), form.version))?;
        let (next, event) = rules::skip(&before.line, actor.by, reason, &form.note, actor.at)
            .map_err(|rule| Failure::Refused(rule.into()))?;
        let note =
            key_of(&worker, tx, &next)?.map(|key| key.seal(worker.region(), NOTE, form.note.trim(), worker.rng()));
        let sealed = SealedLine { line: next, answers: None, note };
        let version = actor.save(&worker, tx, &sealed, ("followup.skipped", &event))?;
        rows::drop_hold(tx, worker.region(), actor.by)?;
        Ok(version)
    })?;
    Ok(())
}
