//! Packages: docx and xlsx (ISO/IEC 29500), ofd (GB/T 33190). Each part is unpacked once within limits;
//! names of parts, macros, embedded programs, remote templates and marks of secrecy are looked for.
//!
//! Deliberately not here: showing the document.

use std::io::{Cursor, Read};

use domain::base::{FileKind, secret_in_text};
use zip::{ZipArchive, result::ZipError};

use super::{FileLimits, FileRefusal};

/// Endings of parts that run or hold other files.
const RUNS: [&str; 24] = [
    "exe", "dll", "com", "scr", "msi", "js", "jse", "vbs", "vbe", "bat", "cmd", "ps1", "jar", "lnk", "hta", "html",
    "htm", "zip", "rar", "7z", "iso", "docm", "xlsm", "swf",
];
/// Bytes of a part's text that are searched for marks.
const WORDS: u64 = 8 << 20;

pub(super) fn check(bytes: &[u8], limits: &FileLimits) -> Result<FileKind, FileRefusal> {
    if bytes.windows(4).filter(|w| *w == b"PK\x01\x02").count() > limits.parts {
        return Err(FileRefusal::UnpacksTooLarge);
    }
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|e| refusal_for(&e))?;
    // What stands before the first part belongs to another file.
    if archive.offset() != 0 {
        return Err(FileRefusal::Damaged);
    }
    let mut names = Vec::with_capacity(archive.len());
    for name in archive.file_names() {
        names.push(name.map_err(|_| FileRefusal::Damaged)?.into_owned());
    }
    let kind = kind_of(&names)?;
    for name in &names {
        check_name(name)?;
    }
    let mut allowance = limits.unpacked_bytes;
    for index in 0..archive.len() {
        check_part(&mut archive, index, kind, limits, &mut allowance)?;
    }
    Ok(kind)
}

fn kind_of(names: &[String]) -> Result<FileKind, FileRefusal> {
    let has = |wanted: &str| names.iter().any(|n| n == wanted);
    let office = has("[Content_Types].xml");
    if office && has("word/document.xml") {
        Ok(FileKind::Docx)
    } else if office && has("xl/workbook.xml") {
        Ok(FileKind::Xlsx)
    } else if has("OFD.xml") {
        Ok(FileKind::Ofd)
    } else if office {
        Err(FileRefusal::NotTaken)
    } else {
        Err(FileRefusal::Packed)
    }
}

/// Refuses names that lead out of the package, and names of programs.
fn check_name(name: &str) -> Result<(), FileRefusal> {
    let leads_out = name.starts_with('/')
        || name.contains(['\\', ':', '\0'])
        || name.split('/').any(|step| step == "..")
        || name.chars().any(char::is_control)
        || name.len() > 512;
    if leads_out {
        return Err(FileRefusal::Damaged);
    }
    let low = name.to_ascii_lowercase();
    let ending = low.rsplit_once('.').map_or("", |(_, e)| e);
    if low.contains("vbaproject") || low.contains("vbadata") {
        return Err(FileRefusal::Runs("宏程序".into()));
    }
    let controls =
        low.contains("/activex/") || low.contains("/oleobject") || (low.contains("/embeddings/") && ending == "bin");
    if controls || RUNS.contains(&ending) {
        return Err(FileRefusal::Runs("夹带的程序或文件".into()));
    }
    Ok(())
}

fn check_part(
    archive: &mut ZipArchive<Cursor<&[u8]>>,
    index: usize,
    kind: FileKind,
    limits: &FileLimits,
    allowance: &mut u64,
) -> Result<(), FileRefusal> {
    const FLOOR: u64 = 1 << 20;
    let mut part = archive.by_index(index).map_err(|e| refusal_for(&e))?;
    let name = part.name().map_err(|_| FileRefusal::Damaged)?.into_owned();
    let most = part.compressed_size().saturating_mul(limits.ratio).max(FLOOR).min(*allowance);
    let is_text = name.ends_with(".xml") || name.ends_with(".rels");
    let mut text = Vec::new();
    let mut unpacked = 0_u64;
    let mut buffer = vec![0_u8; 64 << 10];
    loop {
        let read = part.read(&mut buffer).map_err(|_| FileRefusal::Damaged)?;
        if read == 0 {
            break;
        }
        unpacked += read as u64;
        if unpacked > most {
            return Err(FileRefusal::UnpacksTooLarge);
        }
        if is_text && unpacked <= WORDS {
            text.extend(&buffer[..read]);
        }
    }
    *allowance -= unpacked;
    if is_text { check_text(&name, &String::from_utf8_lossy(&text), kind) } else { Ok(()) }
}

fn check_text(name: &str, text: &str, kind: FileKind) -> Result<(), FileRefusal> {
    // No office program declares a document type: it is how entities are made that swell or fetch.
    if text.contains("<!DOCTYPE") || text.contains("<!ENTITY") {
        return Err(FileRefusal::Damaged);
    }
    if name == "[Content_Types].xml" && text.contains("macroEnabled") {
        return Err(FileRefusal::Runs("宏程序".into()));
    }
    if name.ends_with(".rels") && text.split('<').any(fetches) {
        return Err(FileRefusal::Runs("从别处取内容的链接".into()));
    }
    if text.contains("DDEAUTO") {
        return Err(FileRefusal::Runs("自动取数的域".into()));
    }
    let ends: &[&str] = match kind {
        FileKind::Docx if name.starts_with("word/") => &["</w:p>"],
        FileKind::Xlsx if name.ends_with("sharedStrings.xml") => &["</si>"],
        FileKind::Ofd => &["TextCode>"],
        FileKind::Docx | FileKind::Xlsx | FileKind::Jpeg | FileKind::Png | FileKind::Webp | FileKind::Pdf => {
            return Ok(());
        }
    };
    let paragraphs: Vec<String> = ends.iter().flat_map(|end| text.split(end)).map(words).collect();
    match secret_in_text(paragraphs.iter().map(String::as_str)) {
        Some(mark) => Err(FileRefusal::Secret(mark.into())),
        None => Ok(()),
    }
}

/// A relation that loads a template, an object or a page from elsewhere when the document is opened. Plain
/// links, which wait for a click, are no harm.
fn fetches(tag: &str) -> bool {
    let outside = tag.starts_with("Relationship ") && tag.contains("TargetMode=\"External\"");
    outside && ["/attachedTemplate\"", "/oleObject\"", "/frame\"", "/subDocument\""].iter().any(|t| tag.contains(t))
}

/// The words between the tags.
fn words(xml: &str) -> String {
    let mut out = String::new();
    for piece in xml.split('<') {
        // What stands before the first `<` has no tag to take off.
        out.push_str(piece.split_once('>').map_or("", |(_, text)| text));
    }
    out
}

fn refusal_for(error: &ZipError) -> FileRefusal {
    match error {
        ZipError::UnsupportedArchive(reason) if *reason == ZipError::PASSWORD_REQUIRED => FileRefusal::Locked,
        // A foreign error type that may grow; everything else means the same here.
        _ => FileRefusal::Damaged,
    }
}
