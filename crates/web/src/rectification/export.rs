//! The register as a spreadsheet (台账导出).

use axum::{extract::State, http::header, response::IntoResponse};
use domain::{
    base::{shanghai_day, shanghai_text},
    rectification::{Answer, Order, Stage},
};
use papers::tables::{Cell, write_xlsx};

use super::{
    register::{Asked, load},
    words,
};
use crate::door::{App, Oops, Query, Reply, Seat};

/// More orders than a county opens in years.
const ALL: u32 = 10_000;

const HEADER: [&str; 18] = [
    "整改单号",
    "来源",
    "指标",
    "对象",
    "事项或站点",
    "责任单位",
    "堵点",
    "整改要求",
    "交办时情况",
    "交办日期",
    "完成期限",
    "环节",
    "等谁",
    "答复",
    "答复时间",
    "核验情况",
    "销号日期",
    "效果",
];

/// The list under its filter, all pages of it.
pub(crate) async fn sheet(State(app): State<App>, seat: Seat, query: Query) -> Reply {
    let register = load(&app, &seat, Asked::of(&query).form(ALL)).await?;
    let rows: Vec<Vec<Cell>> = register.lines.iter().map(|line| cells(&line.order)).collect();
    let bytes = write_xlsx("整改台账", &HEADER.map(str::to_owned), &rows).map_err(|e| Oops::broken(&e))?;
    let name = format!("rectification-{}.xlsx", app.bureau().today());
    let headers = [
        (header::CONTENT_TYPE, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet".to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
    ];
    Ok((headers, bytes).into_response())
}

fn cells(order: &Order) -> Vec<Cell> {
    let (answer, finding, ended, effect) = match &order.stage {
        Stage::Issued(None) => (None, "", None, ""),
        Stage::Issued(Some(returned)) => (Some(&returned.answer), returned.finding.as_str(), None, ""),
        Stage::Answered(answer) => (Some(answer), "", None, ""),
        Stage::Closed(answer, closing) => {
            (Some(answer), closing.finding.as_str(), Some(closing.at), closing.effect.as_str())
        }
        Stage::Withdrawn(withdrawal) => (None, withdrawal.reason.as_str(), Some(withdrawal.at), ""),
    };
    let answered = |of: fn(&Answer) -> String| answer.map(of).unwrap_or_default();
    let texts = [
        order.no.to_string(),
        order.source.label().to_owned(),
        words::indicator(order).to_owned(),
        order.subject.kind.label().to_owned(),
        order.subject.name.clone(),
        order.unit_name.clone(),
        order.blocker.clone(),
        order.requirement.clone(),
        order.was.clone(),
        shanghai_day(order.issued_at).to_string(),
        order.due_on.to_string(),
        order.stage.label().to_owned(),
        words::waiting(order),
        answered(|a| a.text.clone()),
        answered(|a| shanghai_text(a.at)),
        finding.to_owned(),
        ended.map(|at| shanghai_day(at).to_string()).unwrap_or_default(),
        effect.to_owned(),
    ];
    texts.into_iter().map(|text| if text.is_empty() { Cell::Empty } else { Cell::from(text) }).collect()
}
