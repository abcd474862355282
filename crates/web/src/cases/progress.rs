//! What the applicant asks (查进度): number and query password, then the four steps with their dates.

use axum::{
    extract::State,
    http::{HeaderValue, StatusCode, header},
};
use domain::{
    base::{shanghai_day, shanghai_text},
    cases::{EndKind, Ending, Finished, Outcome, Stage},
};
use jiff::{Timestamp, civil::Date};
use services::{
    Failure,
    cases::{Progress, ProgressRefusal},
};

use super::{OwnCertificate, ProgressFormPage, ProgressPage, ProgressStep, StepState, words};
use crate::{
    base::{Field, Frame},
    door::{App, Oops, Posted, Query, Reply, Seat, blocking, show, show_as},
};

/// Wrong tries are counted over an hour; seconds.
const HOUR: HeaderValue = HeaderValue::from_static("3600");

/// The form; the code on the notice brings the number along.
pub(crate) async fn page(State(app): State<App>, seat: Seat, query: Query) -> Reply {
    let frame = app.frame(&seat, "查进度");
    show(&ProgressFormPage { frame, number: Field::of(query.text("no")), password: Field::default() })
}

/// The steps; or the form again with both fields as they were typed.
pub(crate) async fn submit(State(app): State<App>, seat: Seat, posted: Posted) -> Reply {
    let (number, password) = (posted.text("number"), posted.text("password"));
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    let (asked, secret) = (number.clone(), password.clone());
    let found = blocking(move || services::cases::progress(&bureau, &desk, &asked, &secret)).await?;
    let frame = app.frame(&seat, "查进度");
    let refusal = match found {
        Ok(progress) => {
            let mut page = result(frame, &progress, app.bureau().today());
            page.certificate = own(&app, &progress, &password).await?;
            let again = progress.may_act && !progress.case.stage.is_draft();
            if progress.may_act {
                page.review = crate::reviews::link_of(app.bureau(), &progress.case)?;
            }
            page.again = again.then(|| (progress.case.item_id.to_string(), password));
            return show(&page);
        }
        Err(Failure::Refused(refusal)) => refusal,
        Err(failure) => return Err(failure.into()),
    };
    let status = match refusal {
        ProgressRefusal::Number(_) | ProgressRefusal::Wrong => StatusCode::UNPROCESSABLE_ENTITY,
        ProgressRefusal::Later => StatusCode::TOO_MANY_REQUESTS,
    };
    let sentence = refusal.to_string();
    let page = ProgressFormPage {
        frame: frame.with_problem("number", &sentence),
        number: Field::wrong(number, sentence),
        password: Field::of(password),
    };
    let mut answer = show_as(status, &page)?;
    if status == StatusCode::TOO_MANY_REQUESTS {
        answer.headers_mut().insert(header::RETRY_AFTER, HOUR);
    }
    Ok(answer)
}

/// The certificate that the case gave out, while nothing was done to it.
async fn own(app: &App, progress: &Progress, password: &str) -> Result<Option<OwnCertificate>, Oops> {
    if !progress.may_act {
        return Ok(None);
    }
    let (bureau, case) = (app.bureau().clone(), progress.case.id);
    let found =
        blocking(move || services::certificates::of_case(&bureau, case)).await?.map_err(|e| Oops::broken(&e))?;
    Ok(found.filter(|c| c.state.end().is_none()).map(|c| OwnCertificate {
        name: c.name,
        number: c.number,
        password: password.to_owned(),
    }))
}

fn result(frame: Frame, progress: &Progress, today: Date) -> ProgressPage {
    let case = &progress.case;
    ProgressPage {
        frame,
        number: case.no.to_string(),
        item: case.item_name.clone(),
        applicant: progress.applicant.clone(),
        headline: headline(progress, today),
        steps: steps(progress, today),
        holder: words::waiting(&progress.waiting_for),
        provisional: case.due().provisional && !case.stage.is_finished(),
        advice: advice(progress),
        certificate: None,
        review: None,
        again: None,
        number_shown: progress.number_shown.iter().map(|(at, office)| (shanghai_text(*at), office.clone())).collect(),
    }
}

fn headline(progress: &Progress, today: Date) -> String {
    let case = &progress.case;
    let latest = |on: Option<Date>| on.map(|on| format!("，最迟 {}", words::day(on, today))).unwrap_or_default();
    let running = || format!("共 4 步，现在第 {} 步{}", case.stage.step(), latest(case.due().on));
    let outcome = case.stage.decision().map(|d| d.outcome);
    match &case.stage {
        Stage::Draft => "草稿，还没有提交".to_owned(),
        Stage::Submitted => format!("已收到申请，等窗口受理{}", latest(case.receipt.notice_by)),
        Stage::CorrectionAsked => {
            format!("还要补材料{}", latest(case.correction.as_ref().map(|c| c.until)))
        }
        Stage::Accepted(_) | Stage::InReview(..) => running(),
        Stage::Suspended(_, _, pause) => {
            format!("{}，预计 {} 结束", pause.what.label(), words::day(pause.until, today))
        }
        Stage::Decided(..) if outcome == Some(Outcome::Deny) => "没有批准，正在出具决定书".to_owned(),
        Stage::Decided(..) => running(),
        Stage::Completed(..) if outcome == Some(Outcome::Deny) => "没有批准，请领取决定书".to_owned(),
        Stage::Completed(..) => "已办结，请领取".to_owned(),
        Stage::Ended(_, ending) | Stage::Archived(Finished::Ended(_, ending), _) => {
            format!("{}，{}", ending.kind.label(), words::day(shanghai_day(ending.at), today))
        }
        Stage::Delivered(..) | Stage::Rated(..) | Stage::Archived(Finished::Delivered(..) | Finished::Rated(..), _) => {
            match outcome {
                Some(Outcome::Deny) => "没有批准，决定书已送达".to_owned(),
                Some(Outcome::Grant) | None => "已办结，已送达".to_owned(),
            }
        }
    }
}

