//! The sample county on the way to 100 %.

use domain::{indicators::Indicator, people::Desk};
use services::indicators::{Aim, BlockerOrigin, Outcome, alternatives, cheapest, gaps, latest, peers};

use crate::sample::{chance, on_sqlite};

#[test]
fn the_sample_county_shows_the_way() {
    let made = on_sqlite(chance(9, 1));
    let (bureau, desk) = (&made.sample.bureau, Desk::system("测试"));
    let report = latest(bureau, &desk, bureau.today()).unwrap().unwrap();
    let further: Vec<(&str, String)> = report.further.iter().map(|(f, _)| (f.indicator.id(), f.text())).collect();
    assert_eq!(further[0], ("station_naming_rate", "95.3%".into()), "241 of 253: twelve under an old name");
    assert_eq!(further.len(), 5);
    let saved = report.figure(Indicator::LimitCompression).unwrap();
    assert!(saved.counts.met > saved.rows.met, "its parts are days, not rows");

    for (indicator, lacking) in Indicator::FIVE.into_iter().zip([2, 5, 52, 0, 58]) {
        let list = gaps(bureau, &desk, indicator, None).unwrap().unwrap();
        assert_eq!(list.total(), lacking, "{indicator:?}");
        assert_eq!(list.units.iter().map(|u| u.not_met).sum::<u64>(), lacking);
        assert!(list.rows().all(|g| g.blocker.origin == BlockerOrigin::Guide && !g.closes.is_empty()));
        let way = cheapest(bureau, &desk, indicator, Aim::Figure(domain::base::Percent::FULL)).unwrap().unwrap();
        assert_eq!((way.chosen.len() as u64, way.after.text().as_str()), (lacking, "100%"));
    }
    let naming = gaps(bureau, &desk, Indicator::StationNamingRate, None).unwrap().unwrap();
    assert_eq!(naming.total(), 12);

    let table = peers(bureau, &desk, Indicator::OnlineAvailableRate).unwrap().unwrap();
    let own = table.rows.iter().find(|r| r.own).unwrap();
    assert_eq!((own.place, own.efficacy.as_deref(), own.utility.as_deref()), (Some(3), Some("98.92"), Some("97.30")));
    let next = table.next.unwrap();
    assert_eq!(
        (next.name.as_str(), next.points.as_str(), next.to_equal, next.to_pass),
        ("柏台区", "0.02", Some(1), Some(1))
    );
    let first = cheapest(bureau, &desk, Indicator::OnlineAvailableRate, Aim::Rank(1)).unwrap().unwrap();
    assert_eq!((first.chosen.len(), first.outcome), (2, Outcome::Reached));

    let other: Vec<(bool, Option<String>)> = alternatives(bureau, &desk, Indicator::OnlineAvailableRate)
        .unwrap()
        .into_iter()
        .map(|(p, f)| (p.in_force, f.and_then(|f| f.value)))
        .collect();
    assert_eq!(other, [(true, Some("99.94".into())), (false, Some("99.9350".into()))], "finer decimals");
}
