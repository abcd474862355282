//! Draws and results of follow-up calls from the command line.

use serde_json::{Value, json};

use crate::program::grounds;

const INIT: [&str; 9] =
    ["init", "--name", "试算县", "--code", "990101", "--admin-login", "admin", "--admin-name", "王芳"];

#[test]
fn a_week_is_drawn_once_and_a_changed_seed_is_found() {
    for ground in grounds() {
        ground.run(INIT).expect(0);
        ground.run(["followup", "draw", "--week", "昨天"]).expect(2);
        let none = ground.run(["followup", "draw", "--week", "2025-W10", "--verify"]).expect(1);
        assert!(none.err.contains("还没有抽样"), "{}", none.err);
        let first = ground.run(["followup", "draw", "--week", "2025-W10", "--json"]).expect(0).json();
        assert_eq!(
            (&first["in_time"], &first["verified"]),
            (&json!(false), &json!(true)),
            "promised too late, and said so"
        );
        assert_eq!((&first["population"], &first["list"]), (&json!(0), &json!([])));
        let again = ground.run(["followup", "draw", "--week", "2025-W10", "--verify", "--json"]).expect(0).json();
        assert_eq!(again, first, "nobody draws twice");
        let words = ground.run(["followup", "draw", "--week", "2025-W10", "--verify"]).expect(0).out;
        assert!(words.contains("没有在当周结束前公布") && words.contains("按种子重抽，完全一致"), "{words}");
        let changed: Result<u64, store::StoreError> = ground.open().write(|tx| {
            let seed = "ab".repeat(32);
            tx.run("UPDATE followup_draw SET seed = $1 WHERE week = '2025-W10'", store::vals![seed])
        });
        assert_eq!(changed, Ok(1));
        let found = ground.run(["followup", "draw", "--week", "2025-W10", "--verify", "--json"]).expect(4).json();
        assert_eq!(found["verified"], false);
        assert!(found["differences"][0]["what"].as_str().unwrap().contains("承诺值"));
    }
}

#[test]
fn results_of_nothing_say_nothing() {
    for ground in grounds() {
        ground.run(INIT).expect(0);
        ground.run(["followup", "results", "--period", "2026"]).expect(2);
        let words = ground.run(["followup", "results", "--period", "2025-W10"]).expect(0).out;
        assert!(words.contains("抽取0件，还没有打。没有接通"), "{words}");
        let month = ground.run(["followup", "results", "--period", "2025-03", "--json"]).expect(0).json();
        assert_eq!((&month["period"], &month["weeks_drawn"]), (&json!("2025-03"), &json!([])));
        assert_eq!(month["whole"]["certainty"], Value::Null);
    }
}
