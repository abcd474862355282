//! The SQL predicate of each figure against the pure one: for every combination of what a row can
//! say, and for random rows under random profiles.

use std::collections::BTreeMap;

use domain::{
    base::{DivisionCode, SnapshotId},
    catalogue::{CaseKind, Status},
    indicators::{
        DivisionFacts, ExemptMode, FullyBy, Indicator, ItemFacts, OnlineBy, Profile, RowStanding, Tally,
        division_standing, item_standing, tally_divisions, tally_items,
    },
};
use proptest::{
    prelude::*,
    test_runner::{Config, TestRunner},
};
use store::{
    Database, Val,
    indicators::{count, division_facts, figure_rows, item_facts, standings},
    vals,
};
use testkit::{department, on_every_engine, profile, region, seed_department};

use crate::common::write;

/// Items that rows of snapshots can point to.
const ITEMS: i64 = 1_800;

fn ground(db: &Database) {
    seed_department(db, &department(1, "县民政局"));
    write(db, |tx| {
        for id in 1..=ITEMS {
            tx.run(
                "INSERT INTO item_version (region, item_id, version, effective_on, entered_at, code, department_id, division, \
                 main_name, name, item_type, status, guide, raw) \
                 VALUES ($1, $2, 1, '2026-11-01', '', $3, 1, '', '', '项', '01', 'in_use', '{}', '{}')",
                vals![region(), id, format!("A-{id}")],
            )?;
        }
        Ok(())
    })
    .unwrap();
}

fn freeze_items(db: &Database, id: i64, rows: &[ItemFacts]) {
    let rows = rows.to_vec();
    write(db, move |tx| {
        for (i, f) in rows.iter().enumerate() {
            let why = |yes: bool| Val::from(yes.then_some("{\"reason\":\"国家秘密\",\"basis\":\"文\"}"));
            let text = |t: &Option<String>| Val::from(t.as_deref());
            let mut row = vals![region(), id, i as i64 + 1, format!("A-{i}"), &*f.item_type, f.status.as_str()].to_vec();
            row.extend([
                Val::from(f.online_depth),
                Val::from(f.onsite_visits),
                Val::from(f.published),
                Val::from(f.resident),
                why(f.exempt_online),
                why(f.exempt_publication),
                why(f.exempt_hall),
                Val::from(f.mobile),
                Val::from(f.online_link),
                text(&f.level),
                Val::from(f.case_kind.map(CaseKind::as_str)),
                text(&f.statutory),
                text(&f.promised),
            ]);
            tx.run(
                "INSERT INTO snapshot_item (region, snapshot_id, item_id, version, department_id, code, name, item_type, status, \
                 online_depth, onsite_visits, published, resident, exempt_online, exempt_publication, exempt_hall, \
                 mobile, online_link, exercise_level, case_kind, statutory, promised) \
                 VALUES ($1, $2, $3, 1, 1, $4, '项', $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)",
                &row,
            )?;
        }
        Ok(())
    })
    .unwrap();
}

/// The nth division of a county: a village, every fifth one in a quasi-township.
fn division_code(i: usize) -> DivisionCode {
    let town = if i.is_multiple_of(5) { 400 } else { 100 };
    DivisionCode::parse(&format!("990101{town}{:03}", i + 1)).unwrap()
}

fn freeze_divisions(db: &Database, id: i64, rows: &[DivisionFacts]) {
    let rows = rows.to_vec();
    write(db, move |tx| {
        for (i, f) in rows.iter().enumerate() {
            let code = division_code(i);
            let own = if f.joint { "990101100999" } else { code.as_str() };
            // A division without a station has no station code either; a closed one has.
            let station = (f.joint || f.station_open.is_some()).then_some(own);
            tx.run(
                "INSERT INTO snapshot_division (region, snapshot_id, code, name, level, station_code, station_open, name_ok, plate_ok) \
                 VALUES ($1, $2, $3, '村', 'village', $4, $5, $6, $7)",
                vals![region(), id, &code, station, f.station_open, f.name_ok, f.plate_ok],
            )?;
        }
        Ok(())
    })
    .unwrap();
}

