//! What goes out in our own shape comes back the same: template, export, refused rows.

use std::collections::BTreeMap;

use domain::catalogue::Column;
use papers::catalogue::{
    Detail, DetailColumn, DetailKind, DetailRow, NoteKind, ReadRefusal, SkipReason, items_xlsx, map_columns, marked,
    read_table, template_xlsx,
};
use proptest::prelude::*;

use super::fixtures::{small_csv, workbook, write_rows};

type Cells = BTreeMap<Column, String>;

fn back(bytes: &[u8]) -> (Vec<Cells>, Vec<Detail>) {
    let table = read_table(bytes, "导出.xlsx").expect("our own file");
    let map = map_columns(&table.header);
    assert_eq!(map.refusal(), None);
    assert!(map.unknown.is_empty() && map.repeated.is_empty() && map.passed_over.is_empty());
    (table.rows.iter().map(|row| map.row(row)).collect(), table.details)
}

#[test]
fn the_template_alone_holds_no_data_and_filled_it_holds_only_ours() {
    let bytes = template_xlsx(Column::ALL).expect("fits");
    assert_eq!(read_table(&bytes, "模板.xlsx"), Err(ReadRefusal::OnlyHeader { row: 1 }));
    // As the office does it: a row typed below the example.
    let mut parts = zip::ZipArchive::new(std::io::Cursor::new(&bytes)).expect("is a zip");
    let mut sheet = String::new();
    std::io::Read::read_to_string(&mut parts.by_name("xl/worksheets/sheet2.xml").expect("is there"), &mut sheet)
        .expect("is text");
    let filled = sheet.replace(
        "</sheetData>",
        r#"<row r="3"><c r="A3" t="inlineStr"><is><t>县教体局</t></is></c><c r="D3" t="inlineStr"><is><t>学生资助</t></is></c><c r="E3" t="inlineStr"><is><t>0001</t></is></c><c r="J3" t="inlineStr"><is><t>公共服务</t></is></c></row></sheetData>"#,
    );
    assert_ne!(filled, sheet);
    let names: Vec<String> = parts.file_names().map(|name| name.expect("is text").to_string()).collect();
    let mut out = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for name in names {
        let options = zip::write::SimpleFileOptions::default();
        out.start_file(name.as_str(), options).expect("made for this test");
        let mut part = Vec::new();
        std::io::Read::read_to_end(&mut parts.by_name(&name).expect("is there"), &mut part).expect("reads");
        let part = if name == "xl/worksheets/sheet2.xml" { filled.as_bytes() } else { &part };
        std::io::Write::write_all(&mut out, part).expect("made for this test");
    }
    let filled = out.finish().expect("made for this test").into_inner();
    let table = read_table(&filled, "模板.xlsx").expect("an honest file");
    assert_eq!(table.header.len(), Column::ALL.len());
    assert_eq!((table.rows.len(), table.rows[0].number), (1, 3));
    assert_eq!(table.skipped.iter().map(|row| row.why).collect::<Vec<_>>(), [SkipReason::Example]);
    let kinds: Vec<&NoteKind> = table.notes.iter().map(|note| &note.kind).collect();
    assert!(matches!(kinds[..], [NoteKind::DetailSheets { .. }, NoteKind::Examples]), "{kinds:?}");
    let map = map_columns(&table.header);
    assert_eq!(map.text(&table.rows[0], Column::Code), Some("0001"));
}

#[test]
fn the_template_has_text_columns_choices_and_marks() {
    let bytes = template_xlsx(&[Column::OnlineDepth]).expect("fits");
    let mut parts = zip::ZipArchive::new(std::io::Cursor::new(&bytes)).expect("is a zip");
    let mut sheet = String::new();
    std::io::Read::read_to_string(&mut parts.by_name("xl/worksheets/sheet2.xml").expect("is there"), &mut sheet)
        .expect("is text");
    assert!(sheet.contains("<dataValidation "), "{sheet}");
    assert!(sheet.contains("Ⅰ,Ⅱ,Ⅲ,Ⅳ"));
    let columns: Vec<&str> = sheet.split("<col ").skip(1).collect();
    assert!(columns.iter().all(|column| column.contains(" style=")), "each column has a format");
    assert!(columns.iter().any(|column| column.contains("max=\"5\"")), "to the last of five");
    let mut styles = String::new();
    std::io::Read::read_to_string(&mut parts.by_name("xl/styles.xml").expect("is there"), &mut styles)
        .expect("is text");
    assert!(styles.contains("numFmtId=\"49\""), "49 is the text format (ECMA-376, 18.8.30)");
    assert!(!sheet.contains("<f>"));
}

