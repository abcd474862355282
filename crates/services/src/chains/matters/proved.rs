//! Going on from an earlier case in an application under a chain (沿用): its number and query password prove that very case, so
//! that what stands in it is filled in; the certificates of its applicant count where it was taken in at a window, as for
//! single items. The draft remembers what was proved, never the password.

use std::collections::BTreeMap;

use domain::{
    base::{ItemId, PersonId, fold_code},
    cases::is_given,
    catalogue::form_of,
    chains::Certified,
    people::{Act, Desk},
};
use serde::{Deserialize, Serialize};

use super::{
    draft::{Body, DraftTicket, MatterDraft, opened_body, write_body},
    intake::MatterForm,
    known::{Found, HeldTogether, found_of, learn, together},
};
use crate::{
    Bureau, Failure, Never,
    cases::{Again, ApplyRefusal, ProgressRefusal, again_for},
    certificates::person_of,
    chains::Blueprint,
};

/// What a draft keeps of the case that was proved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Proved {
    /// 办件编号.
    case_no: String,
    /// Its item.
    item_name: String,
    /// Its applicant, where somebody looked at the paper: whose certificates count.
    holder: Option<i64>,
}

/// Why an earlier case is not gone on from.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ProveRefusal {
    /// Number or password.
    #[error(transparent)]
    Door(#[from] ProgressRefusal),
    /// Another number stands on the form.
    #[error("以前那件的申请人，和这里填的证件号码不是同一个。请核对号码，或者清空号码再沿用")]
    Other,
}

/// Proves an earlier case by number and query password, slowed against guessing, and fills in what is left blank.
///
/// # Errors
/// [`ProveRefusal`]; `NotFound` where the draft is gone.
pub fn prove(
    bureau: &Bureau,
    desk: &Desk,
    (ticket, it): (&DraftTicket, &Blueprint),
    (case_no, password): (&str, &str),
) -> Result<(), Failure<ProveRefusal>> {
    let body = opened_body(bureau, desk, ticket).map_err(|f| f.map(|never| match never {}))?;
    let Some(Body { draft: MatterDraft::Filling(mut form), number, .. }) = body else { return Err(Failure::NotFound) };
    let items: Vec<ItemId> = it.items.values().map(|item| item.id).collect();
    let opened = again_for(bureau, desk, (case_no, password), &items).map_err(|f| match f {
        Failure::Refused(ApplyRefusal::Door(door)) => Failure::Refused(ProveRefusal::Door(door)),
        Failure::Refused(ApplyRefusal::Form(_) | ApplyRefusal::TooMany(_)) | Failure::NotFound => {
            Failure::Refused(ProveRefusal::Door(ProgressRefusal::Wrong))
        }
        Failure::Denied(d) => Failure::Denied(d),
        Failure::Stale => Failure::Stale,
        Failure::Store(e) => Failure::Store(e),
    })?;
    let Some(first) = opened.first() else { return Err(Failure::NotFound) };
    let typed = fold_code(&form.code);
    if !typed.trim().is_empty() && typed.trim() != fold_code(first.code()) {
        return Err(Failure::Refused(ProveRefusal::Other));
    }
    fill(&mut form, it, &opened);
    let proved = Proved {
        case_no: first.case_no.clone(),
        item_name: first.item_name.clone(),
        holder: first.holder().map(PersonId::get),
    };
    let chain = form.chain.clone();
    let body = Body { draft: MatterDraft::Filling(form), number, proved: Some(proved) };
    Ok(write_body(bureau, ticket, &chain, &body)?)
}

/// Who applies, where nothing else was said, and the answers that are still blank; what the applicant's particulars fill is
/// left to them.
fn fill(form: &mut MatterForm, it: &Blueprint, opened: &[Again]) {
    let mut answers = BTreeMap::new();
    for (again, (member, item)) in opened.iter().zip(&it.items) {
        let before = again.before();
        form.applicant = before.kind.as_str().to_owned();
        form.code = again.code().to_owned();
        for (blank, told) in
            [(&mut form.name, &before.name), (&mut form.contact, &before.contact), (&mut form.phone, &before.phone)]
        {
            if blank.trim().is_empty() {
                blank.clone_from(told);
            }
        }
        if let Some(asked) = form_of(&item.content) {
            let mut offered = before.offers(&asked);
            offered.retain(|key, _| asked.field(key).is_none_or(|field| !is_given(field, before.kind)));
            learn(&mut answers, &it.form, member, offered);
        }
    }
    for (key, answer) in answers {
        let here = form.answers.entry(key).or_default();
        if here.trim().is_empty() {
            *here = answer;
        }
    }
}

/// What was proved for a draft, and what follows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProvedView {
    /// 办件编号.
    pub case_no: String,
    /// Its item.
    pub item_name: String,
    /// Why no certificate counts, in words; empty where they do.
    pub without: &'static str,
    /// Certificates by place of the merged list, those among them that the applicant would rather not use.
    pub held: Vec<HeldTogether>,
    /// The materials of members that stand covered, without those put aside.
    pub certified: Certified,
}

/// What was proved for the draft of a ticket, held against what stands on the form now; `None` where nothing was.
pub fn proved_of_draft(
    bureau: &Bureau,
    desk: &Desk,
    (ticket, it): (&DraftTicket, &Blueprint),
    form: &MatterForm,
) -> Result<Option<ProvedView>, Failure<Never>> {
    bureau.may(desk, Act::CaseApply)?;
    let Some(Body { proved: Some(proved), .. }) = opened_body(bureau, desk, ticket)? else { return Ok(None) };
    let (found, without) = bureau.db().read(|tx| {
        let Some(holder) = proved.holder.map(PersonId::new) else {
            return Ok((Found::new(), "以前那件是网上交的，没有人核对过证件，电子证照不能直接用"));
        };
        // Certificates are those of the number that was proved, whatever was typed over it since.
        match person_of(bureau, tx, (&form.applicant, &form.code))? == Some(holder) {
            true => Ok((found_of(bureau, tx, holder, &it.items)?, "")),
            false => Ok((Found::new(), "证件号码后来改过了，不再用以前那件申请人的电子证照")),
        }
    })?;
    let held = together(&it.chain, &it.materials, &found);
    let listed = &it.materials.materials;
    let aside = |at: &domain::chains::MaterialRef| {
        let uses = |place: &usize| listed.get(*place).is_some_and(|m| m.uses.iter().any(|u| u.at == *at));
        form.aside.iter().any(uses)
    };
    let certified = found.into_keys().filter(|at| !aside(at)).collect();
    Ok(Some(ProvedView { case_no: proved.case_no, item_name: proved.item_name, without, held, certified }))
}
