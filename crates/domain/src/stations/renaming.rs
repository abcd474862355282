//! The renaming campaign (更名“便民服务站”行动): a task for each station that is not renamed, reported with the new name and
//! a photograph of the plate, accepted by the township or sent back with a reason.
//!
//! Progress counts tasks. The naming rate counts stations and is a figure of its own; neither says anything of coverage.

use std::collections::BTreeMap;

use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

use super::{Division, NameFlaw, NamingStandard, Post, Station};
use crate::base::{CampaignId, DivisionCode, PhotoId, StaffId};

/// A campaign.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Campaign {
    /// Id.
    pub id: CampaignId,
    /// Version for concurrent edits.
    pub version: i64,
    /// What it is called.
    pub title: String,
    /// The document that orders it.
    pub basis: String,
    /// Last day for reports.
    pub due_on: Date,
    /// First day.
    pub opened_on: Date,
    /// Who opened it.
    pub opened_by: StaffId,
    /// Day on which it ended; `None` while it runs.
    pub closed_on: Option<Date>,
}

/// What a station reports.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// The name on the new plate.
    pub name: String,
    /// The photograph of the plate.
    pub photo: PhotoId,
    /// Who reports.
    pub by: StaffId,
    /// When.
    pub at: Timestamp,
}

/// A report that was not accepted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SentBack {
    /// The report.
    pub report: Report,
    /// What is wrong with it.
    pub reason: String,
    /// Who looked at it.
    pub by: StaffId,
    /// When.
    pub at: Timestamp,
}

/// Where a task stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TaskStage {
    /// 待更名; with the report that came back, if one did.
    Open(Option<SentBack>),
    /// 待验收.
    Reported(Report),
    /// 已验收, by whom and when.
    Accepted(Report, StaffId, Timestamp),
}

impl TaskStage {
    /// Word on pages.
    #[must_use]
    pub const fn label(&self) -> &'static str {
        match self {
            Self::Open(None) => "待更名",
            Self::Open(Some(_)) => "退回重报",
            Self::Reported(_) => "待验收",
            Self::Accepted(..) => "已验收",
        }
    }

    /// Word in tables and in the API.
    #[must_use]
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::Open(None) => "open",
            Self::Open(Some(_)) => "sent_back",
            Self::Reported(_) => "reported",
            Self::Accepted(..) => "accepted",
        }
    }
}

/// The task of one station in a campaign.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RenamingTask {
    /// The campaign.
    pub campaign: CampaignId,
    /// The station.
    pub station: DivisionCode,
    /// What it was called when the task was made.
    pub old_name: String,
    /// Version for concurrent edits.
    pub version: i64,
    /// Where it stands.
    pub stage: TaskStage,
}

