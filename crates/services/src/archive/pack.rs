//! Packing a finished case (归档): gathered, written down, read back, checked, sealed under the county's
//! archive key, made durable, and only then named by a row. The key is the county's because an archive
//! must outlive the erasure of an applicant's own key.

use domain::{
    archive::{Package, PackageMade, Profile, has_passed, infection},
    base::{CaseId, PackageId},
    cases::{self, Archiving, Case, CaseNo, Refusal},
    people::{Act, Desk},
};
use jiff::SignedDuration;
use papers::{
    archive::{Content, write_package},
    documents::DocumentFlaw,
};
use serde::{Deserialize, Serialize};
use store::{
    Tx,
    archive::{self as rows, PackageRow},
    cases::{self as case_rows, SealedFields},
    journal::{self, Entry, Stream},
};

use super::{
    check::{Sighted, look},
    gather::{Gathered, gather},
    notices, profiles, report,
};
use crate::{Bureau, Failure, cases::content};

/// Why a case is not packed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PackRefusal {
    /// It is still in hand. Its stage.
    #[error("这件{0}，办完或结束以后才能归档")]
    NotFinished(&'static str),
    /// The applicant was erased: there is nothing left to keep.
    #[error("申请人的信息已按本人要求删除，这件不能归档")]
    Erased,
    /// The disk lost or changed a file. Its place in the case.
    #[error("第 {0} 份附件在服务器上已经损坏。请先从备份恢复，再归档")]
    Damaged(usize),
    /// The disk did not take the package.
    #[error("暂时不能保存归档包，请稍后再试")]
    Disk,
    /// A paper of the case did not become a file.
    #[error("这件的文书没有生成，先不归档。{0}")]
    Paper(DocumentFlaw),
    /// A virus scanner found something. What, and where.
    #[error("{0}，没有归档。办结的件不能再撤下附件，请系统管理员先确认是不是误报")]
    Infected(String),
    /// The disk lost or changed the package.
    #[error("这个归档包在服务器上已经损坏，没有给您。请运行 onedoor verify 核对，并从备份恢复")]
    Lost,
    /// Packed before, or gone on since.
    #[error(transparent)]
    Rule(#[from] Refusal),
}

/// A packed case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Packed {
    /// 电子文件号.
    pub package_no: String,
    /// Whether the four properties held.
    pub passed: bool,
}

/// Packs one case.
///
/// # Errors
/// [`PackRefusal`]; `Stale` when the case went on in the meantime.
pub fn pack(bureau: &Bureau, desk: &Desk, case_no: &str) -> Result<Packed, Failure<PackRefusal>> {
    let role = bureau.may(desk, Act::ArchivePack)?;
    let no = CaseNo::parse(case_no).map_err(|_| Failure::NotFound)?;
    let (region, profile) = (bureau.region(), profiles::current());
    let mut gathered = None;
    bureau.db().read(|tx| {
        if let Some((case, sealed)) = case_rows::case_by_no(tx, region, &no)? {
            let all = gather(bureau, tx, (&case, &sealed), profile);
            gathered = Some((case, sealed, all));
        }
        Ok(())
    })?;
    let (case, sealed, all) = gathered.ok_or(Failure::NotFound)?;
    put_away(bureau, desk, role, (case, sealed), all?)
}

/// What a share of the work came to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PackedShare {
    /// Cases packed.
    pub packed: u64,
    /// What could not be packed, each with its sentence.
    pub passed_over: Vec<String>,
    /// The last case looked at; `None` when the end was reached.
    pub last: Option<CaseId>,
}

/// Packs what has waited long enough, after an id and at most so many; the job's share. What cannot be
/// packed is told and passed over, so that it holds nothing else up.
///
/// # Errors
/// Of the database.
pub fn pack_due(bureau: &Bureau, after: CaseId, most: i64) -> Result<PackedShare, store::StoreError> {
    let (region, profile) = (bureau.region(), profiles::current());
    let before = bureau.now() - SignedDuration::from_hours(24 * i64::from(profile.wait_days));
    let due = bureau.db().read(|tx| {
        let mut due = Vec::new();
        for id in rows::cases_to_pack(tx, region, before, after, most)? {
            if let Some((case, _)) = case_rows::case(tx, region, id)? {
                due.push((id, case.no));
            }
        }
        Ok(due)
    })?;
    let desk = Desk::system("归档");
    let mut share = PackedShare {
        last: (due.len() as i64 == most).then(|| due.last().map(|(id, _)| *id)).flatten(),
        ..PackedShare::default()
    };
    for (_, no) in due {
        match pack(bureau, &desk, no.as_str()) {
            Ok(_) => share.packed += 1,
            Err(Failure::Store(e)) => return Err(e),
            Err(other) => share.passed_over.push(format!("{no}：{other}")),
        }
    }
    Ok(share)
}

