//! Keeping the scan of a signed letter (扫描件存档): looked into in a child process, sealed under the county's own key,
//! made durable on the shelf of all files, and only then named by a row; and opening it again.

use std::path::Path;

use domain::{
    base::{AppointmentId, FileKind, LetterId, clean_file_name, name_with_ending, secret_in_name},
    delegates::{self as domain_rules, LetterKind, LetterScan},
    people::Desk,
};
use papers::files::{FileLimits, FileRefusal, look_at};
use serde::Deserialize;
use store::{StoreError, Tx, delegates as rows, journal::Change};

use super::{
    DelegateRefusal,
    paper::LetterPaper,
    step::{Actor, load_appointment, load_letter, seen},
};
use crate::{Bureau, Failure, key_reused};

const DATA: &str = include_str!("../../data/letter_scan.json");

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Limits {
    megabytes: u64,
    name_characters: usize,
    /// Where the numbers come from: for whoever changes them.
    #[expect(dead_code, reason = "for whoever changes the numbers")]
    source: String,
}

static LIMITS: std::sync::LazyLock<Limits> =
    std::sync::LazyLock::new(|| serde_json::from_str(DATA).expect("shipped with the program and read by a test"));

/// A file as it came.
#[derive(Debug, Clone, Default)]
pub struct IncomingScan {
    /// Name as sent: a label, nothing more.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// A file that was looked into and may be kept.
#[derive(Debug, Clone)]
pub struct SeenScan {
    name: String,
    kind: FileKind,
    bytes: Vec<u8>,
    /// SM3 of the file as it was sent, hexadecimal.
    pub digest: String,
}

/// Why a scan is not kept or cannot be opened.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ScanFlaw {
    /// Larger than is kept.
    #[error("扫描件最大 {0} MB，请降低分辨率后再传")]
    TooLarge(u64),
    /// What was found in it; the file's name comes first.
    #[error("{}", .1.sentence(.0))]
    Content(String, FileRefusal),
    /// A virus scanner found something in it: the file's name, and what.
    #[error("“{0}”里查出病毒（{1}），没有收下。请在没有病毒的电脑上重新扫描")]
    Infected(String, String),
    /// The disk did not take or give it.
    #[error("扫描件暂时存不下，已登记的都在。请稍后再传")]
    Disk,
    /// What lies on the disk is not what was put there.
    #[error("扫描件打不开，请系统管理员用 onedoor verify 核对")]
    Damaged,
}

/// Looks into a file: its size, its name, its content. `exe` is this program.
///
/// # Errors
/// [`DelegateRefusal::Scan`] and the rule of which kinds are scans.
pub fn look_at_scan(bureau: &Bureau, file: IncomingScan, exe: &Path) -> Result<SeenScan, Failure<DelegateRefusal>> {
    let flaw = |f: ScanFlaw| Failure::Refused(DelegateRefusal::Scan(f));
    let name = clean_file_name(&file.name, LIMITS.name_characters);
    if file.bytes.len() as u64 > LIMITS.megabytes * 1024 * 1024 {
        return Err(flaw(ScanFlaw::TooLarge(LIMITS.megabytes)));
    }
    if let Some(mark) = secret_in_name(&name) {
        return Err(flaw(ScanFlaw::Content(name, FileRefusal::Secret(mark.into()))));
    }
    // A scanner that does not answer keeps nobody waiting.
    let found = bureau.virus_scanner().and_then(|scanner| scanner.scan(&file.bytes).ok().flatten());
    if let Some(found) = found {
        return Err(flaw(ScanFlaw::Infected(name, found)));
    }
    let digest = store::digest(&file.bytes);
    let seen =
        look_at(exe, file.bytes, &FileLimits::default()).map_err(|r| flaw(ScanFlaw::Content(name.clone(), r)))?;
    domain_rules::is_scan(seen.kind).map_err(|r| Failure::Refused(r.into()))?;
    Ok(SeenScan { name: name_with_ending(&name, seen.kind), kind: seen.kind, bytes: seen.bytes, digest })
}

/// What lies on the shelf and is not named by a row yet.
pub(super) struct Shelved {
    scan: SeenScan,
    pub(super) address: String,
}

/// The field that a scan is sealed as: bound to its letter, so that two scans cannot change places.
fn content_field((kind, letter): (LetterKind, i64)) -> String {
    format!("letter/{}/{letter}", kind.as_str())
}

