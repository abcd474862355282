//! A member that its department returned is handed in again within the matter, or given up; what the others do
//! meanwhile.

use domain::{
    cases::{EndKind, Stage},
    chains::{DropReason, Finish},
};
use services::{
    Failure,
    cases::{CaseRef, EndForm, end},
    chains::matters::{
        AgainForm, Applied, MaterialsForm, MatterRefusal, OwnMatter, SupplyForm, accept, apply, begin_again,
        begin_again_own, progress, view, withdraw_own,
    },
};

use super::{intake::on_every_engine_owned, *};

fn public() -> Desk {
    Desk::public("192.0.2.1")
}

impl County {
    /// The department returns the case of a member before it is accepted; the job has seen it.
    fn sends_back(&self, no: &str, member: &str) {
        let case = self.case(no, member);
        let at = CaseRef { case_no: case.no.to_string(), version: case.version };
        let form = EndForm { how: "returned".into(), reason: "层数与图纸不一致".into(), body: String::new() };
        end(&self.bureau, &self.desk(Self::approver(member)), (&at, &form), None).unwrap();
        self.job();
    }

    fn own(&self, sent: &Applied) -> OwnMatter {
        let version = self.filed(&sent.matter_no).matter.version;
        OwnMatter { matter_no: sent.matter_no.clone(), password: sent.query_password.clone(), version }
    }

    fn accepts(&self, no: &str) {
        let form = MaterialsForm { materials: (0..9).collect(), ..MaterialsForm::default() };
        accept(&self.bureau, &self.desk("zhangmin"), (&self.at(no), &form), None).unwrap();
    }
}

#[test]
fn a_returned_member_is_handed_in_again_with_what_was_mended() {
    on_every_engine_owned(|county| {
        let sent = apply(&county.bureau, &public(), &county.form(false), None).unwrap();
        let no = &sent.matter_no;
        county.sends_back(no, FIRE);
        let first = county.case(no, FIRE);
        assert_eq!(county.words(no), ["待受理", "已退件", "未开始", "不涉及"], "nothing stops");
        let told = progress(&county.bureau, &public(), no, &sent.query_password).unwrap();
        assert!(told.members[1].words.contains("层数与图纸不一致"), "{:?}", told.members[1]);
        assert_eq!(county.job(), 0, "nothing more follows by itself");
        county.accepts(no);
        assert_eq!(county.words(no), ["审查中", "已退件", "未开始", "不涉及"]);
        county.decided(no, FIRM, true);
        county.job();
        assert_eq!(county.words(no)[2], "未开始", "who waits for it waits");

        let mended = SupplyForm { materials: vec![2], answers: [("floors".to_owned(), "3".to_owned())].into() };
        let again = |form: &AgainForm, member: &str, key| {
            begin_again_own(&county.bureau, &public(), (&county.own(&sent), member, form), key)
        };
        let refused = again(&AgainForm::HandIn(mended.clone()), FIRM, None).unwrap_err();
        assert!(matches!(&refused, Failure::Refused(r) if r.code() == "not_returned"), "{refused}");
        let turned = SupplyForm { answers: [("wants_sign".to_owned(), "是".to_owned())].into(), ..mended.clone() };
        let refused = again(&AgainForm::HandIn(turned), FIRE, None).unwrap_err();
        assert!(matches!(refused, Failure::Refused(MatterRefusal::Fields(..) | MatterRefusal::Rule(_))), "{refused}");
        let at = county.own(&sent);
        let form = AgainForm::HandIn(mended);
        let version = begin_again_own(&county.bureau, &public(), (&at, FIRE, &form), Some("k")).unwrap();
        let twice = begin_again_own(&county.bureau, &public(), (&at, FIRE, &form), Some("k"));
        assert_eq!(twice, Ok(version), "one effect");
        let second = county.case(no, FIRE);
        assert_ne!(second.no, first.no, "a case of its own");
        assert_eq!(second.stage, Stage::Submitted);
        let seen = services::cases::view(&county.bureau, &county.desk("wangfang"), second.no.as_str()).unwrap();
        assert!(seen.answers.iter().any(|a| a.lines == ["3"]), "{:?}", seen.answers);
        let whole = view(&county.bureau, &county.desk("zhangmin"), no).unwrap();
        assert_eq!(whole.members[1].earlier, [first.no.to_string()]);
        county.accepts(no);
        county.decided(no, FIRE, true);
        county.job();
        county.decided(no, FOOD, true);
        county.job();
        let filed = county.filed(no);
        assert_eq!(filed.matter.finish.map(|(how, _)| how), Some(Finish::AllGranted));
        county.sound();
    });
}

