//! One run over HTTP (一次监测).

use axum::extract::{Path, State};
use domain::base::{RunId, shanghai_text};
use services::oversight::detectors::{Found, Outcome, RunReport, run_report};

use super::{FindingRow, OutcomeRow, RunPage};
use crate::{
    base::{Tag, Tone},
    door::{App, Oops, Reply, Seat, blocking, show},
    oversight::leads::{list::detector, words::compared},
};

/// The page.
pub(crate) async fn page(State(app): State<App>, seat: Seat, Path(run): Path<String>) -> Reply {
    let id = run.parse().map(RunId::new).map_err(|_| Oops::not_found())?;
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    let report = blocking(move || run_report(&bureau, &desk, id)).await??;
    let run = &report.run;
    show(&RunPage {
        frame: app.frame(&seat, format!("{} 的监测", shanghai_text(run.taken_at))),
        summary: format!("{} 至 {}，口径第 {} 版", run.from, run.to, run.profile_version),
        outcomes: run.tested.iter().map(|f| outcome(f, &report)).collect(),
        findings: report
            .findings
            .iter()
            .map(|f| FindingRow {
                detector: detector(f.lead.detector),
                finding: f.lead.finding.clone(),
                compared: compared(&f.lead),
            })
            .collect(),
    })
}

fn outcome(found: &Found, report: &RunReport) -> OutcomeRow {
    let (state, words) = match &found.outcome {
        Outcome::Off => (Tag::new(Tone::Neutral, "停用"), "口径里停用了这一项".to_owned()),
        Outcome::NoData(why) => (Tag::new(Tone::Neutral, "没有数据"), why.clone()),
        Outcome::Tested(tested) => {
            let looked = format!("{} 个对象，{} 行", tested.subjects, tested.rows);
            let words = std::iter::once(looked).chain(tested.left_out.iter().cloned()).collect::<Vec<_>>().join("；");
            (Tag::new(Tone::Good, "已监测"), words)
        }
    };
    OutcomeRow {
        detector: detector(found.detector),
        state,
        words,
        found: report.findings.iter().filter(|f| f.lead.detector == found.detector).count(),
    }
}
