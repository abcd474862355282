//! 标记统计: looking over XML as it streams by, counting tags, holding nothing.
//!
//! Deliberately not here: parsing. What is miscounted in a comment or a strange
//! attribute costs an odd file its acceptance, never the reader its memory.

/// What was seen of one part of a workbook.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct Counts {
    /// Tags that open, whatever their name.
    pub(super) tags: u64,
    /// `<si>`: shared strings.
    pub(super) strings: u64,
    /// `<c>`: cells of a sheet.
    pub(super) cells: u64,
    /// `<mergeCell>`.
    pub(super) merges: u64,
    /// `<sheet>`: entries of the workbook's list.
    pub(super) sheets: u64,
    /// `<xf>`, `<font>`, `<fill>`, `<border>`, `<numFmt>`.
    pub(super) styles: u64,
    /// Deepest nesting.
    pub(super) depth: u32,
    /// Longest stretch from one `<` to the next, in bytes.
    pub(super) stretch: u64,
    /// Whether a document type is declared (entities come with it).
    pub(super) doctype: bool,
}

/// Where in the markup the last byte stood.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
enum Place {
    #[default]
    Text,
    /// Behind `<`, collecting the name.
    Name,
    /// In the attributes; the quotation mark that is open, if any.
    Inside(Option<u8>),
    /// `<?…>`, `<!…>`, `</…>`: up to the next `>`.
    Other,
}

/// Counts a stream of bytes.
#[derive(Debug, Default)]
pub(super) struct Scanner {
    counts: Counts,
    place: Place,
    name: [u8; 10],
    length: usize,
    open: u32,
    since: u64,
    before: u8,
}

impl Scanner {
    pub(super) fn counts(&self) -> Counts {
        let mut counts = self.counts;
        counts.stretch = counts.stretch.max(self.since);
        counts
    }

    pub(super) fn feed(&mut self, bytes: &[u8]) {
        let mut rest = bytes;
        while let Some((&byte, after)) = rest.split_first() {
            if self.place == Place::Text && byte != b'<' {
                // The bulk of a file is text and is passed over in one step.
                let skip = rest.iter().position(|&b| b == b'<').unwrap_or(rest.len());
                self.since += skip as u64;
                rest = &rest[skip..];
                continue;
            }
            self.step(byte);
            rest = after;
        }
    }

    fn step(&mut self, byte: u8) {
        self.since += 1;
        match self.place {
            Place::Text => {
                self.counts.stretch = self.counts.stretch.max(self.since);
                self.since = 0;
                self.length = 0;
                self.place = Place::Name;
            }
            Place::Name => match byte {
                b'/' | b'?' if self.length == 0 => {
                    if byte == b'/' {
                        self.open = self.open.saturating_sub(1);
                    }
                    self.place = Place::Other;
                }
                // A prefix (`x:si`) is no part of the name.
                b':' => self.length = 0,
                b'>' | b'/' | b' ' | b'\t' | b'\r' | b'\n' => {
                    self.named();
                    if self.name.first() == Some(&b'!') && self.length > 0 {
                        self.place = if byte == b'>' { Place::Text } else { Place::Other };
                    } else {
                        self.inside(byte, None);
                    }
                }
                _ => {
                    if let Some(slot) = self.name.get_mut(self.length) {
                        *slot = byte;
                    }
                    self.length += 1;
                }
            },
            Place::Inside(quote) => self.inside(byte, quote),
            Place::Other => {
                if byte == b'>' {
                    self.place = Place::Text;
                }
            }
        }
        self.before = byte;
    }

    fn inside(&mut self, byte: u8, quote: Option<u8>) {
        self.place = match (quote, byte) {
            (None, b'"' | b'\'') => Place::Inside(Some(byte)),
            (Some(open), _) if open == byte => Place::Inside(None),
            (None, b'>') => {
                if self.before == b'/' {
                    self.open = self.open.saturating_sub(1);
                }
                Place::Text
            }
            (open, _) => Place::Inside(open),
        };
    }

    fn named(&mut self) {
        let name = self.name.get(..self.length).unwrap_or(&self.name);
        if name.first() == Some(&b'!') {
            self.counts.doctype |= name.starts_with(b"!DOCTYPE") || name.starts_with(b"!ENTITY");
            return;
        }
        self.counts.tags += 1;
        self.open += 1;
        self.counts.depth = self.counts.depth.max(self.open);
        match name {
            b"si" => self.counts.strings += 1,
            b"c" => self.counts.cells += 1,
            b"mergeCell" => self.counts.merges += 1,
            b"sheet" => self.counts.sheets += 1,
            b"xf" | b"font" | b"fill" | b"border" | b"numFmt" => self.counts.styles += 1,
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counts(xml: &str, step: usize) -> Counts {
        let mut scanner = Scanner::default();
        xml.as_bytes().chunks(step).for_each(|chunk| scanner.feed(chunk));
        scanner.counts()
    }

    #[test]
    fn counts_are_the_same_however_the_bytes_are_cut() {
        let xml =
            "<?xml version=\"1.0\"?><x:sst count='2'><x:si><t>a</t></x:si><si/><si ><t a=\"/>\">b</t></si></x:sst>";
        for step in 1..20 {
            let counts = counts(xml, step);
            assert_eq!((counts.strings, counts.depth, counts.doctype), (3, 3, false), "step {step}");
            assert_eq!(counts.tags, 6);
        }
    }

    #[test]
    fn depth_length_and_document_types_are_seen() {
        let deep = format!("{}{}", "<a b=\"/>\">".repeat(300), "</a>".repeat(300));
        assert_eq!(counts(&deep, 7).depth, 300);
        assert_eq!(counts(&"<a/>".repeat(300), 7).depth, 1);
        assert!(counts(&format!("<a>{}</a>", "x".repeat(5_000)), 64).stretch >= 5_000);
        assert!(counts(&format!("<a b=\"{}", "x".repeat(5_000)), 64).stretch >= 5_000);
        assert!(counts("<!DOCTYPE a [<!ENTITY x \"y\">]><a/>", 3).doctype);
        assert!(!counts("<!-- <a> --><a/>", 3).doctype);
    }
}
