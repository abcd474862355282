//! Reading a package back, as the check and later readers do: nothing is taken on trust, least of all the
//! manifest.

use std::io::{Cursor, Read};

use domain::archive::Profile;
use quick_xml::{Reader, escape::unescape, events::Event};
use zip::ZipArchive;

use super::Manifest;

/// Why a package cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReadFault {
    /// No zip, or cut short.
    #[error("归档包读不出来，可能已损坏")]
    Damaged,
    /// Larger than a package of ours can be.
    #[error("归档包展开后太大")]
    TooLarge,
}

/// A package as it was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadPackage {
    /// Path and bytes of everything but the manifest.
    pub entries: Vec<(String, Vec<u8>)>,
    /// The manifest; `None` where it is missing or cannot be read.
    pub manifest: Option<Manifest>,
    /// Element and value of each field of 基本信息描述; `None` where it cannot be read.
    pub basics: Option<Vec<(String, String)>>,
    /// The lines of the journal; `None` where they cannot be read.
    pub journal: Option<Vec<String>>,
    /// Whether 归档配置表, 申请表 and 办理流程 are well-formed.
    pub sheets_readable: bool,
}

/// Most bytes of a package when unpacked.
const LARGEST: u64 = 1 << 30;

/// Reads a package written under this profile.
///
/// # Errors
/// [`ReadFault`]; what is merely wrong inside is left to the check.
pub fn read_package(bytes: &[u8], profile: &Profile) -> Result<ReadPackage, ReadFault> {
    let mut zip = ZipArchive::new(Cursor::new(bytes)).map_err(|_| ReadFault::Damaged)?;
    let mut left = LARGEST;
    let mut entries = Vec::with_capacity(zip.len());
    for index in 0..zip.len() {
        let mut part = zip.by_index(index).map_err(|_| ReadFault::Damaged)?;
        let name = part.name().map_err(|_| ReadFault::Damaged)?.into_owned();
        let mut content = Vec::new();
        Read::by_ref(&mut part).take(left + 1).read_to_end(&mut content).map_err(|_| ReadFault::Damaged)?;
        left = left.checked_sub(content.len() as u64).ok_or(ReadFault::TooLarge)?;
        entries.push((name, content));
    }
    let names = &profile.sheets;
    let of = |name: &str| entries.iter().find(|(n, _)| n == name).map(|(_, bytes)| bytes.as_slice());
    let manifest = of(&names.manifest).and_then(|b| serde_json::from_slice(b).ok());
    let basics = of(&names.basics).and_then(flat);
    let text = of(&names.journal).and_then(|b| std::str::from_utf8(b).ok());
    let journal = text.map(|t| t.lines().map(str::to_owned).collect());
    let sheets_readable =
        [&names.config, &names.application, &names.process].into_iter().all(|n| of(n).and_then(flat).is_some());
    entries.retain(|(n, _)| *n != names.manifest);
    Ok(ReadPackage { entries, manifest, basics, journal, sheets_readable })
}

/// The elements that hold nothing but text, in order; `None` where it is not well-formed.
fn flat(bytes: &[u8]) -> Option<Vec<(String, String)>> {
    let mut reader = Reader::from_reader(bytes);
    let (mut out, mut open, mut text) = (Vec::new(), Vec::<String>::new(), String::new());
    let mut seen = false;
    loop {
        match reader.read_event().ok()? {
            Event::Start(e) => {
                open.push(AsRef::<str>::as_ref(&e.name()).to_owned());
                text.clear();
                seen = true;
            }
            Event::Text(e) => text.push_str(&e),
            Event::GeneralRef(e) => {
                let entity = format!("&{};", &*e);
                text.push_str(&unescape(&entity).ok()?);
            }
            Event::End(_) => {
                let name = open.pop()?;
                // What holds other elements has only the space between them.
                out.push((name, std::mem::take(&mut text)));
            }
            Event::Eof => break,
            Event::Decl(_) => {}
            Event::Empty(_) | Event::CData(_) | Event::Comment(_) | Event::PI(_) | Event::DocType(_) => return None,
        }
    }
    (seen && open.is_empty()).then_some(out)
}
