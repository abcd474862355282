//! Inspection of stations (规范化建设检查): a checklist in versions, rounds, and at each station a finding for every point.
//! What is lacking becomes an order of the one register of rectification; a second visit looks at those points again.
//!
//! Not here: the order and its clock, which are the register's.

use std::collections::{BTreeMap, BTreeSet};

use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

use super::{Level, Station, renaming::town_of};
use crate::base::{DivisionCode, OrderId, PhotoId, RoundId, StaffId};

/// What a point is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PointGroup {
    /// 标识名称.
    Sign,
    /// 服务时间.
    Hours,
    /// 人员.
    Staff,
    /// 事项.
    Items,
    /// 设施设备.
    Equipment,
}

impl PointGroup {
    /// All of them, in the order pages list them.
    pub const ALL: [Self; 5] = [Self::Sign, Self::Hours, Self::Staff, Self::Items, Self::Equipment];

    /// Word in files.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Sign => "sign",
            Self::Hours => "hours",
            Self::Staff => "staff",
            Self::Items => "items",
            Self::Equipment => "equipment",
        }
    }

    /// Word on pages.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Sign => "标识名称",
            Self::Hours => "服务时间",
            Self::Staff => "人员",
            Self::Items => "事项",
            Self::Equipment => "设施设备",
        }
    }

    /// Reads the word of a file or of a form.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|g| g.as_str() == text || g.label() == text)
    }
}

/// One point of the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CheckPoint {
    /// Short name, unique in the list, the same through its versions.
    pub key: String,
    /// What it is about.
    pub group: PointGroup,
    /// What must be so.
    pub text: String,
    /// Asked at village stations too; else at township centres alone.
    pub villages: bool,
}

/// The checklist from a day on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Checklist {
    /// Rises with each change.
    pub version: i64,
    /// What prescribes it.
    pub source: String,
    /// Working days that a station is given to put things right.
    pub due_workdays: u32,
    /// The points.
    pub points: Vec<CheckPoint>,
}

/// Most points of a list, and the longest text of one, in characters.
const MOST_POINTS: usize = 60;
const POINT_CHARS: usize = 100;

impl Checklist {
    /// The points that are asked at a station.
    pub fn asked(&self, station: &DivisionCode) -> impl Iterator<Item = &CheckPoint> {
        let village = Level::of(station) == Some(Level::Village);
        self.points.iter().filter(move |p| !village || p.villages)
    }

    /// The list as an office types it: one point a line, `组别｜要求｜范围`, where the third may be left out or say 乡镇.
    ///
    /// # Errors
    /// Which line is wrong, and how.
    pub fn with_lines(&self, lines: &str, due_workdays: u32) -> Result<Self, InspectionRefusal> {
        let mut points: Vec<CheckPoint> = Vec::new();
        for (no, line) in lines.lines().enumerate().filter(|(_, l)| !l.trim().is_empty()) {
            let wrong = |why: &str| InspectionRefusal::Line(no + 1, why.to_owned());
            let mut cells = line.split(['｜', '|']).map(str::trim);
            let group = cells.next().and_then(PointGroup::parse);
            let group = group.ok_or_else(|| wrong("第一格要写标识名称、服务时间、人员、事项或设施设备"))?;
            let text = cells.next().unwrap_or_default();
            match text.chars().count() {
                0 => return Err(wrong("第二格要写检查要求")),
                1..=POINT_CHARS => {}
                _ => return Err(wrong("检查要求最多 100 个字")),
            }
            let villages = match cells.next().unwrap_or_default() {
                "" | "全部" => true,
                "乡镇" => false,
                _ => return Err(wrong("第三格空着，或者写“乡镇”")),
            };
            if points.iter().any(|p| p.text == text) {
                return Err(wrong("与前面的要求重复"));
            }
            // A point that was there keeps its key, so that its history can be followed.
            let known = self.points.iter().find(|p| p.text == text).map(|p| p.key.clone());
            let key = known.unwrap_or_else(|| self.free_key(&points));
            points.push(CheckPoint { key, group, text: text.to_owned(), villages });
        }
        match points.len() {
            0 => return Err(InspectionRefusal::Line(1, "清单里至少要有一条".into())),
            many if many > MOST_POINTS => {
                return Err(InspectionRefusal::Line(many, format!("最多 {MOST_POINTS} 条")));
            }
            _ => {}
        }
        if !(1..=120).contains(&due_workdays) {
            return Err(InspectionRefusal::DueWorkdays);
        }
        if (&points, due_workdays) == (&self.points, self.due_workdays) {
            return Err(InspectionRefusal::Unchanged);
        }
        Ok(Self { version: self.version + 1, due_workdays, points, source: self.source.clone() })
    }

