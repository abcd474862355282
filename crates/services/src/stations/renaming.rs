//! The renaming campaign (更名“便民服务站”行动): opening and ending it, a station's report from a phone, the township's
//! acceptance, and how far each township is.

use std::{collections::BTreeMap, path::Path};

use domain::{
    base::{CampaignId, DivisionCode, PhotoId, parse_date, shanghai_day},
    people::{Act, Desk},
    stations::{
        self as rules, Campaign, Level, NewCampaign, NewReport, RenamingRefusal, RenamingTask, TaskStage, TownProgress,
    },
};
use serde::Serialize;
use store::{
    StoreError, Tx,
    journal::{self, Entry, Stream},
    people, stations as rows,
};

use super::{
    photo::{IncomingPhoto, PhotoFlaw, look_at_photo, shelve, tidy},
    place::placed,
    post::AtWork,
    work_data::WORK,
};
use crate::{Bureau, Failure, Never};

/// Why a step of a campaign was not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RenameRefusal {
    /// The rule.
    #[error(transparent)]
    Rule(#[from] RenamingRefusal),
    /// The photograph.
    #[error(transparent)]
    Photo(#[from] PhotoFlaw),
}

impl RenameRefusal {
    /// Stable code for the API and for tests.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Rule(rule) => rule.code(),
            Self::Photo(flaw) => flaw.code(),
        }
    }

    /// The field of a form that it speaks of; empty = none.
    #[must_use]
    pub fn field(&self) -> &'static str {
        match self {
            Self::Rule(rule) => rule.field(),
            Self::Photo(_) => "photo",
        }
    }
}

fn refused(rule: RenamingRefusal) -> Failure<RenameRefusal> {
    Failure::Refused(rule.into())
}

fn never<R: std::error::Error>(failure: Failure<Never>) -> Failure<R> {
    failure.map(|never| match never {})
}

/// What the form of a new campaign holds.
#[derive(Debug, Clone, Default, Serialize)]
pub struct CampaignForm {
    /// What it is called.
    pub title: String,
    /// The document that orders it.
    pub basis: String,
    /// Last day for reports, as typed.
    pub due_on: String,
}

/// Opens a campaign with a task for each station that is not renamed. The same key gives the same one.
///
/// # Errors
/// [`RenamingRefusal`].
pub fn open_campaign(
    bureau: &Bureau,
    desk: &Desk,
    form: &CampaignForm,
    key: Option<&str>,
) -> Result<CampaignId, Failure<RenameRefusal>> {
    let at = AtWork::of(bureau, desk, Act::StationCampaign).map_err(never)?;
    let (region, stamp, today) = (*bureau.region(), desk.stamp(bureau.now(), at.role), bureau.today());
    let (command, id) = (bureau.command(desk, "renaming.open", key, form), bureau.new_id());
    let form = form.clone();
    let done = bureau.db().commit(command, move |tx| -> Result<i64, Failure<RenameRefusal>> {
        let due_on = parse_date(&form.due_on).map_err(|flaw| refused(RenamingRefusal::Day(flaw.to_string())))?;
        let running = rows::campaigns(tx, &region)?.into_iter().find(|c| c.closed_on.is_none());
        let new = NewCampaign { title: &form.title, basis: &form.basis, due_on };
        let (stations, id) = (rows::stations(tx, &region)?, CampaignId::new(id));
        let (campaign, tasks, event) =
            rules::open_campaign(id, new, running.as_ref(), &stations, (at.staff, today)).map_err(refused)?;
        let entry = Entry::new(Stream::campaign(id), 0, "renaming.opened", &event)
            .with(rows::campaign_change(&region, &campaign))
            .with_all(tasks.iter().map(|t| rows::renaming_task_change(&region, t)));
        journal::append(tx, &region, &stamp, entry)?;
        Ok(id.get())
    })?;
    Ok(CampaignId::new(done.value))
}

fn load(tx: &mut Tx<'_>, bureau: &Bureau, id: CampaignId) -> Result<Campaign, Failure<RenameRefusal>> {
    rows::campaign(tx, bureau.region(), id)?.ok_or(Failure::NotFound)
}

