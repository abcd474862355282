//! The steps of a supervision order by people (督办): issuing one by hand, the department's reply, closing, withdrawing.

use domain::{
    base::{DepartmentId, SupervisionId},
    cases::CaseNo,
    oversight::watch::{self as rules, Cause, NewOrder, Recipient, Refusal, SupervisionNo},
    people::{Act, Desk},
};
use serde::Serialize;
use store::{cases, oversight::watch as rows, people};

use super::{
    rules::rules_on,
    step::{load_order, person, save_order},
};
use crate::{Bureau, Failure};

/// What the form of an order by hand holds.
#[derive(Debug, Clone, Default, Serialize)]
pub struct IssueForm {
    /// 办件编号.
    pub case_no: String,
    /// 督办内容.
    pub words: String,
}

/// What the form of a step holds.
#[derive(Debug, Clone, Default, Serialize)]
pub struct StepForm {
    /// 督办单号.
    pub no: String,
    /// Version the page was made from.
    pub version: i64,
    /// The reply, the finding, or the reason.
    pub text: String,
}

/// What the form of a new hand-over holds.
#[derive(Debug, Clone, Default, Serialize)]
pub struct HandForm {
    /// 督办单号.
    pub no: String,
    /// Version the page was made from.
    pub version: i64,
    /// Why it is theirs.
    pub text: String,
    /// To which department; `None` = the same again.
    pub department: Option<i64>,
}

/// Issues an order by hand. Returns its number as it stands in addresses.
pub fn issue(bureau: &Bureau, desk: &Desk, form: &IssueForm, key: Option<&str>) -> Result<String, Failure<Refusal>> {
    let role = bureau.may(desk, Act::OversightRule)?;
    let (now, today, by) = (bureau.now(), bureau.today(), person(desk)?);
    let no = CaseNo::parse(&form.case_no).map_err(|_| Failure::NotFound)?;
    let id = SupervisionId::new(bureau.new_id());
    let command = bureau.command(desk, "oversight.issue", key, form);
    let (worker, desk, form) = (bureau.clone(), desk.clone(), form.clone());
    let done = bureau.db().commit(command, move |tx| -> Result<String, Failure<Refusal>> {
        let region = worker.region();
        let (case, _) = cases::case_by_no(tx, region, &no)?.ok_or(Failure::NotFound)?;
        if case.stage.is_draft() {
            return Err(Failure::NotFound);
        }
        let had = rows::supervision_orders_of_case(tx, region, case.id)?;
        if let Some(open) = had.iter().find(|o| o.stage.is_open()) {
            return Err(Failure::Refused(Refusal::AlreadyOpen(open.no.to_string())));
        }
        let kept = rows::cards_of_case(tx, region, case.id)?;
        let (profile, calendar) = (rules_on(tx, region, today)?, worker.calendar(tx)?);
        let department = people::department(tx, region, case.department)?.map(|d| d.name).unwrap_or_default();
        let new = NewOrder {
            id,
            no: SupervisionNo::new(today.year(), rows::take_supervision_number(tx, region, today.year())?),
            cause: Cause::ByHand,
            case: case.id,
            due_on: case.due().on,
            case_no: case.no,
            item_name: case.item_name,
            department: case.department,
            department_name: department,
            reds: kept.iter().filter(|c| c.counts()).count(),
            words: form.words.clone(),
            at: now,
            today,
            by: Some(by),
        };
        let (order, event) = rules::issue(new, &profile, &calendar).map_err(Failure::Refused)?;
        save_order(&worker, tx, (&desk, role), &order, ("oversight.order_issued", &event), now)?;
        Ok(order.no.slug())
    })?;
    bureau.forget_boards();
    Ok(done.value)
}

/// The department's reply. Returns the order's next version.
pub fn reply(bureau: &Bureau, desk: &Desk, form: &StepForm, key: Option<&str>) -> Result<i64, Failure<Refusal>> {
    bureau.may(desk, Act::OversightAnswer)?;
    let (now, by) = (bureau.now(), person(desk)?);
    let command = bureau.command(desk, "oversight.reply", key, form);
    let (worker, desk, form) = (bureau.clone(), desk.clone(), form.clone());
    let done = bureau.db().commit(command, move |tx| -> Result<i64, Failure<Refusal>> {
        let (order, role) = load_order(&worker, tx, &desk, (Act::OversightAnswer, &form.no, form.version))?;
        let (next, event) = rules::reply(order, &form.text, (by, now)).map_err(Failure::Refused)?;
        Ok(save_order(&worker, tx, (&desk, role), &next, ("oversight.order_replied", &event), now)?)
    })?;
    bureau.forget_boards();
    Ok(done.value)
}

