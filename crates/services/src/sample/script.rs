//! What happens to each sample case and when (样例办件的剧本): drawn before anything is written, so that
//! all acts can be played in the order of time.
//!
//! Deliberately not here: doing it. Every act goes through its use case in `cases`.

use domain::{
    base::Rng,
    cases::{ApplicantKind, DeliveryWay},
    catalogue::{CaseKind, Clients},
};

use super::{
    catalogue::Listed,
    days::{Moment, minutes_later, office_moment},
    tables::TableFault,
    visitors::{Ground, VisitRow},
};

/// Working days that the cases reach back.
pub(super) const REACH: usize = 60;

/// How far a case gets. An open one stands so many working days before its due day: 0 = due on the
/// next working day that is not over yet, negative = overdue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ending {
    Delivered,
    Completed,
    Decided,
    Open { least: i64, most: i64 },
}

/// How many cases of each ending: granted, denied.
const CAST: [(Ending, usize, usize); 8] = [
    (Ending::Delivered, 184, 14),
    (Ending::Completed, 49, 5),
    (Ending::Decided, 26, 3),
    (Ending::Open { least: 4, most: 60 }, 42, 0),
    (Ending::Open { least: 2, most: 3 }, 10, 0),
    (Ending::Open { least: 1, most: 1 }, 9, 0),
    (Ending::Open { least: 0, most: 0 }, 9, 0),
    (Ending::Open { least: -6, most: -1 }, 9, 0),
];

/// One case from intake to the end it has reached.
#[derive(Debug)]
pub(super) struct Script<'a> {
    /// Place in the catalogue's list.
    pub(super) item: usize,
    pub(super) applicant: ApplicantKind,
    /// Words in the name of a company that comes; empty = any.
    pub(super) companies: &'a [&'static str],
    pub(super) accepted: Moment,
    /// Why it is refused; `None` = granted.
    pub(super) denied: Option<Ground>,
    pub(super) decided: Option<Moment>,
    pub(super) completed: Option<Moment>,
    pub(super) delivered: Option<(Moment, DeliveryWay)>,
}

/// Items to draw from, each with its share.
struct Pool {
    /// Places in the list of visited items.
    places: Vec<usize>,
    /// Sum of the shares up to and with this one.
    upto: Vec<u64>,
}

impl Pool {
    fn new(visited: &[Visited<'_, '_>], fits: impl Fn(&Visited<'_, '_>) -> bool) -> Self {
        let mut pool = Self { places: Vec::new(), upto: Vec::new() };
        let mut sum = 0;
        for (place, _) in visited.iter().enumerate().filter(|(_, v)| v.share > 0 && fits(v)) {
            sum += visited[place].share;
            pool.places.push(place);
            pool.upto.push(sum);
        }
        pool
    }

    /// One of them by share; `None` of an empty pool.
    fn draw(&self, rng: &dyn Rng) -> Option<usize> {
        let at = rng.below(*self.upto.last()?);
        self.places.get(self.upto.partition_point(|sum| *sum <= at)).copied()
    }
}

/// The scripts of all cases. Fewer than the cast only if nothing fits that people come for.
pub(super) fn write<'a>(
    items: &[Listed],
    visits: &'a [VisitRow],
    rng: &dyn Rng,
) -> Result<Vec<Script<'a>>, TableFault> {
    let visited = visited(items, visits)?;
    let mut out = Vec::new();
    for (ending, granted, denied) in CAST {
        let granted_pool = Pool::new(&visited, |v| fits(v.item, ending));
        let denied_pool = Pool::new(&visited, |v| fits(v.item, ending) && may_be_denied(v));
        let draws = (0..granted).map(|_| (&granted_pool, false)).chain((0..denied).map(|_| (&denied_pool, true)));
        for (pool, denied) in draws {
            let Some(visited) = pool.draw(rng).and_then(|at| visited.get(at)) else { continue };
            let grounds = &visited.visit.refused;
            let ground = if denied { grounds.get(rng.below(grounds.len() as u64) as usize).copied() } else { None };
            out.push(script(visited, ending, ground, rng));
        }
    }
    Ok(out)
}

/// An item that people come for.
struct Visited<'i, 'a> {
    /// Place in the catalogue's list.
    at: usize,
    item: &'i Listed,
    visit: &'a VisitRow,
    /// Its part of its matter's share.
    share: u64,
}

/// The items of the matters that people come for. The share of a matter falls off over its situations
/// and actions after Zipf: the first ones are what most people want.
fn visited<'i, 'a>(items: &'i [Listed], visits: &'a [VisitRow]) -> Result<Vec<Visited<'i, 'a>>, TableFault> {
    let mut out = Vec::new();
    for visit in visits {
        let of_matter = || items.iter().enumerate().filter(|(_, i)| i.matter == visit.matter);
        if !of_matter().any(|(_, i)| i.content.main_name == visit.name) {
            return Err(visit.at.fault("在 matters.tsv 里没有这个名称的事项"));
        }
        if of_matter().any(|(_, i)| i.content.guide.result_name.is_empty()) {
            return Err(visit.at.fault("这个事项没有结果，不成办件"));
        }
        let part = |sides: (usize, usize)| 1_000_000 / (sides.0.max(1) * sides.1.max(1)) as u64;
        let whole: u64 = of_matter().map(|(_, i)| part(i.sides)).sum();
        out.extend(of_matter().map(|(at, item)| {
            let share = visit.share * 1_000 * part(item.sides) / whole.max(1);
            Visited { at, item, visit, share }
        }));
    }
    Ok(out)
}

