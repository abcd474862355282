//! Taking in the export of the system that most cases are handled in (导入办件): what is new comes in with
//! its steps, what has moved on gets the steps since, what says nothing new does nothing.
//!
//! Not here: the columns of the file, and writing a batch.

use std::collections::HashMap;

use domain::{
    base::{Calendar, CaseId, ImportId, PersonId, shanghai_day},
    cases::{CaseNo, CasesImported},
    people::{Act, Desk, Source, Stamp},
};
use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};
use store::{
    StoreError, base,
    cases::{self as rows, KnownCase},
    catalogue::{self, Staged, StagedState},
    journal::{self, Entry, Stream},
    people,
};

use super::{
    export_file::CaseFile,
    import_batch::{Applicant, Import, Job, What},
    import_rows::{Ground, Taken, read_rows},
};
use crate::{Bureau, Failure};

/// Kind of such an import in the list of imports.
const KIND: &str = "cases";
/// Part of the counters of numbers that imports have to themselves: windows end at 99.
const SERIES: u16 = 100;
/// Cases of one transaction: the writer is held for a fraction of a second.
const BATCH: usize = 500;

/// Why an export is not taken as a whole. Rows are refused one by one, not here.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CaseImportRefusal {
    /// Where it comes from is not said.
    #[error("请填写来源，例如“省级平台”")]
    SourceMissing,
    /// Where it comes from is said at length.
    #[error("来源最多 30 个字，请写短一些")]
    SourceLong,
}

/// What taking an export in would do, or did.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseImportOutcome {
    /// Which system it comes from, in words.
    pub source: String,
    /// Rows in the file.
    pub rows: u64,
    /// Cases made.
    pub added: u64,
    /// Cases that moved on.
    pub moved: u64,
    /// Rows that said nothing new.
    pub unchanged: u64,
    /// Refused rows: number in the file and why.
    pub refused: Vec<(u32, String)>,
}

/// An import that was done.
#[derive(Debug, Clone)]
pub struct CaseImport {
    /// Its id.
    pub id: ImportId,
    /// File name.
    pub file_name: String,
    /// When, and by whom.
    pub taken: Option<(Timestamp, String)>,
    /// What it did.
    pub outcome: CaseImportOutcome,
}

/// What every row of a file would do.
struct Planned {
    taken: Vec<Taken>,
    known: HashMap<String, KnownCase>,
    outcome: CaseImportOutcome,
    ground: Ground,
    calendar: std::sync::Arc<Calendar>,
}

impl Planned {
    /// What is new, and what has moved on.
    fn work(&self) -> (Vec<&Taken>, Vec<(&Taken, CaseId)>) {
        let (mut new, mut moved) = (Vec::new(), Vec::new());
        for taken in &self.taken {
            match self.known.get(&taken.report.no) {
                None => new.push(taken),
                Some(case) if taken.report.goes_beyond(&case.stage) => moved.push((taken, case.id)),
                Some(_) => {}
            }
        }
        (new, moved)
    }
}

fn plan(bureau: &Bureau, file: &CaseFile, source: &str) -> Result<Planned, Failure<CaseImportRefusal>> {
    let source = source.trim();
    match source.chars().count() {
        0 => return Err(Failure::Refused(CaseImportRefusal::SourceMissing)),
        1..=30 => {}
        _ => return Err(Failure::Refused(CaseImportRefusal::SourceLong)),
    }
    let (region, today) = (bureau.region(), bureau.today());
    let (ground, calendar) =
        bureau.db().read(|tx| Ok((Ground::load(tx, region, today)?, base::calendar(tx, region)?)))?;
    let (taken, refused) = read_rows(&ground, file, bureau.now());
    let numbers = taken.iter().map(|t| t.report.no.as_str());
    let known = bureau.db().read(|tx| rows::known_cases(tx, region, source, numbers))?;
    let outcome = CaseImportOutcome {
        source: source.to_owned(),
        rows: file.rows.len() as u64,
        refused,
        ..CaseImportOutcome::default()
    };
    let mut planned = Planned { taken, known, outcome, ground, calendar };
    let (new, moved) = planned.work();
    let (added, moved) = (new.len() as u64, moved.len() as u64);
    let unchanged = planned.taken.len() as u64 - added - moved;
    planned.outcome = CaseImportOutcome { added, moved, unchanged, ..planned.outcome };
    Ok(planned)
}

