//! Deciding on a lead (核实): explained, or upheld with an order on the one register (整改台账), both in one commit.

use domain::{
    base::{Flaw, OrderId, parse_date},
    oversight::leads::{self as rules, Refusal, TrackedLead},
    people::{Act, Desk},
    rectification::{NewOrder, Refusal as OrderRefusal, Source, Subject, SubjectKind},
};
use serde::Serialize;
use store::{Tx, catalogue, people};

use super::step::{load, person, save};
use crate::{Bureau, Failure, rectification::issue_within};

/// What the form holds.
#[derive(Debug, Clone, Default, Serialize)]
pub struct SettleForm {
    /// 线索编号.
    pub no: String,
    /// Version the page was made from.
    pub version: i64,
    /// `uphold` or `explain`.
    pub verdict: String,
    /// The explanation that held, for a lead that is set aside.
    pub explanation: String,
    /// What was found.
    pub finding: String,
    /// What must be done, for a lead that is upheld.
    pub requirement: String,
    /// Last day for the order's answer, as typed.
    pub due_on: String,
}

/// Why a lead was not settled.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SettleRefusal {
    /// The rule of leads.
    #[error(transparent)]
    Rule(#[from] Refusal),
    /// The rule of orders.
    #[error(transparent)]
    Order(#[from] OrderRefusal),
    /// Nothing was chosen.
    #[error("请选择核实结论：属实或已排除")]
    Verdict,
    /// The day does not read.
    #[error(transparent)]
    Due(#[from] Flaw),
}

/// Settles. Returns the lead's next version.
pub fn settle(
    bureau: &Bureau,
    desk: &Desk,
    form: &SettleForm,
    key: Option<&str>,
) -> Result<i64, Failure<SettleRefusal>> {
    bureau.may(desk, Act::LeadSettle)?;
    let refused = |why: SettleRefusal| Failure::Refused(why);
    let (now, by) = (bureau.now(), person(desk)?);
    let due_on = match form.verdict.as_str() {
        "uphold" => Some(parse_date(&form.due_on).map_err(|flaw| refused(flaw.into()))?),
        "explain" => None,
        _ => return Err(refused(SettleRefusal::Verdict)),
    };
    let order = OrderId::new(bureau.new_id());
    let command = bureau.command(desk, "oversight.settle", key, form);
    let (worker, desk, form) = (bureau.clone(), desk.clone(), form.clone());
    let done = bureau.db().commit(command, move |tx| -> Result<i64, Failure<SettleRefusal>> {
        let (lead, role) = load(&worker, tx, (&desk, Act::LeadSettle), &form.no, form.version)?;
        let Some(due_on) = due_on else {
            let (next, event) =
                rules::explain(lead, &form.explanation, &form.finding, by, now).map_err(|rule| refused(rule.into()))?;
            return Ok(save(&worker, tx, (&desk, role), &next, ("oversight.lead_explained", &event), now)?);
        };
        let new = new_order(&worker, tx, &lead, &form.requirement)?;
        // The order first: its number stands in the lead. A lead that is refused takes the order back with it.
        let stamp = desk.stamp(now, role);
        let issued =
            issue_within(&worker, tx, &stamp, &new, (order, by, due_on)).map_err(|f| f.map(SettleRefusal::from))?;
        let (next, event) =
            rules::uphold(lead, &form.finding, issued.no, by, now).map_err(|rule| refused(rule.into()))?;
        Ok(save(&worker, tx, (&desk, role), &next, ("oversight.lead_upheld", &event), now)?)
    })?;
    Ok(done.value)
}

/// The order that an upheld lead opens: about its item, else about its department.
fn new_order(
    bureau: &Bureau,
    tx: &mut Tx<'_>,
    lead: &TrackedLead,
    requirement: &str,
) -> Result<NewOrder, Failure<SettleRefusal>> {
    let region = bureau.region();
    let department = lead.lead.department.ok_or(Failure::Refused(SettleRefusal::Rule(Refusal::NoDepartment)))?;
    let unit_name = people::department(tx, region, department)?.ok_or(Failure::NotFound)?.name;
    let item = match lead.lead.item {
        Some(id) => catalogue::item(tx, region, id)?,
        None => None,
    };
    let subject = match item {
        Some(item) => Subject { kind: SubjectKind::Item, key: item.id.to_string(), name: item.content.name },
        None => Subject { kind: SubjectKind::Department, key: department.to_string(), name: unit_name.clone() },
    };
    Ok(NewOrder {
        source: Source::Lead,
        source_ref: lead.no.to_string(),
        subject,
        department: Some(department),
        unit_name,
        blocker: lead.lead.detector.label().to_owned(),
        requirement: requirement.to_owned(),
        was: lead.lead.finding.clone(),
    })
}
