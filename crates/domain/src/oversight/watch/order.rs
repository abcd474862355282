//! The supervision order (督办单): to the department that is responsible for a case, with a day for the reply; told from
//! rank to rank while it waits (逐级上报), replied to, closed.
//!
//! An order comes from a rule of the profile, once for a case, or from somebody who looks.

use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

use super::{Card, Clock, Level, Point, Refusal, Rung, Said, SupervisionNo, WatchProfile, refusal::words};
use crate::{
    base::{Calendar, CaseId, DepartmentId, StaffId, SupervisionId, date_text},
    cases::CaseNo,
};

/// Why there is an order (触发规则).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Cause {
    /// So many red cards of one case.
    CaseReds,
    /// So many working days over the limit of the whole.
    LongOverdue,
    /// Somebody looked and found it.
    ByHand,
}

impl Cause {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::CaseReds, Self::LongOverdue, Self::ByHand];

    /// Word in tables.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::CaseReds => "case_reds",
            Self::LongOverdue => "long_overdue",
            Self::ByHand => "by_hand",
        }
    }

    /// Word on pages.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::CaseReds => "同一办件多张红牌",
            Self::LongOverdue => "超期多日没有办结",
            Self::ByHand => "督查交办",
        }
    }

    /// Reads the word of a table.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|c| c.as_str() == word)
    }
}

/// A rank that was told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Told {
    /// Who.
    pub rank: String,
    /// On which day.
    pub on: Date,
}

/// A hand-over that is over: the department sent the order back, and it was handed over again (退回前的交办).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandedBack {
    /// Who had it.
    pub department: DepartmentId,
    /// Its name then.
    pub department_name: String,
    /// From which day.
    pub from: Date,
    /// Last day for its reply.
    pub reply_by: Date,
    /// Ranks that were told meanwhile.
    pub told: Vec<Told>,
    /// Why it was sent back.
    pub returned: String,
    /// When.
    pub returned_at: Timestamp,
    /// By whom.
    pub returned_by: StaffId,
    /// Why it was handed over again.
    pub reason: String,
}

/// Where an order stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OrderStage {
    /// 待答复.
    Issued,
    /// 部门退回: not its business, or wrongly addressed; waits for whoever issued it.
    SentBack(Said),
    /// 已答复, waits to be closed.
    Replied(Said),
    /// 已办结: the reply and what was found.
    Closed(Said, Said),
    /// 已撤回.
    Withdrawn(Said),
}

impl OrderStage {
    /// Words in tables.
    pub const WORDS: [&'static str; 5] = ["issued", "sent_back", "replied", "closed", "withdrawn"];

    /// Word in tables.
    #[must_use]
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::Issued => "issued",
            Self::SentBack(_) => "sent_back",
            Self::Replied(_) => "replied",
            Self::Closed(..) => "closed",
            Self::Withdrawn(_) => "withdrawn",
        }
    }

    /// Word on pages.
    #[must_use]
    pub const fn label(&self) -> &'static str {
        match self {
            Self::Issued => "待答复",
            Self::SentBack(_) => "部门退回，待处理",
            Self::Replied(_) => "已答复，待核实",
            Self::Closed(..) => "已办结",
            Self::Withdrawn(_) => "已撤回",
        }
    }

    /// Whether somebody still has to act.
    #[must_use]
    pub const fn is_open(&self) -> bool {
        match self {
            Self::Issued | Self::SentBack(_) | Self::Replied(_) => true,
            Self::Closed(..) | Self::Withdrawn(_) => false,
        }
    }
}

/// A supervision order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SupervisionOrder {
    /// Id.
    pub id: SupervisionId,
    /// Expected version for the next act.
    pub version: i64,
    /// Number.
    pub no: SupervisionNo,
    /// Why there is one.
    pub cause: Cause,
    /// About which case.
    pub case: CaseId,
    /// Its number.
    pub case_no: CaseNo,
    /// What was applied for.
    pub item_name: String,
    /// Who must reply.
    pub department: DepartmentId,
    /// Its name then.
    pub department_name: String,
    /// 督办内容.
    pub words: String,
    /// When.
    pub issued_at: Timestamp,
    /// The civil day of that.
    pub issued_on: Date,
    /// Who; `None` = the rule.
    pub issued_by: Option<StaffId>,
    /// Last day for the reply.
    pub reply_by: Date,
    /// The day of the hand-over that runs: [`Self::issued_on`] until it came back and was handed over again. Ranks are
    /// told by it.
    pub handed_on: Date,
    /// Hand-overs it came back from, in order.
    pub before: Vec<HandedBack>,
    /// Ranks that were told since, the lowest first.
    pub told: Vec<Told>,
    /// Where it stands.
    pub stage: OrderStage,
}