/// What a file would do. Nothing at all is written.
pub fn preview_cases(
    bureau: &Bureau,
    desk: &Desk,
    file: &CaseFile,
    source: &str,
) -> Result<CaseImportOutcome, Failure<CaseImportRefusal>> {
    bureau.may(desk, Act::TableImport)?;
    plan(bureau, file, source).map(|p| p.outcome)
}

/// Takes a file in. Each batch is whole or not there; one that was cut short is gone on with by importing the
/// same file again. `progress` is told how many of how many cases are written.
///
/// # Errors
/// [`Failure::Stale`] when somebody else added or moved one of its cases meanwhile: the batches before stay.
pub fn import_cases(
    bureau: &Bureau,
    desk: &Desk,
    file: &CaseFile,
    source: &str,
    progress: &mut dyn FnMut(u64, u64),
) -> Result<CaseImport, Failure<CaseImportRefusal>> {
    let role = bureau.may(desk, Act::TableImport)?;
    let planned = plan(bureau, file, source)?;
    let stamp = Stamp { source: Source::Imported, ..desk.stamp(bureau.now(), role) };
    let import = Import {
        bureau,
        ground: &planned.ground,
        calendar: &planned.calendar,
        source: &planned.outcome.source,
        stamp: &stamp,
    };
    let (new, moved) = planned.work();
    let all = (new.len() + moved.len()) as u64;
    if all > 0 {
        let mut done = 0;
        let mut people = applicants(&import, &new)?;
        let mut numbers = numbers(bureau, &new)?;
        for some in new.chunks(BATCH) {
            let jobs = some.iter().map(|taken| {
                let day = shanghai_day(taken.report.received_at);
                let what = What::New {
                    id: CaseId::new(bureau.new_id()),
                    no: next_number(&mut numbers, day),
                    person: next_applicant(&mut people, &import.hash_of(taken)),
                };
                Job { taken, what }
            });
            import.write(&jobs.collect::<Vec<_>>())?;
            done += some.len() as u64;
            progress(done, all);
        }
        for some in moved.chunks(BATCH) {
            import.write(&moved_jobs(bureau, some)?)?;
            done += some.len() as u64;
            progress(done, all);
        }
    }
    let id = note(bureau, file, &planned.outcome, &stamp)?;
    let taken = Some((bureau.now(), stamp.actor.clone()));
    Ok(CaseImport { id, file_name: file.file_name.clone(), taken, outcome: planned.outcome })
}

/// The cases that moved on, as they stand.
fn moved_jobs<'a>(bureau: &Bureau, some: &[(&'a Taken, CaseId)]) -> Result<Vec<Job<'a>>, StoreError> {
    let ids: Vec<CaseId> = some.iter().map(|(_, id)| *id).collect();
    let streams: Vec<Stream> = ids.iter().map(|id| Stream::case(*id)).collect();
    let (cases, heads) = bureau.db().read(|tx| {
        Ok((rows::cases_by_id(tx, bureau.region(), &ids)?, journal::heads(tx, bureau.region(), &streams)?))
    })?;
    let jobs = some
        .iter()
        .zip(cases)
        .zip(heads)
        .map(|(((taken, _), (case, sealed)), head)| Job { taken, what: What::Moved(Box::new((case, sealed, head))) });
    Ok(jobs.collect())
}

