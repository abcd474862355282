use std::collections::BTreeMap;

use jiff::civil::{Date, date};

use super::*;
use crate::{
    base::{Confidence, DepartmentId, QuestionnaireId, Satisfaction},
    catalogue::FormCondition,
};

const TODAY: Date = date(2026, 11, 30);

pub(super) fn question(key: &str, label: &str, kind: QuestionKind, required: bool) -> Question {
    Question { key: key.into(), label: label.into(), kind, required, hint: String::new(), condition: None }
}

fn words(options: &[&str]) -> Vec<String> {
    options.iter().map(|o| (*o).to_owned()).collect()
}

pub(super) fn body() -> Body {
    let scale = |key: &str, label: &str, about| question(key, label, QuestionKind::Scale { about: Some(about) }, true);
    let mut why =
        question("why", "哪里不满意", QuestionKind::Several { options: words(&["排队", "材料", "态度"]) }, false);
    why.condition = Some(FormCondition::In { key: "overall".into(), values: words(&["不满意", "非常不满意"]) });
    Body {
        title: "政务服务满意度调查".into(),
        opening: "请说说您的感受".into(),
        thanks: "谢谢".into(),
        sections: vec![
            Section {
                title: "办事体验".into(),
                hint: String::new(),
                questions: vec![
                    question("who", "您是", QuestionKind::One { options: words(&["企业", "个人"]) }, true),
                    scale("overall", "总体满意吗", Aspect::Overall),
                    why,
                ],
            },
            Section {
                title: "其他".into(),
                hint: String::new(),
                questions: vec![
                    scale("speed", "办得快吗", Aspect::Efficiency),
                    question("say", "还想说什么", QuestionKind::Text { most: 200 }, false),
                ],
            },
        ],
        outlets: vec![outlet("aaaa", "3 号窗口", Some(7), Some(3)), outlet("bbbb", "大厅门口", None, None)],
        stratum: StratumBy::Outlet,
        quotas: BTreeMap::from([("大厅门口".to_owned(), 2)]),
        most: Some(10),
        closes_on: Some(date(2026, 12, 31)),
        confidence: Confidence::NinetyFive,
        hide_below: 3,
        source: String::new(),
    }
}

pub(super) fn outlet(code: &str, label: &str, department: Option<i64>, window: Option<u16>) -> Outlet {
    Outlet { code: code.into(), label: label.into(), department: department.map(DepartmentId::new), window }
}

fn answers(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
    pairs.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect()
}

pub(super) fn given(stratum: &str, window: Option<u16>, pairs: &[(&str, &str)]) -> Given {
    Given {
        stratum: stratum.into(),
        department: window.map(|_| DepartmentId::new(7)),
        window,
        on: TODAY,
        edition: 1,
        paper: false,
        answers: answers(pairs),
    }
}

fn refused(body: &Body, standing: &Standing, pairs: &[(&str, &str)]) -> Refusal {
    take(body, standing, &body.outlets[0], &answers(pairs), &BTreeMap::new(), TODAY).unwrap_err()
}

#[test]
fn a_questionnaire_goes_out_in_editions_and_ends() {
    let (first, event) = draft(QuestionnaireId::new(1), body());
    assert_eq!((event.questions, first.state.edition()), (5, None));
    assert_eq!(standing(&first, None, 0, TODAY), Standing::NotYet);
    assert_eq!(close(first.clone(), "够了", TODAY), Err(ActRefusal::NotOpen));
    let (out, event) = publish(first, None, TODAY).unwrap();
    assert_eq!((event.edition, event.outlets, out.version), (1, 2, 2));
    let edition = out.draft.clone();
    let at = |answers, day| standing(&out, Some(&edition), answers, day);
    assert_eq!(at(9, TODAY), Standing::Open);
    assert_eq!(at(10, TODAY), Standing::Full);
    assert_eq!(at(0, date(2026, 12, 31)), Standing::Open);
    assert_eq!(at(0, date(2027, 1, 1)), Standing::Over(date(2026, 12, 31)));
    assert_eq!(publish(out.clone(), Some(&edition), TODAY), Err(ActRefusal::Unchanged));
    let (changed, _) = redraft(out, Body { title: "二".into(), ..body() });
    let (second, event) = publish(changed, Some(&edition), TODAY).unwrap();
    assert_eq!((event.edition, second.version), (2, 4));
    assert_eq!(close(second.clone(), " ", TODAY), Err(ActRefusal::Reason));
    let (closed, event) = close(second, "够了", TODAY).unwrap();
    assert_eq!((event.edition, closed.state.as_str()), (2, "closed"));
    assert_eq!(standing(&closed, Some(&edition), 0, TODAY), Standing::Closed(TODAY));
    let (again, event) = publish(closed, Some(&edition), TODAY).unwrap();
    assert_eq!((event.edition, again.state.as_str()), (3, "open"));
}

