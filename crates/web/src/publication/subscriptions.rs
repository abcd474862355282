//! Keeping subscriptions to events (事件订阅): the list, one of them, a new one, and the steps with it.

use axum::{
    extract::{Path, State},
    http::StatusCode,
};
use domain::{
    base::{parse_date, shanghai_text},
    publication::{SubscriptionFlaw, SubscriptionState, event_kinds},
};
use services::{
    Failure,
    people::departments,
    publication::{
        SubscriptionForm, SubscriptionRefusal, SubscriptionStep, SubscriptionView, open_subscription, subscription,
        subscriptions, turn_subscription,
    },
};

use super::{GivenSecret, ParkedRow, SubscriptionFormPage, SubscriptionListPage, SubscriptionPage, SubscriptionRow};
use crate::{
    base::{Choice, Field, Pick, Tag, Tone, paths},
    door::{App, Oops, Posted, Query, Reply, Seat, address, blocking, go, id, show, show_as},
    people::department_choice,
};

pub(crate) async fn list(State(app): State<App>, seat: Seat, query: Query) -> Reply {
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    let all = blocking(move || subscriptions(&bureau, &desk)).await??;
    let mut frame = app.frame(&seat, "事件订阅");
    if query.text("done") == "closed" {
        frame.notice = Some("已取消订阅".into());
    }
    show(&SubscriptionListPage { frame, rows: all.iter().map(row).collect() })
}

/// The label of a kind of event.
fn label(kind: &str) -> &str {
    event_kinds().find(|(k, _)| *k == kind).map_or(kind, |(_, label)| label)
}

fn row(view: &SubscriptionView) -> SubscriptionRow {
    let (one, way) = (&view.subscription, &view.way);
    let kinds: Vec<&str> = one.kinds.iter().map(|k| label(k)).collect();
    let kinds = if kinds.is_empty() { "全部变化".to_owned() } else { kinds.join("、") };
    let cases = if view.department.is_empty() { "全县" } else { &view.department };
    let state = match one.state {
        SubscriptionState::Paused => Tag::new(Tone::Neutral, "已暂停"),
        SubscriptionState::Active if way.fault.is_some() => Tag::new(Tone::Bad, "对方没有收下"),
        SubscriptionState::Active if view.parked > 0 => Tag::new(Tone::Warning, format!("搁置 {} 条", view.parked)),
        SubscriptionState::Active => Tag::new(Tone::Good, "推送中"),
    };
    let last = way.sent_at.map(|at| format!("，最近 {}", shanghai_text(at))).unwrap_or_default();
    SubscriptionRow {
        href: paths::subscription(&one.id.to_string()),
        name: one.name.clone(),
        target: one.target.clone(),
        what: format!("{kinds}；{cases}"),
        keeper: if one.key.is_some() { format!("接口密钥 {}", view.key) } else { "系统管理员".into() },
        sent: format!("已送 {} 条{last}", way.sent),
        state,
        fault: way.fault.clone().unwrap_or_default(),
    }
}

async fn one(app: &App, seat: &Seat, wanted: i64) -> Result<SubscriptionPage, Oops> {
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    let view = blocking(move || subscription(&bureau, &desk, wanted)).await??;
    let aside = view.aside.iter().map(|p| ParkedRow {
        case_no: p.case_no.clone(),
        kind: label(&p.kind).to_owned(),
        tries: if p.tries == 0 { "还没有试".to_owned() } else { format!("试过 {} 次", p.tries) },
        fault: p.fault.clone(),
        at: shanghai_text(p.parked_at),
        again: p.again,
    });
    let tried = view.way.tried.as_ref().map(|(words, at)| format!("{} 试发：{words}", shanghai_text(*at)));
    let tried =
        if view.way.trial { "正在试发，几秒后刷新看结果".to_owned() } else { tried.unwrap_or_default() };
    Ok(SubscriptionPage {
        frame: app.frame(seat, view.subscription.name.clone()),
        action: paths::subscription(&view.subscription.id.to_string()),
        row: row(&view),
        active: view.subscription.state == SubscriptionState::Active,
        way: if view.up_to_date { "已送到最新".into() } else { "还有没送的".into() },
        tried,
        parked: view.parked,
        aside: aside.collect(),
        from: Field::default(),
    })
}

pub(crate) async fn page(State(app): State<App>, seat: Seat, Path(wanted): Path<String>, query: Query) -> Reply {
    let mut page = one(&app, &seat, id(&wanted)?).await?;
    page.frame.notice = match query.text("done").as_str() {
        "pause" => Some("已暂停推送，变化都留着".into()),
        "resume" => Some("已继续推送，从停下的地方接着送".into()),
        "try" => Some("试发已安排，几秒后刷新看结果".into()),
        "resend" => Some("搁置的正在重新推送".into()),
        "replay" => Some("正在重发，每条的编号和第一次一样".into()),
        _ => None,
    };
    show(&page)
}

