//! The evaluation index as rows, on both engines: versions and draft, computations with scores and facts, disputes in
//! every stage, talks and bulletins; all of it rebuilt from the journal.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    base::{
        Confidence, DepartmentId, EvaluationBulletinId, EvaluationDisputeId, EvaluationRunId, EvaluationTalkId, StaffId,
    },
    evaluation::{
        Bulletin, CountyIndex, Direction, Dispute, DisputeStage, Excluded, Fact, Index, Leaf, Node, NodeKind, Part,
        Period, Rules, Ruling, Score, Scoring, Subject, SubjectKind, Talk, Value, Weighing, Who,
    },
};
use jiff::civil::date;
use serde_json::json;
use store::{
    evaluation::{
        Draft, Published, Run, ScoreRow, bulletin, bulletin_change, bulletins, dispute, dispute_change, dispute_of_row,
        disputes, draft_change, evaluation_draft, evaluation_index, evaluation_index_at, evaluation_indexes, facts_of,
        holds_fact, index_change, keep_facts, keep_scores, latest_run, open_dispute_count, run, run_change, runs,
        runs_of_period, score_of, scores_of, scores_of_kind, talk_change, talks, upheld_rows,
    },
    journal::{Entry, Stream, append, head, verify},
};
use testkit::{on_every_engine, region, stamp};

use crate::common::{put, write};

pub(crate) fn an_index(version: u32) -> CountyIndex {
    let leaf = Leaf {
        measure: "cases.on_time".into(),
        direction: Direction::Higher,
        scoring: Scoring::Efficacy { must: 90.0, want: 100.0 },
        least: 10,
        subjects: vec![SubjectKind::Department],
    };
    let node = Node {
        key: "speed".into(),
        name: "按时办结率".into(),
        meaning: "按时办结的比例".into(),
        weight: 1.0,
        kind: NodeKind::Leaf(leaf),
    };
    CountyIndex {
        index: Index { version, name: "县评价指标体系".into(), nodes: vec![node] },
        weighing: BTreeMap::from([(String::new(), Weighing::Pairwise(vec![3.0]))]),
        rules: Rules {
            settle_days: 14,
            dispute_days: 30,
            rule_workdays: 10,
            order_below: 60.0,
            order_covered: 0.5,
            order_workdays: 20,
            requirement: "整改".into(),
            talk_below: 60.0,
            effect_least: 10,
            confidence: Confidence::NinetyFive,
        },
        source: "试算".into(),
    }
}

pub(crate) fn a_run(id: i64, period: &str, nth: i64) -> Run {
    Run {
        id: EvaluationRunId::new(id),
        period: Period::parse(period).unwrap(),
        nth,
        index_version: 1,
        computed_at: stamp().happened_at,
        excluded: BTreeSet::from([a_row("1")]),
    }
}

pub(crate) fn a_row(key: &str) -> Excluded {
    Excluded { source: "cases".into(), key: key.into(), measure: "cases.on_time".into() }
}

fn a_score(kind: SubjectKind, key: &str, points: Option<f64>) -> ScoreRow {
    let value = Value { value: 98.25, n: 12, variance: 0.5 };
    let part =
        Part { key: "speed".into(), weight: 1.0, points, value: points.map(|_| value), too_few: points.is_none() };
    ScoreRow {
        subject: Subject { kind, key: key.into() },
        name: format!("名称{key}"),
        department: (kind == SubjectKind::Department).then(|| DepartmentId::new(1)),
        score: Score { points, covered: if points.is_some() { 1.0 } else { 0.0 }, parts: vec![part] },
    }
}

fn a_fact(key: &str, person: Option<i64>, window: Option<u16>) -> Fact {
    Fact {
        source: "cases".into(),
        key: key.into(),
        label: format!("食品经营许可（{key}）"),
        on: date(2026, 9, 3),
        who: Who {
            department: Some(DepartmentId::new(1)),
            window,
            person: person.map(StaffId::new),
            township: (key == "3").then(|| "990101001000".into()),
        },
        values: BTreeMap::from([("cases.on_time".into(), 1.0), ("cases.days".into(), 2.5)]),
    }
}

