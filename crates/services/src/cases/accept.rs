//! Taking a case in (受理): at the window in one step, on the spot with its decision (当场办结), or from
//! what was sent in online.

use std::sync::Arc;

use domain::{
    cases::{self, AcceptFacts, Brought, Case, CaseAccepted, Channel, CorrectionItem, Outcome, Refusal},
    catalogue::{CaseKind, Item, Need},
    people::{Act, Desk},
};
use serde::{Deserialize, Serialize};
use store::{Tx, cases::SealedFields, people};

use super::{
    correct::CorrectionForm,
    open::{AcceptForm, AcceptRefusal, Opener, begin, brought, open, open_so_far},
    rules::case_rules,
    step::{CaseRef, act, save, taken_as},
};
use crate::{Bureau, Failure};

/// The accepted case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Accepted {
    /// 办件编号.
    pub case_no: String,
    /// Id.
    pub id: i64,
    /// Due day, if a limit is known.
    pub due_on: Option<jiff::civil::Date>,
    /// 暂定.
    pub provisional: bool,
}

impl Accepted {
    fn of(case: &Case) -> Self {
        let due = case.due();
        Self { case_no: case.no.to_string(), id: case.id.get(), due_on: due.on, provisional: due.provisional }
    }
}

/// The clerk's window; without one no case can be numbered.
pub(super) fn at_window(desk: &Desk) -> Result<u16, Failure<AcceptRefusal>> {
    let staff = desk.staff.as_ref().ok_or(Failure::NotFound)?;
    staff.window_no.ok_or(Failure::Refused(AcceptRefusal::Window))
}

/// Accepts a case: number, due day, sealed particulars, one event. The same key gives the same case.
pub fn accept(
    bureau: &Bureau,
    desk: &Desk,
    form: &AcceptForm,
    key: Option<&str>,
) -> Result<Accepted, Failure<AcceptRefusal>> {
    let role = bureau.may(desk, Act::CaseAccept)?;
    let opener = Opener::new(bureau, (desk, role), (Channel::Window, at_window(desk)?), form)?;
    let command = bureau.command(desk, "case.accept", key, form);
    let (worker, form) = (bureau.clone(), form.clone());
    let done = bureau.db().commit(command, move |tx| -> Result<Accepted, Failure<AcceptRefusal>> {
        let (case, _, _) = take_in(&worker, tx, &opener, &form)?;
        Ok(Accepted::of(&case))
    })?;
    Ok(done.value)
}

/// Opens and accepts in one event.
pub(super) fn take_in(
    bureau: &Bureau,
    tx: &mut Tx<'_>,
    opener: &Opener,
    form: &AcceptForm,
) -> Result<(Case, SealedFields, Arc<Item>), Failure<AcceptRefusal>> {
    let opened = open(bureau, tx, opener, form)?;
    let calendar = bureau.calendar(tx)?;
    let facts = AcceptFacts {
        item: &opened.item,
        brought: brought(form),
        promised: form.promised,
        by_commitment: form.by_commitment,
        calendar: &calendar,
        rules: case_rules(),
    };
    let (case, event) = cases::accept(&facts, opened.kind, opened.opening).map_err(|r| Failure::Refused(r.into()))?;
    begin(bureau, tx, opener, (&case, &opened.sealed), opened.person_made, ("case.accepted", &event))?;
    Ok((case, opened.sealed, opened.item))
}

/// The decision and the result that are entered in the same sitting.
#[derive(Debug, Clone, Default, Serialize)]
pub struct OnTheSpot {
    /// The decider's words; may be empty.
    pub opinion: String,
    /// Name of the certificate or document.
    pub result_name: String,
    /// Its number; may be empty where the result has none.
    pub result_no: String,
}

/// Accepts, grants and completes in one sitting what is decided on the spot (即收即办, 行政许可法 34): three
/// events, one commit. A denial is never made so: it wants reasons and goes to the department.
pub fn accept_on_the_spot(
    bureau: &Bureau,
    desk: &Desk,
    (form, spot): (&AcceptForm, &OnTheSpot),
    key: Option<&str>,
) -> Result<Accepted, Failure<AcceptRefusal>> {
    let role = bureau.may(desk, Act::CaseInstant)?;
    let opener = Opener::new(bureau, (desk, role), (Channel::Window, at_window(desk)?), form)?;
    let command = bureau.command(desk, "case.accept_on_the_spot", key, &(form, spot));
    let (worker, form, spot) = (bureau.clone(), form.clone(), spot.clone());
    let done = bureau.db().commit(command, move |tx| -> Result<Accepted, Failure<AcceptRefusal>> {
        let refused = |r: Refusal| Failure::Refused(AcceptRefusal::Rule(r));
        let (case, sealed, item) = take_in(&worker, tx, &opener, &form)?;
        may_decide_here(tx, &worker, &item)?;
        let by = opener.staff().map(|s| s.id).ok_or(Failure::NotFound)?;
        let (now, today, who) = (worker.now(), worker.today(), (&opener.desk, opener.role));
        let calendar = worker.calendar(tx)?;
        let words = ("", spot.opinion.as_str());
        let ground = (case_rules(), &*calendar);
        let taken_as = taken_as(&worker, tx, &case, (by, opener.role), today)?;
        let (case, event) =
            cases::decide(case, Outcome::Grant, words, ground, (by, now, today), taken_as).map_err(refused)?;
        save(&worker, tx, who, &case, &sealed, ("case.decided", &event), now)?;
        let kind = &item.content.guide.result_kind;
        let (case, event) =
            cases::complete(case, &spot.result_name, &spot.result_no, kind, by, now).map_err(refused)?;
        save(&worker, tx, who, &case, &sealed, ("case.completed", &event), now)?;
        Ok(Accepted::of(&case))
    })?;
    Ok(done.value)
}

