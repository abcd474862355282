//! Photographs of stations (站点照片): looked into in a child process, sealed under the county's own key, made durable on the
//! shelf of all files, and only then named by a row; and opened again.

use std::path::Path;

use domain::{
    base::{DivisionCode, FileKind, PhotoId, StaffId, clean_file_name, secret_in_name},
    people::{Act, Desk},
    stations::{StationPhoto, is_photo},
};
use jiff::Timestamp;
use papers::files::{FileLimits, FileRefusal, look_at};
use store::stations as rows;

use super::work_data::WORK;
use crate::{Bureau, Failure, key_reused};

/// A picture as it came.
#[derive(Debug, Clone, Default)]
pub struct IncomingPhoto {
    /// Name as sent: a label, nothing more.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// Why a photograph is not kept or cannot be opened.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PhotoFlaw {
    /// Larger than is kept.
    #[error("照片最大 {0} MB，请在手机上选小一点的再传")]
    TooLarge(u64),
    /// Something else than a picture.
    #[error("请传照片（JPG、PNG 或 WebP）")]
    NoPicture,
    /// What was found in it; the file's name comes first.
    #[error("{}", .1.sentence(.0))]
    Content(String, FileRefusal),
    /// A virus scanner found something in it: the file's name, and what.
    #[error("“{0}”里查出病毒（{1}），没有收下。请另拍一张")]
    Infected(String, String),
    /// The disk did not take or give it.
    #[error("照片暂时存不下，请稍后再传")]
    Disk,
    /// What lies on the disk is not what was put there.
    #[error("照片打不开，请系统管理员用 onedoor verify 核对")]
    Damaged,
}

impl PhotoFlaw {
    /// Stable code for the API and for tests.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::TooLarge(_) => "file_too_large",
            Self::NoPicture => "no_picture",
            Self::Content(_, refusal) => refusal.code(),
            Self::Infected(..) => "infected",
            Self::Disk => "disk",
            Self::Damaged => "damaged",
        }
    }
}

/// A picture that was looked into and may be kept.
#[derive(Debug, Clone)]
pub struct SeenPhoto {
    kind: FileKind,
    bytes: Vec<u8>,
    /// SM3 of the picture as it was sent, hexadecimal.
    pub digest: String,
}

/// Looks into a picture. `exe` is this program; where and when it was taken goes out of it on the way.
///
/// # Errors
/// What is wrong with it.
pub fn look_at_photo(bureau: &Bureau, file: IncomingPhoto, exe: &Path) -> Result<SeenPhoto, PhotoFlaw> {
    let name = clean_file_name(&file.name, 120);
    if file.bytes.len() as u64 > WORK.photo.megabytes * 1024 * 1024 {
        return Err(PhotoFlaw::TooLarge(WORK.photo.megabytes));
    }
    if let Some(mark) = secret_in_name(&name) {
        return Err(PhotoFlaw::Content(name, FileRefusal::Secret(mark.into())));
    }
    // A scanner that does not answer keeps nobody waiting.
    let found = bureau.virus_scanner().and_then(|scanner| scanner.scan(&file.bytes).ok().flatten());
    if let Some(found) = found {
        return Err(PhotoFlaw::Infected(name, found));
    }
    let digest = store::digest(&file.bytes);
    let seen = look_at(exe, file.bytes, &FileLimits::default()).map_err(|r| PhotoFlaw::Content(name, r))?;
    if !is_photo(seen.kind) {
        return Err(PhotoFlaw::NoPicture);
    }
    Ok(SeenPhoto { kind: seen.kind, bytes: seen.bytes, digest })
}

/// The field that a photograph is sealed as: bound to its id, so that two cannot change places.
fn content_field(id: PhotoId) -> String {
    format!("station-photo/{id}")
}

/// Seals and writes the bytes; the row is the caller's to write, with the act that the photograph belongs to.
pub(crate) fn shelve(
    bureau: &Bureau,
    photo: &SeenPhoto,
    (station, by, at): (DivisionCode, StaffId, Timestamp),
) -> Result<StationPhoto, PhotoFlaw> {
    let id = PhotoId::new(bureau.new_id());
    let sealed = bureau.vault().seal_archive(bureau.region(), &content_field(id), &photo.bytes, bureau.rng());
    let address = bureau.shelf().put(&sealed, bureau.rng().u64()).map_err(|_| PhotoFlaw::Disk)?;
    Ok(StationPhoto {
        id,
        station,
        address,
        digest: photo.digest.clone(),
        size: photo.bytes.len() as u64,
        kind: photo.kind,
        by,
        at,
    })
}

/// Takes bytes off the shelf that nothing names. After a fault of the store nobody knows whether the row is there: then the
/// bytes stay.
pub(crate) fn tidy<T, R: std::error::Error>(
    bureau: &Bureau,
    photo: Option<&StationPhoto>,
    done: &Result<(T, bool), Failure<R>>,
) {
    let unused = match done {
        Ok((_, repeated)) => *repeated,
        Err(Failure::Store(e)) => key_reused(e),
        Err(Failure::Denied(_) | Failure::NotFound | Failure::Refused(_) | Failure::Stale) => true,
    };
    if let Some(photo) = photo.filter(|_| unused) {
        // What cannot be taken off now is swept with the other orphans.
        bureau.shelf().discard(&photo.address).ok();
    }
}

/// A photograph taken out: its kind and its bytes.
#[derive(Debug, Clone)]
pub struct TakenPhoto {
    /// Its kind.
    pub kind: FileKind,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// Opens a photograph.
///
/// # Errors
/// No such one for the asker, or a disk that gives something else.
pub fn open_photo(bureau: &Bureau, desk: &Desk, id: PhotoId) -> Result<TakenPhoto, Failure<PhotoFlaw>> {
    bureau.may(desk, Act::StationProgress)?;
    let region = bureau.region();
    let photo = bureau.db().read(|tx| rows::station_photo(tx, region, id))?.ok_or(Failure::NotFound)?;
    let damaged = || Failure::Refused(PhotoFlaw::Damaged);
    let sealed = bureau.shelf().get(&photo.address).map_err(|_| damaged())?;
    let bytes = bureau.vault().open_archive(region, &content_field(id), &sealed).map_err(|_| damaged())?;
    Ok(TakenPhoto { kind: photo.kind, bytes })
}
