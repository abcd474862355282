//! Reports of counties, standings and the rows behind a figure: written by events, read back alike on both engines, and what a
//! node above has not been told of.

use std::collections::BTreeMap;

use domain::{
    base::{Region, SnapshotId},
    catalogue::OnlineDepth,
    indicators::{
        Direction, EVIDENCE, EvidenceDigest, ExemptMode, Indicator, ReportChange, ReportedFigure, RowStanding,
        SnapshotReport, Standing, StandingRules, StandingWeight, Ties,
    },
    publication::exchange::{HeldRow, MessageKind},
};
use jiff::{
    SignedDuration,
    civil::{Date, date},
};
use store::{
    indicators::{
        KeptReport, KeptStanding, PlaceOn, Snapshot, computed_after, days_reported_since, evidence_rows, freeze,
        kept_report, kept_reports, kept_standing, kept_standings, last_computed, newest_computed, places_since,
        ranked_days, report_change, report_for, reported_days, snapshot_change, standing_by, standing_change,
        standing_course, standing_row_change, standing_rows, standing_versions, unreported,
    },
    journal::{Stream, verify},
    publication::{
        Direction as Way, HeldFields, KeptMessage, held_between, held_change, held_last, marked, message_change,
        newest_mark, newest_of_kind, of_kind,
    },
};
use testkit::{on_every_engine, region, stamp};

use crate::{
    common::{put, write},
    publication::exchange::{a_message, fields, province},
};

pub(crate) fn county() -> Region {
    Region::parse("990102").unwrap()
}

pub(crate) fn a_report(as_of: Date, version: i64, met: u64) -> KeptReport {
    let evidence = EVIDENCE
        .iter()
        .map(|s| (s.as_str().to_owned(), EvidenceDigest { rows: 1, digest: "a".repeat(64) }))
        .collect::<BTreeMap<_, _>>();
    let figure = ReportedFigure {
        indicator: Indicator::OnlineAvailableRate.id().into(),
        met,
        not_met: 1,
        unknown: 1,
        excluded: 1,
        profile: "online".into(),
        profile_version: 1,
        evidence,
    };
    let change = ReportChange { indicator: figure.indicator.clone(), was: "1 ÷ 3".into(), now: "2 ÷ 4".into() };
    KeptReport {
        county: county(),
        version,
        report: SnapshotReport {
            snapshot: SnapshotId::new(70 + version),
            as_of,
            taken_at: stamp().entered_at,
            cases: 1_000_000,
            figures: vec![figure],
        },
        changes: if version > 1 { vec![change] } else { vec![] },
        came_at: stamp().entered_at,
        seq: version,
    }
}

#[test]
fn a_later_report_stands_beside_the_earlier() {
    on_every_engine(|t| {
        let (db, here, there) = (&t.db, region(), county());
        let (first, day) = (date(2026, 11, 18), date(2026, 11, 20));
        let all = [a_report(first, 1, 1), a_report(day, 1, 1), a_report(day, 2, 2)];
        for one in &all {
            put(db, &Stream::exchange_in(&there), vec![report_change(&here, one)]);
        }
        let [before, stale, newest] = all;
        let of = |from, day| db.read(|tx| report_for(tx, &here, &there, (from, day))).unwrap();
        assert_eq!(of(first, day), Some(newest.clone()), "the newest version of the day counts");
        assert_eq!(of(first, date(2026, 11, 19)), Some(before.clone()), "carried from the day before");
        assert_eq!(of(date(2026, 11, 19), date(2026, 11, 19)), None, "not from longer ago");
        assert_eq!(db.read(|tx| kept_report(tx, &here, &there, (day, 1))), Ok(Some(stale.clone())));
        assert_eq!(db.read(|tx| kept_reports(tx, &here, &there, 9)), Ok(vec![newest, stale, before]));
        assert_eq!(db.read(|tx| reported_days(tx, &here, date(2026, 11, 19))), Ok(vec![day]));
        assert_eq!(db.read(|tx| verify(tx, &here)).unwrap().findings, []);
    });
}

pub(crate) fn a_standing(day: Date, version: i64) -> KeptStanding {
    KeptStanding {
        day,
        version,
        rules: StandingRules {
            version: 1,
            from: date(2026, 1, 1),
            source: "市考核办法".into(),
            ties: Ties::Competition,
            carry_days: 7,
            due_days: 1,
            left_out: Vec::new(),
            weights: vec![StandingWeight {
                indicator: Indicator::OnlineAvailableRate.id().into(),
                weight: 100,
                direction: Direction::HigherIsBetter,
            }],
        },
        basis: "66c7".into(),
        ranked: 1,
        unranked: 1,
        changes: vec![],
        computed_at: stamp().entered_at,
        computed_by: "定时任务".into(),
    }
}

pub(crate) fn a_row(code: &str, place: Option<u32>) -> Standing {
    Standing {
        code: code.into(),
        name: format!("{code}县"),
        report: None,
        parts: vec![],
        total: place.map(|_| "98.92".into()),
        place,
        next: None,
        gap: None,
    }
}

