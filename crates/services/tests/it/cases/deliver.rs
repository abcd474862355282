//! Who received a result (领取人): the applicant by one key, somebody else by name.

use domain::cases::Refusal;
use services::{
    Failure,
    cases::{CompleteForm, DecideForm, DeliverForm, DeliverRefusal, complete, decide, deliver, view},
};
use testkit::engines;

use super::*;

/// A case that is completed and waits to be handed out.
fn completed(county: &County, form: &AcceptForm) -> String {
    let no = accept(&county.bureau, &county.desk("zhangmin"), form, None).unwrap().case_no;
    let approver = county.desk("liqiang");
    let granted = DecideForm { case_no: no.clone(), version: 1, outcome: "grant".into(), ..DecideForm::default() };
    decide(&county.bureau, &approver, &granted, None).unwrap();
    let result = CompleteForm {
        case_no: no.clone(),
        version: 2,
        result_name: "食品经营许可证".into(),
        result_no: "JY-1".into(),
    };
    complete(&county.bureau, &approver, &result, None).unwrap();
    no
}

fn person() -> AcceptForm {
    AcceptForm {
        item: FOOD,
        applicant: "person".into(),
        code: "990101199003078578".into(),
        name: "张三丰".into(),
        phone: "13800138000".into(),
        materials: vec![0, 1],
        ..AcceptForm::default()
    }
}

fn own(case_no: &str) -> DeliverForm {
    DeliverForm { case_no: case_no.into(), version: 3, way: "window".into(), by_applicant: true, ..Default::default() }
}

#[test]
fn the_applicant_is_noted_without_being_typed() {
    for db in engines() {
        let county = County::open(db);
        let (bureau, clerk) = (&county.bureau, county.desk("zhangmin"));
        let receiver = |no: &str| view(bureau, &clerk, no).unwrap().particulars.receiver;
        let no = completed(&county, &person());
        let both = DeliverForm { receiver: "李四".into(), ..own(&no) };
        assert_eq!(deliver(bureau, &clerk, &both, None), Err(Failure::Refused(DeliverRefusal::Both)));
        let nobody = DeliverForm { by_applicant: false, ..own(&no) };
        let missing = Err(Failure::Refused(DeliverRefusal::Rule(Refusal::ReceiverMissing)));
        assert_eq!(deliver(bureau, &clerk, &nobody, None), missing);
        assert_eq!(deliver(bureau, &clerk, &own(&no), Some("k")), Ok(4));
        assert_eq!(deliver(bureau, &clerk, &own(&no), Some("k")), Ok(4), "the same key has one effect");
        assert_eq!(receiver(&no), "张*丰");

        let company = AcceptForm {
            applicant: "organisation".into(),
            code: "91370800MB2855918U".into(),
            name: "某县供水有限公司".into(),
            contact: "王建国".into(),
            ..person()
        };
        let no = completed(&county, &company);
        deliver(bureau, &clerk, &own(&no), None).unwrap();
        assert_eq!(receiver(&no), "王*国", "who came for the organisation");
        let no = completed(&county, &person());
        let other = DeliverForm { by_applicant: false, receiver: " 李四 ".into(), ..own(&no) };
        deliver(bureau, &clerk, &other, None).unwrap();
        assert_eq!(receiver(&no), "李*");
        assert_eq!(services::journal::verify(bureau).unwrap().journal.findings, []);
    }
}
