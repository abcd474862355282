//! Looking after the files on disk (附件巡检): every row's bytes are there and are what was put there. A
//! few hundred at a time beside the day's work, all of them for `onedoor verify`.

use std::{collections::BTreeSet, time::Duration};

use domain::base::FileId;
use store::{
    StoreError, delegates,
    files::{self, ShelfFault},
    journal::Finding,
};

use crate::Bureau;

/// Longer than any transaction, and than it takes to notice that a wrong backup was restored.
const ORPHANED_FOR: Duration = Duration::from_hours(7 * 24);

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
        compare(bureau, &format!("附件 {id}"), digest, &mut out);
    }
    // The scans of letters are few: they are looked at whenever a round begins.
    if after == FileId::new(0) {
        for scan in bureau.db().read(|tx| delegates::letter_scans(tx, region))? {
            let place = format!("{}扫描件 {}", scan.of.label(), scan.letter);
            compare(bureau, &place, &scan.address, &mut out);
        }
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
    let named: BTreeSet<String> = bureau.db().read(|tx| files::named_addresses(tx, region))?.into_iter().collect();
    match bureau.shelf().addresses() {
        Ok(all) => out.orphans = all.into_iter().filter(|a| !named.contains(a)).collect(),
        Err(e) => out.findings.push(Finding { place: "files".into(), what: e.to_string() }),
    }
    Ok(out)
}

/// Takes away what a stop of the program left on the disk: what was still being written, and after a week whole files
/// that no row names. A database that names fewer files than would go is not the one of this shelf: then they stay.
/// Returns how many went.
///
/// # Errors
/// Of the disk or the database.
pub fn sweep_files(bureau: &Bureau) -> Result<u64, SweepFault> {
    let (now, region) = (bureau.now(), bureau.region());
    let unfinished = bureau.shelf().sweep(now)?;
    // Listed before the rows are read: a file whose row is written meanwhile is newer than a week.
    let old = bureau.shelf().older_than(now, ORPHANED_FOR)?;
    let named: BTreeSet<String> = bureau.db().read(|tx| files::named_addresses(tx, region))?.into_iter().collect();
    let orphans: Vec<&String> = old.iter().filter(|address| !named.contains(*address)).collect();
    if orphans.len() > named.len() {
        return Ok(unfinished);
    }
    for address in &orphans {
        bureau.shelf().discard(address)?;
    }
    Ok(unfinished + orphans.len() as u64)
}

/// Why the disk was not swept.
#[derive(Debug, thiserror::Error)]
pub enum SweepFault {
    /// The disk.
    #[error(transparent)]
    Disk(#[from] ShelfFault),
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
}

fn compare(bureau: &Bureau, place: &str, digest: &str, out: &mut Scrubbed) {
    out.checked += 1;
    if let Err(fault) = bureau.shelf().get(digest) {
        let what = format!("{fault}（{digest}）");
        out.findings.push(Finding { place: place.to_owned(), what });
    }
}
