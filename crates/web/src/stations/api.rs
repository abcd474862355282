//! Campaigns and inspections as JSON (更名行动、规范化检查): what the pages and the command line show, for programs.

use std::collections::BTreeMap;

use axum::{
    extract::{Path, State},
    http::StatusCode,
};
use domain::{
    base::{CampaignId, RoundId},
    stations::{Campaign, Round, TaskStage},
};
use jiff::{Timestamp, civil::Date};
use serde::Serialize;
use services::{
    rectification::{RoundView, round_view, rounds},
    stations::{CampaignView, TaskCard, campaign_view, campaigns},
};

use crate::door::{App, Reply, Seat, blocking, id, json};

#[derive(Serialize)]
struct CampaignHead {
    id: String,
    version: i64,
    title: String,
    basis: String,
    opened_on: Date,
    due_on: Date,
    closed_on: Option<Date>,
}

impl CampaignHead {
    fn of(c: &Campaign) -> Self {
        Self {
            id: c.id.to_string(),
            version: c.version,
            title: c.title.clone(),
            basis: c.basis.clone(),
            opened_on: c.opened_on,
            due_on: c.due_on,
            closed_on: c.closed_on,
        }
    }
}

#[derive(Serialize)]
struct RenamingTownJson {
    division: String,
    name: String,
    tasks: u64,
    open: u64,
    sent_back: u64,
    reported: u64,
    accepted: u64,
}

#[derive(Serialize)]
struct TaskJson {
    division: String,
    name: String,
    town: String,
    old_name: String,
    official_name: String,
    stage: &'static str,
    stage_label: &'static str,
    new_name: Option<String>,
    photo: Option<String>,
    reported_at: Option<Timestamp>,
    reason: Option<String>,
    version: i64,
}

impl TaskJson {
    fn of(card: &TaskCard) -> Self {
        let (report, reason) = match &card.task.stage {
            TaskStage::Open(None) => (None, None),
            TaskStage::Open(Some(back)) => (Some(&back.report), Some(back.reason.clone())),
            TaskStage::Reported(report) | TaskStage::Accepted(report, ..) => (Some(report), None),
        };
        Self {
            division: card.task.station.to_string(),
            name: card.division.clone(),
            town: card.town.clone(),
            old_name: card.task.old_name.clone(),
            official_name: card.official.clone(),
            stage: card.task.stage.as_str(),
            stage_label: card.task.stage.label(),
            new_name: report.map(|r| r.name.clone()),
            photo: report.map(|r| r.photo.to_string()),
            reported_at: report.map(|r| r.at),
            reason,
            version: card.task.version,
        }
    }
}

/// A campaign with its progress and the tasks that the asker sees.
#[derive(Serialize)]
pub struct CampaignJson {
    campaign: CampaignHead,
    towns: Vec<RenamingTownJson>,
    tasks: Vec<TaskJson>,
}

impl CampaignJson {
    /// The campaign as it stands.
    #[must_use]
    pub fn of(view: &CampaignView) -> Self {
        let town = |t: &services::stations::TownLine| RenamingTownJson {
            division: t.code.to_string(),
            name: t.name.clone(),
            tasks: t.progress.tasks,
            open: t.progress.open,
            sent_back: t.progress.sent_back,
            reported: t.progress.reported,
            accepted: t.progress.accepted,
        };
        Self {
            campaign: CampaignHead::of(&view.campaign),
            towns: view.towns.iter().map(town).collect(),
            tasks: view.tasks.iter().map(TaskJson::of).collect(),
        }
    }
}

/// All campaigns.
pub(crate) async fn campaigns_list(State(app): State<App>, seat: Seat) -> Reply {
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    let all = blocking(move || campaigns(&bureau, &desk)).await??;
    json(StatusCode::OK, &all.iter().map(CampaignHead::of).collect::<Vec<_>>())
}

