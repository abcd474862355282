use std::io::{Cursor, Write as _};

use domain::base::FileKind;
use flate2::{Compression, write::ZlibEncoder};
use zip::{ZipWriter, write::SimpleFileOptions};

use super::{FileLimits, FileRefusal, look_here};

fn kind(bytes: &[u8]) -> Result<FileKind, FileRefusal> {
    look_here(bytes.to_vec(), &FileLimits::default()).map(|s| s.kind)
}

fn segment(marker: u8, content: &[u8]) -> Vec<u8> {
    let mut out = vec![0xff, marker];
    out.extend(u16::try_from(content.len() + 2).unwrap().to_be_bytes());
    out.extend(content);
    out
}

/// A JPEG of that size with a camera's notes: the place, a comment, and which way is up.
fn jpeg(width: u16, height: u16) -> Vec<u8> {
    let mut out = vec![0xff, 0xd8];
    out.extend(segment(0xe0, b"JFIF\0\x01\x01\0\0\x01\0\x01\0\0"));
    let mut notes = b"Exif\0\0II*\0\x08\0\0\0\x02\0".to_vec();
    notes.extend([0x12, 0x01, 3, 0, 1, 0, 0, 0, 6, 0, 0, 0]);
    notes.extend([0x25, 0x88, 4, 0, 1, 0, 0, 0, 0x26, 0, 0, 0]);
    notes.extend(b"\0\0\0\0GPS 30.2741N 120.1551E");
    out.extend(segment(0xe1, &notes));
    out.extend(segment(0xfe, "张三拍摄".as_bytes()));
    out.extend(segment(0xdb, &[0; 65]));
    let mut frame = vec![8];
    frame.extend(height.to_be_bytes());
    frame.extend(width.to_be_bytes());
    frame.extend([1, 1, 0x11, 0]);
    out.extend(segment(0xc0, &frame));
    out.extend(segment(0xda, &[1, 1, 0, 0, 63, 0]));
    out.extend([0x12, 0xff, 0x00, 0x34, 0xff, 0xd0, 0x56]);
    out.extend([0xff, 0xd9]);
    out
}

fn chunk(kind: &[u8; 4], content: &[u8]) -> Vec<u8> {
    let mut out = u32::try_from(content.len()).unwrap().to_be_bytes().to_vec();
    out.extend(kind);
    out.extend(content);
    out.extend([0; 4]);
    out
}

fn png(width: u32, height: u32, more: &[u8]) -> Vec<u8> {
    let mut out = b"\x89PNG\r\n\x1a\n".to_vec();
    let head: Vec<u8> =
        [width.to_be_bytes(), height.to_be_bytes()].concat().into_iter().chain([8, 6, 0, 0, 0]).collect();
    out.extend(chunk(b"IHDR", &head));
    out.extend(more);
    out.extend(chunk(b"IDAT", &[1, 2, 3]));
    out.extend(chunk(b"IEND", &[]));
    out
}

fn webp(chunks: &[(&[u8; 4], &[u8])]) -> Vec<u8> {
    let mut body = b"WEBP".to_vec();
    for (kind, content) in chunks {
        body.extend(*kind);
        body.extend(u32::try_from(content.len()).unwrap().to_le_bytes());
        body.extend(*content);
        body.extend(std::iter::repeat_n(0, content.len() % 2));
    }
    let mut out = b"RIFF".to_vec();
    out.extend(u32::try_from(body.len()).unwrap().to_le_bytes());
    out.extend(body);
    out
}

fn pdf(objects: &str) -> Vec<u8> {
    format!("%PDF-1.7\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n{objects}\ntrailer <</Root 1 0 R>>\n%%EOF\n")
        .into_bytes()
}

/// A PDF whose objects are packed, as every newer program writes them.
fn packed_pdf(objects: &str) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(objects.as_bytes()).unwrap();
    let packed = encoder.finish().unwrap();
    let mut out = b"%PDF-1.7\n5 0 obj\n<</Type/ObjStm/N 1/First 4/Filter/FlateDecode>>\nstream\r\n".to_vec();
    out.extend(packed);
    out.extend(b"\nendstream\nendobj\n%%EOF");
    out
}

