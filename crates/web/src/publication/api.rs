//! The feed of changes and subscriptions to it as JSON (办件变化接口, 订阅接口).

use axum::{
    extract::{Path, State},
    http::StatusCode,
};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use services::{
    Failure,
    publication::{
        CaseChange, Changes, ChangesRefusal, MOST_CHANGES, MatterChange, SubscriptionForm, SubscriptionRefusal,
        SubscriptionView, changes, matter_changes, open_subscription, own_changes, subscription, subscriptions,
        turn_subscription,
    },
};

use super::subscriptions::step;
use crate::base::paths;
use crate::door::{App, Body, IdempotencyKey, Oops, Query, Reply, Seat, blocking, id, json, refused, to_mend};

/// Changes of one answer where no number is named.
const PAGE: usize = 100;

#[derive(Serialize)]
struct ChangesJson {
    changes: Vec<CaseChange>,
    /// To be sent back as `after`.
    next: String,
    more: bool,
}

/// `?after=&limit=`.
pub(crate) async fn feed(State(app): State<App>, seat: Seat, query: Query) -> Reply {
    told(app, seat, query, changes).await
}

/// The same of what the asking system handed on itself.
pub(crate) async fn own_feed(State(app): State<App>, seat: Seat, query: Query) -> Reply {
    told(app, seat, query, own_changes).await
}

#[derive(Serialize)]
struct MatterChangesJson {
    changes: Vec<MatterChange>,
    /// To be sent back as `after`.
    next: String,
    more: bool,
}

/// What happened to matters, with the address of each. `?after=&limit=`.
pub(crate) async fn matter_feed(State(app): State<App>, seat: Seat, query: Query) -> Reply {
    let limit = query.whole("limit")?.unwrap_or(PAGE).clamp(1, MOST_CHANGES);
    let after = query.text("after");
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    match blocking(move || matter_changes(&bureau, &desk, (&after, limit), paths::api_matter)).await? {
        Ok(part) => {
            json(StatusCode::OK, &MatterChangesJson { changes: part.changes, next: part.next, more: part.more })
        }
        Err(Failure::Refused(refusal @ ChangesRefusal::After)) => Err(Oops::parameter("after", refusal.to_string())),
        Err(other) => Err(other.into()),
    }
}

/// A feed behind a mark.
type Feed = fn(&services::Bureau, &domain::people::Desk, &str, usize) -> Result<Changes, Failure<ChangesRefusal>>;

async fn told(app: App, seat: Seat, query: Query, feed: Feed) -> Reply {
    let limit = query.whole("limit")?.unwrap_or(PAGE).clamp(1, MOST_CHANGES);
    let after = query.text("after");
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    match blocking(move || feed(&bureau, &desk, &after, limit)).await? {
        Ok(part) => json(StatusCode::OK, &ChangesJson { changes: part.changes, next: part.next, more: part.more }),
        Err(Failure::Refused(refusal @ ChangesRefusal::After)) => Err(Oops::parameter("after", refusal.to_string())),
        Err(other) => Err(other.into()),
    }
}

#[derive(Serialize)]
struct ParkedJson {
    id: String,
    kind: String,
    case_no: String,
    tries: u32,
    fault: String,
    parked_at: Timestamp,
    again: bool,
}

#[derive(Serialize)]
struct SubscriptionJson {
    id: String,
    name: String,
    target: String,
    kinds: Vec<String>,
    department: Option<String>,
    sm3: bool,
    state: &'static str,
    sent: u64,
    sent_at: Option<Timestamp>,
    up_to_date: bool,
    fault: Option<String>,
    tried: Option<String>,
    parked: u64,
    aside: Vec<ParkedJson>,
}

impl SubscriptionJson {
    fn of(view: SubscriptionView) -> Self {
        let (one, way) = (view.subscription, view.way);
        let aside = view.aside.into_iter().map(|p| ParkedJson {
            id: format!("{}/{}", p.stream, p.seq),
            kind: p.kind,
            case_no: p.case_no,
            tries: p.tries,
            fault: p.fault,
            parked_at: p.parked_at,
            again: p.again,
        });
        Self {
            id: one.id.to_string(),
            name: one.name,
            target: one.target,
            kinds: one.kinds,
            department: one.department.map(|d| d.to_string()),
            sm3: one.sm3,
            state: one.state.as_str(),
            sent: way.sent,
            sent_at: way.sent_at,
            up_to_date: view.up_to_date,
            fault: way.fault,
            tried: way.tried.map(|(words, _)| words),
            parked: view.parked,
            aside: aside.collect(),
        }
    }
}

