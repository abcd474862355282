//! One sitting over HTTP (当场办): the desk, the intake with what the representative decides, the decision to look at, the
//! signature, and the papers. After a refusal the same form comes back with everything typed.

use axum::{
    extract::{Path, State},
    http::{HeaderMap, StatusCode},
};
use domain::{
    base::shanghai_text,
    cases::{Named, NoticeKind, notice, open_to_applications},
};
use services::{
    Failure,
    cases::{Phrases, SittingForm, SittingRefusal},
    catalogue::GuideView,
    certificates::Rehearsal,
    delegates::{BackLine, DeskItem, RepresentativeDesk, powers_text},
};

use super::{
    AcceptPage, BackRow, DeskItemRow, DeskPanel, SittingDeskPage, SittingFields, SittingPapersPage, SittingPreview,
    accept::{self, Known, Typed},
    receipt::{grouped, origin},
};
use crate::{
    base::{Choice, Field, Svg, Tag, Tone, paths},
    door::{App, Oops, Posted, Query, Reply, Seat, address, blocking, go, show, show_as},
};

/// Grant and deny, the words of a form and of the page.
const OUTCOMES: [(&str, &str); 2] = [("grant", "准予"), ("deny", "不予批准")];

async fn look(app: &App, seat: &Seat) -> Result<RepresentativeDesk, Oops> {
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    Ok(blocking(move || services::delegates::representative_desk(&bureau, &desk)).await??)
}

/// The desk, or the form of the item that was chosen.
pub(crate) async fn page(State(app): State<App>, seat: Seat, query: Query) -> Reply {
    let same = query.text("same");
    if query.text("item").is_empty() {
        return find(&app, &seat, (query.text("q"), same), None).await;
    }
    let item = query.number::<i64>("item").ok_or_else(Oops::not_found)?;
    let chosen = accept::choose(&app, item).await?.ok_or_else(Oops::not_found)?;
    let usual = || address(paths::ACCEPT, &[("item", &item.to_string())]);
    if let Some(sentence) = why_not(&app, &seat, &chosen.0).await? {
        return find(&app, &seat, (String::new(), same), Some((sentence, usual()))).await;
    }
    let typed = match same.is_empty() {
        true => Typed::blank(&chosen.0.item.content),
        false => {
            let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
            let whose = blocking(move || services::cases::same_applicant(&bureau, &desk, &same)).await??;
            Typed::blank(&chosen.0.item.content).of_applicant(whose)
        }
    };
    let phrases = phrases(&app, &seat).await?;
    let decided = Decided::blank(&chosen.0, &phrases);
    let page = form(&app, &seat, &chosen, (&typed, None), (&decided, phrases)).await?;
    show(&page)
}

/// Why whoever sits here cannot sit the item through; `None` = they can.
async fn why_not(app: &App, seat: &Seat, chosen: &GuideView) -> Result<Option<String>, Oops> {
    if let Err(refusal) = open_to_applications(&chosen.item.content) {
        return Ok(Some(refusal.to_string()));
    }
    let (bureau, desk, item) = (app.bureau().clone(), seat.desk.clone(), chosen.item.clone());
    let may = blocking(move || services::cases::may_sit_through(&bureau, &desk, &item)).await??;
    Ok(may.err().map(|why| why.to_string()))
}

async fn phrases(app: &App, seat: &Seat) -> Result<Phrases, Oops> {
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    Ok(blocking(move || services::cases::phrases(&bureau, &desk)).await??)
}

/// What was decided, as typed.
struct Decided {
    outcome: String,
    opinion: String,
    reason: String,
    result_name: String,
    result_no: String,
    receiver: String,
}

impl Decided {
    /// Granted with the words used most, until somebody says otherwise.
    fn blank(chosen: &GuideView, phrases: &Phrases) -> Self {
        Self {
            outcome: OUTCOMES[0].0.to_owned(),
            opinion: phrases.opinion.first().cloned().unwrap_or_default(),
            reason: String::new(),
            result_name: chosen.item.content.guide.result_name.clone(),
            result_no: String::new(),
            receiver: String::new(),
        }
    }

