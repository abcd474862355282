//! The text of events of questionnaires, frozen like every other.

use domain::{
    base::QuestionnaireId,
    questionnaires::{Answered, Closed, Drafted, Published, State},
};
use jiff::civil::date;
use serde_json::json;
use store::{
    journal::{Entry, Stream},
    questionnaires::{answer_change, edition_change, questionnaire_change},
};
use testkit::region;

use super::golden::frozen;
use crate::questionnaires::{a_body, a_questionnaire, an_answer};

#[test]
fn a_questionnaire_through_its_life() {
    let (id, on) = (QuestionnaireId::new(1), date(2026, 11, 30));
    let put = |kind, facts: serde_json::Value, state: State| {
        Entry::new(Stream::questionnaire(id), 0, kind, &facts)
            .with(questionnaire_change(&region(), &a_questionnaire(1, state)))
    };
    let event = Drafted { title: "满意度调查".into(), questions: 1 };
    frozen("questionnaires_drafted", &put("questionnaires.drafted", json!(event), State::Draft));
    let event =
        Published { edition: 1, title: "满意度调查".into(), outlets: 1, closes_on: Some(date(2026, 12, 31)) };
    let out = put("questionnaires.published", json!(event), State::Open { edition: 1, since: on });
    let edition = edition_change(&region(), id, (1, &a_body("满意度调查")), on);
    frozen("questionnaires_published", &out.with(edition));
    let event = Closed { edition: 1, reason: "够了".into() };
    let closed = State::Closed { edition: 1, on, reason: "够了".into() };
    frozen("questionnaires_closed", &put("questionnaires.closed", json!(event), closed));
    for (n, name, paper) in [(1, "questionnaires_answered", None), (2, "questionnaires_answered_on_paper", Some("A-1"))]
    {
        let answer = an_answer(n, paper);
        let event = Answered { questionnaire: id, edition: 1, stratum: answer.stratum.clone(), paper: paper.is_some() };
        let entry = Entry::new(Stream::response(answer.id), 0, "questionnaires.answered", &event);
        frozen(name, &entry.with(answer_change(&region(), &answer)));
    }
}
