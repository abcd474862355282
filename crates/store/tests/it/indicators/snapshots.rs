//! Heads of snapshots, profiles, published figures.

use domain::{
    base::SnapshotId,
    indicators::{BlockerEntry, CountyFigure, ExemptMode, Indicator, Profile},
};
use jiff::civil::date;
use store::{
    indicators::{
        PeerFigure, Snapshot, all_profiles, blocker_change, blocker_gone, blockers, city_figure_change,
        city_figure_gone, city_figures, day_ends, latest_snapshot, peer_figures, profile_change, profiles, snapshot,
        snapshot_change, snapshots,
    },
    journal::{Stream, verify},
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
        let ends = t.db.read(|tx| day_ends(tx, &region(), 2)).unwrap();
        assert_eq!(ends, [head(4, 25), head(3, 20)], "one a day");
        assert_eq!(t.db.read(|tx| day_ends(tx, &region(), 9)).unwrap().len(), 3);
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
        let other = Profile { id: "another".into(), in_force: false, ..of(Indicator::FullyOnlineRate) };
        put(&t.db, &Stream::county(), vec![profile_change(&region(), &eased), profile_change(&region(), &other)]);
        let fully = Indicator::FullyOnlineRate;
        assert_eq!(t.db.read(|tx| profiles(tx, &region())).unwrap()[1], (fully, eased.clone()));
        let all = t.db.read(|tx| all_profiles(tx, &region())).unwrap();
        assert_eq!(all.len(), Indicator::ALL.len() + 1);
        assert_eq!(all[1..3], [(fully, eased), (fully, other)], "the one in force first");
    });
}

fn peer(indicator: Indicator, code: &str, value: &str) -> PeerFigure {
    let figure = CountyFigure { code: code.into(), name: format!("{code}县"), value: value.into(), benchmark: false };
    PeerFigure { indicator, figure, as_of: date(2026, 11, 20), source: "市通报".into() }
}

#[test]
fn published_figures_are_kept_by_county_and_figure() {
    on_every_engine(|t| {
        let (one, other) = (Indicator::OnlineAvailableRate, Indicator::StationCoverageRate);
        let mut far = peer(one, "昆山市", "100");
        (far.figure.benchmark, far.source) = (true, String::new());
        let first =
            [peer(one, "990103", "98.50"), peer(one, "990102", "99.98"), peer(other, "990102", "100"), far.clone()];
        put(&t.db, &Stream::county(), first.iter().map(|p| city_figure_change(&region(), p)).collect());
        let again = peer(one, "990103", "98.60");
        put(&t.db, &Stream::county(), vec![city_figure_change(&region(), &again)]);
        let read = |i| t.db.read(|tx| city_figures(tx, &region(), i)).unwrap();
        let figures = |peers: &[&PeerFigure]| peers.iter().map(|p| p.figure.clone()).collect::<Vec<_>>();
        assert_eq!(read(one), figures(&[&first[1], &again, &far]));
        assert_eq!(read(other), figures(&[&first[2]]));
        assert_eq!(read(Indicator::HallResidencyRate), []);
        let all = t.db.read(|tx| peer_figures(tx, &region())).unwrap();
        assert_eq!(all, [first[1].clone(), first[2].clone(), again, far]);
        put(&t.db, &Stream::county(), vec![city_figure_gone(&region(), one, "990102")]);
        assert_eq!(read(one).len(), 2);
        assert_eq!(t.db.read(|tx| verify(tx, &region())).unwrap().findings, []);
    });
}

#[test]
fn blockers_are_kept_by_figure_and_row_and_can_be_taken_away() {
    on_every_engine(|t| {
        let (one, other) = (Indicator::OnlineAvailableRate, Indicator::HallResidencyRate);
        let entry = BlockerEntry {
            blocker: "system".into(),
            note: "专网未通".into(),
            owner: "县公安局".into(),
            planned_on: Some(date(2026, 12, 31)),
        };
        let later = BlockerEntry { planned_on: None, ..entry.clone() };
        let set = (stamp().entered_at, "王芳");
        put(
            &t.db,
            &Stream::blockers(),
            vec![
                blocker_change(&region(), one, "7", &entry, set),
                blocker_change(&region(), one, "12", &entry, set),
                blocker_change(&region(), other, "7", &entry, set),
            ],
        );
        put(&t.db, &Stream::blockers(), vec![blocker_change(&region(), one, "7", &later, set)]);
        let read = |i| t.db.read(|tx| blockers(tx, &region(), i)).unwrap();
        let all: Vec<(String, BlockerEntry)> = read(one).into_iter().map(|b| (b.subject, b.entry)).collect();
        assert_eq!(all, [("12".to_owned(), entry.clone()), ("7".to_owned(), later)]);
        assert_eq!((read(one)[0].set_by.as_str(), read(one)[0].set_at.len()), ("王芳", 27));
        put(&t.db, &Stream::blockers(), vec![blocker_gone(&region(), one, "7")]);
        assert_eq!((read(one).len(), read(other).len()), (1, 1));
        assert_eq!(t.db.read(|tx| verify(tx, &region())).unwrap().findings, []);
    });
}
