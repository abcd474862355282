//! From lists and cases to leads, and from a lead to its closing and the second look, on both engines.

use std::sync::Arc;

use domain::{
    base::{ManualClock, TableKind, TableRow},
    people::{Desk, Role},
};
use jiff::{SignedDuration, civil::date};
use services::{
    Bureau, Chance, Failure, Home,
    base::{NewCounty, open_county},
    cases::{CaseFile, import_cases},
    oversight::{
        detectors::{
            DetectRefusal, Detector, Outcome, RunReport, ThresholdForm, ThresholdRefusal, current_profile, detect,
            residency_evidence, residency_public, run_list, run_report, set_threshold,
        },
        leads::{
            AssignForm, FollowUpForm, ListForm, Refusal, SettleForm, SettleRefusal, StateForm, TrackedLead, assign,
            follow_up, list, settle, state, statistics, view,
        },
        ledger::{LedgerKind, ledgers},
    },
    people::{NewStaff, add_staff},
    rectification::{AnswerForm, CheckForm, Order, Proof, answer, check},
    tables::{self, TableFile, TableSettings},
};
use store::people as rows;
use testkit::{Scratch, TestDb, engines};

struct County {
    bureau: Bureau,
    clock: Arc<ManualClock>,
    db: TestDb,
    _home: Scratch,
}

impl County {
    fn open(db: TestDb) -> Self {
        let home = Scratch::new("oversight-home");
        let clock = Arc::new(testkit::clock());
        let chance = Chance { clock: clock.clone(), rng: Arc::new(testkit::rng()) };
        let new = NewCounty {
            region: testkit::region(),
            name: Some("试算县".into()),
            city_name: "试算市".into(),
            sample: false,
        };
        let bureau = open_county(&db.db, &Home::new(home.path()), &chance, new).unwrap();
        for (id, name) in [(1, "县市场监管局"), (2, "县公安局")] {
            testkit::seed_department(&db.db, &testkit::department(id, name));
        }
        for (id, code, name, department, place) in [
            (11, "A-1", "食品经营许可", 1, "县政务服务中心二楼"),
            (12, "A-2", "特种设备使用登记", 1, "县政务服务中心二楼"),
            (21, "B-1", "爆破作业单位许可", 2, "县公安局治安大队三楼"),
            (22, "B-2", "典当业特种行业许可", 2, "县政务服务中心一楼"),
        ] {
            let mut content = testkit::content(code, name, department);
            content.guide.place = place.into();
            testkit::seed_item(&db.db, &testkit::item(id, content));
        }
        let county = Self { bureau, clock, db, _home: home };
        for (login, role, department) in [
            ("ducha", Role::Supervisor, None),
            ("shichang", Role::Approver, Some(1)),
            ("gongan", Role::Approver, Some(2)),
            ("chuangkou", Role::Clerk, None),
        ] {
            county.add(login, role, department);
        }
        county
    }

    fn add(&self, login: &str, role: Role, department: Option<i64>) {
        let new = NewStaff {
            login: login.into(),
            name: login.into(),
            roles: vec![role.as_str().to_owned()],
            department,
            window_no: (role == Role::Clerk).then_some(3),
            password: "Jiandu-2026".into(),
            must_change: false,
        };
        add_staff(&self.bureau, &Desk::system("测试"), &new, None).unwrap();
    }

    fn desk(&self, login: &str) -> Desk {
        let login = domain::people::Login::parse(login).unwrap();
        let staff = self.db.db.read(|tx| rows::staff_by_login(tx, self.bureau.region(), &login)).unwrap().unwrap();
        Desk::of(staff, "测试")
    }

    fn take(&self, kind: TableKind, lines: Vec<Vec<(&str, String)>>) {
        let file = TableFile {
            kind,
            file_name: format!("{}.xlsx", kind.label()),
            digest: "66c7".into(),
            rows: table(lines),
            notes: vec![],
        };
        let settings = TableSettings { as_of: date(2026, 11, 20), complete: false, source: "表".into() };
        let desk = Desk::system("测试");
        let staged = tables::stage(&self.bureau, &desk, &file, &settings).unwrap();
        assert_eq!(staged.plan.refused, []);
        tables::publish(&self.bureau, &desk, kind, staged.id, Some(staged.plan.sizes()), None).unwrap();
    }

    fn detect(&self) -> RunReport {
        self.clock.advance(SignedDuration::from_secs(60));
        detect(&self.bureau, &self.desk("ducha"), (None, None)).unwrap()
    }

    fn lead(&self, detector: Detector) -> TrackedLead {
        let form = ListForm { detector: Some(detector), ..ListForm::default() };
        let found = list(&self.bureau, &self.desk("ducha"), &form).unwrap();
        found.lines.first().unwrap_or_else(|| panic!("no lead of {detector:?}")).lead.clone()
    }

