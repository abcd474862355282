//! One card over HTTP: its page, and the same page once more when a step was not taken.

use axum::{
    extract::{Path, State},
    http::StatusCode,
};
use domain::{
    cases::Stage,
    people::{Act, authorise},
};
use jiff::civil::Date;
use services::oversight::watch::{Card, CardLine, CardStage, CardView};

use super::{CardPage, Talk, cards::row, words};
use crate::{
    base::{Choice, Field, paths},
    cases::{Conflict, Fact, day, view::Hitch},
    door::{App, Oops, Query, Reply, Seat, blocking, id, show, show_as},
};

pub(super) async fn load(app: &App, seat: &Seat, card: &str) -> Result<CardView, Oops> {
    let (bureau, desk, of) = (app.bureau().clone(), seat.desk.clone(), id::<i64>(card)?);
    Ok(blocking(move || services::oversight::watch::card(&bureau, &desk, of)).await??)
}

/// The page.
pub(crate) async fn page(State(app): State<App>, seat: Seat, Path(card): Path<String>, query: Query) -> Reply {
    let mut page = draw(&app, &seat, &load(&app, &seat, &card).await?);
    page.frame.notice = words::notice(&query.text("done")).map(str::to_owned);
    show(&page)
}

/// What was typed into the form of a step.
pub(super) enum Typed {
    Explain(String),
    Dispute { reason: String, evidence: String },
    Rule { verdict: String, reason: String },
}

/// The same page with what was typed.
pub(super) async fn again(app: &App, seat: &Seat, card: &str, typed: Typed, hitch: Hitch) -> Reply {
    let view = load(app, seat, card).await?;
    let mut page = draw(app, seat, &view);
    let (Typed::Explain(kept) | Typed::Dispute { reason: kept, .. } | Typed::Rule { reason: kept, .. }) = &typed;
    let status = match &hitch {
        Hitch::Overtaken => {
            let last = view.history.last().map(words::overtaken).unwrap_or_default();
            let sentence = format!("{last}。您写的还在下面，可以复制后另行补充");
            page.conflict = Some(Conflict { sentence, kept: kept.clone() });
            return show_as(StatusCode::CONFLICT, &page);
        }
        Hitch::SentBefore(sentence) => {
            page.frame = page.frame.with_problem("", sentence);
            StatusCode::CONFLICT
        }
        Hitch::Mend(field, sentence) => {
            page.frame = page.frame.with_problem(field, sentence);
            StatusCode::UNPROCESSABLE_ENTITY
        }
    };
    match typed {
        Typed::Explain(value) => page.explain = Some(Field { value, problem: hitch.at("reason") }),
        Typed::Dispute { reason, evidence } => {
            page.dispute = Some(Field { value: reason, problem: hitch.at("dispute") });
            page.evidence = Field { value: evidence, problem: hitch.at("evidence") };
        }
        Typed::Rule { verdict, reason } => {
            for option in &mut page.verdict.options {
                option.chosen = option.value == verdict;
            }
            page.verdict.problem = hitch.at("verdict");
            page.ruling = Field { value: reason, problem: hitch.at("ruling") };
        }
    }
    show_as(status, &page)
}

fn draw(app: &App, seat: &Seat, view: &CardView) -> CardPage {
    let (card, today) = (&view.card, app.bureau().today());
    let reached = &card.reached;
    let line = |card: &Card| row(&CardLine { card: card.clone(), department: view.department.clone() }, today);
    CardPage {
        frame: app.frame(seat, format!("{}：{}", reached.level.label(), reached.point.label())),
        id: card.id.to_string(),
        version: card.version,
        level: words::level_tag(reached.level),
        stage: words::card_tag(&card.stage),
        case_href: paths::case(card.case_no.as_str()),
        number: card.case_no.to_string(),
        facts: facts(view, today),
        talks: talks(card),
        others: view.cards.iter().filter(|c| c.id != card.id).map(line).collect(),
        orders: view.orders.iter().map(|o| (o.no.to_string(), paths::supervision(&o.no.slug()))).collect(),
        events: view.history.iter().rev().map(words::event).collect(),
        conflict: None,
        explain: view.may_explain.then(|| Field::of(card.reason.as_ref().map(|r| r.text.clone()).unwrap_or_default())),
        dispute: view.may_dispute.then(Field::default),
        evidence: Field::default(),
        at_window: card.at_window,
        board: authorise(&seat.desk, Act::OversightView, None).is_ok(),
        dispute_until: day(view.dispute_until, today),
        verdict: verdict(view),
        ruling: Field::default(),
    }
}

fn verdict(view: &CardView) -> Choice {
    match (view.may_rule, view.may_annul) {
        (true, _) => Choice::of(&[("uphold", "维持"), ("annul", "撤销，不计数")], ""),
        (false, true) => Choice::of(&[("annul", "误发，撤销，不计数")], ""),
        (false, false) => Choice::default(),
    }
}

fn talks(card: &Card) -> Vec<Talk> {
    let mut out: Vec<Talk> = card.reason.iter().map(|said| words::talk("超期原因（公开）", said)).collect();
    let disputed = |said| Talk { evidence: card.evidence.clone().unwrap_or_default(), ..words::talk("异议", said) };
    match &card.stage {
        CardStage::Given => {}
        CardStage::Disputed(said) => out.push(disputed(said)),
        CardStage::Upheld(said, ruling) => {
            out.extend([disputed(said), words::talk("裁定：维持", ruling)]);
        }
        CardStage::Annulled(said, ruling) => {
            out.extend(said.iter().map(disputed));
            out.push(words::talk("裁定：撤销", ruling));
        }
    }
    out
}

fn facts(view: &CardView, today: Date) -> Vec<Fact> {
    let card = &view.card;
    let told = |on: Date| day(on, today);
    let mut facts = vec![
        ("事项", card.item_name.clone()),
        ("责任部门", view.department.clone()),
        ("监察点", card.reached.point.label().to_owned()),
        ("起算", told(card.reached.from)),
        ("发牌时的期限", told(card.reached.due_on)),
        ("触发", told(card.reached.on)),
        ("发牌", told(card.given_on)),
    ];
    if let Some(due) = view.due_now.filter(|d| *d != card.reached.due_on) {
        facts.push(("办件现在的期限", told(due)));
    }
    facts.push(("办件现在", Stage::label_of(&view.case_stage).to_owned()));
    if let Some(system) = &view.system {
        facts.push(("在部门系统", system.clone()));
    }
    facts.push((
        "依据",
        match card.profile_version {
            0 => "系统自带的监察规则".to_owned(),
            n => format!("本县监察规则第 {n} 版"),
        },
    ));
    facts.into_iter().map(|(label, value)| Fact { label: label.to_owned(), value }).collect()
}
