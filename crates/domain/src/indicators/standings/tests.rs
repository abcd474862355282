use jiff::civil::date;
use proptest::prelude::*;

use super::*;
use crate::indicators::reported::tests::figure as reported_figure;

fn rules(ties: Ties, weights: &[(Indicator, u32)]) -> StandingRules {
    let weight = |(indicator, weight): &(Indicator, u32)| StandingWeight {
        indicator: indicator.id().into(),
        weight: *weight,
        direction: Direction::HigherIsBetter,
    };
    StandingRules {
        version: 1,
        from: date(2026, 1, 1),
        source: "试".into(),
        ties,
        carry_days: 7,
        due_days: 1,
        weights: weights.iter().map(weight).collect(),
        left_out: Vec::new(),
    }
}

fn county(code: &str, figures: &[(Indicator, u64, u64, u64)]) -> Reported {
    Reported {
        code: code.into(),
        name: format!("{code}县"),
        report: Some(ReportOf { as_of: date(2026, 11, 20), version: 1, late: false }),
        figures: figures.iter().map(|(i, met, not, unknown)| reported_figure(*i, *met, *not, *unknown)).collect(),
    }
}

const A: Indicator = Indicator::OnlineAvailableRate;
const B: Indicator = Indicator::HallResidencyRate;

/// Code, place, total and gap.
type Short<'a> = (&'a str, Option<u32>, Option<&'a str>, Option<&'a str>);

fn short(list: &[Standing]) -> Vec<Short<'_>> {
    list.iter().map(|s| (s.code.as_str(), s.place, s.total.as_deref(), s.gap.as_deref())).collect()
}

#[test]
fn scores_are_weighted_and_the_gap_is_to_the_next() {
    let list = [
        county("990101", &[(A, 90, 10, 0), (B, 100, 0, 0)]),
        county("990102", &[(A, 100, 0, 0), (B, 90, 10, 0)]),
        county("990103", &[(A, 95, 5, 0), (B, 95, 5, 0)]),
    ];
    let found = rank_counties(&rules(Ties::Competition, &[(A, 70), (B, 30)]), &list).unwrap();
    // 功效系数 is 60, 80 or 100: 0.7·60+0.3·100, 0.7·100+0.3·60, 80.
    let expected = [
        ("990102", Some(1), Some("88.00"), None),
        ("990103", Some(2), Some("80.00"), Some("8.00")),
        ("990101", Some(3), Some("72.00"), Some("8.00")),
    ];
    assert_eq!(short(&found), expected);
    let third = &found[2];
    assert_eq!(third.next.as_ref().unwrap().name, "990103县");
    let online = third.parts[0].next.as_ref().unwrap();
    assert_eq!((online.name.as_str(), online.rows), ("990103县", Some(5)), "five more of a hundred");
    assert_eq!(third.parts[1].next, None, "the first by that figure");
    assert_eq!(found[0].parts[1].value.as_deref(), Some("90.00%"));
}

#[test]
fn equal_totals_share_a_place() {
    let list = [
        county("990101", &[(A, 100, 0, 0)]),
        county("990102", &[(A, 95, 5, 0)]),
        county("990103", &[(A, 190, 10, 0)]),
        county("990104", &[(A, 90, 10, 0)]),
    ];
    let places = |ties: Ties| {
        let found = rank_counties(&rules(ties, &[(A, 100)]), &list).unwrap();
        found.iter().map(|s| s.place.unwrap()).collect::<Vec<_>>()
    };
    assert_eq!(places(Ties::Competition), [1, 2, 2, 4]);
    assert_eq!(places(Ties::Dense), [1, 2, 2, 3]);
}

#[test]
fn what_is_unknown_counts_against_and_what_lacks_has_no_place() {
    let mut silent = county("990104", &[]);
    silent.report = None;
    let list = [
        county("990101", &[(A, 90, 0, 10), (B, 1, 0, 0)]),
        county("990102", &[(A, 95, 5, 0)]),
        county("990103", &[(A, 0, 0, 0), (B, 1, 0, 0)]),
        silent,
    ];
    let found = rank_counties(&rules(Ties::Competition, &[(A, 50), (B, 50)]), &list).unwrap();
    assert_eq!(found[0].code, "990101");
    assert_eq!(found[0].parts[0].value.as_deref(), Some("至少 90.00%"));
    assert_eq!(found.iter().filter(|s| s.place.is_none()).count(), 3);
    assert_eq!((found[2].parts[0].reported, found[2].parts[0].value.as_ref()), (true, None), "counted nothing");
    assert_eq!(found[1].lacking().count(), 1);
    assert_eq!((found[3].report.as_ref(), found[3].lacking().count()), (None, 2));
}

