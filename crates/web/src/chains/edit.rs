//! The editor over HTTP: every button keeps one step in the draft and comes back; publishing and stopping.

use axum::{
    extract::{Path, State},
    http::StatusCode,
};
use domain::chains::{ChainRecord, ChainRefusal};
use services::{
    Failure,
    chains::{ChainRef, Checked, Kept, Renewal, StepForm, chain, change, publish, renew, renewal, stop},
};

use super::{ChainEditPage, ChainRenewPage, edit_view, steps};
use crate::{
    base::paths,
    door::{App, Oops, Posted, Query, Reply, Seat, address, blocking, go, show, show_as},
};

/// A chain, laid out, with the county's departments.
struct Found {
    record: ChainRecord,
    checked: Checked,
    offices: Vec<(i64, String)>,
}

async fn find(app: &App, seat: &Seat, code: &str) -> Result<Found, Oops> {
    let (bureau, desk, code) = (app.bureau().clone(), seat.desk.clone(), code.to_owned());
    blocking(move || {
        let (record, checked) = chain(&bureau, &desk, &code)?;
        let departments = services::people::departments(&bureau).map_err(|e| Oops::broken(&e))?;
        let offices = departments.into_iter().map(|d| (d.id.get(), d.name)).collect();
        Ok(Found { record, checked: checked.ok_or_else(Oops::not_found)?, offices })
    })
    .await?
}

fn draw(app: &App, seat: &Seat, found: &Found, hand: &str) -> ChainEditPage {
    edit_view::page(app, seat, (&found.record, &found.checked), &found.offices, hand)
}

pub(crate) async fn page(State(app): State<App>, seat: Seat, Path(code): Path<String>, query: Query) -> Reply {
    let found = find(&app, &seat, &code).await?;
    let mut page = draw(&app, &seat, &found, &query.text("member"));
    page.frame.notice = match query.text("done").as_str() {
        "kept" => Some("已存进草稿，发布后才生效".to_owned()),
        "published" => Some("已发布，申请人现在就能办".to_owned()),
        "renewed" => Some("已按现在的事项重新发布，新的申请按新版办".to_owned()),
        "stopped" => Some("已停用，正在办的不受影响".to_owned()),
        _ => None,
    };
    show(&page)
}

pub(crate) async fn submit(State(app): State<App>, seat: Seat, Path(code): Path<String>, sent: Posted) -> Reply {
    let found = find(&app, &seat, &code).await?;
    let Some((step, field)) = steps::read(&sent, &found.checked.laid_out) else {
        return go(&paths::chain_page(&code, "edit"));
    };
    let at = ChainRef { code: found.record.code.clone(), version: sent.number("version").unwrap_or_default() };
    let (bureau, desk, key, typed) = (app.bureau().clone(), seat.desk.clone(), sent.key(), step.clone());
    let done = blocking(move || change(&bureau, &desk, (&at, &step), key.as_deref())).await?;
    answered(&app, &seat, &found, (done, "kept", field), Some((&sent, &typed)))
}

/// Back to the editor, or the editor once more with what is wrong.
fn answered(
    app: &App,
    seat: &Seat,
    found: &Found,
    (done, word, field): (Result<Kept, Failure<ChainRefusal>>, &str, &str),
    sent: Option<(&Posted, &StepForm)>,
) -> Reply {
    let (status, sentence) = match done {
        Ok(kept) => return go(&address(&paths::chain_page(&kept.code, "edit"), &[("done", word)])),
        // The page has each of them under the check.
        Err(Failure::Refused(ChainRefusal::Unsound(against))) => {
            let many = against.len();
            (StatusCode::UNPROCESSABLE_ENTITY, format!("有 {many} 处必须先改才能发布，见“检查”"))
        }
        Err(Failure::Refused(refusal)) => (StatusCode::UNPROCESSABLE_ENTITY, refusal.to_string()),
        Err(Failure::Stale) => {
            (StatusCode::CONFLICT, "刚才有人先改了这件事，下面已是最新内容，请核对后再改".to_owned())
        }
        Err(other @ (Failure::Denied(_) | Failure::NotFound | Failure::Store(_))) => return Err(Oops::from(other)),
    };
    let hand = sent.map(|(s, _)| s.text("member")).unwrap_or_default();
    let mut page = draw(app, seat, found, &hand);
    if let Some((sent, step)) = sent {
        if let Some(panel) = edit_view::panel_again(&found.checked.laid_out, step) {
            page.panel = Some(panel);
        }
        for (name, shown) in [
            ("name", &mut page.name),
            ("purpose", &mut page.purpose),
            ("item", &mut page.add),
            ("ask", &mut page.ask),
            ("options", &mut page.options),
        ] {
            if sent.has(name) {
                shown.value = sent.text(name);
            }
            if name == field {
                shown.problem = Some(sentence.clone());
            }
        }
    }
    page.frame = page.frame.with_problem(field, &sentence);
    show_as(status, &page)
}

