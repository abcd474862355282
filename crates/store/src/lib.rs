//! SQL, the only place it lives: the storage seam, the event journal, sealed personal fields, files on disk, and
//! one folder a domain word with its queries. One text a query serves both engines.
//!
//! Not here: what is allowed or required (domain), and who may ask (services).

pub mod canonical;
pub mod files;
pub mod journal;
pub mod seam;
pub mod tables;
pub mod vault;

pub mod archive;
pub mod base;
pub mod cases;
pub mod catalogue;
pub mod certificates;
pub mod chains;
pub mod delegates;
pub mod evaluation;
pub mod followup;
pub mod indicators;
pub mod oversight;
pub mod people;
pub mod publication;
pub mod questionnaires;
pub mod rectification;
pub mod reports;
pub mod reviews;
pub mod stations;

pub use seam::{Command, Committed, Database, Engine, Row, StoreError, Tally, Tx, Val};
pub use vault::Vault;

use sm3::{Digest, Sm3};

/// Lower-case hexadecimal.
pub fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    bytes.iter().flat_map(|b| [b >> 4, b & 15]).map(|d| char::from(DIGITS[usize::from(d)])).collect()
}

/// Bytes of a hexadecimal text; `None` where it is none.
pub fn unhex(text: &str) -> Option<Vec<u8>> {
    if !text.bytes().all(|b| b.is_ascii_hexdigit()) || !text.len().is_multiple_of(2) {
        return None;
    }
    (0..text.len()).step_by(2).map(|i| u8::from_str_radix(&text[i..i + 2], 16).ok()).collect()
}

/// SM3 of what is handed over piece by piece.
#[derive(Default, Clone)]
pub struct Digester(Sm3);

impl Digester {
    /// The next piece.
    pub fn update(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    /// The digest, hexadecimal.
    pub fn finish(self) -> String {
        hex(&self.0.finalize())
    }
}

/// SM3 (GB/T 32905) of some bytes, as hexadecimal.
pub fn digest(bytes: &[u8]) -> String {
    hex(&Sm3::digest(bytes))
}
