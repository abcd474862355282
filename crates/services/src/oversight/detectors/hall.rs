//! The hall's hours, places and terminals (大厅时间、地点、终端): what D3, D4, D6 and D10 hold cases against. A change is a
//! new version of the thresholds, with its reason; every version stays.

use domain::{
    oversight::detectors::{Hall, HallSet, Profile, ProfileFlaw, Span},
    people::{Act, Desk},
};
use jiff::{Timestamp, civil::Time};
use serde::Serialize;
use store::{
    journal::{self, Entry, Stream},
    oversight as rows,
};

use super::profile::profile;
use crate::{Bureau, Failure, Never};

/// Longest entry of a list, in characters, and entries of a list.
const LONGEST: usize = 60;
const MOST: usize = 500;
/// Longest reason and source, in characters.
const WORDS: usize = 200;

/// What the form holds.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct HallForm {
    /// Version the page was made from.
    pub version: i64,
    /// Hours, a stretch a line: `08:30-12:00`.
    pub hours: String,
    /// Minutes before opening and after closing in which desks may still be at work.
    pub grace_minutes: u32,
    /// Words of which one stands in the hall's address, one a line.
    pub places: String,
    /// Terminals, one a line; none = the county keeps no list.
    pub terminals: String,
    /// Where the hours come from.
    pub source: String,
    /// Why it is changed.
    pub reason: String,
}

impl HallForm {
    /// The form as the profile fills it.
    #[must_use]
    pub fn of(profile: &Profile) -> Self {
        let hall = &profile.hall;
        let clock = |time: Time| format!("{:02}:{:02}", time.hour(), time.minute());
        let hours: Vec<String> = hall.hours.iter().map(|s| format!("{}-{}", clock(s.from), clock(s.to))).collect();
        Self {
            version: profile.version,
            hours: hours.join("\n"),
            grace_minutes: hall.grace_minutes,
            places: hall.places.join("\n"),
            terminals: hall.terminals.join("\n"),
            source: hall.source.clone(),
            reason: String::new(),
        }
    }
}

/// Why the hall is not changed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum HallRefusal {
    /// A line that is no stretch of hours.
    #[error("“{0}”读不出作息，请写成 08:30-12:00，一段一行")]
    Hours(String),
    /// Minutes that cannot be meant.
    #[error("前后宽限填 0 到 240 之间的分钟数")]
    Grace,
    /// No place: every guide would be elsewhere.
    #[error("请写大厅的名称或地址里的词，例如“政务服务中心”，一行一个")]
    Places,
    /// A list or an entry at length.
    #[error("{0}最多 500 行，每行最多 60 字，请核对")]
    Long(&'static str),
    /// No source.
    #[error("请写作息从哪里来，例如“县政务服务中心公告〔2026〕2号”，200 字以内")]
    Source,
    /// No reason.
    #[error("请写一句为什么改，例如“夏季作息”，200 字以内")]
    Reason,
    /// Nothing differs.
    #[error("与现在相同，没有需要保存的")]
    Unchanged,
    /// The rule.
    #[error(transparent)]
    Flaw(#[from] ProfileFlaw),
}

impl HallRefusal {
    /// Stable code for programs.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Hours(_) => "hours",
            Self::Grace => "grace_minutes",
            Self::Places => "places",
            Self::Long(_) => "too_long",
            Self::Source => "source",
            Self::Reason => "reason",
            Self::Unchanged => "unchanged",
            Self::Flaw(_) => "profile",
        }
    }
}

/// A version as the page lists it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HallVersion {
    /// Its number.
    pub version: i64,
    /// Since when.
    pub since: Timestamp,
    /// The hall.
    pub hall: Hall,
}

/// The hall as it stands, with the versions before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HallView {
    /// What holds now.
    pub profile: Profile,
    /// Versions that changed the hall, the newest first; empty while the shipped one holds.
    pub versions: Vec<HallVersion>,
}

/// The hall and its versions.
pub fn hall(bureau: &Bureau, desk: &Desk) -> Result<HallView, Failure<Never>> {
    bureau.may(desk, Act::LeadDetect)?;
    Ok(bureau.db().read(|tx| {
        let mut versions: Vec<HallVersion> = rows::detector_profiles(tx, bureau.region())?
            .into_iter()
            .map(|(profile, since)| HallVersion { version: profile.version, since, hall: profile.hall })
            .collect();
        // Of those that changed a threshold alone the first tells.
        versions.dedup_by(|later, earlier| later.hall == earlier.hall);
        versions.reverse();
        Ok(HallView { profile: profile(bureau, tx)?, versions })
    })?)
}

fn clock(text: &str) -> Option<Time> {
    let (hour, minute) = text.trim().split_once(':')?;
    Time::new(hour.trim().parse().ok()?, minute.trim().parse().ok()?, 0, 0).ok()
}

