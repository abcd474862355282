//! 样式: the styles of an official document, by the names Word lists them under, and
//! the table of fonts with what may stand in for them.
//!
//! Deliberately not here: which paragraph has which style.

use super::{
    super::{
        sheet::{BODY, CHARACTER, PAGE_NUMBER, SMALL, SMALLEST, TITLE},
        typeface::Typeface,
    },
    units::{LINE, half_points, twips},
    xml::HEAD,
};

/// Ids of the styles.
pub(super) const TEXT: &str = "BodyText";
pub(super) const TITLE_STYLE: &str = "Title";
pub(super) const UNDER_TITLE: &str = "Subtitle";
pub(super) const FLUSH: &str = "Flush";
pub(super) const HEADINGS: [&str; 4] = ["Heading1", "Heading2", "Heading3", "Heading4"];
pub(super) const CAPTION: &str = "Caption";
pub(super) const DRAWING: &str = "Drawing";
pub(super) const APPENDIX: &str = "Appendix";
pub(super) const APPENDIX_TITLE: &str = "AppendixTitle";
pub(super) const FOOTER: &str = "Footer";
pub(super) const SMALL_CELL: &str = "Cell12";
pub(super) const SMALLEST_CELL: &str = "Cell10";

/// Twips off every letter of the text: 28 of 16 points less this fill 156 mm.
const TIGHTEN: i32 = -5;

/// A paragraph style.
struct Style<'a> {
    id: &'a str,
    name: &'a str,
    typeface: Typeface,
    size: f32,
    /// Properties of the paragraph in the order of the schema.
    paragraph: String,
}

/// `word/styles.xml`.
pub(super) fn styles() -> String {
    let own: String = all().iter().map(written).collect();
    let fang = fonts(Typeface::FangSong);
    // The grid of the page is stated, yet the text does not hang on it: LibreOffice
    // gives a character that is wider than its cell two cells. Exact lines and
    // tightened letters put the same 22 lines of 28 on a page in every program.
    let (size, line) = (half_points(BODY), LINE);
    format!(
        "{HEAD}<w:styles xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">\
         <w:docDefaults><w:rPrDefault><w:rPr>{fang}<w:sz w:val=\"{size}\"/><w:szCs w:val=\"{size}\"/>\
         <w:lang w:val=\"zh-CN\" w:eastAsia=\"zh-CN\" w:bidi=\"ar-SA\"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>\
         <w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"><w:name w:val=\"Normal\"/><w:qFormat/>\
         <w:pPr><w:widowControl w:val=\"0\"/><w:kinsoku/><w:autoSpaceDE w:val=\"0\"/><w:autoSpaceDN w:val=\"0\"/>\
         <w:snapToGrid w:val=\"0\"/><w:spacing w:before=\"0\" w:after=\"0\" w:line=\"{line}\" w:lineRule=\"exact\"/><w:jc w:val=\"both\"/></w:pPr>\
         <w:rPr>{fang}<w:snapToGrid w:val=\"0\"/><w:spacing w:val=\"{TIGHTEN}\"/><w:sz w:val=\"{size}\"/>\
         <w:szCs w:val=\"{size}\"/></w:rPr></w:style>\
         <w:style w:type=\"character\" w:default=\"1\" w:styleId=\"Letters\"><w:name w:val=\"Default Paragraph Font\"/>\
         <w:uiPriority w:val=\"1\"/><w:semiHidden/></w:style>\
         <w:style w:type=\"table\" w:default=\"1\" w:styleId=\"PlainTable\"><w:name w:val=\"Normal Table\"/>\
         <w:uiPriority w:val=\"99\"/><w:semiHidden/><w:tblPr><w:tblInd w:w=\"0\" w:type=\"dxa\"/></w:tblPr></w:style>\
         {own}</w:styles>"
    )
}

