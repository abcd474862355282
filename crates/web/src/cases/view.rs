//! One case over HTTP (办件): its page, and the same page once more when a step was not taken.

use axum::{
    extract::{Path, State},
    http::StatusCode,
};
use domain::{
    base::{FileKind, shanghai_text},
    cases::{ApplicantKind, DeliveryWay, HandedIn, Means, NoticeKind, Outcome, Stage},
    catalogue::Told,
    certificates::is_granted,
    people::{Act, authorise},
};
use jiff::civil::Date;
use services::{
    Failure,
    cases::{CaseView, EventRow as Event, Phrases},
};

use super::{
    CaseMaterial, CasePage, CompleteForm, Conflict, DecideForm, DeliverForm, EventRow, MaterialFile, NextStep,
    OtherCase, PaperLink,
    act_form::{self, Refused},
    facts, files, words,
};
use crate::{
    base::{Choice, Field, Link, Tag, Tone, paths},
    catalogue::AnswerRow,
    door::{App, Oops, Query, Reply, Seat, blocking, show, show_as},
};

/// The page.
pub(crate) async fn page(State(app): State<App>, seat: Seat, Path(no): Path<String>, query: Query) -> Reply {
    let view = load(&app, &seat, no).await?;
    let mut page = draw(&app, &seat, &view);
    offer(&app, &seat, &view, &mut page).await?;
    page.frame.notice = words::notice(&query.text("done")).map(str::to_owned);
    show(&page)
}

/// Why a step was not taken.
pub(crate) enum Hitch {
    /// This field is to be mended; empty where the sentence belongs to none.
    Mend(&'static str, String),
    /// Somebody else was faster.
    Overtaken,
    /// The form had been sent before with other words.
    SentBefore(String),
}

impl Hitch {
    /// What a form can be shown again for; anything else is an error page. `field` names the input that
    /// a refusal speaks of.
    pub(crate) fn of<R: std::error::Error>(
        failure: Failure<R>,
        field: impl Fn(&R) -> &'static str,
    ) -> Result<Self, Oops> {
        match failure {
            Failure::Refused(refusal) => Ok(Self::Mend(field(&refusal), refusal.to_string())),
            Failure::Stale => Ok(Self::Overtaken),
            Failure::Store(e) if services::key_reused(&e) => Ok(Self::SentBefore(e.to_string())),
            Failure::Denied(_) | Failure::NotFound | Failure::Store(_) => Err(failure.into()),
        }
    }

    /// The input and the sentence, where something is to be mended.
    pub(crate) fn mend(&self) -> Option<(&'static str, &str)> {
        match self {
            Self::Mend(field, sentence) => Some((field, sentence)),
            Self::Overtaken | Self::SentBefore(_) => None,
        }
    }

