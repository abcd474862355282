//! Worked rows, and generators of rows and profiles that other tests here share.

use proptest::prelude::*;

use super::*;
use crate::indicators::{FullyBy, OnlineBy};

prop_compose! {
    pub(in crate::indicators) fn any_item()(
        item_type in prop::sample::select(vec!["01", "02", "20"]),
        status in prop::sample::select(vec![Status::InUse, Status::InUse, Status::InUse, Status::Suspended]),
        level in prop::option::of(prop::sample::select(vec!["4", "5"])),
        online_depth in prop::option::of(1_i64..=4),
        onsite_visits in prop::option::of(0_i64..=3),
        flags in any::<(Option<bool>, Option<bool>, Option<bool>, Option<bool>)>(),
        case_kind in prop::option::of(prop::sample::select(CaseKind::ALL.to_vec())),
        limits in (any_limit(), any_limit()),
        exempt in prop::sample::select(vec![(false, false, false), (false, false, false), (true, false, true), (false, true, false)]),
    ) -> ItemFacts {
        ItemFacts {
            item_type: item_type.into(),
            status,
            level: level.map(str::to_owned),
            online_depth,
            onsite_visits,
            online_link: flags.0,
            mobile: flags.1,
            case_kind,
            statutory: limits.0,
            promised: limits.1,
            published: flags.2,
            resident: flags.3,
            exempt_online: exempt.0,
            exempt_publication: exempt.1,
            exempt_hall: exempt.2,
        }
    }
}

fn any_limit() -> impl Strategy<Value = Option<String>> {
    let unit = prop::sample::select(vec!["workday", "day", "month", "year", "hour"]);
    prop::option::of((0_u16..40, unit).prop_map(|(n, unit)| format!("{n}{unit}")))
}

prop_compose! {
    pub(in crate::indicators) fn any_profile()(
        min_depth in 0_i64..=4,
        leave in any::<bool>(),
        online_by in prop::sample::select(OnlineBy::ALL.to_vec()),
        fully_by in prop::sample::select(FullyBy::ALL.to_vec()),
        levels in prop::sample::select(vec![vec![], vec!["4".to_owned()]]),
    ) -> Profile {
        Profile {
            item_types: vec!["01".into(), "20".into()],
            min_depth,
            exempt: if leave { ExemptMode::Excluded } else { ExemptMode::CountsAsMet },
            online_by,
            fully_by,
            levels,
            ..Profile::default()
        }
    }
}

fn licence() -> Profile {
    Profile { item_types: vec!["01".into()], min_depth: 2, ..Profile::default() }
}

/// N = 1000, 20 exempt, 970 really online (domain §1.3): both ways of counting.
#[test]
fn the_two_ways_of_counting_exemptions() {
    let online = ItemFacts { online_depth: Some(4), ..ItemFacts::bare("01") };
    let exempt = ItemFacts { online_depth: Some(1), exempt_online: true, ..ItemFacts::bare("01") };
    let not = ItemFacts { online_depth: Some(1), ..ItemFacts::bare("01") };
    let mut items = vec![online; 970];
    items.extend(vec![exempt; 20]);
    items.extend(vec![not; 10]);
    let value = |exempt| {
        let tally = tally_items(Indicator::OnlineAvailableRate, &items, &Profile { exempt, ..licence() });
        let whole = tally.parts.met + tally.parts.not_met + tally.parts.unknown;
        crate::base::Ratio::new(tally.parts.met, whole).unwrap().percent_text(2).unwrap()
    };
    assert_eq!((value(ExemptMode::CountsAsMet).as_str(), value(ExemptMode::Excluded).as_str()), ("99.00", "98.98"));
}

#[test]
fn limits_are_compressed_by_their_sums() {
    let row = |law: Option<&str>, promise: Option<&str>| ItemFacts {
        statutory: law.map(str::to_owned),
        promised: promise.map(str::to_owned),
        ..ItemFacts::bare("01")
    };
    let rows = [
        row(Some("20workday"), Some("5workday")),
        row(Some("1month"), Some("10workday")),
        row(Some("1year"), Some("253workday")),
        row(Some("30workday"), None),
        row(None, Some("1workday")),
        row(Some("0workday"), Some("0workday")),
    ];
    let tally = tally_items(Indicator::LimitCompression, &rows, &licence());
    assert_eq!(tally.rows, Counts { met: 2, not_met: 1, unknown: 1, excluded: 2 });
    assert_eq!(tally.parts, Counts { met: 15 + 12, not_met: 5 + 10 + 253, unknown: 30, excluded: 2 });
    let longer = [row(Some("5workday"), Some("20workday")), row(Some("10workday"), Some("1workday"))];
    assert_eq!(
        tally_items(Indicator::LimitCompression, &longer, &licence()).parts,
        Counts { met: 0, not_met: 15, unknown: 0, excluded: 0 },
        "what is promised beyond the law eats up what others save"
    );
}

#[test]
fn naming_is_counted_once_a_station_and_never_with_the_coverage() {
    let own =
        DivisionFacts { station_open: Some(true), name_ok: Some(true), plate_ok: Some(false), ..Default::default() };
    let joint = DivisionFacts { joint: true, ..own };
    let closed = DivisionFacts { station_open: Some(false), ..own };
    let of = |indicator, facts| division_standing(indicator, facts, &licence()).unwrap();
    assert_eq!(of(Indicator::StationCoverageRate, own), RowStanding::Met);
    assert_eq!(of(Indicator::StationNamingRate, own), RowStanding::NotMet);
    assert_eq!(of(Indicator::StationCoverageRate, joint), RowStanding::Met);
    assert_eq!(of(Indicator::StationNamingRate, joint), RowStanding::Outside);
    assert_eq!(of(Indicator::StationNamingRate, closed), RowStanding::Outside);
    let own_only = Profile { joint_stations: false, ..licence() };
    assert_eq!(division_standing(Indicator::StationCoverageRate, joint, &own_only), Some(RowStanding::NotMet));
}

#[test]
fn a_quasi_township_is_told_by_its_segment() {
    let quasi = |code: &str| DivisionFacts::is_quasi(&DivisionCode::parse(code).unwrap());
    assert!(!quasi("990101100201") && !quasi("990101399201") && quasi("990101400000") && quasi("990101401001"));
    let facts = DivisionFacts { quasi: true, ..Default::default() };
    let without = Profile { quasi_townships: false, ..licence() };
    let of = |profile: &Profile| division_standing(Indicator::StationCoverageRate, facts, profile).unwrap();
    assert_eq!((of(&licence()), of(&without)), (RowStanding::NotMet, RowStanding::Outside));
}

#[test]
fn an_item_whose_level_nobody_noted_counts() {
    let county = Profile { levels: vec!["4".into()], ..licence() };
    let of = |level: Option<&str>| {
        let facts = ItemFacts { level: level.map(str::to_owned), published: Some(true), ..ItemFacts::bare("01") };
        item_standing(Indicator::ProvincialPublicationRate, &facts, &county).unwrap()
    };
    assert_eq!((of(None), of(Some("4")), of(Some("5"))), (RowStanding::Met, RowStanding::Met, RowStanding::Outside));
}
