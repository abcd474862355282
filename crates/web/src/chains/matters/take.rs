//! Taking a matter in over HTTP: at the window in one sitting, and what people send in online.

use std::collections::{BTreeMap, BTreeSet};

use axum::{
    extract::{Path, State},
    http::StatusCode,
};
use domain::{
    cases::{ApplicantFlaw, CorrectionItem},
    catalogue::{AnswerFlaw, Need},
    chains::Look,
};
use services::{
    Failure,
    chains::{
        Blueprint,
        matters::{AskForm, MatterForm, MatterRefusal, apply, open_at_window},
        offered_chain,
    },
};

use super::{MatterAppliedPage, MatterTakePage, TakeMaterial};
use crate::{
    base::{Choice, Field, paths},
    catalogue::{
        answering::{Filled, PREFIX, all_pages, typed},
        form_words,
    },
    chains::{edit_view, guide},
    door::{App, Oops, Posted, Reply, Seat, blocking, go, show, show_as},
};

/// Where the form stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Window,
    Online,
}

async fn find(app: &App, code: &str) -> Result<Blueprint, Oops> {
    let (bureau, code) = (app.bureau().clone(), code.to_owned());
    let found = blocking(move || offered_chain(&bureau, &code)).await?.map_err(|e| Oops::broken(&e))?;
    Ok(found.ok_or_else(Oops::not_found)?.1)
}

fn draw(
    app: &App,
    seat: &Seat,
    it: &Blueprint,
    place: Place,
    form: &MatterForm,
    flaws: &[AnswerFlaw],
) -> MatterTakePage {
    let chain = &it.chain;
    let kinds: Vec<(&str, &str)> = chain.applicants.iter().map(|k| (k.as_str(), k.label())).collect();
    let chosen = if form.applicant.is_empty() { kinds.first().map_or("", |k| k.0) } else { &form.applicant };
    let offered = BTreeMap::new();
    let all: BTreeSet<&str> = chain.members.iter().map(|m| m.key.as_str()).collect();
    let listed = it.materials.materials.iter().enumerate();
    let materials = listed.filter_map(|(n, m)| {
        let need = m.asked(&all)?;
        let of: Vec<&str> = m.uses.iter().map(|u| edit_view::name(chain, &u.at.member)).collect();
        Some(TakeMaterial {
            place: n.to_string(),
            name: m.material.name.clone(),
            form: form_words(&m.material.form, m.material.copies),
            of: of.join("、"),
            optional: need == Need::Optional,
            received: form.materials.contains(&n),
        })
    });
    MatterTakePage {
        frame: app.frame(seat, chain.name.clone()),
        action: paths::chain_page(&chain.code, if place == Place::Window { "accept" } else { "apply" }),
        guide: paths::chain(&chain.code),
        at_window: place == Place::Window,
        applicant: Choice::of(&kinds, chosen),
        code: Field::of(&form.code),
        name: Field::of(&form.name),
        contact: Field::of(&form.contact),
        phone: Field::of(&form.phone),
        questions: all_pages(&it.form.form, &Filled { answers: &form.answers, offered: &offered, flaws }, true),
        materials: materials.collect(),
        brought: guide::brought(it),
        days: edit_view::days(it),
        what: Field::default(),
    }
}

pub(crate) async fn window(State(app): State<App>, seat: Seat, Path(code): Path<String>) -> Reply {
    let it = find(&app, &code).await?;
    show(&draw(&app, &seat, &it, Place::Window, &MatterForm::default(), &[]))
}

pub(crate) async fn online(State(app): State<App>, seat: Seat, Path(code): Path<String>) -> Reply {
    let it = find(&app, &code).await?;
    show(&draw(&app, &seat, &it, Place::Online, &MatterForm::default(), &[]))
}

fn read(code: &str, sent: &Posted) -> MatterForm {
    MatterForm {
        chain: code.to_owned(),
        applicant: sent.text("applicant"),
        code: sent.text("code"),
        name: sent.text("name"),
        contact: sent.text("contact"),
        phone: sent.text("phone"),
        materials: sent.all("material").iter().filter_map(|p| p.parse().ok()).collect(),
        held: Vec::new(),
        answers: typed(sent),
    }
}