fn all() -> Vec<Style<'static>> {
    let centred = "<w:jc w:val=\"center\"/>";
    let first = format!("<w:ind w:firstLineChars=\"200\" w:firstLine=\"{}\"/>", twips(2.0 * CHARACTER));
    let keep = "<w:keepNext/>";
    let heading = |place: usize, typeface: Typeface| Style {
        id: HEADINGS[place],
        name: ["heading 1", "heading 2", "heading 3", "heading 4"][place],
        typeface,
        size: BODY,
        paragraph: format!("{keep}{first}<w:outlineLvl w:val=\"{place}\"/>"),
    };
    let cell = |id: &'static str, name: &'static str, size: f32| Style {
        id,
        name,
        typeface: Typeface::SongTi,
        size,
        paragraph: format!("<w:spacing w:line=\"{}\" w:lineRule=\"exact\"/>", twips(size * 1.45)),
    };
    let style = |id, name, typeface, size, paragraph: String| Style { id, name, typeface, size, paragraph };
    vec![
        style(TEXT, "Body Text", Typeface::FangSong, BODY, first.clone()),
        style(TITLE_STYLE, "Title", Typeface::XiaoBiaoSong, TITLE, format!("{keep}{centred}")),
        style(UNDER_TITLE, "Subtitle", Typeface::KaiTi, BODY, format!("{keep}{centred}")),
        style(FLUSH, "主送机关", Typeface::FangSong, BODY, String::new()),
        heading(0, Typeface::HeiTi),
        heading(1, Typeface::KaiTi),
        heading(2, Typeface::FangSong),
        heading(3, Typeface::FangSong),
        style(CAPTION, "caption", Typeface::HeiTi, SMALL, centred.to_owned()),
        style(
            DRAWING,
            "图",
            Typeface::SongTi,
            SMALLEST,
            format!("<w:spacing w:line=\"240\" w:lineRule=\"auto\"/>{centred}"),
        ),
        style(APPENDIX, "附件号", Typeface::HeiTi, BODY, format!("{keep}<w:pageBreakBefore/>")),
        style(
            APPENDIX_TITLE,
            "附件标题",
            Typeface::XiaoBiaoSong,
            TITLE,
            format!("{keep}{centred}<w:outlineLvl w:val=\"0\"/>"),
        ),
        style(
            FOOTER,
            "footer",
            Typeface::SongTi,
            PAGE_NUMBER,
            "<w:spacing w:line=\"320\" w:lineRule=\"exact\"/>".to_owned(),
        ),
        cell(SMALL_CELL, "表格文字", SMALL),
        cell(SMALLEST_CELL, "表格小字", SMALLEST),
    ]
}

fn written(style: &Style<'_>) -> String {
    let Style { id, name, typeface, size, paragraph } = style;
    let (fonts, half) = (fonts(*typeface), half_points(*size));
    // Only text and headings are tightened; small print has its natural width.
    let natural = if *size < BODY { "<w:spacing w:val=\"0\"/>" } else { "" };
    format!(
        "<w:style w:type=\"paragraph\" w:styleId=\"{id}\"><w:name w:val=\"{name}\"/><w:basedOn w:val=\"Normal\"/><w:qFormat/>\
         <w:pPr>{paragraph}</w:pPr><w:rPr>{fonts}{natural}<w:sz w:val=\"{half}\"/><w:szCs w:val=\"{half}\"/></w:rPr></w:style>"
    )
}

/// A typeface for every kind of letter: the digits of 仿宋_GB2312 are part of the
/// look of an official document.
pub(super) fn fonts(typeface: Typeface) -> String {
    let name = typeface.office_name();
    format!("<w:rFonts w:ascii=\"{name}\" w:hAnsi=\"{name}\" w:eastAsia=\"{name}\" w:cs=\"{name}\"/>")
}

/// `word/fontTable.xml`.
pub(super) fn font_table() -> String {
    let fonts: String = Typeface::ALL
        .iter()
        .map(|typeface| {
            format!(
                "<w:font w:name=\"{}\"><w:altName w:val=\"{}\"/><w:charset w:val=\"86\"/><w:family w:val=\"auto\"/>\
                 <w:pitch w:val=\"variable\"/></w:font>",
                typeface.office_name(),
                typeface.alternates()
            )
        })
        .collect();
    format!("{HEAD}<w:fonts xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">{fonts}</w:fonts>")
}
