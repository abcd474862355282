//! Taking a backup (备份) while the site goes on: one read snapshot, then the files beside it.

use std::{
    fs::{self, File},
    io::{self, BufWriter, Read as _, Write as _},
    path::{Path, PathBuf},
};

use store::{
    Digester, StoreError,
    canonical::{Canon, TableShape, each_line, shapes},
    seam::SCHEMA_VERSION,
    tables::PASSING,
};

use super::{
    BackupFault, Listed, Manifest,
    manifest::{LIST, SIGNATURE},
};
use crate::{Bureau, base::county};

/// What was taken.
#[derive(Debug, Clone)]
pub struct Taken {
    /// Its list.
    pub list: Manifest,
    /// Bytes of all files together.
    pub bytes: u64,
}

/// Takes a backup into a folder that is not there yet or empty. It appears there whole or not at all.
pub fn take(bureau: &Bureau, dir: &Path) -> Result<Taken, BackupFault> {
    if fs::read_dir(dir).is_ok_and(|mut d| d.next().is_some()) {
        return Err(BackupFault::NotEmpty(dir.to_owned()));
    }
    let name = dir.file_name().map_or_else(|| "backup".into(), |n| n.to_string_lossy().into_owned());
    let parent = dir.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    fs::create_dir_all(parent).map_err(BackupFault::io(parent))?;
    let partial = parent.join(format!(".{name}.partial"));
    if partial.exists() {
        // Left by a run that was cut short; nobody else gives such names.
        fs::remove_dir_all(&partial).map_err(BackupFault::io(&partial))?;
    }
    let done = write(bureau, &partial).and_then(|taken| {
        if dir.exists() {
            fs::remove_dir(dir).map_err(BackupFault::io(dir))?;
        }
        fs::rename(&partial, dir).map_err(BackupFault::io(dir))?;
        sync(parent)?;
        Ok(taken)
    });
    if done.is_err() {
        fs::remove_dir_all(&partial).ok();
    }
    done
}

fn write(bureau: &Bureau, dir: &Path) -> Result<Taken, BackupFault> {
    private_dir(dir)?;
    let mut files = Vec::new();
    // The seals before the snapshot: then the database has every block that they name, and those that
    // are missing are written again after a restore.
    copy_tree(&bureau.home().dir().join("seals"), dir, "seals", &mut files)?;
    let (region, taken_at) = (*bureau.region(), bureau.now());
    let tables: Vec<TableShape> =
        shapes(SCHEMA_VERSION).into_iter().filter(|t| !PASSING.contains(&t.name.as_str())).collect();
    private_dir(&dir.join("tables"))?;
    let written = bureau.db().read(|tx| -> Result<Result<_, BackupFault>, StoreError> {
        tx.without_limit();
        let mut canon = Canon::default();
        for table in &tables {
            let mut out = match Output::create(dir, &format!("tables/{}.jsonl", table.name)) {
                Ok(out) => out,
                Err(e) => return Ok(Err(e)),
            };
            each_line(tx, &region, table, |row| {
                canon.take(&table.name, row);
                out.line(row)
            })?;
            match out.finish() {
                Ok(listed) => files.push(listed),
                Err(e) => return Ok(Err(e)),
            }
        }
        Ok(Ok(canon.finish()))
    })?;
    let (canonical, rows) = written?;
    // Files are there before the row that names them: whatever the snapshot knows is copied.
    copy_tree(&bureau.home().files(), dir, "files", &mut files)?;
    files.sort_by(|a, b| a.path.cmp(&b.path));
    let list = Manifest {
        form: Manifest::FORM,
        program: env!("CARGO_PKG_VERSION").to_owned(),
        schema: SCHEMA_VERSION,
        region: region.as_str().to_owned(),
        county: county(bureau)?.name,
        taken_at: taken_at.to_string(),
        key_id: bureau.vault().key_id().to_owned(),
        public_key: bureau.vault().public_key(),
        canonical,
        rows,
        files,
    };
    let (text, signature) = list.sealed(bureau.vault());
    for (name, content) in [(LIST, text), (SIGNATURE, signature)] {
        let mut out = Output::create(dir, name)?;
        out.bytes(content.as_bytes());
        out.finish()?;
    }
    sync(&dir.join("tables"))?;
    sync(dir)?;
    let bytes = list.files.iter().map(|f| f.bytes).sum();
    Ok(Taken { list, bytes })
}

