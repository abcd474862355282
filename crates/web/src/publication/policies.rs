//! Policies over HTTP (政策下发、认领): the list of both directions, publishing and taking back, and the answer to one.

use axum::{
    extract::{Path, State},
    http::StatusCode,
};
use domain::{
    base::{Region, date_text_with_year},
    people::{Act, authorise},
    publication::exchange::{AnswerWanted, PolicyAnswer, PolicyKind, PolicyStand, PolicyWanted, ReplyKind, Side},
};
use services::{
    Failure,
    indicators::{
        ClaimForm, PolicyRefusal, ReceivedPolicy, SentPolicy, answer_policy, claim_policy, count_effects,
        publish_policy, received_policies, sent_policies, withdraw_policy,
    },
    publication::exchange::peers,
};

use super::{PoliciesPage, PolicyPage, ReceivedLine, SentLine, policies_page::kinds};
use crate::{
    base::{Choice, Field, Tag, Tone, paths},
    door::{App, Oops, Posted, Query, Reply, Seat, address, blocking, go, show, show_as},
};

fn tone(stand: PolicyStand) -> Tone {
    match stand {
        PolicyStand::NotDelivered | PolicyStand::Waiting => Tone::Warning,
        PolicyStand::Late(_) => Tone::Bad,
        PolicyStand::Answered(ReplyKind::Claimed | ReplyKind::TakenOver) => Tone::Good,
        PolicyStand::Answered(ReplyKind::Planned | ReplyKind::Declined) => Tone::Info,
        PolicyStand::Withdrawn => Tone::Neutral,
    }
}

fn tag(stand: PolicyStand) -> Tag {
    Tag::new(tone(stand), stand.words())
}

/// As "2026-11-20 已认领：A-1".
fn said(answer: &PolicyAnswer) -> String {
    let day = answer.planned_on.map(|day| format!("，{day} 办好")).unwrap_or_default();
    let ours = if answer.ours.is_empty() { String::new() } else { format!("：{}", answer.ours) };
    let reason = if answer.reason.is_empty() { String::new() } else { format!("。{}", answer.reason) };
    format!("{} {}{day}{ours}{reason}", answer.answered_on, answer.reply.label())
}

async fn list(app: &App, seat: &Seat, typed: &Posted) -> Result<PoliciesPage, Oops> {
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    let (known, received, sent) = blocking(move || -> Result<_, Failure<services::Never>> {
        Ok((peers(&bureau, &desk)?, received_policies(&bureau, &desk)?, sent_policies(&bureau, &desk)?))
    })
    .await??;
    let side = |side: Side| known.iter().any(|p| p.active && p.side == side);
    let (above, below) = (side(Side::Above), side(Side::Below));
    let text = |name: &str| Field::of(typed.text(name));
    Ok(PoliciesPage {
        frame: app.frame(seat, heading(above || below, &received, &sent)),
        above,
        received: received.iter().map(received_line).collect(),
        below,
        sent: sent.iter().map(sent_line).collect(),
        publishes: below && authorise(&seat.desk, Act::PolicyEdit, None).is_ok(),
        kind: kinds(&typed.text("kind")),
        code: text("code"),
        title: text("title"),
        detail: text("detail"),
        content: text("content"),
        days: if typed.text("days").is_empty() { Field::of("20") } else { text("days") },
    })
}

fn heading(any: bool, received: &[ReceivedPolicy], sent: &[SentPolicy]) -> String {
    let waits = received.iter().filter(|r| matches!(r.stand, PolicyStand::Waiting | PolicyStand::Late(_))).count();
    let late = received.iter().filter(|r| matches!(r.stand, PolicyStand::Late(_))).count();
    let overdue: usize = sent.iter().map(SentPolicy::late).sum();
    match (any, received.is_empty(), sent.is_empty()) {
        (false, _, _) => "还没有登记上级或下级节点".into(),
        (true, true, true) => "还没有下发，也没有上级要求".into(),
        (true, false, true) => format!("上级要求 {waits} 条待答复，{late} 条超期"),
        (true, true, false) => format!("下发 {} 条，超期未答复 {overdue} 次", sent.len()),
        (true, false, false) => {
            format!("上级要求 {waits} 条待答复，{late} 条超期；下发 {} 条，超期未答复 {overdue} 次", sent.len())
        }
    }
}

