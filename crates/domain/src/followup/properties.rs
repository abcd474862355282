//! The draw is fair and the interval honest, by seeded simulation.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::date;
use proptest::prelude::*;

use super::{tests::key, *};
use crate::{
    base::{CaseId, Confidence, PersonId, Rng as _, SeededRng},
    cases::ApplicantKind,
};

fn plan(size: SampleSize, least: u32, reserve: u32) -> Plan {
    Plan {
        applicants: BTreeSet::from([ApplicantKind::Organisation]),
        unit: DrawUnit::Case,
        size,
        least,
        reserve,
        exclusions: Exclusions { called_days: 0, refused_days: 0 },
    }
}

fn candidates(sizes: &[u32]) -> Vec<Candidate> {
    let of = sizes.iter().zip(1_i64..).flat_map(|(n, department)| (0..*n).map(move |i| (department, i)));
    of.map(|(department, i)| Candidate {
        case: CaseId::new(department * 1000 + i64::from(i)),
        person: PersonId::new(department * 1000 + i64::from(i)),
        case_no: format!("{department:03}-{i:05}"),
        stratum: key(department),
        window: None,
        finished_on: date(2026, 11, 25),
        has_phone: true,
        reached_on: None,
        refused_on: None,
    })
    .collect()
}

fn is_sample(line: &DrawnLine) -> bool {
    matches!(line.place, Place::Sample(_))
}

proptest! {
    /// The least kept, nothing above what there is, all of the total given out.
    #[test]
    fn shares_add_up(sizes in prop::collection::vec(0_u32..200, 0..8), total in 0_u32..400, least in 0_u32..5) {
        let strata: Vec<_> = (1_i64..).map(key).zip(sizes.iter().copied()).collect();
        let out = allocate(&strata, total, least);
        for stratum in &out {
            prop_assert!(stratum.wanted <= stratum.population && stratum.wanted >= stratum.population.min(least));
        }
        let given: u32 = out.iter().map(|s| s.wanted).sum();
        let smallest: u32 = sizes.iter().map(|n| (*n).min(least)).sum();
        prop_assert_eq!(given, total.max(smallest).min(sizes.iter().sum()));
    }

    /// Whoever draws again with the seed draws the same, whatever order the list came in; nobody twice.
    #[test]
    fn a_draw_can_be_made_again(
        sizes in prop::collection::vec(0_u32..30, 1..6),
        seed in any::<u64>(),
        n in 0_u32..60,
        turned in any::<prop::sample::Index>(),
    ) {
        let all = candidates(&sizes);
        let plan = plan(SampleSize::Fixed(n), 1, 50);
        let mut other = all.clone();
        other.reverse();
        if !other.is_empty() {
            let at = turned.index(other.len());
            other.rotate_left(at);
        }
        let drawn = draw(&plan, seed, &all);
        prop_assert_eq!(&drawn, &draw(&plan, seed, &other));
        let cases: BTreeSet<CaseId> = drawn.lines.iter().map(|l| l.case).collect();
        prop_assert_eq!(cases.len(), drawn.lines.len());
        let wanted: u32 = drawn.strata.iter().map(|s| s.wanted).sum();
        let order: Vec<Place> = drawn.lines.iter().filter(|l| is_sample(l)).map(|l| l.place).collect();
        prop_assert_eq!(order, (1..=wanted).map(Place::Sample).collect::<Vec<_>>());
    }
}

/// Over many seeds every case is in the sample as often as the design says, and as often early as late.
#[test]
fn everybody_is_drawn_as_often_as_the_design_says() {
    let sizes = [40, 10, 3];
    let (all, plan) = (candidates(&sizes), plan(SampleSize::Fixed(12), 1, 0));
    let rounds = 20_000_u32;
    let mut seen: BTreeMap<CaseId, (u32, u64)> = BTreeMap::new();
    let mut strata = Vec::new();
    let seeds = SeededRng::new(20_261_130);
    for _ in 0..rounds {
        let drawn = draw(&plan, seeds.u64(), &all);
        for line in drawn.lines.iter().filter(|l| is_sample(l)) {
            if let Place::Sample(n) = line.place {
                let (times, places) = seen.entry(line.case).or_default();
                *times += 1;
                *places += u64::from(n);
            }
        }
        strata = drawn.strata;
    }
    for one in &all {
        let stratum = strata.iter().find(|s| s.key == one.stratum).unwrap();
        let p = f64::from(stratum.wanted) / f64::from(stratum.population);
        let (times, places) = seen[&one.case];
        // Five standard deviations: one in two million for a fair draw.
        let spread = 5.0 * (f64::from(rounds) * p * (1.0 - p)).sqrt();
        assert!((f64::from(times) - f64::from(rounds) * p).abs() <= spread, "{}: {times}", one.case_no);
        let middle = places as f64 / f64::from(times);
        assert!((middle - 6.5).abs() < 0.5, "{}: place {middle} on average", one.case_no);
    }
}

