//! Some thousand cases of an export at once (成批写入办件): sealed and chained outside the transaction, written
//! within one.
//!
//! Not here: which rows there are.

use domain::{
    base::{CaseId, PersonId},
    cases::{Case, CaseNo, Imported, Step, advance, import},
    people::Stamp,
};
use store::{
    StoreError,
    cases::{self as rows, SealedFields},
    journal::{self, Change, Prepared, Stream, StreamHead},
    people,
};

use super::import_rows::{Ground, Taken, in_parallel};
use crate::Bureau;

/// What stays the same for all batches of an import.
pub(super) struct Import<'a> {
    pub(super) bureau: &'a Bureau,
    pub(super) ground: &'a Ground,
    pub(super) calendar: &'a domain::base::Calendar,
    pub(super) source: &'a str,
    pub(super) stamp: &'a Stamp,
}

/// A case to be written: its row, and what is decided before the transaction.
pub(super) struct Job<'a> {
    pub(super) taken: &'a Taken,
    pub(super) what: What,
}

/// New here, or further on.
pub(super) enum What {
    /// With its ids and number, and the person it belongs to.
    New { id: CaseId, no: CaseNo, person: Applicant },
    /// The case as it stands.
    Moved(Box<(Case, SealedFields, StreamHead)>),
}

/// The person of a case, known by the keyed hash of a number.
#[derive(Debug, Clone)]
pub(super) struct Applicant {
    pub(super) id: PersonId,
    pub(super) hash: String,
    /// Their wrapped key.
    pub(super) wrapped: Vec<u8>,
    /// Whether this case is the first that brings the person here.
    pub(super) is_new: bool,
    /// Whether the key is new: of a new person, and of one whose key was erased.
    pub(super) is_new_key: bool,
}

impl Import<'_> {
    /// The keyed hash by which the applicant of a row is known. Without a number of their own they are known
    /// by the case's: nobody is taken for somebody else.
    pub(super) fn hash_of(&self, taken: &Taken) -> String {
        let vault = self.bureau.vault();
        match &taken.applicant.code {
            Some(code) => vault.blind(taken.applicant.kind.as_str(), code),
            None => vault.blind("foreign case", &format!("{}\n{}", self.source, taken.report.no)),
        }
    }

    /// Writes one batch. `Stale` when somebody else added one of its cases or people, or moved one of its
    /// cases, meanwhile.
    pub(super) fn write(&self, jobs: &[Job<'_>]) -> Result<(), StoreError> {
        let ready = in_parallel(jobs, |some| some.iter().map(|job| self.prepare(job)).collect());
        let prepared = ready.into_iter().collect::<Result<Vec<Prepared>, StoreError>>()?;
        let (mut numbers, mut hashes, mut keys) = (Vec::new(), Vec::new(), Vec::new());
        for job in jobs {
            let What::New { person, .. } = &job.what else { continue };
            numbers.push(job.taken.report.no.clone());
            hashes.extend(person.is_new.then(|| person.hash.clone()));
            keys.extend(person.is_new_key.then(|| (person.id, person.wrapped.clone())));
        }
        let (region, source) = (*self.bureau.region(), self.source.to_owned());
        self.bureau.db().write(move |tx| {
            if rows::is_any_known(tx, &region, &source, &numbers)?
                || !people::known_people(tx, &region, hashes.iter().map(String::as_str))?.is_empty()
            {
                return Err(StoreError::Stale { stream: Stream::case_imports().to_string() });
            }
            people::keep_keys(tx, &region, &keys)?;
            journal::append_all(tx, &region, &prepared)
        })
    }

    fn prepare(&self, job: &Job<'_>) -> Result<Prepared, StoreError> {
        let (region, report) = (self.bureau.region(), &job.taken.report);
        match &job.what {
            What::New { id, no, person } => {
                let place = Imported {
                    id: *id,
                    no: no.clone(),
                    person: person.id,
                    applicant_kind: job.taken.applicant.kind,
                    source: self.source.to_owned(),
                    accepting_department: job.taken.accepting,
                };
                let (case, steps) = import(self.ground.item(job.taken.item), report, place, self.calendar);
                let sealed = self.seal(job.taken, person)?;
                let made = person
                    .is_new
                    .then(|| people::person_change(region, person.id, case.applicant_kind.as_str(), &person.hash));
                let changes = made.into_iter().chain([rows::case_change(region, &case, &sealed)]).collect();
                self.chain(&case, StreamHead::default(), steps, changes)
            }
            What::Moved(known) => {
                let (case, sealed, head) = known.as_ref();
                let content = &self.ground.item(job.taken.item).content;
                let (case, steps) = advance(case.clone(), content, report, self.calendar);
                self.chain(&case, head.clone(), steps, vec![rows::case_change(region, &case, sealed)])
            }
        }
    }

    fn chain(
        &self,
        case: &Case,
        head: StreamHead,
        steps: Vec<Step>,
        changes: Vec<Change>,
    ) -> Result<Prepared, StoreError> {
        let stamped = steps.into_iter().map(|step| {
            let stamp = Stamp { happened_at: step.at, ..self.stamp.clone() };
            (stamp, step.event.kind(), journal::facts(&step.event))
        });
        Prepared::new(self.bureau.region(), &Stream::case(case.id), head, stamped.collect(), changes)
    }

    fn seal(&self, taken: &Taken, person: &Applicant) -> Result<SealedFields, StoreError> {
        let (bureau, region, of) = (self.bureau, self.bureau.region(), &taken.applicant);
        let key = bureau.vault().open_person_key(region, person.id, &person.wrapped)?;
        let sealed = |field: &str, text: &str| key.seal(region, field, text, bureau.rng());
        Ok(SealedFields {
            name: sealed("name", &of.name),
            code: sealed("code", of.code.as_deref().unwrap_or_default()),
            contact: of.contact.as_deref().map(|contact| sealed("contact", contact)),
            phone: sealed("phone", &of.phone),
            query_password: sealed("query_password", &format!("{:08}", bureau.rng().below(100_000_000))),
            receiver: None,
            answers: None,
        })
    }
}
