//! Shapes of the watch's answers (监察接口的回答). Days are `2026-12-02`, instants UTC.

use jiff::{Timestamp, civil::Date};
use serde::Serialize;
use services::{
    cases::EventRow,
    oversight::watch::{
        Board, BoardCounts, Card, CardStage, CardView, HandedBack, NoticeLine, OrderStage, OrderView, Run, Spell,
        SupervisionOrder, Time, TimeLine, Told,
    },
};

use super::words;

/// Counts of some open cases, cards and orders.
#[derive(Debug, Serialize)]
pub(super) struct CountsJson {
    open: u64,
    overdue: u64,
    due_today: u64,
    due_this_week: u64,
    standing: u64,
    yellow: u64,
    red: u64,
    disputed: u64,
    annulled: u64,
    unexplained: u64,
    orders_issued: u64,
    orders_overdue: u64,
    orders_sent_back: u64,
    orders_replied: u64,
}

impl CountsJson {
    fn of(c: &BoardCounts) -> Self {
        Self {
            open: c.open,
            overdue: c.overdue,
            due_today: c.today,
            due_this_week: c.week,
            standing: c.standing,
            yellow: c.cards.yellow,
            red: c.cards.red,
            disputed: c.cards.disputed,
            annulled: c.cards.annulled,
            unexplained: c.cards.unexplained,
            orders_issued: c.orders.issued,
            orders_overdue: c.orders.overdue,
            orders_sent_back: c.orders.sent_back,
            orders_replied: c.orders.replied,
        }
    }
}

#[derive(Debug, Serialize)]
struct DepartmentJson {
    department_id: Option<String>,
    department: String,
    counts: CountsJson,
}

#[derive(Debug, Serialize)]
struct DayJson {
    on: Date,
    count: u32,
    closed: bool,
}

#[derive(Debug, Serialize)]
struct DueJson {
    case_no: String,
    item: String,
    department: String,
    due_on: Date,
    over: i64,
    waiting_for: String,
}

/// The board.
#[derive(Debug, Serialize)]
pub(super) struct BoardJson {
    today: Date,
    counts: CountsJson,
    departments: Vec<DepartmentJson>,
    days: Vec<DayJson>,
    due: Vec<DueJson>,
}

impl BoardJson {
    pub(super) fn of(b: &Board) -> Self {
        Self {
            today: b.today,
            counts: CountsJson::of(&b.all),
            departments: b
                .lines
                .iter()
                .map(|l| DepartmentJson {
                    department_id: l.id.map(|id| id.to_string()),
                    department: l.name.clone(),
                    counts: CountsJson::of(&l.counts),
                })
                .collect(),
            days: b.days.iter().map(|d| DayJson { on: d.on, count: d.count, closed: d.closed }).collect(),
            due: b
                .due
                .iter()
                .map(|d| DueJson {
                    case_no: d.case_no.clone(),
                    item: d.item_name.clone(),
                    department: d.department.clone(),
                    due_on: d.due_on,
                    over: d.over,
                    waiting_for: d.waiting_for.clone(),
                })
                .collect(),
        }
    }
}

#[derive(Debug, Serialize)]
struct SpellJson {
    spell: &'static str,
    label: &'static str,
    waits_for: &'static str,
    workdays: i64,
}

#[derive(Debug, Serialize)]
struct TimeLineJson {
    department_id: Option<String>,
    department: String,
    cases: u64,
    spells: Vec<SpellJson>,
    finished_before: u64,
    finished_on_last_day: u64,
    finished_after: u64,
}

impl TimeLineJson {
    fn of(line: &TimeLine) -> Self {
        let spell = |s: Spell| SpellJson {
            spell: s.as_str(),
            label: s.label(),
            waits_for: s.waits_for(),
            workdays: line.spent.of(s),
        };
        Self {
            department_id: line.id.map(|id| id.to_string()),
            department: line.name.clone(),
            cases: line.cases,
            spells: Spell::ALL.map(spell).into_iter().collect(),
            finished_before: line.finish.before,
            finished_on_last_day: line.finish.last_day,
            finished_after: line.finish.after,
        }
    }
}

/// Where the time went.
#[derive(Debug, Serialize)]
pub(super) struct TimeJson {
    from: Date,
    to: Date,
    all: TimeLineJson,
    departments: Vec<TimeLineJson>,
}

impl TimeJson {
    pub(super) fn of(t: &Time) -> Self {
        Self {
            from: t.from,
            to: t.to,
            all: TimeLineJson::of(&t.all),
            departments: t.lines.iter().map(TimeLineJson::of).collect(),
        }
    }
}

