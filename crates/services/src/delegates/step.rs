//! What the acts on letters share: the right, the letter under its expected version, people and departments, the next
//! state saved with its event.

use domain::{
    base::{AppointmentId, DepartmentId, LetterId, StaffId, parse_date, shanghai_midnight},
    delegates::{AppointmentLetter, AuthorizationLetter, DelegateRules},
    people::{Act, Denied, Department, Desk, Reach, Role, Staff, reach},
};
use jiff::{Timestamp, ToSpan as _, civil::Date};
use serde::Serialize;
use store::{
    StoreError, Tx, delegates as rows,
    journal::{self, Change, Entry, Stream},
    people,
};

use super::DelegateRefusal;
use crate::{Bureau, Failure};

/// The person at the desk: a letter is never entered by nobody.
pub(super) fn person(desk: &Desk) -> Result<StaffId, Denied> {
    desk.staff.as_ref().map(|s| s.id).ok_or(Denied::NotSignedIn)
}

/// The departments whose letters the desk may see.
pub(super) fn seen(desk: &Desk) -> Result<Reach, Denied> {
    reach(desk, Act::DelegateView)
}

/// The first of the days that a check on a day looks back on, and their instants.
pub(super) fn looked_back(on: Date, rules: &DelegateRules) -> (Date, (Timestamp, Timestamp)) {
    let since = on.saturating_sub(i64::from(rules.look_back_days.saturating_sub(1)).days());
    (since, (shanghai_midnight(since), shanghai_midnight(on.tomorrow().unwrap_or(on))))
}

/// A day of a form.
pub(super) fn day(text: &str, field: &'static str) -> Result<Date, Failure<DelegateRefusal>> {
    parse_date(text).map_err(|flaw| Failure::Refused(DelegateRefusal::Day { field, flaw }))
}

/// A department of a form.
pub(super) fn department(bureau: &Bureau, tx: &mut Tx<'_>, id: i64) -> Result<Department, Failure<DelegateRefusal>> {
    people::department(tx, bureau.region(), DepartmentId::new(id))?.ok_or(Failure::Refused(DelegateRefusal::Department))
}

/// A member of staff of a form.
pub(super) fn staff(
    bureau: &Bureau,
    tx: &mut Tx<'_>,
    id: i64,
    field: &'static str,
) -> Result<Staff, Failure<DelegateRefusal>> {
    people::staff(tx, bureau.region(), StaffId::new(id))?.ok_or(Failure::Refused(DelegateRefusal::Person(field)))
}

/// A letter of authorisation under its expected version. Somebody else's change since the page was made is `Stale`.
pub(super) fn load_letter(
    bureau: &Bureau,
    tx: &mut Tx<'_>,
    id: LetterId,
    expected: i64,
) -> Result<AuthorizationLetter, Failure<DelegateRefusal>> {
    let letter = rows::letter(tx, bureau.region(), id)?.ok_or(Failure::NotFound)?;
    if letter.version == expected { Ok(letter) } else { Err(Failure::Stale) }
}

/// A letter of appointment under its expected version.
pub(super) fn load_appointment(
    bureau: &Bureau,
    tx: &mut Tx<'_>,
    id: AppointmentId,
    expected: i64,
) -> Result<AppointmentLetter, Failure<DelegateRefusal>> {
    let letter = rows::appointment(tx, bureau.region(), id)?.ok_or(Failure::NotFound)?;
    if letter.version == expected { Ok(letter) } else { Err(Failure::Stale) }
}

/// Who acts when, as every event is stamped.
#[derive(Clone)]
pub(super) struct Actor {
    pub(super) desk: Desk,
    pub(super) role: Option<Role>,
    pub(super) by: StaffId,
    pub(super) at: Timestamp,
    pub(super) today: Date,
}

impl Actor {
    /// Whoever sits here, if they may edit letters.
    pub(super) fn of(bureau: &Bureau, desk: &Desk) -> Result<Self, Denied> {
        let role = bureau.may(desk, Act::DelegateEdit)?;
        Ok(Self { desk: desk.clone(), role, by: person(desk)?, at: bureau.now(), today: bureau.today() })
    }

    /// Saves the next state of a letter of authorisation with its event. Returns its version.
    pub(super) fn save_letter(
        &self,
        bureau: &Bureau,
        tx: &mut Tx<'_>,
        next: &AuthorizationLetter,
        event: (&'static str, &impl Serialize),
    ) -> Result<i64, StoreError> {
        self.save_letter_with(bureau, tx, next, event, Vec::new())
    }

    /// The same with other rows that changed with it.
    pub(super) fn save_letter_with(
        &self,
        bureau: &Bureau,
        tx: &mut Tx<'_>,
        next: &AuthorizationLetter,
        event: (&'static str, &impl Serialize),
        beside: Vec<Change>,
    ) -> Result<i64, StoreError> {
        let region = bureau.region();
        let entry = Entry::new(Stream::letter(next.id), next.version - 1, event.0, event.1)
            .with(rows::letter_change(region, next))
            .with_all(beside);
        bureau.forget_reminders();
        journal::append(tx, region, &self.desk.stamp(self.at, self.role), entry)
    }

    /// The same of a letter of appointment.
    pub(super) fn save_appointment(
        &self,
        bureau: &Bureau,
        tx: &mut Tx<'_>,
        next: &AppointmentLetter,
        event: (&'static str, &impl Serialize),
    ) -> Result<i64, StoreError> {
        self.save_appointment_with(bureau, tx, next, event, Vec::new())
    }

    /// The same with other rows that changed with it.
    pub(super) fn save_appointment_with(
        &self,
        bureau: &Bureau,
        tx: &mut Tx<'_>,
        next: &AppointmentLetter,
        event: (&'static str, &impl Serialize),
        beside: Vec<Change>,
    ) -> Result<i64, StoreError> {
        let region = bureau.region();
        let entry = Entry::new(Stream::appointment(next.id), next.version - 1, event.0, event.1)
            .with(rows::appointment_change(region, next))
            .with_all(beside);
        journal::append(tx, region, &self.desk.stamp(self.at, self.role), entry)
    }
}
