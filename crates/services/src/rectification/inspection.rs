//! Inspection of stations (规范化建设检查): the checklist, rounds, and visits. What a visit finds lacking becomes an order of
//! this register in the same commit; the next visit is the proof that closes it.

use std::{collections::BTreeMap, path::Path};

use domain::{
    base::{DivisionCode, OrderId, RoundId, StaffId, parse_date},
    people::{Act, Denied, Desk},
    rectification::{Condition, NewOrder, Order, Proof, Refusal, Source, Stage, Subject, SubjectKind},
    stations::{
        self as rules, CheckPoint, Checklist, ChecklistChanged, InspectedTown, InspectionRefusal, NewRound, NewVisit,
        Round, Station, Visit,
    },
};
use serde::Serialize;
use store::{
    StoreError, Tx,
    journal::{self, Entry, Stream},
    rectification as orders, stations as rows,
};

use super::issue::issue_within;
use crate::{
    Bureau, Failure, Never,
    stations::{AtWork, IncomingPhoto, PhotoFlaw, WORK, look_at_photo, shelve_photo, tidy_photo},
};

/// Why a step of an inspection was not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum InspectRefusal {
    /// The rule.
    #[error(transparent)]
    Rule(#[from] InspectionRefusal),
    /// The photograph.
    #[error(transparent)]
    Photo(#[from] PhotoFlaw),
    /// The order that it would lead to.
    #[error(transparent)]
    Order(#[from] Refusal),
}

impl InspectRefusal {
    /// Stable code for the API and for tests.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Rule(rule) => rule.code(),
            Self::Photo(flaw) => flaw.code(),
            Self::Order(rule) => rule.code(),
        }
    }
}

fn refused(rule: InspectionRefusal) -> Failure<InspectRefusal> {
    Failure::Refused(rule.into())
}

fn inspector(desk: &Desk) -> Result<StaffId, Denied> {
    desk.staff.as_ref().map(|s| s.id).ok_or(Denied::NotSignedIn)
}

/// The checklist of today.
fn in_force(tx: &mut Tx<'_>, bureau: &Bureau) -> Result<Checklist, StoreError> {
    let newest = rows::checklists(tx, bureau.region())?.into_iter().next();
    Ok(newest.unwrap_or_else(|| WORK.checklist.clone()))
}

/// The checklist of a version.
fn at(tx: &mut Tx<'_>, bureau: &Bureau, version: i64) -> Result<Checklist, StoreError> {
    if version == WORK.checklist.version {
        return Ok(WORK.checklist.clone());
    }
    let found = rows::checklists(tx, bureau.region())?.into_iter().find(|c| c.version == version);
    found.ok_or_else(|| StoreError::Corrupt {
        place: "inspection_checklist".into(),
        why: format!("没有第 {version} 版检查清单"),
    })
}

/// The checklist in force, and the versions before it, the newest first.
pub fn checklist(bureau: &Bureau, desk: &Desk) -> Result<(Checklist, Vec<Checklist>), Failure<Never>> {
    bureau.may(desk, Act::StationProgress)?;
    Ok(bureau.db().read(|tx| {
        let mut all = rows::checklists(tx, bureau.region())?;
        all.push(WORK.checklist.clone());
        let now = all.remove(0);
        Ok((now, all))
    })?)
}

/// Changes the checklist, from the version that the page was made from. Rounds that run keep theirs. Returns its version.
///
/// # Errors
/// Which line is wrong, or somebody was faster.
pub fn change_checklist(
    bureau: &Bureau,
    desk: &Desk,
    (version, lines, due_workdays): (i64, &str, u32),
    key: Option<&str>,
) -> Result<i64, Failure<InspectRefusal>> {
    let (role, by) = (bureau.may(desk, Act::StationInspect)?, inspector(desk)?);
    let (region, now) = (*bureau.region(), bureau.now());
    let stamp = desk.stamp(now, role);
    let command = bureau.command(desk, "inspection.checklist", key, &(version, lines, due_workdays));
    let (worker, lines) = (bureau.clone(), lines.to_owned());
    let done = bureau.db().commit(command, move |tx| -> Result<i64, Failure<InspectRefusal>> {
        let known = in_force(tx, &worker)?;
        if known.version != version {
            return Err(Failure::Stale);
        }
        let next = known.with_lines(&lines, due_workdays).map_err(refused)?;
        let event = ChecklistChanged { version: next.version, points: next.points.len() as u64 };
        let head = journal::head(tx, &region, &Stream::checklist())?;
        let entry = Entry::new(Stream::checklist(), head, "inspection.checklist_changed", &event)
            .with(rows::checklist_change(&region, &next, (now, by)));
        journal::append(tx, &region, &stamp, entry)?;
        Ok(next.version)
    })?;
    Ok(done.value)
}

