//! From what a call is to what its page shows.

use domain::{
    base::{date_text_with_year, shanghai_text},
    followup::{Answers, Standing},
};
use services::followup::{CountyPlan, Dimension, HandedIn, LineView, Outcome, SkipReason};

use super::{LevelRow, LinePage, Questions, line_page::five, words};
use crate::{
    base::{Choice, Field, Frame, Pick},
    cases::{Fact, view::event},
};

/// What stands in the form.
#[derive(Debug, Clone, Default)]
pub(super) struct Typed {
    pub(super) outcome: String,
    pub(super) levels: Vec<(String, String)>,
    pub(super) handed_in: String,
    pub(super) extra: String,
    pub(super) note: String,
    pub(super) agreed: String,
    pub(super) reason: String,
    pub(super) skip_note: String,
}

impl Typed {
    fn level(&self, name: &str) -> &str {
        self.levels.iter().find(|(of, _)| of == name).map_or("", |(_, level)| level)
    }
}

/// The page of a line with what was typed.
pub(super) fn draw(frame: Frame, view: &LineView, typed: &Typed) -> LinePage {
    let line = &view.line;
    let fact = |label: &str, value: String| Fact { label: label.to_owned(), value };
    let p = &view.particulars;
    let facts = vec![
        fact("申请人", p.name.clone()),
        fact("联系人", p.contact.clone()),
        fact("部门", view.department.clone()),
        fact("结果", view.outcome.to_owned()),
        fact("收件", date_text_with_year(view.received_on)),
        fact("应办结", view.due_on.map(date_text_with_year).unwrap_or_default()),
        fact("办结", view.finished_on.map(date_text_with_year).unwrap_or_default()),
        fact("抽样", format!("{} {}", line.week, words::place(line.place))),
    ];
    let tries = line.tries.iter().zip(&view.callers);
    LinePage {
        line: line.id.to_string(),
        version: line.version,
        script: view.plan.version,
        case_no: line.case_no.clone(),
        state: words::standing(line),
        facts: facts.into_iter().filter(|f| !f.value.is_empty()).collect(),
        events: view.history.iter().map(event).collect(),
        tries: tries.map(|(t, who)| format!("{} {}（{who}）", shanghai_text(t.at), t.outcome.label())).collect(),
        phone: p.phone.clone(),
        dial: None,
        questions: is_open(view).then(|| questions(&view.plan, typed)),
        said: said(&line.standing),
        is_kept_back: view.is_kept_back,
        order: None,
        frame,
    }
}

fn is_open(view: &LineView) -> bool {
    match view.line.standing {
        Standing::Waiting { .. } => view.is_mine,
        Standing::Done(_) | Standing::Skipped { .. } => false,
    }
}

fn questions(plan: &CountyPlan, typed: &Typed) -> Questions {
    let script = &plan.script;
    let outcomes = Outcome::ALL.map(|o| (o.key().to_string(), format!("{} {}", o.key(), o.label())));
    let outcome = |(value, label): (String, String)| Pick { chosen: value == typed.outcome, value, label };
    let level = |name: &str, label: &str, question: &str| LevelRow {
        name: name.to_owned(),
        label: label.to_owned(),
        question: question.to_owned(),
        picks: five(typed.level(name)),
        problem: None,
    };
    let mut levels: Vec<LevelRow> = Dimension::ALL
        .into_iter()
        .map(|d| level(d.as_str(), d.label(), script.questions.get(&d).map_or("", String::as_str)))
        .collect();
    levels.push(level("overall", "总体评价", &script.overall));
    let places: Vec<(&str, &str)> =
        std::iter::once(("", "没有问到")).chain(HandedIn::ALL.map(|h| (h.as_str(), h.label()))).collect();
    let reasons: Vec<(&str, &str)> =
        std::iter::once(("", "请选择")).chain(SkipReason::ALL.map(|r| (r.as_str(), r.label()))).collect();
    Questions {
        outcome: Choice { options: outcomes.into_iter().map(outcome).collect(), problem: None },
        levels,
        handed_in: Choice::of(&places, &typed.handed_in),
        handed_in_question: script.handed_in.clone(),
        extra: Field::of(&*typed.extra),
        extra_question: script.extra.clone(),
        note: Field::of(&*typed.note),
        agreed: Field::of(&*typed.agreed),
        reason: Choice::of(&reasons, &typed.reason),
        skip_note: Field::of(&*typed.skip_note),
        opening: script.opening.clone(),
        closing: script.closing.clone(),
    }
}

/// What was answered, or why nobody was asked.
pub(super) fn said(standing: &Standing) -> Vec<Fact> {
    let fact = |label: &str, value: String| Fact { label: label.to_owned(), value };
    match standing {
        Standing::Waiting { .. } => Vec::new(),
        Standing::Skipped { reason, note, .. } => {
            vec![fact("跳过", reason.label().to_owned()), fact("情况", note.clone())]
        }
        Standing::Done(call) => {
            let mut out = vec![fact("通话", format!("{} {}", shanghai_text(call.at), call.outcome.label()))];
            out.extend(call.answers.as_ref().map(answers).unwrap_or_default());
            out
        }
    }
}

fn answers(answers: &Answers) -> Vec<Fact> {
    let fact = |label: &str, value: String| Fact { label: label.to_owned(), value };
    let mut out = vec![fact("总体评价", answers.overall.label().to_owned())];
    out.extend(answers.dimensions.iter().map(|(d, level)| fact(d.label(), level.label().to_owned())));
    out.extend(answers.handed_in.map(|h| fact("在哪里交的", h.label().to_owned())));
    let texts = [("指南以外要的材料", &answers.extra_materials), ("意见", &answers.note)];
    out.extend(texts.into_iter().filter(|(_, t)| !t.is_empty()).map(|(l, t)| fact(l, t.clone())));
    out
}
