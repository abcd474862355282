//! The check of the four properties (四性检测) of a package as it lies on disk, when it is packed and again
//! whenever asked; and of all packages for `onedoor verify`.

use std::collections::BTreeSet;

use domain::{
    archive::{CheckRow, Observed, ObservedEntry, Package, PackageNo, Profile, Scan, check, has_passed},
    base::{Look, PackageId, look as look_at},
    people::{Act, Desk},
};
use papers::archive::{ReadPackage, read_package};
use serde::{Deserialize, Serialize};
use store::{
    StoreError,
    archive::{self as rows, PackageRow},
    cases as case_rows,
    journal::{self, Entry, Finding, RawEvent, Stream},
};

use super::{PackRefusal, gather::gather, pack::content_field, profiles, report};
use crate::{Bureau, Failure};

/// What is known of a package beside its bytes.
pub(super) struct Sighted<'a> {
    /// The package, opened.
    pub(super) bytes: &'a [u8],
    /// Whether what lay on disk was what was put there.
    pub(super) sealed_true: bool,
    /// Other packages under the same number.
    pub(super) same_number: u64,
    /// The event of the journal that the package's chain must end in.
    pub(super) head: Option<&'a RawEvent>,
}

/// Reads a package back and checks it.
pub(super) fn look(bureau: &Bureau, package: &Package, profile: &Profile, sighted: &Sighted<'_>) -> Vec<CheckRow> {
    let read = read_package(sighted.bytes, profile).ok();
    let scan = scanned(bureau, read.as_ref());
    check(package, profile, &observed(read, sighted, scan))
}

/// What the virus scanner says of each entry: unpacked, because a scanner that is given a zip may not look into it.
fn scanned(bureau: &Bureau, read: Option<&ReadPackage>) -> Scan {
    let Some(scanner) = bureau.virus_scanner() else { return Scan::NotConnected };
    let mut found = Vec::new();
    for (path, bytes) in read.map(|r| r.entries.as_slice()).unwrap_or_default() {
        match scanner.scan(bytes) {
            Ok(None) => {}
            Ok(Some(name)) => found.push((path.clone(), name)),
            Err(_) => return Scan::Silent,
        }
    }
    if read.is_some() { Scan::Looked(found) } else { Scan::Silent }
}

fn observed(read: Option<ReadPackage>, sighted: &Sighted<'_>, scan: Scan) -> Observed {
    let Some(read) = read else {
        return Observed {
            entries: Vec::new(),
            manifest: Vec::new(),
            basics: None,
            sheets_readable: false,
            chain_true: false,
            same_number: sighted.same_number,
            sealed_true: sighted.sealed_true,
            scan,
        };
    };
    let entries = read.entries.iter().map(|(path, bytes)| ObservedEntry {
        path: path.clone(),
        size: bytes.len() as u64,
        digest: store::digest(bytes),
        kind: kind_of(path, bytes),
    });
    let manifest = read.manifest.iter().flat_map(|m| &m.entries);
    let events: Option<Vec<RawEvent>> =
        read.journal.as_ref().and_then(|lines| lines.iter().map(|l| serde_json::from_str(l).ok()).collect());
    Observed {
        entries: entries.collect(),
        manifest: manifest.map(|e| (e.path.clone(), e.size, e.digest.clone())).collect(),
        chain_true: events.is_some_and(|e| journal::chain_holds(&e) && e.last() == sighted.head),
        basics: read.basics,
        sheets_readable: read.sheets_readable,
        same_number: sighted.same_number,
        sealed_true: sighted.sealed_true,
        scan,
    }
}

/// The kind that the first bytes say, of what opens without a password; of a zip the ending says which, because the content was looked into
/// when it came.
fn kind_of(path: &str, bytes: &[u8]) -> Option<String> {
    let ending = path.rsplit_once('.').map(|(_, e)| e)?;
    let kind = match look_at(bytes) {
        Look::Jpeg => "jpg",
        Look::Png => "png",
        Look::Webp => "webp",
        Look::Pdf if bytes.windows(8).any(|w| w == b"/Encrypt") => return None,
        Look::Pdf => "pdf",
        Look::Package if matches!(ending, "docx" | "xlsx" | "ofd") => ending,
        // Only pictures that this program drew end so.
        Look::Other if ending == "svg" && bytes.starts_with(b"<svg") => "svg",
        Look::Package | Look::OldOffice | Look::Heic | Look::Other => return None,
    };
    Some(kind.to_owned())
}

/// Event: a package was checked again.
#[derive(Debug, Serialize, Deserialize)]
struct PackageChecked {
    package_no: String,
    passed: bool,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    signature: String,
}

