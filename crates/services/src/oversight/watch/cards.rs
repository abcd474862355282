//! Cards as a list, and one with all that was said about it.

use std::iter;

use domain::{
    base::{CardId, DepartmentId},
    cases::CaseNo,
    oversight::watch::{self as rules, Card, CardStage, Level, Point, SupervisionOrder},
    people::{Act, Desk, authorise},
};
use jiff::civil::Date;
use store::{
    StoreError, cases,
    journal::{self, EventRow, Stream},
    oversight::watch::{self as rows, CardFilter, CardState, CardTally, Whose},
    people,
};

use super::{
    board::{WINDOW, names},
    rules::rules_on,
    step::{may_dispute, sees, sight},
};
use crate::{Bureau, Failure, Never};

/// Stands for the hall's own windows where a department may be named.
pub const OF_WINDOW: i64 = 0;

/// What the filter row holds.
#[derive(Debug, Clone, Copy, Default)]
pub struct CardForm {
    /// Which part.
    pub state: CardState,
    /// One department, or [`OF_WINDOW`].
    pub department: Option<i64>,
    /// One level.
    pub level: Option<Level>,
    /// One watched point.
    pub point: Option<Point>,
    /// Key of the page before: day and id.
    pub before: Option<(Date, i64)>,
    /// Lines, at most 1,000.
    pub limit: u32,
}

/// One line.
#[derive(Debug, Clone)]
pub struct CardLine {
    /// The card.
    pub card: Card,
    /// Its department's name.
    pub department: String,
}

/// A page of the list.
#[derive(Debug, Clone)]
pub struct CardList {
    /// Lines, the newest first.
    pub lines: Vec<CardLine>,
    /// Key of the next page, if there is one.
    pub next: Option<(Date, i64)>,
    /// All parts in figures, under the same filter but the state.
    pub counts: CardTally,
    /// Departments to narrow by, within reach.
    pub departments: Vec<(i64, String)>,
}

/// The cards that whoever sits here may see: a department its own.
pub fn list_cards(bureau: &Bureau, desk: &Desk, form: &CardForm) -> Result<CardList, Failure<Never>> {
    let sight = sight(desk)?;
    let all = sight == Whose::All;
    let narrowed = match (sight, form.department) {
        (Whose::All, Some(OF_WINDOW)) => Whose::Window,
        (Whose::All, Some(id)) => Whose::Department(DepartmentId::new(id)),
        (sight, _) => sight,
    };
    let filter = CardFilter { state: form.state, whose: narrowed, level: form.level, point: form.point, since: None };
    let limit = i64::from(form.limit.clamp(1, 1_000));
    let region = bureau.region();
    Ok(bureau.db().read(|tx| {
        let names = names(tx, region)?;
        let mut found = rows::cards(tx, region, &filter, form.before, limit + 1)?;
        let more = found.len() as i64 > limit;
        found.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
        let next = found.last().filter(|_| more).map(|c| (c.given_on, c.id.get()));
        let mut counts = CardTally::default();
        for (_, tally) in rows::card_tallies(tx, region, &filter)? {
            counts.add(&tally);
        }
        let lines = found
            .into_iter()
            .map(|card| CardLine { department: whose(&card, names.get(&card.department)), card })
            .collect();
        let departments = match all {
            true => iter::once((OF_WINDOW, WINDOW.to_owned()))
                .chain(names.into_iter().map(|(id, name)| (id.get(), name)))
                .collect(),
            false => Vec::new(),
        };
        Ok(CardList { lines, next, counts, departments })
    })?)
}

/// Who was late, in words.
fn whose(card: &Card, department: Option<&String>) -> String {
    if card.at_window { WINDOW.to_owned() } else { department.cloned().unwrap_or_default() }
}

