//! Ranking the days that are over (排名): each is frozen with its rows, and frozen anew beside the former where a report came
//! late or corrected.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    base::{Region, shanghai_day},
    indicators::{
        ReportOf, Reported, Standing, StandingComputed, StandingRules, is_late, rank_counties, standing_changes,
    },
    people::Desk,
};
use jiff::{SignedDuration, Timestamp, ToSpan as _, civil::Date};
use store::{
    StoreError, Tx,
    indicators::{self as rows, KeptReport, KeptStanding},
    journal::{self, Entry, Stream},
};

use super::{
    corrupt,
    rules::{field, rules_on},
};
use crate::Bureau;

/// Reports of another process may be noted a little after their time: they are looked at once more.
const MARGIN: SignedDuration = SignedDuration::from_mins(10);

/// Days that a node which stood still makes up for, beside those that something was reported for.
const ARREARS: i64 = 31;

/// A county with the report that counts for a day.
pub(super) type Heard = (Reported, Option<KeptReport>);

/// What each county of a field reported last for a day.
pub(super) fn gather(
    tx: &mut Tx<'_>,
    region: &Region,
    (rules, day): (&StandingRules, Date),
    field: &BTreeMap<String, String>,
) -> Result<Vec<Heard>, StoreError> {
    let from = day.saturating_sub(i64::from(rules.carry_days).days());
    let mut out = Vec::with_capacity(field.len());
    for (code, name) in field {
        let county = Region::parse(code).map_err(|e| corrupt("standing_row.county", e.to_string()))?;
        let kept = rows::report_for(tx, region, &county, (from, day))?;
        let report = kept.as_ref().map(|k| ReportOf {
            as_of: k.report.as_of,
            version: k.version,
            late: is_late(k.report.as_of, shanghai_day(k.came_at), rules.due_days),
        });
        let figures = kept.as_ref().map(|k| k.report.figures.clone()).unwrap_or_default();
        out.push((Reported { code: code.clone(), name: name.clone(), report, figures }, kept));
    }
    Ok(out)
}

/// Ranks them.
pub(super) fn ranked(rules: &StandingRules, heard: &[Heard]) -> Result<Vec<Standing>, StoreError> {
    let reported: Vec<Reported> = heard.iter().map(|(reported, _)| reported.clone()).collect();
    rank_counties(rules, &reported).map_err(|flaw| corrupt("standings.json", flaw.to_string()))
}

/// What a standing is computed from, as one text.
fn basis(rules: &StandingRules, heard: &[Heard]) -> String {
    let mut text = format!("rules {}\n", rules.version);
    for (one, _) in heard {
        match &one.report {
            Some(report) => text.push_str(&format!("{}\t{}\t{}\n", one.code, report.as_of, report.version)),
            None => text.push_str(&format!("{}\t-\n", one.code)),
        }
    }
    store::digest(text.as_bytes())
}

/// Ranks every day that is over and was not, or whose reports changed. What was ranked: day and version.
pub fn run_standings(bureau: &Bureau) -> Result<Vec<(Date, i64)>, StoreError> {
    let yesterday = bureau.today().saturating_sub(1.day());
    let days = bureau.db().read(|tx| days(tx, bureau.region(), yesterday))?;
    let mut out = Vec::new();
    for day in days {
        // Most looks find nothing: whoever writes is not kept waiting for them.
        if bureau.db().read(|tx| plan(tx, bureau, day))?.is_none() {
            continue;
        }
        let bureau = bureau.clone();
        if let Some(version) = bureau.clone().db().write(move |tx| compute(tx, &bureau, day))? {
            out.push((day, version));
        }
    }
    Ok(out)
}

