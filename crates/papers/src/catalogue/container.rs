//! xls 外壳: a cheap look at an Excel 97–2003 file before anything opens it.
//!
//! Such a file is a little file system (MS-CFB) with chains of sectors, and in it
//! a list of records (MS-XLS). A chain can run in a circle, and a sheet can say
//! that it spans sixteen million cells; both are found here by walking the file
//! once, holding nothing but the table of sectors.
//!
//! Deliberately not here: reading cells.

use super::{archive::STRING_OVERHEAD, limits::Limits, old_strings::Strings, refusal::ReadRefusal};

const END: u32 = 0xFFFF_FFFE;
const FREE: u32 = 0xFFFF_FFFF;
/// Highest number of a real sector (MS-CFB 2.1).
const LAST: u32 = 0xFFFF_FFFA;

/// Bytes a cell takes while the sheet is laid out.
const CELL_BYTES: u64 = 104;

/// Refuses what is not an `.xls`, has a password, runs in circles, or spans more
/// cells than it holds.
pub(super) fn weigh(bytes: &[u8], limits: &Limits) -> Result<(), ReadRefusal> {
    let file = Container::open(bytes)?;
    let entries = file.entries()?;
    if entries.iter().any(|entry| entry.name == "EncryptedPackage") {
        return Err(ReadRefusal::Encrypted);
    }
    let root = entries.first().ok_or(ReadRefusal::Damaged)?;
    let named = |name: &str| entries.iter().find(|entry| entry.name.eq_ignore_ascii_case(name));
    let Some(book) = named("Workbook").or_else(|| named("Book")) else {
        // An old Word file has the same shell.
        return Err(ReadRefusal::NotSpreadsheet);
    };
    let stream = file.stream(root, book)?;
    weigh_records(&stream, limits)
}

struct Entry {
    name: String,
    start: u32,
    length: u64,
}

struct Container<'a> {
    bytes: &'a [u8],
    sector: usize,
    table: Vec<u32>,
}

impl<'a> Container<'a> {
    /// Reads the table of sectors; its own list may run in a circle too.
    fn open(bytes: &'a [u8]) -> Result<Self, ReadRefusal> {
        let shift = number16(bytes, 30)?;
        if !matches!(shift, 9 | 12) || number16(bytes, 32)? != 6 {
            return Err(ReadRefusal::Damaged);
        }
        let mut file = Self { bytes, sector: 1 << shift, table: Vec::new() };
        let sectors = bytes.len() / file.sector;
        let mut lists: Vec<u32> = (0..109).map_while(|n| number32(bytes, 76 + 4 * n).ok()).collect();
        let mut next = number32(bytes, 68)?;
        let mut steps = 0;
        while next < LAST {
            steps += 1;
            let list = file.at(next)?;
            if steps > sectors || list.len() < file.sector {
                return Err(ReadRefusal::Damaged);
            }
            lists.extend(words(&list[..file.sector - 4]));
            next = number32(list, file.sector - 4)?;
        }
        for place in lists.into_iter().filter(|place| *place < LAST) {
            if file.table.len() > sectors + file.sector {
                return Err(ReadRefusal::Damaged);
            }
            let part = file.at(place)?;
            file.table.extend(words(part));
        }
        Ok(file)
    }

    /// The bytes of one sector; the last may be cut short.
    fn at(&self, place: u32) -> Result<&'a [u8], ReadRefusal> {
        let start =
            (place as usize).checked_add(1).and_then(|n| n.checked_mul(self.sector)).ok_or(ReadRefusal::Damaged)?;
        let end = start.saturating_add(self.sector).min(self.bytes.len());
        self.bytes.get(start..end).filter(|part| !part.is_empty()).ok_or(ReadRefusal::Damaged)
    }

    /// Follows a chain; longer than the file has sectors is a circle.
    fn chain(&self, first: u32, table: &[u32], length: u64) -> Result<Vec<u32>, ReadRefusal> {
        let mut places = Vec::new();
        let mut next = first;
        while next != END && next != FREE {
            if places.len() > table.len() {
                return Err(ReadRefusal::Damaged);
            }
            places.push(next);
            if places.len() as u64 * self.sector as u64 >= length && length > 0 {
                break;
            }
            next = *table.get(next as usize).ok_or(ReadRefusal::Damaged)?;
        }
        Ok(places)
    }

    fn gather(&self, first: u32, length: u64) -> Result<Vec<u8>, ReadRefusal> {
        let mut out = Vec::new();
        for place in self.chain(first, &self.table, length)? {
            out.extend_from_slice(self.at(place)?);
        }
        Ok(out)
    }

    fn entries(&self) -> Result<Vec<Entry>, ReadRefusal> {
        let raw = self.gather(number32(self.bytes, 48)?, 0)?;
        let entry = |raw: &[u8]| {
            let units: Vec<u16> =
                raw[..64].chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]])).collect();
            let name = String::from_utf16_lossy(units.split(|unit| *unit == 0).next().unwrap_or_default());
            // The upper half of a length is only used with large sectors.
            let length = u64::from(number32(raw, 120)?);
            Ok(Entry { name, start: number32(raw, 116)?, length })
        };
        raw.chunks_exact(128).map(entry).collect()
    }

    fn stream(&self, root: &Entry, entry: &Entry) -> Result<Vec<u8>, ReadRefusal> {
        // The reader walks the root's chain and the small table in any case.
        let small = if number32(self.bytes, 64)? > 0 { self.gather(root.start, root.length)? } else { Vec::new() };
        let small_table: Vec<u32> = match number32(self.bytes, 60)? {
            first if first < LAST => words(&self.gather(first, 0)?).collect(),
            _ => Vec::new(),
        };
        if entry.length > self.bytes.len() as u64 {
            return Err(ReadRefusal::Damaged);
        }
        if entry.length >= 4_096 {
            return self.gather(entry.start, entry.length);
        }
        let mut out = Vec::new();
        let mut next = entry.start;
        let mut steps = 0;
        while next != END && (out.len() as u64) < entry.length {
            steps += 1;
            let start = (next as usize).saturating_mul(64);
            let piece = small.get(start..start.saturating_add(64).min(small.len())).filter(|piece| !piece.is_empty());
            out.extend_from_slice(piece.ok_or(ReadRefusal::Damaged)?);
            if steps > 64 {
                return Err(ReadRefusal::Damaged);
            }
            next = *small_table.get(next as usize).ok_or(ReadRefusal::Damaged)?;
        }
        Ok(out)
    }
}

