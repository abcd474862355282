//! The run of the watch (电子监察运行): looks at every case that may have reached a level, gives what is due and was not
//! given, issues the supervision orders that follow and tells the next rank. As a job, on demand, or dry.
//!
//! What is due follows from the facts, so it may run as often as it likes, and a dry run lists what the next one does.

use domain::{
    base::{Calendar, CardId, CaseId, DepartmentId, SupervisionId, shanghai_day, shanghai_midnight},
    cases::Case,
    catalogue::OnlineDepth,
    oversight::watch::{
        self as rules, Card, Cause, Clock, Level, NewCard, NewOrder, Point, Reached, SupervisionNo, WatchProfile,
    },
    people::{Act, Desk, Role},
};
use jiff::{ToSpan as _, civil::Date};
use serde::Serialize;
use store::{
    StoreError, Tx, cases, catalogue,
    oversight::{self as facts, watch as rows},
    people,
};

use super::{
    board::WINDOW,
    rules::rules_on,
    step::{save_card, save_order},
};
use crate::{Bureau, Failure};

/// Cases that are read in one transaction.
const SHARE: usize = 500;

/// What a run is asked for.
#[derive(Debug, Clone, Copy, Default)]
pub struct RunForm {
    /// The day whose levels are looked at; none = today.
    pub on: Option<Date>,
    /// Nothing is written.
    pub dry_run: bool,
}

/// Why a run was not done.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RunRefusal {
    /// A day that is not over cannot have brought a card.
    #[error("{0} 还没有到，只能试算，不能发牌")]
    Future(Date),
}

impl RunRefusal {
    /// Stable code for programs.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Future(_) => "future_day",
        }
    }
}

/// A reminder or a card that was given, or would be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct GivenCard {
    /// 办件编号.
    pub case_no: String,
    /// What was applied for.
    pub item: String,
    /// Whose card it is.
    pub department: String,
    /// Word of the watched point.
    pub point: &'static str,
    /// Word of the level.
    pub level: &'static str,
    /// The step's last day.
    pub due_on: Date,
    /// The first day on which the level held.
    pub reached_on: Date,
}

/// A supervision order that was issued, or would be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct IssuedOrder {
    /// 督办单号; none in a dry run.
    pub no: Option<String>,
    /// Word of the cause.
    pub cause: &'static str,
    /// 办件编号.
    pub case_no: String,
    /// Who must reply.
    pub department: String,
}

/// A rank that was told of an order, or would be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ToldRank {
    /// 督办单号.
    pub no: String,
    /// Who.
    pub rank: String,
}

/// What a run did, or would do.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Run {
    /// Cases that were looked at.
    pub looked_at: u64,
    /// Reminders and cards.
    pub cards: Vec<GivenCard>,
    /// Supervision orders.
    pub orders: Vec<IssuedOrder>,
    /// Ranks that were told of orders that wait.
    pub told: Vec<ToldRank>,
}

impl Run {
    /// How many of one level.
    pub fn count(&self, level: Level) -> usize {
        self.cards.iter().filter(|c| c.level == level.as_str()).count()
    }
}

/// What is the same for all cases of a run.
#[derive(Clone)]
struct Ground {
    bureau: Bureau,
    desk: Desk,
    role: Option<Role>,
    on: Date,
    profile: WatchProfile,
    calendar: std::sync::Arc<Calendar>,
}

/// What a case is due.
struct Due {
    case: Case,
    kept: Vec<Card>,
    cards: Vec<Reached>,
    order: Option<(Cause, Option<Date>)>,
}

impl Due {
    fn is_nothing(&self) -> bool {
        self.cards.is_empty() && self.order.is_none()
    }
}

/// Runs the watch.
pub fn run(bureau: &Bureau, desk: &Desk, form: &RunForm) -> Result<Run, Failure<RunRefusal>> {
    let role = bureau.may(desk, Act::OversightRule)?;
    let (region, today) = (*bureau.region(), bureau.today());
    let on = form.on.unwrap_or(today);
    if on > today && !form.dry_run {
        return Err(Failure::Refused(RunRefusal::Future(on)));
    }
    let (ground, looked_at) = bureau.db().read(|tx| {
        let profile = rules_on(tx, &region, on)?;
        let from = on.saturating_sub(i64::from(profile.look_back_days).days());
        let ids = rows::cases_to_watch(tx, &region, (shanghai_midnight(from), from))?;
        let calendar = bureau.calendar(tx)?;
        Ok((Ground { bureau: bureau.clone(), desk: desk.clone(), role, on, profile, calendar }, ids))
    })?;
    let mut out = Run { looked_at: looked_at.len() as u64, ..Run::default() };
    for share in looked_at.chunks(SHARE) {
        let due = bureau.db().read(|tx| ground.share(tx, share))?;
        for one in due {
            if form.dry_run {
                let would = bureau.db().read(|tx| ground.told(tx, &one))?;
                out.cards.extend(would.0);
                out.orders.extend(would.1);
            } else {
                let (worker, id) = (ground.clone(), one.case.id);
                // Looked at again inside: somebody may have acted meanwhile.
                let (cards, order) = bureau.db().write(move |tx| worker.give(tx, id))?;
                out.cards.extend(cards);
                out.orders.extend(order);
            }
        }
    }
    ground.escalate(form.dry_run, &mut out)?;
    if !form.dry_run {
        bureau.forget_boards();
    }
    Ok(out)
}

