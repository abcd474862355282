//! Questionnaires: every state, editions that stay, answers by stratum and by day, and marks of devices.

use std::collections::BTreeMap;

use domain::{
    base::{Confidence, DepartmentId, QuestionnaireId, ResponseId, StaffId},
    questionnaires::{Aspect, Body, Outlet, Question, QuestionKind, Questionnaire, Section, State, StratumBy},
};
use jiff::civil::date;
use store::{
    journal::{Stream, verify},
    questionnaires::{
        SealedAnswer, answer_change, answer_counts, answers_between, answers_of, device_is_marked, edition,
        edition_change, editions, mark_device, paper_is_taken, questionnaire, questionnaire_change, questionnaires,
    },
};
use testkit::{on_every_engine, region};

use crate::common::{put, write};

pub(crate) fn a_body(title: &str) -> Body {
    Body {
        title: title.into(),
        opening: "请说说".into(),
        thanks: "谢谢".into(),
        sections: vec![Section {
            title: "办事体验".into(),
            hint: String::new(),
            questions: vec![Question {
                key: "overall".into(),
                label: "总体满意吗".into(),
                kind: QuestionKind::Scale { about: Some(Aspect::Overall) },
                required: true,
                hint: String::new(),
                condition: None,
            }],
        }],
        outlets: vec![Outlet {
            code: "aaaa".into(),
            label: "3 号窗口".into(),
            department: Some(DepartmentId::new(7)),
            window: Some(3),
        }],
        stratum: StratumBy::Outlet,
        quotas: BTreeMap::from([("3 号窗口".to_owned(), 9)]),
        most: Some(100),
        closes_on: Some(date(2026, 12, 31)),
        confidence: Confidence::NinetyFive,
        hide_below: 5,
        source: "试算".into(),
    }
}

pub(crate) fn a_questionnaire(id: i64, state: State) -> Questionnaire {
    Questionnaire { id: QuestionnaireId::new(id), version: 2, draft: a_body("满意度调查"), state }
}

pub(crate) fn an_answer(id: i64, paper: Option<&str>) -> SealedAnswer {
    SealedAnswer {
        id: ResponseId::new(id),
        questionnaire: QuestionnaireId::new(1),
        edition: 1,
        stratum: if id % 2 == 0 { "大厅".into() } else { "3 号窗口".into() },
        department: (id % 2 == 1).then(|| DepartmentId::new(7)),
        window: (id % 2 == 1).then_some(3),
        on: date(2026, 11, 20 + i8::try_from(id).unwrap()),
        paper: paper.map(|no| (no.to_owned(), StaffId::new(2))),
        answers: vec![1, 2, 3],
    }
}

#[test]
fn a_questionnaire_reads_back_in_every_state() {
    on_every_engine(|t| {
        let on = date(2026, 11, 30);
        let states = [
            State::Draft,
            State::Open { edition: 1, since: on },
            State::Closed { edition: 2, on, reason: "够了".into() },
        ];
        for (id, state) in (1..).zip(states) {
            let one = a_questionnaire(id, state);
            put(&t.db, &Stream::questionnaire(one.id), vec![questionnaire_change(&region(), &one)]);
            assert_eq!(t.db.read(|tx| questionnaire(tx, &region(), one.id)), Ok(Some(one)));
        }
        let all = t.db.read(|tx| questionnaires(tx, &region())).unwrap();
        assert_eq!(all.iter().map(|q| q.id.get()).collect::<Vec<_>>(), [3, 2, 1]);
        assert_eq!(t.db.read(|tx| questionnaire(tx, &region(), QuestionnaireId::new(9))), Ok(None));
        let of = QuestionnaireId::new(2);
        let (first, second) = (a_body("一"), a_body("二"));
        put(&t.db, &Stream::questionnaire(of), vec![edition_change(&region(), of, (1, &first), on)]);
        put(&t.db, &Stream::questionnaire(of), vec![edition_change(&region(), of, (2, &second), on)]);
        assert_eq!(t.db.read(|tx| edition(tx, &region(), of, 1)), Ok(Some(first.clone())));
        assert_eq!(t.db.read(|tx| edition(tx, &region(), of, 3)), Ok(None));
        assert_eq!(t.db.read(|tx| editions(tx, &region(), of)), Ok(vec![(2, second, on), (1, first, on)]));
        assert_eq!(t.db.read(|tx| verify(tx, &region())).unwrap().findings, []);
        write(&t.db, |tx| tx.run("UPDATE questionnaire SET edition = NULL WHERE id = 2", &[])).unwrap();
        assert!(t.db.read(|tx| questionnaire(tx, &region(), of)).is_err(), "out without an edition");
    });
}

#[test]
fn answers_are_counted_by_stratum_and_found_by_day() {
    on_every_engine(|t| {
        let all = [an_answer(1, None), an_answer(2, Some("A-1")), an_answer(3, None)];
        for one in &all {
            put(&t.db, &Stream::response(one.id), vec![answer_change(&region(), one)]);
        }
        let of = QuestionnaireId::new(1);
        assert_eq!(t.db.read(|tx| answers_of(tx, &region(), of)), Ok(all.to_vec()));
        assert_eq!(t.db.read(|tx| answers_of(tx, &region(), QuestionnaireId::new(2))), Ok(vec![]));
        let counts = t.db.read(|tx| answer_counts(tx, &region(), of)).unwrap();
        assert_eq!(counts, BTreeMap::from([("3 号窗口".to_owned(), 2), ("大厅".to_owned(), 1)]));
        let days = (date(2026, 11, 22), date(2026, 11, 23));
        assert_eq!(t.db.read(|tx| answers_between(tx, &region(), days.0, days.1)), Ok(all[1..].to_vec()));
        assert_eq!(t.db.read(|tx| paper_is_taken(tx, &region(), of, "A-1")), Ok(true));
        assert_eq!(t.db.read(|tx| paper_is_taken(tx, &region(), of, "A-2")), Ok(false));
        assert_eq!(t.db.read(|tx| verify(tx, &region())).unwrap().findings, []);
    });
}

#[test]
fn a_device_is_marked_once_a_questionnaire() {
    on_every_engine(|t| {
        let mark = |of: i64| write(&t.db, move |tx| mark_device(tx, &region(), QuestionnaireId::new(of), "ab"));
        assert_eq!((mark(1), mark(1), mark(2)), (Ok(true), Ok(false), Ok(true)));
        let is_marked = |of: i64| t.db.read(|tx| device_is_marked(tx, &region(), QuestionnaireId::new(of), "ab"));
        assert_eq!((is_marked(1), is_marked(3)), (Ok(true), Ok(false)));
    });
}
