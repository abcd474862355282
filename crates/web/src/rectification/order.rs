//! One order over HTTP (整改单): its page, and the same page once more when a step was not taken.

use axum::{
    extract::{Path, State},
    http::StatusCode,
};
use domain::{
    base::{date_text_with_year, shanghai_day, shanghai_text},
    rectification::{Condition, Order, Proof, Source, Stage},
};
use jiff::civil::Date;
use services::rectification::{EventRow as Event, OrderView};

use super::{CheckForm, OrderPage, Talk, words};
use crate::{
    base::{Choice, Field, Tag, Tone, paths},
    cases::{Conflict, EventRow, Fact, view::Hitch},
    door::{App, Oops, Query, Reply, Seat, address, blocking, show, show_as},
};

/// What a check can say, in the order of the radio buttons.
const VERDICTS: [(&str, &str); 3] = [("return", "退回"), ("met", "已整改，销号"), ("unattainable", "不能整改，销号")];

/// The page.
pub(crate) async fn page(State(app): State<App>, seat: Seat, Path(no): Path<String>, query: Query) -> Reply {
    let mut page = draw(&app, &seat, load(&app, &seat, no).await?);
    page.frame.notice = words::notice(&query.text("done")).map(str::to_owned);
    show(&page)
}

/// What was typed into the form of a step.
pub(super) enum Typed {
    Answer { answer: String },
    Check { verdict: String, finding: String, due_on: String },
    Withdraw { reason: String },
}

impl Typed {
    /// The words that must not be lost when somebody else was faster.
    fn kept(&self) -> &str {
        match self {
            Self::Answer { answer } => answer,
            Self::Check { finding, .. } => finding,
            Self::Withdraw { reason } => reason,
        }
    }

    /// Puts them back into the form, with the sentence at its field.
    fn into_page(self, page: &mut OrderPage, hitch: &Hitch) {
        let field = |value: String, name: &str| Field { value, problem: hitch.at(name) };
        match self {
            Self::Answer { answer } => page.answer = Some(field(answer, "answer")),
            Self::Withdraw { reason } => page.withdraw = Some(field(reason, "reason")),
            Self::Check { verdict, finding, due_on } => {
                if let Some(check) = &mut page.check {
                    check.verdict = Choice { problem: hitch.at("verdict"), ..Choice::of(&VERDICTS, &verdict) };
                    check.finding = field(finding, "finding");
                    check.due_on = field(due_on, "due_on");
                }
            }
        }
    }
}

/// The same page with what was typed.
pub(super) async fn again(app: &App, seat: &Seat, no: String, typed: Typed, hitch: Hitch) -> Reply {
    let loaded = load(app, seat, no).await?;
    let last = loaded.0.history.last().map(words::overtaken).unwrap_or_default();
    let mut page = draw(app, seat, loaded);
    let status = match &hitch {
        Hitch::Overtaken => {
            let kept = typed.kept().to_owned();
            page.conflict = Some(Conflict {
                sentence: format!("{last}。您写的还在下面，可以复制后另行补充"), kept
            });
            StatusCode::CONFLICT
        }
        Hitch::SentBefore(sentence) => {
            page.frame = page.frame.with_problem("", sentence);
            typed.into_page(&mut page, &hitch);
            StatusCode::CONFLICT
        }
        Hitch::Mend(field, sentence) => {
            page.frame = page.frame.with_problem(field, sentence);
            typed.into_page(&mut page, &hitch);
            StatusCode::UNPROCESSABLE_ENTITY
        }
    };
    show_as(status, &page)
}

/// The order, and for whoever may check its answer how its subject stands now.
type Loaded = (OrderView, Option<Proof>);

async fn load(app: &App, seat: &Seat, no: String) -> Result<Loaded, Oops> {
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    blocking(move || {
        let view = services::rectification::view(&bureau, &desk, &no)?;
        let proof = match (view.may_check, view.order.source) {
            (true, Source::Gap) => {
                Some(services::indicators::prove_order(&bureau, &view.order).map_err(|e| Oops::broken(&e))?)
            }
            (true, Source::FollowUp) => {
                Some(services::followup::prove_order(&bureau, &view.order).map_err(|e| Oops::broken(&e))?)
            }
            (true, Source::Score) => {
                Some(services::evaluation::prove_order(&bureau, &view.order).map_err(|e| Oops::broken(&e))?)
            }
            (true, Source::Inspection) => {
                Some(services::rectification::prove_inspection(&bureau, &view.order).map_err(|e| Oops::broken(&e))?)
            }
            (true, Source::Review) => {
                Some(services::reviews::prove_order(&bureau, &view.order).map_err(|e| Oops::broken(&e))?)
            }
            (true, Source::Supervision | Source::Lead) | (false, _) => None,
        };
        Ok((view, proof))
    })
    .await?
}

