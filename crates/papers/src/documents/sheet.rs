//! 版面: the sheet of GB/T 9704-2012, sections 5 and 6, in points.
//!
//! A4 with margins of 37, 35, 28 and 26 mm; a type area of 156 × 225 mm that 22
//! lines of 28 characters fill.
//!
//! Deliberately not here: what stands on the sheet.

/// Points in a millimetre.
const MM: f32 = 72.0 / 25.4;

/// Width of A4.
pub(super) const WIDTH: f32 = 210.0 * MM;
/// Height of A4.
pub(super) const HEIGHT: f32 = 297.0 * MM;
/// 天头.
pub(super) const TOP: f32 = 37.0 * MM;
/// 订口.
pub(super) const LEFT: f32 = 28.0 * MM;
/// Width of the type area (版心).
pub(super) const TYPE_WIDTH: f32 = 156.0 * MM;
/// Height of the type area.
pub(super) const TYPE_HEIGHT: f32 = 225.0 * MM;
/// Height of a line: 28.99 points.
pub(super) const LINE: f32 = TYPE_HEIGHT / 22.0;
/// Width of a character of the text: 15.79 points.
pub(super) const CHARACTER: f32 = TYPE_WIDTH / 28.0;
/// What the grid takes off every character of the text, as word processors do it.
pub(super) const TIGHTEN: f32 = CHARACTER - BODY;
/// From the type area down to the dashes of the page number.
pub(super) const TO_PAGE_NUMBER: f32 = 7.0 * MM;

/// 2号, the title.
pub(super) const TITLE: f32 = 22.0;
/// 3号, text and headings.
pub(super) const BODY: f32 = 16.0;
/// 4号, page numbers.
pub(super) const PAGE_NUMBER: f32 = 14.0;
/// 小四, captions and tables of few columns.
pub(super) const SMALL: f32 = 12.0;
/// 五号, tables of many columns and the words in charts; nothing is smaller.
pub(super) const SMALLEST: f32 = 10.5;
/// Tables with more columns than this are set in [`SMALLEST`].
pub(super) const FEW_COLUMNS: usize = 6;

/// Full-width characters of [`TITLE`] size in a line.
pub(super) const TITLE_CHARACTERS: usize = 20;

/// Size of a table's text by its number of columns.
pub(super) fn table_size(columns: usize) -> f32 {
    if columns > FEW_COLUMNS { SMALLEST } else { SMALL }
}

/// Width of text in half-width characters, as in a typeface with half-width Latin
/// letters, such as 仿宋_GB2312.
pub(super) fn half_widths(text: &str) -> usize {
    text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum()
}

/// What the lines of a signature keep free at their right, in half characters: four
/// characters at the right of the day, the unit centred over it (GB/T 9704-2012,
/// 7.3.5.1). Where a long name would then come nearer than two characters to the
/// edge, all moves left and stays centred. The lines of the unit first, then the day.
pub(super) fn signature_indents(unit: &[&str], date: &str) -> Vec<usize> {
    let widest = unit.iter().map(|line| half_widths(line)).max().unwrap_or(0);
    let date = half_widths(date);
    // Twice the distance of the common middle from the edge.
    let middle = (16 + date).max(8 + widest);
    let free = |width: usize| middle.saturating_sub(width) / 2;
    unit.iter().map(|line| free(half_widths(line))).chain([free(date)]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_unit_is_centred_over_the_day_and_the_day_keeps_four_characters() {
        assert_eq!(signature_indents(&["清河县政务服务中心"], "2026年11月22日"), [6, 8]);
        // Twenty-two characters: two from the edge, the day in the middle below.
        let long = "县".repeat(22);
        assert_eq!(signature_indents(&[&long], "2026年1月2日"), [4, 20]);
        let lines = ["清河县推进政府职能转变协调小组", "办公室"];
        assert_eq!(signature_indents(&lines, "2026年1月2日"), [4, 16, 13]);
    }
}