#[test]
fn what_cannot_go_out_says_all_that_is_to_be_mended() {
    assert_eq!(check(&body(), TODAY), []);
    let flaw = |change: fn(&mut Body)| {
        let mut wrong = body();
        change(&mut wrong);
        check(&wrong, TODAY)
    };
    assert_eq!(flaw(|b| b.thanks = " ".into()), [BodyFlaw::Missing("答完以后的话")]);
    assert_eq!(flaw(|b| b.opening = "长".repeat(301)), [BodyFlaw::TooLong("开头的话")]);
    assert_eq!(flaw(|b| b.outlets.clear())[0], BodyFlaw::NoOutlet);
    assert_eq!(flaw(|b| b.sections[1].questions.clear()), [BodyFlaw::Section(2)]);
    assert_eq!(flaw(|b| b.sections.swap(0, 1)), []);
    assert_eq!(flaw(|b| b.sections[0].questions.swap(1, 2)), [BodyFlaw::Condition("哪里不满意".into())]);
    assert_eq!(
        flaw(|b| b.stratum = StratumBy::Question("say".into())),
        [BodyFlaw::Stratum, BodyFlaw::Quota("大厅门口".into())]
    );
    assert_eq!(flaw(|b| b.most = Some(0)), [BodyFlaw::Count]);
    assert_eq!(flaw(|b| b.closes_on = Some(date(2026, 11, 29))), [BodyFlaw::Over]);
    assert_eq!(flaw(|b| b.hide_below = 0), [BodyFlaw::HideBelow]);
    assert_eq!(flaw(|b| b.outlets[1].label = "3 号窗口".into())[0], BodyFlaw::Outlet("3 号窗口".into()));
    let mut by_question = body();
    by_question.stratum = StratumBy::Question("who".into());
    by_question.quotas = BTreeMap::from([("企业".to_owned(), 5)]);
    assert_eq!(check(&by_question, TODAY), []);
    let empty = Body { sections: Vec::new(), ..body() };
    assert_eq!(check(&empty, TODAY), [BodyFlaw::Empty]);
}

#[test]
fn an_answer_is_taken_when_it_may_be() {
    let body = body();
    let full = [("who", "企业"), ("overall", "满意"), ("why", "排队"), ("speed", "非常满意"), ("say", " 好 ")];
    let none = BTreeMap::new();
    let taken = take(&body, &Standing::Open, &body.outlets[1], &answers(&full), &none, TODAY).unwrap();
    assert_eq!(taken.stratum, "大厅门口");
    assert_eq!(taken.answers.get("why"), None, "what was not asked is dropped");
    assert_eq!(taken.answers.get("say").map(String::as_str), Some("好"));
    let low = [("who", "个人"), ("overall", "不满意"), ("why", "态度\n排队"), ("speed", "满意")];
    let taken = take(&body, &Standing::Open, &body.outlets[0], &answers(&low), &none, TODAY).unwrap();
    assert_eq!(taken.answers["why"], "排队\n态度");
    let Refusal::Flaws(flaws) = refused(&body, &Standing::Open, &[("overall", "满意")]) else { panic!("flaws") };
    assert_eq!(flaws.iter().map(|f| f.key.as_str()).collect::<Vec<_>>(), ["who", "speed"]);
    for closed in [Standing::NotYet, Standing::Full, Standing::Over(TODAY), Standing::Closed(TODAY)] {
        assert!(matches!(refused(&body, &closed, &full), Refusal::NotTaken(_)), "{closed:?}");
    }
    let counts = BTreeMap::from([("大厅门口".to_owned(), 2)]);
    let refusal = take(&body, &Standing::Open, &body.outlets[1], &answers(&full), &counts, TODAY).unwrap_err();
    assert_eq!(refusal, Refusal::StratumFull("大厅门口".into()));
    let mut free = body.clone();
    for section in &mut free.sections {
        section.questions.iter_mut().for_each(|q| q.required = false);
    }
    assert_eq!(refused(&free, &Standing::Open, &[("say", " ")]), Refusal::Nothing);
}

