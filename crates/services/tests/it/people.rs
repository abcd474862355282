//! Signing in under pressure, people who come back, who sees what, and changes of staff.

use std::sync::Arc;

use domain::{
    base::{CaseId, ManualClock, PersonId, StaffId},
    people::{Desk, Login, Role, Staff},
};
use jiff::SignedDuration;
use services::{
    Bureau, Chance, Failure, Home,
    base::{NewCounty, open_county},
    cases::{AcceptForm, AcceptRefusal, Accepted, ListForm, ProgressRefusal, accept, list, progress, receipt, view},
    people::{
        NewStaff, SignInRefusal, StaffAt, StaffForm, StaffRefusal, Ticket, add_staff, edit_staff, reset_password,
        session, set_active, sign_in, staff_lines,
    },
};
use store::people as rows;
use testkit::{Scratch, TestDb, engines};

const PASSWORD: &str = "Chuangkou-2026";
const ITEM: i64 = 9_100_000_000_000_001;
const OTHER: i64 = 9_100_000_000_000_002;

struct County {
    bureau: Bureau,
    clock: Arc<ManualClock>,
    db: TestDb,
    _home: Scratch,
}

impl County {
    fn open(db: TestDb) -> Self {
        let home = Scratch::new("people-home");
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
        testkit::seed_item(&db.db, &testkit::item(OTHER, testkit::content("B01", "居住证申领", 2)));
        Self { bureau, clock, db, _home: home }
    }

    fn add(&self, login: &str, roles: &[Role], department: Option<i64>, window: Option<u16>) -> StaffId {
        add_staff(&self.bureau, &Desk::system("测试"), &new(login, roles, department, window), None).unwrap()
    }

    fn seat(&self, login: &str) -> Desk {
        let login = Login::parse(login).unwrap();
        let staff = self.db.db.read(|tx| rows::staff_by_login(tx, self.bureau.region(), &login)).unwrap().unwrap();
        Desk::of(staff, "测试")
    }

    fn events(&self, id: StaffId, kind: &str) -> i64 {
        let stream = format!("staff/{id}");
        let sql = "SELECT count(*) AS n FROM event WHERE stream = $1 AND kind = $2";
        self.db.db.read(|tx| tx.row(sql, store::vals![&stream, kind])?.unwrap().int("n")).unwrap()
    }

    fn is_sound(&self) {
        assert_eq!(services::journal::verify(&self.bureau).unwrap().journal.findings, []);
    }
}

fn new(login: &str, roles: &[Role], department: Option<i64>, window: Option<u16>) -> NewStaff {
    NewStaff {
        login: login.into(),
        name: login.into(),
        roles: roles.iter().map(|r| r.as_str().to_owned()).collect(),
        department,
        window_no: window,
        password: PASSWORD.into(),
        must_change: false,
    }
}

fn refused<T>(done: Result<T, Failure<SignInRefusal>>) -> Option<SignInRefusal> {
    match done {
        Err(Failure::Refused(refusal)) => Some(refusal),
        Ok(_) => None,
        Err(other) => panic!("{other}"),
    }
}

fn form(item: i64) -> AcceptForm {
    AcceptForm {
        item,
        applicant: "person".into(),
        code: "990101199003078578".into(),
        name: "张三丰".into(),
        contact: String::new(),
        phone: "13800138000".into(),
        ..AcceptForm::default()
    }
}

fn taken(county: &County, desk: &Desk, item: i64) -> Accepted {
    accept(&county.bureau, desk, &form(item), None).unwrap()
}

/// Tries again while it is crowded, as a patient attacker does.
fn try_to(bureau: &Bureau, login: &str, password: &str, from: &str) -> Result<Ticket, Failure<SignInRefusal>> {
    loop {
        let tried = sign_in(bureau, login, password, from);
        if !matches!(tried, Err(Failure::Refused(SignInRefusal::Busy))) {
            return tried;
        }
        std::thread::yield_now();
    }
}

#[test]
fn of_sixty_wrong_passwords_at_once_ten_are_checked() {
    for db in engines() {
        let county = County::open(db);
        county.add("li", &[Role::Supervisor], None, None);
        let told = std::thread::scope(|scope| {
            let all: Vec<_> =
                (0..60).map(|_| scope.spawn(|| refused(try_to(&county.bureau, "li", "wrong", "192.0.2.9")))).collect();
            all.into_iter().map(|t| t.join().unwrap().unwrap()).collect::<Vec<_>>()
        });
        let wrong = told.iter().filter(|r| **r == SignInRefusal::Wrong).count();
        assert_eq!((wrong, told.len()), (10, 60), "{}", county.db.name);
        assert!(told.iter().all(|r| matches!(r, SignInRefusal::Wrong | SignInRefusal::Later)));
    }
}