/// The department sends an order back. Returns its next version.
pub fn send_back(bureau: &Bureau, desk: &Desk, form: &StepForm, key: Option<&str>) -> Result<i64, Failure<Refusal>> {
    bureau.may(desk, Act::OversightAnswer)?;
    let (now, by) = (bureau.now(), person(desk)?);
    let command = bureau.command(desk, "oversight.send_back", key, form);
    let (worker, desk, form) = (bureau.clone(), desk.clone(), form.clone());
    let done = bureau.db().commit(command, move |tx| -> Result<i64, Failure<Refusal>> {
        let (order, role) = load_order(&worker, tx, &desk, (Act::OversightAnswer, &form.no, form.version))?;
        let (next, event) = rules::send_back(order, &form.text, (by, now)).map_err(Failure::Refused)?;
        Ok(save_order(&worker, tx, (&desk, role), &next, ("oversight.order_sent_back", &event), now)?)
    })?;
    bureau.forget_boards();
    Ok(done.value)
}

/// Hands over again an order that was sent back, to the same department or to another, with a new day for the reply.
/// Returns its next version.
pub fn insist(bureau: &Bureau, desk: &Desk, form: &HandForm, key: Option<&str>) -> Result<i64, Failure<Refusal>> {
    bureau.may(desk, Act::OversightRule)?;
    let (now, today) = (bureau.now(), bureau.today());
    person(desk)?;
    let command = bureau.command(desk, "oversight.insist", key, form);
    let (worker, desk, form) = (bureau.clone(), desk.clone(), form.clone());
    let done = bureau.db().commit(command, move |tx| -> Result<i64, Failure<Refusal>> {
        let (order, role) = load_order(&worker, tx, &desk, (Act::OversightRule, &form.no, form.version))?;
        let (profile, calendar) = (rules_on(tx, worker.region(), today)?, worker.calendar(tx)?);
        let to = form.department.map_or(order.department, DepartmentId::new);
        let known = people::department(tx, worker.region(), to)?;
        let name = known.ok_or(Failure::Refused(Refusal::NoSuchDepartment))?.name;
        let to = (Recipient { id: to, name }, form.text.as_str());
        let (next, event) = rules::hand_over(order, to, (&profile, &calendar), today).map_err(Failure::Refused)?;
        Ok(save_order(&worker, tx, (&desk, role), &next, ("oversight.order_handed_over", &event), now)?)
    })?;
    bureau.forget_boards();
    Ok(done.value)
}

/// Closes a replied order with what was found. Returns its next version.
pub fn close(bureau: &Bureau, desk: &Desk, form: &StepForm, key: Option<&str>) -> Result<i64, Failure<Refusal>> {
    bureau.may(desk, Act::OversightRule)?;
    let (now, by) = (bureau.now(), person(desk)?);
    let command = bureau.command(desk, "oversight.close", key, form);
    let (worker, desk, form) = (bureau.clone(), desk.clone(), form.clone());
    let done = bureau.db().commit(command, move |tx| -> Result<i64, Failure<Refusal>> {
        let (order, role) = load_order(&worker, tx, &desk, (Act::OversightRule, &form.no, form.version))?;
        let (next, event) = rules::close(order, &form.text, (by, now)).map_err(Failure::Refused)?;
        Ok(save_order(&worker, tx, (&desk, role), &next, ("oversight.order_closed", &event), now)?)
    })?;
    bureau.forget_boards();
    Ok(done.value)
}

/// Takes an open order back. Returns its next version.
pub fn withdraw(bureau: &Bureau, desk: &Desk, form: &StepForm, key: Option<&str>) -> Result<i64, Failure<Refusal>> {
    bureau.may(desk, Act::OversightRule)?;
    let (now, by) = (bureau.now(), person(desk)?);
    let command = bureau.command(desk, "oversight.withdraw", key, form);
    let (worker, desk, form) = (bureau.clone(), desk.clone(), form.clone());
    let done = bureau.db().commit(command, move |tx| -> Result<i64, Failure<Refusal>> {
        let (order, role) = load_order(&worker, tx, &desk, (Act::OversightRule, &form.no, form.version))?;
        let (next, event) = rules::withdraw(order, &form.text, (by, now)).map_err(Failure::Refused)?;
        Ok(save_order(&worker, tx, (&desk, role), &next, ("oversight.order_withdrawn", &event), now)?)
    })?;
    bureau.forget_boards();
    Ok(done.value)
}