fn package(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(content.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

const TYPES: (&str, &str) = ("[Content_Types].xml", "<Types/>");

fn docx(more: &[(&str, &str)], text: &str) -> Vec<u8> {
    let body = format!("<w:document><w:body><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:body></w:document>");
    let mut parts = vec![TYPES, ("word/document.xml", body.as_str())];
    parts.extend(more);
    package(&parts)
}

fn has(bytes: &[u8], word: &[u8]) -> bool {
    bytes.windows(word.len()).any(|w| w == word)
}

#[test]
fn a_photo_loses_its_notes_and_stays_upright() {
    let before = jpeg(4_000, 3_000);
    let seen = look_here(before.clone(), &FileLimits::default()).unwrap();
    assert_eq!(seen.kind, FileKind::Jpeg);
    assert!(has(&before, b"GPS") && !has(&seen.bytes, b"GPS"));
    assert!(!has(&seen.bytes, "张三".as_bytes()));
    assert!(has(&seen.bytes, b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06"), "which way is up");
    assert!(has(&seen.bytes, &[0x12, 0xff, 0x00, 0x34, 0xff, 0xd0, 0x56, 0xff, 0xd9]), "the scan as it was");
    // Once more changes nothing.
    let again = look_here(seen.bytes.clone(), &FileLimits::default()).unwrap();
    assert_eq!(again.bytes, seen.bytes);
}

#[test]
fn what_follows_a_picture_is_cut_off() {
    let tail = package(&[("run.js", "alert(1)")]);
    for picture in [jpeg(10, 10), png(10, 10, &[]), webp(&[(b"VP8L", &[0x2f, 9, 0, 0, 0])])] {
        let clean = look_here(picture.clone(), &FileLimits::default()).unwrap().bytes;
        let two_in_one = [picture, tail.clone()].concat();
        assert_eq!(look_here(two_in_one, &FileLimits::default()).unwrap().bytes, clean);
    }
}

#[test]
fn notes_in_png_and_webp_go_too() {
    let notes = [chunk(b"tEXt", b"GPS here"), chunk(b"eXIf", b"GPS here"), chunk(b"zzZz", b"GPS here")].concat();
    let seen = look_here(png(10, 10, &notes), &FileLimits::default()).unwrap();
    assert_eq!((seen.kind, seen.bytes), (FileKind::Png, png(10, 10, &[])));
    let extended: &[u8] = &[0b0000_1100, 0, 0, 0, 9, 0, 0, 9, 0, 0];
    let picture: &[u8] = &[0x2f, 9, 0, 0, 0];
    let seen =
        look_here(webp(&[(b"VP8X", extended), (b"VP8L", picture), (b"EXIF", b"GPS here")]), &FileLimits::default())
            .unwrap();
    let bare: &[u8] = &[0, 0, 0, 0, 9, 0, 0, 9, 0, 0];
    assert_eq!((seen.kind, seen.bytes), (FileKind::Webp, webp(&[(b"VP8X", bare), (b"VP8L", picture)])));
}

#[test]
fn documents_of_every_day_are_taken() {
    assert_eq!(kind(&pdf("3 0 obj <</Type/Action/S/URI/URI(https://example.cn)>> endobj")), Ok(FileKind::Pdf));
    assert_eq!(kind(&packed_pdf("1 0 <</Type/Page/Title(申请)>>")), Ok(FileKind::Pdf));
    let link = "<Relationships><Relationship Id=\"r1\" Type=\"http://x/hyperlink\" Target=\"http://y\" TargetMode=\"External\"/></Relationships>";
    assert_eq!(kind(&docx(&[("word/_rels/document.xml.rels", link)], "保守商业秘密的承诺")), Ok(FileKind::Docx));
    assert_eq!(kind(&package(&[TYPES, ("xl/workbook.xml", "<workbook/>")])), Ok(FileKind::Xlsx));
    assert_eq!(kind(&package(&[("OFD.xml", "<ofd:OFD/>"), ("Doc_0/Document.xml", "<a/>")])), Ok(FileKind::Ofd));
}

#[test]
fn pictures_that_are_bombs_or_broken_are_refused() {
    let large = Err(FileRefusal::TooDetailed { side: 20_000 });
    assert_eq!(kind(&png(50_000, 50_000, &[])), large);
    assert_eq!(kind(&jpeg(65_535, 65_535)), large);
    assert_eq!(kind(&webp(&[(b"VP8X", &[0, 0, 0, 0, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff])])), large);
    assert_eq!(kind(&png(0, 10, &[])), Err(FileRefusal::Damaged));
    assert_eq!(kind(&png(10, 10, &chunk(b"EVIL", b""))), Err(FileRefusal::Damaged));
    for whole in [jpeg(10, 10), png(10, 10, &[]), webp(&[(b"VP8L", &[0x2f, 9, 0, 0, 0])])] {
        for cut in 12..whole.len() - 4 {
            assert!(kind(&whole[..cut]).is_err(), "cut at {cut} of {}", whole.len());
        }
    }
}

#[test]
fn what_is_not_what_it_seems_is_refused() {
    for bytes in [
        &b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"[..],
        b"<?xml version='1.0'?><svg/>",
        b"<!doctype html><script>alert(1)</script>",
        b"GIF89a/*<script>*/",
        b"BM6\0\0\0",
        b"MZ\x90\0\x03",
        b"\x7fELF\x02",
        b"#!/bin/sh\nrm -rf /",
        b"{\\rtf1 \\object}",
        b"\xef\xbb\xbf%PDF-1.7 %%EOF",
        b"junk%PDF-1.7 %%EOF",
        b"Rar!\x1a\x07\x00",
        b"7z\xbc\xaf\x27\x1c",
        b"\x1f\x8b\x08",
        "就是文字".as_bytes(),
    ] {
        assert_eq!(kind(bytes), Err(FileRefusal::NotTaken), "{:?}", String::from_utf8_lossy(bytes));
    }
    assert_eq!(kind(b""), Err(FileRefusal::Empty));
    assert_eq!(kind(b"\0\0\0\x18ftypheic\0\0\0\0mif1heic"), Err(FileRefusal::Heic));
    assert_eq!(kind(&[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0, 0]), Err(FileRefusal::OldOffice));
    let trial = [&b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-"[..], b"STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"].concat();
    assert_eq!(kind(&trial), Err(FileRefusal::TrialVirus));
}

#[test]
fn pdf_that_does_something_is_refused() {
    let runs = |bytes: &[u8]| matches!(kind(bytes), Err(FileRefusal::Runs(_)));
    for objects in [
        "3 0 obj <</S/JavaScript/JS(app.alert(1))>> endobj",
        "3 0 obj <</S /J#61v#61Script /JS 4 0 R>> endobj",
        "3 0 obj <</S/Launch/F(cmd.exe)>> endobj",
        "3 0 obj <</Names<</EmbeddedFiles 4 0 R>>>> endobj",
        "3 0 obj <</Type/EmbeddedFile>> endobj",
        "3 0 obj <</Subtype/RichMedia>> endobj",
        "3 0 obj <</S/SubmitForm/F(http://x)>> endobj",
        "3 0 obj <</S/ImportData>> endobj",
    ] {
        assert!(runs(&pdf(objects)), "{objects}");
        assert!(runs(&packed_pdf(objects)), "packed: {objects}");
    }
    assert_eq!(kind(&pdf("trailer <</Encrypt 9 0 R>>")), Err(FileRefusal::Locked));
    assert_eq!(kind(&pdf("9 0 obj <</Title(\u{feff})>>")), Ok(FileKind::Pdf));
    assert_eq!(kind(b"%PDF-1.7\n1 0 obj"), Err(FileRefusal::Damaged));
    let with_zip = [pdf(""), package(&[("a.txt", "x")]), b"".to_vec()].concat();
    assert!(kind(&with_zip).is_err(), "a PDF that is a zip too");
    // Objects that cannot be looked into.
    let mut odd = packed_pdf("1 0 <<>>");
    let at = odd.windows(8).position(|w| w == b"stream\r\n").unwrap() + 8;
    odd[at] = 0;
    assert_eq!(kind(&odd), Err(FileRefusal::Damaged));
    // Objects that swell.
    let limits = FileLimits { unpacked_bytes: 1 << 20, ..FileLimits::default() };
    let swollen = packed_pdf(&" ".repeat(2 << 20));
    assert_eq!(look_here(swollen, &limits), Err(FileRefusal::UnpacksTooLarge));
}

#[test]
fn packages_that_do_something_are_refused() {
    let runs = |bytes: &[u8]| matches!(kind(bytes), Err(FileRefusal::Runs(_)));
    for (name, content) in [
        ("word/vbaProject.bin", "x"),
        ("word/activeX/activeX1.bin", "x"),
        ("word/embeddings/oleObject1.bin", "x"),
        ("word/embeddings/run.exe", "x"),
        ("word/media/a.html", "x"),
        ("inner.zip", "x"),
        ("word/footer1.xml", "<w:instrText>DDEAUTO c:\\\\cmd.exe</w:instrText>"),
        (
            "word/_rels/settings.xml.rels",
            "<Relationship Id=\"r\" Type=\"http://x/attachedTemplate\" Target=\"http://evil/t.dotm\" TargetMode=\"External\"/>",
        ),
    ] {
        assert!(runs(&docx(&[(name, content)], "x")), "{name}");
    }
    let macro_types = [
        ("[Content_Types].xml", "<Types ContentType=\"application/vnd.ms-word.document.macroEnabled.main+xml\"/>"),
        ("word/document.xml", "<a/>"),
    ];
    assert!(runs(&package(&macro_types)));
    for (name, content) in [
        ("../../etc/cron.d/x", "x"),
        ("/etc/passwd", "x"),
        ("word\\..\\x", "x"),
        ("c:/x", "x"),
        ("word/a.xml", "<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]><a>&b;</a>"),
        ("word/b.xml", "<!ENTITY lol \"lol\">"),
    ] {
        assert_eq!(kind(&docx(&[(name, content)], "x")), Err(FileRefusal::Damaged), "{name}");
    }
    assert_eq!(kind(&package(&[("a.jpg", "x"), ("b/c.zip", "y")])), Err(FileRefusal::Packed));
    assert_eq!(kind(&package(&[TYPES, ("ppt/presentation.xml", "<a/>")])), Err(FileRefusal::NotTaken));
}

#[test]
fn packages_that_swell_hide_or_are_cut_are_refused() {
    let zeros = "0".repeat(30 << 20);
    assert_eq!(kind(&docx(&[("word/media/a.bmp", &zeros)], "x")), Err(FileRefusal::UnpacksTooLarge));
    let crowd: Vec<String> = (0..5_001).map(|i| format!("word/{i}")).collect();
    let crowd: Vec<(&str, &str)> = crowd.iter().map(|n| (n.as_str(), "")).collect();
    assert_eq!(kind(&docx(&crowd, "x")), Err(FileRefusal::UnpacksTooLarge));
    let whole = docx(&[], "好");
    // The bit that says "encrypted", in both headers.
    let mut locked = whole.clone();
    for (mark, at) in [(b"PK\x03\x04", 6), (b"PK\x01\x02", 8)] {
        let places: Vec<usize> = locked.windows(4).enumerate().filter(|(_, w)| w == mark).map(|(i, _)| i).collect();
        places.into_iter().for_each(|p| locked[p + at] |= 1);
    }
    assert_eq!(kind(&locked), Err(FileRefusal::Locked));
    for cut in (4..whole.len() - 1).step_by(7) {
        assert!(kind(&whole[..cut]).is_err(), "cut at {cut}");
    }
    assert!(kind(&[b"PK\x03\x04 something before".to_vec(), whole].concat()).is_err());
}

#[test]
fn marks_of_secrecy_are_found_where_they_stand() {
    for bytes in [
        docx(&[], "机密★10年"),
        docx(&[("word/header1.xml", "<w:p><w:t>秘</w:t><w:t>密★1年</w:t></w:p>")], "通知"),
        package(&[TYPES, ("xl/workbook.xml", "<a/>"), ("xl/sharedStrings.xml", "<si><t>绝密★</t></si>")]),
        package(&[
            ("OFD.xml", "<a/>"),
            ("Doc_0/Pages/Page_0/Content.xml", "<ofd:TextCode X=\"1\">机密★长期</ofd:TextCode>"),
        ]),
        pdf("9 0 obj <</Title <FEFF673A5BC6260531305E74>>> endobj"),
    ] {
        assert!(matches!(kind(&bytes), Err(FileRefusal::Secret(_))));
    }
}

#[test]
fn every_refusal_names_the_file_and_says_what_to_do() {
    let all = [
        FileRefusal::Empty,
        FileRefusal::Heic,
        FileRefusal::OldOffice,
        FileRefusal::NotTaken,
        FileRefusal::Packed,
        FileRefusal::Damaged,
        FileRefusal::Locked,
        FileRefusal::Runs("宏程序".into()),
        FileRefusal::TooDetailed { side: 1 },
        FileRefusal::UnpacksTooLarge,
        FileRefusal::Secret("机密".into()),
        FileRefusal::TrialVirus,
        FileRefusal::StoppedByLimits,
        FileRefusal::NotStarted,
    ];
    let codes: std::collections::BTreeSet<&str> = all.iter().map(FileRefusal::code).collect();
    assert_eq!(codes.len(), all.len());
    assert!(all.iter().all(|r| r.sentence("房产证.heic").contains("“房产证.heic”")));
    assert_eq!(FileRefusal::Heic.sentence("房产证.heic"), "“房产证.heic”打不开。请改用 JPG、PNG 或 PDF，手机拍照即可");
}
