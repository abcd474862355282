//! Accepting at the window over HTTP (收件): find the item, fill the form, take the case in. After a refusal the same
//! form comes back with everything typed and ticked.

use axum::{extract::State, http::StatusCode};
use domain::{
    base::{ItemId, date_text, date_text_with_year},
    cases::{ApplicantFlaw, ApplicantKind, DueDay, offers_commitment, open_to_applications},
    catalogue::{AnswerFlaw, Clients, Content, Form, Need},
};
use services::{
    Failure,
    cases::{AcceptForm, AcceptRefusal, CorrectionForm, OnTheSpot, Reusable, is_instant},
    catalogue::GuideView,
    certificates::{HeldFor, HeldMaterial},
};

use super::{
    AcceptFindPage, AcceptPage, Applicant, ChosenItem, DuePreview, FoundItem, MaterialRow, ParkedForm, SpotFields,
    accept_form::{self, Texts},
    acts::correction_items,
};
use crate::{
    base::{Field, Tag, Tone, paths},
    catalogue::{
        QuestionPage,
        answering::{PREFIX, typed as typed_answers},
    },
    door::{App, Oops, Posted, Query, Reply, Seat, address, blocking, go, show, show_as},
};

/// Items shown for one search.
const FOUND: usize = 20;

/// The search, or the form of the item that was chosen.
pub(crate) async fn page(State(app): State<App>, seat: Seat, query: Query) -> Reply {
    if query.text("item").is_empty() {
        return find(&app, &seat, query.text("q"), None).await;
    }
    let item = query.number("item").ok_or_else(Oops::not_found)?;
    let chosen = choose(&app, item).await?.ok_or_else(Oops::not_found)?;
    let typed = match query.number::<i64>("parked") {
        Some(id) => {
            let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
            Typed::kept(id, blocking(move || services::cases::open_parked(&bureau, &desk, id)).await??)
        }
        None => Typed::blank(&chosen.0.item.content),
    };
    match open_to_applications(&chosen.0.item.content) {
        Ok(()) => show(&form(&app, &seat, &chosen, &typed, None).await?),
        Err(refusal) => find(&app, &seat, String::new(), Some(refusal.to_string())).await,
    }
}

/// What the county holds of whoever applies: certificates that stand for materials, and what was left the last time.
#[derive(Debug, Clone, Default)]
pub(super) struct Known {
    held: Vec<HeldMaterial>,
    before: Option<Reusable>,
    /// The form that the window asks; `None` where the item has none of its own.
    pub(super) asks: Option<Form>,
    /// Nobody has seen what was found yet.
    pub(super) first: bool,
}

/// Looks in the register and in earlier cases; for a number that is none there is nothing.
pub(super) async fn known(app: &App, seat: &Seat, typed: &Typed, item: i64) -> Result<Known, Oops> {
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    let asked = HeldFor { applicant: typed.sent.clone(), code: typed.id_number.clone(), item };
    blocking(move || {
        let held = services::certificates::held_by_code(&bureau, &desk, &asked)?;
        let before = services::cases::reusable(&bureau, &desk, (&asked.applicant, &asked.code), item)?;
        Ok::<_, Oops>(Known { held, before, asks: accept_form::asked_of(&bureau, item)?, first: false })
    })
    .await?
}

