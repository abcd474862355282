//! The shelf on disk: `ab/cdef…`, named by the SM3 of the sealed bytes. Nothing on it is ever changed.

use std::{
    fs,
    io::{self, Write as _},
    path::{Path, PathBuf},
    time::{Duration, SystemTime},
};

use crate::digest;

/// Why bytes could not be put away or fetched.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ShelfFault {
    /// The disk did not take or give them; the text is the system's own.
    #[error("磁盘没有完成这次读写：{0}")]
    Disk(String),
    /// Nothing lies under this address.
    #[error("磁盘上没有这份文件")]
    Missing,
    /// What lies there is not what was put there.
    #[error("磁盘上的文件与登记的摘要不同")]
    Damaged,
}

impl From<io::Error> for ShelfFault {
    fn from(e: io::Error) -> Self {
        match e.kind() {
            io::ErrorKind::NotFound => Self::Missing,
            _ => Self::Disk(e.to_string()),
        }
    }
}

/// Letters of a digest that name the folder.
const FOLDER: usize = 2;
/// Length of an SM3 digest in hexadecimal.
const DIGEST: usize = 64;
/// How the name of a file begins that is still being written.
const UNFINISHED: &str = "new-";

/// Where the sealed bytes lie. Cheap to clone; the folder is made with the first file.
#[derive(Debug, Clone)]
pub struct Shelf {
    dir: PathBuf,
}

impl Shelf {
    /// A shelf in this folder.
    pub fn new(dir: impl Into<PathBuf>) -> Self {
        Self { dir: dir.into() }
    }

    /// Puts bytes away and returns their address. When it returns, they survive a loss of power: the file
    /// is synced, renamed into its place, and the folder synced. `nonce` keeps two writers apart.
    pub fn put(&self, bytes: &[u8], nonce: u64) -> Result<String, ShelfFault> {
        let address = digest(bytes);
        let path = self.path(&address).ok_or(ShelfFault::Damaged)?;
        let folder = path.parent().unwrap_or(&self.dir);
        let is_new = !folder.exists();
        fs::create_dir_all(folder)?;
        if is_new {
            // The entries of the folder itself, and of the shelf.
            fs::File::open(&self.dir)?.sync_all()?;
            if let Some(above) = self.dir.parent().filter(|p| !p.as_os_str().is_empty()) {
                fs::File::open(above)?.sync_all()?;
            }
        }
        let unfinished = folder.join(format!("{UNFINISHED}{nonce:016x}"));
        let written = write_new(&unfinished, bytes).and_then(|()| fs::rename(&unfinished, &path));
        if let Err(e) = written {
            fs::remove_file(&unfinished).ok();
            return Err(e.into());
        }
        fs::File::open(folder)?.sync_all()?;
        Ok(address)
    }

    /// The bytes under an address, checked against it: damaged ones are never given out.
    pub fn get(&self, address: &str) -> Result<Vec<u8>, ShelfFault> {
        let bytes = fs::read(self.path(address).ok_or(ShelfFault::Missing)?)?;
        if digest(&bytes) == address { Ok(bytes) } else { Err(ShelfFault::Damaged) }
    }

    /// Takes away what no row names: bytes whose transaction did not happen. What is gone already is no
    /// fault.
    pub fn discard(&self, address: &str) -> Result<(), ShelfFault> {
        match self.path(address).map(fs::remove_file) {
            None | Some(Ok(())) => Ok(()),
            Some(Err(e)) if e.kind() == io::ErrorKind::NotFound => Ok(()),
            Some(Err(e)) => Err(e.into()),
        }
    }

    /// All addresses on the shelf, in order.
    pub fn addresses(&self) -> Result<Vec<String>, ShelfFault> {
        let mut all = Vec::new();
        self.walk(|folder, name, _| {
            let address = format!("{folder}{name}");
            if self.path(&address).is_some() {
                all.push(address);
            }
            Ok(())
        })?;
        all.sort_unstable();
        Ok(all)
    }

    /// Takes away files that were being written when the program or the machine stopped, more than a day
    /// before `now`. Returns how many.
    pub fn sweep(&self, now: jiff::Timestamp) -> Result<u64, ShelfFault> {
        const DAY: Duration = Duration::from_secs(86_400);
        let now = SystemTime::from(now);
        let mut swept = 0;
        self.walk(|_, name, path| {
            let old = fs::metadata(path)?.modified()?;
            if name.starts_with(UNFINISHED) && now.duration_since(old).is_ok_and(|age| age > DAY) {
                fs::remove_file(path)?;
                swept += 1;
            }
            Ok(())
        })?;
        Ok(swept)
    }

    /// Addresses of what was put there longer than `age` before `now`.
    pub fn older_than(&self, now: jiff::Timestamp, age: Duration) -> Result<Vec<String>, ShelfFault> {
        let (now, mut old) = (SystemTime::from(now), Vec::new());
        self.walk(|folder, name, path| {
            let address = format!("{folder}{name}");
            let since = fs::metadata(path)?.modified()?;
            if self.path(&address).is_some() && now.duration_since(since).is_ok_and(|it| it > age) {
                old.push(address);
            }
            Ok(())
        })?;
        Ok(old)
    }

    fn walk(&self, mut each: impl FnMut(&str, &str, &Path) -> io::Result<()>) -> Result<(), ShelfFault> {
        let folders = match fs::read_dir(&self.dir) {
            Err(e) if e.kind() == io::ErrorKind::NotFound => return Ok(()),
            folders => folders?,
        };
        for folder in folders {
            let folder = folder?;
            if !folder.file_type()?.is_dir() {
                continue;
            }
            let name = folder.file_name();
            for file in fs::read_dir(folder.path())? {
                let file = file?;
                each(&name.to_string_lossy(), &file.file_name().to_string_lossy(), &file.path())?;
            }
        }
        Ok(())
    }

    /// `None` for what is no address: no path is made from anything else.
    fn path(&self, address: &str) -> Option<PathBuf> {
        let plain = address.len() == DIGEST && address.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
        plain.then(|| self.dir.join(&address[..FOLDER]).join(&address[FOLDER..]))
    }
}

fn write_new(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        options.mode(0o600);
    }
    let mut out = options.open(path)?;
    out.write_all(bytes)?;
    out.sync_all()
}