fn put_away(
    bureau: &Bureau,
    desk: &Desk,
    role: Option<domain::people::Role>,
    (case, sealed): (Case, SealedFields),
    gathered: Gathered,
) -> Result<Packed, Failure<PackRefusal>> {
    let (profile, now, region) = (profiles::current(), bureau.now(), *bureau.region());
    let id = PackageId::new(bureau.new_id());
    let bytes = written(bureau, profile, &gathered)?;
    let package = gathered.package;
    let twin = bureau.db().read(|tx| rows::package_by_no(tx, &region, &package.number))?;
    let same_number = u64::from(twin.is_some());
    let sighted = Sighted { bytes: &bytes, sealed_true: true, same_number, head: gathered.raw.last() };
    let checks = look(bureau, &package, profile, &sighted);
    if let Some(found) = infection(&checks) {
        return Err(Failure::Refused(PackRefusal::Infected(found.to_owned())));
    }
    let sealed_bytes = bureau.vault().seal_archive(&region, &content_field(id), &bytes, bureau.rng());
    let disk = |_| Failure::Refused(PackRefusal::Disk);
    let address = bureau.shelf().put(&sealed_bytes, bureau.rng().u64()).map_err(disk)?;
    let row = PackageRow {
        id,
        version: 1,
        number: package.number.clone(),
        case: case.id,
        title: package.title(),
        department: case.department,
        retention: package.retention,
        finished_on: package.finished_on,
        packed_at: now,
        profile: profile.id.clone(),
        address: address.clone(),
        digest: store::digest(&bytes),
        size: bytes.len() as u64,
        files: package.files.len() as u64,
        passed: has_passed(&checks),
        checks,
        checked_at: now,
        batch: None,
    };
    let (stamp, seen) = (desk.stamp(now, role), gathered.raw.len() as i64);
    let signature = report::sign(bureau.vault(), &row);
    let done = bureau.db().write(move |tx| -> Result<Packed, Failure<PackRefusal>> {
        // What happened since the case was gathered is not in the package.
        if journal::head(tx, &region, &Stream::case(case.id))? != seen {
            return Err(Failure::Stale);
        }
        save(tx, &region, &stamp, (&case, &sealed), (&row, &signature), &package)
    });
    if matches!(done, Err(Failure::Stale | Failure::Refused(_))) {
        bureau.shelf().discard(&address).map_err(disk)?;
    }
    done
}

fn save(
    tx: &mut Tx<'_>,
    region: &domain::base::Region,
    stamp: &domain::people::Stamp,
    (case, sealed): (&Case, &SealedFields),
    (row, signature): (&PackageRow, &str),
    package: &Package,
) -> Result<Packed, Failure<PackRefusal>> {
    let archiving = Archiving { at: row.packed_at, package_no: row.number.to_string(), digest: row.digest.clone() };
    let (next, event) = cases::archive(case.clone(), archiving).map_err(|r| Failure::Refused(r.into()))?;
    let entry = Entry::new(Stream::case(case.id), case.version, "case.archived", &event)
        .with(case_rows::case_change(region, &next, sealed));
    journal::append(tx, region, stamp, entry)?;
    let made = PackageMade {
        package_no: row.number.to_string(),
        profile: row.profile.clone(),
        digest: row.digest.clone(),
        files: package.files.len(),
        passed: row.passed,
        signature: signature.to_owned(),
    };
    let entry = Entry::new(Stream::package(row.id), 0, "archive.packed", &made).with(rows::package_change(region, row));
    journal::append(tx, region, stamp, entry)?;
    Ok(Packed { package_no: row.number.to_string(), passed: row.passed })
}

fn written(bureau: &Bureau, profile: &Profile, gathered: &Gathered) -> Result<Vec<u8>, Failure<PackRefusal>> {
    let mut files = Vec::with_capacity(gathered.files.len());
    for (i, (row, packed)) in gathered.files.iter().zip(&gathered.package.files).enumerate() {
        let bytes = content(bureau, &gathered.key, row).map_err(|_| Failure::Refused(PackRefusal::Damaged(i + 1)))?;
        files.push((packed.path.clone(), bytes));
    }
    let lines = gathered.raw.iter().map(|e| serde_json::to_string(e).expect("plain texts and numbers") + "\n");
    let paper = |flaw| Failure::Refused(PackRefusal::Paper(flaw));
    let printed =
        notices::printed(bureau, &gathered.notices, &gathered.package.case_no, gathered.sample).map_err(paper)?;
    let drawn = gathered.picture.iter().map(|svg| svg.clone().into_bytes());
    let notices =
        gathered.package.notices.iter().map(|n| n.path.clone()).zip(printed.into_iter().chain(drawn)).collect();
    let content = Content { files, notices, journal: lines.collect(), digest: &store::digest };
    // A zip in memory fails for want of memory alone.
    write_package(&gathered.package, profile, content).map_err(|_| Failure::Refused(PackRefusal::Disk))
}

/// The field that a package is sealed as: bound to its row, so that two packages cannot change places.
pub(super) fn content_field(id: PackageId) -> String {
    format!("package/{id}")
}
