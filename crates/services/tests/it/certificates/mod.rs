//! Certificates in use: numbers given once however many ask, renewal, what is held, erasure, and the seal service in all
//! its moods, on both engines.

mod again;
mod seal_service;

use std::{sync::Arc, thread, time::Duration};

use domain::{
    base::{CertificateId, ManualClock},
    catalogue::{Material, Need, Origin},
    people::{Desk, Role},
};
use jiff::SignedDuration;
use seal_service::{Mood, SealTestService};
use services::{
    Bureau, Chance, Failure, Home,
    base::{NewCounty, open_county},
    cases::{AcceptForm, CompleteForm, DecideForm, accept, complete, decide},
    certificates::{
        CertificateRefusal, EndForm, HeldFor, HttpSealService, IssueForm, Issued, KindForm, PaperRefusal, Refusal,
        RegisterForm, SealFault, SealForm, SealRefusal, Standing, case_paper, end, held_by_code, issue,
        issue_completed, offer, offered_number, paper, register, save_kind, seal, verify, view,
    },
    people::{NewStaff, add_staff},
};
use store::people as rows;
use testkit::{Scratch, TestDb, engines};

const ITEM: i64 = 9_100_000_000_000_001;
const ID: &str = "990101199003078578";
const ORIGIN: &str = "https://hall.example";

struct County {
    bureau: Bureau,
    clock: Arc<ManualClock>,
    db: TestDb,
    _home: Scratch,
}

impl County {
    fn open(db: TestDb) -> Self {
        let home = Scratch::new("certificates-home");
        let clock = Arc::new(testkit::clock());
        let chance = Chance { clock: clock.clone(), rng: Arc::new(testkit::rng()) };
        let new = NewCounty {
            region: testkit::region(),
            name: Some("试算县".into()),
            city_name: "试算市".into(),
            sample: false,
        };
        let bureau = open_county(&db.db, &Home::new(home.path()), &chance, new).unwrap();
        testkit::seed_department(&db.db, &testkit::department(1, "县市场监督管理局"));
        let mut content = testkit::content("A01", "食品经营许可", 1);
        content.guide.result_name = "食品经营许可证".into();
        content.guide.result_kind = "证照".into();
        let material =
            |name: &str, origin| Material { name: name.into(), need: Need::Optional, origin, ..Material::default() };
        content.guide.materials = vec![
            material("申请书", Origin::Applicant),
            material("食品经营许可证复印件", Origin::Government),
            material("营业执照", Origin::Government),
        ];
        testkit::seed_item(&db.db, &testkit::item(ITEM, content));
        let county = Self { bureau, clock, db, _home: home };
        for (login, role, department) in
            [("chuangkou", Role::Clerk, None), ("shichang", Role::Approver, Some(1)), ("bianzhi", Role::Editor, None)]
        {
            let new = NewStaff {
                login: login.into(),
                name: login.into(),
                roles: vec![role.as_str().into()],
                department,
                window_no: (role == Role::Clerk).then_some(3),
                password: "Zhengzhao-2026".into(),
                must_change: false,
            };
            add_staff(&county.bureau, &Desk::system("测试"), &new, None).unwrap();
        }
        let form = KindForm {
            name: "食品经营许可证".into(),
            department: Some(1),
            type_code: "11100000MB03271699022".into(),
            issuer: "11330105002500287C".into(),
            number_form: "JY{年}{序5}".into(),
            valid_months: "60".into(),
            stands_for: "食品经营许可证复印件".into(),
            in_use: true,
        };
        save_kind(&county.bureau, &county.desk("bianzhi"), (None, 0), &form, None).unwrap();
        county
    }

    fn desk(&self, login: &str) -> Desk {
        let login = domain::people::Login::parse(login).unwrap();
        let staff = self.db.db.read(|tx| rows::staff_by_login(tx, self.bureau.region(), &login)).unwrap().unwrap();
        Desk::of(staff, "测试")
    }

    fn approver(&self) -> Desk {
        self.desk("shichang")
    }

    /// A case of 张三丰, granted; its number.
    fn granted(&self) -> String {
        let form = AcceptForm {
            item: ITEM,
            applicant: "person".into(),
            code: ID.into(),
            name: "张三丰".into(),
            contact: String::new(),
            phone: "13800138000".into(),
            ..AcceptForm::default()
        };
        let no = accept(&self.bureau, &self.desk("chuangkou"), &form, None).unwrap().case_no;
        let form = DecideForm { case_no: no.clone(), version: 1, outcome: "grant".into(), ..DecideForm::default() };
        decide(&self.bureau, &self.approver(), &form, None).unwrap();
        no
    }

