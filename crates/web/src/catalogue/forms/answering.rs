//! A form with answers as questions and as rows to check (填写与核对): what was typed goes to its input, what is
//! wrong beside it, what is not asked is left out. Any page that asks a form calls these.

use std::collections::{BTreeMap, BTreeSet};

use domain::catalogue::{
    APPLICANT_KIND, AnswerFlaw, Answers, FieldKind, Form, FormField, FormPage, NO, YES, is_shown, said,
};

use super::question::{AnswerRow, Control, Question, QuestionPage, Texts, When};
use crate::{base::Pick, door::Posted};

/// Inputs of answers begin so.
pub(crate) const PREFIX: &str = "answer.";

/// The answers that a form carried: several values of one name a line each.
pub(crate) fn typed(form: &Posted) -> Texts {
    let mut out = BTreeMap::new();
    for (key, value) in form.under(PREFIX) {
        let value = value.replace("\r\n", "\n");
        out.entry(key).and_modify(|all: &mut String| *all = format!("{all}\n{value}")).or_insert(value);
    }
    out
}

/// What is known of a question that nobody has answered here yet.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Offer {
    /// What is filled in; empty where the page may not show it whole.
    pub(crate) value: String,
    /// Where it comes from and what to do with it.
    pub(crate) words: String,
}

/// What the questions are shown with.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Filled<'a> {
    /// What was typed or kept, by key.
    pub(crate) answers: &'a Texts,
    /// What is offered where nothing was typed, by key.
    pub(crate) offered: &'a BTreeMap<String, Offer>,
    /// What to mend.
    pub(crate) flaws: &'a [AnswerFlaw],
}

/// One screen of questions. A question whose condition was settled on an earlier screen is asked plainly or
/// left out; one that depends on an answer of this very screen stands under its “如果…”.
pub(crate) fn question_page(form: &Form, page: &FormPage, filled: &Filled<'_>) -> QuestionPage {
    let here = page.fields.iter().map(|f| f.key.as_str()).collect();
    questions(form, page, &here, filled)
}

/// All screens at once: every condition on an answer is open, and that on the applicant's kind where the page asks it.
pub(crate) fn all_pages(form: &Form, filled: &Filled<'_>, asks_kind: bool) -> Vec<QuestionPage> {
    let kind = asks_kind.then_some(APPLICANT_KIND);
    let here = form.fields().map(|f| f.key.as_str()).chain(kind).collect();
    let mut pages: Vec<QuestionPage> = form.pages.iter().map(|page| questions(form, page, &here, filled)).collect();
    // What several pages look at is sent once: twice it would be two answers.
    let mut sent: BTreeSet<String> = BTreeSet::new();
    for page in &mut pages {
        page.known.retain(|(name, _)| sent.insert(name.clone()));
    }
    pages
}

fn questions(form: &Form, page: &FormPage, here: &BTreeSet<&str>, filled: &Filled<'_>) -> QuestionPage {
    let mut elsewhere: BTreeSet<&str> = BTreeSet::new();
    let mut questions = Vec::new();
    for field in &page.fields {
        let names: Vec<&str> = field.condition.iter().flat_map(|c| c.comparisons()).map(|(key, _)| key).collect();
        let open = names.iter().any(|key| here.contains(key));
        if !open && !is_shown(field, filled.answers) {
            continue;
        }
        if open {
            elsewhere.extend(names.iter().filter(|key| !here.contains(*key)));
        }
        questions.push(question(form, field, open, filled));
    }
    let known =
        elsewhere.into_iter().filter_map(|key| Some((format!("{PREFIX}{key}"), filled.answers.get(key)?.clone())));
    QuestionPage { title: page.title.clone(), hint: page.hint.clone(), known: known.collect(), questions }
}

fn question(form: &Form, field: &FormField, open: bool, filled: &Filled<'_>) -> Question {
    let typed = filled.answers.get(&field.key).filter(|text| !text.trim().is_empty()).cloned();
    let offer = filled.offered.get(&field.key).filter(|_| typed.is_none());
    let value = typed.or_else(|| offer.map(|o| o.value.clone())).unwrap_or_default();
    let problem = filled.flaws.iter().find(|f| f.key == field.key).map(|f| f.sentence.clone());
    Question {
        id: format!("{PREFIX}{}", field.key),
        label: field.label.clone(),
        optional: !field.required,
        hint: field.hint.clone(),
        offered: offer.map(|o| o.words.clone()).unwrap_or_default(),
        problem,
        when: field.condition.as_ref().filter(|_| open).map(|condition| When {
            words: condition.words(form),
            test: serde_json::to_string(condition).unwrap_or_default(),
        }),
        why: why(field),
        control: control(field, &value),
        value,
    }
}

