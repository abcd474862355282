//! Rows, weights and comparisons against what must always hold, and against calculations made another way.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::date;
use proptest::prelude::*;

use super::*;
use crate::base::{Confidence, DepartmentId, StaffId};

/// The largest eigenvalue and its vector by repeated multiplication (Saaty's own method), quite another way than the
/// mean of a row.
fn by_eigenvector(matrix: &[Vec<f64>]) -> (f64, Vec<f64>) {
    let n = matrix.len();
    let mut vector = vec![1.0 / n as f64; n];
    let mut lambda = 0.0;
    for _ in 0..500 {
        let next: Vec<f64> = matrix.iter().map(|row| row.iter().zip(&vector).map(|(a, v)| a * v).sum()).collect();
        lambda = next.iter().sum();
        vector = next.iter().map(|x| x / lambda).collect();
    }
    (lambda, vector)
}

/// Entropy weights as the formula of the book stands, column by column, in base two: the base cancels.
fn entropy_again(rows: &[Vec<f64>]) -> Vec<f64> {
    let (m, n) = (rows.len(), rows[0].len());
    let mut spread = vec![0.0; n];
    for (c, out) in spread.iter_mut().enumerate() {
        let column: Vec<f64> = rows.iter().map(|r| r[c]).collect();
        let low = column.iter().copied().fold(f64::MAX, f64::min);
        let high = column.iter().copied().fold(f64::MIN, f64::max);
        if high == low {
            continue;
        }
        let sum: f64 = column.iter().map(|x| x - low).sum();
        let bits: f64 = column.iter().map(|x| (x - low) / sum).filter(|p| *p > 0.0).map(|p| p * (1.0 / p).log2()).sum();
        *out = 1.0 - bits / (m as f64).log2();
    }
    let all: f64 = spread.iter().sum();
    spread.iter().map(|s| s / all).collect()
}

/// A matrix on the scale near a consistent one.
fn comparisons() -> impl Strategy<Value = (usize, Vec<f64>)> {
    (3_usize..6).prop_flat_map(|n| {
        let cell = prop::sample::select(scale().collect::<Vec<_>>());
        (Just(n), prop::collection::vec(cell, n * (n - 1) / 2))
    })
}