/// The step that a word means; the day belongs to sending all again.
pub(super) fn step(word: &str, from: &str) -> Option<Result<SubscriptionStep, SubscriptionRefusal>> {
    Some(Ok(match word {
        "pause" => SubscriptionStep::Pause,
        "resume" => SubscriptionStep::Resume,
        "close" => SubscriptionStep::Close,
        "try" => SubscriptionStep::Try,
        "resend" => SubscriptionStep::SendAside,
        "replay" => match parse_date(from) {
            Ok(day) => SubscriptionStep::Replay(day),
            Err(_) => return Some(Err(SubscriptionRefusal::Day)),
        },
        _ => return None,
    }))
}

pub(crate) async fn turn(State(app): State<App>, seat: Seat, Path(wanted): Path<String>, form: Posted) -> Reply {
    let (wanted, word, from) = (id::<i64>(&wanted)?, form.text("step"), form.text("from"));
    let step = step(&word, &from).ok_or_else(|| Oops::unreadable("表单没有读懂，请返回重新提交"))?;
    let (bureau, desk, key) = (app.bureau().clone(), seat.desk.clone(), form.key());
    let done = match step {
        Ok(step) => blocking(move || turn_subscription(&bureau, &desk, wanted, step, key.as_deref())).await?,
        Err(refusal) => Err(Failure::Refused(refusal)),
    };
    match done {
        Ok(()) if word == "close" => go(&address(paths::SUBSCRIPTIONS, &[("done", "closed")])),
        Ok(()) => go(&address(&paths::subscription(&wanted.to_string()), &[("done", &word)])),
        Err(Failure::Refused(refusal)) => {
            let mut page = one(&app, &seat, wanted).await?;
            let sentence = refusal.to_string();
            page.frame = page.frame.with_problem("from", &sentence);
            page.from = Field::wrong(from, sentence);
            show_as(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
        Err(other) => Err(other.into()),
    }
}

async fn form_page(app: &App, seat: &Seat, typed: &Posted) -> Result<SubscriptionFormPage, Oops> {
    let bureau = app.bureau().clone();
    let known = blocking(move || departments(&bureau)).await?.map_err(|e| Oops::broken(&e))?;
    let chosen = typed.all("kinds");
    let pick = |(kind, label): &(&str, &str)| Pick {
        value: (*kind).into(),
        label: (*label).into(),
        chosen: chosen.iter().any(|c| c == kind),
    };
    Ok(SubscriptionFormPage {
        frame: app.frame(seat, "新增订阅"),
        name: Field::of(typed.text("name")),
        target: Field::of(typed.text("target")),
        department: department_choice(&known, &typed.text("department"), "全县"),
        kinds: Choice { options: event_kinds().map(|one| pick(&one)).collect(), problem: None },
        sm3: Choice::of(&[("1", "同时用国密 SM3 签名")], &typed.text("sm3")),
        given: None,
    })
}

pub(crate) async fn form(State(app): State<App>, seat: Seat) -> Reply {
    show(&form_page(&app, &seat, &Posted::default()).await?)
}

pub(crate) async fn open(State(app): State<App>, seat: Seat, form: Posted) -> Reply {
    let wanted = SubscriptionForm {
        name: form.text("name"),
        target: form.text("target"),
        kinds: form.all("kinds"),
        department: form.number("department"),
        sm3: form.text("sm3") == "1",
    };
    let (bureau, desk, key, listed) = (app.bureau().clone(), seat.desk.clone(), form.key(), app.push_to());
    let done = blocking(move || open_subscription(&bureau, &desk, &wanted, &listed, key.as_deref())).await?;
    let mut page = form_page(&app, &seat, &form).await?;
    match done {
        Ok((new, secret)) => {
            let href = paths::subscription(&new.to_string());
            page.given = Some(GivenSecret { name: form.text("name"), secret, href });
            show(&page)
        }
        Err(Failure::Refused(SubscriptionRefusal::Fields(flaws))) => {
            for flaw in flaws {
                point_out(&mut page, flaw);
            }
            show_as(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
        Err(other) => Err(other.into()),
    }
}

fn point_out(page: &mut SubscriptionFormPage, flaw: SubscriptionFlaw) {
    let sentence = flaw.to_string();
    let problem = Some(sentence.clone());
    match flaw {
        SubscriptionFlaw::Name => page.name.problem = problem,
        SubscriptionFlaw::Target(_) => page.target.problem = problem,
        SubscriptionFlaw::Kinds => page.kinds.problem = problem,
        SubscriptionFlaw::Department => page.department.problem = problem,
    }
    page.frame = page.frame.clone().with_problem(flaw.field(), &sentence);
}
