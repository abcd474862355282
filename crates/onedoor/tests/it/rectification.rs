//! The register of rectification from the command line.

use std::sync::Arc;

use domain::{
    base::{DepartmentId, StaffId},
    people::{Desk, Role},
    rectification::{NewOrder, Source, Subject, SubjectKind},
};
use services::{Chance, Home, base::find, rectification::issue};

use crate::program::{Ground, grounds};

const INIT: [&str; 7] = ["init", "--name", "试算县", "--code", "990101", "--admin-login", "admin"];

/// Two orders of one department, issued on 20 November 2026.
fn two_orders(ground: &Ground) {
    let chance = Chance { clock: Arc::new(testkit::clock()), rng: Arc::new(testkit::rng()) };
    let bureau = find(&ground.open(), &Home::new(ground.home()), &chance).unwrap().unwrap();
    let db = ground.open();
    testkit::seed_department(&db, &testkit::department(1, "县民政局"));
    let supervisor = testkit::staff(9, "ducha", &[Role::Supervisor]);
    testkit::seed_staff(&db, &supervisor);
    let order = |key: &str| NewOrder {
        source: Source::Gap,
        source_ref: "hall_residency_rate".into(),
        subject: Subject { kind: SubjectKind::Item, key: key.into(), name: format!("事项{key}") },
        department: Some(DepartmentId::new(1)),
        unit_name: String::new(),
        blocker: String::new(),
        requirement: "进驻大厅".into(),
        was: String::new(),
    };
    assert_eq!(supervisor.id, StaffId::new(9));
    let due = jiff::civil::date(2026, 12, 11);
    issue(&bureau, &Desk::of(supervisor, "测试"), &[order("1"), order("2")], due, "", None).unwrap();
}

#[test]
fn the_register_is_listed_in_words_and_for_programs() {
    for ground in grounds() {
        ground.run(INIT.into_iter().chain(["--admin-name", "王芳"])).expect(0);
        let empty = ground.run(["rectification", "--json"]).expect(0).json();
        assert_eq!((&empty["counts"]["issued"], &empty["orders"]), (&0.into(), &serde_json::json!([])));
        two_orders(&ground);
        let all = ground.run(["rectification", "--part", "all", "--json"]).expect(0).json();
        assert_eq!(all["counts"]["issued"], 2);
        let first = &all["orders"][0];
        assert_eq!((&first["no"], &first["unit"]), (&"整改〔2026〕1号".into(), &"县民政局".into()));
        assert_eq!((&first["indicator"], &first["due_on"]), (&"hall_residency_rate".into(), &"2026-12-11".into()));
        let words = ground.run(["rectification", "--unit", "县民政局"]).expect(0).out;
        assert!(words.starts_with("未销号 2 件") && words.contains("整改〔2026〕2号  事项2  县民政局"), "{words}");
        let other = ground.run(["rectification", "--unit", "县公安局", "--json"]).expect(0).json();
        assert_eq!(other["orders"], serde_json::json!([]));
        ground.run(["verify"]).expect(0);
    }
}
