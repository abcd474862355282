//! What the county holds of whoever stands at the window, put together for the one form and the one list.

use services::{
    certificates::{RegisterForm, register},
    chains::{matters::known_together, offered_chain},
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
        register(&county.bureau, &clerk, &form, None).unwrap();
        let held = known(code).held;
        let place = it.materials.place_of(FOOD, "健康证明").unwrap();
        assert_eq!(
            held.iter().map(|h| (h.place, h.certificate.as_str())).collect::<Vec<_>>(),
            [(place, "健康证明 JK-1")]
        );

        // It stands for the paper: the whole is accepted without it.
        let mut form = county.form(false);
        form.materials.retain(|p| *p != place);
        let refused = open_at_window(&county.bureau, &clerk, (&form, None), None).unwrap_err();
        assert!(refused.to_string().contains("健康证明"), "{refused}");
        form.held = vec![place];
        open_at_window(&county.bureau, &clerk, (&form, None), None).unwrap();
        assert!(known_together(&county.bureau, &county.desk("liqiang"), ("person", code), &it).is_err());
    });
}
