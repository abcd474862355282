//! The one intake: accepted for all at once, or refused with everything that is missing.

use domain::{
    cases::{Accepter, Channel, Stage},
    chains::{Intake, MatterStage, Refusal},
};
use services::{
    Failure,
    chains::matters::{MaterialsForm, MatterRefusal, OwnMatter, accept, apply, attach_own},
};

use super::*;

fn county(t: TestDb) -> County {
    County::open(t, OnDenial::FollowersStop)
}

#[test]
fn the_window_accepts_all_that_run_beside_each_other_in_one_act() {
    for db in testkit::engines() {
        let county = county(db);
        let clerk = county.desk("zhangmin");
        let form = county.form(false);
        let opened = open_at_window(&county.bureau, &clerk, (&form, None), Some("k")).unwrap();
        assert_eq!(opened.matter_no, "L2026-1120-03-0001");
        let again = open_at_window(&county.bureau, &clerk, (&form, None), Some("k")).unwrap();
        assert_eq!(again, opened, "sent twice is one matter");
        assert_eq!(county.words(&opened.matter_no), ["审查中", "审查中", "未开始", "不涉及"]);
        let filed = county.filed(&opened.matter_no);
        assert!(matches!(filed.matter.intake, Intake::Accepted { .. }));
        assert_eq!((filed.stage(), filed.matter.version), (MatterStage::InHand, opened.version));
        assert_eq!(filed.due_on, opened.due_on);
        let mut at = Vec::new();
        for (member, fields) in [(FIRM, "capital"), (FIRE, "floors")] {
            let case = county.case(&opened.matter_no, member);
            assert_eq!((case.matter, case.channel, case.window_no), (Some(filed.matter.id), Channel::Window, Some(3)));
            assert!(case.materials.iter().all(|m| m.received), "{:?}", case.materials);
            let Stage::Accepted(acceptance) = &case.stage else { panic!("{:?}", case.stage) };
            assert!(matches!(acceptance.by, Accepter::Staff(_)));
            at.push(acceptance.at);
            let seen = services::cases::view(&county.bureau, &clerk, case.no.as_str()).unwrap();
            let keys: Vec<String> = seen.answers.iter().map(|a| a.label.clone()).collect();
            let own = if fields == "capital" { "注册资本" } else { "层数" };
            assert_eq!(keys, ["店名", own], "its own answers and no others");
            assert_eq!(seen.particulars.name, "张*丰");
        }
        assert_eq!(at[0], at[1], "at the same moment");
        county.sound();
    }
}

#[test]
fn everything_missing_is_told_at_once_and_nothing_is_kept() {
    on_every_engine_owned(|county| {
        let clerk = county.desk("zhangmin");
        let refused = |form: &MatterForm| open_at_window(&county.bureau, &clerk, (form, None), None).unwrap_err();
        let wrong = MatterForm { phone: "1".into(), answers: BTreeMap::new(), ..county.form(false) };
        let Failure::Refused(MatterRefusal::Fields(fields, answers)) = refused(&wrong) else { panic!("fields") };
        assert_eq!(fields.len(), 1);
        assert!(answers.len() >= 4, "{answers:?}");
        let bare = MatterForm { materials: vec![0], ..county.form(false) };
        let Failure::Refused(MatterRefusal::Rule(Refusal::MaterialsMissing(names))) = refused(&bare) else {
            panic!("materials")
        };
        // 健康证明 is for a member that has not begun: it is asked now all the same. 效果图 is for nobody here.
        assert_eq!(names, ["住所证明", "平面图", "健康证明"]);
        let gone = MatterForm { chain: "YJS009".into(), ..county.form(false) };
        assert_eq!(refused(&gone), Failure::Refused(MatterRefusal::NotOffered));
        let counts = county.db.db.read(|tx| store::chains::matter_counts(tx, county.bureau.region(), None)).unwrap();
        assert_eq!(counts, [], "a refusal leaves nothing behind");
    });
}

