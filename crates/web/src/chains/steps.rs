//! What a button of the editor asks for (编制的一步), read from the form and the chain it was drawn from.

use domain::{
    base::fold,
    catalogue::{APPLICANT_KIND, FieldKind, FormCondition, FormField},
    chains::{Chain, FieldRef, MaterialRef},
};
use services::chains::{Blueprint, StepForm};

use crate::door::Posted;

/// The step, with the field it is typed in; `None` where no button of ours was pressed.
pub(super) fn read(sent: &Posted, it: &Blueprint) -> Option<(StepForm, &'static str)> {
    let act = sent.text("act");
    let (verb, target) = act.split_once(':').unwrap_or((act.as_str(), ""));
    let target = target.to_owned();
    Some(match verb {
        "head" => {
            let head = StepForm::Head {
                name: sent.text("name"),
                purpose: sent.text("purpose"),
                lead: sent.number("lead").unwrap_or_default(),
                applicants: sent.all("applicants"),
            };
            (head, "name")
        }
        "add" => (StepForm::Add(sent.text("item")), "item"),
        "drop" => (StepForm::Drop(target), ""),
        "up" => (StepForm::Move { key: target, up: true }, ""),
        "down" => (StepForm::Move { key: target, up: false }, ""),
        "propose" => (StepForm::Propose, ""),
        "member" => (member(sent, &it.chain)?, ""),
        "ask" => (StepForm::Question { former: None, field: question(sent) }, "ask"),
        "unask" => (StepForm::DropQuestion(target), ""),
        "field-merge" => {
            let chosen = sent.all("field");
            (StepForm::MergeFields(chosen.iter().flat_map(|key| fields(it, key)).collect()), "")
        }
        "field-apart" => (StepForm::ApartField(last(fields(it, &target))?), ""),
        "field-reset" => (StepForm::ResetField(said_field(it, &target)?), ""),
        "material-merge" => {
            let chosen = sent.all("material");
            (StepForm::MergeMaterials(chosen.iter().flat_map(|at| materials(it, at)).collect()), "")
        }
        "material-apart" => (StepForm::ApartMaterial(last(materials(it, &target))?), ""),
        "material-reset" => (StepForm::ResetMaterial(said_material(it, &target)?), ""),
        _ => return None,
    })
}

/// The one that is taken out of what is merged: the last that joined.
fn last<T>(mut list: Vec<T>) -> Option<T> {
    list.pop()
}

fn fields(it: &Blueprint, key: &str) -> Vec<FieldRef> {
    it.form.fills.get(key).cloned().unwrap_or_default()
}

fn materials(it: &Blueprint, place: &str) -> Vec<MaterialRef> {
    let merged = place.parse::<usize>().ok().and_then(|at| it.materials.materials.get(at));
    merged.map(|m| m.uses.iter().map(|u| u.at.clone()).collect()).unwrap_or_default()
}

fn said_field(it: &Blueprint, key: &str) -> Option<FieldRef> {
    fields(it, key).into_iter().find(|at| is_said_field(&it.chain, at))
}

fn said_material(it: &Blueprint, place: &str) -> Option<MaterialRef> {
    materials(it, place).into_iter().find(|at| is_said_material(&it.chain, at))
}

/// The clerk has put it together with others, or apart.
pub(super) fn is_said_field(chain: &Chain, at: &FieldRef) -> bool {
    chain.fields.apart.contains(at) || chain.fields.merge.iter().any(|g| g.contains(at))
}

/// The same of a material.
pub(super) fn is_said_material(chain: &Chain, at: &MaterialRef) -> bool {
    chain.materials.apart.contains(at) || chain.materials.merge.iter().any(|g| g.contains(at))
}

fn member(sent: &Posted, chain: &Chain) -> Option<StepForm> {
    let key = sent.text("member");
    let before = chain.member(&key)?;
    let brings = (0..)
        .map(|n| (sent.text(&format!("material-{n}")), sent.text(&format!("from-{n}"))))
        .take_while(|(material, _)| !material.is_empty())
        .filter(|(_, from)| !from.is_empty())
        .collect();
    let condition = match sent.text("question").as_str() {
        "" if sent.text("kept") == "1" => before.condition.clone(),
        "" => None,
        question => Some(condition(question, &sent.text("answers"))),
    };
    Some(StepForm::Member { key, after: sent.all("after"), brings, condition, denied: sent.text("denied") })
}

/// One question with the answers that count, divided by 、.
fn condition(question: &str, answers: &str) -> FormCondition {
    let word = |text: &str| match text.trim() {
        "个人" if question == APPLICANT_KIND => "person".to_owned(),
        "单位" if question == APPLICANT_KIND => "organisation".to_owned(),
        other => other.to_owned(),
    };
    let mut values: Vec<String> = answers.split('、').map(word).filter(|v| !v.is_empty()).collect();
    let key = question.to_owned();
    match (values.pop(), values.is_empty()) {
        (None, _) => FormCondition::Filled { key },
        (Some(value), true) => FormCondition::Equals { key, value },
        (Some(value), false) => {
            values.push(value);
            FormCondition::In { key, values }
        }
    }
}

fn question(sent: &Posted) -> FormField {
    let options: Vec<String> =
        sent.text("options").lines().map(|l| fold(l).trim().to_owned()).filter(|l| !l.is_empty()).collect();
    let kind = match options.is_empty() {
        true => FieldKind::YesNo,
        false => FieldKind::Choice { options, list: false },
    };
    FormField { label: sent.text("ask"), kind, required: true, ..FormField::default() }
}
