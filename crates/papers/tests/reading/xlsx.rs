//! Workbooks as offices keep them, and bombs dressed as workbooks.

use super::fixtures::{TITLES, archive, handmade, sheet_xml, small_csv, workbook, write_rows};
use papers::catalogue::{
    Encoding, Kind, Limits, NoteKind, ReadOptions, ReadRefusal, Table, read_table, read_table_within,
};
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};

const ROW: [&str; 4] = ["县水务局", "取水许可", "511A01-1", "1"];

fn note<'a>(table: &'a Table, kind: &NoteKind) -> Option<&'a papers::catalogue::Note> {
    table.notes.iter().find(|note| note.kind == *kind)
}

fn code(bytes: &[u8]) -> &'static str {
    read_table(bytes, "目录.xlsx").expect_err("must be refused").code()
}

#[test]
fn values_read_as_the_office_sees_them() {
    let bytes = workbook(|sheet| {
        write_rows(sheet, 0, &[&TITLES, &ROW]);
        sheet.write_number(2, 0, 20.0).expect("made for this test");
        sheet.write_number(2, 1, 0.1 + 0.2).expect("made for this test");
        sheet.write_number(2, 2, 3.7e30).expect("made for this test");
        sheet.write_number(2, 3, 511_602_000_000.0).expect("made for this test");
        let day = Format::new().set_num_format("yyyy-mm-dd");
        let date = ExcelDateTime::from_ymd(2026, 11, 22).expect("made for this test");
        sheet.write_datetime_with_format(4, 0, &date, &day).expect("made for this test");
        sheet.write_boolean(4, 1, true).expect("made for this test");
        sheet.write_formula(4, 2, rust_xlsxwriter::Formula::new("=1+1").set_result("2")).expect("made for this test");
        sheet.write_string(4, 3, "  007\u{3000}").expect("made for this test");
    });
    let table = read_table(&bytes, "目录.xlsx").expect("made for this test");
    assert_eq!((table.kind, table.encoding, table.header_row), (Kind::Xlsx, Encoding::Utf8, 1));
    assert_eq!(table.header, TITLES);
    assert_eq!(table.rows[0].cells, ROW);
    assert_eq!(table.rows[1].cells, ["20", "0.3", "3.7E+30", "511602000000"]);
    assert_eq!(table.rows[2].number, 5);
    assert_eq!(table.rows[2].cells, ["2026-11-22", "TRUE", "2", "007"]);
    assert_eq!(note(&table, &NoteKind::LostDigits).expect("made for this test").first_row, Some(3));
}

#[test]
fn first_visible_sheet_with_content_is_read() {
    let mut book = Workbook::new();
    let hidden = book.add_worksheet();
    write_rows(hidden, 0, &[&["隐藏", "不读"], &["a", "b"]]);
    hidden.set_hidden(true);
    book.add_worksheet().set_name("空表").expect("made for this test");
    let wanted = book.add_worksheet().set_name("事项").expect("made for this test");
    write_rows(wanted, 0, &[&TITLES, &ROW]);
    wanted.set_active(true);
    write_rows(book.add_worksheet(), 0, &[&["别的"]]);
    let table = read_table(&book.save_to_buffer().expect("made for this test"), "a.xlsx").expect("made for this test");
    assert_eq!(table.rows[0].cells, ROW);
    let others = NoteKind::OtherSheets { read: "事项".to_owned(), others: vec!["Sheet4".to_owned()] };
    assert_eq!(note(&table, &others).expect("made for this test").count, 1);
    let hidden = NoteKind::HiddenSheets { names: vec!["Sheet1".to_owned()] };
    assert_eq!(note(&table, &hidden).expect("made for this test").count, 1);
}

#[test]
fn merged_departments_reach_each_row_and_titles_do_not() {
    let bytes = workbook(|sheet| {
        let plain = Format::new();
        sheet.merge_range(0, 0, 0, 3, "某县政务服务事项目录", &plain).expect("made for this test");
        write_rows(sheet, 1, &[&TITLES, &ROW, &["", "名二", "码二", "1"], &["", "名三", "码三", "1"]]);
        sheet.merge_range(2, 0, 4, 0, "县水务局", &plain).expect("made for this test");
    });
    let table = read_table(&bytes, "a.xlsx").expect("made for this test");
    assert_eq!(table.header_row, 2);
    assert!(table.rows.iter().all(|row| row.cells[0] == "县水务局"));
    let merged = note(&table, &NoteKind::MergedCells).expect("made for this test");
    assert_eq!((merged.count, merged.first_row), (2, Some(4)));
}

