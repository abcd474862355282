//! The steps of a bad rating (差评办理): looking into it, appeal and its decision, putting right, telling, closing,
//! publishing. One path for all of them; the register of rectification moves in the same commit.

use domain::{
    base::{OrderId, ReviewId, StaffId, parse_date},
    people::{Act, Denied, Desk, Role, authorise},
    rectification::{NewOrder, Source, Subject, SubjectKind},
    reviews::{self as rules, HandlingRules, HandlingState, Rater},
};
use jiff::civil::Date;
use serde::Serialize;
use store::{
    Tx, catalogue,
    journal::{self, Entry, Stream},
    people,
    rectification::unanswered_order_of_case,
    reviews::{self as rows, AppealDecision, HandlingRow, ReviewRow},
};

use super::{ReviewRefusal, rules as county};
use crate::{
    Bureau, Failure,
    rectification::{answer_within, issue_within},
};

/// A step, with what its form holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ReviewStep {
    /// 核实: what was found, and by when it is put right; an empty day = it was done at once.
    Verify {
        /// Finding.
        finding: String,
        /// Day, or empty.
        due: String,
    },
    /// 申诉.
    Appeal {
        /// Why.
        reason: String,
    },
    /// 复核.
    Decide {
        /// Granted.
        granted: bool,
        /// Why.
        reason: String,
    },
    /// 整改.
    Rectified {
        /// What was done.
        done: String,
    },
    /// 反馈.
    FeedBack {
        /// What the person said.
        answer: String,
    },
    /// 办结.
    Close {
        /// The reply that may be published.
        reply: String,
    },
    /// 公开.
    Publish {
        /// Words of the rating as they are shown.
        words: String,
        /// The reply as it is shown.
        reply: String,
    },
}

impl ReviewStep {
    /// Who may take it.
    pub const fn act(&self) -> Act {
        match self {
            Self::Verify { .. }
            | Self::Appeal { .. }
            | Self::Rectified { .. }
            | Self::FeedBack { .. }
            | Self::Close { .. } => Act::ReviewHandle,
            Self::Decide { .. } | Self::Publish { .. } => Act::ReviewSettle,
        }
    }
}

/// Takes a step on a rating under the version that the page was made from. Returns the next version.
pub fn take_step(
    bureau: &Bureau,
    desk: &Desk,
    (id, expected): (ReviewId, i64),
    step: &ReviewStep,
    key: Option<&str>,
) -> Result<i64, Failure<ReviewRefusal>> {
    bureau.may(desk, step.act())?;
    let command = bureau.command(desk, "review.step", key, &(id, expected, step));
    let (worker, desk, step, order) = (bureau.clone(), desk.clone(), step.clone(), OrderId::new(bureau.new_id()));
    let done = bureau.db().commit(command, move |tx| -> Result<i64, Failure<ReviewRefusal>> {
        let (row, of, item_name) = rows::review(tx, worker.region(), id)?.ok_or(Failure::NotFound)?;
        let of = of.ok_or(Failure::NotFound)?;
        let department = people::department(tx, worker.region(), of.department)?.map(|d| d.name).unwrap_or_default();
        let role = authorise(&desk, step.act(), Some((of.department, &department)))?;
        let by = desk.staff.as_ref().map(|s| s.id).ok_or(Denied::NotSignedIn)?;
        if row.version != expected {
            return Err(Failure::Stale);
        }
        let row = ReviewRow { version: row.version + 1, ..row };
        let mut work = Work { bureau: &worker, tx, desk: &desk, role, by, item_name: &item_name, order };
        work.take(row, of, &step)
    })?;
    Ok(done.value)
}

struct Work<'a, 'b> {
    bureau: &'a Bureau,
    tx: &'a mut Tx<'b>,
    desk: &'a Desk,
    role: Option<Role>,
    by: StaffId,
    item_name: &'a str,
    /// Id of the order that may be opened.
    order: OrderId,
}

