//! What the data show, gathered once for a report: figures, what moved, gaps, orders.

use domain::{
    base::{DepartmentId, ReportId},
    indicators::Indicator,
    people::Desk,
    reports::{Fact, Facts, ReportKind, Row, Trace},
};
use jiff::{ToSpan as _, civil::Date};
use store::reports as rows;

use super::{Drawn, ReportRefusal, figures, gaps, orders};
use crate::{
    Bureau, Failure,
    indicators::{self, Report},
};

/// Which report is wanted.
#[derive(Debug, Clone, Copy)]
pub(super) struct Wanted {
    pub(super) kind: ReportKind,
    pub(super) as_of: Date,
    pub(super) department: Option<DepartmentId>,
    /// The report that is made anew; it is not its own "last time".
    pub(super) anew: Option<ReportId>,
}

/// What there is to say.
pub(super) struct Gathered {
    pub(super) facts: Facts,
    pub(super) drawn: Drawn,
    pub(super) snapshot: i64,
    pub(super) as_of: Date,
    /// What the author should know beside what the templates say.
    pub(super) notes: Vec<String>,
}

/// Day as a report writes it: `2026年11月22日`.
pub(super) fn day(on: Date) -> String {
    format!("{}年{}月{}日", on.year(), on.month(), on.day())
}

/// The snapshot a number was counted over.
pub(super) fn snapshot_source(report: &Report) -> String {
    format!("{}快照", day(report.as_of))
}

fn never(e: Failure<crate::Never>) -> Failure<ReportRefusal> {
    e.map(|never| match never {})
}

/// Gathers; `None` when nothing has been frozen yet.
pub(super) fn gather(
    bureau: &Bureau,
    desk: &Desk,
    wanted: &Wanted,
) -> Result<Option<Gathered>, Failure<ReportRefusal>> {
    let Some(now) = indicators::latest(bureau, desk, wanted.as_of).map_err(never)? else { return Ok(None) };
    let earlier = earlier(bureau, desk, wanted, &now)?;
    let region = bureau.region();
    let (county, departments) =
        bureau.db().read(|tx| Ok((store::base::county(tx, region)?, store::people::departments(tx, region)?)))?;
    let county_name = county.as_ref().map(|c| c.name.clone()).unwrap_or_default();
    let addressed = wanted.department.and_then(|id| departments.iter().find(|d| d.id == id)).map(|d| d.name.clone());

    let mut facts = Facts::default();
    let mut drawn = Drawn { county: county_name.clone(), as_of: Some(now.as_of), ..Drawn::default() };
    let mut row = Row::from([
        ("county", Fact::word(county_name)),
        ("as_of", Fact::word(day(now.as_of))),
        ("today", Fact::word(day(bureau.today()))),
        ("department", Fact::word(addressed.unwrap_or_default())),
    ]);
    if let Some(c) = county {
        row.insert("city", Fact::word(c.city_name));
    }
    if let Some(earlier) = &earlier {
        row.insert("since", Fact::word(day(earlier.as_of)));
    }
    population(&now, &mut row);
    if let Some(n) = with_items(bureau)? {
        row.insert("departments", n);
    }
    facts.add("county", row);

    let mut notes = figures::tell(&now, earlier.as_ref(), &mut facts, &mut drawn);
    if let Some(earlier) = &earlier {
        figures::changes(bureau, desk, &now, earlier, &mut facts, &mut drawn).map_err(never)?;
    }
    let newest = indicators::latest(bureau, desk, bureau.today()).map_err(never)?;
    if newest.is_some_and(|n| n.snapshot == now.snapshot) {
        figures::trend(bureau, desk, &mut drawn).map_err(never)?;
        if wanted.kind != ReportKind::Assignment {
            gaps::tell(bureau, desk, &now, &mut facts, &mut drawn).map_err(never)?;
        }
        let since = earlier.as_ref().map_or_else(|| start_of(wanted.kind, now.as_of), |e| e.as_of);
        orders::tell(bureau, desk, wanted, since, &mut facts, &mut drawn).map_err(never)?;
    } else {
        // Gaps and the register know only today: told of an older day they would be wrong.
        notes.push("数据截至日之后又统计过：差距、整改和走势只有现在的，这份报告里没有写".into());
    }
    Ok(Some(Gathered { facts, drawn, snapshot: now.snapshot, as_of: now.as_of, notes }))
}

/// Without an earlier snapshot, a period that the paper's reader expects: a week, or the year so far.
fn start_of(kind: ReportKind, as_of: Date) -> Date {
    match kind {
        ReportKind::Weekly => as_of.saturating_sub(7.days()),
        ReportKind::Analysis | ReportKind::Assignment => as_of.first_of_year(),
    }
}

/// What "last time" means: a week ago for the weekly brief; for the analysis the snapshot behind the
/// last one, else the newest of an earlier day.
fn earlier(
    bureau: &Bureau,
    desk: &Desk,
    wanted: &Wanted,
    now: &Report,
) -> Result<Option<Report>, Failure<ReportRefusal>> {
    let day = match wanted.kind {
        ReportKind::Weekly => now.as_of.saturating_sub(7.days()),
        ReportKind::Analysis | ReportKind::Assignment => {
            let last = bureau
                .db()
                .read(|tx| rows::last_report(tx, bureau.region(), ReportKind::Analysis, now.as_of, wanted.anew))?;
            last.map_or_else(|| now.as_of.saturating_sub(1.day()), |r| r.as_of)
        }
    };
    let found = indicators::latest(bureau, desk, day).map_err(never)?;
    Ok(found.filter(|r| r.snapshot != now.snapshot && r.as_of < now.as_of))
}

/// How many items are counted: the denominator of the first figure over items, with its exclusions.
fn population(now: &Report, row: &mut Row) {
    let found = now.figures.iter().find(|(f, _)| f.indicator == Indicator::OnlineAvailableRate);
    if let Some((figure, _)) = found
        && figure.denominator() + figure.counts.excluded > 0
    {
        let all = figure.denominator() + figure.counts.excluded;
        let trace = Trace {
            what: "纳入统计的政务服务事项".into(),
            parts: format!("计入 {} 项，剔除 {} 项", figure.denominator(), figure.counts.excluded),
            profile: figure.profile.clone(),
            source: snapshot_source(now),
        };
        row.insert("items", Fact::number(all.to_string(), trace));
    }
}

/// Departments that have an item in use.
fn with_items(bureau: &Bureau) -> Result<Option<Fact>, Failure<ReportRefusal>> {
    let count = bureau.db().read(|tx| store::reports::departments_with_items(tx, bureau.region()))?;
    let trace = Trace {
        what: "有在用事项的部门".into(),
        parts: format!("{count} 个"),
        profile: String::new(),
        source: "事项库".into(),
    };
    Ok((count > 0).then(|| Fact::number(count.to_string(), trace)))
}