/// Seals and writes the bytes.
pub(super) fn shelve(
    bureau: &Bureau,
    of: (LetterKind, i64),
    scan: SeenScan,
) -> Result<Shelved, Failure<DelegateRefusal>> {
    let sealed = bureau.vault().seal_archive(bureau.region(), &content_field(of), &scan.bytes, bureau.rng());
    let put = bureau.shelf().put(&sealed, bureau.rng().u64());
    let address = put.map_err(|_| Failure::Refused(DelegateRefusal::Scan(ScanFlaw::Disk)))?;
    Ok(Shelved { scan, address })
}

impl Shelved {
    /// The scan in the place of the one that is kept, with the rows of both.
    fn replacing(
        &self,
        tx: &mut Tx<'_>,
        bureau: &Bureau,
        actor: &Actor,
        (kept, reason): (LetterScan, &str),
    ) -> Result<(Vec<Change>, domain_rules::ScanReplaced), Failure<DelegateRefusal>> {
        let (region, of) = (bureau.region(), (kept.of, kept.letter));
        let before = rows::letter_scans_before(tx, region, of)?.len();
        let known = (kept, i64::try_from(before).unwrap_or(i64::MAX));
        let (scan, old, event) =
            domain_rules::replace_scan(self.as_of(actor, of), known, reason).map_err(|r| Failure::Refused(r.into()))?;
        let changes = vec![rows::letter_scan_change(region, &scan), rows::letter_scan_before_change(region, &old)];
        Ok((changes, event))
    }

    fn as_of(&self, actor: &Actor, (of, letter): (LetterKind, i64)) -> LetterScan {
        LetterScan {
            of,
            letter,
            address: self.address.clone(),
            digest: self.scan.digest.clone(),
            size: self.scan.bytes.len() as u64,
            kind: self.scan.kind,
            name: self.scan.name.clone(),
            at: actor.at,
            by: actor.by,
        }
    }

    /// The scan as a letter keeps it. `noted` is the digest that the letter has of it.
    pub(super) fn kept(
        &self,
        tx: &mut Tx<'_>,
        bureau: &Bureau,
        actor: &Actor,
        ((of, letter), noted): ((LetterKind, i64), &str),
    ) -> Result<(Change, domain_rules::ScanKept), Failure<DelegateRefusal>> {
        let before = rows::letter_scan(tx, bureau.region(), (of, letter))?;
        let scan = self.as_of(actor, (of, letter));
        let (scan, event) =
            domain_rules::keep_scan(scan, before.as_ref(), noted).map_err(|r| Failure::Refused(r.into()))?;
        Ok((rows::letter_scan_change(bureau.region(), &scan), event))
    }
}

/// Takes bytes off the shelf that nothing names. After a fault of the store nobody knows whether the row is there: then the
/// bytes stay.
pub(super) fn tidy<T>(bureau: &Bureau, address: &str, done: &Result<(T, bool), Failure<DelegateRefusal>>) {
    let unused = match done {
        Ok((_, repeated)) => *repeated,
        // The same key with another file: nothing was written.
        Err(Failure::Store(e)) => key_reused(e),
        Err(Failure::Denied(_) | Failure::NotFound | Failure::Refused(_) | Failure::Stale) => true,
    };
    if unused {
        // What cannot be taken off now is swept with the other orphans.
        bureau.shelf().discard(address).ok();
    }
}

/// Which letter, as the row of a scan names it.
pub(super) const fn kind_of(which: LetterPaper) -> (LetterKind, i64) {
    match which {
        LetterPaper::Appointment(id) => (LetterKind::Appointment, id.get()),
        LetterPaper::Authorization(id) => (LetterKind::Authorization, id.get()),
    }
}

