//! A folder of one's own, gone when the test is over. Deliberately not here: who writes into it.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::atomic::{AtomicU64, Ordering},
};

/// An empty folder under the system's temporary one, removed when dropped.
#[derive(Debug)]
pub struct Scratch(PathBuf);

impl Scratch {
    /// Makes it.
    ///
    /// # Panics
    /// When the temporary folder cannot be written: no test can go on then.
    #[must_use]
    pub fn new(word: &str) -> Self {
        static USED: AtomicU64 = AtomicU64::new(0);
        let no = USED.fetch_add(1, Ordering::Relaxed);
        let path = std::env::temp_dir().join(format!("onedoor-{word}-{}-{no}", std::process::id()));
        // A process of the same number may have been killed before it could clean up.
        fs::remove_dir_all(&path).ok();
        fs::create_dir_all(&path).expect("the temporary folder can be written");
        Self(path)
    }

    /// Where it is.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.0
    }

    /// A path inside it.
    #[must_use]
    pub fn join(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        fs::remove_dir_all(&self.0).ok();
    }
}
