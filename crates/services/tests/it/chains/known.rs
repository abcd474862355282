//! What the county holds of whoever stands at the window, put together for the one form and the one list.

use domain::cases::Means;
use services::{
    Failure,
    cases::ProgressRefusal,
    certificates::{RegisterForm, register},
    chains::{
        matters::{
            MaterialsForm, MatterDraft, OwnMatter, ProveRefusal, accept, apply, keep_draft, known_together, open_draft,
            prove, proved_of_draft, receipt, send_draft,
        },
        offered_chain,
    },
};

use super::{intake::on_every_engine_owned, *};

#[test]
fn certificates_and_earlier_answers_are_offered_for_the_whole() {
    on_every_engine_owned(|county| {
        let clerk = county.desk("zhangmin");
        let (_, it) = offered_chain(&county.bureau, SHOP).unwrap().unwrap();
        let code = "990101199003078578";
        let known = |code: &str| known_together(&county.bureau, &clerk, ("person", code), &it).unwrap();
        let nobody = known(code);
        assert!(nobody.before.is_none() && nobody.held.is_empty() && nobody.answers.is_empty());
        assert!(known("no number").before.is_none());

        county.accepted(false);
        let before = known(code);
        assert_eq!(before.before.as_ref().map(|b| b.masked()).as_deref(), Some("张*丰，138****8000"));
        let key = |label: &str| it.form.form.fields().find(|f| f.label == label).unwrap().key.clone();
        assert_eq!(before.answers.get(&key("店名")).map(String::as_str), Some("老王面馆"));
        assert_eq!(before.answers.get(&key("层数")).map(String::as_str), Some("2"));
        assert!(before.held.is_empty(), "nothing is in the register");

        registered(county, code);
        let held = known(code).held;
        let place = it.materials.place_of(FOOD, "健康证明").unwrap();
        assert_eq!(
            held.iter().map(|h| (h.place, h.certificate.as_str())).collect::<Vec<_>>(),
            [(place, "健康证明 JK-1")]
        );
        assert_eq!((held[0].takers.join(""), held[0].others.len()), ("县卫生健康局".into(), 0));

        // It stands for the paper: the whole is accepted without it.
        let mut form = county.form(false);
        form.materials.retain(|p| *p != place);
        let refused = open_at_window(&county.bureau, &clerk, (&form, None), None).unwrap_err();
        assert!(refused.to_string().contains("健康证明"), "{refused}");
        form.certified = known(code).certified;
        open_at_window(&county.bureau, &clerk, (&form, None), None).unwrap();
        assert!(known_together(&county.bureau, &county.desk("liqiang"), ("person", code), &it).is_err());
    });
}

fn registered(county: &County, code: &str) {
    let form = RegisterForm {
        holder: "person".into(),
        holder_code: code.into(),
        holder_name: "张三丰".into(),
        name: "健康证明".into(),
        number: "JK-1".into(),
        issuer: "县疾控中心".into(),
        issued_on: "2026-05-01".into(),
        original_seen: true,
        ..RegisterForm::default()
    };
    register(&county.bureau, &county.desk("zhangmin"), &form, None).unwrap();
}

#[test]
fn a_draft_goes_on_from_an_earlier_case_and_its_certificates_count_where_a_window_saw_the_paper() {
    on_every_engine_owned(|county| {
        let (clerk, public) = (county.desk("zhangmin"), Desk::public("192.0.2.1"));
        let (_, it) = offered_chain(&county.bureau, SHOP).unwrap().unwrap();
        let place = it.materials.place_of(FOOD, "健康证明").unwrap();
        let seen = county.accepted(false);
        let password = receipt(&county.bureau, &clerk, &seen).unwrap().query_password.unwrap();
        let earlier = county.case(&seen, FIRM).no.to_string();
        registered(county, "990101199003078578");

        // Nothing but the chain is known; what stands in the earlier case fills the rest.
        let blank = MatterForm { chain: SHOP.into(), ..MatterForm::default() };
        let ticket = keep_draft(&county.bureau, &public, (None, &blank), None).unwrap();
        let proving = |no: &str, word: &str| {
            prove(&county.bureau, &public, (&ticket, &it), (no, word)).map_err(|f| match f {
                Failure::Refused(refusal) => refusal,
                other => panic!("{other}"),
            })
        };
        assert_eq!(proving(&earlier, "00000000"), Err(ProveRefusal::Door(ProgressRefusal::Wrong)));
        proving(&earlier, &password).unwrap();
        let filled = || match open_draft(&county.bureau, &public, &ticket).unwrap() {
            Some(MatterDraft::Filling(form)) => form,
            other => panic!("{other:?}"),
        };
        let form = filled();
        assert_eq!((form.name.as_str(), form.phone.as_str()), ("张三丰", "13800138000"));
        assert!(form.answers.values().any(|a| a == "老王面馆"), "{:?}", form.answers);
        let view = |form: &MatterForm| {
            proved_of_draft(&county.bureau, &public, (&ticket, &it), form).unwrap().expect("it was proved")
        };
        assert_eq!((view(&form).held.len(), view(&form).held[0].place, view(&form).without), (1, place, ""));
        assert_eq!(view(&form).certified.len(), 1);
        // The certificates are the proved person's alone, and may be left unused.
        let other = MatterForm { code: "990101198001010019".into(), ..form.clone() };
        assert!(view(&other).held.is_empty() && view(&other).without.contains("改过"), "{:?}", view(&other));
        let unused = MatterForm { aside: vec![place], ..form.clone() };
        assert!(view(&unused).certified.is_empty() && view(&unused).held.len() == 1, "shown, not used");

        let mut whole = county.form(false);
        whole.materials.retain(|p| *p != place);
        keep_draft(&county.bureau, &public, (Some(&ticket), &whole), None).unwrap();
        let sent = send_draft(&county.bureau, &public, &ticket).unwrap();
        let filed = county.filed(&sent.matter_no);
        assert!(filed.materials[place].received && filed.materials[place].means == Means::Certificate);
        let boxes = MaterialsForm { materials: whole.materials, deferred: vec![], promised: false };
        accept(&county.bureau, &clerk, (&county.at(&sent.matter_no), &boxes), None).unwrap();
        for member in [FIRM, FIRE] {
            county.decided(&sent.matter_no, member, true);
        }
        county.job();
        let food = county.case(&sent.matter_no, FOOD);
        let paper = food.materials.iter().find(|m| m.name == "健康证明").unwrap();
        assert!(paper.received && paper.means == Means::Certificate, "{:?}", food.materials);

        // What came in online proves its answers, and no certificate.
        let online = apply(&county.bureau, &public, &county.form(false), None).unwrap();
        let at = OwnMatter { matter_no: online.matter_no.clone(), password: online.query_password, version: 0 };
        let second = keep_draft(&county.bureau, &public, (None, &blank), None).unwrap();
        let its = county.case(&at.matter_no, FIRM).no.to_string();
        prove(&county.bureau, &public, (&second, &it), (&its, &at.password)).unwrap();
        let told = proved_of_draft(&county.bureau, &public, (&second, &it), &county.form(false)).unwrap().unwrap();
        assert!(told.held.is_empty() && told.without.contains("网上"), "{told:?}");
        let stranger = MatterForm { code: "990101198001010019".into(), ..blank };
        let third = keep_draft(&county.bureau, &public, (None, &stranger), None).unwrap();
        let refused = prove(&county.bureau, &public, (&third, &it), (&earlier, &password)).unwrap_err();
        assert_eq!(refused, Failure::Refused(ProveRefusal::Other));
        county.sound();
    });
}
