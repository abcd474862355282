//! Rates as JSON (评价率接口): a rate is never a bare number, it comes with its parts.

use domain::base::Ratio;
use serde::Serialize;
use services::reviews::{GroupRates, RatesView, ReviewCounts};

/// The rates of some months.
#[derive(Debug, Serialize)]
pub struct ReviewRatesJson {
    from: String,
    to: String,
    active: RateJson,
    positive: RateJson,
    negative: RateJson,
    rectified_in_time: RateJson,
    called_back: RateJson,
    open: u64,
    counts: CountsJson,
    months: Vec<GroupJson>,
    departments: Vec<GroupJson>,
    items: Vec<GroupJson>,
    windows: Vec<GroupJson>,
    staff: Vec<GroupJson>,
}

#[derive(Debug, Serialize)]
struct RateJson {
    part: u64,
    whole: u64,
    percent: Option<String>,
}

impl From<&Ratio> for RateJson {
    fn from(r: &Ratio) -> Self {
        Self { part: r.part(), whole: r.whole(), percent: r.percent_text(2) }
    }
}

#[derive(Debug, Serialize)]
struct CountsJson {
    effective: u64,
    good: u64,
    bad: u64,
    stars: Vec<u64>,
    set_aside: u64,
    staff_device: u64,
    imported: u64,
    defaults: u64,
}

impl From<&ReviewCounts> for CountsJson {
    fn from(c: &ReviewCounts) -> Self {
        Self {
            effective: c.effective,
            good: c.good,
            bad: c.bad(),
            stars: c.by_stars.to_vec(),
            set_aside: c.set_aside,
            staff_device: c.staff_device,
            imported: c.imported,
            defaults: c.defaults,
        }
    }
}

#[derive(Debug, Serialize)]
struct GroupJson {
    id: String,
    name: String,
    counts: CountsJson,
    positive: Option<RateJson>,
    active: Option<RateJson>,
}

impl ReviewRatesJson {
    /// The rates with everything they rest on.
    #[must_use]
    pub fn of(view: &RatesView) -> Self {
        let groups = |all: &[GroupRates]| {
            all.iter()
                .map(|g| GroupJson {
                    id: g.id.to_string(),
                    name: g.name.clone(),
                    counts: (&g.counts).into(),
                    positive: g.positive(view.hide_below).as_ref().map(RateJson::from),
                    active: g.active.as_ref().map(RateJson::from),
                })
                .collect()
        };
        Self {
            from: view.filter.from.to_string(),
            to: view.filter.to.to_string(),
            active: (&view.active).into(),
            positive: (&view.positive).into(),
            negative: (&view.negative).into(),
            rectified_in_time: (&view.in_time).into(),
            called_back: (&view.called_back).into(),
            open: view.open,
            counts: (&view.counts).into(),
            months: groups(&view.months),
            departments: groups(&view.departments),
            items: groups(&view.items),
            windows: groups(&view.windows),
            staff: groups(&view.staff),
        }
    }
}
