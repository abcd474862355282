//! Public progress (进度查询) by number and query password, or the last four digits of the mobile.
//! Unknown number and wrong secret look the same; guessing is slowed per number, and per address so that nobody sweeps many numbers.

use domain::{
    base::{PersonId, fold_code},
    cases::{Case, CaseNo},
    people::{Act, Desk},
};
use jiff::{SignedDuration, Timestamp};
use store::{
    StoreError, Tx,
    cases::{self as rows, SealedFields},
    people::{self, Limit},
};

use super::{
    outlook::{Outlook, outlook_of},
    view::{opened, particulars},
};
use crate::{Bureau, Failure};

const WINDOW: SignedDuration = SignedDuration::from_hours(1);
/// Wrong passwords for one number.
const TRIES: i64 = 10;
/// Wrong ones from one address, whatever the number.
const TRIES_FROM: i64 = 30;

/// Why nothing is shown.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ProgressRefusal {
    /// Not a number.
    #[error("{0}")]
    Number(String),
    /// Number or password; which one is not told.
    #[error("编号、查询密码或手机后四位不对，请照回执核对")]
    Wrong,
    /// Too many tries.
    #[error("试错太多次，请 1 小时后再查，或拨 12345 咨询")]
    Later,
}

/// What the applicant sees.
#[derive(Debug, Clone)]
pub struct Progress {
    /// The case.
    pub case: Case,
    /// Name, masked.
    pub applicant: String,
    /// Deciding department.
    pub department: String,
    /// Its telephone; may be empty.
    pub phone: String,
    /// Due day from today.
    pub outlook: Outlook,
    /// 等谁.
    pub waiting_for: String,
    /// The query password was given: the applicant may act on it.
    pub may_act: bool,
    /// When the telephone number was shown to staff in the clear, and in which office; the last first.
    pub number_shown: Vec<(Timestamp, String)>,
}

/// Looks a case up for the public: by the query password, or by the last four digits of the mobile,
/// which shows and lets nobody do anything.
pub fn progress(
    bureau: &Bureau,
    desk: &Desk,
    case_no: &str,
    secret: &str,
) -> Result<Progress, Failure<ProgressRefusal>> {
    bureau.may(desk, Act::ProgressView)?;
    let region = *bureau.region();
    guarded(bureau, desk, case_no, secret, |tx, case, sealed, right| {
        let (particulars, _) = particulars(bureau, tx, &case, &sealed)?;
        let calendar = bureau.calendar(tx)?;
        let department = people::department(tx, &region, case.department)?.ok_or_else(|| StoreError::Corrupt {
            place: "service_case.department_id".into(),
            why: "没有这个部门".into(),
        })?;
        Ok(Progress {
            applicant: particulars.name,
            outlook: outlook_of(&case, bureau.today(), &calendar),
            waiting_for: case.waiting().label(&department.name),
            department: department.name,
            phone: department.phone,
            number_shown: rows::numbers_shown(tx, &region, case.id)?.into_iter().map(|n| (n.at, n.office)).collect(),
            may_act: right == Right::Password && case.matter.is_none(),
            case,
        })
    })
}

/// Opens an own case by its query password alone. Gives its number.
pub(super) fn open_with_password(
    bureau: &Bureau,
    desk: &Desk,
    case_no: &str,
    password: &str,
) -> Result<CaseNo, Failure<ProgressRefusal>> {
    // Four digits would be taken for those of the mobile, which open nothing here.
    if fold_code(password).len() == TAIL {
        return Err(Failure::Refused(ProgressRefusal::Wrong));
    }
    guarded(bureau, desk, case_no, password, |_, case, _, _| Ok(case.no))
}

/// What the secret was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Right {
    /// The query password: opens everything.
    Password,
    /// The last four digits of the mobile: shows, and lets nobody do anything.
    Tail,
}

/// Digits of the mobile that people give.
const TAIL: usize = 4;

/// Compares the secret, slowed against guessing, and reads on where it is right.
fn guarded<T>(
    bureau: &Bureau,
    desk: &Desk,
    case_no: &str,
    secret: &str,
    read: impl FnOnce(&mut Tx<'_>, Case, SealedFields, Right) -> Result<T, StoreError>,
) -> Result<T, Failure<ProgressRefusal>> {
    let no = CaseNo::parse(case_no).map_err(|f| Failure::Refused(ProgressRefusal::Number(f.to_string())))?;
    let region = *bureau.region();
    slowed(bureau, desk, no.as_str(), |tx| {
        let Some((case, sealed)) = rows::case_by_no(tx, &region, &no)? else { return Ok(None) };
        match right_of(bureau, tx, case.person, &sealed, secret)? {
            Some(right) => read(tx, case, sealed, right).map(Some),
            None => Ok(None),
        }
    })
}

/// Lets nobody try too often: ten times an hour for one number, thirty from one address. `found` gives nothing where
/// number or secret is wrong.
pub(crate) fn slowed<T>(
    bureau: &Bureau,
    desk: &Desk,
    number: &str,
    found: impl FnOnce(&mut Tx<'_>) -> Result<Option<T>, StoreError>,
) -> Result<T, Failure<ProgressRefusal>> {
    let (region, now) = (*bureau.region(), bureau.now());
    let since = now - WINDOW;
    let limits = vec![
        Limit { kind: "progress", subject: number.to_owned(), since, most: TRIES },
        Limit { kind: "progress_from", subject: desk.terminal.clone(), since, most: TRIES_FROM },
    ];
    let nonce = (bureau.rng().u64() >> 1) as i64;
    let noted = limits.clone();
    if !bureau.db().write(move |tx| people::try_attempt(tx, &region, &noted, now, nonce))? {
        return Err(Failure::Refused(ProgressRefusal::Later));
    }
    let Some(found) = bureau.db().read(found)? else { return Err(Failure::Refused(ProgressRefusal::Wrong)) };
    bureau.db().write(move |tx| people::clear_attempt(tx, &region, &limits, now, nonce))?;
    Ok(found)
}

/// What a secret opens of what an applicant has sealed; `None` where it is wrong.
pub(crate) fn right_of(
    bureau: &Bureau,
    tx: &mut Tx<'_>,
    person: PersonId,
    sealed: &SealedFields,
    secret: &str,
) -> Result<Option<Right>, StoreError> {
    // Printed in two groups of four; people type the gap, or a dash.
    let secret = fold_code(secret);
    let region = bureau.region();
    let Some(key) = people::open_key(tx, region, bureau.vault(), person)? else { return Ok(None) };
    let known = |field: &str, bytes: &[u8]| opened(&key, region, field, bytes);
    let (right, wanted) = match secret.len() == TAIL {
        true => (Right::Tail, known("phone", &sealed.phone)?.map(|p| tail(&p))),
        false => (Right::Password, known("query_password", &sealed.query_password)?),
    };
    Ok(wanted.filter(|wanted| !wanted.is_empty() && same(wanted, &secret)).map(|_| right))
}

fn tail(phone: &str) -> String {
    phone.chars().skip(phone.chars().count().saturating_sub(TAIL)).collect()
}

/// Compares without telling by its time where the first difference is.
fn same(a: &str, b: &str) -> bool {
    a.len() == b.len() && a.bytes().zip(b.bytes()).fold(0, |d, (x, y)| d | (x ^ y)) == 0
}
