//! 文字编码: the encodings Chinese offices save text in, detected or chosen.
//!
//! Deliberately not here: guessing among encodings that cannot be told apart;
//! text that is not strictly UTF-8, UTF-16 or GB 18030 is refused.

use encoding_rs::{Decoder, DecoderResult, GB18030, UTF_8, UTF_16BE, UTF_16LE};
use serde::{Deserialize, Serialize};

use super::refusal::ReadRefusal;

/// How the text was encoded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Encoding {
    /// UTF-8 without a byte order mark; also every workbook.
    Utf8,
    /// UTF-8 with a byte order mark, as Excel's "CSV UTF-8" writes it.
    Utf8Bom,
    /// GB 18030, which contains GBK and GB 2312.
    Gb18030,
    /// UTF-16, low byte first, as Excel's "Unicode text" writes it.
    Utf16Le,
    /// UTF-16, high byte first.
    Utf16Be,
}

impl Encoding {
    /// Those a clerk can choose among.
    pub const CHOICES: [Self; 4] = [Self::Utf8, Self::Gb18030, Self::Utf16Le, Self::Utf16Be];

    /// The name as shown to the office.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Utf8 | Self::Utf8Bom => "UTF-8",
            Self::Gb18030 => "GB18030",
            Self::Utf16Le => "UTF-16",
            Self::Utf16Be => "UTF-16（高位在前）",
        }
    }

    /// The word in forms, addresses and on the command line.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Utf8 | Self::Utf8Bom => "utf-8",
            Self::Gb18030 => "gb18030",
            Self::Utf16Le => "utf-16le",
            Self::Utf16Be => "utf-16be",
        }
    }

    /// Reads [`Self::word`]; `gbk` and `gb2312` are parts of GB 18030.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        match word.trim().to_ascii_lowercase().as_str() {
            "utf-8" | "utf8" => Some(Self::Utf8),
            "gb18030" | "gbk" | "gb2312" => Some(Self::Gb18030),
            "utf-16le" | "utf-16" | "utf16" => Some(Self::Utf16Le),
            "utf-16be" => Some(Self::Utf16Be),
            _ => None,
        }
    }

    fn decoder(self) -> Decoder {
        match self {
            Self::Utf8 | Self::Utf8Bom => UTF_8,
            Self::Gb18030 => GB18030,
            Self::Utf16Le => UTF_16LE,
            Self::Utf16Be => UTF_16BE,
        }
        .new_decoder_without_bom_handling()
    }
}

/// The byte order mark the bytes start with, and what it says.
fn mark(bytes: &[u8]) -> Option<(usize, Encoding)> {
    if bytes.starts_with(b"\xEF\xBB\xBF") {
        Some((3, Encoding::Utf8Bom))
    } else if bytes.starts_with(b"\xFF\xFE") {
        Some((2, Encoding::Utf16Le))
    } else if bytes.starts_with(b"\xFE\xFF") {
        Some((2, Encoding::Utf16Be))
    } else {
        None
    }
}

/// Decides how the text is encoded, strictly: one wrong byte refuses the file
/// rather than letting a name slip in with a hole in it. Gives the bytes of the
/// text without the mark.
pub(super) fn decide(bytes: &[u8], chosen: Option<Encoding>) -> Result<(&[u8], Encoding), ReadRefusal> {
    let marked = mark(bytes);
    let found = match (chosen, marked) {
        // A mark of the same family belongs to the encoding, not to the text.
        (Some(chosen), Some((length, said))) if said.word() == chosen.word() => (&bytes[length..], said),
        (Some(chosen), _) => (bytes, chosen),
        (None, Some((length, said))) => (&bytes[length..], said),
        (None, None) => {
            let guesses = [utf16_without_mark(bytes), Some(Encoding::Utf8), Some(Encoding::Gb18030)];
            let fits = |encoding: &Encoding| decodes(bytes, *encoding);
            let encoding = guesses.into_iter().flatten().find(fits).ok_or(ReadRefusal::UnknownEncoding)?;
            return Ok((bytes, encoding));
        }
    };
    if decodes(found.0, found.1) {
        Ok(found)
    } else {
        Err(match chosen {
            Some(chosen) => ReadRefusal::WrongEncoding { label: chosen.label().to_owned() },
            None => ReadRefusal::UnknownEncoding,
        })
    }
}

/// Whether the bytes look like UTF-16 that lacks its mark: nearly all units are
/// plain ASCII, Chinese characters or Chinese punctuation one way round, far
/// fewer the other way, and there is an ASCII unit (whose other byte is zero).
pub(super) fn utf16_without_mark(bytes: &[u8]) -> Option<Encoding> {
    let head = &bytes[..bytes.len().min(64 << 10)];
    if bytes.len() < 4 || !bytes.len().is_multiple_of(2) {
        return None;
    }
    let plausible =
        |unit: u16| matches!(unit, 9 | 10 | 13 | 0x20..=0x7E | 0x3000..=0x303F | 0x4E00..=0x9FFF | 0xFF00..=0xFF5E);
    let weigh = |read: fn([u8; 2]) -> u16| {
        let mut good = 0_usize;
        let mut ascii = false;
        for pair in head.chunks_exact(2) {
            let unit = read([pair[0], pair[1]]);
            good += usize::from(plausible(unit));
            ascii |= unit < 0x80;
        }
        (good * 100 / (head.len() / 2).max(1), ascii)
    };
    let ((le, le_ascii), (be, be_ascii)) = (weigh(u16::from_le_bytes), weigh(u16::from_be_bytes));
    if le >= 90 && le_ascii && le > be + 10 {
        Some(Encoding::Utf16Le)
    } else if be >= 90 && be_ascii && be > le + 10 {
        Some(Encoding::Utf16Be)
    } else {
        None
    }
}

fn decodes(bytes: &[u8], encoding: Encoding) -> bool {
    match encoding {
        // Without holding a copy of the text.
        Encoding::Utf8 | Encoding::Utf8Bom => std::str::from_utf8(bytes).is_ok(),
        Encoding::Gb18030 | Encoding::Utf16Le | Encoding::Utf16Be => {
            let mut pieces = Pieces::new(bytes, encoding);
            while let Some(piece) = pieces.next_piece() {
                if piece.is_err() {
                    return false;
                }
            }
            true
        }
    }
}

/// The text in UTF-8, a piece at a time: a file of 20 MiB is never held twice.
pub(super) struct Pieces<'a> {
    rest: &'a [u8],
    decoder: Decoder,
    out: String,
    ended: bool,
}

impl<'a> Pieces<'a> {
    pub(super) fn new(bytes: &'a [u8], encoding: Encoding) -> Self {
        Self { rest: bytes, decoder: encoding.decoder(), out: String::with_capacity(64 << 10), ended: false }
    }

    /// The next piece, or an error where the bytes are not of this encoding.
    pub(super) fn next_piece(&mut self) -> Option<Result<&str, ReadRefusal>> {
        if self.ended {
            return None;
        }
        self.out.clear();
        let (result, read) = self.decoder.decode_to_string_without_replacement(self.rest, &mut self.out, true);
        self.rest = &self.rest[read..];
        match result {
            DecoderResult::InputEmpty => self.ended = true,
            DecoderResult::OutputFull => {}
            DecoderResult::Malformed(..) => {
                self.ended = true;
                return Some(Err(ReadRefusal::UnknownEncoding));
            }
        }
        Some(Ok(&self.out))
    }
}
