//! What the applicant asks (查进度): number and query password, then the four steps with their dates.

use axum::{
    extract::State,
    http::{HeaderValue, StatusCode, header},
};
use domain::{
    base::shanghai_day,
    cases::{Outcome, Stage},
};
use jiff::{Timestamp, civil::Date};
use services::{
    Failure,
    cases::{Progress, ProgressRefusal},
};

use super::{ProgressFormPage, ProgressPage, ProgressStep, StepState, words};
use crate::{
    base::{Field, Frame},
    door::{App, Posted, Query, Reply, Seat, blocking, show, show_as},
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
        Ok(progress) => return show(&result(frame, &progress, app.bureau().today())),
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
        provisional: case.due.provisional && !case.stage.is_finished(),
        advice: advice(progress),
    }
}

fn headline(progress: &Progress, today: Date) -> String {
    let case = &progress.case;
    let latest = case.due.on.map(|on| format!("，最迟 {}", words::day(on, today))).unwrap_or_default();
    match &case.stage {
        Stage::Accepted => format!("共 4 步，现在第 {} 步{latest}", case.stage.step()),
        Stage::Decided(decision) => match decision.outcome {
            Outcome::Grant => format!("共 4 步，现在第 {} 步{latest}", case.stage.step()),
            Outcome::Deny => "没有批准，正在出具决定书".to_owned(),
        },
        Stage::Completed(decision, _) => match decision.outcome {
            Outcome::Grant => "已办结，请领取".to_owned(),
            Outcome::Deny => "没有批准，请领取决定书".to_owned(),
        },
        Stage::Delivered(decision, ..) => match decision.outcome {
            Outcome::Grant => "已办结，已送达".to_owned(),
            Outcome::Deny => "没有批准，决定书已送达".to_owned(),
        },
    }
}

/// 受理, 审核, 办结, 领取: each with its day, or the last day it may take.
fn steps(progress: &Progress, today: Date) -> Vec<ProgressStep> {
    let case = &progress.case;
    let on = |at: Timestamp| words::day(shanghai_day(at), today);
    let (decision, completion, delivery) = match &case.stage {
        Stage::Accepted => (None, None, None),
        Stage::Decided(d) => (Some(d), None, None),
        Stage::Completed(d, c) => (Some(d), Some(c), None),
        Stage::Delivered(d, c, v) => (Some(d), Some(c), Some(v)),
    };
    let latest = case.due.on.map(|d| format!("最迟 {}", words::day(d, today))).unwrap_or_default();
    let reviewed = match decision {
        None => step("审核", StepState::Now, latest.clone(), String::new()),
        Some(d) => match d.outcome {
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
    let received = step("受理", StepState::Done, words::day(case.accepted_on, today), String::new());
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
    let denied = |decision: &domain::cases::Decision| match decision.outcome {
        Outcome::Grant => false,
        Outcome::Deny => true,
    };
    match &progress.case.stage {
        Stage::Accepted => format!("问办理情况可拨 {phone}（{}）。", progress.department),
        Stage::Decided(d) | Stage::Delivered(d, ..) if denied(d) => appeal.to_owned(),
        Stage::Decided(_) => format!("问办理情况可拨 {phone}（{}）。", progress.department),
        Stage::Completed(d, _) if denied(d) => format!("{collect}{appeal}"),
        Stage::Completed(..) => collect,
        Stage::Delivered(..) => String::new(),
    }
}
