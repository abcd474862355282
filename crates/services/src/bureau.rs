//! The bureau at work: everything an act needs that is not its own input.

use std::{
    path::{Path, PathBuf},
    sync::{
        Arc, OnceLock, PoisonError, RwLock,
        atomic::{AtomicI64, Ordering},
    },
};

use domain::{
    base::{Calendar, Clock, Region, Rng, id_from},
    people::{Act, Denied, Desk, Role, authorise},
};
use jiff::{Timestamp, civil::Date};
use serde::Serialize;
use store::{Command, Database, StoreError, Tally, Tx, Vault, files::Shelf};

use crate::{
    base::{SmsGateway, VirusScanner},
    catalogue::Searchable,
    certificates::SealService,
    delegates::{KeptReminders, Reminders, is_fresh},
    oversight::{detectors::ResidencyEvidence, watch::KeptBoards},
    people::Turnstile,
};

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

    /// The office's own fonts for PDF: looked into before those of the system.
    pub fn fonts(&self) -> PathBuf {
        self.dir.join("fonts")
    }

    /// Files that were handed in, sealed.
    pub fn files(&self) -> PathBuf {
        self.dir.join("files")
    }

    /// Exported signed blocks, one JSON a line.
    pub fn seals(&self, region: &Region) -> PathBuf {
        self.dir.join("seals").join(format!("{}.jsonl", region.as_str()))
    }
}

struct Inner {
    db: Database,
    vault: Arc<Vault>,
    chance: Chance,
    /// Chance of ids and of draws: the sample county draws them repeatably.
    ids: Arc<dyn Rng>,
    last_id: AtomicI64,
    region: Region,
    home: Home,
    searchable: RwLock<Option<Arc<Searchable>>>,
    reminders: RwLock<KeptReminders>,
    /// What the public page of residency showed last, and since when: it is asked for by anybody, and gathers months.
    residency: RwLock<Option<(Timestamp, Arc<ResidencyEvidence>)>>,
    boards: RwLock<KeptBoards>,
    turnstile: Arc<Turnstile>,
    seal_service: Arc<OnceLock<Arc<dyn SealService>>>,
    virus_scanner: Arc<OnceLock<Arc<dyn VirusScanner>>>,
    sms_gateway: Arc<OnceLock<Arc<dyn SmsGateway>>>,
}

/// An open county. Cheap to clone.
#[derive(Clone)]
pub struct Bureau(Arc<Inner>);

impl Bureau {
    pub(crate) fn new(db: Database, vault: Vault, chance: Chance, region: Region, home: Home) -> Self {
        let ids = chance.rng.clone();
        let (last_id, searchable) = (AtomicI64::new(0), RwLock::new(None));
        Self(Arc::new(Inner {
            db,
            vault: Arc::new(vault),
            chance,
            ids,
            last_id,
            region,
            home,
            searchable,
            reminders: RwLock::default(),
            residency: RwLock::default(),
            boards: RwLock::default(),
            turnstile: Arc::default(),
            seal_service: Arc::default(),
            virus_scanner: Arc::default(),
            sms_gateway: Arc::default(),
        }))
    }

