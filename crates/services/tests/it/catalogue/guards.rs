//! What no command may do by the way: overwrite, revive, or take what is another's.

use domain::{
    base::ItemId,
    catalogue::{Column, Exemption, LifeRefusal, Status},
};
use services::{
    Failure,
    catalogue::{
        DraftForm, DraftRefusal, EditForm, ImportRefusal, StagedState, StatusForm, bring_into_force, change_status,
        drop_import, edit, import_progress, imports, item_form, publish_draft, refused_sheet, save_draft,
        stage_watched, submit_draft, undo,
    },
};
use testkit::engines;

use super::given::{County, file, office, plain};

/// The item's form with other cells; the columns in `without` are not on it.
fn form(county: &County, id: i64, changed: &[(Column, &str)], without: &[Column]) -> DraftForm {
    let form = item_form(&county.bureau, &office(), ItemId::new(id)).unwrap();
    let mut cells = form.cells;
    cells.extend(changed.iter().map(|(c, v)| (*c, (*v).to_owned())));
    cells.retain(|c, _| !without.contains(c));
    DraftForm { seq: form.seq, based_on: form.newest, cells, why: "省厅改了".into(), ..DraftForm::default() }
}

fn publish(county: &County, id: i64, form: DraftForm, day: &str) {
    let (b, id) = (&county.bureau, ItemId::new(id));
    let seq = save_draft(b, &office(), id, form, None).unwrap();
    let seq = submit_draft(b, &office(), id, seq, None).unwrap();
    publish_draft(b, &office(), id, seq, day, None).unwrap();
}

fn cancel(county: &County, id: i64, version: i64) {
    let form = StatusForm { version, status: "cancelled".into(), why: "上级取消".into(), ..StatusForm::default() };
    change_status(&county.bureau, &office(), ItemId::new(id), form, None).unwrap();
}

#[test]
fn an_edit_keeps_what_the_exemption_list_says_beside_reason_and_basis() {
    for db in engines() {
        let county = County::open(db);
        let old = Exemption {
            reason: "场地限制".into(),
            basis: "目录第七条".into(),
            code: "venue".into(),
            approval_no: "青府办〔2026〕3号".into(),
            place: "县车管所".into(),
            from: Some(jiff::civil::date(2026, 1, 1)),
            to: Some(jiff::civil::date(2027, 12, 31)),
        };
        let mut content = testkit::content("A-1", "机动车登记", 2);
        content.standing.resident = Some(false);
        content.standing.exempt_hall = Some(old.clone());
        testkit::seed_item(&county.db.db, &testkit::item(7, content));
        let pair = (old.reason.clone(), "目录第八条".to_owned());
        let form = EditForm {
            version: 1,
            status: "in_use".into(),
            resident: "0".into(),
            exemptions: [Default::default(), Default::default(), pair],
            why: "目录改了条号".into(),
            ..EditForm::default()
        };
        edit(&county.bureau, &office(), ItemId::new(7), form, None).unwrap();
        let kept = county.now(7).unwrap().1.standing.exempt_hall;
        assert_eq!(kept, Some(Exemption { basis: "目录第八条".into(), ..old }));
    }
}

#[test]
fn a_draft_of_a_cancelled_item_leaves_it_cancelled() {
    for db in engines() {
        let county = County::open(db);
        county.seed(7, "A-1", 1);
        cancel(&county, 7, 1);
        publish(&county, 7, form(&county, 7, &[(Column::Name, "又一个名称")], &[Column::Status]), "");
        publish(&county, 7, form(&county, 7, &[(Column::Name, "再一个名称")], &[]), "");
        let (version, content) = county.now(7).unwrap();
        assert_eq!((version, content.status), (4, Status::Cancelled));
        publish(&county, 7, form(&county, 7, &[(Column::Status, "在用")], &[]), "");
        assert_eq!(county.now(7).unwrap().1.status, Status::InUse, "said is said");
        county.is_sound();
    }
}

#[test]
fn a_code_changed_by_draft_is_noted_and_nobody_else_may_ask_for_it() {
    for db in engines() {
        let county = County::open(db);
        county.seed(7, "A-1", 1);
        county.seed(8, "A-2", 1);
        let b = &county.bureau;
        save_draft(b, &office(), ItemId::new(7), form(&county, 7, &[(Column::Code, "N-0")], &[]), None).unwrap();
        publish(&county, 7, form(&county, 7, &[(Column::Code, "N-1")], &[]), "2026-12-01");
        let taken = save_draft(b, &office(), ItemId::new(8), form(&county, 8, &[(Column::Code, "N-1")], &[]), None);
        assert!(
            matches!(taken, Err(Failure::Refused(DraftRefusal::Life(LifeRefusal::CodeTaken(_))))),
            "it waits: {taken:?}"
        );
        county.later(11);
        assert_eq!(bring_into_force(b).unwrap(), 1);
        let content = county.now(7).unwrap().1;
        assert_eq!((&*content.code, &*content.guide.replaces), ("N-1", &["A-1".to_owned()][..]));
        save_draft(b, &office(), ItemId::new(7), form(&county, 7, &[(Column::Code, "N-2")], &[]), None).unwrap();
        let taken = save_draft(b, &office(), ItemId::new(8), form(&county, 8, &[(Column::Code, "N-2")], &[]), None);
        assert!(
            matches!(taken, Err(Failure::Refused(DraftRefusal::Life(LifeRefusal::CodeTaken(_))))),
            "it is drafted: {taken:?}"
        );
        county.is_sound();
    }
}

