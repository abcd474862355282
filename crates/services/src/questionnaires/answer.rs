//! Taking an answer, by a link or from paper (收答卷、纸质补录).

use std::collections::BTreeMap;

use domain::{
    base::{QuestionnaireId, ResponseId, StaffId, fold_line},
    people::{Act, Denied, Desk, Stamp},
    questionnaires::{Answered, Outlet, Refusal, Standing, take},
};
use jiff::SignedDuration;
use serde::Serialize;
use store::{
    StoreError, Tx,
    journal::{self, Entry, Stream},
    people::{self, Limit},
    questionnaires::{self as rows, SealedAnswer},
};

use super::{
    ask::{Link, found, mark},
    keep::out,
};
use crate::{Bureau, Failure};

/// The name that answers are sealed under.
pub(super) const FIELD: &str = "questionnaire_answers";

const WINDOW: SignedDuration = SignedDuration::from_hours(1);
/// Answers from one address: a hall's network hides all its visitors behind one.
const MOST_FROM: i64 = 200;
/// Longest number of a paper, in characters.
const LONGEST_PAPER_NO: usize = 40;

/// What a visitor sends.
#[derive(Debug, Clone)]
pub struct Sent {
    /// By which link.
    pub link: Link,
    /// What this device was given when it came here first.
    pub token: String,
    /// What was typed, by key, several answers a line each.
    pub answers: BTreeMap<String, String>,
}

/// What staff type in from a paper.
#[derive(Debug, Clone, Default, Serialize)]
pub struct PaperForm {
    /// Which questionnaire.
    pub of: i64,
    /// Code of the place where it was handed out.
    pub outlet: String,
    /// Number of the paper.
    pub paper_no: String,
    /// What stands on it, by key.
    pub answers: BTreeMap<String, String>,
}

/// Takes an answer by a link. The same key has one effect. Nobody is named: the journal has the place, the stratum and what
/// was answered, sealed; the address only counts, blinded, towards how many come from one in an hour.
pub fn answer(bureau: &Bureau, desk: &Desk, sent: &Sent, key: Option<&str>) -> Result<String, Failure<Refusal>> {
    bureau.may(desk, Act::QuestionnaireAnswer)?;
    let (region, now) = (*bureau.region(), bureau.now());
    let from = bureau.vault().blind("questionnaire_from", &format!("{} {}", bureau.today(), desk.terminal));
    let limits = vec![Limit { kind: "questionnaire_from", subject: from, since: now - WINDOW, most: MOST_FROM }];
    let nonce = (bureau.rng().u64() >> 1) as i64;
    if !bureau.db().write(move |tx| people::try_attempt(tx, &region, &limits, now, nonce))? {
        return Err(Failure::Refused(Refusal::TooMany));
    }
    let desk = &Desk::public("问卷链接");
    let command = bureau.command(desk, "questionnaires.answer", key, &(sent.link.to_string(), &sent.answers));
    let (worker, sent, stamp) = (bureau.clone(), sent.clone(), desk.stamp(now, None));
    let id = ResponseId::new(bureau.new_id());
    let done = bureau.db().commit(command, move |tx| -> Result<String, Failure<Refusal>> {
        let (of, body, outlet, standing) = found(&worker, tx, &sent.link)?.ok_or(Failure::NotFound)?;
        let counts = rows::answer_counts(tx, worker.region(), of.id)?;
        let today = worker.today();
        let taken = take(&body, &standing, &outlet, &sent.answers, &counts, today).map_err(Failure::Refused)?;
        if !rows::mark_device(tx, worker.region(), of.id, &mark(&worker, of.id, &sent.token))? {
            return Err(Failure::Refused(Refusal::Twice));
        }
        let edition = of.state.edition().unwrap_or_default();
        keep(&worker, tx, &stamp, (id, of.id, edition), &outlet, (taken.stratum, &taken.answers), None)?;
        Ok(body.thanks)
    })?;
    Ok(done.value)
}

/// Types a paper in, marked as such. Papers come late: they are taken up to the quota also after the last day, as long as
/// nobody has ended the questionnaire by hand.
pub fn enter_paper(
    bureau: &Bureau,
    desk: &Desk,
    form: &PaperForm,
    key: Option<&str>,
) -> Result<String, Failure<Refusal>> {
    let role = bureau.may(desk, Act::QuestionnaireEdit)?;
    let by = desk.staff.as_ref().map(|s| s.id).ok_or(Denied::NotSignedIn)?;
    let paper_no = fold_line(&form.paper_no);
    if !(1..=LONGEST_PAPER_NO).contains(&paper_no.chars().count()) {
        return Err(Failure::Refused(Refusal::PaperNo));
    }
    let command = bureau.command(desk, "questionnaires.paper", key, form);
    let (worker, form, stamp) = (bureau.clone(), form.clone(), desk.stamp(bureau.now(), role));
    let id = ResponseId::new(bureau.new_id());
    let done = bureau.db().commit(command, move |tx| -> Result<String, Failure<Refusal>> {
        let of = QuestionnaireId::new(form.of);
        let questionnaire = rows::questionnaire(tx, worker.region(), of)?.ok_or(Failure::NotFound)?;
        let body = out(&worker, tx, &questionnaire)?.ok_or(Failure::NotFound)?;
        let outlet = body.outlet(&form.outlet).cloned().ok_or(Failure::Refused(Refusal::Outlet))?;
        if rows::paper_is_taken(tx, worker.region(), of, &paper_no)? {
            return Err(Failure::Refused(Refusal::PaperTaken(paper_no.clone())));
        }
        let (counts, today) = (rows::answer_counts(tx, worker.region(), of)?, worker.today());
        let all = counts.values().sum();
        let standing = match domain::questionnaires::standing(&questionnaire, Some(&body), all, today) {
            Standing::Over(_) => Standing::Open,
            other @ (Standing::Open | Standing::NotYet | Standing::Full | Standing::Closed(_)) => other,
        };
        let taken = take(&body, &standing, &outlet, &form.answers, &counts, today).map_err(Failure::Refused)?;
        let edition = questionnaire.state.edition().unwrap_or_default();
        let paper = Some((paper_no.clone(), by));
        keep(&worker, tx, &stamp, (id, of, edition), &outlet, (taken.stratum, &taken.answers), paper)?;
        Ok(paper_no.clone())
    })?;
    Ok(done.value)
}

/// Writes an answer with its event.
fn keep(
    bureau: &Bureau,
    tx: &mut Tx<'_>,
    stamp: &Stamp,
    (id, of, edition): (ResponseId, QuestionnaireId, i64),
    outlet: &Outlet,
    (stratum, answers): (String, &BTreeMap<String, String>),
    paper: Option<(String, StaffId)>,
) -> Result<(), StoreError> {
    let region = bureau.region();
    let text = serde_json::json!(answers).to_string();
    let event = Answered { questionnaire: of, edition, stratum: stratum.clone(), paper: paper.is_some() };
    let row = SealedAnswer {
        id,
        questionnaire: of,
        edition,
        stratum,
        department: outlet.department,
        window: outlet.window,
        on: bureau.today(),
        paper,
        answers: bureau.vault().seal_archive(region, FIELD, text.as_bytes(), bureau.rng()),
    };
    let entry =
        Entry::new(Stream::response(id), 0, "questionnaires.answered", &event).with(rows::answer_change(region, &row));
    journal::append(tx, region, stamp, entry).map(|_| ())
}
