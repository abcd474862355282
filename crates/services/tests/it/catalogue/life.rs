//! From a draft to a version in force, with a day.

use std::collections::BTreeMap;

use domain::{
    base::ItemId,
    catalogue::{Column, DetailColumn, DraftState, LifeRefusal, Status, VersionState},
    people::Role,
};
use jiff::civil::date;
use services::{
    Failure,
    catalogue::{
        DetailEdit, DraftForm, DraftRefusal, EditForm, EditRefusal, StatusForm, bring_into_force, change_status,
        compare_versions, draft, draft_new, drafts, drop_draft, edit, history, item_form, new_item_form, publish_draft,
        return_draft, save_draft, submit_draft, waiting, withdraw,
    },
};
use testkit::engines;

use super::given::{County, file, office, plain, seat};

fn cells(cells: &[(Column, &str)]) -> BTreeMap<Column, String> {
    cells.iter().map(|(c, v)| (*c, (*v).to_owned())).collect()
}

fn life(done: Failure<DraftRefusal>) -> LifeRefusal {
    match done {
        Failure::Refused(DraftRefusal::Life(refusal)) => refusal,
        other => panic!("{other:?}"),
    }
}

fn form(county: &County, id: i64, changed: &[(Column, &str)]) -> DraftForm {
    let form = item_form(&county.bureau, &office(), ItemId::new(id)).unwrap();
    let mut all = form.cells;
    all.extend(cells(changed));
    DraftForm {
        seq: form.seq,
        based_on: form.newest,
        cells: all,
        why: "省厅改了名称".into(),
        planned_on: "2026-12-01".into(),
        ..DraftForm::default()
    }
}

#[test]
fn a_draft_becomes_a_version_on_its_day() {
    for db in engines() {
        let county = County::open(db);
        county.seed(7, "A-1", 1);
        let (b, id) = (&county.bureau, ItemId::new(7));
        let (approver, editor) = (seat(1, &[Role::Approver], Some(1)), seat(2, &[Role::Editor], None));

        let seq = save_draft(b, &approver, id, form(&county, 7, &[(Column::Name, "临时救助给付")]), None).unwrap();
        let early = publish_draft(b, &editor, id, seq, "", None).unwrap_err();
        assert_eq!(life(early), LifeRefusal::NotSubmitted);
        let seq = submit_draft(b, &approver, id, seq, None).unwrap();
        let view = draft(b, &editor, id).unwrap().unwrap();
        assert_eq!((view.line.state, view.seq, view.stale), (DraftState::Submitted, seq, false));
        assert_eq!(view.changes.len(), 1, "{:?}", view.changes);
        assert_eq!((view.changes[0].field, &*view.changes[0].after), ("业务办理项名称", "临时救助给付"));

        let seq = return_draft(b, &editor, id, seq, "请补办理地点", None).unwrap();
        assert_eq!(draft(b, &approver, id).unwrap().unwrap().note, "请补办理地点");
        let filled = [(Column::Name, "临时救助给付"), (Column::Place, "政务大厅 3 号窗口")];
        let again = DraftForm { seq, ..form(&county, 7, &filled) };
        let seq = save_draft(b, &approver, id, again, None).unwrap();
        let seq = submit_draft(b, &approver, id, seq, None).unwrap();
        assert!(matches!(publish_draft(b, &approver, id, seq, "", None), Err(Failure::Denied(_))));
        let past = publish_draft(b, &editor, id, seq, "2026-11-19", None).unwrap_err();
        assert_eq!(life(past), LifeRefusal::Past);
        let made = publish_draft(b, &editor, id, seq, "", None).unwrap();
        assert_eq!((made.version, made.effective_on), (2, date(2026, 12, 1)), "the day its author wished");

        // Until then the old one holds, and nothing else may change.
        assert_eq!(county.now(7).unwrap().0, 1);
        assert!(draft(b, &editor, id).unwrap().is_none());
        let coming = waiting(b, &editor).unwrap();
        assert_eq!((coming.len(), coming[0].version, coming[0].changes.len()), (1, 2, 2));
        let by_hand = EditForm { version: 1, status: "in_use".into(), why: "x".into(), ..EditForm::default() };
        let refused = edit(b, &editor, id, by_hand, None).unwrap_err();
        assert!(matches!(refused, Failure::Refused(EditRefusal::Waiting(day)) if day == date(2026, 12, 1)));
        let more = save_draft(b, &approver, id, form(&county, 7, &[(Column::Name, "又改")]), None).unwrap_err();
        assert_eq!(life(more), LifeRefusal::Waiting(date(2026, 12, 1)));
        let (_, outcome) = county.import(&file("x.csv", vec![plain(2, "A-1", "第三个名称", &[])]));
        assert_eq!(outcome.refused.len(), 1);
        assert!(outcome.refused[0].1[0].contains("12月1日"), "{:?}", outcome.refused);
        let before = county.figures();
        county.is_sound();

        county.later(10);
        assert_eq!(bring_into_force(b).unwrap(), 0);
        county.later(1);
        assert_eq!(bring_into_force(b).unwrap(), 1);
        let (version, content) = county.now(7).unwrap();
        assert_eq!((version, &*content.name, &*content.guide.place), (2, "临时救助给付", "政务大厅 3 号窗口"));
        assert_eq!(county.figures(), before, "the day is another, the parts are the same");
        county.is_sound();

        let past = history(b, &editor, id).unwrap();
        assert_eq!((past[0].state, past[1].state), (VersionState::InForce, VersionState::Past));
        assert_eq!((&*past[0].why, past[0].actor.contains("工作人员2")), ("省厅改了名称", true));
        assert_eq!(past[1].why, "导入 试算.xlsx");
        let told = compare_versions(b, &editor, id, 1, 2).unwrap();
        assert_eq!(told.iter().map(|c| c.field).collect::<Vec<_>>(), ["业务办理项名称", "办理地点"]);
        assert!(matches!(compare_versions(b, &editor, id, 1, 9), Err(Failure::NotFound)));
    }
}

