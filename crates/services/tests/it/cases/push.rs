//! Applications of the system above with answers of the item's own form (上级推送), and what comes after them.

use std::collections::BTreeMap;

use domain::{
    base::KeyId,
    cases::{Means, arrived},
    catalogue::{FieldKind, Form, FormField, FormPage},
    people::{ApiKey, KeyState, Scope},
};
use services::{
    Failure,
    cases::{CaseRef, PushForm, PushRefusal, PushedMaterial, ReceiveForm, application, push, receive, view},
};
use testkit::engines;

use super::*;

const SHOP: i64 = 9_100_000_000_000_005;
const SHOP_CODE: &str = "11990101000000019X4990100109001";

fn with_shop(county: &County) {
    testkit::seed_item(&county.db.db, &shop(1));
}

/// The form and the materials of the first version once more.
fn with_shop_again(county: &County) {
    testkit::seed_item(&county.db.db, &shop(3));
}

fn shop(version: i64) -> domain::catalogue::Item {
    let field = |key: &str, kind, required| FormField {
        key: key.into(),
        label: key.into(),
        kind,
        required,
        ..FormField::default()
    };
    let fields = vec![field("shop", FieldKind::Text { most: 10 }, true), field("home", FieldKind::Address, false)];
    let mut content = testkit::content(SHOP_CODE, "小餐饮登记", 1);
    content.guide.form = Some(Form { pages: vec![FormPage { title: "x".into(), hint: String::new(), fields }] });
    content.guide.materials = vec![Material { name: "申请书".into(), ..Material::default() }];
    domain::catalogue::Item { version, ..testkit::item(SHOP, content) }
}

fn system(name: &str) -> Desk {
    let at = testkit::stamp().happened_at;
    let key = ApiKey {
        id: KeyId::new(if name.starts_with('省') { 71 } else { 72 }),
        version: 1,
        name: name.into(),
        scopes: vec![Scope::CasesPush],
        department: None,
        per_minute: 60,
        expires_on: jiff::civil::date(2027, 6, 30),
        hint: "x".into(),
        made_at: at,
        made_by: None,
        state: KeyState::Released { at, by: None },
    };
    Desk::of_key(key, "198.51.100.7")
}

fn sent(number: &str, answers: Option<&[(&str, &str)]>) -> PushForm {
    PushForm {
        number: number.into(),
        item_code: SHOP_CODE.into(),
        applicant: "person".into(),
        code: "990101199003078578".into(),
        name: "张三丰".into(),
        phone: "13800138000".into(),
        materials: vec![PushedMaterial { name: "申请书".into(), source: "shared".into() }],
        submitted_at: testkit::stamp().happened_at,
        answers: answers.map(|all| all.iter().map(|(k, a)| ((*k).to_owned(), (*a).to_owned())).collect()),
        ..PushForm::default()
    }
}

fn fields(done: Result<services::cases::Pushed, Failure<PushRefusal>>) -> Vec<String> {
    match done {
        Err(Failure::Refused(PushRefusal::Answers(flaws, answers))) => {
            flaws.into_iter().map(|f| f.field.to_owned()).chain(answers.into_iter().map(|f| f.key)).collect()
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn answers_come_along_and_are_checked_as_at_the_window() {
    for db in engines() {
        let county = County::open(db);
        with_shop(&county);
        let (bureau, province) = (&county.bureau, system("省平台"));
        let wrong = PushForm { phone: "1".into(), ..sent("SL-1", Some(&[("home", "村")])) };
        assert_eq!(fields(push(bureau, &province, &wrong)), ["phone", "shop", "home"], "everything at once");

        let right = sent("SL-1", Some(&[("shop", " 文澜小吃 "), ("home", "文澜路88号")]));
        let taken = push(bureau, &province, &right).unwrap();
        assert_eq!(push(bureau, &province, &right).unwrap(), taken, "the same pushing is the same case");
        let other = sent("SL-1", Some(&[("shop", "文澜二店")]));
        assert!(matches!(push(bureau, &province, &other), Err(Failure::Refused(PushRefusal::Differs(..)))));
        let seen = view(bureau, &county.desk("zhangmin"), &taken.case_no).unwrap();
        let told: BTreeMap<&str, String> = seen.answers.iter().map(|t| (t.key.as_str(), t.lines.join(""))).collect();
        assert_eq!(told["shop"], "文澜小吃");
        // So it is when the guide has another form by then: the reply may have been lost for long.
        let mut content = testkit::content(SHOP_CODE, "小餐饮登记", 1);
        content.guide.materials = vec![Material { name: "登记申请书".into(), ..Material::default() }];
        testkit::seed_item(&county.db.db, &domain::catalogue::Item { version: 2, ..testkit::item(SHOP, content) });
        assert_eq!(push(bureau, &province, &right).unwrap(), taken, "however late it comes again");
        let late = push(bureau, &province, &sent("SL-3", None));
        assert!(matches!(late, Err(Failure::Refused(_))), "the material has another name now: {late:?}");
        with_shop_again(&county);
        // Without answers nothing is asked, as before.
        let bare = push(bureau, &province, &sent("SL-2", None)).unwrap();
        assert!(view(bureau, &county.desk("zhangmin"), &bare.case_no).unwrap().answers.is_empty());
        assert_eq!(services::journal::verify(bureau).unwrap().journal.findings, []);
    }
}

#[test]
fn a_file_that_comes_later_counts_until_the_list_is_accepted() {
    for db in engines() {
        let county = County::open(db);
        with_shop(&county);
        let (bureau, province, clerk) = (&county.bureau, system("省平台"), county.desk("liqiang"));
        let shared = push(bureau, &province, &sent("SL-0", None)).unwrap();
        let case = application(bureau, &province, &shared.number).unwrap().case;
        assert!(
            arrived(&case, 0).is_none() && case.materials[0].means == Means::Shared,
            "a file beside the shared source"
        );
        let taken = push(bureau, &province, &PushForm { materials: Vec::new(), ..sent("SL-1", None) }).unwrap();
        assert!(matches!(application(bureau, &system("市平台"), "SL-1"), Err(Failure::NotFound)), "another's");
        let case = application(bureau, &province, "SL-1").unwrap().case;
        let (next, event) = arrived(&case, 0).unwrap();
        assert_eq!((next.version, next.materials[0].means, event.names), (2, Means::Upload, vec!["申请书".to_owned()]));
        assert!(arrived(&next, 0).is_none(), "known");
        assert!(arrived(&case, 9).is_none());
        let all = ReceiveForm { materials: vec![0], ..ReceiveForm::default() };
        receive(bureau, &clerk, (&CaseRef { case_no: taken.case_no.clone(), version: 1 }, &all), None).unwrap();
        let case = application(bureau, &province, "SL-1").unwrap().case;
        assert!(arrived(&case, 0).is_none(), "the list stands as it was accepted");
    }
}