fn received_line(one: &ReceivedPolicy) -> ReceivedLine {
    ReceivedLine {
        href: paths::policy(one.from.code.as_str(), &one.policy.key),
        title: one.policy.title.clone(),
        kind: format!("{} {}", one.policy.kind.label(), one.policy.code()),
        from: one.from.name.clone(),
        due: date_text_with_year(one.due_on),
        state: tag(one.stand),
    }
}

fn sent_line(one: &SentPolicy) -> SentLine {
    let nodes =
        one.lines.iter().map(|l| (l.name.clone(), tag(l.stand), l.answer.as_ref().map(said).unwrap_or_default()));
    SentLine {
        key: one.policy.key.clone(),
        title: one.policy.title.clone(),
        kind: format!("{} {}，第 {} 版", one.policy.kind.label(), one.policy.code(), one.policy.version),
        due: date_text_with_year(one.policy.due_on()),
        sum: format!("{} 个下级：{} 个已答复，{} 个超期", one.lines.len(), one.answered(), one.late()),
        nodes: nodes.collect(),
        open: !one.policy.withdrawn,
    }
}

pub(crate) async fn page(State(app): State<App>, seat: Seat, query: Query) -> Reply {
    let mut page = list(&app, &seat, &Posted::default()).await?;
    page.frame.notice = match query.text("done").as_str() {
        "sent" => Some("已下发，下级来取时送到".into()),
        "withdrawn" => Some("已撤回，下级来取时告知".into()),
        "answered" => Some("已答复，随下一封信报上级".into()),
        _ => None,
    };
    show(&page)
}

pub(crate) async fn publish(State(app): State<App>, seat: Seat, form: Posted) -> Reply {
    let wanted = PolicyWanted {
        kind: form.text("kind"),
        code: form.text("code"),
        title: form.text("title"),
        detail: form.text("detail"),
        content: form.text("content"),
        days: form.text("days"),
    };
    let (bureau, desk, key) = (app.bureau().clone(), seat.desk.clone(), form.key());
    match blocking(move || publish_policy(&bureau, &desk, &wanted, key.as_deref())).await? {
        Ok(_) => go(&address(paths::POLICIES, &[("done", "sent")])),
        Err(Failure::Refused(refusal)) => refused(&app, &seat, &form, &refusal).await,
        Err(other) => Err(other.into()),
    }
}

async fn refused(app: &App, seat: &Seat, form: &Posted, refusal: &PolicyRefusal) -> Reply {
    let mut page = list(app, seat, form).await?;
    page.publishes = true;
    for (field, sentence) in refusal.problems() {
        let problem = Some(sentence.clone());
        match field {
            "code" => page.code.problem = problem,
            "title" => page.title.problem = problem,
            "detail" => page.detail.problem = problem,
            "content" => page.content.problem = problem,
            "days" => page.days.problem = problem,
            _ => page.kind.problem = problem,
        }
        page.frame = page.frame.with_problem(field, &sentence);
    }
    show_as(StatusCode::UNPROCESSABLE_ENTITY, &page)
}

pub(crate) async fn withdraw(State(app): State<App>, seat: Seat, form: Posted) -> Reply {
    let (bureau, desk, key, policy) = (app.bureau().clone(), seat.desk.clone(), form.key(), form.text("policy"));
    match blocking(move || withdraw_policy(&bureau, &desk, &policy, key.as_deref())).await? {
        Ok(()) => go(&address(paths::POLICIES, &[("done", "withdrawn")])),
        Err(Failure::Refused(refusal)) => refused(&app, &seat, &Posted::default(), &refusal).await,
        Err(other) => Err(other.into()),
    }
}