#[derive(Serialize)]
struct SubscriptionsJson {
    subscriptions: Vec<SubscriptionJson>,
}

/// All that the asker keeps.
pub(crate) async fn list(State(app): State<App>, seat: Seat) -> Reply {
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    let all = blocking(move || subscriptions(&bureau, &desk)).await??;
    json(StatusCode::OK, &SubscriptionsJson { subscriptions: all.into_iter().map(SubscriptionJson::of).collect() })
}

/// One of them.
pub(crate) async fn view(State(app): State<App>, seat: Seat, Path(wanted): Path<String>) -> Reply {
    let (bureau, desk, wanted) = (app.bureau().clone(), seat.desk.clone(), id(&wanted)?);
    json(StatusCode::OK, &SubscriptionJson::of(blocking(move || subscription(&bureau, &desk, wanted)).await??))
}

/// What is sent to subscribe.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct SubscribeBody {
    name: String,
    target: String,
    #[serde(default)]
    kinds: Vec<String>,
    #[serde(default)]
    department: Option<String>,
    #[serde(default)]
    sm3: bool,
}

#[derive(Serialize)]
struct SubscribedJson {
    id: String,
    secret: String,
}

/// Subscribes; 201 with the secret that is told this once.
pub(crate) async fn open(
    State(app): State<App>,
    seat: Seat,
    IdempotencyKey(key): IdempotencyKey,
    Body(body): Body<SubscribeBody>,
) -> Reply {
    let department = match body.department.as_deref().map(str::parse::<i64>) {
        None => None,
        Some(Ok(id)) => Some(id),
        Some(Err(_)) => return to_mend([("department", "没有找到这个部门，请重新选择".to_owned())]),
    };
    let form = SubscriptionForm { name: body.name, target: body.target, kinds: body.kinds, department, sm3: body.sm3 };
    let (bureau, desk, listed) = (app.bureau().clone(), seat.desk.clone(), app.push_to());
    match blocking(move || open_subscription(&bureau, &desk, &form, &listed, key.as_deref())).await? {
        Ok((new, secret)) => json(StatusCode::CREATED, &SubscribedJson { id: new.to_string(), secret }),
        Err(Failure::Refused(SubscriptionRefusal::Fields(flaws))) => {
            to_mend(flaws.into_iter().map(|flaw| (flaw.field(), flaw.to_string())))
        }
        Err(Failure::Refused(refusal)) => to_mend([("department", refusal.to_string())]),
        Err(other) => Err(other.into()),
    }
}

/// What is sent to turn a subscription.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct StepBody {
    step: String,
    #[serde(default)]
    from: String,
}

#[derive(Serialize)]
struct TurnedJson {
    id: String,
    step: String,
}

/// Pauses, goes on, closes, tries, sends again; 200.
pub(crate) async fn turn(
    State(app): State<App>,
    seat: Seat,
    Path(wanted): Path<String>,
    IdempotencyKey(key): IdempotencyKey,
    Body(body): Body<StepBody>,
) -> Reply {
    let wanted: i64 = id(&wanted)?;
    let wanted_step = match step(&body.step, &body.from) {
        Some(Ok(step)) => step,
        Some(Err(refusal)) => return to_mend([("from", refusal.to_string())]),
        None => return to_mend([("step", "请从接口说明列出的几种里选".to_owned())]),
    };
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    match blocking(move || turn_subscription(&bureau, &desk, wanted, wanted_step, key.as_deref())).await? {
        Ok(()) => json(StatusCode::OK, &TurnedJson { id: wanted.to_string(), step: body.step }),
        Err(Failure::Refused(refusal @ SubscriptionRefusal::Day)) => to_mend([("from", refusal.to_string())]),
        Err(Failure::Refused(refusal)) => refused("beyond", refusal),
        Err(other) => Err(other.into()),
    }
}
