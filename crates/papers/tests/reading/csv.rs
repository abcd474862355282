//! csv as offices save it, and as nobody should.

use super::fixtures::{TITLES, small_csv};
use encoding_rs::GB18030;
use papers::catalogue::{
    Encoding, Kind, Limits, NoteKind, ReadOptions, ReadRefusal, RowShape, Table, read_table, read_table_within,
};

fn numbers(table: &Table) -> Vec<u32> {
    table.rows.iter().map(|row| row.number).collect()
}

fn note<'a>(table: &'a Table, kind: &NoteKind) -> Option<&'a papers::catalogue::Note> {
    table.notes.iter().find(|note| note.kind == *kind)
}

#[test]
fn every_usual_encoding_reads_the_same() {
    let text = small_csv();
    let utf16: Vec<u8> = "\u{FEFF}".encode_utf16().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let bare_le: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let bare_be: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let cases = [
        (text.clone().into_bytes(), Encoding::Utf8),
        (format!("\u{FEFF}{text}").into_bytes(), Encoding::Utf8Bom),
        (GB18030.encode(&text).0.into_owned(), Encoding::Gb18030),
        (utf16, Encoding::Utf16Le),
        (bare_le, Encoding::Utf16Le),
        (bare_be, Encoding::Utf16Be),
    ];
    for (bytes, encoding) in cases {
        let table = read_table(&bytes, "目录.csv").expect("made for this test");
        assert_eq!(table.encoding, encoding);
        assert_eq!(table.kind, Kind::Csv);
        assert_eq!(table.header, TITLES);
        assert_eq!(numbers(&table), [2, 3]);
        assert_eq!(table.rows[1].cells, ["县教体局", "学生资助政策咨询", "511C02-1", "20"]);
        assert!(table.notes.is_empty(), "{:?}", table.notes);
    }
}

#[test]
fn rare_characters_survive_gb18030() {
    // 䶮 is in the four-byte part, 𬭎 beyond the basic plane.
    let text = small_csv().replace("取水许可", "䶮𬭎㐱取水许可");
    let table = read_table(&GB18030.encode(&text).0, "a.csv").expect("made for this test");
    assert_eq!(table.rows[0].cells[1], "䶮𬭎㐱取水许可");
}

#[test]
fn row_numbers_are_those_of_the_spreadsheet() {
    let text = "\r\n2026年政务服务事项目录,,,\r\n\r\n部门,业务办理项名称,业务办理项编码,事项类型代码\r\n\
                县水务局,\"取水许可\r\n（首次）\",A1,1\r\n,,,\r\n\r\n\r\n县教体局,资助,A2,20\r\n";
    for ends in ["\r\n", "\n", "\r"] {
        let table = read_table(text.replace("\r\n", ends).as_bytes(), "a.csv").expect("made for this test");
        assert_eq!(table.header_row, 4);
        assert_eq!(numbers(&table), [5, 9]);
        assert_eq!(table.rows[0].cells[1], "取水许可\n（首次）");
        let above = note(&table, &NoteKind::RowsAboveHeader).expect("made for this test");
        assert_eq!((above.count, above.first_row), (1, Some(2)));
    }
}

#[test]
fn tabs_separate_too() {
    let text = small_csv().replace(',', "\t").replace("取水许可", "\"取水,许可\"");
    let table = read_table(text.as_bytes(), "a.txt").expect("made for this test");
    assert_eq!(table.rows[0].cells, ["县水务局", "取水,许可", "511A01-1", "1"]);
}

#[test]
fn ragged_rows_say_so_and_lose_nothing() {
    let text = format!("{}\n县水务局,取水许可\n局,名,称,1,2,3\n局,名,码,1,,\n", TITLES.join(","));
    let table = read_table(text.as_bytes(), "a.csv").expect("made for this test");
    assert_eq!(table.rows[0].shape, RowShape::Short { missing: 2 });
    assert_eq!(table.rows[0].cells, ["县水务局", "取水许可", "", ""]);
    assert_eq!(table.rows[1].shape, RowShape::Long { extra: 2 });
    assert_eq!(table.rows[1].cells.len(), 6);
    assert_eq!(table.rows[2].shape, RowShape::Whole);
    assert_eq!(table.rows[2].cells.len(), 4);
}

#[test]
fn damaged_and_invisible_text_is_noted() {
    let text = small_csv().replace("取水许可", "锟斤拷水许可").replace("资助", "资\u{202E}助\u{0}");
    let table = read_table(text.replace('\u{0}', "\u{7F}").as_bytes(), "a.csv").expect("made for this test");
    let damaged = note(&table, &NoteKind::DamagedText).expect("made for this test");
    assert_eq!((damaged.count, damaged.first_row), (1, Some(2)));
    assert!(damaged.sentence().contains("第 2 行"));
    assert_eq!(note(&table, &NoteKind::InvisibleCharacters).expect("made for this test").first_row, Some(3));
    assert_eq!(table.rows[1].cells[1], "学生资助政策咨询");
}

