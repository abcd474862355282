//! 读取上限: how much of a stranger's file the reader is willing to hold.
//!
//! Deliberately not here: time and address space, which only the process that
//! runs the reader can bound (see [`crate::child::ChildLimits`]).

use serde::{Deserialize, Serialize};

/// How much a file of its sort may hold.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Volume {
    /// A catalogue, a register, a list: thousands of rows.
    #[default]
    Usual,
    /// The export of another system's cases: hundreds of thousands of rows.
    Large,
}

/// Upper bounds checked before or while a file is parsed.
///
/// The defaults are many times what a county's catalogue needs: a few thousand
/// items make a file under 2 MiB and under 200,000 cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Size of the file as uploaded, in bytes.
    pub file_bytes: u64,
    /// Sum of all parts of a workbook after decompression, and of the text of all
    /// cells that are read, each in bytes.
    pub unpacked_bytes: u64,
    /// Decompressed shared strings (`xl/sharedStrings.xml`), in bytes.
    pub shared_strings_bytes: u64,
    /// Shared strings by number. Each costs some fifty bytes in memory however
    /// short it is.
    pub shared_strings: u64,
    /// How many times its packed size any part of a workbook may unpack to.
    pub ratio: u64,
    /// Unpacked size of a part below which the ratio is not looked at, in bytes: a
    /// small sheet of repeated rows compresses well and harms nobody.
    pub ratio_floor_bytes: u64,
    /// The ratio of the shared strings of a workbook that needs much memory to be
    /// read. Those of real sheets unpack to 4 to 10 times their size.
    pub ratio_when_large: u64,
    /// Memory, in bytes, above which a workbook counts as large: what its shared
    /// strings will take, or the square that an `.xls` spans.
    pub large_bytes: u64,
    /// Parts (files) inside a workbook.
    pub parts: usize,
    /// Worksheets.
    pub sheets: u64,
    /// Merged ranges of all worksheets.
    pub merges: u64,
    /// Longest stretch without a tag, and longest tag, in the XML of a workbook,
    /// in bytes; no cell is longer.
    pub xml_text_bytes: u64,
    /// Depth of tags in the XML of a workbook.
    pub xml_depth: u32,
    /// Bytes of a workbook's styles and of its list of sheets, each.
    pub settings_bytes: u64,
    /// Formats, fonts and fills in a workbook's styles.
    pub styles: u64,
    /// Cells of the sheets that are read, counting the empty ones between.
    pub cells: usize,
    /// Columns of the sheet that is read.
    pub columns: usize,
    /// Characters in one cell. 32,767 is what Excel itself can hold; a longer
    /// csv field is a quote that was never closed.
    pub cell_chars: usize,
    /// Bytes of one csv row.
    pub row_bytes: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            file_bytes: 20 << 20,
            unpacked_bytes: 200 << 20,
            shared_strings_bytes: 48 << 20,
            shared_strings: 1_000_000,
            ratio: 100,
            ratio_floor_bytes: 1 << 20,
            ratio_when_large: 30,
            large_bytes: 24 << 20,
            parts: 4_000,
            sheets: 255,
            merges: 200_000,
            xml_text_bytes: 1 << 20,
            xml_depth: 256,
            settings_bytes: 8 << 20,
            styles: 66_000,
            cells: 2_000_000,
            columns: 1_024,
            cell_chars: 32_767,
            row_bytes: 4 << 20,
        }
    }
}

impl Limits {
    /// The bounds for files of that volume.
    #[must_use]
    pub fn of(volume: Volume) -> Self {
        let usual = Self::default();
        match volume {
            Volume::Usual => usual,
            Volume::Large => Self {
                file_bytes: 200 << 20,
                unpacked_bytes: 1 << 30,
                shared_strings_bytes: 384 << 20,
                shared_strings: 8_000_000,
                cells: 20_000_000,
                ..usual
            },
        }
    }
}
