//! The register of rectification: from the order to its closing, batches, rights, reminders, on both engines.

use std::sync::Arc;

use domain::{
    base::{DepartmentId, ManualClock},
    people::{Desk, Role},
};
use jiff::{SignedDuration, civil::date};
use services::{
    Bureau, Chance, Failure, Home,
    base::{NewCounty, open_county},
    people::{NewStaff, add_staff},
    rectification::{
        AnswerForm, Attention, CheckForm, CheckRefusal, Condition, FoundSubject, IssuedBatch, ListForm, NewOrder,
        Order, OrderCounts, OrderState, Proof, Refusal, Source, Subject, SubjectKind, SubjectRefusal, WithdrawForm,
        answer, attention, check, default_due, find_subject, issue, list, open_orders, remind, summary, view, withdraw,
    },
};
use store::people as rows;
use testkit::{Scratch, TestDb, engines};

const ITEM: i64 = 9_100_000_000_000_001;
const DUE: jiff::civil::Date = date(2026, 12, 11);

struct County {
    bureau: Bureau,
    clock: Arc<ManualClock>,
    db: TestDb,
    _home: Scratch,
}

impl County {
    fn open(db: TestDb) -> Self {
        let home = Scratch::new("rectification-home");
        let clock = Arc::new(testkit::clock());
        let chance = Chance { clock: clock.clone(), rng: Arc::new(testkit::rng()) };
        let new = NewCounty {
            region: testkit::region(),
            name: Some("试算县".into()),
            city_name: "试算市".into(),
            sample: false,
        };
        let bureau = open_county(&db.db, &Home::new(home.path()), &chance, new).unwrap();
        for (id, name) in [(1, "县民政局"), (2, "县公安局")] {
            testkit::seed_department(&db.db, &testkit::department(id, name));
        }
        testkit::seed_item(&db.db, &testkit::item(ITEM, testkit::content("A01", "临时救助", 1)));
        let county = Self { bureau, clock, db, _home: home };
        for (login, role, department) in [
            ("ducha", Role::Supervisor, None),
            ("bianzhi", Role::Editor, None),
            ("qita", Role::Editor, None),
            ("minzheng", Role::Approver, Some(1)),
            ("gongan", Role::Approver, Some(2)),
            ("chuangkou", Role::Clerk, None),
        ] {
            county.add(login, &[role], department);
        }
        county
    }

    fn add(&self, login: &str, roles: &[Role], department: Option<i64>) {
        let new = NewStaff {
            login: login.into(),
            name: login.into(),
            roles: roles.iter().map(|r| r.as_str().to_owned()).collect(),
            department,
            window_no: roles.contains(&Role::Clerk).then_some(3),
            password: "Zhenggai-2026".into(),
            must_change: false,
        };
        add_staff(&self.bureau, &Desk::system("测试"), &new, None).unwrap();
    }

    fn desk(&self, login: &str) -> Desk {
        let login = domain::people::Login::parse(login).unwrap();
        let staff = self.db.db.read(|tx| rows::staff_by_login(tx, self.bureau.region(), &login)).unwrap().unwrap();
        Desk::of(staff, "测试")
    }

    fn issue(&self, orders: &[NewOrder]) -> IssuedBatch {
        issue(&self.bureau, &self.desk("ducha"), orders, DUE, "", None).unwrap()
    }

    fn answer(&self, no: &str, version: i64, text: &str) -> i64 {
        let form = AnswerForm { no: no.into(), version, answer: text.into() };
        answer(&self.bureau, &self.desk("minzheng"), &form, None).unwrap()
    }

    fn check(&self, no: &str, version: i64, verdict: &str, condition: Condition) -> Result<i64, Failure<CheckRefusal>> {
        let form = CheckForm {
            no: no.into(),
            version,
            verdict: verdict.into(),
            finding: "查过平台".into(),
            due_on: "2026.12.25".into(),
        };
        let prove = |_: &Order| Ok(Proof { condition, effect: "98.96% → 98.99%".into() });
        check(&self.bureau, &self.desk("ducha"), &form, &prove, None)
    }

    fn stage(&self, no: &str) -> String {
        view(&self.bureau, &self.desk("ducha"), no).unwrap().order.stage.as_str().to_owned()
    }