/// Takes an application in at the window that is not complete, and tells at once what is missing
/// (行政许可法 32(4); 一次性告知): the required materials that did not come, the questions that were not answered, and
/// what else was written. Three events, one commit.
pub fn take_and_ask(
    bureau: &Bureau,
    desk: &Desk,
    (form, more): (&AcceptForm, &CorrectionForm),
    key: Option<&str>,
) -> Result<Accepted, Failure<AcceptRefusal>> {
    let role = bureau.may(desk, Act::CaseAccept)?;
    let opener = Opener::new(bureau, (desk, role), (Channel::Window, at_window(desk)?), form)?;
    let command = bureau.command(desk, "case.take_and_ask", key, &(form, more));
    let (worker, form, more) = (bureau.clone(), form.clone(), more.clone());
    let done = bureau.db().commit(command, move |tx| -> Result<Accepted, Failure<AcceptRefusal>> {
        let refused = |r: Refusal| Failure::Refused(AcceptRefusal::Rule(r));
        let opened = open_so_far(&worker, tx, &opener, &form)?;
        let (now, today, who) = (worker.now(), worker.today(), (&opener.desk, opener.role));
        let by = opener.staff().map(|s| s.id).ok_or(Failure::NotFound)?;
        let calendar = worker.calendar(tx)?;
        let content = &opened.item.content;
        let (case, event) =
            cases::draft(&opened.item, opened.kind, &brought(&form), opened.opening).map_err(refused)?;
        begin(&worker, tx, &opener, (&case, &opened.sealed), opened.person_made, ("case.drafted", &event))?;
        let (case, event) =
            cases::submit(case, content, case_rules(), &calendar, (Some(by), now, today)).map_err(refused)?;
        save(&worker, tx, who, &case, &opened.sealed, ("case.submitted", &event), now)?;
        let unanswered = opened.unanswered.iter().map(|f| CorrectionItem { material: None, what: f.sentence.clone() });
        let here: Vec<usize> = form.materials.iter().chain(&form.held).copied().collect();
        let items = lacking(&opened.item, &here).chain(unanswered).chain(more.items.iter().cloned()).collect();
        let (case, event) = cases::ask_correction(case, items, more.until, (case_rules(), &calendar), (by, now, today))
            .map_err(refused)?;
        save(&worker, tx, who, &case, &opened.sealed, ("case.correction_asked", &event), now)?;
        Ok(Accepted::of(&case))
    })?;
    Ok(done.value)
}

/// The required materials that did not come.
fn lacking<'a>(item: &'a Item, ticked: &'a [usize]) -> impl Iterator<Item = CorrectionItem> + 'a {
    let listed = item.content.guide.materials.iter().enumerate();
    listed
        .filter(|(i, m)| m.need != Need::Optional && !ticked.contains(i))
        .map(|(i, _)| CorrectionItem { material: Some(i), what: String::new() })
}

/// Whether the guide says that it is decided on the spot.
pub fn is_instant(item: &Item) -> bool {
    item.content.case_kind == Some(CaseKind::Instant)
}

fn may_decide_here(tx: &mut Tx<'_>, bureau: &Bureau, item: &Item) -> Result<(), Failure<AcceptRefusal>> {
    if is_instant(item) {
        return Ok(());
    }
    let department = people::department(tx, bureau.region(), item.content.department)?;
    let name = department.map(|d| d.name).unwrap_or_default();
    Err(Failure::Refused(Refusal::NotInstant(item.content.name.clone(), name).into()))
}

/// What is ticked when an application that was sent in is accepted.
#[derive(Debug, Clone, Default, Serialize)]
pub struct ReceiveForm {
    /// Materials that are there, by their place in the guide.
    pub materials: Vec<usize>,
    /// Materials that follow later (容缺).
    pub deferred: Vec<usize>,
    /// The applicant signed the commitment.
    pub promised: bool,
    /// 告知承诺.
    pub by_commitment: bool,
}

/// Accepts what was sent in, or its correction. Nobody types the applicant again.
pub fn receive(
    bureau: &Bureau,
    desk: &Desk,
    (at, form): (&CaseRef, &ReceiveForm),
    key: Option<&str>,
) -> Result<i64, Failure<Refusal>> {
    let typed = form.clone();
    act(bureau, desk, (Act::CaseReceive, "case.accepted"), (at, form, key), move |case, on| {
        case.stands_alone("受理").map_err(Failure::Refused)?;
        let (item, calendar, by, uploaded) = (on.item(&case)?, on.calendar()?, on.by()?, on.uploaded(&case)?);
        // A certificate that the applicant chose stands while its box stays ticked.
        let ticked = &typed.materials;
        let held: Vec<usize> =
            cases::by_certificate(&case.materials).into_iter().filter(|p| ticked.contains(p)).collect();
        let facts = AcceptFacts {
            item: &item,
            brought: Brought { ticked, deferred: &typed.deferred, held: &held, uploaded: &uploaded },
            promised: typed.promised,
            by_commitment: typed.by_commitment,
            calendar: &calendar,
            rules: case_rules(),
        };
        let done: (Case, CaseAccepted) =
            cases::accept_submitted(case, &facts, by, on.now, on.today).map_err(Failure::Refused)?;
        Ok(done)
    })
}
