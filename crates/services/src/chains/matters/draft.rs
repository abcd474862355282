//! An application under a chain that is being filled in (一件事草稿): kept on the server for whoever holds its ticket,
//! looked through before it is sent (核对), and sent in once. It is no matter yet: nobody of the staff sees it.

use std::collections::BTreeMap;

use domain::{
    cases::{Channel, veiled},
    catalogue::{Answers, Form},
    people::{Act, Desk},
};
use jiff::{SignedDuration, civil::Date};
use serde::{Deserialize, Serialize};
use store::{
    StoreError,
    chains::{self as rows, DraftAt},
};

use super::{
    apply::{Applied, apply},
    intake::{MatterForm, Opener, look_through},
    refusal::MatterFailure,
    work::Who,
};
use crate::{Bureau, Failure, Never, cases::case_rules, people::fingerprint};

/// What opens a draft again: kept by the browser, told to nobody.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DraftTicket {
    /// Id.
    pub id: i64,
    /// Not to be guessed.
    pub secret: String,
}

impl DraftTicket {
    fn at(&self) -> DraftAt {
        DraftAt { id: self.id, mark: fingerprint(&format!("draft {}", self.secret)) }
    }
}

/// What stands in a draft.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MatterDraft {
    /// As it was last kept; nothing is checked.
    Filling(MatterForm),
    /// It was sent in, and became this.
    Sent(Applied),
}

/// Keeps what was typed, in the draft of the ticket where that is still open, else in a new one. Gives its ticket.
pub fn keep_draft(
    bureau: &Bureau,
    desk: &Desk,
    (ticket, form): (Option<&DraftTicket>, &MatterForm),
    key: Option<&str>,
) -> Result<DraftTicket, Failure<Never>> {
    bureau.may(desk, Act::CaseApply)?;
    let fresh = DraftTicket { id: bureau.new_id(), secret: bureau.new_token() };
    let command = bureau.command(desk, "matter.draft", key, &(ticket.map(|t| t.id), form));
    let (worker, ticket, form) = (bureau.clone(), ticket.cloned(), form.clone());
    let done = bureau.db().commit(command, move |tx| -> Result<DraftTicket, Failure<Never>> {
        let region = *worker.region();
        let open = match &ticket {
            Some(ticket) => rows::open_draft(tx, &region, worker.vault(), &ticket.at())?.map(|text| read(&text)),
            None => None,
        };
        let at = match (open.transpose()?, &ticket) {
            (Some(MatterDraft::Filling(_)), Some(ticket)) => ticket.clone(),
            (Some(MatterDraft::Filling(_) | MatterDraft::Sent(_)) | None, _) => fresh.clone(),
        };
        let text = serde_json::json!(MatterDraft::Filling(form.clone())).to_string();
        let place = at.at();
        rows::keep_draft(tx, &region, (worker.vault(), worker.rng()), (&place, &form.chain, worker.now()), &text)?;
        Ok(at)
    })?;
    Ok(done.value)
}

fn read(text: &str) -> Result<MatterDraft, StoreError> {
    serde_json::from_str(text)
        .map_err(|e| StoreError::Corrupt { place: "matter_draft.body".into(), why: e.to_string() })
}

/// Opens a draft; `None` where it is gone, or the ticket is none of it.
pub fn open_draft(bureau: &Bureau, desk: &Desk, ticket: &DraftTicket) -> Result<Option<MatterDraft>, Failure<Never>> {
    bureau.may(desk, Act::CaseApply)?;
    let text = bureau.db().read(|tx| rows::open_draft(tx, bureau.region(), bureau.vault(), &ticket.at()))?;
    Ok(text.map(|text| read(&text)).transpose()?)
}

/// Throws a draft away.
pub fn drop_draft(bureau: &Bureau, desk: &Desk, ticket: &DraftTicket) -> Result<(), Failure<Never>> {
    bureau.may(desk, Act::CaseApply)?;
    let (region, at) = (*bureau.region(), ticket.at());
    bureau.db().write(move |tx| rows::drop_draft(tx, &region, &at))?;
    Ok(())
}

/// Drafts that nobody came back to within the county's days go.
pub(super) fn sweep(bureau: &Bureau) -> Result<(), StoreError> {
    let region = *bureau.region();
    let before = bureau.now() - SignedDuration::from_hours(24 * i64::from(case_rules().draft_days));
    // Most runs find nothing, and write nothing.
    if bureau.db().read(|tx| rows::has_old_drafts(tx, &region, before))? {
        bureau.db().write(move |tx| rows::sweep_old_drafts(tx, &region, before))?;
    }
    Ok(())
}

