//! Changing what the figures ask of an item, and why it may be left out (指标事实): each save is a new version, at once.
//! The whole guide is drafted in `draft`.

use axum::{
    extract::{Path, State},
    http::StatusCode,
};
use domain::{
    base::{ItemId, date_text_with_year},
    catalogue::{Exemption, OnlineDepth, Status},
};
use services::{
    Failure,
    catalogue::{EditForm, EditRefusal, GuideView, VersionLine, edit, history, item},
};

use super::{ExemptionForm, ItemEditPage, PastVersion};
use crate::{
    base::{Choice, Field, Pick, paths},
    door::{App, Oops, Posted, Reply, Seat, address, blocking, go, id, show, show_as},
};

/// Key in field names and words of the three exemptions, in the order of [`EditForm::exemptions`].
const EXEMPTIONS: [(&str, &str); 3] = [("online", "网上办理"), ("publication", "省平台发布"), ("hall", "进驻大厅")];

fn reason_name(key: &str) -> String {
    format!("exempt_{key}_reason")
}

fn basis_name(key: &str) -> String {
    format!("exempt_{key}_basis")
}

async fn current(app: &App, seat: &Seat, wanted: ItemId) -> Result<(GuideView, Vec<VersionLine>), Oops> {
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    let (found, past) = blocking(move || (item(&bureau, wanted), history(&bureau, &desk, wanted))).await?;
    let view = found.map_err(|e| Oops::broken(&e))?.ok_or_else(Oops::not_found)?;
    Ok((view, past?))
}

fn past_version(line: &VersionLine) -> PastVersion {
    // The journal names staff by id and name; here the name says enough.
    let name = crate::base::actor_name(&line.actor);
    PastVersion {
        name: format!("第 {} 版", line.version),
        on: date_text_with_year(line.effective_on),
        how: if line.actor.is_empty() { "导入".to_owned() } else { format!("{name}：{}", line.why) },
    }
}

/// The form as the current version would fill it.
fn as_it_is(view: &GuideView) -> EditForm {
    let standing = &view.item.content.standing;
    let flag = |known: Option<bool>| known.map_or("", |yes| if yes { "1" } else { "0" }).to_owned();
    let pair = |e: &Option<Exemption>| e.as_ref().map(|e| (e.reason.clone(), e.basis.clone())).unwrap_or_default();
    EditForm {
        version: view.item.version,
        status: view.item.content.status.as_str().to_owned(),
        online_depth: standing.online_depth.map(|d| d.number().to_string()).unwrap_or_default(),
        onsite_visits: standing.onsite_visits.map(|n| n.to_string()).unwrap_or_default(),
        published: flag(standing.published),
        resident: flag(standing.resident),
        exemptions: [pair(&standing.exempt_online), pair(&standing.exempt_publication), pair(&standing.exempt_hall)],
        why: String::new(),
    }
}

fn typed(form: &Posted) -> EditForm {
    EditForm {
        version: form.number("expected_version").unwrap_or_default(),
        status: form.text("status"),
        online_depth: form.text("online_depth"),
        onsite_visits: form.text("onsite_visits"),
        published: form.text("published"),
        resident: form.text("resident"),
        exemptions: EXEMPTIONS.map(|(key, _)| (form.text(&reason_name(key)), form.text(&basis_name(key)))),
        why: form.text("why"),
    }
}

/// The page with a form in it. The version is always the current one: who has seen the newest state may save over it.
fn filled(app: &App, seat: &Seat, view: &GuideView, past: &[VersionLine], form: &EditForm) -> ItemEditPage {
    let content = &view.item.content;
    let statuses: Vec<_> = Status::ALL.iter().map(|s| (s.as_str(), s.label())).collect();
    let mut depth = Choice::of(&[("", "未知")], &form.online_depth);
    depth.options.extend((1..=4).filter_map(OnlineDepth::from_number).map(|d| {
        let value = d.number().to_string();
        Pick { chosen: value == form.online_depth, value, label: d.label().to_owned() }
    }));
    let three = [("", "未知"), ("1", "是"), ("0", "否")];
    let exemption = |((key, label), (reason, basis)): (&(&str, &str), &(String, String))| ExemptionForm {
        reason_name: reason_name(key),
        basis_name: basis_name(key),
        reason_label: format!("{label}：不计入的理由"),
        basis_label: format!("{label}：批准依据"),
        reason: Field::of(reason),
        basis: Field::of(basis),
    };
    ItemEditPage {
        frame: app.frame(seat, content.name.clone()),
        id: view.item.id.to_string(),
        code: content.code.clone(),
        department: view.department.name.clone(),
        kind: content.item_type.label().to_owned(),
        version: view.item.version,
        status: Choice::of(&statuses, &form.status),
        depth,
        visits: Field::of(&form.onsite_visits),
        published: Choice::of(&three, &form.published),
        resident: Choice::of(&three, &form.resident),
        exemptions: EXEMPTIONS.iter().zip(&form.exemptions).map(exemption).collect(),
        why: Field::of(&form.why),
        past: past.iter().map(past_version).collect(),
    }
}

pub(crate) async fn page(State(app): State<App>, seat: Seat, Path(item): Path<String>) -> Reply {
    let (view, past) = current(&app, &seat, id(&item)?).await?;
    show(&filled(&app, &seat, &view, &past, &as_it_is(&view)))
}

pub(crate) async fn submit(State(app): State<App>, seat: Seat, Path(item): Path<String>, form: Posted) -> Reply {
    let wanted: ItemId = id(&item)?;
    let sent = typed(&form);
    let (bureau, desk, key, asked) = (app.bureau().clone(), seat.desk.clone(), form.key(), sent.clone());
    let failure = match blocking(move || edit(&bureau, &desk, wanted, asked, key.as_deref())).await? {
        Ok(_) => return go(&address(paths::ITEMS, &[("done", "saved")])),
        Err(failure) => failure,
    };
    let (view, past) = current(&app, &seat, wanted).await?;
    let mut page = filled(&app, &seat, &view, &past, &sent);
    match failure {
        Failure::Refused(refusal) => {
            point_out(&mut page, &refusal);
            show_as(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
        Failure::Stale => {
            let sentence = format!("刚才有人保存了第 {} 版，请核对后再保存，您填的还在", view.item.version);
            page.frame = page.frame.with_problem("", &sentence);
            show_as(StatusCode::CONFLICT, &page)
        }
        other @ (Failure::Denied(_) | Failure::NotFound | Failure::Store(_)) => Err(other.into()),
    }
}

fn point_out(page: &mut ItemEditPage, refusal: &EditRefusal) {
    let (field, sentence) = (refusal.field(), refusal.to_string());
    let problem = Some(sentence.clone());
    match field {
        "onsite_visits" => page.visits.problem = problem,
        "status" => page.status.problem = problem,
        "why" => page.why.problem = problem,
        _ => {
            if let Some(exemption) = page.exemptions.iter_mut().find(|e| e.reason_name == field) {
                exemption.reason.problem = problem;
            }
        }
    }
    page.frame = page.frame.clone().with_problem(field, &sentence);
}