    fn is_sound(&self) {
        assert_eq!(services::journal::verify(&self.bureau).unwrap().journal.findings, []);
    }
}

fn gap(key: i64, department: i64) -> NewOrder {
    NewOrder {
        source: Source::Gap,
        source_ref: "provincial_publication_rate".into(),
        subject: Subject { kind: SubjectKind::Item, key: key.to_string(), name: format!("事项{key}") },
        department: Some(DepartmentId::new(department)),
        unit_name: String::new(),
        blocker: "省平台未同步".into(),
        requirement: "把“省级平台发布”办成“是”".into(),
        was: "省级平台发布：否".into(),
    }
}

fn station() -> NewOrder {
    NewOrder {
        source_ref: "station_coverage_rate".into(),
        subject: Subject { kind: SubjectKind::Division, key: "990101100201".into(), name: "双桥村".into() },
        department: None,
        unit_name: "云溪镇".into(),
        ..gap(1, 1)
    }
}

#[test]
fn from_the_order_to_its_closing() {
    for db in engines() {
        let county = County::open(db);
        let issued = county.issue(&[gap(1, 1)]);
        assert_eq!((issued.batch, issued.orders[0].no.as_str()), (None, "整改〔2026〕1号"));
        let no = issued.orders[0].slug.clone();
        assert_eq!(county.answer(&no, 1, "已报省里"), 2);
        assert_eq!(county.check(&no, 2, "return", Condition::NotMet).unwrap(), 3);
        let seen = view(&county.bureau, &county.desk("minzheng"), &no).unwrap();
        assert_eq!((seen.order.due_on, seen.may_answer, seen.may_check), (date(2026, 12, 25), true, false));
        assert_eq!((seen.issued_by.as_str(), seen.order.unit_name.as_str()), ("ducha", "县民政局"));
        assert_eq!(county.answer(&no, 3, "已同步"), 4);
        let told = county.check(&no, 4, "met", Condition::NotMet).unwrap_err().to_string();
        assert_eq!(told, "还没有达标，请退回，或选“不能整改”并写明原因");
        assert_eq!(county.check(&no, 4, "met", Condition::Met).unwrap(), 5);
        let seen = view(&county.bureau, &county.desk("ducha"), &no).unwrap();
        let services::rectification::Stage::Closed(_, closing) = &seen.order.stage else { panic!("{seen:?}") };
        assert_eq!(closing.effect, "98.96% → 98.99%");
        let kinds: Vec<&str> = seen.history.iter().map(|e| e.kind.as_str()).collect();
        assert_eq!(
            kinds,
            ["issued", "answered", "returned", "answered", "closed"].map(|k| format!("rectification.{k}"))
        );
        assert!(seen.history.iter().all(|e| e.terminal == "测试" && e.role != "-"), "{:?}", seen.history);
        // The subject may be ordered again, under the next number.
        assert_eq!(county.issue(&[gap(1, 1)]).orders[0].slug, "2026-2");
        county.is_sound();
    }
}

