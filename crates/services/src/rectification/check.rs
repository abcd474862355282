//! Checking an answer (核验): sent back, or closed (销号) with what it changed.

use domain::{
    base::{Flaw, parse_date},
    people::{Act, Desk},
    rectification::{self as rules, Ending, Order, Proof, Refusal},
};
use jiff::civil::Date;
use serde::Serialize;
use store::StoreError;

use super::step::{load, person, right, save};
use crate::{Bureau, Failure};

/// How the source of an order looks its subject up now. Asked once, just before the commit.
pub type Prover<'a> = dyn Fn(&Order) -> Result<Proof, StoreError> + 'a;

/// What the checker's form holds.
#[derive(Debug, Clone, Default, Serialize)]
pub struct CheckForm {
    /// 整改单号.
    pub no: String,
    /// Version the page was made from.
    pub version: i64,
    /// `return`, `met` or `unattainable`.
    pub verdict: String,
    /// What the check found, or why it cannot be put right.
    pub finding: String,
    /// New last day as typed, for a return.
    pub due_on: String,
}

/// Why a check was not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CheckRefusal {
    /// The rule.
    #[error(transparent)]
    Rule(#[from] Refusal),
    /// Nothing was chosen.
    #[error("请选择核验结论：退回、已整改或不能整改")]
    Verdict,
    /// The day does not read.
    #[error(transparent)]
    Due(#[from] Flaw),
}

/// What was chosen.
#[derive(Debug, Clone, Copy)]
enum Verdict {
    Return(Date),
    Close(Ending),
}

fn verdict(form: &CheckForm) -> Result<Verdict, CheckRefusal> {
    match form.verdict.as_str() {
        "return" => Ok(Verdict::Return(parse_date(&form.due_on)?)),
        word => Ending::parse(word).map(Verdict::Close).ok_or(CheckRefusal::Verdict),
    }
}

/// Checks an answer. Closing asks `prove` first; the order's version then guards against a faster colleague,
/// and what the proof told is kept as the effect. Returns the order's next version.
pub fn check(
    bureau: &Bureau,
    desk: &Desk,
    form: &CheckForm,
    prove: &Prover<'_>,
    key: Option<&str>,
) -> Result<i64, Failure<CheckRefusal>> {
    bureau.may(desk, Act::RectificationCheck)?;
    let (now, today, by) = (bureau.now(), bureau.today(), person(desk)?);
    let verdict = verdict(form).map_err(Failure::Refused)?;
    let proof = match verdict {
        Verdict::Return(_) => Proof::judged(),
        Verdict::Close(_) => {
            // Sent again, the order has moved on: what is looked up then is not used, the first answer comes back.
            let found = bureau.db().read(|tx| look(bureau, tx, form))?.ok_or(Failure::NotFound)?;
            prove(&found)?
        }
    };
    let command = bureau.command(desk, "rectification.check", key, form);
    let (worker, desk, form) = (bureau.clone(), desk.clone(), form.clone());
    let done = bureau.db().commit(command, move |tx| -> Result<i64, Failure<CheckRefusal>> {
        let order = load(&worker, tx, &desk, &form.no, form.version)?;
        let role = right(&desk, Act::RectificationCheck, &order)?;
        let refused = |rule: Refusal| Failure::Refused(rule.into());
        let who = (&desk, role);
        match verdict {
            Verdict::Return(due_on) => {
                let (next, event) = rules::send_back(order, &form.finding, due_on, by, now, today).map_err(refused)?;
                Ok(save(&worker, tx, who, &next, ("rectification.returned", &event), now)?)
            }
            Verdict::Close(ending) => {
                let (next, event) = rules::close(order, ending, &form.finding, &proof, by, now).map_err(refused)?;
                Ok(save(&worker, tx, who, &next, ("rectification.closed", &event), now)?)
            }
        }
    })?;
    Ok(done.value)
}

fn look(bureau: &Bureau, tx: &mut store::Tx<'_>, form: &CheckForm) -> Result<Option<Order>, StoreError> {
    match rules::OrderNo::parse(&form.no) {
        Ok(no) => store::rectification::order_by_no(tx, bureau.region(), no),
        Err(_) => Ok(None),
    }
}