#[test]
fn a_department_drafts_for_itself_alone() {
    for db in engines() {
        let county = County::open(db);
        county.seed(7, "A-1", 1);
        county.seed(8, "B-1", 2);
        let (b, own) = (&county.bureau, seat(1, &[Role::Approver], Some(1)));
        assert!(matches!(item_form(b, &own, ItemId::new(8)), Err(Failure::Denied(_))));
        let other = form(&county, 8, &[(Column::Name, "改")]);
        assert!(matches!(save_draft(b, &own, ItemId::new(8), other, None), Err(Failure::Denied(_))));
        let moved = form(&county, 7, &[(Column::Department, "县公安局")]);
        assert!(
            matches!(save_draft(b, &own, ItemId::new(7), moved, None), Err(Failure::Denied(_))),
            "not into another"
        );
        save_draft(b, &office(), ItemId::new(8), form(&county, 8, &[(Column::Name, "改")]), None).unwrap();
        assert!(drafts(b, &own).unwrap().is_empty());
        assert_eq!(drafts(b, &seat(2, &[Role::Editor], None)).unwrap().len(), 1);
        assert!(matches!(drafts(b, &seat(3, &[Role::Clerk], Some(1))), Err(Failure::Denied(_))));
    }
}

#[test]
fn a_form_points_at_what_it_gets_wrong() {
    for db in engines() {
        let county = County::open(db);
        county.seed(7, "A-1", 1);
        county.seed(8, "B-1", 2);
        let wrong = [
            (Column::OnlineDepth, "五级"),
            (Column::PromisedLimit, "尽快"),
            (Column::Name, ""),
            (Column::StatutoryLimit, "20个工作日"),
        ];
        let refused = save_draft(&county.bureau, &office(), ItemId::new(7), form(&county, 7, &wrong), None);
        let Err(Failure::Refused(refusal)) = refused else { panic!("{refused:?}") };
        let columns: Vec<_> = refusal.problems().iter().filter_map(|p| p.column).collect();
        assert_eq!(columns, [Column::OnlineDepth, Column::PromisedLimit, Column::Name]);
        let fails = |cells: &[(Column, &str)]| {
            save_draft(&county.bureau, &office(), ItemId::new(7), form(&county, 7, cells), None).unwrap_err()
        };
        let nobody = fails(&[(Column::Department, "县没有局")]);
        assert_eq!(nobody.to_string(), "没有“县没有局”这个部门，请从列表里选");
        assert_eq!(life(fails(&[(Column::Code, "B-1")])), LifeRefusal::CodeTaken("B-1".into()));
        assert!(fails(&[]).to_string().contains("相同"));
        let visits = fails(&[(Column::OnsiteVisits, "2")]).to_string();
        assert!(visits.contains("到现场次数应为 0"), "{visits}");
    }
}

