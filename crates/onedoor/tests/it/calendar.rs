//! The calendar on the command line (工作日历).

use crate::program::grounds;

#[test]
fn years_are_listed_and_the_next_one_is_entered() {
    for ground in grounds() {
        ground.run(["init", "--name", "试验县", "--code", "990103", "--admin-login", "admin"]).expect(0);
        let all = ground.run(["calendar", "list", "--json"]).expect(0).json();
        assert_eq!((all["years"].as_array().unwrap().len(), &all["last_known_year"]), (20, &2026.into()));
        let one = ground.run(["calendar", "list", "--year", "2020"]).expect(0);
        assert!(
            one.out.contains("国办发明电〔2020〕1号") && one.out.contains("2020年1月19日（周日）  上班"),
            "{}",
            one.out
        );
        assert!(ground.run(["calendar", "list", "--year", "2027"]).expect(0).out.contains("没有录入"));
        let file = ground.scratch.join("2027.json");
        std::fs::write(
            &file,
            r#"{"year": 2027, "papers": [], "days": [{"name": "元旦", "date": "2027-01-01", "isOffDay": true}]}"#,
        )
        .unwrap();
        let file = file.to_str().unwrap();
        let untitled = ground.run(["calendar", "import", file]).expect(1);
        assert!(untitled.err.contains("标题和文号"), "{}", untitled.err);
        let import = ["calendar", "import", file, "--notice", "试行安排（试〔2026〕1号）"];
        assert!(ground.run(import).expect(0).out.contains("还没有录入"));
        assert!(ground.run(["calendar", "list", "--year", "2027"]).expect(0).out.contains("没有录入"));
        let done = ground.run([import.as_slice(), &["--yes", "--json"]].concat()).expect(0).json();
        assert_eq!(done["entered"], true);
        assert_eq!(done["days"][0], serde_json::json!({ "date": "2027-01-01", "workday": false }));
        assert!(ground.run(["calendar", "list", "--year", "2027"]).expect(0).out.contains("试〔2026〕1号"));
        ground.run(["verify"]).expect(0);
    }
}

#[test]
fn the_end_of_a_limit_is_told() {
    for ground in grounds() {
        ground.run(["init", "--name", "试验县", "--code", "990103", "--admin-login", "admin"]).expect(0);
        let ask = |more: &[&str]| ground.run([&["calendar", "due", "--from"], more].concat());
        let paused = ["2024-03-01", "--days", "20", "--pause", "2024-03-06..2024-03-20", "--json"];
        let read = ask(&paused).expect(0).json();
        assert_eq!((&read["due"], &read["provisional"]), (&"2024-04-15".into(), &false.into()));
        assert_eq!((&read["workdays"], &read["paused"], &read["passed"]), (&30.into(), &10.into(), &20.into()));
        let extended = ask(&["2024-02-08", "--days", "20", "--extend", "10", "--json"]).expect(0).json();
        assert_eq!(extended["due"], "2024-03-27");
        for (unit, due) in [("day", "2026-10-08"), ("month", "2027-01-21")] {
            let days = if unit == "day" { "10" } else { "4" };
            let read = ask(&["2026-09-21", "--days", days, "--unit", unit, "--json"]).expect(0).json();
            assert_eq!(read["due"], due, "{unit}");
        }
        let beyond = ask(&["2026-12-31", "--days", "5"]).expect(0);
        assert!(beyond.out.contains("暂定"), "{}", beyond.out);
        let twisted = ask(&["2024-03-01", "--days", "20", "--pause", "2024-03-20..2024-03-06"]).expect(1);
        assert!(twisted.err.contains("起止日期不对"), "{}", twisted.err);
        ask(&["2024-03-01", "--days", "20", "--pause", "三月"]).expect(2);
    }
}