/// An application as it would be sent in.
#[derive(Debug, Clone)]
pub struct LookedThrough {
    /// Name of the chain.
    pub chain_name: String,
    /// The merged form.
    pub form: Form,
    /// What was answered, numbers that no page shows whole again masked.
    pub answers: Answers,
    /// Members that will be handled: item and department.
    pub members: Vec<(String, String)>,
    /// Materials that are asked for, and whether they are ticked.
    pub materials: Vec<(String, bool)>,
    /// Last day of the whole if it is accepted today; `None` where a limit on the way is not known.
    pub due_on: Option<Date>,
}

/// Looks an application through as sending it in would, and keeps nothing.
///
/// # Errors
/// Everything that is wrong with it, at once.
pub fn look_through_draft(bureau: &Bureau, desk: &Desk, form: &MatterForm) -> Result<LookedThrough, MatterFailure> {
    bureau.may(desk, Act::CaseApply)?;
    let who = Who { by: None, ..Who::at(desk, None, bureau.now()) };
    let opener = Opener::new(bureau, who, (Channel::Online, None), form)?;
    bureau.db().read(|tx| -> Result<Result<LookedThrough, MatterFailure>, StoreError> {
        let seen = match look_through(bureau, tx, (&opener, form), false) {
            Ok(seen) => seen,
            Err(Failure::Store(e)) => return Err(e),
            Err(why) => return Ok(Err(why)),
        };
        let (ground, states) = (&seen.ground, &seen.matter.members);
        let applying = ground.applying(states);
        let asked = ground.materials.materials.iter().enumerate();
        let materials = asked
            .filter(|(_, m)| m.asked(&applying).is_some())
            .map(|(place, m)| (m.material.name.clone(), form.materials.contains(&place)));
        let given = opener.given(&ground.form.form);
        let mut texts: BTreeMap<String, String> = seen.answers.texts().clone();
        texts.extend(veiled(&ground.form.form, opener.kind(), (&texts, &given), bureau.today()));
        Ok(Ok(LookedThrough {
            chain_name: ground.chain.name.clone(),
            form: ground.form.form.clone(),
            answers: Answers::unchecked(texts),
            members: ground
                .chain
                .members
                .iter()
                .filter(|m| applying.contains(m.key.as_str()))
                .map(|m| (m.item.name.clone(), m.item.office.name.clone()))
                .collect(),
            materials: materials.collect(),
            due_on: ground.plan(states, bureau.today()).and_then(|p| p.due),
        }))
    })?
}

/// What a page may not show whole again of a draft that is filled in: its own number and mobile, and ID numbers among
/// the answers, masked by key of the merged form.
pub fn veil_of_draft(bureau: &Bureau, form: &MatterForm, merged: &Form) -> BTreeMap<String, String> {
    let Some(kind) = domain::cases::ApplicantKind::parse(&form.applicant) else { return BTreeMap::new() };
    veiled(merged, kind, (&form.answers, &BTreeMap::new()), bureau.today())
}

/// Sends a draft in: once, however often it is asked.
///
/// # Errors
/// As [`apply`]; `NotFound` where the draft is gone.
pub fn send_draft(bureau: &Bureau, desk: &Desk, ticket: &DraftTicket) -> Result<Applied, MatterFailure> {
    let form = match open_draft(bureau, desk, ticket).map_err(|f| f.map(|never| match never {}))? {
        None => return Err(Failure::NotFound),
        Some(MatterDraft::Sent(applied)) => return Ok(applied),
        Some(MatterDraft::Filling(form)) => form,
    };
    // Under the draft's own key, whichever page asks: a draft becomes one matter.
    let applied = apply(bureau, desk, &form, Some(&format!("draft-{}", ticket.id)))?;
    let (worker, place) = (bureau.clone(), ticket.at());
    let (text, chain) = (serde_json::json!(MatterDraft::Sent(applied.clone())).to_string(), form.chain);
    bureau.db().write(move |tx| {
        let at = (&place, chain.as_str(), worker.now());
        rows::keep_draft(tx, worker.region(), (worker.vault(), worker.rng()), at, &text)
    })?;
    Ok(applied)
}