#[test]
fn what_is_not_a_table_is_refused_by_its_kind() {
    let gb = GB18030.encode("部门,名称\n局,名").0.into_owned();
    let cut = &gb[..gb.len() - 1];
    let cases: Vec<(Vec<u8>, &str)> = vec![
        (b"".to_vec(), "empty_file"),
        (b"\r\n \r\n,,\r\n".to_vec(), "empty_file"),
        ("\u{FEFF}".as_bytes().to_vec(), "empty_file"),
        (small_csv().lines().next().expect("made for this test").as_bytes().to_vec(), "only_header"),
        (b"1,2,3\n4,5,6\n".to_vec(), "no_header"),
        ("只有一列\n没有表头\n".as_bytes().to_vec(), "no_header"),
        (b"<html><table><tr><td>a</td></tr></table></html>".to_vec(), "web_page"),
        (b"<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY x \"y\">]><a>&x;</a>".to_vec(), "not_spreadsheet"),
        (b"%PDF-1.7\n1 0 obj".to_vec(), "not_spreadsheet"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec(), "not_spreadsheet"),
        (b"\xFF\xD8\xFF\xE0\0\x10JFIF".to_vec(), "not_spreadsheet"),
        (cut.to_vec(), "unknown_encoding"),
        (b"\xEF\xBB\xBFa,b\n\xC4\xE3,1\n".to_vec(), "unknown_encoding"),
    ];
    for (bytes, code) in cases {
        let refusal = read_table(&bytes, "a.csv").expect_err("must be refused");
        assert_eq!(refusal.code(), code, "{:?}", String::from_utf8_lossy(&bytes));
    }
}

#[test]
fn limits_hold() {
    let tiny = Limits { file_bytes: 100, cells: 6, cell_chars: 20, columns: 4, ..Limits::default() };
    let read = |text: &str| {
        read_table_within(text.as_bytes(), "a.csv", &ReadOptions::default(), &tiny).expect_err("must be refused")
    };
    let big = "部".repeat(40);
    assert_eq!(read(&big), ReadRefusal::TooLarge { bytes: 120, limit: 100 });
    assert_eq!(read("a,b\n1,2\n1,2\n1,2\n"), ReadRefusal::TooManyCells { limit: 6 });
    assert_eq!(read("a,b,c,d,e\n"), ReadRefusal::TooManyColumns { limit: 4 });
    let unclosed = "a,b\n1,\"2\n3,4\n5,6\n7,8\n9,10\n11,12\n";
    assert_eq!(read(unclosed), ReadRefusal::CellTooLong { row: 2, limit: 20 });
}

#[test]
fn sentences_are_short_and_clean() {
    const BANNED: [&str; 11] = [
        "非法",
        "无效的",
        "参数",
        "异常",
        "失败请重试",
        "请联系管理员",
        "网络繁忙",
        "null",
        "Error",
        "系统繁忙",
        "操作成功",
    ];
    let all = [
        ReadRefusal::EmptyFile,
        ReadRefusal::TooLarge { bytes: 24_536_678, limit: 20 << 20 },
        ReadRefusal::UnpacksTooLarge { limit: 200 << 20 },
        ReadRefusal::OverPacked { ratio: 100 },
        ReadRefusal::TooManyCells { limit: 2_000_000 },
        ReadRefusal::TooManyColumns { limit: 1_024 },
        ReadRefusal::CellTooLong { row: 18, limit: 32_767 },
        ReadRefusal::Encrypted,
        ReadRefusal::TooManyMerges { limit: 200_000 },
        ReadRefusal::TooSparse,
        ReadRefusal::WrongEncoding { label: "UTF-16（高位在前）".to_owned() },
        ReadRefusal::NoSuchSheet { name: "事项".to_owned() },
        ReadRefusal::NoSuchRow { row: 18 },
        ReadRefusal::BinaryWorkbook,
        ReadRefusal::WebPage,
        ReadRefusal::NotSpreadsheet,
        ReadRefusal::Damaged,
        ReadRefusal::UnknownEncoding,
        ReadRefusal::NoSheet,
        ReadRefusal::NoHeader,
        ReadRefusal::OnlyHeader { row: 1 },
        ReadRefusal::StoppedByLimits,
        ReadRefusal::ReaderNotStarted,
    ];
    for refusal in &all {
        let sentence = refusal.to_string();
        assert!(sentence.chars().count() <= 40, "{sentence}");
        assert!(BANNED.iter().all(|word| !sentence.contains(word)), "{sentence}");
    }
    assert_eq!(all[1].to_string(), "文件有 23.4 MB，最多 20 MB，请分成几份上传");
}

#[test]
fn the_real_catalogue_reads_whole() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data/county-catalogue-511602.csv");
    let Ok(bytes) = std::fs::read(path) else {
        testkit::skip("the county's catalogue is not beside the checkout");
        return;
    };
    let table = read_table(&bytes, "county-catalogue-511602.csv").expect("made for this test");
    assert_eq!(table.encoding, Encoding::Utf8Bom);
    assert_eq!(table.rows.len(), 1_135);
    assert_eq!(table.rows.last().expect("made for this test").number, 1_136);
    assert!(table.rows.iter().all(|row| row.shape == RowShape::Whole));
    assert!(table.notes.is_empty(), "{:?}", table.notes);
    let map = papers::catalogue::map_columns(&table.header);
    assert_eq!(map.refusal(), None);
    assert!(map.unknown.is_empty() && map.passed_over.is_empty() && map.repeated.is_empty());
    let departments: std::collections::BTreeSet<&str> =
        table.rows.iter().filter_map(|row| map.text(row, domain::catalogue::Column::Department)).collect();
    assert_eq!(departments.len(), 34);
}
