//! How publishing to the node above stands, item by item (省级平台上报情况), and the register of nodes (对接节点).

use axum::{extract::State, http::StatusCode};
use domain::{
    base::{Region, date_text_with_year, shanghai_text},
    cases::Stage,
    people::{Act, authorise},
    publication::exchange::{NodeKey, PeerFlaw, PeerWanted, PublishState, Published, ReconcileKind, Side},
};
use services::{
    Failure,
    publication::{
        ItemPublication,
        exchange::{
            Exchange, HandedView, PeerRefusal, PeerStanding, exchange, handed_list, published_list, published_reviews,
            set_peer,
        },
        publication_standings,
    },
};

use super::{
    HandedLine, KindTab, PeerLine, PeersPage, PublishedLine, PublishingNode, PublishingPage, ReconcileRow, ReviewLine,
};
use crate::{
    base::{Choice, Field, Tag, Tone, paths},
    door::{App, Oops, Posted, Query, Reply, Seat, address, blocking, go, show, show_as},
};

/// Items of one page.
const PAGE: usize = 50;
/// Ratings of each kind that need somebody, at most.
const REVIEWS: i64 = 50;
/// Narrows to items of which both sources do not say the same.
const DIFFERING: &str = "sources_differ";

async fn found(app: &App, seat: &Seat) -> Result<Exchange, Oops> {
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    Ok(blocking(move || exchange(&bureau, &desk)).await??)
}

fn tone(state: PublishState) -> Tone {
    match state {
        PublishState::Accepted => Tone::Good,
        PublishState::Sent => Tone::Info,
        PublishState::Rejected | PublishState::Differs => Tone::Bad,
        PublishState::NotSent => Tone::Warning,
        PublishState::Withdrawn => Tone::Neutral,
    }
}

pub(crate) async fn page(State(app): State<App>, seat: Seat, query: Query) -> Reply {
    let all = found(&app, &seat).await?;
    let may_edit = authorise(&seat.desk, Act::PeerEdit, None).is_ok();
    let peers = may_edit.then(|| paths::PEERS.to_owned());
    let above: Vec<&PeerStanding> = all.peers.iter().filter(|p| p.peer.side == Side::Above).collect();
    let asked = query.text("node");
    let chosen = above.iter().find(|p| p.peer.code.as_str() == asked).or(above.first()).copied();
    let Some(one) = chosen else {
        let frame = app.frame(&seat, "还没有登记上级节点");
        return show(&PublishingPage { frame, peers, ..PublishingPage::default() });
    };
    let state = PublishState::parse(&query.text("state"));
    let only_differing = query.text("state") == DIFFERING;
    let after: usize = query.number("after").unwrap_or(0);
    let (bureau, desk, code) = (app.bureau().clone(), seat.desk.clone(), one.peer.code);
    let (list, said, reviews) = blocking(move || -> Result<_, Failure<services::Never>> {
        let mut reviews = Vec::new();
        for state in [PublishState::Rejected, PublishState::Differs, PublishState::NotSent] {
            reviews.extend(published_reviews(&bureau, &desk, (&code, Some(state)), "", REVIEWS)?);
        }
        Ok((published_list(&bureau, &desk, &code)?, publication_standings(&bureau, &desk)?, reviews))
    })
    .await??;
    let differs = |p: &Published| said.get(&p.key).is_some_and(|s| s.standing.differ);
    let kept: Vec<&Published> =
        list.iter().filter(|p| state.is_none_or(|s| s == p.state) && (!only_differing || differs(p))).collect();
    let at = |state: &str, after: usize| {
        let after = if after == 0 { String::new() } else { after.to_string() };
        address(paths::PUBLISHING, &[("node", one.peer.code.as_str()), ("state", state), ("after", &after)])
    };
    let next = after.saturating_add(PAGE);
    let shown = state;
    let tab = |state: Option<PublishState>| KindTab {
        href: at(state.map_or("", PublishState::as_str), 0),
        label: state.map_or("全部", PublishState::label).into(),
        count: list.iter().filter(|p| state.is_none_or(|s| s == p.state)).count(),
        current: state == shown && !only_differing,
    };
    let mut tabs: Vec<KindTab> = std::iter::once(None).chain(PublishState::ALL.map(Some)).map(tab).collect();
    tabs.push(KindTab {
        href: at(DIFFERING, 0),
        label: "来源不一致".into(),
        count: list.iter().filter(|p| differs(p)).count(),
        current: only_differing,
    });
    let here = if only_differing { DIFFERING } else { state.map_or("", PublishState::as_str) };
    show(&PublishingPage {
        frame: app.frame(&seat, heading(one, &list)),
        node: Some(node(one)),
        tabs,
        listed: kept.len(),
        rows: kept.iter().skip(after).take(PAGE).map(|p| line(p, said.get(&p.key))).collect(),
        next: (next < kept.len()).then(|| at(here, next)),
        first: (after > 0).then(|| at(here, 0)),
        differences: differences(one),
        reviews: reviews.iter().map(review_line).collect(),
        peers,
    })
}

