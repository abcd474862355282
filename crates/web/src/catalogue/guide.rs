//! The guide of an item (办事指南) from its current version.

use axum::extract::{Path, State};
use domain::{
    base::{ItemId, date_text_with_year},
    catalogue::{Clients, Content, Material, Origin, Status},
};
use services::catalogue::{GuideView, guide};

use super::{GuideMaterial, GuidePage, GuidePlace, OnlineWay, words};
use crate::door::{App, Oops, Reply, Seat, blocking, id, show};

pub(crate) async fn page(State(app): State<App>, seat: Seat, Path(item): Path<String>) -> Reply {
    let view = find(&app, &seat, &item).await?;
    let content = &view.item.content;
    let page = GuidePage {
        frame: app.frame(&seat, content.name.clone()),
        department: view.department.name.clone(),
        kind: content.item_type.label().to_owned(),
        code: content.code.clone(),
        suspended: suspended(content.status),
        clients: content.clients.map(Clients::label).map(str::to_owned),
        conditions: words::lines(&content.guide.conditions),
        materials: materials(content),
        promised: content.promised.map(|l| if l.is_instant() { l.to_string() } else { format!("{l}办结") }),
        statutory: content.statutory.map(|l| l.to_string()),
        visits: words::visits(content),
        fees: words::said(&content.guide.fee),
        places: places(&view, &app.county().name),
        online: content.standing.online_depth.map(|d| OnlineWay { depth: d.label().to_owned(), href: None }),
        result: result(content),
        basis: words::lines(&content.guide.legal_basis),
        complaint: None,
        version: format!("第 {} 版", view.item.version),
        updated: date_text_with_year(view.item.effective_on),
    };
    show(&page)
}

/// The guide that an address names, as far as the visitor may see it.
pub(super) async fn find(app: &App, seat: &Seat, item: &str) -> Result<GuideView, Oops> {
    let wanted: ItemId = id(item)?;
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    let found = blocking(move || guide(&bureau, &desk, wanted)).await?.map_err(|e| Oops::broken(&e))?;
    found.ok_or_else(Oops::not_found)
}

fn suspended(status: Status) -> Option<String> {
    match status {
        Status::InUse => None,
        Status::Suspended => Some("这一项暂停受理，恢复时间请拨 12345 询问".into()),
        Status::Cancelled => Some("这一项已经取消，只有工作人员能看到".into()),
        Status::Draft => Some("这一项还是草稿，只有工作人员能看到".into()),
    }
}

fn materials(content: &Content) -> Option<Vec<GuideMaterial>> {
    let list = &content.guide.materials;
    let shown = |m: &Material| GuideMaterial {
        name: m.name.clone(),
        need: words::need(m.need).to_owned(),
        form: words::form(&m.form, m.copies),
        source: source(m.origin).to_owned(),
    };
    // No list is not an empty list: the guide does not say.
    (!list.is_empty()).then(|| list.iter().map(shown).collect())
}

pub(super) fn source(origin: Origin) -> &'static str {
    match origin {
        Origin::Applicant => "申请人自备",
        Origin::Government => "政府部门核发",
        Origin::Intermediary => "中介机构出具",
    }
}

fn result(content: &Content) -> Option<String> {
    let name = words::said(&content.guide.result_name)?;
    Some(match words::said(&content.guide.result_kind) {
        Some(kind) if kind != "无" => format!("{name}（{kind}）"),
        Some(_) | None => name,
    })
}

/// What the guide says of the place, and where it is silent what the department says of itself.
fn places(view: &GuideView, county: &str) -> Vec<GuidePlace> {
    let (guide, department) = (&view.item.content.guide, &view.department);
    let or = |first: &str, second: &str| words::said(first).or_else(|| words::said(second)).unwrap_or_default();
    let address = or(&guide.place, &department.place);
    let phone = or(&guide.phone, &department.phone);
    let hours = guide.hours.trim().to_owned();
    let name = match department.window_no {
        Some(no) => format!("{county}政务服务大厅 {no} 号窗口"),
        None => department.name.clone(),
    };
    if department.window_no.is_none() && address.is_empty() && phone.is_empty() && hours.is_empty() {
        return Vec::new();
    }
    vec![GuidePlace { name, address, hours, phone }]
}
