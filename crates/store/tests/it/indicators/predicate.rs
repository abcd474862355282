//! The SQL predicate of each figure against the pure one: for every combination of what a row can
//! say, and for random rows under random profiles.

use std::collections::BTreeMap;

use domain::{
    base::SnapshotId,
    catalogue::Status,
    indicators::{
        Counts, DivisionFacts, ExemptMode, Indicator, ItemFacts, Profile, RowStanding, division_standing, item_standing,
    },
};
use proptest::{
    prelude::*,
    test_runner::{Config, TestRunner},
};
use store::{
    Database, Val,
    indicators::{count, figure_rows},
    vals,
};
use testkit::{department, on_every_engine, profile, region, seed_department};

use crate::common::write;

const STANDINGS: [RowStanding; 5] =
    [RowStanding::Met, RowStanding::NotMet, RowStanding::Unknown, RowStanding::Excluded, RowStanding::Outside];

/// Items that rows of snapshots can point to.
const ITEMS: i64 = 1_000;

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
            let mut row = vals![region(), id, i as i64 + 1, format!("A-{i}"), &*f.item_type, f.status.as_str()].to_vec();
            row.extend([
                Val::from(f.online_depth),
                Val::from(f.onsite_visits),
                Val::from(f.published),
                Val::from(f.resident),
                why(f.exempt_online),
                why(f.exempt_publication),
                why(f.exempt_hall),
            ]);
            tx.run(
                "INSERT INTO snapshot_item (region, snapshot_id, item_id, version, department_id, code, name, item_type, status, \
                 online_depth, onsite_visits, published, resident, exempt_online, exempt_publication, exempt_hall) \
                 VALUES ($1, $2, $3, 1, 1, $4, '项', $5, $6, $7, $8, $9, $10, $11, $12, $13)",
                &row,
            )?;
        }
        Ok(())
    })
    .unwrap();
}

/// Holds count and rows of one snapshot against the pure standings, by key.
fn agrees(db: &Database, id: i64, indicator: Indicator, by: &Profile, expected: &BTreeMap<i64, RowStanding>) {
    let at = SnapshotId::new(id);
    let n = |standing| expected.values().filter(|s| **s == standing).count() as u64;
    let counts = Counts {
        met: n(RowStanding::Met),
        not_met: n(RowStanding::NotMet),
        unknown: n(RowStanding::Unknown),
        excluded: n(RowStanding::Excluded),
    };
    let got = db.read(|tx| count(tx, &region(), at, indicator, by)).unwrap();
    assert_eq!(got, counts, "{indicator:?} {by:?}");
    let mut listed = BTreeMap::new();
    for standing in STANDINGS {
        // In pages of 400, as a drill-down walks them.
        let mut after = 0;
        loop {
            let rows = db.read(|tx| figure_rows(tx, &region(), at, indicator, by, (standing, after, 400))).unwrap();
            let Some(last) = rows.last() else { break };
            after = last.key;
            for row in rows {
                assert_eq!(row.standing, standing);
                assert!(listed.insert(row.key, standing).is_none(), "{} is listed twice", row.key);
            }
        }
    }
    if &listed != expected {
        let wrong: Vec<_> = expected.iter().filter(|(k, s)| listed.get(k) != Some(s)).collect();
        panic!("{indicator:?} {by:?}: {wrong:?}");
    }
}

fn check_items(db: &Database, id: i64, indicator: Indicator, by: &Profile, rows: &[ItemFacts]) {
    let pure = |f: &ItemFacts| item_standing(indicator, f, by).unwrap();
    let expected = rows.iter().enumerate().map(|(i, f)| (i as i64 + 1, pure(f))).collect();
    agrees(db, id, indicator, by, &expected);
}

const OVER_ITEMS: [Indicator; 4] = [
    Indicator::OnlineAvailableRate,
    Indicator::FullyOnlineRate,
    Indicator::ProvincialPublicationRate,
    Indicator::HallResidencyRate,
];

const FLAGS: [Option<bool>; 3] = [None, Some(false), Some(true)];

