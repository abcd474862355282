//! Putting a letter on record (备案): the appointment with the service bureau, the authorisation with whoever
//! supervises approvals (domain §4.4). A letter holds without it; that it lacks is a finding.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{AppointmentLetter, AuthorizationLetter, Filing, Refusal, refusal::words};

fn filing(before: Option<&Filing>, on: Date, no: &str, today: Date) -> Result<(Filing, LetterFiled), Refusal> {
    if before.is_some() {
        return Err(Refusal::Done("备案"));
    }
    if on > today {
        return Err(Refusal::Future { what: "备案日", today });
    }
    let no = words(no, "备案号", Refusal::FilingMissing)?;
    Ok((Filing { on, no: no.clone() }, LetterFiled { on, no }))
}

/// Notes that a letter of appointment is on record.
///
/// # Errors
/// On record already, a day that has not come, no number.
pub fn file_appointment(
    letter: AppointmentLetter,
    (on, no): (Date, &str),
    today: Date,
) -> Result<(AppointmentLetter, LetterFiled), Refusal> {
    let (filing, event) = filing(letter.filing.as_ref(), on, no, today)?;
    Ok((AppointmentLetter { version: letter.version + 1, filing: Some(filing), ..letter }, event))
}

/// Notes that a letter of authorisation is on record.
///
/// # Errors
/// On record already, a day that has not come, no number.
pub fn file_letter(
    letter: AuthorizationLetter,
    (on, no): (Date, &str),
    today: Date,
) -> Result<(AuthorizationLetter, LetterFiled), Refusal> {
    let (filing, event) = filing(letter.filing.as_ref(), on, no, today)?;
    Ok((AuthorizationLetter { version: letter.version + 1, filing: Some(filing), ..letter }, event))
}

/// Event: a letter was put on record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LetterFiled {
    /// Day.
    pub on: Date,
    /// 备案号.
    pub no: String,
}
