//! Questionnaires on both engines: built, put out, answered by a link without anybody being known, quotas and ends, paper,
//! results, and what the evaluation index reads.

use std::{collections::BTreeMap, sync::Arc};

use domain::{
    base::{DepartmentId, ManualClock, QuestionnaireId, shanghai_midnight},
    people::{Desk, Role},
    questionnaires::{Aspect, Place},
};
use jiff::{SignedDuration, civil::date};
use services::{
    Bureau, Chance, Failure, Home,
    base::{NewCounty, open_county},
    people::{NewStaff, add_staff},
    questionnaires::{
        ActRefusal, Edit, Link, Outlet, PaperForm, Refusal, Sent, Settings, Standing, StratumBy, answer, ask, begin,
        change, close, enter_paper, list, measured, publish, results, step, view,
    },
};
use testkit::{Scratch, TestDb, engines};

struct County {
    bureau: Bureau,
    clock: Arc<ManualClock>,
    db: TestDb,
    _home: Scratch,
}

impl County {
    fn open(db: TestDb) -> Self {
        let home = Scratch::new("questionnaires-home");
        let clock = Arc::new(testkit::clock());
        let chance = Chance { clock: clock.clone(), rng: Arc::new(testkit::rng()) };
        let new = NewCounty {
            region: testkit::region(),
            name: Some("试算县".into()),
            city_name: "试算市".into(),
            sample: false,
        };
        let bureau = open_county(&db.db, &Home::new(home.path()), &chance, new).unwrap();
        testkit::seed_department(&db.db, &testkit::department(1, "县市场监管局"));
        for (login, role) in [("ducha", Role::Supervisor), ("bianji", Role::Editor), ("chuangkou", Role::Clerk)] {
            let new = NewStaff {
                login: login.into(),
                name: if login == "chuangkou" { "李强民".into() } else { login.into() },
                roles: vec![role.as_str().to_owned()],
                department: None,
                window_no: (role == Role::Clerk).then_some(3),
                password: "Xiaokang-2026".into(),
                must_change: false,
            };
            add_staff(&bureau, &Desk::system("命令行"), &new, None).unwrap();
        }
        clock.set(shanghai_midnight(date(2026, 11, 30)) + SignedDuration::from_hours(9));
        Self { bureau, clock, db, _home: home }
    }

    fn desk(&self, login: &str) -> Desk {
        let ticket = services::people::sign_in(&self.bureau, login, "Xiaokang-2026", "测试").unwrap();
        Desk::of(ticket.staff, "测试")
    }

    /// A questionnaire with two places, one of a window, that is out. Gives its id.
    fn out(&self) -> QuestionnaireId {
        let editor = self.desk("bianji");
        let id = begin(&self.bureau, &editor, Some("k")).unwrap();
        assert_eq!(begin(&self.bureau, &editor, Some("k")), Ok(id), "the same key begins one");
        for (n, place) in [(1, place("aaaa", "3 号窗口", Some(3))), (2, place("bbbb", "大厅门口", None))] {
            step(&self.bureau, &editor, (id, n), &Edit::PutOutlet(place), None).unwrap();
        }
        let settings = Settings {
            title: "满意度".into(),
            opening: "请说说".into(),
            thanks: "谢谢您".into(),
            stratum: StratumBy::Outlet,
            quotas: BTreeMap::from([("大厅门口".to_owned(), 1)]),
            most: Some(4),
            closes_on: Some(date(2026, 12, 31)),
            confidence: domain::base::Confidence::NinetyFive,
            hide_below: 2,
            source: String::new(),
        };
        change(&self.bureau, &editor, (id, 3), &settings, None).unwrap();
        publish(&self.bureau, &self.desk("ducha"), (id, 4), None).unwrap();
        id
    }

    fn send(&self, of: QuestionnaireId, code: &str, token: &str, overall: &str) -> Result<String, Failure<Refusal>> {
        let sent = Sent {
            link: Link { of, code: code.into() },
            token: token.into(),
            answers: answers(&[
                ("who", "个人的事"),
                ("overall", overall),
                ("words", "李强民态度好，我电话13800138000"),
            ]),
        };
        answer(&self.bureau, &Desk::public("203.0.113.9"), &sent, None)
    }
}

