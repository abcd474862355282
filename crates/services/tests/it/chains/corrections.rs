//! One notice for all departments, answered once; the whole is received anew.

use domain::{
    cases::{CorrectionItem, Stage},
    chains::{Intake, Look, Refusal},
};
use services::{
    Failure,
    chains::matters::{
        AskForm, MaterialsForm, MatterRefusal, OwnMatter, SupplyForm, accept, apply, ask_correction, look, supply,
        supply_own,
    },
};

use super::{intake::on_every_engine_owned, *};

fn needs(place: usize, what: &str) -> Look {
    Look::Needs(vec![CorrectionItem { material: Some(place), what: what.into() }])
}

#[test]
fn the_applicant_is_told_once_what_all_departments_want() {
    on_every_engine_owned(|county| {
        let public = Desk::public("192.0.2.1");
        let sent = apply(&county.bureau, &public, &county.form(false), None).unwrap();
        let no = &sent.matter_no;
        let (clerk, firm, fire) = (county.desk("zhangmin"), county.desk("liqiang"), county.desk("wangfang"));
        look(&county.bureau, &firm, (&county.at(no), FIRM, &needs(0, "过期")), None).unwrap();
        let foreign = look(&county.bureau, &firm, (&county.at(no), FIRE, &Look::Complete), None).unwrap_err();
        assert!(matches!(foreign, Failure::Denied(_)), "{foreign}");
        let early = ask_correction(&county.bureau, &clerk, (&county.at(no), &AskForm::default()), None).unwrap_err();
        let Failure::Refused(MatterRefusal::Rule(Refusal::NotLookedYet(who))) = early else { panic!("{early}") };
        assert_eq!(who, ["县消防救援大队"]);
        look(&county.bureau, &fire, (&county.at(no), FIRE, &needs(0, "看不清")), None).unwrap();
        let at = county.at(no);
        let version = ask_correction(&county.bureau, &clerk, (&at, &AskForm::default()), Some("k")).unwrap();
        assert_eq!(ask_correction(&county.bureau, &clerk, (&at, &AskForm::default()), Some("k")), Ok(version));
        let notice = county.filed(no).matter.notice.unwrap();
        assert_eq!(notice.lines.len(), 1, "the same material once: {:?}", notice.lines);
        assert_eq!((notice.lines[0].name.as_str(), notice.lines[0].what.as_str()), ("身份证", "过期；看不清"));
        assert_eq!(county.words(no), ["待补正", "待补正", "未开始", "不涉及"]);
        assert_eq!(county.case(no, FIRM).correction.unwrap().until, notice.until);
        let all = MaterialsForm { materials: (0..9).collect(), ..MaterialsForm::default() };
        let refused = accept(&county.bureau, &clerk, (&county.at(no), &all), None).unwrap_err();
        assert_eq!(refused, Failure::Refused(MatterRefusal::Rule(Refusal::AwaitsCorrection)));

        county.days(4);
        let own = |version| OwnMatter { matter_no: no.clone(), password: sent.query_password.clone(), version };
        let version = county.filed(no).matter.version;
        let nothing = supply_own(&county.bureau, &public, (&own(version), &SupplyForm::default()), None).unwrap_err();
        assert!(
            matches!(nothing, Failure::Refused(MatterRefusal::Rule(Refusal::CorrectionIncomplete(_)))),
            "{nothing}"
        );
        let turned = SupplyForm {
            materials: vec![0],
            answers: [("wants_sign".to_owned(), "是".to_owned()), ("sign_words".to_owned(), "面".to_owned())].into(),
        };
        let refused = supply_own(&county.bureau, &public, (&own(version), &turned), None).unwrap_err();
        assert!(matches!(refused, Failure::Refused(MatterRefusal::Rule(Refusal::Deciding(_)))), "{refused}");
        let mended = SupplyForm { materials: vec![0], answers: [("floors".to_owned(), "3".to_owned())].into() };
        supply_own(&county.bureau, &public, (&own(version), &mended), None).unwrap();
        assert_eq!(county.words(no), ["待受理", "待受理", "未开始", "不涉及"]);
        let filed = county.filed(no);
        assert_eq!(filed.matter.intake, Intake::Received { on: jiff::civil::date(2026, 11, 24) });
        assert_eq!(filed.receipt.notice_by, county.case(no, FIRE).receipt.notice_by);
        let fire_case = county.case(no, FIRE);
        let seen = services::cases::view(&county.bureau, &clerk, fire_case.no.as_str()).unwrap();
        assert!(format!("{:?}", seen.answers).contains('3'), "the mended answer reached the department");
        let twice = ask_correction(&county.bureau, &clerk, (&county.at(no), &AskForm::default()), None).unwrap_err();
        assert!(matches!(twice, Failure::Refused(MatterRefusal::Rule(Refusal::CorrectionTwice(_)))), "{twice}");
        accept(&county.bureau, &clerk, (&county.at(no), &all), None).unwrap();
        assert_eq!(county.words(no), ["审查中", "审查中", "未开始", "不涉及"]);
        county.sound();
    });
}