/// Why a step of a campaign is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RenamingRefusal {
    /// No title.
    #[error("请填写行动名称，例如“2026年便民服务站更名行动”")]
    TitleMissing,
    /// No document.
    #[error("请填写依据的文件和文号")]
    BasisMissing,
    /// A text that is too long: which, and the most it may have.
    #[error("{0}最多 {1} 个字，请写短一些")]
    Long(&'static str, usize),
    /// A last day that does not read.
    #[error("完成期限：{0}")]
    Day(String),
    /// A last day that is over.
    #[error("完成期限已经过了，请写今天或以后的日期")]
    DuePast,
    /// Every station carries its name.
    #[error("没有待更名的站点，不用开展更名行动")]
    NothingToDo,
    /// One is running.
    #[error("“{0}”还没有结束，请先结束它")]
    Running(String),
    /// The campaign is over.
    #[error("这次更名行动已经结束，不能再办")]
    Over,
    /// The name.
    #[error(transparent)]
    Name(#[from] NameFlaw),
    /// No photograph.
    #[error("请拍一张新牌子的照片，字要看得清")]
    PhotoMissing,
    /// The division is gone.
    #[error("这个站点所在的区划已撤并，请先改登站点")]
    DivisionGone,
    /// Reported or accepted already.
    #[error("这个站点{0}，不用再报")]
    NotOpen(&'static str),
    /// Nothing to accept.
    #[error("这个站点{0}，没有要验收的")]
    NotReported(&'static str),
    /// One's own report.
    #[error("自己报的不能自己验收，请由乡镇的另一位工作人员验收")]
    OwnReport,
    /// Somebody else's station.
    #[error("这个站点不归您办，请找{0}")]
    OtherStation(&'static str),
    /// Sent back without a reason.
    #[error("请写明退回的原因，站点好照着改")]
    ReasonMissing,
}

impl RenamingRefusal {
    /// Stable code for the API and for tests.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::TitleMissing => "title_missing",
            Self::BasisMissing => "basis_missing",
            Self::Long(..) => "long",
            Self::Day(_) => "day",
            Self::DuePast => "due_past",
            Self::NothingToDo => "nothing_to_do",
            Self::Running(_) => "running",
            Self::Over => "over",
            Self::Name(_) => "name",
            Self::PhotoMissing => "photo_missing",
            Self::DivisionGone => "division_gone",
            Self::NotOpen(_) => "not_open",
            Self::NotReported(_) => "not_reported",
            Self::OwnReport => "own_report",
            Self::OtherStation(_) => "other_station",
            Self::ReasonMissing => "reason_missing",
        }
    }

    /// The field of a form that it speaks of; empty = none.
    #[must_use]
    pub fn field(&self) -> &'static str {
        match self {
            Self::TitleMissing | Self::Long("行动名称", _) => "title",
            Self::BasisMissing | Self::Long("依据", _) => "basis",
            Self::Day(_) | Self::DuePast => "due_on",
            Self::Name(_) => "name",
            Self::PhotoMissing => "photo",
            Self::ReasonMissing | Self::Long(..) => "reason",
            Self::NothingToDo
            | Self::Running(_)
            | Self::Over
            | Self::DivisionGone
            | Self::NotOpen(_)
            | Self::NotReported(_)
            | Self::OwnReport
            | Self::OtherStation(_) => "",
        }
    }
}

/// Event: a campaign began.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CampaignOpened {
    /// What it is called.
    pub title: String,
    /// Last day for reports.
    pub due_on: Date,
    /// Stations with a task.
    pub tasks: u64,
}

/// Event: a campaign ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CampaignClosed {
    /// Tasks that were accepted.
    pub accepted: u64,
    /// Tasks that were not.
    pub left: u64,
}

/// Event: a station reported its new name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RenamingReported {
    /// The station's division.
    pub station: String,
    /// The name on the new plate.
    pub name: String,
    /// The photograph.
    pub photo: PhotoId,
}

/// Event: a report was accepted or sent back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RenamingSettled {
    /// The station's division.
    pub station: String,
    /// Whether it was accepted.
    pub accepted: bool,
    /// Why not; empty where it was.
    pub reason: String,
}

/// What the office writes of a new campaign.
#[derive(Debug, Clone, Copy)]
pub struct NewCampaign<'a> {
    /// What it is called.
    pub title: &'a str,
    /// The document that orders it.
    pub basis: &'a str,
    /// Last day for reports.
    pub due_on: Date,
}

fn words(what: &'static str, text: &str, most: usize, missing: RenamingRefusal) -> Result<String, RenamingRefusal> {
    let text = text.trim();
    match text.chars().count() {
        0 => Err(missing),
        many if many > most => Err(RenamingRefusal::Long(what, most)),
        _ => Ok(text.to_owned()),
    }
}

/// Whether the station needs a task: it works, and its name or plate is not known to be right.
#[must_use]
pub fn needs_renaming(station: &Station) -> bool {
    station.open && (station.name_ok != Some(true) || station.plate_ok != Some(true))
}

