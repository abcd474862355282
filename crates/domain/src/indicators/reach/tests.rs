//! The number found is the smallest: every subset of a small catalogue is tried.

use proptest::prelude::*;

use super::*;

fn percent(text: &str) -> Percent {
    Percent::parse(text).unwrap()
}

fn city(values: &[String]) -> Vec<CountyFigure> {
    let county = |(i, value): (usize, &String)| CountyFigure {
        code: format!("99020{i}"),
        name: format!("{i}县"),
        value: value.clone(),
        benchmark: false,
    };
    values.iter().enumerate().map(county).collect()
}

fn field(city: &[CountyFigure], ties: Ties, decimals: u8) -> Field<'_> {
    Field { own_code: "990101", city, ties, direction: Direction::HigherIsBetter, decimals }
}

/// Whether a goal holds for a share, told from the text that would be printed.
fn holds(part: u64, whole: u64, goal: Goal, field: &Field<'_>) -> bool {
    match goal {
        Goal::Target(target) => u128::from(part) * 1_000_000 >= u128::from(whole) * u128::from(target.units()),
        Goal::Rank(place) => {
            let text = Ratio::new(part, whole).unwrap().percent_text(field.decimals).unwrap();
            let own = percent(&text);
            let mut better: Vec<Percent> = field.city.iter().map(|c| percent(&c.value)).filter(|v| *v > own).collect();
            if field.ties == Ties::Dense {
                better.sort();
                better.dedup();
            }
            (better.len() as u32) < place
        }
    }
}

proptest! {
    #[test]
    fn the_number_is_the_smallest_of_all_subsets(
        met in 0_u64..8, gaps in 0_u32..9, goal_is_rank in any::<bool>(), place in 1_u32..5,
        target in 0_u32..=100, others in prop::collection::vec(0_u32..=1000, 1..5), dense in any::<bool>(),
        decimals in 0_u8..3,
    ) {
        prop_assume!(met + u64::from(gaps) > 0);
        let whole = met + u64::from(gaps);
        let values: Vec<String> = others.iter().map(|v| format!("{}.{}", v / 10, v % 10)).collect();
        let city = city(&values);
        let field = field(&city, if dense { Ties::Dense } else { Ties::Competition }, decimals);
        let goal = if goal_is_rank { Goal::Rank(place) } else { Goal::Target(Percent::from_units(target * 10_000).unwrap()) };
        let smallest = (0_u32..1 << gaps)
            .filter(|set| holds(met + u64::from(set.count_ones()), whole, goal, &field))
            .map(|set| u64::from(set.count_ones()))
            .min();
        let found = needed(Ratio::new(met, whole).unwrap(), goal, &field);
        let expected = match smallest {
            Some(0) => Need::Already,
            Some(rows) => Need::Rows(rows),
            None => Need::Beyond,
        };
        prop_assert_eq!(found, expected);
    }

    #[test]
    fn the_first_rows_cost_least_of_all_sets_of_their_size(
        rows in prop::collection::vec((1_usize..4, 0_u32..4, any::<bool>()), 0..9), take in 0_usize..9,
    ) {
        let all: Vec<Candidate> = rows
            .iter()
            .enumerate()
            .map(|(i, (changes, weight, closable))| Candidate {
                key: i as i64, changes: *changes, weight: *weight, closable: *closable, unit: format!("{}局", i % 3),
            })
            .collect();
        let order = cheapest_first(all.clone());
        prop_assert_eq!(order.len(), rows.iter().filter(|r| r.2).count());
        let take = take.min(order.len());
        let cost = |keys: &[i64]| -> (usize, u32) {
            let of = |k: &i64| &rows[usize::try_from(*k).unwrap()];
            (keys.iter().map(|k| of(k).0).sum(), keys.iter().map(|k| of(k).1).sum())
        };
        let chosen = cost(&order[..take]);
        for set in 0_u32..1 << rows.len() {
            let keys: Vec<i64> = (0..rows.len()).filter(|i| set & (1 << i) != 0).map(|i| i as i64).collect();
            if keys.len() == take && keys.iter().all(|k| rows[usize::try_from(*k).unwrap()].2) {
                prop_assert!(chosen.0 <= cost(&keys).0, "fewer fields to change elsewhere");
            }
        }
    }
}

#[test]
fn what_cannot_be_reached_is_said() {
    let ratio = |part, whole| Ratio::new(part, whole).unwrap();
    let best = city(&["100".into()]);
    let at = field(&best, Ties::Competition, 2);
    assert_eq!(needed(ratio(39_999, 40_000), Goal::Rank(1), &at), Need::Rows(1), "99.99 is not 100");
    assert_eq!(needed(ratio(1, 2), Goal::Rank(2), &at), Need::Already);
    assert_eq!(needed(ratio(1, 2), Goal::Rank(1), &Field { city: &[], ..at }), Need::NoField);
    assert_eq!(needed(ratio(0, 0), Goal::Target(Percent::FULL), &at), Need::Beyond);
    assert_eq!(needed(ratio(1, 2), Goal::Rank(0), &at), Need::Beyond);
    let lower = Field { direction: Direction::LowerIsBetter, ..at };
    assert_eq!(needed(ratio(1, 2), Goal::Rank(1), &lower), Need::Downwards);
}

#[test]
fn the_easier_blocker_comes_first_and_what_cannot_be_cleared_never() {
    let row =
        |key, changes, weight, closable, unit: &str| Candidate { key, changes, weight, closable, unit: unit.into() };
    let order = cheapest_first(vec![
        row(1, 2, 1, true, "甲局"),
        row(2, 1, 9, true, "乙局"),
        row(3, 1, 2, true, "乙局"),
        row(4, 1, 2, true, "丙局"),
        row(5, 1, 0, false, "丙局"),
    ]);
    assert_eq!(order, [4, 3, 2, 1], "丙 before 乙 by code point");
}