#[test]
fn answers_add_up_with_intervals_and_no_bare_hundred() {
    let body = body();
    let mut all: Vec<Given> =
        (0..8).map(|_| given("3 号窗口", Some(3), &[("overall", "非常满意"), ("who", "企业")])).collect();
    all.push(given(
        "大厅门口",
        None,
        &[("overall", "不满意"), ("why", "排队\n态度"), ("say", "我叫张三丰，电话13800138000")],
    ));
    all[0].paper = true;
    let found = results(&body, &all, &[]);
    assert_eq!((found.n, found.paper), (9, 1));
    let of = |key: &str| found.questions.iter().find(|q| q.question.key == key).unwrap();
    let scale = of("overall").scale.as_ref().unwrap();
    assert_eq!((scale.answered(), scale.satisfied, scale.mean_hundredths()), (9, 8, Some(467)));
    assert_eq!(of("overall").options[0].label, "非常满意");
    assert!(scale.interval.unwrap().holds(8.0 / 9.0));
    assert_eq!(scale_text(scale, found.confidence), "9人回答，满意8人（88.9%），95%置信区间56.5%至98.1%");
    assert_eq!(of("why").options.iter().map(|o| o.n).collect::<Vec<_>>(), [1, 0, 1]);
    assert_eq!(of("say").words, ["我叫张*丰，电话****"]);
    assert_eq!(of("speed").answered, 0);
    assert_eq!(scale_text(of("speed").scale.as_ref().unwrap(), found.confidence), "没有人答");
    let happy = results(&body, &all[..8], &[]);
    let scale = happy.questions[1].scale.as_ref().unwrap();
    let text = scale_text(scale, happy.confidence);
    assert_eq!(text, "8人回答，均表示满意；真实不满意率仍可能到31.2%");
    assert_eq!((share_text(8, 8).as_str(), share_text(0, 0).as_str()), ("8人，全部", "没有人答"));
    let levels: u32 = scale.levels.iter().filter(|(l, _)| **l == Satisfaction::VerySatisfied).map(|(_, n)| n).sum();
    assert_eq!(levels, 8);
}

#[test]
fn a_stratum_of_few_is_not_shown_apart() {
    let body = body();
    let mut all: Vec<Given> = (0..8).map(|_| given("3 号窗口", Some(3), &[("overall", "满意")])).collect();
    all.extend((0..4).map(|_| given("大厅门口", None, &[("overall", "不满意")])));
    let shown = cross(&body, &body.sections[0].questions[1], &all);
    assert_eq!(
        shown.iter().map(|c| (c.answered, c.satisfied)).collect::<Vec<_>>(),
        [(Some(8), Some(8)), (Some(4), Some(0))]
    );
    all.truncate(10);
    // Two at the door are too few; shown beside the whole, the window would tell them.
    let hidden = cross(&body, &body.sections[0].questions[1], &all);
    assert!(hidden.iter().all(|c| c.answered.is_none() && c.cells.is_empty() && c.satisfied.is_none()), "{hidden:?}");
    assert!(cross(&body, &body.sections[1].questions[1], &all).is_empty(), "words have no table");
}

