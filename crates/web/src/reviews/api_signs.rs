//! Signs of gaming as JSON (刷评迹象接口): the register, one lead with its evidence, and how it was looked into.

use axum::{
    extract::{Path, State},
    http::StatusCode,
};
use domain::base::ReviewSignId;
use serde::{Deserialize, Serialize};
use services::{
    Failure,
    reviews::{SignCount, SignForm, SignState, SignView},
};

use super::signs::finding;
use crate::door::{App, Body, IdempotencyKey, Reply, Seat, Whole, blocking, id, json, moved, refused, to_mend};

#[derive(Debug, Serialize)]
struct SignJson {
    id: String,
    version: i64,
    kind: &'static str,
    staff: String,
    department: String,
    finding: String,
    part: u64,
    whole: u64,
    others_part: u64,
    others_whole: u64,
    one_in: u64,
    rules_version: i64,
    found_at: String,
    state: &'static str,
    reason: Option<String>,
    settled_at: Option<String>,
    evidence: Vec<String>,
}

impl SignJson {
    fn of(view: &SignView) -> Self {
        let lead = &view.lead;
        let ruling = match &lead.state {
            SignState::Open => None,
            SignState::Explained(ruling) | SignState::Upheld(ruling) => Some(ruling),
        };
        Self {
            id: lead.id.to_string(),
            version: lead.version,
            kind: lead.kind.as_str(),
            staff: view.staff.clone(),
            department: view.department.clone(),
            finding: finding(lead, view.seconds),
            part: lead.part,
            whole: lead.whole,
            others_part: lead.others.0,
            others_whole: lead.others.1,
            one_in: lead.one_in,
            rules_version: lead.rules_version,
            found_at: lead.found_at.to_string(),
            state: lead.state.as_str(),
            reason: ruling.map(|r| r.reason.clone()),
            settled_at: ruling.map(|r| r.at.to_string()),
            evidence: lead.evidence.iter().map(ToString::to_string).collect(),
        }
    }
}

#[derive(Debug, Serialize)]
struct CountJson {
    kind: &'static str,
    open: u64,
    explained: u64,
    upheld: u64,
}

impl From<&SignCount> for CountJson {
    fn from(c: &SignCount) -> Self {
        Self { kind: c.kind.as_str(), open: c.open, explained: c.explained, upheld: c.upheld }
    }
}

#[derive(Debug, Serialize)]
struct SignsJson {
    from: String,
    to: String,
    signs: Vec<SignJson>,
    counts: Vec<CountJson>,
}

/// The register, those that wait first.
pub(crate) async fn list(State(app): State<App>, seat: Seat) -> Reply {
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    let found = blocking(move || services::reviews::signs(&bureau, &desk)).await??;
    json(
        StatusCode::OK,
        &SignsJson {
            from: found.days.0.to_string(),
            to: found.days.1.to_string(),
            signs: found.leads.iter().map(SignJson::of).collect(),
            counts: found.counts.iter().map(CountJson::from).collect(),
        },
    )
}

/// One of them.
pub(crate) async fn view(State(app): State<App>, seat: Seat, Path(sign): Path<String>) -> Reply {
    let sign: ReviewSignId = id(&sign)?;
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    let view = blocking(move || services::reviews::sign(&bureau, &desk, sign)).await??;
    json(StatusCode::OK, &SignJson::of(&view))
}

/// How it was looked into.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct SignBody {
    version: Whole,
    ruling: String,
    reason: String,
}

/// Marks it; the next version.
pub(crate) async fn settle(
    State(app): State<App>,
    seat: Seat,
    Path(sign): Path<String>,
    IdempotencyKey(key): IdempotencyKey,
    Body(body): Body<SignBody>,
) -> Reply {
    let number: ReviewSignId = id(&sign)?;
    let form = SignForm { ruling: body.ruling, reason: body.reason };
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    let done = blocking(move || {
        services::reviews::settle_sign(&bureau, &desk, (number, body.version.0), &form, key.as_deref())
    });
    match done.await? {
        Ok(version) => moved("id", sign, version),
        Err(Failure::Refused(rule)) => match SignForm::field(&rule) {
            "" => refused("review_sign", rule),
            field => to_mend([(field, rule.to_string())]),
        },
        Err(failure) => Err(failure.into()),
    }
}
