//! What-if against what really happens: the same figures come out when the rows are changed.

use std::collections::BTreeSet;

use domain::{
    base::DivisionCode,
    catalogue::{CaseKind, Status},
    indicators::{BlockerRefusal, Indicator, ItemFacts, Profile, close_item},
    people::Role,
    stations::{Division, Level},
};
use proptest::{
    prelude::*,
    test_runner::{Config, TestRunner},
};
use services::{
    Failure,
    indicators::{BlockerForm, WhatIf, gaps, set_blocker, what_if},
};
use store::{
    indicators::profiles,
    stations::{division_change, serves_change, station_change},
};
use testkit::{TestDb, engines};

use super::house::{House, UNITS, good, seat, system};

fn any_limit() -> impl Strategy<Value = Option<String>> {
    let unit = prop::sample::select(vec!["workday", "month", "year"]);
    prop::option::of((1_u16..10, unit).prop_map(|(n, unit)| format!("{n}{unit}")))
}

prop_compose! {
    fn any_item()(
        item_type in prop::sample::select(vec!["01", "01", "20", "02"]),
        status in prop::sample::select(vec![Status::InUse, Status::InUse, Status::InUse, Status::Suspended]),
        online_depth in prop::option::of(1_i64..=4),
        onsite_visits in prop::option::of(0_i64..=3),
        flags in any::<(Option<bool>, Option<bool>, Option<bool>, Option<bool>)>(),
        case_kind in prop::option::of(prop::sample::select(CaseKind::ALL.to_vec())),
        limits in (any_limit(), any_limit()),
        exempt in prop::sample::select(vec![(false, false, false), (true, false, false), (false, true, true)]),
    ) -> ItemFacts {
        ItemFacts {
            status,
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
            ..ItemFacts::bare(item_type)
        }
    }
}

/// The rows as they are when the chosen ones have been closed for each asked figure in turn.
fn closed(items: &[ItemFacts], chosen: &BTreeSet<i64>, profiles: &[(Indicator, Profile)]) -> Vec<ItemFacts> {
    let mut items = items.to_vec();
    for (indicator, profile) in profiles {
        for (id, facts) in (1..).zip(items.iter_mut()) {
            if chosen.contains(&id)
                && let Some(next) = close_item(*indicator, facts, profile).and_then(|c| c.facts)
            {
                *facts = next;
            }
        }
    }
    items
}

fn holds(
    db: TestDb,
    items: &[ItemFacts],
    chosen: &BTreeSet<i64>,
    only: Option<Indicator>,
) -> Result<(), TestCaseError> {
    let house = House::with_items(db, items);
    house.take();
    let asked =
        WhatIf { indicator: only, subjects: chosen.iter().map(ToString::to_string).collect(), departments: Vec::new() };
    let answer = what_if(&house.bureau, &system(), &asked).unwrap().unwrap();
    prop_assert!(answer.unknown.is_empty());
    let mut by = house.db.db.read(|tx| profiles(tx, house.bureau.region())).unwrap();
    by.retain(|(i, _)| only.map_or(i.is_of_the_five(), |o| o == *i));
    for (id, (before, after)) in (1..).zip(items.iter().zip(closed(items, chosen, &by))) {
        if *before != after {
            house.change(id, 2, &after);
        }
    }
    let report = house.take();
    for line in &answer.lines {
        let really = report.figure(line.before.indicator).unwrap();
        prop_assert_eq!(&line.after.counts, &really.counts, "{:?}", line.before.indicator);
        prop_assert_eq!(&line.after.rows, &really.rows, "{:?}", line.before.indicator);
        prop_assert_eq!(&line.after.value, &really.value);
    }
    Ok(())
}

#[test]
fn closing_rows_gives_what_counting_gives_after_they_are_really_changed() {
    let names: Vec<&str> = engines().iter().map(|e| e.name).collect();
    for name in names {
        println!("engine: {name}");
        let fresh = || engines().into_iter().find(|e| e.name == name).unwrap();
        let which = prop::option::of(prop::sample::select(Indicator::ALL.to_vec()));
        let cases = (prop::collection::vec(any_item(), 1..12), any::<u16>(), which);
        let config = Config { cases: 5, failure_persistence: None, ..Config::default() };
        TestRunner::new(config)
            .run(&cases, |(items, picked, only)| {
                let chosen = (1..=items.len() as i64).filter(|id| picked & (1 << id) != 0).collect();
                holds(fresh(), &items, &chosen, only)
            })
            .unwrap();
    }
}