/// Purpose and legal basis, told where personal information is asked (个人信息保护法 17).
fn why(field: &FormField) -> String {
    if !field.is_personal() {
        return String::new();
    }
    format!("用途：{}。依据：{}。", field.purpose.trim_end_matches('。'), field.legal_basis.trim_end_matches('。'))
}

fn control(field: &FormField, value: &str) -> Control {
    let line = |mode, complete, fold| Control::Line { mode, complete, fold, unit: String::new() };
    let chosen: Vec<&str> = value.lines().collect();
    let pick = |word: &str| Pick { value: word.to_owned(), label: word.to_owned(), chosen: chosen.contains(&word) };
    let own_phone = field.reuse == "applicant.phone";
    match &field.kind {
        FieldKind::Text { .. } => line("", "off", false),
        FieldKind::Address if field.reuse == "applicant.address" => line("", "street-address", false),
        FieldKind::Address => line("", "off", false),
        FieldKind::LongText { .. } => Control::Lines,
        FieldKind::Number { unit, decimals, .. } => Control::Line {
            mode: if *decimals == 0 { "numeric" } else { "decimal" },
            complete: "off",
            fold: false,
            unit: unit.clone(),
        },
        FieldKind::Date { .. } => line("", "off", false),
        FieldKind::CitizenId | FieldKind::Uscc => line("", "off", true),
        FieldKind::Mobile => line("tel", if own_phone { "tel" } else { "off" }, true),
        FieldKind::Choice { options, list: true } => {
            let first = Pick { value: String::new(), label: "请选择".to_owned(), chosen: value.is_empty() };
            Control::List([first].into_iter().chain(options.iter().map(|o| pick(o))).collect())
        }
        FieldKind::Choice { options, list: false } => Control::Radios(options.iter().map(|o| pick(o)).collect()),
        FieldKind::Several { options } => Control::Boxes(options.iter().map(|o| pick(o)).collect()),
        FieldKind::YesNo => Control::Radios(vec![pick(YES), pick(NO)]),
    }
}

/// The answers as rows to check, in the order of the form; blanks are shown too. `change` gives the address of
/// the screen with this number (from 0), where the answers may be changed.
pub(crate) fn answer_rows(form: &Form, answers: &Answers, change: impl Fn(usize) -> Option<String>) -> Vec<AnswerRow> {
    let mut rows = Vec::new();
    for (at, page) in form.pages.iter().enumerate() {
        for field in page.fields.iter().filter(|f| is_shown(f, answers.texts())) {
            rows.push(AnswerRow {
                label: field.label.clone(),
                lines: said(field, answers.get(&field.key).unwrap_or_default()),
                change: change(at).map(|page| format!("{page}#{PREFIX}{}", field.key)),
            });
        }
    }
    rows
}

#[cfg(test)]
mod tests {
    use domain::catalogue::FormCondition;

    use super::*;

    /// Two pages ask by what was answered elsewhere: it goes along once, or it would be two answers.
    #[test]
    fn what_several_pages_look_at_is_sent_once() {
        let field =
            |key: &str, condition| FormField { key: key.into(), label: key.into(), condition, ..FormField::default() };
        let by = |here: &str| {
            Some(FormCondition::All(vec![FormCondition::equals("size", "小"), FormCondition::equals(here, "是")]))
        };
        let page = |fields| FormPage { title: String::new(), hint: String::new(), fields };
        let form =
            Form { pages: vec![page(vec![field("a", None), field("b", by("a"))]), page(vec![field("c", by("a"))])] };
        let answers = BTreeMap::from([("size".to_owned(), "小".to_owned()), ("a".to_owned(), "是".to_owned())]);
        let filled = Filled { answers: &answers, offered: &BTreeMap::new(), flaws: &[] };
        let pages = all_pages(&form, &filled, false);
        let sent: Vec<_> = pages.iter().flat_map(|p| p.known.clone()).collect();
        assert_eq!(sent, [(format!("{PREFIX}size"), "小".to_owned())]);
    }
}
