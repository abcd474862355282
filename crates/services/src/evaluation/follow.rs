//! What follows from the scores of a computation (结果运用): orders with what came after them, whom to talk to, talks and
//! bulletins.

use domain::{
    base::{EvaluationBulletinId, EvaluationRunId, EvaluationTalkId},
    evaluation::{Bulletin, Refusal, Rules, Subject, SubjectKind, Talk, asks_for_talk},
    people::{Act, Desk},
};
use jiff::civil::Date;
use serde::Serialize;
use store::{
    evaluation::{self as rows, Run, ScoreRow},
    journal::{self, Entry, Stream},
};

use super::{
    Source,
    effect::{OrderEffect, effect_of},
    index, orders,
    step::person,
};
use crate::{Bureau, Failure, Never};

/// Talks and bulletins that are listed.
const SHOWN: i64 = 200;

/// All that follows.
#[derive(Debug, Clone)]
pub struct Followed {
    /// The computation; `None` where nothing was computed.
    pub run: Option<Run>,
    /// Lines and times.
    pub rules: Rules,
    /// Departments below the line that have no order yet.
    pub due: Vec<ScoreRow>,
    /// Orders upon the scores of this period, with what came after.
    pub orders: Vec<OrderEffect>,
    /// Whom to talk to: below the line, and not talked to upon this period.
    pub to_talk: Vec<ScoreRow>,
    /// All who were scored, to choose from.
    pub scored: Vec<(Subject, String)>,
    /// Talks, the newest first.
    pub talks: Vec<Talk>,
    /// Bulletins, the newest first.
    pub bulletins: Vec<Bulletin>,
    /// Disputes that wait.
    pub open_disputes: u64,
    /// The last computations of other periods.
    pub periods: Vec<Run>,
}

/// What follows from a computation, or from the newest.
pub fn followed(
    bureau: &Bureau,
    desk: &Desk,
    sources: &[Source],
    run: Option<EvaluationRunId>,
) -> Result<Followed, Failure<Never>> {
    bureau.may(desk, Act::EvaluationRule)?;
    let region = bureau.region();
    Ok(bureau.db().read(|tx| {
        let mut periods = rows::runs(tx, region, SHOWN)?;
        periods.sort_by_key(|r| std::cmp::Reverse((r.period.last_day(), r.period.first_day())));
        let run = match run {
            Some(id) => rows::run(tx, region, id)?,
            None => periods.first().cloned(),
        };
        let talks = rows::talks(tx, region, SHOWN)?;
        let mut out = Followed {
            rules: index::in_force(tx, region)?.rules,
            due: Vec::new(),
            orders: Vec::new(),
            to_talk: Vec::new(),
            scored: Vec::new(),
            talks,
            bulletins: rows::bulletins(tx, region, SHOWN)?,
            open_disputes: rows::open_dispute_count(tx, region)?,
            periods,
            run,
        };
        let Some(run) = out.run.clone() else { return Ok(out) };
        out.rules = index::at(tx, region, run.index_version)?.rules;
        out.due = orders::due(bureau, tx, &run)?;
        for order in orders::orders_of(bureau, tx, run.period)? {
            out.orders.push(effect_of(bureau, tx, sources, order)?);
        }
        let scores = rows::scores_of(tx, region, run.id)?;
        let period = run.period.to_string();
        let is_talked = |s: &Subject| out.talks.iter().any(|t| t.period == period && t.subject == *s);
        let is_talkable = |s: &Subject| match s.kind {
            SubjectKind::Department | SubjectKind::Person | SubjectKind::Township => true,
            SubjectKind::Window => false,
        };
        out.to_talk = scores
            .iter()
            .filter(|s| is_talkable(&s.subject) && asks_for_talk(&s.score, &out.rules) && !is_talked(&s.subject))
            .cloned()
            .collect();
        out.scored = scores.into_iter().filter(|s| is_talkable(&s.subject)).map(|s| (s.subject, s.name)).collect();
        Ok(out)
    })?)
}