/// Opens a campaign with a task for each station that needs one.
///
/// # Errors
/// One is running, a text or day is wrong, or no station needs it.
pub fn open_campaign(
    id: CampaignId,
    new: NewCampaign<'_>,
    running: Option<&Campaign>,
    stations: &[Station],
    (by, today): (StaffId, Date),
) -> Result<(Campaign, Vec<RenamingTask>, CampaignOpened), RenamingRefusal> {
    if let Some(other) = running {
        return Err(RenamingRefusal::Running(other.title.clone()));
    }
    let title = words("行动名称", new.title, 60, RenamingRefusal::TitleMissing)?;
    let basis = words("依据", new.basis, 200, RenamingRefusal::BasisMissing)?;
    if new.due_on < today {
        return Err(RenamingRefusal::DuePast);
    }
    let tasks: Vec<RenamingTask> = stations
        .iter()
        .filter(|s| needs_renaming(s))
        .map(|s| RenamingTask {
            campaign: id,
            station: s.code,
            old_name: s.name.clone(),
            version: 1,
            stage: TaskStage::Open(None),
        })
        .collect();
    if tasks.is_empty() {
        return Err(RenamingRefusal::NothingToDo);
    }
    let event = CampaignOpened { title: title.clone(), due_on: new.due_on, tasks: tasks.len() as u64 };
    let campaign =
        Campaign { id, version: 1, title, basis, due_on: new.due_on, opened_on: today, opened_by: by, closed_on: None };
    Ok((campaign, tasks, event))
}

/// Ends a campaign. What is not accepted stays as it is.
///
/// # Errors
/// It is over already.
pub fn close_campaign(
    campaign: Campaign,
    tasks: &[RenamingTask],
    today: Date,
) -> Result<(Campaign, CampaignClosed), RenamingRefusal> {
    if campaign.closed_on.is_some() {
        return Err(RenamingRefusal::Over);
    }
    let accepted = tasks.iter().filter(|t| matches!(t.stage, TaskStage::Accepted(..))).count() as u64;
    let event = CampaignClosed { accepted, left: tasks.len() as u64 - accepted };
    Ok((Campaign { version: campaign.version + 1, closed_on: Some(today), ..campaign }, event))
}

fn runs(campaign: &Campaign) -> Result<(), RenamingRefusal> {
    if campaign.closed_on.is_some() { Err(RenamingRefusal::Over) } else { Ok(()) }
}

/// Whoever takes a step: the office of the county, which has no post, or somebody at a station.
#[derive(Debug, Clone, Copy)]
pub struct Worker<'a> {
    /// Who.
    pub staff: StaffId,
    /// Their post; `None` for the office.
    pub post: Option<&'a Post>,
    /// Keeps the stations of the whole county.
    pub office: bool,
}

/// What is reported.
#[derive(Debug, Clone, Copy)]
pub struct NewReport<'a> {
    /// The name on the new plate.
    pub name: &'a str,
    /// The photograph; `None` where none was sent.
    pub photo: Option<PhotoId>,
    /// When.
    pub at: Timestamp,
}

/// Reports the new name of a station. The name must have the standard form.
///
/// # Errors
/// Another's station, no photograph, another name, or nothing left to report.
pub fn report(
    task: RenamingTask,
    campaign: &Campaign,
    (division, standard): (Option<&Division>, &NamingStandard),
    new: NewReport<'_>,
    worker: Worker<'_>,
) -> Result<(RenamingTask, RenamingReported), RenamingRefusal> {
    runs(campaign)?;
    if !worker.office && !worker.post.is_some_and(|p| p.covers(&task.station)) {
        return Err(RenamingRefusal::OtherStation("这个站点的工作人员"));
    }
    match task.stage {
        TaskStage::Open(_) => {}
        TaskStage::Reported(_) => return Err(RenamingRefusal::NotOpen("已经上报，等乡镇验收")),
        TaskStage::Accepted(..) => return Err(RenamingRefusal::NotOpen("已经验收")),
    }
    standard.check(division.ok_or(RenamingRefusal::DivisionGone)?, new.name)?;
    let photo = new.photo.ok_or(RenamingRefusal::PhotoMissing)?;
    let name = new.name.trim().to_owned();
    let event = RenamingReported { station: task.station.to_string(), name: name.clone(), photo };
    let report = Report { name, photo, by: worker.staff, at: new.at };
    Ok((RenamingTask { version: task.version + 1, stage: TaskStage::Reported(report), ..task }, event))
}

