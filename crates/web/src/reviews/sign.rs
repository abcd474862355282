//! One sign of gaming over HTTP, and how it was looked into.

use axum::{
    extract::{Path, State},
    http::StatusCode,
};
use domain::base::{ReviewSignId, shanghai_text};
use services::{
    Failure,
    reviews::{ReviewRow, SignForm, SignRefusal, SignState, SignView},
};

use super::{ReviewFact, SignPage, signs, words};
use crate::{
    base::{Choice, Field, Link, paths},
    cases::view::Hitch,
    door::{App, Oops, Posted, Query, Reply, Seat, address, blocking, go, id, show, show_as},
};

async fn load(app: &App, seat: &Seat, of: ReviewSignId) -> Result<SignView, Oops> {
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    Ok(blocking(move || services::reviews::sign(&bureau, &desk, of)).await??)
}

/// The page.
pub(crate) async fn page(State(app): State<App>, seat: Seat, Path(of): Path<String>, query: Query) -> Reply {
    let view = load(&app, &seat, id(&of)?).await?;
    let mut page = drawn(&app, &seat, &view, &SignForm::default(), None);
    page.frame.notice = words::notice(&query.text("done")).map(str::to_owned);
    show(&page)
}

fn drawn(app: &App, seat: &Seat, view: &SignView, form: &SignForm, wrong: Option<(&str, &str)>) -> SignPage {
    let lead = &view.lead;
    let at = |field: &str| wrong.filter(|(f, _)| *f == field).map(|(_, sentence)| sentence.to_owned());
    let fact = |label: &str, value: String| ReviewFact { label: label.to_owned(), value };
    let mut facts = vec![
        fact("部门", view.department.clone()),
        fact("经办", view.staff.clone()),
        fact("首次查到", shanghai_text(lead.found_at)),
        fact("最近更新", shanghai_text(lead.seen_at)),
        fact(
            "按哪版规则",
            if lead.rules_version == 0 { "系统自带".to_owned() } else { format!("第 {} 版", lead.rules_version) },
        ),
        fact("碰巧的可能", signs::chance(lead)),
    ];
    match &lead.state {
        SignState::Open => {}
        SignState::Explained(ruling) | SignState::Upheld(ruling) => {
            facts.push(fact("核实", format!("{} {}", shanghai_text(ruling.at), view.settled_by)));
            facts.push(fact("理由", ruling.reason.clone()));
        }
    }
    let row = |r: &ReviewRow| {
        Link::new(
            paths::review(&r.id.to_string()),
            format!("{}　{} 星　{}", shanghai_text(r.review.at), r.review.level.stars(), r.review.channel.label()),
        )
    };
    let mut frame = app.frame(seat, format!("{}：{}", lead.kind.label(), view.staff));
    if let Some((field, sentence)) = wrong {
        frame = frame.with_problem(field, sentence);
    }
    SignPage {
        frame,
        action: paths::review_sign(&lead.id.to_string()),
        version: lead.version,
        state: signs::state(&lead.state),
        finding: signs::finding(lead, view.seconds),
        explanation: view.explanation.clone(),
        facts,
        rows: view.rows.iter().map(row).collect(),
        may_settle: view.may_settle,
        ruling: Choice {
            problem: at("ruling"),
            ..Choice::of(&[("explained", "情况正常，是误报"), ("upheld", "查实，评价不是群众自己的")], &form.ruling)
        },
        reason: Field { value: form.reason.clone(), problem: at("reason") },
    }
}

/// Marks it.
pub(crate) async fn submit(State(app): State<App>, seat: Seat, Path(of): Path<String>, posted: Posted) -> Reply {
    let number: ReviewSignId = id(&of)?;
    let form = SignForm { ruling: posted.text("ruling"), reason: posted.text("reason") };
    let version = posted.number("expected_version").unwrap_or_default();
    let (bureau, desk, key, sent) = (app.bureau().clone(), seat.desk.clone(), posted.key(), form.clone());
    let done =
        blocking(move || services::reviews::settle_sign(&bureau, &desk, (number, version), &sent, key.as_deref()));
    match done.await? {
        Ok(_) => go(&address(&paths::review_sign(&of), &[("done", "sign")])),
        Err(failure) => again(&app, &seat, (number, &form), failure).await,
    }
}

async fn again(app: &App, seat: &Seat, (of, form): (ReviewSignId, &SignForm), failure: Failure<SignRefusal>) -> Reply {
    let hitch = Hitch::of(failure, SignForm::field)?;
    let view = load(app, seat, of).await?;
    match hitch {
        Hitch::Mend(field, sentence) => {
            let page = drawn(app, seat, &view, form, Some((field, &sentence)));
            show_as(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
        Hitch::Overtaken | Hitch::SentBefore(_) => {
            let page = drawn(app, seat, &view, form, Some(("", "这条迹象刚才有变动，请看过现在的再办")));
            show_as(StatusCode::CONFLICT, &page)
        }
    }
}
