//! The rates of ratings (主动评价率、好评率、差评率、按期整改率、回访率) of some months, each with its parts, by department,
//! item, window and person. Defaults, staff devices and imports stand beside them and are in none.

use std::collections::BTreeMap;

use domain::{
    base::{DepartmentId, ItemId, Ratio, StaffId, shanghai_day},
    people::{Act, Desk},
    reviews::{HandlingState, Rater, ReviewCell, ReviewCounts},
};
use jiff::{ToSpan as _, civil::Date};
use store::{
    StoreError, Tx, catalogue, people,
    reviews::{self as rows, ActiveFilter, ReviewCounters},
};

use super::{rules, view::held_to};
use crate::{Bureau, Failure, Never};

/// Which months, of whom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RatesFilter {
    /// First day of the first month.
    pub from: Date,
    /// Last day of the last month.
    pub to: Date,
    /// Who decided.
    pub department: Option<DepartmentId>,
    /// Item.
    pub item: Option<ItemId>,
    /// Window.
    pub window: Option<u16>,
}

impl RatesFilter {
    /// Whole months around two days, of the whole county.
    #[must_use]
    pub fn of_months(from: Date, to: Date) -> Self {
        Self { from: from.first_of_month(), to: to.last_of_month(), department: None, item: None, window: None }
    }

    fn months(&self) -> (String, String) {
        let month = |day: Date| day.to_string().chars().take(7).collect();
        (month(self.from), month(self.to))
    }

    fn fits(&self, cell: &ReviewCell) -> bool {
        self.department.is_none_or(|d| d.get() == cell.department)
            && self.item.is_none_or(|i| i.get() == cell.item)
            && self.window.is_none_or(|w| i64::from(w) == cell.window)
    }
}

/// A group with its numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GroupRates {
    /// Id of a department, item or person, or the window's number; 0 = not known. Of a month it is 0.
    pub id: i64,
    /// Its name.
    pub name: String,
    /// Its numbers.
    pub counts: ReviewCounts,
    /// Finished cases and how many of them were rated; `None` where they are not counted this way.
    pub active: Option<Ratio>,
}

/// The rates.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RatesView {
    /// Which.
    pub filter: RatesFilter,
    /// Numbers of all.
    pub counts: ReviewCounts,
    /// 主动评价率: of the cases finished in these months, those that their applicants rated, whenever.
    pub active: Ratio,
    /// 好评率.
    pub positive: Ratio,
    /// 差评率.
    pub negative: Ratio,
    /// 按期整改率: of the bad ones that were upheld and are due or done, those put right in time.
    pub in_time: Ratio,
    /// 回访率: of the bad ones by name that were not set aside, those whose person was told.
    pub called_back: Ratio,
    /// Bad ones that are open.
    pub open: u64,
    /// 按期整改率 of the bad ones that came in files of other systems: beside the rates, in none of them.
    pub imported_in_time: Ratio,
    /// Of those the open ones.
    pub imported_open: u64,
    /// By month.
    pub months: Vec<GroupRates>,
    /// By department.
    pub departments: Vec<GroupRates>,
    /// By item, the most rated first.
    pub items: Vec<GroupRates>,
    /// By window.
    pub windows: Vec<GroupRates>,
    /// By person.
    pub staff: Vec<GroupRates>,
    /// A group with fewer effective ratings is given no share.
    pub hide_below: u32,
}

fn ratio(part: u64, whole: u64) -> Ratio {
    Ratio::new(part.min(whole), whole).expect("the part is held at its whole")
}

impl GroupRates {
    /// 好评率; `None` with too few to say.
    #[must_use]
    pub fn positive(&self, hide_below: u32) -> Option<Ratio> {
        (self.counts.effective >= u64::from(hide_below)).then(|| ratio(self.counts.good, self.counts.effective))
    }
}

fn grouped<K: Ord>(counters: &ReviewCounters, key: impl Fn(&ReviewCell) -> K) -> BTreeMap<K, ReviewCounts> {
    let mut out: BTreeMap<K, ReviewCounts> = BTreeMap::new();
    for (cell, n) in counters {
        out.entry(key(cell)).or_default().add(cell, *n);
    }
    out
}

/// The rates under a filter. A department sees its own.
pub fn rates(bureau: &Bureau, desk: &Desk, filter: &RatesFilter) -> Result<RatesView, Failure<Never>> {
    let own = held_to(desk, Act::ReviewView)?;
    // Bound to a department and in none: nothing is theirs.
    let own = own.unwrap_or(Some(DepartmentId::new(0)));
    let filter = RatesFilter { department: own.or(filter.department), ..filter.clone() };
    Ok(bureau.db().read(|tx| gather(bureau, tx, filter))?)
}

