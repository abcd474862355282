//! What the acts on a certificate share: the right to it, its holder's fields opened and sealed, the code of its public
//! verification, the next state saved with its event.

use domain::{
    base::{CertificateId, PersonId, Region, StaffId},
    certificates::{Certificate, CertificateCode, Origin},
    people::{Act, Denied, Desk, Reach, Role, authorise, reach, rule},
};
use jiff::Timestamp;
use serde::Serialize;
use store::{
    StoreError, Tx,
    certificates::{self as rows, SealedHolder},
    journal::{self, Stream},
    people,
    vault::PersonKey,
};

use crate::{
    Bureau, Failure,
    cases::{Used, told_under},
};

/// Characters of a verification code: no 0, O, 1, I.
const LETTERS: &[u8; 32] = b"23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
/// Fifty bits: guessing at the pace that the throttle allows takes longer than the county lasts.
const CHECK_LEN: usize = 10;

/// What the public types beside the identifier. Derived under the county's key, so that it is stored nowhere and cannot
/// be told from the identifier.
pub(super) fn check_of(bureau: &Bureau, code: &CertificateCode) -> String {
    let keyed = bureau.vault().blind("certificate", &format!("{}|{code}", bureau.region().as_str()));
    let bytes = store::unhex(&keyed).unwrap_or_default();
    bytes.iter().take(CHECK_LEN).map(|b| char::from(LETTERS[usize::from(b & 31)])).collect()
}

/// Whether the desk may do this to the certificate. One that no department here answers for is nobody's own: only roles
/// that reach the whole county may.
pub(super) fn right(
    desk: &Desk,
    act: Act,
    certificate: &Certificate,
    department: &str,
) -> Result<Option<Role>, Denied> {
    match certificate.department {
        Some(id) => authorise(desk, act, Some((id, department))),
        None => match reach(desk, act)? {
            Reach::County => authorise(desk, act, None),
            Reach::Department(_) | Reach::Nothing => {
                let free: Vec<&str> =
                    rule(act).roles.iter().filter(|r| **r != Role::Approver).map(|r| r.label()).collect();
                Err(Denied::Role(free.join("或")))
            }
        },
    }
}

/// Whether the desk may end it: what was made here, whoever may make it in its department; what was only registered,
/// whoever may register.
pub(super) fn right_to_end(desk: &Desk, certificate: &Certificate, department: &str) -> Result<Option<Role>, Denied> {
    authorise(desk, Act::CertificateEnd, None)?;
    match certificate.origin {
        Origin::Registered(_) => authorise(desk, Act::CertificateRegister, None),
        Origin::Issued { .. } => right(desk, Act::CertificateIssue, certificate, department),
    }
}

/// The person at the desk: a certificate is never moved by nobody.
pub(super) fn person(desk: &Desk) -> Result<StaffId, Denied> {
    desk.staff.as_ref().map(|s| s.id).ok_or(Denied::NotSignedIn)
}

/// Name of the department whose list a certificate stands in; empty without one.
pub(super) fn department_name(
    tx: &mut Tx<'_>,
    region: &Region,
    certificate: &Certificate,
) -> Result<String, StoreError> {
    Ok(match certificate.department {
        Some(id) => people::department(tx, region, id)?.map(|d| d.name).unwrap_or_default(),
        None => String::new(),
    })
}

/// A certificate under an act.
pub(super) struct Loaded {
    pub(super) certificate: Certificate,
    pub(super) sealed: SealedHolder,
    pub(super) department: String,
}

/// Loads a certificate that the desk may see at all. Somebody else's change since the page was made is `Stale`.
pub(super) fn load<R: std::error::Error>(
    bureau: &Bureau,
    tx: &mut Tx<'_>,
    desk: &Desk,
    id: CertificateId,
    expected: Option<i64>,
) -> Result<Loaded, Failure<R>> {
    let region = bureau.region();
    let (certificate, sealed) = rows::certificate(tx, region, id)?.ok_or(Failure::NotFound)?;
    let department = department_name(tx, region, &certificate)?;
    if right(desk, Act::CertificateView, &certificate, &department).is_err() {
        return Err(Failure::NotFound);
    }
    if expected.is_some_and(|version| version != certificate.version) {
        return Err(Failure::Stale);
    }
    Ok(Loaded { certificate, sealed, department })
}

/// The holder's fields, opened. `None` where the person's key was erased.
pub(super) fn opened(
    bureau: &Bureau,
    tx: &mut Tx<'_>,
    person: PersonId,
    sealed: &SealedHolder,
) -> Result<Option<(String, String)>, StoreError> {
    let Some(key) = people::open_key(tx, bureau.region(), bureau.vault(), person)? else { return Ok(None) };
    let open = |field: &str, bytes: &[u8]| match key.open(bureau.region(), field, bytes) {
        Ok(text) => Ok(Some(text)),
        Err(StoreError::Sealed(_)) => Ok(None),
        Err(other) => Err(other),
    };
    Ok(open("holder_name", &sealed.name)?.zip(open("holder_code", &sealed.code)?))
}

/// Seals the holder's fields.
pub(super) fn seal(bureau: &Bureau, key: &PersonKey, name: &str, code: &str) -> SealedHolder {
    let one = |field: &str, text: &str| key.seal(bureau.region(), field, text, bureau.rng());
    SealedHolder { name: one("holder_name", name), code: one("holder_code", code) }
}

/// Saves the next state of a certificate with its event. Returns its version.
pub(super) fn save(
    bureau: &Bureau,
    tx: &mut Tx<'_>,
    (desk, role): (&Desk, Option<Role>),
    (next, sealed): (&Certificate, &SealedHolder),
    event: (&'static str, &impl Serialize),
    at: Timestamp,
) -> Result<i64, StoreError> {
    save_under(bureau, tx, (desk, role), (next, sealed), (event, None), at)
}

/// The same with the letter under which it was done.
pub(super) fn save_under(
    bureau: &Bureau,
    tx: &mut Tx<'_>,
    (desk, role): (&Desk, Option<Role>),
    (next, sealed): (&Certificate, &SealedHolder),
    (event, used): ((&'static str, &impl Serialize), Option<Used>),
    at: Timestamp,
) -> Result<i64, StoreError> {
    let region = bureau.region();
    let entry = told_under(Stream::certificate(next.id), next.version - 1, event, used)
        .with(rows::certificate_change(region, next, sealed));
    journal::append(tx, region, &desk.stamp(at, role), entry)
}
