//! A QR code as a table of squares (二维码): plain WordprocessingML, so that every program that opens the paper draws it.

use super::xml::escaped;
use crate::qr;

/// Side of one module, in twentieths of a point.
const MODULE: usize = 44;

/// The code with its quiet zone; empty where the text does not fit, which the check refuses before.
pub(super) fn code(link: &str) -> String {
    let Ok(modules) = qr::modules(link) else { return String::new() };
    let side = modules.len() + 2 * qr::QUIET;
    let mut xml = format!(
        "<w:tbl><w:tblPr><w:tblW w:w=\"{}\" w:type=\"dxa\"/><w:tblLayout w:type=\"fixed\"/><w:tblCellMar>\
         <w:left w:w=\"0\" w:type=\"dxa\"/><w:right w:w=\"0\" w:type=\"dxa\"/></w:tblCellMar>\
         <w:tblDescription w:val=\"二维码：{}\"/></w:tblPr><w:tblGrid>",
        side * MODULE,
        escaped(link)
    );
    xml.push_str(&format!("<w:gridCol w:w=\"{MODULE}\"/>").repeat(side));
    xml.push_str("</w:tblGrid>");
    let quiet = [false; qr::QUIET];
    let blank = vec![false; modules.len()];
    let rows = quiet.iter().map(|_| &blank).chain(&modules).chain(quiet.iter().map(|_| &blank));
    for row in rows {
        xml.push_str(&format!(
            "<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val=\"{MODULE}\" w:hRule=\"exact\"/></w:trPr>"
        ));
        let whole: Vec<bool> = quiet.iter().chain(row).chain(&quiet).copied().collect();
        for run in whole.chunk_by(|a, b| a == b) {
            xml.push_str(&cell(run.len(), run[0]));
        }
        xml.push_str("</w:tr>");
    }
    xml.push_str("</w:tbl>");
    xml
}

fn cell(modules: usize, dark: bool) -> String {
    let fill = if dark { "<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"000000\"/>" } else { "" };
    format!(
        "<w:tc><w:tcPr><w:tcW w:w=\"{}\" w:type=\"dxa\"/><w:gridSpan w:val=\"{modules}\"/>{fill}</w:tcPr>\
         <w:p><w:pPr><w:keepNext/><w:spacing w:line=\"20\" w:lineRule=\"exact\"/></w:pPr></w:p></w:tc>",
        modules * MODULE
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_dark_run_is_a_cell_and_every_row_is_as_wide_as_the_code() {
        let link = "https://qinghe.example/oversight/orders/2026-12";
        let modules = qr::modules(link).unwrap();
        let dark: usize = modules.iter().map(|row| row.chunk_by(|a, b| a == b).filter(|run| run[0]).count()).sum();
        let xml = code(link);
        assert_eq!(xml.matches("w:fill=\"000000\"").count(), dark);
        let side = modules.len() + 2 * qr::QUIET;
        assert_eq!((xml.matches("<w:tr>").count(), xml.matches("<w:gridCol ").count()), (side, side));
        for row in xml.split("<w:tr>").skip(1) {
            let spans = row.split("<w:gridSpan w:val=\"").skip(1).filter_map(|rest| rest.split('"').next());
            assert_eq!(spans.map(|n| n.parse::<usize>().unwrap()).sum::<usize>(), side);
        }
    }
}
