use jiff::{Timestamp, civil::date};

use super::*;
use crate::{base::Region, cases::CaseNo};

fn package() -> Package {
    let case = CaseNo::new(date(2026, 11, 20), 3, 386);
    Package {
        number: PackageNo::of(&Region::parse("990101").unwrap(), &case),
        fonds: "县政务服务和数据管理局".into(),
        region: "990101".into(),
        case_no: case.to_string(),
        item: PackedItem { name: "食品经营许可".into(), item_type: "01".into(), ..PackedItem::default() },
        applicant: PackedApplicant::default(),
        department: "县市场监督管理局".into(),
        accepted_by: "张敏".into(),
        received_on: None,
        accepted_on: Some(date(2026, 11, 20)),
        due_on: None,
        finished_on: date(2026, 11, 25),
        outcome: "grant".into(),
        outcome_label: "准予".into(),
        result_name: String::new(),
        result_no: String::new(),
        retention: Retention::Years(30),
        packed_on: date(2026, 12, 5),
        source_system: "OneDoor 0.1.0".into(),
        answers: Vec::new(),
        steps: vec![step(1, "case.accepted"), step(2, "case.decided")],
        files: vec![PackedFile {
            path: "文件/001.pdf".into(),
            title: "申请书.pdf".into(),
            material: "申请书".into(),
            kind: "pdf".into(),
            size: 3,
            captured: "aa".into(),
            at: Timestamp::UNIX_EPOCH,
        }],
        notices: vec![PackedNotice {
            path: "文书/1.pdf".into(), title: "受理通知书".into(), kind: "pdf".into()
        }],
    }
}

fn step(seq: i64, kind: &str) -> PackedStep {
    PackedStep {
        seq,
        kind: kind.into(),
        actor: "张敏".into(),
        role: "窗口人员".into(),
        terminal: "3 号综合窗口".into(),
        at: Timestamp::UNIX_EPOCH,
        source: "实时".into(),
        words: String::new(),
    }
}

fn profile() -> Profile {
    let field =
        |field: &str, element: &str, required| FieldRule { field: field.into(), element: element.into(), required };
    let rule = |item_types: &[&str], outcomes: &[&str], period: &str| RetentionRule {
        item_types: item_types.iter().map(|s| (*s).to_owned()).collect(),
        outcomes: outcomes.iter().map(|s| (*s).to_owned()).collect(),
        period: period.into(),
        why: "测试".into(),
    };
    Profile {
        id: "test".into(),
        name: "测试".into(),
        source: "测试".into(),
        sheets: SheetNames {
            config: "a.xml".into(),
            basics: "b.xml".into(),
            application: "e.xml".into(),
            process: "c.xml".into(),
            journal: "d.jsonl".into(),
            manifest: "m.json".into(),
            files: "文件".into(),
            notices: Some("文书".into()),
            matter: true,
        },
        config: vec![field("retention", "保管期限", true)],
        basics: vec![field("package_no", "电子文件号", true), field("result_no", "证照编号", false)],
        formats: vec!["pdf".into()],
        source_systems: vec!["OneDoor".into()],
        wait_days: 10,
        retention: vec![rule(&["01"], &["grant"], "30"), rule(&["05"], &[], "permanent"), rule(&[], &[], "10")],
        nodes_decided: vec!["case.accepted".into(), "case.decided".into()],
        nodes_ended: vec!["case.ended".into()],
    }
}

fn observed() -> Observed {
    let entry = |path: &str, digest: &str, kind: Option<&str>| ObservedEntry {
        path: path.into(),
        size: 3,
        digest: digest.into(),
        kind: kind.map(str::to_owned),
    };
    Observed {
        entries: vec![
            entry("b.xml", "bb", None),
            entry("文书/1.pdf", "cc", Some("pdf")),
            entry("文件/001.pdf", "aa", Some("pdf")),
        ],
        manifest: vec![
            ("b.xml".into(), 3, "bb".into()),
            ("文书/1.pdf".into(), 3, "cc".into()),
            ("文件/001.pdf".into(), 3, "aa".into()),
        ],
        basics: Some(vec![
            ("电子文件号".into(), "GD-990101-2026-1120-03-0386".into()),
            ("证照编号".into(), String::new()),
        ]),
        sheets_readable: true,
        chain_true: true,
        same_number: 0,
        sealed_true: true,
        scan: Scan::NotConnected,
    }
}

fn failed(package: &Package, seen: &Observed) -> Vec<String> {
    let rows = check(package, &profile(), seen);
    let failed: Vec<String> = rows.iter().filter(|r| r.finding == Finding::Failed).map(|r| r.rule.clone()).collect();
    assert_eq!(failed.is_empty(), has_passed(&rows));
    failed
}

