//! Runs over HTTP (监测和口径): the list, a new run, a threshold.

use axum::{extract::State, http::StatusCode};
use domain::base::{parse_date, shanghai_text};
use jiff::{ToSpan as _, civil::Date};
use services::{
    Failure,
    oversight::{
        detectors::{Outcome, Profile, Run, ThresholdForm, current_profile, detect, run_list, set_threshold},
        leads::{DetectorTally, statistics},
    },
};

use super::{RunListPage, RunRow, TallyRow};
use crate::{
    base::{Field, paths},
    door::{App, Oops, Posted, Query, Reply, Seat, address, blocking, go, show, show_as},
};

/// The page.
pub(crate) async fn page(State(app): State<App>, seat: Seat, query: Query) -> Reply {
    let mut page = draw(&app, &seat).await?;
    page.frame.notice = (query.text("done") == "threshold").then(|| "起数已保存，下一次运行起用".to_owned());
    show(&page)
}

async fn draw(app: &App, seat: &Seat) -> Result<RunListPage, Oops> {
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    let (runs, tallies, profile) = blocking(move || -> Result<_, Oops> {
        let profile = current_profile(&bureau, &desk)?;
        Ok((run_list(&bureau, &desk)?, statistics(&bureau, &desk)?, profile))
    })
    .await??;
    let today = app.bureau().today();
    Ok(RunListPage {
        frame: app.frame(seat, "监测和口径"),
        from: Field::of(today.saturating_sub(89.days()).to_string()),
        to: Field::of(today.to_string()),
        runs: runs.iter().map(run_row).collect(),
        tallies: tallies.iter().map(|t| tally(t, &profile)).collect(),
        version: profile.version,
        reason: Field::default(),
    })
}

fn run_row(run: &Run) -> RunRow {
    let count = |of: fn(&Outcome) -> bool| run.tested.iter().filter(|f| of(&f.outcome)).count();
    let (tested, bare) = (count(|o| matches!(o, Outcome::Tested(_))), count(|o| matches!(o, Outcome::NoData(_))));
    RunRow {
        href: paths::run(&run.id.to_string()),
        at: shanghai_text(run.taken_at),
        days: format!("{} 至 {}", run.from, run.to),
        tested: format!("看了 {tested} 项，{bare} 项没有数据，口径第 {} 版", run.profile_version),
    }
}

fn tally(of: &DetectorTally, profile: &Profile) -> TallyRow {
    let at_least = profile.setting(of.detector).at_least;
    let false_share = of.false_share.and_then(|r| {
        let percent = r.percent_text(2)?;
        Some(format!("{percent}%（{} ÷ {} 条）", r.part(), r.whole()))
    });
    let proposal = of.proposal.map(|p| {
        format!("建议从 {} 起改为 {} 起：属实的 {} 条留 {} 条，少报 {} 条", p.from, p.to, p.upheld, p.keeps, p.spares)
    });
    TallyRow {
        id: of.detector.id().to_owned(),
        label: of.detector.label().to_owned(),
        counts: [of.tally.open, of.tally.upheld, of.tally.explained],
        false_share: false_share.unwrap_or_else(|| "没有核实过".to_owned()),
        at_least,
        proposal: proposal.unwrap_or_default(),
        value: of.proposal.map_or(at_least, |p| p.to),
    }
}

/// A day as typed; nothing typed is no day.
fn day(text: &str) -> Result<Option<Date>, String> {
    if text.trim().is_empty() {
        return Ok(None);
    }
    parse_date(text).map(Some).map_err(|flaw| flaw.to_string())
}

/// Runs the detectors and shows what was found.
pub(crate) async fn submit(State(app): State<App>, seat: Seat, posted: Posted) -> Reply {
    let (from, to) = (posted.text("from"), posted.text("to"));
    let (field, sentence) = match (day(&from), day(&to)) {
        (Ok(first), Ok(last)) => {
            let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
            match blocking(move || detect(&bureau, &desk, (first, last))).await? {
                Ok(report) => return go(&paths::run(&report.run.id.to_string())),
                Err(Failure::Refused(rule)) => ("to", rule.to_string()),
                Err(failure) => return Err(failure.into()),
            }
        }
        (Err(sentence), _) => ("from", sentence),
        (_, Err(sentence)) => ("to", sentence),
    };
    let mut page = draw(&app, &seat).await?;
    page.frame = page.frame.with_problem(field, &sentence);
    let put = |value: String, name: &str| Field { value, problem: (name == field).then(|| sentence.clone()) };
    (page.from, page.to) = (put(from, "from"), put(to, "to"));
    show_as(StatusCode::UNPROCESSABLE_ENTITY, &page)
}

/// Changes a threshold.
pub(crate) async fn threshold(State(app): State<App>, seat: Seat, posted: Posted) -> Reply {
    let reason = posted.text("reason");
    let form = ThresholdForm {
        version: posted.number("expected_version").unwrap_or_default(),
        detector: posted.text("detector"),
        at_least: posted.number::<u32>("at_least").unwrap_or_default(),
        reason: reason.clone(),
    };
    let (bureau, desk, key) = (app.bureau().clone(), seat.desk.clone(), posted.key());
    let sentence = match blocking(move || set_threshold(&bureau, &desk, &form, key.as_deref())).await? {
        Ok(_) => return go(&address(paths::RUNS, &[("done", "threshold")])),
        Err(Failure::Refused(rule)) => rule.to_string(),
        Err(failure) => return Err(failure.into()),
    };
    let mut page = draw(&app, &seat).await?;
    page.frame = page.frame.with_problem("reason", &sentence);
    page.reason = Field { value: reason, problem: Some(sentence) };
    show_as(StatusCode::UNPROCESSABLE_ENTITY, &page)
}