impl SupervisionOrder {
    /// Waits for a reply and its day is over.
    #[must_use]
    pub fn is_overdue(&self, today: Date) -> bool {
        self.stage == OrderStage::Issued && self.reply_by < today
    }
}

/// Whether the rules make an order of a case, from its cards and from its clock of the whole. A case that is finished,
/// or whose clock stands, needs none.
#[must_use]
pub fn due_order(
    cards: &[Card],
    whole: Option<&Clock>,
    profile: &WatchProfile,
    calendar: &Calendar,
    today: Date,
) -> Option<Cause> {
    let clock = whole.filter(|c| c.done_on.is_none() && !c.stands)?;
    let reds: Vec<&Card> = cards.iter().filter(|c| c.reached.level == Level::Red && c.counts()).collect();
    let enough = usize::try_from(profile.case_reds).unwrap_or(usize::MAX);
    if enough > 0 && reds.len() >= enough {
        return Some(Cause::CaseReds);
    }
    let over = calendar.workdays_between(clock.due_on, today);
    let long = profile.overdue_workdays > 0 && over >= i64::from(profile.overdue_workdays);
    let red = reds.iter().any(|c| c.reached.point == Point::Whole);
    (long && red).then_some(Cause::LongOverdue)
}

/// What a new order needs.
#[derive(Debug, Clone)]
pub struct NewOrder {
    /// Id.
    pub id: SupervisionId,
    /// Number.
    pub no: SupervisionNo,
    /// Why.
    pub cause: Cause,
    /// About which case.
    pub case: CaseId,
    /// Its number.
    pub case_no: CaseNo,
    /// What was applied for.
    pub item_name: String,
    /// Who must reply.
    pub department: DepartmentId,
    /// Its name.
    pub department_name: String,
    /// How many red cards of the case count.
    pub reds: usize,
    /// Last day of the whole, where one is known.
    pub due_on: Option<Date>,
    /// 督办内容 by hand; empty = what the rule says.
    pub words: String,
    /// When.
    pub at: Timestamp,
    /// The civil day of that.
    pub today: Date,
    /// Who; `None` = the rule.
    pub by: Option<StaffId>,
}

/// Issues an order; the ranks of the first rung are told at once.
///
/// # Errors
/// An order by hand without words, or too many of them.
pub fn issue(
    new: NewOrder,
    profile: &WatchProfile,
    calendar: &Calendar,
) -> Result<(SupervisionOrder, OrderIssued), Refusal> {
    let reply_by = calendar.add_workdays(new.today, profile.reply_workdays).on;
    let asked = match (new.cause, new.words.trim()) {
        (Cause::CaseReds | Cause::LongOverdue, "") => by_rule(&new, reply_by),
        (Cause::CaseReds | Cause::LongOverdue | Cause::ByHand, typed) => {
            words(typed, "督办要求", Refusal::WordsMissing)?
        }
    };
    let order = SupervisionOrder {
        id: new.id,
        version: 1,
        no: new.no,
        cause: new.cause,
        case: new.case,
        case_no: new.case_no,
        item_name: new.item_name,
        department: new.department,
        department_name: new.department_name,
        words: asked,
        issued_at: new.at,
        issued_on: new.today,
        issued_by: new.by,
        reply_by,
        handed_on: new.today,
        before: Vec::new(),
        told: told_at_once(profile, new.today),
        stage: OrderStage::Issued,
    };
    let event = OrderIssued {
        order_no: order.no.to_string(),
        cause: order.cause.as_str().to_owned(),
        case_no: order.case_no.to_string(),
        department: order.department_name.clone(),
        words: order.words.clone(),
        reply_by,
        told: order.told.iter().map(|t| t.rank.clone()).collect(),
    };
    Ok((order, event))
}

/// The ranks of the first rung.
fn told_at_once(profile: &WatchProfile, today: Date) -> Vec<Told> {
    let first = profile.ladder.iter().filter(|r| r.after_workdays == 0);
    first.map(|r| Told { rank: r.rank.clone(), on: today }).collect()
}