#[test]
fn a_batch_is_opened_whole_or_not_at_all() {
    for db in engines() {
        let county = County::open(db);
        let eleven: Vec<NewOrder> = (1..=11).map(|n| gap(n, 1)).collect();
        let desk = county.desk("bianzhi");
        let once = || issue(&county.bureau, &desk, &eleven, DUE, "月底前发布", Some("k-1")).unwrap();
        let first = once();
        assert_eq!(once(), first, "sent twice, done once");
        assert_eq!((first.orders.len(), first.batch.is_some()), (11, true));
        assert_eq!(first.orders[10].no, "整改〔2026〕11号");
        let register = list(&county.bureau, &desk, &ListForm { limit: 5, ..ListForm::default() }).unwrap();
        assert_eq!((register.counts.issued, register.lines.len(), register.next.is_some()), (11, 5, true));
        assert_eq!(register.lines[0].order.requirement, "月底前发布");
        let mixed = [gap(12, 1), gap(7, 1)];
        let told = issue(&county.bureau, &desk, &mixed, DUE, "", None).unwrap_err().to_string();
        assert_eq!(told, "“事项7”已有整改〔2026〕7号，还没有销号");
        let open = open_orders(&county.bureau, Source::Gap, "provincial_publication_rate").unwrap();
        assert_eq!(open.len(), 11, "nothing of the refused batch was opened");
        for (orders, refusal) in [
            (vec![], Refusal::NothingChosen),
            (vec![gap(20, 1), gap(20, 1)], Refusal::Twice("事项20".into())),
            ((100..1_101).map(|n| gap(n, 1)).collect(), Refusal::TooMany(1_001)),
        ] {
            let told = issue(&county.bureau, &desk, &orders, DUE, "", None);
            assert_eq!(told, Err(Failure::Refused(refusal)));
        }
        let nowhere = issue(&county.bureau, &desk, &[gap(20, 99)], DUE, "", None);
        assert_eq!(nowhere, Err(Failure::NotFound));
        // From another source, or of another indicator, the subject is another matter.
        let other = NewOrder { source_ref: "hall_residency_rate".into(), ..gap(7, 1) };
        assert_eq!(county.issue(&[other]).orders[0].slug, "2026-12");
        county.is_sound();
    }
}

#[test]
fn of_offices_that_ask_at_once_one_opens_the_order() {
    for db in engines() {
        let county = County::open(db);
        let desk = county.desk("ducha");
        let done: Vec<_> = std::thread::scope(|scope| {
            let all: Vec<_> =
                (0..8).map(|_| scope.spawn(|| issue(&county.bureau, &desk, &[gap(1, 1)], DUE, "", None))).collect();
            all.into_iter().map(|t| t.join().unwrap()).collect()
        });
        let won = done.iter().filter(|d| d.is_ok()).count();
        let told = done.iter().filter(|d| matches!(d, Err(Failure::Refused(Refusal::AlreadyOpen { .. })))).count();
        assert_eq!((won, told), (1, 7), "{}: {done:?}", county.db.name);
    }
}

#[test]
fn a_department_sees_and_answers_its_own() {
    let county = County::open(TestDb::sqlite());
    county.issue(&[gap(1, 1), gap(2, 2), station()]);
    let counts = |login: &str| {
        list(&county.bureau, &county.desk(login), &ListForm { limit: 9, ..ListForm::default() }).unwrap().counts.all()
    };
    assert_eq!([counts("ducha"), counts("bianzhi"), counts("minzheng"), counts("gongan")], [3, 3, 1, 1]);
    let clerk = list(&county.bureau, &county.desk("chuangkou"), &ListForm::default());
    assert!(matches!(clerk, Err(Failure::Denied(_))));
    // Another department's, and a township's, are not there for an approver.
    for no in ["2026-2", "2026-3"] {
        assert!(matches!(view(&county.bureau, &county.desk("minzheng"), no), Err(Failure::NotFound)), "{no}");
        let form = AnswerForm { no: no.into(), version: 1, answer: "做了".into() };
        let told = answer(&county.bureau, &county.desk("minzheng"), &form, None);
        assert_eq!(told, Err(Failure::NotFound), "{no}");
    }
    let form = AnswerForm { no: "2026-3".into(), version: 1, answer: "村里已设站".into() };
    assert_eq!(answer(&county.bureau, &county.desk("bianzhi"), &form, None), Ok(2));
    let told = answer(&county.bureau, &county.desk("ducha"), &form, None).unwrap_err();
    assert!(matches!(told, Failure::Denied(_)), "who checks does not answer");
    let check_form = CheckForm { no: "2026-3".into(), version: 2, verdict: "met".into(), ..CheckForm::default() };
    let prove = |_: &Order| Ok(Proof::judged());
    let told = check(&county.bureau, &county.desk("bianzhi"), &check_form, &prove, None).unwrap_err();
    assert!(matches!(told, Failure::Denied(_)), "who is measured does not check");
}