/// Keeps the scan of a letter that was entered without one, or puts it in the place of the one that is kept, with the
/// reason; from the version that the page was made from. Returns the letter's next version.
///
/// # Errors
/// A scan is kept and nobody says why it is replaced, another digest was noted, or the disk does not take it.
pub fn keep_scan(
    bureau: &Bureau,
    desk: &Desk,
    (which, version, reason): (LetterPaper, i64, &str),
    scan: SeenScan,
    key: Option<&str>,
) -> Result<i64, Failure<DelegateRefusal>> {
    let (actor, of) = (Actor::of(bureau, desk)?, kind_of(which));
    let asked = (of.0.as_str(), of.1, version, &scan.digest, reason);
    let command = bureau.command(desk, "delegates.keep_scan", key, &asked);
    let shelved = shelve(bureau, of, scan)?;
    let (worker, address, reason) = (bureau.clone(), shelved.address.clone(), reason.to_owned());
    let done = bureau.db().commit(command, move |tx| -> Result<i64, Failure<DelegateRefusal>> {
        let kept = rows::letter_scan(tx, worker.region(), of)?;
        Ok(match which {
            LetterPaper::Appointment(id) => {
                let letter = load_appointment(&worker, tx, AppointmentId::new(id.get()), version)?;
                let next = domain_rules::AppointmentLetter { version: letter.version + 1, ..letter };
                match kept {
                    None => {
                        let (change, event) = shelved.kept(tx, &worker, &actor, (of, ""))?;
                        let event = ("delegates.scan_kept", &event);
                        actor.save_appointment_with(&worker, tx, &next, event, vec![change])?
                    }
                    Some(kept) => {
                        let (changes, event) = shelved.replacing(tx, &worker, &actor, (kept, &reason))?;
                        let event = ("delegates.scan_replaced", &event);
                        actor.save_appointment_with(&worker, tx, &next, event, changes)?
                    }
                }
            }
            LetterPaper::Authorization(id) => {
                let letter = load_letter(&worker, tx, LetterId::new(id.get()), version)?;
                let next = domain_rules::AuthorizationLetter { version: letter.version + 1, ..letter };
                match kept {
                    None => {
                        let (change, event) = shelved.kept(tx, &worker, &actor, (of, &next.file_digest))?;
                        actor.save_letter_with(&worker, tx, &next, ("delegates.scan_kept", &event), vec![change])?
                    }
                    Some(kept) => {
                        let (changes, event) = shelved.replacing(tx, &worker, &actor, (kept, &reason))?;
                        // The digest that was noted goes with the file that it is of.
                        let file_digest = match next.file_digest.is_empty() {
                            true => String::new(),
                            false => event.digest.clone(),
                        };
                        let next = domain_rules::AuthorizationLetter { file_digest, ..next };
                        actor.save_letter_with(&worker, tx, &next, ("delegates.scan_replaced", &event), changes)?
                    }
                }
            }
        })
    });
    let done = done.map(|d| (d.value, d.repeated));
    tidy(bureau, &address, &done);
    done.map(|(version, _)| version)
}

/// A scan taken out.
#[derive(Debug, Clone)]
pub struct TakenScan {
    /// Its name.
    pub name: String,
    /// Its kind.
    pub kind: FileKind,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// Opens the scan of a letter that the asker may see: the one that is kept, or by its place one that another took the
/// place of.
///
/// # Errors
/// No such letter for the asker, no scan, or a disk that gives something else.
pub fn open_scan(
    bureau: &Bureau,
    desk: &Desk,
    (which, place): (LetterPaper, Option<i64>),
) -> Result<TakenScan, Failure<DelegateRefusal>> {
    let reach = seen(desk)?;
    let (region, of) = (bureau.region(), kind_of(which));
    let found = bureau.db().read(|tx| -> Result<_, StoreError> {
        let department = match which {
            LetterPaper::Appointment(id) => rows::appointment(tx, region, id)?.map(|l| l.department),
            LetterPaper::Authorization(id) => rows::letter(tx, region, id)?.map(|l| l.department),
        };
        match (department.filter(|d| reach.covers(*d)), place) {
            (Some(_), None) => rows::letter_scan(tx, region, of),
            (Some(_), Some(place)) => {
                let before = rows::letter_scans_before(tx, region, of)?;
                Ok(before.into_iter().find(|b| b.place == place).map(|b| b.scan))
            }
            (None, _) => Ok(None),
        }
    })?;
    let scan = found.ok_or(Failure::NotFound)?;
    let damaged = || Failure::Refused(DelegateRefusal::Scan(ScanFlaw::Damaged));
    let sealed = bureau.shelf().get(&scan.address).map_err(|_| damaged())?;
    let bytes = bureau.vault().open_archive(region, &content_field(of), &sealed).map_err(|_| damaged())?;
    Ok(TakenScan { name: scan.name, kind: scan.kind, bytes })
}

impl From<ScanFlaw> for DelegateRefusal {
    fn from(flaw: ScanFlaw) -> Self {
        Self::Scan(flaw)
    }
}

impl ScanFlaw {
    /// Stable code for the API and for tests.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::TooLarge(_) => "file_too_large",
            Self::Content(_, refusal) => refusal.code(),
            Self::Infected(..) => "infected",
            Self::Disk => "disk",
            Self::Damaged => "damaged",
        }
    }
}

#[cfg(test)]
mod tests {
    use domain::delegates::Refusal;

    use super::*;

    #[test]
    fn the_shipped_limits_read() {
        assert!(LIMITS.megabytes > 0 && LIMITS.name_characters > 20);
        let flaw: DelegateRefusal = ScanFlaw::TooLarge(20).into();
        assert_eq!((flaw.code(), flaw.field()), ("file_too_large", "file"));
        let rule: DelegateRefusal = Refusal::NoScan.into();
        assert_eq!(rule.field(), "file");
    }
}