#[test]
fn standings_are_kept_with_their_rows_version_by_version() {
    on_every_engine(|t| {
        let (db, here) = (&t.db, region());
        let (before, day) = (date(2026, 11, 19), date(2026, 11, 20));
        let all = [a_standing(before, 1), a_standing(day, 1), a_standing(day, 2)];
        for (n, one) in all.iter().enumerate() {
            let at = (one.day, one.version);
            // Whoever has no place stands last, whatever the code.
            let rows = [a_row("990101", None), a_row("990102", Some(n as u32 + 1))];
            let mut changes = vec![standing_change(&here, one)];
            changes.extend(rows.iter().map(|row| standing_row_change(&here, at, row)));
            put(db, &Stream::standings(), changes);
        }
        let [first, second, third] = all;
        assert_eq!(db.read(|tx| standing_by(tx, &here, day)), Ok(Some(third.clone())));
        assert_eq!(db.read(|tx| standing_by(tx, &here, before)), Ok(Some(first.clone())));
        assert_eq!(db.read(|tx| kept_standing(tx, &here, (day, 1))), Ok(Some(second.clone())));
        assert_eq!(db.read(|tx| kept_standings(tx, &here, 9)), Ok(vec![third, second, first]));
        let rows = db.read(|tx| standing_rows(tx, &here, (day, 2))).unwrap();
        assert_eq!(rows, [a_row("990102", Some(3)), a_row("990101", None)]);
        let course = db.read(|tx| standing_course(tx, &here, &county(), 9)).unwrap();
        let told: Vec<_> = course.iter().map(|(day, one)| (*day, one.place)).collect();
        assert_eq!(told, [(day, Some(3)), (before, Some(1))], "the newest computation of each day");
        assert_eq!(db.read(|tx| verify(tx, &here)).unwrap().findings, []);
    });
}

#[test]
fn what_came_and_was_computed_is_found_by_its_time() {
    on_every_engine(|t| {
        let (db, here, there) = (&t.db, region(), county());
        let (before, day) = (date(2026, 11, 19), date(2026, 11, 20));
        let at = |hours: i64| stamp().entered_at + SignedDuration::from_hours(hours);
        assert_eq!(db.read(|tx| last_computed(tx, &here)), Ok(None));
        assert_eq!(db.read(|tx| newest_computed(tx, &here)), Ok(None));
        for (as_of, version, hours) in [(before, 1, 0), (day, 1, 1), (day, 2, 2)] {
            let one = KeptReport { came_at: at(hours), ..a_report(as_of, version, 1) };
            put(db, &Stream::exchange_in(&there), vec![report_change(&here, &one)]);
        }
        assert_eq!(db.read(|tx| days_reported_since(tx, &here, at(0))), Ok(vec![before, day]));
        assert_eq!(db.read(|tx| days_reported_since(tx, &here, at(1))), Ok(vec![day]));
        // The day before was computed again last.
        let all = [(before, 1, 0), (day, 1, 0), (day, 2, 1), (before, 2, 1)];
        let all = all.map(|(day, version, hours)| KeptStanding { computed_at: at(hours), ..a_standing(day, version) });
        for (n, one) in all.iter().enumerate() {
            let row = a_row("990102", (n < 3).then_some(n as u32 + 1));
            let changes = vec![standing_change(&here, one), standing_row_change(&here, (one.day, one.version), &row)];
            put(db, &Stream::standings(), changes);
        }
        let [first, second, third, fourth] = all;
        assert_eq!(db.read(|tx| last_computed(tx, &here)), Ok(Some(at(1))));
        assert_eq!(db.read(|tx| newest_computed(tx, &here)), Ok(Some(third.clone())), "of one moment the later day");
        let after =
            |one: &KeptStanding| db.read(|tx| computed_after(tx, &here, (one.computed_at, one.day, one.version)));
        assert_eq!(after(&first), Ok(Some(second.clone())));
        assert_eq!(after(&second), Ok(Some(fourth.clone())));
        assert_eq!(after(&fourth), Ok(Some(third.clone())));
        assert_eq!(after(&third), Ok(None));
        assert_eq!(db.read(|tx| standing_versions(tx, &here, before)), Ok(vec![fourth, first]));
        assert_eq!(db.read(|tx| ranked_days(tx, &here, 9)), Ok(vec![day, before]));
        assert_eq!(db.read(|tx| ranked_days(tx, &here, 1)), Ok(vec![day]));
        let place = |day, place| PlaceOn { county: "990102".into(), day, place };
        let places = db.read(|tx| places_since(tx, &here, before));
        assert_eq!(places, Ok(vec![place(before, None), place(day, Some(3))]), "by the newest of each day");
        assert_eq!(db.read(|tx| places_since(tx, &here, day)), Ok(vec![place(day, Some(3))]));
    });
}