proptest! {
    /// The mean of a row and the eigenvector agree where comparisons hold together, and λ is the same; for three they
    /// always agree (Crawford and Williams 1985).
    #[test]
    fn comparisons_agree_with_the_eigenvector((n, above) in comparisons()) {
        let matrix = reciprocal(n, &above).unwrap();
        let found = ahp(&matrix).unwrap();
        let (lambda, vector) = by_eigenvector(&matrix);
        if n == 3 || found.consistency_ratio < 0.02 {
            prop_assert!((found.lambda - lambda).abs() < 0.02, "{} {}", found.lambda, lambda);
            for (a, b) in found.weights.iter().zip(&vector) {
                prop_assert!((a - b).abs() < if n == 3 { 1e-6 } else { 0.02 }, "{:?} {:?}", found.weights, vector);
            }
        }
        // The eigenvalue lies between the least and the largest of what the rows give for any weights (Collatz 1942).
        let of = |(row, w): (&Vec<f64>, &f64)| row.iter().zip(&found.weights).map(|(a, w)| a * w).sum::<f64>() / w;
        let ratios: Vec<f64> = matrix.iter().zip(&found.weights).map(of).collect();
        let (low, high) = ratios.iter().fold((f64::MAX, f64::MIN), |(l, h), r| (l.min(*r), h.max(*r)));
        prop_assert!(low - 1e-6 <= lambda && lambda <= high + 1e-6, "{} {} {}", low, lambda, high);
        prop_assert!((found.lambda - ratios.iter().sum::<f64>() / n as f64).abs() < 1e-9);
        prop_assert!((found.weights.iter().sum::<f64>() - 1.0).abs() < 1e-9);
    }

    /// The cell that is named is the one whose change helps most, and to be changed to what is named.
    #[test]
    fn no_other_single_change_helps_more((n, above) in comparisons()) {
        let matrix = reciprocal(n, &above).unwrap();
        let now = ahp(&matrix).unwrap().consistency_ratio;
        let worst = worst_cell(&matrix).unwrap();
        for at in 0..above.len() {
            for value in scale() {
                let mut other = above.clone();
                other[at] = value;
                let ratio = ahp(&reciprocal(n, &other).unwrap()).unwrap().consistency_ratio;
                prop_assert!(ratio >= worst.map_or(now, |w| w.ratio) - 1e-9, "{} {:?}", ratio, worst);
            }
        }
        if let Some(worst) = worst {
            prop_assert!(worst.row < worst.column && worst.ratio < now);
        }
    }

    #[test]
    fn entropy_agrees_with_the_formula_of_the_book(
        rows in prop::collection::vec(prop::collection::vec(0.0_f64..100.0, 4), 2..9),
    ) {
        let Ok(weights) = entropy_weights(&rows, &[false; 4]) else { return Ok(()) };
        for (a, b) in weights.iter().zip(entropy_again(&rows)) {
            prop_assert!((a - b).abs() < 1e-9, "{} {}", a, b);
        }
    }

    /// The order of rows does not matter, and sums come out as a plain mean and variance do.
    #[test]
    fn rows_come_to_their_mean(values in prop::collection::vec(0.0_f64..100.0, 1..40)) {
        let facts: Vec<Fact> = values.iter().enumerate().map(|(i, v)| fact(i, &[("calls.overall", *v)])).collect();
        let found = gather(&facts, &MEASURES, &BTreeSet::new());
        let own = &found[&department(7)]["calls.overall"];
        let mean = values.iter().sum::<f64>() / values.len() as f64;
        let squares: f64 = values.iter().map(|v| (v - mean).powi(2)).sum();
        let variance = if values.len() > 1 { squares / (values.len() - 1) as f64 } else { 0.0 };
        prop_assert!((own.value - mean).abs() < 1e-9 && (own.variance - variance).abs() < 1e-6);
        prop_assert_eq!(own.n as usize, values.len());
        let turned: Vec<Fact> = facts.iter().rev().cloned().collect();
        let other = &gather(&turned, &MEASURES, &BTreeSet::new())[&department(7)]["calls.overall"];
        prop_assert!((own.value - other.value).abs() < 1e-9);
    }

    /// A better row never makes the score of a subject worse.
    #[test]
    fn a_better_row_never_lowers_a_score(
        values in prop::collection::vec(0.0_f64..100.0, 5..20),
        at in any::<prop::sample::Index>(),
        more in 0.0_f64..50.0,
    ) {
        let score = |values: &[f64]| {
            let facts: Vec<Fact> = values.iter().enumerate().map(|(i, v)| fact(i, &[("calls.overall", *v)])).collect();
            compute(&one_leaf("calls.overall"), &gather(&facts, &MEASURES, &BTreeSet::new())[&department(7)])
        };
        let before = score(&values).points.unwrap();
        let mut better = values.clone();
        let at = at.index(better.len());
        better[at] = (better[at] + more).min(100.0);
        prop_assert!(score(&better).points.unwrap() >= before - 1e-9);
    }

    /// Places: equal as printed share one, and as many are better as the place says.
    #[test]
    fn places_count_who_is_better(points in prop::collection::vec(prop::option::of(0.0_f64..100.0), 0..12)) {
        let scores: Vec<Score> =
            points.iter().map(|p| Score { points: *p, covered: 1.0, parts: vec![] }).collect();
        let found = places(&scores.iter().collect::<Vec<_>>());
        for (place, own) in found.iter().zip(&points) {
            let better = |own: f64| points.iter().flatten().filter(|p| points_text(**p) != points_text(own) && **p > own).count();
            prop_assert_eq!(*place, own.map(|own| better(own) as u32 + 1));
        }
    }

    /// A tree and its lines are the same thing.
    #[test]
    fn lines_make_the_tree_again(weights in prop::collection::vec(0.5_f64..50.0, 6)) {
        let group = |key: &str, weight, nodes| Node {
            key: key.into(), name: key.into(), meaning: "意思".into(), weight, kind: NodeKind::Group(nodes),
        };
        let leaf = |key: &str, weight| Node { weight, key: key.into(), ..one_leaf(key).nodes.remove(0) };
        let nodes = vec![
            group("a", weights[0], vec![leaf("a1", weights[1]), group("b", weights[2], vec![leaf("b1", weights[3])])]),
            group("c", weights[4], vec![leaf("c1", weights[5])]),
        ];
        prop_assert_eq!(tree(&lines(&nodes)).unwrap(), nodes);
    }

    /// The interval of a difference holds no difference where nothing differs, and turning the sides turns it.
    #[test]
    fn a_difference_turned_round_is_turned_round(a in 0_u32..50, b in 0_u32..50) {
        let share = |k: u32| Value { value: f64::from(k) * 2.0, n: 50, variance: 0.0 };
        let settings = (10, Confidence::NinetyFive);
        let there = effect((share(a), share(b)), Direction::Higher, Unit::Percent, settings);
        let back = effect((share(b), share(a)), Direction::Higher, Unit::Percent, settings);
        let ((l0, h0), (l1, h1)) = (there.interval.unwrap(), back.interval.unwrap());
        prop_assert!((l0 + h1).abs() < 1e-9 && (h0 + l1).abs() < 1e-9);
        prop_assert!(l0 <= there.by && there.by <= h0);
        prop_assert_eq!(there.told == Told::Better, back.told == Told::Worse);
        if a == b {
            prop_assert_eq!(there.told, Told::Unsure);
        }
    }
}