    /// What [`Self::with_lines`] reads.
    #[must_use]
    pub fn lines(&self) -> String {
        let line = |p: &CheckPoint| {
            let scope = if p.villages { "" } else { "｜乡镇" };
            format!("{}｜{}{scope}", p.group.label(), p.text)
        };
        self.points.iter().map(line).collect::<Vec<_>>().join("\n")
    }

    fn free_key(&self, taken: &[CheckPoint]) -> String {
        let used: BTreeSet<&str> = self.points.iter().chain(taken).map(|p| p.key.as_str()).collect();
        let mut no = 1_usize;
        while used.contains(format!("p{no}").as_str()) {
            no += 1;
        }
        format!("p{no}")
    }
}

/// A round.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Round {
    /// Id.
    pub id: RoundId,
    /// Version for concurrent edits.
    pub version: i64,
    /// What it is called.
    pub title: String,
    /// The version of the checklist that it asks.
    pub checklist: i64,
    /// First day.
    pub begins_on: Date,
    /// Last day.
    pub ends_on: Date,
    /// Who opened it.
    pub opened_by: StaffId,
    /// Day on which it was closed; `None` while it runs.
    pub closed_on: Option<Date>,
}

/// What was found of a point.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// Whether it is so.
    pub met: bool,
    /// What is lacking; empty where it is met.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

/// One visit at a station.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Visit {
    /// The round.
    pub round: RoundId,
    /// The station.
    pub station: DivisionCode,
    /// 1 for the inspection, 2 and more for those that looked again.
    pub no: u32,
    /// The day.
    pub on: Date,
    /// Who.
    pub by: StaffId,
    /// When it was entered.
    pub at: Timestamp,
    /// By the key of the point. A second visit has the points that were lacking before it alone.
    pub findings: BTreeMap<String, Finding>,
    /// A photograph.
    pub photo: Option<PhotoId>,
    /// The order that it led to.
    pub order: Option<OrderId>,
}

impl Visit {
    /// Keys of what is lacking.
    pub fn lacking(&self) -> impl Iterator<Item = &str> {
        self.findings.iter().filter(|(_, f)| !f.met).map(|(key, _)| key.as_str())
    }

    /// Whether nothing is.
    #[must_use]
    pub fn is_clean(&self) -> bool {
        self.lacking().next().is_none()
    }
}

/// Why a step of an inspection is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum InspectionRefusal {
    /// A line of the checklist.
    #[error("第 {0} 行：{1}")]
    Line(usize, String),
    /// Days to put things right.
    #[error("整改期限要填 1 到 120 个工作日")]
    DueWorkdays,
    /// Nothing differs.
    #[error("内容与现在的清单相同，没有需要保存的")]
    Unchanged,
    /// No title.
    #[error("请填写检查轮次名称，例如“2026年四季度规范化检查”")]
    TitleMissing,
    /// A text that is too long: which, and the most it may have.
    #[error("{0}最多 {1} 个字，请写短一些")]
    Long(&'static str, usize),
    /// A day that does not read: which, and why.
    #[error("{0}：{1}")]
    Day(&'static str, String),
    /// The last day stands before the first.
    #[error("结束日期不能早于开始日期")]
    EndsBefore,
    /// A day that is none of the round.
    #[error("检查日期要在 {0} 到 {1} 之间，并且不晚于今天")]
    OutsideRound(Date, Date),
    /// The round is closed.
    #[error("这一轮检查已经结束，不能再登记")]
    Over,
    /// Inspected already, and nothing was lacking.
    #[error("这个站点本轮已经检查，没有要复查的")]
    Done,
    /// The station does not work.
    #[error("这个站点停用，不检查")]
    StationClosed,
    /// A point without an answer.
    #[error("“{0}”还没有选，请每一条都选符合或不符合")]
    Unanswered(String),
    /// A lacking point without words.
    #[error("“{0}”不符合，请写明差在哪里")]
    NoteMissing(String),
}

impl InspectionRefusal {
    /// Stable code for the API and for tests.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Line(..) => "line",
            Self::DueWorkdays => "due_workdays",
            Self::Unchanged => "unchanged",
            Self::TitleMissing => "title_missing",
            Self::Long(..) => "long",
            Self::Day(..) => "day",
            Self::EndsBefore => "ends_before",
            Self::OutsideRound(..) => "outside_round",
            Self::Over => "over",
            Self::Done => "done",
            Self::StationClosed => "station_closed",
            Self::Unanswered(_) => "unanswered",
            Self::NoteMissing(_) => "note_missing",
        }
    }
}