fn place(code: &str, label: &str, window: Option<u16>) -> Outlet {
    Outlet { code: code.into(), label: label.into(), department: window.map(|_| DepartmentId::new(1)), window }
}

fn answers(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
    pairs.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect()
}

#[test]
fn a_link_takes_one_answer_a_device_up_to_its_quota() {
    for db in engines() {
        let county = County::open(db);
        let (bureau, public) = (county.bureau.clone(), Desk::public("203.0.113.9"));
        let of = county.out();
        let link = |code: &str| Link { of, code: code.into() };
        let asked = ask(&bureau, &public, &link("aaaa"), Some("t1")).unwrap();
        assert_eq!((asked.standing, asked.has_answered, asked.is_full), (Standing::Open, false, false));
        assert!(matches!(ask(&bureau, &public, &link("none"), None), Err(Failure::NotFound)));
        assert_eq!(county.send(of, "aaaa", "t1", "满意"), Ok("谢谢您".into()));
        assert_eq!(county.send(of, "aaaa", "t1", "满意"), Err(Failure::Refused(Refusal::Twice)));
        assert!(ask(&bureau, &public, &link("aaaa"), Some("t1")).unwrap().has_answered);
        assert_eq!(county.send(of, "bbbb", "t2", "不满意"), Ok("谢谢您".into()));
        let full = Failure::Refused(Refusal::StratumFull("大厅门口".into()));
        assert_eq!(county.send(of, "bbbb", "t3", "满意"), Err(full));
        assert!(ask(&bureau, &public, &link("bbbb"), None).unwrap().is_full);
        // Who was refused has not answered: the device may still answer elsewhere.
        assert_eq!(county.send(of, "aaaa", "t3", "非常满意"), Ok("谢谢您".into()));
        assert!(matches!(county.send(of, "aaaa", "t4", "好"), Err(Failure::Refused(Refusal::Flaws(_)))));
        // Neither the address nor the device stands in the journal or in a row.
        let seen = county.db.db.read(|tx| {
            let bodies = tx.rows("SELECT body FROM event WHERE kind = 'questionnaires.answered'", &[])?;
            let marks = tx.rows("SELECT mark FROM questionnaire_device", &[])?;
            bodies
                .iter()
                .map(|r| r.text("body"))
                .chain(marks.iter().map(|r| r.text("mark")))
                .collect::<Result<Vec<_>, _>>()
        });
        let seen = seen.unwrap();
        assert_eq!(seen.len(), 6);
        assert!(
            seen.iter()
                .all(|text| !text.contains("203.0.113") && !text.contains("t1") && !text.contains("13800138000"))
        );
        county.clock.set(shanghai_midnight(date(2027, 1, 1)));
        let asked = ask(&bureau, &public, &link("aaaa"), None).unwrap();
        assert_eq!(asked.standing, Standing::Over(date(2026, 12, 31)));
        assert!(matches!(county.send(of, "aaaa", "t5", "满意"), Err(Failure::Refused(Refusal::NotTaken(_)))));
        let findings = county.db.db.read(|tx| store::journal::verify(tx, &testkit::region())).unwrap().findings;
        assert_eq!(findings, []);
    }
}

