//! Tables in the shapes offices give them: titles in two rows, sums, remarks,
//! hidden sheets, details, and the older formats.

use domain::catalogue::Column;
use papers::catalogue::{
    DetailColumn, DetailKind, Encoding, Kind, NoteKind, ReadOptions, ReadRefusal, RowShape, SkipReason, Table,
    map_columns, map_titles, other, preview_table, read_table, read_table_within,
};
use rust_xlsxwriter::{Format, Workbook};

use super::fixtures::{TITLES, small_csv, workbook, write_rows};

fn read_with(bytes: &[u8], name: &str, options: &ReadOptions) -> Result<Table, ReadRefusal> {
    read_table_within(bytes, name, options, &papers::catalogue::Limits::default())
}

fn said(table: &Table) -> Vec<String> {
    table.notes.iter().map(papers::catalogue::Note::sentence).collect()
}

const ITEMS_XLS: &[u8] = include_bytes!("../fixtures/items.xls");

#[test]
fn an_old_workbook_reads_like_a_new_one() {
    let table = read_table(ITEMS_XLS, "目录.xls").expect("an honest file");
    assert_eq!((table.kind, table.header_row, table.head.title_rows), (Kind::Xls, 3, 2));
    assert_eq!(
        table.header,
        ["部门", "事项名称", "事项编码", "事项类型", "承诺时限/数值", "承诺时限/单位", "生效日期"]
    );
    let numbers: Vec<u32> = table.rows.iter().map(|row| row.number).collect();
    assert_eq!(numbers, [4, 5, 7]);
    assert_eq!(table.rows[0].cells, ["县水务局", "取水许可（首次）", "511A01-1", "1", "20", "工作日", "2026-01-01"]);
    assert_eq!(table.rows[1].cells[..5], ["县水务局", "䶮𬭎㐱河道\n采砂许可", "000119003001", "1", "7.5"]);
    assert_eq!(table.rows[2].cells[2], "3.7E+30");
    let skipped: Vec<(u32, SkipReason)> = table.skipped.iter().map(|row| (row.row.number, row.why)).collect();
    assert_eq!(skipped, [(6, SkipReason::Total), (9, SkipReason::Footnote)]);
    let map = map_columns(&table.header);
    assert_eq!(map.refusal(), None);
    assert_eq!(map.text(&table.rows[0], Column::PromisedLimitUnit), Some("工作日"));
    assert_eq!(map.text(&table.rows[0], Column::PromisedLimit), Some("20"));

    let hidden = table.sheets.iter().find(|sheet| sheet.hidden).expect("one is hidden");
    assert_eq!((hidden.name.as_str(), hidden.read), ("代码", false));
    assert!(said(&table).iter().any(|line| line.starts_with("隐藏的工作表没有读：“代码”")), "{:?}", said(&table));
    let [materials] = table.details.as_slice() else { panic!("one sheet of details: {:?}", table.details) };
    assert_eq!((materials.kind, materials.sheet.as_str()), (DetailKind::Materials, "申请材料"));
    assert_eq!(materials.rows[0].code, "511A01-1");
    assert_eq!(materials.rows[0].cells[&DetailColumn::Name], "取水许可申请书");
    assert_eq!(materials.rows[0].cells[&DetailColumn::Copies], "2");
}

#[test]
fn an_old_workbook_that_spans_everything_is_refused() {
    let sparse = include_bytes!("../fixtures/sparse.xls");
    assert_eq!(read_table(sparse, "a.xls").expect_err("spans 16.7 million cells").code(), "too_many_cells");
}

/// Chains of sectors that run in a circle, lengths that are lies, and any byte changed.
#[test]
fn broken_old_workbooks_end_in_a_refusal() {
    let mut circle = ITEMS_XLS.to_vec();
    let table = u32::from_le_bytes([circle[76], circle[77], circle[78], circle[79]]) as usize;
    let start = (table + 1) * 512;
    for place in 0..128_usize {
        let next = u32::try_from(place).expect("is small").to_le_bytes();
        circle[start + 4 * place..start + 4 * place + 4].copy_from_slice(&next);
    }
    assert_eq!(read_table(&circle, "a.xls").expect_err("runs in a circle").code(), "damaged");
    for cut in [8, 100, 512, 600, 1_024, ITEMS_XLS.len() / 2] {
        assert_eq!(read_table(&ITEMS_XLS[..cut], "a.xls").expect_err("is cut").code(), "damaged", "{cut}");
    }
    for place in (0..ITEMS_XLS.len()).step_by(7) {
        let mut changed = ITEMS_XLS.to_vec();
        changed[place] ^= 0xFF;
        if let Ok(table) = read_table(&changed, "a.xls") {
            assert!(!table.rows.is_empty());
        }
    }
}