/// A talk as it is typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TalkForm {
    /// The computation.
    pub run: i64,
    /// Word of the kind of subject.
    pub kind: String,
    /// Its key.
    pub subject: String,
    /// When it was held.
    pub on: Date,
    /// What was said and agreed.
    pub text: String,
}

/// Records a talk with somebody who was scored.
pub fn record_talk(
    bureau: &Bureau,
    desk: &Desk,
    form: &TalkForm,
    key: Option<&str>,
) -> Result<EvaluationTalkId, Failure<Refusal>> {
    let role = bureau.may(desk, Act::EvaluationRule)?;
    let (by, now, today) = (person(desk)?, bureau.now(), bureau.today());
    let (stamp, id) = (desk.stamp(now, role), EvaluationTalkId::new(bureau.new_id()));
    let kind = SubjectKind::parse(&form.kind).ok_or(Failure::Refused(Refusal::NotScored))?;
    let command = bureau.command(desk, "evaluation.talk", key, form);
    let (region, form) = (*bureau.region(), form.clone());
    let done = bureau.db().commit(command, move |tx| -> Result<i64, Failure<Refusal>> {
        let run = rows::run(tx, &region, EvaluationRunId::new(form.run))?.ok_or(Failure::NotFound)?;
        let subject = Subject { kind, key: form.subject.clone() };
        let row = rows::score_of(tx, &region, run.id, &subject)?.ok_or(Failure::Refused(Refusal::NotScored))?;
        let talk = Talk {
            id,
            run: run.id,
            period: run.period.to_string(),
            subject,
            name: row.name,
            on: form.on,
            text: form.text.clone(),
            by,
            at: now,
        };
        let (talk, event) = talk.record(today).map_err(Failure::Refused)?;
        let head = journal::head(tx, &region, &Stream::evaluation())?;
        let entry =
            Entry::new(Stream::evaluation(), head, "evaluation.talked", &event).with(rows::talk_change(&region, &talk));
        journal::append(tx, &region, &stamp, entry)?;
        Ok(id.get())
    })?;
    Ok(EvaluationTalkId::new(done.value))
}

/// A bulletin as it is typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BulletinForm {
    /// The computation that its figures come from.
    pub run: i64,
    /// Title.
    pub title: String,
    /// What the office adds to the figures.
    pub text: String,
}

/// Issues a bulletin. Its figures are those of the computation, for good.
pub fn issue_bulletin(
    bureau: &Bureau,
    desk: &Desk,
    form: &BulletinForm,
    key: Option<&str>,
) -> Result<EvaluationBulletinId, Failure<Refusal>> {
    let role = bureau.may(desk, Act::EvaluationRule)?;
    let (by, now) = (person(desk)?, bureau.now());
    let (stamp, id) = (desk.stamp(now, role), EvaluationBulletinId::new(bureau.new_id()));
    let command = bureau.command(desk, "evaluation.bulletin", key, form);
    let (region, form) = (*bureau.region(), form.clone());
    let done = bureau.db().commit(command, move |tx| -> Result<i64, Failure<Refusal>> {
        let run = rows::run(tx, &region, EvaluationRunId::new(form.run))?.ok_or(Failure::NotFound)?;
        let bulletin = Bulletin {
            id,
            run: run.id,
            period: run.period.to_string(),
            title: form.title.clone(),
            text: form.text.clone(),
            by,
            at: now,
        };
        let (bulletin, event) = bulletin.issue().map_err(Failure::Refused)?;
        let head = journal::head(tx, &region, &Stream::evaluation())?;
        let entry = Entry::new(Stream::evaluation(), head, "evaluation.bulletin_issued", &event)
            .with(rows::bulletin_change(&region, &bulletin));
        journal::append(tx, &region, &stamp, entry)?;
        Ok(id.get())
    })?;
    Ok(EvaluationBulletinId::new(done.value))
}