#[test]
fn a_failed_formula_is_noted() {
    let rows = r##"<row r="1"><c r="A1" t="inlineStr"><is><t>部门</t></is></c><c r="B1" t="inlineStr"><is><t>事项名称</t></is></c></row><row r="7"><c r="A7" t="e"><v>#N/A</v></c><c r="B7"><v>5</v></c></row>"##;
    let table = read_table(&handmade(&sheet_xml(rows), None), "a.xlsx").expect("made for this test");
    assert_eq!(table.rows[0].cells, ["#N/A", "5"]);
    assert_eq!(note(&table, &NoteKind::BrokenFormula).expect("made for this test").first_row, Some(7));
}

#[test]
fn what_is_not_a_workbook_is_refused_by_its_kind() {
    let whole = workbook(|sheet| write_rows(sheet, 0, &[&TITLES, &ROW]));
    assert!(read_table(&whole, "a.xlsx").is_ok());
    assert_eq!(code(&whole[..whole.len() / 2]), "damaged");
    assert_eq!(code(&whole[..whole.len() - 30]), "damaged");
    assert_eq!(code(b"\0\0\0\0\0\0\0\0"), "damaged");
    let mut flipped = whole.clone();
    flipped[60] ^= 0xFF;
    assert_eq!(code(&flipped), "damaged");

    let ole = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".to_vec();
    assert_eq!(code(&[ole, vec![0; 600]].concat()), "damaged");

    assert_eq!(code(&archive(&[("xl/workbook.bin", b"x")])), "binary_workbook");
    assert_eq!(code(&archive(&[("word/document.xml", b"<a/>")])), "not_spreadsheet");
    assert_eq!(code(&archive(&[("xl/workbook.xml", b"<nonsense")])), "damaged");
    assert_eq!(code(&workbook(|_| ())), "no_sheet");
    assert_eq!(code(&workbook(|sheet| write_rows(sheet, 2, &[&TITLES]))), "only_header");
    // A csv under a workbook's name is still a csv.
    assert_eq!(read_table(small_csv().as_bytes(), "a.xlsx").expect("made for this test").kind, Kind::Csv);
}

#[test]
fn password_in_the_zip_itself() {
    let mut bytes = workbook(|sheet| write_rows(sheet, 0, &[&TITLES, &ROW]));
    // Bit 0 of the flags, in every local header and directory entry.
    for place in 0..bytes.len() - 10 {
        if bytes[place..].starts_with(b"PK\x03\x04") {
            bytes[place + 6] |= 1;
        } else if bytes[place..].starts_with(b"PK\x01\x02") {
            bytes[place + 8] |= 1;
        }
    }
    assert_eq!(code(&bytes), "encrypted");
}

