//! Policies as JSON (政策下发、认领): both directions, publishing, taking back, answering.

use axum::{extract::State, http::StatusCode};
use domain::{
    base::Region,
    publication::exchange::{AnswerWanted, PolicyAnswer, PolicyWanted},
};
use serde::{Deserialize, Serialize};
use services::{
    Failure,
    indicators::{
        ReceivedPolicy, SentPolicy, answer_policy, count_effects, publish_policy, received_policies, sent_policies,
        withdraw_policy,
    },
};

use crate::door::{App, Body, IdempotencyKey, Oops, Reply, Seat, Whole, blocking, json, to_mend};

#[derive(Serialize)]
struct AnswerJson {
    reply: &'static str,
    ours: String,
    planned_on: Option<String>,
    reason: String,
    answered_on: String,
    policy_version: i64,
}

impl AnswerJson {
    fn of(one: &PolicyAnswer) -> Self {
        Self {
            reply: one.reply.as_str(),
            ours: one.ours.clone(),
            planned_on: one.planned_on.map(|d| d.to_string()),
            reason: one.reason.clone(),
            answered_on: one.answered_on.to_string(),
            policy_version: one.policy_version,
        }
    }
}

#[derive(Serialize)]
struct ReceivedJson {
    from: String,
    policy: String,
    kind: &'static str,
    version: i64,
    title: String,
    detail: String,
    due_on: String,
    stand: &'static str,
    effect: String,
    answer: Option<AnswerJson>,
}

#[derive(Serialize)]
struct NodeAnswerJson {
    node: String,
    name: String,
    stand: &'static str,
    answer: Option<AnswerJson>,
}

#[derive(Serialize)]
struct SentJson {
    policy: String,
    kind: &'static str,
    version: i64,
    title: String,
    detail: String,
    due_on: String,
    withdrawn: bool,
    answered: usize,
    late: usize,
    nodes: Vec<NodeAnswerJson>,
}

/// Both directions; the command line prints the same.
#[derive(Serialize)]
pub struct PoliciesJson {
    received: Vec<ReceivedJson>,
    sent: Vec<SentJson>,
}

impl PoliciesJson {
    /// From what the use cases found.
    pub fn of(received: &[ReceivedPolicy], sent: &[SentPolicy]) -> Self {
        let came = |r: &ReceivedPolicy| ReceivedJson {
            from: r.from.code.as_str().to_owned(),
            policy: r.policy.key.clone(),
            kind: r.policy.kind.as_str(),
            version: r.policy.version,
            title: r.policy.title.clone(),
            detail: r.policy.detail.clone(),
            due_on: r.due_on.to_string(),
            stand: r.stand.as_str(),
            effect: r.effect.clone(),
            answer: r.answer.as_ref().map(AnswerJson::of),
        };
        let went = |s: &SentPolicy| SentJson {
            policy: s.policy.key.clone(),
            kind: s.policy.kind.as_str(),
            version: s.policy.version,
            title: s.policy.title.clone(),
            detail: s.policy.detail.clone(),
            due_on: s.policy.due_on().to_string(),
            withdrawn: s.policy.withdrawn,
            answered: s.answered(),
            late: s.late(),
            nodes: s
                .lines
                .iter()
                .map(|l| NodeAnswerJson {
                    node: l.code.as_str().to_owned(),
                    name: l.name.clone(),
                    stand: l.stand.as_str(),
                    answer: l.answer.as_ref().map(AnswerJson::of),
                })
                .collect(),
        };
        Self { received: received.iter().map(came).collect(), sent: sent.iter().map(went).collect() }
    }
}

/// Both directions.
pub(crate) async fn list(State(app): State<App>, seat: Seat) -> Reply {
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    let (received, sent) = blocking(move || -> Result<_, Failure<services::Never>> {
        let mut received = received_policies(&bureau, &desk)?;
        count_effects(&bureau, &desk, &mut received);
        Ok((received, sent_policies(&bureau, &desk)?))
    })
    .await??;
    json(StatusCode::OK, &PoliciesJson::of(&received, &sent))
}

/// What is sent to publish a policy, or to take it back.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct PolicyBody {
    kind: String,
    code: String,
    title: Option<String>,
    detail: Option<String>,
    content: Option<String>,
    days: Option<Whole>,
    withdraw: Option<bool>,
}

#[derive(Serialize)]
struct PolicyDoneJson {
    policy: String,
}

/// Publishes, or takes back.
pub(crate) async fn publish(
    State(app): State<App>,
    seat: Seat,
    IdempotencyKey(key): IdempotencyKey,
    Body(body): Body<PolicyBody>,
) -> Reply {
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    let policy = format!("{}/{}", body.kind.trim(), body.code.trim());
    let done = if body.withdraw.unwrap_or_default() {
        let of = policy.clone();
        blocking(move || withdraw_policy(&bureau, &desk, &of, key.as_deref()).map(|()| of)).await?
    } else {
        let days = body.days.map(|d| d.0.to_string()).unwrap_or_default();
        let wanted = PolicyWanted {
            kind: body.kind,
            code: body.code,
            title: body.title.unwrap_or_default(),
            detail: body.detail.unwrap_or_default(),
            content: body.content.unwrap_or_default(),
            days,
        };
        blocking(move || publish_policy(&bureau, &desk, &wanted, key.as_deref()).map(|p| p.key)).await?
    };
    match done {
        Ok(policy) => json(StatusCode::OK, &PolicyDoneJson { policy }),
        Err(Failure::Refused(refusal)) => to_mend(refusal.problems()),
        Err(other) => Err(other.into()),
    }
}

/// What is sent to answer a policy.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct AnswerPolicyBody {
    from: String,
    policy: String,
    reply: String,
    ours: Option<String>,
    planned_on: Option<String>,
    reason: Option<String>,
}

/// Answers a policy of a node above.
pub(crate) async fn answer(
    State(app): State<App>,
    seat: Seat,
    IdempotencyKey(key): IdempotencyKey,
    Body(body): Body<AnswerPolicyBody>,
) -> Reply {
    let from = Region::parse(&body.from).map_err(|e| Oops::parameter("from", e.to_string()))?;
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    let wanted = AnswerWanted {
        reply: body.reply,
        ours: body.ours.unwrap_or_default(),
        planned_on: body.planned_on.unwrap_or_default(),
        reason: body.reason.unwrap_or_default(),
    };
    let done = blocking(move || answer_policy(&bureau, &desk, (&from, &body.policy), &wanted, key.as_deref()));
    match done.await? {
        Ok(answer) => json(StatusCode::OK, &AnswerJson::of(&answer)),
        Err(Failure::Refused(refusal)) => to_mend(refusal.problems()),
        Err(other) => Err(other.into()),
    }
}