/// 受理, 审核, 办结, 领取: each with its day, or the last day it may take.
fn steps(progress: &Progress, today: Date) -> Vec<ProgressStep> {
    let case = &progress.case;
    let on = |at: Timestamp| words::day(shanghai_day(at), today);
    let (decision, completion, delivery) = (case.stage.decision(), case.stage.completion(), case.stage.delivery());
    let latest = case.due().on.map(|d| format!("最迟 {}", words::day(d, today))).unwrap_or_default();
    let accepted = case.stage.acceptance();
    let ended = case.stage.ending();
    let stopped = |name: &str, e: &Ending| {
        step(name, StepState::Stopped, on(e.at), format!("{}。原因：{}", e.kind.label(), e.reason))
    };
    let reviewed = match (decision, ended) {
        (None, Some(e)) if accepted.is_some() => stopped("审核", e),
        (None, _) if accepted.is_none() => step("审核", StepState::Ahead, String::new(), String::new()),
        (None, _) => step("审核", StepState::Now, latest.clone(), String::new()),
        (Some(d), _) => match d.outcome {
            Outcome::Grant => step("审核", StepState::Done, on(d.at), "准予".to_owned()),
            Outcome::Deny => step("审核", StepState::Stopped, on(d.at), format!("没有批准。原因：{}", d.reason)),
        },
    };
    let completed = match (decision, completion) {
        (_, Some(c)) => step("办结", StepState::Done, on(c.at), c.result_name.clone()),
        (Some(_), None) => step("办结", StepState::Now, latest, String::new()),
        (None, None) => step("办结", StepState::Ahead, String::new(), String::new()),
    };
    let handed = match (completion, delivery) {
        (_, Some(d)) => step("领取", StepState::Done, on(d.at), d.way.label().to_owned()),
        (Some(_), None) => step("领取", StepState::Now, String::new(), String::new()),
        (None, None) => step("领取", StepState::Ahead, String::new(), String::new()),
    };
    let received = match (accepted, ended) {
        (Some(a), _) => step("受理", StepState::Done, words::day(a.on, today), String::new()),
        (None, Some(e)) => stopped("受理", e),
        (None, None) => {
            let by = case.next_on().map(|d| format!("最迟 {}", words::day(d, today))).unwrap_or_default();
            step("受理", StepState::Now, by, String::new())
        }
    };
    vec![received, reviewed, completed, handed]
}

fn step(name: &str, state: StepState, when: String, note: String) -> ProgressStep {
    ProgressStep { name: name.to_owned(), state, when, note }
}

/// What the applicant can do now.
fn advice(progress: &Progress) -> String {
    let phone = match progress.phone.as_str() {
        "" => "12345",
        phone => phone,
    };
    let window = progress.case.window_no.map(|n| format!(" {n} 号综合窗口")).unwrap_or_default();
    let collect = format!("带身份证和受理通知书，到政务服务大厅{window}领取。");
    // 行政复议法 20: 60 days; 行政诉讼法 46: six months.
    let appeal = "不服可在 60 日内申请行政复议，或在 6 个月内提起行政诉讼。补齐后可以重新申请。";
    let ask = || format!("问办理情况可拨 {phone}（{}）。", progress.department);
    let denied = progress.case.stage.decision().is_some_and(|d| match d.outcome {
        Outcome::Grant => false,
        Outcome::Deny => true,
    });
    match &progress.case.stage {
        Stage::Draft => "填好后提交，提交后才开始计时。".to_owned(),
        Stage::CorrectionAsked => "请按补正告知一次补齐；超过期限不补，视为撤回，可以重新申请。".to_owned(),
        Stage::Submitted | Stage::Accepted(_) | Stage::InReview(..) | Stage::Suspended(..) => ask(),
        Stage::Decided(..) | Stage::Delivered(..) if denied => appeal.to_owned(),
        Stage::Decided(..) => ask(),
        Stage::Completed(..) if denied => format!("{collect}{appeal}"),
        Stage::Completed(..) => collect,
        Stage::Delivered(..) | Stage::Rated(..) | Stage::Archived(Finished::Delivered(..) | Finished::Rated(..), _) => {
            String::new()
        }
        Stage::Ended(_, ending) | Stage::Archived(Finished::Ended(_, ending), _) => match ending.kind {
            EndKind::NotAccepted | EndKind::AcceptanceCancelled => appeal.to_owned(),
            EndKind::ReferredUpward => format!("这件已转报{}，由上级机关办理。{}", ending.body, ask()),
            EndKind::Returned | EndKind::Withdrawn | EndKind::CorrectionLapsed | EndKind::Voided => {
                format!("需要时可以重新申请。{}", ask())
            }
            EndKind::StoppedWithMatter => format!("需要时可以就这一项单独申请。{}", ask()),
        },
    }
}