/// People with one to four cases each, some of a second department; the first department has `people` of them.
fn of_people(people: u32) -> Vec<Candidate> {
    let mut out = Vec::new();
    for person in 0..people {
        for n in 0..=person % 4 {
            let department = i64::from(person % 3 == 2) + 1;
            out.push(Candidate {
                case: CaseId::new(i64::from(person) * 10 + i64::from(n)),
                person: PersonId::new(900 - i64::from(person)),
                case_no: format!("{n}-{person:04}"),
                ..candidates(&[1])[0].clone()
            });
            out.last_mut().unwrap().stratum = key(department);
        }
    }
    out
}

fn week() -> Week {
    Week::of(date(2026, 11, 25))
}

/// Drawn by applicant, nobody is in the sample twice; every applicant of a stratum is in it as often as the design says,
/// and of an applicant's cases each stands for them as often: a case's chance is its applicant's by their number.
#[test]
fn applicants_are_drawn_as_often_as_the_design_says() {
    let all = of_people(24);
    let plan = Plan { unit: DrawUnit::Applicant, ..plan(SampleSize::Fixed(8), 1, 0) };
    let (rounds, seeds) = (20_000_u32, SeededRng::new(20_261_201));
    let mut seen: BTreeMap<CaseId, u32> = BTreeMap::new();
    let mut strata = Vec::new();
    for _ in 0..rounds {
        let seed = seeds.u64();
        let found = population(&plan, week(), seed, all.clone());
        assert_eq!(found.candidates.len(), 24, "an applicant each");
        assert_eq!(found.candidates.len() + found.left_out.len(), all.len());
        let drawn = draw(&plan, seed, &found.candidates);
        let person = |case: CaseId| all.iter().find(|c| c.case == case).unwrap().person;
        let people: BTreeSet<PersonId> = drawn.lines.iter().map(|l| person(l.case)).collect();
        assert_eq!(people.len(), drawn.lines.len(), "nobody twice");
        drawn.lines.iter().for_each(|line| *seen.entry(line.case).or_default() += 1);
        strata = drawn.strata;
    }
    for one in &all {
        let own = all.iter().filter(|c| c.person == one.person).count() as f64;
        let stratum = strata.iter().find(|s| s.key == one.stratum).unwrap();
        let p = f64::from(stratum.wanted) / f64::from(stratum.population) / own;
        let times = f64::from(seen.get(&one.case).copied().unwrap_or_default());
        let spread = 5.0 * (f64::from(rounds) * p * (1.0 - p)).sqrt();
        assert!(
            (times - f64::from(rounds) * p).abs() <= spread,
            "{}: {times}, not {}",
            one.case_no,
            f64::from(rounds) * p
        );
    }
}

/// Drawn by case, somebody with several cases comes out more often than somebody with one: the two units are told apart.
#[test]
fn by_case_somebody_may_be_called_twice() {
    let (all, plan) = (of_people(24), plan(SampleSize::Fixed(20), 1, 0));
    let twice = (0..200_u64).any(|seed| {
        let found = population(&plan, week(), seed, all.clone());
        let drawn = draw(&plan, seed, &found.candidates);
        let person = |case: CaseId| all.iter().find(|c| c.case == case).unwrap().person;
        let people: BTreeSet<PersonId> = drawn.lines.iter().map(|l| person(l.case)).collect();
        people.len() < drawn.lines.len()
    });
    assert!(twice);
}

