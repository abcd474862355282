//! What each sees of a matter: the hall and the lead department the whole, a department its own part, the applicant
//! the progress.

use domain::chains::MatterStage;
use services::{
    Failure,
    chains::matters::{MatterListForm, MatterRefusal, advance_one, list, progress, receipt, view},
};

use super::{intake::on_every_engine_owned, *};

fn form() -> MatterListForm {
    MatterListForm { limit: 20, ..MatterListForm::default() }
}

#[test]
fn a_department_sees_its_own_part_and_names_of_the_others() {
    on_every_engine_owned(|county| {
        let no = county.accepted(true);
        let see = |login: &str| view(&county.bureau, &county.desk(login), &no);
        let whole = see("zhangmin").unwrap();
        assert!(whole.is_whole && whole.plan.is_some() && !whole.history.is_empty());
        assert_eq!(whole.particulars.name, "张*丰");
        assert!(whole.members.iter().all(|m| m.is_own));
        assert_eq!(whole.members[2].waits_for, ["企业登记", "消防检查"]);
        assert_eq!(whole.holdups.len(), 2);
        assert!(whole.steps.unwrap().headline.starts_with("共 4 步，现在第 2 步"));
        assert!(whole.answers.iter().any(|a| a.label == "层数") && whole.query_password.is_none());
        assert_eq!(whole.runs_by.unwrap().chain.members.len(), 4);
        assert!(see("liqiang").unwrap().is_whole, "the lead department sees it all");
        let part = see("wangfang").unwrap();
        assert!(!part.is_whole && part.plan.is_none() && part.answers.is_empty() && part.materials.is_empty());
        assert!(part.runs_by.is_none());
        let own: Vec<(bool, bool, bool)> =
            part.members.iter().map(|m| (m.is_own, m.case_no.is_some(), m.due_on.is_some())).collect();
        assert_eq!(own, [(false, false, false), (true, true, true), (false, false, false), (false, false, false)]);
        assert_eq!(part.holdups.len(), 1);
        assert!(matches!(see("qianyi"), Err(Failure::NotFound)), "none of its business");
        let firm = county.case(&no, FIRM);
        let foreign = services::cases::view(&county.bureau, &county.desk("wangfang"), firm.no.as_str());
        assert!(matches!(foreign, Err(Failure::NotFound)), "another department's case stays closed");
    });
}

#[test]
fn lists_and_numbers_are_within_the_askers_reach() {
    on_every_engine_owned(|county| {
        let no = county.accepted(false);
        let other = county.accepted(true);
        let numbers = |login: &str, form: &MatterListForm| -> Vec<String> {
            let found = list(&county.bureau, &county.desk(login), form).unwrap();
            found.lines.into_iter().map(|l| l.matter_no).collect()
        };
        assert_eq!(numbers("zhangmin", &form()).len(), 2);
        assert_eq!(numbers("zhaolei", &form()).len(), 2);
        assert_eq!(numbers("qianyi", &form()), Vec::<String>::new());
        let typed = MatterListForm { number: no.to_lowercase().replace('-', ""), ..form() };
        assert_eq!(numbers("zhangmin", &typed), std::slice::from_ref(&no));
        assert_eq!(numbers("qianyi", &typed), Vec::<String>::new());
        let page = list(&county.bureau, &county.desk("zhangmin"), &MatterListForm { limit: 1, ..form() }).unwrap();
        assert_eq!(page.lines[0].applicant, "张*丰");
        assert_eq!(page.counts, [("in_hand".to_owned(), 2)]);
        let rest = list(&county.bureau, &county.desk("zhangmin"), &MatterListForm { after: page.next, ..form() });
        assert_eq!(rest.unwrap().lines.len(), 1);
        let none = MatterListForm { stage: Some(MatterStage::Finished), ..form() };
        assert_eq!(numbers("zhangmin", &none), Vec::<String>::new());
        assert!(list(&county.bureau, &county.desk("bianji"), &form()).is_err(), "an editor handles no cases");
        assert_ne!(no, other);
    });
}

#[test]
fn the_applicant_follows_the_whole_and_guessing_is_slowed() {
    on_every_engine_owned(|county| {
        let no = county.accepted(false);
        let public = Desk::public("192.0.2.1");
        let password = receipt(&county.bureau, &county.desk("zhangmin"), &no).unwrap().query_password.unwrap();
        assert!(receipt(&county.bureau, &county.desk("liqiang"), &no).is_err(), "only whoever may accept");
        county.decided(&no, FIRM, true);
        assert!(advance_one(&county.bureau, &county.desk("zhangmin"), &no).unwrap());
        assert!(!advance_one(&county.bureau, &county.desk("zhangmin"), &no).unwrap());
        let seen = progress(&county.bureau, &public, &no, &password).unwrap();
        assert!(seen.may_act);
        assert_eq!((seen.applicant.as_str(), seen.ready, seen.stage), ("张*丰", 1, MatterStage::InHand));
        let lines: Vec<(&str, &str)> = seen.members.iter().map(|m| (m.name.as_str(), m.state.label())).collect();
        assert_eq!(
            lines,
            [("企业登记", "已办成"), ("消防检查", "审查中"), ("食品经营许可", "未开始"), ("招牌备案", "不涉及")]
        );
        assert!(seen.members[0].result.starts_with("营业执照 第"), "{}", seen.members[0].result);
        assert_eq!(seen.members[3].words, "按您填的情况，这一项不用办");
        assert!(!progress(&county.bureau, &public, &no, "8000").unwrap().may_act, "the end of the mobile shows");
        for _ in 0..10 {
            let tried = progress(&county.bureau, &public, &no, "12345678").unwrap_err();
            assert!(matches!(tried, Failure::Refused(MatterRefusal::Door(_))), "{tried}");
        }
        let late = progress(&county.bureau, &public, &no, &password).unwrap_err();
        assert!(late.to_string().contains("1 小时后"), "{late}");
    });
}

#[test]
fn a_form_of_a_matter_is_put_aside_with_those_of_single_items() {
    on_every_engine_owned(|county| {
        let (clerk, other) = (county.desk("zhangmin"), county.desk("chenhua"));
        let half = services::chains::matters::MatterForm { phone: String::new(), ..county.form(true) };
        let id = services::chains::matters::park(&county.bureau, &clerk, &half, Some("k")).unwrap();
        assert_eq!(services::chains::matters::park(&county.bureau, &clerk, &half, Some("k")), Ok(id), "one effect");
        let listed = services::cases::parked(&county.bureau, &clerk).unwrap();
        let short: Vec<(&str, Option<&str>)> =
            listed.iter().map(|p| (p.item_name.as_str(), p.chain.as_deref())).collect();
        assert_eq!(short, [("开办餐饮店", Some(SHOP))]);
        assert_eq!(services::chains::matters::open_parked(&county.bureau, &clerk, id), Ok(half.clone()));
        let theirs = services::chains::matters::open_parked(&county.bureau, &other, id);
        assert_eq!(theirs, Err(Failure::NotFound), "another clerk's form stays closed");
        let gone = services::chains::matters::MatterForm { chain: "YJS404".into(), ..half };
        let refused = services::chains::matters::park(&county.bureau, &clerk, &gone, None);
        assert_eq!(refused, Err(Failure::Refused(MatterRefusal::NotOffered)));
        services::cases::unpark(&county.bureau, &clerk, id).unwrap();
        assert!(services::cases::parked(&county.bureau, &clerk).unwrap().is_empty());
    });
}
