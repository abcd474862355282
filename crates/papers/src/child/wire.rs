//! 往来格式: what parent and child say to each other.
//!
//! To the child: limits and options, then the bytes. Back: frames, each a letter,
//! a length of eight little-endian bytes and a body, the last of them `D` (done)
//! or `X` (refused), so that a child that dies half way is never taken for one
//! that finished. Rows go out in bundles as they are read; the child keeps none.
//!
//! Deliberately not here: stability across versions; both ends are one binary.

use std::io::{self, Read, Write};

use serde::{Deserialize, Serialize};

use crate::stations::AreaLimits;
use crate::{
    catalogue::{BookHead, Done, Merge, Note, Piece, RawRow, ReadOptions, ReadRefusal, Role, Sink, Volume},
    files::FileLimits,
};

/// What the child is told before the bytes.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Request {
    pub(super) address_space_bytes: u64,
    pub(super) cpu_seconds: u64,
    pub(super) wanted: Wanted,
}

/// What it is to do with them.
#[derive(Debug, Serialize, Deserialize)]
pub(super) enum Wanted {
    /// Read a spreadsheet.
    Table {
        file_name: String,
        options: ReadOptions,
        /// Rows of a sheet after which the child stops; 0 = all.
        rows_wanted: usize,
        volume: Volume,
    },
    /// Look at a file that was handed in.
    File(FileLimits),
    /// Read a chain (一件事) as BPMN.
    Bpmn,
    /// Read the areas of a map (地图).
    Areas(AreaLimits),
}

/// What the child says, one frame each.
pub(super) enum Frame {
    Head(BookHead),
    Sheet { name: Option<String>, role: Role },
    Rows(Vec<RawRow>),
    Merges(Vec<Merge>),
    Done(Vec<Note>),
    Refused(ReadRefusal),
}

/// Longest frame, in bytes: a bundle of rows ends soon after 256 KiB, and one row
/// holds at most a thousand cells of 32,767 characters.
const FRAME_BYTES: u64 = 160 << 20;

/// Bytes after which a bundle of rows is sent.
const BUNDLE_BYTES: usize = 256 << 10;

/// Writes one part with its length.
pub(super) fn write_part(to: &mut impl Write, part: &[u8]) -> io::Result<()> {
    to.write_all(&(part.len() as u64).to_le_bytes())?;
    to.write_all(part)
}

/// Reads one part; longer than `limit`, or cut short, is an error.
pub(super) fn read_part(from: &mut impl Read, limit: u64) -> io::Result<Vec<u8>> {
    let length = read_u64(from)?;
    if length > limit {
        return Err(io::Error::new(io::ErrorKind::InvalidData, "part longer than its limit"));
    }
    let mut part = Vec::with_capacity(usize::try_from(length.min(20 << 20)).unwrap_or_default());
    from.take(length).read_to_end(&mut part)?;
    if part.len() as u64 == length {
        Ok(part)
    } else {
        Err(io::Error::new(io::ErrorKind::UnexpectedEof, "part cut short"))
    }
}

fn read_u64(from: &mut impl Read) -> io::Result<u64> {
    let mut eight = [0_u8; 8];
    from.read_exact(&mut eight)?;
    Ok(u64::from_le_bytes(eight))
}

/// The child's side: sends each piece, rows in bundles.
pub(super) struct Sender<W> {
    to: W,
    bundle: Vec<u8>,
    rows_in_sheet: usize,
    rows_wanted: usize,
}

impl<W: Write> Sender<W> {
    pub(super) fn new(to: W, rows_wanted: usize) -> Self {
        Self { to, bundle: Vec::new(), rows_in_sheet: 0, rows_wanted }
    }

    fn frame(&mut self, letter: u8, body: &[u8]) -> io::Result<()> {
        self.to.write_all(&[letter])?;
        write_part(&mut self.to, body)?;
        self.to.flush()
    }

    fn json(&mut self, letter: u8, value: &impl Serialize) -> io::Result<()> {
        self.flush_rows()?;
        self.frame(letter, &serde_json::to_vec(value)?)
    }

