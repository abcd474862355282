//! Representatives: from the appointment to a decision under the letter, rights, what a check finds, on both engines.

mod back;
mod board;
mod decisions;
mod reminders;
mod rules;
mod sitting;

use domain::{
    base::{AppointmentId, LetterId},
    delegates::{Gap, Refusal},
    people::{Denied, Role},
};
use jiff::civil::date;
use services::{
    Failure,
    delegates::{
        AppointForm, AuthoriseForm, DelegateRefusal, DismissForm, FileForm, LetterPaper, LetterState, RevokeForm,
        appoint, appointment, authorise, candidates, dismiss, file_appointment, file_letter, findings, letter, notice,
        print, publish, register, revoke,
    },
};
use testkit::{TestDb, engines};

use crate::cases::{CARD, County, FOOD};

/// The county of the cases, with an office that enters letters and a representative who sits at the window.
fn open(db: TestDb) -> County {
    let county = County::open(db);
    county.add(("bianzhi", "陈编"), &[Role::Editor], None);
    county.add(("daibiao", "周代"), &[Role::Clerk, Role::Approver], Some(1));
    county
}

fn id_of(county: &County, login: &str) -> i64 {
    county.desk(login).staff.unwrap().id.get()
}

fn office(county: &County, login: &str, doc_no: &str) -> AppointForm {
    AppointForm {
        department: 1,
        person: id_of(county, login),
        rank: "股级".into(),
        on_roster: true,
        doc_no: doc_no.into(),
        from: "2026-10-01".into(),
    }
}

fn named(county: &County, login: &str, doc_no: &str) -> AppointmentId {
    appoint(&county.bureau, &county.desk("bianzhi"), &office(county, login, doc_no), None).unwrap()
}

fn wanted(county: &County, login: &str, doc_no: &str) -> AuthoriseForm {
    AuthoriseForm {
        department: 1,
        person: id_of(county, login),
        all_items: true,
        powers: ["accept", "review", "decide", "seal", "issue"].map(str::to_owned).to_vec(),
        doc_no: doc_no.into(),
        valid_from: "2026-10-01".into(),
        valid_to: "2027.9.30".into(),
        ..AuthoriseForm::default()
    }
}

fn authorised(county: &County, form: &AuthoriseForm) -> Result<LetterId, Failure<DelegateRefusal>> {
    authorise(&county.bureau, &county.desk("bianzhi"), form, None)
}

fn is_sound(county: &County) {
    assert_eq!(services::journal::verify(&county.bureau).unwrap().journal.findings, []);
}

#[test]
fn from_the_appointment_to_the_public_notice_and_the_end() {
    for db in engines() {
        let county = open(db);
        let (bureau, desk) = (&county.bureau, county.desk("bianzhi"));
        let early = authorised(&county, &wanted(&county, "daibiao", "市监授〔2026〕1号"));
        assert!(
            matches!(early, Err(Failure::Refused(DelegateRefusal::Rule(Refusal::NotAppointed { .. })))),
            "{early:?}"
        );
        let office = named(&county, "daibiao", "市监任〔2026〕1号");
        let form = AuthoriseForm {
            deputy: Some(id_of(&county, "liqiang")),
            ..wanted(&county, "daibiao", "市监授〔2026〕1号")
        };
        let id = authorise(bureau, &desk, &form, Some("k")).unwrap();
        assert_eq!(authorise(bureau, &desk, &form, Some("k")), Ok(id), "a click repeated has one effect");
        let view = letter(bureau, &desk, id).unwrap();
        assert_eq!((view.state, view.letter.version, view.may_edit), (LetterState::InForce, 1, true));
        assert_eq!((view.letter.representative.rank.as_str(), view.made_by.as_str()), ("股级", "陈编"));
        assert_eq!(notice(bureau, &domain::people::Desk::public("网上")).unwrap().len(), 0, "not published yet");

        let on_record =
            |id, version| FileForm { id, version, on: "2026-11-20".into(), filing_no: "备〔2026〕3号".into() };
        assert_eq!(file_letter(bureau, &desk, &on_record(id.get(), 1), None), Ok(2));
        assert_eq!(file_letter(bureau, &desk, &on_record(id.get(), 1), None), Err(Failure::Stale));
        assert_eq!(file_appointment(bureau, &desk, &on_record(office.get(), 1), None), Ok(2));
        assert_eq!(publish(bureau, &desk, (id, 2), None), Ok(3));
        let shown = notice(bureau, &domain::people::Desk::public("网上")).unwrap();
        assert_eq!((shown.len(), shown[0].listed.is_none(), shown[0].window_no), (1, true, Some(1)));

        let back = RevokeForm { id: id.get(), version: 3, from: "2026-11-20".into(), reason: "机构改革".into() };
        assert_eq!(revoke(bureau, &desk, &back, None), Ok(4));
        let kinds: Vec<String> = letter(bureau, &desk, id).unwrap().history.into_iter().map(|e| e.kind).collect();
        assert_eq!(kinds, ["delegates.authorised", "delegates.filed", "delegates.published", "delegates.revoked"]);
        assert_eq!(notice(bureau, &domain::people::Desk::public("网上")).unwrap().len(), 0);
        is_sound(&county);
    }
}