#[test]
fn titles_in_two_rows_of_a_new_workbook() {
    let plain = Format::new();
    let bytes = workbook(|sheet| {
        sheet.merge_range(0, 0, 0, 5, "某县政务服务事项目录", &plain).expect("made for this test");
        write_rows(sheet, 1, &[&["部门", "事项名称", "事项编码", "事项类型", "承诺时限", ""]]);
        write_rows(sheet, 2, &[&["", "", "", "", "数值", "单位"], &["县水务局", "取水", "A1", "1", "20", "工作日"]]);
        sheet.merge_range(1, 4, 1, 5, "承诺时限", &plain).expect("made for this test");
        sheet.merge_range(1, 0, 2, 0, "部门", &plain).expect("made for this test");
    });
    let table = read_table(&bytes, "a.xlsx").expect("an honest file");
    assert_eq!(table.header[4..], ["承诺时限/数值", "承诺时限/单位"]);
    assert_eq!((table.header_row, table.rows[0].number), (3, 4));
    assert_eq!(table.head.rows.len(), 3);
    assert!(said(&table).contains(&"表头有两行，列名读作“上行/下行”".to_owned()));
}

#[test]
fn repeated_titles_keep_both_columns() {
    let text = "部门,事项名称,事项编码,事项类型,办理地点,办理地点,备注,备注,备注\n局,名,码,1,甲,乙,一,二,三\n";
    let table = read_table(text.as_bytes(), "a.csv").expect("an honest file");
    assert_eq!(table.header[4..], ["办理地点", "办理地点(2)", "备注", "备注(2)", "备注(3)"]);
    assert_eq!(table.notes.iter().filter(|note| matches!(note.kind, NoteKind::SameTitle { .. })).count(), 2);
    let map = map_columns(&table.header);
    assert_eq!(map.repeated, [Column::Place]);
    assert_eq!(map.text(&table.rows[0], Column::Place), Some("甲"));
}

#[test]
fn full_width_codes_become_half_width_and_names_do_not() {
    let text = small_csv().replace("511A01-1", "５１１Ａ０１－１").replace("取水许可", "取水许可（１）");
    let table = read_table(text.as_bytes(), "a.csv").expect("an honest file");
    assert_eq!(table.rows[0].cells[1..3], ["取水许可（１）", "511A01-1"]);
    let note = table.notes.iter().find(|note| note.kind == NoteKind::FullWidth).expect("is said");
    assert_eq!((note.count, note.first_row), (1, Some(2)));
}

#[test]
fn the_best_sheet_is_read_and_the_clerk_may_choose_another() {
    let mut book = Workbook::new();
    let cover = book.add_worksheet().set_name("封面").expect("made for this test");
    write_rows(cover, 0, &[&["部门", "名称"], &["一", "二"], &["三", "四"]]);
    let main = book.add_worksheet().set_name("清单").expect("made for this test");
    write_rows(main, 0, &[&TITLES, &["局", "名", "码", "1"]]);
    let hidden = book.add_worksheet().set_name("旧").expect("made for this test");
    write_rows(hidden, 0, &[&TITLES, &["旧局", "旧名", "旧码", "1"]]);
    hidden.set_hidden(true);
    let faqs = book.add_worksheet().set_name("常见问题表").expect("made for this test");
    write_rows(faqs, 0, &[&["事项编码", "问题", "答案"], &["码", "要多久", "十天"], &["", "没有编码", "的"]]);
    let bytes = book.save_to_buffer().expect("made for this test");

    let table = read_table(&bytes, "a.xlsx").expect("an honest file");
    assert_eq!((table.sheet.as_deref(), table.rows[0].cells[0].as_str()), (Some("清单"), "局"));
    assert!(said(&table).contains(&"只读了工作表“清单”，没有读：“封面”".to_owned()), "{:?}", said(&table));
    assert!(said(&table).contains(&"另读了明细工作表：“常见问题表”".to_owned()), "{:?}", said(&table));
    assert_eq!(table.details[0].kind, DetailKind::Faqs);
    assert_eq!(table.details[0].rows.iter().map(|row| row.code.as_str()).collect::<Vec<_>>(), ["码", ""]);
    assert_eq!(table.details[0].rows[0].cells[&DetailColumn::Answer], "十天");

    let choose = |name: &str| ReadOptions { sheet: Some(name.to_owned()), ..ReadOptions::default() };
    let old = read_with(&bytes, "a.xlsx", &choose("旧")).expect("may be chosen");
    assert_eq!(old.rows[0].cells[0], "旧局");
    assert!(old.sheets.iter().any(|sheet| sheet.hidden && sheet.read));
    let missing = read_with(&bytes, "a.xlsx", &choose("新")).expect_err("there is none");
    assert_eq!(missing.to_string(), "没有名叫“新”的工作表，请在预览里重新选");
}

