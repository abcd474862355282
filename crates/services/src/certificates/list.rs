//! Certificates as a list (证照台账): of the own department for an approver, of the county for clerks and supervisors.

use domain::{
    base::{DepartmentId, fold},
    certificates::{Certificate, CertificateCode, Standing},
    people::{Act, Desk, Reach, reach},
};
pub use store::certificates::Part;
use store::{
    StoreError, Tx,
    certificates::{self as rows, CertificateFilter},
};

use super::view::{Holder, masked};
use crate::{Bureau, Failure, Never};

/// What the filter row holds.
#[derive(Debug, Clone, Default)]
pub struct ListForm {
    /// Which part.
    pub part: Part,
    /// Number or identifier, whole, or part of a name.
    pub words: String,
    /// Key of the page before.
    pub before: Option<i64>,
    /// Lines.
    pub limit: u32,
}

/// One line.
#[derive(Debug, Clone)]
pub struct CertificateLine {
    /// The certificate.
    pub certificate: Certificate,
    /// Holder, masked.
    pub holder: Holder,
    /// How it stands today.
    pub standing: Standing,
}

/// A page of the list.
#[derive(Debug, Clone)]
pub struct CertificateList {
    /// Lines, the newest first.
    pub lines: Vec<CertificateLine>,
    /// Key of the next page, if there is one.
    pub next: Option<i64>,
    /// How many stand in each part, under the same words.
    pub counts: Vec<(Part, u64)>,
}

/// Parts in the order of the page.
const PARTS: [Part; 5] = [Part::InForce, Part::Unsealed, Part::Expired, Part::Ended, Part::All];

/// The certificates that whoever sits here may see.
pub fn list(bureau: &Bureau, desk: &Desk, form: &ListForm) -> Result<CertificateList, Failure<Never>> {
    let department: Option<DepartmentId> = match reach(desk, Act::CertificateView)? {
        Reach::County => None,
        Reach::Department(own) => Some(own),
        Reach::Nothing => return Ok(CertificateList { lines: Vec::new(), next: None, counts: Vec::new() }),
    };
    let (region, today) = (bureau.region(), bureau.today());
    let limit = form.limit.clamp(1, 1_000) as usize;
    Ok(bureau.db().read(|tx| {
        let filter = filter(tx, bureau, department, form)?;
        // One line more than the page, so that the next page is known to exist.
        let mut found = rows::certificates(tx, region, &filter, today, form.before, limit as i64 + 1)?;
        let next = (found.len() > limit).then(|| found[limit - 1].0.id.get());
        found.truncate(limit);
        let counts = rows::part_counts(tx, region, &filter, today, &PARTS)?;
        let mut lines = Vec::with_capacity(found.len());
        for (certificate, sealed) in found {
            let holder = masked(bureau, tx, &certificate, &sealed)?;
            lines.push(CertificateLine { standing: certificate.standing(today), holder, certificate });
        }
        Ok(CertificateList { lines, next, counts: PARTS.into_iter().zip(counts).collect() })
    })?)
}

/// Words that are a number or an identifier find it whole; others are part of a name.
fn filter(
    tx: &mut Tx<'_>,
    bureau: &Bureau,
    department: Option<DepartmentId>,
    form: &ListForm,
) -> Result<CertificateFilter, StoreError> {
    let words = form.words.trim();
    let base = CertificateFilter { part: form.part, department, ..CertificateFilter::default() };
    if words.is_empty() {
        return Ok(base);
    }
    let exact = match CertificateCode::parse(words) {
        Ok(code) => code.to_string(),
        Err(_) => fold(words),
    };
    for number in [exact, words.to_owned()] {
        let by_number = CertificateFilter { number: Some(number), part: Part::All, ..base.clone() };
        if rows::part_counts(tx, bureau.region(), &by_number, bureau.today(), &[Part::All])?.iter().any(|n| *n > 0) {
            return Ok(CertificateFilter { part: form.part, ..by_number });
        }
    }
    Ok(CertificateFilter { words: Some(words.to_owned()), ..base })
}