/// As "某省政务服务平台：3077 项中已接收 3020 项".
fn heading(one: &PeerStanding, list: &[Published]) -> String {
    let accepted = one.items.get(&PublishState::Accepted).copied().unwrap_or_default();
    let gone = one.items.get(&PublishState::Withdrawn).copied().unwrap_or_default();
    format!("{}：{} 项中已接收 {accepted} 项", one.peer.name, list.len() as u64 - gone)
}

fn node(one: &PeerStanding) -> PublishingNode {
    let sent = match one.unanswered {
        0 => format!("已发 {} 封，都有回执", one.sent),
        n => format!("已发 {} 封，{n} 封还没有回执", one.sent),
    };
    let reconciled = match &one.reconciled {
        None => "还没有对过账".to_owned(),
        Some(r) => format!(
            "{}对账：本县应有 {} 项，对方有 {} 项，一致 {} 项，不一致 {} 处",
            date_text_with_year(r.day),
            r.ours,
            r.theirs,
            r.agree,
            r.lines.len()
        ),
    };
    PublishingNode { code: one.peer.code.as_str().to_owned(), sent, reconciled, reviews: ratings(one) }
}

fn line(one: &Published, said: Option<&ItemPublication>) -> PublishedLine {
    PublishedLine {
        name: one.name.clone(),
        code: one.key.clone(),
        version: if one.seq == 0 { String::new() } else { format!("第 {} 版，第 {} 封", one.version, one.seq) },
        state: Tag::new(tone(one.state), one.state.label()),
        reason: one.reason.clone(),
        said: said.map(|s| s.words.clone()).unwrap_or_default(),
        differ: said.is_some_and(|s| s.standing.differ),
    }
}

/// As "好差评：已接收 812 条，已退回 1 条；对账应有 813 条，对方有 812 条，一致 812 条".
fn ratings(one: &PeerStanding) -> String {
    let told: Vec<String> = one.reviews.iter().map(|(state, n)| format!("{} {n} 条", state.label())).collect();
    if told.is_empty() {
        return String::new();
    }
    let both = one.reconciled.as_ref().and_then(|r| r.reviews.as_ref());
    let both = both.map(|r| format!("；对账应有 {} 条，对方有 {} 条，一致 {} 条", r.ours, r.theirs, r.agree));
    format!("好差评：{}{}", told.join("，"), both.unwrap_or_default())
}

fn review_line(one: &Published) -> ReviewLine {
    ReviewLine {
        name: one.name.clone(),
        code: one.key.clone(),
        state: Tag::new(tone(one.state), one.state.label()),
        reason: one.reason.clone(),
    }
}

fn differences(one: &PeerStanding) -> Vec<ReconcileRow> {
    const SHOWN: usize = 50;
    let lines = one.reconciled.iter().flat_map(|r| &r.lines).take(SHOWN);
    lines
        .map(|l| ReconcileRow {
            name: l.name.clone(),
            code: l.key.clone(),
            kind: l.kind.label().into(),
            words: l.words.clone(),
            act: Tag::new(act_tone(l.kind), l.kind.act().label()),
        })
        .collect()
}

fn act_tone(kind: ReconcileKind) -> Tone {
    match kind {
        ReconcileKind::Differs | ReconcileKind::Lost | ReconcileKind::Rejected => Tone::Bad,
        ReconcileKind::OnlyTheirs => Tone::Warning,
        ReconcileKind::NotSent | ReconcileKind::Changed | ReconcileKind::NotWithdrawn | ReconcileKind::Waiting => {
            Tone::Info
        }
    }
}

async fn peers_page(app: &App, seat: &Seat, typed: &Posted) -> Result<PeersPage, Oops> {
    let all = found(app, seat).await?;
    let rows = all.peers.iter().map(peer_line).collect();
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    let here = *bureau.region();
    let handed = blocking(move || handed_list(&bureau, &desk, (None, None))).await??;
    let handed = handed.iter().take(PAGE).map(|view| handed_line(&here, &all.peers, view)).collect();
    // A new one is in use unless somebody says otherwise.
    let active = if typed.text("code").is_empty() { "1".to_owned() } else { typed.text("active") };
    Ok(PeersPage {
        frame: app.frame(seat, "对接节点"),
        public_key: all.public_key,
        rows,
        handed,
        code: Field::of(typed.text("code")),
        name: Field::of(typed.text("name")),
        public_key_of: Field::of(typed.text("public_key")),
        address: Field::of(typed.text("address")),
        active: Choice::of(&[("1", "交换信件")], &active),
    })
}

