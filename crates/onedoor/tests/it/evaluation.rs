//! Scores from the command line.

use serde_json::Value;

use crate::program::grounds;

const INIT: [&str; 9] =
    ["init", "--name", "试算县", "--code", "990101", "--admin-login", "admin", "--admin-name", "王芳"];

#[test]
fn a_county_without_anything_has_no_scores_and_says_so() {
    for ground in grounds() {
        ground.run(INIT).expect(0);
        ground.run(["evaluation", "--period", "昨天"]).expect(2);
        ground.run(["evaluation", "--kind", "county"]).expect(2);
        ground.run(["evaluation", "--compute"]).expect(2);
        let none = ground.run(["evaluation", "--json"]).expect(0).json();
        assert_eq!((&none["period"], &none["lines"]), (&Value::Null, &serde_json::json!([])));
        assert!(ground.run(["evaluation"]).expect(0).out.contains("还没有计算过得分"));
        let nothing = ground.run(["evaluation", "--period", "2025-Q1", "--json"]).expect(1);
        assert!(nothing.err.contains("没有任何数据"), "{}", nothing.err);
        let runs = ground.run(["evaluation", "--period", "2099-Q1"]).expect(1);
        assert!(runs.err.contains("还没有结束"), "{}", runs.err);
    }
}
