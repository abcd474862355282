//! Shapes of what goes back to the departments and of the representative's desk (退回部门、代表席接口). Days are `2026-12-02`,
//! instants UTC, ids are texts.

use axum::{extract::State, http::StatusCode};
use jiff::{Timestamp, civil::Date};
use serde::Serialize;
use services::delegates::{
    AwayLine, AwayView, BackLine, DeskItem, ItemUse, RepresentativeDesk, SentBackLine, SentBackView,
};

use crate::door::{App, Reply, Seat, blocking, json};

#[derive(Debug, Serialize)]
struct ReasonJson {
    reason: String,
    count: u64,
}

#[derive(Debug, Serialize)]
struct MonthJson {
    month: Date,
    at_window: u64,
    away: u64,
}

#[derive(Debug, Serialize)]
struct ItemUseJson {
    item: String,
    name: String,
    department: String,
    at_window: u64,
    away: u64,
}

impl ItemUseJson {
    fn of(item: &ItemUse) -> Self {
        Self {
            item: item.item.to_string(),
            name: item.name.clone(),
            department: item.department.clone(),
            at_window: item.at_window,
            away: item.away,
        }
    }
}

#[derive(Debug, Serialize)]
struct CaseJson {
    case_no: String,
    item: String,
    item_name: String,
    department: String,
    at: Timestamp,
    by: String,
    reason: Option<String>,
    words: String,
}

impl CaseJson {
    fn of(row: &SentBackLine, (department, by): (&str, &str)) -> Self {
        let (reason, words) = match &row.why {
            Some((reason, words)) => (Some(reason.clone()), words.clone()),
            None => (None, String::new()),
        };
        Self {
            case_no: row.case_no.clone(),
            item: row.item.to_string(),
            item_name: row.item_name.clone(),
            department: department.to_owned(),
            at: row.at,
            by: by.to_owned(),
            reason,
            words,
        }
    }

    fn of_line(line: &BackLine) -> Self {
        Self::of(&line.row, (&line.department, &line.by))
    }
}

/// What went back.
#[derive(Debug, Serialize)]
pub struct SentBackJson {
    on: Date,
    since: Date,
    at_window: u64,
    away: u64,
    reasons: Vec<ReasonJson>,
    months: Vec<MonthJson>,
    items: Vec<ItemUseJson>,
    cases: Vec<CaseJson>,
}

impl SentBackJson {
    /// For an answer or for the command line.
    #[must_use]
    pub fn of(view: &SentBackView) -> Self {
        let month =
            |m: &services::delegates::MonthBack| MonthJson { month: m.month, at_window: m.at_window, away: m.away };
        Self {
            on: view.on,
            since: view.since,
            at_window: view.at_window,
            away: view.away,
            reasons: view.reasons.iter().map(|(r, n)| ReasonJson { reason: r.clone(), count: *n }).collect(),
            months: view.months.iter().map(month).collect(),
            items: view.items.iter().map(ItemUseJson::of).collect(),
            cases: view.lines.iter().map(CaseJson::of_line).collect(),
        }
    }
}

#[derive(Debug, Serialize)]
struct AwayDepartmentJson {
    name: String,
    items: u64,
    away: u64,
}

#[derive(Debug, Serialize)]
struct AwayItemJson {
    item: String,
    code: String,
    name: String,
    department: String,
    at_window: &'static str,
    missing: &'static str,
    representative: u64,
    deputy: u64,
    away: u64,
}

impl AwayItemJson {
    fn of(line: &AwayLine) -> Self {
        Self {
            item: line.item.id.to_string(),
            code: line.item.code.clone(),
            name: line.item.name.clone(),
            department: line.department.clone(),
            at_window: line.at_window.as_str(),
            missing: line.missing.as_str(),
            representative: line.counts.representative,
            deputy: line.counts.deputy,
            away: line.away(),
        }
    }
}

/// What could be decided at the window and is not.
#[derive(Debug, Serialize)]
pub struct StillAwayJson {
    on: Date,
    since: Date,
    decidable: u64,
    departments: Vec<AwayDepartmentJson>,
    items: Vec<AwayItemJson>,
}

impl StillAwayJson {
    /// For an answer or for the command line.
    #[must_use]
    pub fn of(view: &AwayView) -> Self {
        let department = |d: &services::delegates::AwayDepartment| AwayDepartmentJson {
            name: d.name.clone(),
            items: d.items,
            away: d.away,
        };
        Self {
            on: view.on,
            since: view.since,
            decidable: view.decidable,
            departments: view.departments.iter().map(department).collect(),
            items: view.lines.iter().map(AwayItemJson::of).collect(),
        }
    }
}

#[derive(Debug, Serialize)]
struct DeskItemJson {
    item: String,
    name: String,
    doc_no: Option<String>,
    since: Option<Date>,
    at_window: &'static str,
    why_not: String,
}

impl DeskItemJson {
    fn of(item: &DeskItem) -> Self {
        Self {
            item: item.id.to_string(),
            name: item.name.clone(),
            doc_no: item.letter.as_ref().map(|(a, _)| a.doc_no.clone()),
            since: item.letter.as_ref().map(|(_, since)| *since),
            at_window: item.at_window.as_str(),
            why_not: item.why_not.clone(),
        }
    }
}

#[derive(Debug, Serialize)]
struct DeskJson {
    today: Date,
    letters: Vec<String>,
    decided_today: u64,
    here_today: u64,
    since: Date,
    items: Vec<DeskItemJson>,
    back: Vec<CaseJson>,
}

impl DeskJson {
    fn of(desk: &RepresentativeDesk) -> Self {
        Self {
            today: desk.today,
            letters: desk.letters.iter().map(|l| l.id.to_string()).collect(),
            decided_today: desk.decided_today,
            here_today: desk.here_today,
            since: desk.since,
            items: desk.items.iter().map(DeskItemJson::of).collect(),
            back: desk.back.iter().map(CaseJson::of_line).collect(),
        }
    }
}

/// The desk of whoever is signed in.
pub(crate) async fn desk(State(app): State<App>, seat: Seat) -> Reply {
    let (bureau, at) = (app.bureau().clone(), seat.desk.clone());
    let found = blocking(move || services::delegates::representative_desk(&bureau, &at)).await??;
    json(StatusCode::OK, &DeskJson::of(&found))
}
