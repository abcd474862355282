//! One sitting from the intake to the hand-out under the letter, all of it or nothing; what is refused; the powers that were
//! used without being given; and what goes back to the department.

use domain::{
    catalogue::CaseKind,
    people::{Denied, Role},
};
use services::{
    Failure,
    cases::{
        AcceptForm, CaseRef, SendBackForm, SittingForm, SittingRefusal, complete, receipt, same_applicant, send_back,
        take_up, view,
    },
    certificates::{KindForm, of_case, rehearse, save_kind, sit},
    delegates::{AuthoriseForm, findings},
    people::ConfirmRefusal,
};
use testkit::engines;

use super::{authorised, is_sound, named, open, wanted};
use crate::cases::{County, FOOD};

pub(super) const PASSWORD: &str = "Chuangkou-2026";

/// What the representative typed for 张三丰.
pub(super) fn typed(item: i64) -> SittingForm {
    SittingForm {
        intake: AcceptForm {
            item,
            applicant: "person".into(),
            code: "990101199003078578".into(),
            name: "张三丰".into(),
            phone: "13800138000".into(),
            materials: vec![0, 1],
            ..AcceptForm::default()
        },
        outcome: "grant".into(),
        opinion: "材料齐全，同意".into(),
        result_name: "食品经营许可证".into(),
        result_no: "JY1".into(),
        ..SittingForm::default()
    }
}

/// The county with a representative of department 1 under a letter with these powers.
pub(super) fn seated(db: testkit::TestDb, powers: &[&str]) -> County {
    let county = open(db);
    named(&county, "daibiao", "市监任〔2026〕1号");
    let powers = powers.iter().map(|p| (*p).to_owned()).collect();
    let form = AuthoriseForm { powers, ..wanted(&county, "daibiao", "市监授〔2026〕1号") };
    authorised(&county, &form).unwrap();
    county
}

pub(super) const ALL: [&str; 5] = ["accept", "review", "decide", "seal", "issue"];

fn count(county: &County, table: &str) -> i64 {
    let sql = match table {
        "case" => "SELECT count(*) AS n FROM service_case",
        "person" => "SELECT count(*) AS n FROM person",
        "use" => "SELECT count(*) AS n FROM power_use",
        _ => "SELECT count(*) AS n FROM certificate",
    };
    county.db.db.read(|tx| tx.row(sql, &[])?.unwrap().int("n")).unwrap()
}