#[test]
fn the_clerk_may_choose_titles_and_encoding() {
    let text = "甲,乙\n部门,事项名称\n局,名\n";
    let at = |row| ReadOptions { header_row: Some(row), ..ReadOptions::default() };
    let table = read_with(text.as_bytes(), "a.csv", &at(1)).expect("an honest file");
    assert_eq!((table.header, table.rows.len()), (vec!["甲".to_owned(), "乙".to_owned()], 2));
    assert_eq!(read_with(text.as_bytes(), "a.csv", &at(7)), Err(ReadRefusal::NoSuchRow { row: 7 }));

    let gb = encoding_rs::GB18030.encode("部门,事项名称\n县水务局,取水\n").0;
    let by = |encoding| ReadOptions { encoding: Some(encoding), ..ReadOptions::default() };
    let forced = read_with(&gb, "a.csv", &by(Encoding::Gb18030)).expect("is GB18030");
    assert_eq!(forced.rows[0].cells[0], "县水务局");
    let wrong = read_with(&gb, "a.csv", &by(Encoding::Utf8)).expect_err("is not UTF-8");
    assert_eq!(wrong.to_string(), "按 UTF-8 读不通这份文件，请换一种编码");
    for encoding in Encoding::CHOICES {
        assert_eq!(Encoding::parse(encoding.word()), Some(encoding));
    }
}

#[test]
fn the_preview_shows_rows_as_they_stand_even_without_titles() {
    let preview = preview_table(ITEMS_XLS, "目录.xls", &ReadOptions::default()).expect("an honest file");
    assert_eq!((preview.header_row, preview.title_rows), (Some(2), 2));
    assert_eq!(preview.rows[0].cells, ["2026年政务服务事项目录"]);
    assert_eq!(preview.sheets.len(), 3);
    let untitled = preview_table(b"1,2\n3,4\n", "a.csv", &ReadOptions::default()).expect("is shown");
    assert_eq!((untitled.header_row, untitled.rows.len()), (None, 2));
    let long: String = (0..500).map(|n| format!("局,名{n}\n")).collect();
    let long = preview_table(format!("部门,名称\n{long}").as_bytes(), "a.csv", &ReadOptions::default());
    assert_eq!(long.expect("an honest file").rows.len(), 30);
    let gb = encoding_rs::GB18030.encode("部门,事项名称\n局,名\n").0;
    let shown = preview_table(&gb, "a.csv", &ReadOptions::default()).expect("an honest file");
    assert_eq!(shown.encoding, Encoding::Gb18030);
}

#[test]
fn separators_are_found_and_quotes_respected() {
    for separator in [",", ";", "\t"] {
        let text = "部门;事项名称;事项编码;事项类型\n@;\"他说\"\"好\"\"\";A1;1\n"
            .replace(';', separator)
            .replace('@', "\"县;水,务\t局\"");
        let table = read_table(text.as_bytes(), "a.csv").expect("an honest file");
        assert_eq!(table.rows[0].cells, ["县;水,务\t局", "他说\"好\"", "A1", "1"], "{separator:?}");
        assert_eq!(table.rows[0].shape, RowShape::Whole);
    }
}

#[test]
fn other_tables_are_found_by_their_own_titles() {
    let text = "2026年区划表,,\n部门,事项名称,事项编码\n区划代码（12位）,名称,层级\n990101001000,青河镇,乡级\n";
    let options = ReadOptions::for_table(other::DIVISIONS.known());
    let table = read_with(text.as_bytes(), "a.csv", &options).expect("an honest file");
    assert_eq!(table.header_row, 3);
    let map = map_titles(&table.header, &other::DIVISIONS);
    assert_eq!(map.refusal(), None);
    assert_eq!(map.text(&table.rows[0], other::DivisionColumn::Name), Some("青河镇"));
    assert_eq!(map.row(&table.rows[0]).len(), 3);
    let lacking = map_titles(&["名称".to_owned()], &other::DIVISIONS);
    assert_eq!(lacking.refusal().as_deref(), Some("表头缺少：区划代码，请补上列名再上传"));
}
