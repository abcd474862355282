//! What follows from a dissatisfied answer (不满意整改): an order in the one register, a second call once it is answered,
//! and the proof by which it is closed.

use domain::{
    base::{LineId, OrderId},
    followup::{CountyPlan, Line, Outcome, Place, Standing, Week},
    people::{Act, Desk},
    rectification::{Condition, NewOrder, Order, Proof, Source, Stage, Subject, SubjectKind},
};
use store::{
    StoreError, Tx, cases, followup as rows,
    rectification::{OrderFilter, OrderState, order, orders, unanswered_order_of_case},
};

use super::{
    CallRefusal,
    draw::save_new,
    step::{Actor, unsealed},
};
use crate::{Bureau, Failure, rectification::issue_within};

/// Opens the order that a line's answers ask for, if they do. What is written there is what a department needs and may
/// know: never the answer on integrity, never the applicant's words.
pub(super) fn open(
    bureau: &Bureau,
    tx: &mut Tx<'_>,
    actor: &Actor,
    line: &Line,
    (id, plan): (OrderId, &CountyPlan),
) -> Result<Option<Order>, Failure<CallRefusal>> {
    let Standing::Done(call) = &line.standing else { return Ok(None) };
    let Some(complaints) = call.answers.as_ref().map(domain::followup::Answers::complaints) else { return Ok(None) };
    if complaints.is_empty() {
        return Ok(None);
    }
    // A bad rating of the same case has its order already: the department answers once.
    let sources = [Source::FollowUp, Source::Review];
    if let Some(known) = unanswered_order_of_case(tx, bureau.region(), line.case, sources)? {
        return Ok(order(tx, bureau.region(), known)?);
    }
    let (case, _) = cases::case(tx, bureau.region(), line.case)?.ok_or(Failure::NotFound)?;
    let words: Vec<String> = complaints.iter().map(|(what, level)| format!("{what}{}", level.label())).collect();
    let new = NewOrder {
        source: Source::FollowUp,
        source_ref: line.week.to_string(),
        subject: Subject {
            kind: SubjectKind::Case,
            key: line.case.to_string(),
            name: format!("{}（{}）", case.item_name, line.case_no),
        },
        department: Some(line.stratum.department),
        unit_name: String::new(),
        blocker: String::new(),
        requirement: plan.order.requirement.clone(),
        was: format!("电话回访：{}", words.join("，")),
    };
    let due_on = bureau.calendar(tx)?.add_workdays(bureau.today(), plan.order.due_workdays).on;
    let order = issue_within(bureau, tx, &actor.desk.stamp(bureau.now(), actor.role), &new, (id, actor.by, due_on))
        .map_err(|failure| failure.map(CallRefusal::Order))?;
    Ok(Some(order))
}

/// Lines up a second call for every order of a call that was answered since. A job that may run as often as it likes.
/// Returns how many.
pub fn line_up_second_calls(bureau: &Bureau) -> Result<u64, StoreError> {
    let filter = OrderFilter { state: OrderState::Answered, source: Some(Source::FollowUp), ..OrderFilter::default() };
    let answered = bureau.db().read(|tx| orders(tx, bureau.region(), &filter, bureau.today(), None, 10_000))?;
    let mut made = 0;
    for order in answered {
        let (worker, id) = (bureau.clone(), LineId::new(bureau.new_id()));
        made += bureau.db().write(move |tx| second_call(&worker, tx, &order, id))?;
    }
    Ok(made)
}

fn second_call(bureau: &Bureau, tx: &mut Tx<'_>, order: &Order, id: LineId) -> Result<u64, StoreError> {
    let Stage::Answered(answer) = &order.stage else { return Ok(0) };
    let lines = rows::lines_of_order(tx, bureau.region(), order.id)?;
    let is_called = |line: &Line| match (&line.place, &line.standing) {
        (Place::Sample(_) | Place::Reserve(_), _) => false,
        (Place::Second(_), Standing::Waiting { .. }) => true,
        (Place::Second(_), Standing::Done(call)) => call.at >= answer.at,
        (Place::Second(_), Standing::Skipped { at, .. }) => *at >= answer.at,
    };
    if lines.iter().any(|l| is_called(&l.line)) {
        return Ok(0);
    }
    let Some(first) = lines.into_iter().map(|l| l.line).find(|l| l.place.is_drawn()) else { return Ok(0) };
    let line = Line {
        id,
        version: 1,
        week: Week::of(bureau.today()),
        place: Place::Second(order.id),
        tries: Vec::new(),
        standing: Standing::Waiting { not_before: None },
        order: Some(order.id),
        clue: None,
        ..first
    };
    save_new(bureau, tx, &line)?;
    Ok(1)
}

/// What the second call tells of an order: satisfied is met, still dissatisfied or not yet called is not; where nobody
/// could be reached whoever checks judges.
pub fn prove_order(bureau: &Bureau, order: &Order) -> Result<Proof, StoreError> {
    let answered_at = match &order.stage {
        Stage::Answered(answer) | Stage::Closed(answer, _) => Some(answer.at),
        Stage::Issued(_) | Stage::Withdrawn(_) => None,
    };
    bureau.db().read(|tx| {
        let mut last = None;
        for sealed in rows::lines_of_order(tx, bureau.region(), order.id)? {
            let line = unsealed(bureau, tx, sealed)?;
            if !line.place.is_drawn() {
                last = Some(line);
            }
        }
        let told = |condition, effect: &str| Proof { condition, effect: effect.to_owned() };
        let Some(line) = last else { return Ok(told(Condition::NotMet, "还没有二次回访")) };
        Ok(match &line.standing {
            Standing::Waiting { .. } => told(Condition::NotMet, "二次回访还没有打完"),
            Standing::Skipped { reason, .. } => told(Condition::Judged, &format!("二次回访跳过：{}", reason.label())),
            Standing::Done(call) if answered_at.is_some_and(|at| call.at < at) => {
                told(Condition::NotMet, "这次答复后还没有二次回访")
            }
            Standing::Done(call) => match (call.outcome, &call.answers) {
                (Outcome::Reached, Some(answers)) if answers.complaints().is_empty() => {
                    told(Condition::Met, &format!("二次回访：{}", answers.overall.label()))
                }
                (Outcome::Reached, Some(answers)) => {
                    let words: Vec<String> =
                        answers.complaints().iter().map(|(what, level)| format!("{what}{}", level.label())).collect();
                    told(Condition::NotMet, &format!("二次回访：{}", words.join("，")))
                }
                (Outcome::Reached, None) => told(Condition::Judged, "二次回访接通，回答已按申请人要求清除"),
                (
                    Outcome::NoAnswer
                    | Outcome::DeadNumber
                    | Outcome::Declined
                    | Outcome::Rescheduled
                    | Outcome::WrongNumber
                    | Outcome::AgentPhone,
                    _,
                ) => told(Condition::Judged, &format!("二次回访没有接通：{}", call.outcome.label())),
            },
        })
    })
}

/// The order that a line led to, as it stands in addresses and as it is printed, for those who may see the register.
pub fn order_of(bureau: &Bureau, desk: &Desk, line: &Line) -> Result<Option<(String, String)>, StoreError> {
    let Some(id) = line.order else { return Ok(None) };
    if bureau.may(desk, Act::RectificationView).is_err() {
        return Ok(None);
    }
    let found = bureau.db().read(|tx| order(tx, bureau.region(), id))?;
    Ok(found.map(|o| (o.no.slug(), o.no.to_string())))
}
