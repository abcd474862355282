//! The guide of an item (办事指南) from its current version.

use axum::extract::{Path, State};
use domain::{
    base::{ItemId, date_text_with_year},
    cases::open_to_applications,
    catalogue::{Clients, Content, Fee, Guide, Material, OnlineDepth, Origin, Status, Step},
};
use services::catalogue::{GuideView, guide};

use super::{GuideFee, GuideMaterial, GuidePage, GuidePlace, GuideStep, OnlineWay, words};
use crate::{
    base::{Link, paths},
    door::{App, Oops, Reply, Seat, blocking, id, show},
};

pub(crate) async fn page(State(app): State<App>, seat: Seat, Path(item): Path<String>) -> Reply {
    let view = find(&app, &seat, &item).await?;
    let (content, guide) = (&view.item.content, &view.item.content.guide);
    let visits = content.standing.onsite_visits;
    let complaint = words::said(&guide.complaint);
    let page = GuidePage {
        frame: app.frame(&seat, content.name.clone()),
        department: view.department.name.clone(),
        kind: content.item_type.label().to_owned(),
        main_name: Some(&content.main_name).filter(|m| **m != content.name).cloned().unwrap_or_default(),
        code: content.code.clone(),
        aliases: guide.aliases.clone(),
        suspended: suspended(content.status),
        apply: open_to_applications(content).is_ok().then(|| paths::apply(&view.item.id.to_string())),
        clients: clients(content),
        conditions: words::lines(&guide.conditions),
        materials: materials(content),
        promised: content.promised.map(|l| if l.is_instant() { l.to_string() } else { format!("{l}办结") }),
        statutory: content.statutory.map(|l| l.to_string()),
        limit_notes: limit_notes(guide),
        visits: words::visits(content),
        why_come: words::said(&guide.onsite_reason),
        must_come: visits.is_some_and(|n| n > 0),
        fees: fees(guide),
        fee_list: guide.fees.iter().map(fee).collect(),
        places: places(&view, &app.county().name),
        online: OnlineWay {
            depth: content.standing.online_depth.map(OnlineDepth::label).unwrap_or_default().to_owned(),
            href: words::web_address(&guide.online_url),
            mobile: words::web_address(&guide.mobile_url),
        },
        services: services_said(guide),
        result: result(content),
        result_sample: words::web_address(&guide.result_sample).map(|href| Link::new(href, "看样本")),
        steps: guide.steps.iter().map(|s| step(content, s)).collect(),
        flow: words::lines(&guide.flow),
        faqs: guide.faqs.iter().map(|f| (f.question.clone(), f.answer.clone())).collect(),
        basis: words::lines(&guide.legal_basis),
        complaint_phone: complaint.clone().filter(|c| is_phone(c)),
        complaint,
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

/// The words of the list where the guide names them, else whom the item serves in general.
fn clients(content: &Content) -> Option<String> {
    let named = &content.guide.client_types;
    if named.is_empty() { content.clients.map(|c| Clients::label(c).to_owned()) } else { Some(named.join("、")) }
}

fn materials(content: &Content) -> Option<Vec<GuideMaterial>> {
    let list = &content.guide.materials;
    // No list is not an empty list: the guide does not say.
    (!list.is_empty()).then(|| list.iter().map(material).collect())
}

fn material(m: &Material) -> GuideMaterial {
    let note = words::said(&m.source_note);
    let link = |text: &str, label: &str| words::web_address(text).map(|href| Link::new(href, label));
    let paper = words::said(&m.paper).map(|p| format!("规格 {p}"));
    GuideMaterial {
        name: m.name.clone(),
        need: words::need(m.need).to_owned(),
        form: words::form(&m.form, m.copies),
        source: note.map_or_else(|| source(m.origin).to_owned(), |n| format!("{}，{n}", source(m.origin))),
        notes: [paper, words::said(&m.notice), words::said(&m.standard)].into_iter().flatten().collect(),
        links: [link(&m.blank_form, "空白表格"), link(&m.sample_form, "示例")].into_iter().flatten().collect(),
    }
}

pub(super) fn source(origin: Origin) -> &'static str {
    match origin {
        Origin::Applicant => "申请人自备",
        Origin::Government => "政府部门核发",
        Origin::Intermediary => "中介机构出具",
    }
}

fn limit_notes(guide: &Guide) -> Vec<String> {
    let special = (!guide.special_procedures.is_empty())
        .then(|| format!("特别程序的时间另计：{}", guide.special_procedures.join("、")));
    let notes = [words::said(&guide.promised_note), words::said(&guide.statutory_note), special];
    notes.into_iter().flatten().collect()
}

fn fees(guide: &Guide) -> Option<String> {
    let said = words::said(&guide.fee);
    said.or_else(|| guide.charges.map(|c| if c { "收费".to_owned() } else { "不收费".to_owned() }))
        .or_else(|| (!guide.fees.is_empty()).then(|| "收费".to_owned()))
}

fn fee(fee: &Fee) -> GuideFee {
    let basis = words::said(&fee.reduction_basis).map(|b| format!("：{b}")).unwrap_or_default();
    GuideFee {
        name: fee.name.clone(),
        standard: fee.standard.trim().to_owned(),
        basis: fee.basis.trim().to_owned(),
        reduction: match fee.reducible {
            Some(true) => format!("可以减免{basis}"),
            Some(false) => "不能减免".to_owned(),
            None => String::new(),
        },
    }
}

/// What the guide says of booking, mail and the like; what it does not say of these is not asked of it.
fn services_said(guide: &Guide) -> Vec<(String, String)> {
    let flag = |name: &str, said: Option<bool>| {
        said.map(|can| (name.to_owned(), if can { "可以" } else { "不可以" }.to_owned()))
    };
    let text = |name: &str, said: &str| words::said(said).map(|t| (name.to_owned(), t));
    let rows = [
        flag("网上预约", guide.bookable),
        flag("邮寄送达", guide.mail),
        flag("自助终端办", guide.kiosk),
        flag("网上支付", guide.online_payment),
        text("通办范围", &guide.scope),
        text("数量限制", &guide.quota),
        text("中介服务", &guide.intermediary),
        text("联办机构", &guide.joint_agencies.join("、")),
    ];
    rows.into_iter().flatten().collect()
}

fn step(content: &Content, step: &Step) -> GuideStep {
    let days = step.days.map(|d| words::step_limit(content, d));
    let special = step.special.then(|| "时间另计，不算在承诺时限内".to_owned());
    let facts = [words::said(&step.office), days, special, words::said(&step.criterion), words::said(&step.result)];
    GuideStep { name: step.name.clone(), facts: facts.into_iter().flatten().collect() }
}

fn result(content: &Content) -> Option<String> {
    let name = words::said(&content.guide.result_name)?;
    Some(match words::said(&content.guide.result_kind) {
        Some(kind) if kind != "无" => format!("{name}（{kind}）"),
        Some(_) | None => name,
    })
}

/// Digits with the marks that numbers are written with.
fn is_phone(text: &str) -> bool {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    digits >= 5 && text.chars().all(|c| c.is_ascii_digit() || "-+ ()（）".contains(c))
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
