//! Closing a gap makes the row meet the figure, and touches nothing when there is none.

use proptest::prelude::*;

use super::*;
use crate::indicators::{ExemptMode, RowStanding, row::tests::any_item, row::tests::any_profile};

proptest! {
    #[test]
    fn what_is_said_to_close_a_gap_closes_it(facts in any_item(), profile in any_profile()) {
        for indicator in Indicator::ALL.into_iter().filter(|i| !i.is_over_divisions()) {
            let before = item_standing(indicator, &facts, &profile).unwrap();
            let closing = close_item(indicator, &facts, &profile);
            prop_assert_eq!(closing.is_some(), before.is_gap());
            let Some(closing) = closing else { continue };
            prop_assert!(!closing.changes.is_empty());
            for change in &closing.changes {
                prop_assert!(change.now != change.need, "{:?}", change);
            }
            prop_assert_eq!(closing.facts.is_none(), indicator == Indicator::LimitCompression);
            if let Some(after) = closing.facts {
                prop_assert_eq!(item_standing(indicator, &after, &profile).unwrap(), RowStanding::Met);
                prop_assert!(!(after.online_depth == Some(4) && after.onsite_visits.is_some_and(|v| v > 0)
                    && after.online_depth != facts.online_depth), "Ⅳ with a visit would be refused");
            }
        }
    }

    #[test]
    fn a_division_too(
        flags in any::<(bool, bool, Option<bool>, Option<bool>, Option<bool>)>(), quasi in any::<bool>(), joint in any::<bool>(),
    ) {
        let (q, j, open, name, plate) = flags;
        let facts = DivisionFacts { quasi: q, joint: j, station_open: open, name_ok: name, plate_ok: plate };
        let profile = Profile { quasi_townships: quasi, joint_stations: joint, ..Profile::default() };
        for indicator in [Indicator::StationCoverageRate, Indicator::StationNamingRate] {
            let before = division_standing(indicator, facts, &profile).unwrap();
            let closing = close_division(indicator, facts, &profile);
            prop_assert_eq!(closing.is_some(), before.is_gap());
            if let Some(closing) = closing {
                prop_assert!(!closing.changes.is_empty());
                let after = closing.facts.unwrap();
                prop_assert_eq!(division_standing(indicator, after, &profile).unwrap(), RowStanding::Met);
            }
        }
    }
}

#[test]
fn the_fields_are_named_as_the_catalogue_names_them() {
    let profile =
        Profile { item_types: vec!["01".into()], min_depth: 4, exempt: ExemptMode::Excluded, ..Profile::default() };
    let facts = ItemFacts { online_depth: Some(3), onsite_visits: Some(1), ..ItemFacts::bare("01") };
    let told = close_item(Indicator::FullyOnlineRate, &facts, &profile).unwrap().changes;
    let fields: Vec<&str> = told.iter().map(|c| c.field.as_str()).collect();
    assert_eq!(fields, ["网上办理深度", "到办事现场次数"]);
    assert!(told[0].need.contains('Ⅳ') && told[1].need == "0 次", "{told:?}");
    let told = close_item(Indicator::ProvincialPublicationRate, &facts, &profile).unwrap().changes;
    assert_eq!(
        (told[0].field.as_str(), told[0].now.as_str(), told[0].need.as_str()),
        ("是否省级平台发布", "没有登记", "是")
    );
}

#[test]
fn a_promise_of_no_time_is_at_once_whatever_its_unit() {
    let profile = Profile { item_types: vec!["01".into()], ..Profile::default() };
    let fields = |promised: &str| -> Vec<String> {
        let facts = ItemFacts { promised: Some(promised.into()), ..ItemFacts::bare("01") };
        close_item(Indicator::InstantRate, &facts, &profile).unwrap().changes.into_iter().map(|c| c.field).collect()
    };
    assert_eq!(fields("0day"), ["办件类型"]);
    assert_eq!(fields("5workday"), ["办件类型", "承诺办结时限"]);
}
