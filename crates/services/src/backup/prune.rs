//! Which daily backups are kept (保留份数).

use std::{
    fs,
    path::{Path, PathBuf},
};

use domain::base::Region;
use jiff::civil::Date;

use super::{BackupFault, manifest::LIST};

/// Name of the backup of a day: those of one county sort by day.
pub fn daily_name(region: &Region, day: Date) -> String {
    format!("{}{day}", prefix(region))
}

fn prefix(region: &Region) -> String {
    format!("onedoor-{}-", region.as_str())
}

/// Removes the oldest daily backups of this county until that many whole ones remain. Nothing else in
/// the folder is touched. Returns what went.
pub fn prune(folder: &Path, region: &Region, keep: usize) -> Result<Vec<PathBuf>, BackupFault> {
    let prefix = prefix(region);
    let is_ours = |p: &PathBuf| {
        let day = p.file_name().and_then(|n| n.to_str()).and_then(|n| n.strip_prefix(&prefix));
        day.is_some_and(|d| d.parse::<Date>().is_ok()) && p.join(LIST).is_file()
    };
    let entries = fs::read_dir(folder).map_err(BackupFault::io(folder))?;
    let mut whole: Vec<PathBuf> = entries.flatten().map(|e| e.path()).filter(is_ours).collect();
    whole.sort();
    let old: Vec<PathBuf> = whole.drain(..whole.len().saturating_sub(keep.max(1))).collect();
    for dir in &old {
        fs::remove_dir_all(dir).map_err(BackupFault::io(dir))?;
    }
    Ok(old)
}