pub(crate) fn a_dispute(id: i64, key: &str, stage: DisputeStage) -> Dispute {
    Dispute {
        id: EvaluationDisputeId::new(id),
        version: 1,
        run: EvaluationRunId::new(1),
        period: "2026-Q3".into(),
        row: a_row(key),
        label: "食品经营许可".into(),
        reason: "系统停机".into(),
        by: StaffId::new(3),
        at: stamp().happened_at,
        rule_by: date(2026, 12, 1),
        stage,
    }
}

pub(crate) fn a_ruling() -> Ruling {
    Ruling { text: "属实".into(), at: stamp().happened_at, by: StaffId::new(4) }
}

pub(crate) fn a_talk() -> Talk {
    Talk {
        id: EvaluationTalkId::new(1),
        run: EvaluationRunId::new(1),
        period: "2026-Q3".into(),
        subject: Subject { kind: SubjectKind::Department, key: "1".into() },
        name: "县市场监管局".into(),
        on: date(2026, 11, 20),
        text: "约定下月复查".into(),
        by: StaffId::new(4),
        at: stamp().happened_at,
    }
}

pub(crate) fn a_bulletin() -> Bulletin {
    Bulletin {
        id: EvaluationBulletinId::new(1),
        run: EvaluationRunId::new(1),
        period: "2026-Q3".into(),
        title: "三季度评价通报".into(),
        text: "请对照整改。".into(),
        by: StaffId::new(4),
        at: stamp().happened_at,
    }
}

#[test]
fn versions_and_the_draft_come_back_as_they_were() {
    on_every_engine(|t| {
        let published = |version| Published { index: an_index(version), at: stamp().happened_at };
        t.db.read(|tx| {
            assert_eq!((evaluation_index(tx, &region())?, evaluation_draft(tx, &region())?), (None, None));
            Ok(())
        })
        .unwrap();
        for version in [1, 2] {
            put(&t.db, &Stream::evaluation(), vec![index_change(&region(), &published(version))]);
        }
        for version in [1, 2] {
            let draft = Draft { version, index: an_index(2) };
            put(&t.db, &Stream::evaluation(), vec![draft_change(&region(), &draft)]);
        }
        t.db.read(|tx| {
            assert_eq!(evaluation_index(tx, &region())?, Some(published(2)));
            assert_eq!(evaluation_index_at(tx, &region(), 1)?, Some(published(1)));
            assert_eq!(evaluation_index_at(tx, &region(), 3)?, None);
            assert_eq!(evaluation_indexes(tx, &region())?, [published(2), published(1)]);
            assert_eq!(evaluation_draft(tx, &region())?, Some(Draft { version: 2, index: an_index(2) }));
            Ok(())
        })
        .unwrap();
        assert!(t.db.read(|tx| verify(tx, &region())).unwrap().findings.is_empty());
    });
}