/// Takes the case in and goes to its receipt.
pub(crate) async fn submit(State(app): State<App>, seat: Seat, posted: Posted) -> Reply {
    let typed = Typed::of(&posted);
    let Some(item) = posted.number("item") else {
        return find(&app, &seat, String::new(), Some(AcceptRefusal::Item.to_string())).await;
    };
    let mut known = known(&app, &seat, &typed, item).await?;
    if posted.text("look") == "1" {
        known.first = true;
        let chosen = choose(&app, item).await?.ok_or_else(Oops::not_found)?;
        return show(&form(&app, &seat, &chosen, &typed, Some(&known)).await?);
    }
    let wanted = typed.form(item, &known);
    let (bureau, desk, key) = (app.bureau().clone(), seat.desk.clone(), posted.key());
    let (way, parked) = (Way::of(&posted), typed.parked);
    let asked = CorrectionForm { items: correction_items(&posted), until: None };
    let spot = typed.spot.clone();
    let done = blocking(move || {
        let key = key.as_deref();
        let done = match way {
            Way::Accept => services::cases::accept(&bureau, &desk, &wanted, key).map(|a| a.case_no)?,
            Way::OnTheSpot => {
                services::cases::accept_on_the_spot(&bureau, &desk, (&wanted, &spot), key).map(|a| a.case_no)?
            }
            Way::Ask => services::cases::take_and_ask(&bureau, &desk, (&wanted, &asked), key).map(|a| a.case_no)?,
            Way::Park => {
                services::cases::park(&bureau, &desk, &wanted, key)?;
                String::new()
            }
        };
        // What was put aside has become a case, or was put aside anew.
        if let Some(id) = parked {
            services::cases::unpark(&bureau, &desk, id).map_err(|f| f.map(|never| match never {}))?;
        }
        Ok::<_, Failure<AcceptRefusal>>(done)
    })
    .await?;
    let failure = match done {
        Ok(number) => {
            return match way {
                Way::Accept => go(&address(&paths::receipt(&number), &[("done", "accepted")])),
                Way::OnTheSpot => go(&address(&paths::case(&number), &[("done", "completed")])),
                Way::Ask => go(&paths::case_notice(&number, "correction")),
                Way::Park => go(&address(paths::ACCEPT, &[("done", "parked")])),
            };
        }
        Err(failure) => failure,
    };
    let (status, problems) = match &failure {
        Failure::Refused(AcceptRefusal::Item) => {
            return find(&app, &seat, String::new(), Some(AcceptRefusal::Item.to_string())).await;
        }
        Failure::Refused(refusal) => (StatusCode::UNPROCESSABLE_ENTITY, problems(refusal)),
        Failure::Store(e) if services::key_reused(e) => (StatusCode::CONFLICT, vec![(String::new(), e.to_string())]),
        Failure::Denied(_) | Failure::NotFound | Failure::Stale | Failure::Store(_) => return Err(failure.into()),
    };
    let chosen = choose(&app, item).await?.ok_or_else(Oops::not_found)?;
    let mut page = form(&app, &seat, &chosen, &typed, Some(&known)).await?;
    if let (Failure::Refused(AcceptRefusal::Answers(_, flaws)), Some(asks)) = (&failure, &known.asks) {
        page.questions = answered(asks, &typed, &known, flaws);
    }
    for (field, sentence) in problems {
        page = page.with_problem(&field, &sentence);
    }
    show_as(status, &page)
}

/// The form's field and the sentence, for each thing to mend.
pub(super) fn problems(refusal: &AcceptRefusal) -> Vec<(String, String)> {
    let field = |f: &ApplicantFlaw| (if f.field == "code" { "id_number" } else { f.field }.into(), f.sentence.clone());
    match refusal {
        AcceptRefusal::Fields(flaws) => flaws.iter().map(field).collect(),
        AcceptRefusal::Answers(flaws, answers) => {
            let answer = answers.iter().map(|f| (format!("{PREFIX}{}", f.key), f.sentence.clone()));
            flaws.iter().map(field).chain(answer).collect()
        }
        AcceptRefusal::Rule(rule) => {
            let field = match rule.code() {
                "materials_missing" | "not_deferrable" | "promise_missing" => "materials",
                "correction_empty" => "what",
                "result_name_missing" => "result_name",
                "result_number_missing" => "result_no",
                "wrong_client" => "applicant",
                _ => "",
            };
            vec![(field.into(), rule.to_string())]
        }
        AcceptRefusal::Item | AcceptRefusal::Window => vec![(String::new(), refusal.to_string())],
    }
}

/// Which button sent the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    /// 受理.
    Accept,
    /// 当场办结.
    OnTheSpot,
    /// 一次性告知.
    Ask,
    /// 暂存.
    Park,
}

impl Way {
    fn of(posted: &Posted) -> Self {
        match posted.text("do").as_str() {
            "spot" => Self::OnTheSpot,
            "ask" => Self::Ask,
            "park" => Self::Park,
            // Enter in a field sends the form without a button's word.
            _ => Self::Accept,
        }
    }
}