#[test]
fn the_index_reads_places_by_aspect() {
    let body = body();
    let mut all = [
        given("3 号窗口", Some(3), &[("overall", "满意"), ("speed", "不满意")]),
        given("3 号窗口", Some(3), &[("overall", "非常满意")]),
        given("大厅门口", None, &[("overall", "非常不满意")]),
    ];
    all[1].paper = true;
    let found = measured(all.iter().map(|g| (&body, g)), Confidence::NinetyFive);
    let told: Vec<_> =
        found.iter().map(|m| (m.place, m.about, m.result.answered(), m.result.satisfied, m.paper)).collect();
    let (department, window) = (Place::Department(DepartmentId::new(7)), Place::Window(3));
    assert_eq!(
        told,
        [
            (department, Aspect::Overall, 2, 2, 1),
            (department, Aspect::Efficiency, 1, 0, 0),
            (window, Aspect::Overall, 2, 2, 1),
            (window, Aspect::Efficiency, 1, 0, 0),
        ]
    );
    assert_eq!(found[0].result.mean_hundredths(), Some(450));
}

#[test]
fn a_questionnaire_is_built_step_by_step() {
    let new = question("", " 窗口好找吗 ", QuestionKind::One { options: words(&["好找", " ", "不好找"]) }, false);
    let put =
        |former: Option<&str>, section, question| Edit::Put { former: former.map(str::to_owned), section, question };
    let built = edit(body(), put(None, 1, new.clone())).unwrap();
    let added = built.sections[1].questions.last().unwrap();
    assert_eq!((added.key.as_str(), added.label.as_str()), ("q1", "窗口好找吗"));
    assert_eq!(added.kind.options(), ["好找", "不好找"]);
    let moved = edit(built.clone(), put(Some("q1"), 0, Question { key: "find".into(), ..new.clone() })).unwrap();
    assert_eq!(moved.sections[0].questions.last().unwrap().key, "find");
    assert_eq!(
        edit(built.clone(), put(None, 0, Question { key: "who".into(), ..new.clone() })),
        Err(EditFlaw::KeyTaken("who".into()))
    );
    assert_eq!(edit(built.clone(), put(None, 0, Question { key: "1a".into(), ..new.clone() })), Err(EditFlaw::Key));
    let one = QuestionKind::One { options: words(&["好"]) };
    assert_eq!(edit(built.clone(), put(None, 0, Question { kind: one, ..new.clone() })), Err(EditFlaw::Options));
    let key = |b: &Body| b.questions().map(|q| q.key.clone()).collect::<Vec<_>>().join(" ");
    let up = edit(built.clone(), Edit::Shift { key: "speed".into(), up: true }).unwrap();
    assert_eq!((key(&up).as_str(), up.sections[0].questions.len()), ("who overall why speed say q1", 4));
    let down = edit(up, Edit::Shift { key: "who".into(), up: false }).unwrap();
    assert_eq!(key(&down), "overall who why speed say q1");
    assert_eq!(edit(built.clone(), Edit::Drop("none".into())), Err(EditFlaw::Gone));
    assert_eq!(edit(built.clone(), Edit::DropSection(0)), Err(EditFlaw::NotEmpty));
    let longer = edit(edit(built, Edit::AddSection).unwrap(), Edit::DropSection(2)).unwrap();
    assert_eq!(longer.sections.len(), 2);
    let outlets = edit(longer.clone(), Edit::PutOutlet(outlet("cccc", "网站", None, None))).unwrap();
    assert_eq!(outlets.outlets.len(), 3);
    assert_eq!(edit(outlets.clone(), Edit::PutOutlet(outlet("dddd", "网站", None, None))), Err(EditFlaw::Outlet));
    let renamed = edit(outlets, Edit::PutOutlet(outlet("cccc", "门户网站", None, None))).unwrap();
    assert_eq!(renamed.outlets[2].label, "门户网站");
    assert_eq!(edit(renamed, Edit::DropOutlet("cccc".into())).unwrap().outlets.len(), 2);
    assert_eq!(outlet_code(7).len(), 10);
    assert_ne!(outlet_code(7), outlet_code(8));
}