    /// The same county under another clock and another chance for ids: the sample county lives
    /// through its past, the same at every run. Secrets (keys, nonces, salts, query passwords) still
    /// come from the county's own chance.
    #[must_use]
    pub fn at(&self, clock: Arc<dyn Clock>, ids: Arc<dyn Rng>) -> Self {
        Self(Arc::new(Inner {
            db: self.0.db.clone(),
            vault: self.0.vault.clone(),
            chance: Chance { clock, rng: self.0.chance.rng.clone() },
            ids,
            last_id: AtomicI64::new(0),
            region: self.0.region,
            home: self.0.home.clone(),
            searchable: RwLock::new(None),
            reminders: RwLock::default(),
            residency: RwLock::default(),
            boards: RwLock::default(),
            turnstile: self.0.turnstile.clone(),
            seal_service: self.0.seal_service.clone(),
            virus_scanner: self.0.virus_scanner.clone(),
            sms_gateway: self.0.sms_gateway.clone(),
        }))
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

    /// Chance of draws that everybody may check: the county's own, which nobody can foretell; the sample county's
    /// draws come from its ids, so that it is the same at every run.
    pub(crate) fn lots(&self) -> &dyn Rng {
        &*self.0.ids
    }

    /// Connects the county's electronic seal service, once, at start-up. Whether it was the first.
    pub fn connect_seal_service(&self, service: Arc<dyn SealService>) -> bool {
        self.0.seal_service.set(service).is_ok()
    }

    /// The county's electronic seal service, where one is connected.
    pub(crate) fn seal_service(&self) -> Option<Arc<dyn SealService>> {
        self.0.seal_service.get().cloned()
    }

    /// Connects the county's message gateway, once, at start-up. Whether it was the first.
    pub fn connect_sms_gateway(&self, gateway: Arc<dyn SmsGateway>) -> bool {
        self.0.sms_gateway.set(gateway).is_ok()
    }

    /// The county's message gateway, where one is connected.
    pub(crate) fn sms_gateway(&self) -> Option<Arc<dyn SmsGateway>> {
        self.0.sms_gateway.get().cloned()
    }

    /// Connects a virus scanner, once, at start-up. Whether it was the first.
    pub fn connect_virus_scanner(&self, scanner: Arc<dyn VirusScanner>) -> bool {
        self.0.virus_scanner.set(scanner).is_ok()
    }

    /// The virus scanner, where one is connected.
    pub(crate) fn virus_scanner(&self) -> Option<Arc<dyn VirusScanner>> {
        self.0.virus_scanner.get().cloned()
    }

    /// Before every hashing of a password.
    pub(crate) fn turnstile(&self) -> &Turnstile {
        &self.0.turnstile
    }

    /// What was found of the letters that want something done, while it is fresh.
    pub(crate) fn known_reminders(&self, now: Timestamp) -> Option<Arc<Reminders>> {
        let kept = self.0.reminders.read().unwrap_or_else(PoisonError::into_inner);
        kept.as_ref().filter(|(since, _)| is_fresh(*since, now)).map(|(_, found)| found.clone())
    }

    /// The public evidence of residency, if it was gathered within the last minute.
    pub(crate) fn known_residency(&self, now: Timestamp) -> Option<Arc<ResidencyEvidence>> {
        let kept = self.0.residency.read().unwrap_or_else(PoisonError::into_inner);
        kept.as_ref().filter(|(since, _)| is_fresh(*since, now)).map(|(_, found)| found.clone())
    }

    /// Keeps it for the next who ask.
    pub(crate) fn keep_residency(&self, now: Timestamp, found: Arc<ResidencyEvidence>) {
        *self.0.residency.write().unwrap_or_else(PoisonError::into_inner) = Some((now, found));
    }

    /// Boards of the watch that were shown within the last minute, to be looked at or changed.
    pub(crate) fn boards<T>(&self, look: impl FnOnce(&mut KeptBoards) -> T) -> T {
        look(&mut self.0.boards.write().unwrap_or_else(PoisonError::into_inner))
    }

    /// The watch gave or changed something: boards are out of date.
    pub(crate) fn forget_boards(&self) {
        self.boards(|kept| *kept = KeptBoards::default());
    }

    /// Keeps what was found.
    pub(crate) fn keep_reminders(&self, now: Timestamp, found: Arc<Reminders>) {
        *self.0.reminders.write().unwrap_or_else(PoisonError::into_inner) = Some((now, found));
    }

    /// A letter changed: what was found is out of date.
    pub(crate) fn forget_reminders(&self) {
        *self.0.reminders.write().unwrap_or_else(PoisonError::into_inner) = None;
    }

    pub(crate) fn searchable(&self) -> &RwLock<Option<Arc<Searchable>>> {
        &self.0.searchable
    }

    /// How many writes have shared how many flushes; `None` where a database server does the flushing.
    pub fn tally(&self) -> Option<Tally> {
        self.0.db.tally()
    }

    /// The county's calendar as the transaction sees it; read once for each state of it.
    pub(crate) fn calendar(&self, tx: &mut Tx<'_>) -> Result<Arc<Calendar>, StoreError> {
        store::base::calendar(tx, self.region())
    }

    /// The county's division code.
    pub fn region(&self) -> &Region {
        &self.0.region
    }

    /// The shelf of sealed files.
    pub(crate) fn shelf(&self) -> Shelf {
        Shelf::new(self.0.home.files())
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

    /// A new id that needs no coordination. Ids of one bureau rise: an import that makes thousands
    /// within a millisecond would else draw the same one twice.
    pub fn new_id(&self) -> i64 {
        let drawn = id_from(self.now().as_millisecond(), self.0.ids.u64() as u32);
        let rise = |last: i64| Some(drawn.max(last.saturating_add(1)));
        match self.0.last_id.fetch_update(Ordering::Relaxed, Ordering::Relaxed, rise) {
            Ok(last) | Err(last) => drawn.max(last.saturating_add(1)),
        }
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

    /// The command of an act, for idempotency. Key and digest hold who sends it, so that no two people
    /// share a key; the digest is keyed, because forms hold names and identity numbers.
    pub(crate) fn command(&self, desk: &Desk, act: &str, key: Option<&str>, content: &impl Serialize) -> Command {
        let who = desk.staff.as_ref().map_or_else(|| desk.label.to_owned(), |s| s.id.to_string());
        let text = serde_json::to_string(&(&who, content)).expect("forms are plain structs with text keys");
        Command {
            region: self.0.region,
            key: key.map(|k| format!("{act}:{who}:{k}")),
            digest: self.0.vault.blind(act, &text),
            at: self.now(),
        }
    }
}