/// Copies the key files to a medium of their own. Returns how many.
pub fn copy_keys(bureau: &Bureau, backup: &Path, to: &Path) -> Result<usize, BackupFault> {
    private_dir(to)?;
    let whole = |p: &Path| p.canonicalize().map_err(BackupFault::io(p));
    let (inside, keys) = (whole(backup)?, whole(to)?);
    if keys.starts_with(&inside) || inside.starts_with(&keys) {
        return Err(BackupFault::KeysBeside);
    }
    let mut copied = Vec::new();
    copy_tree(&bureau.home().keys(), &keys, "", &mut copied)?;
    Ok(copied.len())
}

/// Copies every file under `from` to `dir/under`, for the owner alone, and lists it.
pub(super) fn copy_tree(from: &Path, dir: &Path, under: &str, out: &mut Vec<Listed>) -> Result<(), BackupFault> {
    let entries = match fs::read_dir(from) {
        Ok(entries) => entries,
        Err(e) if e.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(why) => return Err(BackupFault::Io { path: from.to_owned(), why }),
    };
    private_dir(&dir.join(under))?;
    for entry in entries {
        let entry = entry.map_err(BackupFault::io(from))?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = if under.is_empty() { name } else { format!("{under}/{name}") };
        if entry.path().is_dir() {
            copy_tree(&entry.path(), dir, &path, out)?;
            continue;
        }
        let mut source = match File::open(entry.path()) {
            Ok(source) => source,
            // Put away since the folder was read: no row of the snapshot names a file that may go.
            Err(e) if e.kind() == io::ErrorKind::NotFound => continue,
            Err(why) => return Err(BackupFault::Io { path: entry.path(), why }),
        };
        let mut copy = Output::create(dir, &path)?;
        let mut piece = vec![0; 1 << 16];
        loop {
            let n = source.read(&mut piece).map_err(BackupFault::io(&entry.path()))?;
            if n == 0 {
                break;
            }
            copy.bytes(&piece[..n]);
        }
        out.push(copy.finish()?);
    }
    sync(&dir.join(under))
}

/// A file that is being written; the first fault is told at its end.
struct Output {
    at: PathBuf,
    file: BufWriter<File>,
    path: String,
    bytes: u64,
    digester: Digester,
    fault: Option<io::Error>,
}

impl Output {
    fn create(dir: &Path, path: &str) -> Result<Self, BackupFault> {
        let at = dir.join(path);
        let mut options = fs::OpenOptions::new();
        options.write(true).create(true).truncate(true);
        #[cfg(unix)]
        {
            use std::os::unix::fs::OpenOptionsExt as _;
            options.mode(0o600);
        }
        let file = BufWriter::new(options.open(&at).map_err(BackupFault::io(&at))?);
        Ok(Self { at, file, path: path.to_owned(), bytes: 0, digester: Digester::default(), fault: None })
    }

    fn bytes(&mut self, piece: &[u8]) {
        self.digester.update(piece);
        self.bytes += piece.len() as u64;
        if let (None, Err(e)) = (&self.fault, self.file.write_all(piece)) {
            self.fault = Some(e);
        }
    }

    /// One more line; false when writing has become pointless.
    fn line(&mut self, line: &str) -> bool {
        self.bytes(line.as_bytes());
        self.bytes(b"\n");
        self.fault.is_none()
    }

    /// Durable, with its digest.
    fn finish(self) -> Result<Listed, BackupFault> {
        let at = self.at;
        if let Some(why) = self.fault {
            return Err(BackupFault::Io { path: at, why });
        }
        let file = self.file.into_inner().map_err(|e| BackupFault::Io { path: at.clone(), why: e.into_error() })?;
        file.sync_all().map_err(BackupFault::io(&at))?;
        Ok(Listed { path: self.path, bytes: self.bytes, digest: self.digester.finish() })
    }
}

/// A folder for its owner alone.
fn private_dir(dir: &Path) -> Result<(), BackupFault> {
    if dir.is_dir() {
        return Ok(());
    }
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::DirBuilderExt as _;
        builder.mode(0o700);
    }
    builder.create(dir).map_err(BackupFault::io(dir))
}

/// What a folder lists is durable.
fn sync(dir: &Path) -> Result<(), BackupFault> {
    File::open(dir).and_then(|d| d.sync_all()).map_err(BackupFault::io(dir))
}