#[test]
fn paper_is_typed_in_once_and_marked() {
    for db in engines() {
        let county = County::open(db);
        let (bureau, of) = (county.bureau.clone(), county.out());
        let form = PaperForm {
            of: of.get(),
            outlet: "aaaa".into(),
            paper_no: " A-1 ".into(),
            answers: answers(&[("who", "个人的事"), ("overall", "满意")]),
        };
        let enter = |login: &str, form: &PaperForm| enter_paper(&bureau, &county.desk(login), form, None);
        assert!(matches!(enter("chuangkou", &form), Err(Failure::Denied(_))), "who is judged types nothing in");
        assert_eq!(enter("bianji", &form), Ok("A-1".into()));
        assert_eq!(enter("bianji", &form), Err(Failure::Refused(Refusal::PaperTaken("A-1".into()))));
        let nameless = PaperForm { paper_no: " ".into(), ..form.clone() };
        assert_eq!(enter("bianji", &nameless), Err(Failure::Refused(Refusal::PaperNo)));
        let nowhere = PaperForm { outlet: "none".into(), paper_no: "A-2".into(), ..form.clone() };
        assert_eq!(enter("bianji", &nowhere), Err(Failure::Refused(Refusal::Outlet)));
        // Late papers still count, until somebody ends it.
        county.clock.set(shanghai_midnight(date(2027, 1, 4)) + SignedDuration::from_hours(9));
        let late = PaperForm { paper_no: "A-2".into(), ..form };
        assert_eq!(enter("bianji", &late), Ok("A-2".into()));
        let version = view(&bureau, &county.desk("ducha"), of).unwrap().listed.questionnaire.version;
        close(&bureau, &county.desk("ducha"), (of, version), "收齐了", None).unwrap();
        let later = PaperForm { paper_no: "A-3".into(), ..late };
        assert!(matches!(enter("bianji", &later), Err(Failure::Refused(Refusal::NotTaken(_)))));
        let found = results(&bureau, &county.desk("ducha"), of, None).unwrap();
        assert_eq!((found.results.n, found.results.paper), (2, 2));
        assert_eq!(found.standing, Standing::Closed(date(2027, 1, 4)));
    }
}

#[test]
fn results_hide_who_said_what_and_the_index_reads_them() {
    for db in engines() {
        let county = County::open(db);
        let (bureau, of) = (county.bureau.clone(), county.out());
        let clerk = county.desk("chuangkou");
        assert!(matches!(results(&bureau, &clerk, of, None), Err(Failure::Denied(_))));
        for (token, level) in [("t1", "满意"), ("t2", "非常满意"), ("t3", "不满意")] {
            county.send(of, "aaaa", token, level).unwrap();
        }
        let supervisor = county.desk("ducha");
        let found = results(&bureau, &supervisor, of, None).unwrap();
        assert_eq!((found.results.n, found.edition, found.counts["3 号窗口"]), (3, 1, 3));
        let words = found.results.questions.iter().find(|q| q.question.key == "words").unwrap();
        assert_eq!(words.words[0], "李*民态度好，我电话****");
        let (from, to) = (date(2026, 11, 1), date(2026, 11, 30));
        let read = measured(&bureau, &supervisor, from, to).unwrap();
        let told: Vec<_> = read.iter().map(|m| (m.place, m.about, m.result.answered(), m.result.satisfied)).collect();
        let department = Place::Department(DepartmentId::new(1));
        assert_eq!(told, [(department, Aspect::Overall, 3, 2), (Place::Window(3), Aspect::Overall, 3, 2)]);
        assert_eq!(read[0].result.mean_hundredths(), Some(367));
        assert_eq!(measured(&bureau, &supervisor, date(2026, 12, 1), date(2026, 12, 31)).unwrap(), []);
        // Another edition: the old answers stay, counted by their own questions.
        let version = view(&bureau, &supervisor, of).unwrap().listed.questionnaire.version;
        let same = publish(&bureau, &supervisor, (of, version), None);
        assert_eq!(same, Err(Failure::Refused(ActRefusal::Unchanged)));
        let version = step(&bureau, &county.desk("bianji"), (of, version), &Edit::Drop("overall".into()), None);
        let version = step(&bureau, &county.desk("bianji"), (of, version.unwrap()), &Edit::Drop("why".into()), None);
        assert_eq!(publish(&bureau, &supervisor, (of, version.unwrap()), None), Ok(2));
        assert_eq!(measured(&bureau, &supervisor, from, to).unwrap().len(), 2);
        let first = results(&bureau, &supervisor, of, Some(1)).unwrap();
        assert_eq!((first.results.n, first.edition, first.one_edition), (3, 1, true));
        assert_eq!(results(&bureau, &supervisor, of, None).unwrap().editions, [2, 1]);
        assert!(matches!(results(&bureau, &supervisor, of, Some(9)), Err(Failure::NotFound)));
        assert_eq!(list(&bureau, &supervisor).unwrap()[0].answers, 3);
        let stale = step(&bureau, &county.desk("bianji"), (of, 1), &Edit::AddSection, None);
        assert!(matches!(stale, Err(Failure::Stale)));
    }
}
