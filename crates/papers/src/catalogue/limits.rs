//! 读取上限: how much of a stranger's file the reader is willing to hold.
//!
//! Deliberately not here: time and address space, which only the process that
//! runs the reader can bound (see [`crate::child::ChildLimits`]).

/// Upper bounds checked before or while a file is parsed.
///
/// The defaults are many times what a county's catalogue needs: a few thousand
/// items make a file under 2 MiB and under 100,000 cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Size of the file as uploaded, in bytes.
    pub file_bytes: u64,
    /// Sum of all parts of a workbook after decompression, in bytes.
    pub unpacked_bytes: u64,
    /// Decompressed shared strings (`xl/sharedStrings.xml`), in bytes. Bounded
    /// apart, because an empty string costs 12 bytes in the file and several
    /// times that in memory.
    pub shared_strings_bytes: u64,
    /// How many times larger than the upload the unpacked workbook may be.
    pub ratio: u64,
    /// Unpacked size below which the ratio is not looked at, in bytes: a small
    /// sheet of repeated rows compresses well and harms nobody.
    pub ratio_floor_bytes: u64,
    /// Parts (files) inside a workbook.
    pub parts: usize,
    /// Cells of the sheet that is read, counting the empty ones between.
    pub cells: usize,
    /// Columns of the sheet that is read.
    pub columns: usize,
    /// Characters in one cell. 32,767 is what Excel itself can hold; a longer
    /// csv field is a quote that was never closed.
    pub cell_chars: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            file_bytes: 20 << 20,
            unpacked_bytes: 200 << 20,
            shared_strings_bytes: 48 << 20,
            ratio: 100,
            ratio_floor_bytes: 1 << 20,
            parts: 4_000,
            cells: 2_000_000,
            columns: 1_024,
            cell_chars: 32_767,
        }
    }
}
