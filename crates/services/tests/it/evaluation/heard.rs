//! What applicants say as scores: their own ratings and their answers to questionnaires, and nothing that a system, a
//! device of the staff or a caller made.

use std::collections::BTreeMap;

use domain::people::{Desk, Role};
use jiff::{SignedDuration, Timestamp};
use services::{
    evaluation::{SubjectKind, compute_period, leaf_rows, ranking},
    measures::SOURCES,
    people::{NewStaff, add_staff},
    questionnaires::{Edit, Link, Outlet, Sent, answer, begin, publish, step},
    reviews::{EnterForm, ReviewForm, enter, give, invite, note_defaults_after, review_link},
};
use testkit::engines;

use super::{at, of, part, period};
use crate::followup::{County, FOOD};

/// Seven finished cases: five rated by their applicants, one on a device of the staff, one by default.
fn rated(county: &County) {
    county.finish(FOOD, 0..7);
    let all = (Timestamp::UNIX_EPOCH, county.bureau.now() + SignedDuration::from_hours(1));
    let cases = county.db.db.read(|tx| store::cases::cases_completed(tx, county.bureau.region(), all, None)).unwrap();
    let said = [("5", "517"), ("5", "517"), ("4", "413"), ("1", "115"), ("2", "213")];
    for (n, (case, (stars, option))) in cases.iter().zip(said).enumerate() {
        let form = ReviewForm {
            code: review_link(&county.bureau, case).unwrap().unwrap().code,
            stars: stars.into(),
            options: vec![option.into()],
            anonymous: n == 3,
            browser: format!("手机{n}"),
            ..ReviewForm::default()
        };
        give(&county.bureau, &Desk::public("192.0.2.1"), &form, None).unwrap();
    }
    let form = EnterForm {
        case_no: cases[5].no.to_string(),
        way: "staff_device".into(),
        stars: "5".into(),
        ..EnterForm::default()
    };
    enter(&county.bureau, &county.desk("jianren"), &form, None).unwrap();
}

/// A questionnaire at window 3 for the first department, answered so often.
fn asked(county: &County, answers: usize) {
    let new = NewStaff {
        login: "bianji".into(),
        name: "bianji".into(),
        roles: vec![Role::Editor.as_str().to_owned()],
        department: None,
        window_no: None,
        password: "Xiaokang-2026".into(),
        must_change: false,
    };
    add_staff(&county.bureau, &Desk::system("测试"), &new, None).unwrap();
    let (editor, ducha) = (county.desk("bianji"), county.desk("ducha"));
    let id = begin(&county.bureau, &editor, None).unwrap();
    let outlet = Outlet {
        code: "aaaabbbb".into(),
        label: "3 号窗口".into(),
        department: Some(domain::base::DepartmentId::new(1)),
        window: Some(3),
    };
    step(&county.bureau, &editor, (id, 1), &Edit::PutOutlet(outlet), None).unwrap();
    publish(&county.bureau, &ducha, (id, 2), None).unwrap();
    for n in 0..answers {
        let answers = [
            ("who", "个人的事"),
            ("overall", "满意"),
            ("attitude", if n == 0 { "非常满意" } else { "不满意" }),
            ("efficiency", "非常满意"),
        ];
        let answers: BTreeMap<String, String> =
            answers.into_iter().map(|(key, text)| (key.to_owned(), text.to_owned())).collect();
        let sent = Sent { link: Link { of: id, code: "aaaabbbb".into() }, token: format!("{n:064x}"), answers };
        answer(&county.bureau, &Desk::public("192.0.2.9"), &sent, None).unwrap();
    }
}

#[test]
fn own_ratings_and_answers_make_scores_and_nothing_else_does() {
    for db in engines() {
        let county = County::open(db);
        rated(&county);
        invite(&county.bureau).unwrap();
        asked(&county, 5);
        at(&county, 2026, 11, 30);
        assert_eq!(note_defaults_after(&county.bureau, 3).unwrap(), 1, "the case of the device is rated");
        at(&county, 2026, 12, 20);
        compute_period(&county.bureau, &county.desk("ducha"), SOURCES, period("2026-11"), None).unwrap();
        let line = of(&county, SubjectKind::Department, "2026-11", "县市场监管局");
        // 100, 100, 80, 20, 40.
        let stars = part(&line, "quality.reviews").value.unwrap();
        assert_eq!((stars.n, stars.value), (5, 68.0), "neither the device nor the default");
        // Four of them ticked something about attitude: too few to be told.
        assert!(part(&line, "attitude.reviews").too_few && part(&line, "attitude.reviews").value.is_none());
        let asked = part(&line, "attitude.questionnaires").value.unwrap();
        assert_eq!((asked.n, asked.value), (5, (100.0 + 4.0 * 40.0) / 5.0));
        assert_eq!(part(&line, "efficiency.questionnaires").points, Some(100.0));
        assert!(part(&line, "quality.questionnaires").value.is_none(), "nobody answered that question");
        let window = of(&county, SubjectKind::Window, "2026-11", "3号窗口");
        assert_eq!(part(&window, "attitude.questionnaires").value.unwrap().n, 5);
        let clerk = of(&county, SubjectKind::Person, "2026-11", "chuangkou");
        assert_eq!(part(&clerk, "quality.reviews").value.unwrap().n, 5);
        assert!(clerk.row.score.parts.iter().all(|p| p.key != "attitude.questionnaires"), "nobody knows who served");
        // A score opens into its rows; who is not named stays unnamed.
        let run = ranking(&county.bureau, &county.desk("ducha"), SubjectKind::Department, None, None);
        let run = run.unwrap().run.unwrap().id;
        let subject = &line.row.subject;
        let rows =
            leaf_rows(&county.bureau, &county.desk("ducha"), SOURCES, (run, subject), "quality.reviews").unwrap();
        let mut labels: Vec<&str> = rows.rows.iter().map(|r| r.fact.label.as_str()).collect();
        labels.sort_unstable();
        assert_eq!(labels.iter().filter(|l| **l == "食品经营许可（匿名评价）").count(), 1);
        assert_eq!(labels.iter().filter(|l| l.contains("-")).count(), 4, "{labels:?}");
        let hidden = leaf_rows(&county.bureau, &county.desk("ducha"), SOURCES, (run, subject), "attitude.reviews");
        assert_eq!(hidden.unwrap().withheld, Some(4));
        county.is_sound();
    }
}