/// Holds count, pages of rows and standings of one snapshot against the pure ones, by key.
fn agrees(db: &Database, id: i64, indicator: Indicator, by: &Profile, expected: (Tally, BTreeMap<i64, RowStanding>)) {
    let at = SnapshotId::new(id);
    let (tally, expected) = expected;
    assert_eq!(db.read(|tx| count(tx, &region(), at, indicator, by)).unwrap(), tally, "{indicator:?} {by:?}");
    let mut listed = BTreeMap::new();
    for standing in RowStanding::ALL {
        // In pages of 400, as a drill-down walks them.
        let mut after = 0;
        let before = listed.len();
        loop {
            let rows = db.read(|tx| figure_rows(tx, &region(), at, indicator, by, (standing, after, 400))).unwrap();
            let Some(last) = rows.last() else { break };
            after = last.key;
            for row in rows {
                assert_eq!(row.standing, standing);
                assert!(listed.insert(row.key, standing).is_none(), "{} is listed twice", row.key);
            }
        }
        let shown = match standing {
            RowStanding::Met => tally.rows.met,
            RowStanding::NotMet => tally.rows.not_met,
            RowStanding::Unknown => tally.rows.unknown,
            RowStanding::Excluded => tally.rows.excluded,
            RowStanding::Outside => continue,
        };
        assert_eq!((listed.len() - before) as u64, shown, "{indicator:?} {standing:?}: as many rows as are counted");
    }
    if listed != expected {
        let wrong: Vec<_> = expected.iter().filter(|(k, s)| listed.get(k) != Some(s)).collect();
        panic!("{indicator:?} {by:?}: {wrong:?}");
    }
    let all = db.read(|tx| standings(tx, &region(), at, indicator, by)).unwrap();
    assert_eq!(all.into_iter().collect::<BTreeMap<_, _>>(), expected);
}

fn check_items(db: &Database, id: i64, indicator: Indicator, by: &Profile, rows: &[ItemFacts]) {
    let pure = |f: &ItemFacts| item_standing(indicator, f, by).unwrap();
    let expected = rows.iter().enumerate().map(|(i, f)| (i as i64 + 1, pure(f))).collect();
    agrees(db, id, indicator, by, (tally_items(indicator, rows, by), expected));
}

fn check_divisions(db: &Database, id: i64, indicator: Indicator, by: &Profile, rows: &[DivisionFacts]) {
    let pure = |f: &DivisionFacts| division_standing(indicator, *f, by).unwrap();
    let key = |i: usize| division_code(i).as_str().parse::<i64>().unwrap();
    let expected = rows.iter().enumerate().map(|(i, f)| (key(i), pure(f))).collect();
    agrees(db, id, indicator, by, (tally_divisions(indicator, rows, by), expected));
}

fn over_items() -> impl Iterator<Item = Indicator> {
    Indicator::ALL.into_iter().filter(|i| !i.is_over_divisions())
}

const FLAGS: [Option<bool>; 3] = [None, Some(false), Some(true)];

/// Every combination of what the online figures ask, and every one of what the others ask.
fn every_row() -> Vec<ItemFacts> {
    let mut rows = Vec::new();
    let yes_no = [false, true];
    for status in [Status::InUse, Status::Suspended] {
        for item_type in ["01", "05", "20"] {
            let plain = ItemFacts { status, ..ItemFacts::bare(item_type) };
            for online_depth in [None, Some(1), Some(2), Some(3), Some(4)] {
                for onsite_visits in [None, Some(0), Some(1), Some(9)] {
                    for (exempt_online, online_link) in yes_no.iter().flat_map(|e| FLAGS.map(|l| (*e, l))) {
                        rows.push(ItemFacts {
                            online_depth,
                            onsite_visits,
                            exempt_online,
                            online_link,
                            ..plain.clone()
                        });
                    }
                }
            }
            for (published, resident) in FLAGS.iter().flat_map(|p| FLAGS.iter().map(move |r| (*p, *r))) {
                for (exempt_publication, exempt_hall) in [(false, false), (false, true), (true, false), (true, true)] {
                    let mobile = published;
                    rows.push(ItemFacts {
                        published,
                        resident,
                        mobile,
                        exempt_publication,
                        exempt_hall,
                        ..plain.clone()
                    });
                }
            }
            let kinds = CaseKind::ALL.iter().copied().map(Some).chain([None]);
            for (case_kind, level) in kinds.flat_map(|k| [None, Some("4"), Some("5")].map(|l| (k, l))) {
                rows.push(ItemFacts { case_kind, level: level.map(str::to_owned), ..plain.clone() });
            }
            let limits =
                [None, Some("0workday"), Some("7day"), Some("20workday"), Some("1month"), Some("1year"), Some("8hour")];
            for (law, promise) in limits.iter().flat_map(|l| limits.iter().map(move |p| (*l, *p))) {
                let (statutory, promised) = (law.map(str::to_owned), promise.map(str::to_owned));
                rows.push(ItemFacts { statutory, promised, ..plain.clone() });
            }
        }
    }
    rows
}