#[test]
fn refused_rows_come_back_as_the_same_sheet() {
    let plain = rust_xlsxwriter::Format::new();
    let bytes = workbook(|sheet| {
        sheet.set_name("事项").expect("made for this test");
        sheet.merge_range(0, 0, 0, 5, "某县目录", &plain).expect("made for this test");
        write_rows(sheet, 2, &[&["部门", "事项名称", "事项编码", "事项类型", "承诺时限", ""]]);
        write_rows(sheet, 3, &[&["", "", "", "", "数值", "单位"]]);
        sheet.merge_range(2, 4, 2, 5, "承诺时限", &plain).expect("made for this test");
        for column in 0..4 {
            let text = ["部门", "事项名称", "事项编码", "事项类型"][usize::from(column)];
            sheet.merge_range(2, column, 3, column, text, &plain).expect("made for this test");
        }
        write_rows(
            sheet,
            4,
            &[
                &["局", "一", "=1+1", "1", "20", "工作日"],
                &["局", "二", "000123", "许可证", "5", "自然日"],
                &["局", "三", "A3", "1", "", "", "多出的"],
                &["小计", "3"],
            ],
        );
    });
    let table = read_table(&bytes, "a.xlsx").expect("an honest file");
    let reasons = BTreeMap::from([(6, "事项类型“许可证”不认识".to_owned()), (7, "右边多出一格".to_owned())]);
    let out = marked(&table, &reasons).expect("fits");
    let again = read_table(&out, "退回.xlsx").expect("our own file");
    // The top is as it stood, our two columns are passed over, and only those rows are there.
    assert_eq!(again.header, table.header);
    assert_eq!((again.header_row, again.head.title_rows), (4, 2));
    assert_eq!(again.head.rows[0].cells[0], "某县目录");
    assert_eq!(again.rows.len(), 2);
    assert_eq!(again.rows[0].cells, table.rows[1].cells);
    assert_eq!(again.rows[1].cells.iter().rfind(|cell| !cell.is_empty()).map(String::as_str), Some("多出的"));
    assert_eq!(again.sheet.as_deref(), Some("事项"));
    // And what the office sees in it.
    let mut seen = calamine::open_workbook_from_rs::<calamine::Xlsx<_>, _>(std::io::Cursor::new(&out)).expect("opens");
    let range = calamine::Reader::worksheet_range(&mut seen, "事项").expect("is there");
    let row: Vec<String> = range.rows().nth(4).expect("first refused row").iter().map(ToString::to_string).collect();
    assert_eq!(row.last().map(String::as_str), Some("事项类型“许可证”不认识"));
    assert_eq!(row[row.len() - 2], "6");
    assert_eq!(row[2], "000123");
    let titles: Vec<String> = range.rows().nth(2).expect("titles").iter().map(ToString::to_string).collect();
    assert_eq!(titles[titles.len() - 2..], ["原行号", "退回原因"]);
}

#[test]
fn refused_rows_of_a_csv_come_back_as_a_workbook() {
    let table = read_table(small_csv().as_bytes(), "a.csv").expect("an honest file");
    let out = marked(&table, &BTreeMap::from([(3, "=缺编码".to_owned())])).expect("fits");
    let again = read_table(&out, "退回.xlsx").expect("our own file");
    assert_eq!(again.header, table.header);
    assert_eq!(again.rows[0].cells, table.rows[1].cells);
}

/// Text as an office may have it: line breaks, leading zeros, long codes, what looks
/// like a formula, emoji, rare characters. Not blank, not blank at its ends, without
/// what every reader takes out, and not a code in full width, which is made half-width.
fn cell() -> impl Strategy<Value = String> {
    prop_oneof![
        "[0-9]{31}",
        "0[0-9]{5}",
        Just("=1+1".to_owned()),
        Just("+86 0817".to_owned()),
        Just("'=x".to_owned()),
        Just("_x000D_".to_owned()),
        Just("😀👨‍👩‍👧 𬭎䶮㐱𠮷".to_owned()),
        Just("<b>&amp;\"</b>".to_owned()),
        Just("3.7E+30".to_owned()),
        "[一-龥]{1,8}\n[一-龥]{1,8}",
        "[ -~]{1,12}[一-龥]{0,4}",
    ]
    .prop_map(|text| text.trim().to_owned())
    .prop_filter("is not blank", |text| !text.is_empty())
}

fn item() -> impl Strategy<Value = Cells> {
    let required = prop::collection::vec(cell(), Column::REQUIRED.len());
    let more = prop::collection::btree_map(prop::sample::select(Column::ALL.to_vec()), cell(), 0..6);
    (required, more).prop_map(|(required, mut cells)| {
        cells.extend(Column::REQUIRED.into_iter().zip(required));
        cells
    })
}

fn detail(kind: DetailKind) -> impl Strategy<Value = Detail> {
    let columns: Vec<DetailColumn> =
        kind.titles().entries.iter().map(|(c, _)| *c).filter(|c| *c != DetailColumn::Code).collect();
    let row = (cell(), cell(), prop::collection::btree_map(prop::sample::select(columns), cell(), 0..5));
    prop::collection::vec(row, 1..4).prop_map(move |rows| Detail {
        kind,
        sheet: kind.label().to_owned(),
        rows: (2..)
            .zip(rows)
            .map(|(number, (code, name, mut cells))| {
                cells.insert(DetailColumn::Name, name);
                DetailRow { number, code, cells }
            })
            .collect(),
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn items_go_out_and_come_back(
        items in prop::collection::vec(item(), 1..6),
        materials in detail(DetailKind::Materials),
        steps in detail(DetailKind::Steps),
    ) {
        let details = vec![materials, steps];
        let bytes = items_xlsx(Column::ALL, &items, &details).expect("fits");
        let (read, read_details) = back(&bytes);
        prop_assert_eq!(read, items);
        prop_assert_eq!(read_details, details);
    }
}