    fn is_sound(&self) {
        assert_eq!(services::journal::verify(&self.bureau).unwrap().journal.findings, []);
    }
}

fn table(lines: Vec<Vec<(&str, String)>>) -> Vec<TableRow> {
    let row = |(at, cells): (usize, Vec<(&str, String)>)| TableRow {
        number: at as u32 + 2,
        cells: cells.into_iter().map(|(k, v)| (k.to_owned(), v)).collect(),
        ..TableRow::default()
    };
    lines.into_iter().enumerate().map(row).collect()
}

/// A decision of the public list.
fn decision(n: u32, party: &str, item: &str, day: &str) -> Vec<(&'static str, String)> {
    vec![
        ("decision_no", format!("试许〔2026〕{n}号")),
        ("party", party.to_owned()),
        ("item_name", item.to_owned()),
        ("decided_on", day.to_owned()),
    ]
}

/// A case of the platform's export: received, accepted, and finished with a result.
fn a_case(n: u32, item: &str, firm: &str, accepted: &str, finished: &str) -> Vec<(&'static str, String)> {
    vec![
        ("foreign_no", format!("SB{n:04}")),
        ("item_code", item.to_owned()),
        ("applicant", firm.to_owned()),
        ("applicant_kind", "企业法人".to_owned()),
        ("phone", if n < 10 { "13900000000".to_owned() } else { format!("139{n:08}") }),
        ("received_at", accepted.to_owned()),
        ("accepted_at", accepted.to_owned()),
        ("completed_at", finished.to_owned()),
        ("result", "出证办结".to_owned()),
        ("result_name", "许可证".to_owned()),
        ("result_no", format!("试许〔2026〕{n}号")),
    ]
}

/// Thirty ordinary cases of one item, ten of another that end at once, six whose decision is older than they are; a
/// list that names those six, and four of an item that the hall never saw.
fn fill(county: &County) {
    let firm = |n: u32| format!("试算县第{n}号商贸有限公司");
    let mut cases = Vec::new();
    for n in 0..30 {
        let (accepted, finished) = (format!("2026-11-{:02} 09:{:02}:00", 2 + n % 5, n), "2026-11-13 15:00:00");
        cases.push(a_case(n, "A-1", &firm(n), &accepted, finished));
    }
    for n in 100..110 {
        cases.push(a_case(n, "A-2", &firm(n), "2026-11-09 10:00:00", "2026-11-09 10:01:00"));
    }
    for n in 200..206 {
        cases.push(a_case(n, "B-2", &firm(n), "2026-11-10 10:00:00", "2026-11-16 10:00:00"));
    }
    let file = CaseFile { file_name: "办件.xlsx".into(), digest: "66c7".into(), rows: table(cases), notes: vec![] };
    let desk = Desk::system("测试");
    let done = import_cases(&county.bureau, &desk, &file, "省级平台", &mut |_, _| ()).unwrap();
    assert_eq!((done.outcome.added, done.outcome.refused), (46, vec![]));
    let early = (200..206).map(|n| decision(n, &firm(n), "典当业特种行业许可", "2026-11-03"));
    let bare = (900..904).map(|n| decision(n, &firm(n), "爆破作业单位许可", "2026-11-05"));
    county.take(TableKind::Licences, early.chain(bare).collect());
}

