//! What one file may demand of whoever opens it.

use serde::{Deserialize, Serialize};

/// Bounds of a single file. Its size in bytes is the caller's to bound, before anything is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileLimits {
    /// Longest side of a picture, in pixels.
    pub side: u32,
    /// Pixels of a picture.
    pub pixels: u64,
    /// Parts of a package.
    pub parts: usize,
    /// Bytes of a package or of the packed part of a PDF when unpacked.
    pub unpacked_bytes: u64,
    /// Unpacked bytes for each packed one, beyond the first mebibyte.
    pub ratio: u64,
}

impl Default for FileLimits {
    /// The largest phone cameras take 200 million pixels, 16,320 on the long side.
    fn default() -> Self {
        Self { side: 20_000, pixels: 250_000_000, parts: 5_000, unpacked_bytes: 200 << 20, ratio: 100 }
    }
}
