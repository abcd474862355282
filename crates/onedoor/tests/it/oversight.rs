//! The watch from the command line (电子监察).

use std::sync::Arc;

use domain::people::{Desk, Role};
use services::{
    Chance, Home,
    base::find,
    cases::{AcceptForm, accept},
};

use crate::program::{Ground, grounds};

const INIT: [&str; 7] = ["init", "--name", "试算县", "--code", "990101", "--admin-login", "admin"];

/// A case accepted on 20 November 2026 that nobody takes up.
fn a_case(ground: &Ground) -> String {
    let db = ground.open();
    testkit::seed_department(&db, &testkit::department(1, "县民政局"));
    testkit::seed_item(&db, &testkit::item(5, testkit::content("A-1", "临时救助", 1)));
    let clerk = testkit::staff(9, "chuangkou", &[Role::Clerk]);
    testkit::seed_staff(&db, &clerk);
    let chance = Chance { clock: Arc::new(testkit::clock()), rng: Arc::new(testkit::rng()) };
    let bureau = find(&db, &Home::new(ground.home()), &chance).unwrap().unwrap();
    let form = AcceptForm {
        item: 5,
        applicant: "person".into(),
        code: "990101199003078578".into(),
        name: "张三丰".into(),
        phone: "13800138000".into(),
        ..AcceptForm::default()
    };
    accept(&bureau, &Desk::of(clerk, "测试"), &form, None).unwrap().case_no
}

#[test]
fn a_dry_run_lists_what_would_be_given_on_a_day() {
    for ground in grounds() {
        ground.run(INIT.into_iter().chain(["--admin-name", "王芳"])).expect(0);
        let no = a_case(&ground);
        let dry = |day: &str| ground.run(["oversight", "run", "--dry-run", "--on", day, "--json"]).expect(0).json();
        let early = dry("2026-11-20");
        assert_eq!(
            (&early["looked_at"], &early["dry_run"], &early["cards"]),
            (&1.into(), &true.into(), &serde_json::json!([]))
        );
        let late = dry("2026-11-30");
        let reds = late["cards"].as_array().unwrap().iter().filter(|c| c["level"] == "red").count();
        assert_eq!(
            (reds, &late["orders"][0]["cause"], &late["orders"][0]["no"]),
            (2, &"case_reds".into(), &serde_json::Value::Null)
        );
        assert_eq!(dry("2026-11-30"), late, "nothing was written");
        let words = ground.run(["oversight", "run", "--dry-run", "--on", "2026-11-24"]).expect(0).out;
        assert!(words.starts_with("看了 1 件，会发红牌 1 张、黄牌 1 张、提醒 1 条") && words.contains(&no), "{words}");
        assert!(!words.contains("张三丰"), "{words}");
        ground.run(["oversight", "run", "--on", "9000-01-01"]).expect(1);
        ground.run(["oversight", "run", "--on", "昨天"]).expect(2);
        ground.run(["verify"]).expect(0);
    }
}