/// Ends a campaign from the version that the page was made from.
///
/// # Errors
/// It is over, or somebody was faster.
pub fn close_campaign(
    bureau: &Bureau,
    desk: &Desk,
    (id, version): (CampaignId, i64),
    key: Option<&str>,
) -> Result<(), Failure<RenameRefusal>> {
    let at = AtWork::of(bureau, desk, Act::StationCampaign).map_err(never)?;
    let (region, stamp, today) = (*bureau.region(), desk.stamp(bureau.now(), at.role), bureau.today());
    let command = bureau.command(desk, "renaming.close", key, &(id, version));
    let worker = bureau.clone();
    bureau
        .db()
        .commit(command, move |tx| -> Result<(), Failure<RenameRefusal>> {
            let campaign = load(tx, &worker, id)?;
            if campaign.version != version {
                return Err(Failure::Stale);
            }
            let tasks = rows::renaming_tasks(tx, &region, id)?;
            let (campaign, event) = rules::close_campaign(campaign, &tasks, today).map_err(refused)?;
            let head = journal::head(tx, &region, &Stream::campaign(id))?;
            let entry = Entry::new(Stream::campaign(id), head, "renaming.closed", &event)
                .with(rows::campaign_change(&region, &campaign));
            journal::append(tx, &region, &stamp, entry)?;
            Ok(())
        })
        .map(|_| ())
}

/// What the form of a report holds.
#[derive(Debug, Clone, Default, Serialize)]
pub struct ReportForm {
    /// Division the station stands in.
    pub station: String,
    /// Version the page was made from.
    pub version: i64,
    /// The name on the new plate.
    pub name: String,
    /// Where the telephone was, in degrees of WGS-84, where its owner agreed: longitude, latitude; both empty otherwise.
    pub place: (String, String),
}

/// What stands as the source of a place that came with a report.
const ON_THE_SPOT: &str = "更名上报时现场定位";

/// Reports the new name of a station with a photograph of its plate. `exe` is this program, in which the photograph is
/// looked into. Returns the task's next version.
///
/// # Errors
/// [`RenameRefusal`], another's station, or somebody was faster.
pub fn report(
    bureau: &Bureau,
    desk: &Desk,
    (id, form): (CampaignId, &ReportForm),
    (photo, exe): (Option<IncomingPhoto>, &Path),
    key: Option<&str>,
) -> Result<i64, Failure<RenameRefusal>> {
    let at = AtWork::of(bureau, desk, Act::StationTask).map_err(never)?;
    let code = DivisionCode::parse(&form.station).map_err(|_| Failure::NotFound)?;
    let flaw = |f: PhotoFlaw| Failure::Refused(f.into());
    let seen = photo.map(|p| look_at_photo(bureau, p, exe)).transpose().map_err(flaw)?;
    let (region, now, today) = (*bureau.region(), bureau.now(), bureau.today());
    let stamp = desk.stamp(now, at.role);
    let digest = seen.as_ref().map(|s| s.digest.clone());
    let command = bureau.command(desk, "renaming.report", key, &(id, form, digest));
    let shelved = seen.map(|s| shelve(bureau, &s, (code, at.staff, now))).transpose().map_err(flaw)?;
    let (worker, form, kept) = (bureau.clone(), form.clone(), shelved.clone());
    let done = bureau.db().commit(command, move |tx| -> Result<i64, Failure<RenameRefusal>> {
        let campaign = load(tx, &worker, id)?;
        let task = rows::renaming_task(tx, &region, id, &code)?.ok_or(Failure::NotFound)?;
        if task.version != form.version {
            return Err(Failure::Stale);
        }
        let division = rows::division(tx, &region, &code)?;
        let new = NewReport { name: &form.name, photo: kept.as_ref().map(|p| p.id), at: now };
        let (task, event) =
            rules::report(task, &campaign, (division.as_ref(), &WORK.naming), new, at.worker()).map_err(refused)?;
        let head = journal::head(tx, &region, &Stream::campaign(id))?;
        let entry = Entry::new(Stream::campaign(id), head, "renaming.reported", &event)
            .with(rows::renaming_task_change(&region, &task))
            .with_all(kept.iter().map(|p| rows::photo_change(&region, p)));
        journal::append(tx, &region, &stamp, entry)?;
        // What a browser tells is not refused: a place that cannot be is none.
        let place = rules::Place::typed(&form.place.0, &form.place.1, rules::Datum::Wgs84.as_str()).unwrap_or_default();
        if let Some(place) = place {
            let (change, event) = placed(&region, (code, today), (Some(place), ON_THE_SPOT));
            let head = journal::head(tx, &region, &Stream::stations())?;
            let entry = Entry::new(Stream::stations(), head, "station.placed", &event).with(change);
            journal::append(tx, &region, &stamp, entry)?;
        }
        Ok(task.version)
    });
    let done = done.map(|d| (d.value, d.repeated));
    tidy(bureau, shelved.as_ref(), &done);
    done.map(|(version, _)| version)
}

