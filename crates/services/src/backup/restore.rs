//! Restoring a backup (恢复) into an empty database and an empty home.

use std::{
    fs::File,
    io::{BufRead as _, BufReader},
    path::{Path, PathBuf},
};

use domain::base::Region;
use store::{
    Database, StoreError, base,
    canonical::{Canon, TableShape, each_line, put_line, shapes},
    vault::KeyFile,
};

use super::{BackupFault, Checked, take::copy_tree};
use crate::Home;

/// The first of some folders that has the keys which signed this backup. Keys of another county are
/// refused, so that nobody restores what was slipped in.
pub fn keys_for(checked: &Checked, folders: &[PathBuf]) -> Result<PathBuf, BackupFault> {
    let mut missing = None;
    for folder in folders {
        match KeyFile::load(folder, &checked.list.key_id) {
            Ok(vault) if vault.public_key() == checked.list.public_key => return Ok(folder.clone()),
            Ok(_) => return Err(BackupFault::OtherKeys(checked.list.key_id.clone())),
            Err(e) => missing = Some(e),
        }
    }
    Err(missing.map_or_else(|| BackupFault::OtherKeys(checked.list.key_id.clone()), BackupFault::Key))
}

/// Writes all rows in one transaction into a database that has the backup's schema and no county, reads
/// them back as the canonical form, and puts seals, files and keys into the home. Returns the rows.
pub fn load(db: &Database, home: &Home, keys: &Path, dir: &Path, checked: &Checked) -> Result<u64, BackupFault> {
    let list = &checked.list;
    let region = Region::parse(&list.region)
        .map_err(|e| StoreError::Corrupt { place: "manifest.region".into(), why: e.to_string() })?;
    if !db.read(base::counties)?.is_empty() {
        return Err(BackupFault::Taken);
    }
    let listed = |t: &TableShape| list.files.iter().any(|f| f.path == table_path(t));
    let tables: Vec<TableShape> = shapes(list.schema).into_iter().filter(listed).collect();
    let (from, wanted, all) = (dir.to_owned(), (list.canonical.clone(), list.rows), tables.clone());
    db.write(move |tx| -> Result<(), BackupFault> {
        tx.without_limit();
        for table in &all {
            let path = from.join(table_path(table));
            let file = File::open(&path).map_err(BackupFault::io(&path))?;
            for line in BufReader::new(file).lines() {
                put_line(tx, &region, table, &line.map_err(BackupFault::io(&path))?)?;
            }
        }
        let mut canon = Canon::default();
        for table in &all {
            each_line(tx, &region, table, |row| {
                canon.take(&table.name, row);
                true
            })?;
        }
        if canon.finish() == wanted { Ok(()) } else { Err(BackupFault::Unequal) }
    })?;
    let mut copied = Vec::new();
    for part in ["seals", "files"] {
        copy_tree(&dir.join(part), home.dir(), part, &mut copied)?;
    }
    if keys != home.keys() {
        copy_tree(keys, home.dir(), "keys", &mut copied)?;
    }
    Ok(list.rows)
}

fn table_path(table: &TableShape) -> String {
    format!("tables/{}.jsonl", table.name)
}
