//! What follows later and what is decided on the applicant's word, under a chain: promised once, noted in every case that
//! it concerns; and the powers that the one acceptance uses of each department.

use domain::{catalogue::Need, chains::Refusal};
use services::{
    Failure,
    cases::CaseRef,
    chains::matters::{
        MaterialsForm, MatterForm, MatterRefusal, OwnMatter, accept, apply, bring, bring_own, open_at_window, progress,
        view,
    },
};

use super::{intake::on_every_engine_owned, *};

/// The plan that the fire check asks may follow, and the food licence is given on the applicant's word.
fn lenient(county: &County) {
    for (id, name) in [(12, "平面图"), (13, "")] {
        let region = *county.bureau.region();
        let found = county.db.db.read(|tx| store::catalogue::item(tx, &region, domain::base::ItemId::new(id)));
        let mut item = found.unwrap().unwrap();
        for material in item.content.guide.materials.iter_mut().filter(|m| m.name == name) {
            material.need = Need::Deferrable;
        }
        if name.is_empty() {
            item.content.guide.approval_mode = "告知承诺".into();
        }
        item.version += 1;
        testkit::seed_item(&county.db.db, &item);
    }
}

#[test]
fn a_material_follows_and_is_brought_once_for_all() {
    on_every_engine_owned(|county| {
        lenient(county);
        let clerk = county.desk("zhangmin");
        let plan = 2;
        let without: Vec<usize> = (0..9).filter(|p| *p != plan).collect();
        let form = MatterForm { materials: without, deferred: vec![plan], ..county.form(false) };
        let bare = open_at_window(&county.bureau, &clerk, (&form, None), None);
        assert_eq!(bare, Err(Failure::Refused(MatterRefusal::Rule(Refusal::PromiseMissing))));
        let barred = MatterForm { deferred: vec![0], promised: true, ..form.clone() };
        let told = open_at_window(&county.bureau, &clerk, (&barred, None), None);
        assert!(matches!(told, Err(Failure::Refused(MatterRefusal::Rule(Refusal::NotDeferrable(_))))), "{told:?}");
        let promised = MatterForm { promised: true, by_commitment: true, ..form };
        let no = open_at_window(&county.bureau, &clerk, (&promised, None), Some("k")).unwrap().matter_no;
        let fire = county.case(&no, FIRE);
        assert_eq!(fire.owed().iter().map(|(name, _)| *name).collect::<Vec<_>>(), ["平面图"]);
        assert!(fire.commitment.is_none(), "its guide offers none");
        let owed = view(&county.bureau, &clerk, &no).unwrap().owed;
        assert_eq!(owed.iter().map(|(place, ..)| *place).collect::<Vec<_>>(), [plan]);
        let granted = DecideForm {
            case_no: fire.no.to_string(),
            version: fire.version,
            outcome: "grant".into(),
            ..DecideForm::default()
        };
        let early = decide(&county.bureau, &county.desk("wangfang"), &granted, None).unwrap_err();
        assert!(early.to_string().contains("容缺材料还没补齐"), "nothing is granted before it comes: {early}");
        let twice = bring(&county.bureau, &clerk, (&county.at(&no), &[0]), None);
        assert!(matches!(twice, Err(Failure::Refused(_))), "what came is not owed: {twice:?}");
        let at = county.at(&no);
        let version = bring(&county.bureau, &clerk, (&at, &[plan]), Some("b")).unwrap();
        assert_eq!(bring(&county.bureau, &clerk, (&at, &[plan]), Some("b")), Ok(version), "one effect");
        assert!(county.case(&no, FIRE).owed().is_empty());
        assert_eq!(view(&county.bureau, &clerk, &no).unwrap().owed, []);
        county.decided(&no, FIRM, true);
        county.decided(&no, FIRE, true);
        county.job();
        let food = county.case(&no, FOOD);
        let signed = food.commitment.as_ref().map(|c| c.signed_on);
        assert_eq!(signed, Some(jiff::civil::date(2026, 11, 20)), "signed with the one application");
        county.sound();
    });
}

#[test]
fn what_is_promised_online_follows_for_every_department_and_what_one_gets_all_have() {
    on_every_engine_owned(|county| {
        lenient(county);
        let (public, clerk, plan) = (Desk::public("192.0.2.1"), county.desk("zhangmin"), 2);
        let here: Vec<usize> = (0..9).filter(|p| *p != plan).collect();
        let form = MatterForm { materials: here.clone(), deferred: vec![plan], ..county.form(false) };
        let bare = apply(&county.bureau, &public, &form, None);
        assert_eq!(bare, Err(Failure::Refused(MatterRefusal::Rule(Refusal::PromiseMissing))));
        let barred = MatterForm { deferred: vec![1], promised: true, ..form.clone() };
        let told = apply(&county.bureau, &public, &barred, None);
        assert!(matches!(told, Err(Failure::Refused(MatterRefusal::Rule(Refusal::NotDeferrable(_))))), "{told:?}");
        let sent = apply(&county.bureau, &public, &MatterForm { promised: true, ..form }, None).unwrap();
        let no = &sent.matter_no;
        assert!(county.case(no, FIRE).materials[1].is_promised());
        let told = progress(&county.bureau, &public, no, &sent.query_password).unwrap();
        assert_eq!((told.promised.as_slice(), told.owed.len()), (["平面图".to_owned()].as_slice(), 0));
        let form = MaterialsForm { materials: here, deferred: vec![plan], ..MaterialsForm::default() };
        accept(&county.bureau, &clerk, (&county.at(no), &form), None).unwrap();
        assert_eq!(county.case(no, FIRE).owed().len(), 1);
        let at = OwnMatter {
            matter_no: no.clone(),
            password: sent.query_password.clone(),
            version: county.filed(no).matter.version,
        };
        let bare = bring_own(&county.bureau, &public, (&at, plan), None).unwrap_err();
        assert!(matches!(&bare, Failure::Refused(r) if r.code() == "file_missing"), "{bare}");
        // Brought to the department, which notes it on its own case.
        let fire = county.case(no, FIRE);
        let here = CaseRef { case_no: fire.no.to_string(), version: fire.version };
        services::cases::bring(&county.bureau, &county.desk("wangfang"), (&here, &[1]), None).unwrap();
        assert_eq!(county.job(), 1, "the whole takes it in");
        assert!(county.filed(no).materials[plan].received, "once for all");
        assert_eq!(county.job(), 0);
        county.sound();
    });
}

#[test]
fn the_word_of_the_applicant_is_refused_where_no_guide_asks_it() {
    on_every_engine_owned(|county| {
        let form = MatterForm { by_commitment: true, promised: true, ..county.form(false) };
        let told = open_at_window(&county.bureau, &county.desk("zhangmin"), (&form, None), None);
        assert_eq!(told, Err(Failure::Refused(MatterRefusal::Rule(Refusal::NoCommitment))));
    });
}