/// Every combination of what the two online figures ask, and every one of what the others ask.
fn every_row() -> Vec<ItemFacts> {
    let mut rows = Vec::new();
    let yes_no = [false, true];
    for status in Status::ALL {
        for item_type in ["01", "05", "20"] {
            let plain = ItemFacts {
                item_type: item_type.into(),
                status: *status,
                online_depth: None,
                onsite_visits: None,
                published: None,
                resident: None,
                exempt_online: false,
                exempt_publication: false,
                exempt_hall: false,
            };
            for online_depth in [None, Some(1), Some(2), Some(3), Some(4)] {
                for onsite_visits in [None, Some(0), Some(1), Some(9)] {
                    for exempt_online in yes_no {
                        rows.push(ItemFacts { online_depth, onsite_visits, exempt_online, ..plain.clone() });
                    }
                }
            }
            for (published, resident) in FLAGS.iter().flat_map(|p| FLAGS.iter().map(move |r| (*p, *r))) {
                for (exempt_publication, exempt_hall) in [(false, false), (false, true), (true, false), (true, true)] {
                    rows.push(ItemFacts { published, resident, exempt_publication, exempt_hall, ..plain.clone() });
                }
            }
        }
    }
    rows
}

#[test]
fn every_combination_stands_alike_in_sql_and_in_the_rule() {
    let rows = every_row();
    assert_eq!(rows.len(), 4 * 3 * (5 * 4 * 2 + 9 * 4));
    on_every_engine(|t| {
        ground(&t.db);
        freeze_items(&t.db, 1, &rows);
        for indicator in OVER_ITEMS {
            for exempt in [ExemptMode::Excluded, ExemptMode::CountsAsMet] {
                for min_depth in 0..=4 {
                    check_items(&t.db, 1, indicator, &Profile { min_depth, ..profile(indicator, exempt) }, &rows);
                }
                let none = Profile { item_types: vec![], ..profile(indicator, exempt) };
                check_items(&t.db, 1, indicator, &none, &rows);
            }
        }
    });
}

#[test]
fn every_division_stands_alike_in_sql_and_in_the_rule() {
    on_every_engine(|t| {
        let open: Vec<Option<bool>> = FLAGS.iter().copied().cycle().take(30).collect();
        let code = |i: usize| 990_101_100_000 + i as i64;
        let rows = open.clone();
        write(&t.db, move |tx| {
            for (i, open) in rows.iter().enumerate() {
                // A wrong name never takes a station out of the coverage.
                let row = vals![region(), code(i).to_string(), *open, i % 2 == 0];
                tx.run(
                    "INSERT INTO snapshot_division (region, snapshot_id, code, name, level, station_open, name_ok) \
                     VALUES ($1, 1, $2, '村', 'village', $3, $4)",
                    row,
                )?;
            }
            Ok(())
        })
        .unwrap();
        let pure = |open: &Option<bool>| division_standing(DivisionFacts { station_open: *open });
        let expected = open.iter().enumerate().map(|(i, o)| (code(i), pure(o))).collect();
        for exempt in [ExemptMode::Excluded, ExemptMode::CountsAsMet] {
            let indicator = Indicator::StationCoverageRate;
            agrees(&t.db, 1, indicator, &profile(indicator, exempt), &expected);
        }
    });
}

prop_compose! {
    fn any_row()(
        item_type in prop::sample::select(vec!["01", "02", "05", "07", "10", "11", "20", "21"]),
        status in prop::sample::select(Status::ALL.to_vec()),
        online_depth in prop::option::of(1_i64..=4),
        onsite_visits in prop::option::of(0_i64..=3),
        flags in any::<(Option<bool>, Option<bool>)>(),
        exempt in any::<(bool, bool, bool)>(),
    ) -> ItemFacts {
        ItemFacts {
            item_type: item_type.into(),
            status,
            online_depth,
            onsite_visits,
            published: flags.0,
            resident: flags.1,
            exempt_online: exempt.0,
            exempt_publication: exempt.1,
            exempt_hall: exempt.2,
        }
    }
}

#[test]
fn random_rows_under_random_profiles_agree() {
    on_every_engine(|t| {
        ground(&t.db);
        let profiles = (
            prop::sample::subsequence(vec!["01", "02", "05", "07", "10", "11", "20", "21"], 0..=8),
            0_i64..=4,
            prop::sample::select(vec![ExemptMode::Excluded, ExemptMode::CountsAsMet]),
        );
        let cases = (prop::collection::vec(any_row(), 1..120), profiles);
        let id = std::cell::Cell::new(1);
        let config = Config { cases: 24, failure_persistence: None, ..Config::default() };
        TestRunner::new(config)
            .run(&cases, |(rows, (types, min_depth, exempt))| {
                // One snapshot a case, all in one database.
                id.set(id.get() + 1);
                freeze_items(&t.db, id.get(), &rows);
                for indicator in OVER_ITEMS {
                    let by = Profile {
                        item_types: types.iter().map(|t| (*t).to_owned()).collect(),
                        min_depth,
                        ..profile(indicator, exempt)
                    };
                    check_items(&t.db, id.get(), indicator, &by, &rows);
                }
                Ok(())
            })
            .unwrap();
    });
}
