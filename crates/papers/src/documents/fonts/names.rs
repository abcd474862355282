//! 字体文件的名字: what the fonts in a file call themselves, read without reading
//! the file: a collection (`.ttc`) weighs 25 MB, its names a few kilobytes.
//!
//! Deliberately not here: glyphs.

use std::{
    fs::File,
    io::{Read, Seek, SeekFrom},
    path::Path,
};

use skrifa::raw::{FontData, FontRead, tables::name::Name, types::NameId};

/// Fonts in a collection and tables in a font that are looked at; real ones stay
/// far below.
const MOST_FONTS: u32 = 64;
const MOST_TABLES: u16 = 128;
/// Bytes of a name table.
const MOST_BYTES: u32 = 1 << 20;

/// One font of a file.
#[derive(Debug, Clone)]
pub(super) struct Named {
    /// Its place in a collection, else 0.
    pub(super) index: u32,
    /// All names it answers to, in small letters.
    pub(super) names: Vec<String>,
    /// How it is called in a list.
    pub(super) shown: String,
    /// 400 regular, 700 bold.
    pub(super) weight: u16,
}

/// The fonts of a file; none where it is not a font.
pub(super) fn of_file(path: &Path) -> Vec<Named> {
    let Ok(mut file) = File::open(path) else { return Vec::new() };
    let offsets = offsets(&mut file).unwrap_or_default();
    (0..).zip(offsets).filter_map(|(index, offset)| of_font(&mut file, index, offset)).collect()
}

/// Where the fonts of a file begin.
fn offsets(file: &mut File) -> Option<Vec<u32>> {
    let head = read(file, 0, 12)?;
    match head.get(..4)? {
        b"ttcf" => {
            let count = word(&head, 8)?.min(MOST_FONTS);
            let list = read(file, 12, count * 4)?;
            (0..count).map(|place| word(&list, place as usize * 4)).collect()
        }
        [0, 1, 0, 0] | b"OTTO" | b"true" => Some(vec![0]),
        _ => None,
    }
}

fn of_font(file: &mut File, index: u32, offset: u32) -> Option<Named> {
    let head = read(file, offset, 12)?;
    let count = u16::from_be_bytes([*head.get(4)?, *head.get(5)?]).min(MOST_TABLES);
    let tables = read(file, offset.checked_add(12)?, u32::from(count) * 16)?;
    let table = tables.chunks_exact(16).find(|table| table.starts_with(b"name"))?;
    let bytes = read(file, word(table, 8)?, word(table, 12)?.min(MOST_BYTES))?;
    let table = Name::read(FontData::new(&bytes)).ok()?;
    let (mut names, mut style, mut shown) = (Vec::new(), String::new(), String::new());
    for record in table.name_record() {
        let Ok(text) = record.string(table.string_data()) else { continue };
        let text: String = text.chars().collect();
        match record.name_id() {
            NameId::FAMILY_NAME | NameId::TYPOGRAPHIC_FAMILY_NAME | NameId::POSTSCRIPT_NAME => {
                names.push(text.to_lowercase());
            }
            NameId::FULL_NAME => {
                names.push(text.to_lowercase());
                // The Chinese name, where there is one, is the one people know.
                if shown.is_empty() || (shown.is_ascii() && !text.is_ascii()) {
                    shown = text;
                }
            }
            NameId::SUBFAMILY_NAME if style.is_empty() => style = text.to_lowercase(),
            NameId::TYPOGRAPHIC_SUBFAMILY_NAME => style = text.to_lowercase(),
            _ => (),
        }
    }
    names.sort();
    names.dedup();
    (!names.is_empty()).then(|| Named { index, names, shown, weight: weight(&style) })
}

/// The weight a style names, by the usual words.
fn weight(style: &str) -> u16 {
    let words: [(&str, u16); 9] = [
        ("extralight", 200),
        ("semibold", 600),
        ("demibold", 600),
        ("black", 900),
        ("heavy", 900),
        ("bold", 700),
        ("medium", 500),
        ("light", 300),
        ("thin", 100),
    ];
    words.iter().find(|(word, _)| style.replace([' ', '-'], "").contains(word)).map_or(400, |&(_, weight)| weight)
}

fn read(file: &mut File, from: u32, length: u32) -> Option<Vec<u8>> {
    file.seek(SeekFrom::Start(u64::from(from))).ok()?;
    let mut bytes = Vec::new();
    Read::take(file, u64::from(length)).read_to_end(&mut bytes).ok()?;
    (bytes.len() as u64 == u64::from(length)).then_some(bytes)
}

fn word(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_be_bytes(bytes.get(at..at.checked_add(4)?)?.try_into().ok()?))
}
