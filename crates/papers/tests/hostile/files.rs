//! Files made to hurt whoever opens them. Each is refused for what it is, soon,
//! and within little memory.

use std::io::{Cursor, Write};

use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

const TYPES: &str = r#"<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>"#;
const RELS: &str = r#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
const BOOK: &str = r#"<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Sheet1" sheetId="1" r:id="r1"/></sheets></workbook>"#;
const BOOK_RELS: &str = r#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" Target="sharedStrings.xml"/><Relationship Id="r3" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>"#;
const TITLES: &str = r#"<row r="1"><c r="A1" t="inlineStr"><is><t>部门</t></is></c><c r="B1" t="inlineStr"><is><t>事项名称</t></is></c></row>"#;

/// All of them, with a name for the report.
pub(super) fn files() -> Vec<(String, Vec<u8>)> {
    let mut files = Vec::new();
    files.extend(sheets());
    files.extend(strings_and_styles());
    files.extend(containers());
    files.extend(texts());
    files.extend(old_workbooks());
    let alone = files.iter().map(|(name, bytes)| ((*name).to_owned(), bytes.clone()));
    // A photograph beside the bomb makes the whole look less packed.
    let beside =
        files.iter().filter_map(|(name, bytes)| Some((format!("{name}, beside a photograph"), beside(bytes)?)));
    alone.chain(beside).collect()
}

fn beside(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut chance = 1_u64;
    let photograph: Vec<u8> = std::iter::repeat_with(|| {
        // Knuth's constants; what matters is that it does not compress.
        chance = chance.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (chance >> 56) as u8
    })
    .take(4 << 20)
    .collect();
    let mut zip = ZipWriter::new_append(Cursor::new(bytes.to_vec())).ok()?;
    zip.start_file("xl/media/photograph.jpg", SimpleFileOptions::default()).expect("made for this test");
    zip.write_all(&photograph).expect("made for this test");
    Some(zip.finish().expect("made for this test").into_inner())
}

