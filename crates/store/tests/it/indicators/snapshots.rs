//! Heads of snapshots, profiles, published figures.

use domain::{
    base::SnapshotId,
    indicators::{CountyFigure, ExemptMode, Indicator, Profile},
};
use jiff::civil::date;
use store::{
    indicators::{
        Snapshot, city_figure_change, city_figures, latest_snapshot, profile_change, profiles, snapshot,
        snapshot_change, snapshots,
    },
    journal::Stream,
};
use testkit::{on_every_engine, profile, region, stamp};

use crate::common::put;

pub(super) fn head(id: i64, day: i8) -> Snapshot {
    Snapshot {
        id: SnapshotId::new(id),
        as_of: date(2026, 11, day),
        taken_at: stamp().entered_at,
        basis: "items 1".into(),
        digest: format!("d{id}"),
        figures: "{}".into(),
    }
}

#[test]
fn the_latest_snapshot_is_of_the_day_or_before() {
    on_every_engine(|t| {
        let changes = [(1, 10), (2, 20), (3, 20), (4, 25)].map(|(id, day)| snapshot_change(&region(), &head(id, day)));
        put(&t.db, &Stream::indicators(), changes.to_vec());
        let latest = |day| t.db.read(|tx| latest_snapshot(tx, &region(), date(2026, 11, day))).unwrap();
        assert_eq!(latest(9), None);
        assert_eq!(latest(10), Some(head(1, 10)));
        assert_eq!(latest(24), Some(head(3, 20)), "the later of one day");
        assert_eq!(latest(30), Some(head(4, 25)));
        assert_eq!(t.db.read(|tx| snapshot(tx, &region(), SnapshotId::new(2))), Ok(Some(head(2, 20))));
        assert_eq!(t.db.read(|tx| snapshot(tx, &region(), SnapshotId::new(9))), Ok(None));
        let all = t.db.read(|tx| snapshots(tx, &region(), 3)).unwrap();
        assert_eq!(all, [head(4, 25), head(3, 20), head(2, 20)]);
    });
}

#[test]
fn profiles_come_in_the_order_of_the_report() {
    on_every_engine(|t| {
        let of = |i| profile(i, ExemptMode::Excluded);
        let mut backwards = Indicator::ALL;
        backwards.reverse();
        put(&t.db, &Stream::county(), backwards.map(|i| profile_change(&region(), &of(i))).to_vec());
        let all = t.db.read(|tx| profiles(tx, &region())).unwrap();
        assert_eq!(all, Indicator::ALL.map(|i| (i, of(i))));
        let eased = Profile { version: 2, min_depth: 3, ..of(Indicator::FullyOnlineRate) };
        put(&t.db, &Stream::county(), vec![profile_change(&region(), &eased)]);
        assert_eq!(t.db.read(|tx| profiles(tx, &region())).unwrap()[1], (Indicator::FullyOnlineRate, eased));
    });
}

#[test]
fn published_figures_are_kept_by_county_and_figure() {
    on_every_engine(|t| {
        let of = |code: &str, value: &str| CountyFigure {
            code: code.into(),
            name: format!("{code}县"),
            value: value.into(),
        };
        let (one, other) = (Indicator::OnlineAvailableRate, Indicator::StationCoverageRate);
        let day = date(2026, 11, 20);
        put(
            &t.db,
            &Stream::county(),
            vec![
                city_figure_change(&region(), one, &of("990103", "98.50"), day),
                city_figure_change(&region(), one, &of("990102", "99.98"), day),
                city_figure_change(&region(), other, &of("990102", "100"), day),
            ],
        );
        put(&t.db, &Stream::county(), vec![city_figure_change(&region(), one, &of("990103", "98.60"), day)]);
        let read = |i| t.db.read(|tx| city_figures(tx, &region(), i)).unwrap();
        assert_eq!(read(one), [of("990102", "99.98"), of("990103", "98.60")]);
        assert_eq!(read(other), [of("990102", "100")]);
        assert_eq!(read(Indicator::HallResidencyRate), []);
    });
}