fn by_rule(new: &NewOrder, reply_by: Date) -> String {
    let due = new.due_on.map_or_else(String::new, |d| format!("，最迟应于{}办结，至今没有办结", date_text(d)));
    let reds = if new.reds > 0 { format!("，已有红牌 {} 张", new.reds) } else { String::new() };
    format!(
        "办件 {}“{}”{due}{reds}。请于{}前答复：没有办结的原因、办结日期和责任人。",
        new.case_no,
        new.item_name,
        date_text(reply_by)
    )
}

/// The rungs that are due for an order on a day and were not told yet.
#[must_use]
pub fn rungs_due<'p>(order: &SupervisionOrder, ladder: &'p [Rung], calendar: &Calendar, today: Date) -> Vec<&'p Rung> {
    match order.stage {
        OrderStage::Issued => {}
        OrderStage::SentBack(_) | OrderStage::Replied(_) | OrderStage::Closed(..) | OrderStage::Withdrawn(_) => {
            return Vec::new();
        }
    }
    let waited = calendar.workdays_between(order.handed_on, today);
    let is_told = |rung: &Rung| order.told.iter().any(|t| t.rank == rung.rank);
    ladder.iter().filter(|r| i64::from(r.after_workdays) <= waited && !is_told(r)).collect()
}

/// Tells the next rank.
#[must_use]
pub fn escalate(order: SupervisionOrder, rung: &Rung, today: Date) -> (SupervisionOrder, OrderEscalated) {
    let event = OrderEscalated { rank: rung.rank.clone(), after_workdays: rung.after_workdays };
    let mut told = order.told;
    told.push(Told { rank: rung.rank.clone(), on: today });
    (SupervisionOrder { version: order.version + 1, told, ..order }, event)
}

/// The department's reply.
///
/// # Errors
/// No words, too many, or an order that waits for no reply.
pub fn reply(
    order: SupervisionOrder,
    text: &str,
    (by, at): (StaffId, Timestamp),
) -> Result<(SupervisionOrder, OrderReplied), Refusal> {
    match order.stage {
        OrderStage::Issued => {}
        OrderStage::SentBack(_) | OrderStage::Replied(_) | OrderStage::Closed(..) | OrderStage::Withdrawn(_) => {
            return Err(Refusal::WrongStage { now: order.stage.label(), wanted: "答复" });
        }
    }
    let text = words(text, "答复", Refusal::ReplyMissing)?;
    let event = OrderReplied { reply: text.clone() };
    let stage = OrderStage::Replied(Said { text, at, by });
    Ok((SupervisionOrder { version: order.version + 1, stage, ..order }, event))
}

/// The department sends an order back (退回督办单): not its business, or the case was finished before.
///
/// # Errors
/// No reason, too many words, or an order that waits for no reply.
pub fn send_back(
    order: SupervisionOrder,
    reason: &str,
    (by, at): (StaffId, Timestamp),
) -> Result<(SupervisionOrder, OrderSentBack), Refusal> {
    match order.stage {
        OrderStage::Issued => {}
        OrderStage::SentBack(_) | OrderStage::Replied(_) | OrderStage::Closed(..) | OrderStage::Withdrawn(_) => {
            return Err(Refusal::WrongStage { now: order.stage.label(), wanted: "退回" });
        }
    }
    let text = words(reason, "退回的原因", Refusal::ReturnReasonMissing)?;
    let event = OrderSentBack { reason: text.clone() };
    let stage = OrderStage::SentBack(Said { text, at, by });
    Ok((SupervisionOrder { version: order.version + 1, stage, ..order }, event))
}

/// Whom an order goes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recipient {
    /// Id.
    pub id: DepartmentId,
    /// Its name now.
    pub name: String,
}