/// What the form of a new round holds.
#[derive(Debug, Clone, Default, Serialize)]
pub struct RoundForm {
    /// What it is called.
    pub title: String,
    /// First day, as typed.
    pub begins_on: String,
    /// Last day, as typed.
    pub ends_on: String,
}

/// Opens a round under the checklist of today.
///
/// # Errors
/// A text or a day is wrong.
pub fn open_round(
    bureau: &Bureau,
    desk: &Desk,
    form: &RoundForm,
    key: Option<&str>,
) -> Result<RoundId, Failure<InspectRefusal>> {
    let (role, by) = (bureau.may(desk, Act::StationInspect)?, inspector(desk)?);
    let (region, stamp, id) = (*bureau.region(), desk.stamp(bureau.now(), role), bureau.new_id());
    let command = bureau.command(desk, "inspection.open", key, form);
    let (worker, form) = (bureau.clone(), form.clone());
    let done = bureau.db().commit(command, move |tx| -> Result<i64, Failure<InspectRefusal>> {
        let day = |what, typed: &str| {
            parse_date(typed).map_err(|flaw| refused(InspectionRefusal::Day(what, flaw.to_string())))
        };
        let new = NewRound {
            title: &form.title,
            begins_on: day("开始日期", &form.begins_on)?,
            ends_on: day("结束日期", &form.ends_on)?,
        };
        let (round, event) = rules::open_round(RoundId::new(id), new, &in_force(tx, &worker)?, by).map_err(refused)?;
        let entry = Entry::new(Stream::round(round.id), 0, "inspection.opened", &event)
            .with(rows::round_change(&region, &round));
        journal::append(tx, &region, &stamp, entry)?;
        Ok(id)
    })?;
    Ok(RoundId::new(done.value))
}

/// Closes a round, from the version that the page was made from. Second visits go on.
///
/// # Errors
/// It is closed, or somebody was faster.
pub fn close_round(
    bureau: &Bureau,
    desk: &Desk,
    (id, version): (RoundId, i64),
    key: Option<&str>,
) -> Result<(), Failure<InspectRefusal>> {
    let role = bureau.may(desk, Act::StationInspect)?;
    let (region, stamp, today) = (*bureau.region(), desk.stamp(bureau.now(), role), bureau.today());
    let command = bureau.command(desk, "inspection.close", key, &(id, version));
    bureau
        .db()
        .commit(command, move |tx| -> Result<(), Failure<InspectRefusal>> {
            let round = rows::round(tx, &region, id)?.ok_or(Failure::NotFound)?;
            if round.version != version {
                return Err(Failure::Stale);
            }
            let visits = rows::visits(tx, &region, id)?;
            let (round, event) = rules::close_round(round, &visits, today).map_err(refused)?;
            let head = journal::head(tx, &region, &Stream::round(id))?;
            let entry = Entry::new(Stream::round(id), head, "inspection.closed", &event)
                .with(rows::round_change(&region, &round));
            journal::append(tx, &region, &stamp, entry)?;
            Ok(())
        })
        .map(|_| ())
}

/// What the form of a visit holds.
#[derive(Debug, Clone, Default, Serialize)]
pub struct VisitForm {
    /// Division the station stands in.
    pub station: String,
    /// Visits of this station that the page knew of.
    pub visits: u32,
    /// The day, as typed; empty = today.
    pub on: String,
    /// By the key of the point: met, not, or not said; and the words of what is lacking.
    pub answers: BTreeMap<String, (Option<bool>, String)>,
}

fn of_station<'a>(all: &'a [Visit], station: &DivisionCode) -> Vec<&'a Visit> {
    all.iter().filter(|v| v.station == *station).collect()
}

