//! Gathering a finished case into the model of a package, with its bytes: opened, because an archive that
//! masks would be none.

use domain::{
    archive::{Package, PackageNo, PackedApplicant, PackedFile, PackedItem, PackedStep, Profile},
    base::shanghai_day,
    cases::{Accepter, ApplicantKind, Case, Named, Notice},
    catalogue::{Item, form_of, told},
};
use jiff::Timestamp;
use store::{
    StoreError, Tx, base,
    cases::SealedFields,
    catalogue,
    files::{self, FileRow},
    journal::{self, EventRow, RawEvent, Stream},
    people,
    vault::PersonKey,
};

use super::{PackRefusal, matter::of_matter, notices as papers};
use crate::{Bureau, Failure, cases};

/// A case as the database has it, before its files are read from disk.
pub(super) struct Gathered {
    pub(super) package: Package,
    pub(super) raw: Vec<RawEvent>,
    pub(super) files: Vec<FileRow>,
    pub(super) key: PersonKey,
    /// The papers that the case has had, in words.
    pub(super) notices: Vec<Notice>,
    /// Of a matter's case, the matter's lanes as they stood when it was packed.
    pub(super) picture: Option<String>,
    /// The county only practises.
    pub(super) sample: bool,
}

/// Everything of a case that its package holds. `finished_at` is when it ended.
pub(super) fn gather(
    bureau: &Bureau,
    tx: &mut Tx<'_>,
    (case, sealed): (&Case, &SealedFields),
    profile: &Profile,
) -> Result<Gathered, Failure<PackRefusal>> {
    let region = bureau.region();
    let finished_at = finished(case).ok_or(Failure::Refused(PackRefusal::NotFinished(case.stage.label())))?;
    let key = people::open_key(tx, region, bureau.vault(), case.person)?;
    let key = key.ok_or(Failure::Refused(PackRefusal::Erased))?;
    let county = base::county(tx, region)?.ok_or_else(|| missing("county"))?;
    let department = people::department(tx, region, case.department)?.ok_or_else(|| missing("department"))?;
    let item =
        catalogue::item_at(tx, region, case.item_id, case.item_version)?.ok_or_else(|| missing("item_version"))?;
    let accepted_by = match case.stage.acceptance().map(|a| a.by) {
        Some(Accepter::Staff(id)) => people::staff(tx, region, id)?.map(|s| s.name).unwrap_or_default(),
        Some(Accepter::Silence) => "系统（逾期未告知，视为受理）".to_owned(),
        Some(Accepter::Elsewhere) => "部门系统".to_owned(),
        Some(Accepter::Notices) => "系统（联办的前项已办结，自动受理）".to_owned(),
        None => String::new(),
    };
    let history = journal::history(tx, region, &Stream::case(case.id))?;
    let raw = journal::raw_history(tx, region, &Stream::case(case.id))?;
    let rows: Vec<FileRow> =
        files::files_of_case(tx, region, case.id)?.into_iter().filter(|r| r.file.detached.is_none()).collect();
    let packed = rows.iter().enumerate().map(|(i, row)| one_file(bureau, &key, case, profile, i, row));
    let (outcome, outcome_label) = outcome(case);
    let content = &item.content;
    let sample = county.sample;
    let fonds = if county.named { format!("{}政务服务和数据管理局", county.name) } else { county.name };
    let applicant = applicant(bureau, &key, case, sealed)?;
    let named = Named {
        name: &applicant.name,
        code: &applicant.code,
        contact: &applicant.contact,
        receiver: &applicant.receiver,
        department: &department.name,
        organiser: &fonds,
        licence: content.item_type.is_licence(),
        lapse: crate::cases::case_rules().deferred_lapse,
        today: bureau.today(),
    };
    let folder = profile.sheets.notices.as_deref();
    let mut notices = folder.map(|_| papers::kept(case, &named)).unwrap_or_default();
    let whole = if profile.sheets.matter { of_matter(bureau, tx, case, &fonds)? } else { None };
    let mut picture = None;
    if let Some(whole) = whole {
        notices.push(whole.notice);
        picture = whole.picture;
    }
    let mut packed_notices = folder.map(|folder| papers::packed(&notices, folder)).unwrap_or_default();
    if let (Some(folder), Some(_)) = (folder, &picture) {
        packed_notices.push(papers::packed_picture(folder, notices.len()));
    }
    let package = Package {
        number: PackageNo::of(region, &case.no),
        fonds: fonds.clone(),
        region: region.as_str().to_owned(),
        case_no: case.no.to_string(),
        item: PackedItem {
            code: content.code.clone(),
            name: case.item_name.clone(),
            item_type: content.item_type.as_str().to_owned(),
            type_label: content.item_type.label().to_owned(),
            version: item.version,
        },
        applicant: applicant.clone(),
        department: department.name.clone(),
        accepted_by,
        received_on: Some(case.receipt.on),
        accepted_on: case.stage.acceptance().map(|a| a.on),
        due_on: case.due().on,
        finished_on: shanghai_day(finished_at),
        retention: profile.retention(content.item_type.as_str(), &outcome),
        outcome,
        outcome_label,
        result_name: case.stage.completion().map(|c| c.result_name.clone()).unwrap_or_default(),
        result_no: case.stage.completion().map(|c| c.result_no.clone()).unwrap_or_default(),
        packed_on: bureau.today(),
        source_system: format!("OneDoor {}", env!("CARGO_PKG_VERSION")),
        answers: answers(bureau, &key, &item, sealed)?,
        steps: history.iter().map(step).collect(),
        files: packed.collect::<Result<_, _>>()?,
        notices: packed_notices,
    };
    Ok(Gathered { package, raw, files: rows, key, notices, picture, sample })
}

