//! The county's rules of watching (监察规则): every version is kept, a new one holds from its day on.

use domain::{
    base::{Flaw, fold, parse_date},
    oversight::watch::{Point, PointRule, ProfileChanged, ProfileFlaw, Rung, WatchProfile},
    people::{Act, Desk},
};
use serde::Serialize;
use store::{
    journal::{self, Entry, Stream},
    oversight::watch as rows,
};

use super::rules::{rules_on, shipped};
use crate::{Bureau, Failure, Never};

/// The rules as people type them. Numbers as text.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct ProfileForm {
    /// Number of the version that was edited; 0 = the shipped one.
    pub version: i64,
    /// First day.
    pub valid_from: String,
    /// Words of the points that are watched.
    pub points: Vec<String>,
    /// Word of a point and its limit in working days; empty = the case's own day alone.
    pub limits: Vec<(String, String)>,
    /// Working days left.
    pub reminder_left: String,
    /// Working days left.
    pub yellow_left: String,
    /// Working days after the limit.
    pub red_after: String,
    /// Red cards of a case.
    pub case_reds: String,
    /// Working days over.
    pub overdue_workdays: String,
    /// Working days to reply.
    pub reply_workdays: String,
    /// Working days to dispute.
    pub dispute_workdays: String,
    /// Days.
    pub look_back_days: String,
    /// Cases of other systems too.
    pub imported: bool,
    /// One rung a line: number of working days, a space, who is told.
    pub ladder: String,
    /// Where it comes from.
    pub source: String,
}

/// Why the rules were not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ProfileRefusal {
    /// They will not do.
    #[error(transparent)]
    Flaw(#[from] ProfileFlaw),
    /// The day does not read.
    #[error(transparent)]
    Day(#[from] Flaw),
}

impl ProfileForm {
    /// The form of rules as they stand.
    #[must_use]
    pub fn of(p: &WatchProfile) -> Self {
        let limit = |point: Point| p.rule(point).and_then(|r| r.workdays).map(|n| n.to_string()).unwrap_or_default();
        let ladder: Vec<String> = p.ladder.iter().map(|r| format!("{} {}", r.after_workdays, r.rank)).collect();
        Self {
            version: p.version,
            valid_from: p.valid_from.to_string(),
            points: p.points.iter().map(|r| r.point.clone()).collect(),
            limits: Point::ALL.into_iter().map(|point| (point.as_str().to_owned(), limit(point))).collect(),
            reminder_left: p.reminder_left.to_string(),
            yellow_left: p.yellow_left.to_string(),
            red_after: p.red_after.to_string(),
            case_reds: p.case_reds.to_string(),
            overdue_workdays: p.overdue_workdays.to_string(),
            reply_workdays: p.reply_workdays.to_string(),
            dispute_workdays: p.dispute_workdays.to_string(),
            look_back_days: p.look_back_days.to_string(),
            imported: p.imported,
            ladder: ladder.join("\n"),
            source: p.source.clone(),
        }
    }

    /// What was typed, checked.
    fn read(&self) -> Result<WatchProfile, ProfileRefusal> {
        let number = |text: &str, what, least, most| -> Result<u32, ProfileFlaw> {
            fold(text).parse().map_err(|_| ProfileFlaw::Number(what, least, most))
        };
        let mut points = Vec::new();
        for word in &self.points {
            let label = Point::parse(word).map_or("监察点", Point::label);
            let typed = self.limits.iter().find(|(point, _)| point == word).map_or("", |(_, text)| text.trim());
            let workdays = if typed.is_empty() { None } else { Some(number(typed, label, 1, 120)?) };
            points.push(PointRule { point: word.clone(), workdays });
        }
        let mut ladder = Vec::new();
        for line in self.ladder.lines().map(str::trim).filter(|l| !l.is_empty()) {
            let (after, rank) = line.split_once(char::is_whitespace).ok_or(ProfileFlaw::Ladder)?;
            let after_workdays = fold(after).parse().map_err(|_| ProfileFlaw::Ladder)?;
            ladder.push(Rung { after_workdays, rank: rank.trim().to_owned() });
        }
        let profile = WatchProfile {
            version: self.version + 1,
            valid_from: parse_date(&self.valid_from)?,
            points,
            reminder_left: number(&self.reminder_left, "提醒的剩余天数", 0, 120)?,
            yellow_left: number(&self.yellow_left, "黄牌的剩余天数", 0, 120)?,
            red_after: number(&self.red_after, "红牌的宽限天数", 0, 120)?,
            case_reds: number(&self.case_reds, "触发督办的红牌数", 0, 20)?,
            overdue_workdays: number(&self.overdue_workdays, "触发督办的超期天数", 0, 120)?,
            reply_workdays: number(&self.reply_workdays, "答复督办的天数", 1, 120)?,
            dispute_workdays: number(&self.dispute_workdays, "提出异议的天数", 1, 120)?,
            look_back_days: number(&self.look_back_days, "回看天数", 1, 400)?,
            imported: self.imported,
            ladder,
            source: self.source.trim().to_owned(),
        };
        profile.check()?;
        Ok(profile)
    }
}

/// Changes the rules from a day on. Cards that were given stay as they are. Returns the new version.
pub fn change_profile(
    bureau: &Bureau,
    desk: &Desk,
    form: &ProfileForm,
    key: Option<&str>,
) -> Result<i64, Failure<ProfileRefusal>> {
    let role = bureau.may(desk, Act::OversightRule)?;
    let profile = form.read().map_err(Failure::Refused)?;
    if profile.valid_from < bureau.today() {
        return Err(Failure::Refused(ProfileFlaw::Past.into()));
    }
    let command = bureau.command(desk, "oversight.profile", key, form);
    let (worker, stamp) = (bureau.clone(), desk.stamp(bureau.now(), role));
    let done = bureau.db().commit(command, move |tx| -> Result<i64, Failure<ProfileRefusal>> {
        let region = worker.region();
        let newest = rows::watch_profiles(tx, region)?.first().map_or(0, |p| p.version);
        if newest != profile.version - 1 {
            return Err(Failure::Stale);
        }
        let event =
            ProfileChanged { version: profile.version, valid_from: profile.valid_from, source: profile.source.clone() };
        let entry = Entry::new(Stream::watch_profile(), newest, "oversight.profile_changed", &event)
            .with(rows::watch_profile_change(region, &profile));
        Ok(journal::append(tx, region, &stamp, entry)?)
    })?;
    Ok(done.value)
}

/// The rules with their history.
#[derive(Debug, Clone)]
pub struct Profiles {
    /// Those of today.
    pub in_use: WatchProfile,
    /// Every version of the county, the newest first; those shipped with the program last.
    pub all: Vec<WatchProfile>,
}

/// The rules, for whoever sees cards.
pub fn profiles(bureau: &Bureau, desk: &Desk) -> Result<Profiles, Failure<Never>> {
    bureau.may(desk, Act::OversightView)?;
    let (region, today) = (bureau.region(), bureau.today());
    Ok(bureau.db().read(|tx| {
        let mut all = rows::watch_profiles(tx, region)?;
        all.push(shipped().clone());
        Ok(Profiles { in_use: rules_on(tx, region, today)?, all })
    })?)
}