#[test]
fn a_version_whose_day_has_come_is_not_written_over() {
    for db in engines() {
        let county = County::open(db);
        county.seed(7, "A-1", 1);
        publish(&county, 7, form(&county, 7, &[(Column::Name, "新名称")], &[]), "2026-12-01");
        // Nobody has moved the pointer yet.
        county.later(11);
        let old = EditForm { version: 1, status: "in_use".into(), why: "x".into(), ..EditForm::default() };
        assert!(matches!(edit(&county.bureau, &office(), ItemId::new(7), old, None), Err(Failure::Stale)));
        let (_, done) = county.import(&file("x.csv", vec![plain(2, "A-1", "第三个名称", &[])]));
        assert_eq!((done.changed, done.refused.len()), (1, 0), "{:?}", done.refused);
        assert_eq!(county.now(7).unwrap().0, 3);
        county.is_sound();
    }
}

#[test]
fn an_import_thrown_away_on_its_way_stays_away() {
    for db in engines() {
        let county = County::open(db);
        let b = &county.bureau;
        let rows = (2..2_102).map(|n| plain(n, &format!("A-{n}"), "临时救助", &[])).collect();
        let sheet = file("事项清单.csv", rows);
        let mut seen = 0;
        let stopped = stage_watched(b, &office(), &sheet, false, &mut |p| {
            seen += 1;
            if p.staged == 1_000 {
                drop_import(b, &office(), p.id).unwrap();
            }
        });
        assert!(matches!(stopped, Err(Failure::Refused(ImportRefusal::Done))));
        let line = imports(b, &office()).unwrap().remove(0);
        assert_eq!((line.state, seen), (StagedState::Dropped, 2));
        assert_eq!(import_progress(b, &office(), line.id).unwrap().staged, 0);
        let left = county.db.db.read(|tx| store::catalogue::staged_rows(tx, b.region(), line.id)).unwrap();
        assert!(left.is_empty());
    }
}

#[test]
fn a_file_is_kept_only_while_its_refused_rows_can_be_mended() {
    for db in engines() {
        let county = County::open(db);
        let b = &county.bureau;
        let kept = |id| county.db.db.read(|tx| store::catalogue::kept_file(tx, b.region(), id)).unwrap().len();
        let good = stage_watched(b, &office(), &file("好.csv", vec![plain(2, "A-1", "低保", &[])]), false, &mut |_| ());
        assert_eq!(kept(good.unwrap().id), 0);
        let rows = vec![plain(2, "A-1", "低保", &[]), plain(3, "3.7E+30", "救助", &[])];
        let (id, done) = county.import(&file("坏.csv", rows));
        assert!(done.refused.len() == 1 && kept(id) > 0);
        undo(b, &office(), id, None, None).unwrap();
        assert_eq!(kept(id), 0);
        assert!(matches!(refused_sheet(b, &office(), id), Err(Failure::Refused(ImportRefusal::NothingKept))));
        assert!(!imports(b, &office()).unwrap().iter().any(|l| l.has_refused));
    }
}

#[test]
fn what_was_cancelled_by_hand_stays_so_after_an_import_is_taken_back() {
    for db in engines() {
        let county = County::open(db);
        county.seed(7, "A-1", 1);
        cancel(&county, 7, 1);
        let revived = plain(2, "A-1", "低保", &[(Column::Status, "在用")]);
        let (id, _) = county.import(&file("一.csv", vec![revived]));
        assert_eq!(county.now(7).unwrap().1.status, Status::InUse);
        undo(&county.bureau, &office(), id, None, None).unwrap();
        county.import(&file("二.csv", vec![plain(2, "A-1", "最低生活保障", &[])]));
        let (version, content) = county.now(7).unwrap();
        assert_eq!((version, &*content.name, content.status), (5, "最低生活保障", Status::Cancelled));
        county.import(&file("三.csv", vec![plain(2, "A-1", "低保给付", &[])]));
        assert_eq!(county.now(7).unwrap().1.status, Status::Cancelled, "a file changed it while it was cancelled");
        county.is_sound();
    }
}
