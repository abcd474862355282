//! Draws and results as JSON (回访接口). The command line prints the same.

use domain::followup::Estimate;
use serde::Serialize;
use services::followup::{
    DepartmentResult, Dimension, DrawView, GroupResult, Place, Results, Tally, certainty, reach_text, sentence,
};

/// A draw with everything it rests on.
#[derive(Debug, Serialize)]
pub struct DrawJson {
    week: String,
    commitment: String,
    committed_at: String,
    in_time: bool,
    seed: Option<String>,
    drawn_at: Option<String>,
    plan: Option<i64>,
    population: usize,
    left_out: usize,
    sample: usize,
    reserve: usize,
    /// Whether drawing again finds the same; `None` before the draw.
    verified: Option<bool>,
    differences: Vec<DifferenceJson>,
    list: Vec<CandidateJson>,
}

#[derive(Debug, Serialize)]
struct DifferenceJson {
    case_no: String,
    what: String,
}

#[derive(Debug, Serialize)]
struct CandidateJson {
    case_no: String,
    department: String,
    applicant: &'static str,
    left_out: Option<String>,
    place: Option<&'static str>,
    number: Option<u32>,
}

impl DrawJson {
    /// Draws again and tells.
    #[must_use]
    pub fn of(view: &DrawView) -> Self {
        let differences = view.redraw();
        let count =
            |kind: &str| view.list.iter().filter(|one| one.place.is_some_and(|place| place.as_str() == kind)).count();
        let made = view.draw.made.as_ref();
        Self {
            week: view.draw.week.to_string(),
            commitment: view.draw.commitment.clone(),
            committed_at: view.draw.committed_at.to_string(),
            in_time: view.draw.is_in_time(),
            seed: made.map(|m| m.seed.digits().to_owned()),
            drawn_at: made.map(|m| m.at.to_string()),
            plan: made.map(|m| m.plan),
            population: view.list.iter().filter(|one| one.left_out.is_none()).count(),
            left_out: view.list.iter().filter(|one| one.left_out.is_some()).count(),
            sample: count("sample"),
            reserve: count("reserve"),
            verified: differences.as_ref().map(Vec::is_empty),
            differences: differences
                .unwrap_or_default()
                .into_iter()
                .map(|d| DifferenceJson { case_no: d.case_no, what: d.what })
                .collect(),
            list: view
                .list
                .iter()
                .map(|one| CandidateJson {
                    case_no: one.candidate.case_no.clone(),
                    department: view.departments.get(&one.candidate.stratum.department).cloned().unwrap_or_default(),
                    applicant: one.candidate.stratum.applicant.as_str(),
                    left_out: one.left_out.clone(),
                    place: one.place.map(Place::as_str),
                    number: one.place.and_then(|place| match place {
                        Place::Sample(n) | Place::Reserve(n) => Some(n),
                        Place::Second(_) => None,
                    }),
                })
                .collect(),
        }
    }

    /// Whether drawing again found something else.
    #[must_use]
    pub fn is_wrong(&self) -> bool {
        self.verified == Some(false)
    }
}

/// What a group comes to. Shares are texts from 0 to 1 with four decimals, beside their bounds and numbers of answers.
#[derive(Debug, Serialize)]
struct GroupJson {
    population: u32,
    drawn: u32,
    waiting: Option<u32>,
    skipped: Option<u32>,
    reached: Option<u32>,
    erased: Option<u32>,
    answered: Option<u32>,
    satisfied: Option<u32>,
    share: Option<String>,
    low: Option<String>,
    high: Option<String>,
    effective: Option<String>,
    unheard: Option<u32>,
    reach_text: String,
    text: String,
    certainty: Option<String>,
    dimensions: Vec<DimensionJson>,
}

#[derive(Debug, Serialize)]
struct DimensionJson {
    dimension: &'static str,
    label: &'static str,
    answered: u32,
    satisfied: u32,
    /// Answers of one to five stars.
    levels: [u32; 5],
}