    fn flush_rows(&mut self) -> io::Result<()> {
        if self.bundle.is_empty() {
            return Ok(());
        }
        let bundle = std::mem::take(&mut self.bundle);
        self.frame(b'R', &bundle)?;
        self.bundle = bundle;
        self.bundle.clear();
        Ok(())
    }

    fn row(&mut self, row: &RawRow) -> io::Result<()> {
        let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX).to_le_bytes();
        self.bundle.extend(row.number.to_le_bytes());
        self.bundle.extend(count(row.fields));
        self.bundle.extend(count(row.cells.len()));
        for cell in &row.cells {
            self.bundle.extend(count(cell.len()));
            self.bundle.extend(cell.as_bytes());
        }
        if self.bundle.len() >= BUNDLE_BYTES { self.flush_rows() } else { Ok(()) }
    }

    /// The last frame.
    pub(super) fn finish(&mut self, answer: Result<Vec<Note>, ReadRefusal>) -> io::Result<()> {
        match answer {
            Ok(notes) => self.json(b'D', &notes),
            Err(refusal) => self.json(b'X', &refusal),
        }
    }

    fn send(&mut self, piece: Piece) -> io::Result<Done> {
        match piece {
            Piece::Head(head) => self.json(b'H', &head)?,
            Piece::Sheet { name, role } => {
                self.rows_in_sheet = 0;
                self.json(b'S', &(name, role))?;
            }
            Piece::Row(row) => {
                self.row(&row)?;
                self.rows_in_sheet += 1;
                if self.rows_in_sheet == self.rows_wanted {
                    return Ok(Done::Enough);
                }
            }
            Piece::Merges(merges) => self.json(b'M', &merges)?,
        }
        Ok(Done::More)
    }
}

impl<W: Write> Sink for Sender<W> {
    fn take(&mut self, piece: Piece) -> Result<Done, ReadRefusal> {
        // A parent that stopped listening has its reasons; nobody hears this.
        self.send(piece).map_err(|_| ReadRefusal::StoppedByLimits)
    }
}

/// The parent's side: reads the next frame.
pub(super) fn read_frame(from: &mut impl Read) -> io::Result<Frame> {
    let mut letter = [0_u8; 1];
    from.read_exact(&mut letter)?;
    let body = read_part(from, FRAME_BYTES)?;
    Ok(match letter[0] {
        b'H' => Frame::Head(serde_json::from_slice(&body)?),
        b'S' => {
            let (name, role) = serde_json::from_slice(&body)?;
            Frame::Sheet { name, role }
        }
        b'R' => Frame::Rows(rows(&body).ok_or_else(|| io::Error::other("rows cut short"))?),
        b'M' => Frame::Merges(serde_json::from_slice(&body)?),
        b'D' => Frame::Done(serde_json::from_slice(&body)?),
        b'X' => Frame::Refused(serde_json::from_slice(&body)?),
        _ => return Err(io::Error::other("no such frame")),
    })
}

/// A bundle of rows; `None` where its lengths do not add up.
fn rows(mut body: &[u8]) -> Option<Vec<RawRow>> {
    let mut rows = Vec::new();
    while !body.is_empty() {
        let number = number(&mut body)?;
        let fields = number_of(&mut body)?;
        let count = number_of(&mut body)?;
        // Each cell has at least its length.
        if count > body.len() / 4 {
            return None;
        }
        let mut cells = Vec::with_capacity(count);
        for _ in 0..count {
            let length = number_of(&mut body)?;
            let (text, rest) = body.split_at_checked(length)?;
            cells.push(std::str::from_utf8(text).ok()?.to_owned());
            body = rest;
        }
        rows.push(RawRow { number, cells, fields });
    }
    Some(rows)
}

fn number(body: &mut &[u8]) -> Option<u32> {
    let (four, rest) = body.split_first_chunk::<4>()?;
    *body = rest;
    Some(u32::from_le_bytes(*four))
}

fn number_of(body: &mut &[u8]) -> Option<usize> {
    usize::try_from(number(body)?).ok()
}