#[test]
fn lower_may_be_better() {
    let mut rules = rules(Ties::Competition, &[(A, 100)]);
    rules.weights[0].direction = Direction::LowerIsBetter;
    let found = rank_counties(&rules, &[county("990101", &[(A, 9, 1, 0)]), county("990102", &[(A, 1, 9, 0)])]).unwrap();
    assert_eq!(found[0].code, "990102");
    assert_eq!(found[1].parts[0].next.as_ref().unwrap().rows, None, "no row closes that");
}

#[test]
fn rules_that_do_not_add_up_are_refused() {
    let check = |weights: &[(Indicator, u32)]| rules(Ties::Competition, weights).check();
    assert_eq!(check(&[(A, 60), (B, 30)]), Err(StandingRulesFlaw::Sum(90)));
    assert_eq!(check(&[(A, 50), (A, 50)]), Err(StandingRulesFlaw::Indicator(A.id().into())));
    let first = rules(Ties::Competition, &[(A, 100)]);
    let mut second = StandingRules { version: 2, ..first.clone() };
    assert_eq!(check_standing_rules(&[first.clone(), second.clone()]), Err(StandingRulesFlaw::Order(2)));
    second.from = date(2026, 7, 1);
    let all = [first, second.clone()];
    assert_eq!(check_standing_rules(&all), Ok(()));
    let on = |day| standing_rules_on(&all, day).unwrap().version;
    assert_eq!((on(date(2025, 1, 1)), on(date(2026, 6, 30)), on(date(2026, 7, 1))), (1, 1, 2));
    assert_eq!(StandingRules { source: " ".into(), ..second }.check(), Err(StandingRulesFlaw::Source(2)));
}

#[test]
fn a_later_standing_says_what_changed() {
    let rules = rules(Ties::Competition, &[(A, 100)]);
    let mut list = [county("990101", &[(A, 90, 10, 0)]), county("990102", &[(A, 95, 5, 0)])];
    let before = rank_counties(&rules, &list).unwrap();
    assert_eq!(standing_changes(&before, &before), []);
    list[0].figures = vec![reported_figure(A, 99, 1, 0)];
    list[0].report = Some(ReportOf { as_of: date(2026, 11, 20), version: 2, late: true });
    let after = rank_counties(&rules, &list).unwrap();
    let changes = standing_changes(&before, &after);
    let told: Vec<_> = changes.iter().map(|c| (c.was.as_str(), c.now.as_str(), c.reported_anew)).collect();
    assert_eq!(
        told,
        [("第 2（60.00 分）", "第 1（100.00 分）", true), ("第 1（100.00 分）", "第 2（60.00 分）", false)]
    );
    assert_eq!(standing_changes(&before, &after[..1])[1].now, "未排名");
}

proptest! {
    /// Nobody with a better total has a worse place, and the gap leads to a total that is there.
    #[test]
    fn places_follow_totals(parts in proptest::collection::vec((0..50_u64, 1..50_u64), 2..9)) {
        let list: Vec<Reported> = parts
            .iter()
            .enumerate()
            .map(|(n, (met, not))| county(&format!("9901{n:02}"), &[(A, *met, *not, 0), (B, *not, *met, 0)]))
            .collect();
        let found = rank_counties(&rules(Ties::Competition, &[(A, 60), (B, 40)]), &list).unwrap();
        let cents = |t: &str| t.replace('.', "").parse::<u64>().unwrap();
        for (n, one) in found.iter().enumerate() {
            let own = cents(one.total.as_deref().unwrap());
            let better = found.iter().filter(|o| cents(o.total.as_deref().unwrap()) > own).count();
            prop_assert_eq!(one.place, Some(better as u32 + 1));
            prop_assert!(n == 0 || found[n - 1].place <= one.place);
            if let Some(gap) = &one.gap {
                let next = own + cents(gap);
                prop_assert!(found.iter().any(|o| cents(o.total.as_deref().unwrap()) == next));
            } else {
                prop_assert_eq!(one.place, Some(1));
            }
        }
    }

    /// Who reported nothing moves nobody.
    #[test]
    fn the_silent_take_no_place(parts in proptest::collection::vec((0..50_u64, 1..50_u64), 1..9), at in 0..9_usize) {
        let list: Vec<Reported> = parts
            .iter()
            .enumerate()
            .map(|(n, (met, not))| county(&format!("9901{n:02}"), &[(A, *met, *not, 0)]))
            .collect();
        let rules = rules(Ties::Competition, &[(A, 100)]);
        let without = rank_counties(&rules, &list).unwrap();
        let mut with = list.clone();
        with.insert(at.min(list.len()), Reported { report: None, ..county("990199", &[]) });
        let found = rank_counties(&rules, &with).unwrap();
        prop_assert_eq!(&found[..list.len()], &without[..]);
        prop_assert_eq!(found.last().map(|s| (s.place, s.total.clone())), Some((None, None)));
    }
}