#[test]
fn the_window_asks_in_the_same_sitting_also_for_those_that_have_not_begun() {
    on_every_engine_owned(|county| {
        let clerk = county.desk("zhangmin");
        let mut form = MatterForm { materials: vec![0, 1], ..county.form(false) };
        form.answers.remove("floors");
        let opened = open_at_window(&county.bureau, &clerk, (&form, Some(&AskForm::default())), None).unwrap();
        let no = &opened.matter_no;
        let notice = county.filed(no).matter.notice.unwrap();
        let lines: Vec<(&str, &str)> = notice.lines.iter().map(|l| (l.name.as_str(), l.what.as_str())).collect();
        assert_eq!(lines[0], ("平面图", ""));
        assert_eq!(lines[1].1, "补交“健康证明”（办“食品经营许可”要用）");
        assert!(lines[2].1.contains("层数"), "{lines:?}");
        assert_eq!(lines.len(), 3);
        let all: Vec<usize> = (0..9).collect();
        let short = SupplyForm { materials: all.clone(), ..SupplyForm::default() };
        let refused = supply(&county.bureau, &clerk, (&county.at(no), &short), None).unwrap_err();
        assert!(
            matches!(refused, Failure::Refused(MatterRefusal::Fields(..))),
            "the question is still open: {refused}"
        );
        let whole = SupplyForm { materials: all.clone(), answers: [("floors".to_owned(), "2".to_owned())].into() };
        supply(&county.bureau, &clerk, (&county.at(no), &whole), None).unwrap();
        accept(
            &county.bureau,
            &clerk,
            (&county.at(no), &MaterialsForm { materials: all, ..MaterialsForm::default() }),
            None,
        )
        .unwrap();
        assert_eq!(county.words(no), ["审查中", "审查中", "未开始", "不涉及"]);
        let mut undecided = form.clone();
        undecided.answers.remove("wants_sign");
        let refused = open_at_window(&county.bureau, &clerk, (&undecided, Some(&AskForm::default())), None);
        let refused = refused.unwrap_err();
        assert!(matches!(refused, Failure::Refused(MatterRefusal::Rule(Refusal::Deciding(_)))), "{refused}");
        county.sound();
    });
}

#[test]
fn who_does_not_answer_is_out_and_the_rest_is_received_anew() {
    on_every_engine_owned(|county| {
        let sent = apply(&county.bureau, &Desk::public("x"), &county.form(false), None).unwrap();
        let no = &sent.matter_no;
        let looks = [(FIRM.to_owned(), Look::Complete), (FIRE.to_owned(), needs(1, "没有比例尺"))].into();
        let until = Some(jiff::civil::date(2026, 12, 4));
        let form = AskForm { looks, until };
        ask_correction(&county.bureau, &county.desk("zhangmin"), (&county.at(no), &form), None).unwrap();
        assert_eq!(county.words(no), ["待受理", "待补正", "未开始", "不涉及"]);
        assert_eq!(county.case(no, FIRM).receipt.notice_by, None, "nobody waits for the firm's department");
        county.days(14);
        services::cases::run_timers(&county.bureau).unwrap();
        assert_eq!(county.job(), 0, "the last day is not over, and silence accepts nothing meanwhile");
        county.days(1);
        assert_eq!(services::cases::run_timers(&county.bureau).unwrap().correction_lapsed, 1);
        county.job();
        assert_eq!(county.words(no), ["待受理", "没有办成", "不再办理", "不涉及"]);
        let firm = county.case(no, FIRM);
        assert_eq!(firm.stage, Stage::Submitted);
        let today = jiff::civil::date(2026, 12, 5);
        assert_eq!((firm.receipt.on, county.filed(no).receipt.on), (today, today));
        assert_eq!(firm.receipt.notice_by, county.filed(no).receipt.notice_by);
        assert_eq!(county.job(), 0);
        county.sound();
    });
}