fn draw(app: &App, seat: &Seat, (view, proof): Loaded) -> OrderPage {
    let (order, today) = (&view.order, app.bureau().today());
    let slug = order.no.slug();
    let waits = matches!(order.stage, Stage::Issued(_));
    OrderPage {
        frame: app.frame(seat, order.subject.name.clone()),
        number: order.no.to_string(),
        version: order.version,
        stage: words::stage_tag(&order.stage),
        waiting_for: words::waiting(order),
        due: words::day(order.due_on, today),
        deadline: words::mark(order, view.outlook),
        requirement: order.requirement.clone(),
        was: order.was.clone(),
        talks: talks(order),
        facts: facts(&view, today),
        events: view.history.iter().rev().map(event).collect(),
        conflict: None,
        answer: view.may_answer.then(Field::default),
        check: view.may_check.then(|| check_form(view.again_on, proof)),
        withdraw: view.may_withdraw.then(Field::default),
        idle: idle(order),
        print_href: waits.then(|| address(paths::RECTIFICATION_PRINT, &[("order", &slug)])),
        slug,
    }
}

fn check_form(again_on: Date, proof: Option<Proof>) -> CheckForm {
    let tag = |condition| match condition {
        Condition::Met => Some(Tag::new(Tone::Good, "已达标")),
        Condition::NotMet => Some(Tag::new(Tone::Warning, "还没有达标")),
        Condition::Judged => None,
    };
    CheckForm {
        verdict: Choice::of(&VERDICTS, ""),
        finding: Field::default(),
        due_on: Field::of(again_on.to_string()),
        proof: proof.as_ref().and_then(|p| tag(p.condition)),
        effect: proof.map(|p| p.effect).unwrap_or_default(),
    }
}

fn talks(order: &Order) -> Vec<Talk> {
    let talk = |what: String, text: &str, at| Talk { what, text: text.to_owned(), at: shanghai_text(at) };
    match &order.stage {
        Stage::Issued(None) => Vec::new(),
        Stage::Issued(Some(returned)) => vec![
            talk("上次答复".into(), &returned.answer.text, returned.answer.at),
            talk("退回：还差什么".into(), &returned.finding, returned.at),
        ],
        Stage::Answered(answer) => vec![talk("答复".into(), &answer.text, answer.at)],
        Stage::Closed(answer, closing) => {
            let said = [closing.finding.as_str(), closing.effect.as_str()];
            let said: Vec<&str> = said.into_iter().filter(|t| !t.is_empty()).collect();
            let said = if said.is_empty() { "没有另写".to_owned() } else { said.join("；") };
            vec![
                talk("答复".into(), &answer.text, answer.at),
                talk(format!("核验：{}", closing.ending.label()), &said, closing.at),
            ]
        }
        Stage::Withdrawn(withdrawal) => vec![talk("撤回的原因".into(), &withdrawal.reason, withdrawal.at)],
    }
}

fn facts(view: &OrderView, today: Date) -> Vec<Fact> {
    let order = &view.order;
    let unit = match view.phone.as_str() {
        "" => order.unit_name.clone(),
        phone => format!("{}（{phone}）", order.unit_name),
    };
    let issued = format!("{}，{}", view.issued_by, words::day(shanghai_day(order.issued_at), today));
    let mut facts = vec![("来源", words::origin(order)), ("责任单位", unit)];
    if !order.blocker.is_empty() {
        facts.push(("堵点", order.blocker.clone()));
    }
    facts.push(("交办", issued));
    if let Some(on) = order.reminded_on {
        facts.push(("最近催办", date_text_with_year(on)));
    }
    facts.into_iter().map(|(label, value)| Fact { label: label.to_owned(), value }).collect()
}

fn event(event: &Event) -> EventRow {
    let (act, note) = words::act(event);
    EventRow {
        at: shanghai_text(event.happened_at),
        act,
        actor: words::actor(event).to_owned(),
        terminal: event.terminal.clone(),
        source: Tag::new(Tone::Neutral, event.source.label()),
        note,
    }
}

/// Where this reader has no step to take.
fn idle(order: &Order) -> String {
    match order.stage {
        Stage::Issued(_) => format!("等{}答复。", order.unit_name),
        Stage::Answered(_) => "已答复，等督查核验。".to_owned(),
        Stage::Closed(..) => "已销号，这一件办完了。".to_owned(),
        Stage::Withdrawn(_) => "已撤回，不用再办。".to_owned(),
    }
}