fn peer_line(one: &PeerStanding) -> PeerLine {
    let peer = &one.peer;
    let held: Vec<String> = one.held.iter().map(|(kind, n)| format!("{} {n} 行", kind_label(kind))).collect();
    let went = match peer.side {
        Side::Above => format!("已发 {} 封，没有回执 {} 封", one.sent, one.unanswered),
        Side::Below if held.is_empty() => format!("收到 {} 封", one.received),
        Side::Below => format!("收到 {} 封：{}", one.received, held.join("，")),
    };
    let handed: Vec<String> =
        one.applications.iter().map(|(state, n)| format!("{} {n} 件", handed_label(*state))).collect();
    let handed = if handed.is_empty() { String::new() } else { format!("；推送办件：{}", handed.join("，")) };
    let when = one.reconciled.as_ref().map(|r| format!("；{} 对账", shanghai_text(r.done_at))).unwrap_or_default();
    PeerLine {
        name: peer.name.clone(),
        code: peer.code.as_str().to_owned(),
        side: peer.side.label().into(),
        address: if peer.address.is_empty() { "用文件交换".into() } else { peer.address.clone() },
        key: peer.public_key.clone(),
        keys: key_lines(&one.keys),
        went: format!("{went}{handed}{when}"),
        state: if peer.active { Tag::new(Tone::Good, "在用") } else { Tag::new(Tone::Neutral, "停用") },
    }
}

fn handed_line(here: &Region, peers: &[PeerStanding], view: &HandedView) -> HandedLine {
    let one = &view.handed;
    let named = peers.iter().find(|p| p.peer.code == one.to).map(|p| p.peer.name.clone());
    let stage = view.of_case(here, "handle_state");
    let words = match (one.case_no.is_empty(), stage.is_empty()) {
        (true, _) => one.reason.clone(),
        (false, true) => one.case_no.clone(),
        (false, false) => format!("{}，{}", one.case_no, Stage::label_of(&stage)),
    };
    HandedLine {
        number: one.number.clone(),
        node: named.unwrap_or_else(|| one.to.as_str().to_owned()),
        item_code: one.item_code.clone(),
        state: Tag::new(tone(one.state), handed_label(one.state)),
        words,
    }
}

/// What a state means for an application that goes down.
fn handed_label(state: PublishState) -> &'static str {
    match state {
        PublishState::NotSent => "待送",
        PublishState::Sent => "已送",
        PublishState::Accepted => "已收",
        PublishState::Rejected => "已退回",
        PublishState::Differs => "不一致",
        PublishState::Withdrawn => "已撤回",
    }
}

/// Since when each key holds, the one in force first; nothing where there never was another.
fn key_lines(keys: &[NodeKey]) -> Vec<String> {
    let Some((now, before)) = keys.split_last().filter(|(_, before)| !before.is_empty()) else { return Vec::new() };
    let short = |key: &str| {
        let tail: String = key.chars().skip(key.chars().count().saturating_sub(4)).collect();
        format!("{}…{tail}", key.chars().take(6).collect::<String>())
    };
    let before = before.iter().rev().map(|k| format!("{} 起用 {}", shanghai_text(k.since), short(&k.public_key)));
    std::iter::once(format!("{} 起用现在的公钥", shanghai_text(now.since))).chain(before).collect()
}

fn kind_label(kind: &str) -> &str {
    domain::publication::exchange::MessageKind::parse(kind).map_or(kind, |k| k.label())
}

pub(crate) async fn peers(State(app): State<App>, seat: Seat, query: Query) -> Reply {
    let mut page = peers_page(&app, &seat, &Posted::default()).await?;
    if query.text("done") == "set" {
        page.frame.notice = Some("已登记".into());
    }
    show(&page)
}

pub(crate) async fn set(State(app): State<App>, seat: Seat, form: Posted) -> Reply {
    let wanted = PeerWanted {
        code: form.text("code"),
        name: form.text("name"),
        public_key: form.text("public_key"),
        address: form.text("address"),
        active: form.text("active") == "1",
    };
    let (bureau, desk, key, listed) = (app.bureau().clone(), seat.desk.clone(), form.key(), app.push_to());
    let done = blocking(move || set_peer(&bureau, &desk, &wanted, &listed, key.as_deref())).await?;
    match done {
        Ok(_) => go(&address(paths::PEERS, &[("done", "set")])),
        Err(Failure::Refused(PeerRefusal::Fields(flaws))) => {
            let mut page = peers_page(&app, &seat, &form).await?;
            for flaw in &flaws {
                point_out(&mut page, flaw);
            }
            show_as(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
        Err(other) => Err(other.into()),
    }
}

fn point_out(page: &mut PeersPage, flaw: &PeerFlaw) {
    let sentence = flaw.to_string();
    let problem = Some(sentence.clone());
    match flaw {
        PeerFlaw::Code(_) | PeerFlaw::Level | PeerFlaw::Unrelated(_) => page.code.problem = problem,
        PeerFlaw::Name => page.name.problem = problem,
        PeerFlaw::Key => page.public_key_of.problem = problem,
        PeerFlaw::Address(_) => page.address.problem = problem,
    }
    page.frame = page.frame.clone().with_problem(flaw.field(), &sentence);
}