const MEASURES: [Measure; 2] = [
    Measure { word: "calls.overall", label: "总体评价", unit: Unit::Points, about: "" },
    Measure { word: "cases.on_time", label: "按时办结率", unit: Unit::Percent, about: "" },
];

fn department(id: i64) -> Subject {
    Subject { kind: SubjectKind::Department, key: id.to_string() }
}

fn fact(key: usize, values: &[(&str, f64)]) -> Fact {
    Fact {
        source: "calls".into(),
        key: key.to_string(),
        label: format!("第{key}件"),
        on: date(2026, 9, 1),
        who: Who { department: Some(DepartmentId::new(7)), person: Some(StaffId::new(3)), ..Who::default() },
        values: values.iter().map(|(k, v)| ((*k).to_owned(), *v)).collect::<BTreeMap<_, _>>(),
    }
}

fn one_leaf(measure: &str) -> Index {
    let leaf = Leaf {
        measure: measure.into(),
        direction: Direction::Higher,
        scoring: Scoring::Utility { worst: 0.0, best: 100.0 },
        least: 5,
        subjects: vec![],
    };
    let node = Node {
        key: measure.into(),
        name: measure.into(),
        meaning: "意思".into(),
        weight: 1.0,
        kind: NodeKind::Leaf(leaf),
    };
    Index { version: 1, name: "窗口".into(), nodes: vec![node] }
}

#[test]
fn a_row_counts_to_all_it_names_and_to_none_that_it_does_not() {
    let facts: Vec<Fact> =
        (0..6).map(|i| fact(i, &[("cases.on_time", f64::from(u8::from(i > 0))), ("unknown", 1.0)])).collect();
    let found = gather(&facts, &MEASURES, &BTreeSet::new());
    assert_eq!(found.len(), 2, "a department and a person, no window and no township");
    let value = found[&department(7)]["cases.on_time"];
    assert!((value.value - 100.0 * 5.0 / 6.0).abs() < 1e-9 && value.n == 6, "{value:?}");
    assert!(!found[&department(7)].contains_key("unknown") && !found[&department(7)].contains_key("calls.overall"));
    let late = Excluded { source: "calls".into(), key: "0".into(), measure: "cases.on_time".into() };
    let without = gather(&facts, &MEASURES, &[late].into());
    let value = without[&department(7)]["cases.on_time"];
    assert!((value.value - 100.0).abs() < 1e-9 && value.n == 5, "{value:?}");
}