#[test]
fn what_cannot_be_is_told_with_its_field() {
    for db in engines() {
        let county = open(db);
        named(&county, "daibiao", "市监任〔2026〕1号");
        named(&county, "liqiang", "市监任〔2026〕2号");
        let base = || wanted(&county, "daibiao", "市监授〔2026〕1号");
        let refused = |form: AuthoriseForm| match authorised(&county, &form) {
            Err(Failure::Refused(r)) => (r.code(), r.field(), r.to_string()),
            other => panic!("{other:?}"),
        };
        let foreign = refused(AuthoriseForm { all_items: false, items: vec![FOOD, CARD], ..base() });
        assert_eq!(foreign, ("foreign_item", "items", "“社会保障卡申领”不是这个部门的事项，请去掉".into()));
        assert_eq!(refused(AuthoriseForm { department: 9, ..base() }).1, "department");
        assert_eq!(refused(AuthoriseForm { person: 9, ..base() }).1, "person");
        assert_eq!(refused(AuthoriseForm { deputy: Some(9), ..base() }).1, "deputy");
        assert_eq!(refused(AuthoriseForm { powers: vec!["rule".into()], ..base() }).0, "power_unknown");
        assert_eq!(refused(AuthoriseForm { valid_to: "年底".into(), ..base() }).1, "valid_to");
        assert_eq!(refused(AuthoriseForm { file_digest: "x".into(), ..base() }).1, "file");
        authorised(&county, &base()).unwrap();
        let clash = refused(wanted(&county, "liqiang", "市监授〔2026〕2号"));
        assert!(
            clash.0 == "contradiction" && clash.2.starts_with("与“市监授〔2026〕1号”（周代）重复授权"),
            "{clash:?}"
        );
        let other = AppointForm { department: 2, ..office(&county, "liqiang", "x") };
        let told = appoint(&county.bureau, &county.desk("bianzhi"), &other, None);
        assert!(matches!(&told, Err(Failure::Refused(r)) if r.code() == "other_department"), "{told:?}");
        is_sound(&county);
    }
}