/// What the form held, as typed.
pub(super) struct Typed {
    /// The word as it was sent; the page shows a person where it is none of ours.
    sent: String,
    applicant: Applicant,
    id_number: String,
    name: String,
    contact: String,
    phone: String,
    materials: Vec<usize>,
    deferred: Vec<usize>,
    promised: bool,
    by_commitment: bool,
    /// What else is to be supplied, for the one-time notice.
    what: String,
    spot: OnTheSpot,
    /// The form put aside that this one goes on with.
    parked: Option<i64>,
    /// Answers of the item's form.
    answers: Texts,
    /// The applicant brought it on paper.
    on_paper: bool,
    /// The page told what was found of the applicant.
    looked: bool,
}

impl Typed {
    pub(super) fn blank(content: &Content) -> Self {
        let applicant = match content.clients {
            Some(Clients::Organisation) => Applicant::Organisation,
            Some(Clients::Person | Clients::Both) | None => Applicant::Person,
        };
        let empty = String::new;
        Self {
            sent: empty(),
            applicant,
            id_number: empty(),
            name: empty(),
            contact: empty(),
            phone: empty(),
            materials: Vec::new(),
            deferred: Vec::new(),
            promised: false,
            by_commitment: false,
            what: empty(),
            spot: OnTheSpot { result_name: content.guide.result_name.clone(), ..OnTheSpot::default() },
            parked: None,
            answers: Texts::new(),
            on_paper: false,
            looked: false,
        }
    }

    /// The same for whom it is known already.
    pub(super) fn of_applicant(self, whose: AcceptForm) -> Self {
        Self {
            applicant: shown(&whose.applicant),
            sent: whose.applicant,
            id_number: whose.code,
            name: whose.name,
            contact: whose.contact,
            phone: whose.phone,
            ..self
        }
    }

    /// What was put aside.
    fn kept(id: i64, form: AcceptForm) -> Self {
        Self {
            applicant: shown(&form.applicant),
            sent: form.applicant,
            id_number: form.code,
            name: form.name,
            contact: form.contact,
            phone: form.phone,
            materials: form.materials,
            deferred: form.deferred,
            promised: form.promised,
            by_commitment: form.by_commitment,
            what: String::new(),
            spot: OnTheSpot::default(),
            parked: Some(id),
            on_paper: form.answers.is_none(),
            answers: form.answers.unwrap_or_default(),
            looked: false,
        }
    }

    pub(super) fn of(posted: &Posted) -> Self {
        let applicant = shown(&posted.text("applicant"));
        let places = |name: &str| posted.all(name).iter().filter_map(|m| m.parse().ok()).collect();
        Self {
            sent: posted.text("applicant"),
            applicant,
            id_number: posted.text("id_number"),
            name: posted.text("name"),
            contact: posted.text("contact"),
            phone: posted.text("phone"),
            materials: places("material"),
            deferred: places("deferred"),
            promised: !posted.text("promised").is_empty(),
            by_commitment: !posted.text("by_commitment").is_empty(),
            what: posted.text("what"),
            spot: OnTheSpot {
                opinion: String::new(),
                result_name: posted.text("result_name"),
                result_no: posted.text("result_no"),
            },
            parked: posted.number("parked"),
            answers: typed_answers(posted),
            on_paper: !posted.text("on_paper").is_empty(),
            looked: !posted.text("looked").is_empty(),
        }
    }

    /// What was left blank is taken from the last time; what a certificate stands for needs no tick.
    pub(super) fn form(&self, item: i64, known: &Known) -> AcceptForm {
        let before = known.before.as_ref();
        let kept = |typed: &str, kept: Option<&String>| match (typed.trim().is_empty(), kept) {
            (true, Some(kept)) => kept.clone(),
            (true, None) | (false, _) => typed.to_owned(),
        };
        AcceptForm {
            item,
            applicant: self.sent.clone(),
            code: self.id_number.clone(),
            name: kept(&self.name, before.map(|b| &b.name)),
            contact: kept(&self.contact, before.map(|b| &b.contact)),
            phone: kept(&self.phone, before.map(|b| &b.phone)),
            materials: self.materials.clone(),
            deferred: self.deferred.clone(),
            promised: self.promised,
            by_commitment: self.by_commitment,
            held: known.held.iter().map(|h| h.place).collect(),
            answers: known
                .asks
                .as_ref()
                .filter(|_| !self.on_paper)
                .map(|asks| accept_form::taken_over(asks, &self.answers, before.filter(|_| self.looked))),
        }
    }
}