pub(crate) async fn put_in_force(State(app): State<App>, seat: Seat, Path(code): Path<String>, sent: Posted) -> Reply {
    let found = find(&app, &seat, &code).await?;
    let at = ChainRef { code: found.record.code.clone(), version: sent.number("version").unwrap_or_default() };
    let (bureau, desk, key) = (app.bureau().clone(), seat.desk.clone(), sent.key());
    let done = blocking(move || publish(&bureau, &desk, &at, key.as_deref())).await?;
    answered(&app, &seat, &found, (done, "published", ""), None)
}

pub(crate) async fn take_out(State(app): State<App>, seat: Seat, Path(code): Path<String>, sent: Posted) -> Reply {
    let found = find(&app, &seat, &code).await?;
    let at = ChainRef { code: found.record.code.clone(), version: sent.number("version").unwrap_or_default() };
    let (bureau, desk, key) = (app.bureau().clone(), seat.desk.clone(), sent.key());
    let done = blocking(move || stop(&bureau, &desk, (&at, ""), key.as_deref())).await?;
    answered(&app, &seat, &found, (done, "stopped", ""), None)
}

/// What publishing it once more would change.
pub(crate) async fn renew_page(State(app): State<App>, seat: Seat, Path(code): Path<String>) -> Reply {
    let (bureau, desk, of) = (app.bureau().clone(), seat.desk.clone(), code.clone());
    match blocking(move || renewal(&bureau, &desk, &of)).await? {
        Ok(found) => show(&renewed(&app, &seat, &found)),
        // With a draft, or not in force, it is published from the editor.
        Err(Failure::Refused(_)) => go(&paths::chain_page(&code, "edit")),
        Err(other) => Err(Oops::from(other)),
    }
}

fn renewed(app: &App, seat: &Seat, found: &Renewal) -> ChainRenewPage {
    let (it, chain) = (&found.checked.laid_out, &found.checked.laid_out.chain);
    let told = |(was, is): &(String, String)| if was == is { is.clone() } else { format!("{was} → {is}") };
    let changes = found.changes.iter().map(|c| {
        let guide = match c.version {
            (was, is) if was == is => String::new(),
            (was, is) => format!("指南第 {was} 版 → 第 {is} 版"),
        };
        [told(&c.name), told(&c.office), guide]
    });
    let size = |it: &services::chains::Blueprint| {
        let (fields, materials) = (it.form.form.fields().count(), it.materials.materials.len());
        format!("{} 个部门，{fields} 个问题，{materials} 种材料；{}", it.chain.offices().len(), edit_view::days(it))
    };
    ChainRenewPage {
        frame: app.frame(seat, format!("重新发布：{}", chain.name)),
        code: found.record.code.clone(),
        version: found.record.version,
        changes: changes.collect(),
        before: size(&found.before),
        after: size(it),
        against: found.checked.against(),
        picture: super::picture::of_chain(it, app.bureau().today()),
        may_edit: domain::people::authorise(&seat.desk, domain::people::Act::ChainEdit, None).is_ok(),
    }
}

/// Publishes it once more, or says what stops it.
pub(crate) async fn put_in_force_again(
    State(app): State<App>,
    seat: Seat,
    Path(code): Path<String>,
    sent: Posted,
) -> Reply {
    let at = ChainRef { code: code.clone(), version: sent.number("version").unwrap_or_default() };
    let (bureau, desk, key) = (app.bureau().clone(), seat.desk.clone(), sent.key());
    let sentence = match blocking(move || renew(&bureau, &desk, &at, key.as_deref())).await? {
        Ok(kept) => return go(&address(&paths::chain_page(&kept.code, "edit"), &[("done", "renewed")])),
        Err(Failure::Refused(ChainRefusal::Unsound(against))) => {
            format!("有 {} 处必须先改才能发布，请打开编制页改", against.len())
        }
        Err(Failure::Refused(refusal)) => refusal.to_string(),
        Err(Failure::Stale) => "刚才有人先改了这件事，下面已是最新内容，请核对后再发布".to_owned(),
        Err(other @ (Failure::Denied(_) | Failure::NotFound | Failure::Store(_))) => return Err(Oops::from(other)),
    };
    let (bureau, desk, of) = (app.bureau().clone(), seat.desk.clone(), code.clone());
    let Ok(found) = blocking(move || renewal(&bureau, &desk, &of)).await? else {
        return go(&paths::chain_page(&code, "edit"));
    };
    let mut page = renewed(&app, &seat, &found);
    page.frame = page.frame.with_problem("", &sentence);
    show_as(StatusCode::UNPROCESSABLE_ENTITY, &page)
}
