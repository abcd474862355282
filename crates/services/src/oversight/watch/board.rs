//! The board of the watch (监察看板): what burns today and this week, by department, with cards and orders; and on which
//! days the rest falls due.

use std::{collections::BTreeMap, sync::Arc};

use domain::{
    base::{Calendar, DepartmentId, Region},
    people::{Act, Desk, Reach, reach},
};
use jiff::{ToSpan as _, civil::Date};
use store::{
    StoreError, Tx, cases,
    oversight::watch::{self as rows, CardFilter, CardTally, OpenClock, SupervisionFilter, SupervisionTally, Whose},
    people,
};

use crate::{Bureau, Failure, Never};

/// Weeks of the heat-map, this one first.
const WEEKS: i32 = 5;
/// Cases that are named; the rest stands in the counts.
const NAMED: usize = 50;

/// Counts of some open cases, cards and orders.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct BoardCounts {
    /// Accepted, result not entered.
    pub open: u64,
    /// Past their last day; none whose clock stands.
    pub overdue: u64,
    /// Due today.
    pub today: u64,
    /// Due from today to Sunday.
    pub week: u64,
    /// 特别程序 stops their clock.
    pub standing: u64,
    /// Cards since the first of the month.
    pub cards: CardTally,
    /// Supervision orders, all of them.
    pub orders: SupervisionTally,
}

impl BoardCounts {
    fn add(&mut self, other: &Self) {
        self.open += other.open;
        self.overdue += other.overdue;
        self.today += other.today;
        self.week += other.week;
        self.standing += other.standing;
        self.cards.add(&other.cards);
        self.orders.add(&other.orders);
    }
}

/// The hall's own window, which belongs to no department.
pub(super) const WINDOW: &str = "政务大厅综合窗口";

/// A department's line.
#[derive(Debug, Clone)]
pub struct BoardLine {
    /// Department; `None` = the hall's own window, which has cards of first answers alone.
    pub id: Option<DepartmentId>,
    /// Its name.
    pub name: String,
    /// Its counts.
    pub counts: BoardCounts,
}

/// One day of the heat-map.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DueDay {
    /// The day.
    pub on: Date,
    /// So many cases are due on it.
    pub count: u32,
    /// The hall is closed.
    pub closed: bool,
}

/// A case that is due today or past its day.
#[derive(Debug, Clone)]
pub struct DueLine {
    /// 办件编号.
    pub case_no: String,
    /// What was applied for.
    pub item_name: String,
    /// Who decides.
    pub department: String,
    /// Whom it waits for.
    pub waiting_for: String,
    /// Its last day.
    pub due_on: Date,
    /// Working days over; 0 on the day itself and until a working day has passed.
    pub over: i64,
}

/// The board.
#[derive(Debug, Clone)]
pub struct Board {
    /// The day it was made.
    pub today: Date,
    /// The one department it is about.
    pub department: Option<(DepartmentId, String)>,
    /// All of it.
    pub all: BoardCounts,
    /// By department, the most overdue first.
    pub lines: Vec<BoardLine>,
    /// On which days cases are due, from Monday of this week.
    pub days: Vec<DueDay>,
    /// Those that are due today or over, the longest over first.
    pub due: Vec<DueLine>,
}

/// The board of the county, or of one department, up to a minute old; an approver sees the own department's.
pub fn board(bureau: &Bureau, desk: &Desk, department: Option<i64>) -> Result<Board, Failure<Never>> {
    let department = match reach(desk, Act::OversightView)? {
        Reach::County => department.map(DepartmentId::new),
        Reach::Department(own) => Some(own),
        // A department that there is none of has nothing to show.
        Reach::Nothing => Some(DepartmentId::new(0)),
    };
    let (region, today, now) = (bureau.region(), bureau.today(), bureau.now());
    if let Some(known) = bureau.boards(|kept| kept.board((department, today), now)) {
        return Ok(Board::clone(&known));
    }
    let found = bureau.db().read(|tx| {
        let names = names(tx, region)?;
        let of = match department {
            Some(id) => match names.get(&id) {
                Some(name) => Some((id, name.clone())),
                None if id.get() == 0 => None,
                None => return Ok(None),
            },
            None => None,
        };
        let calendar = bureau.calendar(tx)?;
        let running = running(tx, region, department)?;
        let due = due_lines(tx, region, &running, (&names, &calendar), today)?;
        let mut lines = counted(tx, region, &running, (department, today))?;
        let mut all = BoardCounts::default();
        lines.values().for_each(|counts| all.add(counts));
        let mut lines: Vec<BoardLine> = std::mem::take(&mut lines)
            .into_iter()
            .map(|(id, counts)| {
                let name = match id {
                    Some(id) => names.get(&id).cloned().unwrap_or_default(),
                    None => WINDOW.to_owned(),
                };
                BoardLine { id, name, counts }
            })
            .collect();
        lines.sort_by(|a, b| {
            (b.counts.overdue, b.counts.today, &a.name).cmp(&(a.counts.overdue, a.counts.today, &b.name))
        });
        Ok(Some(Board { today, department: of, all, lines, days: days(&running, &calendar, today), due }))
    })?;
    let found: Board = found.ok_or(Failure::NotFound)?;
    bureau.boards(|kept| kept.keep_board((department, today), now, Arc::new(found.clone())));
    Ok(found)
}