#[test]
fn every_combination_stands_alike_in_sql_and_in_the_rule() {
    let rows = every_row();
    assert_eq!(rows.len(), 2 * 3 * (5 * 4 * 6 + 36 + 12 + 49));
    assert!((rows.len() as i64) < ITEMS);
    on_every_engine(|t| {
        ground(&t.db);
        freeze_items(&t.db, 1, &rows);
        for indicator in over_items() {
            let mut profiles = vec![
                Profile { item_types: vec![], ..profile(indicator, ExemptMode::Excluded) },
                profile(indicator, ExemptMode::CountsAsMet),
                Profile { levels: vec!["4".into()], month_days: 30, ..profile(indicator, ExemptMode::Excluded) },
            ];
            for min_depth in 0..=4 {
                let of = |i: usize| {
                    let by = profile(indicator, ExemptMode::Excluded);
                    Profile { min_depth, online_by: OnlineBy::ALL[i % 3], fully_by: FullyBy::ALL[i], ..by }
                };
                match indicator {
                    Indicator::OnlineAvailableRate | Indicator::FullyOnlineRate => profiles.extend((0..4).map(of)),
                    Indicator::ProvincialPublicationRate
                    | Indicator::StationCoverageRate
                    | Indicator::HallResidencyRate
                    | Indicator::StationNamingRate
                    | Indicator::MobileAvailableRate
                    | Indicator::InstantRate
                    | Indicator::ZeroVisitRate
                    | Indicator::LimitCompression => {}
                }
            }
            for by in &profiles {
                check_items(&t.db, 1, indicator, by, &rows);
            }
        }
        let frozen = t.db.read(|tx| item_facts(tx, &region(), SnapshotId::new(1))).unwrap();
        assert_eq!(frozen.into_iter().map(|r| r.facts).collect::<Vec<_>>(), rows, "what was frozen reads back");
    });
}

#[test]
fn every_division_stands_alike_in_sql_and_in_the_rule() {
    let mut rows = Vec::new();
    for (station_open, joint) in FLAGS.iter().flat_map(|o| [false, true].map(|j| (*o, j))) {
        for (name_ok, plate_ok) in FLAGS.iter().flat_map(|n| FLAGS.iter().map(move |p| (*n, *p))) {
            rows.push(DivisionFacts { quasi: false, joint, station_open, name_ok, plate_ok });
        }
    }
    for (i, row) in rows.iter_mut().enumerate() {
        row.quasi = DivisionFacts::is_quasi(&division_code(i));
    }
    on_every_engine(|t| {
        freeze_divisions(&t.db, 1, &rows);
        for indicator in [Indicator::StationCoverageRate, Indicator::StationNamingRate] {
            for (quasi_townships, joint_stations) in [(true, true), (true, false), (false, true), (false, false)] {
                let by = Profile { quasi_townships, joint_stations, ..profile(indicator, ExemptMode::Excluded) };
                check_divisions(&t.db, 1, indicator, &by, &rows);
            }
        }
        let frozen = t.db.read(|tx| division_facts(tx, &region(), SnapshotId::new(1))).unwrap();
        let read: BTreeMap<String, DivisionFacts> = frozen.into_iter().map(|r| (r.code, r.facts)).collect();
        let wrote = rows.iter().enumerate().map(|(i, f)| (division_code(i).as_str().to_owned(), *f)).collect();
        assert_eq!(read, wrote, "what was frozen reads back");
    });
}