#[test]
fn periods_read_print_and_follow_each_other() {
    for (text, first, last, before, label) in [
        ("2026-Q3", date(2026, 7, 1), date(2026, 9, 30), "2026-Q2", "2026年第三季度"),
        ("2026-01", date(2026, 1, 1), date(2026, 1, 31), "2025-12", "2026年1月"),
        ("2026", date(2026, 1, 1), date(2026, 12, 31), "2025", "2026年"),
        ("2026-q1", date(2026, 1, 1), date(2026, 3, 31), "2025-Q4", "2026年第一季度"),
    ] {
        let period = Period::parse(text).unwrap();
        assert_eq!((period.first_day(), period.last_day()), (first, last), "{text}");
        assert_eq!((period.before().to_string().as_str(), period.label().as_str()), (before, label), "{text}");
        assert_eq!(Period::parse(&period.to_string()), Ok(period));
    }
    for wrong in [
        "",
        "2026-Q5",
        "2026-Q0",
        "2026-13",
        "2026-00",
        "26",
        "2026-9",
        "2026-Q",
        "2026-09-01",
        "202６年",
        "2026-+1",
        "2026-Q33",
    ] {
        assert_eq!(Period::parse(wrong), Err(PeriodFlaw), "{wrong}");
    }
    let over = finished_periods(date(2026, 10, 20), 14).map(|p| p.to_string());
    assert_eq!(over, ["2026-09", "2026-Q3", "2025"]);
    // Its calls are still made.
    assert_eq!(finished_periods(date(2026, 10, 14), 14).map(|p| p.to_string())[0], "2026-08");
}

#[test]
fn lines_that_make_no_tree_say_why() {
    let line = |parent: &str, key: &str| Line {
        parent: parent.into(),
        key: key.into(),
        name: key.into(),
        meaning: "意思".into(),
        weight: 1.0,
        leaf: None,
    };
    let parent = |key: &str, parent: &str| Err(TreeFlaw::Parent { key: key.into(), parent: parent.into() });
    assert_eq!(tree(&[line("b", "a"), line("a", "b")]), parent("a", "b"));
    assert_eq!(tree(&[line("a", "a")]), parent("a", "a"));
    assert_eq!(tree(&[line("", "a"), line("x", "b")]), parent("b", "x"));
    assert_eq!(tree(&[line("", "a"), line("", "a")]), Err(TreeFlaw::Twice("a".into())));
    assert_eq!(tree(&[line("", "Ä")]), Err(TreeFlaw::Key("Ä".into())));
    let deep = [line("", "a"), line("a", "b"), line("b", "c"), line("c", "d"), line("d", "e")];
    assert_eq!(tree(&deep), Err(TreeFlaw::TooDeep("e".into())));
    assert!(tree(&deep[..4]).is_ok());
    let leaf = one_leaf("cases.on_time").nodes.remove(0);
    let under = [Line { leaf: lines(&[leaf])[0].leaf.clone(), ..line("", "a") }, line("a", "b")];
    assert_eq!(tree(&under), parent("b", "a"));
    assert_eq!(tree(&vec![line("", "a"); LARGEST_INDEX + 1]), Err(TreeFlaw::TooMany(LARGEST_INDEX + 1)));
}

/// 30 of 50 before and 45 of 50 after: the interval as Newcombe's method 10 gives it, worked out by hand from both
/// Wilson intervals (0.4618 to 0.7239 and 0.7864 to 0.9565).
#[test]
fn before_and_after_say_no_more_than_the_rows_allow() {
    let share = |value: f64, n| Value { value, n, variance: 0.0 };
    let at = (10, Confidence::NinetyFive);
    let better = effect((share(60.0, 50), share(90.0, 50)), Direction::Higher, Unit::Percent, at);
    let (low, high) = better.interval.unwrap();
    assert!((low - 13.2).abs() < 0.1 && (high - 44.9).abs() < 0.1, "{better:?}");
    assert_eq!(better.told, Told::Better);
    assert_eq!(effect((share(60.0, 50), share(90.0, 50)), Direction::Lower, Unit::Percent, at).told, Told::Worse);
    assert_eq!(effect((share(80.0, 20), share(90.0, 20)), Direction::Higher, Unit::Percent, at).told, Told::Unsure);
    let few = effect((share(0.0, 9), share(100.0, 50)), Direction::Higher, Unit::Percent, at);
    assert!(few.told == Told::TooFew && few.interval.is_none());
    let days = |value: f64, variance: f64| Value { value, n: 25, variance };
    let faster = effect((days(6.0, 4.0), days(4.0, 4.0)), Direction::Lower, Unit::Workdays, at);
    let (low, high) = faster.interval.unwrap();
    // The error is √(4/25 + 4/25) = 0.5657.
    assert!((low + 2.0 + 1.96 * 0.5657).abs() < 1e-3 && (high + 2.0 - 1.96 * 0.5657).abs() < 1e-3, "{faster:?}");
    assert_eq!(faster.told, Told::Better);
    assert_eq!(effect((days(6.0, 0.0), days(4.0, 0.0)), Direction::Lower, Unit::Workdays, at).told, Told::TooFew);
    let words = better.text(Unit::Percent, Confidence::NinetyFive);
    assert!(words.contains("60.0%（50 条） → 90.0%（50 条）") && words.contains("是否因为整改"), "{words}");
}