    /// The same, completed under a number.
    fn completed(&self, number: &str) -> String {
        let no = self.granted();
        let form = CompleteForm {
            case_no: no.clone(),
            version: 2,
            result_name: "食品经营许可证".into(),
            result_no: number.into(),
        };
        complete(&self.bureau, &self.approver(), &form, None).unwrap();
        no
    }

    fn issue(&self, case: &str, number: &str, replaces: Option<i64>) -> Result<Issued, Failure<CertificateRefusal>> {
        let form = IssueForm {
            case_no: case.into(),
            number: number.into(),
            valid_from: "2026-11-20".into(),
            valid_to: "2031-11-19".into(),
            replaces,
        };
        issue(&self.bureau, &self.approver(), &form, None)
    }

    fn standing(&self, id: i64) -> Standing {
        view(&self.bureau, &self.approver(), CertificateId::new(id)).unwrap().standing
    }

    fn held(&self) -> Vec<String> {
        let asked = HeldFor { applicant: "person".into(), code: ID.into(), item: ITEM };
        let held = held_by_code(&self.bureau, &self.desk("chuangkou"), &asked).unwrap();
        held.into_iter().map(|h| h.material).collect()
    }

    fn is_sound(&self) {
        assert_eq!(services::journal::verify(&self.bureau).unwrap().journal.findings, []);
    }
}

fn on_both(test: impl Fn(County)) {
    for db in engines() {
        println!("engine: {}", db.name);
        test(County::open(db));
    }
}

fn rule<T: std::fmt::Debug>(done: Result<T, Failure<CertificateRefusal>>) -> Refusal {
    match done {
        Err(Failure::Refused(CertificateRefusal::Rule(rule))) => rule,
        other => panic!("{other:?}"),
    }
}

#[test]
fn numbers_are_offered_in_turn_and_follow_what_was_given_by_hand() {
    on_both(|county| {
        let (desk, case) = (county.approver(), county.granted());
        assert_eq!(offered_number(&county.bureau, &desk, &case).unwrap(), "JY202600001");
        assert_eq!(offer(&county.bureau, &desk, &case).unwrap().refusal, Some(Refusal::NotGranted), "not completed");
        let first = county.completed("JY202600001");
        let made = issue_completed(&county.bureau, &desk, &first, Some("k")).unwrap().unwrap();
        assert_eq!(made.number, "JY202600001");
        assert_eq!(issue_completed(&county.bureau, &desk, &first, Some("k")).unwrap(), None, "once");
        assert_eq!(offered_number(&county.bureau, &desk, &case).unwrap(), "JY202600002");
        let by_hand = county.completed("JY202600041");
        county.issue(&by_hand, "JY202600041", None).unwrap();
        assert_eq!(offered_number(&county.bureau, &desk, &case).unwrap(), "JY202600042");
        let odd = county.completed("老证-7");
        county.issue(&odd, "老证-7", None).unwrap();
        assert_eq!(offered_number(&county.bureau, &desk, &case).unwrap(), "JY202600042");
        let twice = county.completed("JY202600041");
        assert_eq!(rule(county.issue(&twice, "JY202600041", None)), Refusal::NumberTaken("JY202600041".into()));
        assert_eq!(rule(county.issue(&first, "JY9", None)), Refusal::AlreadyIssued("JY202600001".into()));
        county.is_sound();
    });
}

/// Many approvers at once, one case and many cases: one certificate a case, no identifier twice.
#[test]
fn however_many_ask_a_case_gives_out_one_certificate_and_no_identifier_comes_twice() {
    on_both(|county| {
        let cases: Vec<String> = (0..6).map(|n| county.completed(&format!("批-{n}"))).collect();
        let made: Vec<Issued> = thread::scope(|scope| {
            let county = &county;
            let ask = |n: usize| {
                let case = cases[n % 6].clone();
                move || county.issue(&case, &format!("批-{}", n % 6), None)
            };
            let asked: Vec<_> = (0..18).map(|n| scope.spawn(ask(n))).collect();
            let told = asked.into_iter().map(|a| a.join().unwrap());
            told.filter_map(|told| match told {
                Ok(issued) => Some(issued),
                Err(Failure::Refused(_)) => None,
                Err(other) => panic!("whoever comes second is told a rule, not a fault: {other:?}"),
            })
            .collect()
        });
        assert_eq!(made.len(), 6);
        let mut codes: Vec<&str> = made.iter().map(|m| m.code.as_str()).collect();
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes.len(), 6);
        county.is_sound();
    });
}

