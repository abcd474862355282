//! Small spreadsheets, honest and hostile, made on the spot.

use std::io::{Cursor, Write};

use rust_xlsxwriter::Workbook;
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

/// The titles of the public catalogue.
pub(super) const TITLES: [&str; 4] = ["部门", "业务办理项名称", "业务办理项编码", "事项类型代码"];

/// A csv of the usual titles and two rows.
pub(super) fn small_csv() -> String {
    format!("{}\r\n县水务局,取水许可,511A01-1,1\r\n县教体局,学生资助政策咨询,511C02-1,20\r\n", TITLES.join(","))
}

/// A workbook whose single sheet is filled by `fill`.
pub(super) fn workbook(fill: impl FnOnce(&mut rust_xlsxwriter::Worksheet)) -> Vec<u8> {
    let mut workbook = Workbook::new();
    fill(workbook.add_worksheet());
    workbook.save_to_buffer().expect("made for this test")
}

/// Writes text cells from `row` (0-based) on.
pub(super) fn write_rows(sheet: &mut rust_xlsxwriter::Worksheet, row: u32, rows: &[&[&str]]) {
    for (down, cells) in (row..).zip(rows) {
        for (across, text) in (0_u16..).zip(*cells) {
            if !text.is_empty() {
                sheet.write_string(down, across, *text).expect("made for this test");
            }
        }
    }
}

/// A workbook made by hand from the XML of its sheet and its shared strings.
pub(super) fn handmade(sheet: &[u8], shared_strings: Option<&[u8]>) -> Vec<u8> {
    const TYPES: &str = r#"<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>"#;
    const RELS: &str = r#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
    const BOOK: &str = r#"<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Sheet1" sheetId="1" r:id="r1"/></sheets></workbook>"#;
    const BOOK_RELS: &str = r#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" Target="sharedStrings.xml"/></Relationships>"#;
    let mut parts: Vec<(&str, &[u8])> = vec![
        ("[Content_Types].xml", TYPES.as_bytes()),
        ("_rels/.rels", RELS.as_bytes()),
        ("xl/workbook.xml", BOOK.as_bytes()),
        ("xl/_rels/workbook.xml.rels", BOOK_RELS.as_bytes()),
        ("xl/worksheets/sheet1.xml", sheet),
    ];
    parts.extend(shared_strings.map(|strings| ("xl/sharedStrings.xml", strings)));
    archive(&parts)
}

/// The XML of a sheet with these rows of XML.
pub(super) fn sheet_xml(rows: &str) -> Vec<u8> {
    format!(r#"<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{rows}</sheetData></worksheet>"#).into_bytes()
}

/// A zip of these parts.
pub(super) fn archive(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for (name, bytes) in parts {
        zip.start_file(*name, options).expect("made for this test");
        zip.write_all(bytes).expect("made for this test");
    }
    zip.finish().expect("made for this test").into_inner()
}
