//! The contract between nodes as JSON (节点对接接口): messages and answers, and how it stands. The first four addresses ask for
//! no session: what comes is signed by a registered node, and said to be its own or not.

use std::collections::BTreeMap;

use axum::{
    extract::{Path, State},
    http::StatusCode,
};
use domain::{
    base::Region,
    publication::exchange::{EnvelopeFlaw, PublishState, Published, ReconcileLine},
};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use services::{
    Failure,
    publication::{
        ItemPublication,
        exchange::{
            PeerStanding, SettleFlaw, Signed, Travelling, exchange, held, published_list, published_reviews,
            receive_whole, settle, waiting,
        },
        publication_standings,
    },
};

use crate::{
    base::Trouble,
    door::{App, Body, Oops, Query, Reply, Seat, blocking, json, refused},
};

/// Items of one answer.
const PAGE: usize = 200;

/// Takes a message in; 200 with the signed answer.
pub(crate) async fn message(State(app): State<App>, Body(body): Body<Travelling>) -> Reply {
    let bureau = app.bureau().clone();
    match blocking(move || receive_whole(&bureau, &body)).await? {
        Ok(answer) => json(StatusCode::OK, &answer),
        Err(Failure::Refused(flaw)) => Err(flawed(&flaw)),
        Err(other) => Err(other.into()),
    }
}

/// 422 under the flaw's own code; what is missing is named so that the sender goes on from there.
fn flawed(flaw: &EnvelopeFlaw) -> Oops {
    let mut oops = Oops::new(Trouble::Refused, flaw.code()).saying(flaw.to_string());
    if let EnvelopeFlaw::Gap { expected, .. } = flaw {
        oops.errors = Oops::parameter("seq", expected.to_string()).errors;
    }
    oops
}

/// What is sent to hand an answer in.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct AnswerBody {
    from: String,
    text: String,
    signature: String,
}

#[derive(Serialize)]
struct SettledJson {
    seq: i64,
    accepted: u64,
    rejected: u64,
}

/// Notes the answer to a message that was fetched.
pub(crate) async fn answer(State(app): State<App>, Body(body): Body<AnswerBody>) -> Reply {
    let bureau = app.bureau().clone();
    let noted = blocking(move || {
        let unknown = |_| Failure::Refused(SettleFlaw::Signature);
        let from = Region::parse(&body.from).map_err(unknown)?;
        settle(&bureau, &from, &Signed { text: body.text, signature: body.signature })
    });
    match noted.await? {
        Ok(done) => {
            let (seq, accepted, rejected) = (done.seq, done.accepted, done.rejected);
            json(StatusCode::OK, &SettledJson { seq, accepted, rejected })
        }
        Err(Failure::Refused(flaw)) => refused(flaw.code(), flaw),
        Err(other) => Err(other.into()),
    }
}

/// What we hold of the asker's items.
pub(crate) async fn holds(State(app): State<App>, Body(body): Body<Signed>) -> Reply {
    let bureau = app.bureau().clone();
    match blocking(move || held(&bureau, &body)).await? {
        Ok(page) => json(StatusCode::OK, &page),
        Err(Failure::Refused(flaw)) => refused("question", flaw),
        Err(other) => Err(other.into()),
    }
}

#[derive(Serialize)]
struct WaitingJson {
    messages: Vec<Travelling>,
}

/// Messages of ours that wait for the asker.
pub(crate) async fn waits(State(app): State<App>, Body(body): Body<Signed>) -> Reply {
    let bureau = app.bureau().clone();
    match blocking(move || waiting(&bureau, &body)).await? {
        Ok(messages) => json(StatusCode::OK, &WaitingJson { messages }),
        Err(Failure::Refused(flaw)) => refused("question", flaw),
        Err(other) => Err(other.into()),
    }
}

#[derive(Serialize)]
struct CountJson {
    kind: String,
    count: u64,
}

#[derive(Serialize)]
struct ReconciledJson {
    day: String,
    ours: u64,
    theirs: u64,
    agree: u64,
    differences: Vec<ReconcileLineJson>,
    reviews: Option<ReviewsReconciledJson>,
}

#[derive(Serialize)]
struct ReviewsReconciledJson {
    ours: u64,
    theirs: u64,
    agree: u64,
    differences: Vec<ReconcileLineJson>,
}

#[derive(Serialize)]
struct ReconcileLineJson {
    code: String,
    name: String,
    kind: &'static str,
    act: &'static str,
    words: String,
}

impl ReconcileLineJson {
    fn of(line: ReconcileLine) -> Self {
        Self {
            code: line.key,
            name: line.name,
            kind: line.kind.as_str(),
            act: line.kind.act().as_str(),
            words: line.words,
        }
    }
}

#[derive(Serialize)]
struct KeyJson {
    public_key: String,
    since: Timestamp,
}

#[derive(Serialize)]
struct NodeJson {
    code: String,
    name: String,
    side: &'static str,
    address: String,
    active: bool,
    keys: Vec<KeyJson>,
    sent: i64,
    unanswered: u64,
    received: i64,
    items: Vec<CountJson>,
    reviews: Vec<CountJson>,
    applications: Vec<CountJson>,
    held: Vec<CountJson>,
    reconciled: Option<ReconciledJson>,
}

