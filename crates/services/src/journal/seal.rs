//! Sealing new events into signed blocks and exporting them.

use std::{
    fs::{self, File},
    io::{self, Read as _, Seek as _, SeekFrom, Write as _},
    path::Path,
};

use domain::base::Region;
use store::{
    StoreError, cases,
    journal::{self, Sealed},
    reviews,
};

use crate::Bureau;

/// Why sealing stopped. Events stay in the outbox and are sealed next time.
#[derive(Debug, thiserror::Error)]
pub enum SealFault {
    /// Storage.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The export file.
    #[error("封存文件写不进去：{0}")]
    Export(#[from] io::Error),
}

/// Seals all that waits, then writes every block that the export lacks. Returns how many blocks were
/// made. A crash between the two leaves blocks that `verify` finds missing in the file; the next block
/// that is made, or [`export`] at the next start, writes them.
pub fn seal(bureau: &Bureau) -> Result<u64, SealFault> {
    fold(bureau)?;
    let region = *bureau.region();
    let holder = format!("{}-{}", std::process::id(), bureau.vault().key_id());
    let mut made = 0;
    while bureau.db().read(|tx| journal::unsealed(tx, &region))? > 0 {
        let (worker, holder, now) = (bureau.clone(), holder.clone(), bureau.now());
        let block = bureau
            .db()
            .write(move |tx| -> Result<_, StoreError> { journal::seal(tx, &region, worker.vault(), &holder, now) })?;
        if block.is_none() {
            break;
        }
        made += 1;
    }
    if made > 0 {
        export(bureau, &region)?;
    }
    Ok(made)
}

/// Folds what the steps since the last time changed in the counters of cases and of ratings.
fn fold(bureau: &Bureau) -> Result<(), StoreError> {
    let region = *bureau.region();
    while bureau.db().read(|tx| cases::has_unfolded(tx, &region))? {
        let more = bureau.db().write(move |tx| cases::fold_counters(tx, &region))?;
        if !more {
            break;
        }
    }
    while bureau.db().read(|tx| reviews::has_unfolded_reviews(tx, &region))? {
        let more = bureau.db().write(move |tx| reviews::fold_review_counters(tx, &region))?;
        if !more {
            break;
        }
    }
    Ok(())
}

/// Brings the export up to the database.
pub fn export(bureau: &Bureau, region: &Region) -> Result<(), SealFault> {
    let path = bureau.home().seals(region);
    if let Some(dir) = path.parent() {
        fs::create_dir_all(dir)?;
    }
    let mut file = open(&path)?;
    let mut last = whole_tail(&mut file)?;
    loop {
        let blocks = bureau.db().read(|tx| journal::blocks_after(tx, region, last, 100))?;
        let Some(newest) = blocks.last() else { return Ok(()) };
        last = newest.no;
        let mut lines = Vec::new();
        for block in &blocks {
            serde_json::to_writer(&mut lines, block).map_err(io::Error::from)?;
            lines.push(b'\n');
        }
        file.write_all(&lines)?;
        file.sync_data()?;
    }
}

/// For its owner alone, like the keys: event hashes tell nothing, yet nobody else needs them.
fn open(path: &Path) -> io::Result<File> {
    let mut options = fs::OpenOptions::new();
    options.create(true).read(true).append(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        options.mode(0o600);
    }
    options.open(path)
}

/// More than the longest line: a block holds at most 2,000 entries.
const TAIL: u64 = 1 << 20;

/// Number of the last whole line; what a crash left half written behind it is cut off.
fn whole_tail(file: &mut File) -> io::Result<i64> {
    let length = file.seek(SeekFrom::End(0))?;
    let from = length.saturating_sub(TAIL);
    file.seek(SeekFrom::Start(from))?;
    let mut tail = Vec::new();
    file.read_to_end(&mut tail)?;
    let whole = tail.iter().rposition(|b| *b == b'\n').map_or(0, |at| at + 1);
    if whole < tail.len() {
        file.set_len(from + whole as u64)?;
    }
    let mut lines = tail[..whole].rsplit(|b| *b == b'\n').filter(|l| !l.is_empty());
    Ok(lines.next().and_then(|l| serde_json::from_slice::<Sealed>(l).ok()).map_or(0, |b| b.no))
}
