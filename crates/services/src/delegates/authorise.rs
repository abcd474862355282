//! Letting a representative act (授权), and what the form of it offers.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    base::{DepartmentId, ItemId, LetterId},
    delegates::{
        self as domain_rules, AppointmentLetter, AuthorizationLetter, Ground, ItemScope, LetterKind, LetterState,
        Listing, NewLetter, Refusal, powers_from,
    },
    people::{Act, Department, Desk, Staff},
};
use serde::Serialize;
use store::{
    Tx,
    delegates::{self as rows, DepartmentItem},
    people,
};

use super::{
    DelegateRefusal, rules,
    scan::{SeenScan, Shelved, shelve, tidy},
    step::{Actor, day, department, staff},
};
use crate::{Bureau, Failure, Never};

/// What the form holds.
#[derive(Debug, Clone, Default, Serialize)]
pub struct AuthoriseForm {
    /// Whose items.
    pub department: i64,
    /// Who may act.
    pub person: i64,
    /// Who acts in absence.
    pub deputy: Option<i64>,
    /// All items of the department; else those listed.
    pub all_items: bool,
    /// Items listed.
    pub items: Vec<i64>,
    /// Items taken out.
    pub excluded: Vec<i64>,
    /// Words of powers.
    pub powers: Vec<String>,
    /// 文号.
    pub doc_no: String,
    /// First day.
    pub valid_from: String,
    /// Last day.
    pub valid_to: String,
    /// SM3 of the scan; empty = none.
    pub file_digest: String,
    /// The letter whose place it takes.
    pub replaces: Option<i64>,
}

impl AuthoriseForm {
    fn scope(&self) -> ItemScope {
        let ids = |list: &[i64]| -> BTreeSet<ItemId> { list.iter().copied().map(ItemId::new).collect() };
        let listing = if self.all_items { Listing::All } else { Listing::Listed(ids(&self.items)) };
        ItemScope { listing, excluded: ids(&self.excluded) }
    }
}

/// Authorises. The same key has one effect; what is replaced ends in the same commit. Returns the letter's id.
pub fn authorise(
    bureau: &Bureau,
    desk: &Desk,
    form: &AuthoriseForm,
    key: Option<&str>,
) -> Result<LetterId, Failure<DelegateRefusal>> {
    authorise_with(bureau, desk, form, None, key)
}

/// The same with the scan of the signed letter, whose digest the form names.
pub fn authorise_with(
    bureau: &Bureau,
    desk: &Desk,
    form: &AuthoriseForm,
    scan: Option<SeenScan>,
    key: Option<&str>,
) -> Result<LetterId, Failure<DelegateRefusal>> {
    let actor = Actor::of(bureau, desk)?;
    let term = (day(&form.valid_from, "valid_from")?, day(&form.valid_to, "valid_to")?);
    let powers = powers_from(form.powers.iter().map(String::as_str));
    let powers = powers.map_err(|word| Failure::Refused(DelegateRefusal::Power(word)))?;
    let id = LetterId::new(bureau.new_id());
    let command = bureau.command(desk, "delegates.authorise", key, form);
    let shelved = scan.map(|scan| shelve(bureau, (LetterKind::Authorization, id.get()), scan)).transpose()?;
    let address = shelved.as_ref().map(|s| s.address.clone());
    let (worker, form) = (bureau.clone(), form.clone());
    let done = bureau.db().commit(command, move |tx| -> Result<i64, Failure<DelegateRefusal>> {
        let department = department(&worker, tx, form.department)?;
        let representative = staff(&worker, tx, form.person, "person")?;
        let deputy = form.deputy.map(|d| staff(&worker, tx, d, "deputy")).transpose()?;
        let scope = form.scope();
        let new = NewLetter {
            id,
            department: &department,
            representative: &representative,
            deputy: deputy.as_ref(),
            scope: &scope,
            powers: &powers,
            doc_no: &form.doc_no,
            valid_from: term.0,
            valid_to: term.1,
            file_digest: &form.file_digest,
            replaces: form.replaces.map(LetterId::new),
        };
        make(&worker, tx, &actor, (&new, shelved.as_ref()))?;
        Ok(id.get())
    });
    let done = done.map(|d| (d.value, d.repeated));
    if let Some(address) = address {
        tidy(bureau, &address, &done);
    }
    done.map(|(id, _)| LetterId::new(id))
}

