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
        if ground.engine == "sqlite" {
            let fresh = grounds().remove(0);
            fresh.run(["verify"]).expect(1);
            assert!(!fresh.home().exists(), "nothing is created by looking");
        }
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
        // Nothing but an empty county: opened anew under the real code.
        ground.run(["indicators"]).expect(0);
        let named = ["init", "--name", "试验县", "--code", "990104", "--admin-login", "admin", "--json"];
        assert_eq!(ground.run(named).expect(0).json()["region"], "990104");
        ground.run(["verify"]).expect(0);
    }
    // With items the code is part of every key.
    for ground in grounds() {
        let file = ground.scratch.join("one.csv");
        std::fs::write(&file, "部门,业务办理项名称,业务办理项编码,事项类型代码\n县民政局,临时救助,A-1,5\n").unwrap();
        let args = ["import", "catalogue", file.to_str().unwrap(), "--yes", "--code", "990105"];
        ground.run(args).expect(0);
        let other = ground.run(["init", "--name", "试验县", "--code", "990104", "--admin-login", "admin"]).expect(1);
        assert!(other.err.contains("不能改成 990104"), "{}", other.err);
        ground.run(["init", "--name", "试验县", "--admin-login", "admin"]).expect(0);
        ground.run(["verify"]).expect(0);
    }
}

#[test]
fn a_refused_password_leaves_nothing_behind_and_a_lost_export_is_found() {
    for ground in grounds() {
        let args = ["init", "--name", "试验县", "--code", "990103", "--admin-login", "admin"];
        let weak = ground.command().args(args).env("ONEDOOR_ADMIN_PASSWORD", "short").output().unwrap();
        assert_eq!(weak.status.code(), Some(2));
        ground.run(args).expect(0);
        ground.run(["verify"]).expect(0);
        std::fs::remove_dir_all(ground.home().join("seals")).unwrap();
        let done = ground.run(["verify"]).expect(4);
        assert!(done.out.contains("少了最后"), "{}", done.out);
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
        vec!["import", "--help"],
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
