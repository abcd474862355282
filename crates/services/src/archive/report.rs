//! The county's signature over the report of a check (检测报告签名): SM2 by the key that signs blocks and backups, over
//! what was checked, when, and what each rule found. It stands in the event, and so in the chain of the package.

use domain::base::PackageId;
use store::{
    StoreError, Tx, Vault,
    archive::PackageRow,
    hex,
    journal::{self, Stream},
    unhex, vault,
};

use crate::Bureau;

/// What is signed: everything in the report, and the package that it is about.
fn digest(row: &PackageRow) -> String {
    let report =
        serde_json::json!([row.number.as_str(), row.digest, row.checked_at.as_microsecond(), row.passed, row.checks]);
    store::digest(report.to_string().as_bytes())
}

/// Signs a report.
pub(super) fn sign(vault: &Vault, row: &PackageRow) -> String {
    hex(&vault.sign(digest(row).as_bytes()))
}

/// The signature that the last check of a package left; empty for one made before reports were signed.
pub(super) fn signature(tx: &mut Tx<'_>, bureau: &Bureau, id: PackageId) -> Result<String, StoreError> {
    let history = journal::history(tx, bureau.region(), &Stream::package(id))?;
    let last = history.iter().rfind(|e| matches!(e.kind.as_str(), "archive.packed" | "archive.checked"));
    let said = last.and_then(|e| e.facts.get("signature")).and_then(|s| s.as_str());
    Ok(said.unwrap_or_default().to_owned())
}

/// Whether a signature is the county's over this very report.
pub(super) fn holds(bureau: &Bureau, row: &PackageRow, signature: &str) -> bool {
    let signed = unhex(signature).filter(|s| hex(s) == signature);
    signed.is_some_and(|s| vault::verify(&bureau.vault().public_key(), digest(row).as_bytes(), &s))
}
