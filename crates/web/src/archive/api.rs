//! The archive as JSON (归档接口).

use axum::{
    extract::{Path, State},
    http::StatusCode,
};
use domain::base::PackageId;
use serde::Serialize;
use services::archive::{PackageLine, archive_home, package};

use super::home::filter;
use crate::door::{App, Oops, Query, Reply, Seat, blocking, json};

/// Packages of one answer where no number is named, and at most.
const PAGE: u32 = 50;
const MOST: u32 = 200;

#[derive(Serialize)]
struct PackageJson {
    package_no: String,
    title: String,
    department: String,
    retention: String,
    finished_on: jiff::civil::Date,
    packed_at: jiff::Timestamp,
    files: u64,
    size: u64,
    digest: String,
    passed: bool,
    transferred: bool,
}

impl PackageJson {
    fn of(line: &PackageLine) -> Self {
        Self {
            package_no: line.package_no.clone(),
            title: line.title.clone(),
            department: line.department.clone(),
            retention: line.retention.label(),
            finished_on: line.finished_on,
            packed_at: line.packed_at,
            files: line.files,
            size: line.size,
            digest: line.digest.clone(),
            passed: line.passed,
            transferred: line.transferred,
        }
    }
}

#[derive(Serialize)]
struct PackagesJson {
    packages: Vec<PackageJson>,
    next: Option<String>,
}

/// `?part=failed|waiting&after=&limit=`.
pub(crate) async fn list(State(app): State<App>, seat: Seat, query: Query) -> Reply {
    let (part, after) = (query.text("part"), query.text("after"));
    if !matches!(part.as_str(), "" | "failed" | "waiting") {
        return Err(Oops::parameter("part", "part 只认 failed、waiting"));
    }
    let before = match after.as_str() {
        "" => None,
        id => {
            Some(PackageId::new(id.parse().map_err(|_| Oops::parameter("after", "after 没有读懂，请用上一页的 next"))?))
        }
    };
    let limit = query.whole("limit")?.unwrap_or(PAGE).clamp(1, MOST);
    let (bureau, desk, wanted) = (app.bureau().clone(), seat.desk.clone(), filter(&part));
    let home = blocking(move || archive_home(&bureau, &desk, wanted, before, limit)).await??;
    let packages = home.lines.iter().map(PackageJson::of).collect();
    json(StatusCode::OK, &PackagesJson { packages, next: home.next.map(|id| id.to_string()) })
}

#[derive(Serialize)]
struct CheckJson {
    property: &'static str,
    rule: String,
    asks: String,
    finding: &'static str,
    detail: String,
}

#[derive(Serialize)]
struct ReportJson {
    package: PackageJson,
    case_no: String,
    profile: String,
    checked_at: jiff::Timestamp,
    checks: Vec<CheckJson>,
}

/// One package with its report.
pub(crate) async fn view(State(app): State<App>, seat: Seat, Path(no): Path<String>) -> Reply {
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    let view = blocking(move || package(&bureau, &desk, &no)).await??;
    let checks = view.checks.iter().map(|c| CheckJson {
        property: c.property.label(),
        rule: c.rule.clone(),
        asks: c.asks.clone(),
        finding: c.finding.label(),
        detail: c.detail.clone(),
    });
    let body = ReportJson {
        checks: checks.collect(),
        package: PackageJson::of(&view.line),
        case_no: view.case_no,
        profile: view.profile,
        checked_at: view.checked_at,
    };
    json(StatusCode::OK, &body)
}
