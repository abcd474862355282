//! The steps of a card over HTTP: 公开说明原因, 异议, 裁定.

use axum::extract::{Path, State};
use services::oversight::watch::{self as acts, DisputeForm, ExplainForm, RuleForm};

use super::{
    card::{Typed, again},
    words,
};
use crate::{
    base::paths,
    cases::view::Hitch,
    door::{App, Posted, Reply, Seat, address, blocking, go, id},
};

fn version(posted: &Posted) -> i64 {
    posted.number("expected_version").unwrap_or_default()
}

fn back(card: &str, done: &str) -> Reply {
    go(&address(&paths::card(card), &[("done", done)]))
}

/// Says in public why it is late.
pub(crate) async fn explain(State(app): State<App>, seat: Seat, Path(card): Path<String>, posted: Posted) -> Reply {
    let reason = posted.text("reason");
    let form = ExplainForm { id: id::<i64>(&card)?, version: version(&posted), reason: reason.clone() };
    let (bureau, desk, key) = (app.bureau().clone(), seat.desk.clone(), posted.key());
    match blocking(move || acts::explain(&bureau, &desk, &form, key.as_deref())).await? {
        Ok(_) => back(&card, "explained"),
        Err(failure) => {
            let hitch = Hitch::of(failure, words::card_field)?;
            again(&app, &seat, &card, Typed::Explain(reason), hitch).await
        }
    }
}

/// Disputes it.
pub(crate) async fn dispute(State(app): State<App>, seat: Seat, Path(card): Path<String>, posted: Posted) -> Reply {
    let (reason, evidence) = (posted.text("dispute"), posted.text("evidence"));
    let form = DisputeForm {
        id: id::<i64>(&card)?,
        version: version(&posted),
        reason: reason.clone(),
        evidence: evidence.clone(),
    };
    let (bureau, desk, key) = (app.bureau().clone(), seat.desk.clone(), posted.key());
    match blocking(move || acts::dispute(&bureau, &desk, &form, key.as_deref())).await? {
        Ok(_) => back(&card, "disputed"),
        Err(failure) => {
            let hitch = Hitch::of(failure, words::card_field)?;
            again(&app, &seat, &card, Typed::Dispute { reason, evidence }, hitch).await
        }
    }
}

/// Rules on it.
pub(crate) async fn rule(State(app): State<App>, seat: Seat, Path(card): Path<String>, posted: Posted) -> Reply {
    let (verdict, reason) = (posted.text("verdict"), posted.text("ruling"));
    let form =
        RuleForm { id: id::<i64>(&card)?, version: version(&posted), verdict: verdict.clone(), reason: reason.clone() };
    let (bureau, desk, key) = (app.bureau().clone(), seat.desk.clone(), posted.key());
    match blocking(move || acts::rule(&bureau, &desk, &form, key.as_deref())).await? {
        Ok(_) => back(&card, if verdict == "uphold" { "upheld" } else { "annulled" }),
        Err(failure) => {
            let hitch = Hitch::of(failure, words::rule_field)?;
            again(&app, &seat, &card, Typed::Rule { verdict, reason }, hitch).await
        }
    }
}