impl NodeJson {
    fn of(one: PeerStanding) -> Self {
        let count = |(kind, count): (String, u64)| CountJson { kind, count };
        let reconciled = one.reconciled.map(|r| ReconciledJson {
            day: r.day.to_string(),
            ours: r.ours,
            theirs: r.theirs,
            agree: r.agree,
            differences: r.lines.into_iter().map(ReconcileLineJson::of).collect(),
            reviews: r.reviews.map(|r| ReviewsReconciledJson {
                ours: r.ours,
                theirs: r.theirs,
                agree: r.agree,
                differences: r.lines.into_iter().map(ReconcileLineJson::of).collect(),
            }),
        });
        let states = |of: BTreeMap<PublishState, u64>| {
            of.into_iter().map(|(state, n)| count((state.as_str().to_owned(), n))).collect()
        };
        Self {
            code: one.peer.code.as_str().to_owned(),
            name: one.peer.name,
            side: one.peer.side.as_str(),
            address: one.peer.address,
            active: one.peer.active,
            keys: one.keys.into_iter().map(|k| KeyJson { public_key: k.public_key, since: k.since }).collect(),
            sent: one.sent,
            unanswered: one.unanswered,
            received: one.received,
            items: states(one.items),
            reviews: states(one.reviews),
            applications: states(one.applications),
            held: one.held.into_iter().map(count).collect(),
            reconciled,
        }
    }
}

/// How it stands with every node; the command line prints the same.
#[derive(Serialize)]
pub struct ExchangeJson {
    node: String,
    public_key: String,
    sources_differ: u64,
    nodes: Vec<NodeJson>,
}

impl ExchangeJson {
    /// From what the use case found.
    pub fn of(node: &Region, found: services::publication::exchange::Exchange) -> Self {
        Self {
            node: node.as_str().to_owned(),
            public_key: found.public_key,
            sources_differ: found.sources_differ,
            nodes: found.peers.into_iter().map(NodeJson::of).collect(),
        }
    }
}

/// How it stands with every node.
pub(crate) async fn standing(State(app): State<App>, seat: Seat) -> Reply {
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    let region = *bureau.region();
    let found = blocking(move || exchange(&bureau, &desk)).await??;
    json(StatusCode::OK, &ExchangeJson::of(&region, found))
}

#[derive(Serialize)]
struct ItemJson {
    code: String,
    name: String,
    version: i64,
    state: &'static str,
    reason: String,
    seq: i64,
    published: Option<bool>,
    by: Option<&'static str>,
    differ: bool,
    said: String,
}

impl ItemJson {
    fn of(one: &Published, said: Option<&ItemPublication>) -> Self {
        let standing = said.map(|s| s.standing).unwrap_or_default();
        Self {
            code: one.key.clone(),
            name: one.name.clone(),
            version: one.version,
            state: one.state.as_str(),
            reason: one.reason.clone(),
            seq: one.seq,
            published: standing.published,
            by: standing.by.map(|s| s.as_str()),
            differ: standing.differ,
            said: said.map(|s| s.words.clone()).unwrap_or_default(),
        }
    }
}

#[derive(Serialize)]
struct ItemsJson {
    items: Vec<ItemJson>,
    next: Option<String>,
}

/// How each item stands with a node above. `?state=&after=`.
pub(crate) async fn items(State(app): State<App>, seat: Seat, Path(node): Path<String>, query: Query) -> Reply {
    let code = Region::parse(&node).map_err(|_| Oops::not_found())?;
    let asked = query.text("state");
    let state = PublishState::parse(&asked);
    if state.is_none() && !asked.is_empty() {
        return Err(Oops::parameter("state", "请从接口说明列出的几种里选"));
    }
    let after = query.text("after");
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    let (all, said) = blocking(move || -> Result<_, Failure<services::Never>> {
        Ok((published_list(&bureau, &desk, &code)?, publication_standings(&bureau, &desk)?))
    })
    .await??;
    let kept: Vec<&Published> =
        all.iter().filter(|p| p.key > after && state.is_none_or(|s| s == p.state)).take(PAGE + 1).collect();
    let next = (kept.len() > PAGE).then(|| kept[PAGE - 1].key.clone());
    let items = kept.into_iter().take(PAGE).map(|one| ItemJson::of(one, said.get(&one.key))).collect();
    json(StatusCode::OK, &ItemsJson { items, next })
}

#[derive(Serialize)]
struct ReviewJson {
    number: String,
    item: String,
    version: i64,
    state: &'static str,
    reason: String,
    seq: i64,
}

#[derive(Serialize)]
struct ReviewsJson {
    reviews: Vec<ReviewJson>,
    next: Option<String>,
}

/// How ratings stand with a node above, those that it was told of. `?state=&after=`.
pub(crate) async fn reviews(State(app): State<App>, seat: Seat, Path(node): Path<String>, query: Query) -> Reply {
    let code = Region::parse(&node).map_err(|_| Oops::not_found())?;
    let asked = query.text("state");
    let state = PublishState::parse(&asked);
    if state.is_none() && !asked.is_empty() {
        return Err(Oops::parameter("state", "请从接口说明列出的几种里选"));
    }
    let after = query.text("after");
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    let mut found =
        blocking(move || published_reviews(&bureau, &desk, (&code, state), &after, PAGE as i64 + 1)).await??;
    let more = found.len() > PAGE;
    found.truncate(PAGE);
    let next = found.last().filter(|_| more).map(|one| one.key.clone());
    let line = |one: Published| ReviewJson {
        number: one.key,
        item: one.name,
        version: one.version,
        state: one.state.as_str(),
        reason: one.reason,
        seq: one.seq,
    };
    json(StatusCode::OK, &ReviewsJson { reviews: found.into_iter().map(line).collect(), next })
}