    /// The sentence that stands at this input.
    pub(crate) fn at(&self, input: &str) -> Option<String> {
        match self {
            Self::Mend(field, sentence) if *field == input => Some(sentence.clone()),
            Self::Mend(..) | Self::Overtaken | Self::SentBefore(_) => None,
        }
    }
}

/// The same page with what was typed: `step` holds it in its fields, `kept` as plain words.
pub(super) async fn again(app: &App, seat: &Seat, no: String, step: NextStep, kept: &[&str], hitch: Hitch) -> Reply {
    let view = load(app, seat, no).await?;
    let mut page = draw(app, seat, &view);
    offer(app, seat, &view, &mut page).await?;
    if !matches!(hitch, Hitch::Overtaken) {
        page.step = match step {
            NextStep::Deliver(form) => NextStep::Deliver(DeliverForm { own: own_receiver(&view), ..form }),
            step @ (NextStep::Decide(_) | NextStep::Complete(_) | NextStep::Nothing(_)) => step,
        };
    }
    stumbled(app, page, &view, kept, &hitch)
}

/// The same page after one of the other acts was refused: its form holds what was typed.
pub(super) async fn again_with(app: &App, seat: &Seat, no: String, refused: &Refused<'_>, hitch: &Hitch) -> Reply {
    let view = load(app, seat, no).await?;
    let mut page = draw(app, seat, &view);
    offer(app, seat, &view, &mut page).await?;
    page.acts = act_form::offered(&seat.desk, &view, Some(refused));
    // What was written at length is kept in plain sight; the rest stands in the form.
    let words = ["what", "examine_note", "suspend_reason", "extend_reason", "check_note", "back_reason", "end_reason"];
    let typed = words.map(|name| refused.posted.text(name));
    let kept: Vec<&str> = typed.iter().map(String::as_str).collect();
    // Asked for out of turn there is no form any more that the sentence could stand at.
    let unasked = match hitch.mend() {
        Some((_, sentence)) if page.acts.iter().all(|a| a.slug != refused.slug) => {
            Some(Hitch::Mend("", sentence.to_owned()))
        }
        Some(_) | None => None,
    };
    let hitch = unasked.as_ref().unwrap_or(hitch);
    stumbled(app, page, &view, &kept, hitch)
}

fn stumbled(app: &App, mut page: CasePage, view: &CaseView, kept: &[&str], hitch: &Hitch) -> Reply {
    let status = match hitch {
        Hitch::Mend(field, sentence) => {
            page.frame = page.frame.with_problem(field, sentence);
            StatusCode::UNPROCESSABLE_ENTITY
        }
        Hitch::Overtaken => {
            let done = view.history.last().map(|e| words::overtaken(e, app.bureau().today())).unwrap_or_default();
            let kept: Vec<&str> = kept.iter().copied().filter(|t| !t.trim().is_empty()).collect();
            page.conflict = Some(Conflict {
                sentence: format!("{done}。您写的还在下面，可以复制后另行补充"),
                kept: kept.join("\n"),
            });
            StatusCode::CONFLICT
        }
        Hitch::SentBefore(sentence) => {
            page.frame = page.frame.with_problem("", sentence);
            StatusCode::CONFLICT
        }
    };
    show_as(status, &page)
}

pub(super) async fn load(app: &App, seat: &Seat, no: String) -> Result<CaseView, Oops> {
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    Ok(blocking(move || services::cases::view(&bureau, &desk, &no)).await??)
}

/// What the case gave out or can give out, and the number that its result would bear.
async fn offer(app: &App, seat: &Seat, view: &CaseView, page: &mut CasePage) -> Result<(), Oops> {
    let (bureau, desk, case) = (app.bureau().clone(), seat.desk.clone(), view.case.id);
    let may = authorise(&seat.desk, Act::CertificateIssue, Some((view.case.department, &view.department.name))).is_ok();
    let number = page.number.clone();
    let entering = matches!(page.step, NextStep::Complete(_));
    let (made, next, phrases, cards) = blocking(move || -> Result<_, Oops> {
        let made = services::certificates::of_case(&bureau, case).map_err(|e| Oops::broken(&e))?;
        let next = if may && entering {
            services::certificates::offered_number(&bureau, &desk, &number)?
        } else {
            String::new()
        };
        let cards = services::oversight::watch::cards_of(&bureau, &desk, &number)?;
        Ok((made, next, services::cases::phrases(&bureau, &desk)?, cards))
    })
    .await??;
    page.phrases = phrases;
    page.cards = cards.iter().map(card).collect();
    page.onlookers = onlookers(app, seat, page);
    let gives_out = matches!(view.item.content.guide.result_kind.as_str(), "证照" | "批文");
    page.certificate = match made {
        Some(made) => {
            Some(Link::new(paths::certificate(&made.id.to_string()), format!("{} {}", made.name, made.number)))
        }
        None if may && gives_out && is_granted(&view.case) => {
            Some(Link::new(paths::case_certificate(&page.number), "制证"))
        }
        None => None,
    };
    if let NextStep::Complete(form) = &mut page.step
        && form.number.value.is_empty()
    {
        form.number.value = next;
    }
    Ok(())
}

/// A card of the watch in a line.
fn card(line: &services::oversight::watch::CardLine) -> Link {
    let card = &line.card;
    let label = format!(
        "{} {}，{}，{}",
        card.reached.level.label(),
        card.reached.point.label(),
        line.department,
        card.stage.label()
    );
    Link::new(paths::card(&card.id.to_string()), label)
}

/// Who else has it open, for whoever could carry it on: those who only look, or could only end it, are in nobody's way.
fn onlookers(app: &App, seat: &Seat, page: &CasePage) -> String {
    let acts = page.acts.iter().any(|a| a.slug != "end") || !matches!(page.step, NextStep::Nothing(_));
    let Some(staff) = seat.desk.staff.as_ref().filter(|_| acts) else { return String::new() };
    let others = app.onlookers().open(&page.number, staff, app.bureau().now());
    let said = others.iter().map(|(name, minutes)| match minutes {
        0 => format!("{name} 也在看这件（刚刚打开）"),
        _ => format!("{name} 也在看这件（{minutes} 分钟前打开）"),
    });
    said.collect::<Vec<_>>().join("，")
}

fn draw(app: &App, seat: &Seat, view: &CaseView) -> CasePage {
    let (case, today) = (&view.case, app.bureau().today());
    let clerk = authorise(&seat.desk, Act::CaseAccept, None).is_ok();
    CasePage {
        frame: app.frame(seat, case.item_name.clone()),
        number: case.no.to_string(),
        version: case.version,
        stage: words::stage_tag(case.stage.as_str()),
        waiting_for: words::waiting(&view.waiting_for),
        due: case.next_on().map(|d| words::day(d, today)).unwrap_or_default(),
        deadline: words::mark(view.outlook),
        provisional: case.due().provisional,
        facts: facts::of(view, today),
        files: view.files.iter().filter(|f| f.detached.is_none()).count(),
        answers: answers(view),
        materials: materials(view),
        // How often a draft was saved says nothing about the case.
        events: view.history.iter().rev().filter(|e| e.kind != "case.redrafted").map(event).collect(),
        onlookers: String::new(),
        conflict: None,
        step: next_step(seat, view),
        acts: act_form::offered(&seat.desk, view, None),
        phrases: Phrases::default(),
        papers: papers(view, clerk),
        others: others(view),
        certificate: None,
        cards: Vec::new(),
    }
}

/// The papers that may be printed of this case, with their keys.
fn papers(view: &CaseView, clerk: bool) -> Vec<PaperLink> {
    let case = &view.case;
    let link = |kind: NoticeKind| PaperLink {
        href: paths::case_notice(case.no.as_str(), kind.slug()),
        label: kind.title(),
        key: "",
    };
    let mut out = Vec::new();
    if clerk && case.stage.acceptance().is_some() {
        let href = paths::receipt(case.no.as_str());
        out.push(PaperLink { href, label: "受理通知书", key: "F9" });
    }
    out.extend(NoticeKind::PRINTED.into_iter().filter(|k| k.is_due(case)).map(link));
    out
}

fn answers(view: &CaseView) -> Vec<AnswerRow> {
    let row = |t: &Told| AnswerRow { label: t.label.clone(), lines: t.lines.clone(), change: None };
    view.answers.iter().map(row).collect()
}

fn materials(view: &CaseView) -> Vec<CaseMaterial> {
    let origin =
        |name: &str| view.item.content.guide.materials.iter().find(|m| m.name == name).map(|m| m.origin.label());
    view.case
        .materials
        .iter()
        .enumerate()
        .map(|(place, m)| CaseMaterial {
            name: m.name.clone(),
            source: Tag::new(Tone::Neutral, origin(&m.name).unwrap_or("未写")),
            state: state(m),
            files: files_at(view, place),
        })
        .collect()
}

fn files_at(view: &CaseView, place: usize) -> Vec<MaterialFile> {
    // Numbered as on the page of all files, where those taken off are listed too.
    let here = view.files.iter().filter(|f| f.place.map(usize::from) == Some(place)).enumerate();
    here.filter(|(_, f)| f.detached.is_none())
        .map(|(i, f)| {
            let at = paths::case_file(view.case.no.as_str(), &f.id.to_string());
            let href = if f.kind.is_shown() { format!("{at}?view=1") } else { at };
            let picture = matches!(f.kind, FileKind::Jpeg | FileKind::Png | FileKind::Webp);
            MaterialFile { link: Link::new(href, files::label(f, i + 1)), picture }
        })
        .collect()
}

/// Received, owed, examined: the last thing known of a material.
fn state(m: &HandedIn) -> Tag {
    match &m.verdict {
        Some(v) if v.ok => Tag::new(Tone::Good, "已收，符合"),
        Some(v) => Tag::new(Tone::Bad, format!("不符合：{}", v.note)),
        None if m.received && m.means == Means::Upload => Tag::new(Tone::Good, "网上已传"),
        None if m.received && m.means == Means::Certificate => Tag::new(Tone::Good, "电子证照"),
        None if m.received => Tag::new(Tone::Good, "已收"),
        None if m.is_promised() && !m.is_owed() => Tag::new(Tone::Warning, "承诺后补"),
        None if m.is_owed() => Tag::new(Tone::Warning, "容缺待补"),
        None => Tag::new(Tone::Neutral, "未收"),
    }
}

/// An event as a row of what happened.
pub(crate) fn event(event: &Event) -> EventRow {
    let (act, note) = words::act(event);
    EventRow {
        at: shanghai_text(event.happened_at),
        act,
        actor: words::actor(event).to_owned(),
        terminal: event.terminal.clone(),
        source: Tag::new(Tone::Neutral, event.source.label()),
        note: words::under(event, note),
    }
}

fn others(view: &CaseView) -> Vec<OtherCase> {
    view.others
        .iter()
        .map(|line| OtherCase {
            href: paths::case(&line.case_no),
            number: line.case_no.clone(),
            item: line.item_name.clone(),
            state: words::stage_tag(&line.stage),
        })
        .collect()
}

/// The step of this stage, for whoever may take it; for others the sentence that says who does.
fn next_step(seat: &Seat, view: &CaseView) -> NextStep {
    let department = view.department.name.as_str();
    let may = |act| authorise(&seat.desk, act, Some((view.case.department, department))).is_ok();
    match &view.case.stage {
        Stage::Draft => NextStep::Nothing("申请人还没有提交。".to_owned()),
        Stage::Submitted | Stage::CorrectionAsked | Stage::Completed(..) if view.case.matter.is_some() => {
            NextStep::Nothing("这一件是一件事的一部分，受理、补正、送达在“一件事”里整件办。".to_owned())
        }
        Stage::Submitted if may(Act::CaseReceive) => {
            NextStep::Nothing("核对材料：齐全的受理，不齐的一次性告知要补什么。".to_owned())
        }
        Stage::Submitted => NextStep::Nothing("等窗口受理，或一次性告知要补什么。".to_owned()),
        Stage::CorrectionAsked => NextStep::Nothing("等申请人补正。".to_owned()),
        Stage::Suspended(_, _, pause) => NextStep::Nothing(format!("{}，结束后恢复办理。", pause.what.label())),
        Stage::Accepted(_) | Stage::InReview(..) | Stage::Decided(..) if let Some(words) = elsewhere(view) => {
            NextStep::Nothing(words)
        }
        Stage::Accepted(_) | Stage::InReview(..) if may(Act::CaseDecide) => decide_form("", "", ""),
        Stage::Accepted(_) | Stage::InReview(..) => {
            NextStep::Nothing(format!("这件由{department}审核，您可以查看进度。"))
        }
        Stage::Decided(_, decision) if may(Act::CaseComplete) => {
            let name = match decision.outcome {
                Outcome::Grant => view.item.content.guide.result_name.as_str(),
                Outcome::Deny => "不予批准决定书",
            };
            complete_form(name, "")
        }
        Stage::Decided(_, decision) => {
            NextStep::Nothing(format!("已决定{}，等{department}登记结果并办结。", decision.outcome.label()))
        }
        Stage::Completed(..) if may(Act::CaseDeliver) => {
            deliver_form(DeliveryWay::Window.as_str(), "", own_receiver(view))
        }
        Stage::Completed(..) => NextStep::Nothing("已办结，等申请人到窗口领取。".to_owned()),
        Stage::Delivered(..) | Stage::Rated(..) => NextStep::Nothing("已送达，这一件办完了。".to_owned()),
        Stage::Ended(_, ending) => NextStep::Nothing(format!("{}，不用再办。", ending.kind.label())),
        Stage::Archived(..) => NextStep::Nothing("已归档，不用再办。".to_owned()),
    }
}

/// What is said of a case that a department's system has; nothing of any other.
fn elsewhere(view: &CaseView) -> Option<String> {
    let held = view.case.elsewhere.as_ref()?;
    let since = shanghai_text(held.at);
    let what = if view.case.stage.decision().is_some() {
        "已回报决定，等它回报结果"
    } else {
        "等它回报决定和结果"
    };
    Some(format!("{since} 起由“{}”接管办理，{what}。时限照常计算。", held.system))
}

pub(super) fn decide_form(outcome: &str, opinion: &str, reason: &str) -> NextStep {
    let options = [Outcome::Grant, Outcome::Deny].map(|o| (o.as_str(), o.label()));
    NextStep::Decide(DecideForm {
        outcome: Choice::of(&options, outcome),
        reason: Field::of(reason),
        opinion: Field::of(opinion),
    })
}

pub(super) fn complete_form(document: &str, number: &str) -> NextStep {
    NextStep::Complete(CompleteForm { document: Field::of(document), number: Field::of(number) })
}

pub(super) fn deliver_form(way: &str, receiver: &str, own: String) -> NextStep {
    let options = DeliveryWay::ALL.map(|w| (w.as_str(), w.label()));
    NextStep::Deliver(DeliverForm { receiver: Field::of(receiver), own, way: Choice::of(&options, way) })
}

/// Who applied, masked, as may be noted to have received it; of an organisation who came for it.
fn own_receiver(view: &CaseView) -> String {
    let who = &view.particulars;
    match view.case.applicant_kind {
        ApplicantKind::Person => format!("本人领取（{}）", who.name),
        ApplicantKind::Organisation if who.contact.is_empty() => String::new(),
        ApplicantKind::Organisation => format!("经办人领取（{}）", who.contact),
    }
}

/// A day with its year, for papers.
pub(super) fn full_day(on: Date) -> String {
    domain::base::date_text_with_year(on)
}