/// Names of departments by id.
pub(super) fn names(tx: &mut Tx<'_>, region: &Region) -> Result<BTreeMap<DepartmentId, String>, StoreError> {
    Ok(people::departments(tx, region)?.into_iter().map(|d| (d.id, d.name)).collect())
}

/// Open clocks, each with whether it stands now.
type Running = Vec<(OpenClock, bool)>;

fn running(tx: &mut Tx<'_>, region: &Region, department: Option<DepartmentId>) -> Result<Running, StoreError> {
    let mut out = Vec::new();
    for clock in rows::open_clocks(tx, region, department)? {
        // A row does not tell a special procedure, which stops the clock, from a hold, which does not.
        let stands = clock.stage == "suspended"
            && cases::case(tx, region, clock.case)?.is_some_and(|(case, _)| case.stage.is_stopped());
        out.push((clock, stands));
    }
    Ok(out)
}

fn counted(
    tx: &mut Tx<'_>,
    region: &Region,
    running: &Running,
    (department, today): (Option<DepartmentId>, Date),
) -> Result<BTreeMap<Option<DepartmentId>, BoardCounts>, StoreError> {
    let sunday = today.saturating_add(i64::from(6 - today.weekday().to_monday_zero_offset()).days());
    let mut out: BTreeMap<Option<DepartmentId>, BoardCounts> = BTreeMap::new();
    for (clock, stands) in running {
        let counts = out.entry(Some(clock.department)).or_default();
        counts.open += 1;
        if *stands {
            counts.standing += 1;
            continue;
        }
        let Some(due) = clock.due_on else { continue };
        counts.overdue += u64::from(due < today);
        counts.today += u64::from(due == today);
        counts.week += u64::from((today..=sunday).contains(&due));
    }
    let whose = department.map_or(Whose::All, Whose::Department);
    let cards = CardFilter { whose, since: Some(today.first_of_month()), ..CardFilter::default() };
    for (id, tally) in rows::card_tallies(tx, region, &cards)? {
        out.entry(id).or_default().cards = tally;
    }
    let orders = SupervisionFilter { department, ..SupervisionFilter::default() };
    for (id, tally) in rows::supervision_tallies(tx, region, &orders, today)? {
        out.entry(Some(id)).or_default().orders = tally;
    }
    Ok(out)
}

fn due_lines(
    tx: &mut Tx<'_>,
    region: &Region,
    running: &Running,
    (names, calendar): (&BTreeMap<DepartmentId, String>, &Calendar),
    today: Date,
) -> Result<Vec<DueLine>, StoreError> {
    let mut out = Vec::new();
    // They come by last day.
    let burning = running.iter().filter(|(c, stands)| !stands && c.due_on.is_some_and(|d| d <= today));
    for (clock, _) in burning.take(NAMED) {
        let (Some((case, _)), Some(due_on)) = (cases::case(tx, region, clock.case)?, clock.due_on) else { continue };
        let department = names.get(&case.department).cloned().unwrap_or_default();
        let system = case.elsewhere.as_ref().map(|e| e.system.as_str());
        out.push(DueLine {
            case_no: case.no.to_string(),
            waiting_for: case.waiting().label_with(&department, system),
            over: calendar.workdays_between(due_on, today).max(0),
            item_name: case.item_name,
            department,
            due_on,
        });
    }
    Ok(out)
}

fn days(running: &Running, calendar: &Calendar, today: Date) -> Vec<DueDay> {
    let mut due: BTreeMap<Date, u32> = BTreeMap::new();
    for day in running.iter().filter(|(_, stands)| !stands).filter_map(|(c, _)| c.due_on) {
        *due.entry(day).or_default() += 1;
    }
    let monday = today.saturating_sub(i64::from(today.weekday().to_monday_zero_offset()).days());
    (0..WEEKS * 7)
        .map(|n| monday.saturating_add(n.days()))
        .map(|on| DueDay { on, count: due.get(&on).copied().unwrap_or(0), closed: !calendar.is_workday(on).is_yes() })
        .collect()
}