/// Hands over again an order that was sent back (重新交办): to the same department, or to the one whose business it is. The
/// day for the reply and the ranks that are told count from this day; what was before stays with the order. To agree that
/// nobody need answer is to withdraw it.
///
/// # Errors
/// No reason, too many words, or an order that was not sent back.
pub fn hand_over(
    order: SupervisionOrder,
    (to, reason): (Recipient, &str),
    (profile, calendar): (&WatchProfile, &Calendar),
    today: Date,
) -> Result<(SupervisionOrder, OrderInsisted), Refusal> {
    let back = match &order.stage {
        OrderStage::SentBack(back) => back.clone(),
        OrderStage::Issued | OrderStage::Replied(_) | OrderStage::Closed(..) | OrderStage::Withdrawn(_) => {
            return Err(Refusal::WrongStage { now: order.stage.label(), wanted: "重新交办" });
        }
    };
    let reason = words(reason, "重新交办的理由", Refusal::InsistReasonMissing)?;
    let reply_by = calendar.add_workdays(today, profile.reply_workdays).on;
    let told = told_at_once(profile, today);
    let event = OrderInsisted {
        reason: reason.clone(),
        reply_by,
        department: if to.id == order.department { String::new() } else { to.name.clone() },
        told: told.iter().map(|t| t.rank.clone()).collect(),
    };
    let mut before = order.before;
    before.push(HandedBack {
        department: order.department,
        department_name: order.department_name,
        from: order.handed_on,
        reply_by: order.reply_by,
        told: order.told,
        returned: back.text,
        returned_at: back.at,
        returned_by: back.by,
        reason,
    });
    let next = SupervisionOrder {
        version: order.version + 1,
        department: to.id,
        department_name: to.name,
        stage: OrderStage::Issued,
        reply_by,
        handed_on: today,
        before,
        told,
        ..order
    };
    Ok((next, event))
}

/// Closes a replied order with what was found.
///
/// # Errors
/// No words, one's own reply, or an order without a reply.
pub fn close(
    order: SupervisionOrder,
    finding: &str,
    (by, at): (StaffId, Timestamp),
) -> Result<(SupervisionOrder, OrderClosed), Refusal> {
    let said = match &order.stage {
        OrderStage::Replied(said) if said.by == by => return Err(Refusal::OwnReply),
        OrderStage::Replied(said) => said.clone(),
        OrderStage::Issued | OrderStage::SentBack(_) | OrderStage::Closed(..) | OrderStage::Withdrawn(_) => {
            return Err(Refusal::WrongStage { now: order.stage.label(), wanted: "办结" });
        }
    };
    let text = words(finding, "核实情况", Refusal::FindingMissing)?;
    let event = OrderClosed { finding: text.clone() };
    let stage = OrderStage::Closed(said, Said { text, at, by });
    Ok((SupervisionOrder { version: order.version + 1, stage, ..order }, event))
}

/// Takes back an open order: issued by mistake, or on cards that were annulled.
///
/// # Errors
/// No reason, or an order that is over.
pub fn withdraw(
    order: SupervisionOrder,
    reason: &str,
    (by, at): (StaffId, Timestamp),
) -> Result<(SupervisionOrder, OrderWithdrawn), Refusal> {
    match order.stage {
        OrderStage::Issued | OrderStage::SentBack(_) | OrderStage::Replied(_) => {}
        OrderStage::Closed(..) | OrderStage::Withdrawn(_) => {
            return Err(Refusal::WrongStage { now: order.stage.label(), wanted: "撤回" });
        }
    }
    let text = words(reason, "撤回的原因", Refusal::WithdrawalReasonMissing)?;
    let event = OrderWithdrawn { reason: text.clone() };
    let stage = OrderStage::Withdrawn(Said { text, at, by });
    Ok((SupervisionOrder { version: order.version + 1, stage, ..order }, event))
}

/// Event: an order was issued.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderIssued {
    /// 督办单号.
    pub order_no: String,
    /// Why.
    pub cause: String,
    /// 办件编号.
    pub case_no: String,
    /// Who must reply.
    pub department: String,
    /// What is asked.
    pub words: String,
    /// Last day for the reply.
    pub reply_by: Date,
    /// Ranks that were told at once.
    pub told: Vec<String>,
}

/// Event: the next rank was told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderEscalated {
    /// Who.
    pub rank: String,
    /// After so many working days.
    pub after_workdays: u32,
}

/// Event: the department replied.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderReplied {
    /// In words.
    pub reply: String,
}

/// Event: the department sent the order back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderSentBack {
    /// Why.
    pub reason: String,
}

/// Event: it was handed over again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderInsisted {
    /// Why it is the department's.
    pub reason: String,
    /// New last day for the reply.
    pub reply_by: Date,
    /// Who has it now; empty = the same as before.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub department: String,
    /// Ranks that were told at once.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub told: Vec<String>,
}

/// Event: the order was closed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderClosed {
    /// What was found.
    pub finding: String,
}

/// Event: the order was withdrawn.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderWithdrawn {
    /// Why.
    pub reason: String,
}