/// What one sheet's records say and hold.
#[derive(Default)]
struct Span {
    cells: u64,
    rows: u64,
    columns: u64,
    said: u64,
}

/// Walks the records (two bytes of type, two of length) and adds up what the
/// sheets span against what they hold.
fn weigh_records(stream: &[u8], limits: &Limits) -> Result<(), ReadRefusal> {
    let mut span = Span::default();
    let (mut held, mut square) = (0_u64, 0_u64);
    let mut merges = 0_u64;
    let mut strings = Strings::default();
    let mut in_strings = false;
    let mut rest = stream;
    while let (Ok(kind), Ok(length)) = (number16(rest, 0), number16(rest, 2)) {
        let Some(data) = rest.get(4..4 + usize::from(length)) else { break };
        match kind {
            // FILEPASS: the records behind it are encrypted.
            0x002F if number16(data, 0).is_ok_and(|sort| sort != 0) => return Err(ReadRefusal::Encrypted),
            // BOF: another sheet begins.
            0x0809 => {
                held += span.cells;
                square += (span.rows * span.columns).max(span.said);
                span = Span::default();
            }
            0x0200 => span.said = span.said.max(said_square(data)?),
            // NUMBER, LABEL, RSTRING, BOOLERR, RK, LABELSST, FORMULA; MULRK holds several.
            0x0203 | 0x0204 | 0x00D6 | 0x0205 | 0x027E | 0x00FD | 0x0006 | 0x00BD => {
                let (Ok(row), Ok(column)) = (number16(data, 0), number16(data, 2)) else { break };
                let several = if kind == 0x00BD { u64::from(length.saturating_sub(6)) / 6 } else { 1 };
                span.cells += several;
                span.rows = span.rows.max(u64::from(row) + 1);
                span.columns = span.columns.max(u64::from(column) + several);
            }
            0x00E5 => merges += u64::from(length) / 8,
            // SST, and CONTINUE behind it.
            0x00FC => strings.begin(data),
            0x003C if in_strings => strings.go_on(data),
            _ => {}
        }
        in_strings = kind == 0x00FC || (in_strings && kind == 0x003C);
        rest = &rest[4 + usize::from(length)..];
    }
    held += span.cells;
    square += (span.rows * span.columns).max(span.said);
    if merges > limits.merges {
        return Err(ReadRefusal::TooManyMerges { limit: limits.merges });
    }
    if square > limits.cells as u64 {
        return Err(ReadRefusal::TooManyCells { limit: limits.cells as u64 });
    }
    if strings.count > limits.shared_strings {
        return Err(ReadRefusal::UnpacksTooLarge { limit: limits.unpacked_bytes });
    }
    // Strings that need much memory must have cells that use them.
    let memory = strings.count * STRING_OVERHEAD + strings.bytes;
    if memory > limits.large_bytes && strings.count > held.saturating_add(1_000) {
        return Err(ReadRefusal::TooSparse);
    }
    // A sheet that needs much memory must at least be one cell in ten full.
    if square * CELL_BYTES > limits.large_bytes && square > held.saturating_mul(10) {
        return Err(ReadRefusal::TooSparse);
    }
    Ok(())
}

/// The cells that a DIMENSIONS record spans: first row, row behind the last, first
/// column, column behind the last. One that ends before it begins is a forgery that
/// the reader would set memory aside for.
fn said_square(data: &[u8]) -> Result<u64, ReadRefusal> {
    // Rows take four bytes each since Excel 97, two before.
    let (top, bottom, columns) = if data.len() >= 12 {
        (number32(data, 0)?, number32(data, 4)?, 8)
    } else {
        (number16(data, 0)?.into(), number16(data, 2)?.into(), 4)
    };
    let (left, right) = (number16(data, columns)?, number16(data, columns + 2)?);
    let rows = bottom.checked_sub(top).ok_or(ReadRefusal::Damaged)?;
    let columns = right.checked_sub(left).ok_or(ReadRefusal::Damaged)?;
    Ok(u64::from(rows) * u64::from(columns))
}

fn number16(bytes: &[u8], at: usize) -> Result<u16, ReadRefusal> {
    let pair = bytes.get(at..at + 2).ok_or(ReadRefusal::Damaged)?;
    Ok(u16::from_le_bytes([pair[0], pair[1]]))
}

fn number32(bytes: &[u8], at: usize) -> Result<u32, ReadRefusal> {
    let four = bytes.get(at..at + 4).ok_or(ReadRefusal::Damaged)?;
    Ok(u32::from_le_bytes([four[0], four[1], four[2], four[3]]))
}

fn words(bytes: &[u8]) -> impl Iterator<Item = u32> + '_ {
    bytes.chunks_exact(4).map(|four| u32::from_le_bytes([four[0], four[1], four[2], four[3]]))
}