proptest! {
    /// What was drawn by applicant is found again from the frozen list and the seed, in whatever order the list comes.
    #[test]
    fn a_draw_of_applicants_can_be_made_again(bytes in any::<[u8; SEED_BYTES]>(), n in 1_u32..12, people in 1_u32..20) {
        let seed = Seed::new(bytes);
        let plan = Plan { unit: DrawUnit::Applicant, ..plan(SampleSize::Fixed(n), 1, 50) };
        let mut all = of_people(people);
        let found = population(&plan, week(), seed.number(), all.clone());
        all.reverse();
        prop_assert_eq!(&found, &population(&plan, week(), seed.number(), all));
        let list = frozen(&found, &draw(&plan, seed.number(), &found.candidates));
        let again = population(&plan, week(), seed.number(), list.iter().map(|one| one.candidate.clone()).collect());
        prop_assert_eq!(list, frozen(&again, &draw(&plan, seed.number(), &again.candidates)));
    }

    /// No sentence of a bulletin prints a bare 100 %, whatever was answered.
    #[test]
    fn no_sentence_prints_a_bare_hundred(population in 1_u32..5_000, drawn in 0_u32..5_000, lost in 0_u32..3, low in 0_u32..3) {
        let drawn = drawn.min(population);
        let reached = drawn.saturating_sub(lost);
        let satisfied = reached.saturating_sub(low);
        let mut all = Tally { drawn, ..Tally::default() };
        all.outcomes.insert(Outcome::Reached, reached);
        all.overall.levels.insert(crate::base::Satisfaction::Satisfied, satisfied);
        all.overall.levels.insert(crate::base::Satisfaction::Dissatisfied, reached - satisfied);
        let stratum = Stratum { key: key(1), population, wanted: drawn };
        let found = estimate(&[Group { stratum, answered: reached, satisfied }], Confidence::NinetyFive);
        for text in [Some(reach_text(&all)), Some(sentence(&all)), certainty(&all, found.as_ref(), Confidence::NinetyFive)] {
            // The upper bound of an interval may be the whole; it stands behind its lower one.
            let text = text.unwrap_or_default().replace("至100.0%", "");
            prop_assert!(!text.contains("100%") && !text.contains("100.0%"), "{}", text);
        }
    }
}

/// Strata of different truths, drawn and not all reached: the interval holds the truth of the county at least
/// as often as it says, less one in a hundred.
#[test]
fn the_interval_holds_the_truth_as_often_as_it_says() {
    let sizes = [300_u32, 120, 60, 30];
    let truths = [90_u64, 80, 95, 60];
    let all = candidates(&sizes);
    let plan = plan(SampleSize::Fixed(100), 5, 0);
    let rng = SeededRng::new(5);
    for (confidence, nominal) in [(Confidence::Ninety, 0.90), (Confidence::NinetyFive, 0.95)] {
        let (mut held, runs) = (0_u32, 3_000_u32);
        for _ in 0..runs {
            let happy: BTreeMap<CaseId, bool> = all
                .iter()
                .map(|c| (c.case, rng.below(100) < truths[(c.stratum.department.get() - 1) as usize]))
                .collect();
            let truth = happy.values().filter(|h| **h).count() as f64 / all.len() as f64;
            let drawn = draw(&plan, rng.u64(), &all);
            let mut groups: Vec<Group> =
                drawn.strata.iter().map(|s| Group { stratum: s.clone(), answered: 0, satisfied: 0 }).collect();
            for line in &drawn.lines {
                // Every fourth is not reached, whatever they think.
                if rng.below(4) > 0 {
                    let group = groups.iter_mut().find(|g| g.stratum.key == line.stratum).unwrap();
                    group.answered += 1;
                    group.satisfied += u32::from(happy[&line.case]);
                }
            }
            held += u32::from(estimate(&groups, confidence).unwrap().interval.holds(truth));
        }
        let rate = f64::from(held) / f64::from(runs);
        assert!(rate >= nominal - 0.01, "{confidence:?}: {rate}");
    }
}

#[test]
fn who_asks_everybody_knows_and_who_asks_nobody_does_not() {
    let group = |population, answered, satisfied| Group {
        stratum: Stratum { key: key(i64::from(population)), population, wanted: answered },
        answered,
        satisfied,
    };
    let all = estimate(&[group(10, 10, 9), group(30, 30, 30)], Confidence::NinetyFive).unwrap();
    assert_eq!((all.share, all.interval.low, all.interval.high), (0.975, 0.975, 0.975));
    // A large stratum speaks for more: 0.75 × 1 + 0.25 × 0.5.
    let weighted = estimate(&[group(300, 10, 10), group(100, 10, 5), group(7, 0, 0)], Confidence::NinetyFive).unwrap();
    assert!((weighted.share - 0.875).abs() < 1e-12);
    assert_eq!((weighted.answered, weighted.unheard), (20, 7));
    assert!(weighted.effective < 20.0 && weighted.interval.high < 1.0, "{weighted:?}");
    assert_eq!(estimate(&[group(7, 0, 0)], Confidence::NinetyFive), None);
}