#[test]
fn a_department_can_be_supposed_and_what_is_not_there_is_told() {
    let house = House::unpublished(TestDb::sqlite(), 10, 5);
    assert!(what_if(&house.bureau, &system(), &WhatIf::default()).unwrap().is_none(), "before the first snapshot");
    let before = house.take();
    let asked = WhatIf {
        indicator: Some(Indicator::ProvincialPublicationRate),
        subjects: vec!["A-002".into(), "A-2".into()],
        departments: vec![UNITS[0].into(), "县无此局".into()],
    };
    let answer = what_if(&house.bureau, &system(), &asked).unwrap().unwrap();
    assert_eq!(answer.unknown, ["A-2", "县无此局"]);
    let line = answer.lines.iter().find(|l| l.before.indicator == Indicator::ProvincialPublicationRate).unwrap();
    assert_eq!((line.before.text().as_str(), line.after.text().as_str(), line.closed), ("50.0%", "90.0%", 4));
    for other in answer.lines.iter().filter(|l| l.before.indicator != Indicator::ProvincialPublicationRate) {
        assert_eq!((other.closed, &other.before), (0, &other.after));
    }
    let after = house.take();
    assert_eq!(after.snapshot, before.snapshot, "nothing was saved");
    let denied = what_if(&house.bureau, &seat(Role::Clerk), &asked);
    assert!(matches!(denied, Err(Failure::Denied(_))));
}

#[test]
fn raising_the_depth_for_one_figure_shows_in_the_others_that_ask_it_too() {
    let lacking = ItemFacts { online_depth: Some(1), onsite_visits: Some(2), ..good() };
    let house = House::with_items(TestDb::sqlite(), &[lacking, good()]);
    house.take();
    let asked = WhatIf { indicator: Some(Indicator::FullyOnlineRate), subjects: vec!["1".into()], ..WhatIf::default() };
    let answer = what_if(&house.bureau, &system(), &asked).unwrap().unwrap();
    let closed: Vec<Indicator> = answer.lines.iter().filter(|l| l.closed == 1).map(|l| l.before.indicator).collect();
    assert_eq!(closed, [Indicator::OnlineAvailableRate, Indicator::FullyOnlineRate, Indicator::ZeroVisitRate]);
    assert!(gaps(&house.bureau, &system(), Indicator::FullyOnlineRate, None).unwrap().unwrap().total() == 1);
}

#[test]
fn stations_can_be_supposed_too_and_come_out_as_they_then_are() {
    let house = House::with_items(TestDb::sqlite(), &[good()]);
    let code = |text: &str| DivisionCode::parse(text).unwrap();
    let (town, village) = (code("990101100000"), code("990101100201"));
    let division = |at, name: &str, level| Division { code: at, name: name.into(), level };
    let mut station = testkit::station(village.as_str(), "双桥村党群服务中心便民室");
    station.name_ok = Some(false);
    house.put(vec![
        division_change(&testkit::region(), &division(town, "城关镇", Level::Town)),
        division_change(&testkit::region(), &division(village, "双桥村", Level::Village)),
        station_change(&testkit::region(), &station),
        serves_change(&testkit::region(), &village, &village),
    ]);
    house.take();
    let list = gaps(&house.bureau, &system(), Indicator::StationCoverageRate, None).unwrap().unwrap();
    assert_eq!(
        list.rows().map(|g| (g.subject.as_str(), g.unit.as_str())).collect::<Vec<_>>(),
        [(town.as_str(), "城关镇")]
    );
    let one = |asked: WhatIf, indicator: Indicator| {
        let answer = what_if(&house.bureau, &system(), &asked).unwrap().unwrap();
        let line = answer.lines.into_iter().find(|l| l.before.indicator == indicator).unwrap();
        (line.before.counts.met, line.after.counts)
    };
    let of_town = WhatIf { departments: vec!["城关镇".into()], ..WhatIf::default() };
    let (before, covered) = one(of_town, Indicator::StationCoverageRate);
    assert_eq!((before, covered.met, covered.not_met), (1, 2, 0));
    let naming = WhatIf {
        indicator: Some(Indicator::StationNamingRate),
        subjects: vec![village.as_str().into()],
        ..WhatIf::default()
    };
    let (before, named) = one(naming, Indicator::StationNamingRate);
    assert_eq!((before, named.met, named.not_met), (0, 1, 0));

    (station.name_ok, station.plate_ok) = (Some(true), Some(true));
    house.put(vec![
        station_change(&testkit::region(), &station),
        station_change(&testkit::region(), &testkit::station(town.as_str(), "城关镇便民服务中心")),
        serves_change(&testkit::region(), &town, &town),
    ]);
    let report = house.take();
    let really = |indicator| report.figure(indicator).unwrap().counts;
    assert_eq!(really(Indicator::StationCoverageRate), covered);
    let renamed = really(Indicator::StationNamingRate);
    assert_eq!((renamed.met, renamed.not_met, renamed.unknown), (named.met, 0, 1), "the new one is not checked yet");

    let form = |subject: &str| BlockerForm {
        indicator: Indicator::StationCoverageRate.id().into(),
        subjects: vec![subject.into()],
        blocker: "venue".into(),
        ..BlockerForm::default()
    };
    let set = |desk, subject| set_blocker(&house.bureau, &desk, &form(subject), None);
    assert_eq!(set(seat(Role::Editor), town.as_str()), Ok(1));
    assert!(matches!(set(seat(Role::Approver), town.as_str()), Err(Failure::Denied(_))), "no department's row");
    let elsewhere = BlockerRefusal::Subject("990101100999".into());
    assert_eq!(set(seat(Role::Editor), "990101100999"), Err(Failure::Refused(elsewhere)));
    house.is_sound();
}
