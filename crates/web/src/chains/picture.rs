//! The picture of a chain as it is designed (流程图), and the same to take along as BPMN.

use axum::{
    extract::{Path, State},
    http::header,
    response::IntoResponse as _,
};
use papers::{
    chains::{
        LaneFacts,
        bpmn::{BpmnFacts, write_bpmn},
        lanes_of,
    },
    charts::swim_lane,
};
use services::chains::{Blueprint, chain};

use crate::{
    base::Svg,
    door::{App, Oops, Reply, Seat, blocking},
};

/// The lanes; nothing where the order is a ring, which the check names.
pub(super) fn of_chain(it: &Blueprint, today: jiff::civil::Date) -> Svg {
    let Some(plan) = &it.plan else { return Svg::default() };
    let facts = LaneFacts { chain: &it.chain, form: &it.form.form, matter: None, plan, today };
    match lanes_of(&facts) {
        Ok(lanes) => Svg::drawn(swim_lane(&format!("{}怎么办", it.chain.name), &lanes)),
        Err(_) => Svg::default(),
    }
}

/// The newest version as BPMN 2.0.
pub(crate) async fn bpmn(State(app): State<App>, seat: Seat, Path(code): Path<String>) -> Reply {
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    let (record, it) = blocking(move || chain(&bureau, &desk, &code)).await??;
    let it = it.ok_or_else(Oops::not_found)?.laid_out;
    let limits = it.limits();
    let ring = || Oops::new(crate::base::Trouble::Refused, "ring").saying("先后绕成了圈，先按“检查”改好再下载");
    let bytes = write_bpmn(&it.chain, &BpmnFacts { limits }).map_err(|_| ring())?;
    let name = format!("attachment; filename=\"{}.bpmn\"", record.code);
    Ok(([(header::CONTENT_TYPE, "application/xml".to_owned()), (header::CONTENT_DISPOSITION, name)], bytes)
        .into_response())
}