fn any_limit() -> impl Strategy<Value = Option<String>> {
    let unit = prop::sample::select(vec!["workday", "day", "month", "year", "hour"]);
    prop::option::of((0_u16..90, unit).prop_map(|(n, unit)| format!("{n}{unit}")))
}

prop_compose! {
    fn any_row()(
        item_type in prop::sample::select(vec!["01", "02", "05", "07", "10", "11", "20", "21"]),
        status in prop::sample::select(Status::ALL.to_vec()),
        level in prop::option::of(prop::sample::select(vec!["3", "4", "5"])),
        online_depth in prop::option::of(1_i64..=4),
        onsite_visits in prop::option::of(0_i64..=3),
        flags in any::<(Option<bool>, Option<bool>, Option<bool>, Option<bool>)>(),
        case_kind in prop::option::of(prop::sample::select(CaseKind::ALL.to_vec())),
        limits in (any_limit(), any_limit()),
        exempt in any::<(bool, bool, bool)>(),
    ) -> ItemFacts {
        ItemFacts {
            item_type: item_type.into(),
            status,
            level: level.map(str::to_owned),
            online_depth,
            onsite_visits,
            online_link: flags.2,
            mobile: flags.3,
            case_kind,
            statutory: limits.0,
            promised: limits.1,
            published: flags.0,
            resident: flags.1,
            exempt_online: exempt.0,
            exempt_publication: exempt.1,
            exempt_hall: exempt.2,
        }
    }
}

prop_compose! {
    fn any_profile()(
        types in prop::sample::subsequence(vec!["01", "02", "05", "07", "10", "11", "20", "21"], 0..=8),
        levels in prop::sample::subsequence(vec!["3", "4", "5"], 0..=3),
        min_depth in 0_i64..=4,
        exempt in prop::sample::select(ExemptMode::ALL.to_vec()),
        online_by in prop::sample::select(OnlineBy::ALL.to_vec()),
        fully_by in prop::sample::select(FullyBy::ALL.to_vec()),
        days in (1_u16..=31, 1_u16..=366),
        stations in any::<(bool, bool)>(),
    ) -> Profile {
        let owned = |list: Vec<&str>| list.into_iter().map(str::to_owned).collect();
        Profile {
            item_types: owned(types),
            levels: owned(levels),
            min_depth,
            exempt,
            online_by,
            fully_by,
            month_days: days.0,
            year_days: days.1,
            quasi_townships: stations.0,
            joint_stations: stations.1,
            ..Profile::default()
        }
    }
}

#[test]
fn random_rows_under_random_profiles_agree() {
    on_every_engine(|t| {
        ground(&t.db);
        let divisions = prop::collection::vec(any::<(bool, Option<bool>, Option<bool>, Option<bool>)>(), 0..40);
        let cases = (prop::collection::vec(any_row(), 1..120), divisions, any_profile());
        let id = std::cell::Cell::new(1);
        let config = Config { cases: 24, failure_persistence: None, ..Config::default() };
        TestRunner::new(config)
            .run(&cases, |(rows, divisions, by)| {
                // One snapshot a case, all in one database.
                id.set(id.get() + 1);
                freeze_items(&t.db, id.get(), &rows);
                let at = |(i, (joint, station_open, name_ok, plate_ok))| {
                    let quasi = DivisionFacts::is_quasi(&division_code(i));
                    DivisionFacts { quasi, joint, station_open, name_ok, plate_ok }
                };
                let divisions: Vec<DivisionFacts> = divisions.into_iter().enumerate().map(at).collect();
                freeze_divisions(&t.db, id.get(), &divisions);
                for indicator in Indicator::ALL {
                    if indicator.is_over_divisions() {
                        check_divisions(&t.db, id.get(), indicator, &by, &divisions);
                    } else {
                        check_items(&t.db, id.get(), indicator, &by, &rows);
                    }
                }
                Ok(())
            })
            .unwrap();
    });
}