fn promised(item: &Listed) -> i64 {
    item.content.promised.map_or(0, |limit| i64::from(limit.value))
}

/// Whether an item can come to this end within the reach of the sample.
fn fits(item: &Listed, ending: Ending) -> bool {
    let days = promised(item);
    // A body that is only being founded has no code to be taken in under.
    let founding = item.action == "设立" && item.content.clients == Some(Clients::Organisation);
    let long_enough = match ending {
        Ending::Delivered => days <= 30,
        Ending::Completed => (1..=30).contains(&days),
        Ending::Decided => (3..=30).contains(&days),
        Ending::Open { least, .. } => (least.max(0) + 1..=45).contains(&days),
    };
    long_enough && !founding
}

fn may_be_denied(v: &Visited<'_, '_>) -> bool {
    let content = &v.item.content;
    let commitment = content.case_kind == Some(CaseKind::Commitment);
    let inspected = !matches!(v.item.action, "注销" | "补办" | "补证");
    content.item_type.is_licence() && commitment && inspected && !v.visit.refused.is_empty()
}

fn applicant(v: &Visited<'_, '_>, denied: bool, rng: &dyn Rng) -> ApplicantKind {
    match v.visit.who {
        Clients::Organisation => ApplicantKind::Organisation,
        Clients::Person => ApplicantKind::Person,
        Clients::Both if v.item.action == "设立" => ApplicantKind::Person,
        Clients::Both if denied || rng.below(2) == 0 => ApplicantKind::Organisation,
        Clients::Both => ApplicantKind::Person,
    }
}

fn script<'a>(v: &Visited<'_, 'a>, ending: Ending, denied: Option<Ground>, rng: &dyn Rng) -> Script<'a> {
    let mut script = Script {
        item: v.at,
        applicant: applicant(v, denied.is_some(), rng),
        companies: &v.visit.companies,
        accepted: office_moment(0, rng),
        denied,
        decided: None,
        completed: None,
        delivered: None,
    };
    let days = promised(v.item);
    match ending {
        Ending::Open { least, most } => script.accepted = office_moment(open_since(days, least, most, rng), rng),
        Ending::Delivered | Ending::Completed | Ending::Decided if days == 0 => at_once(&mut script, rng),
        Ending::Delivered | Ending::Completed | Ending::Decided => in_steps(&mut script, ending, days as u64, rng),
    }
    script
}

/// Working days ago that an open case was accepted. Accepted `ago` days before the latest one, a limit
/// of n working days ends n - 1 - ago days after the next one.
fn open_since(days: i64, least: i64, most: i64, rng: &dyn Rng) -> usize {
    let most = most.min(days - 1);
    let left = least + rng.below((most - least + 1).max(1) as u64) as i64;
    (days - 1 - left).clamp(0, REACH as i64 - 1) as usize
}

/// 即办件: taken in, decided and handed out within the hour.
fn at_once(script: &mut Script<'_>, rng: &dyn Rng) {
    script.accepted = office_moment(rng.below(REACH as u64) as usize, rng);
    let decided = minutes_later(script.accepted, 6, 25, rng);
    let completed = minutes_later(decided, 2, 10, rng);
    let delivered = minutes_later(completed, 1, 12, rng);
    script.decided = Some(decided);
    script.completed = Some(completed);
    script.delivered = Some((delivered, DeliveryWay::Window));
}

/// 承诺件: decided within the promise (one in thirty is late), entered the same or the next working day,
/// fetched some days later, or not fetched yet.
fn in_steps(script: &mut Script<'_>, ending: Ending, days: u64, rng: &dyn Rng) {
    let (to_decide, to_complete) = match ending {
        // What is decided only must still have time for its result to be entered.
        Ending::Decided => (1 + rng.below(days - 2), 0),
        Ending::Delivered if rng.below(30) == 0 => (days + 1 + rng.below(2), 0),
        Ending::Delivered | Ending::Completed | Ending::Open { .. } => {
            let to_decide = 1 + rng.below(days);
            (to_decide, rng.below((days - to_decide + 1).min(2)))
        }
    };
    let (to_decide, to_complete) = (to_decide as usize, to_complete as usize);
    let to_deliver = 1 + rng.below(5) as usize;
    // Working days ago that the last step was taken.
    let last = match ending {
        Ending::Delivered => rng.below(REACH.saturating_sub(to_decide + to_complete + to_deliver).max(1) as u64),
        Ending::Completed => rng.below(1 + rng.below(24)),
        Ending::Decided | Ending::Open { .. } => rng.below(2),
    } as usize;
    let completed_ago = if ending == Ending::Delivered { last + to_deliver } else { last };
    let decided_ago = completed_ago + to_complete;
    script.accepted = office_moment(decided_ago + to_decide, rng);
    let decided = office_moment(decided_ago, rng);
    script.decided = Some(decided);
    let completed =
        if to_complete == 0 { minutes_later(decided, 5, 45, rng) } else { office_moment(completed_ago, rng) };
    let way = match rng.below(10) {
        0..=6 => DeliveryWay::Window,
        7 | 8 => DeliveryWay::Mail,
        _ => DeliveryWay::Online,
    };
    let delivered = (office_moment(last, rng), way);
    match ending {
        Ending::Delivered => (script.completed, script.delivered) = (Some(completed), Some(delivered)),
        Ending::Completed => script.completed = Some(completed),
        Ending::Decided | Ending::Open { .. } => {}
    }
}