/// Accepts a report, or sends it back with a reason. Of a village decides its township or the office, of a township the
/// office.
///
/// # Errors
/// Nothing is reported, it is one's own report, another's station, or no reason is given for sending it back.
pub fn settle(
    task: RenamingTask,
    campaign: &Campaign,
    (accepted, reason): (bool, &str),
    worker: Worker<'_>,
    at: Timestamp,
) -> Result<(RenamingTask, RenamingSettled), RenamingRefusal> {
    runs(campaign)?;
    if !worker.office && !worker.post.is_some_and(|p| p.is_above(&task.station)) {
        return Err(RenamingRefusal::OtherStation("所属乡镇的便民服务中心"));
    }
    let report = match task.stage {
        TaskStage::Reported(report) => report,
        TaskStage::Open(_) => return Err(RenamingRefusal::NotReported("还没有上报")),
        TaskStage::Accepted(..) => return Err(RenamingRefusal::NotReported("已经验收")),
    };
    if report.by == worker.staff {
        return Err(RenamingRefusal::OwnReport);
    }
    let reason = if accepted { String::new() } else { words("原因", reason, 200, RenamingRefusal::ReasonMissing)? };
    let event = RenamingSettled { station: task.station.to_string(), accepted, reason: reason.clone() };
    let stage = if accepted {
        TaskStage::Accepted(report, worker.staff, at)
    } else {
        TaskStage::Open(Some(SentBack { report, reason, by: worker.staff, at }))
    };
    Ok((RenamingTask { version: task.version + 1, stage, ..task }, event))
}

/// The station as an accepted report leaves it: registered name and plate are the reported one, shown by the document and
/// by the photograph.
#[must_use]
pub fn renamed(station: Station, report: &Report, basis: &str, (reported_on, today): (Date, Date)) -> Station {
    Station {
        name: report.name.clone(),
        plate: report.name.clone(),
        name_ok: Some(true),
        plate_ok: Some(true),
        name_checked_on: Some(today),
        name_evidence: basis.to_owned(),
        plate_checked_on: Some(reported_on),
        plate_evidence: format!("更名照片 {}", report.photo),
        version: station.version + 1,
        ..station
    }
}

/// How far a township is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TownProgress {
    /// Tasks of the township and its villages.
    pub tasks: u64,
    /// 待更名.
    pub open: u64,
    /// 退回重报.
    pub sent_back: u64,
    /// 待验收.
    pub reported: u64,
    /// 已验收.
    pub accepted: u64,
}

impl TownProgress {
    fn take(&mut self, stage: &TaskStage) {
        self.tasks += 1;
        match stage {
            TaskStage::Open(None) => self.open += 1,
            TaskStage::Open(Some(_)) => self.sent_back += 1,
            TaskStage::Reported(_) => self.reported += 1,
            TaskStage::Accepted(..) => self.accepted += 1,
        }
    }
}

/// How far each township is, by its code, and the whole.
#[must_use]
pub fn progress(tasks: &[RenamingTask]) -> (BTreeMap<DivisionCode, TownProgress>, TownProgress) {
    let (mut towns, mut all) = (BTreeMap::<DivisionCode, TownProgress>::new(), TownProgress::default());
    for task in tasks {
        towns.entry(town_of(&task.station)).or_default().take(&task.stage);
        all.take(&task.stage);
    }
    (towns, all)
}

/// The township a station belongs to: itself for a centre.
#[must_use]
pub fn town_of(station: &DivisionCode) -> DivisionCode {
    match super::Level::of(station) {
        Some(super::Level::Village) => station.parent().unwrap_or(*station),
        Some(super::Level::Town) | None => *station,
    }
}

#[cfg(test)]
mod tests;
