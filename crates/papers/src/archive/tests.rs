use std::io::Read as _;

use domain::archive::{
    FieldRule, Package, PackageNo, PackedApplicant, PackedFile, PackedItem, PackedStep, Profile, Retention, SheetNames,
};
use jiff::{Timestamp, civil::date};

use super::*;

fn profile() -> Profile {
    let field = |field: &str, element: &str| FieldRule { field: field.into(), element: element.into(), required: true };
    Profile {
        id: "test".into(),
        name: "测试".into(),
        source: "测试".into(),
        sheets: SheetNames {
            config: "归档配置表.xml".into(),
            basics: "基本信息描述.xml".into(),
            application: "申请表.xml".into(),
            process: "办理流程.xml".into(),
            journal: "留痕.jsonl".into(),
            manifest: "manifest.json".into(),
            files: "文件".into(),
            notices: None,
            matter: false,
        },
        config: vec![field("retention", "保管期限")],
        basics: vec![field("package_no", "电子文件号"), field("applicant_name", "申请人")],
        formats: vec![],
        source_systems: vec![],
        wait_days: 0,
        retention: vec![],
        nodes_decided: vec![],
        nodes_ended: vec![],
    }
}

fn package() -> Package {
    Package {
        number: PackageNo::parse("GD-990101-2026-1120-03-0386").unwrap(),
        fonds: "某局".into(),
        region: "990101".into(),
        case_no: "2026-1120-03-0386".into(),
        item: PackedItem::default(),
        applicant: PackedApplicant { name: "张<三>&\"丰\"\u{1}\r\n𠮷".into(), ..PackedApplicant::default() },
        department: String::new(),
        accepted_by: String::new(),
        received_on: None,
        accepted_on: None,
        due_on: None,
        finished_on: date(2026, 11, 25),
        outcome: "grant".into(),
        outcome_label: "准予".into(),
        result_name: String::new(),
        result_no: String::new(),
        retention: Retention::Permanent,
        packed_on: date(2026, 12, 5),
        source_system: String::new(),
        answers: vec![("经营场所".into(), "东街 <1> 号".into())],
        steps: vec![PackedStep {
            seq: 1,
            kind: "case.accepted".into(),
            actor: "张敏".into(),
            role: String::new(),
            terminal: String::new(),
            at: Timestamp::UNIX_EPOCH,
            source: "实时".into(),
            words: "同意 <b>".into(),
        }],
        files: vec![PackedFile {
            path: "文件/001.pdf".into(),
            title: "申请书.pdf".into(),
            material: "申请书".into(),
            kind: "pdf".into(),
            size: 5,
            captured: "x".into(),
            at: Timestamp::UNIX_EPOCH,
        }],
        notices: Vec::new(),
    }
}

fn written() -> Vec<u8> {
    // Any digest will do here; the real one is the store's.
    let digest = |bytes: &[u8]| format!("{}", bytes.len());
    let content = Content {
        files: vec![("文件/001.pdf".into(), b"%PDF-".to_vec())],
        notices: Vec::new(),
        journal: "{\"seq\":1}\n".into(),
        digest: &digest,
    };
    write_package(&package(), &profile(), content).unwrap()
}

#[test]
fn what_is_written_reads_back() {
    let bytes = written();
    assert_eq!(bytes, written(), "the same package gives the same bytes");
    let read = read_package(&bytes, &profile()).unwrap();
    let paths: Vec<&str> = read.entries.iter().map(|(p, _)| p.as_str()).collect();
    assert_eq!(
        paths,
        ["归档配置表.xml", "基本信息描述.xml", "申请表.xml", "办理流程.xml", "留痕.jsonl", "文件/001.pdf"]
    );
    let manifest = read.manifest.unwrap();
    let listed: Vec<&str> = manifest.entries.iter().map(|e| e.path.as_str()).collect();
    assert_eq!(listed, paths);
    assert!(read.sheets_readable);
    assert_eq!(read.journal.unwrap(), ["{\"seq\":1}"]);
    let basics = read.basics.unwrap();
    assert_eq!(basics[0], ("电子文件号".into(), "GD-990101-2026-1120-03-0386".into()));
    // A control character has no place in XML; all else comes back to the letter.
    assert_eq!(basics[1], ("申请人".into(), "张<三>&\"丰\"\r\n𠮷".into()));
    let application = String::from_utf8(read.entries[2].1.clone()).unwrap();
    assert!(application.contains("<内容>东街 &lt;1&gt; 号</内容>"), "{application}");
    let process = String::from_utf8(read.entries[3].1.clone()).unwrap();
    assert!(process.contains("<意见>同意 &lt;b&gt;</意见>"), "{process}");
}

#[test]
fn what_is_damaged_is_told() {
    let bytes = written();
    for cut in [0, 10, bytes.len() / 2, bytes.len() - 3] {
        assert_eq!(read_package(&bytes[..cut], &profile()), Err(ReadFault::Damaged), "cut at {cut}");
    }
    let other = Profile {
        sheets: SheetNames { manifest: "none.json".into(), basics: "none.xml".into(), ..profile().sheets },
        ..profile()
    };
    let read = read_package(&bytes, &other).unwrap();
    assert_eq!((read.manifest, read.basics), (None, None));
}

#[test]
fn the_list_of_a_batch_is_xml_and_a_sheet() {
    let list = TransferList {
        batch_no: "2026-1".into(),
        system: "OneDoor".into(),
        fonds: "某局".into(),
        on: "2026-12-05".into(),
        lines: vec![ListLine {
            package_no: "GD-1".into(),
            title: "=cmd|x".into(),
            department: "县市场监督管理局".into(),
            finished_on: "2026-11-25".into(),
            retention: "30年".into(),
            files: 1,
            size: 1_234,
            digest: "ab".into(),
            check: "通过".into(),
        }],
    };
    let xml = String::from_utf8(list_xml(&list)).unwrap();
    assert!(xml.starts_with("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<存档信息包目录清单>\n"), "{xml}");
    assert!(xml.contains("<数量>1</数量>") && xml.ends_with("</存档信息包目录清单>\n"), "{xml}");
    let sheet = list_sheet(&list).unwrap();
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(sheet)).unwrap();
    let mut strings = String::new();
    zip.by_name("xl/sharedStrings.xml").unwrap().read_to_string(&mut strings).unwrap();
    assert!(strings.contains("GD-1") && strings.contains("30年"));
}
