//! What a snapshot freezes, and the figures and rows counted over it.

use domain::{
    base::{DivisionCode, ItemId, SnapshotId},
    catalogue::{CaseKind, Content, Exemption, Item, OnlineDepth, Status},
    indicators::{Counts, ExemptMode, Indicator, RowStanding},
    stations::{Division, Level},
};
use jiff::{Timestamp, civil::date};
use store::{
    Database,
    catalogue::{item_version_change, point},
    indicators::{
        Basis, Snapshot, basis, count, division_facts, division_facts_now, figure_rows, freeze, item_facts,
        item_facts_now, snapshot_change, standings,
    },
    journal::{Entry, Stream, append, verify},
    stations::{division_change, serves_change, station_change},
    vals,
};
use testkit::{
    content, department, exempt, item, on_every_engine, profile, region, seed_department, seed_item, stamp, station,
};

use crate::common::{put, write};

use super::snapshots::head;

/// Changes an item by hand, from a day on.
fn edit(db: &Database, next: &Item) {
    let next = next.clone();
    write(db, move |tx| {
        let stream = Stream::item(next.id);
        let entry = Entry::new(stream.clone(), store::journal::head(tx, &region(), &stream)?, "item.edited", &1)
            .with(item_version_change(&region(), &next, stamp().entered_at));
        append(tx, &region(), &stamp(), entry)?;
        point(tx, &region(), &next)
    })
    .unwrap();
}

/// Freezes and registers a snapshot.
fn take(db: &Database, id: i64, day: i8) -> (u64, u64) {
    write(db, move |tx| {
        let (items, divisions) = freeze(tx, &region(), SnapshotId::new(id), date(2026, 11, day))?;
        let rows = (items.rows, divisions.rows);
        let stream = Stream::indicators();
        let entry = Entry::new(stream.clone(), store::journal::head(tx, &region(), &stream)?, "snapshot.taken", &1)
            .with(snapshot_change(&region(), &Snapshot { digest: items.digest.clone(), ..head(id, day) }))
            .with_bulk(items)
            .with_bulk(divisions);
        append(tx, &region(), &stamp(), entry)?;
        Ok(rows)
    })
    .unwrap()
}

fn house(db: &Database) {
    seed_department(db, &department(1, "县民政局"));
    let first = item(1, content("A-1", "临时救助", 1));
    seed_item(db, &first);
    let mut later = content("A-2", "养老机构备案", 1);
    later.standing.online_depth = Some(OnlineDepth::L1);
    later.guide.blockers = vec![("online_available_rate".into(), "系统未对接".into())];
    seed_item(db, &Item { effective_on: date(2026, 11, 18), ..item(2, later) });
    let mut left_out = content("A-3", "保密审查", 1);
    left_out.standing.exempt_online = Some(exempt("国家秘密"));
    seed_item(db, &item(3, left_out));
    seed_item(db, &item(4, Content { status: Status::Cancelled, ..content("A-4", "取消的", 1) }));
    let mut changed = content("A-1", "临时救助", 1);
    changed.standing.online_depth = None;
    changed.standing.onsite_visits = None;
    edit(db, &Item { version: 2, effective_on: date(2026, 11, 19), ..item(1, changed) });
    let code = |text| DivisionCode::parse(text).unwrap();
    let (one, two, three) = (code("990101100201"), code("990101100202"), code("990101100203"));
    let mut changes: Vec<_> = [(one, "双桥村"), (two, "石坝村"), (three, "新建村")]
        .map(|(code, name)| division_change(&region(), &Division { code, name: name.into(), level: Level::Village }))
        .into();
    changes.push(station_change(&region(), &station("990101100201", "双桥村便民服务站")));
    changes.push(serves_change(&region(), &one, &one));
    changes.push(serves_change(&region(), &two, &one));
    put(db, &Stream::stations(), changes);
}

