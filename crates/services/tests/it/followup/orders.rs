//! A dissatisfied answer opens an order; once it is answered, a second call tells whether it is closed.

use services::{
    Failure,
    followup::{CallForm, Place, line_up_second_calls, prove_order},
    rectification::{AnswerForm, CheckForm, CheckRefusal, Condition, Refusal, Source, answer, check, view},
};
use testkit::engines;

use super::County;

fn low(form: &mut CallForm) {
    form.overall = "2".into();
    form.levels.insert("attitude".into(), "1".into());
    form.levels.insert("integrity".into(), "4".into());
    form.note = "窗口推诿".into();
}

fn close(county: &County, no: &str, version: i64) -> Result<i64, Failure<CheckRefusal>> {
    let form =
        CheckForm { no: no.into(), version, verdict: "met".into(), finding: "已核实".into(), due_on: String::new() };
    check(&county.bureau, &county.desk("ducha"), &form, &|order| prove_order(&county.bureau, order), None)
}

#[test]
fn an_order_is_closed_upon_a_second_call() {
    for db in engines() {
        let county = County::open(db);
        county.drawn(2, 0);
        let (id, recorded) = county.call("huifang", low);
        let no = recorded.order.unwrap();
        let order = view(&county.bureau, &county.desk("shichang"), &no).unwrap().order;
        assert_eq!((order.source, order.unit_name.as_str()), (Source::FollowUp, "县市场监管局"));
        assert_eq!(order.was, "电话回访：总体评价不满意，服务态度非常不满意", "the words stay with the caller");
        assert_eq!(county.line("ducha", id).line.order, Some(order.id));
        assert!(view(&county.bureau, &county.desk("renshe"), &no).is_err(), "another department");
        assert_eq!(line_up_second_calls(&county.bureau).unwrap(), 0, "not answered yet");
        let form = AnswerForm { no: no.clone(), version: 1, answer: "已批评教育".into() };
        answer(&county.bureau, &county.desk("shichang"), &form, None).unwrap();
        let refused = close(&county, &no, 2);
        assert!(matches!(refused, Err(Failure::Refused(CheckRefusal::Rule(Refusal::NotMet)))), "{refused:?}");
        assert_eq!(line_up_second_calls(&county.bureau).unwrap(), 1);
        assert_eq!(line_up_second_calls(&county.bureau).unwrap(), 0, "twice is once");
        let second = county.next("huifang2");
        assert_eq!(second.line.place, Place::Second(order.id), "before those who were drawn");
        let (_, still) = county.call("huifang2", low);
        assert_eq!(still.order, None, "no order upon an order");
        let proof =
            prove_order(&county.bureau, &view(&county.bureau, &county.desk("ducha"), &no).unwrap().order).unwrap();
        assert_eq!(proof.condition, Condition::NotMet);
        // Sent back, answered again, called again.
        let form = CheckForm {
            no: no.clone(),
            version: 2,
            verdict: "return".into(),
            finding: "申请人仍不满意".into(),
            due_on: "2026-12-31".into(),
        };
        check(&county.bureau, &county.desk("ducha"), &form, &|order| prove_order(&county.bureau, order), None).unwrap();
        county.clock.advance(jiff::SignedDuration::from_hours(1));
        let form = AnswerForm { no: no.clone(), version: 3, answer: "上门道歉".into() };
        answer(&county.bureau, &county.desk("shichang"), &form, None).unwrap();
        assert_eq!(line_up_second_calls(&county.bureau).unwrap(), 1);
        county.clock.advance(jiff::SignedDuration::from_mins(1));
        county.call("huifang", |form| form.overall = "4".into());
        close(&county, &no, 4).unwrap();
        let closed = view(&county.bureau, &county.desk("ducha"), &no).unwrap().order;
        assert_eq!(closed.stage.as_str(), "closed");
        county.is_sound();
    }
}

#[test]
fn where_nobody_is_reached_again_whoever_checks_judges() {
    for db in engines() {
        let county = County::open(db);
        county.drawn(1, 0);
        let no = county.call("huifang", low).1.order.unwrap();
        let form = AnswerForm { no: no.clone(), version: 1, answer: "已整改".into() };
        answer(&county.bureau, &county.desk("shichang"), &form, None).unwrap();
        line_up_second_calls(&county.bureau).unwrap();
        county.call("huifang", |form| {
            form.outcome = "3".into();
            form.overall.clear();
        });
        let order = view(&county.bureau, &county.desk("ducha"), &no).unwrap().order;
        let proof = prove_order(&county.bureau, &order).unwrap();
        assert_eq!((proof.condition, proof.effect.as_str()), (Condition::Judged, "二次回访没有接通：空号"));
        close(&county, &no, 2).unwrap();
    }
}
