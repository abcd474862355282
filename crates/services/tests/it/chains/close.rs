//! Handed out together, rated once, taken back whole; nothing of it member by member.

use domain::chains::{Finish, MatterStage, Refusal};
use services::{
    Failure,
    cases::{DeliverForm, OwnRef},
    chains::matters::{HandOutForm, MatterRefusal, OwnMatter, apply, deliver, rate, receipt, withdraw, withdraw_own},
};

use super::{intake::on_every_engine_owned, *};

fn own_hands() -> HandOutForm {
    HandOutForm { way: "window".into(), by_applicant: true, ..HandOutForm::default() }
}

#[test]
fn results_are_handed_out_in_one_act_and_the_whole_is_rated_once() {
    on_every_engine_owned(|county| {
        let no = county.accepted(false);
        let clerk = county.desk("zhangmin");
        let password = receipt(&county.bureau, &clerk, &no).unwrap().query_password.unwrap();
        let public = Desk::public("192.0.2.1");
        let own = || OwnMatter {
            matter_no: no.clone(),
            password: password.clone(),
            version: county.filed(&no).matter.version,
        };
        let none = deliver(&county.bureau, &clerk, (&county.at(&no), &own_hands()), None).unwrap_err();
        assert_eq!(none, Failure::Refused(MatterRefusal::Rule(Refusal::NothingReady)));
        county.decided(&no, FIRM, true);
        county.decided(&no, FIRE, true);
        county.job();

        let firm = county.case(&no, FIRM);
        let single = DeliverForm {
            case_no: firm.no.to_string(),
            version: firm.version,
            way: "window".into(),
            by_applicant: true,
            ..DeliverForm::default()
        };
        let alone = services::cases::deliver(&county.bureau, &clerk, &single, None).unwrap_err();
        assert!(alone.to_string().contains("不能单独发放结果"), "{alone}");
        let case_own = OwnRef { case_no: firm.no.to_string(), password: password.clone(), version: firm.version };
        for tried in [
            services::cases::withdraw(&county.bureau, &public, (&case_own, ""), None),
            services::cases::rate(&county.bureau, &public, (&case_own, 5), None),
        ] {
            assert!(tried.unwrap_err().to_string().contains("一件事"));
        }
        let shown = services::cases::progress(&county.bureau, &public, firm.no.as_str(), &password).unwrap();
        assert!(!shown.may_act, "shown by the same password, and nothing more");

        let both = HandOutForm { receiver: "李四".into(), ..own_hands() };
        assert_eq!(
            deliver(&county.bureau, &clerk, (&county.at(&no), &both), None),
            Err(Failure::Refused(MatterRefusal::Both))
        );
        let at = county.at(&no);
        let version = deliver(&county.bureau, &clerk, (&at, &own_hands()), Some("k")).unwrap();
        assert_eq!(deliver(&county.bureau, &clerk, (&at, &own_hands()), Some("k")), Ok(version));
        assert_eq!(county.case(&no, FIRM).stage.as_str(), "delivered");
        assert_eq!(county.case(&no, FIRE).stage.as_str(), "delivered");
        assert_eq!(county.filed(&no).stage(), MatterStage::InHand, "what was ready may be fetched before the end");
        let early = rate(&county.bureau, &public, (&own(), 5), None).unwrap_err();
        assert_eq!(early, Failure::Refused(MatterRefusal::Rule(Refusal::NotDelivered)));

        county.decided(&no, FOOD, true);
        let other = HandOutForm { receiver: " 李四 ".into(), by_applicant: false, ..own_hands() };
        deliver(&county.bureau, &clerk, (&county.at(&no), &other), None).unwrap();
        let food = county.case(&no, FOOD);
        let seen = services::cases::view(&county.bureau, &clerk, food.no.as_str()).unwrap();
        assert_eq!(seen.particulars.receiver, "李*");
        assert_eq!(county.filed(&no).stage(), MatterStage::Delivered);
        let six = rate(&county.bureau, &public, (&own(), 6), None).unwrap_err();
        assert_eq!(six, Failure::Refused(MatterRefusal::Rule(Refusal::Stars)));
        rate(&county.bureau, &public, (&own(), 4), None).unwrap();
        let again = rate(&county.bureau, &public, (&own(), 5), None).unwrap_err();
        assert_eq!(again, Failure::Refused(MatterRefusal::Rule(Refusal::RatedBefore)));
        assert_eq!(county.filed(&no).rating.map(|r| r.stars), Some(4));
        assert_eq!(county.case(&no, FOOD).stage.as_str(), "delivered", "one rating, of the whole");
        county.sound();
    });
}

#[test]
fn what_was_fetched_before_the_end_leaves_nothing_when_the_last_ends_without_a_result() {
    on_every_engine_owned(|county| {
        let no = county.accepted(false);
        let clerk = county.desk("zhangmin");
        county.decided(&no, FIRM, true);
        deliver(&county.bureau, &clerk, (&county.at(&no), &own_hands()), None).unwrap();
        let fire = county.case(&no, FIRE);
        let at = services::cases::CaseRef { case_no: fire.no.to_string(), version: fire.version };
        let end =
            services::cases::EndForm {
                how: "referred_upward".into(), reason: "规模大".into(), body: "市消防".into()
            };
        services::cases::end(&county.bureau, &county.desk("wangfang"), (&at, &end), None).unwrap();
        county.job();
        let filed = county.filed(&no);
        assert_eq!((filed.finish(), filed.stage()), (Some(Finish::PartlyGranted), MatterStage::Delivered));
        county.sound();
    });
}

#[test]
fn the_applicant_takes_back_the_whole() {
    on_every_engine_owned(|county| {
        let public = Desk::public("192.0.2.1");
        let sent = apply(&county.bureau, &public, &county.form(true), None).unwrap();
        let no = &sent.matter_no;
        let own = OwnMatter { matter_no: no.clone(), password: sent.query_password.clone(), version: sent.version };
        let by_phone = OwnMatter { password: "8000".into(), ..own.clone() };
        assert!(withdraw_own(&county.bureau, &public, (&by_phone, ""), None).is_err(), "four digits let nobody act");
        withdraw_own(&county.bureau, &public, (&own, "不开了"), None).unwrap();
        assert_eq!(county.words(no), ["没有办成", "没有办成", "不再办理", "不再办理"]);
        assert_eq!(county.filed(no).finish(), Some(Finish::Withdrawn));
        assert_eq!(county.case(no, FIRM).stage.as_str(), "withdrawn");
        assert_eq!(county.job(), 0);

        // At a desk, after one was granted a moment ago: that stays.
        let no = county.accepted(true);
        county.decided(&no, FIRM, true);
        let at = county.at(&no);
        withdraw(&county.bureau, &county.desk("zhangmin"), (&at, ""), None).unwrap();
        assert_eq!(county.words(&no), ["已办成", "没有办成", "不再办理", "没有办成"]);
        assert_eq!(county.filed(&no).finish(), Some(Finish::PartlyGranted));
        let over = withdraw(&county.bureau, &county.desk("zhangmin"), (&county.at(&no), ""), None).unwrap_err();
        assert!(matches!(over, Failure::Refused(MatterRefusal::Rule(Refusal::Finished(_)))), "{over}");
        county.sound();
    });
}
