//! The gap list, what holds rows up, and the proof for an order.

use domain::{
    base::{DepartmentId, OrderId, StaffId},
    indicators::{BlockerRefusal, Indicator, ItemFacts, RowStanding},
    people::{Denied, Role},
    rectification::{Condition, Order, OrderNo, Source, Stage},
};
use jiff::{ToSpan as _, civil::date};
use services::{
    Failure,
    indicators::{
        BlockerForm, BlockerOrigin, GapList, gap_sheet, gaps, order_of, prove_order, set_blocker, standing_now,
    },
    rectification::{default_due, issue},
};
use testkit::on_every_engine;

use super::house::{House, UNITS, good, seat, system};

const PUBLICATION: Indicator = Indicator::ProvincialPublicationRate;

fn list(house: &House) -> GapList {
    gaps(&house.bureau, &system(), PUBLICATION, None).unwrap().unwrap()
}

/// Four items of ten are not published, one more nobody knows of.
fn five_gaps(t: &testkit::TestDb) -> House {
    let mut items: Vec<ItemFacts> = (0..10).map(|n| ItemFacts { published: Some(n >= 4), ..good() }).collect();
    items[6].published = None;
    let house = House::with_items(reopened(t), &items);
    house.take();
    house
}

/// The same database under a handle of its own.
fn reopened(t: &testkit::TestDb) -> testkit::TestDb {
    testkit::engines().into_iter().find(|other| other.name == t.name).unwrap()
}

fn form(subjects: &[&str]) -> BlockerForm {
    BlockerForm {
        indicator: PUBLICATION.id().into(),
        subjects: subjects.iter().map(|s| (*s).to_owned()).collect(),
        blocker: "province_lag".into(),
        note: "已推送，省里未更新".into(),
        owner: "县民政局".into(),
        planned_on: "2026-12-31".into(),
        seen: None,
    }
}

#[test]
fn every_row_that_a_figure_lacks_is_listed_once_with_what_would_close_it() {
    on_every_engine(|t| {
        let house = five_gaps(t);
        let list = list(&house);
        assert_eq!(list.total(), list.figure.rows.not_met + list.figure.rows.unknown);
        let units: Vec<(&str, u64, u64)> = list.units.iter().map(|u| (u.unit.as_str(), u.not_met, u.unknown)).collect();
        assert_eq!(units, [(UNITS[0], 2, 1), (UNITS[1], 2, 0)]);
        assert_eq!(list.all_units, [(UNITS[0].to_owned(), 3), (UNITS[1].to_owned(), 2)]);
        let first = list.rows().next().unwrap();
        assert_eq!((first.subject.as_str(), first.code.as_str(), first.standing), ("1", "A-001", RowStanding::NotMet));
        let change = &first.closes[0];
        assert_eq!(
            (change.field.as_str(), change.now.as_str(), change.need.as_str()),
            ("是否省级平台发布", "否", "是")
        );
        assert_eq!((first.blocker.words.as_str(), first.blocker.origin), ("未记录", BlockerOrigin::None));
        let effect = first.effect.clone().unwrap();
        assert_eq!((effect.before.as_str(), effect.after.as_str()), ("至少 50.0%", "至少 60.0"));
        assert_eq!((effect.points.as_str(), effect.exact), ("10.0", (10, 1)));
        let all = list.units[0].if_closed.clone().unwrap();
        assert_eq!((all.rows, all.after.as_str()), (3, "80.0"));
        let one = gaps(&house.bureau, &system(), PUBLICATION, Some(UNITS[1])).unwrap().unwrap();
        assert_eq!((one.total(), one.all_units.len()), (2, 2));
        let (titles, rows) = gap_sheet(&list);
        assert_eq!(rows.len() as u64, list.total());
        assert!(rows.iter().all(|r| r.len() == titles.len()));
    });
}

#[test]
fn approvers_see_and_word_their_own_departments_gaps() {
    on_every_engine(|t| {
        let house = five_gaps(t);
        let own = gaps(&house.bureau, &seat(Role::Approver), PUBLICATION, None).unwrap().unwrap();
        assert_eq!(own.rows().map(|g| g.department).collect::<Vec<_>>(), [Some(DepartmentId::new(1)); 3]);
        assert_eq!(set_blocker(&house.bureau, &seat(Role::Approver), &form(&["1"]), None), Ok(1));
        let other = set_blocker(&house.bureau, &seat(Role::Approver), &form(&["1", "2"]), None);
        assert_eq!(other, Err(Failure::Denied(Denied::Department(UNITS[1].into()))));
        assert_eq!(set_blocker(&house.bureau, &seat(Role::Supervisor), &form(&["2"]), None), Ok(1));
        let clerk = set_blocker(&house.bureau, &seat(Role::Clerk), &form(&["1"]), None);
        assert!(matches!(clerk, Err(Failure::Denied(Denied::Role(_)))));
        assert!(matches!(gaps(&house.bureau, &seat(Role::Clerk), PUBLICATION, None), Err(Failure::Denied(_))));
        house.is_sound();
    });
}

