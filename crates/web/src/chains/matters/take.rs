//! Taking a matter in over HTTP at the window in one sitting. What people send in online stands on the same form (`apply`).

use std::collections::{BTreeMap, BTreeSet};

use axum::{
    extract::{Path, State},
    http::StatusCode,
};
use domain::{
    cases::{ApplicantFlaw, CorrectionItem},
    catalogue::{APPLICANT_KIND, AnswerFlaw, FormField, Need, told_masked},
    chains::{Certified, Look, Refusal},
    people::Desk,
};
use services::{
    Bureau, Failure,
    chains::{
        Blueprint,
        matters::{
            AskForm, HeldTogether, KnownTogether, MatterForm, MatterRefusal, known_together, open_at_window,
            open_parked, park,
        },
        offered_chain,
    },
};

use super::{MatterTakePage, TakeMaterial};
use crate::{
    base::{Choice, Field, paths},
    cases::own::may_go,
    catalogue::{
        answering::{Filled, Offer, PREFIX, all_pages, typed},
        form_words,
    },
    chains::{edit_view, guide},
    door::{App, Oops, Posted, Query, Reply, Seat, address, blocking, go, show, show_as},
};

/// Where the form stands.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    Window,
    Online,
}

pub(super) async fn find(app: &App, code: &str) -> Result<Blueprint, Oops> {
    let (bureau, code) = (app.bureau().clone(), code.to_owned());
    let found = blocking(move || offered_chain(&bureau, &code)).await?.map_err(|e| Oops::broken(&e))?;
    Ok(found.ok_or_else(Oops::not_found)?.1)
}

/// What of a draft the page may not show whole again, by the name of its field; it stays where the box is left blank.
pub(super) type Kept = BTreeMap<String, String>;

pub(super) fn draw(
    app: &App,
    seat: &Seat,
    (it, place): (&Blueprint, Place),
    (form, kept): (&MatterForm, &Kept),
    flaws: &[AnswerFlaw],
) -> MatterTakePage {
    let chain = &it.chain;
    let kinds: Vec<(&str, &str)> = chain.applicants.iter().map(|k| (k.as_str(), k.label())).collect();
    let chosen = if form.applicant.is_empty() { kinds.first().map_or("", |k| k.0) } else { &form.applicant };
    let offer = |key: &str, masked: &str| {
        let out = if may_go(&it.form.form, key) { "；不要了填“无”" } else { "" };
        Offer { value: String::new(), words: format!("{}{out}", kept_hint(masked)) }
    };
    let one = |(name, masked): (&String, &String)| {
        let key = name.strip_prefix(PREFIX)?;
        Some((key.to_owned(), offer(key, masked)))
    };
    let offered: BTreeMap<String, Offer> = kept.iter().filter_map(one).collect();
    let hint = |name: &str| kept.get(name).map(|m| kept_hint(m)).unwrap_or_default();
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
            deferrable: need == Need::Deferrable,
            deferred: form.deferred.contains(&n),
            held: None,
            partly: None,
            used: None,
        })
    });
    MatterTakePage {
        frame: app.frame(seat, chain.name.clone()),
        action: paths::chain_page(&chain.code, if place == Place::Window { "accept" } else { "apply" }),
        guide: paths::chain(&chain.code),
        at_window: place == Place::Window,
        applicant: Choice::of(&kinds, chosen),
        code: Field::of(&form.code),
        code_hint: hint("code"),
        phone_hint: hint("phone"),
        has_draft: false,
        draft_number: None,
        parked: None,
        name: Field::of(&form.name),
        contact: Field::of(&form.contact),
        phone: Field::of(&form.phone),
        questions: all_pages(&it.form.form, &Filled { answers: &form.answers, offered: &offered, flaws }, true),
        materials: materials.collect(),
        promised: form.promised,
        terms: String::new(),
        by_commitment: it
            .items
            .values()
            .any(|i| domain::cases::offers_commitment(&i.content))
            .then_some(form.by_commitment),
        brought: guide::brought(it),
        days: edit_view::days(it),
        what: Field::default(),
        known: None,
        earlier: None,
        earlier_no: Field::default(),
        earlier_password: Field::default(),
    }
}

/// What the county holds of the applicant goes onto the form: certificates in the place of ticks, answers that are
/// offered. `first` = nobody has seen them yet; what was taken out then stays out.
fn tell(page: &mut MatterTakePage, it: &Blueprint, (form, known, first): (&MatterForm, &KnownTogether, bool)) {
    keep_held(page, known);
    let merged = &it.form.form;
    let mut held = known.answers.clone();
    held.insert(APPLICANT_KIND.to_owned(), form.applicant.clone());
    let masked: BTreeMap<String, String> =
        told_masked(merged, &held).into_iter().map(|t| (t.key, t.lines.join("、"))).collect();
    let one = |field: &FormField| {
        let value = known.answers.get(&field.key)?;
        let offer = match (field.is_personal(), first) {
            (true, _) => {
                let words = format!("上次填的是 {}，留空就沿用", masked.get(&field.key)?);
                Offer { value: String::new(), words }
            }
            (false, true) => Offer { value: value.clone(), words: "上次填的，不对就改".to_owned() },
            (false, false) => return None,
        };
        Some((field.key.clone(), offer))
    };
    let offered = merged.fields().filter_map(one).collect();
    page.questions = all_pages(merged, &Filled { answers: &form.answers, offered: &offered, flaws: &[] }, true);
}