#[test]
fn strangers_do_not_keep_the_owner_out_and_one_address_does_not_sweep() {
    let county = County::open(TestDb::sqlite());
    let id = county.add("li", &[Role::Supervisor], None, None);
    sign_in(&county.bureau, "li", PASSWORD, "10.0.0.5").unwrap();
    for _ in 0..10 {
        assert_eq!(refused(sign_in(&county.bureau, "li", "wrong", "192.0.2.9")), Some(SignInRefusal::Wrong));
    }
    assert_eq!(refused(sign_in(&county.bureau, "li", PASSWORD, "192.0.2.9")), Some(SignInRefusal::Later));
    assert_eq!(refused(sign_in(&county.bureau, "li", PASSWORD, "192.0.2.10")), Some(SignInRefusal::Later));
    sign_in(&county.bureau, "li", PASSWORD, "10.0.0.5").unwrap();
    assert_eq!(county.events(id, "staff.signed_in"), 2);
    // 50 more from that address on other names, then it is full, whatever the name.
    for n in 0..50 {
        assert_eq!(refused(sign_in(&county.bureau, &format!("n{n}"), "x", "192.0.2.9")), Some(SignInRefusal::Wrong));
    }
    assert_eq!(refused(sign_in(&county.bureau, "someone", "x", "192.0.2.9")), Some(SignInRefusal::Later));
    county.clock.advance(SignedDuration::from_mins(16));
    sign_in(&county.bureau, "li", PASSWORD, "192.0.2.9").unwrap();
    county.is_sound();
}

#[test]
fn one_person_signs_in_many_times_at_once() {
    for db in engines() {
        let county = County::open(db);
        let id = county.add("li", &[Role::Clerk], None, Some(3));
        std::thread::scope(|scope| {
            for n in 0..12 {
                let county = &county;
                scope.spawn(move || try_to(&county.bureau, "li", PASSWORD, &format!("10.0.0.{n}")).unwrap());
            }
        });
        assert_eq!(county.events(id, "staff.signed_in"), 12, "{}", county.db.name);
        county.is_sound();
    }
}

#[test]
fn no_two_people_share_a_key_and_digests_tell_nothing() {
    let county = County::open(TestDb::sqlite());
    county.add("one", &[Role::Clerk], None, Some(1));
    county.add("two", &[Role::Clerk], None, Some(2));
    let (one, two) = (county.seat("one"), county.seat("two"));
    let first = accept(&county.bureau, &one, &form(ITEM), Some("same")).unwrap();
    assert_eq!(accept(&county.bureau, &one, &form(ITEM), Some("same")).unwrap(), first);
    let second = accept(&county.bureau, &two, &form(ITEM), Some("same")).unwrap();
    assert_ne!(second.case_no, first.case_no, "another person's key is another key");
    let sql = "SELECT digest FROM idempotency ORDER BY key";
    let kept =
        county.db.db.read(|tx| tx.rows(sql, &[])?.iter().map(|r| r.text("digest")).collect::<Result<Vec<_>, _>>());
    let plain = [
        serde_json::to_string(&("case.accept", form(ITEM))).unwrap(),
        serde_json::to_string(&(one.staff.unwrap().id.to_string(), form(ITEM))).unwrap(),
    ];
    for digest in kept.unwrap() {
        assert!(plain.iter().all(|text| store::digest(text.as_bytes()) != digest), "a digest anybody can make");
    }
}