fn gather(bureau: &Bureau, tx: &mut Tx<'_>, filter: RatesFilter) -> Result<RatesView, StoreError> {
    let region = bureau.region();
    let (from, to) = filter.months();
    let mut counters = rows::review_counters(tx, region, (&from, &to))?;
    counters.retain(|cell, _| filter.fits(cell));
    let days = (filter.from, filter.to);
    let RatesFilter { department, item, window, .. } = filter;
    let active = rows::active_count(tx, region, &ActiveFilter { days, department, item, window })?;
    let mut counts = ReviewCounts::default();
    counters.iter().for_each(|(cell, n)| counts.add(cell, *n));
    let sum = |of: fn(&rows::ActiveCount) -> u64| active.iter().map(of).sum::<u64>();
    let Loops { in_time, called_back, open, imported_in_time, imported_open } = loops(bureau, tx, &filter)?;
    let departments = people::departments(tx, region)?;
    let staff_list = people::staff_list(tx, region)?;
    let named = |name: Option<String>| name.unwrap_or_else(|| "未知".to_owned());
    let group = |id: i64, name: String, counts| GroupRates { id, name, counts, active: None };
    let mut by_department = grouped(&counters, |c| c.department);
    for count in &active {
        by_department.entry(count.department.get()).or_default();
    }
    let mut items = Vec::new();
    for (id, counts) in grouped(&counters, |c| c.item) {
        let name = catalogue::item(tx, region, ItemId::new(id))?.map(|i| i.content.name);
        items.push(group(id, named(name), counts));
    }
    items.sort_by_key(|g| std::cmp::Reverse((g.counts.bad(), g.counts.effective)));
    Ok(RatesView {
        active: ratio(sum(|a| a.rated), sum(|a| a.finished)),
        positive: ratio(counts.good, counts.effective),
        negative: ratio(counts.bad(), counts.effective),
        in_time,
        called_back,
        open,
        imported_in_time,
        imported_open,
        months: grouped(&counters, |c| c.month.clone()).into_iter().map(|(m, c)| group(0, m, c)).collect(),
        departments: by_department
            .into_iter()
            .map(|(id, counts)| GroupRates {
                active: active.iter().find(|a| a.department.get() == id).map(|a| ratio(a.rated, a.finished)),
                ..group(id, named(departments.iter().find(|d| d.id.get() == id).map(|d| d.name.clone())), counts)
            })
            .collect(),
        items,
        windows: grouped(&counters, |c| c.window)
            .into_iter()
            .map(|(no, c)| group(no, if no == 0 { "没有窗口".into() } else { format!("{no} 号窗口") }, c))
            .collect(),
        staff: grouped(&counters, |c| c.staff)
            .into_iter()
            .map(|(id, c)| {
                let found = staff_list.iter().find(|s| s.id == StaffId::new(id)).map(|s| s.name.clone());
                group(id, named(found), c)
            })
            .collect(),
        counts,
        hide_below: rules::on(tx, region, bureau.today())?.rules().hide_below,
        filter,
    })
}

/// What the loops of bad ratings come to.
struct Loops {
    in_time: Ratio,
    called_back: Ratio,
    open: u64,
    imported_in_time: Ratio,
    imported_open: u64,
}

/// 按期整改率, 回访率, and how many are open, of the bad ratings that came in these months.
fn loops(bureau: &Bureau, tx: &mut Tx<'_>, filter: &RatesFilter) -> Result<Loops, StoreError> {
    let today = bureau.today();
    let (mut fixed, mut due, mut told, mut named, mut open) = (0, 0, 0, 0, 0);
    let (mut imported_fixed, mut imported_due, mut imported_open) = (0, 0, 0);
    for (row, of, _) in rows::handled_reviews(tx, bureau.region(), (filter.from, filter.to))? {
        let Some(of) = of.filter(|_| filter.fits(&row.cell())) else { continue };
        if row.import_key.is_some() {
            let in_time = of.handling.in_time(today, shanghai_day);
            imported_due += u64::from(in_time.is_some());
            imported_fixed += u64::from(in_time == Some(true));
            imported_open += u64::from(!of.handling.state.is_over());
            continue;
        }
        if let Some(in_time) = of.handling.in_time(today, shanghai_day) {
            due += 1;
            fixed += u64::from(in_time);
        }
        open += u64::from(!of.handling.state.is_over());
        if row.review.rater == Rater::Named && !row.review.set_aside {
            named += 1;
            told += u64::from(matches!(of.handling.state, HandlingState::FedBack(..) | HandlingState::Closed(..)));
        }
    }
    Ok(Loops {
        in_time: ratio(fixed, due),
        called_back: ratio(told, named),
        open,
        imported_in_time: ratio(imported_fixed, imported_due),
        imported_open,
    })
}

/// The months that are shown where nobody asked for others: this one and the two before it.
#[must_use]
pub fn usual_months(today: Date) -> RatesFilter {
    RatesFilter::of_months(today.first_of_month().saturating_sub(2.months()), today)
}
