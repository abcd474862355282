//! Representatives from the command line.

use domain::people::Role;
use serde_json::json;

use crate::program::{Ground, grounds};

const INIT: [&str; 7] = ["init", "--name", "试算县", "--code", "990101", "--admin-login", "admin"];

/// A department with an item in the hall and nobody who may decide it there.
fn an_item(ground: &Ground) {
    let db = ground.open();
    testkit::seed_department(&db, &testkit::department(1, "县民政局"));
    testkit::seed_staff(&db, &testkit::staff(9, "minzheng", &[Role::Approver]));
    testkit::seed_item(&db, &testkit::item(5, testkit::content("A-1", "临时救助", 1)));
}

#[test]
fn what_lacks_is_listed_in_words_and_for_programs() {
    for ground in grounds() {
        ground.run(INIT.into_iter().chain(["--admin-name", "王芳"])).expect(0);
        let empty = ground.run(["delegates", "list", "--json"]).expect(0).json();
        assert_eq!((&empty["letters"], &empty["appointments"]), (&json!([]), &json!([])));
        an_item(&ground);
        let all = ground.run(["delegates", "list", "--json"]).expect(0).json();
        let first = &all["departments"][0];
        assert_eq!(
            (&first["name"], &first["resident"], &first["lacks_representative"]),
            (&"县民政局".into(), &1.into(), &true.into())
        );
        let words = ground.run(["delegates", "list"]).expect(0).out;
        assert!(words.contains("县民政局  进驻 1 项，没有授权 1 项  没有代表"), "{words}");
        let found = ground.run(["delegates", "check", "--on", "2026-12-31", "--json"]).expect(0).json();
        assert_eq!((&found["on"], &found["since"]), (&"2026-12-31".into(), &"2026-12-02".into()));
        assert_eq!((&found["unauthorised"][0]["gap"], &found["count"]), (&"no_letter".into(), &1.into()));
        let words = ground.run(["delegates", "check", "--on", "2026-12-31"]).expect(0).out;
        assert!(words.starts_with("2026-12-31：有 1 处要看") && words.contains("县民政局  1 项进驻"), "{words}");
        ground.run(["delegates", "check", "--on", "昨天"]).expect(2);
        let back = ground.run(["delegates", "sent-back", "--on", "2026-12-31", "--json"]).expect(0).json();
        assert_eq!((&back["sent_back"]["away"], &back["still_away"]["decidable"]), (&0.into(), &1.into()));
        assert_eq!(back["sent_back"]["months"].as_array().map(Vec::len), Some(6));
        let words = ground.run(["delegates", "sent-back", "--on", "2026-12-31"]).expect(0).out;
        assert!(words.starts_with("2026-12-02 至 2026-12-31：部门决定 0 件"), "{words}");
        let board = ground.run(["delegates", "board", "--json"]).expect(0).json();
        let authority = &board["county"]["figures"][4];
        assert_eq!((&authority["cell"], &authority["met"]), (&"authority".into(), &0.into()));
        assert_eq!((&authority["whole"], &authority["percent"]), (&1.into(), &"0.00".into()));
        let words = ground.run(["delegates", "board"]).expect(0).out;
        assert!(words.contains("县民政局  职能集中 不清楚（1个部门）") && words.contains("授权到位 0/1"), "{words}");
    }
}