#[test]
fn blank_fields_and_sheets_are_emptied() {
    for db in engines() {
        let county = County::open(db);
        county.seed(7, "A-1", 1);
        let (b, id) = (&county.bureau, ItemId::new(7));
        let material = BTreeMap::from([(DetailColumn::Name, "身份证".to_owned()), (DetailColumn::Copies, "2".into())]);
        let with = |county: &County, cells: &[(Column, &str)], materials| DraftForm {
            details: DetailEdit { materials: Some(materials), ..DetailEdit::default() },
            planned_on: String::new(),
            ..form(county, 7, cells)
        };
        let full = with(&county, &[(Column::Place, "一楼")], vec![material]);
        let publish = |form: DraftForm| {
            let seq = save_draft(b, &office(), id, form, None).unwrap();
            let seq = submit_draft(b, &office(), id, seq, None).unwrap();
            publish_draft(b, &office(), id, seq, "", None).unwrap();
            county.now(7).unwrap().1
        };
        let content = publish(full);
        assert_eq!((&*content.guide.place, content.guide.materials[0].copies), ("一楼", 2));
        let blank = [(Column::Place, ""), (Column::OnlineDepth, ""), (Column::Materials, "")];
        let content = publish(with(&county, &blank, vec![]));
        assert_eq!((&*content.guide.place, content.standing.online_depth), ("", None));
        assert!(content.guide.materials.is_empty());
        county.is_sound();
    }
}

#[test]
fn somebody_elses_version_makes_a_draft_old() {
    for db in engines() {
        let county = County::open(db);
        county.seed(7, "A-1", 1);
        let (b, id, desk) = (&county.bureau, ItemId::new(7), office());
        let seq = save_draft(b, &desk, id, form(&county, 7, &[(Column::Name, "改")]), None).unwrap();
        let seq = submit_draft(b, &desk, id, seq, None).unwrap();
        let by_hand =
            EditForm { version: 1, status: "in_use".into(), why: "先改一处".into(), ..EditForm::default() };
        edit(b, &desk, id, by_hand, None).unwrap();
        assert!(matches!(publish_draft(b, &desk, id, seq, "", None), Err(Failure::Refused(_) | Failure::Stale)));
        let view = draft(b, &desk, id).unwrap().unwrap();
        assert!(view.stale);
        assert_eq!(life(publish_draft(b, &desk, id, view.seq, "", None).unwrap_err()), LifeRefusal::Outdated);
        let old = DraftForm { based_on: 1, ..form(&county, 7, &[(Column::Name, "改")]) };
        assert_eq!(life(save_draft(b, &desk, id, old, None).unwrap_err()), LifeRefusal::Outdated);
        let seq = save_draft(b, &desk, id, form(&county, 7, &[(Column::Name, "改")]), None).unwrap();
        assert!(matches!(submit_draft(b, &desk, id, seq - 1, None), Err(Failure::Stale)));
        let gone = drop_draft(b, &desk, id, seq, None).unwrap();
        assert!(gone > seq && draft(b, &desk, id).unwrap().is_none());
        county.is_sound();
    }
}