#[test]
fn a_blocker_is_shown_changed_and_taken_away() {
    on_every_engine(|t| {
        let house = five_gaps(t);
        let (bureau, desk) = (&house.bureau, seat(Role::Editor));
        assert_eq!(set_blocker(bureau, &desk, &form(&["1", "3", "1"]), Some("k")), Ok(2));
        assert_eq!(set_blocker(bureau, &desk, &form(&["1", "3", "1"]), Some("k")), Ok(2), "sent twice is once");
        let shown = list(&house);
        let of = |list: &GapList, subject: &str| list.rows().find(|g| g.subject == subject).unwrap().blocker.clone();
        let told = of(&shown, "1");
        assert_eq!((told.words.as_str(), told.origin), ("省平台未同步：已推送，省里未更新", BlockerOrigin::Recorded));
        assert_eq!((told.owner.as_str(), told.planned_on), ("县民政局", Some(date(2026, 12, 31))));
        assert_eq!(told.kind.map(|k| k.weight), Some(2));

        house.tomorrow();
        let late = BlockerForm { seen: Some(String::new()), ..form(&["1"]) };
        assert_eq!(set_blocker(bureau, &desk, &late, None), Err(Failure::Stale), "somebody else was faster");
        let seen = BlockerForm { seen: Some(told.seen), blocker: "system".into(), ..form(&["1"]) };
        assert_eq!(set_blocker(bureau, &desk, &seen, None), Ok(1));
        let gone = BlockerForm {
            blocker: String::new(),
            note: String::new(),
            owner: String::new(),
            planned_on: String::new(),
            ..form(&["1", "2", "3"])
        };
        assert_eq!(set_blocker(bureau, &desk, &gone, None), Ok(2), "2 had none");
        assert!(list(&house).rows().all(|g| g.blocker.origin == BlockerOrigin::None));
        house.is_sound();
    });
}

#[test]
fn what_cannot_be_entered_is_told() {
    let house = five_gaps(&testkit::TestDb::sqlite());
    let refused = |form: BlockerForm| match set_blocker(&house.bureau, &system(), &form, None) {
        Err(Failure::Refused(why)) => why,
        other => panic!("{other:?}"),
    };
    assert_eq!(refused(form(&[])), BlockerRefusal::Nothing);
    assert_eq!(refused(form(&["99"])), BlockerRefusal::Subject("99".into()));
    assert_eq!(refused(form(&["村"])), BlockerRefusal::Subject("村".into()));
    assert_eq!(refused(BlockerForm { indicator: "x".into(), ..form(&["1"]) }), BlockerRefusal::Indicator);
    assert_eq!(refused(BlockerForm { planned_on: "年底".into(), ..form(&["1"]) }), BlockerRefusal::Day);
    assert_eq!(
        refused(BlockerForm { planned_on: "2026-11-19".into(), ..form(&["1"]) }),
        BlockerRefusal::Past(date(2026, 11, 19))
    );
    let long = BlockerForm { subjects: (0..1_001).map(|n| n.to_string()).collect(), ..form(&[]) };
    assert_eq!(refused(long), BlockerRefusal::Many(1_000));
}

#[test]
fn an_order_stands_beside_its_gap_and_is_proved_by_the_catalogue() {
    on_every_engine(|t| {
        let house = five_gaps(t);
        let before = list(&house);
        let new: Vec<_> = before.rows().take(2).map(|gap| order_of(&before, gap)).collect();
        assert_eq!(new[0].requirement, "把“是否省级平台发布”办成“是”");
        assert!(new[0].was.starts_with("是否省级平台发布：否；省级平台发布占比 至少 50.0%（5÷10"), "{}", new[0].was);
        let due = default_due(&house.bureau).unwrap().on;
        let issued = issue(&house.bureau, &seat(Role::Supervisor), &new, due, "", None).unwrap();
        let shown = list(&house);
        let orders: Vec<Option<&str>> = shown.rows().map(|g| g.order.as_ref().map(|o| o.no.as_str())).collect();
        assert_eq!(orders[..3], [Some(issued.orders[0].no.as_str()), Some(issued.orders[1].no.as_str()), None]);

        let order = |subject: &str| Order {
            id: OrderId::new(1),
            version: 1,
            no: OrderNo::new(2026, 1),
            source: Source::Gap,
            source_ref: PUBLICATION.id().into(),
            subject: domain::rectification::Subject { key: subject.into(), ..new[0].subject.clone() },
            department: None,
            unit_name: String::new(),
            blocker: String::new(),
            requirement: String::new(),
            was: String::new(),
            batch: None,
            issued_at: house.bureau.now(),
            issued_by: StaffId::new(7),
            due_on: due,
            stage: Stage::Issued(None),
            reminded_on: None,
        };
        let proof = |subject: &str| prove_order(&house.bureau, &order(subject)).unwrap();
        let lacking = proof("1");
        assert_eq!(lacking.condition, Condition::NotMet);
        assert_eq!(lacking.effect, "“是否省级平台发布”仍是“否”，要“是”");
        house.change(1, 2, &good());
        let done = proof("1");
        assert_eq!(done.condition, Condition::Met);
        assert_eq!(done.effect, "已发布；省级平台发布占比 至少 50.0% → 至少 60.0%（6÷10）");
        let exempt = ItemFacts { exempt_publication: true, published: Some(false), ..good() };
        house.change(2, 2, &exempt);
        assert_eq!(proof("2").condition, Condition::Met, "rightly exempt");
        assert_eq!(proof("4711").condition, Condition::Met, "no such row any more");
        let now = standing_now(&house.bureau, PUBLICATION, "3").unwrap().unwrap();
        assert_eq!((now.standing, now.words.as_str(), now.lacks.len()), (RowStanding::NotMet, "未发布", 1));
    });
}

#[test]
fn a_planned_day_may_be_today() {
    let house = five_gaps(&testkit::TestDb::sqlite());
    let today = house.bureau.today();
    assert_eq!(today.checked_add(0.days()).unwrap(), today);
    let form = BlockerForm { planned_on: today.to_string(), ..form(&["1"]) };
    assert_eq!(set_blocker(&house.bureau, &system(), &form, None), Ok(1));
}
