//! 往来格式: what parent and child say to each other.
//!
//! To the child: limits, then the bytes. Back: one answer. Each part is preceded
//! by its length as eight little-endian bytes, so that a child that dies half
//! way is never taken for one that finished.
//!
//! Deliberately not here: stability across versions; both ends are one binary.

use std::io::{self, Read, Write};

use serde::{Deserialize, Serialize};

use crate::catalogue::{Encoding, Kind, Note, ReadRefusal, RowShape, Table, TableRow};

/// What the child is told before the bytes.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Request {
    pub(super) file_name: String,
    pub(super) address_space_bytes: u64,
    pub(super) cpu_seconds: u64,
}

/// What the child answers.
#[derive(Serialize, Deserialize)]
pub(super) enum Answer {
    Read(WireTable),
    Refused(ReadRefusal),
}

/// A [`Table`] with its rows as short tuples.
#[derive(Serialize, Deserialize)]
pub(super) struct WireTable {
    header: Vec<String>,
    header_row: u32,
    rows: Vec<(u32, RowShape, Vec<String>)>,
    encoding: Encoding,
    kind: Kind,
    notes: Vec<Note>,
}

impl From<Table> for WireTable {
    fn from(table: Table) -> Self {
        let Table { header, header_row, rows, encoding, kind, notes } = table;
        let rows = rows.into_iter().map(|row| (row.number, row.shape, row.cells)).collect();
        Self { header, header_row, rows, encoding, kind, notes }
    }
}

impl From<WireTable> for Table {
    fn from(wire: WireTable) -> Self {
        let WireTable { header, header_row, rows, encoding, kind, notes } = wire;
        let rows = rows.into_iter().map(|(number, shape, cells)| TableRow { number, cells, shape }).collect();
        Self { header, header_row, rows, encoding, kind, notes }
    }
}

/// Writes one part with its length.
pub(super) fn write_part(to: &mut impl Write, part: &[u8]) -> io::Result<()> {
    to.write_all(&(part.len() as u64).to_le_bytes())?;
    to.write_all(part)
}

/// Writes a value as JSON with its length, without holding the JSON: it is
/// produced twice, first only to be counted.
pub(super) fn write_json(to: &mut impl Write, value: &impl Serialize) -> io::Result<()> {
    let mut count = Counter(0);
    serde_json::to_writer(&mut count, value)?;
    to.write_all(&count.0.to_le_bytes())?;
    serde_json::to_writer(&mut *to, value)?;
    to.flush()
}

/// Reads one part; longer than `limit`, or cut short, is an error.
pub(super) fn read_part(from: &mut impl Read, limit: u64) -> io::Result<Vec<u8>> {
    let mut length = [0_u8; 8];
    from.read_exact(&mut length)?;
    let length = u64::from_le_bytes(length);
    if length > limit {
        return Err(io::Error::new(io::ErrorKind::InvalidData, "part longer than its limit"));
    }
    let mut part = Vec::new();
    from.take(length).read_to_end(&mut part)?;
    if part.len() as u64 == length {
        Ok(part)
    } else {
        Err(io::Error::new(io::ErrorKind::UnexpectedEof, "part cut short"))
    }
}

struct Counter(u64);

impl Write for Counter {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0 += bytes.len() as u64;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