/// The kind of applicant that the page shows for a word.
fn shown(word: &str) -> Applicant {
    match ApplicantKind::parse(word) {
        Some(ApplicantKind::Organisation) => Applicant::Organisation,
        Some(ApplicantKind::Person) | None => Applicant::Person,
    }
}

/// The item with the day it would be due; `None` where there is no such item.
pub(super) async fn choose(app: &App, item: i64) -> Result<Option<(GuideView, DueDay)>, Oops> {
    let bureau = app.bureau().clone();
    blocking(move || {
        let Some(chosen) = services::catalogue::item(&bureau, ItemId::new(item)).map_err(|e| Oops::broken(&e))? else {
            return Ok(None);
        };
        let due = services::cases::preview_due(&bureau, &chosen.item).map_err(|e| Oops::broken(&e))?;
        Ok(Some((chosen, due)))
    })
    .await?
}

pub(super) async fn form(
    app: &App,
    seat: &Seat,
    (chosen, due): &(GuideView, DueDay),
    typed: &Typed,
    known: Option<&Known>,
) -> Result<AcceptPage, Oops> {
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    let phrases = blocking(move || services::cases::phrases(&bureau, &desk)).await??;
    let held = |at: usize| known.and_then(|k| k.held.iter().find(|h| h.place == at));
    let content = &chosen.item.content;
    let materials = content.guide.materials.iter().enumerate().map(|(at, m)| MaterialRow {
        key: at.to_string(),
        name: m.name.clone(),
        source: Tag::new(Tone::Neutral, m.origin.label()),
        required: m.need == Need::Required,
        deferrable: m.need == Need::Deferrable,
        received: typed.materials.contains(&at),
        deferred: typed.deferred.contains(&at),
        held: held(at).map(|h| format!("{} {}", h.name, h.number)),
    });
    Ok(AcceptPage {
        frame: app.frame(seat, "收件"),
        phrases: phrases.correction,
        item: ChosenItem {
            id: chosen.item.id.to_string(),
            name: content.name.clone(),
            department: chosen.department.name.clone(),
        },
        applicant: typed.applicant,
        applicant_problem: None,
        id_number: Field::of(typed.id_number.clone()),
        name: Field::of(typed.name.clone()),
        contact: Field::of(typed.contact.clone()),
        phone: Field::of(typed.phone.clone()),
        questions: accept_form::asked(content)
            .map(|asks| {
                let found = known.map_or((None, false), |k| (k.before.as_ref(), k.first));
                accept_form::pages(&asks, &typed.answers, found, &[])
            })
            .unwrap_or_default(),
        on_paper: typed.on_paper,
        materials: materials.collect(),
        materials_problem: None,
        due: due.on.map(|on| DuePreview {
            on: if due.provisional { date_text_with_year(on) } else { date_text(on) },
            limits: limits(content, due),
            provisional: due.provisional,
        }),
        others: known.and_then(|k| k.before.as_ref()).map(accept_form::others).unwrap_or_default(),
        promised: typed.promised,
        by_commitment: offers_commitment(content).then_some(typed.by_commitment),
        what: Field::of(typed.what.clone()),
        spot: is_instant(&chosen.item).then(|| SpotFields {
            result_name: Field::of(typed.spot.result_name.clone()),
            result_no: Field::of(typed.spot.result_no.clone()),
        }),
        parked: typed.parked,
        sits: sits(app, seat, chosen).await?,
        sitting: None,
        newcomer: known.is_some_and(|k| k.before.is_none()),
        known: known.map(words_of),
    })
}

/// The questions with what is to be mended of the answers.
pub(super) fn answered(asks: &Form, typed: &Typed, known: &Known, flaws: &[AnswerFlaw]) -> Vec<QuestionPage> {
    accept_form::pages(asks, &typed.answers, (known.before.as_ref(), false), flaws)
}