/// Everybody who applied, by hash: who is known here, and ids and keys for who is not.
fn applicants(import: &Import<'_>, new: &[&Taken]) -> Result<HashMap<String, Applicant>, StoreError> {
    let bureau = import.bureau;
    let region = bureau.region();
    let hashes: Vec<String> = new.iter().map(|taken| import.hash_of(taken)).collect();
    let known = bureau.db().read(|tx| people::known_people(tx, region, hashes.iter().map(String::as_str)))?;
    let mut out: HashMap<String, Applicant> = HashMap::with_capacity(hashes.len());
    for hash in hashes {
        if out.contains_key(&hash) {
            continue;
        }
        let (id, wrapped, is_new) = match known.get(&hash) {
            Some(person) => (person.id, person.wrapped.clone(), false),
            None => (PersonId::new(bureau.new_id()), None, true),
        };
        let is_new_key = wrapped.is_none();
        let wrapped = wrapped.unwrap_or_else(|| bureau.vault().new_person_key(region, id, bureau.rng()).1);
        out.insert(hash.clone(), Applicant { id, hash, wrapped, is_new, is_new_key });
    }
    Ok(out)
}

/// The applicant of the next case; whoever is new is made with the first.
fn next_applicant(people: &mut HashMap<String, Applicant>, hash: &str) -> Applicant {
    let person = people.get_mut(hash).expect("everybody was looked up before");
    let now = person.clone();
    (person.is_new, person.is_new_key) = (false, false);
    now
}

/// Takes as many numbers of each day as it has new cases.
fn numbers(bureau: &Bureau, new: &[&Taken]) -> Result<HashMap<Date, u32>, StoreError> {
    let mut wanted: HashMap<Date, u32> = HashMap::new();
    for taken in new {
        *wanted.entry(shanghai_day(taken.report.received_at)).or_default() += 1;
    }
    let region = *bureau.region();
    bureau.db().write(move |tx| {
        wanted.iter().map(|(day, n)| Ok((*day, rows::take_numbers(tx, &region, *day, SERIES, *n)?))).collect()
    })
}

fn next_number(numbers: &mut HashMap<Date, u32>, day: Date) -> CaseNo {
    let next = numbers.get_mut(&day).expect("every day was counted before");
    *next += 1;
    CaseNo::imported(day, *next - 1)
}

/// Puts the import itself down: an event with the file's digest, and a line in the list.
fn note(bureau: &Bureau, file: &CaseFile, outcome: &CaseImportOutcome, stamp: &Stamp) -> Result<ImportId, StoreError> {
    let event = CasesImported {
        file_name: file.file_name.clone(),
        file_digest: file.digest.clone(),
        source: outcome.source.clone(),
        rows: outcome.rows,
        added: outcome.added,
        moved: outcome.moved,
        unchanged: outcome.unchanged,
        refused: outcome.refused.len() as u64,
    };
    let head = Staged {
        id: ImportId::new(bureau.new_id()),
        file_name: file.file_name.clone(),
        digest: file.digest.clone(),
        complete: false,
        state: StagedState::Published,
        outcome: serde_json::json!(outcome).to_string(),
        staged_at: bureau.now(),
        staged_by: stamp.actor.clone(),
        kind: KIND.into(),
        published: None,
        undone: None,
    };
    let (region, stamp) = (*bureau.region(), stamp.clone());
    bureau.db().write(move |tx| {
        catalogue::stage(tx, &region, &head)?;
        catalogue::set_published(tx, &region, head.id, head.staged_at, &stamp.actor)?;
        let seq = journal::head(tx, &region, &Stream::case_imports())?;
        let entry = Entry::new(Stream::case_imports(), seq, "cases.imported", &event);
        journal::append(tx, &region, &stamp, entry).map(|_| head.id)
    })
}

/// The imports of cases, newest first.
pub fn case_imports(bureau: &Bureau, desk: &Desk) -> Result<Vec<CaseImport>, Failure<CaseImportRefusal>> {
    bureau.may(desk, Act::TableImport)?;
    let found = bureau.db().read(|tx| catalogue::staged_list(tx, bureau.region(), KIND, 50))?;
    let read = |s: Staged| -> Result<CaseImport, StoreError> {
        let outcome = serde_json::from_str(&s.outcome)
            .map_err(|e| StoreError::Corrupt { place: "catalogue_import.outcome".into(), why: e.to_string() })?;
        Ok(CaseImport { id: s.id, file_name: s.file_name, taken: s.published, outcome })
    };
    Ok(found.into_iter().map(read).collect::<Result<_, _>>()?)
}