/// What the form of an acceptance holds.
#[derive(Debug, Clone, Default, Serialize)]
pub struct SettleForm {
    /// Division the station stands in.
    pub station: String,
    /// Version the page was made from.
    pub version: i64,
    /// Accepted, or sent back.
    pub accepted: bool,
    /// Why it is sent back.
    pub reason: String,
}

/// Accepts a report, which makes name and plate of the station right, or sends it back. Returns the task's next version.
///
/// # Errors
/// [`RenameRefusal`], another's station, or somebody was faster.
pub fn settle(
    bureau: &Bureau,
    desk: &Desk,
    (id, form): (CampaignId, &SettleForm),
    key: Option<&str>,
) -> Result<i64, Failure<RenameRefusal>> {
    let at = AtWork::of(bureau, desk, Act::StationTask).map_err(never)?;
    let code = DivisionCode::parse(&form.station).map_err(|_| Failure::NotFound)?;
    let (region, now, today) = (*bureau.region(), bureau.now(), bureau.today());
    let stamp = desk.stamp(now, at.role);
    let command = bureau.command(desk, "renaming.settle", key, &(id, form));
    let (worker, form) = (bureau.clone(), form.clone());
    let done = bureau.db().commit(command, move |tx| -> Result<i64, Failure<RenameRefusal>> {
        let campaign = load(tx, &worker, id)?;
        let task = rows::renaming_task(tx, &region, id, &code)?.ok_or(Failure::NotFound)?;
        if task.version != form.version {
            return Err(Failure::Stale);
        }
        let (task, event) =
            rules::settle(task, &campaign, (form.accepted, &form.reason), at.worker(), now).map_err(refused)?;
        let head = journal::head(tx, &region, &Stream::campaign(id))?;
        let entry = Entry::new(Stream::campaign(id), head, "renaming.settled", &event)
            .with(rows::renaming_task_change(&region, &task));
        journal::append(tx, &region, &stamp, entry)?;
        if let TaskStage::Accepted(report, ..) = &task.stage {
            let station = rows::station(tx, &region, &code)?.ok_or(Failure::NotFound)?;
            let station = rules::renamed(station, report, &campaign.basis, (shanghai_day(report.at), today));
            let history = rows::history_changes(tx, &region, std::slice::from_ref(&station), &[], today)?;
            let head = journal::head(tx, &region, &Stream::stations())?;
            let entry = Entry::new(Stream::stations(), head, "station.renamed", &event)
                .with(rows::station_change(&region, &station))
                .with_all(history);
            journal::append(tx, &region, &stamp, entry)?;
        }
        Ok(task.version)
    })?;
    Ok(done.value)
}

/// A task as a page shows it.
#[derive(Debug, Clone)]
pub struct TaskCard {
    /// The task.
    pub task: RenamingTask,
    /// Name of the division; its code where it is gone.
    pub division: String,
    /// The township's name.
    pub town: String,
    /// The name it should carry; empty where the division is gone.
    pub official: String,
    /// Whoever reported it and whoever settled it, by name.
    pub reporter: String,
    /// Whoever settled it.
    pub settler: String,
    /// Whether the asker may report.
    pub may_report: bool,
    /// Whether the asker may accept.
    pub may_settle: bool,
}

impl TaskCard {
    /// The photograph of the last report.
    #[must_use]
    pub fn photo(&self) -> Option<PhotoId> {
        match &self.task.stage {
            TaskStage::Open(None) => None,
            TaskStage::Open(Some(back)) => Some(back.report.photo),
            TaskStage::Reported(report) | TaskStage::Accepted(report, ..) => Some(report.photo),
        }
    }
}

/// How far a township is, with its name.
#[derive(Debug, Clone)]
pub struct TownLine {
    /// Its code.
    pub code: DivisionCode,
    /// Its name.
    pub name: String,
    /// Its numbers.
    pub progress: TownProgress,
}