/// Days to look at: those that something was reported for since the last time, those for which such a report stands, and
/// those that ended since.
fn days(tx: &mut Tx<'_>, region: &Region, yesterday: Date) -> Result<BTreeSet<Date>, StoreError> {
    if field(tx, region, rules_on(yesterday))?.is_empty() {
        return Ok(BTreeSet::new());
    }
    let last = rows::last_computed(tx, region)?;
    let since = last.map_or(Timestamp::UNIX_EPOCH, |at| at.saturating_sub(MARGIN).unwrap_or(Timestamp::UNIX_EPOCH));
    let mut out = BTreeSet::new();
    for reported in rows::days_reported_since(tx, region, since)? {
        for later in 0..=rules_on(reported).carry_days {
            out.insert(reported.saturating_add(i64::from(later).days()));
        }
    }
    let last = rows::standing_by(tx, region, yesterday)?.map_or(yesterday, |last| last.day);
    let mut day = last.max(yesterday.saturating_sub(ARREARS.days()));
    while day <= yesterday {
        out.insert(day);
        day = day.saturating_add(1.day());
    }
    out.retain(|day| *day <= yesterday);
    Ok(out)
}

/// The standing that a day is to have; `None` where it has it, or nobody reported.
fn plan(tx: &mut Tx<'_>, bureau: &Bureau, day: Date) -> Result<Option<(KeptStanding, Vec<Standing>)>, StoreError> {
    let (region, rules, now) = (*bureau.region(), rules_on(day), bureau.now());
    let before = rows::standing_by(tx, &region, day)?.filter(|kept| kept.day == day);
    let was = match &before {
        Some(kept) => rows::standing_rows(tx, &region, (day, kept.version))?,
        None => Vec::new(),
    };
    let counties = field(tx, &region, rules)?;
    let mut heard = gather(tx, &region, (rules, day), &counties)?;
    if before.is_some() {
        // Who was registered later and reported nothing of this day has no part in it; who left since keeps its own.
        heard.retain(|(one, _)| one.report.is_some() || was.iter().any(|w| w.code == one.code));
        let gone = was.iter().filter(|w| heard.iter().all(|(one, _)| one.code != w.code));
        let gone: BTreeMap<String, String> = gone.map(|w| (w.code.clone(), w.name.clone())).collect();
        heard.extend(gather(tx, &region, (rules, day), &gone)?);
        heard.sort_by(|(a, _), (b, _)| a.code.cmp(&b.code));
    }
    if heard.iter().all(|(one, _)| one.report.is_none()) {
        return Ok(None);
    }
    let basis = basis(rules, &heard);
    if before.as_ref().is_some_and(|kept| kept.basis == basis) {
        return Ok(None);
    }
    let standings = ranked(rules, &heard)?;
    let ranked = standings.iter().filter(|s| s.place.is_some()).count() as u64;
    let kept = KeptStanding {
        day,
        version: before.as_ref().map_or(1, |kept| kept.version + 1),
        rules: rules.clone(),
        basis,
        ranked,
        unranked: standings.len() as u64 - ranked,
        changes: if before.is_some() { standing_changes(&was, &standings) } else { Vec::new() },
        computed_at: now,
        computed_by: "系统".to_owned(),
    };
    Ok(Some((kept, standings)))
}

fn compute(tx: &mut Tx<'_>, bureau: &Bureau, day: Date) -> Result<Option<i64>, StoreError> {
    let (region, now) = (*bureau.region(), bureau.now());
    let Some((kept, standings)) = plan(tx, bureau, day)? else { return Ok(None) };
    let event = StandingComputed {
        day,
        version: kept.version,
        rules: kept.rules.version,
        ranked: kept.ranked,
        unranked: kept.unranked,
        basis: kept.basis.clone(),
    };
    let head = journal::head(tx, &region, &Stream::standings())?;
    let entry = Entry::new(Stream::standings(), head, "indicators.standing_computed", &event)
        .with(rows::standing_change(&region, &kept))
        .with_all(standings.iter().map(|one| rows::standing_row_change(&region, (day, kept.version), one)));
    journal::append(tx, &region, &Desk::system("排名").stamp(now, None), entry)?;
    Ok(Some(kept.version))
}
