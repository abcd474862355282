//! The bureau at work: everything an act needs that is not its own input.

use std::{
    path::{Path, PathBuf},
    sync::{Arc, RwLock},
};

use domain::{
    base::{Clock, Region, Rng, id_from},
    people::{Act, Denied, Desk, Role, authorise},
};
use jiff::{Timestamp, civil::Date};
use serde::Serialize;
use store::{Command, Database, Vault};

use crate::catalogue::Searchable;

/// The clock and the source of chance, handed in by the binary or a test.
#[derive(Clone)]
pub struct Chance {
    /// Time.
    pub clock: Arc<dyn Clock>,
    /// Random numbers for ids, tokens and keys.
    pub rng: Arc<dyn Rng>,
}

/// Where keys and exported seals live on disk.
#[derive(Debug, Clone)]
pub struct Home {
    dir: PathBuf,
}

impl Home {
    /// A directory of its own.
    pub fn new(dir: impl Into<PathBuf>) -> Self {
        Self { dir: dir.into() }
    }

    /// The directory.
    pub fn dir(&self) -> &Path {
        &self.dir
    }

    /// Key files.
    pub fn keys(&self) -> PathBuf {
        self.dir.join("keys")
    }

    /// Exported signed blocks, one JSON a line.
    pub fn seals(&self, region: &Region) -> PathBuf {
        self.dir.join("seals").join(format!("{}.jsonl", region.as_str()))
    }
}

struct Inner {
    db: Database,
    vault: Vault,
    chance: Chance,
    region: Region,
    home: Home,
    searchable: RwLock<Option<Arc<Searchable>>>,
}

/// An open county. Cheap to clone.
#[derive(Clone)]
pub struct Bureau(Arc<Inner>);

impl Bureau {
    pub(crate) fn new(db: Database, vault: Vault, chance: Chance, region: Region, home: Home) -> Self {
        Self(Arc::new(Inner { db, vault, chance, region, home, searchable: RwLock::new(None) }))
    }

    /// The same county under another clock and chance: the sample county lives through its past.
    #[must_use]
    pub fn at(&self, chance: Chance, vault: Vault) -> Self {
        Self::new(self.0.db.clone(), vault, chance, self.0.region, self.0.home.clone())
    }

    pub(crate) fn db(&self) -> &Database {
        &self.0.db
    }

    pub(crate) fn vault(&self) -> &Vault {
        &self.0.vault
    }

    pub(crate) fn rng(&self) -> &dyn Rng {
        &*self.0.chance.rng
    }

    pub(crate) fn searchable(&self) -> &RwLock<Option<Arc<Searchable>>> {
        &self.0.searchable
    }

    /// The county's division code.
    pub fn region(&self) -> &Region {
        &self.0.region
    }

    /// Where keys and seals are.
    pub fn home(&self) -> &Home {
        &self.0.home
    }

    /// Now, UTC.
    pub fn now(&self) -> Timestamp {
        self.0.chance.clock.now()
    }

    /// Today in Asia/Shanghai.
    pub fn today(&self) -> Date {
        self.0.chance.clock.today()
    }

    /// A new id that needs no coordination.
    pub fn new_id(&self) -> i64 {
        id_from(self.now().as_millisecond(), self.rng().u64() as u32)
    }

    /// A random token, 32 bytes as hexadecimal.
    pub fn new_token(&self) -> String {
        let mut bytes = [0; 32];
        self.rng().fill(&mut bytes);
        store::hex(&bytes)
    }

    /// Whether the desk may, and in which role.
    pub(crate) fn may(&self, desk: &Desk, act: Act) -> Result<Option<Role>, Denied> {
        authorise(desk, act, None)
    }

    /// The command of an act with its content digested, for idempotency.
    pub(crate) fn command(&self, act: &str, key: Option<&str>, content: &impl Serialize) -> Command {
        let text = serde_json::to_string(&(act, content)).expect("forms are plain structs with text keys");
        Command {
            region: self.0.region,
            key: key.map(|k| format!("{act}:{k}")),
            digest: store::digest(text.as_bytes()),
            at: self.now(),
        }
    }
}