#[test]
fn a_computation_keeps_its_scores_and_the_rows_behind_them() {
    on_every_engine(|t| {
        let scores = vec![
            a_score(SubjectKind::Department, "1", Some(81.25)),
            a_score(SubjectKind::Person, "3", Some(60.0)),
            a_score(SubjectKind::Window, "2", None),
        ];
        let facts = vec![a_fact("1", Some(3), None), a_fact("2", None, Some(2)), a_fact("3", Some(4), Some(2))];
        for run in [a_run(1, "2026-Q3", 1), a_run(2, "2026-Q3", 2), a_run(3, "2026-09", 1)] {
            let (scores, facts) = (scores.clone(), facts.clone());
            write(&t.db, move |tx| {
                let bulks = [keep_scores(tx, &region(), run.id, &scores)?, keep_facts(tx, &region(), run.id, &facts)?];
                let at = head(tx, &region(), &Stream::evaluation())?;
                let [a, b] = bulks;
                let entry = Entry::new(Stream::evaluation(), at, "evaluation.computed", &json!({}))
                    .with(run_change(&region(), &run))
                    .with_bulk(a)
                    .with_bulk(b);
                append(tx, &region(), &stamp(), entry)
            })
            .unwrap();
        }
        t.db.read(|tx| {
            let (r, id) = (region(), EvaluationRunId::new(2));
            let quarter = Period::parse("2026-Q3").unwrap();
            assert_eq!(latest_run(tx, &r, quarter)?, Some(a_run(2, "2026-Q3", 2)));
            assert_eq!(latest_run(tx, &r, quarter.before())?, None);
            assert_eq!(run(tx, &r, EvaluationRunId::new(1))?, Some(a_run(1, "2026-Q3", 1)));
            let ids = |all: Vec<Run>| all.iter().map(|r| r.id.get()).collect::<Vec<_>>();
            assert_eq!(ids(runs_of_period(tx, &r, quarter)?), [2, 1]);
            assert_eq!(ids(runs(tx, &r, 9)?), [3, 2], "the last of each period");
            assert_eq!(scores_of(tx, &r, id)?, scores);
            assert_eq!(scores_of_kind(tx, &r, id, SubjectKind::Person)?, scores[1..2]);
            assert_eq!(score_of(tx, &r, id, &scores[2].subject)?, Some(scores[2].clone()));
            assert_eq!(facts_of(tx, &r, id, None)?, facts);
            let of = |kind, key: &str| Subject { kind, key: key.into() };
            let keys = |all: Vec<Fact>| all.into_iter().map(|f| f.key).collect::<Vec<_>>();
            assert_eq!(keys(facts_of(tx, &r, id, Some(&of(SubjectKind::Department, "1")))?), ["1", "2", "3"]);
            assert_eq!(keys(facts_of(tx, &r, id, Some(&of(SubjectKind::Window, "2")))?), ["2", "3"]);
            assert_eq!(keys(facts_of(tx, &r, id, Some(&of(SubjectKind::Person, "3")))?), ["1"]);
            assert_eq!(keys(facts_of(tx, &r, id, Some(&of(SubjectKind::Township, "990101001000")))?), ["3"]);
            assert_eq!((holds_fact(tx, &r, id, &a_row("2"))?, holds_fact(tx, &r, id, &a_row("9"))?), (true, false));
            Ok(())
        })
        .unwrap();
        assert!(t.db.read(|tx| verify(tx, &region())).unwrap().findings.is_empty());
        // Frozen: whoever changes a row behind a score is found out.
        t.db.write(|tx| tx.run("UPDATE evaluation_fact SET label = 'x' WHERE run_id = 2 AND fact_key = '1'", &[]))
            .unwrap();
        assert!(!t.db.read(|tx| verify(tx, &region())).unwrap().findings.is_empty());
    });
}

#[test]
fn disputes_talks_and_bulletins_come_back_as_they_were() {
    on_every_engine(|t| {
        let all = [
            a_dispute(1, "1", DisputeStage::Upheld(a_ruling())),
            a_dispute(2, "2", DisputeStage::Raised),
            a_dispute(3, "3", DisputeStage::Dismissed(a_ruling())),
        ];
        for one in &all {
            put(&t.db, &Stream::evaluation_dispute(one.id), vec![dispute_change(&region(), one)]);
        }
        put(&t.db, &Stream::evaluation(), vec![talk_change(&region(), &a_talk())]);
        put(&t.db, &Stream::evaluation(), vec![bulletin_change(&region(), &a_bulletin())]);
        t.db.read(|tx| {
            let r = region();
            assert_eq!(dispute(tx, &r, all[0].id)?, Some(all[0].clone()));
            assert_eq!(dispute_of_row(tx, &r, &a_row("3"))?, Some(all[2].clone()));
            assert_eq!(dispute_of_row(tx, &r, &a_row("4"))?, None);
            let ids = |all: Vec<Dispute>| all.iter().map(|d| d.id.get()).collect::<Vec<_>>();
            assert_eq!(ids(disputes(tx, &r, None, 9)?), [2, 3, 1], "those that wait first");
            assert_eq!(ids(disputes(tx, &r, Some(StaffId::new(9)), 9)?), Vec::<i64>::new());
            assert_eq!(open_dispute_count(tx, &r)?, 1);
            assert_eq!(upheld_rows(tx, &r)?, BTreeSet::from([a_row("1")]));
            assert_eq!(talks(tx, &r, 9)?, [a_talk()]);
            assert_eq!(bulletins(tx, &r, 9)?, [a_bulletin()]);
            assert_eq!(bulletin(tx, &r, a_bulletin().id)?, Some(a_bulletin()));
            Ok(())
        })
        .unwrap();
        assert!(t.db.read(|tx| verify(tx, &region())).unwrap().findings.is_empty());
        // A ruling without who ruled is no ruling.
        t.db.write(|tx| tx.run("UPDATE evaluation_dispute SET ruled_by = NULL WHERE id = 1", &[])).unwrap();
        assert!(t.db.read(|tx| dispute(tx, &region(), all[0].id)).is_err());
    });
}