#[test]
fn a_renewal_ends_the_old_one_in_the_same_breath() {
    on_both(|county| {
        let old = county.issue(&county.completed("JY202600001"), "JY202600001", None).unwrap();
        let case = county.completed("JY202600001");
        let offer = offer(&county.bureau, &county.approver(), &case).unwrap();
        assert_eq!((offer.replaceable.len(), offer.replaceable[0].id), (1, old.id));
        assert_eq!(
            issue_completed(&county.bureau, &county.approver(), &case, None).unwrap(),
            None,
            "whether it is a renewal is for a person to say"
        );
        assert_eq!(rule(county.issue(&case, "JY202600001", None)), Refusal::NumberTaken("JY202600001".into()));
        let new = county.issue(&case, "JY202600001", Some(old.id)).unwrap();
        let (before, after) = (old.code.split('.').collect::<Vec<_>>(), new.code.split('.').collect::<Vec<_>>());
        assert_eq!(before[..8], after[..8], "type, issuer and serial stay");
        assert_eq!((before[8], after[8]), ("001", "002"));
        assert_eq!((county.standing(old.id), county.standing(new.id)), (Standing::Superseded, Standing::InForce));
        let third = county.completed("JY202600009");
        assert_eq!(rule(county.issue(&third, "JY202600009", Some(old.id))), Refusal::NotReplaceable);
        assert_eq!(rule(county.issue(&third, "JY202600009", Some(7))), Refusal::NotReplaceable);
        county.is_sound();
    });
}

#[test]
fn what_counts_stands_for_materials_until_it_is_ended_or_lapses() {
    on_both(|county| {
        assert_eq!(county.held(), Vec::<String>::new());
        let made = county.issue(&county.completed("JY1"), "JY1", None).unwrap();
        assert_eq!(county.held(), ["食品经营许可证复印件"]);
        let form = RegisterForm {
            holder: "person".into(),
            holder_code: ID.into(),
            holder_name: "张三丰".into(),
            name: "营业执照".into(),
            number: "92990101".into(),
            issuer: "省局".into(),
            issued_on: "2020-05-01".into(),
            valid_to: "2026-11-21".into(),
            original_seen: true,
            ..RegisterForm::default()
        };
        register(&county.bureau, &county.desk("chuangkou"), &form, None).unwrap();
        assert_eq!(county.held(), ["食品经营许可证复印件", "营业执照"]);
        county.clock.advance(SignedDuration::from_hours(48));
        assert_eq!(county.held(), ["食品经营许可证复印件"], "the other lapsed");
        let form = EndForm { id: made.id, version: 1, ending: "revoked".into(), reason: "材料不实".into() };
        end(&county.bureau, &county.approver(), &form, None).unwrap();
        assert_eq!(county.held(), Vec::<String>::new());
        county.is_sound();
    });
}

#[test]
fn the_holder_stands_nowhere_in_the_clear_and_is_gone_with_the_key() {
    on_both(|county| {
        let case = county.completed("JY1");
        let made = county.issue(&case, "JY1", None).unwrap();
        let dump = county.db.db.read(|tx| {
            let mut text = String::new();
            for table in ["certificate", "event", "certificate_file"] {
                for row in tx.rows(&format!("SELECT * FROM {table}"), &[])? {
                    text.push_str(&format!("{row:?}"));
                }
            }
            Ok(text)
        });
        let dump = dump.unwrap();
        assert!(dump.contains("JY1") && !dump.contains("张三丰") && !dump.contains(ID));
        let code = made.code.clone();
        let check = view(&county.bureau, &county.approver(), CertificateId::new(made.id)).unwrap().check;
        assert_eq!(check.len(), 10);
        assert!(!dump.contains(&check), "the code of verification is stored nowhere");
        let public = Desk::public("192.0.2.1");
        let verified = verify(&county.bureau, &public, &code, &check).unwrap();
        assert_eq!(verified.holder.name, "张*丰");
        county.db.db.write(|tx| tx.run("DELETE FROM person_key", &[])).unwrap();
        let verified = verify(&county.bureau, &public, &code, &check).unwrap();
        assert_eq!(verified.holder.name, "（已删除）", "the certificate stays, its holder is gone");
        let gone = paper(&county.bureau, &county.approver(), CertificateId::new(made.id), ORIGIN).unwrap_err();
        assert_eq!(gone, Failure::Refused(PaperRefusal::Erased));
        county.is_sound();
    });
}

/// Whether this machine can lay out a PDF at all.
fn can_print(county: &County, id: i64) -> bool {
    match paper(&county.bureau, &county.approver(), CertificateId::new(id), ORIGIN) {
        Ok(_) => true,
        Err(Failure::Refused(PaperRefusal::Writer(_))) => {
            testkit::skip("no Chinese font (fonts-noto-cjk): no certificate was sealed");
            false
        }
        Err(other) => panic!("{other:?}"),
    }
}

fn refused(done: Result<i64, Failure<SealRefusal>>) -> SealRefusal {
    match done {
        Err(Failure::Refused(refusal)) => refusal,
        other => panic!("{other:?}"),
    }
}