/// The cards of a case for whoever may see them, in the order in which they were given; no reminders. Empty for others.
pub fn cards_of(bureau: &Bureau, desk: &Desk, no: &str) -> Result<Vec<CardLine>, Failure<Never>> {
    if bureau.may(desk, Act::CardView).is_err() {
        return Ok(Vec::new());
    }
    let Ok(no) = CaseNo::parse(no) else { return Ok(Vec::new()) };
    let region = bureau.region();
    Ok(bureau.db().read(|tx| {
        let Some((case, _)) = cases::case_by_no(tx, region, &no)? else { return Ok(Vec::new()) };
        let mut out = Vec::new();
        for card in rows::cards_of_case(tx, region, case.id)? {
            let is_card = card.reached.level != Level::Reminder;
            if is_card && sees(bureau, tx, desk, &card) {
                let department = people::department(tx, region, card.department)?.map(|d| d.name);
                out.push(CardLine { department: whose(&card, department.as_ref()), card });
            }
        }
        Ok::<_, StoreError>(out)
    })?)
}

/// A card with what stands around it.
#[derive(Debug, Clone)]
pub struct CardView {
    /// The card.
    pub card: Card,
    /// Its department's name.
    pub department: String,
    /// Word of the stage in which its case is now.
    pub case_stage: String,
    /// The last day of the case as it is now; another than the card's where it was extended or stopped.
    pub due_now: Option<Date>,
    /// The department's system that has the case.
    pub system: Option<String>,
    /// Its events in order.
    pub history: Vec<EventRow>,
    /// All cards of the case, this one among them; no reminders.
    pub cards: Vec<Card>,
    /// Supervision orders about the case.
    pub orders: Vec<SupervisionOrder>,
    /// The last day to dispute it.
    pub dispute_until: Date,
    /// The desk may dispute it now.
    pub may_dispute: bool,
    /// The desk may say in public why it is late.
    pub may_explain: bool,
    /// The desk may rule on its dispute now.
    pub may_rule: bool,
    /// The desk may annul it though nobody disputed it.
    pub may_annul: bool,
}

/// One card. One that the asker may not see looks like one that is not there.
pub fn card(bureau: &Bureau, desk: &Desk, id: i64) -> Result<CardView, Failure<Never>> {
    bureau.may(desk, Act::CardView)?;
    let (region, today) = (bureau.region(), bureau.today());
    let found = bureau.db().read(|tx| {
        let Some(card) = rows::card(tx, region, CardId::new(id))? else { return Ok(None) };
        if !sees(bureau, tx, desk, &card) {
            return Ok(None);
        }
        let Some((case, _)) = cases::case(tx, region, card.case)? else { return Ok(None) };
        let own = people::department(tx, region, card.department)?.map(|d| d.name);
        let department = whose(&card, own.as_ref());
        let (profile, calendar) = (rules_on(tx, region, today)?, bureau.calendar(tx)?);
        let answers = authorise(desk, Act::OversightAnswer, Some((card.department, &department))).is_ok();
        let disputes = may_dispute::<Never>(bureau, tx, desk, &card).is_ok();
        let rules_it = authorise(desk, Act::OversightRule, None).is_ok();
        let is_card = card.reached.level != Level::Reminder;
        let dispute_until = rules::dispute_until(&card, &profile, &calendar);
        let by = desk.staff.as_ref().map(|s| s.id);
        let (given, disputed) = match &card.stage {
            CardStage::Given => (is_card, false),
            CardStage::Disputed(said) => (false, Some(said.by) != by),
            CardStage::Upheld(..) | CardStage::Annulled(..) => (false, false),
        };
        let late = (card.reached.point, card.reached.level) == (Point::Whole, Level::Red) && card.counts();
        Ok(Some(CardView {
            department,
            case_stage: case.stage.as_str().to_owned(),
            due_now: case.due().on,
            system: case.elsewhere.as_ref().map(|e| e.system.clone()),
            history: journal::history(tx, region, &Stream::card(card.id))?,
            cards: rows::cards_of_case(tx, region, card.case)?
                .into_iter()
                .filter(|c| c.reached.level != Level::Reminder && sees(bureau, tx, desk, c))
                .collect(),
            // Orders are not for the windows.
            orders: if authorise(desk, Act::OversightView, None).is_ok() {
                rows::supervision_orders_of_case(tx, region, card.case)?
            } else {
                Vec::new()
            },
            may_dispute: disputes && given && today <= dispute_until,
            may_explain: answers && late,
            may_rule: rules_it && disputed,
            may_annul: rules_it && given,
            dispute_until,
            card,
        }))
    })?;
    found.ok_or(Failure::NotFound)
}
