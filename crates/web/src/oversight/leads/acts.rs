//! The steps of a lead over HTTP (交办、说明、核实、回头看).

use axum::extract::{Path, State};
use services::oversight::leads::{AssignForm, FollowUpForm, SettleForm, StateForm};

use super::{
    lead::{Typed, again},
    words,
};
use crate::{
    base::paths,
    cases::view::Hitch,
    door::{App, Posted, Reply, Seat, address, blocking, go},
};

fn version(posted: &Posted) -> i64 {
    posted.number("expected_version").unwrap_or_default()
}

fn done(no: &str, what: &str) -> Reply {
    go(&address(&paths::lead(no), &[("done", what)]))
}

/// Assigns and goes back to the lead.
pub(crate) async fn assign(State(app): State<App>, seat: Seat, Path(no): Path<String>, posted: Posted) -> Reply {
    let form = AssignForm {
        no: no.clone(),
        version: version(&posted),
        due_on: posted.text("due_on"),
        note: posted.text("note"),
    };
    let (bureau, desk, key, sent) = (app.bureau().clone(), seat.desk.clone(), posted.key(), form.clone());
    match blocking(move || services::oversight::leads::assign(&bureau, &desk, &sent, key.as_deref())).await? {
        Ok(_) => done(&no, "assigned"),
        Err(failure) => {
            let hitch = Hitch::of(failure, words::assign_field)?;
            again(&app, &seat, no, Typed::Assign { due_on: form.due_on, note: form.note }, hitch).await
        }
    }
}

/// States and goes back to the lead.
pub(crate) async fn state(State(app): State<App>, seat: Seat, Path(no): Path<String>, posted: Posted) -> Reply {
    let form = StateForm { no: no.clone(), version: version(&posted), text: posted.text("text") };
    let (bureau, desk, key, sent) = (app.bureau().clone(), seat.desk.clone(), posted.key(), form.clone());
    match blocking(move || services::oversight::leads::state(&bureau, &desk, &sent, key.as_deref())).await? {
        Ok(_) => done(&no, "stated"),
        Err(failure) => {
            let hitch = Hitch::of(failure, words::field)?;
            again(&app, &seat, no, Typed::State { text: form.text }, hitch).await
        }
    }
}

/// Settles and goes back to the lead.
pub(crate) async fn settle(State(app): State<App>, seat: Seat, Path(no): Path<String>, posted: Posted) -> Reply {
    let form = SettleForm {
        no: no.clone(),
        version: version(&posted),
        verdict: posted.text("verdict"),
        explanation: posted.text("explanation"),
        finding: posted.text("finding"),
        requirement: posted.text("requirement"),
        due_on: posted.text("due_on"),
    };
    let (bureau, desk, key, sent) = (app.bureau().clone(), seat.desk.clone(), posted.key(), form.clone());
    match blocking(move || services::oversight::leads::settle(&bureau, &desk, &sent, key.as_deref())).await? {
        Ok(_) => done(&no, "settled"),
        Err(failure) => {
            let hitch = Hitch::of(failure, words::settle_field)?;
            let SettleForm { verdict, explanation, finding, requirement, due_on, .. } = form;
            again(&app, &seat, no, Typed::Settle { verdict, explanation, finding, requirement, due_on }, hitch).await
        }
    }
}

/// Looks again and goes back to the lead.
pub(crate) async fn follow_up(State(app): State<App>, seat: Seat, Path(no): Path<String>, posted: Posted) -> Reply {
    let goes_on = posted.text("goes_on");
    let form = FollowUpForm {
        no: no.clone(),
        version: version(&posted),
        goes_on: goes_on == "yes",
        finding: posted.text("finding"),
    };
    let (bureau, desk, key, sent) = (app.bureau().clone(), seat.desk.clone(), posted.key(), form.clone());
    match blocking(move || services::oversight::leads::follow_up(&bureau, &desk, &sent, key.as_deref())).await? {
        Ok(_) => done(&no, "followed"),
        Err(failure) => {
            let hitch = Hitch::of(failure, words::field)?;
            again(&app, &seat, no, Typed::FollowUp { goes_on, finding: form.finding }, hitch).await
        }
    }
}