/// Files of some hundred KB that would unpack to much more.
#[test]
fn bombs_are_refused() {
    let blank = sheet_xml(&" ".repeat(64 << 20));
    let repeated = sheet_xml(&"<row><c><v>1</v></c></row>".repeat(2 << 20));
    let strings = |count: usize| format!("<sst>{}</sst>", "<si><t/></si>".repeat(count));
    let cells = format!(r#"<row r="1">{}</row>"#, "<c><v>1</v></c>".repeat(2_100_000));
    let promise = "<sst uniqueCount=\"4000000000\"><si><t>a</t></si></sst>";
    let deep = "<a>".repeat(1 << 20);
    let usual = Limits::default();
    let unlimited = Limits { ratio: u64::MAX, ..usual };
    let cases = [
        (handmade(&blank, None), usual, "damaged"),
        (handmade(&repeated, None), usual, "over_packed"),
        (handmade(&repeated, None), Limits { unpacked_bytes: 32 << 20, ..unlimited }, "unpacks_too_large"),
        (handmade(&sheet_xml(""), Some(strings(5 << 20).as_bytes())), unlimited, "unpacks_too_large"),
        // Fewer strings, but with no cell to use them.
        (handmade(&sheet_xml(""), Some(strings(900_000).as_bytes())), unlimited, "over_packed"),
        (handmade(&sheet_xml(""), Some(promise.as_bytes())), usual, "damaged"),
        (handmade(&sheet_xml(&deep), None), unlimited, "damaged"),
        (handmade(&sheet_xml(&cells), None), unlimited, "too_many_columns"),
    ];
    for (place, (bytes, limits, expected)) in cases.iter().enumerate() {
        assert!(bytes.len() < 4 << 20);
        let refusal = read_table_within(bytes, "a.xlsx", &ReadOptions::default(), limits).expect_err("must be refused");
        assert_eq!(refusal.code(), *expected, "case {place}");
    }
}

/// Whatever the directory of a zip promises, it is not read into memory first.
#[test]
fn crowds_of_parts_and_strange_names_are_refused() {
    let mut parts: Vec<(String, &[u8])> = (0..5_000).map(|n| (format!("xl/{n}.xml"), &b"<a/>"[..])).collect();
    parts.push(("xl/workbook.xml".to_owned(), b"<workbook/>"));
    let named: Vec<(&str, &[u8])> = parts.iter().map(|(name, bytes)| (name.as_str(), *bytes)).collect();
    assert_eq!(code(&archive(&named)), "unpacks_too_large");
    let outside = archive(&[("../../etc/passwd", b"x"), ("/etc/shadow", b"x"), ("xl/workbook.xml", b"<workbook/>")]);
    assert!(["damaged", "no_sheet"].contains(&code(&outside)));
}

#[test]
fn far_and_unordered_cells_cost_nothing() {
    let titles = r#"<row r="1"><c r="A1" t="inlineStr"><is><t>部门</t></is></c><c r="B1" t="inlineStr"><is><t>事项名称</t></is></c></row>"#;
    let deep = format!(r#"{titles}<row r="1048576"><c r="B1048576"><v>2</v></c><c r="A1048576"><v>1</v></c></row>"#);
    let table = read_table(&handmade(&sheet_xml(&deep), None), "a.xlsx").expect("made for this test");
    assert_eq!((table.rows.len(), table.rows[0].number), (1, 1_048_576));
    assert_eq!(table.rows[0].cells, ["1", "2"]);

    let wide = format!(r#"{titles}<row r="2"><c r="XFD2"><v>1</v></c></row>"#);
    assert_eq!(
        read_table(&handmade(&sheet_xml(&wide), None), "a.xlsx"),
        Err(ReadRefusal::TooManyColumns { limit: 1_024 })
    );
    let sparse: String =
        (2..4_000).map(|row| format!(r#"<row r="{row}"><c r="ALL{row}"><v>1</v></c></row>"#)).collect();
    assert_eq!(
        read_table(&handmade(&sheet_xml(&format!("{titles}{sparse}")), None), "a.xlsx"),
        Err(ReadRefusal::TooManyCells { limit: 2_000_000 })
    );
}

#[test]
fn forged_references_damage_nothing() {
    for row in [
        "<row r=\"99999999999\"></row>",
        "<row r=\"1\"><c r=\"A2097152\"><v>1</v></c></row>",
        "<row r=\"0\"><c><v>1</v></c></row>",
    ] {
        // Where overflow is not checked the forged number wraps, and no cell is left.
        let code = code(&handmade(&sheet_xml(row), None));
        assert!(["damaged", "no_sheet"].contains(&code), "{row}: {code}");
    }
}

#[test]
fn entities_and_links_are_not_followed() {
    let sheet = br#"<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY f SYSTEM "file:///etc/passwd">]><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>x&f;</t></is></c><c r="B1" t="inlineStr"><is><t>y&b;</t></is></c></row><row r="2"><c r="A2"><v>1</v></c></row></sheetData></worksheet>"#;
    match read_table(&handmade(sheet, None), "a.xlsx") {
        Ok(table) => assert!(!format!("{table:?}").contains("root:") && !format!("{table:?}").contains("aaaa")),
        Err(refusal) => assert_eq!(refusal, ReadRefusal::Damaged),
    }
}

#[test]
fn overlapping_merges_run_out_of_budget() {
    let mut rows = String::from(
        r#"<row r="1"><c r="A1" t="inlineStr"><is><t>部门</t></is></c><c r="B1" t="inlineStr"><is><t>事项名称</t></is></c></row>"#,
    );
    (2..3_000).for_each(|row| {
        rows.push_str(&format!(r#"<row r="{row}"><c r="A{row}"><v>1</v></c><c r="B{row}"><v>1</v></c></row>"#))
    });
    let merges: String = (2..3_000).map(|row| format!(r#"<mergeCell ref="A{row}:A2999"/>"#)).collect();
    let sheet = format!(
        r#"<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{rows}</sheetData><mergeCells>{merges}</mergeCells></worksheet>"#
    );
    assert_eq!(code(&handmade(sheet.as_bytes(), None)), "too_many_cells");
}