    fn of(posted: &Posted) -> Self {
        Self {
            outcome: posted.text("outcome"),
            opinion: posted.text("opinion"),
            reason: posted.text("reason"),
            result_name: posted.text("result_name"),
            result_no: posted.text("result_no"),
            receiver: posted.text("receiver"),
        }
    }

    fn form(&self, typed: &Typed, item: i64, known: &Known) -> SittingForm {
        SittingForm {
            intake: typed.form(item, known),
            outcome: self.outcome.clone(),
            reason: self.reason.clone(),
            opinion: self.opinion.clone(),
            result_name: self.result_name.clone(),
            result_no: self.result_no.clone(),
            receiver: self.receiver.clone(),
        }
    }
}

/// Looks for the applicant, shows the decision, or signs it.
pub(crate) async fn submit(State(app): State<App>, seat: Seat, posted: Posted) -> Reply {
    let (typed, decided) = (Typed::of(&posted), Decided::of(&posted));
    let item = posted.number::<i64>("item").ok_or_else(Oops::not_found)?;
    let chosen = accept::choose(&app, item).await?.ok_or_else(Oops::not_found)?;
    let mut known = accept::known(&app, &seat, &typed, item).await?;
    let phrases = phrases(&app, &seat).await?;
    if posted.text("look") == "1" {
        known.first = true;
        return show(&form(&app, &seat, &chosen, (&typed, Some(&known)), (&decided, phrases)).await?);
    }
    let wanted = decided.form(&typed, item, &known);
    let mut told = None;
    if posted.text("do") == "sign" {
        match sign(&app, &seat, &posted, &wanted).await? {
            Ok(number) => return go(&address(&paths::case_sitting(&number), &[("done", "sat")])),
            Err(failure) => told = Some(failure),
        }
    }
    // What is to be mended is found anew: a signature that did not count leaves the decision to look at.
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    let shown = blocking(move || services::certificates::rehearse(&bureau, &desk, &wanted)).await?;
    let mut page = form(&app, &seat, &chosen, (&typed, Some(&known)), (&decided, phrases)).await?;
    match shown {
        Ok(rehearsal) => {
            let preview = preview(&app, &seat, &page, &rehearsal)?;
            if let Some(sitting) = &mut page.sitting {
                sitting.preview = Some(preview);
            }
        }
        Err(failure) => told = Some(failure),
    }
    let Some(failure) = told else { return show(&page) };
    let (status, problems) = match failure {
        Failure::Refused(refusal) => {
            if let (SittingRefusal::Step(services::cases::AcceptRefusal::Answers(_, flaws)), Some(asks)) =
                (&refusal, &known.asks)
            {
                page.questions = accept::answered(asks, &typed, &known, flaws);
            }
            (StatusCode::UNPROCESSABLE_ENTITY, problems(&refusal))
        }
        Failure::Store(e) if services::key_reused(&e) => (StatusCode::CONFLICT, vec![(String::new(), e.to_string())]),
        other @ (Failure::Denied(_) | Failure::NotFound | Failure::Stale | Failure::Store(_)) => {
            return Err(other.into());
        }
    };
    for (field, sentence) in problems {
        page = page.with_problem(&field, &sentence);
    }
    show_as(status, &page)
}

type Signed = Result<String, Failure<SittingRefusal>>;

async fn sign(app: &App, seat: &Seat, posted: &Posted, wanted: &SittingForm) -> Result<Signed, Oops> {
    let (bureau, desk, wanted) = (app.bureau().clone(), seat.desk.clone(), wanted.clone());
    let (seen, password, key) = (posted.text("seen"), posted.text("password"), posted.key());
    blocking(move || {
        let done = services::certificates::sit(&bureau, &desk, (&wanted, &seen), &password, key.as_deref());
        done.map(|sat| sat.case_no)
    })
    .await
}

/// The field of the page and the sentence, for each thing to mend.
fn problems(refusal: &SittingRefusal) -> Vec<(String, String)> {
    let field = match refusal {
        SittingRefusal::Step(step) => {
            return accept::problems(step)
                .into_iter()
                .map(|(field, sentence)| (at(refusal, field), sentence))
                .collect();
        }
        SittingRefusal::Outcome => "outcome",
        SittingRefusal::Certificate(field, ..) => field,
        SittingRefusal::Signature(_) => "password",
        SittingRefusal::NotHere(_) | SittingRefusal::Renewal(_) | SittingRefusal::Changed => "",
    };
    vec![(field.to_owned(), refusal.to_string())]
}