impl Ground {
    /// What the cases of a share are due; those that are due nothing are left out.
    fn share(&self, tx: &mut Tx<'_>, ids: &[CaseId]) -> Result<Vec<Due>, StoreError> {
        let mut out = Vec::new();
        for id in ids {
            out.extend(self.look(tx, *id)?.filter(|due| !due.is_nothing()));
        }
        Ok(out)
    }

    /// What a case is due beyond what it has.
    fn look(&self, tx: &mut Tx<'_>, id: CaseId) -> Result<Option<Due>, StoreError> {
        let region = self.bureau.region();
        let Some((case, _)) = cases::case(tx, region, id)? else { return Ok(None) };
        let taken_up = self.taken_up(tx, &case)?;
        let mut reached = rules::reached((&case, taken_up), &self.profile, &self.calendar, self.on);
        reached.extend(self.papers_taken(tx, &case)?);
        if reached.is_empty() {
            return Ok(Some(Due { case, kept: Vec::new(), cards: Vec::new(), order: None }));
        }
        let kept = rows::cards_of_case(tx, region, id)?;
        let cards: Vec<Reached> = reached.into_iter().filter(|r| !kept.iter().any(|card| card.stands_for(r))).collect();
        let order = self.order(tx, &case, &kept, &cards)?;
        Ok(Some(Due { case, kept, cards, order }))
    }

    /// Papers for what was promised online; the item is looked up where that is watched.
    fn papers_taken(&self, tx: &mut Tx<'_>, case: &Case) -> Result<Option<Reached>, StoreError> {
        // As if it were promised: what is not reached even so needs no item.
        let found = rules::papers_taken(case, true, &self.profile, self.on);
        let Some(found) = found else { return Ok(None) };
        let item = catalogue::item_at(tx, self.bureau.region(), case.item_id, case.item_version)?;
        let wholly = item.is_some_and(|i| i.content.standing.online_depth == Some(OnlineDepth::L4));
        Ok(wholly.then_some(found))
    }

    /// The day on which a case that is decided by now was taken up, where the county watches a step that asks for it.
    fn taken_up(&self, tx: &mut Tx<'_>, case: &Case) -> Result<Option<Date>, StoreError> {
        let asked = [Point::Handing, Point::Review].iter().any(|p| self.profile.rule(*p).is_some());
        if !asked || case.stage.decision().is_none() {
            return Ok(None);
        }
        Ok(facts::taken_up_at(tx, self.bureau.region(), case.id)?.map(shanghai_day))
    }

    /// The order that the rules make, once for a case and none beside an open one.
    fn order(
        &self,
        tx: &mut Tx<'_>,
        case: &Case,
        kept: &[Card],
        new: &[Reached],
    ) -> Result<Option<(Cause, Option<Date>)>, StoreError> {
        let clocks = rules::clocks_of(case, None, &self.profile, &self.calendar);
        let whole: Option<&Clock> = clocks.iter().find(|c| c.point == Point::Whole);
        let mut all = kept.to_vec();
        all.extend(new.iter().map(|r| self.card(case, *r, CardId::new(0)).0));
        let Some(cause) = rules::due_order(&all, whole, &self.profile, &self.calendar, self.on) else {
            return Ok(None);
        };
        let had = rows::supervision_orders_of_case(tx, self.bureau.region(), case.id)?;
        let stays = had.iter().any(|o| o.cause != Cause::ByHand || o.stage.is_open());
        Ok((!stays).then_some((cause, whole.map(|c| c.due_on))))
    }

    fn card(&self, case: &Case, reached: Reached, id: CardId) -> (Card, rules::CardGiven) {
        let new = NewCard {
            id,
            case: case.id,
            case_no: case.no.clone(),
            item_name: case.item_name.clone(),
            department: responsible(case, reached.point),
            at_window: is_of_window(case, reached.point),
            profile_version: self.profile.version,
            at: self.bureau.now(),
            today: self.bureau.today(),
        };
        rules::give(reached, new)
    }