#[test]
fn each_detector_that_has_data_finds_what_is_there() {
    for t in engines() {
        let county = County::open(t);
        let empty = county.detect();
        let outcome = |report: &RunReport, detector: Detector| {
            report.run.tested.iter().find(|f| f.detector == detector).unwrap().outcome.clone()
        };
        assert!(matches!(outcome(&empty, Detector::NoCasesHere), Outcome::NoData(_)), "no list, no answer");
        fill(&county);
        let report = county.detect();
        let mut found: Vec<&str> = report.findings.iter().map(|f| f.lead.detector.id()).collect();
        found.sort_unstable();
        for expected in ["D1", "D2", "D5", "D8", "D10"] {
            assert!(found.contains(&expected), "{expected} of {found:?}");
        }
        for detector in [Detector::NoTicket, Detector::TwoDoors, Detector::OffHallAnswer] {
            assert!(matches!(outcome(&report, detector), Outcome::NoData(_)), "{detector:?}");
        }
        let idle = county.lead(Detector::NoCasesHere);
        assert_eq!((idle.lead.item.unwrap().get(), idle.lead.part), (21, 4));
        let shown = view(&county.bureau, &county.desk("ducha"), &idle.no.slug()).unwrap();
        let line = shown.evidence[0].ledger.as_ref().unwrap();
        assert_eq!(
            (line.list.kind, line.list.file_name.as_str(), line.line.row),
            (LedgerKind::Licences, "双公示清单.xlsx", 8)
        );
        assert!(!shown.explanations.is_empty());
        let early = county.lead(Detector::EarlyResult);
        assert_eq!((early.lead.item.unwrap().get(), early.lead.part, early.lead.whole), (22, 6, 6));
        let quick = county.lead(Detector::InstantFinish);
        assert_eq!((quick.lead.item.unwrap().get(), quick.lead.part, quick.lead.whole), (12, 10, 10));
        let phone = county.lead(Detector::SharedPhone);
        assert_eq!((phone.lead.part, phone.lead.whole), (10, 10));
        let shown = view(&county.bureau, &county.desk("ducha"), &phone.no.slug()).unwrap();
        assert!(shown.evidence.iter().all(|e| e.case_no.is_some()));
        let again = county.detect();
        assert_eq!((again.new, again.findings.len()), (Some(0), report.findings.len()));
        let kept = run_report(&county.bureau, &county.desk("ducha"), report.run.id).unwrap();
        assert_eq!((kept.run, kept.findings), (report.run, report.findings));
        assert_eq!(run_list(&county.bureau, &county.desk("ducha")).unwrap().len(), 3);
        assert_eq!(ledgers(&county.bureau, &county.desk("ducha")).unwrap().len(), 1);
        county.is_sound();
    }
}

#[test]
fn a_lead_is_stated_upheld_put_right_and_looked_at_again() {
    for t in engines() {
        let county = County::open(t);
        fill(&county);
        county.detect();
        let (bureau, ducha, gongan) = (&county.bureau, county.desk("ducha"), county.desk("gongan"));
        let lead = county.lead(Detector::EarlyResult);
        let no = lead.no.slug();
        let form = |version, due_on: &str| AssignForm {
            no: no.clone(),
            version,
            due_on: due_on.into(),
            note: "看档案".into(),
        };
        let past = assign(bureau, &ducha, &form(lead.version, "2026-11-01"), None);
        assert!(matches!(past, Err(Failure::Refused(_))), "{past:?}");
        let version = assign(bureau, &ducha, &form(lead.version, "2026-12-04"), Some("k1")).unwrap();
        assert_eq!(assign(bureau, &ducha, &form(lead.version, "2026-12-04"), Some("k1")), Ok(version), "sent twice");
        let told = StateForm { no: no.clone(), version, text: "旧系统先出证".into() };
        assert!(matches!(state(bureau, &county.desk("shichang"), &told, None), Err(Failure::NotFound)));
        assert!(matches!(state(bureau, &ducha, &told, None), Err(Failure::Denied(_))), "who settles does not state");
        let version = state(bureau, &gongan, &told, None).unwrap();
        let verdict = |verdict: &str, requirement: &str| SettleForm {
            no: no.clone(),
            version,
            verdict: verdict.into(),
            finding: "档案与系统不一致".into(),
            requirement: requirement.into(),
            due_on: "2026-12-11".into(),
            ..SettleForm::default()
        };
        assert_eq!(settle(bureau, &ducha, &verdict("", ""), None), Err(Failure::Refused(SettleRefusal::Verdict)));
        let bare = settle(bureau, &ducha, &verdict("uphold", " "), None);
        assert!(matches!(bare, Err(Failure::Refused(SettleRefusal::Order(_)))), "{bare:?}");
        let version = settle(bureau, &ducha, &verdict("uphold", "先受理后出证"), None).unwrap();
        let shown = view(bureau, &ducha, &no).unwrap();
        assert_eq!(shown.line.lead.stage.label(), "属实，整改中");
        let again =
            |version| FollowUpForm { no: no.clone(), version, goes_on: false, finding: "没有再出现".into() };
        assert_eq!(follow_up(bureau, &ducha, &again(version), None), Err(Failure::Refused(Refusal::OrderOpen)));
        let reply = AnswerForm { no: "2026-1".into(), version: 1, answer: "已改".into() };
        let order = answer(bureau, &gongan, &reply, None).unwrap();
        let closing = CheckForm {
            no: "2026-1".into(),
            version: order,
            verdict: "met".into(),
            finding: "抽查 5 件".into(),
            due_on: String::new(),
        };
        let judged = |order: &Order| {
            assert_eq!((order.source.as_str(), order.source_ref.as_str()), ("lead", lead.no.to_string().as_str()));
            Ok(Proof::judged())
        };
        check(bureau, &ducha, &closing, &judged, None).unwrap();
        follow_up(bureau, &ducha, &again(version), None).unwrap();
        let kinds: Vec<String> = view(bureau, &ducha, &no).unwrap().history.into_iter().map(|e| e.kind).collect();
        let steps = ["lead_found", "lead_assigned", "lead_stated", "lead_upheld", "lead_followed_up"];
        assert_eq!(kinds, steps.map(|k| format!("oversight.{k}")));
        let settled = county.detect();
        assert_eq!(settled.new, Some(0), "the same rows were looked at already");
        let counted = statistics(bureau, &ducha).unwrap();
        let of = counted.iter().find(|t| t.detector == Detector::EarlyResult).unwrap();
        assert_eq!((of.tally.upheld, of.tally.open, of.false_share.map(|r| r.part())), (1, 0, Some(0)));
        county.is_sound();
    }
}