#[test]
fn whoever_issued_it_or_checks_may_withdraw() {
    let county = County::open(TestDb::sqlite());
    issue(&county.bureau, &county.desk("bianzhi"), &[gap(1, 1), gap(2, 1)], DUE, "", None).unwrap();
    let form = |no: &str| WithdrawForm { no: no.into(), version: 1, reason: "选错事项".into() };
    let told = withdraw(&county.bureau, &county.desk("qita"), &form("2026-1"), None).unwrap_err();
    assert_eq!(told.to_string(), "您的岗位不办这一步，请找交办人或督查");
    assert!(withdraw(&county.bureau, &county.desk("minzheng"), &form("2026-1"), None).is_err());
    let bare = WithdrawForm { reason: " ".into(), ..form("2026-1") };
    let told = withdraw(&county.bureau, &county.desk("bianzhi"), &bare, None);
    assert_eq!(told, Err(Failure::Refused(Refusal::WithdrawalReasonMissing)));
    assert_eq!(withdraw(&county.bureau, &county.desk("bianzhi"), &form("2026-1"), None), Ok(2));
    assert_eq!(withdraw(&county.bureau, &county.desk("ducha"), &form("2026-2"), None), Ok(2));
    assert_eq!(withdraw(&county.bureau, &county.desk("ducha"), &form("2026-2"), None), Err(Failure::Stale));
    assert_eq!((county.stage("2026-1"), county.stage("2026-2")), ("withdrawn".into(), "withdrawn".into()));
    county.is_sound();
}

#[test]
fn a_check_needs_a_verdict_a_day_and_an_order_as_it_was_seen() {
    let county = County::open(TestDb::sqlite());
    county.issue(&[gap(1, 1)]);
    county.answer("2026-1", 1, "已报省里");
    let told =
        |no: &str, version, verdict: &str| county.check(no, version, verdict, Condition::Met).unwrap_err().to_string();
    assert_eq!(told("2026-1", 2, "perhaps"), "请选择核验结论：退回、已整改或不能整改");
    assert_eq!(told("2026-1", 2, "unattainable"), "现在已经达标，请改选“已整改”");
    assert!(matches!(county.check("2026-1", 1, "met", Condition::Met), Err(Failure::Stale)));
    assert!(matches!(county.check("2026-9", 1, "met", Condition::Met), Err(Failure::NotFound)));
    assert!(matches!(county.check("乱写", 1, "met", Condition::Met), Err(Failure::NotFound)));
    let form = CheckForm { no: "2026-1".into(), version: 2, verdict: "return".into(), ..CheckForm::default() };
    let prove = |_: &Order| Ok(Proof::judged());
    let told = check(&county.bureau, &county.desk("ducha"), &form, &prove, None).unwrap_err();
    assert_eq!(told.to_string(), "请填写日期");
    assert_eq!(county.stage("2026-1"), "answered");
}

#[test]
fn the_same_check_sent_again_is_one() {
    let county = County::open(TestDb::sqlite());
    county.issue(&[gap(1, 1)]);
    county.answer("2026-1", 1, "已同步");
    let form = CheckForm { no: "2026-1".into(), version: 2, verdict: "met".into(), ..CheckForm::default() };
    let prove = |_: &Order| Ok(Proof { condition: Condition::Met, effect: "达标".into() });
    let once = || check(&county.bureau, &county.desk("ducha"), &form, &prove, Some("k"));
    assert_eq!((once(), once()), (Ok(3), Ok(3)));
    let seen = view(&county.bureau, &county.desk("ducha"), "2026-1").unwrap();
    assert_eq!((seen.history.len(), seen.may_check, seen.may_withdraw), (3, false, false));
}

