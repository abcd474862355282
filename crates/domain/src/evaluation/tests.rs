//! Weights against worked examples, scores against what must always hold.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::*;

fn near(a: f64, b: f64) -> bool {
    (a - b).abs() < 5e-5
}

/// Three indicators compared: weights, λ and CR as worked out by hand.
#[test]
fn the_worked_example_of_comparisons() {
    let matrix = reciprocal(3, &[3.0, 5.0, 2.0]).unwrap();
    let found = ahp(&matrix).unwrap();
    for (got, wanted) in found.weights.iter().zip([0.6483, 0.2297, 0.1220]) {
        assert!(near(*got, wanted), "{found:?}");
    }
    assert!((found.lambda - 3.0037).abs() < 5e-5 && (found.consistency_index - 0.0018).abs() < 5e-5, "{found:?}");
    assert!((found.consistency_ratio - 0.0032).abs() < 5e-5 && found.is_consistent(), "{found:?}");
    // A better than B, B than C, C than A: nobody can mean that.
    let circle = ahp(&reciprocal(3, &[5.0, 1.0 / 5.0, 5.0]).unwrap()).unwrap();
    assert!(!circle.is_consistent(), "{circle:?}");
}

#[test]
fn comparisons_must_be_whole_and_on_the_scale() {
    assert_eq!(reciprocal(3, &[1.0]), Err(AhpFlaw::Shape));
    assert_eq!(reciprocal(2, &[9.5]), Err(AhpFlaw::OutOfScale { row: 1, column: 2 }));
    assert_eq!(ahp(&[]), Err(AhpFlaw::Shape));
    assert_eq!(ahp(&[vec![1.0, 2.0], vec![2.0, 1.0]]), Err(AhpFlaw::NotReciprocal { row: 1, column: 2 }));
    assert_eq!(ahp(&[vec![2.0]]), Err(AhpFlaw::NotReciprocal { row: 1, column: 1 }));
    assert_eq!(ahp(&[vec![1.0]]).unwrap().weights, [1.0]);
}

/// Four counties and three indicators, as worked out by hand.
#[test]
fn the_worked_example_of_entropy() {
    let rows =
        vec![vec![99.94, 99.84, 98.3], vec![99.98, 99.10, 99.0], vec![98.50, 97.20, 97.4], vec![99.10, 99.60, 98.9]];
    let weights = entropy_weights(&rows, &[false; 3]).unwrap();
    for (got, wanted) in weights.iter().zip([0.3665, 0.3066, 0.3268]) {
        assert!((got - wanted).abs() < 1e-4, "{weights:?}");
    }
    assert_eq!(entropy_weights(&rows[..1], &[false; 3]), Err(EntropyFlaw::Shape));
    assert_eq!(entropy_weights(&[vec![1.0], vec![1.0]], &[false]), Err(EntropyFlaw::NothingDiffers));
    assert_eq!(entropy_weights(&[vec![1.0], vec![f64::NAN]], &[false]), Err(EntropyFlaw::NotANumber(2)));
    // What is the same for all weighs nothing.
    assert_eq!(entropy_weights(&[vec![1.0, 7.0], vec![3.0, 7.0]], &[false, false]).unwrap(), [1.0, 0.0]);
}

fn leaf(key: &str, weight: f64, scoring: Scoring, direction: Direction) -> Node {
    let kind = NodeKind::Leaf(Leaf { measure: key.into(), direction, scoring, least: 5, subjects: vec![] });
    Node { key: key.into(), name: key.into(), meaning: String::new(), weight, kind }
}

fn utility(key: &str, weight: f64) -> Node {
    leaf(key, weight, Scoring::Utility { worst: 0.0, best: 1.0 }, Direction::Higher)
}

fn index() -> Index {
    let group = |key: &str, weight, children| Node {
        key: key.into(),
        name: key.into(),
        meaning: String::new(),
        weight,
        kind: NodeKind::Group(children),
    };
    let nodes = vec![
        group("attitude", 40.0, vec![utility("a", 1.0), utility("b", 3.0)]),
        group("speed", 60.0, vec![utility("c", 1.0)]),
    ];
    Index { version: 1, name: "窗口".into(), nodes }
}

fn values(of: &[(&str, f64, u32)]) -> Values {
    of.iter().map(|(key, value, n)| ((*key).to_owned(), Value { value: *value, n: *n, variance: 0.0 })).collect()
}