#[test]
fn a_snapshot_freezes_what_was_in_force_on_its_day() {
    on_every_engine(|t| {
        house(&t.db);
        assert_eq!(take(&t.db, 1, 17), (3, 3), "not yet the item of the 18th");
        assert_eq!(take(&t.db, 2, 18), (4, 3));
        assert_eq!(take(&t.db, 3, 20), (4, 3));
        let rate = Indicator::OnlineAvailableRate;
        let counted = |id| {
            t.db.read(|tx| count(tx, &region(), SnapshotId::new(id), rate, &profile(rate, ExemptMode::Excluded)))
                .unwrap()
                .parts
        };
        assert_eq!(counted(1), Counts { met: 1, not_met: 0, unknown: 0, excluded: 1 });
        assert_eq!(counted(2), Counts { met: 1, not_met: 1, unknown: 0, excluded: 1 });
        assert_eq!(counted(3), Counts { met: 0, not_met: 1, unknown: 1, excluded: 1 }, "the version of the 19th");
        assert_eq!(counted(9), Counts::default());
        // What happens later does not touch what is frozen.
        edit(&t.db, &Item { version: 3, effective_on: date(2026, 11, 20), ..item(1, content("A-1", "临时救助", 1)) });
        assert_eq!(counted(3), Counts { met: 0, not_met: 1, unknown: 1, excluded: 1 });
        assert_eq!(t.db.read(|tx| verify(tx, &region())).unwrap().findings, []);
    });
}

#[test]
fn the_rows_behind_a_figure_say_what_is_known_of_them() {
    on_every_engine(|t| {
        house(&t.db);
        take(&t.db, 1, 20);
        let rows = |indicator, standing| {
            let by = profile(indicator, ExemptMode::Excluded);
            t.db.read(|tx| figure_rows(tx, &region(), SnapshotId::new(1), indicator, &by, (standing, 0, 10))).unwrap()
        };
        let missing = rows(Indicator::OnlineAvailableRate, RowStanding::NotMet).remove(0);
        assert_eq!((missing.key, missing.code.as_str(), missing.name.as_str()), (2, "A-2", "养老机构备案"));
        assert_eq!(
            (missing.owner.as_str(), missing.online_depth, missing.onsite_visits),
            ("县民政局", Some(1), Some(0))
        );
        assert!(missing.guide.unwrap().contains("系统未对接"));
        assert_eq!(missing.exemption, None);
        let left_out = rows(Indicator::FullyOnlineRate, RowStanding::Excluded).remove(0);
        assert!(left_out.exemption.unwrap().contains("国家秘密"));
        assert_eq!(left_out.standing, RowStanding::Excluded);
        let unserved = rows(Indicator::StationCoverageRate, RowStanding::NotMet);
        assert_eq!(unserved.len(), 1);
        assert_eq!(
            (unserved[0].key, unserved[0].name.as_str(), unserved[0].owner.as_str()),
            (990_101_100_203, "新建村", "village")
        );
        let served = rows(Indicator::StationCoverageRate, RowStanding::Met);
        assert_eq!(served.iter().map(|r| r.code.as_str()).collect::<Vec<_>>(), ["990101100201", "990101100202"]);
    });
}

#[test]
fn the_columns_of_the_further_measures_are_frozen_too() {
    on_every_engine(|t| {
        seed_department(&t.db, &department(1, "县民政局"));
        let mut told = content("A-1", "临时救助", 1);
        told.guide.mobile_url = "https://example.gov.cn/m".into();
        told.guide.online_url = "无".into();
        told.guide.exercise_level = "4".into();
        seed_item(&t.db, &item(1, told));
        seed_item(&t.db, &item(2, content("A-2", "养老机构备案", 1)));
        take(&t.db, 1, 20);
        let rows = t.db.read(|tx| item_facts(tx, &region(), SnapshotId::new(1))).unwrap();
        let facts = &rows[0].facts;
        assert_eq!((facts.mobile, facts.online_link, facts.level.as_deref()), (Some(true), Some(false), Some("4")));
        assert_eq!((facts.case_kind, facts.statutory.as_deref()), (Some(CaseKind::Commitment), Some("20workday")));
        assert_eq!((facts.promised.as_deref(), rows[0].unit.as_str()), (Some("5workday"), "县民政局"));
        assert_eq!((rows[1].facts.mobile, rows[1].facts.online_link, &rows[1].facts.level), (None, None, &None));
        let now = |id| t.db.read(|tx| item_facts_now(tx, &region(), ItemId::new(id), date(2026, 11, 20))).unwrap();
        assert_eq!(now(1), Some(rows[0].clone()));
        assert_eq!(now(9), None);
    });
}

