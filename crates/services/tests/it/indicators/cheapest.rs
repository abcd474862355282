//! The smallest set that reaches a goal, held against every set there is.

use domain::{
    base::Percent,
    indicators::{Indicator, ItemFacts},
};
use services::indicators::{Aim, BlockerForm, Outcome, WhatIf, cheapest, set_blocker, what_if};
use testkit::{TestDb, on_every_engine};

use super::house::{House, good, system};

const PUBLICATION: Indicator = Indicator::ProvincialPublicationRate;

fn percent(text: &str) -> Percent {
    Percent::parse(text).unwrap()
}

/// Whether closing these items gives the goal, by the what-if alone.
fn reaches(house: &House, indicator: Indicator, subjects: Vec<String>, aim: Aim) -> bool {
    let asked = WhatIf { indicator: Some(indicator), subjects, ..WhatIf::default() };
    let answer = what_if(&house.bureau, &system(), &asked).unwrap().unwrap();
    let after = &answer.lines.iter().find(|l| l.before.indicator == indicator).unwrap().after;
    match aim {
        Aim::OwnTarget => after.is_on_target(),
        Aim::Figure(target) => after.ratio().missing_to(&target) == 0,
        Aim::Rank(place) => after.rank.is_some_and(|r| r.place <= place),
    }
}

fn smallest(house: &House, indicator: Indicator, gaps: &[i64], aim: Aim) -> Option<u32> {
    let of = |set: u32| {
        let chosen = gaps.iter().enumerate().filter(move |(i, _)| set & (1 << i) != 0);
        chosen.map(|(_, id)| id.to_string()).collect::<Vec<_>>()
    };
    (0_u32..1 << gaps.len()).filter(|set| reaches(house, indicator, of(*set), aim)).map(u32::count_ones).min()
}

#[test]
fn no_smaller_set_reaches_the_goal() {
    let house = House::unpublished(TestDb::sqlite(), 9, 5);
    house.city(PUBLICATION, &[("990102", "77.7", false), ("990103", "88.9", false), ("990104", "55.6", false)]);
    house.city(PUBLICATION, &[("昆山市", "100", true)]);
    house.take();
    let aims = [Aim::OwnTarget, Aim::Figure(percent("60")), Aim::Figure(percent("77.78")), Aim::Figure(percent("44"))];
    for aim in aims.into_iter().chain((1..=4).map(Aim::Rank)) {
        let way = cheapest(&house.bureau, &system(), PUBLICATION, aim).unwrap().unwrap();
        let least = smallest(&house, PUBLICATION, &[1, 2, 3, 4, 5], aim).unwrap() as usize;
        assert_eq!(way.chosen.len(), least, "{aim:?}");
        let expected = if least == 0 { Outcome::Already } else { Outcome::Reached };
        assert_eq!(way.outcome, expected, "{aim:?}");
        let subjects = way.chosen.iter().map(|g| g.subject.clone()).collect();
        assert!(reaches(&house, PUBLICATION, subjects, aim), "{aim:?}");
    }
    let first = cheapest(&house.bureau, &system(), PUBLICATION, Aim::Rank(1)).unwrap().unwrap();
    assert_eq!((first.chosen.len(), first.after.text().as_str()), (4, "88.9%"), "a place may be shared");
}

fn blocker(subject: &str, kind: &str) -> BlockerForm {
    BlockerForm {
        indicator: Indicator::FullyOnlineRate.id().into(),
        subjects: vec![subject.into()],
        blocker: kind.into(),
        note: "试".into(),
        ..BlockerForm::default()
    }
}

#[test]
fn fewer_changes_and_easier_blockers_come_first() {
    on_every_engine(|t| {
        let visits = ItemFacts { onsite_visits: Some(1), ..good() };
        let both = ItemFacts { online_depth: Some(3), onsite_visits: Some(1), ..good() };
        let db = testkit::engines().into_iter().find(|e| e.name == t.name).unwrap();
        let house = House::with_items(db, &[both.clone(), visits.clone(), visits.clone(), visits, good()]);
        house.take();
        for (subject, kind) in [("1", "paperwork"), ("2", "system"), ("3", "paperwork"), ("4", "in_person_by_law")] {
            set_blocker(&house.bureau, &system(), &blocker(subject, kind), None).unwrap();
        }
        let way = |aim| cheapest(&house.bureau, &system(), Indicator::FullyOnlineRate, aim).unwrap().unwrap();
        let chosen = |aim| way(aim).chosen.iter().map(|g| g.key).collect::<Vec<_>>();
        assert_eq!(chosen(Aim::Figure(percent("40"))), [3]);
        assert_eq!(chosen(Aim::Figure(percent("60"))), [3, 2], "one field, then the harder blocker");
        assert_eq!(chosen(Aim::Figure(percent("80"))), [3, 2, 1]);
        let never = way(Aim::OwnTarget);
        let Outcome::OutOfReach(why) = &never.outcome else { panic!("{:?}", never.outcome) };
        assert_eq!(why, &["要补 4 项，能补的只有 3 项", "1 项受“法定到场”限制，县里补不了"]);
        assert_eq!((never.chosen.len(), never.after.text().as_str()), (3, "80.00%"), "what can be done at all");
        let asked = WhatIf { subjects: vec!["4".into()], ..WhatIf::default() };
        assert_eq!(what_if(&house.bureau, &system(), &asked).unwrap().unwrap().blocked, 1);
    });
}

#[test]
fn what_cannot_be_told_is_said() {
    let house = House::unpublished(TestDb::sqlite(), 4, 1);
    house.take();
    let why = |indicator, aim| {
        let way = cheapest(&house.bureau, &system(), indicator, aim).unwrap().unwrap();
        match way.outcome {
            Outcome::OutOfReach(why) => why.join("；"),
            other => panic!("{other:?}"),
        }
    };
    assert!(why(PUBLICATION, Aim::Rank(1)).starts_with("还没有别的县的数据"));
    assert!(why(Indicator::LimitCompression, Aim::OwnTarget).starts_with("承诺时限压缩比按工作日计算"));
    assert!(why(Indicator::StationCoverageRate, Aim::OwnTarget).starts_with("把缺口全部补上也到不了"), "no station");
    let done = cheapest(&house.bureau, &system(), Indicator::HallResidencyRate, Aim::OwnTarget).unwrap().unwrap();
    assert_eq!((done.outcome, done.chosen.len()), (Outcome::Already, 0));
}