    /// Gives what is due to a case.
    fn give(&self, tx: &mut Tx<'_>, id: CaseId) -> Result<(Vec<GivenCard>, Option<IssuedOrder>), StoreError> {
        let Some(due) = self.look(tx, id)? else { return Ok((Vec::new(), None)) };
        let (bureau, now) = (&self.bureau, self.bureau.now());
        for reached in &due.cards {
            let (card, event) = self.card(&due.case, *reached, CardId::new(bureau.new_id()));
            save_card(bureau, tx, (&self.desk, self.role), &card, ("oversight.card_given", &event), now)?;
        }
        let (cards, order) = self.told(tx, &due)?;
        let (Some(mut order), Some((cause, due_on))) = (order, due.order) else { return Ok((cards, None)) };
        let no = SupervisionNo::new(
            bureau.today().year(),
            rows::take_supervision_number(tx, bureau.region(), bureau.today().year())?,
        );
        let new_reds = due.cards.iter().filter(|r| r.level == Level::Red).count();
        let kept_reds = due.kept.iter().filter(|c| c.reached.level == Level::Red && c.counts()).count();
        let new = NewOrder {
            id: SupervisionId::new(bureau.new_id()),
            no,
            cause,
            case: due.case.id,
            case_no: due.case.no.clone(),
            item_name: due.case.item_name.clone(),
            department: due.case.department,
            department_name: order.department.clone(),
            reds: new_reds + kept_reds,
            due_on,
            words: String::new(),
            at: now,
            today: bureau.today(),
            by: None,
        };
        let Ok((issued, event)) = rules::issue(new, &self.profile, &self.calendar) else { return Ok((cards, None)) };
        save_order(bureau, tx, (&self.desk, self.role), &issued, ("oversight.order_issued", &event), now)?;
        order.no = Some(no.to_string());
        Ok((cards, Some(order)))
    }

    /// What is due to a case, in words.
    fn told(&self, tx: &mut Tx<'_>, due: &Due) -> Result<(Vec<GivenCard>, Option<IssuedOrder>), StoreError> {
        let region = self.bureau.region();
        let mut name = |id: DepartmentId| -> Result<String, StoreError> {
            Ok(people::department(tx, region, id)?.map(|d| d.name).unwrap_or_default())
        };
        let mut cards = Vec::with_capacity(due.cards.len());
        for reached in &due.cards {
            cards.push(GivenCard {
                case_no: due.case.no.to_string(),
                item: due.case.item_name.clone(),
                department: match is_of_window(&due.case, reached.point) {
                    true => WINDOW.to_owned(),
                    false => name(responsible(&due.case, reached.point))?,
                },
                point: reached.point.as_str(),
                level: reached.level.as_str(),
                due_on: reached.due_on,
                reached_on: reached.on,
            });
        }
        let order = match due.order {
            Some((cause, _)) => Some(IssuedOrder {
                no: None,
                cause: cause.as_str(),
                case_no: due.case.no.to_string(),
                department: name(due.case.department)?,
            }),
            None => None,
        };
        Ok((cards, order))
    }

    /// Tells the ranks whose turn has come.
    fn escalate(&self, dry_run: bool, out: &mut Run) -> Result<(), StoreError> {
        let (db, region) = (self.bureau.db(), *self.bureau.region());
        for order in db.read(|tx| rows::waiting_supervision_orders(tx, &region))? {
            let due = rules::rungs_due(&order, &self.profile.ladder, &self.calendar, self.on);
            let told = |ranks: Vec<String>| {
                ranks.into_iter().map(|rank| ToldRank { no: order.no.to_string(), rank }).collect::<Vec<_>>()
            };
            if due.is_empty() {
                continue;
            }
            if dry_run {
                out.told.extend(told(due.iter().map(|r| r.rank.clone()).collect()));
                continue;
            }
            let (worker, id) = (self.clone(), order.id);
            let ranks = db.write(move |tx| worker.tell(tx, id))?;
            out.told.extend(told(ranks));
        }
        Ok(())
    }

    fn tell(&self, tx: &mut Tx<'_>, id: SupervisionId) -> Result<Vec<String>, StoreError> {
        let Some(mut order) = rows::supervision_order(tx, self.bureau.region(), id)? else { return Ok(Vec::new()) };
        let mut ranks = Vec::new();
        for rung in rules::rungs_due(&order.clone(), &self.profile.ladder, &self.calendar, self.on) {
            let (next, event) = rules::escalate(order, rung, self.bureau.today());
            let who = (&self.desk, self.role);
            save_order(&self.bureau, tx, who, &next, ("oversight.order_escalated", &event), self.bureau.now())?;
            ranks.push(rung.rank.clone());
            order = next;
        }
        Ok(ranks)
    }
}

/// Whether the hall's own window is late: it took the papers in and belongs to no department. What another system
/// received is that department's.
fn is_of_window(case: &Case, point: Point) -> bool {
    matches!(point, Point::Answer | Point::Online) && case.accepting_department.is_none() && case.elsewhere.is_none()
}

/// Whose card it is: whoever took the papers in gives the first answer and asks for papers, everything else is of who
/// decides.
fn responsible(case: &Case, point: Point) -> DepartmentId {
    match point {
        Point::Answer | Point::Online => case.accepting_department.unwrap_or(case.department),
        Point::Whole
        | Point::Handing
        | Point::Review
        | Point::Decision
        | Point::Certificate
        | Point::Delivery
        | Point::Reasons => case.department,
    }
}