#[test]
fn a_dismissal_ends_the_letters_and_a_replacement_ends_one() {
    for db in engines() {
        let county = open(db);
        let (bureau, desk) = (&county.bureau, county.desk("bianzhi"));
        let office = named(&county, "daibiao", "市监任〔2026〕1号");
        named(&county, "liqiang", "市监任〔2026〕2号");
        let first = authorised(&county, &wanted(&county, "daibiao", "市监授〔2026〕1号")).unwrap();
        let next = AuthoriseForm {
            replaces: Some(first.get()),
            valid_from: "2026-11-21".into(),
            ..wanted(&county, "liqiang", "市监授〔2026〕2号")
        };
        let second = authorised(&county, &next).unwrap();
        let old = letter(bureau, &desk, first).unwrap();
        assert_eq!((old.state, old.letter.last_day()), (LetterState::InForce, Some(date(2026, 11, 20))));
        assert_eq!(old.replaced_by.map(|l| l.id), Some(second));
        assert_eq!(letter(bureau, &desk, second).unwrap().replaces.map(|l| l.id), Some(first));

        let third =
            AuthoriseForm {
                all_items: false, items: vec![FOOD], ..wanted(&county, "daibiao", "市监授〔2026〕3号")
            };
        let third = AuthoriseForm { powers: vec!["seal".into()], valid_to: "2026-11-20".into(), ..third };
        authorised(&county, &third).unwrap();
        let out =
            DismissForm { id: office.get(), version: 1, from: "2026-11-20".into(), reason: "岗位调整".into() };
        assert_eq!(dismiss(bureau, &desk, &out, None), Ok(2));
        let gone = appointment(bureau, &desk, office).unwrap();
        assert_eq!(gone.letter.warnings.len(), 1, "before two years were over");
        let states: Vec<(String, LetterState)> =
            gone.letters.iter().map(|l| (l.doc_no.clone(), l.state_on(date(2026, 11, 20)))).collect();
        assert!(states.contains(&("市监授〔2026〕3号".into(), LetterState::Revoked)), "{states:?}");
        let again = DismissForm { version: 2, ..out };
        assert!(matches!(dismiss(bureau, &desk, &again, None), Err(Failure::Refused(r)) if r.code() == "done"));
        let found = findings(bureau, &desk, None).unwrap();
        assert!(found.out_of_office.is_empty(), "also the letter that was to be replaced tomorrow has ended");
        let first = letter(bureau, &desk, first).unwrap();
        assert_eq!((first.state, first.replaced_by.map(|l| l.id)), (LetterState::Revoked, Some(second)));
        assert_eq!(first.letter.last_day(), Some(date(2026, 11, 19)), "its end, entered already, moved forward");
        is_sound(&county);
    }
}

#[test]
fn the_register_shows_first_who_lacks_a_representative() {
    for db in engines() {
        let county = open(db);
        let (bureau, desk) = (&county.bureau, county.desk("bianzhi"));
        let lines = || register(bureau, &desk).unwrap().departments;
        assert!(lines().iter().all(|l| l.lacks_representative(date(2026, 11, 20)) && l.unauthorised == l.resident));
        named(&county, "daibiao", "市监任〔2026〕1号");
        assert_eq!(lines()[0].idle_offices.len(), 1, "in office without a letter");
        authorised(&county, &wanted(&county, "daibiao", "市监授〔2026〕1号")).unwrap();
        let now = lines();
        let names: Vec<(&str, u64)> = now.iter().map(|l| (l.name.as_str(), l.unauthorised)).collect();
        assert_eq!(names, [("县人力资源和社会保障局", 1), ("县市场监督管理局", 0)]);
        assert_eq!((now[1].letters.len(), now[1].idle_offices.len()), (1, 0));

        let own = register(bureau, &county.desk("zhaolei")).unwrap();
        assert_eq!((own.departments.len(), own.letters.len()), (1, 0), "an approver sees the own department");
        let all = candidates(bureau, &desk, Some(domain::base::DepartmentId::new(1))).unwrap();
        assert_eq!((all.departments.len(), all.staff.len(), all.items.len(), all.letters.len()), (2, 3, 1, 1));
        let none = candidates(bureau, &desk, None).unwrap();
        assert_eq!((none.departments.len(), none.items.len()), (2, 0));
    }
}