#[test]
fn an_erased_citizen_comes_back() {
    for db in engines() {
        let county = County::open(db);
        county.add("clerk", &[Role::Clerk], None, Some(3));
        let desk = county.seat("clerk");
        let first = taken(&county, &desk, ITEM);
        let erased: Result<u64, store::StoreError> = county.db.db.write(|tx| tx.run("DELETE FROM person_key", &[]));
        assert_eq!(erased, Ok(1));
        let second = taken(&county, &desk, ITEM);
        let person = |id: i64| -> PersonId {
            let region = county.bureau.region();
            county.db.db.read(|tx| store::cases::case(tx, region, CaseId::new(id))).unwrap().unwrap().0.person
        };
        assert_eq!(person(first.id), person(second.id), "the same citizen");
        let before = view(&county.bureau, &desk, &first.case_no).unwrap();
        assert_eq!(before.particulars.name, "（已删除）", "what was erased stays closed");
        assert_eq!(view(&county.bureau, &desk, &second.case_no).unwrap().particulars.name, "张*丰");
        let lines = list(&county.bureau, &desk, &ListForm { limit: 9, ..ListForm::default() }).unwrap().lines;
        let names: Vec<&str> = lines.iter().map(|l| l.applicant.as_str()).collect();
        assert!(names.contains(&"（已删除）") && names.contains(&"张*丰"), "{names:?}");
        let asked = progress(&county.bureau, &Desk::public("192.0.2.3"), &first.case_no, "");
        assert!(matches!(asked, Err(Failure::Refused(ProgressRefusal::Wrong))));
        county.is_sound();
    }
}

#[test]
fn an_approver_sees_the_own_departments_cases_and_without_one_nothing() {
    let county = County::open(TestDb::sqlite());
    county.add("clerk", &[Role::Clerk], None, Some(3));
    county.add("approver", &[Role::Approver], Some(1), None);
    county.add("both", &[Role::Approver, Role::Supervisor], Some(1), None);
    let clerk = county.seat("clerk");
    let (one, other) = (taken(&county, &clerk, ITEM), taken(&county, &clerk, OTHER));
    let approver = county.seat("approver");
    let nowhere = Desk::of(Staff { department: None, ..approver.staff.clone().unwrap() }, "测试");
    let seen = |desk: &Desk, words: &str| {
        let form = ListForm { words: words.into(), limit: 9, ..ListForm::default() };
        let mut seen: Vec<String> =
            list(&county.bureau, desk, &form).unwrap().lines.into_iter().map(|l| l.case_no).collect();
        seen.sort();
        seen
    };
    let (both, own) = (vec![one.case_no.clone(), other.case_no.clone()], vec![one.case_no.clone()]);
    for (desk, expected) in [(&clerk, &both), (&county.seat("both"), &both), (&approver, &own), (&nowhere, &vec![])] {
        assert_eq!(&seen(desk, ""), expected);
        let by_number = if expected.len() == 2 { vec![other.case_no.clone()] } else { vec![] };
        assert_eq!(seen(desk, &other.case_no), by_number);
    }
    assert_eq!(seen(&clerk, "居住证"), both[1..]);
    assert_eq!(seen(&clerk, "%"), Vec::<String>::new());
    let others = |desk: &Desk| view(&county.bureau, desk, &one.case_no).map(|v| v.others.len());
    assert_eq!((others(&clerk).unwrap(), others(&approver).unwrap()), (1, 0));
    assert!(matches!(others(&nowhere), Err(Failure::NotFound)));
    let odd = add_staff(&county.bureau, &Desk::system("测试"), &new("odd", &[Role::Approver], Some(77), None), None);
    assert!(matches!(odd, Err(Failure::Refused(StaffRefusal::DepartmentUnknown))));
}

#[test]
fn a_notice_leaves_its_trace_and_the_case_its_version() {
    let county = County::open(TestDb::sqlite());
    let id = county.add("clerk", &[Role::Clerk], None, Some(3));
    let desk = county.seat("clerk");
    let made = taken(&county, &desk, ITEM);
    for printed in 1..=2 {
        let drawn = receipt(&county.bureau, &desk, &made.case_no).unwrap();
        assert_eq!(drawn.query_password.map(|p| p.len()), Some(8));
        assert_eq!((drawn.case.version, drawn.history.len()), (1, 1));
        assert_eq!(county.events(id, "case.receipt_printed"), printed);
    }
    let odd = AcceptForm { applicant: "robot".into(), ..form(ITEM) };
    let Err(Failure::Refused(AcceptRefusal::Fields(flaws))) = accept(&county.bureau, &desk, &odd, None) else {
        panic!("an unknown kind of applicant is refused")
    };
    assert_eq!(flaws[0].field, "applicant");
    county.is_sound();
}