/// The way to sit the item through, for a representative whose letter gives it.
async fn sits(app: &App, seat: &Seat, chosen: &GuideView) -> Result<Option<String>, Oops> {
    // Letters name members of their department: the hall's own clerks are not looked for.
    if seat.desk.staff.as_ref().is_none_or(|s| s.department != Some(chosen.item.content.department)) {
        return Ok(None);
    }
    let (bureau, desk, item) = (app.bureau().clone(), seat.desk.clone(), chosen.item.clone());
    let may = blocking(move || services::cases::may_sit_through(&bureau, &desk, &item)).await??;
    Ok(may.is_ok().then(|| format!("{}{}", paths::SITTING_ITEM, chosen.item.id)))
}

/// What was found, in one sentence.
fn words_of(known: &Known) -> String {
    let before = match &known.before {
        Some(before) => format!("姓名和手机沿用上次留的（{}），有变再填。", before.masked()),
        None => String::new(),
    };
    match known.held.len() {
        0 if before.is_empty() => "没有查到他此前的办件和电子证照。".to_owned(),
        0 => before,
        many => format!("{many} 样材料有电子证照，不用提交。{before}"),
    }
}

/// Both limits where the guide has both; else the one that holds, with its source.
fn limits(content: &Content, due: &DueDay) -> String {
    match (content.promised, content.statutory) {
        (Some(promised), Some(statutory)) => format!("承诺 {promised}，法定 {statutory}"),
        (Some(_), None) | (None, Some(_)) | (None, None) => due.limit_text.clone(),
    }
}

/// The first step; with a problem the answer is 422.
async fn find(app: &App, seat: &Seat, words: String, problem: Option<String>) -> Reply {
    let (bureau, asked) = (app.bureau().clone(), words.clone());
    let found = if words.is_empty() { Vec::new() } else { blocking(move || search(&bureau, &asked)).await?? };
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    let parked = blocking(move || services::cases::parked(&bureau, &desk)).await??;
    let today = app.bureau().today();
    let frame = app.frame(seat, "收件");
    let (status, frame) = match problem {
        Some(sentence) => (StatusCode::UNPROCESSABLE_ENTITY, frame.with_problem("", &sentence)),
        None => (StatusCode::OK, frame),
    };
    show_as(
        status,
        &AcceptFindPage {
            frame,
            query: words,
            found,
            recent: Vec::new(),
            parked: parked.iter().map(|p| put_aside(p, today)).collect(),
        },
    )
}

fn put_aside(parked: &services::cases::Parked, today: jiff::civil::Date) -> ParkedForm {
    let id = parked.id.to_string();
    ParkedForm {
        href: match &parked.chain {
            Some(code) => address(&paths::chain_page(code, "accept"), &[("parked", &id)]),
            None => address(paths::ACCEPT, &[("item", &parked.item.to_string()), ("parked", &id)]),
        },
        item: parked.item_name.clone(),
        since: super::words::moment(parked.at, today),
        id,
    }
}

/// Throws away what was put aside.
pub(crate) async fn unpark(State(app): State<App>, seat: Seat, posted: Posted) -> Reply {
    let id = posted.number("parked").ok_or_else(Oops::not_found)?;
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    blocking(move || services::cases::unpark(&bureau, &desk, id)).await??;
    go(paths::ACCEPT)
}

pub(super) fn search(bureau: &services::Bureau, words: &str) -> Result<Vec<FoundItem>, Oops> {
    let hits = services::catalogue::search(bureau, words, FOUND).map_err(|e| Oops::broken(&e))?;
    let mut found = Vec::new();
    for hit in hits {
        let item = services::catalogue::item(bureau, hit.id).map_err(|e| Oops::broken(&e))?;
        let limit = item.as_ref().and_then(|i| match (i.item.content.promised, i.item.content.statutory) {
            (Some(promised), _) if promised.is_instant() => Some(promised.to_string()),
            (Some(promised), _) => Some(format!("承诺 {promised}")),
            (None, Some(statutory)) => Some(format!("法定 {statutory}")),
            (None, None) => None,
        });
        found.push(FoundItem {
            href: format!("{}{}", paths::ACCEPT_ITEM, hit.id),
            name: hit.name,
            department: hit.department,
            limit: limit.unwrap_or_default(),
            code: hit.code,
        });
    }
    Ok(found)
}
