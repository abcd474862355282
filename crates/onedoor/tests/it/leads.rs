//! Lists from elsewhere, detectors and leads from the command line.

use crate::program::{Ground, grounds};

const INIT: [&str; 7] = ["init", "--name", "试算县", "--code", "990101", "--admin-login", "admin"];

/// An item in the hall that nobody handled there.
fn an_item(ground: &Ground) {
    let db = ground.open();
    testkit::seed_department(&db, &testkit::department(1, "县民政局"));
    testkit::seed_item(&db, &testkit::item(5, testkit::content("A-1", "公益组织认定", 1)));
}

#[test]
fn a_list_is_read_and_its_lines_become_a_lead() {
    for ground in grounds() {
        ground.run(INIT.into_iter().chain(["--admin-name", "王芳"])).expect(0);
        an_item(&ground);
        let day = "2026-01-05";
        let rows: Vec<String> =
            (1..=4).map(|n| format!("临民许〔2026〕{n}号,试算县第{n}福利有限公司,公益组织认定,{day}")).collect();
        let file = ground.home().join("双公示.csv");
        let text = format!("行政许可决定文书号,行政相对人名称,许可内容,许可决定日期\n{}\n", rows.join("\n"));
        std::fs::write(&file, text).unwrap();
        let path = file.to_string_lossy().into_owned();
        let look = ground.run(["import", "licences", &path, "--dry-run", "--json"]).expect(0).json();
        assert_eq!(
            (&look["written"], &look["added"], &look["refused"]),
            (&false.into(), &4.into(), &serde_json::json!([]))
        );
        let done = ground.run(["import", "licences", &path, "--yes", "--json"]).expect(0).json();
        assert_eq!((&done["written"], &done["added"]), (&true.into(), &4.into()));
        let days = ["--from", "2026-01-01", "--to", "2026-01-31"];
        let run = ground.run(["oversight", "detect", "--json"].into_iter().chain(days)).expect(0).json();
        assert_eq!((&run["new"], &run["findings"][0]["detector"]), (&1.into(), &"D1".into()), "{run}");
        let outcomes = run["outcomes"].as_array().unwrap();
        let of = |id: &str| outcomes.iter().find(|o| o["detector"] == id).unwrap()["outcome"].clone();
        assert_eq!((of("D1"), of("D7"), of("D12")), ("tested".into(), "no_data".into(), "no_data".into()));
        let again = ground.run(["oversight", "detect", "--json"].into_iter().chain(days)).expect(0).json();
        assert_eq!(again["new"], 0, "the lead is known");
        let leads = ground.run(["oversight", "leads", "--detector", "D1", "--json"]).expect(0).json();
        let lead = &leads["leads"][0];
        assert_eq!((&lead["line"]["item"], &lead["line"]["part"]), (&"公益组织认定".into(), &4.into()));
        let first = &lead["evidence"][0];
        assert_eq!(
            (&first["kind"], &first["file"], &first["row"]),
            (&"ledger".into(), &"双公示.csv".into(), &2.into())
        );
        let words = ground.run(["oversight", "leads"]).expect(0).out;
        assert!(words.contains("D1 进驻事项大厅零办件") && words.contains("待交办"), "{words}");
        ground.run(["oversight", "leads", "--detector", "D13"]).expect(2);
        ground.run(["verify"]).expect(0);
    }
}