fn hours(text: &str) -> Result<Vec<Span>, HallRefusal> {
    let plain = text.replace('：', ":").replace(['—', '–', '－', '~', '～', '至'], "-");
    let read = |line: &str| {
        let wrong = || HallRefusal::Hours(line.trim().to_owned());
        let (from, to) = line.split_once('-').ok_or_else(wrong)?;
        Ok(Span { from: clock(from).ok_or_else(wrong)?, to: clock(to.trim_matches('-')).ok_or_else(wrong)? })
    };
    plain.lines().filter(|line| !line.trim().is_empty()).map(read).collect()
}

fn entries(text: &str, field: &'static str) -> Result<Vec<String>, HallRefusal> {
    let mut all: Vec<String> = Vec::new();
    for line in text.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" ")) {
        if !line.is_empty() && !all.contains(&line) {
            all.push(line);
        }
    }
    let long = all.len() > MOST || all.iter().any(|line| line.chars().count() > LONGEST);
    if long { Err(HallRefusal::Long(field)) } else { Ok(all) }
}

fn said(text: &str, refusal: HallRefusal) -> Result<String, HallRefusal> {
    match text.trim() {
        "" => Err(refusal),
        long if long.chars().count() > WORDS => Err(refusal),
        words => Ok(words.to_owned()),
    }
}

/// The hall and the reason of a form.
fn read(form: &HallForm) -> Result<(Hall, String), HallRefusal> {
    if form.grace_minutes > 240 {
        return Err(HallRefusal::Grace);
    }
    let places = entries(&form.places, "地点")?;
    if places.is_empty() {
        return Err(HallRefusal::Places);
    }
    let hall = Hall {
        hours: hours(&form.hours)?,
        grace_minutes: form.grace_minutes,
        places,
        terminals: entries(&form.terminals, "终端")?,
        source: said(&form.source, HallRefusal::Source)?,
    };
    Ok((hall, said(&form.reason, HallRefusal::Reason)?))
}

/// Changes the hall; a new version of the whole. Returns its number.
pub fn set_hall(bureau: &Bureau, desk: &Desk, form: &HallForm, key: Option<&str>) -> Result<i64, Failure<HallRefusal>> {
    let role = bureau.may(desk, Act::DetectorEdit)?;
    let (hall, reason) = read(form).map_err(Failure::Refused)?;
    let (now, region, expected) = (bureau.now(), *bureau.region(), form.version);
    let stamp = desk.stamp(now, role);
    let command = bureau.command(desk, "oversight.hall", key, form);
    let worker = bureau.clone();
    let done = bureau.db().commit(command, move |tx| -> Result<i64, Failure<HallRefusal>> {
        let mut next = profile(&worker, tx)?;
        if next.version != expected {
            return Err(Failure::Stale);
        }
        if next.hall == hall {
            return Err(Failure::Refused(HallRefusal::Unchanged));
        }
        next.version += 1;
        next.hall = hall.clone();
        next.check().map_err(|flaw| Failure::Refused(flaw.into()))?;
        let event = HallSet { version: next.version, hall: hall.clone(), reason: reason.clone() };
        let seq = journal::head(tx, &region, &Stream::detectors())?;
        let entry = Entry::new(Stream::detectors(), seq, "oversight.hall_set", &event)
            .with(rows::detector_profile_change(&region, &next, now));
        journal::append(tx, &region, &stamp, entry)?;
        Ok(next.version)
    })?;
    Ok(done.value)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form() -> HallForm {
        HallForm {
            hours: "8:30—12:00\n\n13：30 至 17:30".into(),
            places: "政务服务中心\n 政务服务中心 ".into(),
            source: "公告".into(),
            reason: "夏季".into(),
            ..HallForm::default()
        }
    }

    #[test]
    fn hours_are_read_as_people_write_them() {
        let (hall, reason) = read(&form()).unwrap();
        assert_eq!((hall.hours.len(), hall.open_minutes(), reason.as_str()), (2, 450, "夏季"));
        assert_eq!((hall.places, hall.terminals), (vec!["政务服务中心".to_owned()], vec![]));
        for wrong in ["八点到十二点", "08:30", "25:00-26:00"] {
            let told = read(&HallForm { hours: wrong.into(), ..form() });
            assert_eq!(told, Err(HallRefusal::Hours(wrong.into())));
        }
    }

    #[test]
    fn what_is_missing_is_told() {
        let told = |change: fn(&mut HallForm)| {
            let mut form = form();
            change(&mut form);
            read(&form).unwrap_err().code()
        };
        assert_eq!(told(|f| f.places = " \n".into()), "places");
        assert_eq!(told(|f| f.grace_minutes = 241), "grace_minutes");
        assert_eq!(told(|f| f.terminals = "长".repeat(61)), "too_long");
        assert_eq!(told(|f| f.source.clear()), "source");
        assert_eq!(told(|f| f.reason = "长".repeat(201)), "reason");
    }
}