/// Writes down a visit. The first one that finds something lacking opens an order for the station, with the clock that
/// the checklist gives; the same key has one effect. Returns which visit of the round it is.
///
/// # Errors
/// [`InspectRefusal`], or somebody was faster.
pub fn inspect(
    bureau: &Bureau,
    desk: &Desk,
    (id, form): (RoundId, &VisitForm),
    (photo, exe): (Option<IncomingPhoto>, &Path),
    key: Option<&str>,
) -> Result<u32, Failure<InspectRefusal>> {
    let (role, by) = (bureau.may(desk, Act::StationInspect)?, inspector(desk)?);
    let code = DivisionCode::parse(&form.station).map_err(|_| Failure::NotFound)?;
    let flaw = |f: PhotoFlaw| Failure::Refused(f.into());
    let seen = photo.map(|p| look_at_photo(bureau, p, exe)).transpose().map_err(flaw)?;
    let (now, today, order_id) = (bureau.now(), bureau.today(), OrderId::new(bureau.new_id()));
    let digest = seen.as_ref().map(|s| s.digest.clone());
    let command = bureau.command(desk, "inspection.visit", key, &(id, form, digest));
    let shelved = seen.map(|s| shelve_photo(bureau, &s, (code, by, now))).transpose().map_err(flaw)?;
    let (worker, form, kept, stamp) = (bureau.clone(), form.clone(), shelved.clone(), desk.stamp(now, role));
    let done = bureau.db().commit(command, move |tx| -> Result<u32, Failure<InspectRefusal>> {
        let region = worker.region();
        let round = rows::round(tx, region, id)?.ok_or(Failure::NotFound)?;
        let (list, station) = (at(tx, &worker, round.checklist)?, rows::station(tx, region, &code)?);
        let station = station.ok_or(Failure::NotFound)?;
        let all = rows::visits(tx, region, id)?;
        let last = of_station(&all, &code).last().copied();
        if last.map_or(0, |v| v.no) != form.visits {
            return Err(Failure::Stale);
        }
        let on = match form.on.trim() {
            "" => today,
            typed => parse_date(typed).map_err(|f| refused(InspectionRefusal::Day("检查日期", f.to_string())))?,
        };
        let new = NewVisit { on, answers: &form.answers, photo: kept.as_ref().map(|p| p.id), by, at: now, today };
        let (mut visit, event) = rules::inspect((&round, &list), &station, last, &new).map_err(refused)?;
        if visit.order.is_none() && !visit.is_clean() {
            let due_on = worker.calendar(tx)?.add_workdays(today, list.due_workdays).on;
            let new = order_of(tx, &worker, (&round, &list), &station, &visit)?;
            let order = issue_within(&worker, tx, &stamp, &new, (order_id, by, due_on))
                .map_err(|failure| failure.map(InspectRefusal::Order))?;
            visit.order = Some(order.id);
        }
        let head = journal::head(tx, region, &Stream::round(id))?;
        let entry = Entry::new(Stream::round(id), head, "inspection.visited", &event)
            .with(rows::visit_change(region, &visit))
            .with_all(kept.iter().map(|p| rows::photo_change(region, p)));
        journal::append(tx, region, &stamp, entry)?;
        Ok(visit.no)
    });
    let done = done.map(|d| (d.value, d.repeated));
    tidy_photo(bureau, shelved.as_ref(), &done);
    done.map(|(no, _)| no)
}

/// The order that a visit leads to: to the township, about the station, with every point that is lacking.
fn order_of(
    tx: &mut Tx<'_>,
    bureau: &Bureau,
    (round, list): (&Round, &Checklist),
    station: &Station,
    visit: &Visit,
) -> Result<NewOrder, StoreError> {
    let town = rules::town_of(&station.code);
    let unit = rows::division(tx, bureau.region(), &town)?.map_or_else(|| station.name.clone(), |d| d.name);
    let lacking: Vec<String> = visit
        .findings
        .iter()
        .filter(|(_, f)| !f.met)
        .map(|(key, f)| {
            let point = list.points.iter().find(|p| p.key == *key).map_or(key.as_str(), |p| p.text.as_str());
            format!("{point}：{}", f.note)
        })
        .collect();
    // Each note is short, a list may be long.
    let was: String = lacking.join("；").chars().take(1_900).collect();
    let points = lacking.len();
    Ok(NewOrder {
        source: Source::Inspection,
        source_ref: round.id.to_string(),
        subject: Subject {
            kind: SubjectKind::Division,
            key: station.code.as_str().to_owned(),
            name: station.name.clone(),
        },
        department: None,
        unit_name: unit,
        blocker: String::new(),
        requirement: format!("{}：{points} 条不符合，逐条整改后申请复查", round.title),
        was,
    })
}

/// What the newest visit tells of an order: nothing lacking is met; otherwise, or while nobody has looked again since the
/// answer, it is not.
pub fn prove_inspection(bureau: &Bureau, order: &Order) -> Result<Proof, StoreError> {
    let answered_at = match &order.stage {
        Stage::Answered(answer) | Stage::Closed(answer, _) => Some(answer.at),
        Stage::Issued(_) | Stage::Withdrawn(_) => None,
    };
    let told = |condition, effect: String| Proof { condition, effect };
    let (Ok(round), Ok(code)) = (order.source_ref.parse::<i64>(), DivisionCode::parse(&order.subject.key)) else {
        return Ok(Proof::judged());
    };
    bureau.db().read(|tx| {
        let all = rows::visits(tx, bureau.region(), RoundId::new(round))?;
        let Some(last) = of_station(&all, &code).last().copied() else { return Ok(Proof::judged()) };
        Ok(match last.lacking().count() {
            _ if last.no == 1 || answered_at.is_none_or(|at| last.at < at) => {
                told(Condition::NotMet, "这次答复后还没有复查".into())
            }
            0 => told(Condition::Met, format!("{}复查，原来不符合的都已符合", last.on)),
            still => told(Condition::NotMet, format!("{}复查，还有 {still} 条不符合", last.on)),
        })
    })
}