#[test]
fn points_by_each_way_of_scoring() {
    let utility = Scoring::Utility { worst: 80.0, best: 100.0 };
    assert_eq!(score_of(&utility, Direction::Higher, 95.0), 75.0);
    assert_eq!(score_of(&utility, Direction::Higher, 70.0), 0.0);
    let days = Scoring::Efficacy { must: 10.0, want: 2.0 };
    assert_eq!([10.0, 6.0, 2.0, 1.0].map(|d| score_of(&days, Direction::Lower, d)), [60.0, 80.0, 100.0, 100.0]);
    let step = |from, points| Step { from, points };
    let steps = Scoring::Steps(vec![step(90.0, 80.0), step(98.0, 100.0), step(60.0, 40.0)]);
    assert_eq!([99.0, 98.0, 91.0, 50.0].map(|v| score_of(&steps, Direction::Higher, v)), [100.0, 100.0, 80.0, 0.0]);
    let off = Scoring::Deduction { each: 5.0 };
    assert_eq!([0.0, 3.0, 50.0].map(|n| score_of(&off, Direction::Lower, n)), [100.0, 85.0, 0.0]);
}

#[test]
fn what_has_no_data_gives_its_weight_to_its_sisters_and_says_so() {
    let all = compute(&index(), &values(&[("a", 1.0, 9), ("b", 0.5, 9), ("c", 0.8, 9)]));
    // 40 % of (1 × 100 + 3 × 50)/4 and 60 % of 80.
    assert!((all.points.unwrap() - 73.0).abs() < 1e-9 && (all.covered - 1.0).abs() < 1e-12, "{all:?}");
    let some = compute(&index(), &values(&[("a", 1.0, 9), ("b", 0.5, 4)]));
    assert_eq!(some.points, Some(100.0));
    assert!((some.covered - 0.1).abs() < 1e-12, "{some:?}");
    let b = some.parts.iter().find(|p| p.key == "b").unwrap();
    assert!(b.too_few && b.points.is_none() && b.value.is_none(), "fewer than five are not shown");
    let none = compute(&index(), &Values::new());
    assert_eq!((none.points, none.covered), (None, 0.0));
}

#[test]
fn an_index_that_cannot_be_used_says_why() {
    let known: BTreeSet<String> = ["a", "b", "c"].map(String::from).into();
    assert_eq!(check(&index(), &known), []);
    let one = |node: Node| check(&Index { nodes: vec![node], ..index() }, &known);
    let steps = |a, b| {
        let step = |from, points| Step { from, points };
        leaf("a", 1.0, Scoring::Steps(vec![step(90.0, a), step(98.0, b)]), Direction::Higher)
    };
    assert_eq!(one(steps(80.0, 100.0)), []);
    assert_eq!(one(steps(100.0, 80.0)), [Finding::StepsFall("a".into())]);
    assert_eq!(one(utility("a", 0.0)), [Finding::Weight("a".into())]);
    let unknown = Finding::UnknownMeasure { name: "x".into(), measure: "x".into() };
    assert_eq!(one(utility("x", 1.0)), [unknown]);
    let turned = Scoring::Utility { worst: 1.0, best: 0.0 };
    assert_eq!(one(leaf("a", 1.0, turned.clone(), Direction::Higher)), [Finding::Bounds("a".into())]);
    assert_eq!(one(leaf("a", 1.0, turned, Direction::Lower)), []);
    let rising = Scoring::Deduction { each: 5.0 };
    assert_eq!(one(leaf("a", 1.0, rising, Direction::Higher)), [Finding::Bounds("a".into())]);
    let empty = Node { kind: NodeKind::Group(vec![]), ..utility("g", 1.0) };
    assert_eq!(one(empty), [Finding::Empty, Finding::EmptyGroup("g".into())]);
    let twice = Index { nodes: vec![utility("a", 1.0), utility("a", 1.0)], ..index() };
    assert_eq!(check(&twice, &known), [Finding::Twice("a".into())]);
}

fn any_scoring() -> impl Strategy<Value = (Scoring, Direction)> {
    let bounds = (0.0_f64..50.0, 50.0_f64..100.0);
    prop_oneof![
        (bounds.clone(), any::<bool>(), any::<bool>()).prop_map(|((low, high), lower, efficacy)| {
            let (bad, good) = if lower { (high, low) } else { (low, high) };
            let scoring = if efficacy {
                Scoring::Efficacy { must: bad, want: good }
            } else {
                Scoring::Utility { worst: bad, best: good }
            };
            (scoring, if lower { Direction::Lower } else { Direction::Higher })
        }),
        prop::collection::vec((0.0_f64..100.0, 0.0_f64..100.0), 1..5).prop_map(|mut steps| {
            let mut points: Vec<f64> = steps.iter().map(|s| s.1).collect();
            steps.sort_by(|a, b| a.0.total_cmp(&b.0));
            points.sort_by(f64::total_cmp);
            let steps = steps.iter().zip(points).map(|((from, _), points)| Step { from: *from, points }).collect();
            (Scoring::Steps(steps), Direction::Higher)
        }),
        (0.1_f64..30.0).prop_map(|each| (Scoring::Deduction { each }, Direction::Lower)),
    ]
}