type Step = Result<i64, Failure<ReviewRefusal>>;

fn refused(rule: rules::Refusal) -> Failure<ReviewRefusal> {
    Failure::Refused(rule.into())
}

fn of_order(failure: Failure<domain::rectification::Refusal>) -> Failure<ReviewRefusal> {
    failure.map(ReviewRefusal::Order)
}

impl Work<'_, '_> {
    fn take(&mut self, row: ReviewRow, of: HandlingRow, step: &ReviewStep) -> Step {
        let now = self.bureau.now();
        match step {
            ReviewStep::Verify { finding, due } => self.verify(row, of, finding, due),
            ReviewStep::Appeal { reason } => {
                let (handling, event) = rules::appeal(of.handling, (self.by, now), reason).map_err(refused)?;
                self.save(&row, &HandlingRow { handling, ..of }, ("review.appealed", &event))
            }
            ReviewStep::Decide { granted, reason } => {
                let (handling, event) = rules::decide(of.handling, self.by, *granted, reason).map_err(refused)?;
                let decision = Some(AppealDecision { at: now, by: self.by, reason: event.reason.clone() });
                // Kept, marked, and out of the rates.
                let mut row = row;
                row.review.set_aside = event.granted;
                self.save(&row, &HandlingRow { handling, decision, ..of }, ("review.appeal_decided", &event))
            }
            ReviewStep::Rectified { done } => {
                let (handling, event) = rules::rectified(of.handling, now, done).map_err(refused)?;
                if let Some(order) = of.order {
                    let by = (self.desk, self.role);
                    answer_within(self.bureau, self.tx, by, (order, &event.done)).map_err(of_order)?;
                }
                let done = Some(event.done.clone());
                self.save(&row, &HandlingRow { handling, done, ..of }, ("review.rectified", &event))
            }
            ReviewStep::FeedBack { answer } => {
                let (handling, mut event) = rules::feed_back(of.handling, answer).map_err(refused)?;
                let region = self.bureau.region();
                let key = people::open_key(self.tx, region, self.bureau.vault(), row.person)?;
                let sealed = key.map(|k| k.seal(region, "review_answer", &event.answer, self.bureau.rng()));
                // What a person said is sealed in the row and stands nowhere else.
                event.answer.clear();
                let answer = Some((sealed, now));
                self.save(&row, &HandlingRow { handling, answer, ..of }, ("review.fed_back", &event))
            }
            ReviewStep::Close { reply } => {
                let (handling, event) = rules::close(of.handling, reply).map_err(refused)?;
                let reply = Some(event.reply.clone());
                self.save(&row, &HandlingRow { handling, reply, ..of }, ("review.closed", &event))
            }
            ReviewStep::Publish { words, reply } => {
                let (handling, event) = rules::publish(of.handling, (self.by, now), (words, reply)).map_err(refused)?;
                self.save(&row, &HandlingRow { handling, ..of }, ("review.published", &event))
            }
        }
    }

    /// What cannot be put right at once becomes an order on the register.
    fn verify(&mut self, row: ReviewRow, of: HandlingRow, finding: &str, due: &str) -> Step {
        let today = self.bureau.today();
        let due = match due.trim() {
            "" => None,
            text => Some(parse_date(text).map_err(|flaw| Failure::Refused(ReviewRefusal::Day(flaw)))?),
        };
        // By the rules of the day on which it came in.
        let edition = county::on(self.tx, self.bureau.region(), of.opened_on)?;
        let latest = self.bureau.calendar(self.tx)?.add_workdays(today, edition.rules().fix_workdays).on;
        let ground = HandlingRules { today, latest };
        let (handling, event) =
            rules::verify(of.handling, (self.by, self.bureau.now()), finding, due, &ground).map_err(refused)?;
        let mut order = of.order;
        match (event.due, order) {
            // The order that the call opened is the one.
            (Some(_), Some(_)) | (None, None) => {}
            (Some(due), None) => order = Some(self.order_for(&row, &edition.rules().requirement, due)?),
            // Done at once: the order of the call has its answer.
            (None, Some(known)) => {
                let by = (self.desk, self.role);
                answer_within(self.bureau, self.tx, by, (known, &event.finding)).map_err(of_order)?;
            }
        }
        // Done at once: the finding says what.
        let done = event.due.is_none().then(|| event.finding.clone());
        self.save(&row, &HandlingRow { handling, order, done, ..of }, ("review.verified", &event))
    }

