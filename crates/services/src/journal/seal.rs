//! Sealing new events into signed blocks and exporting them.

use std::{fs, io::Write as _};

use store::{StoreError, journal};

use crate::Bureau;

/// Why sealing stopped. Events stay in the outbox and are sealed next time.
#[derive(Debug, thiserror::Error)]
pub enum SealFault {
    /// Storage.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The export file.
    #[error("封存文件写不进去：{0}")]
    Export(#[from] std::io::Error),
}

/// Seals all that waits. Returns how many blocks were made. The export is appended after the commit:
/// a crash between the two leaves a block in the database that `verify` finds missing in the file,
/// and the next call writes it.
pub fn seal(bureau: &Bureau) -> Result<u64, SealFault> {
    let region = *bureau.region();
    let holder = format!("{}-{}", std::process::id(), bureau.vault().key_id());
    let mut made = 0;
    loop {
        if bureau.db().read(|tx| journal::unsealed(tx, &region))? == 0 {
            break;
        }
        let (worker, holder, now) = (bureau.clone(), holder.clone(), bureau.now());
        let block = bureau
            .db()
            .write(move |tx| -> Result<_, StoreError> { journal::seal(tx, &region, worker.vault(), &holder, now) })?;
        let Some(block) = block else { break };
        made += 1;
        let path = bureau.home().seals(&region);
        if let Some(dir) = path.parent() {
            fs::create_dir_all(dir)?;
        }
        let mut line = serde_json::to_vec(&block).map_err(std::io::Error::from)?;
        line.push(b'\n');
        let mut file = fs::OpenOptions::new().create(true).append(true).open(&path)?;
        file.write_all(&line)?;
        file.sync_data()?;
    }
    Ok(made)
}
