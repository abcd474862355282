//! Letting a representative act (授权): a letter for somebody in office, over items of the department, for a term, that
//! contradicts no other letter.

use std::collections::{BTreeMap, BTreeSet};

use jiff::{Timestamp, ToSpan as _, civil::Date};
use serde::{Deserialize, Serialize};

use super::{
    AppointmentLetter, AuthorizationLetter, DelegateRules, Deputy, ItemScope, LetterRevoked, LetterState, Listing,
    Power, Refusal, Representative, powers_text, refusal::words, revoke::end,
};
use crate::{
    base::{ItemId, LetterId, StaffId},
    people::{Department, Staff},
};

/// What the letter says.
#[derive(Debug, Clone, Copy)]
pub struct NewLetter<'a> {
    /// Id.
    pub id: LetterId,
    /// Whose items.
    pub department: &'a Department,
    /// Who may act.
    pub representative: &'a Staff,
    /// Who acts in absence.
    pub deputy: Option<&'a Staff>,
    /// Over which items.
    pub scope: &'a ItemScope,
    /// What.
    pub powers: &'a BTreeSet<Power>,
    /// 文号.
    pub doc_no: &'a str,
    /// First day.
    pub valid_from: Date,
    /// Last day.
    pub valid_to: Date,
    /// SM3 of the scan, hexadecimal; empty = none.
    pub file_digest: &'a str,
    /// The letter whose place it takes.
    pub replaces: Option<LetterId>,
}

/// What the letter is held against, and who enters it when.
#[derive(Debug, Clone, Copy)]
pub struct Ground<'a> {
    /// Appointments of the county.
    pub appointments: &'a [AppointmentLetter],
    /// Letters of the county.
    pub letters: &'a [AuthorizationLetter],
    /// Items of the department, with their names.
    pub items: &'a BTreeMap<ItemId, String>,
    /// The county's rules.
    pub rules: &'a DelegateRules,
    /// Version of them.
    pub rules_version: i64,
    /// Who.
    pub by: StaffId,
    /// Instant.
    pub at: Timestamp,
    /// The civil day of that.
    pub today: Date,
}

/// What came of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Authorised {
    /// The letter.
    pub letter: AuthorizationLetter,
    /// Its event.
    pub event: LetterMade,
    /// The letter whose place it takes, ended, with its event.
    pub replaced: Option<(AuthorizationLetter, LetterRevoked)>,
}

/// Authorises.
///
/// # Errors
/// Nobody in office, no power or item, a term that cannot be, or a letter that gives the same to somebody else.
pub fn authorise(new: &NewLetter<'_>, ground: &Ground<'_>) -> Result<Authorised, Refusal> {
    let doc_no = words(new.doc_no, "文号", Refusal::DocNoMissing)?;
    if ground.letters.iter().any(|l| l.doc_no == doc_no) {
        return Err(Refusal::DocNoTaken(doc_no));
    }
    let representative = in_office(new, ground.appointments)?;
    let deputy = deputy(new)?;
    if new.powers.is_empty() {
        return Err(Refusal::PowersMissing);
    }
    scope(new.scope, ground.items)?;
    term(new, ground)?;
    let file_digest = digest(new.file_digest)?;
    let letter = AuthorizationLetter {
        id: new.id,
        version: 1,
        department: new.department.id,
        department_name: new.department.name.clone(),
        doc_no,
        representative,
        deputy,
        scope: new.scope.clone(),
        powers: new.powers.clone(),
        valid_from: new.valid_from,
        valid_to: new.valid_to,
        file_digest,
        replaces: new.replaces,
        rules_version: ground.rules_version,
        made_at: ground.at,
        made_by: ground.by,
        filing: None,
        published_on: None,
        revocation: None,
    };
    let replaced = replaced(&letter, ground)?;
    let ended = replaced.as_ref().map(|(old, _)| old);
    let others = ground.letters.iter().map(|l| ended.filter(|e| e.id == l.id).unwrap_or(l));
    if let Some(other) = others.into_iter().find(|l| letter.contradicts(l)) {
        let representative = other.representative.name.clone();
        return Err(Refusal::Contradiction { doc_no: other.doc_no.clone(), representative });
    }
    let event = LetterMade::of(&letter);
    Ok(Authorised { letter, event, replaced })
}

/// The representative as the appointment in force on the first day says.
fn in_office(new: &NewLetter<'_>, appointments: &[AppointmentLetter]) -> Result<Representative, Refusal> {
    let (person, on) = (new.representative, new.valid_from);
    if !person.active {
        return Err(Refusal::Left(person.name.clone()));
    }
    let appointment = appointments
        .iter()
        .find(|a| a.person == person.id && a.department == new.department.id && a.holds_on(on))
        .ok_or_else(|| Refusal::NotAppointed { person: person.name.clone(), on })?;
    // A dismissal that is known already ends before the letter would.
    if !appointment.holds_on(new.valid_to) {
        return Err(Refusal::NotAppointed { person: person.name.clone(), on: new.valid_to });
    }
    Ok(Representative {
        staff: person.id,
        name: person.name.clone(),
        rank: appointment.rank.clone(),
        on_roster: appointment.on_roster,
    })
}

