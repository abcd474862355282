//! Steps of a draft and of its versions.

use std::collections::BTreeMap;

use jiff::civil::date;

use super::*;
use crate::{
    base::DepartmentId,
    catalogue::{Column, RawRow, read_row},
};

const TODAY: Date = date(2026, 11, 20);
const LATER: Date = date(2026, 12, 1);

fn content(name: &str) -> Content {
    let cells = [(Column::Department, "局"), (Column::Code, "A"), (Column::Name, name), (Column::ItemType, "1")];
    let cells: BTreeMap<_, _> = cells.iter().map(|(c, v)| (*c, (*v).to_owned())).collect();
    read_row(&RawRow { number: 2, cells, ..RawRow::default() }).unwrap().create(DepartmentId::new(1))
}

fn draft(based_on: i64) -> Draft {
    Draft {
        item: ItemId::new(7),
        state: DraftState::Draft,
        based_on,
        planned_on: None,
        why: "省厅改了名称".into(),
        saved: (Timestamp::UNIX_EPOCH, "1 李强".into()),
        submitted: None,
        note: String::new(),
        content: content("甲"),
    }
}

fn versions(days: &[(i64, Date)]) -> Versions {
    Versions { item: ItemId::new(7), days: days.to_vec() }
}

#[test]
fn the_newest_decision_whose_day_has_come_holds() {
    let days = [(1, date(2026, 1, 1)), (2, LATER)];
    assert_eq!(in_force(&days, TODAY), Some(1));
    assert_eq!(in_force(&days, LATER), Some(2));
    assert_eq!(in_force(&days, date(2025, 1, 1)), None);
    assert_eq!(waiting(&days, TODAY), Some((2, LATER)));
    let withdrawn = [(1, date(2026, 1, 1)), (2, LATER), (3, TODAY)];
    assert_eq!(in_force(&withdrawn, date(2027, 1, 1)), Some(3), "the version of today outvotes it for ever");
    assert_eq!(waiting(&withdrawn, TODAY), None);
    let states: Vec<_> = (1..=3).map(|v| version_state(&withdrawn, v, TODAY).unwrap()).collect();
    assert_eq!(states, [VersionState::Past, VersionState::Withdrawn, VersionState::InForce]);
    assert_eq!(version_state(&days, 2, TODAY), Some(VersionState::Waiting));
    assert_eq!(version_state(&days, 3, TODAY), None);
}

#[test]
fn a_draft_goes_forward_and_back() {
    let (submitted, _) = submit(draft(1), Timestamp::UNIX_EPOCH, "1 李强").unwrap();
    assert_eq!(submit(submitted.clone(), Timestamp::UNIX_EPOCH, "1 李强"), Err(LifeRefusal::Submitted));
    assert_eq!(send_back(submitted.clone(), " "), Err(LifeRefusal::NoteMissing));
    let (returned, event) = send_back(submitted, "缺设定依据").unwrap();
    assert_eq!((returned.state, &*returned.note, &*event.note), (DraftState::Returned, "缺设定依据", "缺设定依据"));
    assert_eq!(send_back(returned.clone(), "再改"), Err(LifeRefusal::NotSubmitted));
    let (again, _) = submit(returned, Timestamp::UNIX_EPOCH, "1 李强").unwrap();
    assert_eq!((again.state, &*again.note), (DraftState::Submitted, ""));
}

#[test]
fn only_what_is_submitted_and_fresh_is_published() {
    let one = versions(&[(1, date(2026, 1, 1))]);
    assert_eq!(publish(&draft(1), &one, TODAY, TODAY).unwrap_err(), LifeRefusal::NotSubmitted);
    let (ready, _) = submit(draft(1), Timestamp::UNIX_EPOCH, "1 李强").unwrap();
    let (item, event) = publish(&ready, &one, LATER, TODAY).unwrap();
    assert_eq!((item.version, item.effective_on, event.version), (2, LATER, 2));
    assert_eq!(publish(&ready, &one, date(2026, 11, 19), TODAY).unwrap_err(), LifeRefusal::Past);
    let moved = versions(&[(1, date(2026, 1, 1)), (2, TODAY)]);
    assert_eq!(publish(&ready, &moved, TODAY, TODAY).unwrap_err(), LifeRefusal::Outdated);
    let waits = versions(&[(1, LATER)]);
    assert_eq!(publish(&ready, &waits, TODAY, TODAY).unwrap_err(), LifeRefusal::Waiting(LATER));
}

#[test]
fn a_draft_says_something_and_why() {
    let old = content("一");
    assert_eq!(check_draft(&draft(1), Some(&old)), Ok(()));
    assert_eq!(check_draft(&draft(1), Some(&content("甲"))), Err(ItemRefusal::Unchanged.into()));
    let silent = Draft { why: " ".into(), ..draft(1) };
    assert_eq!(check_draft(&silent, Some(&old)), Err(ItemRefusal::ReasonMissing.into()));
}

#[test]
fn what_waits_is_withdrawn_by_a_version_of_today() {
    let coming = Item { id: ItemId::new(7), version: 2, effective_on: LATER, content: content("甲") };
    let days = versions(&[(1, date(2026, 1, 1)), (2, LATER)]);
    let (item, event) = withdraw(Some(&content("一")), &coming, &days, TODAY, "文件推迟").unwrap();
    assert_eq!((item.version, item.effective_on, &*item.content.name, event.withdrawn), (3, TODAY, "一", 2));
    let none = versions(&[(1, date(2026, 1, 1)), (2, LATER), (3, TODAY)]);
    assert_eq!(withdraw(None, &coming, &none, TODAY, "x").unwrap_err(), LifeRefusal::NotWaiting);
    let new = Item { version: 1, ..coming };
    let (cancelled, _) = withdraw(None, &new, &versions(&[(1, LATER)]), TODAY, "不办了").unwrap();
    assert_eq!(cancelled.content.status, Status::Cancelled);
}

#[test]
fn a_status_changes_with_a_reason() {
    let item = Item { id: ItemId::new(7), version: 1, effective_on: TODAY, content: content("一") };
    let days = versions(&[(1, TODAY)]);
    let (next, event) = change_status(&item, &days, Status::Suspended, TODAY, TODAY, "系统改造").unwrap();
    assert_eq!((next.version, next.content.status, &*event.status), (2, Status::Suspended, "suspended"));
    let same = change_status(&item, &days, Status::InUse, TODAY, TODAY, "x");
    assert_eq!(same.unwrap_err().to_string(), "这一项现在就是“在用”，没有需要改的");
    let silent = change_status(&item, &days, Status::Cancelled, TODAY, TODAY, "");
    assert_eq!(silent.unwrap_err(), ItemRefusal::ReasonMissing.into());
}
