//! Files nobody made on purpose: whatever comes in, the reader answers.

use papers::catalogue::{Limits, ReadOptions, read_table, read_table_within};
use proptest::prelude::*;

use super::fixtures::{TITLES, archive, handmade, small_csv, workbook, write_rows};

/// What holds of every table, however it came about.
fn holds(bytes: &[u8], name: &str) -> Result<(), TestCaseError> {
    if let Ok(table) = read_table(bytes, name) {
        prop_assert!(!table.rows.is_empty() && !table.header.is_empty());
        prop_assert!(table.rows.iter().all(|row| row.cells.len() >= table.header.len()));
        prop_assert!(table.rows[0].number > table.header_row);
        prop_assert!(table.rows.windows(2).all(|pair| pair[0].number < pair[1].number));
        prop_assert!(table.rows.iter().all(|row| row.cells.iter().any(|cell| !cell.is_empty())));
    }
    Ok(())
}

/// Overwrites bytes at the given places, counted round.
fn mangle(mut bytes: Vec<u8>, changes: &[(usize, u8)]) -> Vec<u8> {
    let length = bytes.len();
    for &(place, byte) in changes {
        bytes[place % length] = byte;
    }
    bytes
}

fn changes() -> impl Strategy<Value = Vec<(usize, u8)>> {
    prop::collection::vec((any::<usize>(), any::<u8>()), 1..12)
}

/// Pieces of a sheet put together in any order.
fn sheet_pieces() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "<row>",
        "</row>",
        "<row r=\"3\">",
        "<row r=\"0\">",
        "<row r=\"99999999999\">",
        "<c>",
        "</c>",
        "<c/>",
        "<c r=\"A1\">",
        "<c r=\"XFD1048576\">",
        "<c r=\"ZZZZZZZ1\">",
        "<c r=\"1A\">",
        "<c r=\"A0\">",
        "<c t=\"s\">",
        "<c t=\"inlineStr\">",
        "<c t=\"e\">",
        "<c t=\"d\">",
        "<c t=\"b\">",
        "<v>",
        "</v>",
        "<v>7</v>",
        "<v>-1</v>",
        "<v>1e999</v>",
        "<v>99999</v>",
        "<v>#REF!</v>",
        "<is><t>部门</t></is>",
        "<is><t>事项名称</t></is>",
        "<f t=\"shared\" si=\"4000000000\">A1</f>",
        "&#0;",
        "&bad;",
        "<![CDATA[x]]>",
        "<!--",
        "-->",
        "</sheetData>",
        "<mergeCells><mergeCell ref=\"A1:A9\"/></mergeCells>",
        "<mergeCell ref=\"A9:A1\"/>",
        "</worksheet>",
    ]);
    prop::collection::vec(piece, 0..40).prop_map(|pieces| {
        format!(
            "<?xml version=\"1.0\"?><worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>{}</sheetData></worksheet>",
            pieces.concat()
        )
    })
}

proptest! {
    #[test]
    fn any_bytes(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        holds(&bytes, "a.csv")?;
    }

    #[test]
    fn text_like_a_csv(text in "[部门事项名称,\"\r\n\t a1=\u{feff}]{0,120}") {
        holds(text.as_bytes(), "a.csv")?;
    }

    #[test]
    fn a_mangled_csv(changes in changes()) {
        holds(&mangle(small_csv().into_bytes(), &changes), "a.csv")?;
    }

    #[test]
    fn a_mangled_workbook(changes in changes()) {
        let bytes = workbook(|sheet| write_rows(sheet, 0, &[&TITLES, &["局", "名", "码", "1"]]));
        holds(&mangle(bytes, &changes), "a.xlsx")?;
    }

    #[test]
    fn a_sheet_in_pieces(sheet in sheet_pieces()) {
        holds(&handmade(sheet.as_bytes(), Some(b"<sst><si><t>a</t></si></sst>")), "a.xlsx")?;
    }

    /// No limit lets more through than it says.
    #[test]
    fn limits_are_never_passed(cells in 1_usize..40, columns in 1_usize..8, rows in 1_u32..12) {
        let limits = Limits { cells, columns, ..Limits::default() };
        let text: String = (0..rows).map(|row| format!("甲,乙,丙{row}\n")).collect();
        let book = workbook(|sheet| (0..rows).for_each(|row| write_rows(sheet, row, &[&["甲", "乙", &format!("丙{row}")]])));
        for bytes in [text.as_bytes(), &book] {
            match read_table_within(bytes, "a", &ReadOptions::default(), &limits) {
                Ok(table) => {
                    let held: usize = table.rows.iter().map(|row| row.cells.len()).sum();
                    prop_assert!(held + table.header.len() <= cells && table.header.len() <= columns);
                }
                Err(refusal) => {
                    prop_assert!(rows < 2 || 3 * rows as usize > cells || columns < 3, "{refusal}");
                }
            }
        }
    }
}

/// A workbook.xml that names sheets which are not there, or loops to itself.
#[test]
fn a_workbook_that_contradicts_itself() {
    let book = |target: &str| {
        let rels = format!(
            "<Relationships><Relationship Id=\"r1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" Target=\"{target}\"/></Relationships>"
        );
        archive(&[
            ("xl/workbook.xml", br#"<workbook xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="a" sheetId="1" r:id="r1"/></sheets></workbook>"#),
            ("xl/_rels/workbook.xml.rels", rels.as_bytes()),
        ])
    };
    for target in ["worksheets/none.xml", "../../etc/passwd", "workbook.xml", "http://example.org/a.xml", ""] {
        let refusal = read_table(&book(target), "a.xlsx").expect_err("has no sheet to read");
        assert!(["damaged", "no_sheet"].contains(&refusal.code()), "{target}: {refusal}");
    }
}