#[test]
fn a_new_item_begins_as_a_draft() {
    for db in engines() {
        let county = County::open(db);
        let (b, own) = (&county.bureau, seat(1, &[Role::Approver], Some(1)));
        let form = new_item_form(b, &own).unwrap();
        assert_eq!(form.cells[&Column::Department], "县民政局");
        let mut typed = form.cells;
        typed.extend(cells(&[(Column::Code, "N-1"), (Column::Name, "社会组织登记"), (Column::ItemType, "行政许可")]));
        let form = DraftForm { cells: typed, why: "新设事项".into(), ..DraftForm::default() };
        let id = draft_new(b, &own, form.clone(), Some("k1")).unwrap();
        assert_eq!(draft_new(b, &own, form, Some("k1")).unwrap(), id, "sent twice, drafted once");
        let line = drafts(b, &own).unwrap().remove(0);
        assert!(line.is_new && line.id == id);
        assert_eq!(county.now(id.get()), None);
        let seq = submit_draft(b, &own, id, item_form(b, &own, id).unwrap().seq, None).unwrap();
        publish_draft(b, &office(), id, seq, "2026-12-01", None).unwrap();
        assert_eq!(county.now(id.get()), None, "its first day is to come");
        county.later(11);
        bring_into_force(b).unwrap();
        assert_eq!(county.now(id.get()).unwrap().1.name, "社会组织登记");
        county.is_sound();
    }
}

#[test]
fn what_waits_can_be_withdrawn() {
    for db in engines() {
        let county = County::open(db);
        county.seed(7, "A-1", 1);
        let (b, id, desk) = (&county.bureau, ItemId::new(7), office());
        let before = county.now(7).unwrap().1;
        let stop = StatusForm {
            version: 1,
            status: "cancelled".into(),
            effective_on: "2026-12-01".into(),
            why: "上级取消".into(),
        };
        let made = change_status(b, &desk, id, stop, None).unwrap();
        assert_eq!(made.version, 2);
        assert!(matches!(withdraw(b, &seat(1, &[Role::Approver], Some(1)), id, 2, "x", None), Err(Failure::Denied(_))));
        assert_eq!(withdraw(b, &desk, id, 2, "文件推迟", None).unwrap(), 3);
        assert_eq!(life(withdraw(b, &desk, id, 2, "再来", None).unwrap_err()), LifeRefusal::NotWaiting);
        assert_eq!(county.now(7).unwrap(), (3, before));
        county.later(20);
        assert_eq!(bring_into_force(b).unwrap(), 0);
        let lines = history(b, &desk, id).unwrap();
        let states: Vec<_> = lines.iter().map(|l| l.state).collect();
        assert_eq!(states, [VersionState::InForce, VersionState::Withdrawn, VersionState::Past]);
        assert_eq!((&*lines[0].why, lines[1].status), ("文件推迟", Status::Cancelled));
        county.is_sound();
    }
}

#[test]
fn an_item_is_suspended_resumed_and_cancelled_with_a_reason() {
    for db in engines() {
        let county = County::open(db);
        county.seed(7, "A-1", 1);
        let (b, id, desk) = (&county.bureau, ItemId::new(7), office());
        let to = |version, status: &str, why: &str| {
            let form = StatusForm { version, status: status.into(), why: why.into(), ..StatusForm::default() };
            change_status(b, &desk, id, form, None)
        };
        assert!(to(1, "suspended", "").is_err());
        to(1, "suspended", "系统改造").unwrap();
        assert_eq!(county.now(7).unwrap().1.status, Status::Suspended);
        assert!(matches!(to(1, "in_use", "改好了"), Err(Failure::Stale)));
        to(2, "in_use", "改好了").unwrap();
        to(3, "cancelled", "上级取消").unwrap();
        assert!(matches!(to(4, "draft", "x"), Err(Failure::Refused(DraftRefusal::Status))));
        let reasons: Vec<String> = history(b, &desk, id).unwrap().into_iter().map(|l| l.why).collect();
        assert_eq!(reasons, ["上级取消", "改好了", "系统改造", "导入 试算.xlsx"]);
        county.is_sound();
    }
}