/// One campaign.
pub(crate) async fn campaign(State(app): State<App>, seat: Seat, Path(campaign): Path<String>) -> Reply {
    let (bureau, desk, of) = (app.bureau().clone(), seat.desk.clone(), id::<CampaignId>(&campaign)?);
    let view = blocking(move || campaign_view(&bureau, &desk, of)).await??;
    json(StatusCode::OK, &CampaignJson::of(&view))
}

#[derive(Serialize)]
struct RoundHead {
    id: String,
    version: i64,
    title: String,
    checklist: i64,
    begins_on: Date,
    ends_on: Date,
    closed_on: Option<Date>,
}

impl RoundHead {
    fn of(r: &Round) -> Self {
        Self {
            id: r.id.to_string(),
            version: r.version,
            title: r.title.clone(),
            checklist: r.checklist,
            begins_on: r.begins_on,
            ends_on: r.ends_on,
            closed_on: r.closed_on,
        }
    }
}

#[derive(Serialize)]
struct InspectedTownJson {
    division: String,
    name: String,
    stations: u64,
    inspected: u64,
    clean: u64,
    lacking: u64,
}

#[derive(Serialize)]
struct FindingJson {
    point: String,
    text: String,
    met: bool,
    note: String,
}

#[derive(Serialize)]
struct VisitJson {
    no: u32,
    on: Date,
    photo: Option<String>,
    findings: Vec<FindingJson>,
}

#[derive(Serialize)]
struct InspectedStationJson {
    division: String,
    name: String,
    town: String,
    order_no: Option<String>,
    visits: Vec<VisitJson>,
}

/// A round with its progress and the visits that the asker sees.
#[derive(Serialize)]
pub struct RoundJson {
    round: RoundHead,
    towns: Vec<InspectedTownJson>,
    stations: Vec<InspectedStationJson>,
}

impl RoundJson {
    /// The round as it stands; stations that were not visited are counted and not listed.
    #[must_use]
    pub fn of(view: &RoundView) -> Self {
        let texts: BTreeMap<&str, &str> =
            view.checklist.points.iter().map(|p| (p.key.as_str(), p.text.as_str())).collect();
        let visit = |v: &domain::stations::Visit| VisitJson {
            no: v.no,
            on: v.on,
            photo: v.photo.map(|p| p.to_string()),
            findings: v
                .findings
                .iter()
                .map(|(key, f)| FindingJson {
                    point: key.clone(),
                    text: texts.get(key.as_str()).copied().unwrap_or_default().to_owned(),
                    met: f.met,
                    note: f.note.clone(),
                })
                .collect(),
        };
        let town = |t: &services::rectification::InspectedLine| InspectedTownJson {
            division: t.code.to_string(),
            name: t.name.clone(),
            stations: t.inspected.stations,
            inspected: t.inspected.inspected,
            clean: t.inspected.clean,
            lacking: t.inspected.lacking,
        };
        let visited = view.stations.iter().filter(|s| !s.visits.is_empty());
        Self {
            round: RoundHead::of(&view.round),
            towns: view.towns.iter().map(town).collect(),
            stations: visited
                .map(|s| InspectedStationJson {
                    division: s.station.code.to_string(),
                    name: s.station.name.clone(),
                    town: s.town.clone(),
                    order_no: s.order.as_ref().map(|(_, no)| no.clone()),
                    visits: s.visits.iter().map(visit).collect(),
                })
                .collect(),
        }
    }
}

/// All rounds.
pub(crate) async fn rounds_list(State(app): State<App>, seat: Seat) -> Reply {
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    let all = blocking(move || rounds(&bureau, &desk)).await??;
    json(StatusCode::OK, &all.iter().map(RoundHead::of).collect::<Vec<_>>())
}

/// One round.
pub(crate) async fn round(State(app): State<App>, seat: Seat, Path(round): Path<String>) -> Reply {
    let (bureau, desk, of) = (app.bureau().clone(), seat.desk.clone(), id::<RoundId>(&round)?);
    let view = blocking(move || round_view(&bureau, &desk, of)).await??;
    json(StatusCode::OK, &RoundJson::of(&view))
}
