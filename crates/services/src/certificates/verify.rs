//! Verification by anybody (证照查验): identifier and the code printed beside it, typed or scanned. An unknown identifier
//! and a wrong code look the same; guessing is slowed per identifier and per address.

use domain::{
    base::fold_code,
    certificates::{Certificate, CertificateCode, CodeFlaw, Standing},
    people::{Act, Desk},
};
use jiff::SignedDuration;
use store::{
    certificates as rows,
    people::{self, Limit},
};

use super::{
    step::check_of,
    view::{Holder, masked},
};
use crate::{Bureau, Failure};

const WINDOW: SignedDuration = SignedDuration::from_hours(1);
/// Wrong codes for one identifier.
const TRIES: i64 = 10;
/// Wrong ones from one address, whatever the identifier.
const TRIES_FROM: i64 = 30;

/// Why nothing is shown.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum VerifyRefusal {
    /// Not an identifier.
    #[error(transparent)]
    Code(#[from] CodeFlaw),
    /// Identifier or code; which one is not told.
    #[error("标识或验证码对不上，请照证照核对，真假可问发证机关")]
    Wrong,
    /// Too many tries.
    #[error("试错太多次，请 1 小时后再查，或拨 12345 咨询")]
    Later,
}

/// What anybody may know of a certificate whose code they hold.
#[derive(Debug, Clone)]
pub struct Verified {
    /// The certificate.
    pub certificate: Certificate,
    /// Holder, masked.
    pub holder: Holder,
    /// How it stands today.
    pub standing: Standing,
}

/// Looks a certificate up for anybody.
pub fn verify(bureau: &Bureau, desk: &Desk, code: &str, check: &str) -> Result<Verified, Failure<VerifyRefusal>> {
    bureau.may(desk, Act::CertificateVerify)?;
    let code = CertificateCode::parse(code).map_err(|f| Failure::Refused(f.into()))?;
    let typed = fold_code(check);
    let (region, now, today) = (*bureau.region(), bureau.now(), bureau.today());
    let since = now - WINDOW;
    let limits = vec![
        Limit { kind: "verify", subject: code.to_string(), since, most: TRIES },
        Limit { kind: "verify_from", subject: desk.terminal.clone(), since, most: TRIES_FROM },
    ];
    let nonce = (bureau.rng().u64() >> 1) as i64;
    let noted = limits.clone();
    if !bureau.db().write(move |tx| people::try_attempt(tx, &region, &noted, now, nonce))? {
        return Err(Failure::Refused(VerifyRefusal::Later));
    }
    let right = same(&check_of(bureau, &code), &typed);
    let found = bureau.db().read(|tx| {
        let found = rows::certificate_by_code(tx, &region, &code)?.filter(|_| right);
        let Some((certificate, sealed)) = found else { return Ok(None) };
        let holder = masked(bureau, tx, &certificate, &sealed)?;
        Ok(Some(Verified { standing: certificate.standing(today), holder, certificate }))
    })?;
    let Some(verified) = found else { return Err(Failure::Refused(VerifyRefusal::Wrong)) };
    bureau.db().write(move |tx| people::clear_attempt(tx, &region, &limits, now, nonce))?;
    Ok(verified)
}

/// Compares without telling by its time where the first difference is.
fn same(a: &str, b: &str) -> bool {
    a.len() == b.len() && a.bytes().zip(b.bytes()).fold(0, |d, (x, y)| d | (x ^ y)) == 0
}