proptest! {
    /// A better value never gets fewer points, and points stay between 0 and 100.
    #[test]
    fn points_never_fall_when_a_value_gets_better(
        (scoring, direction) in any_scoring(),
        a in -20.0_f64..120.0,
        b in -20.0_f64..120.0,
    ) {
        let (worse, better) = if direction.at_least_as_good(a, b) { (b, a) } else { (a, b) };
        let (low, high) = (score_of(&scoring, direction, worse), score_of(&scoring, direction, better));
        prop_assert!(low <= high && (0.0..=100.0).contains(&low) && (0.0..=100.0).contains(&high), "{} {}", low, high);
    }

    /// Weights in whatever unit give the same score; a score lies between its worst and best part; parts of the
    /// leaves add up to it.
    #[test]
    fn a_score_is_the_sum_of_its_leaves_and_knows_no_unit_of_weight(
        a in prop::option::of(0.0_f64..1.0),
        b in prop::option::of(0.0_f64..1.0),
        c in prop::option::of(0.0_f64..1.0),
        unit in 0.01_f64..1000.0,
    ) {
        let given: Vec<(&str, f64, u32)> =
            [("a", a), ("b", b), ("c", c)].into_iter().filter_map(|(k, v)| Some((k, v?, 9))).collect();
        let values = values(&given);
        let score = compute(&index(), &values);
        let mut scaled = index();
        for node in &mut scaled.nodes {
            node.weight *= unit;
        }
        let other = compute(&scaled, &values);
        prop_assert_eq!(score.points.is_some(), !given.is_empty());
        let (Some(points), Some(same)) = (score.points, other.points) else { return Ok(()) };
        prop_assert!((points - same).abs() < 1e-9);
        let leaves = || score.parts.iter().filter(|p| p.value.is_some());
        let sum: f64 = leaves().map(|p| p.weight * p.points.unwrap()).sum();
        prop_assert!((points - sum).abs() < 1e-9, "{} {}", points, sum);
        prop_assert!((leaves().map(|p| p.weight).sum::<f64>() - 1.0).abs() < 1e-9);
        let worst = leaves().map(|p| p.points.unwrap()).fold(f64::INFINITY, f64::min);
        let best = leaves().map(|p| p.points.unwrap()).fold(0.0, f64::max);
        prop_assert!(worst - 1e-9 <= points && points <= best + 1e-9);
    }

    /// What moved a score adds up to the difference.
    #[test]
    fn what_moved_a_score_adds_up(
        before in prop::collection::vec(prop::option::of(0.0_f64..1.0), 3),
        after in prop::collection::vec(prop::option::of(0.0_f64..1.0), 3),
    ) {
        let of = |all: &[Option<f64>]| -> Score {
            let given: Vec<_> =
                ["a", "b", "c"].into_iter().zip(all).filter_map(|(k, v)| Some((k, (*v)?, 9))).collect();
            compute(&index(), &values(&given))
        };
        let (was, is) = (of(&before), of(&after));
        let moves = moved(&was, &is);
        if let (Some(p0), Some(p1)) = (was.points, is.points) {
            let sum: f64 = moves.iter().map(|m| m.by).sum();
            prop_assert!((sum - (p1 - p0)).abs() < 1e-6, "{} {}", sum, p1 - p0);
        }
        for one in &moves {
            prop_assert!((one.by - one.by_points - one.by_weight).abs() < 1e-9);
        }
    }

    /// Weights add up to one, and a matrix made from weights gives them back with nothing to complain of.
    #[test]
    fn comparisons_made_from_weights_give_them_back(raw in prop::collection::vec(1.0_f64..3.0, 1..8)) {
        let sum: f64 = raw.iter().sum();
        let matrix: Vec<Vec<f64>> = raw.iter().map(|a| raw.iter().map(|b| a / b).collect()).collect();
        let found = ahp(&matrix).unwrap();
        for (weight, wanted) in found.weights.iter().zip(&raw) {
            prop_assert!((weight - wanted / sum).abs() < 1e-9);
        }
        prop_assert!(found.consistency_ratio < 1e-9);
        prop_assert!((found.weights.iter().sum::<f64>() - 1.0).abs() < 1e-9);
    }

    /// The unit of a column does not matter, nor which way it counts.
    #[test]
    fn entropy_knows_no_unit(
        rows in prop::collection::vec(prop::collection::vec(0.0_f64..100.0, 3), 2..8),
        unit in 0.1_f64..50.0,
        shift in -10.0_f64..10.0,
    ) {
        let Ok(weights) = entropy_weights(&rows, &[false; 3]) else { return Ok(()) };
        let scaled: Vec<Vec<f64>> =
            rows.iter().map(|r| r.iter().map(|x| x * unit + shift).collect()).collect();
        let other = entropy_weights(&scaled, &[false; 3]).unwrap();
        let turned: Vec<Vec<f64>> = rows.iter().map(|r| r.iter().map(|x| -x).collect()).collect();
        let lower = entropy_weights(&turned, &[true; 3]).unwrap();
        for ((a, b), c) in weights.iter().zip(other).zip(lower) {
            prop_assert!((a - b).abs() < 1e-6 && (a - c).abs() < 1e-9);
        }
    }
}