#[test]
fn the_rows_behind_a_figure_say_what_was_frozen_and_nothing_else() {
    on_every_engine(|t| {
        let (db, here, id) = (&t.db, region(), SnapshotId::new(7));
        testkit::seed_department(db, &testkit::department(1, "县民政局"));
        for (n, depth) in [Some(OnlineDepth::L4), Some(OnlineDepth::L1), None].into_iter().enumerate() {
            let mut item = testkit::item(1_000 + n as i64, testkit::content(&format!("A{n}"), "临时救助", 1));
            item.content.standing.online_depth = depth;
            item.content.standing.onsite_visits = None;
            testkit::seed_item(db, &item);
        }
        write(db, move |tx| freeze(tx, &here, id, date(2026, 11, 20)).map(|_| ())).unwrap();
        let rate = Indicator::OnlineAvailableRate;
        let profile = testkit::profile(rate, ExemptMode::Excluded);
        let found = db.read(|tx| evidence_rows(tx, &here, id, rate, &profile)).unwrap();
        let told: Vec<_> = found.iter().map(|(standing, row)| (*standing, row.code.as_str())).collect();
        assert_eq!(told, [(RowStanding::Met, "A0"), (RowStanding::NotMet, "A1"), (RowStanding::Unknown, "A2")]);
        let (_, row) = &found[0];
        assert_eq!((row.name.as_str(), row.owner.as_str()), ("临时救助", "县民政局"));
        assert!(row.facts.contains("online_depth=4"), "{}", row.facts);
        assert!(!found[2].1.facts.contains("online_depth"), "what is not known is not said");
    });
}

#[test]
fn what_was_not_told_above_is_the_last_of_each_day() {
    on_every_engine(|t| {
        let (db, here, above) = (&t.db, region(), province());
        let snapshot = |id: i64, as_of: Date| Snapshot {
            id: SnapshotId::new(id),
            as_of,
            taken_at: stamp().entered_at,
            basis: String::new(),
            digest: String::new(),
            figures: "[]".into(),
        };
        let (before, day) = (date(2026, 11, 19), date(2026, 11, 20));
        let all = [snapshot(1, before), snapshot(2, before), snapshot(3, day)];
        for one in &all {
            put(db, &Stream::indicators(), vec![snapshot_change(&here, one)]);
        }
        let ids = || -> Vec<i64> {
            let found = db.read(|tx| unreported(tx, &here, &above, 31)).unwrap();
            found.iter().map(|s| s.id.get()).collect()
        };
        assert_eq!(ids(), [2, 3]);
        let told = |seq: i64, id: i64| {
            let mut kept = KeptMessage { mark: Some(id.to_string()), ..a_message(Way::Out, seq) };
            kept.message.envelope.kind = MessageKind::Snapshot;
            put(db, &Stream::exchange_out(&above), vec![message_change(&here, &kept)]);
            kept
        };
        let first = told(1, 3);
        assert_eq!(ids(), [0_i64; 0], "what was frozen before the first one told stays here");
        put(db, &Stream::indicators(), vec![snapshot_change(&here, &snapshot(4, before))]);
        assert_eq!(ids(), [4], "a corrected one of an earlier day follows");
        let second = told(2, 4);
        let kind = MessageKind::Snapshot;
        assert_eq!(db.read(|tx| newest_mark(tx, &here, &above, kind)), Ok(Some("4".into())));
        assert_eq!(db.read(|tx| newest_mark(tx, &here, &above, MessageKind::Evidence)), Ok(None));
        assert_eq!(db.read(|tx| marked(tx, &here, (&above, kind), "3")), Ok(Some(first.clone())));
        let of = (&above, Way::Out, kind);
        assert_eq!(db.read(|tx| of_kind(tx, &here, of, 1, 9)), Ok(vec![second.clone()]));
        assert_eq!(db.read(|tx| newest_of_kind(tx, &here, of, 9)), Ok(vec![second, first]));
    });
}

#[test]
fn held_rows_are_found_between_two_keys() {
    on_every_engine(|t| {
        let (db, here, there) = (&t.db, region(), county());
        let of = (&there, MessageKind::Evidence);
        let row = |key: &str| HeldRow { key: key.into(), version: 1, digest: "d".into(), withdrawn: false };
        let keys = ["7#a#met#00001", "7#a#met#00002", "7#a#not_met#00001", "8#a#met#00001"];
        let changes = keys.iter().map(|key| held_change(&here, of, &row(key), &fields(), 3)).collect();
        put(db, &Stream::exchange_in(&there), changes);
        let found = db.read(|tx| held_between(tx, &here, of, ("7#a#met#", "7#a#met#~"), 9)).unwrap();
        assert_eq!(found.iter().map(|f| f.key.as_str()).collect::<Vec<_>>(), &keys[..2]);
        let last = HeldFields { key: keys[3].into(), version: 1, fields: fields(), seq: 3 };
        assert_eq!(db.read(|tx| held_last(tx, &here, of)), Ok(Some(last)));
    });
}