type Files = Vec<(&'static str, Vec<u8>)>;

fn sheets() -> Files {
    let filled = format!("{TITLES}{}", "<row><c><v>1</v></c><c><v>2</v></c></row>".repeat(1 << 20));
    let sparse: String = (2..4_000).map(|r| format!(r#"<row r="{r}"><c r="ALL{r}"><v>1</v></c></row>"#)).collect();
    let merges: String = (2..300_000).map(|r| format!(r#"<mergeCell ref="A{r}:A{}"/>"#, r + 1)).collect();
    let inline = format!("<c t=\"inlineStr\"><is><t>{}</t></is></c>", "x".repeat(500_000));
    let runs = "<r><t>abcdefgh</t></r>".repeat(1 << 20);
    vec![
        ("64 MiB of blanks", sheet(&" ".repeat(64 << 20))),
        ("two million repeated cells", sheet(&filled)),
        ("a million columns", sheet(&format!(r#"{TITLES}<row r="2"><c r="BDWGN2"><v>1</v></c></row>"#))),
        ("a column beyond counting", sheet(&format!(r#"{TITLES}<row r="2"><c r="ZZZZZZZZ2"><v>1</v></c></row>"#))),
        ("a row beyond counting", sheet(&format!(r#"{TITLES}<row r="2"><c r="A99999999999"><v>1</v></c></row>"#))),
        ("a thousand columns in each of four thousand rows", sheet(&format!("{TITLES}{sparse}"))),
        ("a row of two million cells", sheet(&format!("<row r=\"1\">{}</row>", "<c><v>1</v></c>".repeat(2 << 20)))),
        ("tags a million deep", sheet(&"<a>".repeat(1 << 20))),
        ("tags deep behind quoted ends", sheet(&"<a b=\"/>\">".repeat(1 << 18))),
        ("an attribute of 8 MiB", sheet(&format!("<row r=\"{}\"></row>", "1".repeat(8 << 20)))),
        ("a comment of 8 MiB", sheet(&format!("<!--{}-->", "x".repeat(8 << 20)))),
        ("300,000 merges", sheet_and(TITLES, &format!("<mergeCells>{merges}</mergeCells>"))),
        ("cells of 500,000 characters", sheet(&format!("{TITLES}<row r=\"2\">{}</row>", inline.repeat(40)))),
        ("one cell in a million runs", sheet(&format!("{TITLES}<row r=\"2\"><c t=\"inlineStr\"><is>{runs}</is></c></row>"))),
        ("a billion laughs", workbook(&[("xl/worksheets/sheet1.xml", laughs(9).as_bytes())])),
        ("one long entity many times", workbook(&[("xl/worksheets/sheet1.xml", quadratic().as_bytes())])),
        ("an entity from a file", workbook(&[("xl/worksheets/sheet1.xml", b"<!DOCTYPE w [<!ENTITY f SYSTEM \"file:///etc/passwd\">]><worksheet><sheetData><row><c t=\"inlineStr\"><is><t>&f;</t></is></c></row></sheetData></worksheet>")])),
        ("a sheet that never ends", workbook(&[("xl/worksheets/sheet1.xml", b"<worksheet><sheetData><row><c><v>1")])),
    ]
}

fn laughs(levels: usize) -> String {
    let mut types = String::from("<!ENTITY l0 \"ha\">");
    for level in 1..levels {
        let below = format!("&l{};", level - 1).repeat(10);
        types.push_str(&format!("<!ENTITY l{level} \"{below}\">"));
    }
    format!(
        "<!DOCTYPE w [{types}]><worksheet><sheetData><row><c t=\"inlineStr\"><is><t>&l{};</t></is></c></row></sheetData></worksheet>",
        levels - 1
    )
}

fn quadratic() -> String {
    format!(
        "<!DOCTYPE w [<!ENTITY a \"{}\">]><worksheet><sheetData><row><c t=\"inlineStr\"><is><t>{}</t></is></c></row></sheetData></worksheet>",
        "a".repeat(100_000),
        "&a;".repeat(100_000)
    )
}

fn strings_and_styles() -> Files {
    let strings = |xml: String| {
        workbook(&[("xl/worksheets/sheet1.xml", plain(TITLES).as_bytes()), ("xl/sharedStrings.xml", xml.as_bytes())])
    };
    let styles = |xml: String| {
        workbook(&[("xl/worksheets/sheet1.xml", plain(TITLES).as_bytes()), ("xl/styles.xml", xml.as_bytes())])
    };
    let used = format!("{TITLES}{}", "<row><c t=\"s\"><v>1</v></c></row>".repeat(900_000));
    let both = workbook(&[
        ("xl/worksheets/sheet1.xml", plain(&used).as_bytes()),
        ("xl/sharedStrings.xml", format!("<sst>{}</sst>", "<si><t>x</t></si>".repeat(900_000)).as_bytes()),
    ]);
    vec![
        ("five million empty strings", strings(format!("<sst>{}</sst>", "<si><t/></si>".repeat(5 << 20)))),
        ("strings no cell uses", strings(format!("<sst>{}</sst>", "<si><t>x</t></si>".repeat(900_000)))),
        ("as many strings as repeated cells", both),
        (
            "a promise of four billion strings",
            strings("<sst uniqueCount=\"4000000000\"><si><t>a</t></si></sst>".to_owned()),
        ),
        ("one string of 40 MiB", strings(format!("<sst><si><t>{}</t></si></sst>", "x".repeat(40 << 20)))),
        (
            "one string in two million runs",
            strings(format!("<sst><si>{}</si></sst>", "<r><t>ab</t></r>".repeat(2 << 20))),
        ),
        (
            "a million formats",
            styles(format!("<styleSheet><cellXfs>{}</cellXfs></styleSheet>", "<xf/>".repeat(1 << 20))),
        ),
        ("a million fonts", styles(format!("<styleSheet><fonts>{}</fonts></styleSheet>", "<font/>".repeat(1 << 20)))),
        ("styles of 60 MiB", styles(format!("<styleSheet>{}</styleSheet>", "<dxf/>".repeat(10 << 20)))),
    ]
}

fn containers() -> Files {
    let honest =
        workbook(&[("xl/worksheets/sheet1.xml", plain(&format!("{TITLES}<row><c><v>1</v></c></row>")).as_bytes())]);
    let crowd: Vec<(String, Vec<u8>)> = (0..60_000).map(|n| (format!("{n}"), Vec::new())).collect();
    let mut crowd: Vec<(&str, &[u8])> = crowd.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    crowd.push(("xl/workbook.xml", BOOK.as_bytes()));
    let listed: String = (0..50_000).map(|n| format!("<sheet name=\"s{n}\" sheetId=\"{n}\" r:id=\"r1\"/>")).collect();
    let many = format!(
        "<workbook xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets>{listed}</sheets></workbook>"
    );
    let inner = archive(&[("a", &vec![0; 32 << 20])]);
    vec![
        ("a workbook cut in half", honest[..honest.len() / 2].to_vec()),
        ("a workbook without its directory", honest[..honest.len() - 40].to_vec()),
        ("sixty thousand parts", archive(&crowd)),
        (
            "fifty thousand sheets",
            archive(&[("xl/workbook.xml", many.as_bytes()), ("xl/_rels/workbook.xml.rels", BOOK_RELS.as_bytes())]),
        ),
        ("a zip in a zip", archive(&[("inner.zip", &inner), ("xl/workbook.xml", BOOK.as_bytes())])),
        ("names that climb out", archive(&[("../../../etc/passwd", b"x"), ("xl/workbook.xml", BOOK.as_bytes())])),
        (
            "a picture of zeros",
            archive(&[("xl/workbook.xml", BOOK.as_bytes()), ("xl/media/image1.png", &vec![0; 190 << 20])]),
        ),
        ("a document", archive(&[("word/document.xml", b"<w/>"), ("[Content_Types].xml", TYPES.as_bytes())])),
    ]
}

fn texts() -> Files {
    const SIZE: usize = 20 << 20;
    let repeated = |text: &str| text.repeat(SIZE / text.len());
    vec![
        ("one line of 20 MiB", repeated("x").into_bytes()),
        ("one Chinese line of 20 MiB", repeated("县").into_bytes()),
        ("20 MiB of commas", repeated(",").into_bytes()),
        ("20 MiB of quotation marks", repeated("\"").into_bytes()),
        (
            "a quotation mark never closed",
            format!("部门,事项名称\n\"{}", repeated("a,b\n")).into_bytes()[..SIZE].to_vec(),
        ),
        ("20 MiB of line ends", repeated("\n").into_bytes()),
        ("20 MiB of returns", repeated("\r").into_bytes()),
        ("ten million rows", format!("部门,事项名称\n{}", repeated("a\n")).into_bytes()[..SIZE].to_vec()),
        ("five million rows of two", format!("部门,事项名称\n{}", repeated("a,b\n")).into_bytes()[..SIZE].to_vec()),
        ("20 MiB of quoted line ends", repeated("\"\n\",").into_bytes()),
        ("20 MiB of zeros", vec![0; SIZE]),
        ("20 MiB of 0xFF", vec![0xFF; SIZE]),
        ("20 MiB of half characters", vec![0x81; SIZE]),
        ("20 MiB of four-byte characters", [0x81, 0x30, 0x81, 0x30].repeat(SIZE / 4)),
        ("20 MiB of UTF-16", [0xFF, 0xFE].into_iter().chain([0x01, 0x4E].into_iter().cycle().take(SIZE - 2)).collect()),
        ("a web page", format!("<html><table>{}", repeated("<tr><td>1</td>")).into_bytes()[..SIZE].to_vec()),
        ("mark-up with entities", b"<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY x \"y\">]><a>&x;</a>".to_vec()),
    ]
}

const OLD: &[u8] = include_bytes!("../fixtures/items.xls");

fn old_workbooks() -> Files {
    let table = 512 * (1 + u32::from_le_bytes([OLD[76], OLD[77], OLD[78], OLD[79]]) as usize);
    let mut circle = OLD.to_vec();
    for place in 0..128_u8 {
        circle[table + 4 * usize::from(place)..][..4].copy_from_slice(&u32::from(place).to_le_bytes());
    }
    let mut lists = OLD.to_vec();
    // The list of tables begins at sector 0 and, sector by sector, leads back to it.
    lists[68..72].copy_from_slice(&0_u32.to_le_bytes());
    lists[512 + 508..512 + 512].copy_from_slice(&0_u32.to_le_bytes());
    let mut spans = OLD.to_vec();
    let place = spans.windows(4).position(|window| window == [0x00, 0x02, 0x0E, 0x00]).expect("has DIMENSIONS");
    spans[place + 4..][..12].copy_from_slice(&[0, 0, 0, 0, 0xFF, 0xFF, 0, 0, 0, 0, 0, 1]);
    let mut backwards = OLD.to_vec();
    backwards[place + 4..][..12].copy_from_slice(&[9, 0, 0, 0, 1, 0, 0, 0, 9, 0, 1, 0]);
    let mut long = OLD.to_vec();
    long.resize(20 << 20, 0);
    long[table..table + 4].copy_from_slice(&7_u32.to_le_bytes());
    let mut encrypted = OLD.to_vec();
    let bof = encrypted.windows(4).position(|window| window == [0x09, 0x08, 0x10, 0x00]).expect("has BOF");
    // FILEPASS with a kind of encryption, right behind the first record.
    encrypted[bof + 20..bof + 26].copy_from_slice(&[0x2F, 0x00, 0x02, 0x00, 0x01, 0x00]);
    vec![
        ("sectors in a circle", circle),
        ("tables of sectors in a circle", lists),
        ("two cells that span sixteen million", include_bytes!("../fixtures/sparse.xls").to_vec()),
        ("a sheet that says it spans sixteen million", spans),
        ("a sheet that spans backwards", backwards),
        ("an old workbook with a password", encrypted),
        ("an old workbook cut short", OLD[..1_500].to_vec()),
        ("20 MiB behind a broken chain", long),
        ("only the first eight bytes", OLD[..8].to_vec()),
        ("an old workbook of six million empty strings", old_with(&strings_of(6_000_000, &[0, 0, 0]))),
        ("half a million strings of one letter", old_with(&strings_of(500_000, &[1, 0, 0, b'x']))),
        ("cells at both edges of 65,536 rows", old_with(&spread())),
    ]
}

/// Records of a table of strings, each as long as a record can be.
fn strings_of(count: usize, one: &[u8]) -> Vec<u8> {
    let mut records = Vec::new();
    let mut left = count;
    let mut kind = 0x00FC_u16;
    while left > 0 {
        let here = left.min(8_000 / one.len());
        let head: &[u8] = if kind == 0x00FC { &[0; 8] } else { &[] };
        let length = u16::try_from(head.len() + here * one.len()).expect("fits a record");
        records.extend(kind.to_le_bytes().into_iter().chain(length.to_le_bytes()));
        records.extend(head);
        records.extend(one.repeat(here));
        (left, kind) = (left - here, 0x003C);
    }
    records
}

/// One number in each of 65,536 rows, in turn in the first and the last column.
fn spread() -> Vec<u8> {
    let cell = |row: u16| {
        let column: u16 = if row.is_multiple_of(2) { 0 } else { 255 };
        let head = [0x7E, 0x02, 10, 0].into_iter().chain(row.to_le_bytes()).chain(column.to_le_bytes());
        head.chain([0, 0, 0, 0, 0, 0]).collect::<Vec<u8>>()
    };
    (0..=u16::MAX).flat_map(cell).collect()
}

/// The smallest file system that holds one stream, its table of sectors in as many
/// sectors as it needs.
fn old_with(records: &[u8]) -> Vec<u8> {
    let mut stream = vec![0x09, 0x08, 16, 0, 0, 6, 5, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
    stream.extend(records);
    stream.extend([0x0A, 0, 0, 0]);
    stream.resize(stream.len().max(4_096).next_multiple_of(512), 0);
    let length = u32::try_from(stream.len()).expect("is small");
    let (body, tables) = (length / 512, (length / 512 + 400) / 128 + 1);
    let mut header = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1].to_vec();
    header.resize(512, 0);
    header[26..34].copy_from_slice(&[3, 0, 0xFE, 0xFF, 9, 0, 6, 0]);
    // Sector 0 lists what exists; then come the lists of tables, the tables, the stream.
    let lists = tables.saturating_sub(109).div_ceil(127);
    let put = |at: &mut [u8], place: usize, value: u32| at[place..place + 4].copy_from_slice(&value.to_le_bytes());
    put(&mut header, 44, tables);
    put(&mut header, 60, 0xFFFF_FFFE);
    put(&mut header, 68, if lists > 0 { 1 } else { 0xFFFF_FFFE });
    let first_table = 1 + lists;
    for place in 0..109 {
        let table = if place < tables { first_table + place } else { 0xFFFF_FFFF };
        put(&mut header, 76 + 4 * place as usize, table);
    }
    let first_body = first_table + tables;
    let mut directory = vec![0; 512];
    for (at, (name, kind, start, length)) in
        [("Root Entry", 5, 0xFFFF_FFFE, 0), ("Workbook", 2, first_body, length)].into_iter().enumerate()
    {
        let entry = &mut directory[128 * at..128 * (at + 1)];
        for (place, unit) in name.encode_utf16().enumerate() {
            entry[2 * place..2 * place + 2].copy_from_slice(&unit.to_le_bytes());
        }
        entry[66] = kind;
        put(entry, 116, start);
        put(entry, 120, length);
    }
    let mut more = Vec::new();
    for list in 0..lists {
        for place in 0..127 {
            let table = 109 + list * 127 + place;
            more.extend(if table < tables { first_table + table } else { 0xFFFF_FFFF }.to_le_bytes());
        }
        more.extend(if list + 1 < lists { 2 + list } else { 0xFFFF_FFFE }.to_le_bytes());
    }
    let mut table = vec![0xFFFF_FFFE_u32];
    table.extend(vec![0xFFFF_FFFC; lists as usize]);
    table.extend(vec![0xFFFF_FFFD; tables as usize]);
    table.extend((1..body).map(|place| first_body + place));
    table.push(0xFFFF_FFFE);
    table.resize(tables as usize * 128, 0xFFFF_FFFF);
    let table: Vec<u8> = table.into_iter().flat_map(u32::to_le_bytes).collect();
    [header, directory, more, table, stream].concat()
}

fn plain(rows: &str) -> String {
    format!(
        r#"<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{rows}</sheetData></worksheet>"#
    )
}

fn sheet(rows: &str) -> Vec<u8> {
    workbook(&[("xl/worksheets/sheet1.xml", plain(rows).as_bytes())])
}

fn sheet_and(rows: &str, behind: &str) -> Vec<u8> {
    let xml = format!(
        r#"<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{rows}</sheetData>{behind}</worksheet>"#
    );
    workbook(&[("xl/worksheets/sheet1.xml", xml.as_bytes())])
}

fn workbook(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut all: Vec<(&str, &[u8])> = vec![
        ("[Content_Types].xml", TYPES.as_bytes()),
        ("_rels/.rels", RELS.as_bytes()),
        ("xl/workbook.xml", BOOK.as_bytes()),
        ("xl/_rels/workbook.xml.rels", BOOK_RELS.as_bytes()),
    ];
    all.extend(parts);
    archive(&all)
}

fn archive(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for (name, bytes) in parts {
        zip.start_file(*name, options).expect("made for this test");
        zip.write_all(bytes).expect("made for this test");
    }
    zip.finish().expect("made for this test").into_inner()
}
