//! One letter as its page shows it.

use std::collections::BTreeMap;

use domain::{
    base::{AppointmentId, DepartmentId, ItemId, LetterId, Region},
    delegates::{
        AppointmentLetter, AuthorizationLetter, LetterKind, LetterScan, LetterState, Listing, ScanBefore, Wording,
        ending_within,
    },
    people::{Act, Desk, authorise},
};
use jiff::civil::Date;
use store::{
    StoreError, Tx, catalogue, delegates as rows,
    journal::{self, EventRow, Stream},
    people,
};

use super::{rules, step::seen};
use crate::{Bureau, Failure, Never};

/// An item with its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedItem {
    /// Id.
    pub id: ItemId,
    /// 业务办理项编码; empty where the item is gone.
    pub code: String,
    /// Name.
    pub name: String,
}

/// A letter of authorisation with what stands around it.
#[derive(Debug, Clone)]
pub struct LetterView {
    /// The letter.
    pub letter: AuthorizationLetter,
    /// Where it stands today.
    pub state: LetterState,
    /// It ends soon, and nothing goes on after it.
    pub ends_soon: bool,
    /// Items listed; empty where it is all of the department.
    pub listed: Vec<NamedItem>,
    /// Items taken out.
    pub excluded: Vec<NamedItem>,
    /// The letter whose place it takes.
    pub replaces: Option<AuthorizationLetter>,
    /// The letter that took its place.
    pub replaced_by: Option<AuthorizationLetter>,
    /// The scan that is kept of it.
    pub scan: Option<LetterScan>,
    /// Scans that others took the place of.
    pub scans_before: Vec<ScanBefore>,
    /// The words in which it is printed: those under which it was made.
    pub wording: Wording,
    /// Its events in order.
    pub history: Vec<EventRow>,
    /// Who entered it.
    pub made_by: String,
    /// The desk may file, publish and revoke.
    pub may_edit: bool,
    /// Today.
    pub today: Date,
}

/// Names of items, in the order of their codes.
pub(super) fn named(
    tx: &mut Tx<'_>,
    region: &Region,
    department: DepartmentId,
    ids: impl IntoIterator<Item = ItemId>,
) -> Result<Vec<NamedItem>, StoreError> {
    let ids: Vec<ItemId> = ids.into_iter().collect();
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let in_use: BTreeMap<ItemId, (String, String)> =
        rows::items_of_department(tx, region, department)?.into_iter().map(|i| (i.id, (i.code, i.name))).collect();
    let mut out = Vec::with_capacity(ids.len());
    for id in ids {
        let known = match in_use.get(&id) {
            Some(known) => Some(known.clone()),
            None => catalogue::item(tx, region, id)?.map(|i| (i.content.code, i.content.name)),
        };
        let (code, name) = known.unwrap_or_else(|| (String::new(), format!("事项 {id}")));
        out.push(NamedItem { id, code, name });
    }
    out.sort_by(|a, b| (&a.code, a.id).cmp(&(&b.code, b.id)));
    Ok(out)
}

/// One letter of authorisation. One that the asker may not see looks like one that is not there.
pub fn letter(bureau: &Bureau, desk: &Desk, id: LetterId) -> Result<LetterView, Failure<Never>> {
    let reach = seen(desk)?;
    let (region, today) = (bureau.region(), bureau.today());
    let found = bureau.db().read(|tx| {
        let all = rows::letters(tx, region)?;
        let Some(letter) = all.iter().find(|l| l.id == id && reach.covers(l.department)).cloned() else {
            return Ok(None);
        };
        let remind_days = rules::in_force(tx, region)?.rules.remind_days;
        let of = |id: Option<LetterId>| all.iter().find(|l| Some(l.id) == id).cloned();
        let listed = match &letter.scope.listing {
            Listing::All => Vec::new(),
            Listing::Listed(items) => named(tx, region, letter.department, items.iter().copied())?,
        };
        Ok(Some(LetterView {
            state: letter.state_on(today),
            ends_soon: ending_within(&all, today, remind_days).iter().any(|l| l.id == id),
            listed,
            excluded: named(tx, region, letter.department, letter.scope.excluded.iter().copied())?,
            replaces: of(letter.replaces),
            replaced_by: of(letter.revocation.as_ref().and_then(|r| r.replaced_by)),
            scan: rows::letter_scan(tx, region, (LetterKind::Authorization, id.get()))?,
            scans_before: rows::letter_scans_before(tx, region, (LetterKind::Authorization, id.get()))?,
            wording: rules::wording_at(tx, region, (LetterKind::Authorization, letter.rules_version))?,
            history: journal::history(tx, region, &Stream::letter(id))?,
            made_by: people::staff(tx, region, letter.made_by)?.map(|s| s.name).unwrap_or_default(),
            may_edit: authorise(desk, Act::DelegateEdit, None).is_ok(),
            today,
            letter,
        }))
    })?;
    found.ok_or(Failure::NotFound)
}

/// A letter of appointment with what stands around it.
#[derive(Debug, Clone)]
pub struct AppointmentView {
    /// The letter.
    pub letter: AppointmentLetter,
    /// Letters that let the person act, the newest first.
    pub letters: Vec<AuthorizationLetter>,
    /// The scan that is kept of it.
    pub scan: Option<LetterScan>,
    /// Scans that others took the place of.
    pub scans_before: Vec<ScanBefore>,
    /// The words in which it is printed: those under which it was made.
    pub wording: Wording,
    /// How long a representative stays in principle, in months.
    pub stay_months: u32,
    /// Its events in order.
    pub history: Vec<EventRow>,
    /// Who entered it.
    pub made_by: String,
    /// The desk may file and dismiss.
    pub may_edit: bool,
    /// Today.
    pub today: Date,
}

/// One letter of appointment.
pub fn appointment(bureau: &Bureau, desk: &Desk, id: AppointmentId) -> Result<AppointmentView, Failure<Never>> {
    let reach = seen(desk)?;
    let (region, today) = (bureau.region(), bureau.today());
    let found = bureau.db().read(|tx| {
        let Some(letter) = rows::appointment(tx, region, id)?.filter(|a| reach.covers(a.department)) else {
            return Ok(None);
        };
        let mut letters = rows::letters(tx, region)?;
        letters.retain(|l| l.department == letter.department && l.representative.staff == letter.person);
        letters.reverse();
        Ok(Some(AppointmentView {
            letters,
            scan: rows::letter_scan(tx, region, (LetterKind::Appointment, id.get()))?,
            scans_before: rows::letter_scans_before(tx, region, (LetterKind::Appointment, id.get()))?,
            wording: rules::wording_at(tx, region, (LetterKind::Appointment, letter.rules_version))?,
            stay_months: rules::stay_months_at(tx, region, letter.rules_version)?,
            history: journal::history(tx, region, &Stream::appointment(id))?,
            made_by: people::staff(tx, region, letter.made_by)?.map(|s| s.name).unwrap_or_default(),
            may_edit: authorise(desk, Act::DelegateEdit, None).is_ok(),
            today,
            letter,
        }))
    })?;
    found.ok_or(Failure::NotFound)
}
