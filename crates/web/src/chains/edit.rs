//! The editor over HTTP: every button keeps one step in the draft and comes back; publishing and stopping.

use axum::{
    extract::{Path, State},
    http::StatusCode,
};
use domain::chains::{ChainRecord, ChainRefusal};
use services::{
    Failure,
    chains::{ChainRef, Checked, Kept, chain, change, publish, stop},
};

use super::{ChainEditPage, edit_view, steps};
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
    let (bureau, desk, key) = (app.bureau().clone(), seat.desk.clone(), sent.key());
    let done = blocking(move || change(&bureau, &desk, (&at, &step), key.as_deref())).await?;
    answered(&app, &seat, &found, (done, "kept", field), Some(&sent))
}

/// Back to the editor, or the editor once more with what is wrong.
fn answered(
    app: &App,
    seat: &Seat,
    found: &Found,
    (done, word, field): (Result<Kept, Failure<ChainRefusal>>, &str, &str),
    sent: Option<&Posted>,
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
    let hand = sent.map(|s| s.text("member")).unwrap_or_default();
    let mut page = draw(app, seat, found, &hand);
    if let Some(sent) = sent {
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
