//! Trend, what moved, targets that look back, and the city's counties.

use domain::indicators::{Indicator, ItemFacts, RowStanding};
use jiff::civil::date;
use services::indicators::{By, ProfileForm, moved, peers, profiles, save_profile, trend};
use store::{indicators::city_figure_gone, journal::Change};
use testkit::{TestDb, on_every_engine, region};

use super::house::{House, UNITS, good, system};

const PUBLICATION: Indicator = Indicator::ProvincialPublicationRate;

fn unpublished() -> ItemFacts {
    ItemFacts { published: Some(false), ..good() }
}

#[test]
fn the_last_snapshot_of_a_day_is_its_point_and_rows_that_changed_sides_are_named() {
    on_every_engine(|t| {
        let db = testkit::engines().into_iter().find(|e| e.name == t.name).unwrap();
        let house = House::unpublished(db, 4, 3);
        let first = house.take();
        house.change(1, 2, &good());
        let same_day = house.take();
        assert_ne!(first.snapshot, same_day.snapshot);
        house.tomorrow();
        house.change(2, 2, &good());
        house.change(4, 2, &unpublished());
        let form = {
            let all = profiles(&house.bureau, &system()).unwrap();
            ProfileForm::of(all.iter().find(|p| p.indicator == PUBLICATION.id()).unwrap())
        };
        let form = ProfileForm { decimals: "2".into(), ..form };
        save_profile(&house.bureau, &system(), &form, "按省局要求", None).unwrap();
        let last = house.take();

        let points = trend(&house.bureau, &system(), PUBLICATION, By::Day, 10).unwrap();
        let told: Vec<_> = points.iter().map(|p| (p.snapshot, p.as_of, p.figure.text(), p.profile_changed)).collect();
        assert_eq!(
            told,
            [
                (same_day.snapshot, date(2026, 11, 20), "50.0%".to_owned(), false),
                (last.snapshot, date(2026, 11, 21), "50.00%".to_owned(), true),
            ]
        );
        let months = trend(&house.bureau, &system(), PUBLICATION, By::Month, 10).unwrap();
        assert_eq!(months.iter().map(|p| p.snapshot).collect::<Vec<_>>(), [last.snapshot]);
        let sides = moved(&house.bureau, &system(), first.snapshot, last.snapshot, PUBLICATION).unwrap();
        let told: Vec<_> = sides.iter().map(|m| (m.code.as_str(), m.unit.as_str(), m.before, m.after)).collect();
        let (met, not) = (Some(RowStanding::Met), Some(RowStanding::NotMet));
        assert_eq!(told, [("A-001", UNITS[0], not, met), ("A-002", UNITS[1], not, met), ("A-004", UNITS[1], met, not)]);
        let new = ItemFacts { published: Some(true), ..good() };
        testkit::seed_item(&house.db.db, &testkit::item(9, super::house::content(9, &new)));
        let with_new = house.take();
        let sides = moved(&house.bureau, &system(), last.snapshot, with_new.snapshot, PUBLICATION).unwrap();
        assert_eq!(sides.iter().map(|m| (m.key, m.before, m.after)).collect::<Vec<_>>(), [(9, None, met)]);
        assert!(moved(&house.bureau, &system(), 1, 2, PUBLICATION).is_err(), "no such snapshots");
        house.is_sound();
    });
}

#[test]
fn a_rising_figure_is_judged_against_the_month_before_by_the_definition_of_today() {
    let house = House::with_items(TestDb::sqlite(), &[good(), ItemFacts { resident: Some(false), ..good() }]);
    let hall = |report: &services::indicators::Report| report.figure(Indicator::HallResidencyRate).unwrap().clone();
    let first = hall(&house.take());
    assert_eq!((first.target_text().as_str(), first.missing), ("持续提升，直至 100%", 1));
    house.clock.advance(jiff::SignedDuration::from_hours(24 * 11));
    let same = hall(&house.take());
    assert_eq!(same.as_of, date(2026, 12, 1));
    assert_eq!((same.target_text().as_str(), same.is_on_target(), same.missing), ("持续提升，上次 50.0%", false, 1));
    house.change(2, 2, &good());
    assert!(hall(&house.take()).is_on_target());
}

#[test]
fn our_county_stands_in_the_citys_present_table() {
    on_every_engine(|t| {
        let db = testkit::engines().into_iter().find(|e| e.name == t.name).unwrap();
        let house = House::unpublished(db, 10, 3);
        assert!(peers(&house.bureau, &system(), PUBLICATION).unwrap().is_none());
        house.take();
        let alone = peers(&house.bureau, &system(), PUBLICATION).unwrap().unwrap();
        assert_eq!((alone.rows.len(), alone.rows[0].place, alone.best.is_none()), (1, None, true));
        assert_eq!(alone.rows[0].name, "试算县");

        house.city(
            PUBLICATION,
            &[
                ("990101", "71.0", false),
                ("990102", "90.0", false),
                ("990103", "80.0", false),
                ("990104", "80.0", false),
                ("990105", "50.0", false),
                ("昆山市", "99.9", true),
            ],
        );
        let table = peers(&house.bureau, &system(), PUBLICATION).unwrap().unwrap();
        assert!(table.newer, "the snapshot was ranked by another table");
        let told: Vec<_> = table
            .rows
            .iter()
            .map(|r| {
                (
                    r.code.as_str(),
                    r.value.as_deref().unwrap(),
                    r.place,
                    r.tied,
                    r.utility.as_deref(),
                    r.efficacy.as_deref(),
                )
            })
            .collect();
        assert_eq!(
            told,
            [
                ("990102", "90.0", Some(1), false, Some("100"), Some("100")),
                ("990103", "80.0", Some(2), true, Some("75.00"), Some("90.00")),
                ("990104", "80.0", Some(2), true, Some("75.00"), Some("90.00")),
                ("990101", "70.0", Some(4), false, Some("50.00"), Some("80.00")),
                ("990105", "50.0", Some(5), false, Some("0.00"), Some("60.00")),
                ("昆山市", "99.9", None, false, None, None),
            ],
            "our own value is the one counted here"
        );
        let (next, best) = (table.next.unwrap(), table.best.unwrap());
        assert_eq!(
            (next.name.as_str(), next.points.as_str(), next.to_equal, next.to_pass),
            ("990103县", "10", Some(1), Some(2))
        );
        assert_eq!(
            (best.value.as_str(), best.points.as_str(), best.to_equal, best.to_pass),
            ("90.0", "20", Some(2), Some(3))
        );
        assert_eq!((table.figure.rank.unwrap().place, table.source.as_str()), (4, "市局通报"));
        assert!(!peers(&house.bureau, &system(), Indicator::InstantRate).unwrap().unwrap().newer);

        let gone: Vec<Change> = ["990102", "990103", "990104", "990105", "昆山市"]
            .map(|code| city_figure_gone(&region(), PUBLICATION, code))
            .into();
        house.put(gone);
        house.city(PUBLICATION, &[("990106", "70.0", false)]);
        let equal = peers(&house.bureau, &system(), PUBLICATION).unwrap().unwrap();
        assert!(equal.all_equal && equal.rows.iter().all(|r| r.utility.as_deref() == Some("100") && r.tied));
        house.is_sound();
    });
}
