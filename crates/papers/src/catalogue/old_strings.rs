//! xls 字符串表: counting the shared strings of an Excel 97–2003 workbook without
//! keeping one, because the table's own count may be a lie.
//!
//! Deliberately not here: their text.

/// Walks the table (MS-XLS 2.4.265, SST) record by record: the first and each that
/// continues it.
#[derive(Debug, Default)]
pub(super) struct Strings {
    /// Strings begun.
    pub(super) count: u64,
    /// Bytes of all records.
    pub(super) bytes: u64,
    /// Characters of the last string that are still to come.
    characters: usize,
    /// Whether they take two bytes.
    wide: bool,
    /// Bytes of formatting behind the last string that are still to come.
    behind: usize,
}

impl Strings {
    /// The first record: two counts of four bytes, then strings.
    pub(super) fn begin(&mut self, data: &[u8]) {
        self.bytes += data.len() as u64;
        self.walk(data.get(8..).unwrap_or_default());
    }

    /// A record that continues the table. Where it breaks a string it begins with
    /// a byte that says again how wide the characters are.
    pub(super) fn go_on(&mut self, data: &[u8]) {
        self.bytes += data.len() as u64;
        match data.split_first() {
            Some((flags, rest)) if self.characters > 0 => {
                self.wide = flags & 1 == 1;
                self.walk(rest);
            }
            Some(_) | None => self.walk(data),
        }
    }

    fn walk(&mut self, data: &[u8]) {
        let mut rest = data;
        loop {
            let width = if self.wide { 2 } else { 1 };
            let taken = self.characters.min(rest.len() / width);
            self.characters -= taken;
            rest = &rest[taken * width..];
            if self.characters > 0 {
                return;
            }
            let skipped = self.behind.min(rest.len());
            self.behind -= skipped;
            rest = &rest[skipped..];
            // Length, flags; then counts of formatting runs and of phonetic bytes.
            let [low, high, flags, more @ ..] = rest else { return };
            self.count += 1;
            self.characters = usize::from(u16::from_le_bytes([*low, *high]));
            self.wide = flags & 1 == 1;
            rest = more;
            if flags & 8 != 0 {
                let [low, high, more @ ..] = rest else { return };
                self.behind += 4 * usize::from(u16::from_le_bytes([*low, *high]));
                rest = more;
            }
            if flags & 4 != 0 {
                let [a, b, c, d, more @ ..] = rest else { return };
                self.behind = self.behind.saturating_add(u32::from_le_bytes([*a, *b, *c, *d]) as usize);
                rest = more;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_are_counted_across_records() {
        let mut strings = Strings::default();
        // 县 in two bytes, ab in one, and a string of three whose last two follow.
        strings.begin(&[0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 1, 0x2F, 0x66, 2, 0, 0, b'a', b'b', 3, 0, 0, b'x']);
        strings.go_on(&[1, 0x2F, 0x66, 0x2F, 0x66, 0, 0, 0]);
        // One with two runs of formatting and three phonetic bytes behind it, cut.
        strings.go_on(&[1, 0, 12, 2, 0, 3, 0, 0, 0, b'x', 1, 1, 1, 1]);
        strings.go_on(&[2, 2, 2, 2, 9, 9, 9, 0, 0, 0]);
        assert_eq!((strings.count, strings.bytes), (6, 54));
    }
}