#[test]
fn hundred_percent_and_full_points_are_printed_only_when_full() {
    assert_eq!((Unit::Percent.text(99.97), Unit::Percent.text(100.0)), ("99.9%".into(), "100.0%".into()));
    assert_eq!([99.999, 100.0, 98.345, 0.0].map(points_text), ["99.99", "100.00", "98.35", "0.00"]);
}

#[test]
fn weights_of_a_group_come_from_where_they_are_said_to() {
    let mut index = one_leaf("a");
    for key in ["b", "c"] {
        index.nodes.push(Node { key: key.into(), name: key.into(), ..one_leaf("a").nodes.remove(0) });
    }
    let weighed = weigh(index.clone(), FIRST_LEVEL, &Weighing::Pairwise(vec![3.0, 5.0, 2.0]), &[]).unwrap();
    let weights: Vec<String> = weighed.nodes.iter().map(|n| format!("{:.2}", n.weight)).collect();
    assert_eq!(weights, ["64.83", "22.97", "12.20"]);
    let circle = weigh(index.clone(), FIRST_LEVEL, &Weighing::Pairwise(vec![5.0, 0.2, 5.0]), &[]);
    assert!(matches!(circle, Err(WeighFlaw::Inconsistent(_))), "{circle:?}");
    assert_eq!(weigh(index.clone(), "x", &Weighing::Entropy, &[]), Err(WeighFlaw::NoGroup("x".into())));
    let score = |points: [f64; 3]| Score {
        points: None,
        covered: 1.0,
        parts: ["a", "b", "c"]
            .into_iter()
            .zip(points)
            .map(|(key, p)| Part { key: key.into(), weight: 1.0, points: Some(p), value: None, too_few: false })
            .collect(),
    };
    // The worked example of entropy (domain §5.7).
    let scores = [
        score([99.94, 99.84, 98.3]),
        score([99.98, 99.10, 99.0]),
        score([98.50, 97.20, 97.4]),
        score([99.10, 99.60, 98.9]),
    ];
    let weighed = weigh(index.clone(), FIRST_LEVEL, &Weighing::Entropy, &scores).unwrap();
    let weights: Vec<String> = weighed.nodes.iter().map(|n| format!("{:.1}", n.weight)).collect();
    assert_eq!(weights, ["36.7", "30.7", "32.7"]);
    let alike = [score([1.0, 5.0, 2.0]), score([2.0, 5.0, 3.0])];
    assert_eq!(weigh(index.clone(), FIRST_LEVEL, &Weighing::Entropy, &alike), Err(WeighFlaw::Nothing("b".into())));
    assert!(matches!(weigh(index, FIRST_LEVEL, &Weighing::Entropy, &scores[..1]), Err(WeighFlaw::Entropy(_))));
}

#[test]
fn a_tree_for_one_kind_has_what_is_for_it() {
    let mut index = one_leaf("a");
    let only = |key: &str, kinds: &[SubjectKind]| {
        let mut node = Node { key: key.into(), ..one_leaf("a").nodes.remove(0) };
        if let NodeKind::Leaf(leaf) = &mut node.kind {
            leaf.subjects = kinds.to_vec();
        }
        node
    };
    let group = vec![only("b", &[SubjectKind::Window]), only("c", &[SubjectKind::Township])];
    index.nodes.push(Node { key: "g".into(), kind: NodeKind::Group(group), ..one_leaf("a").nodes.remove(0) });
    let keys = |kind| index.of_kind(kind).walk().map(|n| n.key.clone()).collect::<Vec<_>>();
    assert_eq!(keys(SubjectKind::Window), ["a", "g", "b"]);
    assert_eq!(keys(SubjectKind::Person), ["a"], "an empty group is none");
}
