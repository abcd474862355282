//! Kinds of files that are taken in (文件类型), told by content and never by name.

/// A kind of file that is taken in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FileKind {
    /// Photo.
    Jpeg,
    /// Picture, screenshot.
    Png,
    /// Picture from the web and from some phones.
    Webp,
    /// PDF.
    Pdf,
    /// Word document without macros.
    Docx,
    /// Excel workbook without macros.
    Xlsx,
    /// 版式文档 (GB/T 33190).
    Ofd,
}

impl FileKind {
    /// All of them.
    pub const ALL: [Self; 7] = [Self::Jpeg, Self::Png, Self::Webp, Self::Pdf, Self::Docx, Self::Xlsx, Self::Ofd];

    /// Word in tables: the ending without its dot.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Jpeg => "jpg",
            Self::Png => "png",
            Self::Webp => "webp",
            Self::Pdf => "pdf",
            Self::Docx => "docx",
            Self::Xlsx => "xlsx",
            Self::Ofd => "ofd",
        }
    }

    /// Reads the word of a table.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|k| k.as_str() == text)
    }

    /// Media type for HTTP.
    pub fn media(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::Webp => "image/webp",
            Self::Pdf => "application/pdf",
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Ofd => "application/ofd",
        }
    }

    /// Word on pages.
    pub fn label(self) -> &'static str {
        match self {
            Self::Jpeg | Self::Png | Self::Webp => "图片",
            Self::Pdf => "PDF",
            Self::Docx => "Word 文档",
            Self::Xlsx => "Excel 表格",
            Self::Ofd => "OFD",
        }
    }

    /// Whether a browser shows it by itself; everything else is only ever saved to disk.
    pub fn is_shown(self) -> bool {
        match self {
            Self::Jpeg | Self::Png | Self::Webp | Self::Pdf => true,
            Self::Docx | Self::Xlsx | Self::Ofd => false,
        }
    }

    /// Endings that belong to it; the first is the one it gets.
    pub fn endings(self) -> &'static [&'static str] {
        match self {
            Self::Jpeg => &["jpg", "jpeg", "jpe", "jfif"],
            Self::Png => &["png"],
            Self::Webp => &["webp"],
            Self::Pdf => &["pdf"],
            Self::Docx => &["docx"],
            Self::Xlsx => &["xlsx"],
            Self::Ofd => &["ofd"],
        }
    }
}

/// What the first bytes of a file say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Look {
    /// JPEG.
    Jpeg,
    /// PNG.
    Png,
    /// WebP.
    Webp,
    /// PDF.
    Pdf,
    /// A zip: docx, xlsx, ofd, or anything else that is packed.
    Package,
    /// Compound file: doc, xls, ppt, and everything of Office that is locked with a password.
    OldOffice,
    /// HEIC, HEIF or AVIF from a phone.
    Heic,
    /// Nothing that is taken in.
    Other,
}

/// Looks at the first bytes. The mark must stand at the very beginning: what only begins to look like a
/// PDF or a zip further on is made to be two things at once.
pub fn look(bytes: &[u8]) -> Look {
    if bytes.starts_with(&[0xff, 0xd8, 0xff]) {
        Look::Jpeg
    } else if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        Look::Png
    } else if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
        Look::Webp
    } else if bytes.starts_with(b"%PDF-") {
        Look::Pdf
    } else if bytes.starts_with(b"PK\x03\x04") {
        Look::Package
    } else if bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]) {
        Look::OldOffice
    } else if bytes.get(4..8) == Some(b"ftyp") && is_heic(bytes) {
        Look::Heic
    } else {
        Look::Other
    }
}

/// Brands of ISO 23008-12 and of AVIF, whose files are told apart from films by them.
fn is_heic(bytes: &[u8]) -> bool {
    const BRANDS: [&[u8]; 8] = [b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1", b"avif"];
    bytes.get(8..12).is_some_and(|brand| BRANDS.contains(&brand))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn first_bytes_tell_what_it_is() {
        for (bytes, expected) in [
            (&b"\xff\xd8\xff\xe0\x00\x10JFIF"[..], Look::Jpeg),
            (b"\x89PNG\r\n\x1a\n....", Look::Png),
            (b"RIFF\x10\x00\x00\x00WEBPVP8 ", Look::Webp),
            (b"RIFF\x10\x00\x00\x00AVI LIST", Look::Other),
            (b"%PDF-1.7\n", Look::Pdf),
            (b"GIF89a%PDF-1.7", Look::Other),
            (b"PK\x03\x04\x14\x00", Look::Package),
            (b"MZ\x90\x00PK\x03\x04", Look::Other),
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\x00", Look::OldOffice),
            (b"\x00\x00\x00\x18ftypheic\x00\x00", Look::Heic),
            (b"\x00\x00\x00\x18ftypavif\x00\x00", Look::Heic),
            (b"\x00\x00\x00\x18ftypmp42\x00\x00", Look::Other),
            (b"<svg xmlns=\"http://www.w3.org/2000/svg\">", Look::Other),
            (b"<!doctype html><script>", Look::Other),
            (b"", Look::Other),
        ] {
            assert_eq!(look(bytes), expected, "{:?}", String::from_utf8_lossy(bytes));
        }
    }

    #[test]
    fn words_of_kinds_read_back() {
        for kind in FileKind::ALL {
            assert_eq!(FileKind::parse(kind.as_str()), Some(kind));
            assert_eq!(kind.endings()[0], kind.as_str());
        }
        assert_eq!(FileKind::parse("exe"), None);
    }
}