/// A card, close to the data set 电子监察 of GB/T 39046.
#[derive(Debug, Serialize)]
pub(super) struct CardJson {
    id: String,
    version: i64,
    case_no: String,
    item: String,
    department_id: String,
    department: String,
    point: &'static str,
    level: &'static str,
    from: Date,
    due_on: Date,
    reached_on: Date,
    given_at: Timestamp,
    profile_version: i64,
    stage: &'static str,
    stage_label: &'static str,
    counts: bool,
    at_window: bool,
    reason: Option<String>,
    dispute: Option<String>,
    evidence: Option<String>,
    ruling: Option<String>,
}

impl CardJson {
    pub(super) fn of(card: &Card, department: &str) -> Self {
        let (dispute, ruling) = match &card.stage {
            CardStage::Given => (None, None),
            CardStage::Disputed(said) => (Some(said), None),
            CardStage::Upheld(said, ruling) => (Some(said), Some(ruling)),
            CardStage::Annulled(said, ruling) => (said.as_ref(), Some(ruling)),
        };
        Self {
            id: card.id.to_string(),
            version: card.version,
            case_no: card.case_no.to_string(),
            item: card.item_name.clone(),
            department_id: card.department.to_string(),
            department: department.to_owned(),
            point: card.reached.point.as_str(),
            level: card.reached.level.as_str(),
            from: card.reached.from,
            due_on: card.reached.due_on,
            reached_on: card.reached.on,
            given_at: card.given_at,
            profile_version: card.profile_version,
            stage: card.stage.as_str(),
            stage_label: card.stage.label(),
            counts: card.counts(),
            at_window: card.at_window,
            reason: card.reason.as_ref().map(|r| r.text.clone()),
            dispute: dispute.map(|d| d.text.clone()),
            evidence: card.evidence.clone(),
            ruling: ruling.map(|r| r.text.clone()),
        }
    }
}

#[derive(Debug, Serialize)]
struct WatchEventJson {
    seq: i64,
    kind: String,
    happened_at: Timestamp,
    actor: String,
    role: String,
    terminal: String,
    words: String,
}

fn event(event: &EventRow) -> WatchEventJson {
    let (act, note) = words::act(event);
    WatchEventJson {
        seq: event.seq,
        kind: event.kind.clone(),
        happened_at: event.happened_at,
        actor: crate::base::actor_name(&event.actor).to_owned(),
        role: event.role.clone(),
        terminal: event.terminal.clone(),
        words: if note.is_empty() { act } else { format!("{act}：{note}") },
    }
}

/// A card with all that was said about it.
#[derive(Debug, Serialize)]
pub(super) struct CardDetailJson {
    card: CardJson,
    case_stage: String,
    due_now: Option<Date>,
    dispute_until: Date,
    orders: Vec<String>,
    history: Vec<WatchEventJson>,
}

impl CardDetailJson {
    pub(super) fn of(view: &CardView) -> Self {
        Self {
            card: CardJson::of(&view.card, &view.department),
            case_stage: view.case_stage.clone(),
            due_now: view.due_now,
            dispute_until: view.dispute_until,
            orders: view.orders.iter().map(|o| o.no.to_string()).collect(),
            history: view.history.iter().map(event).collect(),
        }
    }
}

#[derive(Debug, Serialize)]
struct ToldJson {
    rank: String,
    on: Date,
}

impl ToldJson {
    fn of(told: &Told) -> Self {
        Self { rank: told.rank.clone(), on: told.on }
    }
}

/// A hand-over that an order came back from.
#[derive(Debug, Serialize)]
struct HandedJson {
    department_id: String,
    department: String,
    from: Date,
    reply_by: Date,
    told: Vec<ToldJson>,
    sent_back: String,
    sent_back_at: Timestamp,
    reason: String,
}

impl HandedJson {
    fn of(handed: &HandedBack) -> Self {
        Self {
            department_id: handed.department.to_string(),
            department: handed.department_name.clone(),
            from: handed.from,
            reply_by: handed.reply_by,
            told: handed.told.iter().map(ToldJson::of).collect(),
            sent_back: handed.returned.clone(),
            sent_back_at: handed.returned_at,
            reason: handed.reason.clone(),
        }
    }
}

