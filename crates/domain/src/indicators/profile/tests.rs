//! What a profile may say, and how rows of earlier programs read.

use super::*;

fn plain() -> Profile {
    Profile {
        id: "2024-online".into(),
        indicator: "online_available_rate".into(),
        name: "试算".into(),
        item_types: vec!["01".into()],
        min_depth: 2,
        source: "试算文".into(),
        ..Profile::default()
    }
}

#[test]
fn a_row_of_the_first_program_reads_as_it_was_meant() {
    let old = r#"{"id":"2023-online-available","version":1,"indicator":"online_available_rate","name":"名","item_types":["01"],
        "min_depth":2,"exempt":"excluded","decimals":2,"target":"100","source":"文"}"#;
    let read: Profile = serde_json::from_str(old).unwrap();
    let meant = Profile { id: "2023-online-available".into(), name: "名".into(), source: "文".into(), ..plain() };
    assert_eq!(read, meant);
    assert!(read.in_force && read.joint_stations && read.quasi_townships);
    assert_eq!((read.month_days, read.year_days, read.ties), (22, 253, Ties::Competition));
    assert_eq!(read.check(), Ok(()));
}

#[test]
fn what_is_written_reads_back() {
    let odd = Profile {
        year: Some(2024),
        levels: vec!["4".into()],
        online_by: OnlineBy::Either,
        fully_by: FullyBy::Visits,
        ties: Ties::Dense,
        direction: Direction::LowerIsBetter,
        target_kind: TargetKind::Rising,
        judged_against: Against::LastYear,
        yellow: Some("98".into()),
        red: Some("99".into()),
        in_force: false,
        ..plain()
    };
    assert_eq!(odd.check(), Ok(()));
    assert_eq!(serde_json::from_str::<Profile>(&serde_json::to_string(&odd).unwrap()).unwrap(), odd);
}

#[test]
fn rounding_other_than_half_up_is_not_read() {
    let text = serde_json::to_string(&plain()).unwrap().replace("half_up", "half_even");
    assert!(serde_json::from_str::<Profile>(&text).is_err());
    assert_eq!(Rounding::parse("half_even"), None);
}

#[test]
fn each_flaw_is_told_by_its_own_sentence() {
    let flaw = |change: &dyn Fn(&mut Profile)| {
        let mut p = plain();
        change(&mut p);
        p.check().unwrap_err()
    };
    assert_eq!(flaw(&|p| p.indicator = "x".into()), ProfileFlaw::Indicator("2024-online".into()));
    assert_eq!(flaw(&|p| p.target = "101".into()), ProfileFlaw::Target("2024-online".into()));
    assert_eq!(flaw(&|p| p.decimals = 5), ProfileFlaw::Decimals("2024-online".into()));
    assert_eq!(flaw(&|p| p.id = "A b".into()), ProfileFlaw::Id);
    assert_eq!(flaw(&|p| p.name = " ".into()), ProfileFlaw::Name);
    assert_eq!(flaw(&|p| p.source = String::new()), ProfileFlaw::Source);
    assert_eq!(flaw(&|p| p.item_types = vec!["1".into()]), ProfileFlaw::ItemType("1".into()));
    assert_eq!(flaw(&|p| p.item_types = vec![]), ProfileFlaw::NoTypes);
    assert_eq!(flaw(&|p| p.levels = vec!["8".into()]), ProfileFlaw::Level("8".into()));
    assert_eq!(flaw(&|p| p.min_depth = 5), ProfileFlaw::Depth);
    assert_eq!(flaw(&|p| p.yellow = Some("多".into())), ProfileFlaw::Card("黄牌"));
    assert_eq!(flaw(&|p| p.month_days = 0), ProfileFlaw::Days);
    let both = |p: &mut Profile| (p.yellow, p.red) = (Some("90".into()), Some("95".into()));
    assert_eq!(flaw(&both), ProfileFlaw::Cards);
    let stations = Profile { indicator: "station_coverage_rate".into(), item_types: vec![], ..plain() };
    assert_eq!(stations.check(), Ok(()), "stations have no types");
}

#[test]
fn differences_name_the_field_and_both_values() {
    let next = Profile { min_depth: 3, exempt: ExemptMode::CountsAsMet, version: 2, ..plain() };
    let told = plain().differences(&next);
    assert_eq!(told.iter().map(|d| d.0).collect::<Vec<_>>(), ["网上办理深度门槛", "免予统计的处理"]);
    assert_eq!((told[0].1.as_str(), told[0].2.as_str()), ("2", "3"));
    assert_eq!(plain().differences(&plain()), []);
}
