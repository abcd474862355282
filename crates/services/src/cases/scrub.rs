//! Looking after the files on disk (附件巡检): every row's bytes are there and are what was put there. A
//! few hundred at a time beside the day's work, all of them for `onedoor verify`.

use std::collections::BTreeSet;

use domain::base::FileId;
use store::{
    StoreError,
    files::{self, ShelfFault},
    journal::Finding,
};

use crate::Bureau;

/// What was looked at.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Scrubbed {
    /// Files whose bytes were read and compared.
    pub checked: u64,
    /// The last of them; `None` when the end was reached.
    pub last: Option<FileId>,
    /// Missing and damaged files.
    pub findings: Vec<Finding>,
    /// Bytes that no row names: left by a crash between writing and committing. No fault, and no loss.
    pub orphans: Vec<String>,
}

/// Compares the files after an id, at most so many. The job's share.
///
/// # Errors
/// Of the database; what the disk lacks is a finding.
pub fn scrub(bureau: &Bureau, after: FileId, most: i64) -> Result<Scrubbed, StoreError> {
    let region = bureau.region();
    let rows = bureau.db().read(|tx| files::files_after(tx, region, after, most))?;
    let mut out = Scrubbed::default();
    for (id, digest) in &rows {
        compare(bureau, *id, digest, &mut out);
    }
    out.last = (rows.len() as i64 == most).then(|| rows.last().map(|(id, _)| *id)).flatten();
    Ok(out)
}

/// Compares all files, and names what lies there without a row.
///
/// # Errors
/// Of the database.
pub fn scrub_all(bureau: &Bureau) -> Result<Scrubbed, StoreError> {
    const AT_ONCE: i64 = 1_000;
    let mut out = Scrubbed::default();
    let mut after = FileId::new(0);
    loop {
        let part = scrub(bureau, after, AT_ONCE)?;
        out.checked += part.checked;
        out.findings.extend(part.findings);
        match part.last {
            Some(last) => after = last,
            None => break,
        }
    }
    let region = bureau.region();
    let named: BTreeSet<String> = bureau.db().read(|tx| files::file_digests(tx, region))?.into_iter().collect();
    match bureau.shelf().addresses() {
        Ok(all) => out.orphans = all.into_iter().filter(|a| !named.contains(a)).collect(),
        Err(e) => out.findings.push(Finding { place: "files".into(), what: e.to_string() }),
    }
    Ok(out)
}

/// Takes away what was being written when the program stopped, more than a day ago.
///
/// # Errors
/// Of the disk, in words.
pub fn sweep_files(bureau: &Bureau) -> Result<u64, ShelfFault> {
    bureau.shelf().sweep(bureau.now())
}

fn compare(bureau: &Bureau, id: FileId, digest: &str, out: &mut Scrubbed) {
    out.checked += 1;
    if let Err(fault) = bureau.shelf().get(digest) {
        let what = format!("{fault}（{digest}）");
        out.findings.push(Finding { place: format!("附件 {id}"), what });
    }
}