/// Of a township how far the round is, with its name.
#[derive(Debug, Clone)]
pub struct InspectedLine {
    /// Its code.
    pub code: DivisionCode,
    /// Its name.
    pub name: String,
    /// Its numbers.
    pub inspected: InspectedTown,
}

/// One station of a round.
#[derive(Debug, Clone)]
pub struct StationVisits {
    /// The station.
    pub station: Station,
    /// The township's name.
    pub town: String,
    /// Its visits, the first one first.
    pub visits: Vec<Visit>,
    /// Number of the order, for an address and as printed; `None` = none.
    pub order: Option<(String, String)>,
}

/// A round with its progress.
#[derive(Debug, Clone)]
pub struct RoundView {
    /// The round.
    pub round: Round,
    /// The checklist that it asks.
    pub checklist: Checklist,
    /// By township.
    pub towns: Vec<InspectedLine>,
    /// The whole.
    pub all: InspectedTown,
    /// Stations that the asker sees, by code.
    pub stations: Vec<StationVisits>,
    /// Whether the asker may inspect and close.
    pub may_inspect: bool,
}

/// All rounds, the newest first.
pub fn rounds(bureau: &Bureau, desk: &Desk) -> Result<Vec<Round>, Failure<Never>> {
    bureau.may(desk, Act::StationProgress)?;
    Ok(bureau.db().read(|tx| rows::rounds(tx, bureau.region()))?)
}

/// A round as the asker sees it: progress of the whole county, visits of the stations that are theirs.
pub fn round_view(bureau: &Bureau, desk: &Desk, id: RoundId) -> Result<RoundView, Failure<Never>> {
    let at_work = AtWork::looking(bureau, desk, Act::StationProgress)?;
    let may_inspect = bureau.may(desk, Act::StationInspect).is_ok();
    let region = bureau.region();
    let found = bureau.db().read(|tx| {
        let Some(round) = rows::round(tx, region, id)? else { return Ok(None) };
        let checklist = at(tx, bureau, round.checklist)?;
        let (visits, stations) = (rows::visits(tx, region, id)?, rows::stations(tx, region)?);
        let names: BTreeMap<DivisionCode, String> =
            rows::divisions(tx, region)?.into_iter().map(|d| (d.code, d.name)).collect();
        let name = |c: &DivisionCode| names.get(c).cloned().unwrap_or_else(|| c.to_string());
        let (towns, all) = rules::inspected(&stations, &visits);
        let towns =
            towns.into_iter().map(|(code, inspected)| InspectedLine { code, name: name(&code), inspected }).collect();
        let mut lines = Vec::new();
        for station in stations.into_iter().filter(|s| s.open && (may_inspect || at_work.sees(&s.code))) {
            let own: Vec<Visit> = of_station(&visits, &station.code).into_iter().cloned().collect();
            let order = match own.last().and_then(|v| v.order) {
                Some(order) => orders::order(tx, region, order)?.map(|o| (o.no.slug(), o.no.to_string())),
                None => None,
            };
            lines.push(StationVisits { town: name(&rules::town_of(&station.code)), station, visits: own, order });
        }
        Ok(Some(RoundView { round, checklist, towns, all, stations: lines, may_inspect }))
    })?;
    found.ok_or(Failure::NotFound)
}

/// What the next visit of a station asks: the round, the station, its visits so far, the points.
pub type NextVisit = (Round, Station, Vec<Visit>, Vec<CheckPoint>);

/// The points that the next visit of a station asks.
///
/// # Errors
/// Nothing is left to look at.
pub fn next_visit(
    bureau: &Bureau,
    desk: &Desk,
    (id, station): (RoundId, &str),
) -> Result<NextVisit, Failure<InspectRefusal>> {
    bureau.may(desk, Act::StationInspect)?;
    let code = DivisionCode::parse(station).map_err(|_| Failure::NotFound)?;
    let region = bureau.region();
    let found = bureau.db().read(|tx| {
        let (round, station) = (rows::round(tx, region, id)?, rows::station(tx, region, &code)?);
        let (Some(round), Some(station)) = (round, station) else { return Ok(None) };
        let all = rows::visits(tx, region, id)?;
        let own: Vec<Visit> = of_station(&all, &code).into_iter().cloned().collect();
        Ok(Some((at(tx, bureau, round.checklist)?, round, station, own)))
    })?;
    let (list, round, station, own) = found.ok_or(Failure::NotFound)?;
    let points = rules::points_to_ask(&list, &code, own.last()).map_err(refused)?;
    let points = points.into_iter().cloned().collect();
    Ok((round, station, own, points))
}