/// Event: the checklist was changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChecklistChanged {
    /// Its version.
    pub version: i64,
    /// Points in it.
    pub points: u64,
}

/// Event: a round began.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoundOpened {
    /// What it is called.
    pub title: String,
    /// The version of the checklist.
    pub checklist: i64,
}

/// Event: a round was closed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoundClosed {
    /// Stations that were inspected.
    pub inspected: u64,
}

/// Event: a station was visited.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StationInspected {
    /// The station's division.
    pub station: String,
    /// Which visit of the round.
    pub no: u32,
    /// Points that were looked at.
    pub points: u64,
    /// Keys of those that were lacking.
    pub lacking: Vec<String>,
}

/// What the office writes of a new round.
#[derive(Debug, Clone, Copy)]
pub struct NewRound<'a> {
    /// What it is called.
    pub title: &'a str,
    /// First day.
    pub begins_on: Date,
    /// Last day.
    pub ends_on: Date,
}

/// Opens a round under the checklist of today.
///
/// # Errors
/// A text or a day is wrong.
pub fn open_round(
    id: RoundId,
    new: NewRound<'_>,
    checklist: &Checklist,
    by: StaffId,
) -> Result<(Round, RoundOpened), InspectionRefusal> {
    let title = new.title.trim();
    match title.chars().count() {
        0 => return Err(InspectionRefusal::TitleMissing),
        1..=60 => {}
        _ => return Err(InspectionRefusal::Long("轮次名称", 60)),
    }
    if new.ends_on < new.begins_on {
        return Err(InspectionRefusal::EndsBefore);
    }
    let event = RoundOpened { title: title.to_owned(), checklist: checklist.version };
    let round = Round {
        id,
        version: 1,
        title: title.to_owned(),
        checklist: checklist.version,
        begins_on: new.begins_on,
        ends_on: new.ends_on,
        opened_by: by,
        closed_on: None,
    };
    Ok((round, event))
}

/// Closes a round: no new inspections, second visits go on.
///
/// # Errors
/// It is closed.
pub fn close_round(round: Round, visits: &[Visit], today: Date) -> Result<(Round, RoundClosed), InspectionRefusal> {
    if round.closed_on.is_some() {
        return Err(InspectionRefusal::Over);
    }
    let inspected = visits.iter().filter(|v| v.no == 1).count() as u64;
    Ok((Round { version: round.version + 1, closed_on: Some(today), ..round }, RoundClosed { inspected }))
}

/// What an inspector writes down.
#[derive(Debug, Clone)]
pub struct NewVisit<'a> {
    /// The day.
    pub on: Date,
    /// By the key of the point: `Some(true)` met; the words of what is lacking.
    pub answers: &'a BTreeMap<String, (Option<bool>, String)>,
    /// A photograph.
    pub photo: Option<PhotoId>,
    /// Who, when it is entered, and the day of that.
    pub by: StaffId,
    /// Instant of the entry.
    pub at: Timestamp,
    /// Today.
    pub today: Date,
}

