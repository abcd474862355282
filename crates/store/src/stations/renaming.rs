//! Renaming campaigns and their tasks (更名行动).

use domain::{
    base::{CampaignId, DivisionCode, PhotoId, Region, StaffId},
    stations::{Campaign, RenamingTask, Report, SentBack, TaskStage},
};

use super::station::code;
use crate::{
    journal::Change,
    seam::{Row, StoreError, Tx, Val},
    vals,
};

const CAMPAIGN: &str = "id, version, title, basis, due_on, opened_on, opened_by, closed_on";
const TASK: &str = "campaign_id, station_code, version, old_name, stage, name, photo_id, reported_by, reported_at, \
     settled_by, settled_at, reason";

fn campaign_row(r: &Row) -> Result<Campaign, StoreError> {
    Ok(Campaign {
        id: CampaignId::new(r.int("id")?),
        version: r.int("version")?,
        title: r.text("title")?,
        basis: r.text("basis")?,
        due_on: r.date("due_on")?,
        opened_on: r.date("opened_on")?,
        opened_by: StaffId::new(r.int("opened_by")?),
        closed_on: r.opt_date("closed_on")?,
    })
}

/// One campaign.
pub fn campaign(tx: &mut Tx<'_>, region: &Region, id: CampaignId) -> Result<Option<Campaign>, StoreError> {
    tx.row(&format!("SELECT {CAMPAIGN} FROM renaming_campaign WHERE region = $1 AND id = $2"), vals![region, id])?
        .as_ref()
        .map(campaign_row)
        .transpose()
}

/// All campaigns, the newest first.
pub fn campaigns(tx: &mut Tx<'_>, region: &Region) -> Result<Vec<Campaign>, StoreError> {
    tx.rows(&format!("SELECT {CAMPAIGN} FROM renaming_campaign WHERE region = $1 ORDER BY id DESC"), vals![region])?
        .iter()
        .map(campaign_row)
        .collect()
}

/// The after-image of a campaign.
pub fn campaign_change(region: &Region, c: &Campaign) -> Change {
    Change::put(
        "renaming_campaign",
        vec![
            ("region", Val::from(region)),
            ("id", Val::from(c.id)),
            ("version", Val::from(c.version)),
            ("title", Val::from(&c.title)),
            ("basis", Val::from(&c.basis)),
            ("due_on", Val::from(c.due_on)),
            ("opened_on", Val::from(c.opened_on)),
            ("opened_by", Val::from(c.opened_by)),
            ("closed_on", Val::from(c.closed_on)),
        ],
    )
}

fn corrupt(why: &str) -> StoreError {
    StoreError::corrupt("renaming_task", why)
}

fn task(r: &Row) -> Result<RenamingTask, StoreError> {
    let report = match (r.opt_text("name")?, r.opt_int("photo_id")?, r.opt_int("reported_by")?) {
        (Some(name), Some(photo), Some(by)) => {
            let at = r.opt_instant("reported_at")?.ok_or_else(|| corrupt("上报没有时间"))?;
            Some(Report { name, photo: PhotoId::new(photo), by: StaffId::new(by), at })
        }
        (None, None, None) => None,
        (_, _, _) => return Err(corrupt("上报的内容不齐")),
    };
    let settled = match (r.opt_int("settled_by")?, r.opt_instant("settled_at")?) {
        (Some(by), Some(at)) => Some((StaffId::new(by), at)),
        (None, None) => None,
        (_, _) => return Err(corrupt("验收的内容不齐")),
    };
    let stage = match (r.text("stage")?.as_str(), report, settled, r.opt_text("reason")?) {
        ("open", None, None, None) => TaskStage::Open(None),
        ("sent_back", Some(report), Some((by, at)), Some(reason)) => {
            TaskStage::Open(Some(SentBack { report, reason, by, at }))
        }
        ("reported", Some(report), None, None) => TaskStage::Reported(report),
        ("accepted", Some(report), Some((by, at)), None) => TaskStage::Accepted(report, by, at),
        (_, _, _, _) => return Err(corrupt("任务的状态与内容不符")),
    };
    Ok(RenamingTask {
        campaign: CampaignId::new(r.int("campaign_id")?),
        station: code(r, "station_code")?,
        old_name: r.text("old_name")?,
        version: r.int("version")?,
        stage,
    })
}

/// The task of a station.
pub fn renaming_task(
    tx: &mut Tx<'_>,
    region: &Region,
    of: CampaignId,
    station: &DivisionCode,
) -> Result<Option<RenamingTask>, StoreError> {
    let sql = format!("SELECT {TASK} FROM renaming_task WHERE region = $1 AND campaign_id = $2 AND station_code = $3");
    tx.row(&sql, vals![region, of, station])?.as_ref().map(task).transpose()
}

/// The tasks of a campaign, by station.
pub fn renaming_tasks(tx: &mut Tx<'_>, region: &Region, of: CampaignId) -> Result<Vec<RenamingTask>, StoreError> {
    let sql = format!("SELECT {TASK} FROM renaming_task WHERE region = $1 AND campaign_id = $2 ORDER BY station_code");
    tx.rows(&sql, vals![region, of])?.iter().map(task).collect()
}

/// The after-image of a task.
pub fn renaming_task_change(region: &Region, t: &RenamingTask) -> Change {
    let (report, settled, reason) = match &t.stage {
        TaskStage::Open(None) => (None, None, None),
        TaskStage::Open(Some(back)) => (Some(&back.report), Some((back.by, back.at)), Some(back.reason.as_str())),
        TaskStage::Reported(report) => (Some(report), None, None),
        TaskStage::Accepted(report, by, at) => (Some(report), Some((*by, *at)), None),
    };
    Change::put(
        "renaming_task",
        vec![
            ("region", Val::from(region)),
            ("campaign_id", Val::from(t.campaign)),
            ("station_code", Val::from(&t.station)),
            ("version", Val::from(t.version)),
            ("old_name", Val::from(&t.old_name)),
            ("stage", Val::from(t.stage.as_str())),
            ("name", Val::from(report.map(|r| r.name.clone()))),
            ("photo_id", Val::from(report.map(|r| r.photo))),
            ("reported_by", Val::from(report.map(|r| r.by))),
            ("reported_at", Val::from(report.map(|r| r.at))),
            ("settled_by", Val::from(settled.map(|(by, _)| by))),
            ("settled_at", Val::from(settled.map(|(_, at)| at))),
            ("reason", Val::from(reason)),
        ],
    )
}