    /// The order says what was rated and never whose case it is where the rating is anonymous.
    fn order_for(&mut self, row: &ReviewRow, requirement: &str, due: Date) -> Result<OrderId, Failure<ReviewRefusal>> {
        let region = self.bureau.region();
        // A low answer on the telephone has its order already. Of an anonymous rating nobody may find the case by it.
        if row.review.rater == Rater::Named {
            let sources = [Source::FollowUp, Source::Review];
            if let Some(known) = unanswered_order_of_case(self.tx, region, row.review.case, sources)? {
                return Ok(known);
            }
        }
        let subject = match row.review.rater {
            Rater::Named => Subject {
                kind: SubjectKind::Case,
                key: row.review.case.to_string(),
                name: format!("{}（{}）", self.item_name, row.case_no),
            },
            Rater::Anonymous => {
                let name = catalogue::item(self.tx, region, row.item)?
                    .map_or_else(|| self.item_name.to_owned(), |i| i.content.name);
                Subject { kind: SubjectKind::Item, key: row.item.to_string(), name }
            }
        };
        let new = NewOrder {
            source: Source::Review,
            source_ref: row.id.to_string(),
            subject,
            department: Some(row.department),
            unit_name: String::new(),
            blocker: String::new(),
            requirement: requirement.to_owned(),
            was: format!("评价：{}", row.review.level.label()),
        };
        let stamp = self.desk.stamp(self.bureau.now(), self.role);
        let id = (self.order, self.by, due);
        issue_within(self.bureau, self.tx, &stamp, &new, id).map_err(of_order).map(|o| o.id)
    }

    fn save(&mut self, row: &ReviewRow, of: &HandlingRow, event: (&'static str, &impl Serialize)) -> Step {
        let region = self.bureau.region();
        let entry = Entry::new(Stream::review(row.id), row.version - 1, event.0, event.1)
            .with(rows::review_change(region, row))
            .with(rows::handling_change(region, of));
        journal::append(self.tx, region, &self.desk.stamp(self.bureau.now(), self.role), entry)?;
        Ok(row.version)
    }
}

/// What the loop tells of its order when that is checked (销号): whoever rated was told, or not yet.
pub fn prove_order(
    bureau: &Bureau,
    order: &domain::rectification::Order,
) -> Result<domain::rectification::Proof, store::StoreError> {
    use domain::rectification::{Condition, Proof};
    let told = |condition, effect: &str| Proof { condition, effect: effect.to_owned() };
    let found = bureau.db().read(|tx| rows::review_of_order(tx, bureau.region(), order.id))?;
    let Some((row, Some(of), _)) = found else { return Ok(Proof::judged()) };
    let again = row.review.again.map(|l| format!("，再次评价：{}", l.label())).unwrap_or_default();
    Ok(match &of.handling.state {
        HandlingState::FedBack(..) | HandlingState::Closed(..) => told(Condition::Met, &format!("已反馈评价人{again}")),
        HandlingState::SetAside(_) => told(Condition::Met, "申诉成立，不再要求整改"),
        HandlingState::Rectified(..) => told(Condition::NotMet, "已整改，还没有反馈评价人"),
        HandlingState::Rectifying(_) | HandlingState::Verifying | HandlingState::Appealed(_) => {
            told(Condition::NotMet, "还没有登记整改")
        }
    })
}