/// The points that the next visit asks: all at first, then those that were lacking.
///
/// # Errors
/// Nothing is left to look at.
pub fn points_to_ask<'a>(
    checklist: &'a Checklist,
    station: &DivisionCode,
    last: Option<&Visit>,
) -> Result<Vec<&'a CheckPoint>, InspectionRefusal> {
    let Some(last) = last else { return Ok(checklist.asked(station).collect()) };
    let lacking: BTreeSet<&str> = last.lacking().collect();
    let again: Vec<&CheckPoint> = checklist.points.iter().filter(|p| lacking.contains(p.key.as_str())).collect();
    if again.is_empty() { Err(InspectionRefusal::Done) } else { Ok(again) }
}

/// Writes down a visit. `last` is the one before it in this round.
///
/// # Errors
/// The round, the day, a point without an answer, or a lacking one without words.
pub fn inspect(
    (round, checklist): (&Round, &Checklist),
    station: &Station,
    last: Option<&Visit>,
    new: &NewVisit<'_>,
) -> Result<(Visit, StationInspected), InspectionRefusal> {
    if !station.open {
        return Err(InspectionRefusal::StationClosed);
    }
    if last.is_none() && round.closed_on.is_some() {
        return Err(InspectionRefusal::Over);
    }
    // A second visit may come after the last day of the round.
    let first = last.map_or(round.begins_on, |v| v.on);
    let end = if last.is_none() { round.ends_on.min(new.today) } else { new.today };
    if new.on < first || new.on > end {
        return Err(InspectionRefusal::OutsideRound(first, end));
    }
    let mut findings = BTreeMap::new();
    for point in points_to_ask(checklist, &station.code, last)? {
        let answer = new.answers.get(&point.key);
        let Some((Some(met), note)) = answer else { return Err(InspectionRefusal::Unanswered(point.text.clone())) };
        let note = if *met { "" } else { note.trim() };
        if !met && note.is_empty() {
            return Err(InspectionRefusal::NoteMissing(point.text.clone()));
        }
        if note.chars().count() > 200 {
            return Err(InspectionRefusal::Long("差在哪里", 200));
        }
        findings.insert(point.key.clone(), Finding { met: *met, note: note.to_owned() });
    }
    let visit = Visit {
        round: round.id,
        station: station.code,
        no: last.map_or(1, |v| v.no + 1),
        on: new.on,
        by: new.by,
        at: new.at,
        findings,
        photo: new.photo,
        order: last.and_then(|v| v.order),
    };
    let event = StationInspected {
        station: station.code.to_string(),
        no: visit.no,
        points: visit.findings.len() as u64,
        lacking: visit.lacking().map(str::to_owned).collect(),
    };
    Ok((visit, event))
}

/// How far the inspection of a township is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct InspectedTown {
    /// Working stations.
    pub stations: u64,
    /// Of these inspected.
    pub inspected: u64,
    /// Of these with nothing lacking, at once or after a second visit.
    pub clean: u64,
    /// Points that are lacking now.
    pub lacking: u64,
}

/// How far each township is, by its code, and the whole. Of each station the newest visit counts.
#[must_use]
pub fn inspected(stations: &[Station], visits: &[Visit]) -> (BTreeMap<DivisionCode, InspectedTown>, InspectedTown) {
    let mut newest: BTreeMap<DivisionCode, &Visit> = BTreeMap::new();
    for visit in visits {
        let known = newest.entry(visit.station).or_insert(visit);
        if visit.no > known.no {
            *known = visit;
        }
    }
    let (mut towns, mut all) = (BTreeMap::<DivisionCode, InspectedTown>::new(), InspectedTown::default());
    for station in stations.iter().filter(|s| s.open) {
        let town = towns.entry(town_of(&station.code)).or_default();
        for sum in [town, &mut all] {
            sum.stations += 1;
            if let Some(visit) = newest.get(&station.code) {
                sum.inspected += 1;
                sum.clean += u64::from(visit.is_clean());
                sum.lacking += visit.lacking().count() as u64;
            }
        }
    }
    (towns, all)
}

#[cfg(test)]
mod tests;
