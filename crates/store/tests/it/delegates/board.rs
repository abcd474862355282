//! What the board of the hall is made from.

use domain::{
    base::{DepartmentId, ItemId},
    cases::{Case, Channel, Foreign, Outcome},
    catalogue::{Content, Exemption, ItemType, Standing, Status},
    delegates::{ApprovalUnit, WatchedCases},
    people::{Role, Staff},
};
use jiff::{SignedDuration, civil::date};
use store::{
    Database,
    delegates::{board_items, board_staff, unit, unit_change, units},
    journal::{Stream, verify},
};
use testkit::{
    accepted_case, content, decided, department, exempt, item, on_every_engine, region, seed_department, seed_item,
    seed_staff, staff, stamp,
};

use crate::{
    cases::keep,
    common::{put, write},
};

pub(crate) fn a_unit(of: i64) -> ApprovalUnit {
    ApprovalUnit {
        department: DepartmentId::new(of),
        version: 1,
        name: "行政审批股".into(),
        offices: 1,
        doc_no: "编〔2026〕1号".into(),
        from: date(2026, 3, 1),
        recorded_at: stamp().happened_at,
        recorded_by: domain::base::StaffId::new(1),
    }
}

#[test]
fn the_last_record_of_a_unit_reads_back() {
    on_every_engine(|t| {
        let put_unit =
            |u: &ApprovalUnit| put(&t.db, &Stream::approval_unit(u.department), vec![unit_change(&region(), u)]);
        let scattered = ApprovalUnit { offices: 3, ..a_unit(1) };
        put_unit(&scattered);
        put_unit(&a_unit(2));
        let of = |id| t.db.read(|tx| unit(tx, &region(), DepartmentId::new(id))).unwrap();
        assert_eq!((of(1), of(9)), (Some(scattered), None));
        let now = ApprovalUnit { version: 2, ..a_unit(1) };
        put_unit(&now);
        assert_eq!(t.db.read(|tx| units(tx, &region())).unwrap(), [now, a_unit(2)]);
        assert_eq!(t.db.read(|tx| verify(tx, &region())).unwrap().findings, []);
        write(&t.db, |tx| tx.run("UPDATE approval_unit SET offices = 0 WHERE department_id = 2", &[])).unwrap();
        assert_eq!(t.db.read(|tx| verify(tx, &region())).unwrap().findings.len(), 1, "a changed row is found");
    });
}

fn items(db: &Database) {
    let with = |c: Content, standing: Standing| Content { standing, ..c };
    let plain = content("A-1", "低保", 1).standing;
    let held = Exemption { to: Some(date(2026, 11, 20)), ..exempt("场地限制") };
    let out = Standing { resident: Some(false), published: None, exempt_hall: Some(held), ..plain.clone() };
    let unknown = Standing { resident: None, exempt_publication: Some(exempt("不宜公开")), ..plain };
    seed_department(db, &department(1, "县民政局"));
    seed_department(db, &department(2, "县水利局"));
    seed_item(db, &item(1, content("A-1", "低保", 1)));
    seed_item(db, &item(2, with(content("A-2", "殡葬", 1), out)));
    seed_item(db, &item(3, with(content("B-1", "取水许可", 2), unknown)));
    let by_office = ItemType::parse("02").expect("in the list");
    assert!(by_office.is_ex_officio());
    seed_item(db, &item(5, Content { item_type: by_office, ..content("A-3", "行政处罚", 1) }));
    seed_item(db, &item(4, Content { status: Status::Cancelled, ..content("B-2", "旧事项", 2) }));
}

