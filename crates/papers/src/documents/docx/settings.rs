//! 页面设置: the sheet, its grid, the page numbers, and how the word processor sets
//! Chinese.
//!
//! Deliberately not here: styles.

use super::{
    super::sheet::{BODY, CHARACTER, HEIGHT, LEFT, PAGE_NUMBER, TO_PAGE_NUMBER, TOP, TYPE_HEIGHT, TYPE_WIDTH, WIDTH},
    styles::FOOTER,
    units::{LINE, twips},
    xml::{HEAD, paragraph},
};

const MAIN: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

/// Height of the line a page number stands in, in points.
const NUMBER_LINE: f32 = 16.0;

/// `w:sectPr`: A4, margins of 37, 35, 28 and 26 mm, 22 lines of 28 characters.
pub(super) fn section() -> String {
    let (bottom, right) = (HEIGHT - TOP - TYPE_HEIGHT, WIDTH - LEFT - TYPE_WIDTH);
    // The dashes stand in the middle of their line, 7 mm below the type area.
    let footer = bottom - TO_PAGE_NUMBER - NUMBER_LINE / 2.0;
    // In 4096ths of a point: what the grid adds to a character of the text.
    let char_space = ((CHARACTER - BODY) * 4_096.0).round();
    format!(
        "<w:sectPr><w:footerReference w:type=\"default\" r:id=\"rIdOdd\"/><w:footerReference w:type=\"even\" r:id=\"rIdEven\"/>\
         <w:pgSz w:w=\"{}\" w:h=\"{}\"/><w:pgMar w:top=\"{}\" w:right=\"{}\" w:bottom=\"{}\" w:left=\"{}\" w:header=\"851\" \
         w:footer=\"{}\" w:gutter=\"0\"/><w:pgNumType w:fmt=\"decimal\"/>\
         <w:docGrid w:type=\"linesAndChars\" w:linePitch=\"{LINE}\" w:charSpace=\"{char_space}\"/></w:sectPr>",
        twips(WIDTH),
        twips(HEIGHT),
        twips(TOP),
        twips(right),
        twips(bottom),
        twips(LEFT),
        twips(footer),
    )
}

/// `word/footer*.xml`: `— 1 —`, odd pages at the right, even ones at the left, one
/// character from the edge. The field has a result: Word repairs files without one.
pub(super) fn footer(odd: bool) -> String {
    let blank = twips(PAGE_NUMBER);
    let place = if odd {
        format!("<w:ind w:rightChars=\"100\" w:right=\"{blank}\"/><w:jc w:val=\"right\"/>")
    } else {
        format!("<w:ind w:leftChars=\"100\" w:left=\"{blank}\"/><w:jc w:val=\"left\"/>")
    };
    let shown = if odd { 1 } else { 2 };
    let number = format!(
        "<w:r><w:t xml:space=\"preserve\">— </w:t></w:r><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r>\
         <w:r><w:instrText xml:space=\"preserve\"> PAGE </w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>\
         <w:r><w:t>{shown}</w:t></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r>\
         <w:r><w:t xml:space=\"preserve\"> —</w:t></w:r>"
    );
    format!("{HEAD}<w:ftr xmlns:w=\"{MAIN}\">{}</w:ftr>", paragraph(FOOTER, &place, &number))
}

/// `word/settings.xml`.
pub(super) fn settings() -> String {
    format!(
        "{HEAD}<w:settings xmlns:w=\"{MAIN}\"><w:zoom w:percent=\"100\"/><w:defaultTabStop w:val=\"420\"/>\
         <w:evenAndOddHeaders/><w:drawingGridVerticalSpacing w:val=\"{LINE}\"/>\
         <w:characterSpacingControl w:val=\"compressPunctuation\"/>\
         <w:compat><w:spaceForUL/><w:balanceSingleByteDoubleByteWidth/><w:doNotLeaveBackslashAlone/><w:ulTrailSpace/>\
         <w:doNotExpandShiftReturn/><w:useFELayout/>\
         <w:compatSetting w:name=\"compatibilityMode\" w:uri=\"http://schemas.microsoft.com/office/word\" w:val=\"15\"/>\
         </w:compat><w:themeFontLang w:val=\"en-US\" w:eastAsia=\"zh-CN\"/></w:settings>"
    )
}
