//! 禁则: where a line may end (GB/T 15834-2011, 5; the usage of printers).
//!
//! Deliberately not here: finding the break that looks best.

/// May not begin a line: closing marks, and signs that belong to what is before.
const NEVER_FIRST: &str = "。，、；：？！”’」』）》〉】〕〗｝…—～·•％‰℃°!),.:;?]}%·";
/// May not end a line: opening marks, and signs that belong to what follows.
const NEVER_LAST: &str = "“‘「『（《〈【〔〖｛([{￥$№#＃";
/// Blank in their right half, which may be taken to fit them in.
const HALF_BLANK: &str = "。，、；：”’」』）》〉】〕〗";

/// Whether a character may not begin a line.
pub(super) fn never_first(c: char) -> bool {
    NEVER_FIRST.contains(c)
}

/// Whether a character may not end a line.
pub(super) fn never_last(c: char) -> bool {
    NEVER_LAST.contains(c)
}

/// Whether half of a full-width character is blank at its right.
pub(super) fn half_blank(c: char) -> bool {
    HALF_BLANK.contains(c)
}

/// Whether a line may end between two neighbours.
pub(super) fn may_break(last: char, next: char) -> bool {
    if next.is_whitespace() {
        // Blanks go with what is before them.
        return false;
    }
    let one_word = last.is_ascii_graphic() && next.is_ascii();
    !(one_word || never_first(next) || never_last(last))
}
