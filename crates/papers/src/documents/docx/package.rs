//! 打包: the parts of a `.docx` in their zip.
//!
//! Deliberately not here: what stands in the parts.

use std::io::{Cursor, Write};

use zip::{CompressionMethod, ZipWriter, result::ZipError, write::SimpleFileOptions};

use super::{
    super::{check, document::Document, flaw::DocumentFlaw},
    body, chart, settings, styles, workbook,
    xml::{HEAD, escaped},
};

const RELATIONS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const WORD: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";

/// Writes a document as `.docx` for Word, WPS and LibreOffice, laid out by
/// GB/T 9704-2012. Needs no font; the same document gives the same bytes.
///
/// # Errors
/// [`DocumentFlaw`]; never [`DocumentFlaw::NoFont`].
pub fn docx(document: &Document) -> Result<Vec<u8>, DocumentFlaw> {
    let document = check::prepared(document)?;
    let (body, charts) = body::document(&document);
    let mut parts: Vec<(String, Vec<u8>)> = Vec::new();
    let mut add = |name: &str, text: String| parts.push((name.to_owned(), text.into_bytes()));
    add("[Content_Types].xml", content_types(charts.len()));
    add("_rels/.rels", package_relations());
    add("docProps/core.xml", core(&document));
    add("docProps/app.xml", app());
    add("word/document.xml", body);
    add("word/_rels/document.xml.rels", document_relations(charts.len()));
    add("word/styles.xml", styles::styles());
    add("word/settings.xml", settings::settings());
    add("word/fontTable.xml", styles::font_table());
    add("word/footer1.xml", settings::footer(true));
    add("word/footer2.xml", settings::footer(false));
    for (number, one) in (1..).zip(charts) {
        parts.push((format!("word/charts/chart{number}.xml"), chart::chart(one).into_bytes()));
        parts.push((format!("word/charts/_rels/chart{number}.xml.rels"), chart_relations(number).into_bytes()));
        parts.push((format!("word/embeddings/chart{number}.xlsx"), workbook::workbook(one)?));
    }
    zipped(&parts).map_err(|error| DocumentFlaw::NotWritten { reason: error.to_string() })
}

fn zipped(parts: &[(String, Vec<u8>)]) -> Result<Vec<u8>, ZipError> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for (name, bytes) in parts {
        zip.start_file(name.as_str(), options)?;
        zip.write_all(bytes)?;
    }
    Ok(zip.finish()?.into_inner())
}

fn content_types(charts: usize) -> String {
    let charts: String = (1..=charts)
        .map(|number| {
            format!(
                "<Override PartName=\"/word/charts/chart{number}.xml\" \
                 ContentType=\"application/vnd.openxmlformats-officedocument.drawingml.chart+xml\"/>"
            )
        })
        .collect();
    let parts: String = [
        ("document.xml", "document.main"),
        ("styles.xml", "styles"),
        ("settings.xml", "settings"),
        ("fontTable.xml", "fontTable"),
        ("footer1.xml", "footer"),
        ("footer2.xml", "footer"),
    ]
    .map(|(name, kind)| format!("<Override PartName=\"/word/{name}\" ContentType=\"{WORD}.{kind}+xml\"/>"))
    .concat();
    format!(
        "{HEAD}<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
         <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
         <Default Extension=\"xml\" ContentType=\"application/xml\"/>\
         <Default Extension=\"xlsx\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet\"/>\
         {parts}{charts}\
         <Override PartName=\"/docProps/core.xml\" ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/>\
         <Override PartName=\"/docProps/app.xml\" \
         ContentType=\"application/vnd.openxmlformats-officedocument.extended-properties+xml\"/></Types>"
    )
}

fn relation(id: &str, kind: &str, target: &str) -> String {
    format!("<Relationship Id=\"{id}\" Type=\"{kind}\" Target=\"{target}\"/>")
}

fn relations(all: &str) -> String {
    format!("{HEAD}<Relationships xmlns=\"{RELATIONS}\">{all}</Relationships>")
}

fn package_relations() -> String {
    let core = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties";
    relations(
        &[
            relation("rId1", &format!("{OFFICE}/officeDocument"), "word/document.xml"),
            relation("rId2", core, "docProps/core.xml"),
            relation("rId3", &format!("{OFFICE}/extended-properties"), "docProps/app.xml"),
        ]
        .concat(),
    )
}

fn document_relations(charts: usize) -> String {
    let mut all = [
        ("rIdStyles", "styles", "styles.xml"),
        ("rIdSettings", "settings", "settings.xml"),
        ("rIdFonts", "fontTable", "fontTable.xml"),
        ("rIdOdd", "footer", "footer1.xml"),
        ("rIdEven", "footer", "footer2.xml"),
    ]
    .map(|(id, kind, target)| relation(id, &format!("{OFFICE}/{kind}"), target))
    .concat();
    for number in 1..=charts {
        let (id, target) = (format!("rIdChart{number}"), format!("charts/chart{number}.xml"));
        all.push_str(&relation(&id, &format!("{OFFICE}/chart"), &target));
    }
    relations(&all)
}

fn chart_relations(number: usize) -> String {
    relations(&relation("rId1", &format!("{OFFICE}/package"), &format!("../embeddings/chart{number}.xlsx")))
}

fn core(document: &Document) -> String {
    format!(
        "{HEAD}<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:title>{}</dc:title><dc:language>zh-CN</dc:language></cp:coreProperties>",
        escaped(&document.title.concat())
    )
}

fn app() -> String {
    format!(
        "{HEAD}<Properties xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties\">\
         <Application>OneDoor</Application></Properties>"
    )
}