/// Rules that the intake alone never meets.
fn at(refusal: &SittingRefusal, field: String) -> String {
    match refusal.code() {
        "reason_missing" => "reason".into(),
        "receiver_missing" => "receiver".into(),
        "materials_owed" => "materials".into(),
        _ => field,
    }
}

async fn form(
    app: &App,
    seat: &Seat,
    chosen: &(GuideView, domain::cases::DueDay),
    (typed, known): (&Typed, Option<&Known>),
    (decided, phrases): (&Decided, Phrases),
) -> Result<AcceptPage, Oops> {
    let page = accept::form(app, seat, chosen, typed, known).await?;
    let panel = panel(&look(app, seat).await?);
    let fields = SittingFields {
        outcome: Choice::of(&OUTCOMES, &decided.outcome),
        opinion: Field::of(decided.opinion.clone()),
        reason: Field::of(decided.reason.clone()),
        result_name: Field::of(decided.result_name.clone()),
        result_no: Field::of(decided.result_no.clone()),
        receiver: Field::of(decided.receiver.clone()),
        opinions: phrases.opinion,
        reasons: phrases.reason,
        preview: None,
        panel,
    };
    Ok(AcceptPage { frame: app.frame(seat, "当场办"), spot: None, sits: None, sitting: Some(fields), ..page })
}

/// The decision as it would be signed.
fn preview(app: &App, seat: &Seat, page: &AcceptPage, shown: &Rehearsal) -> Result<SittingPreview, Oops> {
    let who = &shown.particulars;
    let named = Named {
        name: &who.name,
        code: &who.code,
        contact: &who.contact,
        receiver: &who.receiver,
        department: &shown.department,
        organiser: &page.frame.organiser,
        licence: shown.item.content.item_type.is_licence(),
        lapse: services::cases::case_rules().deferred_lapse,
        today: app.bureau().today(),
    };
    let waits = shown.case.stage.decision().is_none();
    let kind = if waits { NoticeKind::Acceptance } else { NoticeKind::Decision };
    let paper = notice(kind, &shown.case, &named).ok_or_else(Oops::not_found)?;
    let person = seat.desk.staff.as_ref().map(|s| s.name.as_str()).unwrap_or_default();
    let (capacity, doc_no) = (shown.authority.capacity.label(), &shown.authority.doc_no);
    let besides = match (waits, shown.certificate) {
        (true, _) => "签署后受理并完成审查，容缺的材料补来后再决定",
        (false, true) => "签署后同时办结、制证、登记送达",
        (false, false) => "签署后同时办结、登记送达",
    };
    Ok(SittingPreview {
        paper,
        under: format!("{capacity} {person}，{doc_no}"),
        besides: besides.to_owned(),
        seen: shown.seen.clone(),
        password: Field::default(),
    })
}

/// The desk, with what was looked for.
async fn find(app: &App, seat: &Seat, (words, same): (String, String), refusal: Option<(String, String)>) -> Reply {
    let (bureau, asked) = (app.bureau().clone(), words.clone());
    let mut found = match words.is_empty() {
        true => Vec::new(),
        false => blocking(move || accept::search(&bureau, &asked)).await??,
    };
    for item in &mut found {
        item.href = item.href.replacen(paths::ACCEPT_ITEM, paths::SITTING_ITEM, 1);
    }
    let mut panel = panel(&look(app, seat).await?);
    if !same.is_empty() {
        let again = domain::cases::CaseNo::parse(&same).map_err(|_| Oops::not_found())?;
        let items = panel.items.iter_mut().map(|i| &mut i.href);
        for href in items.chain(found.iter_mut().map(|f| &mut f.href)).filter(|href| !href.is_empty()) {
            *href = format!("{href}&same={again}");
        }
    }
    show(&SittingDeskPage { frame: app.frame(seat, "当场办"), query: words, same, found, refusal, panel })
}

