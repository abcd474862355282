//! Rates as JSON (评价率接口): a rate is never a bare number, it comes with its parts. Bad ratings as JSON, as their pages
//! show them: of an anonymous one no case and nobody.

use domain::base::Ratio;
use serde::Serialize;
use services::reviews::{GroupRates, HandlingRow, Rater, RatesView, Review, ReviewCounts, ReviewLine, ReviewView};

/// A line of the worklist.
#[derive(Debug, Serialize)]
pub struct ReviewLineJson {
    id: String,
    version: i64,
    stars: u8,
    given_at: String,
    case_no: Option<String>,
    item: String,
    department: String,
    staff: String,
    state: Option<&'static str>,
    next_on: Option<String>,
}

fn state(of: Option<&HandlingRow>) -> (Option<&'static str>, Option<String>) {
    (of.map(|h| h.handling.state.as_str()), of.and_then(HandlingRow::next_on).map(|on| on.to_string()))
}

impl ReviewLineJson {
    /// A line.
    #[must_use]
    pub fn of(line: &ReviewLine) -> Self {
        let (state, next_on) = state(line.handling.as_ref());
        Self {
            id: line.row.id.to_string(),
            version: line.row.version,
            stars: line.row.review.level.stars(),
            given_at: line.row.review.at.to_string(),
            case_no: (line.row.review.rater == Rater::Named).then(|| line.row.case_no.clone()),
            item: line.item_name.clone(),
            department: line.department.clone(),
            staff: line.staff.clone(),
            state,
            next_on,
        }
    }
}

/// One rating.
#[derive(Debug, Serialize)]
pub struct ReviewJson {
    id: String,
    version: i64,
    stars: u8,
    options: Vec<u16>,
    ticked: Vec<String>,
    words: String,
    provenance: &'static str,
    channel: &'static str,
    node: &'static str,
    given_at: String,
    case_no: Option<String>,
    item: String,
    department: String,
    staff: String,
    window: Option<u16>,
    set_aside: bool,
    again: Option<u8>,
    state: Option<&'static str>,
    next_on: Option<String>,
    done: Option<String>,
    answer: String,
    reply: Option<String>,
    order: Option<String>,
    published: bool,
    imported: Option<String>,
}

impl ReviewJson {
    /// The rating with where its loop stands.
    #[must_use]
    pub fn of(view: &ReviewView) -> Self {
        let (r, of): (&Review, _) = (&view.review, view.handling.as_ref());
        let (state, next_on) = state(of);
        Self {
            id: view.id.to_string(),
            version: view.version,
            stars: r.level.stars(),
            options: r.options.clone(),
            ticked: view.ticked.clone(),
            words: r.text.clone(),
            provenance: r.provenance.as_str(),
            channel: r.channel.as_str(),
            node: r.node.as_str(),
            given_at: r.at.to_string(),
            case_no: view.case_no.clone(),
            item: view.item_name.clone(),
            department: view.department.clone(),
            staff: view.staff.clone(),
            window: view.window,
            set_aside: r.set_aside,
            again: r.again.map(|level| level.stars()),
            state,
            next_on,
            done: of.and_then(|h| h.done.clone()),
            answer: view.answer.clone(),
            reply: of.and_then(|h| h.reply.clone()),
            order: view.order.as_ref().map(|(slug, _)| slug.clone()),
            published: of.is_some_and(|h| h.handling.published.is_some()),
            imported: view.imported.clone(),
        }
    }
}

/// The rates of some months.
#[derive(Debug, Serialize)]
pub struct ReviewRatesJson {
    from: String,
    to: String,
    active: RateJson,
    positive: RateJson,
    negative: RateJson,
    rectified_in_time: RateJson,
    imported_rectified_in_time: RateJson,
    imported_open: u64,
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
            imported_rectified_in_time: (&view.imported_in_time).into(),
            imported_open: view.imported_open,
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