/// Checks one package again as it lies on disk, and keeps the report.
///
/// # Errors
/// `NotFound`; [`PackRefusal::Erased`] where the case can no longer be opened to compare with.
pub fn recheck(bureau: &Bureau, desk: &Desk, package_no: &str) -> Result<bool, Failure<PackRefusal>> {
    let role = bureau.may(desk, Act::ArchivePack)?;
    let number = PackageNo::parse(package_no).ok_or(Failure::NotFound)?;
    let region = *bureau.region();
    let mut found = None;
    bureau.db().read(|tx| {
        let Some(row) = rows::package_by_no(tx, &region, &number)? else { return Ok(()) };
        let Some((case, sealed)) = case_rows::case(tx, &region, row.case)? else { return Ok(()) };
        let profile = profiles::named(&row.profile).unwrap_or_else(|| profiles::current());
        let all = gather(bureau, tx, (&case, &sealed), profile);
        found = Some((row, all, profile));
        Ok(())
    })?;
    let (row, all, profile) = found.ok_or(Failure::NotFound)?;
    let mut gathered = all?;
    // The package was made before the event that says so, on the day it was packed.
    gathered.raw.retain(|e| !is_archiving(e));
    gathered.package.steps.retain(|s| s.kind != "case.archived" && s.seq <= gathered.raw.len() as i64);
    gathered.package.packed_on = domain::base::shanghai_day(row.packed_at);
    gathered.package.retention = row.retention;
    let opened = opened(bureau, &row);
    let sighted = Sighted {
        bytes: opened.as_deref().unwrap_or_default(),
        sealed_true: opened.as_ref().is_some_and(|b| store::digest(b) == row.digest),
        same_number: 0,
        head: gathered.raw.last(),
    };
    // What the package says of its surroundings then is not compared with what they are called now.
    if let Some(read) = opened.as_deref().and_then(|b| read_package(b, profile).ok()) {
        let said = |field: &str| {
            let element = &profile.basics.iter().find(|r| r.field == field)?.element;
            read.basics.as_ref()?.iter().find(|(e, _)| e == element).map(|(_, v)| v.clone())
        };
        let package = &mut gathered.package;
        package.source_system = said("source_system").unwrap_or_default();
        package.fonds = said("fonds").unwrap_or_default();
        package.department = said("department").unwrap_or_default();
        package.accepted_by = said("accepted_by").unwrap_or_default();
    }
    let checks = look(bureau, &gathered.package, profile, &sighted);
    let (passed, now) = (has_passed(&checks), bureau.now());
    let next = PackageRow { version: row.version + 1, checks, passed, checked_at: now, ..row };
    let (stamp, signature) = (desk.stamp(now, role), report::sign(bureau.vault(), &next));
    bureau.db().write(move |tx| -> Result<(), Failure<PackRefusal>> {
        let event = PackageChecked { package_no: next.number.to_string(), passed, signature: signature.clone() };
        let entry = Entry::new(Stream::package(next.id), next.version - 1, "archive.checked", &event)
            .with(rows::package_change(&region, &next));
        journal::append(tx, &region, &stamp, entry)?;
        Ok(())
    })?;
    Ok(passed)
}

fn is_archiving(event: &RawEvent) -> bool {
    serde_json::from_str::<serde_json::Value>(&event.body).is_ok_and(|v| v["kind"] == "case.archived")
}

/// The package as it was written; `None` where the disk lost or changed it.
pub(super) fn opened(bureau: &Bureau, row: &PackageRow) -> Option<Vec<u8>> {
    let sealed = bureau.shelf().get(&row.address).ok()?;
    bureau.vault().open_archive(bureau.region(), &content_field(row.id), &sealed).ok()
}

/// What a check of all packages saw.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PackagesChecked {
    /// Packages opened and compared.
    pub packages: u64,
    /// Lost, damaged, altered.
    pub findings: Vec<Finding>,
    /// Their addresses on disk.
    pub addresses: BTreeSet<String>,
}

/// Opens every package, compares it with its digest and each entry with the manifest. Reads only; what
/// is told is told, and no report is changed.
///
/// # Errors
/// Of the database.
pub fn check_all(bureau: &Bureau) -> Result<PackagesChecked, StoreError> {
    const AT_ONCE: i64 = 200;
    let region = bureau.region();
    let mut out = PackagesChecked::default();
    let mut after = PackageId::new(0);
    loop {
        let part = bureau.db().read(|tx| rows::packages_after(tx, region, after, AT_ONCE))?;
        for row in &part {
            out.packages += 1;
            out.addresses.insert(row.address.clone());
            let signature = bureau.db().read(|tx| report::signature(tx, bureau, row.id))?;
            let unsigned = !signature.is_empty() && !report::holds(bureau, row, &signature);
            let unsigned = unsigned.then_some("检测报告的签名验不过，报告可能被改写");
            for what in flaw(bureau, row).into_iter().chain(unsigned) {
                out.findings.push(Finding { place: format!("归档包 {}", row.number), what: what.into() });
            }
        }
        match part.last() {
            Some(last) if part.len() as i64 == AT_ONCE => after = last.id,
            Some(_) | None => return Ok(out),
        }
    }
}

fn flaw(bureau: &Bureau, row: &PackageRow) -> Option<&'static str> {
    let Some(bytes) = opened(bureau, row) else { return Some("磁盘上没有，或者与登记的摘要不同") };
    if store::digest(&bytes) != row.digest || bytes.len() as u64 != row.size {
        return Some("打开后与登记的摘要不同");
    }
    let Some(profile) = profiles::named(&row.profile) else { return Some("所用的归档配置不在程序里了") };
    let Ok(read) = read_package(&bytes, profile) else { return Some("读不出来") };
    let Some(manifest) = read.manifest else { return Some("没有清单") };
    let same = manifest.entries.len() == read.entries.len()
        && manifest.entries.iter().zip(&read.entries).all(|(m, (path, bytes))| {
            m.path == *path && m.size == bytes.len() as u64 && m.digest == store::digest(bytes)
        });
    if same { None } else { Some("里面的文件与清单不同") }
}