fn make(
    bureau: &Bureau,
    tx: &mut Tx<'_>,
    actor: &Actor,
    (new, shelved): (&NewLetter<'_>, Option<&Shelved>),
) -> Result<(), Failure<DelegateRefusal>> {
    let region = bureau.region();
    let items: BTreeMap<ItemId, String> =
        rows::items_of_department(tx, region, new.department.id)?.into_iter().map(|i| (i.id, i.name)).collect();
    let (appointments, letters) = (rows::appointments(tx, region)?, rows::letters(tx, region)?);
    let county = rules::in_force(tx, region)?;
    let ground = Ground {
        appointments: &appointments,
        letters: &letters,
        items: &items,
        rules: &county.rules,
        rules_version: county.version,
        by: actor.by,
        at: actor.at,
        today: actor.today,
    };
    let made = match domain_rules::authorise(new, &ground) {
        Ok(made) => made,
        Err(Refusal::ForeignItem(id)) => return Err(Failure::Refused(foreign(bureau, tx, &id)?.into())),
        Err(refusal) => return Err(Failure::Refused(refusal.into())),
    };
    if let Some((old, event)) = &made.replaced {
        actor.save_letter(bureau, tx, old, ("delegates.revoked", event))?;
    }
    let beside = match shelved {
        Some(shelved) => {
            let of = (LetterKind::Authorization, made.letter.id.get());
            vec![shelved.kept(tx, bureau, actor, (of, &made.letter.file_digest))?.0]
        }
        None => Vec::new(),
    };
    actor.save_letter_with(bureau, tx, &made.letter, ("delegates.authorised", &made.event), beside)?;
    Ok(())
}

/// The refusal with the item's name, where there is such an item at all.
fn foreign(bureau: &Bureau, tx: &mut Tx<'_>, id: &str) -> Result<Refusal, Failure<DelegateRefusal>> {
    let found = match id.parse().map(ItemId::new) {
        Ok(id) => store::catalogue::item(tx, bureau.region(), id)?,
        Err(_) => None,
    };
    Ok(Refusal::ForeignItem(found.map_or_else(|| id.to_owned(), |i| i.content.name)))
}

/// What the form of a letter offers.
#[derive(Debug, Clone, Default)]
pub struct Candidates {
    /// Departments, in the order they were made.
    pub departments: Vec<Department>,
    /// Active staff of the chosen department.
    pub staff: Vec<Staff>,
    /// Appointments of the department that hold today or begin later.
    pub appointments: Vec<AppointmentLetter>,
    /// Its items in use.
    pub items: Vec<DepartmentItem>,
    /// Its letters that hold today or begin later: those that can be replaced.
    pub letters: Vec<AuthorizationLetter>,
}

/// What there is to choose from, once a department is chosen.
pub fn candidates(
    bureau: &Bureau,
    desk: &Desk,
    department: Option<DepartmentId>,
) -> Result<Candidates, Failure<Never>> {
    bureau.may(desk, Act::DelegateEdit)?;
    let (region, today) = (bureau.region(), bureau.today());
    Ok(bureau.db().read(|tx| {
        let departments = people::departments(tx, region)?;
        let Some(of) = department.filter(|id| departments.iter().any(|d| d.id == *id)) else {
            return Ok(Candidates { departments, ..Candidates::default() });
        };
        let mut staff = people::staff_list(tx, region)?;
        staff.retain(|s| s.active && s.department == Some(of));
        let mut appointments = rows::appointments(tx, region)?;
        appointments.retain(|a| a.department == of && a.dismissal.as_ref().is_none_or(|d| today < d.from));
        let mut letters = rows::letters(tx, region)?;
        letters.retain(|l| {
            let stands = match l.state_on(today) {
                LetterState::InForce | LetterState::Waiting => true,
                LetterState::Ended | LetterState::Revoked => false,
            };
            l.department == of && stands && l.revocation.is_none()
        });
        let items = rows::items_of_department(tx, region, of)?;
        Ok(Candidates { departments, staff, appointments, items, letters })
    })?)
}