fn missing(table: &str) -> StoreError {
    StoreError::Corrupt { place: table.to_owned(), why: "办件引用的这一行没有了".into() }
}

/// When a case ended: its result handed out, or closed without one.
fn finished(case: &Case) -> Option<Timestamp> {
    match (case.stage.delivery(), case.stage.ending()) {
        (Some(delivery), _) => Some(delivery.at),
        (None, Some(ending)) => Some(ending.at),
        (None, None) => None,
    }
}

fn outcome(case: &Case) -> (String, String) {
    match (case.stage.decision(), case.stage.ending()) {
        (Some(decision), _) => (decision.outcome.as_str().into(), decision.outcome.label().into()),
        (None, Some(ending)) => (ending.kind.as_str().into(), ending.kind.label().into()),
        (None, None) => (String::new(), String::new()),
    }
}

fn applicant(
    bureau: &Bureau,
    key: &PersonKey,
    case: &Case,
    sealed: &SealedFields,
) -> Result<PackedApplicant, Failure<PackRefusal>> {
    // Sealed under a key that was erased before the applicant came again: there is nothing to keep.
    let open = |field: &str, bytes: &[u8]| match key.open(bureau.region(), field, bytes) {
        Ok(text) => Ok(text),
        Err(StoreError::Sealed(_)) => Err(Failure::Refused(PackRefusal::Erased)),
        Err(other) => Err(other.into()),
    };
    let optional = |field: &str, bytes: Option<&Vec<u8>>| bytes.map_or(Ok(String::new()), |b| open(field, b));
    Ok(PackedApplicant {
        kind: match case.applicant_kind {
            ApplicantKind::Person => "个人".into(),
            ApplicantKind::Organisation => "单位".into(),
        },
        name: open("name", &sealed.name)?,
        code: open("code", &sealed.code)?,
        contact: optional("contact", sealed.contact.as_ref())?,
        phone: open("phone", &sealed.phone)?,
        receiver: optional("receiver", sealed.receiver.as_ref())?,
    })
}

/// By the words of the form, in its order: the package is read when no program knows the keys any more.
fn answers(
    bureau: &Bureau,
    key: &PersonKey,
    item: &Item,
    sealed: &SealedFields,
) -> Result<Vec<(String, String)>, Failure<PackRefusal>> {
    let answers = cases::answers(bureau, key, sealed.answers.as_deref())?;
    match form_of(&item.content) {
        Some(form) if !answers.is_empty() => {
            Ok(told(&form, &answers).into_iter().map(|t| (t.label, t.lines.join("\n"))).collect())
        }
        Some(_) | None => Ok(Vec::new()),
    }
}

/// `文件/003.pdf`: names of files name people, so paths do not carry them; titles do.
fn one_file(
    bureau: &Bureau,
    key: &PersonKey,
    case: &Case,
    profile: &Profile,
    i: usize,
    row: &FileRow,
) -> Result<PackedFile, Failure<PackRefusal>> {
    let open = |field: &str, bytes: &[u8]| {
        key.open(bureau.region(), field, bytes).map_err(|_| Failure::Refused(PackRefusal::Erased))
    };
    let f = &row.file;
    let material = f.place.and_then(|p| case.materials.get(usize::from(p)));
    Ok(PackedFile {
        path: format!("{}/{:03}.{}", profile.sheets.files, i + 1, f.kind.as_str()),
        title: open("file_name", &row.sealed.name)?,
        material: material.map(|m| m.name.clone()).unwrap_or_default(),
        kind: f.kind.as_str().to_owned(),
        size: f.size,
        captured: open("file_digest", &row.sealed.plain_digest)?,
        at: f.at,
    })
}

fn step(event: &EventRow) -> PackedStep {
    PackedStep {
        seq: event.seq,
        kind: event.kind.clone(),
        actor: event.actor.clone(),
        role: event.role.clone(),
        terminal: event.terminal.clone(),
        at: event.happened_at,
        source: event.source.label().to_owned(),
        words: words(event),
    }
}

/// Opinion, reason and whatever else the event says in words.
fn words(event: &EventRow) -> String {
    const SAID: [&str; 5] = ["opinion", "reason", "note", "why", "what"];
    let said = SAID.iter().filter_map(|field| event.facts.get(field)?.as_str());
    said.filter(|s| !s.is_empty()).collect::<Vec<_>>().join("；")
}