#[test]
fn a_good_package_passes_and_says_what_nobody_looked_at() {
    let rows = check(&package(), &profile(), &observed());
    assert!(has_passed(&rows), "{rows:#?}");
    let open: Vec<&str> = rows.iter().filter(|r| r.finding == Finding::NotChecked).map(|r| r.rule.as_str()).collect();
    assert_eq!(open, ["AQ-1"]);
    let silent = check(&package(), &profile(), &Observed { scan: Scan::Silent, ..observed() });
    assert_eq!((has_passed(&silent), infection(&silent)), (true, None), "what nobody looked at is said, not failed");
    let looked = check(&package(), &profile(), &Observed { scan: Scan::Looked(Vec::new()), ..observed() });
    assert!(looked.iter().all(|r| r.finding == Finding::Passed), "{looked:#?}");
    let ids: std::collections::BTreeSet<&str> = rows.iter().map(|r| r.rule.as_str()).collect();
    assert_eq!(ids.len(), rows.len());
    assert!(rows.iter().all(|r| !r.detail.is_empty()));
}

#[test]
fn each_flaw_fails_its_own_rule() {
    type Spoil = fn(&mut Package, &mut Observed);
    let all: [(&[&str], Spoil); 19] = [
        (&["AQ-1"], |_, o| o.scan = Scan::Looked(vec![("文件/001.pdf".into(), "Eicar".into())])),
        (&["WZ-1", "WZ-6"], |_, o| drop(o.entries.remove(1))),
        (&["KY-2"], |_, o| o.entries[1].kind = None),
        (&["ZS-1"], |p, _| p.files[0].captured = "ff".into()),
        (&["ZS-2"], |_, o| o.chain_true = false),
        (&["ZS-3"], |_, o| o.basics.as_mut().unwrap()[0].1 = "GD-1".into()),
        (&["ZS-3"], |_, o| o.basics.as_mut().unwrap().truncate(1)),
        (&["ZS-3", "KY-3"], |_, o| o.basics = None),
        (&["ZS-4"], |p, _| p.source_system = "别的系统".into()),
        (&["ZS-5"], |_, o| o.same_number = 1),
        (&["WZ-1", "KY-2"], |_, o| drop(o.entries.pop())),
        (&["WZ-1", "WZ-4"], |_, o| drop(o.manifest.pop())),
        (&["WZ-3"], |p, _| drop(p.steps.pop())),
        (&["WZ-3"], |p, _| p.outcome = "withdrawn".into()),
        (&["WZ-5"], |_, o| o.manifest[0].1 = 4),
        (&["KY-1", "KY-2"], |p, _| p.files[0].kind = "exe".into()),
        (&["KY-3"], |_, o| o.sheets_readable = false),
        (&["AQ-2"], |_, o| o.sealed_true = false),
        (&["AQ-3"], |p, _| p.files[0].title = "机密★名单.pdf".into()),
    ];
    for (expected, spoil) in all {
        let (mut package, mut seen) = (package(), observed());
        spoil(&mut package, &mut seen);
        assert_eq!(failed(&package, &seen), expected);
    }
}

#[test]
fn the_first_rule_of_retention_that_fits_counts() {
    let profile = profile();
    assert_eq!(profile.retention("01", "grant"), Retention::Years(30));
    assert_eq!(profile.retention("01", "deny"), Retention::Years(10));
    assert_eq!(profile.retention("05", "withdrawn"), Retention::Permanent);
    assert_eq!(Profile { retention: vec![], ..profile }.retention("01", "grant"), Retention::Permanent);
    for text in ["permanent", "30", "10"] {
        assert_eq!(Retention::parse(text).map(Retention::as_text).as_deref(), Some(text));
    }
    assert_eq!([Retention::parse("0"), Retention::parse("永久")], [None, None]);
}

#[test]
fn a_profile_with_a_flaw_is_named() {
    let good = profile();
    assert_eq!(good.check(&package()), Ok(()));
    let mut odd = good.clone();
    odd.basics[0].field = "colour".into();
    assert_eq!(odd.check(&package()), Err(ProfileFlaw::Field("test".into(), "colour".into())));
    let mut odd = good.clone();
    odd.retention[0].period = "长期".into();
    assert_eq!(odd.check(&package()), Err(ProfileFlaw::Period("test".into(), "长期".into())));
    let mut odd = good;
    odd.retention.pop();
    assert_eq!(odd.check(&package()), Err(ProfileFlaw::NoDefault("test".into())));
}

#[test]
fn numbers_read_back() {
    let no = package().number;
    assert_eq!(no.as_str(), "GD-990101-2026-1120-03-0386");
    assert_eq!(PackageNo::parse(" GD-990101-2026-1120-03-0386 "), Some(no));
    assert_eq!(PackageNo::parse("GD-990101"), None);
    assert_eq!(BatchNo::after(2026, 2).as_str(), "2026-3");
    assert_eq!(BatchNo::parse("2026-3"), Some(BatchNo::after(2026, 2)));
    assert_eq!(BatchNo::parse("../x"), None);
    assert_eq!(batch(&BatchNo::after(2026, 0), date(2026, 12, 5), vec![]), Err(TransferRefusal::Nothing));
}