#[test]
fn what_is_sent_in_online_waits_for_one_acceptance() {
    on_every_engine_owned(|county| {
        let public = Desk::public("192.0.2.1");
        let form = MatterForm { materials: vec![], ..county.form(true) };
        let sent = apply(&county.bureau, &public, &form, Some("k")).unwrap();
        assert_eq!(apply(&county.bureau, &public, &form, Some("k")), Ok(sent.clone()));
        let no = &sent.matter_no;
        assert_eq!(county.words(no), ["待受理", "待受理", "未开始", "未开始"]);
        let clerk = county.desk("zhangmin");
        let case = county.case(no, FIRM);
        let at = services::cases::CaseRef { case_no: case.no.to_string(), version: case.version };
        let alone = services::cases::receive(&county.bureau, &clerk, (&at, &Default::default()), None).unwrap_err();
        assert!(alone.to_string().contains("不能单独受理"), "{alone}");
        let short = MaterialsForm { materials: vec![0, 1], ..MaterialsForm::default() };
        let refused = accept(&county.bureau, &clerk, (&county.at(no), &short), None).unwrap_err();
        assert!(matches!(refused, Failure::Refused(MatterRefusal::Rule(Refusal::MaterialsMissing(_)))), "{refused}");
        let all = MaterialsForm { materials: (0..9).collect(), ..MaterialsForm::default() };
        let stale = MatterRef { version: 1, ..county.at(no) };
        assert_eq!(accept(&county.bureau, &clerk, (&stale, &all), None), Err(Failure::Stale));
        let at = county.at(no);
        let version = accept(&county.bureau, &clerk, (&at, &all), Some("a")).unwrap();
        assert_eq!(accept(&county.bureau, &clerk, (&at, &all), Some("a")), Ok(version));
        assert_eq!(county.words(no), ["审查中", "审查中", "未开始", "未开始"]);
        assert!(county.case(no, FIRE).materials.iter().all(|m| m.received));
        let other = county.desk("zhaolei");
        let refused = accept(&county.bureau, &other, (&county.at(no), &all), None).unwrap_err();
        assert!(matches!(refused, Failure::Denied(_)), "the lead department or the hall: {refused}");
        county.sound();
    });
}

#[test]
fn a_wrong_password_opens_nothing_and_a_file_without_a_member_is_refused() {
    on_every_engine_owned(|county| {
        let public = Desk::public("192.0.2.1");
        let sent = apply(&county.bureau, &public, &county.form(false), None).unwrap();
        let at =
            |password: &str| OwnMatter { matter_no: sent.matter_no.clone(), password: password.into(), version: 1 };
        let exe = std::path::Path::new("/nonexistent");
        let file = services::cases::Incoming::default();
        let tried = attach_own(&county.bureau, &public, (&at("00000000"), 0), &file, exe, None).unwrap_err();
        assert!(tried.to_string().contains("查询密码"), "{tried}");
        let nowhere = attach_own(&county.bureau, &public, (&at(&sent.query_password), 99), &file, exe, None);
        assert_eq!(nowhere, Err(Failure::NotFound));
    });
}

#[test]
fn silence_accepts_the_whole_from_the_day_of_receipt() {
    on_every_engine_owned(|county| {
        let sent = apply(&county.bureau, &Desk::public("x"), &county.form(false), None).unwrap();
        county.days(7);
        assert_eq!(services::cases::run_timers(&county.bureau).unwrap().deemed_accepted, 0);
        assert_eq!(county.job(), 0, "the last day is not over");
        county.days(1);
        assert_eq!(services::cases::run_timers(&county.bureau).unwrap().deemed_accepted, 0, "not one by one");
        let done = advance(&county.bureau).unwrap();
        assert_eq!((done.moved, done.silent), (1, 1));
        assert_eq!(county.job(), 0);
        for member in [FIRM, FIRE] {
            let case = county.case(&sent.matter_no, member);
            let acceptance = case.stage.acceptance().unwrap();
            assert_eq!((acceptance.by, acceptance.on), (Accepter::Silence, jiff::civil::date(2026, 11, 20)));
        }
        county.sound();
    });
}

/// A county of its own on every engine.
pub(super) fn on_every_engine_owned(test: impl Fn(&County)) {
    for db in testkit::engines() {
        test(&county(db));
    }
}
