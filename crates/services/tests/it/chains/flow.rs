//! How a matter goes on: who begins when, what a denial changes, how it ends.

use domain::{
    cases::{Accepter, Means, Stage},
    chains::{DropReason, Finish, MatterStage},
};

use super::{intake::on_every_engine_owned, *};

#[test]
fn the_next_begins_by_the_system_on_the_notices_of_those_before_it() {
    on_every_engine_owned(|county| {
        let no = county.accepted(true);
        county.decided(&no, FIRM, true);
        assert_eq!(county.job(), 1);
        assert_eq!(county.job(), 0, "run twice, done once");
        assert_eq!(county.words(&no), ["已办成", "审查中", "未开始", "审查中"]);
        county.days(1); // a Saturday: the notice counts on Monday
        county.decided(&no, FIRE, true);
        assert_eq!(county.job(), 1);
        let food = county.case(&no, FOOD);
        let Stage::Accepted(acceptance) = &food.stage else { panic!("{:?}", food.stage) };
        assert_eq!((acceptance.by, acceptance.on), (Accepter::Notices, jiff::civil::date(2026, 11, 23)));
        let kinds = county.history(&food.no);
        assert_eq!(kinds, [("case.submitted".into(), "系统".into()), ("case.accepted".into(), "系统".into())]);
        let came: Vec<(&str, Means, bool)> =
            food.materials.iter().map(|m| (m.name.as_str(), m.means, m.received)).collect();
        assert_eq!(
            came,
            [("身份证", Means::Paper, true), ("营业执照", Means::Certificate, true), ("健康证明", Means::Paper, true)]
        );
        let firm = county.case(&no, FIRM);
        let source = format!("县市场监督管理局核发的“营业执照”（第{}号）", firm.no);
        assert_eq!(food.materials[1].source, source);
        county.decided(&no, FOOD, true);
        county.decided(&no, SIGN, true);
        let done = advance(&county.bureau).unwrap();
        assert_eq!((done.moved, done.finished, done.stuck), (1, 1, vec![]));
        let filed = county.filed(&no);
        assert_eq!((filed.finish(), filed.stage()), (Some(Finish::AllGranted), MatterStage::Finished));
        county.sound();
    });
}

#[test]
fn a_department_refuses_its_own_member_while_the_intake_is_open() {
    on_every_engine_owned(|county| {
        let sent = services::chains::matters::apply(&county.bureau, &Desk::public("x"), &county.form(false), None);
        let no = sent.unwrap().matter_no;
        let case = county.case(&no, FIRE);
        let at = services::cases::CaseRef { case_no: case.no.to_string(), version: case.version };
        let end =
            |how: &str| services::cases::EndForm {
                how: how.into(), reason: "不归本县管".into(), body: String::new()
            };
        let fire = county.desk("wangfang");
        let alone = services::cases::end(&county.bureau, &fire, (&at, &end("withdrawn")), None).unwrap_err();
        assert!(alone.to_string().contains("不能单独撤回"), "{alone}");
        services::cases::end(&county.bureau, &fire, (&at, &end("not_accepted")), None).unwrap();
        county.job();
        assert_eq!(county.words(&no), ["待受理", "没有办成", "不再办理", "不涉及"]);
        county.sound();
    });
}

/// Ends a matter whose first member is denied, under a rule; words before and after the job.
fn denied(county: &County) -> (String, Vec<&'static str>) {
    let no = county.accepted(true);
    county.decided(&no, FIRM, false);
    county.job();
    let words = county.words(&no);
    (no, words)
}

#[test]
fn followers_stop_where_the_chain_says_so() {
    on_every_engine_owned(|county| {
        let (no, words) = denied(county);
        assert_eq!(words, ["不予批准", "审查中", "不再办理", "不再办理"]);
        let by = DropReason::Stopped { by: FIRM.into() };
        assert_eq!(county.states(&no)[FOOD], MemberState::Dropped(by));
        county.decided(&no, FIRE, true);
        county.job();
        assert_eq!(county.filed(&no).finish(), Some(Finish::PartlyGranted), "what was granted stays");
        county.sound();
    });
}

#[test]
fn everything_stops_where_the_chain_says_so() {
    for db in testkit::engines() {
        let county = County::open(db, OnDenial::AllStops);
        let (no, words) = denied(&county);
        assert_eq!(words, ["不予批准", "随整件终止", "不再办理", "不再办理"]);
        let fire = county.case(&no, FIRE);
        assert_eq!(fire.stage.as_str(), "stopped_with_matter");
        let ending = fire.stage.ending().unwrap();
        assert!(ending.reason.contains("按这件事的规则整件终止"), "{}", ending.reason);
        assert_eq!(county.history(&fire.no).last().unwrap(), &("case.ended".to_owned(), "系统".to_owned()));
        assert_eq!(county.filed(&no).finish(), Some(Finish::NotGranted));
        assert_eq!(county.job(), 0);
        county.sound();
    }
}

#[test]
fn what_is_decided_already_runs_to_its_end_when_everything_stops() {
    for db in testkit::engines() {
        let county = County::open(db, OnDenial::AllStops);
        let no = county.accepted(false);
        let fire = county.case(&no, FIRE);
        let form = DecideForm {
            case_no: fire.no.to_string(),
            version: fire.version,
            outcome: "grant".into(),
            ..DecideForm::default()
        };
        decide(&county.bureau, &county.desk("wangfang"), &form, None).unwrap();
        county.decided(&no, FIRM, false);
        county.job();
        assert_eq!(county.words(&no), ["不予批准", "已决定", "不再办理", "不涉及"]);
        let fire = county.case(&no, FIRE);
        let result = CompleteForm {
            case_no: fire.no.to_string(),
            version: fire.version,
            result_name: "合格证".into(),
            result_no: "1".into(),
        };
        complete(&county.bureau, &county.desk("wangfang"), &result, None).unwrap();
        county.job();
        assert_eq!(county.filed(&no).finish(), Some(Finish::PartlyGranted));
        county.sound();
    }
}

#[test]
fn the_others_go_on_where_the_chain_says_so() {
    for db in testkit::engines() {
        let county = County::open(db, OnDenial::OthersGoOn);
        let (no, words) = denied(&county);
        assert_eq!(words, ["不予批准", "审查中", "未开始", "审查中"]);
        county.decided(&no, FIRE, true);
        county.job();
        assert_eq!(county.words(&no), ["不予批准", "已办成", "审查中", "审查中"]);
        county.sound();
    }
}