#[test]
fn the_query_password_is_guessed_neither_in_parallel_nor_case_by_case() {
    let county = County::open(TestDb::sqlite());
    county.add("clerk", &[Role::Clerk], None, Some(3));
    let desk = county.seat("clerk");
    let cases: Vec<String> = (0..4).map(|_| taken(&county, &desk, ITEM).case_no).collect();
    let ask = |no: &str, from: &str| match progress(&county.bureau, &Desk::public(from), no, "wrong") {
        Err(Failure::Refused(refusal)) => refusal,
        Ok(_) => panic!("guessed"),
        Err(other) => panic!("{other}"),
    };
    let told = std::thread::scope(|scope| {
        let (ask, no) = (&ask, &cases[0]);
        let all: Vec<_> = (0..60).map(|n| scope.spawn(move || ask(no, &format!("192.0.2.{n}")))).collect();
        all.into_iter().map(|t| t.join().unwrap()).collect::<Vec<_>>()
    });
    assert_eq!(told.iter().filter(|r| **r == ProgressRefusal::Wrong).count(), 10);
    for no in &cases[1..] {
        for _ in 0..10 {
            assert_eq!(ask(no, "198.51.100.1"), ProgressRefusal::Wrong);
        }
    }
    let fresh = taken(&county, &desk, ITEM).case_no;
    assert_eq!(ask(&fresh, "198.51.100.1"), ProgressRefusal::Later, "thirty from one address are enough");
    assert_eq!(ask(&fresh, "198.51.100.2"), ProgressRefusal::Wrong);
}

#[test]
fn staff_are_changed_with_version_event_and_end_of_sessions() {
    let county = County::open(TestDb::sqlite());
    county.add("admin", &[Role::Administrator], None, None);
    let id = county.add("li", &[Role::Clerk], None, Some(3));
    let admin = county.seat("admin");
    let ticket = sign_in(&county.bureau, "li", PASSWORD, "10.0.0.5").unwrap();
    let change = |version, name: &str, window| StaffForm {
        at: StaffAt { id: id.get(), version },
        name: name.into(),
        roles: vec!["clerk".into()],
        department: None,
        window_no: Some(window),
    };
    let open = || session(&county.bureau, &ticket.token).unwrap().is_some();
    assert_eq!(edit_staff(&county.bureau, &admin, &change(1, "李强", 3), Some("k")), Ok(2));
    assert_eq!(edit_staff(&county.bureau, &admin, &change(1, "李强", 3), Some("k")), Ok(2), "once");
    assert!(open(), "a name alone ends no session");
    assert_eq!(edit_staff(&county.bureau, &admin, &change(1, "李刚", 3), None), Err(Failure::Stale));
    assert_eq!(edit_staff(&county.bureau, &admin, &change(2, "李强", 3), None), Ok(2), "nothing changed");
    assert_eq!(county.events(id, "staff.changed"), 1);
    assert_eq!(edit_staff(&county.bureau, &admin, &change(2, "李强", 5), None), Ok(3));
    assert!(!open(), "another window, another sign-in");
    let unknown = StaffForm { department: Some(77), ..change(3, "李强", 5) };
    assert_eq!(
        edit_staff(&county.bureau, &admin, &unknown, None),
        Err(Failure::Refused(StaffRefusal::DepartmentUnknown))
    );
    let own = admin.staff.clone().unwrap();
    let at = StaffAt { id: own.id.get(), version: own.version };
    let away = StaffForm { at, ..change(1, "周正", 3) };
    assert_eq!(edit_staff(&county.bureau, &admin, &away, None), Err(Failure::Refused(StaffRefusal::OwnRole)));
    let clerk = county.seat("li");
    assert!(matches!(edit_staff(&county.bureau, &clerk, &change(3, "李强", 6), None), Err(Failure::Denied(_))));
    let at = StaffAt { id: id.get(), version: 3 };
    let flawed = reset_password(&county.bureau, &admin, at, "Meng-li-2026", None);
    assert!(matches!(flawed, Err(Failure::Refused(StaffRefusal::Password(_)))), "the login is in it");
    reset_password(&county.bureau, &admin, at, "Xinmima-2027", Some("r")).unwrap();
    reset_password(&county.bureau, &admin, at, "Xinmima-2027", Some("r")).unwrap();
    set_active(&county.bureau, &admin, StaffAt { version: 4, ..at }, false, Some("a")).unwrap();
    let line = staff_lines(&county.bureau, &admin).unwrap().into_iter().find(|l| l.staff.id == id).unwrap();
    assert_eq!((line.staff.version, line.staff.active, line.staff.window_no), (5, false, Some(5)));
    assert_eq!(county.events(id, "staff.changed"), 4);
    county.is_sound();
}