fn panel(desk: &RepresentativeDesk) -> DeskPanel {
    let authorised = desk.items.iter().filter(|i| i.letter.is_some()).count();
    let letters = desk.letters.iter().map(|l| {
        let last = l.last_day().unwrap_or(l.valid_to);
        format!("{}，{} 至 {last}：{}", l.doc_no, l.valid_from, powers_text(&l.powers))
    });
    DeskPanel {
        today: match desk.decided_today {
            0 => "今天还没有决定".to_owned(),
            all => format!("今天决定 {all} 件，其中当场办 {} 件", desk.here_today),
        },
        letters: letters.collect(),
        summary: match (desk.items.len(), authorised) {
            (_, 0) => "还没有授权给您的事项".to_owned(),
            (all, some) => format!("授权 {some} 项，没有授权 {} 项", all - some),
        },
        items: desk.items.iter().map(item).collect(),
        back: desk.back.iter().map(back).collect(),
        since: format!("{} 起", desk.since),
    }
}

fn item(item: &DeskItem) -> DeskItemRow {
    let sits = item.why_not.is_empty();
    let (state, words) = match &item.letter {
        Some((under, since)) if sits => (Tag::new(Tone::Good, "已授权"), format!("{}，自 {since}", under.doc_no)),
        Some(_) => (Tag::new(Tone::Warning, "已授权，不能当场办"), item.why_not.clone()),
        None => (Tag::new(Tone::Neutral, "没有授权"), item.why_not.clone()),
    };
    DeskItemRow {
        href: if sits { format!("{}{}", paths::SITTING_ITEM, item.id) } else { String::new() },
        name: item.name.clone(),
        state,
        words,
    }
}

fn back(line: &BackLine) -> BackRow {
    let row = &line.row;
    let why = match &row.why {
        Some((reason, words)) if words.is_empty() => reason.clone(),
        Some((reason, words)) => format!("{reason}：{words}"),
        None => "由部门决定，没有写原因".to_owned(),
    };
    BackRow {
        href: paths::case(&row.case_no),
        case_no: row.case_no.clone(),
        words: format!("{}，{}，{}", row.item_name, line.by, shanghai_text(row.at)),
        why,
    }
}

/// Receipt, decision and proof of delivery, to be printed together.
pub(crate) async fn papers(
    State(app): State<App>,
    seat: Seat,
    Path(no): Path<String>,
    query: Query,
    headers: HeaderMap,
) -> Reply {
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    let (view, made) = blocking(move || {
        let view = services::cases::receipt(&bureau, &desk, &no)?;
        let made = services::certificates::of_case(&bureau, view.case.id).map_err(|e| Oops::broken(&e))?;
        Ok::<_, Oops>((view, made))
    })
    .await??;
    let mut frame = app.frame(&seat, "当场办的文书");
    let (who, organiser) = (&view.particulars, frame.organiser.clone());
    let named = Named {
        name: &who.name,
        code: &who.code,
        contact: &who.contact,
        receiver: &who.receiver,
        department: &view.department.name,
        organiser: &organiser,
        licence: view.item.content.item_type.is_licence(),
        lapse: services::cases::case_rules().deferred_lapse,
        today: app.bureau().today(),
    };
    let kinds = [NoticeKind::Acceptance, NoticeKind::Decision, NoticeKind::Delivery];
    let papers: Vec<_> = kinds.into_iter().filter_map(|kind| notice(kind, &view.case, &named)).collect();
    if papers.is_empty() {
        return Err(Oops::not_found());
    }
    let number = view.case.no.to_string();
    let same = number.clone();
    if query.text("done") == "sat" {
        frame.notice = Some(match view.case.stage.decision() {
            Some(_) => format!("已当场办结并送达，编号 {number}。请打印文书，请申请人在送达回证上签名"),
            None => format!("已受理并完成审查，编号 {number}。容缺的材料补来后，在这一件里登记补交，再决定"),
        });
    }
    let link = format!("{}{}", origin(&app, &headers), address(paths::PROGRESS, &[("no", number.as_str())]));
    let qr = papers::qr::qr_svg(&link, "扫码查进度").map_err(|e| Oops::broken(&e))?;
    show(&SittingPapersPage {
        frame,
        number,
        papers,
        password: grouped(&view.query_password.unwrap_or_default()),
        certificate: made.map(|c| paths::certificate(&c.id.to_string())),
        again: (view.case.receipt.on == app.bureau().today()).then(|| address(paths::SITTING, &[("same", &same)])),
        qr: Svg::drawn(qr),
    })
}
