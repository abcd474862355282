//! The canonical export of a county (规范导出): one file, and its digest. Personal fields stay sealed.

use std::{
    fs::File,
    io::{BufWriter, Write as _},
    path::Path,
};

use store::{
    StoreError,
    canonical::{Canon, each_line, shapes},
    seam::SCHEMA_VERSION,
};

use super::BackupFault;
use crate::Bureau;

/// What was exported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exported {
    /// SM3 over all lines.
    pub digest: String,
    /// Lines.
    pub rows: u64,
}

/// Writes every line to a file, or counts the digest alone. The digest of the file is the digest told.
pub fn export(bureau: &Bureau, to: Option<&Path>) -> Result<Exported, BackupFault> {
    let region = *bureau.region();
    let path = to.unwrap_or(Path::new(""));
    let mut out = to.map(|p| File::create_new(p).map(BufWriter::new)).transpose().map_err(BackupFault::io(path))?;
    let mut fault = None;
    let (digest, rows) = bureau.db().read(|tx| -> Result<_, StoreError> {
        tx.without_limit();
        let mut canon = Canon::default();
        for table in shapes(SCHEMA_VERSION) {
            each_line(tx, &region, &table, |row| {
                canon.take(&table.name, row);
                if let (Some(out), Some(line)) = (&mut out, Canon::line(&table.name, row)) {
                    fault = out.write_all(line.as_bytes()).err();
                }
                fault.is_none()
            })?;
            if fault.is_some() {
                break;
            }
        }
        Ok(canon.finish())
    })?;
    if let Some(out) = out {
        let done = match fault {
            Some(e) => Err(e),
            None => out.into_inner().map_err(std::io::IntoInnerError::into_error).and_then(|f| f.sync_all()),
        };
        done.map_err(BackupFault::io(path))?;
    }
    Ok(Exported { digest, rows })
}
