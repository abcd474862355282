//! The index: its draft, weighing, publishing with its check, and what it would change.

use services::{
    Failure,
    evaluation::{
        CountyIndex, FIRST_LEVEL, PublishRefusal, SubjectKind, WeighFlaw, WeighForm, Weighing, compute_period, index,
        publish, save_draft, weigh_draft, weighing, what_if,
    },
    measures::SOURCES,
};
use testkit::engines;

use super::{MONTH, at, december, of, period};
use crate::followup::County;

fn weigh(county: &County, weighing: Option<Weighing>, version: i64) -> Result<i64, Failure<WeighFlaw>> {
    let form = WeighForm { group: FIRST_LEVEL.into(), weighing, version };
    weigh_draft(&county.bureau, &county.desk("ducha"), SOURCES, &form, None)
}

fn draft(county: &County) -> (i64, CountyIndex) {
    let view = index(&county.bureau, &county.desk("ducha"), SOURCES).unwrap();
    (view.draft.version, view.draft.index)
}

#[test]
fn a_draft_is_weighed_checked_and_put_into_force() {
    for db in engines() {
        let county = County::open(db);
        let (bureau, ducha) = (&county.bureau, county.desk("ducha"));
        let unchanged = publish(bureau, &ducha, SOURCES, 0, None);
        assert_eq!(unchanged, Err(Failure::Refused(PublishRefusal::Unchanged)));
        assert!(matches!(
            save_draft(bureau, &county.desk("shichang"), &draft(&county).1, 0, None),
            Err(Failure::Denied(_))
        ));
        let circle = weigh(&county, Some(Weighing::Pairwise(vec![5.0, 0.2, 5.0])), 0);
        assert!(matches!(circle, Err(Failure::Refused(WeighFlaw::Inconsistent(_)))), "{circle:?}");
        assert_eq!(weigh(&county, Some(Weighing::Pairwise(vec![3.0, 5.0, 2.0])), 0).unwrap(), 1);
        let (version, weighed) = draft(&county);
        let weights: Vec<String> = weighed.index.nodes.iter().map(|n| format!("{:.2}", n.weight)).collect();
        assert_eq!((version, weights), (1, vec!["64.83".into(), "22.97".into(), "12.20".into()]));
        assert!(weighed.weighing.contains_key(FIRST_LEVEL));
        assert!(matches!(weigh(&county, None, 0), Err(Failure::Stale)), "from an old page");
        // Weights changed by hand are entered ones.
        let mut by_hand = weighed.clone();
        by_hand.index.nodes[0].weight = 50.0;
        assert_eq!(save_draft(bureau, &ducha, &by_hand, 1, None).unwrap(), 2);
        assert!(draft(&county).1.weighing.is_empty());
        assert_eq!(save_draft(bureau, &ducha, &by_hand, 2, None).unwrap(), 2, "nothing was changed");
        let mut wrong = by_hand.clone();
        wrong.index.nodes[0].weight = 0.0;
        wrong.source = String::new();
        save_draft(bureau, &ducha, &wrong, 2, None).unwrap();
        match publish(bureau, &ducha, SOURCES, 3, None) {
            Err(Failure::Refused(PublishRefusal::Flaws(flaws))) => assert_eq!(flaws.len(), 2, "{flaws:?}"),
            other => panic!("{other:?}"),
        }
        save_draft(bureau, &ducha, &by_hand, 3, None).unwrap();
        assert_eq!(publish(bureau, &ducha, SOURCES, 4, Some("k")).unwrap(), 1);
        assert_eq!(publish(bureau, &ducha, SOURCES, 4, Some("k")).unwrap(), 1, "the same key has one effect");
        let view = index(bureau, &ducha, SOURCES).unwrap();
        assert!(!view.is_changed && view.in_force.index.version == 1 && view.versions.len() == 1);
        county.is_sound();
    }
}

#[test]
fn what_the_draft_would_change_and_what_the_data_would_weigh() {
    for db in engines() {
        let county = County::open(db);
        let (bureau, ducha) = (&county.bureau, county.desk("ducha"));
        let view = weighing(bureau, &ducha, SOURCES, FIRST_LEVEL, Some(&[5.0, 0.2, 5.0])).unwrap();
        assert!(!view.ahp.unwrap().is_consistent() && view.worst.is_some() && view.over.is_none());
        assert!(matches!(weighing(bureau, &ducha, SOURCES, "nothing", None), Err(Failure::NotFound)));
        december(&county);
        at(&county, 2027, 1, 20);
        compute_period(bureau, &ducha, SOURCES, period(MONTH), None).unwrap();
        let same = what_if(bureau, &ducha, SOURCES, None).unwrap();
        assert!(same.lines.len() == 2 && same.lines.iter().all(|l| l.now == l.then), "{:?}", same.lines);
        // Nobody was called, so the first level is not known of anybody.
        assert!(matches!(
            weighing(bureau, &ducha, SOURCES, FIRST_LEVEL, None).unwrap().entropy,
            Err(WeighFlaw::Entropy(_))
        ));
        let (_, mut new) = draft(&county);
        new.index.nodes.retain(|n| n.key != "attitude");
        new.index.nodes[0].weight = 95.0;
        new.index.nodes[1].weight = 5.0;
        let version = save_draft(bureau, &ducha, &new, 0, None).unwrap();
        let then = what_if(bureau, &ducha, SOURCES, None).unwrap();
        let worst = then.lines.iter().find(|l| l.name == "县人社局").unwrap();
        assert!(worst.then.0 > worst.now.0, "cards weigh more, and it has none: {worst:?}");
        let entropy = weighing(bureau, &ducha, SOURCES, "efficiency", None).unwrap();
        assert!(matches!(entropy.over, Some((p, _)) if p == period(MONTH)));
        // In force it changes what is computed from now on, and nothing before.
        let before = of(&county, SubjectKind::Department, MONTH, "县人社局");
        publish(bureau, &ducha, SOURCES, version, None).unwrap();
        assert_eq!(of(&county, SubjectKind::Department, MONTH, "县人社局").row, before.row);
        compute_period(bureau, &ducha, SOURCES, period(MONTH), None).unwrap();
        let after = of(&county, SubjectKind::Department, MONTH, "县人社局");
        assert_eq!(after.row.score.points, worst.then.0);
        county.is_sound();
    }
}