/// The form once more with everything that is to be mended.
fn again(
    app: &App,
    seat: &Seat,
    (it, place): (&Blueprint, Place),
    (form, what): (&MatterForm, &str),
    failure: Failure<MatterRefusal>,
) -> Reply {
    let (applicant, answers, other): (Vec<ApplicantFlaw>, Vec<AnswerFlaw>, Option<String>) = match failure {
        Failure::Refused(MatterRefusal::Fields(applicant, answers)) => (applicant, answers, None),
        Failure::Refused(refusal) => (Vec::new(), Vec::new(), Some(refusal.to_string())),
        failure @ (Failure::Denied(_) | Failure::NotFound | Failure::Stale | Failure::Store(_)) => {
            return Err(Oops::from(failure));
        }
    };
    let mut page = draw(app, seat, it, place, form, &answers);
    page.what = Field::of(what);
    for flaw in &applicant {
        let shown = match flaw.field {
            "code" => Some(&mut page.code),
            "name" => Some(&mut page.name),
            "contact" => Some(&mut page.contact),
            "phone" => Some(&mut page.phone),
            _ => None,
        };
        let field = match shown {
            Some(shown) => {
                shown.problem = Some(flaw.sentence.clone());
                flaw.field
            }
            None => "",
        };
        page.frame = page.frame.with_problem(field, &flaw.sentence);
    }
    for flaw in &answers {
        page.frame = page.frame.with_problem(&format!("{PREFIX}{}", flaw.key), &flaw.sentence);
    }
    if let Some(sentence) = other {
        page.frame = page.frame.with_problem("", &sentence);
    }
    show_as(StatusCode::UNPROCESSABLE_ENTITY, &page)
}

/// The answers with the applicant's kind among them, as conditions of members look at them.
fn answers_of(form: &MatterForm) -> BTreeMap<String, String> {
    let mut all = form.answers.clone();
    all.insert(domain::catalogue::APPLICANT_KIND.to_owned(), form.applicant.clone());
    all
}

/// What else is to be supplied, a line each, said of the first member that begins: it stands for the one form.
fn looks(it: &Blueprint, what: &str, answers: &BTreeMap<String, String>) -> BTreeMap<String, Look> {
    let lines: Vec<CorrectionItem> = what
        .lines()
        .map(str::trim)
        .filter(|l| !l.is_empty())
        .map(|l| CorrectionItem { material: None, what: l.to_owned() })
        .collect();
    let applying = it.applying(answers);
    let begins = |m: &&domain::chains::Member| applying.contains(m.key.as_str()) && m.after.is_empty();
    let first = it.chain.members.iter().find(begins).filter(|_| !lines.is_empty());
    first.map(|m| (m.key.clone(), Look::Needs(lines))).into_iter().collect()
}

pub(crate) async fn take_in(State(app): State<App>, seat: Seat, Path(code): Path<String>, sent: Posted) -> Reply {
    let it = find(&app, &code).await?;
    let (form, what) = (read(&code, &sent), sent.text("what"));
    let ask = (sent.text("do") == "ask").then(|| AskForm { looks: looks(&it, &what, &answers_of(&form)), until: None });
    let (bureau, desk, key, wanted) = (app.bureau().clone(), seat.desk.clone(), sent.key(), form.clone());
    match blocking(move || open_at_window(&bureau, &desk, (&wanted, ask.as_ref()), key.as_deref())).await? {
        Ok(opened) => go(&paths::matter_page(&opened.matter_no, "receipt")),
        Err(failure) => again(&app, &seat, (&it, Place::Window), (&form, &what), failure),
    }
}

pub(crate) async fn send_in(State(app): State<App>, seat: Seat, Path(code): Path<String>, sent: Posted) -> Reply {
    let it = find(&app, &code).await?;
    let form = read(&code, &sent);
    let (bureau, desk, key, wanted) = (app.bureau().clone(), seat.desk.clone(), sent.key(), form.clone());
    match blocking(move || apply(&bureau, &desk, &wanted, key.as_deref())).await? {
        Ok(applied) => show(&MatterAppliedPage {
            frame: app.frame(&seat, format!("{}：已提交", it.chain.name)),
            matter_no: applied.matter_no,
            query_password: applied.query_password,
        }),
        Err(failure) => again(&app, &seat, (&it, Place::Online), (&form, ""), failure),
    }
}
