//! A week's draw over HTTP.

use std::collections::BTreeMap;

use axum::extract::{Path, State};
use domain::base::{CaseId, shanghai_text};
use services::followup::{DrawView, FrozenCandidate, Line, Week};

use super::{DrawnRow, StratumRow, WeekDrawPage, words};
use crate::{
    base::{Link, paths},
    cases::Fact,
    door::{App, Oops, Reply, Seat, address, blocking, show},
};

pub(super) async fn load(app: &App, seat: &Seat, week: &str) -> Result<DrawView, Oops> {
    let week = Week::parse(week).map_err(|_| Oops::not_found())?;
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    Ok(blocking(move || services::followup::draw_view(&bureau, &desk, week)).await??)
}

/// The page of a week.
pub(crate) async fn page(State(app): State<App>, seat: Seat, Path(week): Path<String>) -> Reply {
    let view = load(&app, &seat, &week).await?;
    let differences = view.redraw();
    let by = seat.desk.staff.as_ref().map(|s| s.id);
    let reads_all = domain::people::authorise(&seat.desk, domain::people::Act::FollowupPlan, None).is_ok();
    let lines: BTreeMap<CaseId, &Line> =
        view.lines.iter().filter(|l| l.place.is_drawn()).map(|l| (l.case, l)).collect();
    let fact = |label: &str, value: String| Fact { label: label.to_owned(), value };
    let mut facts = vec![
        fact("承诺值（SM3）", view.draw.commitment.clone()),
        fact("承诺时间", shanghai_text(view.draw.committed_at)),
    ];
    if let Some(made) = &view.draw.made {
        facts.push(fact("种子", made.seed.digits().to_owned()));
        facts.push(fact("抽样时间", shanghai_text(made.at)));
        facts.push(fact("方案", format!("第 {} 版", made.plan)));
    }
    let names = &view.departments;
    let named = |id| names.get(&id).cloned().unwrap_or_default();
    let row = |one: &FrozenCandidate| {
        let line = lines.get(&one.candidate.case);
        let open = line.filter(|l| reads_all || by.is_some_and(|by| is_of(l, by)));
        DrawnRow {
            case: Link::new(
                open.map(|l| paths::followup_call(&l.id.to_string())).unwrap_or_default(),
                one.candidate.case_no.as_str(),
            ),
            department: named(one.candidate.stratum.department),
            place: match (one.place, one.left_out.as_deref()) {
                (Some(place), _) => words::place(place),
                (None, Some(why)) => left_out(why).to_owned(),
                (None, None) => "没有抽中".to_owned(),
            },
            state: line.map(|l| words::standing(l)),
        }
    };
    let page =
        WeekDrawPage {
            frame: app.frame(&seat, finding(&view, differences.as_deref().map(<[_]>::len))),
            week: view.draw.week.to_string(),
            state: words::promise(&view.draw),
            facts,
            differences: differences
                .unwrap_or_default()
                .into_iter()
                .map(|d| if d.case_no.is_empty() { d.what } else { format!("{}：{}", d.case_no, d.what) })
                .collect(),
            is_drawn: view.draw.made.is_some(),
            strata: view
                .strata
                .iter()
                .map(|s| StratumRow {
                    name: format!("{} · {}", named(s.key.department), s.key.applicant.label()),
                    population: s.population,
                    wanted: s.wanted,
                })
                .collect(),
            rows: view.list.iter().map(row).collect(),
            results: view.draw.made.as_ref().map(|_| {
                Link::new(address(paths::FOLLOWUP_RESULTS, &[("period", &view.draw.week.to_string())]), "看结果")
            }),
        };
    show(&page)
}

/// Whether somebody called it.
fn is_of(line: &Line, by: domain::base::StaffId) -> bool {
    let ended = match &line.standing {
        services::followup::Standing::Waiting { .. } => false,
        services::followup::Standing::Done(call) => call.by == by,
        services::followup::Standing::Skipped { by: who, .. } => *who == by,
    };
    ended || line.tries.iter().any(|t| t.by == by)
}

/// Why a case is not drawn from, in words.
pub(super) fn left_out(word: &str) -> &'static str {
    match word {
        "no_phone" => "没有能打的电话，不参加抽样",
        "called_lately" => "近期回访过，不参加抽样",
        "same_applicant" => "同一申请人另一件代表，不参加抽样",
        "refused_lately" => "近期拒访过，不参加抽样",
        _ => "不参加抽样",
    }
}

fn finding(view: &DrawView, differences: Option<usize>) -> String {
    let wanted: u32 = view.strata.iter().map(|s| s.wanted).sum();
    let population: u32 = view.strata.iter().map(|s| s.population).sum();
    match differences {
        None => format!("{} 还没有抽样", view.draw.week),
        Some(0) => format!("{population} 件里抽了 {wanted} 件，复核一致"),
        Some(n) => format!("复核发现 {n} 处不一致"),
    }
}