#[test]
fn days_that_pass_or_a_word_make_it_a_denial_and_nothing_is_handed_in_for_ever() {
    on_every_engine_owned(|county| {
        let clerk = county.desk("zhangmin");
        let hand_in = AgainForm::HandIn(SupplyForm::default());
        let again = |no: &str, form: &AgainForm| {
            begin_again(&county.bureau, &clerk, (&county.at(no), FIRE, form), None).map(|_| ())
        };
        // So many times, then it has come to nothing.
        let sent = apply(&county.bureau, &public(), &county.form(false), None).unwrap();
        for _ in 0..services::cases::case_rules().again_times {
            county.sends_back(&sent.matter_no, FIRE);
            again(&sent.matter_no, &hand_in).unwrap();
        }
        county.sends_back(&sent.matter_no, FIRE);
        let over = |kind| move |s: &MemberState| matches!(s, MemberState::Ended { kind: k, .. } if *k == kind);
        assert!(over(EndKind::Returned)(&county.states(&sent.matter_no)[FIRE]));
        let stopped = MemberState::Dropped(DropReason::Stopped { by: FIRE.into() });
        assert_eq!(county.states(&sent.matter_no)[FOOD], stopped);
        let refused = again(&sent.matter_no, &hand_in).unwrap_err();
        assert!(matches!(&refused, Failure::Refused(r) if r.code() == "not_returned"), "{refused}");

        let sent = apply(&county.bureau, &public(), &county.form(false), None).unwrap();
        county.sends_back(&sent.matter_no, FIRE);
        again(&sent.matter_no, &AgainForm::GiveUp).unwrap();
        assert_eq!(county.states(&sent.matter_no)[FOOD], stopped);
        assert_eq!(county.job(), 0, "what is given up is not looked at again");

        let sent = apply(&county.bureau, &public(), &county.form(false), None).unwrap();
        county.sends_back(&sent.matter_no, FIRE);
        withdraw_own(&county.bureau, &public(), (&county.own(&sent), "不开了"), None).unwrap();
        let finish = county.filed(&sent.matter_no).matter.finish.map(|(how, _)| how);
        assert_eq!(finish, Some(Finish::Withdrawn), "the whole");

        let sent = apply(&county.bureau, &public(), &county.form(false), None).unwrap();
        county.sends_back(&sent.matter_no, FIRE);
        county.accepts(&sent.matter_no);
        county.days(22);
        // Those before it are accepted by silence meanwhile.
        assert!(county.job() > 0);
        assert_eq!(county.states(&sent.matter_no)[FOOD], stopped, "its days are over");
        county.sound();
    });
}

#[test]
fn nobody_answering_in_time_accepts_what_was_handed_in_again() {
    on_every_engine_owned(|county| {
        let sent = apply(&county.bureau, &public(), &county.form(false), None).unwrap();
        let no = &sent.matter_no;
        county.sends_back(no, FIRE);
        county.accepts(no);
        county.days(3);
        let form = AgainForm::HandIn(SupplyForm::default());
        begin_again(&county.bureau, &county.desk("zhangmin"), (&county.at(no), FIRE, &form), None).unwrap();
        county.days(5);
        assert_eq!(county.job(), 0, "there is a day left");
        county.days(3);
        assert_eq!(county.job(), 1);
        assert!(matches!(county.case(no, FIRE).stage, Stage::Accepted(_)));
        county.sound();
    });
}