#[test]
fn items_come_with_their_exemptions_of_the_day_and_their_cases() {
    on_every_engine(|t| {
        items(&t.db);
        let case = |id| decided(accepted_case(id, ItemId::new(1), DepartmentId::new(1)), Outcome::Grant);
        let told = Foreign { no: "W1".into(), source: "旧系统".into() };
        keep(&t.db, &case(1), false);
        keep(&t.db, &case(2), false);
        keep(&t.db, &Case { channel: Channel::Import, foreign: Some(told), ..case(3) }, false);
        keep(&t.db, &case(4), false);
        // Rows from before channels were kept, and one whose limit nobody knew.
        write(&t.db, |tx| tx.run("UPDATE service_case SET channel = NULL WHERE id = 2", &[])).unwrap();
        write(&t.db, |tx| tx.run("UPDATE service_case SET due_on = NULL WHERE id = 4", &[])).unwrap();
        let long = SignedDuration::from_hours(24 * 365);
        let span = (stamp().happened_at - long, stamp().happened_at + long);
        let on = |day| t.db.read(|tx| board_items(tx, &region(), day, span)).unwrap();
        let seen = on(date(2026, 11, 20));
        let short: Vec<_> =
            seen.iter().map(|i| (&*i.code, i.published, i.exempt_publication, i.resident, i.exempt_hall)).collect();
        assert_eq!(
            short,
            [
                ("A-1", Some(true), false, Some(true), false),
                ("A-2", None, false, Some(false), true),
                ("B-1", Some(true), true, None, false),
            ]
        );
        assert_eq!(seen[0].cases, WatchedCases { live: 2, unclocked: 1, reported: 1, ..WatchedCases::default() });
        assert_eq!(seen[1].cases, WatchedCases::default());
        assert!(!on(date(2026, 11, 21))[1].exempt_hall, "over the day after its last");
        let before = (stamp().happened_at - long, stamp().happened_at - long);
        let none = t.db.read(|tx| board_items(tx, &region(), date(2026, 11, 20), before)).unwrap();
        assert_eq!(none[0].cases, WatchedCases::default(), "taken in after those days");
        // Accepted an hour before they were decided.
        let earlier = stamp().happened_at - SignedDuration::from_hours(1);
        write(&t.db, move |tx| tx.run("UPDATE service_case SET accepted_at = $1", store::vals![earlier])).unwrap();
        let between = (stamp().happened_at - long, stamp().happened_at);
        let open = t.db.read(|tx| board_items(tx, &region(), date(2026, 11, 20), between)).unwrap();
        let waiting = WatchedCases { open: 2, open_unclocked: 1, ..WatchedCases::default() };
        assert_eq!(open[0].cases, waiting, "accepted by then and decided after; what was told of ran under no clock");
        keep(&t.db, &accepted_case(5, ItemId::new(1), DepartmentId::new(1)), false);
        assert_eq!(on(date(2026, 11, 20))[0].cases.open, 1, "in hand now");
    });
}

#[test]
fn an_item_stands_on_a_day_as_its_version_of_that_day_says() {
    on_every_engine(|t| {
        items(&t.db);
        let earlier = t.db.read(|tx| {
            let never = (stamp().happened_at, stamp().happened_at);
            board_items(tx, &region(), date(2000, 1, 1), never)
        });
        assert_eq!(earlier, Ok(vec![]), "none was in force then");
    });
}

#[test]
fn staff_are_those_who_handle_cases_of_a_department() {
    on_every_engine(|t| {
        seed_department(&t.db, &department(1, "县民政局"));
        for one in [
            staff(1, "staff-a", &[Role::Clerk]),
            staff(2, "staff-b", &[Role::Approver]),
            staff(3, "staff-c", &[Role::Supervisor]),
            Staff { active: false, ..staff(4, "staff-d", &[Role::Clerk]) },
            Staff { department: None, ..staff(5, "staff-e", &[Role::Clerk]) },
        ] {
            seed_staff(&t.db, &one);
        }
        let days = (date(2026, 1, 1), date(2026, 12, 31));
        let found = t.db.read(|tx| board_staff(tx, &region(), days)).unwrap();
        let seen: Vec<(i64, Option<u16>)> = found.iter().map(|s| (s.id.get(), s.window_no)).collect();
        assert_eq!(seen, [(1, Some(3)), (2, None)], "an approver sits at no window, whatever number is noted");
    });
}
