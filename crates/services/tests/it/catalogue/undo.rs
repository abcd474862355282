//! Taking an import back: the same content, the same figures, and nothing of others lost.

use domain::{
    base::ItemId,
    catalogue::{Column, RawRow, Status},
};
use proptest::{
    prelude::*,
    test_runner::{Config, TestRunner},
};
use services::{
    Failure,
    catalogue::{EditForm, ImportRefusal, StagedState, edit, history, imports, undo, undo_preview},
};
use testkit::{TestDb, engines};

use super::given::{County, file, office, plain};

#[test]
fn an_import_is_taken_back_in_one_step() {
    for db in engines() {
        let county = County::open(db);
        county.seed(7, "A-1", 1);
        county.seed(8, "A-2", 1);
        let (before, figures) = (county.contents(), county.figures());
        let rows = vec![
            plain(2, "A-1", "改了名称", &[(Column::Published, "否")]),
            plain(3, "N-2", "换了编码", &[(Column::Replaces, "A-2"), (Column::Resident, "否")]),
            plain(4, "N-9", "新的", &[(Column::OnlineDepth, "1")]),
        ];
        let (id, done) = county.import(&file("月报.xlsx", rows));
        assert_eq!((done.added, done.changed), (1, 2));
        assert_ne!(county.figures(), figures);
        let told = undo_preview(&county.bureau, &office(), id).unwrap();
        assert_eq!((told.restored, told.cancelled, told.kept.len()), (2, 1, 0));
        let moved = undo(&county.bureau, &office(), id, Some((9, 9)), None).unwrap_err();
        assert!(matches!(moved, Failure::Refused(ImportRefusal::Moved)));
        let undone = undo(&county.bureau, &office(), id, Some((2, 1)), Some("k")).unwrap();
        assert_eq!(undo(&county.bureau, &office(), id, Some((2, 1)), Some("k")).unwrap(), undone, "sent twice");

        let mut after = county.contents();
        let new = after.remove("N-9").unwrap();
        assert_eq!(new.status, Status::Cancelled);
        assert_eq!(after, before);
        assert_eq!(county.figures(), figures);
        let twice = undo(&county.bureau, &office(), id, None, None).unwrap_err();
        assert!(matches!(twice, Failure::Refused(ImportRefusal::Undone)));
        let line = imports(&county.bureau, &office()).unwrap().remove(0);
        assert_eq!((line.state, line.undone_at.is_some()), (StagedState::Undone, true));
        assert_eq!(line.outcome.unwrap().changed, 2);
        let why: Vec<String> =
            history(&county.bureau, &office(), ItemId::new(7)).unwrap().into_iter().map(|l| l.why).collect();
        assert_eq!(why, ["撤销导入 月报.xlsx", "导入 月报.xlsx", "导入 试算.xlsx"]);
        county.is_sound();
    }
}

#[test]
fn what_was_changed_since_stays_and_is_named() {
    for db in engines() {
        let county = County::open(db);
        county.seed(7, "A-1", 1);
        county.seed(8, "A-2", 1);
        let rows = vec![plain(2, "A-1", "改一", &[]), plain(3, "A-2", "改二", &[])];
        let (id, _) = county.import(&file("月报.xlsx", rows));
        let by_hand = EditForm { version: 2, status: "in_use".into(), why: "核对".into(), ..EditForm::default() };
        edit(&county.bureau, &office(), ItemId::new(7), by_hand, None).unwrap();
        let undone = undo(&county.bureau, &office(), id, None, None).unwrap();
        assert_eq!((undone.restored, undone.cancelled), (1, 0));
        assert_eq!((&*undone.kept[0].code, &*undone.kept[0].why), ("A-1", "导入后又改到第 3 版，保留现在的内容"));
        assert_eq!(county.now(7).unwrap().1.name, "改一");
        assert_eq!(county.now(8).unwrap().1.name, "临时救助");
        county.is_sound();
    }
}

#[test]
fn nothing_is_undone_where_all_was_changed_since() {
    for db in engines() {
        let county = County::open(db);
        let (first, _) = county.import(&file("一.csv", vec![plain(2, "A-1", "一", &[])]));
        county.import(&file("二.csv", vec![plain(2, "A-1", "二", &[])]));
        let none = undo(&county.bureau, &office(), first, None, None).unwrap_err();
        assert!(matches!(none, Failure::Refused(ImportRefusal::NothingToUndo)));
        assert_eq!(county.contents()["A-1"].name, "二");
    }
}

/// Rows over few codes, so that some change what is there and some replace a code.
fn rows() -> impl Strategy<Value = Vec<RawRow>> {
    let cell = prop::sample::select(vec![
        (Column::Name, "甲"),
        (Column::OnlineDepth, "Ⅰ"),
        (Column::OnlineDepth, "清空"),
        (Column::OnsiteVisits, "2"),
        (Column::Published, "否"),
        (Column::Resident, "否"),
        (Column::Status, "暂停"),
        (Column::Exemption, "场地限制；政办〔2026〕3号"),
        (Column::Replaces, "A-2"),
        (Column::Replaces, "A-3"),
        (Column::PromisedLimit, "1个月"),
        (Column::EffectiveOn, "2026-12-01"),
        (Column::ItemType, "公共服务"),
        (Column::Department, "县新局"),
    ]);
    let row = (0_usize..8, prop::collection::vec(cell, 0..4));
    prop::collection::vec(row, 0..8).prop_map(|rows| {
        let mut out = Vec::new();
        for (n, (code, cells)) in rows.into_iter().enumerate() {
            out.push(plain(n as u32 + 2, &format!("A-{code}"), "临时救助", &cells));
        }
        out
    })
}

#[test]
fn whatever_was_imported_undoing_it_gives_the_same_content_and_figures() {
    let mut runner = TestRunner::new(Config { cases: 24, ..Config::default() });
    let tried = runner.run(&rows(), |rows| {
        let county = County::open(TestDb::sqlite());
        for id in 1..5 {
            county.seed(id, &format!("A-{id}"), 1);
        }
        let (before, figures) = (county.contents(), county.figures());
        let (id, done) = county.import(&file("x.csv", rows));
        if done.added + done.changed == 0 {
            return Ok(());
        }
        let undone = undo(&county.bureau, &office(), id, None, None).unwrap();
        prop_assert_eq!(undone.restored + undone.cancelled, done.added + done.changed);
        let mut after = county.contents();
        after.retain(|code, c| before.contains_key(code) || c.status != Status::Cancelled);
        prop_assert_eq!(after, before);
        prop_assert_eq!(county.figures(), figures);
        county.later(40);
        services::catalogue::bring_into_force(&county.bureau).unwrap();
        county.is_sound();
        Ok(())
    });
    tried.unwrap();
}