/// Which policy an address means.
type Which = (String, String, String);

async fn one(app: &App, seat: &Seat, (node, kind, code): &Which, typed: &Posted) -> Result<PolicyPage, Oops> {
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    let all = blocking(move || received_policies(&bureau, &desk)).await??;
    let key = format!("{kind}/{code}");
    let found = all.into_iter().find(|r| r.from.code.as_str() == node && r.policy.key == key);
    let mut one = found.ok_or_else(Oops::not_found)?;
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    let one = blocking(move || {
        count_effects(&bureau, &desk, std::slice::from_mut(&mut one));
        one
    })
    .await?;
    let kind = one.policy.kind;
    let replies: Vec<(&str, &str)> = kind.replies().iter().map(|r| (r.as_str(), r.label())).collect();
    let text = |name: &str| Field::of(typed.text(name));
    Ok(PolicyPage {
        frame: app.frame(seat, one.policy.title.clone()),
        action: paths::policy(node, &key),
        kind: format!("{} {}", kind.label(), one.policy.code()),
        from: format!("{}，第 {} 版", one.from.name, one.policy.version),
        due: date_text_with_year(one.due_on),
        state: tag(one.stand),
        detail: one.policy.detail.clone(),
        effect: one.effect.clone(),
        answered: one.answer.as_ref().map(said).unwrap_or_default(),
        may: authorise(&seat.desk, Act::PolicyEdit, None).is_ok(),
        reply: Choice::of(&replies, &typed.text("reply")),
        names_ours: kind != PolicyKind::Profile,
        drafts: kind == PolicyKind::Catalogue,
        names_day: kind == PolicyKind::Chain,
        ours: text("ours"),
        department: text("department"),
        item_type: text("item_type"),
        planned_on: text("planned_on"),
        reason: text("reason"),
    })
}

pub(crate) async fn policy(State(app): State<App>, seat: Seat, Path(which): Path<Which>) -> Reply {
    show(&one(&app, &seat, &which, &Posted::default()).await?)
}

pub(crate) async fn answer(State(app): State<App>, seat: Seat, Path(which): Path<Which>, form: Posted) -> Reply {
    let from = Region::parse(&which.0).map_err(|_| Oops::not_found())?;
    let key_of = format!("{}/{}", which.1, which.2);
    let wanted = AnswerWanted {
        reply: form.text("reply"),
        ours: form.text("ours"),
        planned_on: form.text("planned_on"),
        reason: form.text("reason"),
    };
    let claim = ClaimForm {
        department: form.text("department"),
        code: form.text("ours"),
        item_type: form.text("item_type"),
        reason: form.text("reason"),
    };
    let drafts = wanted.reply == ReplyKind::Claimed.as_str() && !claim.department.is_empty();
    let (bureau, desk, key) = (app.bureau().clone(), seat.desk.clone(), form.key());
    let done = blocking(move || {
        let policy = (&from, key_of.as_str());
        if drafts {
            claim_policy(&bureau, &desk, policy, &claim, key.as_deref())
        } else {
            answer_policy(&bureau, &desk, policy, &wanted, key.as_deref())
        }
    });
    match done.await? {
        Ok(_) => go(&address(paths::POLICIES, &[("done", "answered")])),
        Err(Failure::Refused(refusal)) => {
            let mut page = one(&app, &seat, &which, &form).await?;
            for (field, sentence) in refusal.problems() {
                let problem = Some(sentence.clone());
                match field {
                    "ours" => page.ours.problem = problem,
                    "department" => page.department.problem = problem,
                    "planned_on" => page.planned_on.problem = problem,
                    "reason" => page.reason.problem = problem,
                    _ => page.reply.problem = problem,
                }
                page.frame = page.frame.with_problem(field, &sentence);
            }
            show_as(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
        Err(other) => Err(other.into()),
    }
}