#[test]
fn a_lead_that_is_explained_and_a_threshold_that_is_raised() {
    for t in engines() {
        let county = County::open(t);
        fill(&county);
        county.detect();
        let (bureau, ducha) = (&county.bureau, county.desk("ducha"));
        let lead = county.lead(Detector::NoCasesHere);
        let no = lead.no.slug();
        let given = AssignForm { no: no.clone(), version: 1, due_on: "2026-12-04".into(), note: String::new() };
        assign(bureau, &ducha, &given, None).unwrap();
        let told = StateForm { no: no.clone(), version: 2, text: "市局作出".into() };
        state(bureau, &county.desk("gongan"), &told, None).unwrap();
        let aside = SettleForm {
            no: no.clone(),
            version: 3,
            verdict: "explain".into(),
            explanation: "清单里的决定是市级作出的".into(),
            finding: "看过 4 份决定书".into(),
            ..SettleForm::default()
        };
        settle(bureau, &ducha, &aside, None).unwrap();
        let counted = statistics(bureau, &ducha).unwrap();
        assert_eq!(counted[0].false_share.map(|r| (r.part(), r.whole())), Some((1, 1)));
        let form = |at_least, reason: &str| ThresholdForm {
            version: 1,
            detector: "D1".into(),
            at_least,
            reason: reason.into(),
        };
        let set = |form: &ThresholdForm| set_threshold(bureau, &ducha, form, None);
        assert_eq!(set(&form(5, " ")), Err(Failure::Refused(ThresholdRefusal::ReasonMissing)));
        assert_eq!(set(&form(3, "误报")), Err(Failure::Refused(ThresholdRefusal::Unchanged)));
        assert!(matches!(set(&form(0, "误报")), Err(Failure::Refused(ThresholdRefusal::Flaw(_)))));
        assert_eq!(set(&form(5, "误报")), Ok(2));
        assert_eq!(set(&form(6, "误报")), Err(Failure::Stale));
        assert_eq!(current_profile(bureau, &ducha).unwrap().version, 2);
        let report = county.detect();
        assert_eq!(report.run.profile_version, 2);
        assert!(report.findings.iter().all(|f| f.lead.detector != Detector::NoCasesHere), "four are too few now");
        let turned = (Some(date(2026, 11, 2)), Some(date(2026, 11, 1)));
        assert!(matches!(detect(bureau, &ducha, turned), Err(Failure::Refused(DetectRefusal::Turned))));
        let to_come = (None, Some(date(2027, 1, 1)));
        assert!(matches!(detect(bureau, &ducha, to_come), Err(Failure::Refused(DetectRefusal::Future(_)))));
        assert!(matches!(detect(bureau, &county.desk("gongan"), (None, None)), Err(Failure::Denied(_))));
        assert!(matches!(list(bureau, &county.desk("chuangkou"), &ListForm::default()), Err(Failure::Denied(_))));
        let own = list(bureau, &county.desk("shichang"), &ListForm::default()).unwrap();
        assert!(own.lines.iter().all(|l| l.department == "县市场监管局"));
        county.is_sound();
    }
}

#[test]
fn residency_is_shown_with_what_was_handled() {
    for t in engines() {
        let county = County::open(t);
        let nobody = Desk { staff: None, ..county.desk("ducha") };
        let before = residency_public(&county.bureau, &nobody).unwrap();
        assert_eq!((before.resident.part(), before.handled.part(), before.lists_held), (4, 0, false));
        fill(&county);
        let found = residency_evidence(&county.bureau, &county.desk("ducha")).unwrap();
        assert_eq!((found.resident.part(), found.resident.whole(), found.handled.part()), (4, 4, 3));
        let idle: Vec<(&str, u64)> = found.idle().map(|l| (l.name.as_str(), l.elsewhere)).collect();
        assert_eq!(idle, [("爆破作业单位许可", 4)]);
        assert_eq!((found.items[0].name.as_str(), found.lists_held), ("爆破作业单位许可", true));
        assert_eq!(found.items.iter().map(|l| l.cases).sum::<u64>(), 46);
    }
}