/// A campaign with its progress and the tasks that the asker sees.
#[derive(Debug, Clone)]
pub struct CampaignView {
    /// The campaign.
    pub campaign: Campaign,
    /// By township.
    pub towns: Vec<TownLine>,
    /// The whole.
    pub all: TownProgress,
    /// Tasks, by station.
    pub tasks: Vec<TaskCard>,
    /// Whether the asker may end it.
    pub may_close: bool,
}

/// All campaigns, the newest first.
pub fn campaigns(bureau: &Bureau, desk: &Desk) -> Result<Vec<Campaign>, Failure<Never>> {
    bureau.may(desk, Act::StationProgress)?;
    Ok(bureau.db().read(|tx| rows::campaigns(tx, bureau.region()))?)
}

/// The campaign that runs; `None` = none.
pub fn running(bureau: &Bureau, desk: &Desk) -> Result<Option<Campaign>, Failure<Never>> {
    Ok(campaigns(bureau, desk)?.into_iter().find(|c| c.closed_on.is_none()))
}

/// A campaign as the asker sees it: progress of the whole county, tasks of the stations that are theirs.
pub fn campaign_view(bureau: &Bureau, desk: &Desk, id: CampaignId) -> Result<CampaignView, Failure<Never>> {
    let at = AtWork::looking(bureau, desk, Act::StationProgress)?;
    let supervises = bureau.may(desk, Act::StationInspect).is_ok();
    let reports = bureau.may(desk, Act::StationTask).is_ok();
    let region = bureau.region();
    let found = bureau.db().read(|tx| {
        let Some(campaign) = rows::campaign(tx, region, id)? else { return Ok(None) };
        let tasks = rows::renaming_tasks(tx, region, id)?;
        let divisions: BTreeMap<DivisionCode, rules::Division> =
            rows::divisions(tx, region)?.into_iter().map(|d| (d.code, d)).collect();
        Ok(Some((campaign, tasks, divisions, names(tx, bureau)?)))
    })?;
    let (campaign, tasks, divisions, staff) = found.ok_or(Failure::NotFound)?;
    let name = |c: &DivisionCode| divisions.get(c).map_or_else(|| c.to_string(), |d| d.name.clone());
    let (towns, all) = rules::progress(&tasks);
    let towns = towns.into_iter().map(|(code, progress)| TownLine { code, name: name(&code), progress }).collect();
    let runs = campaign.closed_on.is_none();
    let who = |id| staff.get(&id).cloned().unwrap_or_default();
    let card = |task: RenamingTask| {
        let (reporter, settler) = match &task.stage {
            TaskStage::Open(None) => (String::new(), String::new()),
            TaskStage::Open(Some(back)) => (who(back.report.by), who(back.by)),
            TaskStage::Reported(report) => (who(report.by), String::new()),
            TaskStage::Accepted(report, by, _) => (who(report.by), who(*by)),
        };
        let (division, station) = (divisions.get(&task.station), task.station);
        let worker = at.worker();
        let above = worker.office || worker.post.is_some_and(|p| p.is_above(&station));
        let is_open = matches!(task.stage, TaskStage::Open(_));
        let waits = matches!(&task.stage, TaskStage::Reported(r) if r.by != at.staff);
        TaskCard {
            division: name(&station),
            town: name(&rules::town_of(&station)),
            official: division.map(|d| WORK.naming.name_of(d)).unwrap_or_default(),
            reporter,
            settler,
            may_report: runs && reports && is_open && at.sees(&station),
            may_settle: runs && reports && waits && above,
            task,
        }
    };
    let tasks = tasks.into_iter().filter(|t| supervises || at.sees(&t.station)).map(card).collect();
    let may_close = runs && bureau.may(desk, Act::StationCampaign).is_ok();
    Ok(CampaignView { campaign, towns, all, tasks, may_close })
}

fn names(tx: &mut Tx<'_>, bureau: &Bureau) -> Result<BTreeMap<domain::base::StaffId, String>, StoreError> {
    Ok(people::staff_list(tx, bureau.region())?.into_iter().map(|s| (s.id, s.name)).collect())
}

/// Whether a division is a township or a village, in words.
#[must_use]
pub fn level_label(code: &DivisionCode) -> &'static str {
    Level::of(code).map_or("", Level::label)
}