/// A supervision order.
#[derive(Debug, Serialize)]
pub(super) struct SupervisionJson {
    no: String,
    slug: String,
    version: i64,
    cause: &'static str,
    case_no: String,
    item: String,
    department_id: String,
    department: String,
    words: String,
    issued_at: Timestamp,
    reply_by: Date,
    overdue: bool,
    told: Vec<ToldJson>,
    handed_on: Date,
    handed_before: Vec<HandedJson>,
    stage: &'static str,
    stage_label: &'static str,
    sent_back: Option<String>,
    reply: Option<String>,
    finding: Option<String>,
}

impl SupervisionJson {
    pub(super) fn of(order: &SupervisionOrder, today: Date) -> Self {
        let (back, reply, end) = match &order.stage {
            OrderStage::Issued => (None, None, None),
            OrderStage::SentBack(back) => (Some(back), None, None),
            OrderStage::Replied(reply) => (None, Some(reply), None),
            OrderStage::Closed(reply, end) => (None, Some(reply), Some(end)),
            OrderStage::Withdrawn(end) => (None, None, Some(end)),
        };
        Self {
            no: order.no.to_string(),
            slug: order.no.slug(),
            version: order.version,
            cause: order.cause.as_str(),
            case_no: order.case_no.to_string(),
            item: order.item_name.clone(),
            department_id: order.department.to_string(),
            department: order.department_name.clone(),
            words: order.words.clone(),
            issued_at: order.issued_at,
            reply_by: order.reply_by,
            overdue: order.is_overdue(today),
            told: order.told.iter().map(ToldJson::of).collect(),
            handed_on: order.handed_on,
            handed_before: order.before.iter().map(HandedJson::of).collect(),
            stage: order.stage.as_str(),
            stage_label: order.stage.label(),
            sent_back: back.map(|b| b.text.clone()),
            reply: reply.map(|r| r.text.clone()),
            finding: end.map(|e| e.text.clone()),
        }
    }
}

/// A supervision order with its history.
#[derive(Debug, Serialize)]
pub(super) struct SupervisionDetailJson {
    order: SupervisionJson,
    history: Vec<WatchEventJson>,
}

impl SupervisionDetailJson {
    pub(super) fn of(view: &OrderView, today: Date) -> Self {
        Self { order: SupervisionJson::of(&view.order, today), history: view.history.iter().map(event).collect() }
    }
}

/// A line of the public notice.
#[derive(Debug, Serialize)]
pub(super) struct OverdueJson {
    case_no: String,
    item: String,
    department: String,
    due_on: Date,
    done_on: Option<Date>,
    over: i64,
    reason: Option<String>,
}

impl OverdueJson {
    pub(super) fn of(line: &NoticeLine) -> Self {
        Self {
            case_no: line.case_no.clone(),
            item: line.item_name.clone(),
            department: line.department.clone(),
            due_on: line.due_on,
            done_on: line.done_on,
            over: line.over,
            reason: line.reason.clone(),
        }
    }
}

#[derive(Debug, Serialize)]
struct GivenJson {
    case_no: String,
    item: String,
    department: String,
    point: &'static str,
    level: &'static str,
    due_on: Date,
    reached_on: Date,
}

#[derive(Debug, Serialize)]
struct RunOrderJson {
    no: Option<String>,
    cause: &'static str,
    case_no: String,
    department: String,
}

#[derive(Debug, Serialize)]
struct RunToldJson {
    no: String,
    rank: String,
}

/// What a run did, or would do; the same on the command line.
#[derive(Debug, Serialize)]
pub struct RunJson {
    dry_run: bool,
    looked_at: u64,
    cards: Vec<GivenJson>,
    orders: Vec<RunOrderJson>,
    told: Vec<RunToldJson>,
}

impl RunJson {
    /// Of a run.
    pub fn of(run: &Run, dry_run: bool) -> Self {
        Self {
            dry_run,
            looked_at: run.looked_at,
            cards: run
                .cards
                .iter()
                .map(|c| GivenJson {
                    case_no: c.case_no.clone(),
                    item: c.item.clone(),
                    department: c.department.clone(),
                    point: c.point,
                    level: c.level,
                    due_on: c.due_on,
                    reached_on: c.reached_on,
                })
                .collect(),
            orders: run
                .orders
                .iter()
                .map(|o| RunOrderJson {
                    no: o.no.clone(),
                    cause: o.cause,
                    case_no: o.case_no.clone(),
                    department: o.department.clone(),
                })
                .collect(),
            told: run.told.iter().map(|t| RunToldJson { no: t.no.clone(), rank: t.rank.clone() }).collect(),
        }
    }
}