#[test]
fn reminders_come_once_before_the_day_and_once_after() {
    for db in engines() {
        let county = County::open(db);
        county.issue(&[gap(1, 1), gap(2, 1), gap(3, 2), station()]);
        county.answer("2026-2", 1, "已同步");
        let days = |n: i64| county.clock.advance(SignedDuration::from_hours(24 * n));
        let notice = |login: &str| attention(&county.bureau, &county.desk(login)).unwrap();
        assert_eq!(remind(&county.bureau), Ok(0));
        let calm = Attention { issued: 1, ..Attention::default() };
        assert_eq!(notice("minzheng"), Some(calm));
        days(18); // Tuesday 8 December: three working days are left.
        assert_eq!((remind(&county.bureau), remind(&county.bureau)), (Ok(3), Ok(0)));
        assert_eq!(notice("minzheng"), Some(Attention { soon: 1, ..calm }));
        assert_eq!(notice("ducha"), Some(Attention { overdue: 0, soon: 3, issued: 3, to_check: 1 }));
        assert_eq!(notice("chuangkou"), None);
        days(4); // Saturday: the day is over, no working day has passed.
        assert_eq!((remind(&county.bureau), remind(&county.bureau)), (Ok(3), Ok(0)));
        assert_eq!(notice("minzheng"), Some(Attention { overdue: 1, ..calm }));
        days(30);
        assert_eq!(remind(&county.bureau), Ok(0));
        let seen = view(&county.bureau, &county.desk("minzheng"), "2026-1").unwrap();
        let facts: Vec<&str> = seen.history.iter().filter_map(|e| e.facts["what"].as_str()).collect();
        assert_eq!((facts, seen.order.version), (vec!["soon", "overdue"], 3));
        assert_eq!(county.answer("2026-1", 3, "晚了，已同步"), 4);
        county.is_sound();
    }
}

#[test]
fn the_register_in_figures_and_by_part() {
    let county = County::open(TestDb::sqlite());
    county.issue(&[gap(1, 1), gap(2, 1), gap(3, 2), station()]);
    county.answer("2026-1", 1, "已同步");
    county.check("2026-1", 2, "met", Condition::Met).unwrap();
    county.clock.advance(SignedDuration::from_hours(24 * 60));
    county.answer("2026-2", 1, "已同步");
    let desk = county.desk("ducha");
    let nos = |state| -> Vec<String> {
        let form = ListForm { state, limit: 9, ..ListForm::default() };
        let lines = list(&county.bureau, &desk, &form).unwrap().lines;
        lines.iter().map(|l| l.order.no.slug()).collect()
    };
    assert_eq!(nos(OrderState::Overdue), ["2026-3", "2026-4"]);
    assert_eq!(nos(OrderState::Open), ["2026-2", "2026-3", "2026-4"]);
    let all = summary(&county.bureau, &desk, None).unwrap();
    let expected = OrderCounts { issued: 2, overdue: 2, answered: 1, closed: 1, withdrawn: 0 };
    assert_eq!((all.counts, all.units.len()), (expected, 3));
    let late = summary(&county.bureau, &desk, Some(date(2027, 1, 1))).unwrap();
    assert_eq!(late.counts, OrderCounts { closed: 0, ..expected });
    let own = summary(&county.bureau, &county.desk("gongan"), None).unwrap();
    assert_eq!((own.counts.all(), own.units.len()), (1, 1));
    let unit = ListForm { unit: Some("云溪镇".into()), limit: 9, ..ListForm::default() };
    assert_eq!(list(&county.bureau, &desk, &unit).unwrap().lines.len(), 1);
}

#[test]
fn a_subject_is_found_by_what_people_type() {
    let county = County::open(TestDb::sqlite());
    let find = |kind, typed: &str| find_subject(&county.bureau, &county.desk("ducha"), kind, typed);
    let expected = FoundSubject {
        subject: Subject { kind: SubjectKind::Item, key: ITEM.to_string(), name: "临时救助".into() },
        department: Some(DepartmentId::new(1)),
        unit_name: "县民政局".into(),
    };
    for typed in ["A01", " Ａ０１ ", &ITEM.to_string()] {
        assert_eq!(find(SubjectKind::Item, typed), Ok(expected.clone()), "{typed}");
    }
    let told = |kind, typed: &str| find(kind, typed).unwrap_err();
    assert_eq!(told(SubjectKind::Item, " "), Failure::Refused(SubjectRefusal::Missing));
    assert_eq!(told(SubjectKind::Item, "B99").to_string(), "没有编码是“B99”的事项，请到事项库核对");
    let none = told(SubjectKind::Division, "990101100201").to_string();
    assert_eq!(none, "没有代码是“990101100201”的乡镇或村，请到站点名册核对");
    assert!(matches!(told(SubjectKind::Division, "99"), Failure::Refused(SubjectRefusal::Code(_))));
    let due = default_due(&county.bureau).unwrap();
    assert_eq!((due.on, due.provisional), (date(2026, 12, 11), false));
}
