//! Looking a backup over before anything is done with it (核对备份): reads every byte, changes nothing.

use std::{
    collections::BTreeSet,
    fs::{self, File},
    io::{self, Read as _},
    path::Path,
};

use store::{Digester, seam::SCHEMA_VERSION};

use super::{
    BackupFault, Damage, Harm, Manifest,
    manifest::{LIST, SIGNATURE},
};

/// A backup whose every byte is as it was written.
#[derive(Debug, Clone)]
pub struct Checked {
    /// Its list.
    pub list: Manifest,
}

/// Reads the whole backup. One that is damaged is refused with what is damaged and what is not; one of
/// a newer program is refused too.
pub fn check(dir: &Path) -> Result<Checked, BackupFault> {
    let Some(list) = Manifest::read(dir)? else {
        let damage = vec![Damage { path: LIST.into(), harm: Harm::Altered }];
        return Err(BackupFault::Damaged { damage, sound: 0 });
    };
    if list.schema > SCHEMA_VERSION {
        return Err(BackupFault::Newer { found: list.schema, known: SCHEMA_VERSION });
    }
    let mut damage = Vec::new();
    for file in &list.files {
        let path = dir.join(&file.path);
        match measure(&path) {
            Ok(found) if found == (file.bytes, file.digest.clone()) => {}
            Ok(_) => damage.push(Damage { path: file.path.clone(), harm: Harm::Altered }),
            Err(e) if e.kind() == io::ErrorKind::NotFound => {
                damage.push(Damage { path: file.path.clone(), harm: Harm::Missing });
            }
            Err(why) => return Err(BackupFault::Io { path, why }),
        }
    }
    let sound = list.files.len() - damage.len();
    let named: BTreeSet<&str> = list.files.iter().map(|f| f.path.as_str()).chain([LIST, SIGNATURE]).collect();
    let mut there = Vec::new();
    walk(dir, "", &mut there).map_err(BackupFault::io(dir))?;
    let strangers = there.into_iter().filter(|p| !named.contains(p.as_str()));
    damage.extend(strangers.map(|path| Damage { path, harm: Harm::Stranger }));
    if damage.is_empty() { Ok(Checked { list }) } else { Err(BackupFault::Damaged { damage, sound }) }
}

/// Length and digest of a file, a piece at a time.
fn measure(path: &Path) -> io::Result<(u64, String)> {
    let mut file = File::open(path)?;
    let (mut bytes, mut digester, mut piece) = (0, Digester::default(), vec![0; 1 << 16]);
    loop {
        let n = file.read(&mut piece)?;
        if n == 0 {
            return Ok((bytes, digester.finish()));
        }
        bytes += n as u64;
        digester.update(&piece[..n]);
    }
}

fn walk(dir: &Path, under: &str, out: &mut Vec<String>) -> io::Result<()> {
    for entry in fs::read_dir(dir.join(under))? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = if under.is_empty() { name } else { format!("{under}/{name}") };
        if entry.path().is_dir() {
            walk(dir, &path, out)?;
        } else {
            out.push(path);
        }
    }
    Ok(())
}