/// The same after a refusal: certificates and the sentence; the questions stand with their flaws.
fn keep_held(page: &mut MatterTakePage, known: &KnownTogether) {
    mark_held(page, &known.held);
    page.known = Some(words_of(known));
}

/// Says at each material for which departments a certificate stands.
pub(super) fn mark_held(page: &mut MatterTakePage, held: &[HeldTogether]) {
    for row in &mut page.materials {
        let Some(one) = held.iter().find(|h| h.place.to_string() == row.place) else { continue };
        match one.others.is_empty() {
            true => row.held = Some(one.certificate.clone()),
            false => row.partly = Some(partly(one)),
        }
    }
}

/// As "县市场监督管理局用电子证照（健康证明 JK-1），县卫生健康局还要交".
pub(super) fn partly(held: &HeldTogether) -> String {
    let (takers, others) = (held.takers.join("、"), held.others.join("、"));
    format!("{takers}用电子证照（{}），{others}还要交", held.certificate)
}

/// What was found, in one sentence.
fn words_of(known: &KnownTogether) -> String {
    let before = match &known.before {
        Some(before) => format!("姓名和手机沿用上次留的（{}），有变再填。", before.masked()),
        None => String::new(),
    };
    let (whole, part): (Vec<_>, Vec<_>) = known.held.iter().partition(|h| h.others.is_empty());
    let part =
        if part.is_empty() { String::new() } else { format!("{} 样只有部分部门用电子证照。", part.len()) };
    match whole.len() {
        0 if before.is_empty() && part.is_empty() => "没有查到他此前的办件和电子证照。".to_owned(),
        0 => format!("{part}{before}"),
        many => format!("{many} 样材料有电子证照，不用提交。{part}{before}"),
    }
}

/// What was left blank is taken from the last time; what a certificate stands for needs no tick. Personal answers are
/// taken over where the page has said so.
fn taken_over(form: &MatterForm, it: &Blueprint, (known, looked): (&KnownTogether, bool)) -> MatterForm {
    let before = known.before.as_ref();
    let kept = |typed: &str, kept: Option<&String>| match (typed.trim().is_empty(), kept) {
        (true, Some(kept)) => kept.clone(),
        (true, None) | (false, _) => typed.to_owned(),
    };
    let mut answers = form.answers.clone();
    for (key, value) in known.answers.iter().filter(|_| looked) {
        let blank = answers.get(key).is_none_or(|t| t.trim().is_empty());
        if blank && it.form.form.field(key).is_some_and(FormField::is_personal) {
            answers.insert(key.clone(), value.clone());
        }
    }
    MatterForm {
        name: kept(&form.name, before.map(|b| &b.name)),
        contact: kept(&form.contact, before.map(|b| &b.contact)),
        phone: kept(&form.phone, before.map(|b| &b.phone)),
        certified: known.certified.clone(),
        answers,
        ..form.clone()
    }
}

fn kept_hint(masked: &str) -> String {
    format!("已填 {masked}，不改就空着")
}

/// The form at the window; `?parked=` goes on with one that was put aside.
pub(crate) async fn window(State(app): State<App>, seat: Seat, Path(code): Path<String>, query: Query) -> Reply {
    let it = find(&app, &code).await?;
    let parked = query.number::<i64>("parked");
    let form = match parked {
        Some(id) => {
            let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
            blocking(move || open_parked(&bureau, &desk, id)).await??
        }
        None => MatterForm::default(),
    };
    let page = draw(&app, &seat, (&it, Place::Window), (&form, &Kept::new()), &[]);
    show(&MatterTakePage { parked, ..page })
}

/// Puts the form aside, in the place of the one it went on with.
async fn put_aside(app: &App, seat: &Seat, sent: &Posted, form: MatterForm) -> Result<(), Oops> {
    let (bureau, desk, key, parked) =
        (app.bureau().clone(), seat.desk.clone(), sent.key(), sent.number::<i64>("parked"));
    let done = blocking(move || -> Result<(), Failure<MatterRefusal>> {
        park(&bureau, &desk, &form, key.as_deref())?;
        gone(&bureau, &desk, parked)
    })
    .await?;
    Ok(done?)
}