fn dimensions(tally: &Tally) -> Vec<DimensionJson> {
    let of = |d: Dimension| {
        let profile = tally.dimensions.get(&d).cloned().unwrap_or_default();
        let mut levels = [0; 5];
        for (level, n) in &profile.levels {
            levels[usize::from(level.stars()) - 1] = *n;
        }
        DimensionJson {
            dimension: d.as_str(),
            label: d.label(),
            answered: profile.answered(),
            satisfied: profile.satisfied(),
            levels,
        }
    };
    Dimension::ALL.map(of).into()
}

/// What may be shown of a department: where it is hidden, how many were drawn and nothing else.
fn department(found: &Results, of: &DepartmentResult) -> GroupJson {
    let all = group(found, &of.result);
    if !of.is_hidden {
        return all;
    }
    GroupJson {
        waiting: None,
        skipped: None,
        reached: None,
        erased: None,
        answered: None,
        satisfied: None,
        reach_text: of.reach_text(),
        text: of.sentence(),
        dimensions: Vec::new(),
        ..all
    }
}

fn group(found: &Results, result: &GroupResult) -> GroupJson {
    let (tally, estimate) = (&result.tally, result.estimate.as_ref());
    let of = |number: fn(&Estimate) -> f64| estimate.map(|e| format!("{:.4}", number(e)));
    GroupJson {
        population: result.population,
        drawn: tally.drawn,
        waiting: Some(tally.waiting),
        skipped: Some(tally.skipped),
        reached: Some(tally.reached()),
        erased: Some(tally.erased),
        answered: Some(tally.overall.answered()),
        satisfied: Some(tally.satisfied()),
        share: of(|e| e.share),
        low: of(|e| e.interval.low),
        high: of(|e| e.interval.high),
        effective: of(|e| e.effective),
        unheard: estimate.map(|e| e.unheard),
        reach_text: reach_text(tally),
        text: sentence(tally),
        certainty: certainty(tally, estimate, found.confidence),
        dimensions: dimensions(tally),
    }
}

/// The results of a period.
#[derive(Debug, Serialize)]
pub struct ResultsJson {
    period: String,
    weeks_drawn: Vec<String>,
    confidence: u8,
    whole: GroupJson,
    departments: Vec<DepartmentJson>,
    trend: Vec<TrendJson>,
    words: Vec<WordJson>,
    notes: u32,
    off_hall: u32,
    extra: u32,
    kept_back: u32,
    orders: OrdersJson,
}

#[derive(Debug, Serialize)]
struct DepartmentJson {
    department: String,
    hidden: bool,
    result: GroupJson,
}

#[derive(Debug, Serialize)]
struct TrendJson {
    week: String,
    result: GroupJson,
}

#[derive(Debug, Serialize)]
struct WordJson {
    word: String,
    notes: u32,
}

#[derive(Debug, Serialize)]
struct OrdersJson {
    issued: u64,
    overdue: u64,
    answered: u64,
    closed: u64,
    withdrawn: u64,
}

impl ResultsJson {
    /// As the API and the command line give them.
    #[must_use]
    pub fn of(found: &Results) -> Self {
        let o = &found.orders;
        Self {
            period: found.period.to_string(),
            weeks_drawn: found.draws.iter().map(|d| d.week.to_string()).collect(),
            confidence: found.confidence.percent(),
            whole: group(found, &found.whole),
            departments: found
                .departments
                .iter()
                .map(|d| DepartmentJson {
                    department: d.name.clone(),
                    hidden: d.is_hidden,
                    result: department(found, d),
                })
                .collect(),
            trend: found
                .trend
                .iter()
                .map(|t| TrendJson { week: t.week.to_string(), result: group(found, &t.result) })
                .collect(),
            words: found.words.iter().map(|(word, notes)| WordJson { word: word.clone(), notes: *notes }).collect(),
            notes: found.notes,
            off_hall: found.off_hall,
            extra: found.extra,
            kept_back: found.kept_back,
            orders: OrdersJson {
                issued: o.issued,
                overdue: o.overdue,
                answered: o.answered,
                closed: o.closed,
                withdrawn: o.withdrawn,
            },
        }
    }
}