fn code(told: Result<impl std::fmt::Debug, Failure<SittingRefusal>>) -> String {
    match told {
        Err(Failure::Refused(refusal)) => refusal.code().to_owned(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_sitting_leaves_every_step_with_its_letter() {
    for db in engines() {
        let county = seated(db, &ALL);
        let (bureau, desk) = (&county.bureau, county.desk("daibiao"));
        let form = typed(FOOD);
        let shown = rehearse(bureau, &desk, &form).unwrap();
        assert_eq!((shown.case.stage.as_str(), shown.authority.doc_no.as_str()), ("delivered", "市监授〔2026〕1号"));
        assert_eq!((shown.particulars.name.as_str(), shown.certificate), ("张*丰", false));
        assert_eq!((count(&county, "case"), count(&county, "person"), count(&county, "use")), (0, 0, 0), "undone");

        let done = sit(bureau, &desk, (&form, &shown.seen), PASSWORD, Some("k")).unwrap();
        assert_eq!(sit(bureau, &desk, (&form, &shown.seen), PASSWORD, Some("k")).unwrap(), done, "one effect");
        let it = view(bureau, &desk, &done.case_no).unwrap();
        assert_eq!(
            (it.case.stage.as_str(), it.case.version, it.particulars.receiver.as_str()),
            ("delivered", 5, "张*丰")
        );
        assert!(it.case.materials.iter().all(|m| m.verdict.as_ref().is_some_and(|v| v.ok)));
        let steps: Vec<(&str, &str)> = it
            .history
            .iter()
            .map(|e| {
                let under = e.facts.get("under").or_else(|| e.facts.get("taken_as")).expect("a letter with every step");
                assert!(under.get("lacking").is_none());
                assert_eq!(under["capacity"], "representative");
                (e.kind.as_str(), under["doc_no"].as_str().unwrap())
            })
            .collect();
        let no = "市监授〔2026〕1号";
        let kinds = ["case.accepted", "case.materials_examined", "case.decided", "case.completed", "case.delivered"];
        assert_eq!(steps, kinds.map(|k| (k, no)));
        assert_eq!(it.case.stage.decision().unwrap().taken_as.as_ref().unwrap().as_str(), "representative");
        assert_eq!((count(&county, "case"), count(&county, "use")), (1, 4));
        assert!(receipt(bureau, &desk, &done.case_no).unwrap().query_password.is_some());
        let found = findings(bureau, &county.desk("sunhong"), None).unwrap();
        assert_eq!((found.lacking_count, found.decisions_count, found.unused.len()), (0, 0, 0));
        is_sound(&county);
    }
}

#[test]
fn nothing_is_done_when_one_step_refuses() {
    for db in engines() {
        let county = seated(db, &ALL);
        let (bureau, desk) = (&county.bureau, county.desk("daibiao"));
        let tried = |form: SittingForm| code(rehearse(bureau, &desk, &form));
        let base = || typed(FOOD);
        let intake = |change: &dyn Fn(&mut AcceptForm)| {
            let mut form = base();
            change(&mut form.intake);
            form
        };
        assert_eq!(tried(intake(&|i| i.materials = vec![])), "materials_missing");
        assert_eq!(tried(intake(&|i| i.phone = "1".into())), "fields");
        assert_eq!(tried(intake(&|i| i.item = 9)), "item_unknown");
        // The guide lists the second as 容缺后补; without the applicant's word in writing nothing follows later.
        assert_eq!(tried(intake(&|i| (i.materials, i.deferred) = (vec![0], vec![1]))), "promise_missing");
        assert_eq!(tried(SittingForm { outcome: String::new(), ..base() }), "outcome_missing");
        assert_eq!(tried(SittingForm { outcome: "deny".into(), ..base() }), "reason_missing");
        assert_eq!(tried(SittingForm { result_name: " ".into(), ..base() }), "result_name_missing");

        let shown = rehearse(bureau, &desk, &base()).unwrap();
        let other = SittingForm { opinion: "另一句".into(), ..base() };
        assert_eq!(code(sit(bureau, &desk, (&other, &shown.seen), PASSWORD, None)), "changed");
        for (password, wanted) in [("", ConfirmRefusal::Missing), ("Cuowu-2026", ConfirmRefusal::Wrong)] {
            let told = sit(bureau, &desk, (&base(), &shown.seen), password, None);
            assert_eq!(told, Err(Failure::Refused(SittingRefusal::Signature(wanted))));
        }
        assert_eq!((count(&county, "case"), count(&county, "person"), count(&county, "use")), (0, 0, 0));
        let clerk = rehearse(bureau, &county.desk("zhangmin"), &base());
        assert_eq!(code(clerk), "no_letter", "a clerk of the hall without a letter");
        let inspector = rehearse(bureau, &county.desk("sunhong"), &base());
        assert!(matches!(inspector, Err(Failure::Denied(Denied::Role(_)))), "{inspector:?}");
        let denied = SittingForm {
            outcome: "deny".into(),
            reason: "店面在住宅楼内".into(),
            result_name: "不予行政许可决定书".into(),
            ..base()
        };
        let shown = rehearse(bureau, &desk, &denied).unwrap();
        let done = sit(bureau, &desk, (&denied, &shown.seen), PASSWORD, None).unwrap();
        let kinds: Vec<String> =
            view(bureau, &desk, &done.case_no).unwrap().history.into_iter().map(|e| e.kind).collect();
        assert_eq!(kinds[1], "case.taken_up", "of the materials of what is denied nothing is said");
        is_sound(&county);
    }
}

#[test]
fn what_is_to_follow_holds_up_the_decision_and_the_next_item_needs_nothing_typed() {
    for db in engines() {
        let county = seated(db, &ALL);
        let (bureau, desk) = (&county.bureau, county.desk("daibiao"));
        let mut form = typed(FOOD);
        (form.intake.materials, form.intake.deferred, form.intake.promised) = (vec![0], vec![1], true);
        let shown = rehearse(bureau, &desk, &form).unwrap();
        assert_eq!((shown.case.stage.decision().is_none(), shown.certificate), (true, false));
        let done = sit(bureau, &desk, (&form, &shown.seen), PASSWORD, Some("k")).unwrap();
        assert!(done.waits && done.certificate.is_none());
        let it = view(bureau, &desk, &done.case_no).unwrap();
        assert_eq!((it.case.stage.as_str(), it.case.owed().len()), ("in_review", 1));
        let kinds: Vec<&str> = it.history.iter().map(|e| e.kind.as_str()).collect();
        assert_eq!(kinds, ["case.accepted", "case.materials_examined"]);

        let same = same_applicant(bureau, &desk, &done.case_no).unwrap();
        let (was, now) = (&form.intake, &same);
        assert_eq!(
            (&was.applicant, &was.code, &was.name, &was.phone),
            (&now.applicant, &now.code, &now.name, &now.phone)
        );
        assert_eq!((now.item, now.materials.len()), (0, 0), "whose, not what");
        let stranger = same_applicant(bureau, &county.desk("wangfang"), &done.case_no);
        assert!(matches!(stranger, Err(Failure::NotFound)), "another's sitting opens no number: {stranger:?}");
        is_sound(&county);
    }
}

#[test]
fn wrong_signatures_are_counted_as_wrong_sign_ins() {
    for db in engines() {
        let county = seated(db, &ALL);
        let (bureau, desk, form) = (&county.bureau, county.desk("daibiao"), typed(FOOD));
        let seen = rehearse(bureau, &desk, &form).unwrap().seen;
        for _ in 0..10 {
            assert_eq!(code(sit(bureau, &desk, (&form, &seen), "Cuowu-2026", None)), "password_wrong");
        }
        assert_eq!(code(sit(bureau, &desk, (&form, &seen), PASSWORD, None)), "too_many_tries");
        let told = services::people::sign_in(bureau, "daibiao", PASSWORD, "测试");
        assert!(matches!(told, Err(Failure::Refused(services::people::SignInRefusal::Later))), "{told:?}");
        assert_eq!(count(&county, "case"), 0);
    }
}

#[test]
fn an_item_that_needs_a_visit_or_a_power_that_is_not_given_goes_the_usual_way() {
    for db in engines() {
        let county = seated(db, &["accept", "decide"]);
        let desk = county.desk("daibiao");
        let told = rehearse(&county.bureau, &desk, &typed(FOOD)).unwrap_err();
        let sentence = "授权书没有给您“食品经营许可”的审查权限，不能当场办。请按通常方式收件，转部门办理";
        assert_eq!(told.to_string(), sentence);
        let mut content = testkit::content("A7", "取水许可", 1);
        content.guide.special_procedures = vec!["专家评审".into()];
        testkit::seed_item(&county.db.db, &testkit::item(7, content));
        let told = rehearse(&county.bureau, &desk, &typed(7)).unwrap_err();
        assert_eq!(told.to_string(), "“取水许可”不能当场办：指南列了“专家评审”，要专家论证。请按通常方式收件");
        assert_eq!(count(&county, "case"), 0);
    }
}

#[test]
fn a_certificate_comes_out_of_the_sitting_or_nothing_does() {
    for db in engines() {
        let county = seated(db, &ALL);
        let mut content = testkit::content("A8", "食品小作坊登记", 1);
        content.case_kind = Some(CaseKind::Instant);
        content.guide.result_name = "食品小作坊登记证".into();
        content.guide.result_kind = "证照".into();
        testkit::seed_item(&county.db.db, &testkit::item(8, content));
        let kind = KindForm {
            name: "食品小作坊登记证".into(),
            department: Some(1),
            type_code: "11100000MB03271699022".into(),
            issuer: "11330105002500287C".into(),
            number_form: "XZF{年}{序5}".into(),
            valid_months: "60".into(),
            stands_for: String::new(),
            in_use: true,
        };
        save_kind(&county.bureau, &county.desk("bianzhi"), (None, 0), &kind, None).unwrap();
        let (bureau, desk) = (&county.bureau, county.desk("daibiao"));
        let mut form =
            SittingForm { result_name: "食品小作坊登记证".into(), result_no: String::new(), ..typed(8) };
        form.intake.materials = vec![];
        let shown = rehearse(bureau, &desk, &form).unwrap();
        let number = shown.case.stage.completion().unwrap().result_no.clone();
        assert_eq!((number.as_str(), shown.certificate), ("XZF202600001", true));
        let done = sit(bureau, &desk, (&form, &shown.seen), PASSWORD, None).unwrap();
        assert!(done.certificate.is_some());
        let it = view(bureau, &desk, &done.case_no).unwrap();
        assert_eq!(of_case(bureau, it.case.id).unwrap().map(|c| c.number), Some("XZF202600001".into()));
        assert_eq!((count(&county, "certificate"), count(&county, "use")), (1, 5));
        // The same applicant has one now: somebody has to say whether the next takes its place.
        assert_eq!(code(rehearse(bureau, &desk, &form)), "renewal");
        assert_eq!((count(&county, "certificate"), count(&county, "case")), (1, 1));
        is_sound(&county);
    }
}

#[test]
fn what_the_letter_does_not_give_is_done_and_found() {
    for db in engines() {
        let county = seated(db, &["accept", "review", "decide"]);
        let (bureau, desk) = (&county.bureau, county.desk("daibiao"));
        let shown = rehearse(bureau, &desk, &typed(FOOD)).unwrap();
        let done = sit(bureau, &desk, (&typed(FOOD), &shown.seen), PASSWORD, None).unwrap();
        let found = findings(bureau, &county.desk("sunhong"), None).unwrap();
        let lacking: Vec<(&str, &str, &str)> =
            found.lacking.iter().map(|l| (l.row.case_no.as_str(), l.row.power.as_str(), l.by.as_str())).collect();
        let no = done.case_no.as_str();
        assert_eq!(lacking, [(no, "seal", "周代"), (no, "issue", "周代")]);
        assert_eq!(found.lacking_count, 2);
        let own = findings(bureau, &county.desk("zhaolei"), None).unwrap();
        assert_eq!(own.lacking_count, 0, "an approver sees the own department");
        // Nobody named in a letter: nothing is noted.
        let other = county.accepted(FOOD, true);
        take_up(bureau, &county.desk("wangfang"), &CaseRef { case_no: other, version: 1 }, None).unwrap();
        assert_eq!(count(&county, "use"), 4);
        is_sound(&county);
    }
}

#[test]
fn a_case_goes_back_with_a_reason_and_its_clock_runs_on() {
    for db in engines() {
        let county = seated(db, &ALL);
        let (bureau, desk) = (&county.bureau, county.desk("daibiao"));
        let case_no = county.accepted(FOOD, true);
        let at = |version| CaseRef { case_no: case_no.clone(), version };
        let why = |reason: &str, words: &str| SendBackForm { reason: reason.into(), words: words.into() };
        let due = view(bureau, &desk, &case_no).unwrap().case.due();
        let bare = send_back(bureau, &desk, (&at(1), &why("", "")), None);
        assert!(matches!(bare, Err(Failure::Refused(r)) if r.code() == "why_missing"));
        let stranger = send_back(bureau, &county.desk("wangfang"), (&at(1), &why("要现场勘察", "")), None);
        assert!(matches!(stranger, Err(Failure::Refused(r)) if r.code() == "no_power_to_decide"));
        assert_eq!(take_up(bureau, &desk, &at(1), None), Ok(2));
        assert_eq!(send_back(bureau, &desk, (&at(2), &why("要现场勘察", "店面要看")), Some("k")), Ok(3));
        assert_eq!(send_back(bureau, &desk, (&at(2), &why("要现场勘察", "店面要看")), Some("k")), Ok(3));
        let it = view(bureau, &desk, &case_no).unwrap();
        assert_eq!((it.case.stage.as_str(), it.case.due()), ("accepted", due));
        let event = it.history.last().unwrap();
        assert_eq!((event.kind.as_str(), event.facts["reason"].as_str()), ("case.sent_back", Some("要现场勘察")));
        is_sound(&county);
    }
}

#[test]
fn completing_is_the_use_of_the_seal_wherever_it_is_done() {
    for db in engines() {
        let county = seated(db, &["decide"]);
        county.add(("fuzhi", "钱副"), &[Role::Approver], Some(1));
        let (bureau, desk) = (&county.bureau, county.desk("daibiao"));
        let case_no = super::decisions::decided(&county, "daibiao");
        let form = services::cases::CompleteForm {
            case_no: case_no.clone(),
            version: 2,
            result_name: "决定书".into(),
            result_no: "1号".into(),
        };
        complete(bureau, &desk, &form, None).unwrap();
        let event = view(bureau, &desk, &case_no).unwrap().history.pop().unwrap();
        assert_eq!(
            (event.facts["under"]["power"].as_str(), &event.facts["under"]["lacking"]),
            (Some("seal"), &true.into())
        );
        is_sound(&county);
    }
}
