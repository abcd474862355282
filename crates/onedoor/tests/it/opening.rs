//! Opening a county, and refusing what cannot be opened.

use crate::program::grounds;

#[test]
fn init_opens_a_county_once() {
    for ground in grounds() {
        let args = ["init", "--name", "试验县", "--code", "990103", "--admin-login", "admin", "--json"];
        let first = ground.run(args).expect(0).json();
        assert_eq!(first["county"], "试验县");
        assert!(first["one_time_password"].as_str().unwrap().len() >= 12);
        let again = ground.run(args).expect(1);
        assert!(again.err.contains("已经有试验县"), "{}", again.err);
    }
}

#[test]
fn what_is_missing_is_named() {
    for ground in grounds() {
        let done = ground.run(["init"]).expect(2);
        assert!(done.err.contains("--name"), "{}", done.err);
        let done = ground.run(["search", "低保"]).expect(1);
        assert!(done.err.contains("onedoor init"), "{}", done.err);
    }
}

#[test]
fn figures_of_an_empty_place_are_no_figures() {
    for ground in grounds() {
        let done = ground.run(["indicators", "--json"]).expect(0);
        assert!(done.err.contains("未命名"), "{}", done.err);
        let list = done.json();
        assert_eq!(list.as_array().unwrap().len(), 5);
        for figure in list.as_array().unwrap() {
            assert!(figure["value"].is_null(), "{figure}");
            assert_eq!(figure["denominator"], 0);
            assert!(figure["rank"].is_null());
        }
        ground.run(["verify"]).expect(0);
    }
}

#[test]
fn an_unnamed_county_is_named_by_init() {
    for ground in grounds() {
        ground.run(["indicators"]).expect(0);
        let other = ground.run(["init", "--name", "试验县", "--code", "990104", "--admin-login", "admin"]).expect(1);
        assert!(other.err.contains("不能改成 990104"), "{}", other.err);
        ground.run(["init", "--name", "试验县", "--admin-login", "admin"]).expect(0);
        ground.run(["verify"]).expect(0);
    }
}

#[test]
fn days_to_come_are_refused() {
    let ground = grounds().remove(0);
    let done = ground.run(["indicators", "--as-of", "2999-01-01"]).expect(1);
    assert!(done.err.contains("还没有到"), "{}", done.err);
}

#[test]
fn every_help_shows_an_example() {
    let ground = grounds().remove(0);
    for args in [
        vec!["--help"],
        vec!["init", "--help"],
        vec!["demo", "--help"],
        vec!["serve", "--help"],
        vec!["import", "catalogue", "--help"],
        vec!["indicators", "--help"],
        vec!["search", "--help"],
        vec!["verify", "--help"],
    ] {
        let done = ground.run(&args).expect(0);
        assert!(done.out.contains("例："), "{args:?}");
    }
}

#[test]
fn a_newer_database_is_refused_in_a_clear_sentence() {
    let ground = grounds().remove(0);
    ground.run(["indicators"]).expect(0);
    let db = store::Database::open_sqlite(&ground.scratch.join("data/onedoor.db")).unwrap();
    db.write(|tx| -> Result<(), store::StoreError> {
        let sql = "INSERT INTO schema_migration (no, name, checksum) VALUES ($1, $2, $3)";
        tx.run(sql, store::vals![9999_i64, "future", "x"]).map(|_| ())
    })
    .unwrap();
    drop(db);
    let done = ground.run(["indicators"]).expect(1);
    assert!(done.err.contains("更新版本") && done.err.contains("数据没有改动"), "{}", done.err);
}
