//! Files of a case (附件): a material as a photo or a document, handed in at the window or by the
//! applicant, as long as the matter is undecided.
//!
//! Not here: what is inside a file, and where its bytes lie.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{Case, Refusal, Stage};
use crate::base::{CaseId, FileId, FileKind, PersonId, StaffId};

/// How many and how large (附件限额): data of the county.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct FileRoom {
    /// Mebibytes of one file.
    pub file_megabytes: u32,
    /// Files of one material.
    pub files_per_material: usize,
    /// Files of one case.
    pub files_per_case: usize,
    /// Mebibytes of all files of a case.
    pub case_megabytes: u32,
    /// Characters of a name.
    pub name_characters: usize,
    /// Where the numbers come from.
    pub source: String,
}

impl FileRoom {
    /// Bytes of one file.
    pub fn file_bytes(&self) -> u64 {
        u64::from(self.file_megabytes) << 20
    }
}

/// A file of a case. Its name is sealed and lives beside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseFile {
    /// Id.
    pub id: FileId,
    /// Expected version for the next act = events so far.
    pub version: i64,
    /// The case.
    pub case: CaseId,
    /// The applicant, under whose key it is sealed.
    pub person: PersonId,
    /// Place of its material in the case's list; `None` for what belongs to none (其他).
    pub place: Option<u16>,
    /// Address on disk: SM3 of the sealed bytes.
    pub digest: String,
    /// Plain bytes.
    pub size: u64,
    /// By its content.
    pub kind: FileKind,
    /// Who took it in; `None` for the applicant.
    pub by: Option<StaffId>,
    /// When.
    pub at: Timestamp,
    /// When and why it was taken off again.
    pub detached: Option<(Timestamp, String)>,
}

/// A file that has been looked at and may be kept.
#[derive(Debug, Clone)]
pub struct NewFile {
    /// Id.
    pub id: FileId,
    /// Place of its material.
    pub place: Option<u16>,
    /// Address on disk.
    pub digest: String,
    /// Plain bytes.
    pub size: u64,
    /// By its content.
    pub kind: FileKind,
}

/// Why a file is not attached or taken off.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AttachRefusal {
    /// One file too large. Name, its mebibytes, the limit.
    #[error("“{0}”有 {1} MB，最多 {2} MB。可以分成两份上传")]
    TooLarge(String, u64, u32),
    /// The material has as many as it may.
    #[error("这样材料已经有 {0} 份文件，不能再加。可以把几页合成一份 PDF 再上传")]
    MaterialFull(usize),
    /// The case has.
    #[error("这件已经有 {0} 份文件，不能再加。可以把几页合成一份 PDF 再上传")]
    CaseFull(usize),
    /// All its files together.
    #[error("这件的文件合起来最多 {0} MB，再加就超过了。请缩小图片后再上传")]
    CaseTooLarge(u32),
    /// There is no such material.
    #[error("没有找到这样材料，请重新选择")]
    Place,
    /// Taken off without saying why.
    #[error("请写明为什么撤下这份文件")]
    WhyMissing,
    /// Taken off before.
    #[error("这份文件已经撤下了")]
    Detached,
    /// The stage does not take files.
    #[error(transparent)]
    Rule(#[from] Refusal),
}

impl AttachRefusal {
    /// Stable code for the API.
    pub fn code(&self) -> &'static str {
        match self {
            Self::TooLarge(..) => "file_too_large",
            Self::MaterialFull(_) => "material_full",
            Self::CaseFull(_) => "case_full",
            Self::CaseTooLarge(_) => "case_too_large",
            Self::Place => "material_unknown",
            Self::WhyMissing => "reason_missing",
            Self::Detached => "file_detached",
            Self::Rule(rule) => rule.code(),
        }
    }
}

/// Checks the size alone, before anybody looks inside.
pub fn fits(room: &FileRoom, name: &str, bytes: u64) -> Result<(), AttachRefusal> {
    if bytes <= room.file_bytes() {
        return Ok(());
    }
    // 10.2 MB is told as 11: a file of "10 MB" that is too large for 10 MB puzzles.
    Err(AttachRefusal::TooLarge(name.to_owned(), bytes.div_ceil(1 << 20), room.file_megabytes))
}

/// The case of a member that has not begun (后面的事项): where files lie that its applicant hands in before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseAhead {
    /// The id that it will have.
    pub case: CaseId,
    /// The applicant.
    pub person: PersonId,
    /// Number of the matter: it has none of its own yet.
    pub matter_no: String,
    /// Names of the materials in its guide.
    pub materials: Vec<String>,
}

/// Attaches a file to a case that has these already.
pub fn attach(
    room: &FileRoom,
    case: &Case,
    held: &[CaseFile],
    new: NewFile,
    by: Option<StaffId>,
    at: Timestamp,
) -> Result<(CaseFile, FileAttached), AttachRefusal> {
    takes_files(&case.stage, "加文件")?;
    let names: Vec<&str> = case.materials.iter().map(|m| m.name.as_str()).collect();
    put(room, (case.id, case.person, case.no.as_str(), &names), held, new, (by, at))
}

/// Attaches a file to the case that a member will have.
///
/// # Errors
/// As [`attach`]; whether the member still waits, the caller knows.
pub fn attach_ahead(
    room: &FileRoom,
    ahead: &CaseAhead,
    held: &[CaseFile],
    new: NewFile,
    (by, at): (Option<StaffId>, Timestamp),
) -> Result<(CaseFile, FileAttached), AttachRefusal> {
    let names: Vec<&str> = ahead.materials.iter().map(String::as_str).collect();
    put(room, (ahead.case, ahead.person, &ahead.matter_no, &names), held, new, (by, at))
}