#[test]
fn without_a_service_nothing_is_sealed_and_the_sentence_says_what_to_do() {
    on_both(|county| {
        let made = county.issue(&county.completed("JY1"), "JY1", None).unwrap();
        let form = SealForm { id: made.id, version: 1 };
        let told = refused(seal(&county.bureau, &county.approver(), &form, ORIGIN));
        assert_eq!(told, SealRefusal::Service(SealFault::NotConnected));
        assert_eq!(told.to_string(), "还没有接入电子印章服务，先打印加盖实体章");
    });
}

#[test]
fn whatever_the_service_does_a_certificate_is_sealed_once_or_not_at_all() {
    on_both(|county| {
        let made = county.issue(&county.completed("JY1"), "JY1", None).unwrap();
        if !can_print(&county, made.id) {
            return;
        }
        let service = SealTestService::start();
        let adapter = HttpSealService::new(&service.url, Some("s3cret".into()), Duration::from_secs(1));
        assert!(county.bureau.connect_seal_service(Arc::new(adapter)));
        let form = SealForm { id: made.id, version: 1 };
        let ask = || seal(&county.bureau, &county.approver(), &form, ORIGIN);
        for (mood, fault) in [
            (Mood::Slow, "seal_silent"),
            (Mood::Fails, "seal_silent"),
            (Mood::HangsUp, "seal_silent"),
            (Mood::Declines, "seal_declined"),
            (Mood::Garbage, "seal_garbled"),
        ] {
            service.be(mood);
            match refused(ask()) {
                SealRefusal::Service(told) => assert_eq!(told.code(), fault, "{mood:?}"),
                other => panic!("{mood:?}: {other:?}"),
            }
            let seen = view(&county.bureau, &county.approver(), CertificateId::new(made.id)).unwrap();
            assert_eq!((seen.certificate.version, seen.certificate.sealing), (1, None), "{mood:?}");
        }
        service.be(Mood::Seals);
        assert_eq!(ask(), Ok(2));
        assert_eq!(ask().unwrap_err(), Failure::Stale, "a second click does not seal again");
        let now = SealForm { version: 2, ..form.clone() };
        let again = refused(seal(&county.bureau, &county.approver(), &now, ORIGIN));
        assert_eq!(again, SealRefusal::Rule(Refusal::AlreadySealed));
        let asked = service.asked();
        assert_eq!(asked.len(), 6, "neither of them reached the service");
        assert!(asked.iter().all(|a| a.body["request_id"] == made.code.as_str()), "always the same request");
        assert!(asked[0].head.contains("authorization: bearer s3cret"));
        assert_eq!(asked[0].body["paper"], asked[5].body["paper"], "the same page each time");
        assert_eq!(asked[5].body["issuer"], "11330105002500287C");

        let file = paper(&county.bureau, &county.approver(), CertificateId::new(made.id), ORIGIN).unwrap();
        assert!(file.bytes.ends_with(b"% sealed by a test"), "what is given out is what was sealed");
        let sealing =
            view(&county.bureau, &county.approver(), CertificateId::new(made.id)).unwrap().certificate.sealing.unwrap();
        assert_eq!((sealing.reference.as_str(), sealing.sealed_digest), ("YZ-2026-1", store::digest(&file.bytes)));
        county.is_sound();
        county.db.db.write(|tx| tx.run("UPDATE certificate_file SET file = answer", &[])).unwrap();
        let damaged = paper(&county.bureau, &county.approver(), CertificateId::new(made.id), ORIGIN);
        assert!(matches!(damaged, Err(Failure::Store(_))), "a damaged file is not given out");
    });
}

#[test]
fn the_applicant_takes_the_file_with_the_password_alone() {
    on_both(|county| {
        let case = county.completed("JY1");
        let made = county.issue(&case, "JY1", None).unwrap();
        if !can_print(&county, made.id) {
            return;
        }
        let receipt = services::cases::receipt(&county.bureau, &county.desk("chuangkou"), &case).unwrap();
        let password = receipt.query_password.unwrap();
        let public = Desk::public("192.0.2.1");
        let file = case_paper(&county.bureau, &public, (&case, &password), ORIGIN).unwrap();
        assert!(file.bytes.starts_with(b"%PDF-") && file.name == "食品经营许可证 JY1.pdf");
        for wrong in ["00000000", "8000", ""] {
            let told = case_paper(&county.bureau, &public, (&case, wrong), ORIGIN);
            assert!(matches!(told, Err(Failure::Refused(PaperRefusal::Progress(_)))), "{wrong}: {told:?}");
        }
        let bare = county.completed("JY2");
        let receipt = services::cases::receipt(&county.bureau, &county.desk("chuangkou"), &bare).unwrap();
        let none = case_paper(&county.bureau, &public, (&bare, &receipt.query_password.unwrap()), ORIGIN);
        assert_eq!(none.unwrap_err(), Failure::NotFound);
    });
}