/// Somebody else of the department.
fn deputy(new: &NewLetter<'_>) -> Result<Option<Deputy>, Refusal> {
    let Some(person) = new.deputy else { return Ok(None) };
    if person.id == new.representative.id {
        return Err(Refusal::OwnDeputy);
    }
    if person.department != Some(new.department.id) {
        return Err(Refusal::Elsewhere { person: person.name.clone(), department: new.department.name.clone() });
    }
    if !person.active {
        return Err(Refusal::Left(person.name.clone()));
    }
    Ok(Some(Deputy { staff: person.id, name: person.name.clone() }))
}

/// Some item of the department, and no item of another.
fn scope(scope: &ItemScope, items: &BTreeMap<ItemId, String>) -> Result<(), Refusal> {
    if scope.is_empty() {
        return Err(Refusal::ItemsMissing);
    }
    match scope.named().find(|id| !items.contains_key(id)) {
        Some(id) => Err(Refusal::ForeignItem(id.to_string())),
        None => Ok(()),
    }
}

fn term(new: &NewLetter<'_>, ground: &Ground<'_>) -> Result<(), Refusal> {
    if new.valid_to < new.valid_from {
        return Err(Refusal::EndsBefore(new.valid_from));
    }
    if new.valid_to < ground.today {
        return Err(Refusal::Over);
    }
    let months = ground.rules.longest_months;
    // A letter of twelve months from 1 January ends on 31 December.
    let next = new.valid_from.saturating_add(i64::from(months).months());
    let latest = next.yesterday().unwrap_or(next);
    if new.valid_to > latest {
        return Err(Refusal::TooLong { months, latest });
    }
    Ok(())
}

fn digest(text: &str) -> Result<String, Refusal> {
    let text = text.trim().to_ascii_lowercase();
    let is_digest = text.len() == 64 && text.bytes().all(|b| b.is_ascii_hexdigit());
    if text.is_empty() || is_digest { Ok(text) } else { Err(Refusal::Digest) }
}

/// The letter whose place the new one takes, ended the day before the new one begins.
fn replaced(
    letter: &AuthorizationLetter,
    ground: &Ground<'_>,
) -> Result<Option<(AuthorizationLetter, LetterRevoked)>, Refusal> {
    let Some(id) = letter.replaces else { return Ok(None) };
    let old = ground.letters.iter().find(|l| l.id == id);
    let old = old.ok_or_else(|| Refusal::NotReplaceable(id.to_string()))?;
    let stands = match old.state_on(ground.today) {
        LetterState::InForce | LetterState::Waiting => old.revocation.is_none(),
        LetterState::Ended | LetterState::Revoked => false,
    };
    if old.department != letter.department || !stands {
        return Err(Refusal::NotReplaceable(old.doc_no.clone()));
    }
    if letter.valid_from < ground.today {
        return Err(Refusal::ReplacesBack(ground.today));
    }
    let reason = format!("由“{}”更换", letter.doc_no);
    let who = (ground.by, ground.at, ground.today);
    end(old.clone(), (letter.valid_from, reason, Some(letter.id)), who).map(Some)
}

/// Event: a letter of authorisation was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LetterMade {
    /// 文号.
    pub doc_no: String,
    /// Name of the department.
    pub department: String,
    /// Name of the representative.
    pub representative: String,
    /// Name of the deputy; empty = none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub deputy: String,
    /// Powers in words.
    pub powers: String,
    /// Number of listed items; `None` = all of the department.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub listed: Option<usize>,
    /// Number of items taken out.
    #[serde(default)]
    pub excluded: usize,
    /// First day.
    pub valid_from: Date,
    /// Last day.
    pub valid_to: Date,
    /// The letter whose place it takes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replaces: Option<LetterId>,
}

impl LetterMade {
    fn of(letter: &AuthorizationLetter) -> Self {
        Self {
            doc_no: letter.doc_no.clone(),
            department: letter.department_name.clone(),
            representative: letter.representative.name.clone(),
            deputy: letter.deputy.as_ref().map(|d| d.name.clone()).unwrap_or_default(),
            powers: powers_text(&letter.powers),
            listed: match &letter.scope.listing {
                Listing::All => None,
                Listing::Listed(items) => Some(items.len()),
            },
            excluded: letter.scope.excluded.len(),
            valid_from: letter.valid_from,
            valid_to: letter.valid_to,
            replaces: letter.replaces,
        }
    }
}