fn put(
    room: &FileRoom,
    (case, person, no, materials): (CaseId, PersonId, &str, &[&str]),
    held: &[CaseFile],
    new: NewFile,
    (by, at): (Option<StaffId>, Timestamp),
) -> Result<(CaseFile, FileAttached), AttachRefusal> {
    if new.place.is_some_and(|p| usize::from(p) >= materials.len()) {
        return Err(AttachRefusal::Place);
    }
    let held: Vec<&CaseFile> = held.iter().filter(|f| f.detached.is_none()).collect();
    if held.len() >= room.files_per_case {
        return Err(AttachRefusal::CaseFull(room.files_per_case));
    }
    if held.iter().filter(|f| f.place == new.place).count() >= room.files_per_material {
        return Err(AttachRefusal::MaterialFull(room.files_per_material));
    }
    let together = held.iter().map(|f| f.size).sum::<u64>().saturating_add(new.size);
    if together > u64::from(room.case_megabytes) << 20 {
        return Err(AttachRefusal::CaseTooLarge(room.case_megabytes));
    }
    let material = new.place.and_then(|p| materials.get(usize::from(p))).copied();
    let event = FileAttached {
        case_no: no.to_owned(),
        material: material.unwrap_or_default().to_owned(),
        kind: new.kind.as_str().to_owned(),
        size: new.size,
        digest: new.digest.clone(),
    };
    let file = CaseFile {
        id: new.id,
        version: 1,
        case,
        person,
        place: new.place,
        digest: new.digest,
        size: new.size,
        kind: new.kind,
        by,
        at,
        detached: None,
    };
    Ok((file, event))
}

/// Takes a file off a case: it is shown no more. Its bytes stay, sealed, as everything that was once
/// handed in; erasing the applicant's key closes them.
pub fn detach(
    case: &Case,
    file: CaseFile,
    why: &str,
    at: Timestamp,
) -> Result<(CaseFile, FileDetached), AttachRefusal> {
    takes_files(&case.stage, "撤下文件")?;
    if file.detached.is_some() {
        return Err(AttachRefusal::Detached);
    }
    let why = why.trim();
    if why.is_empty() {
        return Err(AttachRefusal::WhyMissing);
    }
    let event = FileDetached { case_no: case.no.to_string(), why: why.to_owned() };
    Ok((CaseFile { version: file.version + 1, detached: Some((at, why.to_owned())), ..file }, event))
}

/// Takes a file out of a draft for good, row and bytes: nothing was handed in yet.
///
/// # Errors
/// [`Refusal::WrongStage`] once it was sent in.
pub fn drop_file(case: &Case) -> Result<FileDropped, AttachRefusal> {
    case.stage.still_a_draft("移除文件")?;
    Ok(FileDropped { case_no: case.no.to_string() })
}

/// Whether the applicant may take this file off again: what was sent in stays; what answers a correction may change
/// until the answer is given.
#[must_use]
pub fn is_applicants_to_remove(case: &Case, file: &CaseFile) -> bool {
    let own = file.by.is_none() && file.detached.is_none();
    match &case.stage {
        Stage::Draft => own,
        Stage::CorrectionAsked => own && case.correction.as_ref().is_some_and(|c| file.at > c.at),
        Stage::Submitted
        | Stage::Accepted(_)
        | Stage::InReview(..)
        | Stage::Suspended(..)
        | Stage::Decided(..)
        | Stage::Completed(..)
        | Stage::Delivered(..)
        | Stage::Rated(..)
        | Stage::Ended(..)
        | Stage::Archived(..) => false,
    }
}

/// Places of the materials that came as files; of a correction, only since it was asked.
#[must_use]
pub fn uploaded(case: &Case, files: &[CaseFile]) -> Vec<usize> {
    let since = case.correction.as_ref().filter(|_| case.stage == Stage::CorrectionAsked).map(|c| c.at);
    let here = files.iter().filter(|f| f.detached.is_none() && since.is_none_or(|at| f.at > at));
    let mut places: Vec<usize> = here.filter_map(|f| f.place).map(usize::from).collect();
    places.sort_unstable();
    places.dedup();
    places
}

/// Whether files may come and go in this stage: what was looked at when the decision was made must stay as it was.
///
/// # Errors
/// [`Refusal::WrongStage`] once it is decided or over.
pub fn takes_files(stage: &Stage, wanted: &'static str) -> Result<(), Refusal> {
    match stage {
        Stage::Draft
        | Stage::Submitted
        | Stage::CorrectionAsked
        | Stage::Accepted(_)
        | Stage::InReview(..)
        | Stage::Suspended(..) => Ok(()),
        Stage::Decided(..)
        | Stage::Completed(..)
        | Stage::Delivered(..)
        | Stage::Rated(..)
        | Stage::Ended(..)
        | Stage::Archived(..) => Err(stage.wrong(wanted)),
    }
}

/// Event: a file was attached. The name stays out of it: names of files name people.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileAttached {
    /// Case.
    pub case_no: String,
    /// Material from the guide; empty for others.
    pub material: String,
    /// Kind by content.
    pub kind: String,
    /// Plain bytes.
    pub size: u64,
    /// SM3 of the sealed bytes.
    pub digest: String,
}

/// Event: a file of a draft was taken out for good.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileDropped {
    /// Case.
    pub case_no: String,
}

/// Event: a file was taken off.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileDetached {
    /// Case.
    pub case_no: String,
    /// Why.
    pub why: String,
}