#[test]
fn rights_are_those_of_the_table() {
    for db in engines() {
        let county = open(db);
        let bureau = &county.bureau;
        let office = named(&county, "daibiao", "市监任〔2026〕1号");
        let id = authorised(&county, &wanted(&county, "daibiao", "市监授〔2026〕1号")).unwrap();
        for login in ["sunhong", "liqiang", "zhangmin", "zhouzheng"] {
            let told = authorise(bureau, &county.desk(login), &wanted(&county, "daibiao", "x"), None);
            assert!(matches!(told, Err(Failure::Denied(Denied::Role(_)))), "{login}: {told:?}");
            assert!(matches!(publish(bureau, &county.desk(login), (id, 1), None), Err(Failure::Denied(_))));
        }
        assert!(letter(bureau, &county.desk("liqiang"), id).is_ok_and(|v| !v.may_edit));
        assert_eq!(letter(bureau, &county.desk("zhaolei"), id).map(|_| ()), Err(Failure::NotFound));
        assert_eq!(appointment(bureau, &county.desk("zhaolei"), office).map(|_| ()), Err(Failure::NotFound));
        assert!(matches!(register(bureau, &county.desk("zhangmin")), Err(Failure::Denied(_))));
    }
}

#[test]
fn a_letter_is_printed_with_its_words_filled_in() {
    for db in engines() {
        let county = open(db);
        let (bureau, desk) = (&county.bureau, county.desk("bianzhi"));
        let office = named(&county, "daibiao", "市监任〔2026〕1号");
        let form =
            AuthoriseForm {
                all_items: false, items: vec![FOOD], ..wanted(&county, "daibiao", "市监授〔2026〕1号")
            };
        let id = authorised(&county, &form).unwrap();
        for (which, name) in [
            (LetterPaper::Appointment(office), "任命书 市监任〔2026〕1号.docx"),
            (LetterPaper::Authorization(id), "授权书 市监授〔2026〕1号.docx"),
        ] {
            let file = print(bureau, &desk, which, false).unwrap();
            assert_eq!(file.name, name);
            assert!(file.bytes.starts_with(b"PK"));
        }
        let stranger = print(bureau, &county.desk("zhaolei"), LetterPaper::Authorization(id), false);
        assert!(matches!(stranger, Err(Failure::NotFound)));
    }
}

#[test]
fn a_check_on_a_day_finds_what_is_open() {
    for db in engines() {
        let county = open(db);
        let (bureau, desk) = (&county.bureau, county.desk("sunhong"));
        let bare = findings(bureau, &desk, None).unwrap();
        assert_eq!((bare.authorised, bare.unauthorised.len(), bare.departments.len()), (0, 2, 2));
        assert!(bare.unauthorised.iter().all(|u| u.gap == Gap::NoLetter && u.doc_no.is_empty()));

        named(&county, "daibiao", "市监任〔2026〕1号");
        let short =
            AuthoriseForm { valid_to: "2026-12-10".into(), ..wanted(&county, "daibiao", "市监授〔2026〕1号") };
        authorised(&county, &short).unwrap();
        let now = findings(bureau, &desk, None).unwrap();
        assert_eq!((now.authorised, now.unauthorised.len(), now.departments.len()), (1, 1, 1));
        assert_eq!((now.departments[0].name.as_str(), now.departments[0].resident), ("县人力资源和社会保障局", 1));
        let lists = (now.ending.len(), now.unfiled.len(), now.unpublished.len(), now.unfiled_appointments.len());
        assert_eq!(lists, (1, 1, 1, 1));
        assert_eq!((now.unused.len(), now.ended.len(), now.decisions_count), (1, 0, 0));
        assert_eq!((now.count(), now.left_out().count()), (6, 0), "a department without anybody counts once");

        let later = findings(bureau, &desk, Some(date(2026, 12, 20))).unwrap();
        let ended: Vec<_> = later.ended.iter().map(|e| (e.letter.doc_no.as_str(), e.last)).collect();
        assert_eq!(ended, [("市监授〔2026〕1号", Some(date(2026, 12, 10)))]);
        assert_eq!((later.unauthorised.len(), later.departments.len()), (2, 2));
        assert!(findings(bureau, &desk, Some(date(2027, 3, 1))).unwrap().ended.is_empty(), "long ago");
        let own = findings(bureau, &county.desk("zhaolei"), None).unwrap();
        assert_eq!((own.unauthorised.len(), own.unfiled.len()), (1, 0), "an approver sees the own department");
    }
}
