//! The city, the course and the definitions as JSON (对比、趋势、口径接口).

use axum::{
    extract::{Path, State},
    http::StatusCode,
};
use domain::indicators::Profile;
use jiff::civil::Date;
use serde::Serialize;
use services::indicators::{PeerGap, PeerRow};

use super::{FigureView, api_way::uncounted, gaps, trend};
use crate::door::{App, Oops, Query, Reply, Seat, blocking, json};

#[derive(Serialize)]
struct PeerJson {
    code: String,
    name: String,
    value: Option<String>,
    place: Option<u32>,
    tied: bool,
    own: bool,
    benchmark: bool,
    utility: Option<String>,
    efficacy: Option<String>,
}

impl From<&PeerRow> for PeerJson {
    fn from(row: &PeerRow) -> Self {
        Self {
            code: row.code.clone(),
            name: row.name.clone(),
            value: row.value.clone(),
            place: row.place,
            tied: row.tied,
            own: row.own,
            benchmark: row.benchmark,
            utility: row.utility.clone(),
            efficacy: row.efficacy.clone(),
        }
    }
}

#[derive(Serialize)]
struct PeerGapJson {
    name: String,
    value: String,
    points: String,
    to_equal: Option<u64>,
    to_pass: Option<u64>,
}

impl From<&PeerGap> for PeerGapJson {
    fn from(gap: &PeerGap) -> Self {
        Self {
            name: gap.name.clone(),
            value: gap.value.clone(),
            points: gap.points.clone(),
            to_equal: gap.to_equal,
            to_pass: gap.to_pass,
        }
    }
}

#[derive(Serialize)]
struct PeersJson {
    figure: FigureView,
    rows: Vec<PeerJson>,
    next: Option<PeerGapJson>,
    best: Option<PeerGapJson>,
    all_equal: bool,
    as_of: Option<Date>,
    source: String,
    newer: bool,
}

/// The field.
pub(crate) async fn peers(State(app): State<App>, seat: Seat, Path(id): Path<String>) -> Reply {
    let indicator = gaps::named(&id)?;
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    let table = blocking(move || services::indicators::peers(&bureau, &desk, indicator)).await??;
    let table = table.ok_or_else(uncounted)?;
    let body = PeersJson {
        figure: FigureView::from(&table.figure),
        rows: table.rows.iter().map(PeerJson::from).collect(),
        next: table.next.as_ref().map(PeerGapJson::from),
        best: table.best.as_ref().map(PeerGapJson::from),
        all_equal: table.all_equal,
        as_of: table.as_of,
        source: table.source,
        newer: table.newer,
    };
    json(StatusCode::OK, &body)
}

#[derive(Serialize)]
struct PointJson {
    snapshot: String,
    figure: FigureView,
    profile_changed: bool,
}

/// `?by=&points=`.
pub(crate) async fn course(State(app): State<App>, seat: Seat, Path(id): Path<String>, query: Query) -> Reply {
    let indicator = gaps::named(&id)?;
    let word = query.text("by");
    if !matches!(word.as_str(), "" | "day" | "month") {
        return Err(Oops::parameter("by", "by 只认 day、month，不写是 day"));
    }
    let by = trend::by(&word);
    let points = query.whole("points")?.unwrap_or_else(|| trend::usual(by));
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    let found = blocking(move || services::indicators::trend(&bureau, &desk, indicator, by, points)).await??;
    let points: Vec<PointJson> = found
        .iter()
        .map(|p| PointJson {
            snapshot: p.snapshot.to_string(),
            figure: FigureView::from(&p.figure),
            profile_changed: p.profile_changed,
        })
        .collect();
    json(StatusCode::OK, &points)
}

#[derive(Serialize)]
struct ProfileJson {
    id: String,
    version: i64,
    indicator: String,
    name: String,
    source: String,
    in_force: bool,
    year: Option<i16>,
    province: String,
    item_types: Vec<String>,
    levels: Vec<String>,
    min_depth: i64,
    online_by: &'static str,
    fully_by: &'static str,
    exempt: &'static str,
    decimals: u8,
    rounding: &'static str,
    ties: &'static str,
    direction: &'static str,
    target_kind: &'static str,
    target: String,
    judged_against: &'static str,
    yellow: Option<String>,
    red: Option<String>,
    quasi_townships: bool,
    joint_stations: bool,
    month_days: u16,
    year_days: u16,
}

impl From<Profile> for ProfileJson {
    fn from(p: Profile) -> Self {
        Self {
            online_by: p.online_by.as_str(),
            fully_by: p.fully_by.as_str(),
            exempt: p.exempt.as_str(),
            rounding: p.rounding.as_str(),
            ties: p.ties.as_str(),
            direction: p.direction.as_str(),
            target_kind: p.target_kind.as_str(),
            judged_against: p.judged_against.as_str(),
            id: p.id,
            version: p.version,
            indicator: p.indicator,
            name: p.name,
            source: p.source,
            in_force: p.in_force,
            year: p.year,
            province: p.province,
            item_types: p.item_types,
            levels: p.levels,
            min_depth: p.min_depth,
            decimals: p.decimals,
            target: p.target,
            yellow: p.yellow,
            red: p.red,
            quasi_townships: p.quasi_townships,
            joint_stations: p.joint_stations,
            month_days: p.month_days,
            year_days: p.year_days,
        }
    }
}

/// All profiles.
pub(crate) async fn profiles(State(app): State<App>, seat: Seat) -> Reply {
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    let all = blocking(move || services::indicators::profiles(&bureau, &desk)).await??;
    let all: Vec<ProfileJson> = all.into_iter().map(ProfileJson::from).collect();
    json(StatusCode::OK, &all)
}