/// What was put aside has become a matter, or was put aside anew.
fn gone(bureau: &Bureau, desk: &Desk, parked: Option<i64>) -> Result<(), Failure<MatterRefusal>> {
    match parked {
        Some(id) => services::cases::unpark(bureau, desk, id).map_err(|f| f.map(|never| match never {})),
        None => Ok(()),
    }
}

pub(super) fn read(code: &str, sent: &Posted) -> MatterForm {
    MatterForm {
        chain: code.to_owned(),
        applicant: sent.text("applicant"),
        code: sent.text("code"),
        name: sent.text("name"),
        contact: sent.text("contact"),
        phone: sent.text("phone"),
        materials: sent.all("material").iter().filter_map(|p| p.parse().ok()).collect(),
        certified: Certified::new(),
        aside: aside(sent),
        deferred: sent.all("deferred").iter().filter_map(|p| p.parse().ok()).collect(),
        promised: sent.text("promised") == "1",
        by_commitment: sent.text("by_commitment") == "1",
        answers: typed(sent),
    }
}

/// Certificates that were shown and whose tick was taken out.
fn aside(sent: &Posted) -> Vec<usize> {
    let (shown, used) = (sent.all("held_shown"), sent.all("held"));
    shown.iter().filter(|place| !used.contains(place)).filter_map(|place| place.parse().ok()).collect()
}

/// The form once more with everything that is to be mended.
pub(super) fn again(
    app: &App,
    seat: &Seat,
    (it, place): (&Blueprint, Place),
    (form, what): (&MatterForm, &str),
    failure: Failure<MatterRefusal>,
) -> Result<MatterTakePage, Oops> {
    type Said = (&'static str, String);
    let (applicant, answers, other): (Vec<ApplicantFlaw>, Vec<AnswerFlaw>, Option<Said>) = match failure {
        Failure::Refused(MatterRefusal::Fields(applicant, answers)) => (applicant, answers, None),
        Failure::Refused(refusal) => (Vec::new(), Vec::new(), Some(said(place, &refusal))),
        failure @ (Failure::Denied(_) | Failure::NotFound | Failure::Stale | Failure::Store(_)) => {
            return Err(Oops::from(failure));
        }
    };
    let mut page = draw(app, seat, (it, place), (form, &Kept::new()), &answers);
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
    if let Some((field, sentence)) = other {
        page.frame = page.frame.with_problem(field, &sentence);
    }
    Ok(page)
}

/// What a refusal says where the form stands, with the field it is about; empty = the whole.
fn said(place: Place, refusal: &MatterRefusal) -> (&'static str, String) {
    match (place, refusal) {
        (Place::Online, MatterRefusal::Rule(Refusal::PromiseMissing)) => {
            ("promised", "请勾选“我承诺按期补齐”，或去掉“容缺后补”".to_owned())
        }
        (Place::Online, MatterRefusal::Rule(Refusal::NotDeferrable(name))) => {
            ("materials", format!("“{name}”有的部门现在就要，不能后补"))
        }
        (Place::Online | Place::Window, refusal) => ("", refusal.to_string()),
    }
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
    let (form, what, looked) = (read(&code, &sent), sent.text("what"), sent.text("looked") == "1");
    let (bureau, desk, asked, laid_out) = (app.bureau().clone(), seat.desk.clone(), form.clone(), it.clone());
    let known = blocking(move || known_together(&bureau, &desk, (&asked.applicant, &asked.code), &laid_out)).await??;
    if sent.text("look") == "1" {
        let mut page = draw(&app, &seat, (&it, Place::Window), (&form, &Kept::new()), &[]);
        page.what = Field::of(&what);
        page.parked = sent.number("parked");
        tell(&mut page, &it, (&form, &known, true));
        return show(&page);
    }
    if sent.text("do") == "park" {
        put_aside(&app, &seat, &sent, form).await?;
        return go(&address(paths::ACCEPT, &[("done", "parked")]));
    }
    let parked = sent.number::<i64>("parked");
    let ask = (sent.text("do") == "ask").then(|| AskForm { looks: looks(&it, &what, &answers_of(&form)), until: None });
    let (bureau, desk, key, wanted) =
        (app.bureau().clone(), seat.desk.clone(), sent.key(), taken_over(&form, &it, (&known, looked)));
    let done = blocking(move || {
        let opened = open_at_window(&bureau, &desk, (&wanted, ask.as_ref()), key.as_deref())?;
        gone(&bureau, &desk, parked)?;
        Ok::<_, Failure<MatterRefusal>>(opened)
    });
    match done.await? {
        Ok(opened) => go(&paths::matter_page(&opened.matter_no, "receipt")),
        Err(failure) => {
            let mut page = again(&app, &seat, (&it, Place::Window), (&form, &what), failure)?;
            page.parked = parked;
            if looked {
                keep_held(&mut page, &known);
            }
            show_as(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
    }
}
