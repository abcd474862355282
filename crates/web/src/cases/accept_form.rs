//! The item's own form at the window (申请表): its questions on the intake page, without those that the page asks
//! beside it, and with what the county holds already. The default form asks nothing here: what it asks stands on the page.

use std::collections::BTreeMap;

use domain::{
    base::ItemId,
    cases::{ApplicantKind, is_given},
    catalogue::{APPLICANT_KIND, AnswerFlaw, Clients, Content, Form, FormField, told_masked},
};
use services::{
    Bureau,
    cases::{Earlier, Reusable},
};

use super::{OtherCase, words::stage_tag};
use crate::{
    base::paths,
    catalogue::{
        QuestionPage,
        answering::{Filled, Offer, all_pages},
    },
    door::Oops,
};

/// Answers by field, as typed.
pub(super) type Texts = BTreeMap<String, String>;

/// The form that the window asks: the item's own, without what every applicant for it says before.
pub(super) fn asked(content: &Content) -> Option<Form> {
    let kinds: &[ApplicantKind] = match content.clients {
        Some(Clients::Person) => &[ApplicantKind::Person],
        Some(Clients::Organisation) => &[ApplicantKind::Organisation],
        Some(Clients::Both) | None => &[ApplicantKind::Person, ApplicantKind::Organisation],
    };
    let mut form = content.guide.form.clone()?;
    for page in &mut form.pages {
        page.fields.retain(|field| !kinds.iter().all(|kind| is_given(field, *kind)));
    }
    form.pages.retain(|page| !page.fields.is_empty());
    Some(form)
}

/// The form of an item by its id; `None` where it has none of its own.
pub(super) fn asked_of(bureau: &Bureau, item: i64) -> Result<Option<Form>, Oops> {
    let found = services::catalogue::item(bureau, ItemId::new(item)).map_err(|e| Oops::broken(&e))?;
    Ok(found.and_then(|view| asked(&view.item.content)))
}

/// Its questions. What is offered comes only with the first look: what was taken out then stays out.
pub(super) fn pages(
    form: &Form,
    answers: &Texts,
    (before, first): (Option<&Reusable>, bool),
    flaws: &[AnswerFlaw],
) -> Vec<QuestionPage> {
    let offered = before.map(|before| offers(form, before, first)).unwrap_or_default();
    all_pages(form, &Filled { answers, offered: &offered, flaws }, true)
}

fn offers(form: &Form, before: &Reusable, first: bool) -> BTreeMap<String, Offer> {
    let mut held = before.offers(form);
    held.insert(APPLICANT_KIND.to_owned(), before.kind.as_str().to_owned());
    let masked: BTreeMap<String, String> =
        told_masked(form, &held).into_iter().map(|t| (t.key, t.lines.join("、"))).collect();
    let one = |field: &FormField| {
        let value = held.get(&field.key)?;
        let offer = if field.is_personal() {
            let seen = masked.get(&field.key)?;
            Offer { value: String::new(), words: format!("上次填的是 {seen}，留空就沿用") }
        } else if first {
            Offer { value: value.clone(), words: "上次填的，不对就改".to_owned() }
        } else {
            return None;
        };
        Some((field.key.clone(), offer))
    };
    form.fields().filter_map(one).collect()
}

/// What was typed, with the personal answers that the page said would be taken over where they are left blank.
pub(super) fn taken_over(form: &Form, typed: &Texts, before: Option<&Reusable>) -> Texts {
    let mut out = typed.clone();
    for (key, value) in before.map(|before| before.offers(form)).unwrap_or_default() {
        let blank = out.get(&key).is_none_or(|t| t.trim().is_empty());
        if blank && form.field(&key).is_some_and(FormField::is_personal) {
            out.insert(key, value);
        }
    }
    out
}

/// The applicant's earlier cases (此人的其他办件).
pub(super) fn others(before: &Reusable) -> Vec<OtherCase> {
    let one = |earlier: &Earlier| OtherCase {
        href: paths::case(&earlier.case_no),
        number: earlier.case_no.clone(),
        item: earlier.item_name.clone(),
        state: stage_tag(&earlier.stage),
    };
    before.earlier.iter().map(one).collect()
}