#[test]
fn an_exemption_counts_on_the_days_it_holds() {
    on_every_engine(|t| {
        seed_department(&t.db, &department(1, "县民政局"));
        let within = |from: Option<i8>, to: Option<i8>| {
            let day = |d: Option<i8>| d.map(|d| date(2026, 11, d));
            Some(Exemption { from: day(from), to: day(to), ..exempt("场地限制") })
        };
        for (id, hall) in [(1, within(None, Some(18))), (2, within(Some(19), None)), (3, within(None, None))] {
            let mut it = content(&format!("A-{id}"), "事项", 1);
            it.standing.exempt_hall = hall;
            it.standing.resident = Some(false);
            seed_item(&t.db, &item(id, it));
        }
        let hall = Indicator::HallResidencyRate;
        let excluded = |id, day| {
            take(&t.db, id, day);
            let by = profile(hall, ExemptMode::Excluded);
            let rows = t.db.read(|tx| standings(tx, &region(), SnapshotId::new(id), hall, &by)).unwrap();
            rows.into_iter().filter(|(_, s)| *s == RowStanding::Excluded).map(|(key, _)| key).collect::<Vec<_>>()
        };
        assert_eq!(excluded(1, 18), [1, 3], "the last day is one of its days");
        assert_eq!(excluded(2, 19), [2, 3], "so is the first");
        let now = |id, day| {
            let row = t.db.read(|tx| item_facts_now(tx, &region(), ItemId::new(id), date(2026, 11, day))).unwrap();
            row.unwrap().facts.exempt_hall
        };
        assert!(now(1, 18) && !now(1, 19) && !now(2, 18) && now(2, 19));
        assert_eq!(t.db.read(|tx| verify(tx, &region())).unwrap().findings, []);
    });
}

#[test]
fn divisions_are_those_of_the_table_valid_on_the_day() {
    on_every_engine(|t| {
        house(&t.db);
        let version = |code: &'static str, from: &'static str, to: Option<&'static str>, name: &'static str| {
            write(&t.db, move |tx| {
                tx.run(
                    "INSERT INTO division_version (region, code, valid_from, valid_to, name, level, source) \
                     VALUES ($1, $2, $3, $4, $5, 'village', '试')",
                    vals![region(), code, from, to, name],
                )
            })
            .unwrap();
        };
        version("990101100201", "2020-01-01", Some("2026-11-19"), "双桥村");
        version("990101100201", "2026-11-19", None, "双桥社区");
        version("990101100299", "2020-01-01", Some("2026-11-19"), "并走的村");
        let names = |id, day| {
            take(&t.db, id, day);
            let rows = t.db.read(|tx| division_facts(tx, &region(), SnapshotId::new(id))).unwrap();
            rows.into_iter().map(|r| r.name).collect::<Vec<_>>()
        };
        assert_eq!(names(1, 18), ["双桥村", "石坝村", "新建村", "并走的村"], "without versions: ever since");
        assert_eq!(names(2, 19), ["双桥社区", "石坝村", "新建村"]);
        let code = DivisionCode::parse("990101100202").unwrap();
        let now = t.db.read(|tx| division_facts_now(tx, &region(), &code)).unwrap().unwrap();
        assert_eq!((now.unit.as_str(), now.facts.joint, now.facts.station_open), ("石坝村", true, Some(true)));
    });
}

#[test]
fn the_basis_changes_with_everything_a_snapshot_copies() {
    on_every_engine(|t| {
        let now = || t.db.read(|tx| basis(tx, &region())).unwrap();
        let mut seen = vec![now()];
        let mut next = |what: &str| {
            let basis = now();
            assert!(!seen.contains(&basis), "{what}: {basis:?}");
            seen.push(basis);
        };
        seed_department(&t.db, &department(1, "县民政局"));
        next("county");
        seed_item(&t.db, &item(1, content("A-1", "临时救助", 1)));
        next("items");
        edit(&t.db, &Item { version: 2, ..item(1, content("A-1", "临时救助金", 1)) });
        next("an edit");
        put(&t.db, &Stream::stations(), vec![station_change(&region(), &station("990101100201", "站"))]);
        next("stations");
        assert_eq!(now(), now());
        assert_ne!(now(), Basis(String::new()));
        let untouched: Timestamp = stamp().entered_at;
        put(
            &t.db,
            &Stream::indicators(),
            vec![snapshot_change(&region(), &Snapshot { taken_at: untouched, ..head(1, 20) })],
        );
        assert_eq!(Some(&now()), seen.last(), "a snapshot itself is no change");
    });
}
